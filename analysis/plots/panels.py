"""Where a panel stands among the others of its figure, and what it is called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from analysis.plots.marks import wrap_label
from analysis.theme import INK, SMALLEST_FONT

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "NAME_WIDTH",
    "check_panels",
    "height_of_names",
    "is_bottom",
    "is_first_column",
    "is_first_row",
    "is_last_of_row",
    "name_panel",
    "row_of",
]
NAME_WIDTH = 26


def height_of_names(labels: Sequence[str], *, width: int = NAME_WIDTH) -> float:
    """Return the points that these names take above their panels."""
    return 12 + 10 * max(wrap_label(label, width=width).count("\n") for label in labels)


def name_panel(ax: Axes, label: str, *, name: str, width: int = NAME_WIDTH) -> None:
    """Write what a panel is about above its left corner."""
    ax.annotate(
        wrap_label(label, width=width),
        (0, 1),
        xycoords="axes fraction",
        xytext=(0, 2.5),
        textcoords="offset points",
        ha="left",
        va="bottom",
        weight="bold",
        gid=f"panel-{name}",
        fontsize=SMALLEST_FONT + 0.5,
        color=INK,
        parse_math=False,
    )


def check_panels(axes: Sequence[Axes], n_panels: int) -> list[Axes]:
    """Return the panels to draw on, and put the others out of sight.

    Raises
    ------
    ValueError
        If there are fewer than the table needs.
    """
    axes = list(np.ravel(np.asarray(axes, dtype=object)))
    if len(axes) < n_panels:
        msg = (
            f"`axes` must hold {n_panels} panels, one for each group in the table; it holds "
            f"{len(axes)}. Give more, or none for a figure of its own."
        )
        raise ValueError(msg)
    for ax in axes[n_panels:]:
        ax.set_visible(False)
    return axes[:n_panels]


def is_first_column(ax: Axes) -> bool:
    """Tell whether a panel stands at the left, where the labels of a row belong."""
    place = ax.get_subplotspec()
    return place is None or place.is_first_col()


def is_first_row(ax: Axes) -> bool:
    """Tell whether a panel stands at the top, where events are numbered."""
    place = ax.get_subplotspec()
    return place is None or place.is_first_row()


def is_last_of_row(axes: Sequence[Axes], place: int) -> bool:
    """Tell whether the panel at this place is the last of its row, where counts belong."""
    spot = axes[place].get_subplotspec()
    return spot is None or spot.is_last_col() or place == len(axes) - 1


def row_of(ax: Axes) -> int:
    """Return the row in which a panel stands, 0 at the top."""
    place = ax.get_subplotspec()
    return 0 if place is None else place.rowspan.start


def is_bottom(axes: Sequence[Axes], place: int) -> bool:
    """Tell whether no other of these panels stands below the one at this place."""
    spots = [ax.get_subplotspec() for ax in axes]
    mine = spots[place]
    return mine is None or not any(
        spot is not None
        and spot.colspan.start == mine.colspan.start
        and spot.rowspan.start > mine.rowspan.start
        for spot in spots
    )

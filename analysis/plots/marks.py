"""The marks that the plots share: rows of dots with intervals, counts, and the empty panel."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

import numpy as np
import pandas as pd

from analysis.intervals import MINIMUM_N
from analysis.plots.placing import MOST_TICKS, RoomyLocator
from analysis.theme import FAINT, INK, MUTED, SMALLEST_FONT, Series, series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "draw_counts",
    "draw_legend",
    "draw_rows",
    "height_of_rows",
    "label_rows",
    "limit_both_sides",
    "limit_share",
    "say_too_small",
    "shown",
    "wrap_label",
]

LABEL_WIDTH = 24

_LONGEST_LABEL = 60
_LONGEST_IN_TWO = 22


def shown(table: pd.DataFrame) -> pd.DataFrame:
    """Select the rows that the table gives a place in the figure; none if none has a number."""
    rows = table[table["drawn"].astype("bool")]
    return rows if rows["estimate"].notna().any() else rows.iloc[:0]


def say_too_small(ax: Axes, table: pd.DataFrame, *, without: str, unit: str = "documents") -> Axes:
    """Write into an empty panel that there is too little to draw, and what it takes.

    `without` names what an empty table lacks, `unit` what a table with rows has too few of.
    """
    minimum_n = MINIMUM_N if table.empty else int(table["minimum_n"].max())
    n = 0 if table.empty else int(table["n_used"].max())
    lacks = f"No {without}" if table.empty else f"Too few {unit}"
    text = f"{lacks} for this figure.\nLargest n: {n}. Minimum n: {minimum_n}."
    ax.text(
        0.5,
        0.5,
        text,
        transform=ax.transAxes,
        ha="center",
        va="center",
        gid="too-small",
        fontsize=SMALLEST_FONT + 1,
        color=INK,
        parse_math=False,
    )
    ax.set(xticks=[], yticks=[])
    return ax


def say_nothing(ax: Axes, text: str) -> Axes:
    """Write into an empty panel why there is nothing to draw."""
    ax.text(0.5, 0.5, text, transform=ax.transAxes, ha="center", va="center")
    ax.set(xticks=[], yticks=[])
    return ax


def draw_rows(
    ax: Axes, rows: pd.DataFrame, name: str, *, look: Series | None = None, shift: float = 0.0
) -> None:
    """Draw one dot and its interval for each row, from the top down in the order of the rows.

    A row without estimate keeps its place and stays empty. The dots carry `name` as their gid,
    the intervals `name` with "interval" for the first part.
    """
    look = look or series(0)
    places = np.arange(len(rows)) + shift
    full = rows["estimate"].notna().to_numpy()
    ax.hlines(
        places[full],
        rows.loc[full, "low"],
        rows.loc[full, "high"],
        colors=look.color,
        linewidth=1.1,
        gid=_interval_of(name),
    )
    ax.plot(
        rows.loc[full, "estimate"],
        places[full],
        linestyle="none",
        marker=look.marker,
        color=look.color,
        markerfacecolor=look.fill,
        markersize=4.2,
        gid=name,
    )


def draw_counts(
    ax: Axes, counts: Sequence[int], *, name: str = "n", head: str = "n", reach: float = 22
) -> None:
    """Write the count of each row at the right of the panel, to end `reach` points beside it."""
    sideways = ax.get_yaxis_transform()
    style = {"fontsize": SMALLEST_FONT, "color": MUTED, "ha": "right", "clip_on": False}
    ax.annotate(
        head,
        (1, 1),
        xycoords="axes fraction",
        xytext=(reach, 2),
        textcoords="offset points",
        va="bottom",
        gid=f"{name}-head",
        **style,
    )
    for place, count in enumerate(counts):
        ax.annotate(
            str(count),
            (1, place),
            xycoords=sideways,
            xytext=(reach, 0),
            textcoords="offset points",
            va="center",
            gid=f"{name}-{place}",
            **style,
        )


def draw_legend(ax: Axes, start: str, names: Sequence[str]) -> float:
    """Name the series above the panel and return the points that this takes.

    The series are the lines whose gid begins with `start`, in the order of `names`.
    """
    lines = [line for line in ax.get_lines() if str(line.get_gid()).startswith(start)]
    columns = min(2, len(names)) if max(map(len, names)) <= _LONGEST_IN_TWO else 1
    legend = ax.legend(
        lines,
        [wrap_label(name, width=_LONGEST_LABEL) for name in names],
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=columns,
        borderaxespad=0,
        columnspacing=1.2,
    )
    for text in legend.get_texts():
        text.set_parse_math(False)
    return 11.0 * math.ceil(len(names) / columns)


def label_rows(ax: Axes, labels: Sequence[str], *, width: int = LABEL_WIDTH) -> None:
    """Name the rows at the left, the first at the top, with a faint line along each."""
    ax.set_yticks(
        range(len(labels)),
        [wrap_label(label, width=width) for label in labels],
        parse_math=False,
        linespacing=0.95,
    )
    ax.set_ylim(len(labels) - 0.5, -0.5)
    ax.hlines(
        range(len(labels)),
        0,
        1,
        transform=ax.get_yaxis_transform(),
        colors=FAINT,
        linewidth=0.5,
        zorder=0,
    )


def wrap_label(label: str, *, width: int) -> str:
    """Break a label into at most three lines, and cut what is longer, with a sign of it.

    A letter of Chinese, Japanese or Korean takes the room of two.
    """
    if len(label) > _LONGEST_LABEL:
        label = f"{label[: _LONGEST_LABEL - 1].rstrip()}…"
    room = len(label) + sum(east_asian_width(letter) in "WF" for letter in label)
    lines = textwrap.wrap(label, max(2, width * len(label) // max(room, 1)))
    if len(lines) > 3:
        lines = [*lines[:2], f"{lines[2].rstrip()}…"]
    return "\n".join(lines)


def height_of_rows(labels: Sequence[str], *, each: float = 0.2, width: int = LABEL_WIDTH) -> float:
    """Return the inches that rows with these labels need, four rows at least."""
    lines = max((wrap_label(label, width=width).count("\n") for label in labels), default=0)
    return max(each, 0.06 + 0.11 * (1 + lines)) * max(len(labels), 4)


def limit_both_sides(ax: Axes, table: pd.DataFrame, *, axis: str = "x", end: float = 1.0) -> None:
    """Show a scale from -1 to +1 as far as the intervals reach, the same on both sides of 0.

    `end` is where the scale ends, if not at 1.
    """
    ends = table[["low", "high", "estimate"]].abs().max().max()
    reach = min(1.05 * end, max(0.1, 1.08 * ends)) if pd.notna(ends) else 1.05 * end
    if axis == "x":
        ax.set_xlim(-reach, reach)
        ax.axvline(0, color=MUTED, linewidth=0.7, zorder=0.5, gid="zero")
    else:
        ax.set_ylim(-reach, reach)
        ax.axhline(0, color=MUTED, linewidth=0.7, zorder=0.5, gid="zero")
    _tick(ax, axis)


def limit_share(ax: Axes, table: pd.DataFrame, *, axis: str = "x") -> None:
    """Show a scale from 0 to 1 as far as the intervals reach."""
    ends = table[["high", "estimate"]].max().max()
    top = min(1.03, max(0.05, 1.08 * ends)) if pd.notna(ends) else 1.03
    # A little room below 0, so that a mark at 0 is whole.
    (ax.set_xlim if axis == "x" else ax.set_ylim)(-0.03 * top, top)
    _tick(ax, axis)


def _interval_of(name: str) -> str:
    return "-".join(["interval", *name.split("-")[1:]])


def _tick(ax: Axes, axis: str) -> None:
    which = ax.xaxis if axis == "x" else ax.yaxis
    which.set_major_locator(RoomyLocator(nbins=MOST_TICKS, steps=[1, 2, 2.5, 5, 10]))

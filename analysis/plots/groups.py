"""A panel for each frame: by outlet, country or perspective, or month by month."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis import schemas
from analysis.plots.marks import (
    draw_counts,
    draw_rows,
    height_of_rows,
    label_rows,
    limit_share,
    say_too_small,
    shown,
)
from analysis.plots.panels import (
    check_panels,
    height_of_names,
    is_bottom,
    is_first_column,
    is_first_row,
    is_last_of_row,
    name_panel,
    row_of,
)
from analysis.plots.periods import (
    draw_events,
    draw_periods,
    event_key,
    events_within,
    label_periods,
)
from analysis.schemas import check
from analysis.tables.labels import label_frame
from analysis.theme import TWO_COLUMNS, new_panels, series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_frames", "frames_by_group"]

_NOUNS = {"outlet": "Outlet", "outlet_country": "Outlet's country", "perspective": "Perspective"}
_PERIODS = {"month": "Month", "quarter": "Quarter"}
_COLUMNS = 4
_MORE_COLUMNS = 5
_COLUMNS_IN_TIME = 2
_MOST_LABELS = 12
_LABEL_WIDTH = 34
# Letters that fit above and below a panel, where there are few columns and where many.
_NAME_WIDTHS = (18, 14)
_AXIS_WIDTHS = (20, 11)
_TALLEST = 9.0


def frames_by_group(
    table: pd.DataFrame,
    *,
    events: pd.DataFrame | None = None,
    axes: Sequence[Axes] | None = None,
) -> list[Axes]:
    """Draw the share of each group's documents that hold each frame, a panel for each frame.

    Parameters
    ----------
    table : DataFrame, one row per frame and group
        As :func:`analysis.tables.frames_by_group` returns it. Groups are rows of dots, periods
        a line; each frame with `drawn` gets a panel, in the order of the table, and all panels
        have the same scale. A group with too few documents keeps an empty row.
    events : DataFrame, one row per event, optional
        As :data:`analysis.schemas.EVENTS`, for months and quarters; dotted lines, numbered above
        the panels of the first row, with a key below the figure if it is one of its own.
    axes : sequence of Axes, optional
        One panel for each frame at least, in reading order; those left over are hidden. A
        figure of two journal columns if absent.

    Returns
    -------
    list of Axes
        Those drawn on. Dots and lines have the gid "share-frame", intervals "interval-frame".
        The counts, at the right or under the periods, are the documents of the group.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    ValueError
        If there are too few panels.
    """
    check(table, schemas.FRAMES_BY_GROUP)
    by = "outlet" if table.empty else table["by"].iloc[0]
    if by in _PERIODS:
        return _draw_periods(table, _PERIODS[by], events, axes)
    return draw_frames(table, axes, ylabel=_NOUNS[by], whole="")


def draw_frames(
    table: pd.DataFrame, axes: Sequence[Axes] | None, *, ylabel: str, whole: str
) -> list[Axes]:
    """Draw rows of dots, the same `group` in each row of each panel; `whole` says of what."""
    rows = shown(table)
    names = rows["frame"].drop_duplicates().tolist()
    labels = rows.drop_duplicates("group")["label"].tolist()
    many = len(names) > 2 * _COLUMNS
    if axes is None:
        columns = max(1, min(_MORE_COLUMNS if many else _COLUMNS, len(names)))
        n_rows = max(1, math.ceil(len(names) / columns))
        each = 0.42 + height_of_rows(labels, each=0.17, width=_LABEL_WIDTH)
        axes = new_panels(n_rows, columns, height=min(_TALLEST, 0.45 + n_rows * each))
    axes = check_panels(axes, max(1, len(names)))
    for ax in axes:
        said = textwrap.wrap(f"Share of documents {whole}", _AXIS_WIDTHS[many])
        ax.set(xlabel="\n".join(said), ylabel=ylabel)
    if not names:
        say_too_small(axes[0], table, without="cues of frames")
        return axes
    for place, (ax, name) in enumerate(zip(axes, names, strict=True)):
        panel = rows[rows["frame"] == name]
        draw_rows(ax, panel, f"share-{name}")
        limit_share(ax, rows)
        label_rows(ax, panel["label"].tolist(), width=_LABEL_WIDTH)
        name_panel(ax, label_frame(name), name=name, width=_NAME_WIDTHS[many])
        if not is_first_column(ax):
            ax.set_ylabel("")
            ax.tick_params(labelleft=False)
        if row_of(ax) != row_of(axes[-1]):
            ax.set_xlabel("")
        if is_last_of_row(axes, place):
            draw_counts(ax, panel["n_used"].tolist(), name=f"n-{name}")
    if many:
        _fit_narrow(axes)
    return axes


def _fit_narrow(axes: Sequence[Axes]) -> None:
    """Keep what stands in narrow panels whole and apart."""
    for ax in axes:
        ax.xaxis.get_major_locator().set_params(nbins=3, steps=[1, 2, 5, 10])
        for line in ax.get_lines():
            line.set_clip_on(False)
    # The counts beside a last row that ends early do not push the columns apart.
    ax = axes[-1]
    spot = ax.get_subplotspec()
    if spot is not None and not spot.is_last_col():
        for text in ax.texts:
            text.set_in_layout(not str(text.get_gid()).startswith("n-"))


def _draw_periods(
    table: pd.DataFrame,
    xlabel: str,
    events: pd.DataFrame | None,
    axes: Sequence[Axes] | None,
) -> list[Axes]:
    rows = shown(table)
    rows = rows.assign(period=rows["label"])
    names = rows["frame"].drop_duplicates().tolist()
    events = events_within(events, rows)
    key = ""
    if axes is None:
        columns = min(_COLUMNS_IN_TIME, max(1, len(names)))
        n_rows = max(1, math.ceil(len(names) / columns))
        key = event_key(events, width=TWO_COLUMNS)
        height = 0.9 + 1.25 * n_rows + 0.12 * (key.count("\n") + bool(key))
        axes = new_panels(n_rows, columns, height=height)
    axes = check_panels(axes, max(1, len(names)))
    for ax in axes:
        ax.set(xlabel=f"{xlabel} (n: documents)", ylabel="Share of\ndocuments")
    if not names:
        say_too_small(axes[0], table, without="dated documents", unit="dated documents")
        return axes
    labels = [label_frame(name) for name in names]
    for place, (ax, name, label) in enumerate(zip(axes, names, labels, strict=True)):
        panel = rows[rows["frame"] == name]
        draw_periods(ax, panel, f"share-{name}", look=series(0))
        # A mark at 0 or 1 is whole in a low panel too.
        ax.get_lines()[-1].set_clip_on(False)
        bottom = is_bottom(axes, place)
        label_periods(ax, panel, most=_MOST_LABELS, named=bottom)
        limit_share(ax, rows, axis="y")
        name_panel(ax, label, name=name)
        lift = height_of_names(labels)
        draw_events(ax, events, tagged=is_first_row(ax), lift=lift, name=f"events-{place}")
        if not is_first_column(ax):
            ax.set_ylabel("")
        if not bottom:
            ax.set_xlabel("")
    if key:
        axes[0].figure.supxlabel(key, x=0.01, ha="left", fontsize=7, parse_math=False)
    return axes

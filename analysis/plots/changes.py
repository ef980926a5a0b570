"""What an event changed, and of what a change is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis import schemas
from analysis.plots.marks import (
    draw_counts,
    draw_legend,
    draw_rows,
    height_of_rows,
    label_rows,
    limit_both_sides,
    say_too_small,
    shown,
)
from analysis.schemas import check
from analysis.theme import GUIDE, ONE_AND_A_HALF_COLUMNS, new_axes, series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["composition_of_change", "event_study"]

_OTHER_DAYS = "#cfcfcf"
_WIDE = 44
_PARTS = {"total": "change", "within": "within each {}", "mix": "mix by {}"}
_SCALES = {
    "sentiment": "Mean sentiment, after less before\n(left: less friendly after{})",
    "share": "Share of documents, after less before\n(left: lower after{})",
}
_OF_BOTH = "Mean sentiment or share, after less before\n(left: lower after{})"
_COUNTS = "\nbefore, after: documents with evidence"


def event_study(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the difference after less before each event, over what other days show.

    Parameters
    ----------
    table : DataFrame, one row per series and event
        As :func:`analysis.tables.event_study` returns it; those with `drawn`, in its order.
    ax : Axes, optional
        Where to draw; a figure of one and a half journal columns if absent.

    Returns
    -------
    Axes
        The same. Dots have the gid "difference", lines "interval", the grey bars of other days
        "placebo-" and the place of the row; at the right stand the documents before and after.

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    """
    check(table, schemas.EVENT_STUDY)
    rows = shown(table).reset_index(drop=True)
    pairs = rows[["label", "event_label"]].itertuples(index=False, name=None)
    labels = [f"{label}: {event}" for label, event in pairs]
    if ax is None:
        ax = new_axes(
            1.15 + height_of_rows(labels, each=0.24, width=_WIDE),
            width=ONE_AND_A_HALF_COLUMNS,
        )
    ax.set(xlabel=_name_scale(table, "; grey: other days") + _COUNTS, ylabel="Series: event")
    if rows.empty:
        return say_too_small(ax, table, without="dated documents around events")
    for place, row in rows[rows["placebo_low"].notna()].iterrows():
        ax.barh(
            place,
            row["placebo_high"] - row["placebo_low"],
            left=row["placebo_low"],
            height=0.62,
            color=_OTHER_DAYS,
            edgecolor=GUIDE,
            linewidth=0.4,
            zorder=0.3,
            gid=f"placebo-{place}",
        )
    draw_rows(ax, rows, "difference")
    ends = rows[["low", "high", "placebo_low", "placebo_high", "estimate"]].abs().max(axis=1)
    limit_both_sides(ax, rows.assign(high=ends), end=2.0)
    label_rows(ax, labels, width=_WIDE)
    draw_counts(ax, rows["n_before"].tolist(), name="n-before", head="before", reach=30)
    draw_counts(ax, rows["n_after"].tolist(), name="n-after", head="after", reach=56)
    return ax


def composition_of_change(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw each change beside what happened within groups and what their mix did.

    Parameters
    ----------
    table : DataFrame, one row per series, part and group
        As :func:`analysis.tables.composition_of_change` returns it; the rows of all groups with
        `drawn`.
    ax : Axes, optional
        Where to draw; a figure of one and a half journal columns if absent.

    Returns
    -------
    Axes
        The same. Dots have the gid "part-total", "part-within" and "part-mix", lines "interval-"
        with the part; at the right stand the documents before and after.

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    """
    check(table, schemas.COMPOSITION_OF_CHANGE)
    rows = shown(table)
    of_series = rows.drop_duplicates("series")
    labels = of_series["label"].tolist()
    if ax is None:
        height = 1.35 + height_of_rows(labels, each=0.36, width=_WIDE)
        ax = new_axes(height, width=ONE_AND_A_HALF_COLUMNS)
    ax.set(xlabel=_name_scale(table, "") + _COUNTS, ylabel="Series")
    if rows.empty:
        return say_too_small(ax, table, without="dated documents on both sides of the day")
    for number, part in enumerate(_PARTS):
        panel = rows[rows["part"] == part].reset_index(drop=True)
        draw_rows(ax, panel, f"part-{part}", look=series(number), shift=0.26 * (number - 1))
    limit_both_sides(ax, rows, end=2.0)
    label_rows(ax, labels, width=_WIDE)
    draw_counts(ax, of_series["n_before"].tolist(), name="n-before", head="before", reach=30)
    draw_counts(ax, of_series["n_after"].tolist(), name="n-after", head="after", reach=56)
    draw_legend(ax, "part-", [name.format(rows["grouped_by"].iloc[0]) for name in _PARTS.values()])
    ax.get_legend().set_bbox_to_anchor((0, 1.0 + 0.16 / ax.figure.get_figheight()))
    return ax


def _name_scale(table: pd.DataFrame, more: str) -> str:
    """Say what is measured and which way is which."""
    measures = table["measure"].unique()
    return (_SCALES[measures[0]] if len(measures) == 1 else _OF_BOTH).format(more)

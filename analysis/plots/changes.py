"""What an event changed, and of what a change is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
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
from analysis.theme import ONE_AND_A_HALF_COLUMNS, new_axes, series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["composition_of_change", "event_study"]

_OTHER_DAYS = "#cfcfcf"
_WIDE = 44
_PARTS = {"total": "change", "within": "within outlets", "mix": "mix of outlets"}


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
        "placebo"; at the right stand the documents before and after.

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
    ax.set(
        xlabel="After less before\n(left: lower after; grey: other days)\n"
        "before, after: documents with evidence",
        ylabel="Event",
    )
    if rows.empty:
        return say_too_small(ax, table, without="dated documents around events")
    ax.barh(
        np.arange(len(rows)),
        rows["placebo_high"] - rows["placebo_low"],
        left=rows["placebo_low"],
        height=0.62,
        color=_OTHER_DAYS,
        linewidth=0,
        zorder=0.3,
        gid="placebo",
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
        Where to draw; a figure of one journal column if absent.

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
        ax = new_axes(1.35 + height_of_rows(labels, each=0.36))
    ax.set(
        xlabel="After less before, and its two parts\n(left: lower after)\n"
        "before, after: documents with evidence",
        ylabel="Series",
    )
    if rows.empty:
        return say_too_small(ax, table, without="dated documents on both sides of the day")
    for number, part in enumerate(_PARTS):
        panel = rows[rows["part"] == part].reset_index(drop=True)
        draw_rows(ax, panel, f"part-{part}", look=series(number), shift=0.26 * (number - 1))
    limit_both_sides(ax, rows, end=2.0)
    label_rows(ax, labels)
    draw_counts(ax, of_series["n_before"].tolist(), name="n-before", head="before", reach=30)
    draw_counts(ax, of_series["n_after"].tolist(), name="n-after", head="after", reach=56)
    draw_legend(ax, "part-", list(_PARTS.values()))
    legend = ax.get_legend()
    legend.set_bbox_to_anchor((0, 1.0 + 0.16 / (ax.figure.get_figheight() or 1)))
    return ax

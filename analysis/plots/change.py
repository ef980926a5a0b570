"""Sentiment over time, a panel for each country or relation."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis import schemas
from analysis.plots.marks import limit_both_sides, say_too_small, shown
from analysis.plots.panels import (
    check_panels,
    height_of_names,
    is_bottom,
    is_first_column,
    is_first_row,
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
from analysis.theme import TWO_COLUMNS, new_panels, series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["relation_sentiment_over_time", "sentiment_over_time"]

_COLUMNS = {1: 1, 2: 2, 4: 2}
_MOST_COLUMNS = 3
_MOST_LABELS = 8


def sentiment_over_time(
    table: pd.DataFrame,
    *,
    events: pd.DataFrame | None = None,
    axes: Sequence[Axes] | None = None,
) -> list[Axes]:
    """Draw the mean sentiment toward each country by period, a panel for each country.

    Parameters
    ----------
    table : DataFrame, one row per country and period
        As :func:`analysis.tables.sentiment_over_time` returns it. The countries with `drawn`
        get a panel each, in the order of the table; all panels have the same scales.
    events : DataFrame, one row per event, optional
        As :data:`analysis.schemas.EVENTS`; dotted lines, numbered above the panels of the first
        row, with a key below the figure if it is one of its own.
    axes : sequence of Axes, optional
        One panel for each country at least, in reading order; those left over are hidden. A
        figure of two journal columns if absent.

    Returns
    -------
    list of Axes
        Those drawn on. Lines have the gid "sentiment-XXX" with the country's code, intervals
        "interval-XXX".

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    ValueError
        If there are too few panels.
    """
    check(table, schemas.SENTIMENT_OVER_TIME)
    named = table.assign(panel=table["country"])
    return _draw_panels(named, events, axes, "Mean sentiment\n−1 hostile, +1 friendly")


def relation_sentiment_over_time(
    table: pd.DataFrame,
    *,
    events: pd.DataFrame | None = None,
    axes: Sequence[Axes] | None = None,
) -> list[Axes]:
    """Draw the mean sentiment toward each relation by period, a panel for each relation.

    Parameters
    ----------
    table : DataFrame, one row per relation, bond and period
        As :func:`analysis.tables.relation_sentiment_over_time` returns it.
    events : DataFrame, one row per event, optional
        As :data:`analysis.schemas.EVENTS`; see :func:`sentiment_over_time`.
    axes : sequence of Axes, optional
        As in :func:`sentiment_over_time`.

    Returns
    -------
    list of Axes
        Those drawn on. Lines have the gid "sentiment-XXX-YYY-tie" with the relation and bond,
        intervals "interval-XXX-YYY-tie".

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    ValueError
        If there are too few panels.
    """
    check(table, schemas.RELATION_SENTIMENT_OVER_TIME)
    named = table.assign(panel=table["relation"] + "-" + table["bond"])
    return _draw_panels(named, events, axes, "Mean sentiment\n−1 weaker, +1 stronger")


def _draw_panels(
    table: pd.DataFrame,
    events: pd.DataFrame | None,
    axes: Sequence[Axes] | None,
    label: str,
) -> list[Axes]:
    rows = shown(table)
    names = rows["panel"].drop_duplicates().tolist()
    events = events_within(events, table)
    key = ""
    if axes is None:
        columns = _COLUMNS.get(max(1, len(names)), _MOST_COLUMNS)
        n_rows = max(1, math.ceil(len(names) / columns))
        key = event_key(events, width=TWO_COLUMNS) if names else ""
        height = 0.95 + 1.6 * n_rows + 0.12 * (key.count("\n") + bool(key))
        axes = new_panels(n_rows, columns, height=height)
    axes = check_panels(axes, max(1, len(names)))
    for ax in axes:
        ax.set(xlabel="Period\n(n: documents with evidence)", ylabel=label)
    if not names:
        unit = "dated documents"
        say_too_small(axes[0], table, without=unit, unit=unit)
        return axes
    bottom = [is_bottom(axes, place) for place in range(len(axes))]
    # Where a column ends early, its names need the room anyway: then every panel has them.
    rows_of_bottom = {row_of(ax) for ax, last in zip(axes, bottom, strict=True) if last}
    ragged = len(rows_of_bottom) > 1
    lift = height_of_names(rows["label"].unique())
    for place, (ax, name) in enumerate(zip(axes, names, strict=True)):
        panel = rows[rows["panel"] == name]
        draw_periods(ax, panel, f"sentiment-{name}", look=series(0))
        label_periods(ax, panel, most=_MOST_LABELS, named=bottom[place] or ragged)
        limit_both_sides(ax, rows, axis="y")
        name_panel(ax, panel["label"].iloc[0], name=name)
        draw_events(ax, events, tagged=is_first_row(ax), lift=lift, name=f"events-{place}")
        if not is_first_column(ax):
            ax.set_ylabel("")
        if not bottom[place]:
            ax.set_xlabel("")
    if key:
        axes[0].figure.supxlabel(key, x=0.01, ha="left", fontsize=7, parse_math=False)
    return axes

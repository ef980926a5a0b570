"""Sentiment toward each country and toward each relation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis import schemas
from analysis.plots.marks import (
    draw_counts,
    draw_rows,
    height_of_rows,
    label_rows,
    limit_both_sides,
    say_too_small,
    shown,
)
from analysis.schemas import check
from analysis.theme import new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["sentiment_by_country", "sentiment_by_relation"]

_INCHES_AROUND = 0.85


def sentiment_by_country(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the mean sentiment toward each country with its interval.

    Parameters
    ----------
    table : DataFrame, one row per country
        As :func:`analysis.tables.sentiment_by_country` returns it; the rows are drawn from the
        top down in its order, those with `drawn`. A row without estimate stays empty.
    ax : Axes, optional
        Where to draw; a figure of one journal column if absent.

    Returns
    -------
    Axes
        The same. Dots have the gid "sentiment", lines "interval".

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    """
    check(table, schemas.SENTIMENT_BY_COUNTRY)
    label = "Mean sentiment\n(−1 hostile, +1 friendly)"
    return _draw_sentiment(table, ax, label, "Country")


def sentiment_by_relation(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the mean sentiment toward each relation with its interval.

    Parameters
    ----------
    table : DataFrame, one row per relation and bond
        As :func:`analysis.tables.sentiment_by_relation` returns it; the rows are drawn from
        the top down in its order, those with `drawn`. A row without estimate stays empty.
    ax : Axes, optional
        Where to draw; a figure of one journal column if absent.

    Returns
    -------
    Axes
        The same. Dots have the gid "sentiment", lines "interval".

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    """
    check(table, schemas.SENTIMENT_BY_RELATION)
    label = "Mean sentiment\n(−1 weaker, +1 stronger)"
    return _draw_sentiment(table, ax, label, "Relation")


def _draw_sentiment(table: pd.DataFrame, ax: Axes | None, label: str, rows_are: str) -> Axes:
    rows = shown(table)
    if ax is None:
        ax = new_axes(_INCHES_AROUND + height_of_rows(rows["label"].tolist()))
    ax.set(xlabel=f"{label}\nn: documents with evidence", ylabel=rows_are)
    if rows.empty:
        what = "mentions of countries" if rows_are == "Country" else "relations"
        return say_too_small(ax, table, without=what)
    draw_rows(ax, rows, "sentiment")
    limit_both_sides(ax, rows)
    label_rows(ax, rows["label"].tolist())
    draw_counts(ax, rows["n_used"].tolist())
    return ax

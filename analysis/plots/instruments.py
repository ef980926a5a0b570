"""Sentiment toward each country under every scorer, side by side."""

from __future__ import annotations

from collections.abc import Sequence
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
from analysis.plots.panels import check_panels, is_first_column, name_panel
from analysis.schemas import check
from analysis.theme import new_panels

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["sentiment_by_scorer"]


def sentiment_by_scorer(table: pd.DataFrame, *, axes: Sequence[Axes] | None = None) -> list[Axes]:
    """Draw the mean sentiment toward each country, a panel for each scorer.

    Parameters
    ----------
    table : DataFrame, one row per country and scorer
        As :func:`analysis.tables.sentiment_by_scorer` returns it; the countries with `drawn` are
        the same rows in each panel, in the order of the table. The panels have scales of their
        own, since the scorers have.
    axes : sequence of Axes, optional
        One panel a scorer, from left to right. A figure of two journal columns if absent.

    Returns
    -------
    list of Axes
        One a scorer. Dots have the gid "sentiment-vader" and so on, lines "interval-vader"; the
        counts at the right of each panel are the documents with evidence for that scorer.

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    ValueError
        If there are too few panels.
    """
    check(table, schemas.SENTIMENT_BY_SCORER)
    rows = shown(table)
    scorers = table["scorer"].drop_duplicates().tolist() or ["no scorer"]
    labels = rows.drop_duplicates("country")["label"].tolist()
    countries = rows["country"].drop_duplicates()
    if axes is None:
        axes = new_panels(1, len(scorers), height=0.95 + height_of_rows(labels), gap=0.06)
    axes = check_panels(axes, len(scorers))
    for ax, scorer in zip(axes, scorers, strict=True):
        ax.set(
            xlabel="Mean sentiment\n(−1 hostile, +1 friendly)\nn: documents with evidence",
            ylabel="Country",
        )
        name_panel(ax, scorer, name=scorer)
        panel = rows[rows["scorer"] == scorer].set_index("country").reindex(countries)
        if panel["estimate"].isna().all():
            say_too_small(ax, table[table["scorer"] == scorer], without="mentions of countries")
            continue
        draw_rows(ax, panel, f"sentiment-{scorer}")
        limit_both_sides(ax, panel)
        label_rows(ax, labels)
        counts = panel["n_used"].fillna(0).astype("int64").tolist()
        draw_counts(ax, counts, name=f"n-{scorer}")
        if not is_first_column(ax):
            ax.set_ylabel("")
            ax.tick_params(labelleft=False)
    return axes

"""The tone in which the texts speak of each country."""

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
    limit_share,
    say_too_small,
    shown,
)
from analysis.plots.panels import check_panels, is_first_column, name_panel
from analysis.schemas import MEASURES_OF_TONE, check
from analysis.theme import new_panels

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["tone_by_country"]

_LABELS = {
    "subjectivity": "Mean subjectivity\n(0 factual, 1 subjective)",
    "certainty": "Mean certainty\n(0 hedged, 1 flat)",
    "cooperation": "Mean cooperation\n(−1 conflict, +1 cooperation)",
}


def tone_by_country(table: pd.DataFrame, *, axes: Sequence[Axes] | None = None) -> list[Axes]:
    """Draw subjectivity, certainty and cooperation of each country in three panels.

    Parameters
    ----------
    table : DataFrame, one row per measure and country
        As :func:`analysis.tables.tone_by_country` returns it; the countries with `drawn` are
        the same rows in each panel, in the order of the table.
    axes : sequence of Axes, optional
        Three panels, from left to right. A figure of two journal columns if absent.

    Returns
    -------
    list of Axes
        The three. Dots have the gid "tone-subjectivity" and so on, lines
        "interval-subjectivity"; the counts at the right of each panel are the documents with
        evidence for that measure.

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    ValueError
        If there are too few panels.
    """
    check(table, schemas.TONE_BY_COUNTRY)
    rows = shown(table)
    if axes is None:
        labels = rows.drop_duplicates("country")["label"].tolist()
        height = 0.9 + height_of_rows(labels)
        axes = new_panels(1, len(MEASURES_OF_TONE), height=height, gap=0.06)
    axes = check_panels(axes, len(MEASURES_OF_TONE))
    for ax, measure in zip(axes, MEASURES_OF_TONE, strict=True):
        ax.set(xlabel=f"{_LABELS[measure]}\nn: documents with evidence", ylabel="Country")
        name_panel(ax, measure, name=measure)
        panel = rows[rows["measure"] == measure]
        if panel["estimate"].isna().all():
            say_too_small(ax, table[table["measure"] == measure], without="mentions")
            continue
        draw_rows(ax, panel, f"tone-{measure}")
        if measure == "cooperation":
            limit_both_sides(ax, panel)
        else:
            limit_share(ax, panel)
        label_rows(ax, panel["label"].tolist())
        draw_counts(ax, panel["n_used"].tolist(), name=f"n-{measure}")
        if not is_first_column(ax):
            ax.set_ylabel("")
            ax.tick_params(labelleft=False)
    return axes

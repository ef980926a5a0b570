"""How many mentions of each country a scorer can read at all."""

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
    say_too_small,
    shown,
)
from analysis.schemas import check
from analysis.theme import new_axes, series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["coverage_by_country"]


def coverage_by_country(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the share of each country's mentions in which each scorer finds evidence.

    Parameters
    ----------
    table : DataFrame, one row per country and scorer
        As :func:`analysis.tables.coverage_by_country` returns it; the countries with `drawn`
        from the top down, the scorers beside one another, each with its marker.
    ax : Axes, optional
        Where to draw; a figure of one journal column if absent.

    Returns
    -------
    Axes
        The same. Dots have the gid "coverage-vader" and so on, lines "interval-vader"; the
        counts at the right are the documents that name the country.

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    """
    check(table, schemas.COVERAGE_BY_COUNTRY)
    rows = shown(table)
    scorers = rows["scorer"].drop_duplicates().tolist()
    countries = rows.drop_duplicates("country")
    if ax is None:
        each = 0.14 + 0.06 * max(len(scorers), 1)
        ax = new_axes(1.05 + height_of_rows(countries["label"].tolist(), each=each))
    ax.set(
        xlabel="Share of mentions\nwith evidence (0 to 1)\nn: documents naming it",
        ylabel="Country",
    )
    if rows.empty:
        return say_too_small(ax, table, without="scores")
    for number, scorer in enumerate(scorers):
        shift = 0.5 * (number - (len(scorers) - 1) / 2) / len(scorers)
        draw_rows(
            ax,
            rows[rows["scorer"] == scorer],
            f"coverage-{scorer}",
            look=series(number),
            shift=shift,
        )
    label_rows(ax, countries["label"].tolist())
    ax.set_xlim(-0.03, 1.03)
    draw_counts(ax, countries["n_used"].tolist())
    draw_legend(ax, "coverage-", scorers)
    return ax

"""Where hits stand, and what stands near them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from analysis import schemas
from analysis.plots.marks import draw_counts, height_of_rows, label_rows, say_nothing
from analysis.schemas import check
from analysis.theme import INK, new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["hits_by_date", "strongest_collocates"]

_HIGHEST_LOG_DICE = 14


def strongest_collocates(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the words that stand near the hits most exclusively.

    Parameters
    ----------
    table : DataFrame, one row per word
        As :func:`analysis.tables.strongest_collocates` returns it; the rows with `drawn` from
        the top down.
    ax : Axes, optional
        Where to draw; a figure of one journal column if absent.

    Returns
    -------
    Axes
        The same. Dots have the gid "log-dice"; at the right stand how often the word is near a
        hit and how often it is in the corpus.

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    """
    check(table, schemas.STRONGEST_COLLOCATES)
    rows = table[table["drawn"]]
    if ax is None:
        ax = new_axes(1.25 + height_of_rows(rows["word"].tolist()))
    ax.set(xlabel="log-dice", ylabel="Word near the hits")
    if rows.empty:
        return say_nothing(ax, "No word stands near the hits\noften enough for this figure.")
    label_rows(ax, rows["word"].tolist())
    ax.plot(
        rows["log_dice"], range(len(rows)), linestyle="none", marker="o", markersize=4, color=INK,
        gid="log-dice",
    )  # fmt: skip
    # Half a point of air, so that no dot is cut at the edge.
    ax.set_xlim(math.floor(rows["log_dice"].min()) - 0.5, _HIGHEST_LOG_DICE)
    ax.set_xlabel(
        f"log-dice (at most {_HIGHEST_LOG_DICE}: only together;\none less: half as often)\n"
        f"near, in all: times of the word; {rows.iloc[0]['n_node']} hits"
    )
    draw_counts(ax, rows["n_together"].tolist(), head="near")
    draw_counts(ax, rows["n_word"].tolist(), name="n-in-all", head="in all", reach=52)
    return ax


def hits_by_date(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw where in each document the hits stand, the documents in the order of their dates.

    Parameters
    ----------
    table : DataFrame, one row per place
        As :func:`analysis.tables.hits_by_date` returns it.
    ax : Axes, optional
        Where to draw; a figure of one journal column if absent.

    Returns
    -------
    Axes
        The same. Ticks have the gid "hits": one for each place, a row for each document, those
        without a hit left blank.

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    """
    check(table, schemas.HITS_BY_DATE)
    if ax is None:
        ax = new_axes(3.2)
    ax.set(xlabel="Place in the document (0 beginning, 1 end)", ylabel="Documents by date")
    if table.empty:
        return say_nothing(ax, "No hit in these documents.")
    first = table.iloc[0]
    ax.plot(
        table["place"], table["order"], linestyle="none", marker="|", markersize=5, color=INK,
        markeredgewidth=0.9, gid="hits",
    )  # fmt: skip
    ax.set(xlim=(-0.02, 1.02), ylim=(first["n_ordered"] - 0.5, -0.5))
    ax.yaxis.get_major_locator().set_params(integer=True)
    days = [first["first_on"], first["last_on"]]
    span = " to ".join(f"{day:%Y-%m-%d}" for day in days) if pd.notna(days[0]) else "undated"
    ax.set_ylabel(f"Documents by date, from the top\n({span})")
    ax.set_xlabel(
        "Place in the document (0 beginning, 1 end)\n"
        f"{first['n_hits']} hits in {first['n_documents']} of {first['n_ordered']} documents"
    )
    return ax

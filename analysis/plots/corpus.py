"""What the corpus holds: texts by month, outlet and perspective."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis import schemas
from analysis.plots.marks import say_too_small, wrap_label
from analysis.plots.panels import check_panels, name_panel
from analysis.schemas import FACETS_OF_CORPUS, check
from analysis.theme import INK, SMALLEST_FONT, new_overview

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["corpus_overview"]

_FILL = "#b3b3b3"
_MOST_LABELS = 9
_MOST_COUNTS = 36


def corpus_overview(table: pd.DataFrame, *, axes: Sequence[Axes] | None = None) -> list[Axes]:
    """Draw how many texts the corpus holds by month, outlet and perspective.

    Parameters
    ----------
    table : DataFrame, one row per month, outlet or perspective
        As :func:`analysis.tables.corpus_overview` returns it; the rows with `drawn`.
    axes : sequence of Axes, optional
        Three panels: months, outlets, perspectives. If absent, a figure of two journal columns
        with the months above the others.

    Returns
    -------
    list of Axes
        The three. Bars are each a patch in the group with the gid "texts-month-0" and so on,
        the counts beside them "n-month-0". There are no intervals: the corpus is counted.

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    ValueError
        If there are too few panels.
    """
    check(table, schemas.CORPUS_OVERVIEW)
    rows = table[table["drawn"].astype("bool")]
    if axes is None:
        below = rows.loc[rows["facet"] != "month"].groupby("facet").size()
        axes = new_overview(below=0.55 + 0.17 * max(below.max() if len(below) else 0, 4))
    axes = check_panels(axes, len(FACETS_OF_CORPUS))
    for ax, facet in zip(axes, FACETS_OF_CORPUS, strict=True):
        name_panel(ax, f"texts by {facet}", name=facet)
        panel = rows[rows["facet"] == facet]
        draw = _draw_months if facet == "month" else _draw_values
        draw(ax, panel, facet)
        if panel.empty:
            say_too_small(ax, panel, without="texts")
    most = max((len(ax.get_yticks()) for ax in axes[1:]), default=1)
    for ax in axes[1:]:
        # The same room for a row in both, so that the bars are of one thickness.
        ax.set_ylim(max(most, 4) - 0.5, -0.5)
    return axes


def _draw_months(ax: Axes, panel: pd.DataFrame, facet: str) -> None:
    ax.set(xlabel="Month of publication", ylabel="Number of texts")
    if panel.empty:
        return
    counts = panel["n_documents"].tolist()
    bars = ax.bar(range(len(counts)), counts, width=0.8, color=_FILL, edgecolor=INK, linewidth=0.4)
    for place, bar in enumerate(bars):
        bar.set_gid(f"texts-{facet}-{place}")
    if len(counts) <= _MOST_COUNTS:
        for place, count in enumerate(counts):
            ax.annotate(
                str(count),
                (place, count),
                xytext=(0, 1.5),
                textcoords="offset points",
                ha="center",
                va="bottom",
                fontsize=SMALLEST_FONT,
                gid=f"n-{facet}-{place}",
            )
    step = max(1, math.ceil(len(counts) / _MOST_LABELS))
    labels = panel["label"].tolist()
    places = list(range(0, len(labels), step))
    absent = len(labels) - 1
    if panel["value"].iloc[-1] == "" and absent not in places:
        # The texts without date stand last and must be named: their neighbour gives way.
        places = [place for place in places if absent - place >= step] + [absent]
    ax.set_xticks(places, [labels[place].replace(" ", "\n") for place in places])
    # A single month is a bar at the left, not a wall.
    ax.set_xlim(-0.7, max(len(counts), 12) - 0.3)
    ax.set_ylim(0, 1.15 * max(counts))
    ax.yaxis.get_major_locator().set_params(integer=True)


def _draw_values(ax: Axes, panel: pd.DataFrame, facet: str) -> None:
    ax.set(xlabel="Number of texts", ylabel=facet.capitalize())
    if panel.empty:
        return
    counts = panel["n_documents"].tolist()
    bars = ax.barh(
        range(len(counts)), counts, height=0.7, color=_FILL, edgecolor=INK, linewidth=0.4
    )
    for place, (bar, count) in enumerate(zip(bars, counts, strict=True)):
        bar.set_gid(f"texts-{facet}-{place}")
        ax.annotate(
            str(count),
            (count, place),
            xytext=(2, 0),
            textcoords="offset points",
            ha="left",
            va="center",
            fontsize=SMALLEST_FONT,
            gid=f"n-{facet}-{place}",
        )
    labels = [wrap_label(label, width=30) for label in panel["label"]]
    ax.set_yticks(range(len(labels)), labels, parse_math=False, linespacing=0.95)
    ax.set_xlim(0, 1.15 * max(counts))
    ax.xaxis.get_major_locator().set_params(integer=True)

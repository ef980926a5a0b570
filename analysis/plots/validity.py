"""How well the scorers do on labelled passages."""

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
from analysis.theme import GUIDE, MUTED, SMALLEST_FONT, new_axes, series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["calibration", "right_by_construct"]

_WIDTH_OF_A_COUNT = 0.04  # of the probability axis
_UNSURE = 0.3  # where that axis begins


def right_by_construct(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the share of targets that each scorer judges as coders did, by construct.

    Parameters
    ----------
    table : DataFrame, one row per construct and scorer
        As :func:`analysis.tables.right_by_construct` returns it; constructs from the top down
        in its order, the scorers beside one another, each with its marker.
    ax : Axes, optional
        Where to draw; a figure of one journal column if absent.

    Returns
    -------
    Axes
        The same. Dots have the gid "right-news" and so on, lines "interval-news"; the counts at
        the right are passages.

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    """
    check(table, schemas.RIGHT_BY_CONSTRUCT)
    rows = shown(table)
    scorers = rows["scorer"].drop_duplicates().tolist()
    constructs = rows.drop_duplicates("construct")
    labels = constructs["label"].tolist()
    if ax is None:
        each = 0.12 + 0.05 * max(len(scorers), 1)
        ax = new_axes(1.0 + height_of_rows(labels, each=each))
    ax.set(xlabel="Share judged as coders did\n(0 to 1)\nn: labelled passages", ylabel="Construct")
    if rows.empty:
        return say_too_small(ax, table, without="labelled passages", unit="passages")
    for number, scorer in enumerate(scorers):
        own = rows[rows["scorer"] == scorer].set_index("construct").reindex(constructs["construct"])
        shift = 0.6 * (number - (len(scorers) - 1) / 2) / len(scorers)
        draw_rows(ax, own, f"right-{scorer}", look=series(number), shift=shift)
    label_rows(ax, labels)
    ax.set_xlim(-0.03, 1.03)
    draw_counts(ax, constructs["n_used"].tolist())
    draw_legend(ax, "right-", scorers)
    return ax


def calibration(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how often a scorer is right against how sure it is.

    Parameters
    ----------
    table : DataFrame, one row per scorer and bin
        As :func:`analysis.tables.calibration` returns it.
    ax : Axes, optional
        Where to draw; a figure of one journal column if absent.

    Returns
    -------
    Axes
        The same. Dots have the gid "calibration-news" and so on, lines "interval-news"; on the
        guide (gid "calibrated") a scorer is as sure as it is right. The small numbers are
        passages.

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    """
    check(table, schemas.CALIBRATION)
    rows = shown(table)
    if ax is None:
        ax = new_axes(2.9)
    ax.set(
        xlabel="Mean probability of the judgement\n(0.33 unsure, 1 sure)\n"
        "n above the axis: labelled passages",
        ylabel="Share judged as coders did (0 to 1)",
    )
    if rows.empty:
        return say_too_small(ax, table, without="probabilities", unit="passages")
    ax.plot([_UNSURE, 1], [_UNSURE, 1], color=GUIDE, linewidth=0.7, linestyle=":", gid="calibrated")
    scorers = rows["scorer"].drop_duplicates().tolist()
    for number, scorer in enumerate(scorers):
        look, own = series(number), rows[rows["scorer"] == scorer]
        ax.vlines(own["confidence"], own["low"], own["high"], colors=look.color, linewidth=1.1,
                  gid=f"interval-{scorer}")  # fmt: skip
        ax.plot(own["confidence"], own["estimate"], linestyle="none", marker=look.marker,
                color=look.color, markerfacecolor=look.fill, markersize=4.2,
                gid=f"calibration-{scorer}")  # fmt: skip
        height, before = 0.0, 0.0
        for place, row in enumerate(own.to_dict("records")):
            # Bins of equal size crowd where the scorer is sure: their numbers climb.
            is_near = row["confidence"] - before < _WIDTH_OF_A_COUNT
            height, before = (height + 0.09 if is_near else 0.02), row["confidence"]
            ax.annotate(str(row["n_used"]), (row["confidence"], height), ha="center", va="bottom",
                        fontsize=SMALLEST_FONT, color=MUTED, rotation=90,
                        gid=f"n-{scorer}-{place}")  # fmt: skip
    ax.set(xlim=(_UNSURE, 1.03), ylim=(0, 1.03))
    draw_legend(ax, "calibration-", scorers)
    return ax

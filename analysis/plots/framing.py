"""In which frames the texts put each country, and how images live over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis import schemas
from analysis.plots.groups import draw_frames
from analysis.plots.marks import draw_legend, limit_share, say_too_small, shown
from analysis.plots.periods import (
    draw_events,
    draw_periods,
    event_key,
    events_within,
    label_periods,
)
from analysis.schemas import check
from analysis.theme import ONE_COLUMN, new_axes, series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["frame_lives", "frames_by_country", "issues_by_country"]

_NAMING = "naming the country"
_MOST_LABELS = 8


def frames_by_country(table: pd.DataFrame, *, axes: Sequence[Axes] | None = None) -> list[Axes]:
    """Draw the share of each country's documents that put it into each image.

    Parameters
    ----------
    table : DataFrame, one row per frame and country
        As :func:`analysis.tables.frames_by_country` returns it. Each frame with `drawn` gets a
        panel, in the order of the table; the countries are the same rows in each.
    axes : sequence of Axes, optional
        One panel for each frame at least, in reading order; those left over are hidden. A
        figure of two journal columns if absent.

    Returns
    -------
    list of Axes
        Those drawn on. Dots have the gid "share-frame", lines "interval-frame". The counts at
        the right of a row of panels are the documents that name the country.

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    ValueError
        If there are too few panels.
    """
    check(table, schemas.FRAMES_BY_COUNTRY)
    return draw_frames(table.assign(group=table["country"]), axes, ylabel="Country", whole=_NAMING)


def issues_by_country(table: pd.DataFrame, *, axes: Sequence[Axes] | None = None) -> list[Axes]:
    """Draw the share of each country's documents that speak of it under each issue.

    Parameters
    ----------
    table : DataFrame, one row per frame and country
        As :func:`analysis.tables.issues_by_country` returns it.
    axes : sequence of Axes, optional
        As in :func:`frames_by_country`.

    Returns
    -------
    list of Axes
        As in :func:`frames_by_country`.

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    ValueError
        If there are too few panels.
    """
    check(table, schemas.ISSUES_BY_COUNTRY)
    return draw_frames(table.assign(group=table["country"]), axes, ylabel="Country", whole=_NAMING)


def frame_lives(
    table: pd.DataFrame,
    *,
    events: pd.DataFrame | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of documents that hold each image, by period.

    Parameters
    ----------
    table : DataFrame, one row per image and period
        As :func:`analysis.tables.frame_lives` returns it; the images with `drawn`, each with
        its marker and line.
    events : DataFrame, one row per event, optional
        As :data:`analysis.schemas.EVENTS`; numbered dotted lines, with a key below the figure
        if it is one of its own.
    ax : Axes, optional
        Where to draw; a figure of one journal column if absent.

    Returns
    -------
    Axes
        The same. Lines have the gid "share-0", "share-1" ... in the order of the table,
        intervals "interval-0" ...

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    """
    check(table, schemas.FRAME_LIVES)
    rows = shown(table)
    events = events_within(events, rows)
    key = ""
    if ax is None:
        key = event_key(events, width=ONE_COLUMN)
        ax = new_axes(2.7 + 0.12 * (1 + key.count("\n")) if key else 2.5)
    ax.set(xlabel="Period (n: documents)", ylabel="Share of documents (0 to 1)")
    if rows.empty:
        return say_too_small(ax, table, without="dated documents", unit="dated documents")
    images = rows["image"].drop_duplicates().tolist()
    for number, image in enumerate(images):
        life = rows[rows["image"] == image]
        # Set beside one another, so that no interval hides behind another.
        shift = 0.16 * (number - (len(images) - 1) / 2)
        draw_periods(ax, life, f"share-{number}", look=series(number), shift=shift)
    label_periods(ax, rows[rows["image"] == images[0]], most=_MOST_LABELS)
    limit_share(ax, rows, axis="y")
    # The numbers of the events stand above the legend.
    lift = 3 + draw_legend(ax, "share-", images)
    draw_events(ax, events, tagged=True, lift=lift)
    if key:
        ax.figure.supxlabel(key, x=0.01, ha="left", fontsize=7, parse_math=False)
    return ax

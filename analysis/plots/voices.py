"""The outlet's own voice and those it quotes: how they speak, and who they are."""

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
    limit_both_sides,
    limit_share,
    say_too_small,
    shown,
)
from analysis.schemas import VOICES, check
from analysis.theme import INK, SMALLEST_FONT, new_axes, series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["sentiment_by_voice", "sources_by_country", "speakers_quoted", "voice_difference"]

_FILL = "#b3b3b3"
_NAMES = {"outlet": "in the outlet's own voice", "quoted": "in the voices it quotes"}
_HEADS = {"outlet": "own", "quoted": "quoted"}
_HEAD_INCHES = 0.16
_REACH = {"outlet": 20.0, "quoted": 50.0}


def sentiment_by_voice(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the mean sentiment toward each country in the outlet's and in quoted voices.

    Parameters
    ----------
    table : DataFrame, one row per country and voice
        As :func:`analysis.tables.sentiment_by_voice` returns it; the countries with `drawn` from
        the top down, the two voices beside one another, each with its marker.
    ax : Axes, optional
        Where to draw; a figure of one journal column if absent.

    Returns
    -------
    Axes
        The same. Dots have the gid "sentiment-outlet" and "sentiment-quoted", lines
        "interval-outlet" and "interval-quoted"; at the right stand the documents with evidence in
        each voice.

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    """
    check(table, schemas.SENTIMENT_BY_VOICE)
    rows = shown(table)
    labels = rows.drop_duplicates("country")["label"].tolist()
    if ax is None:
        ax = new_axes(1.4 + height_of_rows(labels, each=0.26))
    ax.set(
        xlabel="Mean sentiment\n(−1 hostile, +1 friendly)\nown, quoted: documents with evidence",
        ylabel="Country",
    )
    if rows.empty:
        return say_too_small(ax, table, without="mentions of countries")
    for number, voice in enumerate(VOICES):
        panel = rows[rows["voice"] == voice]
        shift = 0.26 * (number - 0.5)
        draw_rows(ax, panel, f"sentiment-{voice}", look=series(number), shift=shift)
        _draw_counts_of(ax, voice, panel["n_used"].tolist())
    limit_both_sides(ax, rows)
    label_rows(ax, labels)
    draw_legend(ax, "sentiment-", list(_NAMES.values()))
    _lift_legend(ax)
    return ax


def voice_difference(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how the outlet's own voice differs from those it quotes, with its interval.

    Parameters
    ----------
    table : DataFrame, one row per country, and one for all
        As :func:`analysis.tables.voice_difference` returns it; the rows are drawn from the top
        down in its order, those with `drawn`. A row without estimate stays empty.
    ax : Axes, optional
        Where to draw; a figure of one journal column if absent.

    Returns
    -------
    Axes
        The same. Dots have the gid "difference", lines "interval"; at the right stand the
        documents with evidence in each voice.

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    """
    check(table, schemas.VOICE_DIFFERENCE)
    rows = shown(table)
    labels = rows["label"].tolist()
    if ax is None:
        ax = new_axes(1.1 + height_of_rows(labels))
    ax.set(
        xlabel="Own less quoted: difference in mean sentiment\n"
        "(−2 outlet harsher, +2 outlet kinder)\nown, quoted: documents with evidence",
        ylabel="Country",
    )
    if rows.empty:
        return say_too_small(ax, table, without="mentions of countries")
    draw_rows(ax, rows, "difference")
    for voice in VOICES:
        _draw_counts_of(ax, voice, rows[f"n_{voice}"].tolist())
    limit_both_sides(ax, rows, end=2.0)
    label_rows(ax, labels)
    return ax


def speakers_quoted(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how often each speaker is quoted.

    Parameters
    ----------
    table : DataFrame, one row per speaker
        As :func:`analysis.tables.speakers_quoted` returns it; the rows with `drawn` from the top
        down.
    ax : Axes, optional
        Where to draw; a figure of one journal column if absent.

    Returns
    -------
    Axes
        The same. Bars are each a patch with the gid "attributions-0" and so on, the counts beside
        them "count-0"; at the right stand the documents. There are no intervals: the corpus is
        counted.

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    """
    check(table, schemas.SPEAKERS_QUOTED)
    rows = shown(table)
    labels = rows["label"].tolist()
    if ax is None:
        ax = new_axes(0.95 + height_of_rows(labels))
    ax.set(xlabel="Number of attributions\ndocs: documents", ylabel="Speaker quoted")
    if rows.empty:
        return say_too_small(ax, rows, without="attributions")
    first, counts = table.iloc[0], rows["n_mentions"].tolist()
    ax.set_xlabel(
        "Attributions (docs: documents)\n"
        f"Speaker unknown: {first['unknown_speaker']:.0%} of {first['n_attributions']}"
    )
    label_rows(ax, labels)
    bars = ax.barh(
        range(len(counts)), counts, height=0.7, color=_FILL, edgecolor=INK, linewidth=0.4
    )
    for place, (bar, count) in enumerate(zip(bars, counts, strict=True)):
        bar.set_gid(f"attributions-{place}")
        ax.annotate(
            str(count),
            (count, place),
            xytext=(2, 0),
            textcoords="offset points",
            va="center",
            fontsize=SMALLEST_FONT,
            # The line along the row would run through the digits.
            bbox={"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none"},
            gid=f"count-{place}",
        )
    ax.set_xlim(0, 1.2 * max(counts))
    ax.xaxis.get_major_locator().set_params(integer=True, nbins=5)
    draw_counts(ax, rows["n_documents"].tolist(), head="docs")
    return ax


def sources_by_country(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the share of attributions that go to speakers of each country, with its interval.

    Parameters
    ----------
    table : DataFrame, one row per speaker's country
        As :func:`analysis.tables.sources_by_country` returns it; the rows with `drawn` from the
        top down.
    ax : Axes, optional
        Where to draw; a figure of one journal column if absent.

    Returns
    -------
    Axes
        The same. Dots have the gid "share", lines "interval"; at the right stand the attributions
        to each country.

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    """
    check(table, schemas.SOURCES_BY_COUNTRY)
    rows = shown(table)
    labels = rows["label"].tolist()
    if ax is None:
        ax = new_axes(1.1 + height_of_rows(labels))
    ax.set(xlabel="Share of attributions\n(0 to 1)", ylabel="Speaker's country")
    if rows.empty:
        return say_too_small(ax, table, without="attributions")
    first = table.iloc[0]
    said = f"Share of attributions\n(0 to 1; count: of {first['n_attributions']})"
    if pd.notna(first["diversity"]):
        said += f"\nSimpson's diversity of countries: {first['diversity']:.2f}"
    ax.set_xlabel(said)
    draw_rows(ax, rows, "share")
    limit_share(ax, rows)
    label_rows(ax, labels)
    draw_counts(ax, rows["n_mentions"].tolist(), head="count")
    return ax


def _lift_legend(ax: Axes) -> None:
    """Set the legend above the heads of the counts."""
    from matplotlib.transforms import ScaledTranslation

    up = ScaledTranslation(0, _HEAD_INCHES, ax.figure.dpi_scale_trans)
    ax.get_legend().set_bbox_to_anchor((0, 1), transform=ax.transAxes + up)


def _draw_counts_of(ax: Axes, voice: str, counts: list[int]) -> None:
    draw_counts(ax, counts, name=f"n-{voice}", head=_HEADS[voice], reach=_REACH[voice])

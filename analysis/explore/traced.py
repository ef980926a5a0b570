"""The figures whose marks can be traced to their sentences, and what each is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from analysis.explore.units import (
    list_attributed,
    list_cues,
    list_framed,
    list_mentions,
    list_relations,
    list_stances,
    list_toned,
)

__all__ = ["TRACED", "Traced", "find_traced"]

_TARGETS = ("documents", "mentions", "scores")
_TIES = ("documents", "relations", "scores")
_STANCES = ("documents", "stances")
_FRAMES = ("documents", "mentions", "frames", "frame_countries")
_PERIODS = tuple({"period": period} for period in ("quarter", "month", "year"))
_GROUPS = tuple(
    {"by": by, "family": family}
    for family in ("metaphor", "issue")
    for by in ("outlet", "outlet_country", "perspective", "month", "quarter")
)


class Traced(NamedTuple):
    """A figure: what its table takes, what names a mark, how it is drawn, what a mark counts.

    Attributes
    ----------
    tables : tuple of str
        Fields of :class:`analysis.pipeline.Annotations` that the table's function takes, in order.
    keys : tuple of str
        The columns of the table that name a row.
    gid : str
        Of the artist that draws a row, with the columns of the row in braces; the points of one
        artist are its rows in order.
    units : callable
        From what was found and a row to what the row counts.
    ways : tuple of mapping
        Options that the table's function may be called with, the usual ones first.
    through : str
        A table's function that the result goes through before it is drawn.
    """

    tables: tuple[str, ...]
    keys: tuple[str, ...]
    gid: str
    units: Callable[..., pd.DataFrame]
    ways: tuple[Mapping[str, str], ...] = (MappingProxyType({}),)
    through: str = ""


TRACED: Mapping[str, Traced] = MappingProxyType({
    "sentiment_by_country": Traced(_TARGETS, ("country",), "sentiment", list_mentions),
    "sentiment_over_time": Traced(
        _TARGETS, ("country", "period"), "sentiment-{country}", list_mentions, _PERIODS
    ),
    "sentiment_by_voice": Traced(
        _STANCES, ("country", "voice"), "sentiment-{voice}", list_stances
    ),
    "voice_difference": Traced(_STANCES, ("country",), "difference", list_stances),
    "speaker_matrix": Traced(
        _STANCES,
        ("speaker_country", "country"),
        "estimate-{speaker_country}-{country}",
        list_stances,
        through="speaker_network",
    ),
    "sentiment_by_relation": Traced(_TIES, ("relation", "bond"), "sentiment", list_relations),
    "relation_sentiment_over_time": Traced(
        _TIES,
        ("relation", "bond", "period"),
        "sentiment-{relation}-{bond}",
        list_relations,
        _PERIODS,
    ),
    "frames_by_country": Traced(
        _FRAMES, ("frame", "country"), "share-{frame}", partial(list_framed, family="metaphor")
    ),
    "issues_by_country": Traced(
        _FRAMES, ("frame", "country"), "share-{frame}", partial(list_framed, family="issue")
    ),
    "frames_by_group": Traced(
        ("documents", "frames"), ("frame", "group"), "share-{frame}", list_cues, _GROUPS
    ),
    "tone_by_country": Traced(
        ("documents", "mentions", "tones"), ("measure", "country"), "tone-{measure}", list_toned
    ),
    "coverage_by_country": Traced(
        _TARGETS, ("country", "scorer"), "coverage-{scorer}", list_mentions
    ),
    "speakers_quoted": Traced(
        ("documents", "quotations"),
        ("speaker", "speaker_country"),
        "attributions-{place}",
        list_attributed,
    ),
    "sources_by_country": Traced(
        ("documents", "quotations"), ("speaker_country",), "share", list_attributed
    ),
})  # fmt: skip


def find_traced(figure: str) -> Traced:
    """Find what a figure is made from.

    Parameters
    ----------
    figure : str
        Its noun, as "sentiment_by_country".

    Returns
    -------
    Traced
        Of :data:`TRACED`.

    Raises
    ------
    ValueError
        If its marks cannot be traced.
    """
    if figure not in TRACED:
        msg = f"`figure` must be one of {sorted(TRACED)}; it is {figure!r}."
        raise ValueError(msg)
    return TRACED[figure]

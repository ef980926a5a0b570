"""Tell an image from the plain thing, and say why."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from analysis.codebooks.frames import FrameBook, FrameCue, load_frames
from analysis.matching.cues import lower
from analysis.matching.phrases import fold

__all__ = ["Reading", "explain", "read_cue"]

# Weights in log odds. A plain word beside the cue (a hull, a harbour) tells more than an abstract
# one, since states are spoken of in the news of real ships too; a second word adds less.
_LITERAL = 1.6
_FIGURATIVE = 0.9
_PHRASE = 1.5
_ABSTRACT_SUBJECT = 1.2
_MEASURE = 1.2
_PROPER_VESSEL = 2.0
_MOST_WORDS = 3
_NEARBY = 160
_CERTAIN = 0.98

_SUBJECT = re.compile(
    r"(?:alliance|policy|government|cabinet|coalition|partnership|cooperation|trilateralism|talks"
    r"|relationship|relations|ties|diplomacy|economy|administration|presidency|strategy|project"
    r"|reform|reforms|treaty|pact|accord|democracy|agenda|party|trust|state|summit|plan|plans"
    r"|negotiations|friendship|agreement|order|leadership|country|nation|trade|bill|deal)"
    r"(?:'s)?(?: [\w'-]+){0,3} $"
)
_OF_ABSTRACT = re.compile(
    r" (?:of|for|in|between|on|over) (?:the |a |an |our |their |its )?(?:[\w-]+ ){0,2}?(?:alliance"
    r"|policy|state|coalition|partnership|cooperation|trilateralism|tripartism|talks|relationship"
    r"|relations|ties|diplomacy|economy|democracy|reform|trust|power|influence|order|trade|peace"
    r"|friendship|security|deterrence|politics|reconciliation|unity|goodwill|multilateralism)\b"
)
_MEASURED = re.compile(
    r"\b\d[\d,.]*[ -](?:ton|tonne|meter|metre|foot|feet|kilomet|mile|knot|year-old)"
)
_PROPER = re.compile(r"\b(?:USS|HMS|MV|JS|ROKS|SS|RMS|INS) [A-Z]")


class Reading(NamedTuple):
    """How one cue is read: from 0 literal to 1 figurative, and what spoke for it."""

    figurative: float
    reasons: tuple[tuple[str, float], ...]


def read_cue(text: str, start: int, end: int, cue: FrameCue, book: FrameBook) -> Reading:
    """Weigh what stands around a cue.

    The prior of the codebook entry, as log odds, plus a weight for each piece of evidence in the
    segment within a few words: plain words of the frame's own world (hull, harbour, coach) speak
    for the literal sense; alliances, governments and talks, as subject above all, for the image.

    Parameters
    ----------
    text : str
        The segment.
    start, end : int
        The cue in it.
    cue : FrameCue
        Its entry.
    book : FrameBook
        Words of evidence.

    Returns
    -------
    Reading
        `figurative` between 0.02 and 0.98, since no rule is certain, and the reasons in log odds.
    """
    folded = lower(fold(text))
    near = max(0, start - _NEARBY)
    window = folded[near:start] + "\x00" + folded[end : end + _NEARBY]
    reasons = [(f"prior of {cue.expression!r}", math.log(cue.prior / (1 - cue.prior)))]
    for words, weight, name in (
        (book.literal[cue.frame], -_LITERAL, "plain"),
        (book.figurative[cue.frame], _FIGURATIVE, "abstract"),
    ):
        found = list(dict.fromkeys(word for *_, word in words.spans(window)))
        reasons += [
            (f"{name}: {word}", weight / (place + 1))
            for place, word in enumerate(found[:_MOST_WORDS])
        ]
    reasons += [(f"wording: {word}", _PHRASE) for *_, word in book.phrases.spans(window)[:1]]
    if _SUBJECT.search(folded[near:start]):
        reasons.append(("an abstract subject", _ABSTRACT_SUBJECT))
    if _OF_ABSTRACT.match(folded, end):
        reasons.append(("of something abstract", _ABSTRACT_SUBJECT))
    if _MEASURED.search(window):
        reasons.append(("a measure", -_MEASURE))
    if _PROPER.search(text):
        reasons.append(("a ship's name", -_PROPER_VESSEL))
    odds = sum(weight for _, weight in reasons)
    share = 1 / (1 + math.exp(-odds))
    return Reading(round(min(max(share, 1 - _CERTAIN), _CERTAIN), 3), tuple(reasons))


def explain(
    frame: Mapping[str, Any] | pd.Series,
    segments: pd.DataFrame,
    *,
    codebook: FrameBook | None = None,
) -> pd.DataFrame:
    """Say why one hit is read as an image or not.

    Parameters
    ----------
    frame : Series or mapping
        One row of :data:`analysis.schemas.FRAMES`.
    segments : DataFrame, one row per segment
        As described by :data:`analysis.schemas.SEGMENTS`; must hold the row's segment.
    codebook : FrameBook, optional
        The house's own if absent.

    Returns
    -------
    DataFrame, one row per reason
        `reason`, and `weight` in log odds: above 0 for the image, below for the plain sense.
        Their sum is the log odds of `figurative`.

    Raises
    ------
    ValueError
        If the segment or the codebook entry is not there.
    """
    book = codebook or load_frames()
    rows = segments[segments["segment_id"] == frame["segment_id"]]
    cues = [
        cue for cue in book.cues if cue.frame == frame["frame"] and cue.expression == frame["entry"]
    ]
    if rows.empty or not cues:
        msg = (
            "`frame` must be a row found in these segments with this codebook; "
            f"{frame['frame_id']!r} is not. Find the frames again."
        )
        raise ValueError(msg)
    segment = rows.iloc[0]
    start, end = frame["start"] - segment["start"], frame["end"] - segment["start"]
    reading = read_cue(segment["text"], start, end, cues[0], book)
    return pd.DataFrame(reading.reasons, columns=["reason", "weight"])

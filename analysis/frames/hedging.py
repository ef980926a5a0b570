"""Tell whether a clause denies or hedges the image in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress

from analysis.matching.denials import (
    REACH,
    Denials,
    join_words,
    may_deny,
    words_after,
    words_before,
)
from analysis.matching.phrases import lower, match_all, may_hold

__all__ = ["Surroundings", "list_manners", "may_hedge"]

_HEDGES = """
might could would can likely unlikely perhaps probably possibly appear appears appeared seem
seems seemed suggest suggests suggested risk risks risked risking threaten threatens threatened
threatening if whether reportedly arguably apparently potentially fear fears feared almost nearly
danger close|to on|the|verge
"""
# Where each way to match begins with a letter, an engine passes over all others; what must not
# stand before it is looked for behind it.
_CLAUSE = re.compile(r";|:|!|\?|, (?:but|while|although|and) |b(?<!\w.)ut\b")
_HEDGED = re.compile(rf"(?<!\w)(?:{join_words(f'may {_HEDGES}')})(?!\w)")
_PHRASES = [word.replace("|", " ") for word in _HEDGES.split()]
# The same for RE2, to which foreign letters are none. "Perhaps" begins a sentence, "May" is a
# month.
_MAY_BE_HEDGED = rf"(?:^|\W)(?:may|(?i:{'|'.join(_PHRASES)}))(?:\W|$)"


def may_hedge(texts: Sequence[str]) -> list[bool]:
    """Tell which sentences may hedge anything; most do not."""
    return may_hold(texts, ["may", *_PHRASES])


def list_manners(places: Sequence[tuple[str, int, int]]) -> tuple[list[bool], list[bool]]:
    """Tell of each cue whether its clause denies it, and whether it hedges it.

    Parameters
    ----------
    places : sequence of (text, start, end)
        The segments of all cues, and the cues in them. Around most stands neither denial nor
        hedge, as one look at all says.

    Returns
    -------
    list of bool
        Whether each is denied.
    list of bool
        Whether each is hedged.
    """
    before, around = [], []
    for text, start, end in places:
        first = max(0, start - REACH)
        before.append(text[first:start])
        around.append(text[first : end + REACH])
    denied = [
        may and Denials(text).denies(start)
        for may, (text, start, _) in zip(may_deny(before), places, strict=True)
    ]
    hedging = may_hedge(around)
    clauses = [_clause_of(*place) for place in compress(places, hedging)]
    found = zip(match_all(clauses, _MAY_BE_HEDGED), clauses, strict=True)
    read = (may and (clause.isascii() or _hedges(clause)) for may, clause in found)
    return denied, [may and next(read) for may in hedging]


class Surroundings:
    """One segment, asked for each cue in it whether the clause denies or hedges it.

    Parameters
    ----------
    text : str
        The segment; offsets are in it.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._denials = Denials(text)

    def denies(self, start: int) -> bool:
        """Tell whether the clause denies what begins here ("has not run aground")."""
        return self._denials.denies(start)

    def hedges(self, start: int, end: int) -> bool:
        """Tell whether the clause hedges what stands here ("may run aground")."""
        return _hedges(_clause_of(self._text, start, end))


def _clause_of(text: str, start: int, end: int) -> str:
    """Return the words around a place that are of its clause, and within reach of it."""
    before, after = words_before(text, start), words_after(text, end)
    return f"{_CLAUSE.split(before)[-1]} {_CLAUSE.split(after)[0]}"


def _hedges(clause: str) -> bool:
    return any(
        hedge.group() != "may" or clause[hedge.start() : hedge.end()] == "may"
        for hedge in _HEDGED.finditer(lower(clause))
    )

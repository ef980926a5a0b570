"""Tell whether a clause denies or hedges the image in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.matching.denials import (
    REACH,
    Denials,
    join_words,
    may_deny,
    words_after,
    words_before,
)
from analysis.matching.phrases import lower, may_hold

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


def may_hedge(texts: Sequence[str]) -> list[bool]:
    """Tell which sentences may hedge anything; most do not."""
    return may_hold(texts, ["may", *(word.replace("|", " ") for word in _HEDGES.split())])


def list_manners(
    places: Sequence[tuple[str, str, int, int]],
) -> tuple[list[bool], list[bool]]:
    """Tell of each cue whether its clause denies it, and whether it hedges it.

    Parameters
    ----------
    places : sequence of (text, lowered, start, end)
        The segments of all cues, the same folded and in small letters, and the cues in them.
        Around most stands neither denial nor hedge, as one look at all says.

    Returns
    -------
    list of bool
        Whether each is denied.
    list of bool
        Whether each is hedged.
    """
    before, around = [], []
    for text, _, start, end in places:
        first = max(0, start - REACH)
        before.append(text[first:start])
        around.append(text[first : end + REACH])
    denied = [
        may and Denials(text, lowered).denies(start)
        for may, (text, lowered, start, _) in zip(may_deny(before), places, strict=True)
    ]
    hedged = [
        may and _hedges(text, start, end)
        for may, (text, _, start, end) in zip(may_hedge(around), places, strict=True)
    ]
    return denied, hedged


class Surroundings:
    """One segment, asked for each cue in it whether the clause denies or hedges it.

    Parameters
    ----------
    text : str
        The segment; offsets are in it.
    lowered : str, optional
        The same, folded and in small letters, where it is at hand.
    """

    def __init__(self, text: str, lowered: str | None = None) -> None:
        self._text = text
        self._denials = Denials(text, lowered)

    def denies(self, start: int) -> bool:
        """Tell whether the clause denies what begins here ("has not run aground")."""
        return self._denials.denies(start)

    def hedges(self, start: int, end: int) -> bool:
        """Tell whether the clause hedges what stands here ("may run aground")."""
        return _hedges(self._text, start, end)


def _hedges(text: str, start: int, end: int) -> bool:
    before, after = words_before(text, start), words_after(text, end)
    clause = f"{_CLAUSE.split(before)[-1]} {_CLAUSE.split(after)[0]}"
    # "Perhaps" begins a sentence, "May" is a month.
    return any(
        hedge.group() != "may" or clause[hedge.start() : hedge.end()] == "may"
        for hedge in _HEDGED.finditer(lower(clause))
    )

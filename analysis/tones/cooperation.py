"""Whether a clause tells of conflict or of cooperation between states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from analysis.codebooks.groups import Cue
from analysis.codebooks.modality import InteractionBook
from analysis.matching.phrases import Matcher, compile_phrases

__all__ = ["Cooperation", "estimate_cooperation"]

_LISTED = re.compile(r"(?:,|,?\s+(?:and|or|nor))\s+")


class Cooperation(NamedTuple):
    """What a clause tells of, from -1 conflict to +1 cooperation, and how many words say so."""

    cooperation: float | None
    n_cues: int


class _Hit(NamedTuple):
    start: int
    end: int
    phrase: str
    cue: Cue


def estimate_cooperation(clause: str, codebook: InteractionBook, *, n_states: int) -> Cooperation:
    """Average the dealings between states that a clause tells of.

    A cue within reach after a negator or after what undoes it ("suspended cooperation") counts
    with another value; see the codebook. The number says what the clause tells of, not who
    began it and not whether the writer approves.

    Parameters
    ----------
    clause : str
        Its countries hidden, "n't" written out.
    codebook : InteractionBook
        The words and their values.
    n_states : int
        How many states the segment speaks of; below two, words that parties and people use as
        well do not count.

    Returns
    -------
    Cooperation
        Missing (None) where no word counts.

    Examples
    --------
    >>> from analysis.codebooks.modality import load_interaction
    >>> book = load_interaction()
    >>> estimate_cooperation("otherland supported otherland", book, n_states=2)
    Cooperation(cooperation=0.4, n_cues=1)
    >>> estimate_cooperation("otherland did not support otherland", book, n_states=2)
    Cooperation(cooperation=-0.2, n_cues=1)
    """
    values = [
        hit.cue.value * factor
        for hit, factor in _turn(clause.lower(), codebook)
        if n_states > 1 or not hit.cue.needs_two_states
    ]
    if not values:
        return Cooperation(None, 0)
    return Cooperation(sum(values) / len(values), len(values))


def _turn(text: str, codebook: InteractionBook) -> Iterator[tuple[_Hit, float]]:
    """Give each cue with what its value is multiplied by, for the word before it."""
    before = earlier = None
    factor = 1.0
    for start, end, phrase in _compile(codebook).spans(text):
        hit = _Hit(start, end, phrase, codebook.cues[phrase])
        if hit.cue.part == "plain":
            continue
        if hit.cue.part == "cues":
            if not _continues_list(text, hit, before):
                factor = _find_factor(text, hit, (before, earlier), codebook)
            yield hit, factor
        before, earlier = hit, before


def _continues_list(text: str, hit: _Hit, before: _Hit | None) -> bool:
    """Tell whether a cue shares what stands before a list ("suspended talks and cooperation")."""
    if not before or before.cue.part != "cues" or _is_past(hit):
        return False
    return bool(_LISTED.fullmatch(text, before.end, hit.start))


def _find_factor(
    text: str, hit: _Hit, before: tuple[_Hit | None, _Hit | None], codebook: InteractionBook
) -> float:
    nearest, earlier = before
    if not nearest or _count_words(text, nearest, hit) > codebook.reach:
        return 1.0
    denied = earlier and earlier.cue.part == "negators"
    denied = denied and _count_words(text, earlier, nearest) <= codebook.reach
    if nearest.cue.part == "negators":
        if denied and nearest.phrase.endswith(" to"):
            return 1.0  # "never failed to support"
        cooperates = hit.cue.value > 0
        return codebook.negated_cooperation if cooperates else codebook.negated_conflict
    if not _undoes(nearest.cue, hit):
        return 1.0
    return 1.0 if denied else codebook.undone


def _undoes(cue: Cue, hit: _Hit) -> bool:
    """Tell whether one word undoes the next, as "suspend" and "threaten" do to "cooperation"."""
    if _is_past(hit):
        return False  # a predicate of its own, no object
    return cue.part == "undoers" or (cue.is_verb and cue.value < 0 < hit.cue.value)


def _is_past(hit: _Hit) -> bool:
    return hit.cue.is_verb and hit.phrase.endswith("ed")


def _count_words(text: str, first: _Hit, second: _Hit) -> int:
    return len(text[first.end : second.start].split())


@lru_cache(maxsize=4)
def _compile(codebook: InteractionBook) -> Matcher:
    return compile_phrases(codebook.cues)

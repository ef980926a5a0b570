"""How sure a clause sounds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from analysis.codebooks.groups import Cue
from analysis.codebooks.modality import ModalityBook
from analysis.matching.phrases import Matcher, compile_phrases
from analysis.matching.readings import Reading
from analysis.matching.verbs import find_verbs

__all__ = ["Certainty", "estimate_certainty"]


class Certainty(NamedTuple):
    """How sure a clause sounds, from 0 hedged to 1 flat, and how many words say so."""

    certainty: float | None
    n_cues: int


def estimate_certainty(reading: Reading, codebook: ModalityBook) -> Certainty:
    """Weigh the hedges of a clause against what presses it.

    Each hedge of weight w multiplies certainty by 1 - w; each booster of weight w takes the
    share w of what is then lacking to 1. A clause with a verb and no such word is asserted
    flatly: that is evidence, and certainty is 1. It tells the manner of speaking, not whether
    what is said is true, and only words count: a conditional is no hedge here.

    Parameters
    ----------
    reading : Reading
        The clause of a target and who reports it.
    codebook : ModalityBook
        The words, their weights and their scope.

    Returns
    -------
    Certainty
        Missing (None) where the clause has neither a finite verb nor such a word.

    Examples
    --------
    >>> from analysis.codebooks.modality import load_modality
    >>> from analysis.matching.readings import read_target
    >>> estimate_certainty(read_target("Tokyo may certainly agree.", 0, 5), load_modality())
    Certainty(certainty=0.75, n_cues=2)
    """
    found = list(_find_in_scope(reading, codebook))
    if not found and not find_verbs(reading.clause):
        return Certainty(None, 0)
    certainty = 1.0
    for cue in found:
        if cue.part == "hedges":
            certainty *= 1 - cue.value
    for cue in found:
        if cue.part == "boosters":
            certainty += (1 - certainty) * cue.value
    return Certainty(certainty, len(found))


def _find_in_scope(reading: Reading, codebook: ModalityBook) -> Iterator[Cue]:
    matcher = _compile(codebook)
    for _, end, phrase in matcher.spans(reading.clause):
        cue = codebook.cues[phrase]
        # "Analysts believe Seoul will yield" reports Seoul; "Seoul believes it" does not.
        if cue.part != "plain" and (cue.scope != "reported" or end <= reading.at):
            yield cue
    for governor in reading.governors:
        for _, _, phrase in matcher.spans(governor):
            cue = codebook.cues[phrase]
            if cue.part != "plain" and cue.scope != "clause":
                yield cue


@lru_cache(maxsize=4)
def _compile(codebook: ModalityBook) -> Matcher:
    return compile_phrases(codebook.cues)

"""Join a cue with its speaker and with what is credited to it, within one sentence."""

from __future__ import annotations

from analysis.quotations.other_cues import (
    read_adjective,
    read_noun,
    read_preposition,
    read_viewpoint,
)
from analysis.quotations.parts import Attribution, Cue, Found
from analysis.quotations.sentences import Sentence
from analysis.quotations.verb_cues import read_verb

__all__ = ["attribute"]

_READERS = {
    "verbs": read_verb,
    "nouns": read_noun,
    "adjectives": read_adjective,
    "prepositions": read_preposition,
    "viewpoints": read_viewpoint,
}


def attribute(sentence: Sentence, first: int, last: int, cue: Cue) -> Attribution | None:
    """Read one cue, by each part of the codebook that it stands in until one fits.

    Parameters
    ----------
    sentence : Sentence
        With all its cues.
    first, last : int
        The number of the first word of the cue, and one past that of its last.
    cue : Cue
        What the codebook says of it.

    Returns
    -------
    Attribution or None
        With offsets in the paragraph; None where the words credit nothing here.
    """
    for reading in cue.readings:
        read = _READERS[reading.part](sentence, Found(first, last, reading))
        if read is not None:
            return read
    return None

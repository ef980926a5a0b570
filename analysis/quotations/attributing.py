"""Join a cue with its speaker and with what is credited to it, within one sentence."""

from __future__ import annotations

from analysis.quotations.other_cues import (
    read_adjective,
    read_noun,
    read_preposition,
    read_viewpoint,
)
from analysis.quotations.parts import Attribution, Found
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


def attribute(sentence: Sentence, found: Found) -> Attribution | None:
    """Read one cue, by each part of the codebook that it stands in until one fits.

    Parameters
    ----------
    sentence : Sentence
        With all its cues.
    found : Found
        The cue.

    Returns
    -------
    Attribution or None
        With offsets in the paragraph; None where the words credit nothing here.
    """
    if len(found.senses) == 1:
        return _READERS[found.senses[0].part](sentence, found)
    parts = dict.fromkeys([sense.part for sense in found.senses])
    if len(parts) == 1:
        return _READERS[found.senses[0].part](sentence, found)
    for part in parts:
        senses = tuple(sense for sense in found.senses if sense.part == part)
        read = _READERS[part](sentence, found._replace(senses=senses))
        if read is not None:
            return read
    return None

"""What is read from a sentence: a cue, and what it credits to whom."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from analysis.codebooks.speech import SpeechBook, SpeechCue
from analysis.quotations.sentences import Span

__all__ = ["Attribution", "Found", "forms_of"]


class Found(NamedTuple):
    """One cue in a sentence: the number of its first word, one past its last, what it may be."""

    first: int
    last: int
    senses: tuple[SpeechCue, ...]


class Attribution(NamedTuple):
    """Offsets of what is credited, of the cue and of the speaker's phrase.

    `how` names the rule that found it, for whoever looks into the rules.
    """

    pieces: tuple[Span, ...]
    cue: Span | None
    sense: SpeechCue | None
    speaker: Span | None
    how: str

    def moved(self, by: int) -> Attribution:
        """Return the same with all offsets moved, as from a paragraph to its document."""
        pieces, cue, sense, speaker, how = self
        return Attribution(
            tuple([(start + by, end + by) for start, end in pieces]),
            cue and (cue[0] + by, cue[1] + by),
            sense,
            speaker and (speaker[0] + by, speaker[1] + by),
            how,
        )


@cache
def forms_of(book: SpeechBook) -> dict[str, str]:
    """Give the form of each cue of a codebook, of several a past before others."""
    forms = {phrase: {sense.form for sense in senses} for phrase, senses in book.cues.items()}
    return {phrase: "past" if "past" in of else max(of) for phrase, of in forms.items()}

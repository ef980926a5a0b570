"""What is read from a sentence: a cue, and what it credits to whom."""

from __future__ import annotations

from typing import NamedTuple

from analysis.codebooks.speech import SpeechCue
from analysis.quotations.sentences import Span

__all__ = ["Attribution", "Found"]


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

        def move(span: Span) -> Span:
            return span[0] + by, span[1] + by

        return self._replace(
            pieces=tuple(map(move, self.pieces)),
            cue=self.cue and move(self.cue),
            speaker=self.speaker and move(self.speaker),
        )

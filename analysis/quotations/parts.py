"""What is read from a sentence: a cue, and what it credits to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from analysis.codebooks.speech import SpeechBook, SpeechCue
from analysis.matching.automaton import Automaton, stands_at
from analysis.matching.phrases import fold
from analysis.quotations.sentences import Span

__all__ = ["SPOKEN", "Attribution", "Cue", "Found", "Reading", "Takes", "cues_of", "find_cues"]

Takes = Mapping[str, SpeechCue]  # what may follow the cue, each with its sense

SPOKEN = ("clause", "that", "words", "addressee")
_MOST_LIKE_SPEECH = ("clause", "that", "words", "naming", "infinitive", "object")
_CLAUSAL = frozenset(("clause", "that", "words"))


# Made and asked so often that a tuple, with names for its places, is too slow.
@dataclass(slots=True, eq=False)
class Reading:
    """What one part of the codebook says of a cue.

    `sense` is the first of them, `form` its form; `spoken` the sense by which it credits words
    before it, `speech` the one that is most like speech, each None where there is none; it
    `is_clausal` if a clause may follow.
    """

    part: str
    sense: SpeechCue
    form: str
    takes: Takes
    spoken: SpeechCue | None
    speech: SpeechCue | None
    is_clausal: bool


@dataclass(slots=True, eq=False)
class Cue:
    """The form of a cue, of several a past before others, and its reading in each part."""

    form: str
    readings: tuple[Reading, ...]


@dataclass(slots=True, eq=False)
class Found:
    """One cue in a sentence: the number of its first word, one past its last, how to read it."""

    first: int
    last: int
    reading: Reading


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
        """Return the same with all offsets moved, as from a quotation to its document."""
        pieces, cue, sense, speaker, how = self
        return Attribution(
            tuple([(start + by, end + by) for start, end in pieces]),
            cue and (cue[0] + by, cue[1] + by),
            sense,
            speaker and (speaker[0] + by, speaker[1] + by),
            how,
        )


def find_cues(lowered: str, book: SpeechBook) -> list[tuple[int, int, Cue]]:
    """Find the cues of a codebook in one pass over a text, the longest at each place.

    Parameters
    ----------
    lowered : str
        A folded text in small letters.
    book : SpeechBook
        The words that credit.

    Returns
    -------
    list of (start, end, Cue)
        From left to right, none that begins within one before.
    """
    automaton, cues = _compile(book)
    hits = []
    for number, start, _ in automaton.find(lowered):
        phrase, is_plain, _ = cues[number]
        if is_plain or stands_at(phrase, lowered, start):
            hits.append((start, -len(phrase), number))
    hits.sort()
    found, end = [], 0
    for start, length, number in hits:
        if start >= end:
            end = start - length
            found.append((start, end, cues[number][2]))
    return found


@cache
def cues_of(book: SpeechBook) -> dict[str, Cue]:
    """Prepare each cue of a codebook to be read."""
    return {phrase: _prepare(senses) for phrase, senses in book.cues.items()}


@cache
def _compile(book: SpeechBook) -> tuple[Automaton, list[tuple[str, bool, Cue]]]:
    """Prepare each cue to be found."""
    phrases = list(map(fold, book.cues))
    # Of a phrase that is one plain word, as most are, the automaton finds nothing else.
    plain = [phrase.isascii() and phrase.isalnum() for phrase in phrases]
    return Automaton(phrases), list(zip(phrases, plain, cues_of(book).values(), strict=True))


def _prepare(senses: tuple[SpeechCue, ...]) -> Cue:
    forms = {sense.form for sense in senses}
    parts = dict.fromkeys(sense.part for sense in senses)
    readings = [_read([sense for sense in senses if sense.part == part]) for part in parts]
    return Cue("past" if "past" in forms else max(forms), tuple(readings))


def _read(senses: list[SpeechCue]) -> Reading:
    first, takes = senses[0], {sense.takes: sense for sense in senses}
    spoken = next((takes[name] for name in SPOKEN if name in takes), None)
    speech = next((takes[name] for name in _MOST_LIKE_SPEECH if name in takes), None)
    is_clausal = not _CLAUSAL.isdisjoint(takes)
    return Reading(first.part, first, first.form, takes, spoken, speech, is_clausal)

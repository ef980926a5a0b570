"""Find the phrase that names the speaker, before a cue or after it."""

from __future__ import annotations

from typing import NamedTuple

from analysis.quotations.noun_phrases import begin_phrase, skip_insertion, skip_times
from analysis.quotations.sentences import Sentence
from analysis.quotations.words import (
    ADVERBS,
    APPOSED,
    AUXILIARIES,
    BE,
    NO_SUBJECT,
    PERSONAL,
    RELATIVE,
    SCENES,
    TIMES,
    is_adverb,
    is_dash,
)

__all__ = [
    "Subject",
    "subject_after",
    "subject_before",
    "subject_of_main_verb",
]

_STOPS_AFTER = frozenset(
    ("during", "after", "when", "as", "while", "because", "adding", "referring", "citing",
     "noting", "speaking")
)  # fmt: skip
_AROUND_VERBS = AUXILIARIES | ADVERBS
_OPENING_RELATIVE = RELATIVE | {"that"}
_LONGEST_NAME = 60
_SOON = 3


class Subject(NamedTuple):
    """Words `first` to `last`, the latter not included; `by` is where the verb group begins."""

    first: int
    last: int
    by: int
    passive: bool = False
    infinitive: bool = False

    @property
    def is_there(self) -> bool:
        """Whether any word was found."""
        return self.first < self.last


def subject_before(sentence: Sentence, cue: int) -> Subject:
    """Find the subject to the left of the word number `cue`; empty if there is none."""
    place, group = cue - 1, []
    while place >= 0 and _is_in_verb_group(sentence, place):
        group.append(sentence.word(place))
        place -= 1
    passive = bool(BE.intersection(group))
    infinitive = bool(group) and group[0] == "to"
    nothing = Subject(place + 1, place + 1, place + 1, passive, infinitive)
    if infinitive or place < 0:
        return nothing
    last = skip_times(sentence, place)
    head = skip_insertion(sentence, last)
    if head < 0 or not sentence.is_word(head) or sentence.word(head) in NO_SUBJECT:
        return nothing
    first = begin_phrase(sentence, head)
    if first > head:
        return nothing
    return nothing._replace(first=first, last=last + 1)


def subject_of_main_verb(sentence: Sentence, cue: int) -> Subject:
    """Find the subject of the finite verb before a participle ("..., saying that")."""
    verbs = sorted(number for number in sentence.verbs if number < cue)
    for verb in reversed(verbs):
        before = sentence.word(verb - 1)
        if before in _AROUND_VERBS and verb - 1 in sentence.verbs:
            continue
        subject = subject_before(sentence, verb)
        if subject.is_there and sentence.word(subject.first) not in _OPENING_RELATIVE:
            return subject
    return Subject(cue, cue, cue)


def subject_after(sentence: Sentence, place: int) -> tuple[int, int]:
    """Find the noun phrase that begins at a word, with what stands in apposition to it.

    Returns
    -------
    (int, int)
        Its first word and one past its last; the same number twice if there is none.
    """
    if sentence.word(place) in PERSONAL and sentence.word(place + 1) != "of":
        return place, place + 1
    number, in_apposition = place, False
    while number < len(sentence):
        word = sentence.word(number)
        if _ends_name(sentence, number, place):
            break
        if word == ",":
            if not _is_apposition(sentence, number):
                break
            in_apposition = True
        elif word in ("in", "on", "at", "to", "about", "of", "with", "from") and number > place:
            if _is_circumstance(sentence, number):
                break
            is_soon = number - place < _SOON and word in ("in", "on", "at", "to", "about")
            if is_soon and not in_apposition:
                break
        elif word == "(":
            while number < len(sentence) and sentence.word(number) != ")":
                number += 1
        number += 1
    while number > place and not (
        sentence.is_word(number - 1)
        or sentence.is_block(number - 1)
        or sentence.word(number - 1) == ")"
    ):
        number -= 1
    return place, min(number, len(sentence))


def _is_in_verb_group(sentence: Sentence, place: int) -> bool:
    word = sentence.word(place)
    return word in _AROUND_VERBS or (is_adverb(word) and not sentence.is_capital(place))


def _ends_name(sentence: Sentence, number: int, place: int) -> bool:
    word = sentence.word(number)
    if sentence.is_block(number):
        start, end = sentence.spans[number]
        return end - start > _LONGEST_NAME or number == place or sentence.word(number - 1) == ","
    if word in (";", ":", "?", "!", ".") or (is_dash(word) and word != "-"):
        return True
    return word in _STOPS_AFTER or (word in TIMES and number > place)


def _is_apposition(sentence: Sentence, comma: int) -> bool:
    """Tell whether what follows a comma still describes who stands before it."""
    following = sentence.word(comma + 1)
    if sentence.is_block(comma + 1) or (following in RELATIVE and sentence.cues.get(comma + 2)):
        return False
    if following in APPOSED or following[:1].isdigit():
        return True
    if following == "of" and sentence.word(comma - 1).isdigit():
        return True
    return sentence.is_capital(comma + 1) and following not in TIMES


def _is_circumstance(sentence: Sentence, number: int) -> bool:
    """Tell whether "on Friday" or "in a statement" follows."""
    if sentence.word(number + 1) in TIMES:
        return True
    ahead = sentence.words[number + 1 : number + 5]
    return sentence.word(number) in ("in", "on", "at", "to") and bool(SCENES.intersection(ahead))

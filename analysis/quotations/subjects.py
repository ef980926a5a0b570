"""Find the phrase that names the speaker, before a cue or after it."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(slots=True, eq=False)
class Subject:
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
    words, by = sentence.words, cue
    while by > 0:
        word = words[by - 1]
        is_manner = word.endswith("ly") and is_adverb(word) and not sentence.is_capital(by - 1)
        if word not in _AROUND_VERBS and not is_manner:
            break
        by -= 1
    passive = infinitive = False
    if by < cue:
        passive, infinitive = not BE.isdisjoint(words[by:cue]), words[cue - 1] == "to"
    if infinitive or by == 0:
        return Subject(by, by, by, passive, infinitive)
    last = head = by - 1
    if words[last] in TIMES:
        last = head = skip_times(sentence, last)
    if not words[head][0].isalnum():
        head = skip_insertion(sentence, head)
    if head < 0 or words[head] in NO_SUBJECT or not words[head][0].isalnum():
        return Subject(by, by, by, passive)
    first = begin_phrase(sentence, head)
    if first > head:
        return Subject(by, by, by, passive)
    return Subject(first, last + 1, by, passive)


def subject_of_main_verb(sentence: Sentence, cue: int) -> Subject:
    """Find the subject of the finite verb before a participle ("..., saying that")."""
    words, kinds = sentence.words, sentence.kinds
    for verb in range(min(cue, len(words)) - 1, -1, -1):
        if not (kinds[words[verb]] and sentence.is_verb(verb)):
            continue
        before = sentence.word(verb - 1)
        if before in _AROUND_VERBS and sentence.is_verb(verb - 1):
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
    number, in_apposition, stop = place, False, len(sentence.words)
    while number < stop:
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
            while number < stop and sentence.word(number) != ")":
                number += 1
        number += 1
    while number > place and not (
        sentence.is_word(number - 1)
        or number - 1 in sentence.blocks
        or sentence.word(number - 1) == ")"
    ):
        number -= 1
    return place, min(number, stop)


def _ends_name(sentence: Sentence, number: int, place: int) -> bool:
    word = sentence.word(number)
    if number in sentence.blocks:
        start, end = sentence.edges(number)
        return end - start > _LONGEST_NAME or number == place or sentence.word(number - 1) == ","
    if word in (";", ":", "?", "!", ".") or (is_dash(word) and word != "-"):
        return True
    return word in _STOPS_AFTER or (word in TIMES and number > place)


def _is_apposition(sentence: Sentence, comma: int) -> bool:
    """Tell whether what follows a comma still describes who stands before it."""
    following = sentence.word(comma + 1)
    if comma + 1 in sentence.blocks or (following in RELATIVE and sentence.cues.get(comma + 2)):
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

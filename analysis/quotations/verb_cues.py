"""Read a verb that credits something, as "said", "vowed to" or "condemned"."""

from __future__ import annotations

from analysis.quotations.contents import find_content
from analysis.quotations.endings import find_end
from analysis.quotations.leftward import read_as_said, read_clause_left, read_quote_left
from analysis.quotations.parts import Attribution, Found, Takes
from analysis.quotations.sentences import Sentence
from analysis.quotations.subjects import (
    Subject,
    subject_after,
    subject_before,
    subject_of_main_verb,
)
from analysis.quotations.words import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    INSERTING,
    NO_SPEAKER,
    PRONOUNS,
    RELATIVE,
)

__all__ = ["read_verb"]

_LONG_OBJECT = 7
_REACH_OF_BY = 6
_BEFORE_NOUNS = DETERMINERS | frozenset(("of", "such"))
_BEFORE_VERBS = AUXILIARIES | PRONOUNS | ADVERBS
# Their letters are no noun's.
_SURE_VERBS = frozenset(
    ("says", "tells", "writes", "thinks", "believes", "argues", "insists", "knows")
)


def read_verb(sentence: Sentence, found: Found) -> Attribution | None:
    """Read what a verb credits to whom, before it or after it; None if nothing."""
    cue, form = found.first, found.reading.form
    if not _is_verb(sentence, cue, found.last, form):
        return None
    subject = subject_before(sentence, cue)
    read = _read_left(sentence, found, subject) if found.reading.spoken else None
    if read is not None:
        return read
    if subject.passive and form == "past":
        return _read_passive(sentence, found, subject, found.reading.takes)
    return _read_right(sentence, found, subject)


def _read_left(sentence: Sentence, found: Found, subject: Subject) -> Attribution | None:
    """Read what stands before the speaker: a comma or quoted words end it, or "as" begins."""
    place = (subject.first if subject.first < subject.last else subject.by) - 1
    before, sense = sentence.word(place), found.reading.spoken
    if before == "as":
        return read_as_said(sentence, found, subject, sense)
    is_comma = before == ","
    if not (is_comma or place in sentence.blocks):
        return None
    if found.reading.form == "ing" or subject.infinitive:
        return None
    read = read_quote_left(sentence, found, subject, sense) if sentence.blocks else None
    if read is None and is_comma:
        read = read_clause_left(sentence, found, subject, sense)
    return read


def _read_right(sentence: Sentence, found: Found, subject: Subject) -> Attribution | None:
    """Read "Oslo said that ...", "Oslo condemned ..."."""
    form = found.reading.form
    content = find_content(sentence, found.last, found.reading)
    if content is None:
        return None
    if (form == "ing" and not subject.passive) or not subject.is_there:
        # Its own clause does not name anybody.
        subject = subject_of_main_verb(sentence, found.first)
    opening = sentence.word(subject.first)
    if opening in NO_SPEAKER:
        return None
    first, sense = content.first, content.sense
    inserted = opening in RELATIVE or sentence.word(subject.first - 1) in INSERTING
    last = find_end(sentence, first, sense, inserted=inserted)
    if sense.takes == "naming":
        first = _name_given(sentence, first, last)
    piece = sentence.span(first, last)
    speaker = sentence.span(subject.first, subject.last)
    if piece is None or (speaker is None and form not in ("past", "present")):
        return None
    cue = sentence.span(found.first, found.last)
    return Attribution((piece,), cue, sense, speaker, f"right-{content.how}")


def _is_verb(sentence: Sentence, cue: int, after: int, form: str) -> bool:
    """Tell whether a form that may be a noun ("state", "claims") is a verb here."""
    before = sentence.word(cue - 1)
    if before in _BEFORE_NOUNS:
        return False
    if form == "ing":
        return True
    if "'" in before and before.endswith(("'s", "s'")) and after not in sentence.blocks:
        return False
    if form == "past" or sentence.is_verb(cue):
        return True
    word = sentence.word(cue)
    if word in _SURE_VERBS:
        return True
    if before in _BEFORE_VERBS or before.endswith("ly"):
        return True
    if cue - 1 in sentence.blocks or (before == "," and cue - 2 in sentence.blocks):
        return True
    is_plural = before.endswith("s") and not before.endswith(("'s", "ss", "us"))
    return is_plural and not word.endswith("s")


def _name_given(sentence: Sentence, first: int, last: int) -> int:
    """Leave out what is named where it is long: only the name is credited."""
    block = next((number for number in range(first, last) if number in sentence.blocks), first)
    if block - first < _LONG_OBJECT:
        return first
    return block - 1 if sentence.word(block - 1) in ("a", "an", "the") else block


def _read_passive(
    sentence: Sentence, found: Found, subject: Subject, takes: Takes
) -> Attribution | None:
    """Read "was criticized by ...", "it was said that ...", "is expected to ..."."""
    cue = sentence.span(subject.by, found.last)
    topic = sentence.span(subject.first, subject.last)
    sense = next(iter(takes.values()))
    for number in range(found.last, min(found.last + _REACH_OF_BY, len(sentence))):
        if sentence.word(number) == "by":
            first, last = subject_after(sentence, number + 1)
            if first < last and topic and not sentence.word(first)[0].isdigit():
                sense = takes.get("object") or takes.get("naming") or sense
                speaker = sentence.span(first, last)
                return Attribution((topic,), cue, sense, speaker, "passive-by")
        if not sentence.is_word(number) or sentence.is_verb(number):
            break
    word = sentence.word(found.last)
    named = word == "as" and "naming" in takes
    intended = word == "to" and topic and ("infinitive" in takes or "clause" in takes)
    if not (word == "that" or named or intended):
        return None
    piece = sentence.span(found.last, find_end(sentence, found.last, sense))
    if piece is None:
        return None
    pieces = (topic, piece) if topic and word != "that" else (piece,)
    return Attribution(pieces, cue, sense, None, "passive-to" if intended else "passive-that")

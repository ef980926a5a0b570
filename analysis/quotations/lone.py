"""Say whose quoted words are that no cue of the codebook credits, if they are speech at all."""

from __future__ import annotations

import re

from analysis.quotations.parts import Attribution
from analysis.quotations.sentences import MARKS, Sentence, Span
from analysis.quotations.subjects import subject_before, subject_of_main_verb

__all__ = ["credit_lone", "credit_signed", "is_signed", "is_utterance"]

_REACH = 14
_REACH_OF_NAME = 120
_FEWEST_WORDS = 3
_SIGNED = re.compile(r"\s*[―—–-]{1,2}\s*(?P<name>[A-Z][^\n]{2,80}?)[.\s]*$")


def is_utterance(text: str, start: int, end: int) -> bool:
    """Tell by its capital and its last mark whether quoted words are a whole utterance."""
    inside = text[start:end].strip(MARKS)
    return (
        inside[:1].isupper()
        and inside[-1] in (".", ",", "?", "!", "…", "—", "-")
        and len(inside.split(maxsplit=_FEWEST_WORDS)) >= _FEWEST_WORDS
    )


def is_signed(behind: str) -> bool:
    """Tell whether a dash stands behind a quotation, after which the speaker may be named."""
    return behind.lstrip()[:1] in ("―", "—")


def credit_signed(text: str, block: Span, stop: int) -> Attribution | None:
    """Credit quoted words to the name after a dash that ends a paragraph; None if there is none."""
    signed = _SIGNED.match(text, block[1], min(block[1] + _REACH_OF_NAME, stop))
    return Attribution((block,), None, None, signed.span("name"), "signed") if signed else None


def credit_lone(sentence: Sentence, block: Span, before: Sentence | None) -> Attribution | None:
    """Find whose utterance quoted words are by what stands around them.

    In this order: for a sentence all in quotation marks the subject of the sentence before it; the
    verb after them ('"...," he fumed'); the verb before a colon or comma ('His reply was short:
    "..."').

    Returns
    -------
    Attribution or None
        Without a speaker where nobody is named.
    """
    if not any(map(sentence.is_word, range(len(sentence)))):
        return _follow(block, before)
    # Quotations that touch are one word: take the one that holds this one.
    place = sentence.at(block[0] + 1) - 1
    return _verb_after(sentence, block, place) or _verb_before(sentence, block, place)


def _follow(block: Span, before: Sentence | None) -> Attribution:
    speaker = None
    if before is not None:
        subject = subject_of_main_verb(before, len(before))
        speaker = before.span(subject.first, subject.last)
    return Attribution((block,), None, None, speaker, "follows" if speaker else "lone")


def _verb_after(sentence: Sentence, block: Span, place: int) -> Attribution | None:
    if not sentence.ends_utterance(place):
        return None
    reach = range(place + 1, min(place + _REACH + 1, len(sentence)))
    verb = next((number for number in reach if sentence.is_verb(number)), None)
    if verb is None:
        return None
    subject = subject_before(sentence, verb)
    speaker = sentence.span(subject.first, subject.last)
    if speaker is None or subject.first <= place:
        return None
    return Attribution((block,), sentence.span(verb, verb + 1), None, speaker, "verb-after")


def _verb_before(sentence: Sentence, block: Span, place: int) -> Attribution | None:
    mark = sentence.word(place - 1)
    if mark not in (":", ","):
        return None
    subject = subject_of_main_verb(sentence, place)
    speaker = sentence.span(subject.first, subject.last)
    if speaker:
        cue = sentence.span(subject.by, place)
        return Attribution((block,), cue, None, speaker, "verb-before")
    return Attribution((block,), None, None, None, "lone") if mark == ":" else None

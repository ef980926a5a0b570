"""Read speech that stands before its cue: '"...," she said', "The talks had stalled, Oslo said"."""

from __future__ import annotations

from analysis.codebooks.speech import SpeechCue
from analysis.quotations.contents import REACH_OF_ADJUNCT, find_addressee, is_title_of_work
from analysis.quotations.endings import find_end
from analysis.quotations.parts import Attribution, Found
from analysis.quotations.sentences import BLOCK, Sentence, Span
from analysis.quotations.subjects import Subject, subject_after
from analysis.quotations.words import (
    ADVERBS,
    CIRCUMSTANCES,
    RELATIVE,
    is_adverb,
    is_dash,
)

__all__ = ["read_as_said", "read_clause_left", "read_quote_left"]

_REACH_OF_REST = REACH_OF_ADJUNCT + 4
_REACH_OF_AS = 8
_IN_ADJUNCT = CIRCUMSTANCES | ADVERBS
_NO_CLAUSE = _IN_ADJUNCT | {"to", "and", "but", "or"}
_ENDS_ADJUNCT = (",", ".", ";", ":", "?", "!")
# What follows the speaker is the outlet's again after one of these.
_OTHER = frozenset(
    ("and", "but", "adding", "citing", "referring", "noting", "though", "although", "while",
     "who", "which", "when")
)  # fmt: skip
_TURNS = ("say", "think", "disclose")  # groups whose verbs may stand before their subject


def read_quote_left(
    sentence: Sentence, found: Found, subject: Subject, sense: SpeechCue
) -> Attribution | None:
    """Read '"...," she said' and '"...," said Oslo's envoy', with what goes on after it."""
    place = (subject.first if subject.is_there else subject.by) - 1
    while sentence.word(place) == ",":
        place -= 1
    if place not in sentence.blocks or not sentence.ends_utterance(place):
        return None
    if is_title_of_work(sentence, place):
        return None
    if subject.is_there:
        if sense.takes != "addressee" and _clause_follows(sentence, found.last):
            return None
        first, rest = subject.first, found.last
        speaker = sentence.span(first, subject.last)
    else:
        first, rest = subject_after(sentence, found.last)
        speaker = sentence.span(first, rest)
        if speaker is None:
            return None
    pieces = [sentence.span(_left_edge(sentence, place), place + 1), *_resume(sentence, rest)]
    cue = sentence.span(found.first, found.last)
    return Attribution(tuple(pieces), cue, sense, speaker, "quote-left")


def read_clause_left(
    sentence: Sentence, found: Found, subject: Subject, sense: SpeechCue
) -> Attribution | None:
    """Read "The talks had stalled, officials said." and "The talks, he said, had stalled."."""
    comma = (subject.first if subject.is_there else subject.by) - 1
    if sense.takes == "words" or sentence.word(comma) != "," or comma < 1:
        return None
    if subject.is_there:
        if sentence.word(subject.first) in RELATIVE:
            return None
        speaker, rest = sentence.span(subject.first, subject.last), found.last
    else:
        first, rest = subject_after(sentence, found.last)
        speaker = sentence.span(first, rest)
        if speaker is None or sense.group not in _TURNS or found.reading.form == "base":
            return None
    if sense.takes == "addressee":
        rest = find_addressee(sentence, rest)
    end = _end_of_adjunct(sentence, rest)
    goes_on = sentence.word(end) == "," and end + 2 < len(sentence)
    has_block = any([number < comma for number in sentence.blocks])
    quotes_next = sentence.word(end) == "," and end + 1 in sentence.blocks
    if end < 0 or (quotes_next and not has_block):
        return None
    if not goes_on and (comma == 1 or not (has_block or any(map(sentence.is_verb, range(comma))))):
        return None
    pieces = [sentence.span(0, comma)]
    if goes_on and sentence.word(end + 1) not in _OTHER:
        pieces.append(sentence.span(end + 1, find_end(sentence, end + 1, sense)))
    pieces = [piece for piece in pieces if piece]
    cue = sentence.span(found.first, found.last)
    return Attribution(tuple(pieces), cue, sense, speaker, "clause-left") if pieces else None


def read_as_said(
    sentence: Sentence, found: Found, subject: Subject, sense: SpeechCue
) -> Attribution | None:
    """Read "As Oslo's envoy put it, ..." and "..., as he said, ..."."""
    opening = subject.first - 1
    if not subject.is_there or sentence.word(opening) != "as":
        return None
    end = found.last
    while end < min(len(sentence), found.last + _REACH_OF_AS):
        if sentence.word(end) in (",", ":", ".") or end in sentence.blocks:
            break
        if sentence.is_verb(end):
            return None
        end += 1
    begins = opening <= 3
    pieces = [] if begins else [sentence.span(0, opening)]
    goes_on = sentence.word(end) in (",", ":") or end in sentence.blocks
    if goes_on and (begins or sentence.word(opening - 1) == ","):
        place = end + (end not in sentence.blocks)
        pieces.append(sentence.span(place, find_end(sentence, place, sense)))
    pieces = [piece for piece in pieces if piece]
    if not pieces:
        return None
    cue = sentence.span(found.first, found.last)
    speaker = sentence.span(subject.first, subject.last)
    return Attribution(tuple(pieces), cue, sense, speaker, "as-said")


def _clause_follows(sentence: Sentence, place: int) -> bool:
    """Tell whether what is said follows the cue, so that what stands before it is not."""
    word = sentence.word(place)
    if word == "that":
        return True
    if not sentence.is_word(place) or word in _NO_CLAUSE:
        return False
    if word in ("although", "though", "if", "because", "whereas") or word.endswith(("ly", "ing")):
        return False
    return sentence.has_clause(place)


def _left_edge(sentence: Sentence, block: int) -> int:
    """Find where what is credited begins when it ends with quoted words."""
    first = block
    while first > 0 and sentence.word(first - 1) != ";":
        first -= 1
    words = [number for number in range(first, block) if sentence.is_word(number)]
    if not words:
        return first
    if len(words) <= 2 and not sentence.is_capital(words[0]):
        return block
    before = sentence.word(block - 1)
    if before == "," and sentence.quoted(block)[:1].islower():
        return first
    # 'When asked, "...": what stands before the comma is the outlet's.
    return block if before in (",", ":") or is_dash(before) else first


def _resume(sentence: Sentence, place: int) -> list[Span]:
    """Find what goes on after the speaker: '"A," she said, "B."'."""
    for number in range(place, min(len(sentence), place + _REACH_OF_REST)):
        before = sentence.word(number - 1)
        if number in sentence.blocks:
            if before not in (",", ":", ".") and not is_dash(before):
                break
            last = number + 1
            while last in sentence.blocks:
                last += 1
            return [sentence.span(number, last)]
        goes_to_other = sentence.word(number) in ("and", "but", "that") and before == ","
        if sentence.word(number) == ";" or number in sentence.cues or goes_to_other:
            break
    return []


def _end_of_adjunct(sentence: Sentence, rest: int) -> int:
    """Find where "on Friday" or "at a rally" after the speaker ends; -1 if more follows."""
    end, words = rest, sentence.words
    while end < len(words) and words[end] not in _ENDS_ADJUNCT:
        if words[end][0] == BLOCK:
            return -1
        end += 1
    word = sentence.word(rest)
    is_adjunct = word in _IN_ADJUNCT or is_adverb(word) or word.endswith("ly")
    if (
        sentence.word(end) == ":"
        or end - rest > REACH_OF_ADJUNCT
        or (end > rest and not is_adjunct)
    ):
        return -1
    return -1 if any(map(sentence.is_verb, range(rest, end))) else end

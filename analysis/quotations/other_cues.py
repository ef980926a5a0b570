"""Read nouns, adjectives and prepositions that credit something to somebody."""

from __future__ import annotations

from analysis.quotations.endings import find_end
from analysis.quotations.parts import Attribution, Found
from analysis.quotations.sentences import Sentence, Span
from analysis.quotations.subjects import subject_after, subject_before
from analysis.quotations.words import NO_SPEAKER, RELATIVE

__all__ = ["read_adjective", "read_noun", "read_preposition", "read_viewpoint"]

_OWNERS = frozenset(("his", "her", "their", "its", "my", "our", "your"))
_LINKING = frozenset(
    ("feel", "feels", "felt", "seems", "seemed", "remain", "remains", "remained", "became")
)
_ENDING_PREPOSITIONS = frozenset(
    ("of", "to", "with", "about", "at", "against", "in", "favor", "favour")
)
_AFTER_ADJECTIVES = frozenset(("that", "about", "by", "whether", "how", "what", "if"))
# "The talks went on, but according to the ministry, they had stalled."
_BEFORE_OPENING = frozenset(("but", "and", "that", "while", "because", "although", ":", ";"))
_REACH_OF_OWNER = 4
_REACH_OF_HOLDER = 8
_REACH_OF_COMMA = 16


def read_noun(sentence: Sentence, found: Found) -> Attribution | None:
    """Read "Oslo's claim that ...", "the fear among officials that ...", "its criticism of"."""
    sense, place = found.reading.sense, found.last
    if sense.takes == "object":
        speaker = _owner(sentence, found.first)
        if speaker is None:
            return None
    elif sentence.word(place) == "that":
        speaker = _owner(sentence, found.first)
    elif sentence.word(place) in ("by", "from", "of", "among"):
        first = place + 1
        place = first
        while place < first + _REACH_OF_HOLDER and sentence.word(place) != "that":
            if not sentence.is_word(place) or sentence.is_verb(place):
                return None
            place += 1
        if sentence.word(place) != "that":
            return None
        speaker = sentence.span(first, place)
    else:
        return None
    piece = sentence.span(place, find_end(sentence, place, sense))
    if piece is None:
        return None
    cue = sentence.span(found.first, found.last)
    return Attribution((piece,), cue, sense, speaker, f"noun-{sense.takes}")


def read_adjective(sentence: Sentence, found: Found) -> Attribution | None:
    """Read "is confident that ...", "was wary of ..."."""
    subject = subject_before(sentence, found.first)
    is_linked = subject.passive or sentence.word(found.first - 1) in _LINKING
    speaker = sentence.span(subject.first, subject.last)
    if not is_linked or speaker is None:
        return None
    if sentence.word(subject.first) in NO_SPEAKER | {"it"}:
        return None
    takes_more = sentence.word(found.last - 1) in _ENDING_PREPOSITIONS
    if not takes_more and sentence.word(found.last) not in _AFTER_ADJECTIVES:
        return None
    sense = found.reading.sense
    piece = sentence.span(found.last, find_end(sentence, found.last, sense))
    cue = sentence.span(found.first, found.last)
    return Attribution((piece,), cue, sense, speaker, "adjective") if piece else None


def read_preposition(sentence: Sentence, found: Found) -> Attribution | None:
    """Read "According to the ministry, ..." and "..., according to the ministry."."""
    cue, sense = found.first, found.reading.sense
    first, end = subject_after(sentence, found.last)
    opens = cue <= 1 or sentence.is_capital(cue) or sentence.word(cue - 1) in _BEFORE_OPENING
    if opens:
        end = _end_at_comma(sentence, first, end)
    speaker = sentence.span(first, end)
    if speaker is None:
        return None
    pieces = []
    if not opens and sum(sentence.is_word(n) or n in sentence.blocks for n in range(cue)) > 2:
        begin = max((n + 1 for n in range(cue) if sentence.word(n) == ";"), default=0)
        pieces.append(sentence.span(begin, cue))
        goes_on = sentence.word(end) == "," == sentence.word(cue - 1) and end + 2 < len(sentence)
        if goes_on and sentence.word(end + 1) not in RELATIVE | {"and", "but", "while"}:
            pieces.append(sentence.span(end + 1, find_end(sentence, end + 1, sense)))
    elif sentence.word(end) == "," or end in sentence.blocks:
        place = end + (sentence.word(end) == ",")
        pieces.append(sentence.span(place, find_end(sentence, place, sense)))
    pieces = [piece for piece in pieces if piece]
    where = sentence.span(found.first, found.last)
    return Attribution(tuple(pieces), where, sense, speaker, "according") if pieces else None


def read_viewpoint(sentence: Sentence, found: Found) -> Attribution | None:
    """Read "In Oslo's view, the talks had stalled."."""
    speaker = _owner(sentence, found.first)
    if speaker is None or sentence.word(found.last) != ",":
        return None
    if sentence.word(sentence.at(speaker[0]) - 1) not in ("in", "to", "by", "from"):
        return None
    sense, place = found.reading.sense, found.last + 1
    piece = sentence.span(place, find_end(sentence, place, sense))
    cue = sentence.span(found.first, found.last)
    return Attribution((piece,), cue, sense, speaker, "viewpoint") if piece else None


def _owner(sentence: Sentence, cue: int) -> Span | None:
    """Find whose claim it is: "his", "Oslo's", "the ministry's"."""
    for number in range(cue - 1, max(-1, cue - 1 - _REACH_OF_OWNER), -1):
        word = sentence.word(number)
        if word in _OWNERS:
            return sentence.span(number, number + 1)
        is_plural = word == "'" and sentence.word(number - 1).endswith("s")
        if word.endswith("'s") or is_plural:
            head = number - is_plural
            first = head
            while first > 0 and _is_part_of_name(sentence, first - 1):
                first -= 1
            end = sentence.edges(head)[1]
            return sentence.edges(first)[0], end if is_plural else end - 2
        if not sentence.is_word(number) or sentence.is_verb(number):
            break
    return None


def _is_part_of_name(sentence: Sentence, number: int) -> bool:
    word = sentence.word(number)
    is_capital = sentence.is_capital(number) and word not in ("but", "and", "in", "to", "by")
    return sentence.is_word(number) and (is_capital or word in ("the", "of"))


def _end_at_comma(sentence: Sentence, first: int, end: int) -> int:
    """Find where the speaker ends in "According to the ministry, the talks had stalled"."""
    comma = next((number for number in range(first, end) if sentence.word(number) == ","), None)
    if comma is None:
        return end
    if sentence.word(comma + 1) in RELATIVE | {"a", "an", "the"}:
        for number in range(comma + 1, min(comma + _REACH_OF_COMMA, len(sentence))):
            if sentence.word(number) == ",":
                return number
            if sentence.is_verb(number):
                break
    return comma

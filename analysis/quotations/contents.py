"""Find where what is credited begins, to the right of a cue."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.codebooks.speech import SpeechCue
from analysis.quotations.parts import Reading, Takes
from analysis.quotations.sentences import Sentence
from analysis.quotations.words import (
    ADVERBS,
    CIRCUMSTANCES,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    REPORTED,
    TIMES,
    is_adverb,
    is_dash,
)

__all__ = [
    "REACH_OF_ADJUNCT",
    "Content",
    "find_addressee",
    "find_content",
    "is_title_of_work",
]

REACH_OF_ADJUNCT = 14
_REACH_OF_TO = 7
_REACH_OF_ADDRESSEE = 12
_NO_CONTENT = TIMES | PREPOSITIONS | frozenset(
    (",", ".", ";", "?", "!", ")", "and", "or", "but", "as", "because", "when", "while", "after",
     "before", "so", "then", "by", "to")
)  # fmt: skip
_NO_CLAUSE = PREPOSITIONS | TIMES
_SPOKEN_TO = frozenset(("me", "us", "him", "her", "them", "you", "reporters", "it"))
_BEFORE_TITLES = 7
_EARLIER_CLAUSE = frozenset(("as", "when", "while", "after", "before", "following"))
_OPENING_ADJUNCT = (CIRCUMSTANCES | _EARLIER_CLAUSE | {"to"}) - {"later"}


@dataclass(slots=True, eq=False)
class Content:
    """The number of its first word, the sense of the cue, and the rule that found it."""

    first: int
    sense: SpeechCue
    how: str


def find_content(sentence: Sentence, place: int, reading: Reading) -> Content | None:
    """Find what is credited after a verb; None if nothing that the verb takes follows.

    Tried in this order: one who is spoken to, "that", quoted words, a colon, "to", "how" and its
    like, circumstances of speaking before "that" or quoted words, an object, a clause.
    """
    word = sentence.word(place)
    while word in ADVERBS or is_adverb(word):
        place += 1
        word = sentence.word(place)
    if not word:
        return None
    takes, speech = reading.takes, reading.speech
    if "addressee" in takes:
        told = _after_addressee(sentence, place, takes["addressee"])
        if told:
            return told
    if speech:
        marked = _marked(sentence, place, speech)
        if marked or word == ":":
            return marked
    if "infinitive" in takes and _has_infinitive(sentence, place):
        return Content(_skip_time(sentence, place), takes["infinitive"], "to")
    if "clause" in takes and word in ("because", "although", "though"):
        return Content(place, speech, "clause")
    if word in REPORTED and reading.is_clausal:
        needs_clause = word in ("where", "who", "if") and "clause" not in takes
        return None if word == "when" or needs_clause else Content(place, speech, "wh")
    if reading.is_clausal:
        ahead = _over_adjunct(sentence, place) if word in _OPENING_ADJUNCT else None
        if ahead is not None:
            return Content(ahead, speech, "adjunct")
    return _unmarked(sentence, place, takes)


def find_addressee(sentence: Sentence, place: int) -> int:
    """Find one past the last word of the one who is spoken to; `place` if there is none."""
    if sentence.word(place) in _SPOKEN_TO:
        return place + 1
    number = place
    last = min(len(sentence.words), place + _REACH_OF_ADDRESSEE)
    while number < last:
        word = sentence.word(number)
        if number in sentence.blocks or word in _AFTER_ADDRESSEES or sentence.is_verb(number):
            break
        if number > place and (
            (word in PRONOUNS and word != "people")
            or (word in ("the", "his", "its") and sentence.word(number - 1) not in _BEFORE_NOUNS)
        ):
            break
        number += 1
    return number


_AFTER_ADDRESSEES = (
    REPORTED | TIMES | {",", ":", ".", ";", "to", "in", "on", "at", "during", "about", "after"}
)
_BEFORE_NOUNS = frozenset(("of", "to", "and", "at", "for", "from"))


def _marked(sentence: Sentence, place: int, sense: SpeechCue) -> Content | None:
    """Find what "that", a colon or quotation marks show to be credited."""
    word = sentence.word(place)
    if word == "that":
        return Content(place, sense, "that")
    if place in sentence.blocks:
        return Content(place, sense, "quote")
    if word in (",", ":") and place + 1 in sentence.blocks:
        return Content(place + 1, sense, "quote")
    if word == ":" and place + 2 < len(sentence):
        return Content(place + 1, sense, "colon")
    return None


def _unmarked(sentence: Sentence, place: int, takes: Takes) -> Content | None:
    """Find an object or a clause that follows directly."""
    word = sentence.word(place)
    is_block = place in sentence.blocks
    if word in _NO_CONTENT or is_dash(word):
        return None
    for name in ("object", "naming"):
        if name in takes and (sentence.is_word(place) or (is_block and name == "object")):
            return Content(place, takes[name], name)
    if word in ("last", "this") or "clause" not in takes or not sentence.is_word(place):
        return None
    return Content(place, takes["clause"], "clause") if sentence.has_clause(place) else None


def _after_addressee(sentence: Sentence, place: int, sense: SpeechCue) -> Content | None:
    end = find_addressee(sentence, place)
    if end == place or sentence.word(place) == "to":
        return None
    # "told Oslo's "Good Morning" that": the name of a programme is no speech.
    is_title = sentence.word(end - 1).endswith("'s") and is_title_of_work(sentence, end)
    if end in sentence.blocks and not is_title:
        return Content(end, sense, "told-quote")
    if sentence.word(end) in (",", ":") and end + 1 in sentence.blocks:
        return Content(end + 1, sense, "told-quote")
    word = sentence.word(end)
    ahead = _over_adjunct(sentence, end) if word in _OPENING_ADJUNCT else None
    if ahead is not None:
        return Content(ahead, sense, "told-adjunct")
    if word == "," and sentence.word(end + 1) == "that":
        return Content(end + 1, sense, "told-that")
    if word in REPORTED and word != "when":
        return Content(end, sense, "told-that")
    if word in ("to", "about") and sentence.is_word(end + 1):
        return Content(end, sense, "told-to")
    is_start = sentence.is_word(end) and word not in _NO_CLAUSE
    return Content(end, sense, "told-clause") if is_start and sentence.has_clause(end) else None


def is_title_of_work(sentence: Sentence, block: int) -> bool:
    """Tell whether quoted words name a work: a few capitals within somebody else's clause."""
    if not block or not any(sentence.is_word(number) for number in range(block)):
        return False
    if block not in sentence.blocks:
        return False
    words = sentence.quoted(block).strip(",.").split(maxsplit=_BEFORE_TITLES)
    return 0 < len(words) <= _BEFORE_TITLES and all(
        word[:1].isupper() for word in words if len(word) > 3
    )


def _skip_time(sentence: Sentence, place: int) -> int:
    """Go over "on Tuesday" or "Tuesday" before "to"."""
    if sentence.word(place) in ("on", "last", "this", "earlier"):
        return place + 2 if sentence.word(place + 1) in TIMES else place
    return place + 1 if sentence.word(place) in TIMES else place


def _has_infinitive(sentence: Sentence, place: int) -> bool:
    """Tell whether "to" and a verb follow, after a day or an object of a few words."""
    place = _skip_time(sentence, place)
    for number in range(place, min(place + _REACH_OF_TO, len(sentence))):
        word = sentence.word(number)
        if word == "to":
            is_name = sentence.is_capital(number + 1)
            is_noun = is_name or sentence.word(number + 1) in DETERMINERS
            return number + 1 in sentence.blocks or (sentence.is_word(number + 1) and not is_noun)
        if not sentence.is_word(number) or sentence.is_verb(number):
            return False
        if word in PREPOSITIONS and word != "of":
            return False
    return False


def _over_adjunct(sentence: Sentence, place: int) -> int | None:
    """Go over "in a statement", "to reporters on Friday" to "that" or to quoted words."""
    is_clause = sentence.word(place) in _EARLIER_CLAUSE
    for number in range(place, min(place + REACH_OF_ADJUNCT, len(sentence))):
        word = sentence.word(number)
        if number in sentence.blocks:
            return number if sentence.word(number - 1) in (",", ":") else None
        if is_clause:
            continue
        if word == "that":
            return number
        if word in (";", ".", "and", "but") or sentence.is_verb(number):
            return None
    return None

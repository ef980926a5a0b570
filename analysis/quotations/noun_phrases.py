"""Go left from the last word of a noun phrase to its first, over what is put in between."""

from __future__ import annotations

from analysis.quotations.sentences import Sentence
from analysis.quotations.words import (
    ADVERBS,
    APPOSED,
    AUXILIARIES,
    BREAKS,
    DETERMINERS,
    LEADING,
    PERSONAL,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVE,
    TIMES,
    is_adverb,
    is_dash,
)

__all__ = ["begin_phrase", "skip_insertion", "skip_times"]

_MOST_APPOSED = 30
_MOST_OF_A_TIME = 5
_MOST_LISTED = 8
# Pronouns that a noun may stand before or after: "some of those officials".
_QUANTIFIERS = PRONOUNS - PERSONAL - {"this", "that"} | {"it", "this", "that"}
_ALONE = (PRONOUNS - _QUANTIFIERS) | {
    "it", "this", "that", "everyone", "nobody", "somebody", "someone", "anyone", "neither", "none"
}  # fmt: skip
_AROUND_VERBS = AUXILIARIES | ADVERBS
_OPENING_RELATIVE = RELATIVE | {"that"}
_OPENING_CIRCUMSTANCE = PREPOSITIONS - {"about"}
_BEFORE_SECOND_NOUN = PREPOSITIONS | {"and", "or"}
_OPENING_NOUN = DETERMINERS | {"many", "several", "one", "two", "both"}
_NO_NAME = PREPOSITIONS | DETERMINERS
_AROUND_TIMES = frozenset(
    ("last", "this", "on", "in", "late", "early", "the", "at", "same", "one", "that", "next", "of")
)
_MONTHS = frozenset(
    ("january", "february", "march", "april", "may", "june", "july", "august", "september",
     "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
     "sept", "oct", "nov", "dec")
)  # fmt: skip
_BEFORE_A_YEAR = frozenset(("in", "since", "by", "from", "until", "after", "before", "of"))
_WITHIN = frozenset(("'", "&", ")", "(", "$", "%", "#", "@"))
# A phrase goes over any other word that is no verb.
_WATCHED = AUXILIARIES | (PRONOUNS - _QUANTIFIERS) | {"and", "or"}


def begin_phrase(sentence: Sentence, head: int) -> int:
    """Find the first word of the noun phrase that ends with `head`.

    It goes on over prepositions, over "and" between nouns, and over a relative clause ("officials
    who attended the meeting"), and stops at marks, conjunctions and verbs.
    """
    if _stands_alone(sentence, head):
        return head
    words, kinds, place = sentence.words, sentence.kinds, head
    while place > 0:
        before = place - 1
        word = words[before]
        if word in BREAKS:
            break
        if word in _WATCHED or not word[0].isalnum() or (kinds[word] and sentence.is_verb(before)):
            before = _step_over(sentence, before, head)
            if before < 0:
                break
        place = before
    return _strip_leading(sentence, place, head)


def skip_times(sentence: Sentence, place: int) -> int:
    """Go left over "on Monday", "last week", "earlier this month", if a word stands before."""
    if sentence.word(place) not in TIMES or place < 1:
        return place
    first = place
    while first > 0 and place - first < _MOST_OF_A_TIME:
        before = sentence.word(first - 1)
        if not (before in TIMES or before in _AROUND_TIMES or before.isdigit()):
            break
        first -= 1
    return first - 1 if first and sentence.is_word(first - 1) else place


def skip_insertion(sentence: Sentence, place: int) -> int:
    """Go left over what stands between commas, dashes or brackets to the noun itself.

    Returns -1 if there is no noun before it.
    """
    mark = sentence.word(place)
    if mark == ")":
        return skip_insertion(sentence, _opening(sentence, place) - 1)
    if is_dash(mark) and mark != "-":
        number = place - 1
        while number >= 0 and not is_dash(sentence.word(number)):
            number -= 1
        return number - 1
    if mark != ",":
        return place
    comma = _opening_comma(sentence, place)
    if comma <= 0:
        return -1
    return skip_insertion(sentence, comma - 1) if sentence.word(comma - 1) == ")" else comma - 1


def _opening_comma(sentence: Sentence, place: int) -> int:
    """Find the comma that opens an apposition closed by the one at `place`; -1 if none does."""
    found, first = -1, max(0, place - _MOST_APPOSED)
    if "," not in sentence.words[first:place]:
        return -1
    for number in range(place - 1, first - 1, -1):
        if number in sentence.blocks or sentence.word(number) in (";", ":"):
            break
        if sentence.word(number) != ",":
            continue
        following = sentence.word(number + 1)
        if following in APPOSED or following[:1].isdigit():
            found = number
            if sentence.is_capital(number - 1) or following in ("who", "which", "whose", "whom"):
                break
        elif found < 0:
            found = number
    return found


def _step_over(sentence: Sentence, before: int, head: int) -> int:
    """Find the word from which a phrase goes on to the left; -1 if it ends behind `before`."""
    word = sentence.words[before]
    if not (word[0].isalnum() or word in _WITHIN):
        return before if word == "," and _is_list(sentence, before, head) else -1
    if word == ")":
        return _opening(sentence, before)
    if word == "(":
        return -1
    if sentence.is_verb(before) or (word in AUXILIARIES and word not in ("to", "having", "being")):
        return _relative_before(sentence, before)
    if word in ("and", "or") and _has_verb_before(sentence, before):
        return -1
    return -1 if word in PRONOUNS and word not in _QUANTIFIERS else before


def _opening(sentence: Sentence, place: int) -> int:
    while place > 0 and sentence.word(place) != "(":
        place -= 1
    return place


def _stands_alone(sentence: Sentence, head: int) -> bool:
    """Tell whether a word is a pronoun, and no part of "the two of them" or "the critics"."""
    word = sentence.word(head)
    if word not in _ALONE and ("'" not in word or word.partition("'")[0] not in PERSONAL):
        return False
    return sentence.word(head - 1) not in ("the", "and", "these", "those", "of")


def _is_list(sentence: Sentence, comma: int, head: int) -> bool:
    """Tell whether a comma joins names: "Oslo, Lima and Cairo said"."""
    if not (sentence.is_capital(comma - 1) and sentence.is_capital(comma + 1)):
        return False
    for number in range(comma + 1, min(head, comma + _MOST_LISTED)):
        if sentence.word(number) in ("and", "or"):
            return not _has_verb_before(sentence, comma)
        if sentence.is_verb(number):
            return False
    return False


def _relative_before(sentence: Sentence, verb: int) -> int:
    """Find "who" before the verb of a relative clause, else -1."""
    number = verb - 1
    while number >= 0 and (
        sentence.word(number) in _AROUND_VERBS or is_adverb(sentence.word(number))
    ):
        number -= 1
    is_relative = sentence.word(number) in _OPENING_RELATIVE
    return number if is_relative and sentence.is_word(number - 1) else -1


def _has_verb_before(sentence: Sentence, place: int) -> bool:
    """Tell whether a verb stands between a word and the mark or conjunction before it."""
    for number in range(place - 1, -1, -1):
        word = sentence.word(number)
        if number in sentence.blocks or word in (",", ";", ":") or (is_dash(word) and word != "-"):
            return False
        if word in BREAKS or sentence.is_verb(number):
            return True
    return False


def _skip_date(sentence: Sentence, first: int) -> int:
    """Go right over the figures of a day, a year or an hour: "On Sept. 20 the two countries"."""
    words = sentence.words
    figures = words[first]
    if not figures[0].isdigit():
        return first
    before = words[first - 1] if first else ""
    if before == "." and first > 1:
        before = words[first - 2]
    if words[first + 1 : first + 2] and words[first + 1] in _MONTHS:
        return first + 2
    is_year = len(figures) == 4 and figures.isdigit() and figures[:2] in ("19", "20")
    is_hour = before == ":" and first > 1 and words[first - 2].isdigit()
    is_date = before in _MONTHS or (is_year and before in _BEFORE_A_YEAR)
    return first + 1 if is_date or is_hour else first


def _strip_leading(sentence: Sentence, first: int, head: int) -> int:
    """Take off what a sentence begins with before its subject; past `head` if nothing is left."""
    words = sentence.words
    while first < head and (words[first] in LEADING or is_adverb(words[first])):
        first += 1
    first = _skip_date(sentence, first)
    if first > head or words[first] not in _OPENING_CIRCUMSTANCE:
        return first
    # "In a statement Friday the ministry": the subject begins with its article or its capital.
    for number in range(head, first, -1):
        before = sentence.word(number - 1)
        if sentence.word(number) in _OPENING_NOUN and before not in _BEFORE_SECOND_NOUN:
            return number
        if sentence.word(number) in TIMES and number < head:
            return _skip_date(sentence, number + 1)
    number = head
    while number > first and sentence.is_capital(number):
        number -= 1
    is_name = number < head and sentence.word(number) not in _NO_NAME
    return number + 1 if is_name else head + 1

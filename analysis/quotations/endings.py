"""Find where what is credited ends."""

from __future__ import annotations

from analysis.codebooks.speech import SpeechCue
from analysis.quotations.sentences import BLOCK, Sentence
from analysis.quotations.words import (
    ADVERBS,
    CONCEDING,
    CONTINUING,
    REPORTED,
    TIMES,
    is_adverb,
)

__all__ = ["find_end"]

# Before the next cue: "and has also called", "but did not suggest".
_BEFORE_CUES = ADVERBS | {"and", "but", "did", "not", "has", "had", "is", "was"}
_SAID_AFTER = frozenset(("said", "says", "say", "told", "wrote", "added", "reported", "noted"))
_ENDING_OBJECTS = frozenset(
    ("while", "when", "because", "although", "though", "since", "until", "during")
)
_NOT_WITHIN_SAID = REPORTED | {"and", "but"}
_REACH_OF_SAID = 6
# No other word ends anything.
_WATCHED = frozenset(
    ("(", ")", ";", ",", "according", "while", "before", "after", "by", "and", "but")
)
_WATCHED_IN_OBJECTS = _WATCHED | _ENDING_OBJECTS | {"in", "on", "at"}


def find_end(sentence: Sentence, place: int, sense: SpeechCue, *, inserted: bool = False) -> int:
    """Find one past the last word of what begins at `place`.

    It ends at a semicolon, where somebody else is credited (", he said", "according to"), where the
    same speaker goes on ("and called", ", adding"), where the outlet concedes (", but ..."), and
    at the end of the sentence. The object of a verb such as "condemn" ends sooner, at the next
    clause or circumstance.

    Parameters
    ----------
    sentence : Sentence
        With its cues.
    place : int
        Number of the first word.
    sense : SpeechCue
        What credits it.
    inserted : bool
        The cue stands in a clause that ends at its first comma ("While Oslo said ..., Lima ...").
    """
    depth = 0
    watched = _WATCHED_IN_OBJECTS if sense.takes in ("object", "naming") else _WATCHED
    words, blocks = sentence.words, sentence.blocks
    for number, word in enumerate(words[place:], place):
        if word not in watched and word[0] != BLOCK:
            continue
        is_block = number in blocks
        if word == "(":
            depth += 1
        elif word == ")":
            if not depth:
                return number
            depth -= 1
        elif word == ";" or (number > place and _goes_to_other(sentence, number, sense)):
            return number
        if is_block:
            is_spoken = number == place and sentence.quoted(number)[:1].isupper()
            if sentence.ends_with(number, ".?!," if is_spoken else ".?!"):
                return number + 1
        is_comma = not depth and (word == "," or (is_block and sentence.ends_with(number, ",")))
        if is_comma and _ends_at_comma(sentence, number, place, sense, inserted=inserted):
            return number + is_block
    return len(words)


def _goes_to_other(sentence: Sentence, number: int, sense: SpeechCue) -> bool:
    """Tell whether a word, without a comma before it, opens what is not credited any more."""
    word = sentence.word(number)
    if sense.takes in ("object", "naming") and _leaves_object(sentence, number):
        return True
    if word in ("and", "but"):
        return _is_next_cue(sentence, number + 1, sense.form)
    if word in ("while", "before", "after", "by"):
        return sentence.cues.get(number + 1) == "ing"
    return word == "according" and sentence.word(number + 1) == "to"


def _ends_at_comma(
    sentence: Sentence, number: int, place: int, sense: SpeechCue, *, inserted: bool
) -> bool:
    following = sentence.word(number + 1)
    if following in CONTINUING or following in ("according", "before", "after"):
        return True
    if number > place and (
        _is_next_cue(sentence, number + 1, sense.form) or _is_said(sentence, number + 1)
    ):
        return True
    is_conceding = following in CONCEDING and sentence.word(number + 2) != "that"
    if is_conceding and sentence.has_clause(number + 2):
        return True
    if number in sentence.blocks and sense.takes in ("object", "naming"):
        follows_on = following in ("and", "or", "a", "an") and number + 2 in sentence.blocks
        return not (number + 1 in sentence.blocks or follows_on)
    return inserted and any(sentence.is_verb(verb) for verb in range(place, number))


def _is_next_cue(sentence: Sentence, number: int, form: str) -> bool:
    """Tell whether another cue with the same subject follows: "and called", ", adding"."""
    while sentence.word(number) in _BEFORE_CUES or is_adverb(sentence.word(number)):
        number += 1
    found = sentence.cues.get(number)
    return found is not None and found in (form, "ing") and found != "base"


def _is_said(sentence: Sentence, place: int) -> bool:
    """Tell whether "he said" or "said the envoy" follows a comma."""
    reach = range(place, min(place + _REACH_OF_SAID, len(sentence.words)))
    if not any(number in reach for number in sentence.cues):
        return False
    for number in reach:
        following = sentence.word(number + 1)
        if sentence.cues.get(number) in ("past", "present") and following not in ("that", "to"):
            return sentence.word(number) in _SAID_AFTER or following in (".", ",")
        if not sentence.is_word(number) or sentence.word(number) in _NOT_WITHIN_SAID:
            return False
    return False


def _leaves_object(sentence: Sentence, number: int) -> bool:
    """Tell whether the object of "condemn" or "call" ends: a new clause or a circumstance."""
    word, following = sentence.word(number), sentence.word(number + 1)
    if word in _ENDING_OBJECTS:
        return True
    if word == ",":
        goes_on = number + 1 in sentence.blocks or sentence.is_capital(number + 1)
        return not goes_on and following not in ("a", "an", "and", "or")
    if word in ("and", "but"):
        has_verb = sentence.is_verb(number + 1) or sentence.is_verb(number + 2)
        return has_verb or following.endswith("ing")
    if word in ("in", "on", "at", "during"):
        is_time = bool(TIMES.intersection(sentence.words[number + 1 : number + 3]))
        return is_time or sentence.word(number + 2) in ("interview", "statement", "speech", "tweet")
    return False

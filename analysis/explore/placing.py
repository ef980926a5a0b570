"""Where the words that a scorer reads stand in the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from analysis.matching.masking import OTHER, find_names
from analysis.matching.phrases import fold
from analysis.matching.readings import Reading, expand_not

__all__ = ["Word", "find_word_places", "place_clause", "place_passage"]

# A word, or a sign that a word list may know: "!", ":)".
_WORD = re.compile(r"\w+(?:[-'’]\w+)*|[^\w\s]+")


class Word(NamedTuple):
    """A word of what is read, `first` to `last` there, and `start` to `end` in the document."""

    first: int
    last: int
    start: int
    end: int


def find_word_places(text: str, target: tuple[int, int]) -> list[tuple[int, int]]:
    """Find the words of a text that are not hidden from scorers.

    Parameters
    ----------
    text : str
        A sentence, or more.
    target : pair of int
        Where the target stands. Its own words are left out, as are all names of countries.

    Returns
    -------
    list of pairs of int
        By place.
    """
    hidden = sorted([*find_names(text), target])
    found = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if not any(first < end and start < last for first, last in hidden):
            found.append((start, end))
    return found


def place_clause(reading: Reading, text: str, target: tuple[int, int]) -> Iterator[Word]:
    """Find the words of a clause in the sentence that it was cut from.

    Names are hidden in the clause and "n't" is written out, so that places differ; but the words
    beside the target follow one another in both, and are counted off from it on either side.

    Parameters
    ----------
    reading : Reading
        As :func:`analysis.matching.readings.read_target` gives it for the target.
    text : str
        The sentence.
    target : pair of int
        Where the target stands in it.

    Yields
    ------
    Word
        `start` and `end` in `text`; of "not" in "isn't" those of the whole word.
    """
    before, after = [], []
    for start, end in find_word_places(text, target):
        # "isn't" is two words of the clause.
        for word in _WORD.findall(expand_not(fold(text[start:end]))):
            (before if start < target[0] else after).append((word, start, end))
    said = [match for match in _WORD.finditer(reading.clause) if OTHER not in match[0].split("-")]
    left = [match for match in said if match.start() < reading.at]
    right = [match for match in said if match.start() >= reading.at]
    yield from reversed([*_match(left[::-1], before[::-1])])
    yield from _match(right, after)


def place_passage(
    segments: pd.DataFrame, segment_id: str, passage: str, offset: int
) -> Iterator[Word]:
    """Find the words of a passage, a sentence with its neighbours, in the document.

    Parameters
    ----------
    segments : DataFrame, one row per headline or sentence
        Of one document, as :data:`analysis.schemas.SEGMENTS`.
    segment_id : str
        Of the sentence.
    passage : str
        As :func:`analysis.scores.targets_of` joins it: one space between sentences, and a stop
        where one lacks it.
    offset : int
        Where the sentence begins in the passage.

    Yields
    ------
    Word
        `start` and `end` in the document; by sentence, and by place in each.
    """
    rows = segments.sort_values("position")
    ids, texts = rows["segment_id"].tolist(), rows["text"].tolist()
    starts, own = rows["start"].tolist(), ids.index(segment_id)
    places = {own: offset}
    for place in range(own + 1, len(ids)):
        after = places[place - 1] + len(texts[place - 1])
        begins = [at for at in (after + 1, after + 2) if passage.startswith(texts[place], at)]
        if not begins:
            break
        places[place] = begins[0]
    for place in range(own - 1, -1, -1):
        before = places[place + 1] - len(texts[place])
        begins = [
            at
            for at in (before - 1, before - 2)
            if at >= 0 and passage.startswith(texts[place], at)
        ]
        if not begins:
            break
        places[place] = begins[0]
    for place, at in sorted(places.items()):
        for match in _WORD.finditer(texts[place]):
            first, last = match.span()
            yield Word(at + first, at + last, starts[place] + first, starts[place] + last)


def _match(said: Iterable[re.Match[str]], words: Sequence[tuple[str, int, int]]) -> Iterator[Word]:
    """Go along what is said, and in step along the words of the text."""
    place = 0
    for match in said:
        same = (at for at in range(place, len(words)) if words[at][0] == match[0])
        at = next(same, None)
        if at is not None:
            yield Word(*match.span(), *words[at][1:])
            place = at + 1

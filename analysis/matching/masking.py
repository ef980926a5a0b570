"""Hide which country a text speaks of, so that no scorer can judge a country by its name."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from analysis.codebooks.countries import load_countries
from analysis.matching.phrases import Matcher, compile_phrases, fold

TARGET = "targetland"
OTHER = "otherland"

_ARTICLE = re.compile(r"(?<!\w)(?:the|an?)\s+$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"'s(?!\w)|(?<=s)'(?!\w)")
_END_OF_TEXT = re.compile(r"[\s\"'”’)\]]*$")


class Masked(NamedTuple):
    """A masked text and the offsets of the target in it."""

    text: str
    start: int
    end: int


def mask_countries(text: str, start: int, end: int, *, keep_words: bool = False) -> Masked:
    """Replace the target by one neutral word, all other countries and actors by another.

    The word takes the article and the possessive with it, since both depend on the name
    ("the United States'", "Japan's", "an Iranian", "a Peruvian"). More is masked than is
    counted as a mention: a name in a firm's name is hidden too. Grammatical number stays as
    it was ("the Philippines have"), a stated limit.

    Parameters
    ----------
    text : str
        One segment, or more.
    start, end : int
        The target in `text`.
    keep_words : bool, optional
        Leave the target's own words and hide only the countries in it, for relations
        ("the Seoul-Tokyo pact" becomes "the otherland-otherland pact").

    Returns
    -------
    Masked
        The text with its countries hidden, and where the target now stands.

    Raises
    ------
    ValueError
        If `start` and `end` do not mark a part of `text`.

    Examples
    --------
    >>> mask_countries("The United States' envoy praised an Iranian poet.", 4, 17)
    Masked(text='targetland envoy praised otherland poet.', start=0, end=10)
    """
    if not 0 <= start < end <= len(text):
        msg = (
            f"`start` and `end` must mark a part of the text, which has {len(text)} characters; "
            f"they are {start} and {end}."
        )
        raise ValueError(msg)
    folded = fold(text)
    spans = [
        (first, last, OTHER)
        for first, last in _find_names(text)
        if keep_words or last <= start or first >= end
    ]
    if not keep_words:
        spans = sorted([*spans, (start, end, TARGET)])
    return _replace(text, folded, spans, (start, end))


def _replace(
    text: str, folded: str, spans: list[tuple[int, int, str]], target: tuple[int, int]
) -> Masked:
    """Write the words over the spans and follow where the target goes."""
    parts: list[str] = []
    length = position = 0
    new_start = new_end = None
    for first, last, word in spans:
        article = _ARTICLE.search(folded, position, first)
        begin = article.start() if article else first
        if first > target[0] and begin < target[0] and word == OTHER:
            begin = target[0]
        begin = max(begin, position)
        possessive = _POSSESSIVE.match(folded, last)
        stop = possessive.end() if possessive else last
        if folded[last - 1] == "." and not possessive and _END_OF_TEXT.match(folded, last):
            stop = last - 1  # the stop of "U.S." is the sentence's too
        before = text[position:begin]
        if new_start is None and target[0] < begin:
            new_start = length + max(target[0] - position, 0)
        if new_end is None and target[1] <= begin:
            new_end = length + max(target[1] - position, 0)
        parts += [before, word]
        length += len(before) + len(word)
        if new_start is None and target[0] < stop:
            new_start = length - len(word)
        if new_end is None and target[1] <= max(stop, last):
            new_end = length
        position = stop
    if new_start is None:
        new_start = length + max(target[0] - position, 0)
    if new_end is None:
        new_end = length + max(target[1] - position, 0)
    return Masked("".join(parts) + text[position:], new_start, new_end)


def _find_names(text: str) -> list[tuple[int, int]]:
    """Find the names; "the South" is one only where no longer name ("the South Africans") is."""
    plain, with_article = _matchers()
    names = [(first, last) for first, last, _ in plain.spans(text)]
    starts = [first for first, _ in names]
    for first, last, _ in with_article.spans(text):
        before = bisect_left(starts, last) - 1
        if before < 0 or names[before][1] <= first:
            names.append((first, last))
    return sorted(names)


@cache
def _matchers() -> tuple[Matcher, Matcher]:
    aliases = load_countries().aliases
    with_article = [alias for alias in aliases if alias.lower().startswith("the ")]
    return compile_phrases(set(aliases) - set(with_article)), compile_phrases(with_article)

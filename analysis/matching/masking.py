"""Hide which country a text speaks of, so that no scorer can judge a country by its name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from analysis.codebooks.countries import load_countries
from analysis.matching.phrases import Matcher, compile_phrases, fold

TARGET = "targetland"
OTHER = "otherland"

_ARTICLE = re.compile(r"(?<!\w)(?:the|an?)\s+$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"'s(?!\w)|(?<=s)'(?!\w)")
_OPENING_QUOTE = re.compile(r"(?:^|(?<=[\s(\[“\"-]))'(?=\S)")
_CLOSING_QUOTE = re.compile(r"(?<=[^\s'])'(?!\w)")
# Words that open a sentence and never go on with a name, as "U.S. Navy" does.
_OPENERS = """
    A After All Although An And Another As At Because Before Both But By Critics Did Do Does Each
    Even Every Few For From Had Has Have He Her Here His How However I If In Instead Is It Its
    Last Many Meanwhile Most My Neither No Nobody Nor Not Nothing Now Officials On One Only Or Our
    Perhaps She Since So Some Still Such That The Their Then There These They This Those Though To
    Two Under Was We Were What When Where Whether Which While Who Whoever Why With Without Yet You
"""
OPENERS = frozenset(_OPENERS.split())
_END_OF_SENTENCE = re.compile(
    rf"[\s\"'”’)\]]*$|[\"'”’)\]]*\s+[\"“'‘(\[]?(?:{'|'.join(sorted(OPENERS))})(?!\w)"
)


class Masked(NamedTuple):
    """A masked text and the offsets of the target in it."""

    text: str
    start: int
    end: int


class Hidden(NamedTuple):
    """A text with its countries hidden; `pieces` are pairs of places, there and in the original."""

    text: str
    pieces: tuple[tuple[int, int], ...]

    def place_of(self, offset: int) -> int:
        """Return where a character of the masked text, or its end, stands in the original."""
        number = bisect_right(self.pieces, (offset, float("inf"))) - 1
        here, there = self.pieces[number]
        place = there + offset - here
        following = self.pieces[number + 1 : number + 2]
        return min(place, following[0][1]) if following else place


def mask_countries(
    text: str,
    start: int,
    end: int,
    *,
    keep_words: bool = False,
    also: Sequence[tuple[int, int]] = (),
) -> Masked:
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
    also : sequence of pairs of int, optional
        Where else the text names the target; these become its word too.

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
    names = find_names(text)
    if not keep_words:
        # "Donald Trump" is the target as a whole where only "Trump" is given.
        wider = {again: name for again in also for name in names if _overlap(again, name)}
        again = dict.fromkeys(wider.get(again, again) for again in also)
        same = [(start, end), *(one for one in again if not _overlap(one, (start, end)))]
        names = [name for name in names if not any(_overlap(name, other) for other in same)]
    spans = [(first, last, OTHER) for first, last in names]
    if not keep_words:
        spans = sorted([*spans, *((first, last, TARGET) for first, last in same)])
    return _replace(text, folded, spans, (start, end))


def hide_countries(text: str) -> Hidden:
    """Replace every country and actor by one neutral word, and remember what stood where.

    Parameters
    ----------
    text : str
        One segment, or more.

    Returns
    -------
    Hidden
        The masked text; :meth:`Hidden.place_of` leads from it back to `text`.

    Examples
    --------
    >>> hidden = hide_countries("Japan's captain and the United States' crew quarrel.")
    >>> hidden.text
    'otherland captain and otherland crew quarrel.'
    >>> hidden.place_of(32)
    39
    """
    folded = fold(text)
    parts: list[str] = []
    pieces: list[tuple[int, int]] = [(0, 0)]
    length = position = 0
    names = [(first, last, OTHER) for first, last in find_names(text)]
    for begin, stop, _, word in _widen(folded, names):
        parts += [folded[position:begin], word]
        length += begin - position
        pieces += [(length, begin), (length + len(word), stop)]
        length += len(word)
        position = stop
    return Hidden("".join(parts) + folded[position:], tuple(pieces))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _replace(
    text: str, folded: str, spans: list[tuple[int, int, str]], target: tuple[int, int]
) -> Masked:
    """Write the words over the spans and follow where the target goes."""
    parts: list[str] = []
    length = position = 0
    new_start = new_end = None
    for begin, stop, last, word in _widen(folded, spans, target):
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


def _widen(
    folded: str, spans: list[tuple[int, int, str]], target: tuple[int, int] | None = None
) -> Iterator[tuple[int, int, int, str]]:
    """Give for each name what is written over: with its article and possessive; and its end."""
    position = 0
    states = {first for first, last, _ in spans if _is_a_state(folded[first:last])}
    for first, last, word in spans:
        article = _ARTICLE.search(folded, position, first)
        begin = article.start() if article else first
        if target and first > target[0] and begin < target[0] and word == OTHER:
            begin = target[0]
        begin = max(begin, position)
        possessive = _find_possessive(folded, last)
        stop = possessive or last
        if folded[last - 1] == "." and not possessive and _ends_a_sentence(folded, last, states):
            stop = last - 1  # the stop of "U.S." is the sentence's too
        yield begin, stop, last, word
        position = stop


def _ends_a_sentence(folded: str, last: int, states: set[int]) -> bool:
    """Tell so by what follows an abbreviation: nothing, a word that opens, or a state."""
    follows = len(folded) - len(folded[last:].lstrip())
    return bool(_END_OF_SENTENCE.match(folded, last)) or (follows > last and follows in states)


def _is_a_state(surface: str) -> bool:
    return any(
        alias.kind in {"name", "capital"} for alias in load_countries().aliases.get(surface, ())
    )


def _find_possessive(folded: str, last: int) -> int | None:
    """Tell where the possessive after a name ends; "the Philippines'" may end a quotation."""
    found = _POSSESSIVE.match(folded, last)
    if found is None or found.end() - last == len("'s"):
        return found.end() if found else None
    opened = [quote.start() for quote in _OPENING_QUOTE.finditer(folded, 0, last)]
    if opened and not _CLOSING_QUOTE.search(folded, opened[-1] + 1, last):
        return None
    return found.end()


def find_names(text: str) -> list[tuple[int, int]]:
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

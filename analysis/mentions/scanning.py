"""Go over a text once for all that is looked for by its words: names, and heads of descriptions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from analysis.codebooks.aliases import Alias
from analysis.codebooks.countries import CountryBook
from analysis.matching.automaton import PhraseFinder
from analysis.matching.phrases import fold, write_trie
from analysis.mentions import descriptions, ministries
from analysis.mentions.places import Place

_HYPHEN = re.compile(r"-[A-Z]")


class _Scanner(NamedTuple):
    """Finds the phrases; `kinds` says what begins with each, `bare` which of them name nothing."""

    finder: PhraseFinder
    kinds: Mapping[str, str]
    bare: frozenset[str]


def scan(folded: str, book: CountryBook) -> tuple[list[tuple[int, int, str]], dict[str, list[int]]]:
    """Find the phrases of the codebook, and the words that ministries and descriptions hold.

    Parameters
    ----------
    folded : str
        The text with straight apostrophes.
    book : CountryBook
        Whose names count.

    Returns
    -------
    list of (start, end, phrase)
        What may name a country, or shows that none is named; they may overlap.
    dict of str to list of int
        By kind ("ministry" and those of :mod:`analysis.mentions.descriptions`), where words stand
        of which each of the kind holds one.
    """
    finder, kinds, bare = _scanner(book)
    heads: dict[str, list[int]] = {kind: [] for kind in ("ministry", *descriptions.KINDS)}
    found = finder.find(folded)
    for start, _, phrase in found:
        if phrase in kinds:
            heads[kinds[phrase]].append(start)
    return [each for each in found if each[2] not in bare], heads


@cache
def _scanner(book: CountryBook) -> _Scanner:
    heads = {**dict.fromkeys(ministries.HEADS, "ministry"), **descriptions.list_heads(book)}
    names = {*map(fold, book.aliases), *map(fold, book.never)}
    # A longer phrase that begins with a head is found in its place.
    begins = re.compile(write_trie(dict.fromkeys(heads, r"(?!\w)")))
    begun = {phrase: begins.match(phrase) for phrase in {*names, *heads}}
    return _Scanner(
        PhraseFinder([*book.aliases, *book.never, *heads]),
        {phrase: heads[head.group()] for phrase, head in begun.items() if head},
        frozenset(heads) - names,
    )


def read_names(
    folded: str, found: Iterable[tuple[int, int, str]], book: CountryBook
) -> Iterator[tuple[Place, str]]:
    """Walk over the phrases found; one that names no country is stepped over."""
    position = 0
    for start, end, surface in found:
        if start < position:
            continue
        position = end
        if surface in book.never:
            continue
        place = Place(folded, start, end)
        first = book.aliases[surface][0]
        if first.condition and _is_blocked(place, first):
            # Inside the refused phrase another may begin: "the North" in "the North Koreans".
            position = start + 1
            continue
        yield place, surface


def _is_blocked(place: Place, alias: Alias) -> bool:
    condition = alias.condition
    if condition.before_hyphen:
        return place.match_behind(_HYPHEN) is None
    after, before = place.after, place.before.rstrip()
    return any(after.startswith((" " + word, "-" + word)) for word in condition.not_before) or any(
        before.endswith(word) for word in condition.not_after
    )

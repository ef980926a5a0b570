"""Decide what an ambiguous name means: by its office, its title, the company it keeps."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from analysis.codebooks.aliases import Alias
from analysis.codebooks.countries import CountryBook
from analysis.matching.phrases import compile_phrases, fold
from analysis.mentions.anchors import Anchors
from analysis.mentions.context import list_readings
from analysis.mentions.places import Place
from analysis.mentions.surnames import Surnames, in_office

_LONGEST_ACRONYM = 5
_CLEARLY_MORE = 2


class Candidate(NamedTuple):
    """One name whose country the rest of the document must decide."""

    place: Place
    alias: Alias


def choose(place: Place, surface: str, surnames: Surnames) -> Alias | None:
    """Return what a surface can name here, or None if it names no state."""
    book = surnames.book
    for alias, doubts in list_readings(surface, book):
        for is_something_else in doubts:
            if is_something_else(place, alias, book):
                break
        else:
            if not in_office(alias, surnames.day):
                continue
            if not alias.title_needed:
                return alias
            bearer = surnames.bearer_of(place, alias)
            if bearer:
                return bearer
    return None


def is_ambiguous(alias: Alias, book: CountryBook) -> bool:
    """Tell whether the rest of the document must decide: "Congress", "SDF", "President Kim"."""
    if alias.condition or alias.title_needed:
        return True
    return (
        alias.kind in ("party", "body", "forces")
        and alias.countries != ("USA",)
        and len(alias.surface) <= _LONGEST_ACRONYM
        and alias.surface.isupper()
        and alias.surface not in book.sure_acronyms
    )


class Decider:
    """Decides the ambiguous names of one document by the names that are sure."""

    def __init__(self, folded: str, anchors: Anchors, home: str | None = None) -> None:
        self.folded = folded
        self.anchors = anchors
        self.home = home
        self.spoken_of = {hit.country for hit in anchors.hits}
        self.held: dict[tuple[str, ...], bool] = {}

    def country_of(self, candidate: Candidate) -> str | None:
        """Return the country that a name means, or None if it names none here."""
        place, alias = candidate
        condition = alias.condition
        if condition is None:
            return alias.countries[0] if alias.countries[0] in self.spoken_of else None
        if condition.needs and not self._holds_any(condition.needs):
            return None
        if condition.unless and self._holds_any(condition.unless):
            return None
        if len(alias.countries) == 1:
            return alias.countries[0]
        if not alias.countries:
            return self._owner_of(place)
        if condition.prefer_default and condition.default in self.spoken_of:
            return condition.default
        if alias.kind in ("body", "forces") and self.home in alias.countries:
            beside = self.anchors.beside(place.start, place.end, self.folded)
            return beside if beside in alias.countries else self.home
        return self.anchors.nearest(place.start, place.end, alias.countries) or condition.default

    def _owner_of(self, place: Place) -> str | None:
        """Say whose a body is that every state has ("the Defense Ministry").

        A country right before or right behind it ("Japan's", "in Tokyo"); else that of the
        outlet; else the one that the document speaks of most; else the nearest.
        """
        beside = self.anchors.beside(place.start, place.end, self.folded)
        if beside or self.home:
            return beside or self.home
        counts = Counter(hit.country for hit in self.anchors.hits).most_common(2)
        if len(counts) == 1 or counts and counts[0][1] >= _CLEARLY_MORE * counts[1][1]:
            return counts[0][0]
        return self.anchors.nearest(place.start, place.end, ())

    def _holds_any(self, words: tuple[str, ...]) -> bool:
        if words not in self.held:
            # The pattern looks at each letter of a text; most texts hold none of the words.
            plain, pattern = _any_of(words)
            may_hold = any(map(self.folded.__contains__, plain))
            self.held[words] = may_hold and pattern.search(self.folded) is not None
        return self.held[words]


@cache
def _any_of(words: tuple[str, ...]) -> tuple[list[str], re.Pattern[str]]:
    return list(map(fold, words)), compile_phrases(words).pattern

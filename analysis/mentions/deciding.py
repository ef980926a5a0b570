"""Decide what an ambiguous name means: by its office, its title, the company it keeps."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from analysis.codebooks.aliases import Alias
from analysis.codebooks.countries import CountryBook
from analysis.matching.phrases import compile_phrases
from analysis.mentions.anchors import Anchors
from analysis.mentions.context import Place, has_title, names_something_else

_LONGEST_ACRONYM = 5


class Candidate(NamedTuple):
    """One name whose country the rest of the document must decide."""

    place: Place
    alias: Alias


def choose(
    place: Place,
    aliases: tuple[Alias, ...],
    book: CountryBook,
    day: date | None,
    introduced: set[str],
) -> Alias | None:
    """Return what the words can name here, or None if they name no state."""
    for alias in aliases:
        if names_something_else(place, alias, book):
            continue
        if day and alias.offices and not any(office.held_on(day) for office in alias.offices):
            continue
        if alias.title_needed and alias.actor not in introduced and not has_title(place, book):
            continue
        return alias
    return None


def needs_company(alias: Alias, introduced: set[str]) -> bool:
    """Tell whether a name is too short to stand without its country: "SDF", "President Kim"."""
    if alias.title_needed:
        return alias.actor not in introduced
    return (
        alias.kind in ("party", "body", "forces")
        and alias.countries != ("USA",)
        and len(alias.surface) <= _LONGEST_ACRONYM
        and alias.surface.isupper()
    )


class Decider:
    """Decides the ambiguous names of one document by the names that are sure."""

    def __init__(self, folded: str, anchors: Anchors) -> None:
        self.folded = folded
        self.anchors = anchors
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
        return self.anchors.nearest(place.start, place.end, alias.countries) or condition.default

    def _holds_any(self, words: tuple[str, ...]) -> bool:
        if words not in self.held:
            self.held[words] = _any_of(words).search(self.folded) is not None
        return self.held[words]


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return compile_phrases(words).pattern

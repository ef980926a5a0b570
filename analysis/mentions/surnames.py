"""Say who bears a surname that is too common to stand alone: which Kim, which Lee."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from functools import cache
from typing import NamedTuple

from analysis.codebooks.aliases import FAMILY_NAME_FIRST, Alias
from analysis.codebooks.countries import CountryBook
from analysis.mentions.context import FUNCTION_WORDS, has_title
from analysis.mentions.headed import HeadedPattern
from analysis.mentions.places import Place


class Introduction(NamedTuple):
    """A full name with the surname in it, and where it stands."""

    start: int
    name: str


class Surnames:
    """The full names of one document, asked who a later surname means."""

    def __init__(self, folded: str, book: CountryBook, day: date | None) -> None:
        self.folded = folded
        self.book = book
        self.day = day
        self.introductions: dict[str, list[Introduction]] = {}

    def bearer_of(self, place: Place, alias: Alias) -> Alias | None:
        """Return the actor that a surname means here, or None.

        The last full name before it decides, in a headline the first one after it; a person
        whom the codebook does not know bears the surname away. Without any full name a common
        surname needs a title of office; the alias comes back as it is, to be held against the
        countries that the document speaks of.
        """
        named = self._introduced(alias)
        if not named:
            rare = alias.surface not in self.book.common_surnames
            return alias if rare or has_title(place, self.book) else None
        after = bisect_left(named, (place.start,))
        name = named[after - 1 if after else 0].name
        for bearer in self.book.aliases.get(name, ()):
            if bearer.kind == "leader" and in_office(bearer, self.day):
                return bearer
        return None

    def _introduced(self, alias: Alias) -> list[Introduction]:
        surname = alias.surface
        if surname not in self.introductions:
            is_first = alias.countries[0] in FAMILY_NAME_FIRST
            pattern = _full_name(surname, family_name_first=is_first)
            places = [
                place
                for place in pattern.find_heads(self.folded)
                if _is_beside_name(self.folded, place, place + len(surname))
            ]
            self.introductions[surname] = [
                Introduction(match.start(), " ".join(match.group().split()))
                for match in pattern.finditer(self.folded, places)
                if self._is_name(match.group())
            ]
        return self.introductions[surname]

    def _is_name(self, name: str) -> bool:
        words = name.split()
        return name in self.book.aliases or not any(
            word in FUNCTION_WORDS
            or word in self.book.titles
            or word in self.book.courtesy_titles
            or (word in self.book.aliases and not self.book.aliases[word][0].title_needed)
            for word in words
        )


def in_office(alias: Alias, day: date | None) -> bool:
    """Tell whether an actor held an office on a day; a document without date knows no tenure."""
    if not day or not alias.offices:
        return True
    return any([office.held_on(day) for office in alias.offices])


def _is_beside_name(folded: str, start: int, end: int) -> bool:
    """Tell whether a given name may stand before or behind a surname; most stand alone."""
    if folded[end : end + 1] == " " and folded[end + 1 : end + 2].isupper():
        return True
    space = start - 1
    if space < 1 or folded[space] != " ":
        return False
    if folded[space - 1] == ".":  # an initial, but no title
        return folded[space - 2 : space - 1].isupper()
    return not folded[folded.rfind(" ", 0, space) + 1 : space].islower()


@cache
def _full_name(surname: str, *, family_name_first: bool) -> HeadedPattern:
    name = re.escape(surname)
    first, others = re.escape(surname[0]), re.escape(surname[1:])
    western = rf"(?<=[A-Z])[a-z]+(?: [A-Z][a-z]+| [A-Z]\.)? {name}"
    eastern = rf"(?<={first}){others} [A-Z][a-z]+(?:-[A-Za-z]+| [A-Z][a-z]+)?"
    shapes = f"{eastern}|{western}" if family_name_first else western
    # The first letter stands before the look behind it: an engine that knows it skips the others.
    beginning = rf"[A-Z{first}](?<![\w-].)"
    return HeadedPattern(
        re.compile(beginning),
        re.compile(rf"{beginning}(?:{shapes})(?![\w-])"),
        heads=(surname,),
        n_words=3,
    )

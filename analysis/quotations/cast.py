"""All who speak in one document, and whom a phrase or a pronoun stands for among them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from analysis.quotations.names import find_full_names, list_subjects
from analysis.quotations.namings import Namings
from analysis.quotations.people import (
    NAME_WORD,
    NO_PERSON,
    SHORT_TITLES,
    Phrase,
    is_body,
    read_phrase,
)
from analysis.quotations.sentences import Span

__all__ = ["Cast"]

_RELATIVE_HEAD = re.compile(
    r"(?:[A-Z][\w'’.-]*+(?: [A-Z][\w'’.-]*+)*+"
    r"|\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]hose|[Oo]ne|[Ss]ome|[Oo]fficials) ?"
    r"(?:[\w'’-]++ ?){0,4}+)$"
)
_TITLED = re.compile(rf"(?<!\w)(?:{SHORT_TITLES})\. {NAME_WORD}")
_ARTICLE = re.compile(r"^(?:the|a|an) ", re.IGNORECASE)
_BESIDE = re.compile(r",| who | which ")
_REACH_OF_TITLES = 400
_REACH_OF_RELATIVE = 160
# Whoever spoke longer ago than so many others is not who "he" stands for.
_MOST_REMEMBERED = 300
_NOBODY = (None, None)


@dataclass(slots=True, eq=False)
class Speaker:
    """One who is or may be quoted, as far as the document has told."""

    name: str
    gender: str | None = None
    is_person: bool = True
    is_plural: bool = False
    country: str | None = None
    roles: set[str] = field(default_factory=set)


class Cast:
    """All who speak in one document; `speakers` stand in the order in which they spoke last."""

    def __init__(
        self, text: str, sentences: list[Span], namings: Namings, author: str | None
    ) -> None:
        self.text, self.sentences, self.author = text, sentences, author
        self.namings = namings
        self.speakers: list[Speaker] = []
        self._starts = [start for start, _ in sentences]
        self._fullest_names: dict[str, str] = {}

    def resolve(
        self, start: int, end: int, *, inner: bool = False
    ) -> tuple[str | None, str | None]:
        """Give the name and the country of whom a phrase stands for.

        One who is `inner` speaks within somebody else's words, and is not who goes on to speak.
        """
        phrase = read_phrase(self.text[start:end])
        if phrase.pronoun == "i":
            return self.author, None
        if phrase.pronoun == "who":
            return self._resolve_relative(start)
        speaker = self._find(phrase, start, end)
        if speaker is None:
            return _NOBODY
        if not inner and speaker is not self.speakers[-1]:
            self.speakers.remove(speaker)
            self.speakers.append(speaker)
        if phrase.pronoun in ("m", "f"):
            speaker.gender = speaker.gender or phrase.pronoun
        return speaker.name, speaker.country

    def _find(self, phrase: Phrase, start: int, end: int) -> Speaker | None:
        if phrase.pronoun in ("m", "f"):
            return self._person_before(start, phrase.pronoun)
        if phrase.pronoun == "they":
            return self._last(lambda speaker: speaker.is_plural or not speaker.is_person)
        if phrase.pronoun == "it":
            return self._last(lambda speaker: not (speaker.is_person or speaker.is_plural))
        if phrase.name and not self._is_common(phrase, start):
            return self._named(phrase, start, end)
        if phrase.pronoun or phrase.role is None:
            return None
        if phrase.is_definite and not phrase.is_plural:
            known = self._last(lambda speaker: phrase.role in speaker.roles)
            if known:
                return known
        return self._add(phrase, phrase.as_written, start, end)

    def _is_common(self, phrase: Phrase, start: int) -> bool:
        """Tell whether a capital is but that of the sentence: "Demonstrators said"."""
        word = phrase.name or ""
        if word != phrase.as_written or " " in word or start not in self._first_places:
            return False
        return f" {word.lower()} " in self.text

    @cached_property
    def _first_places(self) -> frozenset[int]:
        return frozenset(self._starts)

    def _named(self, phrase: Phrase, start: int, end: int) -> Speaker:
        name, country = phrase.name or "", None
        for naming in self.namings.within(start, end):
            if naming.kind == "leader":
                surface = self.text[naming.start : naming.end]
                if surface.split()[-1] in name.split():
                    name, country = naming.actor, naming.country
                    break
        full = self._fullest(name)
        known = self._last(lambda speaker: speaker.name in (name, full))
        if known is None:
            known = self._add(phrase, full, start, end)
        known.country = known.country or country or self.namings.country_of(start, end)
        known.gender = known.gender or phrase.gender
        known.roles |= phrase.roles
        return known

    def _add(self, phrase: Phrase, name: str, start: int, end: int) -> Speaker:
        role = {phrase.role} if phrase.role else set()
        if phrase.name is None or name == phrase.as_written:
            name = _BESIDE.split(name, maxsplit=1)[0]
            bare = _ARTICLE.sub("", name).strip(" ,")
            is_first = bare == name and start in self._first_places
            if phrase.name is None and is_first and not self.namings.within(start, start + 1):
                bare = bare[:1].lower() + bare[1:]  # the capital was the sentence's
            name = bare
        speaker = Speaker(
            name,
            phrase.gender,
            is_person=self._is_person(phrase, name, start, end),
            is_plural=phrase.is_plural,
            country=self.namings.country_of(start, end),
            roles=set(phrase.roles) | role,
        )
        self.speakers.insert(0, speaker)
        return speaker

    def _is_person(self, phrase: Phrase, name: str, start: int, end: int) -> bool:
        if phrase.role:
            return not is_body(phrase.role)
        if is_body(name):
            return False
        # "Tokyo" and "North Korea" are no persons, though they speak.
        whole = [
            each.kind
            for each in self.namings.within(start, end)
            if name in self.text[each.start : each.end]
        ]
        return not whole or "leader" in whole

    def _last(self, fits: Callable[[Speaker], bool]) -> Speaker | None:
        recent = islice(reversed(self.speakers), _MOST_REMEMBERED)
        return next(filter(fits, recent), None)

    def _person_before(self, start: int, gender: str) -> Speaker | None:
        """Find whom "he" or "she" stands for: a subject nearby, else the last speaker."""
        last = self._last(
            lambda speaker: (
                speaker.is_person and not speaker.is_plural and speaker.gender in (None, gender)
            )
        )
        place = bisect_left(self._starts, start + 1) - 1
        for number in (place, place - 1):
            if number < 0:
                break
            first, stop = self.sentences[number]
            if number < place:
                between = self.text[stop : self.sentences[place][0]]
                if last and "\n\n" in between:
                    break
            for begin, end in list_subjects(self.text[first : min(stop, start)]):
                subject = self._person_named(first + begin, first + end)
                if subject and subject.gender in (None, gender):
                    return subject
        return last or self._titled_before(start, gender)

    def _titled_before(self, start: int, gender: str) -> Speaker | None:
        """Find the last "Mr." or "Ms." before a pronoun that nobody else fits."""
        first = max(0, start - _REACH_OF_TITLES)
        for match in reversed(list(_TITLED.finditer(self.text[first:start]))):
            begin, end = first + match.start(), first + match.end()
            person = self._named(read_phrase(match.group()), begin, end)
            if person.gender in (None, gender):
                return person
        return None

    def _person_named(self, start: int, end: int) -> Speaker | None:
        """Take a subject for a person if a title, a full name or an earlier naming shows it."""
        words = self.text[start:end]
        phrase = read_phrase(words)
        if words.split()[0].lower() in NO_PERSON or not phrase.name or phrase.is_plural:
            return None
        namings = self.namings.within(start, end)
        is_leader = any(naming.kind == "leader" for naming in namings)
        if is_body(phrase.name) or (namings and not is_leader):
            return None
        if is_leader or _TITLED.match(words) or " " in self._fullest(phrase.name):
            return self._named(phrase, start, end)
        name = phrase.name
        known = any(name in (s.name, s.name.split()[-1]) for s in self.speakers if s.is_person)
        return self._named(phrase, start, end) if known else None

    def _fullest(self, name: str) -> str:
        """Find the one full name of the document that ends in a surname, else the surname."""
        if " " in name:
            return name
        if name not in self._fullest_names:
            found = find_full_names(self.text, name)
            self._fullest_names[name] = found.pop() if len(found) == 1 else name
        return self._fullest_names[name]

    def _resolve_relative(self, start: int) -> tuple[str | None, str | None]:
        """Resolve "who" to the noun before it."""
        before = self.text[max(0, start - _REACH_OF_RELATIVE) : start].rstrip(" ,")
        cut = max(before.rfind(mark) for mark in ("\n", ". ", ";", "”", '"')) + 1
        match = _RELATIVE_HEAD.search(before[cut:])
        if match is None or not match.group().strip():
            return _NOBODY
        first = max(0, start - _REACH_OF_RELATIVE) + cut
        return self.resolve(first + match.start(), first + match.end(), inner=True)

"""Read the ties of one text: its heads, the words before them, the countries around them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import NamedTuple

from analysis.codebooks.relations import RelationBook
from analysis.matching.automaton import PhraseFinder
from analysis.matching.phrases import fold

_DETERMINER = re.compile(r"(?<!\w)(the|this|that|their|our|its|his|her)\s+$", re.IGNORECASE)
# "The fishing accord": a word or two that no list of modifiers can hold all of.
_NO_MODIFIERS = "of|in|on|to|and|or|for|from|by|with|at|as|is|was|has|a|an|no"
_LOOSE = re.compile(
    r"(?<!\w)(?:[Tt]he|[Tt]his|[Tt]hat|[Tt]heir|[Oo]ur|[Ii]ts|[Hh]is|[Hh]er) "
    rf"(?:(?!(?:{_NO_MODIFIERS})\b)[a-z0-9][\w\-]* ){{1,2}}$"
)
_WORD_BEFORE = re.compile(r"(?<!\w)([\w\-]+)[ ]$")
_LINK = re.compile(r"(?:'s)?(?:,? (?:and|&) (?:the )?|, (?:and )?(?:the )?|-|–|—|/)$")
_HYPHEN = re.compile(r"[-–—/]$")
_COMPLEMENT = re.compile(
    r"(?: [a-z\-]+){0,2} (?:between|among|amongst|with|to|of|involving)"
    r" (?:both )?(?:the )?$"
)
_PARTIES = re.compile(
    r"(?<!\w)(?:[Tt]he |[Tt]hese |[Tt]hose )?(two|three|four) [a-z]*(?:allies|countries|nations"
    r"|neighbours|neighbors|capitals|partners|states|governments|powers|democracies)' $"
)
_NUMBERS = {"two": 2, "three": 3, "four": 4}
_ADJOINS = re.compile(r"(?:'s|s')?(?: own)? $")
_CAPITALISED = (
    "Trilateralism", "Tripartism", "Alliance", "Trilateral", "Bilateral", "Cooperation",
    "Partnership", "Ties", "Relations", "Rivalry", "Treaty", "Pact", "Accord",
)  # fmt: skip
_MOST_MODIFIERS = 3
_SENTENCES_BACK = 2


class Named(NamedTuple):
    """A mention as far as relations need it."""

    start: int
    end: int
    country: str


class Found(NamedTuple):
    """One naming of a relation in one document."""

    start: int
    end: int
    countries: tuple[str, ...]
    kind: str
    head: str


def find_in_text(
    text: str, named: list[Named], sentence_starts: list[int], book: RelationBook
) -> list[Found]:
    """Find the relations of one text, in order, given its mentions."""
    reader = _Reader(fold(text), named, sentence_starts, book)
    for start, end, surface in _heads(book).spans(reader.folded):
        reader.read(start, end, surface)
    return reader.found


@cache
def _heads(book: RelationBook) -> PhraseFinder:
    heads = {*book.kinds, *(word for word in _CAPITALISED if word.lower() in book.kinds)}
    return PhraseFinder([*heads, *book.named])


class _Reader:
    """Reads one text from left to right and remembers which relations it spoke of."""

    def __init__(
        self, folded: str, named: list[Named], sentence_starts: list[int], book: RelationBook
    ) -> None:
        self.folded = folded
        self.named = named
        self.starts_of_names = [name.start for name in named]
        self.ends_of_names = [name.end for name in named]
        self.sentence_starts = sentence_starts
        self.book = book
        self.spoken_of = {name.country for name in named}
        self.found: list[Found] = []
        self.last_by_head: dict[str, tuple[str, ...]] = {}

    def read(self, start: int, end: int, surface: str) -> None:
        if surface in self.book.named:
            kind, countries = self.book.named[surface]
            start = self._with_determiner(start, ("the",))
            self._keep(start, end, countries or self._around(start, end, 2), kind, surface)
            return
        head = surface.lower()
        start, number = self._with_modifiers(start)
        ends_so = self.folded.endswith("' ", 0, start)
        parties = _PARTIES.search(self.folded, max(0, start - 40), start) if ends_so else None
        if parties:
            start, number = parties.start(), _NUMBERS[parties.group(1)]
        compound = self._compound_before(start)
        inside = {name.country for name in compound}
        outside = self._possessor_before(compound[0].start if compound else start)
        complement = self._complement_after(end)
        shown = [*(name.country for name in compound), *outside, *complement]
        countries = tuple(dict.fromkeys(shown))
        if len(inside) >= 2:
            start = compound[0].start
            countries = tuple(dict.fromkeys(name.country for name in compound))
        if len(countries) >= 2:
            begin = self._with_determiner(start, ("the",))
            if begin == start:
                begin = self._loosely_before(start, head)
            self._keep(begin, end, countries, self.book.kinds[head], head)
            return
        determined = _DETERMINER.search(self.folded, max(0, start - 12), start)
        if number or head in self.book.alone or (determined and head in self.book.strong):
            wanted = number or (3 if head in self.book.alone else 0)
            context = self._from_context(start, end, head, wanted)
            begin = determined.start() if determined and not number else start
            self._keep(begin, end, context, self.book.kinds[head], head)
        else:
            self._read_loosely(start, end, head)

    def _read_loosely(self, start: int, end: int, head: str) -> None:
        """Keep "the fishing accord" where the text shows whose; "the suicide pact" is nobody's."""
        begin = self._loosely_before(start, head)
        context = self._from_context(start, end, head, 0) if begin < start else ()
        if context:
            self._keep(begin, end, context, self.book.kinds[head], head)

    def _loosely_before(self, start: int, head: str) -> int:
        may_be = head in self.book.strong
        found = _LOOSE.search(self.folded, max(0, start - 40), start) if may_be else None
        return found.start() if found else start

    def _keep(self, start: int, end: int, countries: tuple[str, ...], kind: str, head: str) -> None:
        if self.found and self.found[-1].end > start:
            return
        self.found.append(Found(start, end, tuple(countries), kind, head))
        if countries:
            self.last_by_head[head] = tuple(countries)

    def _with_modifiers(self, start: int) -> tuple[int, int]:
        """Step left over modifiers; return the new start and the number of parties said."""
        number = 0
        for _ in range(_MOST_MODIFIERS):
            since = max(0, start - 40)
            # No word goes on across a space.
            since = max(since, self.folded.rfind(" ", since, start - 1))
            word = _WORD_BEFORE.search(self.folded, since, start)
            if not word:
                break
            plain = word.group(1).lower()
            if plain in self.book.parties:
                number = self.book.parties[plain]
            elif plain not in self.book.modifiers:
                break
            start = word.start()
        return start, number

    def _with_determiner(self, start: int, words: tuple[str, ...]) -> int:
        found = _DETERMINER.search(self.folded, max(0, start - 12), start)
        return found.start() if found and found.group(1).lower() in words else start

    def _compound_before(self, start: int) -> list[Named]:
        """Return the names joined by hyphens right before the head ("US-Japan-South Korea")."""
        run: list[Named] = []
        index = bisect_right(self.ends_of_names, start) - 1
        if index < 0 or self.folded[self.ends_of_names[index] : start] not in (" ", "'s ", "-", ""):
            return run
        while index >= 0:
            name = self.named[index]
            if run and not _HYPHEN.match(self.folded[name.end : run[0].start]):
                break
            run.insert(0, name)
            index -= 1
        return run

    def _possessor_before(self, start: int) -> list[str]:
        index = bisect_right(self.ends_of_names, start) - 1
        if index < 0 or not _ADJOINS.match(self.folded[self.ends_of_names[index] : start]):
            return []
        return [self.named[index].country]

    def _complement_after(self, end: int) -> list[str]:
        """Return the countries of "between A and B", "with C", "among A, B and C"."""
        index = bisect_left(self.starts_of_names, end)
        if index >= len(self.named):
            return []
        name = self.named[index]
        if name.start - end > 40 or not _COMPLEMENT.match(self.folded[end : name.start]):
            return []
        countries = [name.country]
        while index + 1 < len(self.named):
            following = self.named[index + 1]
            between = self.folded[self.named[index].end : following.start]
            if not _LINK.match(between):
                break
            countries.append(following.country)
            index += 1
        return countries

    def _from_context(self, start: int, end: int, head: str, number: int) -> tuple[str, ...]:
        """Say which countries a naming means that does not show them itself."""
        shown = self._complement_after(end)
        if len(shown) >= 2:
            return tuple(dict.fromkeys(shown))
        known = self.last_by_head.get(head)
        if known and number in (0, len(known)):
            return known
        near = self._around(start, end, number or 2)
        if near:
            return near
        home = self.book.home.get(number, ())
        if home and self.spoken_of.issuperset(home):
            return home
        earlier = [found.countries for found in self.found if found.countries]
        if earlier and number in (0, len(earlier[-1])):
            return earlier[-1]
        return ()

    def _around(self, start: int, end: int, number: int) -> tuple[str, ...]:
        """Return the countries named around, if exactly so many: in the sentence, then before."""
        sentence = bisect_right(self.sentence_starts, start) - 1
        stop = (
            self.sentence_starts[sentence + 1]
            if sentence + 1 < len(self.sentence_starts)
            else len(self.folded)
        )
        for back in range(_SENTENCES_BACK + 1):
            since = self.sentence_starts[max(0, sentence - back)]
            first = bisect_left(self.starts_of_names, since)
            last = bisect_left(self.starts_of_names, stop)
            countries = tuple(dict.fromkeys(name.country for name in self.named[first:last]))
            if len(countries) == number:
                return countries
            if len(countries) > number:
                return ()
        return ()

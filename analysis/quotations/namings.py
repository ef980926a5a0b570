"""The countries and actors that a document names, asked what a speaker's phrase holds of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import Any, NamedTuple

__all__ = ["Naming", "Namings"]

# "A Korea expert" and "the ambassador to Korea" do not belong to Korea.
_EXPERT = re.compile(
    r"[\w'’-]*[ -](?:expert|experts|specialist|scholar|watcher|watchers|hand|hands|analyst|studies|"
    r"program|programme|chair|desk|correspondent|policy|affairs)\b"
)
_TOWARD = re.compile(r"\b(?:to|on|about|with|against|toward|towards) (?:the )?$")
_STATE = re.compile(
    r"\b(?:ministr|minister|government|official|spokes|diplomat|embassy|parliament|cabinet|"
    r"presiden|lawmaker|administration|authorit|premier|envoy|ambassador)",
    re.IGNORECASE,
)
_LONGEST = 200


class Naming(NamedTuple):
    """One mention of a country or its actor, as far as speakers are concerned."""

    start: int
    end: int
    country: str
    kind: str
    actor: str
    place_only: bool = False


class Namings:
    """All of them in one document; `namings` are tuples of what a :class:`Naming` holds."""

    def __init__(self, text: str, namings: Iterable[tuple[Any, ...]]) -> None:
        self.text = text
        self._sorted = sorted(namings)
        self._last = (0, 0)
        self._found: list[Naming] = []

    def within(self, start: int, end: int) -> list[Naming]:
        """List those that a phrase touches, in the order of the text, mere places left out."""
        touched = self._touched(start, end)
        return [naming for naming in touched if not naming.place_only] if touched else touched

    def country_of(self, start: int, end: int) -> str | None:
        """Give the country of the first one in a phrase; of a leader before all others."""
        touched = self._touched(start, end)
        if not touched:
            return None
        found = [naming for naming in touched if not naming.place_only]
        if not found and _STATE.search(self.text, start, end):
            # A ministry in Seoul is Seoul's, a trader in Seoul need not be.
            found = touched
        if len(found) > 1:
            found = sorted(found, key=lambda each: each.kind != "leader")
        for naming in found:
            before = self.text[start : naming.start]
            if not (_EXPERT.match(self.text, naming.end, end) or _TOWARD.search(before)):
                return naming.country
        return None

    def _touched(self, start: int, end: int) -> list[Naming]:
        # A phrase is asked about several times in a row.
        if self._last != (start, end):
            found = []
            for place in range(bisect_left(self._sorted, (start - _LONGEST,)), len(self._sorted)):
                naming = self._sorted[place]
                if naming[0] >= end:
                    break
                if naming[1] > start:
                    found.append(Naming._make(naming))
            self._last, self._found = (start, end), found
        return self._found

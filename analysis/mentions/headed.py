"""Search a text only where it can be worth it: around words that each match holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Words of a text are rarely longer, several in a row never are; if they are, all of it is searched.
_LONGEST_WORD = 20


@dataclass(frozen=True)
class HeadedPattern:
    """A pattern with words of which each of its matches holds one, near its beginning.

    Attributes
    ----------
    beginning : re.Pattern
        Matches one character wherever a match may begin.
    pattern : re.Pattern
        What is looked for.
    heads : tuple of str
        Pieces of text, in their own case.
    n_words : int
        No match begins before the space that stands so many spaces before its head.
    """

    beginning: re.Pattern[str]
    pattern: re.Pattern[str]
    heads: tuple[str, ...]
    n_words: int

    def finditer(self, text: str, places: Sequence[int] | None = None) -> Iterator[re.Match[str]]:
        """Find what the pattern's own `finditer` does; `places` of its heads if they are known."""
        end = tried = 0
        for place in self.find_heads(text) if places is None else places:
            since = self._step_back(text, place)
            if since is None:
                yield from self.pattern.finditer(text, end)
                return
            for beginning in self.beginning.finditer(text, max(since, tried), place + 1):
                if beginning.start() < end:
                    continue
                match = self.pattern.match(text, beginning.start())
                if match:
                    yield match
                    end = match.end()
            tried = place + 1

    def find_heads(self, text: str) -> list[int]:
        """Find where the heads stand, in the order of the text."""
        places = []
        for head in self.heads:
            place = text.find(head)
            while place >= 0:
                places.append(place)
                place = text.find(head, place + 1)
        return sorted(places)

    def _step_back(self, text: str, place: int) -> int | None:
        """Step back over so many spaces; None if they stand too far apart."""
        farthest = max(0, place - _LONGEST_WORD * self.n_words)
        for _ in range(self.n_words):
            place = text.rfind(" ", farthest, place)
            if place < 0:
                return None if farthest else 0
        return place

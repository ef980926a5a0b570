"""Where a name may stand in a text, and the words around it."""

from __future__ import annotations

import re
from typing import NamedTuple

# How far a rule looks to either side, in characters.
REACH = 60

_CAPITAL_WORD = re.compile(r"([A-Z][\w.\-]*)[ ]$")


class Place(NamedTuple):
    """A candidate in its text; `folded` has straight apostrophes and single-width spaces."""

    folded: str
    start: int
    end: int

    def match_behind(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match the words to the right."""
        return pattern.match(self.folded, self.end, self.end + REACH)

    def search_before(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Search the words to the left for what ends with them."""
        return pattern.search(self.folded, max(0, self.start - REACH), self.start)

    def find_capital(self) -> re.Match[str] | None:
        """Find the word right before, if it has a capital; the match begins there."""
        folded, start, _ = self
        last = start - 1
        if last < 0 or folded[last] != " ":
            return None
        first = max(0, start - REACH)
        # No word goes on across a space.
        first = max(first, folded.rfind(" ", first, last))
        return None if folded[first:last].islower() else _CAPITAL_WORD.search(folded, first, start)

    @property
    def before(self) -> str:
        """The words to the left, as far as rules look."""
        return self.folded[max(0, self.start - REACH) : self.start]

    @property
    def after(self) -> str:
        """The words to the right, as far as rules look."""
        return self.folded[self.end : self.end + REACH]

"""The names of a document that are sure, asked which country is spoken of nearest to a place."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

_RIGHT_BEFORE = re.compile(r"(?:'s|s')?(?: own| new| former| powerful)? ")
_RIGHT_BEHIND = re.compile(
    r"(?: (?:official|officials|spokesman|spokeswoman|spokesperson|source|building|headquarters))?"
    r" (?:in|of|at) (?:the )?"
)
_FARTHEST_BEHIND = 30


class Hit(NamedTuple):
    """One name in one document, its country decided."""

    start: int
    end: int
    country: str
    actor: str
    kind: str
    place_only: bool = False


class Anchors:
    """The decided mentions of a document, asked for the nearest of some countries."""

    # How many mentions to either side are asked: enough for any article, and it keeps the
    # time linear in a text of any length.
    reach = 200

    def __init__(self, hits: list[Hit], sentence_starts: list[int]) -> None:
        self.hits = sorted(hit for hit in hits if hit.kind != "description")
        self.starts = sentence_starts
        self.positions = [hit.start for hit in self.hits]

    def beside(self, start: int, end: int, folded: str) -> str | None:
        """Return the country right before ("Japan's ...") or right behind ("... in Tokyo")."""
        middle = bisect_right(self.positions, start)
        if middle and _RIGHT_BEFORE.fullmatch(folded, self.hits[middle - 1].end, start):
            return self.hits[middle - 1].country
        if middle < len(self.hits) and self.hits[middle].start - end <= _FARTHEST_BEHIND:
            behind = self.hits[middle]
            if _RIGHT_BEHIND.fullmatch(folded, end, behind.start):
                return behind.country
        return None

    def nearest(self, start: int, end: int, countries: tuple[str, ...]) -> str | None:
        """Return the country spoken of nearest, by sentences and then by characters.

        What stands before counts for more than what follows, since a text names first and
        refers back. No countries given means any.
        """
        here = bisect_right(self.starts, start)
        middle = bisect_right(self.positions, start)
        best: tuple[tuple[int, int], str] | None = None
        # From the place outwards: in a sentence further off than that of the best is none nearer.
        for hit in reversed(self.hits[max(0, middle - self.reach) : middle]):
            sentences = here - bisect_right(self.starts, hit.start)
            if best and 2 * sentences > best[0][0]:
                break
            distance = start - hit.end if hit.end <= start else 2 * (hit.start - end)
            rank = (2 * sentences, distance)
            if (not countries or hit.country in countries) and (best is None or rank <= best[0]):
                best = (rank, hit.country)
        for hit in self.hits[middle : middle + self.reach]:
            sentences = bisect_right(self.starts, hit.start) - here
            rank = (2 * sentences + (sentences > 0), 2 * (hit.start - end))
            if best and rank[0] > best[0][0]:
                break
            if (not countries or hit.country in countries) and (best is None or rank < best[0]):
                best = (rank, hit.country)
        return best[1] if best else None

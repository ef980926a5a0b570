"""A text with single spaces, and where its places stand in the text itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from analysis.matching.phrases import fold

__all__ = ["FlatText"]

_SPACES = re.compile("  ( *)")
_BLANK_LINE = "\0\0"


class FlatText:
    """A text as an automaton is to read it, folded: several spaces are one, a blank line is none.

    Parameters
    ----------
    text : str
        Any text.

    Examples
    --------
    >>> flat = FlatText("ran  aground")
    >>> flat.text, flat.find_places([(7, 4)])
    ('ran aground', [(7, 5)])
    """

    def __init__(self, text: str) -> None:
        # No phrase crosses a blank line.
        self.text = fold(text.replace("\n\n", _BLANK_LINE))
        self._places: list[int] = []
        self._shifts: list[int] = []
        if "  " in self.text:
            parts = _SPACES.split(self.text)
            self.text = " ".join(parts[::2])
            self._places = list(accumulate(len(part) + 1 for part in parts[:-1:2]))
            self._shifts = list(accumulate((len(more) + 1 for more in parts[1::2]), initial=0))

    def find_places(self, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Say where what an automaton found, `(number, start)`, stands in the text itself."""
        if not self._places:
            return found
        return [
            (number, start + self._shifts[bisect_right(self._places, start)])
            for number, start in found
        ]

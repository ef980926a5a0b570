"""A text as it is searched for cues: small letters and single spaces, of ASCII where it can be."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from analysis.matching.phrases import COMMON_MARKS, fold, lower

__all__ = ["FlatText", "put_stand_ins"]

_SPACES = re.compile(" +")
_BLANK_LINE = "\0\0"
# Marks that many texts hold outside ASCII, and what stands for each: a text without them is most
# often all ASCII, which is lowered and searched many times as fast.
_STAND_INS = dict(zip(COMMON_MARKS, map(chr, range(1, 7)), strict=True))


def put_stand_ins(text: str) -> str:
    """Put a sign of ASCII that no text holds for each of the most common marks outside it."""
    if not text.isascii():
        for mark, sign in _STAND_INS.items():
            text = text.replace(mark, sign)
    return text


class FlatText:
    """A text as an automaton is to read it: several spaces are one, a blank line is none.

    Parameters
    ----------
    text : str
        Any text.

    Attributes
    ----------
    lowered : str
        The text folded and in small letters, as long as it was, with stand-ins for marks and for
        blank lines, so that no phrase crosses one.
    text : str
        The same with single spaces.

    Examples
    --------
    >>> flat = FlatText("Ran  aground")
    >>> flat.text, flat.find_places([(7, 4)])
    ('ran aground', [(7, 5)])
    """

    def __init__(self, text: str) -> None:
        text = put_stand_ins(fold(text.replace("\n\n", _BLANK_LINE)))
        self.text = self.lowered = lower(text)
        self._places: list[int] = []
        self._shifts: list[int] = []
        position = self.lowered.find("  ")
        if position >= 0:
            self._leave_out_spaces(position)

    def _leave_out_spaces(self, position: int) -> None:
        """Make several spaces one, from the first such place on."""
        parts, left_out, end = [], [0], 0
        while position >= 0:
            parts.append(self.lowered[end : position + 1])
            end = _SPACES.match(self.lowered, position).end()
            left_out.append(end - position - 1)
            position = self.lowered.find("  ", end)
        self._places = list(accumulate(map(len, parts)))
        self._shifts = list(accumulate(left_out))
        self.text = "".join([*parts, self.lowered[end:]])

    def find_places(self, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Say where what an automaton found, `(number, start)`, stands in the text itself."""
        if not self._places:
            return found
        return [
            (number, start + self._shifts[bisect_right(self._places, start)])
            for number, start in found
        ]

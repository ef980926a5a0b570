"""Colours and marks that survive greyscale, and are no country's.

Nothing is told by colour alone: series differ in marker, fill and line as well. No country has
a colour, since any would be read as a flag, and no pair is red and green.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["FAINT", "GUIDE", "INK", "MUTED", "SERIES", "SMALLEST_FONT", "Series", "series"]

SMALLEST_FONT = 7.0

INK = "#1a1a1a"
MUTED = "#595959"
GUIDE = "#858585"
FAINT = "#d9d9d9"


class Series(NamedTuple):
    """How one series is drawn: by colour, marker, fill of the marker, and line."""

    color: str
    marker: str
    fill: str
    line: str


SERIES = (
    Series(INK, "o", INK, "-"),
    Series("#0072B2", "s", "white", "--"),
    Series("#A65E00", "^", "#A65E00", ":"),
    Series("#7A4B94", "D", "white", "-."),
)


def series(number: int) -> Series:
    """Return the look of the series with this number; after the last one they start again."""
    return SERIES[number % len(SERIES)]

"""What figures call countries, relations and frames. Names appear on labels only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from analysis.codebooks.countries import name_of

__all__ = [
    "UNNAMED_RELATION",
    "clean_label",
    "label_country",
    "label_frame",
    "label_frames",
    "label_relation",
]

UNNAMED_RELATION = "unnamed"

_SHORT = {"USA": "US", "GBR": "UK", "ARE": "UAE", "EUR": "EU"}
_MOST_NAMED = 2
_BLANK = re.compile(r"\s+")


def label_country(country: str) -> str:
    """Name a country as a reader knows it; its code where the codebook has no name.

    Examples
    --------
    >>> label_country("KOR")
    'South Korea'
    """
    return clean_label(name_of(country))


def label_relation(relation: str, bond: str) -> str:
    """Name a relation by its countries, and say so where they are set apart.

    Examples
    --------
    >>> label_relation("USA-JPN-KOR", "tie")
    'US–Japan–South Korea'
    >>> label_relation("USA-CHN", "rift")
    'US–China (rift)'
    """
    if relation == UNNAMED_RELATION:
        name = "Countries not named"
    else:
        name = "–".join(_SHORT.get(code) or label_country(code) for code in relation.split("-"))
    return name if bond == "tie" else f"{name} (rift)"


def label_frame(frame: str) -> str:
    """Write the name of a frame as words.

    Examples
    --------
    >>> label_frame("ship_of_state")
    'ship of state'
    """
    return clean_label(frame.replace("_", " "))


def label_frames(frames: Iterable[str]) -> str:
    """Name a few frames, and count them where they are more.

    Examples
    --------
    >>> label_frames(["weather", "ship_of_state", "weather"])
    'ship of state, weather'
    >>> label_frames(["weather", "journey", "game"])
    '3 frames'
    """
    names = sorted({label_frame(frame) for frame in frames})
    return ", ".join(names) if 0 < len(names) <= _MOST_NAMED else f"{len(names)} frames"


def clean_label(text: str) -> str:
    r"""Make text from the corpus fit for a label: one line, without control characters.

    Examples
    --------
    >>> clean_label("  The Daily\n\x07Post ")
    'The Daily Post'
    """
    text = _BLANK.sub(" ", text)
    kept = (letter for letter in text if unicodedata.category(letter) not in ("Cc", "Cf", "Cs"))
    return "".join(kept).strip()

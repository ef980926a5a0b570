"""How marks look: on light and dark pages, to the colour-blind, and without colour at all.

Every style is made here, from numbers and names of this module alone; nothing of a text or a
codebook comes into one. Backgrounds are thin, so that the page's own ink stays readable. JupyterLab
keeps these properties in a notebook that it does not trust.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

__all__ = [
    "ABOVE",
    "BELOW",
    "FOCUS",
    "NOTHING",
    "QUOTATION",
    "TIE",
    "count_frames",
    "ground_of",
    "look_of_cue",
    "sign",
]

# Orange and blue differ to the colour-blind, and are no country's and no traffic light's pair.
BELOW = (213, 94, 0)
ABOVE = (0, 114, 178)
QUOTATION = "background-color: rgba(128, 128, 128, 0.13)"
FOCUS = "font-weight: bold"

NOTHING = "outline: 1px dotted #858585"
TIE = "outline: 1px dashed #858585"
_FAINTEST, _STRONGEST = 0.1, 0.45
_LINES = {"image": "solid", "plain": "dotted", "denied": "dashed"}
# Each is seen on white and on black; a name stands beside each line.
_FRAMES = ("#b5568d", "#0a8f6b", "#8a6fd1", "#8c7b3f")


def sign(value: float | None) -> str:
    """Write a number between -1 and 1 with its sign; a missing one as "?".

    Examples
    --------
    >>> sign(0.456), sign(-0.1), sign(0.001), sign(None)
    ('+0.46', '−0.10', '0.00', '?')
    """
    if value is None or math.isnan(value):
        return "?"
    written = f"{value:+.2f}"
    return "0.00" if float(written) == 0 else written.replace("-", "−")


def ground_of(value: float | None) -> str:
    """Colour by sentiment: orange below 0, blue above, the stronger the further from it."""
    if value is None or math.isnan(value):
        return ""
    red, green, blue = BELOW if value < 0 else ABOVE
    share = _FAINTEST + (_STRONGEST - _FAINTEST) * min(abs(value), 1.0)
    return f"background-color: rgba({red}, {green}, {blue}, {share:.2f})"


def look_of_cue(number: int, kind: str, depth: int) -> str:
    """Underline a cue: by colour of its frame, and solid, dotted or dashed.

    Parameters
    ----------
    number : int
        Of the frame, as :func:`count_frames` counts them.
    kind : str
        "image" for one that counts, "plain" for the plain thing, "denied" for one that its clause
        denies.
    depth : int
        How many other cues hold it; lines lie below one another.
    """
    color = _FRAMES[number % len(_FRAMES)]
    return f"border-bottom: 2px {_LINES[kind]} {color}; padding-bottom: {1 + 3 * depth}px"


def count_frames(frames: Iterable[str]) -> Mapping[str, int]:
    """Give each frame of a text a number, by name."""
    return {frame: number for number, frame in enumerate(sorted(set(frames)))}

"""Look over a drawn figure for what a reader cannot read, see or tell apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

import pandas as pd

from analysis import schemas
from analysis.figures.rendering import hold_layout
from analysis.figures.vision import contrast, difference, paint
from analysis.theme import SMALLEST_FONT

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from analysis.figures.drawn_marks import Mark
    from analysis.figures.drawn_texts import Ink

__all__ = ["find_faults"]

_TEXT_CONTRAST = 4.5
_MARK_CONTRAST = 3.0
# Distance in CIELAB below which a reader can take one colour for the other in a small mark.
_APART = 15.0
_MOST_COVERED = 0.12
# Boxes of texts have some air: so many points may meet before letters do.
_AIR = 0.7
_CUT = 0.6


def find_faults(figure: Figure) -> pd.DataFrame:
    """Find what is wrong with a figure as it would be printed, by reading what is drawn.

    Texts must have seven points at least and a contrast of 4.5 to what is below them, must not
    overlap one another or lie on marks, and must be whole. Marks (what has a gid) must have a
    contrast of 3 to the ground of their panel and be whole, unless the gid begins with "empty" or
    the number is written in them; two colours in one panel that some reader cannot tell apart, or
    grey print does not keep apart, must differ in marker, fill, line or hatch as well.

    Parameters
    ----------
    figure : Figure
        Of any origin; it is not changed.

    Returns
    -------
    DataFrame, one row per fault
        As described by :data:`analysis.schemas.FAULTS`; empty if all is well.

    Notes
    -----
    The contrast of marks is taken to the ground of their panel, not to other marks below them.
    """
    # Imported here, since a reader of tables needs no matplotlib.
    from analysis.figures.drawn_marks import find_marks
    from analysis.figures.drawn_texts import find_texts

    with hold_layout(figure):
        texts, marks = find_texts(figure), find_marks(figure)
    a_point = figure.dpi / 72
    rows = [
        *_check_texts(texts, a_point),
        *_check_overlaps(texts, a_point),
        *_check_marks(marks, a_point),
        *_check_contrast(_without_numbers(marks, texts)),
        *_check_colours(_without_numbers(marks, texts)),
    ]
    return schemas.FAULTS.build([(number, *row) for number, row in enumerate(rows)])


def _check_texts(texts: list[Ink], a_point: float) -> Iterator[tuple]:
    for text in texts:
        words = " ".join(text.words.split())
        if text.points < SMALLEST_FONT - 1e-6:
            yield "size", words, "", text.points, SMALLEST_FONT
        seen = contrast(text.colour, text.ground)
        if seen < _TEXT_CONTRAST:
            yield "contrast of text", words, "", seen, _TEXT_CONTRAST
        if text.covered > _MOST_COVERED:
            yield "text on marks", words, "", text.covered, _MOST_COVERED
        cut = _cut_off(text.box, text.room) / a_point
        if cut > _CUT:
            yield "text cut off", words, "", cut, _CUT


def _check_overlaps(texts: list[Ink], a_point: float) -> Iterator[tuple]:
    for one, other in combinations(texts, 2):
        width = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
        height = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
        depth = min(width, height) / a_point
        if depth > _AIR:
            said = (" ".join(text.words.split()) for text in (one, other))
            yield "overlap", *said, depth, _AIR


def _check_marks(marks: list[Mark], a_point: float) -> Iterator[tuple]:
    # A line or an area is one mark of several kinds of paint: told once.
    for mark in {mark.name: mark for mark in marks}.values():
        cut = max(_cut_off(box, mark.room) for box in mark.boxes.tolist()) / a_point
        if cut > _CUT:
            yield "mark cut off", mark.name, "", cut, _CUT


def _check_contrast(marks: list[Mark]) -> Iterator[tuple]:
    for mark in marks:
        seen = max(contrast(paint(colour, mark.ground), mark.ground) for colour in mark.paints)
        if seen < _MARK_CONTRAST:
            yield "contrast of marks", mark.name, "", seen, _MARK_CONTRAST


def _check_colours(marks: list[Mark]) -> Iterator[tuple]:
    """Compare all that is drawn in one colour of a panel with all in another."""
    series: dict[tuple, tuple[str, set[str]]] = {}
    for mark in marks:
        painted = [paint(colour, mark.ground) for colour in mark.paints]
        strongest = max(painted, key=lambda colour: contrast(colour, mark.ground))
        key = (mark.ax, tuple(round(part, 3) for part in strongest))
        series.setdefault(key, (mark.name, set()))[1].update(mark.looks)
    for (one, first), (other, second) in combinations(series.items(), 2):
        if one[0] != other[0] or first[1] != second[1]:
            continue
        apart, eye = difference(one[1], other[1])
        if apart < _APART:
            yield "colour alone", f"{first[0]} ({eye})", second[0], apart, _APART


def _without_numbers(marks: list[Mark], texts: list[Ink]) -> list[Mark]:
    """Leave out cells whose number is written in them: nobody has to read it from the colour."""
    return [
        mark
        for mark in marks
        if not mark.name.startswith("empty")
        and not (len(mark.boxes) == 1 and any(_holds(mark.boxes[0], text.box) for text in texts))
    ]


def _holds(box: object, text: tuple) -> bool:
    x, y = (text[0] + text[2]) / 2, (text[1] + text[3]) / 2
    return box[0] < x < box[2] and box[1] < y < box[3]


def _cut_off(box: tuple, room: tuple) -> float:
    """Return how far a box reaches beyond the room that it has, in pixels."""
    return max(room[0] - box[0], room[1] - box[1], box[2] - room[2], box[3] - room[3])

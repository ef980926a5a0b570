"""Text with marks on it, as HTML that runs nothing and as plain text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

__all__ = ["LABEL", "Mark", "Page", "mark_html", "mark_text", "quote", "show_controls"]

LABEL = "font-size: 70%; opacity: 0.85; margin: 0 2px; user-select: none; font-weight: normal"

_KEPT = "\n\t"
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Letters and marks that leave nothing on the screen.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_PICTURES = 0x2400
_C0 = 0x20


class Mark(NamedTuple):
    """A span of a text and how it is shown.

    Attributes
    ----------
    start, end : int
        In the text.
    layer : int
        Marks of a lower layer stand around those of a higher one.
    style, ground : str
        Inline CSS, never from a text. Of the grounds that would lie on one another the innermost
        alone is drawn, so that two pale ones do not look like a strong one.
    note : str
        What it is, for the pointer that rests on it.
    before, after : str
        Labels at its ends.
    brackets : pair of str
        What stands around it in plain text.
    """

    start: int
    end: int
    layer: int
    style: str
    note: str
    before: str = ""
    after: str = ""
    brackets: tuple[str, str] = ("", "")
    ground: str = ""


@dataclass(frozen=True, repr=False)
class Page:
    """What a notebook shows as HTML and a terminal as text."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def show_controls(text: str) -> str:
    r"""Write what cannot be seen so that it can: controls of direction, joiners, fillers.

    Parameters
    ----------
    text : str
        Any text. Line feeds and tabs stay.

    Returns
    -------
    str
        The same without a character that changes how others are read.

    Examples
    --------
    >>> show_controls("a\u202eb\x07")
    'a⟨U+202E⟩b␇'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_show_letter, text))


def quote(text: object) -> str:
    """Make any text safe between tags and in attributes, its controls shown."""
    return escape(show_controls(str(text)), quote=True)


def mark_html(text: str, first: int, last: int, marks: Iterable[Mark]) -> str:
    """Write a part of a text as HTML with its marks.

    Parameters
    ----------
    text : str
        A document.
    first, last : int
        The part.
    marks : iterable of Mark
        Any, overlapping or not; those that reach out of the part are cut.

    Returns
    -------
    str
        `span` and `sup` with `style` and `title`, nothing else. Without the `sup` (the labels) the
        text is the part, its controls shown.
    """
    parts = []
    for start, end, closed, opened, active in _cut(first, last, marks):
        parts += [_write_label(mark.after) for mark in closed if mark.after]
        parts += [_write_label(mark.before) for mark in opened if mark.before]
        if start < end:
            parts.append(_wrap(quote(text[start:end]), active))
    return "".join(parts)


def mark_text(text: str, first: int, last: int, marks: Iterable[Mark]) -> str:
    """Write a part of a text with brackets and labels around its marks."""
    parts = []
    for start, end, closed, opened, _ in _cut(first, last, marks):
        parts += [f"{_say(mark.after)}{mark.brackets[1]}" for mark in closed]
        parts += [f"{mark.brackets[0]}{show_controls(mark.before)}" for mark in opened]
        parts.append(show_controls(text[start:end]))
    return "".join(parts)


def _cut(
    first: int, last: int, marks: Iterable[Mark]
) -> Iterator[tuple[int, int, list[Mark], list[Mark], list[Mark]]]:
    """Cut a text wherever a mark begins or ends.

    Each piece comes with the marks that end before it, those that begin with it, and all that hold
    it, from the outermost inwards. The last piece is empty.
    """
    marks = [mark._replace(start=max(mark.start, first), end=min(mark.end, last)) for mark in marks]
    marks = sorted((mark for mark in marks if mark.start < mark.end), key=_order)
    by_start, by_end = _group(marks, 0), _group(marks, 1)
    places = sorted({first, last, *by_start, *by_end})
    active: list[Mark] = []
    for start, end in zip(places, [*places[1:], last], strict=True):
        closed = by_end.get(start, [])[::-1]
        opened = by_start.get(start, [])
        active = sorted([mark for mark in active if mark.end > start] + opened, key=_order)
        yield start, end, closed, opened, active


def _order(mark: Mark) -> tuple[int, int, int, str]:
    return mark.layer, mark.start, -mark.end, mark.note


def _group(marks: Sequence[Mark], which: int) -> dict[int, list[Mark]]:
    grouped: dict[int, list[Mark]] = {}
    for mark in marks:
        grouped.setdefault(mark[which], []).append(mark)
    return grouped


def _wrap(inner: str, active: Sequence[Mark]) -> str:
    """Put the styles of the marks around a piece, and what they are for the pointer."""
    ground = next((mark.ground for mark in reversed(active) if mark.ground), "")
    for style in filter(None, [ground, *(mark.style for mark in reversed(active))]):
        inner = f'<span style="{style}">{inner}</span>'
    if active:
        said = quote(" | ".join(mark.note for mark in active))
        inner = f'<span title="{said}">{inner}</span>'
    return inner


def _write_label(label: str) -> str:
    return f'<sup style="{LABEL}">{quote(label)}</sup>'


def _say(label: str) -> str:
    return f" {show_controls(label)}".replace("\u00a0", " ") if label else ""


def _show_letter(letter: str) -> str:
    if letter in _KEPT or (unicodedata.category(letter) not in _UNSEEN and letter not in _BLANK):
        return letter
    code = ord(letter)
    if code < _C0:
        return chr(_PICTURES + code)
    return f"⟨U+{code:04X}⟩"

"""One article of Nexis Uni: headline, outlet and date line, fields, text, fields again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis.readers.articles import Article
from analysis.readers.assembling import assemble, date_from
from analysis.readers.counting import compare_length, read_number, write_words
from analysis.readers.dates import find_day
from analysis.readers.fields import find_tail, is_copyright, split_field, strip_by, strip_edition
from analysis.readers.languages import find_language
from analysis.readers.nexis.labels import ABOVE, BELOW, HEADS, list_unknown

__all__ = ["begins_header", "read_article"]

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Headings of what stands below a text, in the order in which it may come.
_SECTIONS = {
    "graphic": "captions",
    "correction": "correction",
    "notes": "notes",
    "classification": "classification",
}
_APPENDED = "correction appended"
_NO_TITLE = ("", "No Headline In Original", "No Headline")
# The header is short; a line "Body" far below belongs to the text.
_MOST_HEADER_LINES, _MOST_LOOSE_LINES = 25, 3
# A section is taken for text where without it so little of the stated length is left.
_LEAST_LEFT = 0.8


class _Parts(NamedTuple):
    """An article's lines by what they are."""

    top: Sequence[str]
    header: Sequence[str]
    text: Sequence[str]
    tail: Sequence[str]


def begins_header(line: str) -> bool:
    """Tell the first line below headline, outlet and date: copyright, a field, or "Body"."""
    if is_copyright(line) or line.casefold() == "body":
        return True
    field = split_field(line)
    return field is not None and field.label in HEADS


def read_article(lines: Sequence[str], place: str, *, is_closed: bool) -> Article | str:
    """Read one article.

    Parameters
    ----------
    lines : sequence of str
        Its lines, none of them empty, without "End of Document".
    place : str
        Where in the file it stands.
    is_closed : bool
        Whether that line closes it.

    Returns
    -------
    Article or str
        Why it is none, where it has no text.
    """
    parts = _split(lines)
    fields = {
        field.label: field.value
        for line in reversed([*parts.header, *parts.tail])
        if (field := split_field(line))
    }
    stated = read_number(fields.get("length", "").removesuffix("words"))
    text, notes = _cut_sections(parts.text, stated)
    if not text:
        return "it must hold text; only its header was read"
    title, outlet, date_line, more = _read_top(parts.top)
    day, undated = date_from(date_line, "date line")
    if highlight := fields.get("highlight"):
        notes.append(f"not in the text: its highlight, {write_words(len(highlight.split()))}")
    notes += [*more, *undated, *list_unknown([*parts.header, *parts.tail])]
    notes += compare_length(" ".join(text), stated)
    if not is_closed:
        notes.append('no line "End of Document" closes it; it may be cut off')
    facts = {
        "title": title,
        "published_on": day,
        "outlet": outlet,
        "author": strip_by(fields.get("byline") or fields.get("author") or ""),
        "language": find_language(fields.get("language", "")),
    }
    method = "Nexis Uni, dated by its date line" if day else "Nexis Uni, undated"
    return assemble(text, facts, place=place, method=method, notes=notes)


def _split(lines: Sequence[str]) -> _Parts:
    # The first line is the headline, whatever it looks like.
    above = next((n for n in range(1, len(lines)) if begins_header(lines[n])), None)
    if above is None:
        days = [n for n in range(1, min(len(lines), 6)) if find_day(lines[n])]
        above = days[-1] + 1 if days else 0
    below = _find_text(lines, above)
    start = below + find_tail(lines[below:], BELOW)
    if start > below and lines[start - 1].casefold() == "classification":
        start -= 1
    return _Parts(
        lines[:above],
        [line for line in lines[above:below] if line.casefold() != "body"],
        lines[below:start],
        lines[start:],
    )


def _find_text(lines: Sequence[str], above: int) -> int:
    """Find the first line of the text: below "Body", or below the last field of the header."""
    last, n_loose = above, 0
    for index in range(above, min(above + _MOST_HEADER_LINES, len(lines))):
        line = lines[index]
        if line.casefold() == "body":
            return index + 1
        field = split_field(line)
        is_field = field is not None and field.label in ABOVE
        if is_field or is_copyright(line) or line.casefold() == _APPENDED:
            last = last if n_loose else index + 1
        else:
            n_loose += field is None
        if n_loose > _MOST_LOOSE_LINES:
            break
    return last


def _cut_sections(text: Sequence[str], stated: int | None) -> tuple[Sequence[str], list[str]]:
    """Cut captions and the like off the end of a text, unless the stated length speaks for text."""
    notes: list[str] = []
    for _ in _SECTIONS:
        starts = [n for n, line in enumerate(text) if line.casefold() in _SECTIONS]
        if not starts:
            break
        left = sum(len(line.split()) for line in text[: starts[-1]])
        if stated is not None and left < _LEAST_LEFT * stated:
            break
        n_words = sum(len(line.split()) for line in text[starts[-1] + 1 :])
        if n_words:
            section = _SECTIONS[text[starts[-1]].casefold()]
            notes.insert(0, f"not in the text: its {section}, {write_words(n_words)}")
        text = text[: starts[-1]]
    return text, notes


def _read_top(top: Sequence[str]) -> tuple[str | None, str | None, str | None, list[str]]:
    """Tell headline, outlet and date line apart, and what else is there."""
    n_lines = len(top)
    top = [*top[:1], *(line for line in top[1:] if line.casefold() != _APPENDED)]
    notes = ["a correction is appended"] if len(top) < n_lines else []
    days = [n for n in range(1, len(top)) if find_day(top[n])]
    if days:
        names, date_line = top[: days[-1]], top[days[-1]]
    elif len(top) > 2 and _YEAR.search(top[-1]):
        names, date_line = top[:-1], top[-1]
    else:
        names, date_line = top, None
    # A blog of the outlet stands below it in brackets.
    n_outlet = 2 if len(names) > 2 and names[-1].startswith("(") else 1
    cut = len(names) - n_outlet if len(names) > 1 else 1
    title = " ".join(names[:cut])
    outlet = " ".join(names[cut:])
    return None if title in _NO_TITLE else title, strip_edition(outlet), date_line, notes

"""Lines of an export, and the labelled fields among them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

__all__ = [
    "Field",
    "find_tail",
    "is_copyright",
    "split_field",
    "split_lines",
    "strip_by",
    "strip_edition",
]

_FIELD = re.compile(r"(?P<label>[A-Z][\w./&’' -]{0,40}?) ?: ?(?P<value>.*)", re.DOTALL)
# Of the longest label; few lines have one so early.
_LATEST_COLON = 43
_COPYRIGHT = re.compile(
    r"(?:copyright|\(c\)|©)[\s,]*(?:\(c\)|©|by)?[\s,]*(?:\(?\d{4}|[^.]*\b\d{4}\b)"
    r"|all rights reserved",
    re.IGNORECASE,
)
_LONGEST_COPYRIGHT = 600
_BY = re.compile(r"by[: ] *", re.IGNORECASE)
# From the first of several spaces on: from each of them it would take their square.
_EDITION = re.compile(
    r"(?<!\s)\s+(?:[-–]\s+[^-–]*\bedition\b.*|\(online\))", re.IGNORECASE
)
# Between two known fields may stand so many lines that are none: a long value, a new label.
_MOST_OTHERS = 3


class Field(NamedTuple):
    """A label in small letters and digits alone, and what stands after its colon."""

    label: str
    value: str


def split_lines(paragraphs: Iterable[str]) -> list[str]:
    """Split paragraphs into lines without white space around them; empty ones are kept."""
    paragraphs = list(paragraphs)
    if not paragraphs:
        return []
    plain = "\n".join(paragraphs)
    if not plain.isascii():
        plain = plain.replace("\xa0", " ").replace("\u200b", "").replace("\ufeff", "")
    return [line.strip() for line in plain.split("\n")]


def split_field(line: str) -> Field | None:
    """Split "Load-Date: May 3" into its label, "loaddate", and its value; None if it is no field.

    The label loses all but letters and digits, since exports write one label in several ways.
    """
    match = _FIELD.fullmatch(line) if ":" in line[:_LATEST_COLON] else None
    if match is None:
        return None
    return Field(re.sub(r"[\W_]", "", match["label"]).casefold(), match["value"].strip())


def find_tail(
    lines: Sequence[str], known: Collection[str], *, repeated: Collection[str] = ()
) -> int:
    """Find where the text of an article ends and the fields below it begin.

    The fields are looked for from the end, so that a line of the text that looks like one stays
    text. A label that is not known counts where a known one stands above it; of a label that comes
    twice the first belongs to the text.

    Parameters
    ----------
    lines : sequence of str
        The article's text and what stands below it.
    known : collection of str
        Labels, as :func:`split_field` writes them.
    repeated : collection of str, optional
        Those of them that may come more than once.

    Returns
    -------
    int
        Index of the first field; `len(lines)` where there is none.
    """
    start, n_others = len(lines), 0
    seen: set[str] = set()
    for index in reversed(range(len(lines))):
        field = split_field(lines[index])
        if is_copyright(lines[index]):
            start, n_others = index, 0
        elif field is None or field.label not in known:
            n_others += 1
        elif field.label in seen:
            break
        else:
            seen |= {field.label} - set(repeated)
            start, n_others = index, 0
        if n_others > _MOST_OTHERS:
            break
    return start


def is_copyright(line: str) -> bool:
    """Tell a line of copyright from a sentence about it."""
    return len(line) <= _LONGEST_COPYRIGHT and _COPYRIGHT.match(line) is not None


def strip_by(byline: str) -> str:
    """Take "By" from before a name."""
    return byline[match.end() :] if (match := _BY.match(byline)) else byline


def strip_edition(outlet: str) -> str:
    """Take the edition from behind the name of an outlet."""
    return _EDITION.sub("", outlet)

"""The abbreviation list: read, checked, and made into what the rules ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from analysis.codebooks.reading import HOUSE_CODEBOOKS, CodebookError, line_of, read_yaml

_FIELDS = (
    "always",
    "before_name",
    "before_number",
    "may_end",
    "beginners",
    "ordinary",
    "speech",
)


class Abbreviations(NamedTuple):
    """What the list says, in the form that each rule asks for."""

    always: frozenset[str]
    before_name: frozenset[str]
    before_number: frozenset[str]
    may_end: frozenset[str]
    beginners: frozenset[str]
    ordinary: frozenset[str]
    speech: re.Pattern[str]


@cache
def load_abbreviations(path: Path | str | None = None) -> Abbreviations:
    """Read the list of abbreviations.

    Parameters
    ----------
    path : Path or str, optional
        A YAML file like the house's own, which is read if absent.

    Returns
    -------
    Abbreviations
        Sets of words, and a pattern for what carries on from a question in quotation marks.

    Raises
    ------
    CodebookError
        If the file is not such a list; with file and line.
    """
    path = Path(path or HOUSE_CODEBOOKS / "abbreviations.yaml")
    book = read_yaml(path)
    if not isinstance(book, dict):
        msg = f"{path.name} must hold the fields {list(_FIELDS)}; it holds none."
        raise CodebookError(msg)
    words = {}
    for field in _FIELDS:
        entries = book.get(field)
        where = f"{path.name}, line {line_of(book, field)}: `{field}`"
        if not isinstance(entries, list) or not entries:
            msg = f"{where} must be a list of words; it is {entries!r}."
            raise CodebookError(msg)
        for entry in entries:
            if not isinstance(entry, str) or not entry.strip():
                msg = f"{where} must hold words; it holds {entry!r}. Put it in quotation marks."
                raise CodebookError(msg)
        words[field] = [str(entry) for entry in entries]
    sets = {field: frozenset(words[field]) for field in _FIELDS if field != "speech"}
    return Abbreviations(
        **sets,
        speech=re.compile(
            # A name, a verb of saying, and no clause of its own after it.
            rf"(?!(?:{write_either(words['beginners'])})\b)"
            rf"(?:[A-Z][\w.'’-]*(?:,[^,.!?\"“”]{{1,60}},)?\s+){{1,4}}(?:{write_either(words['speech'])})"
            r"(?=[.,;:]|\s*\Z|\s+(?:in|on|at|of|during|after|before|when|as|to|from|by)\b)"
        ),
    )


def write_either(words: Iterable[str]) -> str:
    """Write words as alternatives, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))

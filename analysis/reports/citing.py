"""Sentences with citations in them: as plain text, or for LaTeX with natbib."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from analysis.latex import escape
from analysis.reports.references import REFERENCES

__all__ = ["cite", "list_keys", "plain", "say_hash", "say_list", "to_latex", "to_text"]

# Signs that no text holds once it has passed `plain`.
_OPEN, _CLOSE = "\ue000", "\ue001"
_CITED = re.compile(f" {_OPEN}([^{_CLOSE}]*){_CLOSE}")
_DIGITS = 16


def cite(*keys: str) -> str:
    """Cite works, by key; stands before a full stop or a comma."""
    return f" {_OPEN}{','.join(keys)}{_CLOSE}"


def plain(text: object) -> str:
    """Take what was found, as a name or a word, into a sentence: in one line, without controls."""
    line = " ".join(str(text).split())
    return "".join(letter for letter in line if unicodedata.category(letter)[0] != "C")


def say_list(parts: Iterable[str]) -> str:
    """List parts in words: a, b and c."""
    *first, last = list(parts)
    return f"{', '.join(first)} and {last}" if first else last


def say_hash(sha256: object) -> str:
    """Name a file by the beginning of its hash."""
    return f"SHA-256 {plain(sha256)[:_DIGITS]}"


def list_keys(text: str) -> set[str]:
    """List the works that a text cites."""
    return {key for keys in _CITED.findall(text) for key in keys.split(",")}


def to_text(text: str) -> str:
    """Write each citation with author and year."""

    def write(found: re.Match[str]) -> str:
        return f" ({'; '.join(REFERENCES[key].cited_as for key in found[1].split(','))})"

    return _CITED.sub(write, text)


def to_latex(text: str) -> str:
    """Write the text for LaTeX, with a command of natbib for each citation."""
    paragraphs = []
    for paragraph in text.split("\n\n"):
        parts = _CITED.split(paragraph)
        said = [
            rf"~\citep{{{part}}}" if place % 2 else _escape_between(part)
            for place, part in enumerate(parts)
        ]
        paragraphs.append("".join(said))
    return "\n\n".join(paragraphs)


def _escape_between(part: str) -> str:
    """Escape a piece of a sentence and keep the space at either end."""
    said = escape(part)
    return f"{' ' if part[:1] == ' ' else ''}{said}{' ' if part[-1:] == ' ' and said else ''}"

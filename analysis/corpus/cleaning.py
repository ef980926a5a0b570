"""Take the junk of web copies out of an article, and be able to put it back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from analysis.codebooks.reading import HOUSE_CODEBOOKS, CodebookError, line_of, read_yaml

_LINE = re.compile(r"[^\n]+\n?")
# No junk line is longer; only a dateline opens a longer paragraph.
_LONGEST_JUNK = 300
_NAME_IN_BYLINE = re.compile(r"[Bb][Yy] (.+)")


class Removal(NamedTuple):
    """One piece taken out: where it began in the text as read, its characters, the rule."""

    start_in_original: int
    text: str
    reason: str


class Cleaned(NamedTuple):
    """A text without its junk, what was taken out, and the byline if there was one."""

    text: str
    removals: list[Removal]
    author: str | None


def clean(text: str) -> Cleaned:
    """Take junk lines and datelines out of one text.

    The rules stand in `codebooks/junk.yaml`: each takes a whole line, or the beginning of a
    paragraph. A sentence of the article is left alone when in doubt.

    Parameters
    ----------
    text : str
        As it was read.

    Returns
    -------
    Cleaned
        `restore(cleaned.text, cleaned.removals)` is `text`, to the character.
    """
    removals = []
    author = None
    for line in _LINE.finditer(text):
        match = _match_rule(line.group())
        if match is None:
            continue
        reason = _rules().reasons[match.lastgroup]
        if reason == "byline" and author is None:
            author = _NAME_IN_BYLINE.match(match.group().strip()).group(1).strip()
        removals.append(Removal(line.start(), match.group(), reason))
    kept, position = [], 0
    for removal in removals:
        kept.append(text[position : removal.start_in_original])
        position = removal.start_in_original + len(removal.text)
    kept.append(text[position:])
    return Cleaned("".join(kept), removals, author)


def restore(text: str, removals: Iterable[Removal]) -> str:
    r"""Put what was taken out back in its place.

    Parameters
    ----------
    text : str
        A cleaned text.
    removals : iterable of Removal
        What was taken out of it; rows of :data:`analysis.schemas.REMOVALS` do as well.

    Returns
    -------
    str
        The text as it was read.

    Examples
    --------
    >>> cleaned = clean("Seoul spoke.\n\nShare this article\n")
    >>> cleaned.text, restore(*cleaned[:2])
    ('Seoul spoke.\n\n', 'Seoul spoke.\n\nShare this article\n')
    """
    parts, position, length = [], 0, 0
    for removal in sorted(removals, key=lambda removal: removal.start_in_original):
        upto = position + removal.start_in_original - length
        parts += [text[position:upto], removal.text]
        length += upto - position + len(removal.text)
        position = upto
    return "".join(parts) + text[position:]


def _match_rule(line: str) -> re.Match[str] | None:
    """Hold one line, its end included, against the rules that it can meet at all."""
    rules = _rules()
    if len(line) <= _LONGEST_JUNK:
        return rules.line.match(line) or rules.beginning.match(line)
    return rules.beginning.match(line) if line[:2].isupper() else None


class _Rules(NamedTuple):
    line: re.Pattern[str]
    beginning: re.Pattern[str]
    reasons: dict[str, str]


@cache
def _rules() -> _Rules:
    """Compile the rules of each kind to one pattern."""
    file = HOUSE_CODEBOOKS / "junk.yaml"
    book = read_yaml(file)
    reasons: dict[str, str] = {}
    patterns = {}
    for place, end in (("line", r"[ \t]*\n?\Z"), ("beginning", r"(?=\S)")):
        parts = []
        for rule in book[place]:
            name = f"rule{len(reasons)}"
            try:
                re.compile(rule["pattern"])
            except re.error as error:
                msg = f"{file.name}, line {line_of(rule)}: the pattern is not valid; {error}."
                raise CodebookError(msg) from error
            parts.append(rf"(?P<{name}>[ \t]*(?:{rule['pattern']}){end})")
            reasons[name] = str(rule["reason"])
        patterns[place] = re.compile("|".join(parts))
    return _Rules(patterns["line"], patterns["beginning"], reasons)

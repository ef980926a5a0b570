"""Take the junk of web copies out of an article, and be able to put it back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from analysis.corpus.invisible import find_invisible
from analysis.corpus.junk import JunkRules, Place, load_junk_rules

_LINE = re.compile(r"[^\n]+\n?")
# No junk line is longer; a dateline may open a longer paragraph.
_LONGEST_JUNK = 400
_N_TOP, _N_BOTTOM = 6, 5
_INVISIBLE = "invisible characters"
_NAME_IN_BYLINE = re.compile(r"by ([^|·•–—\n]+)", re.IGNORECASE)


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
    """Take junk lines, datelines and invisible characters out of one text.

    The rules stand in `codebooks/junk.yaml`: each takes a whole line, or the beginning of one. A
    sentence of the article is left alone when in doubt. Characters that nobody sees, such as marks
    of direction, keep words from being found.

    Parameters
    ----------
    text : str
        As it was read.

    Returns
    -------
    Cleaned
        `restore(cleaned.text, cleaned.removals)` is `text`, to the character.
    """
    rules = load_junk_rules()
    lines = [line for line in _LINE.finditer(text) if not line.group().isspace()]
    removals: list[Removal] = []
    author = None
    n_kept = 0
    for number, line in enumerate(lines):
        place = _place_of(n_kept, len(lines) - number)
        match = _match_rule(rules, line.group(), place)
        if match is None:
            n_kept += 1
            continue
        reason = rules.reasons[match.lastgroup]
        if match.end() < len(line.group().rstrip()):
            n_kept += 1
        name = _NAME_IN_BYLINE.match(match.group().strip()) if reason == "byline" else None
        author = author or (name.group(1).strip(" ,") if name else None)
        removals.append(Removal(line.start(), match.group(), reason))
    removals = _add_invisible(text, removals)
    kept, position = [], 0
    for removal in removals:
        kept.append(text[position : removal.start_in_original])
        position = removal.start_in_original + len(removal.text)
    kept.append(text[position:])
    return Cleaned("".join(kept), removals, author)


def _add_invisible(text: str, removals: list[Removal]) -> list[Removal]:
    """Add the invisible characters that stand in what is kept."""
    found = find_invisible(text)
    if not found:
        return removals
    ends = [(r.start_in_original, r.start_in_original + len(r.text)) for r in removals]
    more, at = [], 0
    for start, end in found:
        while at < len(ends) and ends[at][1] <= start:
            at += 1
        if at == len(ends) or end <= ends[at][0]:
            more.append(Removal(start, text[start:end], _INVISIBLE))
    return sorted([*removals, *more])


def restore(text: str, removals: Iterable[Removal]) -> str:
    r"""Put what was taken out back in its place.

    Parameters
    ----------
    text : str
        A cleaned text.
    removals : iterable of Removal
        What was taken out of it, in any order; rows of :data:`analysis.schemas.REMOVALS` of one
        document, as `itertuples` gives them, do as well.

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


def is_byline(line: str) -> bool:
    """Tell whether a line reads like a byline, wherever it stands."""
    rules = load_junk_rules()
    match = rules.line["upper"].match(line)
    return match is not None and rules.reasons[match.lastgroup] == "byline"


def _place_of(n_before: int, n_left: int) -> Place:
    """Name the place of a line: so many kept before it, so many left with it."""
    if n_before == 0:
        return "first"
    if n_before < _N_TOP:
        return "upper"
    return "lower" if n_left <= _N_BOTTOM else "middle"


def _match_rule(rules: JunkRules, line: str, place: Place) -> re.Match[str] | None:
    """Hold one line, its end included, against the rules that it can meet at all."""
    if len(line) <= _LONGEST_JUNK:
        match = rules.line[place].match(line)
        if match:
            return match
    return rules.beginning[place].match(line)

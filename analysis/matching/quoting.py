"""Find what stands between quotation marks, and mend marks that lack their other."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

__all__ = [
    "Quoted",
    "find_all_quoted",
    "find_quoted",
    "find_quoted_within",
    "kind_of_quotation",
    "marks_within",
]


class Quoted(NamedTuple):
    """One outermost quotation, marks included; `repaired` if one of its marks is missing."""

    start: int
    end: int
    repaired: bool


# Where a pattern begins with a set of characters, the engine passes over all others; what must
# stand before them is looked for behind them.
_DOUBLE = re.compile(r"[\"“”„«»＂「『」』'`](?:(?<!['`])|(?<=')'|(?<=`)`)")
_OPENING = frozenset("“„«「『") | {"``"}
_CLOSING = frozenset("»」』")
_BEFORE_OPENING = "([{—–-/:;=\u2015\u00a0"
# A single mark opens before a word, and closes after one; an apostrophe stands within a word, or
# where letters are left out ("'90s", "'em").
_SINGLE_OPENING = re.compile(
    r"['‘](?<![\w.,!?…].)(?:(?<=‘)(?=\w)|(?<=')(?=[A-Z0-9\[(]|[a-z]+[\s,.'])(?!\d0s\b)"
    r"(?!(?:em|til|tis|twas|cause|bout|n)\b))"
)
_SINGLE_CLOSING = re.compile(r"['’](?<=[.,!?…;\w].)(?!\w)")
_LONGEST_SINGLE = 1_500
_LINE = re.compile(r"[^\n]+")
_LETTER = re.compile(r"[^\W_]")


def find_quoted(text: str) -> list[Quoted]:
    """Find the outermost quotations of one paragraph.

    Double marks of all kinds count as one kind: which way a mark faces is read from what stands
    beside it, since texts mix straight and curly ones and often turn them the wrong way. A mark
    that opens and is not closed goes to the end of its paragraph, one that closes and was not
    opened to its beginning. Single marks count where a paragraph has no double ones.

    Parameters
    ----------
    text : str
        One paragraph.

    Returns
    -------
    list of Quoted
        In order, disjoint.

    Examples
    --------
    >>> find_quoted('He said "yes", and left.')
    [Quoted(start=8, end=13, repaired=False)]
    >>> find_quoted('He said "yes, and left.')
    [Quoted(start=8, end=23, repaired=True)]
    """
    return [Quoted(*each) for each in _pair(text)]


def find_quoted_within(text: str, paragraphs: Iterable[tuple[int, int]]) -> list[Quoted]:
    """Find the outermost quotations of the paragraphs of a text, each read by itself.

    Parameters
    ----------
    text : str
        All of it.
    paragraphs : iterable of (start, end)
        From left to right.

    Returns
    -------
    list of Quoted
        With offsets in `text`, as :func:`find_quoted` finds them.
    """
    return [
        Quoted(first + start, last + start, repaired)
        for start, end in paragraphs
        for first, last, repaired in _pair(text[start:end])
    ]


def find_all_quoted(text: str) -> list[Quoted]:
    """Find the outermost quotations of a text, line by line; no quotation crosses a line end."""
    return find_quoted_within(text, [line.span() for line in _LINE.finditer(text)])


def marks_within(piece: tuple[int, int], marks: Sequence[Quoted]) -> list[Quoted]:
    """List the quotations, in order and disjoint, that a piece of the text touches."""
    start, end = piece
    first = last = bisect_left(marks, (start,))
    if first and marks[first - 1].end > start:
        first -= 1
    while last < len(marks) and marks[last].start < end:
        last += 1
    return list(marks[first:last])


def kind_of_quotation(text: str, pieces: Iterable[tuple[int, int]], marks: Sequence[Quoted]) -> str:
    """Tell by the letters outside of marks whether pieces are direct, mixed or indirect.

    Examples
    --------
    >>> text = 'It "may" end, he said.'
    >>> kind_of_quotation(text, [(0, 12)], find_all_quoted(text))
    'mixed'
    """
    is_quoted, is_mixed = False, False
    for start, end in pieces:
        position = start
        for first, last, _ in marks_within((start, end), marks):
            is_quoted = True
            is_mixed = is_mixed or bool(_LETTER.search(text, position, first))
            position = last
        is_mixed = is_mixed or bool(_LETTER.search(text, position, end))
    if not is_quoted:
        return "indirect"
    return "mixed" if is_mixed else "direct"


def _pair(text: str) -> list[tuple[int, int, bool]]:
    """Pair the marks of a paragraph, double ones before single ones."""
    # Most paragraphs hold no mark, which Python tells at once of those that are all ASCII.
    spans = []
    if not text.isascii() or '"' in text or "''" in text or "``" in text:
        spans = _pair_doubles(text)
    if not spans and ("'" in text or "‘" in text):
        spans = _pair_singles(text)
    return spans


def _pair_doubles(text: str) -> list[tuple[int, int, bool]]:
    spans: list[tuple[int, int, bool]] = []
    opened = -1
    for match in _DOUBLE.finditer(text):
        start, end = match.span()
        faces = _faces(text, match, is_open=opened >= 0)
        if faces == "inch":
            continue
        if faces == "opens":
            if opened < 0:
                opened = start
            elif match.group() in _OPENING or _begins_sentence(text, start):
                # The one before was never closed; it ends where this one begins.
                spans.append((opened, _last_sign(text, opened, start), True))
                opened = start
            continue
        if opened >= 0:
            if text[end : end + 1] in ("'", "’") and text[end : end + 2] != "''":
                end += 1  # the end of a quotation within
            spans.append((opened, end, False))
            opened = -1
        elif not spans:
            # Beside a quotation that is whole a lone mark is a slip of the keys.
            begin = start - len(text[:start].lstrip())
            if begin < start:
                spans.append((begin, end, True))
    if opened >= 0 and text[opened:].strip(" \"“”'"):
        spans.append((opened, len(text.rstrip()), True))
    return spans


def _faces(text: str, match: re.Match[str], *, is_open: bool) -> str:
    """Tell whether a mark opens or closes by what stands beside it."""
    mark = match.group()
    start, end = match.span()
    before = text[start - 1 : start]
    after = text[end : end + 1]
    if mark in _CLOSING:
        return "closes"
    if mark in "「『«":
        return "opens"
    if mark == '"' and before.isdigit() and not is_open:
        return "inch"
    free_before = not before or before.isspace() or before in _BEFORE_OPENING or before in "'‘"
    free_after = not after or after.isspace()
    if free_before and not free_after:
        # '." ' after a space that should not be there: what follows is no word.
        if is_open and after in ".,;:!?)":
            return "closes"
        return "opens"
    if free_after and not free_before:
        return "closes" if is_open or mark not in _OPENING else "opens"
    if free_before and free_after:
        return "closes" if is_open else "opens"
    if is_open:
        return "closes"
    if mark in _OPENING or (mark != "”" and after.isalnum()):
        return "opens"
    return "closes"


def _begins_sentence(text: str, at: int) -> bool:
    return text[max(0, at - 8) : at].rstrip()[-1:] in (".", "!", "?", "…")


def _last_sign(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _pair_singles(text: str) -> list[tuple[int, int, bool]]:
    spans: list[tuple[int, int, bool]] = []
    last = 0
    while opening := _SINGLE_OPENING.search(text, last):
        closings = [
            match
            for match in _SINGLE_CLOSING.finditer(
                text, opening.end(), opening.end() + _LONGEST_SINGLE
            )
        ]
        # After a stop it closes; after a word it may be the possessive of a plural.
        sure = [match for match in closings if text[match.start() - 1] in ".,!?…;"]
        bare = [match for match in closings if text[match.start() - 1] != "s"]
        closing = next(iter(sorted((sure[:1] + bare[:1]), key=lambda match: match.start())), None)
        closing = closing or next(iter(closings), None)
        if closing is None:
            last = opening.end()
            continue
        spans.append((opening.start(), closing.end(), False))
        last = closing.end()
    return spans

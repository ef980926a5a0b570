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


# Double marks; two single ones of a typewriter are one.
_ASCII_DOUBLES = ('"', "''", "``")
_DOUBLES = (*_ASCII_DOUBLES, *"“”„«»＂「『」』")
_OPENING = frozenset("“„«「『") | {"``"}
_CLOSING = frozenset("»」』")
_BEFORE_OPENING = "([{—–-/:;=\u2015\u00a0"
# A single mark opens before a word, and closes after one; an apostrophe stands within a word, or
# where letters are left out ("'90s", "'em"). The mark stands first in a pattern, since the engine
# passes over all else; what must stand before it is looked for behind it.
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
    return find_quoted_within(text, [(0, len(text))])


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
    doubles = _find_doubles(text)
    quoted: list[Quoted] = []
    last, stop = 0, len(doubles)
    for start, end in paragraphs:
        first = last
        while last < stop and doubles[last][0] < end:
            last += 1
        here = []
        if first < last:
            marks = [mark for mark in doubles[first:last] if mark[0] >= start]
            here = _pair_doubles(text, start, end, marks)
        if not here and (text.find("'", start, end) >= 0 or text.find("‘", start, end) >= 0):
            here = _pair_singles(text[start:end], start)
        quoted += here
    return quoted


def find_all_quoted(text: str) -> list[Quoted]:
    """Find the outermost quotations of a text, line by line; no quotation crosses a line end."""
    return find_quoted_within(text, [line.span() for line in _LINE.finditer(text)])


def marks_within(piece: tuple[int, int], marks: Sequence[Quoted]) -> list[Quoted]:
    """List the quotations, in order and disjoint, that a piece of the text touches."""
    start, end = piece
    first = last = bisect_left(marks, (end,))
    while first and marks[first - 1][1] > start:
        first -= 1
    return list(marks[first:last]) if first < last else []


def kind_of_quotation(text: str, pieces: Iterable[tuple[int, int]], marks: Sequence[Quoted]) -> str:
    """Tell by the letters outside of marks whether pieces are direct, mixed or indirect.

    Examples
    --------
    >>> text = 'It "may" end, he said.'
    >>> kind_of_quotation(text, [(0, 12)], find_all_quoted(text))
    'mixed'
    """
    is_quoted, is_mixed = False, False
    for piece in pieces:
        position, end = piece
        for first, last, _ in marks_within(piece, marks):
            is_quoted = True
            if not is_mixed and position < first:
                is_mixed = bool(_LETTER.search(text, position, first))
            position = last
        if not is_mixed and position < end:
            is_mixed = bool(_LETTER.search(text, position, end))
    if not is_quoted:
        return "indirect"
    return "mixed" if is_mixed else "direct"


def _find_doubles(text: str) -> list[tuple[int, int]]:
    """Find all double marks, each kind by itself: few of them stand in one text."""
    found = []
    for mark in _ASCII_DOUBLES if text.isascii() else _DOUBLES:
        if mark[0] in text:  # far sooner told than whether two of them stand there
            end, width = 0, len(mark)
            while (start := text.find(mark, end)) >= 0:
                end = start + width
                found.append((start, end))
    found.sort()
    return found


def _pair_doubles(
    text: str, first: int, last: int, marks: Iterable[tuple[int, int]]
) -> list[Quoted]:
    """Pair the double marks of the paragraph that begins at `first` and ends at `last`."""
    spans: list[Quoted] = []
    opened = -1
    for start, end in marks:
        mark = text[start:end]
        before = text[start - 1] if start > first else ""
        after = text[end] if end < last else ""
        faces = _faces(mark, before, after, is_open=opened >= 0)
        if faces == "inch":
            continue
        if faces == "opens":
            if opened < 0:
                opened = start
            elif mark in _OPENING or _begins_sentence(text, start):
                # The one before was never closed; it ends where this one begins.
                spans.append(Quoted(opened, _last_sign(text, opened, start), repaired=True))
                opened = start
            continue
        if opened >= 0:
            if after in ("'", "’") and text[end : end + 2] != "''":
                end += 1  # the end of a quotation within
            spans.append(Quoted(opened, end, repaired=False))
            opened = -1
        elif not spans:
            # Beside a quotation that is whole a lone mark is a slip of the keys.
            begin = start - len(text[first:start].lstrip())
            if begin < start:
                spans.append(Quoted(begin, end, repaired=True))
    if opened >= 0 and text[opened:last].strip(" \"“”'"):
        spans.append(Quoted(opened, _last_sign(text, opened, last), repaired=True))
    return spans


def _faces(mark: str, before: str, after: str, *, is_open: bool) -> str:
    """Tell whether a mark opens or closes by the characters beside it."""
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


def _pair_singles(text: str, moved: int) -> list[Quoted]:
    """Pair the single marks of a paragraph, and tell where they stand in a longer text."""
    spans: list[Quoted] = []
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
        spans.append(Quoted(opening.start() + moved, closing.end() + moved, repaired=False))
        last = closing.end()
    return spans

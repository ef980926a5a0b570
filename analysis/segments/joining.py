"""Join what the sentence splitter cut too often: after abbreviations and inside quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from analysis.codebooks.reading import HOUSE_CODEBOOKS, read_yaml

# A quotation that is opened and not closed within so many pieces has lost its mark; joining on
# would swallow the paragraph.
_MOST_PIECES = 8
_OPEN, _CLOSE = "“", "”"
_STOP_WITHOUT_END = re.compile(r"(?<!\w)[A-Z]\.\s*$")
_CLOCK = re.compile(r"\b\d{1,2}(?::\d\d)? ?[ap]\.m\.\s*$")
_AFTER_CLOCK = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:local|Korea|Seoul|Tokyo|Eastern) [Tt]ime"
    r"|(?:EST|EDT|GMT|KST|JST|UTC)\b|[a-z(]"
)


def join_pieces(text: str, pieces: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join pieces of a paragraph that belong to one sentence.

    Parameters
    ----------
    text : str
        One paragraph.
    pieces : iterable of (start, end)
        What the splitter cut; each begins where the one before ends.

    Returns
    -------
    list of (start, end)
        Fewer pieces, or the same.
    """
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        if joined and _is_cut_too_often(text, joined[-1], start, end):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return _join_quotations(text, joined)


def _is_cut_too_often(text: str, before: tuple[int, int], start: int, end: int) -> bool:
    left, right = text[before[0] : start].rstrip(), text[start:end].lstrip()
    if not left or not right:
        return not right
    if _CLOCK.search(left) and _AFTER_CLOCK.match(right):
        return True
    if not left.endswith("."):
        return False
    word = left.rsplit(None, 1)[-1].lstrip("(\"“‘'[")
    always, before_name, before_number = _abbreviations()
    # A sentence does not begin in small letters, so "bn." before them ended none.
    if right[0].islower() or word in always:
        return True
    if _STOP_WITHOUT_END.search(left) and right[0].isupper():
        return True
    if word in before_name and right[0].isupper():
        return True
    return word in before_number and right[0].isdigit()


def _join_quotations(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join pieces from an opening double mark to the piece that closes it."""
    joined: list[tuple[int, int]] = []
    index = 0
    while index < len(pieces):
        start, end = pieces[index]
        stop = index
        if _is_open(text[start:end]):
            for ahead in range(index + 1, min(index + _MOST_PIECES, len(pieces))):
                if not _is_open(text[start : pieces[ahead][1]]):
                    stop = ahead
                    break
        joined.append((start, pieces[stop][1]))
        index = stop + 1
    return joined


def _is_open(piece: str) -> bool:
    return piece.count(_OPEN) > piece.count(_CLOSE) or piece.count('"') % 2 == 1


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    book = read_yaml(HOUSE_CODEBOOKS / "abbreviations.yaml")
    return tuple(
        frozenset(map(str, book[field])) for field in ("always", "before_name", "before_number")
    )

"""Cut a text into sentences: sentencex first, then what it cuts too often or not at all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence, Set
from itertools import accumulate, pairwise

from sentencex import segment

from analysis.segments.joining import is_cut_too_often
from analysis.segments.marks import pair_marks
from analysis.segments.overlooked import find_overlooked
from analysis.segments.paragraphs import find_paragraphs

# The splitter takes time with the square of a paragraph, so that a long one goes through it in
# windows; few paragraphs of real articles are longer than one.
_WINDOW = 3000
_WIDEST_WINDOW = 24_000
# The splitter fails where a space of several bytes stands between a capital and a stop.
_WIDE_SPACE = re.compile(r"\.(?<=[^\S\x00-\x7f]\.)")
_NONE: Set[int] = frozenset()
_OPENERS = frozenset('“‘"«([')
_DANGLING = re.compile(r"(?<=\s)[“‘\"«(\[]+\s*\Z")
_SENTENCE_IN_BRACKETS = re.compile(
    r"\((?=[\"“‘]?[A-Z])[^()]{1,800}[.!?…][\"”’]?\)\s+(?=[\"“‘(]?[A-Z])"
)


def find_sentences(text: str, begin: int = 0) -> list[tuple[int, int]]:
    """Find the sentences of a text from a place on.

    Paragraphs are never crossed. A quotation or bracket that holds several sentences is not cut
    inside, unless one of its marks is missing or it is longer than 1,500 characters. The time
    taken grows with the length of the text, whatever it holds.

    Parameters
    ----------
    text : str
        Any text.
    begin : int, optional
        Where to start.

    Returns
    -------
    list of (start, end)
        Not overlapping, without the white space around; every other character is in one.

    Examples
    --------
    >>> text = "Gen. Lee left on Dec. 3. He met J. Smith of the U.S. Navy."
    >>> [text[start:end] for start, end in find_sentences(text)]
    ['Gen. Lee left on Dec. 3.', 'He met J. Smith of the U.S. Navy.']
    """
    paragraphs = find_paragraphs(text, begin)
    return cut_paragraphs(text, paragraphs, [True] * len(paragraphs))


def cut_paragraphs(
    text: str, paragraphs: list[tuple[int, int]], may_overlook: Iterable[bool]
) -> list[tuple[int, int]]:
    """Find the sentences as :func:`find_sentences` does, in paragraphs that are known.

    Parameters
    ----------
    text : str
        Any text.
    paragraphs : list of (start, end)
        As :func:`analysis.segments.paragraphs.find_paragraphs` finds them.
    may_overlook : iterable of bool
        Of each, whether the splitter may overlook the end of a sentence there; see
        :func:`analysis.segments.overlooked.may_overlook`.

    Returns
    -------
    list of (start, end)
        Not overlapping.
    """
    paired, lone = pair_marks(text, paragraphs)
    if not text.isascii():
        lone += [(match.start() - 1, match.start()) for match in _WIDE_SPACE.finditer(text)]
    plain = _blank(text, sorted(lone)) if lone else text
    spans = []
    for (start, end), may in zip(paragraphs, may_overlook, strict=True):
        begins = _split(plain[start:end])
        overlooked = set(find_overlooked(text[start:end])) if may else _NONE
        bounds: Sequence[int] = ()
        if begins or overlooked:
            bounds = _keep_bounds(text, (start, end), begins, overlooked, paired)
        for first, last in pairwise((start, *bounds, end)):
            piece = text[first:last].lstrip()
            if piece:
                first = last - len(piece)
                spans.append((first, first + len(piece.rstrip())))
    return spans


def _keep_bounds(
    text: str,
    paragraph: tuple[int, int],
    begins: list[int],
    overlooked: Set[int],
    paired: list[tuple[int, int]],
) -> list[int]:
    """Keep of the bounds, told from where their paragraph begins, those that end a sentence."""
    start, end = paragraph
    bounds = [start + at for at in begins]
    if overlooked or not all([text.endswith(". ", start, bound) for bound in bounds]):
        bounds = sorted({_step_over_marks(text, start, at) for at in overlooked.union(begins)})
    has_capitals = not text[start:end].islower()
    kept, before = [], start
    for bound, after in zip(bounds, [*bounds, end][1:], strict=True):
        if paired and _is_inside(paired, bound):
            continue
        cut = (before, bound, after)
        if bound - start in overlooked or not is_cut_too_often(
            text, cut, has_capitals=has_capitals
        ):
            kept.append(bound)
            before = bound
    return kept


def _is_inside(paired: list[tuple[int, int]], bound: int) -> bool:
    place = bisect_left(paired, (bound,)) - 1
    return place >= 0 and bound < paired[place][1]


def _step_over_marks(text: str, start: int, at: int) -> int:
    """Move a bound, so far behind a start, before the opening marks of what follows."""
    bound = start + at
    if text[max(start, bound - 3) : bound].rstrip()[-1:] not in _OPENERS:
        return bound
    dangling = _DANGLING.search(text, max(start + 1, bound - 8), bound)
    return dangling.start() if dangling else bound


def _split(paragraph: str) -> list[int]:
    """Run the splitter over a paragraph, a window at a time."""
    if len(paragraph) <= _WINDOW:
        return _split_window(paragraph)
    bounds: list[int] = []
    start, width = 0, _WINDOW
    while start < len(paragraph):
        window = paragraph[start : start + width]
        begins = _split_window(window)
        bounds += [start + begin for begin in begins]
        if start + width >= len(paragraph):
            break
        if begins:
            # The window may have cut the last piece, so that the next one begins with it.
            start, width = start + begins[-1], _WINDOW
        elif width < _WIDEST_WINDOW:
            width *= 2
        else:
            start, width = start + len(window), _WINDOW
    return bounds


def _split_window(window: str) -> list[int]:
    pieces = segment("en", window)
    if len(pieces) == 1 and window[0] != "(":
        return []
    begins = list(accumulate(map(len, pieces[:-1])))
    opened = [begin for begin in (0, *begins) if window[begin] == "("]
    if not opened:
        return begins
    brackets = [_SENTENCE_IN_BRACKETS.match(window, begin) for begin in opened]
    return sorted({*begins, *(bracket.end() for bracket in brackets if bracket)})


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    """Write spaces over spans, so that all places stay."""
    parts, position = [], 0
    for start, end in spans:
        parts += [text[position:start], " " * (end - start)]
        position = end
    return "".join([*parts, text[position:]])

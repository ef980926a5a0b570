"""Cut a text into sentences: sentencex first, then what it cuts too often or not at all."""

from __future__ import annotations

import re
from itertools import accumulate

from sentencex import segment

from analysis.segments.joining import is_cut_too_often
from analysis.segments.marks import pair_marks
from analysis.segments.overlooked import find_overlooked
from analysis.segments.paragraphs import find_paragraphs

# The splitter takes time with the square of a paragraph, so that a long one goes through it in
# windows; few paragraphs of real articles are longer than one.
_WINDOW = 3000
_WIDEST_WINDOW = 24_000
# Whatever is no letter, digit, space or one of these marks may end a sentence, if more follows. The
# engine knows a letter soonest by the letters that are listed.
_MAY_END = re.compile(r"[^a-zA-Z0-9 \w\s,;:'’‘“”\"()$%&/–—-](?![\"”’')]?\s*\Z)")
# The splitter fails where a space of several bytes stands between a capital and a stop.
_WIDE_SPACE = re.compile(r"\.(?<=[^\S\x00-\x7f]\.)")
_OPENERS = frozenset('“‘"«([')
_DANGLING = re.compile(r"(?<=\s)[“‘\"«(\[]+\s*\Z")
_SENTENCE_IN_BRACKETS = re.compile(
    r"\((?=[\"“‘]?[A-Z])[^()]{1,800}[.!?…][\"”’]?\)\s+(?=[\"“‘(]?[A-Z])"
)


def find_sentences(
    text: str, begin: int = 0, *, may_overlook: bool = True
) -> list[tuple[int, int]]:
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
    may_overlook : bool, optional
        Whether the splitter may overlook the end of one, if that is known; see
        :func:`analysis.segments.overlooked.may_overlook`.

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
    spans = []
    for start, end in find_paragraphs(text, begin):
        paragraph = text[start:end]
        bounds = [*_find_bounds(paragraph, may_overlook=may_overlook), len(paragraph)]
        first = 0
        for last in bounds:
            piece = paragraph[first:last].lstrip()
            if piece:
                begins = start + last - len(piece)
                spans.append((begins, begins + len(piece.rstrip())))
            first = last
    return spans


def _find_bounds(paragraph: str, *, may_overlook: bool) -> list[int]:
    """Find the places inside a paragraph where a sentence begins."""
    if not _MAY_END.search(paragraph):
        return []
    paired, lone = pair_marks(paragraph)
    overlooked = set(find_overlooked(paragraph)) if may_overlook else set()
    if not paragraph.isascii():
        lone += [(match.start() - 1, match.start()) for match in _WIDE_SPACE.finditer(paragraph)]
    found = overlooked.union(_split(_blank(paragraph, sorted(lone)) if lone else paragraph))
    if not found:
        return []
    if paired or lone or "‘" in paragraph:
        found = {_step_over_marks(paragraph, bound) for bound in found}
    bounds = sorted(found)
    has_capitals = not paragraph.islower()
    kept, before, index = [], 0, 0
    for bound, after in zip(bounds, [*bounds, len(paragraph)][1:], strict=True):
        while index < len(paired) and paired[index][1] <= bound:
            index += 1
        if index < len(paired) and paired[index][0] < bound:
            continue
        cut = (before, bound, after)
        if bound in overlooked or not is_cut_too_often(paragraph, cut, has_capitals=has_capitals):
            kept.append(bound)
            before = bound
    return kept


def _step_over_marks(paragraph: str, bound: int) -> int:
    """Move a bound before the opening marks that belong to what follows."""
    if paragraph[max(0, bound - 3) : bound].rstrip()[-1:] not in _OPENERS:
        return bound
    dangling = _DANGLING.search(paragraph, max(0, bound - 8), bound)
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
    begins = list(accumulate(map(len, segment("en", window)[:-1])))
    if "(" not in window:
        return begins
    brackets = [_SENTENCE_IN_BRACKETS.match(window, begin) for begin in [0, *begins]]
    return sorted({*begins, *(bracket.end() for bracket in brackets if bracket)})


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    """Write spaces over spans, so that all places stay."""
    parts, position = [], 0
    for start, end in spans:
        parts += [text[position:start], " " * (end - start)]
        position = end
    return "".join([*parts, text[position:]])

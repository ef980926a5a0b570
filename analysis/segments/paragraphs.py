"""Cut a text into paragraphs, whether its lines are paragraphs or were broken at a width."""

from __future__ import annotations

import re

_ONE_BREAK = frozenset(("\r\n", "\r", "\n", "\u2028", "\u2029"))
_LIST_OR_ADDRESS = re.compile(r"\(?[a-z0-9]{1,3}[.)]\s|https?:|www\.")
_FINISHED = re.compile(r"[.!?:…][\"”’')\]]*\s*\Z")
_NARROWEST, _WIDEST, _RAGGED = 40, 100, 25


def find_paragraphs(text: str, begin: int = 0) -> list[tuple[int, int]]:
    """Find the paragraphs of a text from a place on.

    An empty line always ends a paragraph. A single line end does too, unless the line goes on
    in small letters, or the lines were broken at a fixed width as in an e-mail.

    Parameters
    ----------
    text : str
        Any text.
    begin : int, optional
        Where to start.

    Returns
    -------
    list of (start, end)
        Not overlapping; each holds more than white space.
    """
    blocks: list[list[tuple[int, int]]] = []
    start, last_end = begin, -1
    ended = text[begin:].replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    for line in ended.split("\n"):
        end = start + len(line)
        if line and not line.isspace():
            if last_end < 0 or text[last_end:start] not in _ONE_BREAK:
                blocks.append([])
            blocks[-1].append((start, end))
            last_end = end
        start = end + 1
    is_wrapped = any(len(lines) > 2 and _is_wrapped(text, lines) for lines in blocks)
    paragraphs = []
    for lines in blocks:
        if len(lines) == 1:
            paragraphs += lines
        elif is_wrapped and _is_wrapped(text, lines):
            paragraphs.append((lines[0][0], lines[-1][1]))
        else:
            paragraphs += _join_lines(text, lines)
    return paragraphs


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Tell whether lines were broken at a width: all but the last are about as long."""
    *full, last = lines
    widths = [end - start for start, end in full]
    if min(widths) < _NARROWEST or max(*widths, last[1] - last[0]) > _WIDEST:
        return False
    if max(widths) - min(widths) > _RAGGED:
        return False
    n_small = sum(text[start : start + 12].lstrip()[:1].islower() for start, _ in lines[1:])
    # Headlines in a list are about as long too, but none begins in small letters.
    if len(lines) > 2 and 3 * n_small < len(full):
        return False
    n_unfinished = sum(not _FINISHED.search(text[max(start, end - 8) : end]) for start, end in full)
    return 2 * n_unfinished >= len(full)


def _join_lines(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined = [lines[0]]
    for start, end in lines[1:]:
        before, begin = joined[-1][1], text[start : start + 12].lstrip()
        goes_on = (
            begin[:1].islower()
            and not _LIST_OR_ADDRESS.match(begin)
            and not _FINISHED.search(text[max(joined[-1][0], before - 8) : before])
        )
        if goes_on:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined

"""The older LexisNexis: each article below a line "1 of 100 DOCUMENTS", outlet and date first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise, takewhile
from typing import NamedTuple

from analysis.readers.articles import Article, Articles
from analysis.readers.assembling import assemble, date_from
from analysis.readers.counting import compare_count, compare_length, read_number, write_words
from analysis.readers.dates import find_day
from analysis.readers.fields import find_tail, is_copyright, split_field, strip_by, strip_edition
from analysis.readers.languages import find_language
from analysis.readers.nexis.labels import ABOVE, BELOW, list_unknown

__all__ = ["is_old", "read_old"]

_NUMBER = re.compile(r"(\d+) of (\d+) DOCUMENTS?|Dokument (\d+) von (\d+)|Document (\d+) de (\d+)")
_REQUEST = re.compile(r"Download Request:", re.IGNORECASE)
_SELECTED = re.compile(r"Download Request: .*?(\d+)-(\d+)$", re.IGNORECASE)
_LENGTH = re.compile(r"LENGTH: ?[\d.,]+ words", re.IGNORECASE)
# Outlet, date and headline, of which each may take more than one line.
_MOST_TOP_LINES, _FURTHEST = 8, 40
# A block of lines that were broken at a width.
_NARROWEST, _WIDEST = 40, 90
_SIGNS = frozenset(["length", "loaddate", "publicationtype"])


class _Start(NamedTuple):
    """The line that numbers an article: where it stands, its number, the number of all."""

    at: int
    number: int
    total: int


def is_old(lines: Sequence[str]) -> bool:
    """Tell the older form: a numbering of documents, above any field, and a field below it."""
    starts = _find_starts(lines)
    if not starts or any(_label(line) in ABOVE | BELOW for line in lines[: starts[0].at]):
        return False
    return any(_label(line) in _SIGNS for line in lines)


def read_old(lines: Sequence[str]) -> Articles:
    """Read the articles of one export in the older form.

    Parameters
    ----------
    lines : sequence of str
        The lines of the file, empty ones included where they stand between blocks.

    Returns
    -------
    Articles
        A gap in the numbering is among the refused.
    """
    starts = _find_starts(lines)
    ends = [*(start.at for start in starts[1:]), len(lines)]
    articles: list[Article] = []
    refused: list[tuple[str, str]] = []
    for start, end in zip(starts, ends, strict=True):
        place = f"article {start.number}"
        record = list(takewhile(lambda line: not _REQUEST.match(line), lines[start.at + 1 : end]))
        article = _read_article(_join_blocks(record), place)
        if isinstance(article, str):
            refused.append((place, article))
        else:
            articles.append(article)
    stated = _find_stated(lines, starts)
    refused += compare_count("numbering", stated, len(starts))
    return Articles(articles, refused, stated)


def _find_starts(lines: Sequence[str]) -> list[_Start]:
    """List where articles begin; a text may hold such a line, but no header below it."""
    starts = []
    for index, line in enumerate(lines):
        match = _NUMBER.fullmatch(line)
        if match and _begins_header(lines[index + 1 : index + 1 + _FURTHEST]):
            number, total = (int(group) for group in match.groups() if group)
            starts.append(_Start(index, number, total))
    return starts


def _begins_header(lines: Sequence[str]) -> bool:
    filled = islice((line for line in lines if line), _MOST_TOP_LINES)
    return any(find_day(line) or _LENGTH.fullmatch(line) for line in filled)


def _find_stated(lines: Sequence[str], starts: Sequence[_Start]) -> int:
    """Count what should be there: the items that were selected, or all from the first number on.

    Several downloads may have been put into one file: the numbers then begin anew.
    """
    selected = [match for line in lines if (match := _SELECTED.match(line))]
    if selected:
        return sum(int(match[2]) - int(match[1]) + 1 for match in selected)
    stated, last = 0, None
    for start in starts:
        if last is None or start.total != last.total or start.number <= last.number:
            stated += start.total - start.number + 1
        last = start
    return stated


def _join_blocks(lines: Sequence[str]) -> list[str]:
    """Make one block of the lines between two empty ones, unless each line is a paragraph.

    In the files of lines that were broken at a width an empty one stands below each field.
    """
    fields = [_label(line) in ABOVE | BELOW for line in lines]
    if all(lines) or any(map(all, pairwise(fields))):
        return [line for line in lines if line]
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [_join(block) for block in blocks if block]


def _join(block: Sequence[str]) -> str:
    is_wrapped = all(_NARROWEST <= len(line) <= _WIDEST for line in block[:-1])
    is_field = split_field(block[0]) is not None or is_copyright(block[0])
    return (" " if is_wrapped or is_field else "\n").join(block)


def _read_article(blocks: Sequence[str], place: str) -> Article | str:
    above = next((n for n, block in enumerate(blocks) if _label(block) in ABOVE), len(blocks))
    below = above
    seen: set[str] = set()
    while below < len(blocks) and _label(blocks[below]) in ABOVE - seen:
        seen.add(_label(blocks[below]))
        below += 1
    start = below + find_tail(blocks[below:], BELOW)
    header, text, tail = blocks[above:below], blocks[below:start], blocks[start:]
    if not text:
        return "it must hold text; only its header was read"
    fields = {
        field.label: field.value
        for block in reversed([*header, *tail])
        if (field := split_field(block))
    }
    title, outlet, date_line = _read_top(blocks[:above], "headline" in fields)
    day, notes = date_from(date_line, "date line")
    if graphic := fields.get("graphic"):
        notes.append(f"not in the text: its captions, {write_words(len(graphic.split()))}")
    stated = read_number(fields.get("length", "").removesuffix("words"))
    notes += [*list_unknown([*header, *tail]), *compare_length(" ".join(text), stated)]
    facts = {
        "title": fields.get("headline") or title,
        "published_on": day,
        "outlet": strip_edition(outlet or ""),
        "author": strip_by(fields.get("byline", "")),
        "language": find_language(fields.get("language", "")),
    }
    method = "LexisNexis, dated by its date line" if day else "LexisNexis, undated"
    return assemble(text, facts, place=place, method=method, notes=notes)


def _label(block: str) -> str:
    field = split_field(block)
    return field.label if field else ""


def _read_top(
    top: Sequence[str], has_headline: object
) -> tuple[str | None, str | None, str | None]:
    """Tell headline, outlet and date line apart: here the outlet stands first."""
    top = [" ".join(block.split()) for block in top if not is_copyright(block)]
    outlet = top[0] if top else None
    for index in range(1, len(top)):
        # A headline may be a date; then nothing is left to be one.
        if find_day(top[index]) and (has_headline or index + 1 < len(top)):
            return " ".join(top[index + 1 :]) or None, outlet, top[index]
    return " ".join(top[1:]) or None, outlet, None

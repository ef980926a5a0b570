"""Factiva's RTF as lines: an article ends with the number of its document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from analysis.readers.articles import Article, Articles
from analysis.readers.counting import read_number
from analysis.readers.dates import find_day
from analysis.readers.factiva.codes import PART_OF, Row, read_coded
from analysis.readers.factiva.details import (
    ID,
    compare_results,
    finish,
    read_details,
    read_words,
)
from analysis.readers.fields import split_lines

__all__ = ["is_factiva", "read_factiva"]

_CLOSING = re.compile(rf"(?:AN[|\t] ?)?\S+ {ID}\|?")
_CODED = re.compile(r"([A-Z]{2,3})(?:[|\t] ?(.*))?", re.DOTALL)
_SUMMARY = re.compile(r"[^|\t]{3,40}[|\t] ?(\d[\d.,]*)\|?")
_BYLINE = re.compile(r"(?:By|From) \S|.{1,60}\b(?:Correspondent|Staff Writer|Editor)\b")
_CREDIT = re.compile(r"(?:Special|Exclusive) to ", re.IGNORECASE)
# A desk of the paper and its page: "Foreign Desk; 1".
_DESK = re.compile(r"\b(?:Desk|Section|Sect\.)|;\s*\w{1,4}$")
_NAME = re.compile(
    r"[^\W\d_a-z][\w.'’-]*(?: (?:[^\W\d_a-z][\w.'’-]*|al|bin|da|de|del|den|der|di|van|von|and|,|&))"
    r"{1,6}"
)
_WORDS_AND_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_COMPANIES = ("Inc.", "Ltd.", "Limited", "LLC", "Corp.", "Co.", "GmbH", "plc", "PLC", "Company")
_NUMBERED = re.compile(r"\d+\) ")
_MOST_HEADER_LINES, _MOST_TOP_LINES = 12, 3
_LONGEST_PUBLISHER = 10


def is_factiva(lines: Sequence[str]) -> bool:
    """Tell an export of Factiva: the number of a document, and a number of words with a date."""
    lines = [line for line in lines if line]
    if not any(map(_CLOSING.fullmatch, lines)):
        return False
    pairs = zip(lines, lines[1:], strict=False)
    has_codes = any(match[1] == "HD" for line in lines if (match := _CODED.fullmatch(line)))
    return has_codes or any(read_words(line) and find_day(below) for line, below in pairs)


def read_factiva(paragraphs: Sequence[str]) -> Articles:
    """Read the articles of one RTF, DOCX or text export of Factiva.

    Parameters
    ----------
    paragraphs : sequence of str
        The paragraphs or lines of the file; cells of one row between tabs or strokes (`|`).

    Returns
    -------
    Articles
        Each article with title, day, outlet, author and language as far as it has them. A number
        of results in the search summary that is not that of the articles is among the refused.
    """
    lines = [line for line in split_lines(paragraphs) if line]
    articles: list[Article] = []
    refused: list[tuple[str, str]] = []
    ends = [n for n, line in enumerate(lines) if _CLOSING.fullmatch(line)]
    begins = [0, *(end + 1 for end in ends)]
    first_lines = Counter(lines[begin] for begin in begins if begin < len(lines))
    sections = {line for line, count in first_lines.items() if count > 1}
    records = [lines[begin:end] for begin, end in zip(begins, ends, strict=False)]
    for number, record in enumerate(_strip_numbers(records), start=1):
        place = f"article {number}"
        rows = _list_rows(record)
        article = read_coded(rows, place) if rows else _read_article(record, place, sections)
        if isinstance(article, str):
            refused.append((place, article))
        else:
            articles.append(article)
    rest = lines[ends[-1] + 1 :] if ends else lines
    n_results = _count_results(rest)
    if any(map(read_words, rest)):
        reason = "no number of a document closes it; it is cut off. Export it again"
        refused.append((f"article {len(ends) + 1}", reason))
    refused += compare_results(n_results, len(ends))
    return Articles(articles, refused, n_results)


def _list_rows(lines: Sequence[str]) -> list[Row]:
    """List codes with their lines; a code out of its part, or written otherwise, is text."""
    rows: list[Row] = []
    is_bare = not any(line.startswith(("HD|", "HD\t")) for line in lines)
    codes: set[str] = set()
    part = 0
    for line in lines:
        match = _CODED.fullmatch(line)
        code = match[1] if match and is_bare == (match[2] is None) else ""
        # Between strokes a code that is not known is one all the same.
        of_code = PART_OF.get(code, -1 if is_bare else part)
        if code and of_code >= part and code not in codes:
            rows.append(Row(code, []))
            codes.add(code)
            part = of_code
            line = match[2] or ""
        line = line if is_bare else line.rstrip("|").strip()
        if rows and line:
            rows[-1].lines.append(line)
    return rows if "HD" in codes and codes & {"LP", "TD"} else []


def _strip_numbers(records: list[list[str]]) -> list[list[str]]:
    """Take "1) " from before the headlines of an export that counts them all."""
    places = []
    for record in records:
        top = range(min(len(record), _MOST_TOP_LINES))
        places.append(next((n for n in top if _NUMBERED.match(record[n])), None))
    if None in places:
        return records
    return [
        [*record[:n], _NUMBERED.sub("", record[n], count=1), *record[n + 1 :]]
        for record, n in zip(records, places, strict=True)
    ]


def _count_results(lines: Sequence[str]) -> int | None:
    """Read the number of results in the search summary: its last row that is a number."""
    rows = [*lines, *map("|".join, pairwise(lines))]
    found = [match for row in rows if (match := _SUMMARY.fullmatch(row))]
    return read_number(found[-1][1]) if found else None


def _read_article(lines: Sequence[str], place: str, sections: Collection[str]) -> Article | str:
    at = next((n for n, line in enumerate(lines[:_MOST_HEADER_LINES]) if _is_count(lines, n)), None)
    if at is None:
        return f"it must have a line of its number of words; it is {' '.join(lines)[:60]!r}"
    details = read_details(lines[at:])
    title, author, notes = _read_top(lines[:at], sections)
    text = list(lines[at + details.n_lines :])
    known = _find_words(" ".join(lines[at : at + details.n_lines]))
    if len(text) > 1 and _is_publisher(text[-1], known):
        if not _find_words(text[-1]) <= known:
            notes.append(f"not in the text: its last line, {text[-1]!r}")
        del text[-1]
    return finish(details, text, {"title": title, "author": author}, place=place, notes=notes)


def _is_count(lines: Sequence[str], n: int) -> bool:
    """Tell the number of words from a headline like "40 ships": a date stands below it."""
    if n == 0 or read_words(lines[n]) is None:
        return False
    below = lines[n + 1] if n + 1 < len(lines) else ""
    return find_day(below) is not None or _WORDS_AND_YEAR.search(below) is not None


def _read_top(
    top: Sequence[str], sections: Collection[str]
) -> tuple[str | None, str | None, list[str]]:
    """Tell the headline from a section above it and a byline below it, which may both lack."""
    top = [line for n, line in enumerate(top) if n == 0 or not _CREDIT.match(line)]
    has_section = len(top) > 1 and (top[0] in sections or _DESK.search(top[0]) is not None)
    rest = top[1:] if has_section else top
    if len(rest) < 2:
        return (rest[0] if rest else None), None, []
    is_byline = _BYLINE.match(rest[-1]) is not None
    if is_byline and len(rest) <= _MOST_TOP_LINES:
        # Section, headline and byline stand in this order.
        return rest[-2], rest[-1], []
    if is_byline or _NAME.fullmatch(rest[-1]):
        names, author = rest[:-1], rest[-1]
    else:
        names, author = rest, None
    title = max(names, key=len)
    if author is None and names[-1] != title:
        author = names[-1]
    if len(names) == 1 and has_section:
        return title, author, []
    others = ", ".join(repr(line) for line in rest if line != title)
    return title, author, [f"its headline may be another line: {others}"]


def _is_publisher(line: str, known: set[str]) -> bool:
    """Tell the publisher's name, which closes an article, from its last sentence."""
    is_company = line.endswith(_COMPANIES)
    if line.endswith((".", "!", "?", "”", '"')) and not is_company:
        return False
    return len(line.split()) <= _LONGEST_PUBLISHER and bool(_find_words(line) & known or is_company)


def _find_words(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text.casefold()))

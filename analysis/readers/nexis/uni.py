"""An export of Nexis Uni: a cover page with the list of results, and the articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis.readers.articles import Article, Articles
from analysis.readers.counting import compare_count, read_number
from analysis.readers.dates import find_day
from analysis.readers.fields import is_copyright, split_field
from analysis.readers.nexis.labels import ABOVE, BELOW
from analysis.readers.nexis.uni_articles import begins_header, read_article

__all__ = ["find_cover", "is_end", "read_uni"]

_STATED = re.compile(r"\w+ ?\((\d[\d.,]*)\)")
_ENTRY = re.compile(r"(\d+)\. ?(.+)")
_FIRST_LINES = 10
_END = "end of document"
_LENGTH = re.compile(r"Length: ?[\d.,]+ words", re.IGNORECASE)
# Headline, outlet, date line and fields, of which each may take more than one line.
_MOST_TOP_LINES = 12


class Cover(NamedTuple):
    """How many documents a cover page states, their titles, and where the first one begins."""

    stated: int | None
    titles: list[str]
    end: int


def read_uni(lines: Sequence[str]) -> Articles:
    """Read the articles of one export.

    Parameters
    ----------
    lines : sequence of str
        The lines of the file.

    Returns
    -------
    Articles
        A number on the cover page that is not that of the articles is among the refused.
    """
    lines = [line for line in lines if line]
    cover = find_cover(lines) or Cover(None, [], 0)
    articles: list[Article] = []
    refused: list[tuple[str, str]] = []
    records = _split(lines[cover.end :])
    if (cover.stated or 1) > 1 and not any(is_closed for _, is_closed in records):
        reason = (
            f'it states {cover.stated} articles and no line "End of Document" closes one; set the '
            "database's interface to English and export again"
        )
        return Articles([], [("cover page", reason)], cover.stated)
    for number, (record, is_closed) in enumerate(records, start=1):
        place = f"article {number}"
        if not is_closed and not any(map(begins_header, record[1:])):
            refused.append((place, f"it must have a header; it begins {record[0][:60]!r}"))
            continue
        article = read_article(record, place, is_closed=is_closed)
        if isinstance(article, str):
            refused.append((place, article))
        else:
            articles.append(article)
    n_found = len(articles) + len(refused)
    absent = _list_absent(cover.titles, articles)
    refused += compare_count("cover page", cover.stated, n_found, absent=absent)
    return Articles(articles, refused, cover.stated)


def find_cover(lines: Sequence[str]) -> Cover | None:
    """Find the cover page: fields, the number of documents, and their titles one by one.

    Parameters
    ----------
    lines : sequence of str
        The lines of the file, none of them empty.

    Returns
    -------
    Cover or None
        None where the file begins with its first article.
    """
    for at, line in enumerate(lines[:_FIRST_LINES]):
        match = _STATED.fullmatch(line)
        follows = lines[at + 1] if at + 1 < len(lines) else "1."
        if match and follows.startswith("1.") and any(map(split_field, lines[:at])):
            break
    else:
        return None
    titles: list[str] = []
    end = len(lines)
    for index in range(at + 1, len(lines)):
        if begins_header(lines[index]):
            end = _find_top(lines, index, titles)
            break
        entry = _ENTRY.fullmatch(lines[index])
        if entry and int(entry[1]) == len(titles) + 1:
            titles.append(entry[2])
    return Cover(read_number(match[1]), titles, end)


def is_end(line: str) -> bool:
    """Tell the line that closes an article."""
    return len(line) <= len(_END) and line.casefold() == _END


def _find_top(lines: Sequence[str], header: int, titles: Sequence[str]) -> int:
    """Go back from the first header to its headline: the first title, or above date and outlet."""
    if titles:
        for index in range(header - 1, max(header - _MOST_TOP_LINES, 0), -1):
            if _alike(lines[index], titles[0]):
                return index
    days = [n for n in range(max(header - 3, 0), header) if find_day(lines[n])]
    return max((days[-1] if days else header) - 2, 0)


def _split(lines: Sequence[str]) -> list[tuple[Sequence[str], bool]]:
    """Cut the articles apart, and tell which of them are closed."""
    records = []
    begin = 0
    for index, line in enumerate(lines):
        is_next = _begins_article(lines, index + 1)
        if is_end(line):
            # A text may hold these words; then neither fields stand above nor an article below.
            is_last = index + 1 == len(lines)
            if is_next or is_last or (index and _is_below(lines[index - 1])):
                records.append((lines[begin:index], True))
                begin = index + 1
        elif is_next and _is_below(line):
            records.append((lines[begin : index + 1], False))
            begin = index + 1
    if begin < len(lines):
        records.append((lines[begin:], False))
    return [(record, is_closed) for record, is_closed in records if record]


def _is_below(line: str) -> bool:
    field = split_field(line)
    return field is not None and field.label in BELOW - ABOVE


def _begins_article(lines: Sequence[str], start: int) -> bool:
    """Tell whether a headline stands here: below it a header with a day, length or owner."""
    has_header = has_sign = False
    for line in lines[start + 1 : start + _MOST_TOP_LINES]:
        if is_end(line) or _is_below(line):
            return False
        has_header = has_header or begins_header(line)
        is_sign = is_copyright(line) or _LENGTH.fullmatch(line) or find_day(line)
        has_sign = has_sign or bool(is_sign)
        if has_header and has_sign:
            return start < len(lines) and not is_end(lines[start])
        if line.casefold() == "body":
            return False
    return False


def _list_absent(titles: Sequence[str], articles: Sequence[Article]) -> list[str]:
    read = [article.facts.get("title", "") for article in articles]
    return [title for title in titles if not any(_alike(title, other) for other in read)]


def _alike(title: str, other: str) -> bool:
    title, other = (re.sub(r"\W", "", text).casefold() for text in (title, other))
    return bool(title and other) and (title.startswith(other) or other.startswith(title))

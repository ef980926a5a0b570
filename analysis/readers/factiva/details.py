"""The short lines between headline and text, whose order is fixed and of which most may lack."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.readers.articles import Article
from analysis.readers.assembling import assemble, date_from
from analysis.readers.counting import compare_length, read_number
from analysis.readers.dates import find_day
from analysis.readers.fields import is_copyright, strip_by, strip_edition
from analysis.readers.languages import find_language

__all__ = ["ID", "Details", "compare_results", "finish", "read_details", "read_words"]

# The accession number: the source's code filled up with zeros, the day of loading, a serial.
ID = r"[A-Za-z0-9]{6,10}(?:19|20)\d{6}[a-z0-9]{7,11}"
_WORDS = re.compile(r"(?P<n>\d[\d.,  ]*) ?[^\W\d_]+\.?")
_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?(?: ?[A-Z]{2,4})?")
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,7}")
_CLOSINGS = ("(c) ", "©", "Copyright ")
_FURTHEST = 12


@dataclass(frozen=True)
class Details:
    """What the lines tell; `n_lines` of them were read."""

    n_words: int | None = None
    date_line: str | None = None
    outlet: str | None = None
    language: str | None = None
    n_lines: int = 0


def read_words(line: str) -> int | None:
    """Read "1,234 words", in whatever language; None if the line says something else."""
    match = _WORDS.fullmatch(line)
    return read_number(match["n"]) if match else None


def read_details(lines: Sequence[str]) -> Details:
    """Read the lines from that of the number of words to that of the copyright.

    Parameters
    ----------
    lines : sequence of str
        They may go on with the text.

    Returns
    -------
    Details
        What is not there is None.
    """
    at = next((n for n, line in enumerate(lines[:_FURTHEST]) if read_words(line)), None)
    if at is None:
        return Details()
    rest = lines[at + 1 : at + 1 + _FURTHEST]
    n = 0
    date_line = rest[0] if rest and (find_day(rest[0]) or re.search(r"\d{4}", rest[0])) else None
    n += date_line is not None
    n += n < len(rest) and _TIME.fullmatch(rest[n]) is not None
    outlet = None
    if n < len(rest) and not is_copyright(rest[n]):
        outlet = rest[n]
        n += 1
    # Code, edition, page and volume may lack; language and copyright close the lines.
    language, last, is_closed = None, n, False
    for index in range(n, len(rest)):
        is_closing = is_copyright(rest[index]) or rest[index].startswith(_CLOSINGS)
        if is_closed and not is_closing:
            break
        is_closed = is_closing
        named = find_language(rest[index])
        language = language or named
        if is_closing or named or (index == n and _CODE.fullmatch(rest[index])):
            last = index + 1
    return Details(read_words(lines[at]), date_line, outlet, language, at + 1 + last)


def finish(
    details: Details,
    text: Sequence[str],
    facts: dict[str, str | None],
    *,
    place: str,
    notes: Sequence[str] = (),
) -> Article | str:
    """Put an article together, or say why there is none."""
    if not text:
        return "it must hold text; only its header was read"
    day, undated = date_from(details.date_line, "date line")
    known = {
        "title": facts.get("title"),
        "published_on": day,
        "outlet": strip_edition(details.outlet or ""),
        "author": strip_by(facts.get("author") or ""),
        "language": details.language,
    }
    notes = [*notes, *undated, *compare_length(" ".join(text), details.n_words)]
    method = "Factiva, dated by its date line" if day else "Factiva, undated"
    return assemble(text, known, place=place, method=method, notes=notes)


def compare_results(n_results: int | None, n_found: int) -> list[tuple[str, str]]:
    """Hold the results that the search summary states against the articles of the file.

    The summary counts what the search found, and an export takes a hundred of it at most, so that
    the others may be in other files.
    """
    if n_results is None or n_results == n_found:
        return []
    were = "is" if n_found == 1 else "are"
    reason = f"its search summary states {n_results} results, {n_found} {were} in this file"
    if n_results < n_found:
        return [("search summary", f"{reason}; see whether one was cut in two")]
    return [("search summary", f"{reason}; export the others, unless other files hold them")]

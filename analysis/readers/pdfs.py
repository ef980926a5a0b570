"""PDFs with a text layer."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.readers.articles import Article, Articles
from analysis.readers.decoding import UnreadableError
from analysis.readers.splitting import split_articles

if TYPE_CHECKING:
    from pypdf import PageObject

__all__ = ["join_pages", "read_pdf"]

_LEAST_PAGES = 3
_N_EDGE_LINES = 3
_NUMBER = re.compile(r"\d+")
_BARE = re.compile(r"[^\w]{0,4}(\d{1,4})[^\w]{0,4}")
_DIVIDED = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]\n(?=[^\W\d_])")
_LETTERS_BEFORE = re.compile(r"[^\W\d_]+\Z")
_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST_WORD = 40
_LONGEST_REASON = 200
_FINISHED = re.compile(r"[.!?:…][\"”’')\]]*\s*\Z")


def read_pdf(content: bytes) -> Articles:
    """Read the text layer of a PDF.

    Parameters
    ----------
    content : bytes
        The whole file.

    Returns
    -------
    Articles
        One, or those of a database's export. A page that is a picture without text is among the
        refused. The day on which the file was made is only noted: it need not be that of
        publication.

    Raises
    ------
    UnreadableError
        If it is encrypted, broken, or holds no text at all.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            msg = "it is encrypted; save it without its password"
            raise UnreadableError(msg)
        pages = list(map(_read_page, reader.pages))
    except DependencyError as error:
        msg = "it is encrypted; save it without its password"
        raise UnreadableError(msg) from error
    except PyPdfError as error:
        msg = f"it must be a whole PDF; {error}. Save or download it again"
        raise UnreadableError(msg) from error
    texts = [text for text, _ in pages]
    refused = [(f"page {n}", fault) for n, (_, fault) in enumerate(pages, start=1) if fault]
    if not any(map(str.strip, texts)):
        what = refused[0][1] if refused else "its pages are empty"
        msg = f"none of its {len(pages)} page(s) has text; {what}"
        raise UnreadableError(msg)
    made_on = _find_day(reader)
    notes = [f"made on {made_on}, which need not be the day of publication"] if made_on else []
    lines = [line for text in texts for line in text.split("\n")]
    found = split_articles(lines, lambda: _make_one(texts), method="PDF", notes=notes)
    return replace(found, refused=[*found.refused, *refused])


def join_pages(pages: Sequence[str]) -> tuple[str, list[str]]:
    r"""Join pages into one text, without running heads, page numbers and divided words.

    Parameters
    ----------
    pages : sequence of str
        Each with its lines.

    Returns
    -------
    str
        Lines are left as they are broken; a page begins a paragraph only if the one before it ends
        a sentence.
    list of str
        What was left out and joined, and how often.

    Examples
    --------
    >>> join_pages(["The vote was post-\nponed.", "Nobody came."])
    ('The vote was postponed.\n\nNobody came.', ['words divided at line ends, joined: 1'])
    """
    lines = [[line.strip() for line in page.split("\n")] for page in pages]
    lines = [[line for line in page if line] for page in lines]
    lines, n_heads = _leave_numbers_out(*_leave_heads_out(lines))
    text = ""
    for kept in lines:
        if text and kept:
            text += "\n\n" if _FINISHED.search(text[-8:]) else "\n"
        text += "\n".join(kept)
    words = Counter(re.findall(r"\w+(?:-\w+)*", text.casefold()))
    n_divided = 0

    def join(match: re.Match[str]) -> str:
        nonlocal n_divided
        start, end = match.span()
        before = _LETTERS_BEFORE.search(text[max(0, start - _LONGEST_WORD) : start]).group()
        after = _LETTERS.match(text, end, end + _LONGEST_WORD).group()
        if not after[0].islower():
            return match.group()
        n_divided += 1
        # The rest of the text knows whether it is "well-known" or "wellknown".
        hyphenated, whole = f"{before}-{after}".casefold(), f"{before}{after}".casefold()
        return "-" if words[hyphenated] > words[whole] else ""

    text = _DIVIDED.sub(join, text)
    notes = [f"running heads and page numbers left out: {n_heads}"] if n_heads else []
    return text, notes + ([f"words divided at line ends, joined: {n_divided}"] if n_divided else [])


def _read_page(page: PageObject) -> tuple[str, str]:
    """Read the text of a page, or why it has none; an empty page has neither."""
    try:
        text = page.extract_text().replace("\0", "")
        if text.strip():
            return text, ""
        things = ((page.get("/Resources") or {}).get_object().get("/XObject") or {}).get_object()
        shown = [thing.get_object().get("/Subtype") for thing in things.values()]
    except Exception as error:  # noqa: BLE001, a page can be broken in as many ways as a file
        return "", f"it is broken ({type(error).__name__}: {error})"[:_LONGEST_REASON]
    if "/Image" in shown or "/Form" in shown:
        return "", "it must have a text layer; it is a picture. Recognise its text (OCR)"
    return "", ""


def _make_one(pages: Sequence[str]) -> Article:
    text, notes = join_pages(pages)
    return Article(text, notes=tuple(notes))


def _leave_heads_out(pages: list[list[str]]) -> tuple[list[list[str]], int]:
    """Leave out lines that stand at the edge of most pages, whatever the numbers in them."""
    if len(pages) < _LEAST_PAGES:
        return pages, 0
    counts: Counter[str] = Counter()
    for page in pages:
        edges = {*page[:_N_EDGE_LINES], *page[-_N_EDGE_LINES:]}
        counts.update({_NUMBER.sub("#", line) for line in edges if not _BARE.fullmatch(line)})
    heads = {line for line, n in counts.items() if n > len(pages) / 2}
    kept = []
    for page in pages:
        inner = range(_N_EDGE_LINES, len(page) - _N_EDGE_LINES)
        kept.append(
            [
                line
                for place, line in enumerate(page)
                if place in inner or _BARE.fullmatch(line) or _NUMBER.sub("#", line) not in heads
            ]
        )
    return kept, sum(map(len, pages)) - sum(map(len, kept))


def _leave_numbers_out(pages: list[list[str]], n_out: int) -> tuple[list[list[str]], int]:
    """Leave out the numbers of pages: those that go up with them, and no other number."""
    shifts: Counter[int] = Counter()
    found: list[tuple[int, int, int]] = []
    for number, page in enumerate(pages):
        for place in {0, len(page) - 1} if page else ():
            match = _BARE.fullmatch(page[place])
            if match:
                found.append((number, place, int(match.group(1)) - number))
                shifts[found[-1][2]] += 1
    shift, n = shifts.most_common(1)[0] if shifts else (0, 0)
    if len(pages) < _LEAST_PAGES or n <= len(pages) / 2:
        return pages, n_out
    out = {(number, place) for number, place, one in found if one == shift}
    kept = [
        [line for place, line in enumerate(page) if (number, place) not in out]
        for number, page in enumerate(pages)
    ]
    return kept, n_out + len(out)


def _find_day(reader: object) -> str | None:
    try:
        made = reader.metadata.creation_date
        return None if made is None else f"{made:%Y-%m-%d}"
    except Exception:  # noqa: BLE001, any fault in what is only noted
        return None

"""Registers of literature programs (Zotero and others): RIS, BibTeX, and Zotero's own CSV."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis.readers.decoding import UnreadableError, decode_plain
from analysis.readers.languages import find_language
from analysis.readers.tables import Rows

__all__ = ["Bibliography", "Item", "is_zotero", "read_bibtex", "read_ris", "read_zotero"]

# Of RIS, from the tag that fits best on.
_RIS = {
    "title": ("TI", "T1", "CT"),
    "published_on": ("DA", "Y1", "PY"),
    "outlet": ("T2", "JO", "JF", "BT", "PB"),
    "author": ("AU", "A1"),
    "language": ("LA",),
}
_RIS_FILES = ("L1", "L2", "L3", "L4")
_BIBTEX = {
    "title": ("title",),
    "published_on": ("date",),
    "outlet": ("journaltitle", "journal", "publication", "booktitle", "publisher", "organization"),
    "author": ("author",),
    "language": ("langid", "language"),
    "licence": ("rights", "copyright"),
}
_ZOTERO = {
    "title": "Title",
    "published_on": "Date",
    "outlet": "Publication Title",
    "author": "Author",
    "language": "Language",
    "licence": "Rights",
}
_ZOTERO_FILES = "File Attachments"
_TAG = re.compile(r"([A-Z][A-Z0-9]) {0,2}- ?(.*)")
_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CODE = re.compile(r"([a-z]{2})(?:[-_]\w+)?", re.IGNORECASE)


class Item(NamedTuple):
    """One entry: where it stands, what it says of a text, and the files attached to it."""

    place: str
    facts: dict[str, str]
    files: list[str]


class Bibliography(NamedTuple):
    """What a register holds, and what of it could not be read."""

    items: list[Item]
    refused: list[tuple[str, str]]


def read_ris(content: bytes) -> Bibliography:
    """Read a register in RIS.

    Parameters
    ----------
    content : bytes
        The whole file.

    Returns
    -------
    Bibliography
        An entry that is never closed is kept as well.

    Raises
    ------
    UnreadableError
        If it is no text, or holds no entry.
    """
    text, _ = decode_plain(content)
    items, refused = [], []
    tags: dict[str, list[str]] = {}
    last: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        match = _TAG.fullmatch(line.strip())
        if match is None:
            if line.strip() and last:
                last[-1] += f" {line.strip()}"
            elif line.strip():
                refused.append((f"line {number}", "it belongs to no entry"))
            continue
        tag, value = match.groups()
        if tag in ("TY", "ER") and tags:
            items.append(_make_ris(tags, len(items) + 1))
            tags, last = {}, []
        if tag != "ER":
            last = tags.setdefault(tag, [])
            last.append(value.strip())
    if tags:
        items.append(_make_ris(tags, len(items) + 1))
    return _check(items, refused, "RIS")


def _make_ris(tags: Mapping[str, Sequence[str]], number: int) -> Item:
    facts = {
        fact: next((tags[name][0] for name in names if tags.get(name)), "")
        for fact, names in _RIS.items()
    }
    facts["author"] = "; ".join(value for name in _RIS["author"] for value in tags.get(name, []))
    days = (value for name in _RIS["published_on"] for value in tags.get(name, []))
    facts["published_on"] = _find_day(days)
    files = [part for tag in _RIS_FILES for value in tags.get(tag, []) for part in value.split(";")]
    return Item(f"entry {number}", _tidy(facts), [name.strip() for name in files if name.strip()])


def read_bibtex(content: bytes) -> Bibliography:
    """Read a register in BibTeX or BibLaTeX.

    Parameters
    ----------
    content : bytes
        The whole file.

    Returns
    -------
    Bibliography
        An entry that is not closed, and one whose key is there already, are among the refused.

    Raises
    ------
    UnreadableError
        If it is no text, or holds no entry.
    """
    import bibtexparser
    from bibtexparser.middlewares import LatexDecodingMiddleware

    text, _ = decode_plain(content)
    library = bibtexparser.parse_string(text)
    # Names of files hold marks that mean something else in LaTeX.
    files = {entry.key: entry.get("file").value for entry in library.entries if entry.get("file")}
    LatexDecodingMiddleware().transform(library)
    items = []
    for entry in library.entries:
        fields = {field.key.lower(): str(field.value) for field in entry.fields}
        facts = {
            fact: next((fields[name] for name in names if fields.get(name)), "")
            for fact, names in _BIBTEX.items()
        }
        facts["author"] = re.sub(r"(?<!\s)\s+and\s+", "; ", facts["author"])
        parts = [fields.get(name, "") for name in ("year", "month", "day")]
        facts["published_on"] = _find_day([facts["published_on"], _join_day(*parts)])
        attached = _split_files(str(files.get(entry.key, "")))
        items.append(Item(f"entry {entry.key}", _tidy(facts), attached))
    refused = [
        (f"line {(block.start_line or 0) + 1}", "it must be an entry of BibTeX; it is broken off")
        for block in library.failed_blocks
    ]
    return _check(items, refused, "BibTeX")


def is_zotero(beginning: bytes) -> bool:
    """Tell a register that Zotero wrote as CSV by its header."""
    header = beginning.partition(b"\n")[0]
    return b'"Item Type"' in header and b'"File Attachments"' in header


def read_zotero(rows: Rows) -> Bibliography:
    """Read a register that Zotero wrote as CSV, each cell as it stands there."""
    items = []
    table = rows.table
    for number, row in zip(table.index, table.to_dict("records"), strict=True):
        facts = {fact: str(row.get(name) or "") for fact, name in _ZOTERO.items()}
        facts["published_on"] = _find_day([facts["published_on"]])
        files = [name.strip() for name in str(row.get(_ZOTERO_FILES) or "").split(";")]
        items.append(Item(f"row {number}", _tidy(facts), [name for name in files if name]))
    return _check(items, [(f"row {number}", reason) for number, reason in rows.refused], "CSV")


def _check(items: list[Item], refused: list[tuple[str, str]], kind: str) -> Bibliography:
    if not items and not refused:
        msg = f"it must be a register in {kind}; it holds no entry"
        raise UnreadableError(msg)
    return Bibliography(items, refused)


def _tidy(facts: Mapping[str, str]) -> dict[str, str]:
    tidy = {name: " ".join(re.sub(r"[{}]", "", value).split()) for name, value in facts.items()}
    language = tidy.get("language", "")
    code = _CODE.fullmatch(language)
    tidy["language"] = find_language(language) or (code.group(1).lower() if code else "")
    return {name: value for name, value in tidy.items() if value}


def _find_day(values: Sequence[str] | Iterator[str]) -> str:
    """Find the first value that names a day; a year or a month alone names none."""
    for value in values:
        match = _DAY.match(value.strip())
        if match:
            year, month, day = match.groups()
            return f"{year}-{int(month):02d}-{int(day):02d}"
    return ""


def _join_day(year: str, month: str, day: str) -> str:
    short = month.strip().lower()[:3]
    number = _MONTHS.index(short) + 1 if short in _MONTHS else month.strip()
    return f"{year.strip()}-{number}-{day.strip()}"


def _split_files(field: str) -> list[str]:
    r"""Split `name:path:type;...`, in which `\:` and `\;` are characters of the path."""
    files = []
    for entry in re.split(r"(?<!\\);", field):
        parts = [re.sub(r"\\(.)", r"\1", part) for part in re.split(r"(?<!\\):", entry)]
        if len(parts) >= 3:
            files.append(":".join(parts[1:-1]).strip())
        elif parts[0].strip():
            files.append(parts[-1 if len(parts) == 1 else 0].strip())
    return [name for name in files if name]

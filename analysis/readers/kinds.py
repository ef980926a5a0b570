"""What a file is: by its content where that tells, else by its ending."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from analysis.readers.archives import open_archive
from analysis.readers.decoding import UnreadableError

__all__ = ["ARCHIVE", "BIBLIOGRAPHIES", "TABLES", "TEXTS", "kind_of", "name_kinds"]

ARCHIVE = "zip"
TABLES = ("CSV", "TSV", "JSON", "JSON Lines", "Parquet", "XLSX", "XLS")
BIBLIOGRAPHIES = ("BibTeX", "RIS")
TEXTS = ("text", "web page", "PDF", "DOCX", "RTF")
_ENDINGS = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "web page",
    ".htm": "web page",
    ".xhtml": "web page",
    ".pdf": "PDF",
    ".docx": "DOCX",
    ".rtf": "RTF",
    ".csv": "CSV",
    ".tsv": "TSV",
    ".json": "JSON",
    ".jsonl": "JSON Lines",
    ".ndjson": "JSON Lines",
    ".parquet": "Parquet",
    ".xlsx": "XLSX",
    ".xls": "XLS",
    ".bib": "BibTeX",
    ".ris": "RIS",
    ".zip": ARCHIVE,
}
_BEGINNINGS = {b"%PDF-": "PDF", b"{\\rtf": "RTF", b"PAR1": "Parquet"}
# What no text can be had from without another program.
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
# How the name of its cells stands in an old workbook.
_OLD_CELLS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_OTHERS = {
    _OLD_OFFICE: "an old Office document; save it as .docx or .xlsx",
    b"\x89PNG": "a picture; recognise its text (OCR) and save that",
    b"\xff\xd8\xff": "a picture; recognise its text (OCR) and save that",
    b"GIF8": "a picture; recognise its text (OCR) and save that",
    b"II*\x00": "a picture; recognise its text (OCR) and save that",
    b"MM\x00*": "a picture; recognise its text (OCR) and save that",
    b"\x1f\x8b": "a compressed file; unpack it",
    b"7z\xbc\xaf": "a compressed file; unpack it, or pack it as .zip",
    b"Rar!": "a compressed file; unpack it, or pack it as .zip",
    b"SQLite format 3": "a database; export its texts",
}
# Each part ends in one way alone, so that no file makes the search long.
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+)?html",
    re.IGNORECASE | re.DOTALL,
)
_LOOKED_AT = 4096


def kind_of(name: str, content: bytes) -> str:
    """Tell what a file is.

    Parameters
    ----------
    name : str
        Of the file.
    content : bytes
        The whole file.

    Returns
    -------
    str
        One of :data:`TEXTS`, :data:`TABLES`, :data:`BIBLIOGRAPHIES`, or :data:`ARCHIVE`.

    Raises
    ------
    UnreadableError
        If it is empty, of a kind that cannot be read, or names no kind.
    """
    if not content:
        msg = "it must hold text; it is empty"
        raise UnreadableError(msg)
    for beginning, kind in _BEGINNINGS.items():
        if content.startswith(beginning):
            return kind
    named = _ENDINGS.get(PurePosixPath(name).suffix.lower())
    if content.startswith(_OLD_OFFICE) and (
        named == "XLS" or any(cells in content for cells in _OLD_CELLS)
    ):
        return "XLS"
    for beginning, what in _OTHERS.items():
        if content.startswith(beginning):
            msg = f"it is {what}"
            raise UnreadableError(msg)
    if content.startswith(b"PK\x03\x04"):
        return _find_office(content, named)
    # A page that says why a download failed may be called .pdf.
    if named not in (*TABLES, *BIBLIOGRAPHIES) and _PAGE.match(content[:_LOOKED_AT]):
        return "web page"
    if named == "RTF":
        return "text"
    if named is None:
        ending = PurePosixPath(name).suffix or "no ending"
        msg = f"a file must end in one of {', '.join(_ENDINGS)}; this one has {ending}"
        raise UnreadableError(msg)
    return named


def name_kinds(name: str, kind: str) -> str | None:
    """Say that a file is not what its ending says, if it is not."""
    ending = PurePosixPath(name).suffix.lower()
    named = _ENDINGS.get(ending)
    if named == kind:
        return None
    return f"its ending says {named or ending or 'nothing'}; it is {kind}"


def _find_office(content: bytes, named: str | None) -> str:
    with open_archive(content) as archive:
        names = set(archive.namelist())
    if "word/document.xml" in names:
        return "DOCX"
    if "xl/workbook.xml" in names:
        return "XLSX"
    if "[Content_Types].xml" in names and named in ("DOCX", "XLSX"):
        return named
    if named == ARCHIVE:
        return ARCHIVE
    msg = (
        "it is a zip archive or an Office document of another kind. Save it as .docx or .xlsx; an "
        "archive must end in .zip"
    )
    raise UnreadableError(msg)

"""Samples of every format, made while the tests run; every sentence in them is constructed."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence

import pandas as pd

TITLE = "Seoul waits"
PARAGRAPHS = (
    "The vote came at dawn, and it changed little for those who had waited all night in the cold.",
    "Nobody in the square was surprised, and the envoy of the neighbouring state left early.",
    "An aide said that the talks would go on, and that they had never been in danger.",
)
TEXT = "\n\n".join((TITLE, *PARAGRAPHS))
DAY = "2024-12-04"


def make_docx(paragraphs: Sequence[str] = (TITLE, *PARAGRAPHS), *, body: str = "") -> bytes:
    """Make a document of Word, with more of its XML if wanted."""
    import docx

    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    buffer = io.BytesIO()
    document.save(buffer)
    if not body:
        return buffer.getvalue()
    old = zipfile.ZipFile(buffer)
    files = {name: old.read(name) for name in old.namelist()}
    files["word/document.xml"] = files["word/document.xml"].replace(
        b"<w:sectPr", body.encode() + b"<w:sectPr", 1
    )
    return make_zip(files)


def make_rtf(paragraphs: Sequence[str] = (TITLE, *PARAGRAPHS)) -> bytes:
    """Make a document in Rich Text Format."""
    body = "\\par\n".join(
        "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in p) for p in paragraphs
    )
    head = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator none;}"
    return f"{head}\\f0 {body}\\par}}".encode("ascii")


def make_page(*, head: str = "", body: str = "", lang: str = "en") -> bytes:
    """Make a web page with menus, scripts, and an article."""
    day = f'<meta property="article:published_time" content="{DAY}T09:00:00+09:00">'
    article = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{TITLE}</title>'
        f'<meta property="og:site_name" content="The Desk">{day}{head}'
        "<script>document.title = 'stolen'</script></head><body><nav><a href='/'>Home</a>"
        f"<a href='/world'>World</a></nav><article><h1>{TITLE}</h1>{article}{body}</article>"
        "<script>alert('stolen')</script><footer>Copyright 2026, printed 3 May 2025</footer>"
        "</body></html>"
    ).encode()


def make_pdf(
    pages: Sequence[Sequence[str]] = ((TITLE, *PARAGRAPHS),), *, made_on: str = ""
) -> bytes:
    """Make a PDF of lines of text, page by page; a page without lines is a picture."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    font = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    for lines in pages:
        shown = [re.sub(r"([\\()])", r"\\\1", line) for line in lines]
        drawn = " T* ".join(f"({line}) Tj" for line in shown)
        drawn = f"BT /F1 11 Tf 14 TL 50 800 Td {drawn} ET"
        resources = font
        if not lines:
            image = len(objects) + 3
            resources = f"<< /XObject << /Im0 {image} 0 R >> >>"
            drawn = "q 9 0 0 9 0 0 cm /Im0 Do Q"
        page, stream = len(objects) + 1, len(objects) + 2
        kids.append(f"{page} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources {resources} "
            f"/Contents {stream} 0 R >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
        if not lines:
            objects.append(
                "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
                "/BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream"
            )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    info = f" /Info {len(objects) + 1} 0 R" if made_on else ""
    if made_on:
        objects.append(f"<< /CreationDate (D:{made_on.replace('-', '')}120000Z) >>")
    content, places = b"%PDF-1.4\n", []
    for number, thing in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{thing}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
        f"<< /Size {len(objects) + 1} /Root 1 0 R{info} >>\nstartxref\n{len(content)}\n%%EOF\n"
    )
    return content + end.encode()


def make_workbook(rows: Sequence[Sequence[object]], *, others: Sequence[str] = ()) -> bytes:
    """Make a workbook whose first page has these rows, the header first."""
    from openpyxl import Workbook

    book = Workbook()
    for title in others:
        book.active.title = title
        book.active.append(["about", "this"])
        book.create_sheet("texts")
        book.active = len(book.sheetnames) - 1
    for row in rows:
        book.active.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def make_parquet(table: pd.DataFrame) -> bytes:
    """Make a Parquet table."""
    buffer = io.BytesIO()
    table.to_parquet(buffer)
    return buffer.getvalue()


def make_zip(files: Mapping[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Make a zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def make_ris(files: Sequence[str] = ("files/1/a.txt",)) -> bytes:
    """Make a register in RIS with one entry."""
    attached = "".join(f"L1  - {name}\r\n" for name in files)
    return (
        f"TY  - NEWS\r\nTI  - {TITLE}\r\nAU  - Reporter, A.\r\nAU  - Writer, B.\r\n"
        f"T2  - The Desk\r\nDA  - 2024/12/04/\r\nLA  - en-US\r\n{attached}ER  - \r\n"
    ).encode()


def make_bibtex(files: str = "a.txt:files/1/a.txt:text/plain") -> bytes:
    """Make a register in BibTeX with one entry."""
    return (
        "@article{reporter2024, title = {{Seoul} waits for the \\'{e}lan},\n"
        "  author = {Reporter, A. and Writer, B.}, journal = {The Desk}, year = {2024},\n"
        f"  month = dec, day = {{4}}, language = {{English}}, file = {{{files}}}}}\n"
    ).encode()


TABLE = pd.DataFrame({"text": [TEXT, PARAGRAPHS[0]], "published_on": [DAY, None], "outlet": "Desk"})


def all_samples() -> dict[str, bytes]:
    """Make a sound sample of each format, by the name of a file."""
    records = TABLE.to_dict("records")
    rows = [list(TABLE), *TABLE.astype(object).where(TABLE.notna(), None).to_numpy().tolist()]
    return {
        "a.txt": TEXT.encode(),
        "a.md": TEXT.encode("utf-16"),
        "a.html": make_page(),
        "a.pdf": make_pdf(),
        "a.docx": make_docx(),
        "a.rtf": make_rtf(),
        "a.csv": TABLE.to_csv(index=False).encode(),
        "a.tsv": TABLE.to_csv(index=False, sep="\t").encode(),
        "a.json": json.dumps(records).encode(),
        "a.jsonl": "\n".join(map(json.dumps, records)).encode(),
        "a.parquet": make_parquet(TABLE),
        "a.xlsx": make_workbook(rows),
        "a.zip": make_zip({"in/b.txt": TEXT.encode(), "c.html": make_page()}),
        "a.bib": make_bibtex(),
        "a.ris": make_ris(),
    }

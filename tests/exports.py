"""Make exports of news databases as they are described in public, of constructed articles.

What a real export looks like beside its texts is here: cover pages, labels, tables, codes, classes.
No outlet published these articles, and nobody in them has a name.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from pathlib import Path


@dataclass(frozen=True)
class Sample:
    """One constructed article; an empty part is missing in the export."""

    title: str
    outlet: str
    day: date | None
    text: tuple[str, ...]
    author: str = "the shipping desk"
    section: str = "News; Pg. 4"
    language: str = "English"
    more: dict[str, str] = field(default_factory=dict)

    @property
    def n_words(self) -> int:
        """The number of words without the headline."""
        return sum(len(paragraph.split()) for paragraph in self.text)

    @property
    def whole(self) -> str:
        """The text as it should be read."""
        return "\n\n".join(filter(None, [self.title, *self.text]))

    @property
    def facts(self) -> dict[str, str]:
        """What should be known of it."""
        facts = {
            "title": self.title,
            "published_on": self.day.isoformat() if self.day else "",
            "outlet": self.outlet,
            "author": self.author,
            "language": "en" if self.language else "",
        }
        return {name: value for name, value in facts.items() if value}


SHIPS = Sample(
    "40 of 100 ships stay in port",
    "The Harbour Gazette (London)",
    date(2025, 1, 3),
    (
        "Forty of one hundred ships stayed in port on Friday, the harbour office said.",
        "Seoul and Tokyo spoke of a “passing storm”; Washington was silent.",
    ),
)
PANEL = Sample(
    "January 6, 2021",
    "Capitol Courier",
    date(2025, 1, 14),
    (
        "The panel met again, four years after the day that gave it its name.",
        "Body",
        "Length: 12 metres, said the plan of the hall.",
        "It had ended its report with three words:",
        "End of Document",
        "Nobody in the hall spoke after that.",
    ),
)
STRAIT = Sample(
    "Café owners in Séoul wait: “대한민국” and 日本 talk",
    "Han River Daily",
    date(2024, 12, 31),
    (
        "The café’s owner waited for news from both capitals.",
        "“서울은 조용했다”, the radio had said in the morning.",
    ),
    author="a correspondent in Seoul",
)
THREE = (SHIPS, PANEL, STRAIT)
GRAPHIC = "A ship in the harbour of London, seen in the evening from the north bank of the river"


# Nexis Uni


def nexis_date(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year} {day:%A}"


def nexis_cover(samples: Sequence[Sample], stated: int | None = None) -> list[str]:
    lines = [
        "",
        "Date and Time: Tuesday, January 14, 2025 9:31:00 AM GMT",
        "Job Number: 000000001",
        f"Documents ({stated or len(samples)})",
    ]
    for number, sample in enumerate(samples, start=1):
        lines += [
            f"{number}. {sample.title}",
            "Client/Matter: -None-",
            "Search Terms: ships or harbours",
            "Search Type: Natural Language ",
            "Narrowed by: ",
            "",
            "Content Type",
            "Narrowed by",
            "News",
            "Sources: The Harbour Gazette; Timeline: Jan 01, 2024 to Jan 14, 2025",
            "",
        ]
    return lines


def nexis_article(sample: Sample, *, date_line: str | None = None) -> list[str]:
    """Write one article; `more` adds fields above, sections and fields below, by their names."""
    more = dict(sample.more)
    above = {
        "Section": sample.section,
        "Length": f"{sample.n_words} words",
        "Byline": f"By {sample.author}" if sample.author else "",
    }
    above |= {name: more.pop(name) for name in ("Highlight", "Dateline", "Moon") if name in more}
    above["Length"] = more.pop("Length", above["Length"])
    sections = {name: more.pop(name) for name in ("Correction", "Graphic") if name in more}
    below = {"Language": sample.language.upper(), "Publication-Type": "Newspaper", **more}
    below["Load-Date"] = "January 20, 2025"
    if date_line is None and sample.day:
        date_line = nexis_date(sample.day)
    lines = ["", "", sample.title, sample.outlet, date_line or "", ""]
    lines += ["\nCopyright 2025 Harbour Press Limited All Rights Reserved", "\n"]
    lines += [f"{name}:\xa0{value}" for name, value in above.items() if value]
    lines += ["Body", "", "", *sample.text]
    for name, value in sections.items():
        lines += [f"\n{name}", "", " ", value]
    lines += ["Classification", "", ""]
    lines += [f"\n{name}:\xa0{value}" for name, value in below.items() if value]
    return [*lines, "", "\nEnd of Document"]


def nexis_uni(samples: Sequence[Sample], *, stated: int | None = None) -> list[str]:
    return [*nexis_cover(samples, stated), *(line for s in samples for line in nexis_article(s))]


# The older LexisNexis


def lexisnexis_old(samples: Sequence[Sample], *, total: int | None = None) -> list[str]:
    lines = ["", ""]
    for number, sample in enumerate(samples, start=1):
        lines += ["", f"{number} of {total or len(samples)} DOCUMENTS".center(70), "", ""]
        lines += [sample.outlet.center(70), ""]
        lines += [nexis_date(sample.day).center(70), ""] if sample.day else []
        lines += [sample.title, "", f"BYLINE: {sample.author}", "", f"SECTION: {sample.section}"]
        lines += ["", f"LENGTH: {sample.n_words} words", ""]
        for paragraph in sample.text:
            lines += [*_wrap(paragraph, 78), ""]
        lines += ["LOAD-DATE: January 20, 2025", "", f"LANGUAGE: {sample.language.upper()}", ""]
        lines += [*_wrap(f"GRAPHIC: {GRAPHIC}", 78), "", "PUBLICATION-TYPE: Newspaper", "", ""]
        lines += ["Copyright 2025 Harbour Press".center(70), "All Rights Reserved".center(70)]
    return lines


def _wrap(paragraph: str, width: int) -> list[str]:
    lines = [""]
    for word in paragraph.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


# Factiva


def factiva_date(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def factiva_id(number: int) -> str:
    return f"HARBGZ0020250103el130000{number}"


def factiva_html(samples: Sequence[Sample], *, n_results: int, counted: bool = False) -> str:
    parts = []
    for number, sample in enumerate(samples, start=1):
        kind = "enHeadline counted" if counted else "enHeadline"
        title = f"{number}) {sample.title}" if counted else sample.title
        details = [f"{sample.n_words:,} words", factiva_date(sample.day) if sample.day else ""]
        details += ["07:33", sample.outlet, "HARBGZ", "4", "Volume 12; Issue 3", sample.language]
        details += ["(c) 2025 Harbour Press Limited. All rights reserved."]
        parts += [
            f'<div id="article-{factiva_id(number)}" class="article">',
            '<div class="article enArticle"><p></p><div>News</div>',
            f'<div id="hd"><span class="{kind}">\n{escape(title)}</span></div>',
            f'<div class="author">By {sample.author}</div>' if sample.author else "",
            *(f"<div>{escape(line)}</div>" for line in details if line),
            "<p>",
            *(
                f'<p class="articleParagraph enarticleParagraph">\n{_marked(paragraph)}\n</p>'
                for paragraph in sample.text
            ),
            *(f"<p>{escape(caption)}</p>" for caption in sample.more.values()),
            f"<p>Harbour Press Limited</p><p>Document {factiva_id(number)}</p></div></div><br>",
        ]
    return _page(parts, n_results)


def factiva_html_coded(samples: Sequence[Sample], *, n_results: int) -> str:
    parts = []
    for number, sample in enumerate(samples, start=1):
        parts.append('<div class="article enArticle"><table>')
        for code, lines in factiva_codes(sample, number):
            if code in ("LP", "TD"):
                cell = "".join(f'<p class="articleParagraph">{_marked(line)}</p>' for line in lines)
            else:
                cell = " ".join(map(escape, lines))
            if code == "HD":
                cell = f'<b class="enHeadline">{cell}</b>'
            parts.append(f'<tr><td class="index"><b>{code}</b>&nbsp;</td><td>{cell}</td></tr>')
        parts.append("</table></div>")
    return _page(parts, n_results)


def factiva_codes(sample: Sample, number: int) -> list[tuple[str, list[str]]]:
    rows = [
        ("SE", ["News"]),
        ("HD", [sample.title]),
        ("BY", [f"By {sample.author}"]),
        ("PG", ["4"]),
        ("WC", [f"{sample.n_words:,} words"]),
        ("PD", [factiva_date(sample.day)] if sample.day else []),
        ("ET", ["07:33"]),
        ("SN", [sample.outlet]),
        ("SC", ["HARBGZ"]),
        ("LA", [sample.language]),
        ("CY", ["(c) 2025 Harbour Press Limited."]),
        ("LP", list(sample.text[:1])),
        ("TD", list(sample.text[1:])),
        ("NS", ["gcat : Political/General News | nship : Ships"]),
        ("RE", ["uk : United Kingdom"]),
        ("PUB", ["Harbour Press Limited"]),
        ("AN", [f"Document {factiva_id(number)}"]),
    ]
    return [(code, lines) for code, lines in rows if any(lines)]


def _marked(text: str) -> str:
    """Mark a word as Factiva marks what was searched for."""
    return escape(text).replace("ships", "<b>ships</b>")


def _page(parts: Iterable[str], n_results: int) -> str:
    summary = {"Text": "2025", "Results Found": f"{n_results:,}", "Timestamp": "14 January 2025"}
    rows = "".join(
        f'<tr><td class="label">{label}</td><td>{value}</td></tr>'
        for label, value in summary.items()
    )
    head = '<?xml version="1.0" encoding="utf-8"?>\n<html><head><title>F</title></head><body>'
    return f"{head}{''.join(parts)}<table>{rows}</table><p>© 2025 Factiva, Inc.</p></body></html>"


def factiva_lines(samples: Sequence[Sample]) -> list[str]:
    lines = []
    for number, sample in enumerate(samples, start=1):
        lines += ["News", sample.title, f"By {sample.author}", f"{sample.n_words:,} words"]
        lines += [factiva_date(sample.day)] if sample.day else []
        lines += ["07:33", sample.outlet, "HARBGZ", "English", "(c) 2025 Harbour Press Limited."]
        lines += ["", *sample.text, "Harbour Press Limited", f"Document {factiva_id(number)}", ""]
    return lines


# ProQuest


def proquest_date(day: date) -> str:
    return f"{day:%b} {day.day}, {day.year}"


def proquest_record(sample: Sample) -> list[str]:
    more = dict(sample.more)
    full_text = more.pop("Full text", None)
    text = [full_text] if full_text is not None else list(sample.text)
    lines = [sample.title, "", "https://www.example.org/docview/1", ""]
    lines += [f"Abstract: {more.pop('Abstract', 'None available.')}", "", "Links: ", ""]
    lines += [f"Full text: {text[0]}", *text[1:], ""] if text[0] else []
    fields = {
        "Subject": "Ships; Harbours",
        "Title": f"{sample.title}: {sample.title}",
        "Publication title": f"{sample.outlet}; London (UK)" if sample.outlet else "",
        "First page": "4",
        "Publication year": "2025",
        "Publication date": proquest_date(sample.day) if sample.day else "",
        "Author": f"{sample.author}.",
        "Publisher": "Harbour Press Limited",
        "Source type": "Newspaper",
        "Language of publication": sample.language,
        "ProQuest document ID": "3000000001",
        **more,
        "Copyright": "Copyright 2025 Harbour Press Limited. All Rights Reserved.",
        "Last updated": "2025-01-20",
        "Database": "Harbour News",
    }
    return lines + [line for k, v in fields.items() if v for line in (f"{k}: {v}", "")]


def proquest_lines(samples: Sequence[Sample], *, total: int | None = None) -> list[str]:
    rule = "_" * 60
    lines = [rule, "", "Table of contents", ""]
    lines += [f"{number}. {s.title}....... {number}" for number, s in enumerate(samples, start=1)]
    for number, sample in enumerate(samples, start=1):
        lines += ["", rule, "", f"Document {number} of {total or len(samples)}", ""]
        lines += proquest_record(sample)
    lines += [rule, "", "Bibliography", "", "Citation style: APA 6th"]
    lines += [f"{s.outlet}. ({s.title}). London." for s in samples]
    return [*lines, "", "Contact us at: http://example.org", "Database copyright © 2026 ProQuest"]


def proquest_rows(samples: Sequence[Sample], *, with_text: bool) -> list[list[str]]:
    """Write the table: a header, and a row for each document."""
    header = ["Title", "Abstract", "StoreId", "ArticleType", "Authors", "language", "pubdate"]
    header += ["pubtitle", "year", "DocumentURL", *(["Full text"] if with_text else [])]
    rows = [header]
    for number, s in enumerate(samples, start=1):
        day = proquest_date(s.day) if s.day else ""
        row = [s.title, s.text[0], f"300000000{number}", "Newspapers", s.author, s.language, day]
        row += [f"{s.outlet}; London (UK)", "2025", "https://www.example.org"]
        rows.append(row + (["\n".join(s.text)] if with_text else []))
    return rows


# Files


def write_docx(path: Path, paragraphs: Sequence[str]) -> Path:
    from docx import Document

    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(path)
    return path


def write_rtf(path: Path, paragraphs: Sequence[str], *, rows: Sequence = ()) -> Path:
    """Write paragraphs, and rows of two cells where `rows` holds pairs of a code and lines."""
    body = [rf"{{\pard {_rtf(paragraph)}\par}}" for paragraph in paragraphs]
    for code, lines in rows:
        cell = r"\par ".join(map(_rtf, lines))
        body.append(
            rf"\trowd\cellx1000\cellx8000\intbl {{\b {_rtf(code)}}}\cell {cell}\cell\row\pard"
        )
    fonts = r"{\fonttbl{\f0 Times New Roman;}}{\info{\title Not a text}}"
    content = "{\\rtf1\\ansi\\ansicpg1252\\deff0" + fonts + "\n" + "\n".join(body) + "}"
    path.write_bytes(content.encode("ascii"))
    return path


def _rtf(text: str) -> str:
    escaped = ""
    for character in text:
        if character in "\\{}":
            escaped += f"\\{character}"
        elif character == "\n":
            escaped += r"\line "
        elif character == "\xa0":
            escaped += r"\~"
        elif ord(character) < 128:
            escaped += character
        elif ord(character) < 256:
            escaped += f"\\'{ord(character):02x}"
        else:
            unit = struct.unpack("<h", character.encode("utf-16-le"))[0]
            escaped += rf"\u{unit}?"
    return escaped


def write_xls(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    """Write the workbook of old spreadsheets: records of cells (BIFF8) in a compound file.

    Text and numbers alone; a number in a column `day` is formatted as one.
    """
    records = [_record(0x0809, struct.pack("<6H", 0x0600, 0x0005, 0, 0, 0, 0) + bytes(4))]
    # The second of the two formats writes a number as a day.
    formats = [_record(0x00E0, struct.pack("<HH", 0, number) + bytes(16)) for number in (0, 14)]
    name = b"\x05\x00Sheet"
    sheet = [_record(0x0809, struct.pack("<6H", 0x0600, 0x0010, 0, 0, 0, 0) + bytes(4))]
    days = {n for n, label in enumerate(rows[0]) if label == "day"} if rows else set()
    for n_row, row in enumerate(rows):
        for n_cell, cell in enumerate(row):
            place = struct.pack("<HHH", n_row, n_cell, int(n_cell in days and n_row > 0))
            if isinstance(cell, int | float):
                sheet.append(_record(0x0203, place + struct.pack("<d", cell)))
            elif cell:
                text = str(cell).encode("utf-16-le")
                length = struct.pack("<HB", len(text) // 2, 1)
                sheet.append(_record(0x0204, place + length + text))
    end = _record(0x000A, b"")
    before = b"".join([*records, *formats])
    bound = len(_record(0x0085, struct.pack("<IH", 0, 0) + name))
    start = len(before) + bound + len(end)
    book = before + _record(0x0085, struct.pack("<IH", start, 0) + name) + end
    path.write_bytes(_compound(book + b"".join(sheet) + end))
    return path


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _compound(stream: bytes) -> bytes:
    """Wrap one stream, `Workbook`, into a compound file of sectors of 512 bytes."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    n_sectors = len(stream) // 512
    last, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    # Sector 0 holds the table of sectors, sector 1 the directory, the others the stream.
    chain = [table, last, *range(3, n_sectors + 2), last]
    chain += [free] * (128 - len(chain))
    entries = [("Root Entry", 5, 1, last, 0), ("Workbook", 2, free, 2, len(stream))]
    directory = b""
    for name, kind, child, start, size in entries:
        text = name.encode("utf-16-le") + b"\0\0"
        directory += text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
        directory += struct.pack("<III", free, free, child) + bytes(16 + 4 + 8 + 8)
        directory += struct.pack("<III", start, size, 0)
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, last, 0, last, 0, 0)
    header += struct.pack("<I", free) * 108
    return header + struct.pack("<128I", *chain) + directory.ljust(512, b"\0") + stream

"""Write the numbers of a figure as a workbook: numbers as numbers, days as days, no formula."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import canonicalize

import pandas as pd

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["write_workbook"]

_DAY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_SAID_DAY = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
# What the format of a workbook cannot hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MOST_DIGITS = 10**15
_WIDEST = 60
_LONGEST_CELL = 32_000


def write_workbook(table: pd.DataFrame, words: str) -> bytes:
    """Write a table and what is said of it as two sheets; the same bytes each time.

    Parameters
    ----------
    table : DataFrame, one row per mark
        What the figure was drawn from. Numbers have the six digits that the CSV file has.
    words : str
        Paragraphs with a heading each, as :func:`describe_figure` writes them.

    Returns
    -------
    bytes
        An XLSX file with the sheets "numbers" and "about".
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    book.properties.creator = "trilateral"
    book.properties.created = _DAY.replace(tzinfo=None)
    numbers, about = book.active, book.create_sheet("about")
    numbers.title = "numbers"
    _fill(numbers, [list(table.columns), *table.astype("object").to_numpy().tolist()])
    _fill(about, list(_split(words)))
    for cell in numbers[1]:
        cell.font = Font(bold=True)
    numbers.freeze_panes = "A2"
    for name, text in about.iter_rows():
        name.font, name.alignment = Font(bold=True), Alignment(vertical="top")
        text.alignment = Alignment(wrap_text=True, vertical="top")
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 18, 100
    buffer = io.BytesIO()
    book.save(buffer)
    return _without_dates(buffer.getvalue())


def _split(words: str) -> Iterator[tuple[str, str]]:
    for paragraph in words.strip().split("\n\n"):
        heading, _, text = paragraph.partition(": ")
        for start in range(0, max(len(text), 1), _LONGEST_CELL):
            yield heading if start == 0 else "", text[start : start + _LONGEST_CELL]


def _fill(page: Worksheet, rows: list) -> None:
    from openpyxl.utils import get_column_letter

    widths: dict[int, int] = {}
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            value = _plain(value)
            cell = page.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                # Text, whatever it begins with; the mark keeps it text when somebody edits it.
                cell.data_type = "s"
                cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
            elif isinstance(value, dt.datetime):
                cell.number_format = (
                    "yyyy-mm-dd" if value.time() == dt.time() else "yyyy-mm-dd hh:mm"
                )
            shown = 10 if isinstance(value, dt.datetime) else len(str(value))
            widths[column] = max(widths.get(column, 0), shown)
    for column, width in widths.items():
        page.column_dimensions[get_column_letter(column)].width = min(width, _WIDEST) + 2


def _plain(value: object) -> object:
    """Make of a cell what a workbook holds; what is missing is empty, and never 0."""
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if isinstance(value, pd.Timestamp | dt.datetime) and not pd.isna(value):
        return pd.Timestamp(value).tz_localize(None).to_pydatetime()
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    if pd.api.types.is_bool(value):
        return bool(value)
    if pd.api.types.is_integer(value) and abs(value) < _MOST_DIGITS:
        return int(value)
    if pd.api.types.is_float(value) and math.isfinite(value):
        return float(f"{value:.6g}")
    return _CONTROL.sub("", str(value))


def _without_dates(content: bytes) -> bytes:
    """Write the archive anew, each member with the same date and no other mark of this machine."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _ZIP_DAY)
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 3
            # Canonical, since it is written otherwise where the package lxml is installed.
            text = canonicalize(old.read(name).decode()).encode()
            if name == "docProps/core.xml":
                text = _SAID_DAY.sub(rb"\g<1>2000-01-01T00:00:00Z", text)
            new.writestr(member, text)
    return buffer.getvalue()

"""Workbooks of spreadsheet programs (XLSX)."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.readers.archives import open_archive
from analysis.readers.decoding import UnreadableError
from analysis.readers.limits import MOST_COLUMNS
from analysis.readers.tables import Rows, check_columns

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

__all__ = ["read_workbook"]

# What a cell holds at most; a longer text was cut when it was pasted or exported.
_LONGEST_CELL = 32_767


def read_workbook(content: bytes) -> Rows:
    """Read the first page of a workbook that has a column `text`.

    Of a formula its last result is read and it is never run. Other pages are named in a note.

    Parameters
    ----------
    content : bytes
        The whole file.

    Returns
    -------
    Rows
        The first row is the header. Days are written YYYY-MM-DD; an empty cell is missing.

    Raises
    ------
    UnreadableError
        If it is no workbook, or would grow beyond bounds.
    """
    from openpyxl import load_workbook

    open_archive(content).close()
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        titles = [page.title for page in book.worksheets]
        read = []
        for page in book.worksheets:
            read.append((page.title, _read_page(page)))
            if _has_text(read[-1][1]):
                break
    finally:
        book.close()
    if not read:
        msg = "it must have a page of cells; it has none"
        raise UnreadableError(msg)
    title, rows = read[-1] if _has_text(read[-1][1]) else read[0]
    others = ", ".join(repr(other) for other in titles if other != title)
    notes = [f"page {title!r} was read, not {others}"] if others else []
    return check_columns(rows._replace(notes=(*rows.notes, *notes)))


def _has_text(rows: Rows) -> bool:
    return any(name.strip().casefold() == "text" for name in rows.table)


def _read_page(page: ReadOnlyWorksheet) -> Rows:
    # What a file says of its size need not be true.
    page.reset_dimensions()
    lines = _list_lines(page)
    first, header = next(lines, (0, []))
    while header and header[-1] is None:
        header.pop()
    names = ["" if name is None else str(name) for name in header]
    rows, numbers, refused = [], [], []
    n_cut = 0
    for number, cells in lines:
        row = [*cells, *[None] * (len(names) - len(cells))]
        if any(cell is not None for cell in row[len(names) :]):
            reason = f"it must have {len(names)} cells like the header; it has more"
            refused.append((number - first, reason))
            continue
        row = row[: len(names)]
        n_cut += any(isinstance(cell, str) and len(cell) >= _LONGEST_CELL for cell in row)
        rows.append(row)
        numbers.append(number - first)
    notes = []
    if n_cut:
        notes = [f"cells as long as a cell can be, so that the text may be cut off: {n_cut}"]
    table = pd.DataFrame(rows, columns=names, index=numbers, dtype=object)
    return Rows(table, refused, tuple(notes))


def _list_lines(page: ReadOnlyWorksheet) -> Iterator[tuple[int, list[Any]]]:
    """List the rows that hold anything, with their numbers."""
    for number, line in enumerate(page.iter_rows(values_only=True)):
        cells = [_write_plainly(cell) for cell in line[:MOST_COLUMNS]]
        if any(cell is not None for cell in cells):
            yield number, cells


def _write_plainly(cell: Any) -> Any:
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, dt.datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == dt.time() else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, dt.date):
        return f"{cell:%Y-%m-%d}"
    return cell

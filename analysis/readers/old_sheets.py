"""Workbooks of old spreadsheet programs (XLS), in which ProQuest writes its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.readers.decoding import UnreadableError
from analysis.readers.tables import Rows, check_columns

if TYPE_CHECKING:
    from xlrd.sheet import Cell

__all__ = ["read_old_workbook"]


def read_old_workbook(content: bytes) -> Rows:
    """Read the first page of a workbook in the format that spreadsheets had until 2007.

    Parameters
    ----------
    content : bytes
        The whole file.

    Returns
    -------
    Rows
        The first row is the header. Days are written YYYY-MM-DD; an empty cell is missing. Other
        pages with cells are named in a note.

    Raises
    ------
    UnreadableError
        If it is no such workbook.
    """
    # Imported here: most corpora have no such file.
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=content, on_demand=True)
        pages = [book.sheet_by_index(number) for number in range(book.nsheets)]
    except Exception as error:
        # The library has an error of its own for each way in which a file can be broken.
        msg = f"it must be an old workbook (XLS); {error}. Save it as .xlsx"
        raise UnreadableError(msg) from error
    filled = [page for page in pages if page.nrows]
    if not filled:
        msg = "it must have a page of cells; it has none"
        raise UnreadableError(msg)
    page = filled[0]
    header = [str(_write(cell, book.datemode) or "").strip() for cell in page.row(0)]
    cells = [
        [_write(cell, book.datemode) for cell in page.row(number)]
        for number in range(1, page.nrows)
    ]
    table = pd.DataFrame(cells, pd.RangeIndex(1, len(cells) + 1), header, dtype=object)
    # Formatted columns beside a table have neither name nor cells.
    table = table.loc[
        :, [bool(name) or has for name, has in zip(header, table.notna().any(), strict=True)]
    ]
    others = ", ".join(repr(other.name) for other in filled[1:])
    notes = (f"page {page.name!r} was read, not {others}",) if others else ()
    return check_columns(Rows(table, [], notes))


def _write(cell: Cell, datemode: int) -> object:
    """Give the value of a cell: text as it is, a day as YYYY-MM-DD, None for nothing."""
    import xlrd

    if cell.ctype == xlrd.XL_CELL_TEXT:
        return cell.value or None
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return int(cell.value) if cell.value.is_integer() else cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            moment = xlrd.xldate_as_datetime(cell.value, datemode)
        except (xlrd.XLDateError, OverflowError, ValueError):
            return str(cell.value)
        return moment.date().isoformat()
    return None

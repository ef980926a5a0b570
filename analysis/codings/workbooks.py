"""A coder's workbook beside the CSV: both are one sheet, and neither may lose what is in it."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd

from analysis.codings.layout import FIXED_COLUMNS, PROSE, UNIT, VERSION
from analysis.codings.reading import _read_rows, _write_plainly
from analysis.codings.sheets import _disarm, _printable

__all__ = ["find_additions", "say", "unmark"]


def find_additions(book: Path, rows: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Find what a coder's workbook says where the CSV says nothing.

    Coders fill in one of the two, as they like: what stands in the workbook alone is no less of an
    answer.

    Parameters
    ----------
    book : Path
        The workbook; it need not be there.
    rows : DataFrame, one row per unit
        What the CSV says.

    Returns
    -------
    dict of str to dict of str to str
        By unit and column.

    Raises
    ------
    ValueError
        If the two contradict one another, or the workbook holds what no CSV can.
    """
    if not book.exists():
        return {}
    from openpyxl import load_workbook

    sheet = book.with_suffix(".csv").name
    held = {row[UNIT]: row for row in rows.to_dict("records")}
    added: dict[str, dict[str, str]] = {}
    for line, row in _read_rows(book):
        unit = row.get(UNIT, "")
        beside = held.get(unit, {})
        filled = [name for name in row if name not in FIXED_COLUMNS and row[name]]
        for name in [*filled, VERSION] if filled else []:
            theirs, ours = say(name, row.get(name, "")), beside.get(name)
            if ours == "":
                added.setdefault(unit, {})[name] = theirs
            elif _squeeze(theirs) != _squeeze(ours or ""):
                msg = (
                    f"{book.name} and {sheet} say different things: {name!r} in line {line} is "
                    f"{theirs!r}, in the CSV {ours or ''!r}. Make the CSV right, then delete the "
                    "other."
                )
                raise ValueError(msg)
    pages = load_workbook(io.BytesIO(book.read_bytes())).worksheets
    cells = (cell for page in pages for row in page.iter_rows() for cell in row)
    if len(pages) > 2 or any(cell.comment for cell in cells):
        msg = f"{book.name} holds comments or pages that {sheet} cannot; move it elsewhere."
        raise ValueError(msg)
    return added


def say(name: str, cell: str) -> str:
    """Say what a cell of a column holds: prose to the character, else as the codebook writes."""
    return unmark(cell if name in PROSE else _write_plainly(cell))


def unmark(text: str) -> str:
    """Take away the mark that keeps a spreadsheet from running a text."""
    return text[1:] if text.startswith("'") and _disarm(text[1:]) == text else text


def _squeeze(text: str) -> str:
    """Leave out what a workbook does not keep: control characters, and the kinds of line end."""
    return " ".join(_printable(_write_plainly(text)).split())

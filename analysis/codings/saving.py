"""Save codings one at a time into a coder's sheet, and lose nothing else that stands in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.codings.layout import FIXED_COLUMNS, NEEDED_COLUMNS, NOTE, UNIT, VERSION
from analysis.codings.reading import _read_delimited, _read_variables, _write_plainly
from analysis.codings.sheets import _disarm, _to_workbook, _write
from analysis.codings.workbooks import find_additions, say, unmark

__all__ = ["Sheet", "load_sheet", "save_coding"]


class Sheet(NamedTuple):
    """What one coder has before them: the units with the answers so far, and their codebook."""

    rows: pd.DataFrame
    variables: pd.DataFrame
    version: str


def load_sheet(folder: Path | str, coder: str) -> Sheet:
    """Load a coder's sheet as it stands, to go on coding in it.

    What the coder wrote into the workbook alone counts as well. The codebook is the one that the
    sheet names: the newest that :func:`write_sheets` wrote for this coder. A file's date would not
    tell, since copying a folder changes it.

    Parameters
    ----------
    folder : Path or str
        As :func:`write_sheets` wrote it.
    coder : str
        Whose sheet.

    Returns
    -------
    Sheet
        `rows`, one each unit as on the sheet, hold text, which is empty where nothing is coded;
        `variables` as :data:`analysis.schemas.VARIABLES`.

    Raises
    ------
    FileNotFoundError
        If the coder has no CSV sheet in the folder, or its codebook is not there.
    ValueError
        If the sheet is in doubt, or the coder's workbook contradicts it.
    """
    return _open(Path(folder), coder).sheet


def save_coding(
    folder: Path | str,
    coder: str,
    unit_id: str,
    values: Mapping[str, str | None],
    *,
    version: str | None = None,
) -> Sheet:
    """Save what a coder answers about one unit; every other cell stays as it is.

    The CSV is replaced whole or not at all; what the coder wrote into the workbook alone goes into
    it, too. The workbook is written anew from it; colours and widths that were set in it by hand
    are not kept.

    Parameters
    ----------
    folder : Path or str
        As :func:`write_sheets` wrote it.
    coder : str
        Whose sheet.
    unit_id : str
        Which unit.
    values : mapping of str to str or None
        The answer by variable, or the text by `note`. None or no text empties the cell: the unit
        is then not coded, which is not the same as `no`.
    version : str, optional
        Of the codebook that the answers were chosen from; a sheet of another one is refused.

    Returns
    -------
    Sheet
        As it now stands.

    Raises
    ------
    ValueError
        As :func:`load_sheet`; also if the sheet or its codebook lacks what is to be saved.
    """
    page = _open(Path(folder), coder)
    if version not in (None, page.sheet.version):
        msg = f"{page.path.name} has another codebook by now than {version}; open it again."
        raise ValueError(msg)
    number = _find(page, unit_id)
    # A spreadsheet may leave out the empty cells at the end of a line.
    cells = page.lines[number] + [""] * (len(page.names) - len(page.lines[number]))
    for name, value in values.items():
        column = _column_of(page, name)
        cells[column] = _check_value(page, name, value or "")
    lines = [*page.lines[:number], cells, *page.lines[number + 1 :]]
    sheet = page.sheet._replace(rows=_tabulate(page.names, lines))
    _write_both(page.path, lines, sheet)
    return sheet


class _Page(NamedTuple):
    """A CSV sheet to the cell: its lines as they stand, and what its columns are called."""

    path: Path
    lines: list[list[str]]
    names: list[str]
    sheet: Sheet


def _open(folder: Path, coder: str) -> _Page:
    path = folder / f"sheet-{coder}.csv"
    if not path.is_file():
        msg = (
            f"{path} is not there. Write the sheets first: codings.write_sheets(sample, variables, "
            f"{str(folder)!r}, coders=[{coder!r}])."
        )
        raise FileNotFoundError(msg)
    lines = _read_lines(path)
    names = [_name_column(cell) for cell in lines[0]] if lines else []
    wrong = {name for name in {*NEEDED_COLUMNS, NOTE, *names} - {""} if names.count(name) != 1}
    if wrong:
        msg = f"{path.name} must have each column once; that is not so for {sorted(wrong)}."
        raise ValueError(msg)
    rows = _tabulate(names, lines)
    added = find_additions(path.with_suffix(".xlsx"), rows)
    if added:
        lines = _add(lines, names, added)
        rows = _tabulate(names, lines)
    versions = sorted(set(rows[VERSION]))
    if len(versions) != 1:
        msg = f"{path.name} must hold units, all of one codebook; its codebooks are {versions}."
        raise ValueError(msg)
    variables = _read_variables(folder / f"codebook-{versions[0]}.csv").map(unmark)
    page = _Page(path, lines, names, Sheet(rows, variables, versions[0]))
    for name in variables["variable"]:
        _column_of(page, name)
    return page


def _add(
    lines: list[list[str]], names: list[str], added: dict[str, dict[str, str]]
) -> list[list[str]]:
    """Write into the lines of the CSV what the workbook says besides."""
    place = names.index(UNIT)
    filled = []
    for cells in lines:
        cells = cells + [""] * (len(names) - len(cells))
        for name, value in added.get(_write_plainly(cells[place]), {}).items():
            cells[names.index(name)] = _disarm(value)
        filled.append(cells)
    return filled


def _read_lines(path: Path) -> list[list[str]]:
    try:
        path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # To guess, and to write the guess back, would spoil the text for good.
        msg = f"{path.name} must be in UTF-8; save it as `CSV UTF-8` from the spreadsheet."
        raise ValueError(msg) from error
    return [cells for _, cells in _read_delimited(path)]


def _name_column(cell: str) -> str:
    name = _write_plainly(cell)
    return name.lower() if name.lower() in FIXED_COLUMNS else name


def _column_of(page: _Page, name: str) -> int:
    if name not in page.names or name not in {NOTE, *page.sheet.variables["variable"]}:
        msg = f"{name!r} must be a column of {page.path.name} and a variable of its codebook."
        raise ValueError(msg)
    return page.names.index(name)


def _check_value(page: _Page, name: str, value: str) -> str:
    known = page.sheet.variables.query("variable == @name")["value"].tolist()
    if name != NOTE and value not in [*known, ""]:
        msg = f"{name!r} must be one of {', '.join(known)}, or empty; it is {value!r}."
        raise ValueError(msg)
    return _disarm(value)


def _find(page: _Page, unit_id: str) -> int:
    place = page.names.index(UNIT)
    units = [_write_plainly("".join(cells[place : place + 1])) for cells in page.lines]
    there = [number for number, unit in enumerate(units) if number and unit == unit_id]
    if len(there) != 1:
        msg = f"{page.path.name} must have the unit {unit_id!r} once; it has {len(there)} of it."
        raise ValueError(msg)
    return there[0]


def _tabulate(names: list[str], lines: list[list[str]]) -> pd.DataFrame:
    rows = [
        {name: say(name, cell) for name, cell in zip(names, cells, strict=False)}
        for cells in lines[1:] if any(cell.strip() for cell in cells)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(dict.fromkeys(names)), dtype="object").fillna("")


def _write_both(path: Path, lines: list[list[str]], sheet: Sheet) -> None:
    # Not `_to_csv`: it would put its mark before cells that stand as somebody else wrote them.
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(lines)
    book = path.with_suffix(".xlsx")
    before = book.read_bytes() if book.exists() else None
    if before:
        _write(book, _to_workbook(sheet.rows.where(sheet.rows != "", None), sheet.variables))
    try:
        _write(path, buffer.getvalue().encode("utf-8-sig"))
    except OSError:
        # A spreadsheet may hold the CSV open; the two must go on saying the same.
        if before:
            _write(book, before)
        raise

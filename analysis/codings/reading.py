"""Read what coders wrote into their sheets: every cell is a coding or is told."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis import schemas
from analysis.codings.layout import FIXED_COLUMNS, FORMULA, KEY, NOTE, UNIT, VERSION

__all__ = ["Coded", "read_codings", "read_notes", "read_sheet"]


class Coded(NamedTuple):
    """What a folder of sheets holds: the codings, the sample's key, and the cells not read."""

    codings: pd.DataFrame
    sample: pd.DataFrame
    variables: pd.DataFrame
    unread: pd.DataFrame


def read_codings(folder: Path | str, *, absent_ok: bool = False) -> Coded:
    """Read all sheets of a folder that :func:`write_sheets` wrote.

    An empty cell is a unit that was not coded, and gives no row. A coding of a variable or value
    that today's codebook lacks stays what it was, under the version that its sheet names; it is
    held against that version, whose file lies in the folder.

    Parameters
    ----------
    folder : Path or str
        With `sheet-<coder>.csv` or `.xlsx`; if a coder has both, both are read.
    absent_ok : bool
        Whether a folder that is not there is one in which nobody has coded yet.

    Returns
    -------
    Coded
        `codings` as :data:`analysis.schemas.CODINGS`, by variable, coder and unit; `sample` as
        :data:`analysis.schemas.SAMPLE`; `variables` of every version, as
        :data:`analysis.schemas.VARIABLES`; `unread` as :data:`analysis.schemas.UNREAD_CODINGS`.

    Raises
    ------
    FileNotFoundError
        If there is no such folder, or no sample in it.
    """
    folder = Path(folder)
    key = folder / KEY
    if absent_ok and not folder.exists():
        empty = (schemas.CODINGS, schemas.SAMPLE, schemas.VARIABLES, schemas.UNREAD_CODINGS)
        return Coded(*(schema.empty() for schema in empty))
    if not key.is_file():
        msg = f"{folder} must hold {KEY} and the sheets that were written with it; it does not."
        raise FileNotFoundError(msg)
    sample = _read_sample(key)
    books = {path.stem.split("-", 1)[1]: path for path in sorted(folder.glob("codebook-*.csv"))}
    allowed = {version: _read_variables(path) for version, path in books.items()}
    units = set(sample["unit_id"])
    kept, unread = [], []
    seen: dict[tuple[str, str, str], tuple[str, Path]] = {}
    for path in sorted((*folder.glob("sheet-*.csv"), *folder.glob("sheet-*.xlsx"))):
        for line, row in _read_rows(path):
            for cell in _cells_of(path, line, row):
                reason = _fault(cell, allowed, units)
                place = (cell.unit_id, cell.coder, cell.variable)
                earlier = seen.setdefault(place, (cell.value, path))
                if not reason and earlier[1] != path:
                    if earlier[0] == cell.value:
                        continue
                    reason = f"{earlier[1].name} says {earlier[0]!r} of the same unit"
                if reason:
                    unread.append((path.name, line, cell.variable, cell.value, reason))
                else:
                    kept.append((*place, cell.value, cell.version, _day_of(path)))
    order = ["variable", "coder", "unit_id"]
    codings = schemas.CODINGS.build(kept).sort_values(order, ignore_index=True)
    variables = pd.concat([schemas.VARIABLES.empty(), *allowed.values()])
    variables = variables.drop_duplicates(["variable", "value"], ignore_index=True)
    return Coded(codings, sample, variables, schemas.UNREAD_CODINGS.build(unread))


def read_sheet(path: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read one sheet alone, its values as they stand; only what has no unit is not read."""
    kept, unread = [], []
    for line, row in _read_rows(path):
        for cell in _cells_of(path, line, row):
            if cell.unit_id:
                place = (cell.unit_id, cell.coder, cell.variable)
                kept.append((*place, cell.value, cell.version, _day_of(path)))
            else:
                unread.append((path.name, line, cell.variable, cell.value, "there is no unit"))
    return schemas.CODINGS.build(kept), schemas.UNREAD_CODINGS.build(unread)


def read_notes(folder: Path, coder: str) -> dict[str, str]:
    """Read what a coder has noted beside the units, in either sheet."""
    notes: dict[str, str] = {}
    for path in (folder / f"sheet-{coder}.xlsx", folder / f"sheet-{coder}.csv"):
        if path.is_file():
            notes |= {row.get(UNIT, ""): row[NOTE] for _, row in _read_rows(path) if row.get(NOTE)}
    return notes


class _Cell(NamedTuple):
    unit_id: str
    coder: str
    variable: str
    value: str
    version: str


def _cells_of(path: Path, line: int, row: dict[str, str]) -> Iterator[_Cell]:
    coder = path.stem.split("-", 1)[1]
    for name, value in row.items():
        if name and name not in FIXED_COLUMNS and name != NOTE and value:
            yield _Cell(row.get(UNIT, ""), coder, name, value, row.get(VERSION, ""))


def _fault(cell: _Cell, allowed: dict[str, pd.DataFrame], units: set[str]) -> str | None:
    if cell.unit_id not in units:
        return f"the unit {cell.unit_id!r} is not in the sample"
    if cell.version not in allowed:
        return f"the version {cell.version!r} of the codebook is not in the folder"
    # A variable of an older version was carried over: any version's values will do for it.
    book = allowed[cell.version]
    if cell.variable not in set(book["variable"]):
        book = pd.concat(list(allowed.values()))
    values = book.loc[book["variable"] == cell.variable, "value"]
    if values.empty:
        return "no codebook in the folder has this variable"
    if cell.value not in set(values):
        return f"must be one of {', '.join(dict.fromkeys(values))}, or empty"
    return None


def _read_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Give the rows of a sheet, each with its number in a spreadsheet."""
    lines = _read_workbook(path) if path.suffix == ".xlsx" else _read_delimited(path)
    header: list[str] | None = None
    for number, cells in lines:
        written = [_write_plainly(cell) for cell in cells]
        if header is None:
            header = [name.lower() if name.lower() in FIXED_COLUMNS else name for name in written]
        elif any(written):
            yield number, dict(zip(header, written, strict=False))


def _read_delimited(path: Path) -> Iterator[tuple[int, list]]:
    text = _decode(path.read_bytes())
    first = text.split("\n", 1)[0]
    # Spreadsheets of many countries part cells by semicolons.
    delimiter = max(",;\t", key=first.count)
    # Counted as a spreadsheet does, in which a passage of many lines is one row.
    yield from enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1)


def _decode(content: bytes) -> str:
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        # What a spreadsheet calls "Unicode text".
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What a spreadsheet of a western Windows writes.
        return content.decode("cp1252", "replace")


def _read_workbook(path: Path) -> Iterator[tuple[int, list]]:
    from openpyxl import load_workbook

    page = load_workbook(io.BytesIO(path.read_bytes()), data_only=True).worksheets[0]
    yield from enumerate(page.iter_rows(values_only=True), start=1)


def _write_plainly(cell: object) -> str:
    """Write a cell as the codebook writes values: a spreadsheet makes 1 of 1.0 and -1 of '-1."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell).strip().replace("\u2212", "-")
    number = text.removeprefix("'").removeprefix("+")
    if number.removesuffix(".0").removeprefix("-").isdigit():
        return number.removesuffix(".0")
    # The mark by which a sheet keeps a spreadsheet from running text as a formula.
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def _day_of(path: Path) -> date:
    return date.fromtimestamp(path.stat().st_mtime)


def _read_variables(path: Path) -> pd.DataFrame:
    table = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    return schemas.check(schemas.VARIABLES.conform(table), schemas.VARIABLES)


def _read_sample(path: Path) -> pd.DataFrame:
    table = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    for name in ("about", "outlet", "month", "predicted", "sentiment"):
        table[name] = table[name].where(table[name] != "")
    return schemas.SAMPLE.conform(
        table.assign(
            sentiment=table["sentiment"].astype("float64"),
            frames=table["frames"].str.split(),
            framed=table["framed"] == "True",
            probability=table["probability"].astype("float64"),
            position=table["position"].astype("int64"),
        )
    )

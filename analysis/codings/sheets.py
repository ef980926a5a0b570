"""Write the sheets that coders fill in: blind, one each coder, as CSV and for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analysis import schemas
from analysis.codings.layout import (
    ABOUT,
    AFTER,
    BEFORE,
    FIXED_COLUMNS,
    FORMULA,
    KEY,
    MANUAL,
    NOTE,
    TARGET,
    UNIT,
    VERSION,
)
from analysis.codings.reading import read_notes, read_sheet
from analysis.codings.variables import version_of
from analysis.writing import write_whole as _write

__all__ = ["write_sheets"]

_MANUAL = Path(__file__).parent / MANUAL
_NAME = re.compile(r"[\w][\w .-]*")
_KINDS = {"mention": "country", "relation": "relation"}
_WIDTHS = {UNIT: 12, VERSION: 10, ABOUT: 14, BEFORE: 50, TARGET: 18, AFTER: 50, NOTE: 24}


def write_sheets(
    sample: pd.DataFrame,
    variables: pd.DataFrame,
    folder: Path | str,
    *,
    coders: Sequence[str],
    done: pd.DataFrame | None = None,
) -> list[Path]:
    """Write a sheet for each coder, the codebook beside them, and the key of the sample.

    A sheet shows the passage with the target apart, and nothing else that could sway: no outlet,
    date, headline or score. All coders read the same units in the same order, each alone.

    Parameters
    ----------
    sample : DataFrame, one row per unit
        As :func:`sample` draws them.
    variables : DataFrame, one row per variable and value
        As :func:`list_variables` lists them.
    folder : Path or str
        Made if it is absent. It gets `sheet-<coder>.csv` and `.xlsx`, `codebook-<version>.csv`, and
        `sample.csv`, which holds what coders must not see.
    coders : sequence of str
        Names or initials: letters, digits, spaces, dots and hyphens.
    done : DataFrame, one row per unit, coder and variable, optional
        Codings to carry over into the new sheets, as :func:`read_codings` reads them; those of
        variables that the codebook no longer has stand in columns of their own. Notes in sheets
        that are there are carried over in any case.

    Returns
    -------
    list of Path
        The sheets, two each coder.

    Raises
    ------
    FileExistsError
        If a coder's sheet is there and holds codings that `done` does not carry over.
    ValueError
        If a name is none that a file can bear, or there is nobody to code.
    """
    schemas.check(sample, schemas.SAMPLE)
    schemas.check(variables, schemas.VARIABLES)
    wrong = [name for name in coders if not _NAME.fullmatch(name)]
    if wrong or not coders:
        msg = (
            "`coders` must be one name or more, of letters, digits, spaces, dots and hyphens; "
            f"it is {list(coders)}."
        )
        raise ValueError(msg)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    done = schemas.CODINGS.empty() if done is None else schemas.check(done, schemas.CODINGS)
    names = _names_of(variables, done)
    version = version_of(variables)
    pages = {coder: _fill(sample, version, names, done[done["coder"] == coder]) for coder in coders}
    for coder, rows in pages.items():
        rows[NOTE] = rows[UNIT].map(read_notes(folder, coder))
    for coder, rows in pages.items():
        _refuse_to_lose(folder / f"sheet-{coder}.csv", rows, coder)
    _write(folder / KEY, _to_csv(sample.assign(frames=sample["frames"].map(" ".join))))
    _write(folder / f"codebook-{version}.csv", _to_csv(variables))
    _write(folder / MANUAL, _MANUAL.read_bytes())
    paths = []
    for coder, rows in pages.items():
        for path, content in (
            (folder / f"sheet-{coder}.csv", _to_csv(rows)),
            (folder / f"sheet-{coder}.xlsx", _to_workbook(rows, variables)),
        ):
            _write(path, content)
            paths.append(path)
    return paths


def _names_of(variables: pd.DataFrame, done: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys([*variables["variable"], *sorted(done["variable"].unique())]))


def _fill(
    sample: pd.DataFrame, version: str, names: Sequence[str], done: pd.DataFrame
) -> pd.DataFrame:
    # The sample's own `target` says what kind of target it is.
    # "the two allies" are marked once for each of them.
    about = [
        f"{_KINDS[kind]} {name}" if isinstance(name, str) else f"{_KINDS[kind]}, unnamed"
        for kind, name in zip(sample["target"], sample["about"], strict=True)
    ]
    rows = sample.assign(**{ABOUT: about, TARGET: sample["surface"]}).sort_values("position")
    rows = rows.assign(**{VERSION: version, NOTE: None})
    known = done.pivot_table("value", "unit_id", "variable", aggfunc="first")
    for name in names:
        rows[name] = rows[UNIT].map(known[name]) if name in known else None
    return rows[[*FIXED_COLUMNS, *names, NOTE]].reset_index(drop=True)


def _refuse_to_lose(path: Path, rows: pd.DataFrame, coder: str) -> None:
    """Make sure that every coding in a sheet that is there stands in the one that replaces it."""
    for there in (path, path.with_suffix(".xlsx")):
        if not there.exists():
            continue
        held, unread = read_sheet(there)
        kept = {
            (row[UNIT], name, row[name])
            for row in rows.to_dict("records")
            for name in rows.columns[len(FIXED_COLUMNS) : -1]
            if isinstance(row[name], str)
        }
        lost = [
            row for row in schemas.rows_of(held, ["unit_id", "variable", "value"])
            if row not in kept
        ]  # fmt: skip
        if lost or len(unread):
            msg = (
                f"{there.name} holds {len(lost) + len(unread)} cells that {coder} has filled in "
                "and the new sheet would not. Hand over `done=read_codings(folder).codings`, or "
                "take another folder."
            )
            raise FileExistsError(msg)


def _to_csv(table: pd.DataFrame) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(table.columns)
    for row in table.astype("object").where(table.notna(), "").to_numpy().tolist():
        writer.writerow([_disarm(cell) for cell in row])
    # The mark at the beginning is what makes a spreadsheet read UTF-8.
    return buffer.getvalue().encode("utf-8-sig")


def _disarm(cell: object) -> object:
    """Keep a spreadsheet from running text as a formula; a number stays one."""
    if isinstance(cell, str) and cell.startswith(FORMULA) and not _is_number(cell):
        return f"'{cell}"
    return cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _to_workbook(rows: pd.DataFrame, variables: pd.DataFrame) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    page = book.active
    page.title = "codings"
    _lay_out(page, rows)
    page.freeze_panes = "A2"
    for number, name in enumerate(rows.columns, start=1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = _WIDTHS.get(name, 14)
        values = variables.loc[variables["variable"] == name, "value"]
        if len(values) and len(rows):
            choice = DataValidation("list", formula1=f'"{",".join(values)}"', allow_blank=True)
            choice.add(f"{letter}2:{letter}{len(rows) + 1}")
            page.add_data_validation(choice)
    meanings = book.create_sheet("codebook")
    _lay_out(meanings, variables)
    for sheet in (page, meanings):
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        for line in sheet.iter_rows():
            for cell in line:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in zip("ABCDE", (18, 60, 8, 60, 10), strict=True):
        meanings.column_dimensions[letter].width = width
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _lay_out(page, table: pd.DataFrame) -> None:  # noqa: ANN001
    page.append(list(table.columns))
    for number, row in enumerate(table.to_numpy().tolist(), start=2):
        for column, value in enumerate(row, start=1):
            if isinstance(value, str):
                cell = page.cell(number, column)
                # Text, whatever it begins with.
                cell.value, cell.data_type = _printable(value), "s"


def _printable(text: str) -> str:
    """Leave out the control characters that a workbook cannot hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return ILLEGAL_CHARACTERS_RE.sub("", text)

"""One-file tables: CSV, TSV, JSON, JSON Lines, Parquet; every cell kept to the character."""

from __future__ import annotations

import io
import json
from collections import Counter
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa

from analysis.readers.cells import read_delimited
from analysis.readers.decoding import UnreadableError, decode_exactly
from analysis.readers.limits import MOST_COLUMNS

__all__ = [
    "Rows",
    "check_columns",
    "read_csv",
    "read_json",
    "read_json_lines",
    "read_parquet",
    "read_tsv",
]

class Rows(NamedTuple):
    """A table as a file holds it: its rows by number, those not read, and what else to know."""

    table: pd.DataFrame
    refused: list[tuple[int, str]]
    notes: tuple[str, ...] = ()


def read_csv(content: bytes) -> Rows:
    """Read cells between commas, or what else stands between those of the header."""
    return _read_delimited(content, ",")


def read_tsv(content: bytes) -> Rows:
    """Read cells between tabs, quoted or not."""
    return _read_delimited(content, "\t")


def _read_delimited(content: bytes, delimiter: str) -> Rows:
    text, notes = decode_exactly(content)
    table, refused = read_delimited(text, delimiter)
    return check_columns(Rows(table, refused, notes))


def read_parquet(content: bytes) -> Rows:
    """Read a Parquet table."""
    try:
        table = pd.read_parquet(io.BytesIO(content))
        texts = [_check_text(table[name]) for name in table]
        table = pd.concat(texts, axis="columns") if texts else table
    except Exception as error:
        # The library has an error of its own for each way in which a file can be broken.
        msg = f"it must be a Parquet table; {error}"
        raise UnreadableError(msg) from error
    return check_columns(Rows(table.set_axis(pd.RangeIndex(1, len(table) + 1), axis="index"), []))


def _check_text(column: pd.Series) -> pd.Series:
    """Give a column whose text is Unicode; bytes that are none stay to be told row by row."""
    if not pd.api.types.is_string_dtype(column):
        return column
    try:
        column.tolist()
    except (UnicodeDecodeError, pa.ArrowException):
        cells = pa.array(column).cast(pa.large_binary()).to_pylist()
        texts = [cell and cell.decode("utf-8", "surrogateescape") for cell in cells]
        return pd.Series(texts, column.index, dtype=object, name=column.name)
    return column


def read_json_lines(content: bytes) -> Rows:
    """Read one JSON object a line; a line that is none is refused, and the others are kept."""
    text, notes = decode_exactly(content)
    rows, numbers, refused = [], [], []
    number = start = 0
    while start < len(text):
        number += 1
        end = text.find("\n", start)
        line, start = text[start : end if end >= 0 else None], end + 1 if end >= 0 else len(text)
        if not line.strip():
            continue
        try:
            row = _parse_json(line)
        except ValueError as error:
            refused.append((number, f"it must be a JSON object; {error}"))
            continue
        if not isinstance(row, dict):
            refused.append((number, f"it must be a JSON object; it is a {type(row).__name__}"))
            continue
        rows.append(row)
        numbers.append(number)
    return check_columns(Rows(_tabulate(rows, numbers), refused, notes))


def read_json(content: bytes) -> Rows:
    """Read a JSON file: a list of objects, one object, or an object with one list of objects."""
    text, notes = decode_exactly(content)
    try:
        whole = _parse_json(text)
    except ValueError as error:
        if "Extra data" in str(error):
            return read_json_lines(content)
        msg = f"it must be JSON; {error}"
        raise UnreadableError(msg) from error
    if isinstance(whole, dict):
        lists = [part for part in whole.values() if _is_list_of_objects(part)]
        whole = lists[0] if len(lists) == 1 and "text" not in whole else [whole]
    if not isinstance(whole, list):
        msg = f"it must be JSON with a list of objects; it is a {type(whole).__name__}"
        raise UnreadableError(msg)
    rows, numbers, refused = [], [], []
    for number, row in enumerate(whole, start=1):
        if isinstance(row, dict):
            rows.append(row)
            numbers.append(number)
        else:
            refused.append((number, f"it must be a JSON object; it is a {type(row).__name__}"))
    return check_columns(Rows(_tabulate(rows, numbers), refused, notes))


def check_columns(rows: Rows) -> Rows:
    """Make sure that each column has a name of its own and that there are not too many.

    Raises
    ------
    UnreadableError
        If not.
    """
    repeated = [name for name, count in Counter(rows.table.columns).items() if count > 1]
    if repeated:
        msg = f"each column must have a name of its own; repeated: {repeated[:5]}. Rename one"
        raise UnreadableError(msg)
    if len(rows.table.columns) > MOST_COLUMNS:
        msg = f"it must have at most {MOST_COLUMNS:,} columns; it has {len(rows.table.columns):,}"
        raise UnreadableError(msg)
    return rows


def _parse_json(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        msg = "it is nested too deeply"
        raise ValueError(msg) from None


def _is_list_of_objects(part: Any) -> bool:
    return isinstance(part, list) and bool(part) and all(isinstance(row, dict) for row in part)


def _tabulate(rows: list[dict[str, Any]], numbers: list[int]) -> pd.DataFrame:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    if len(columns) > MOST_COLUMNS:
        # Each row may name its own; a table of them would take their square.
        msg = f"it must have at most {MOST_COLUMNS:,} columns; it has {len(columns):,}"
        raise UnreadableError(msg)
    # As objects: a number stays the number that it is, though other rows lack it.
    cells = {name: pd.Series([row.get(name) for row in rows], numbers, object) for name in columns}
    return pd.DataFrame(cells, index=numbers)

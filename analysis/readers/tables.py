"""One-file tables: CSV, TSV, JSON Lines, Parquet; every cell kept to the character."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pandas as pd

from analysis.readers.decoding import UnreadableError

TABLE_ENDINGS = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")


def read_table(path: Path) -> tuple[pd.DataFrame, list[tuple[int, str]]]:
    """Read one table, text as text.

    Parameters
    ----------
    path : Path
        A file with one of :data:`TABLE_ENDINGS`.

    Returns
    -------
    DataFrame, one row per row of the file
        Its index is the row's number, counted from 1 after the header; an empty cell is missing.
    list of (int, str)
        Rows that could not be read, with the reason.

    Raises
    ------
    UnreadableError
        If the file as a whole is no such table.
    """
    try:
        if path.suffix == ".parquet":
            table = pd.read_parquet(path)
            return table.set_index(pd.RangeIndex(1, len(table) + 1)), []
        # Text cells must keep their characters, so line ends stay as they are here.
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        msg = f"it must be UTF-8; byte {error.start} is not. Save it as UTF-8"
        raise UnreadableError(msg) from error
    except OSError as error:
        msg = f"it cannot be opened: {error.strerror or error}"
        raise UnreadableError(msg) from error
    except (ValueError, TypeError, KeyError) as error:
        msg = f"it must be a Parquet table; {error}"
        raise UnreadableError(msg) from error
    if path.suffix in (".jsonl", ".ndjson"):
        return _read_json_lines(text)
    return _read_delimited(text, "\t" if path.suffix == ".tsv" else ",")


def _read_json_lines(text: str) -> tuple[pd.DataFrame, list[tuple[int, str]]]:
    rows, numbers, refused = [], [], []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            refused.append((number, f"it must be a JSON object; {error}"))
            continue
        if not isinstance(row, dict):
            refused.append((number, f"it must be a JSON object; it is a {type(row).__name__}"))
            continue
        rows.append(row)
        numbers.append(number)
    return pd.DataFrame(rows, index=numbers), refused


def _read_delimited(text: str, delimiter: str) -> tuple[pd.DataFrame, list[tuple[int, str]]]:
    csv.field_size_limit(sys.maxsize)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows, numbers, refused = [], [], []
    header: list[str] | None = None
    try:
        for number, row in enumerate(reader):
            if header is None:
                header = row
            elif row and len(row) != len(header):
                refused.append(
                    (number, f"it must have {len(header)} cells like the header; it has {len(row)}")
                )
            elif row:
                rows.append([cell or None for cell in row])
                numbers.append(number)
    except csv.Error as error:
        msg = f"it must be a table of cells; line {reader.line_num}: {error}"
        raise UnreadableError(msg) from error
    return pd.DataFrame(rows, columns=header or [], index=numbers), refused

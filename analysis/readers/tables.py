"""One-file tables: CSV, TSV, JSON Lines, Parquet; every cell kept to the character."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pandas as pd

from analysis.readers.cells import read_delimited
from analysis.readers.decoding import UnreadableError, decode_exactly

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
    ending = path.suffix.lower()
    refused: list[tuple[int, str]] = []
    try:
        if ending == ".parquet":
            table = _read_parquet(path)
        elif ending in (".jsonl", ".ndjson"):
            table, refused = _read_json_lines(decode_exactly(path.read_bytes()))
        else:
            text = decode_exactly(path.read_bytes())
            table, refused = read_delimited(text, "\t" if ending == ".tsv" else ",")
    except OSError as error:
        msg = f"it cannot be opened: {error.strerror or error}"
        raise UnreadableError(msg) from error
    repeated = [name for name, count in Counter(table.columns).items() if count > 1]
    if repeated:
        msg = f"each column must have a name of its own; repeated: {repeated}. Rename one"
        raise UnreadableError(msg)
    return table, refused


def _read_parquet(path: Path) -> pd.DataFrame:
    try:
        table = pd.read_parquet(path)
    except FileNotFoundError:
        raise
    except Exception as error:
        # The library has an error of its own for each way in which a file can be broken.
        msg = f"it must be a Parquet table; {error}"
        raise UnreadableError(msg) from error
    return table.set_axis(pd.RangeIndex(1, len(table) + 1), axis="index")


def _read_json_lines(text: str) -> tuple[pd.DataFrame, list[tuple[int, str]]]:
    rows, numbers, refused = [], [], []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            refused.append((number, f"it must be a JSON object; {error}"))
            continue
        except RecursionError:
            refused.append((number, "it must be a JSON object; it is nested too deeply"))
            continue
        if not isinstance(row, dict):
            refused.append((number, f"it must be a JSON object; it is a {type(row).__name__}"))
            continue
        rows.append(row)
        numbers.append(number)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    # As objects: a number stays the number that it is, though other rows lack it.
    cells = {name: pd.Series([row.get(name) for row in rows], numbers, object) for name in columns}
    return pd.DataFrame(cells, index=numbers), refused

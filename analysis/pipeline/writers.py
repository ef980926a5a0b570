"""Write tables batch by batch, so that a corpus of any size needs the memory of a few batches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from hashlib import file_digest
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import schemas
from analysis.writing import replace_whole

__all__ = ["Writer", "hash_file", "open_writers", "path_of", "to_arrow"]

_ROWS_A_GROUP = 100_000
_TYPES = {
    "text": pa.large_string(),
    "whole": pa.int64(),
    "number": pa.float64(),
    "truth": pa.bool_(),
    "date": pa.timestamp("us"),
    "list": pa.list_(pa.large_string()),
}


def path_of(folder: Path, table: str) -> Path:
    """Return where a table of a run lies."""
    return folder / f"{table}.parquet"


def to_arrow(table: pd.DataFrame, schema: schemas.Table) -> pa.Table:
    """Turn a table into Arrow's form, each column of the type that its schema says.

    Left to itself, Arrow takes the type from the rows: an empty column of text would have none.
    """
    types = pa.schema([(column.name, _TYPES[column.kind]) for column in schema.columns])
    return pa.Table.from_pandas(schema.conform(table), schema=types, preserve_index=False)


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


class Writer:
    """Gathers the rows of one table and writes them in groups of about the same size.

    Where a group ends depends on the rows alone: the same rows give the same bytes.
    """

    def __init__(self, file: pq.ParquetWriter, schema: schemas.Table) -> None:
        self._file, self._schema = file, schema
        self._waiting: list[pa.Table] = []
        self._n_waiting = 0
        self.n_rows = 0

    def add(self, rows: pd.DataFrame) -> None:
        """Add rows below those that are there."""
        if len(rows):
            self._waiting.append(to_arrow(rows, self._schema))
            self._n_waiting += len(rows)
            self.n_rows += len(rows)
        if self._n_waiting >= _ROWS_A_GROUP:
            self.flush()

    def flush(self) -> None:
        """Write what waits as one group."""
        if self._waiting:
            self._file.write_table(
                pa.concat_tables(self._waiting).combine_chunks(), row_group_size=self._n_waiting
            )
        self._waiting, self._n_waiting = [], 0


@contextmanager
def open_writers(folder: Path, tables: Mapping[str, schemas.Table]) -> Iterator[dict[str, Writer]]:
    """Open a writer for each table; the files appear, whole, when all have been written.

    Parameters
    ----------
    folder : Path
        Where the files come to lie, each as :func:`path_of` says.
    tables : mapping of str to Table
        What each holds.

    Yields
    ------
    dict of str to Writer
        By the names of the tables.
    """
    with ExitStack() as stack:
        writers = {}
        for name, schema in tables.items():
            beside = stack.enter_context(replace_whole(path_of(folder, name)))
            first = to_arrow(schema.empty(), schema)
            file = stack.enter_context(pq.ParquetWriter(beside, first.schema))
            writers[name] = Writer(file, schema)
        yield writers
        for writer in writers.values():
            writer.flush()

"""Write tables batch by batch, so that a corpus of any size needs the memory of a few batches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache
from hashlib import file_digest
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import schemas
from analysis.pipeline.stages import STAGES
from analysis.writing import replace_whole

__all__ = ["SCHEMAS", "Writer", "from_arrow", "hash_file", "open_writers", "path_of", "to_arrow"]

# What the table of each stage holds.
SCHEMAS = {stage: getattr(schemas, stage.upper()) for stage in STAGES}

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
    layout = _lay_out(schema)
    # Arrow would take a table of pandas at once, but needs five times as long for a small one.
    cells = (
        table[column.name].array if column.kind == "text" else table[column.name].to_numpy()
        for column in schema.columns
    )
    columns = [
        pa.array(values, kind, from_pandas=True)
        for values, kind in zip(cells, layout.types, strict=True)
    ]
    return pa.Table.from_arrays(columns, schema=layout)


@cache
def _lay_out(schema: schemas.Table) -> pa.Schema:
    """Give the types of the columns, and what pandas notes beside them to know its own again."""
    types = pa.schema([(column.name, _TYPES[column.kind]) for column in schema.columns])
    return pa.Table.from_pandas(schema.empty(), schema=types, preserve_index=False).schema


def from_arrow(table: pa.Table, schema: schemas.Table) -> pd.DataFrame:
    """Turn Arrow's form back into the table that it was made of."""
    found = table.to_pandas()
    for column in schema.columns:
        if column.kind == "list":
            # Arrow gives arrays.
            found[column.name] = [list(cell) for cell in found[column.name]]
    return schema.conform(found)


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


class Writer:
    """Gathers the rows of one table and writes them in groups of about the same size.

    Where a group ends depends on the rows alone: the same rows give the same bytes.
    """

    def __init__(self, file: pq.ParquetWriter) -> None:
        self._file = file
        self._waiting: list[pa.Table] = []
        self._n_waiting = 0
        self.n_rows = 0

    def add(self, rows: pa.Table) -> None:
        """Add rows below those that are there."""
        if len(rows):
            self._waiting.append(rows)
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
            file = stack.enter_context(pq.ParquetWriter(beside, _lay_out(schema)))
            writers[name] = Writer(file)
        yield writers
        for writer in writers.values():
            writer.flush()

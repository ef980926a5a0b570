"""What a table is: its row unit, its key, its columns, and how it is made of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.schemas.chaining import once

Kind = Literal["text", "whole", "number", "truth", "date", "list"]

_DTYPES: dict[str, str] = {
    "text": "str",
    "whole": "int64",
    "number": "float64",
    "truth": "bool",
    "date": "datetime64[us]",
    "list": "object",
}
_TEXT = pd.api.types.pandas_dtype("str")


@dataclass(frozen=True)
class Column:
    """One column: what it means, what it may hold, whether it may be missing."""

    name: str
    kind: Kind
    meaning: str
    missing: bool = False
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One kind of table: the unit of its rows, its key and its columns."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...] = field(repr=False)

    @property
    def names(self) -> list[str]:
        """Column names in their fixed order."""
        return [column.name for column in self.columns]

    def empty(self) -> pd.DataFrame:
        """Return the table without rows, each column with its type."""
        return _empty(self).copy()

    def build(self, rows: list[tuple] | list[dict]) -> pd.DataFrame:
        """Make a table of this kind from rows, columns in order and typed.

        Parameters
        ----------
        rows : list of tuple or dict, one each row
            Tuples follow the order of the columns; keys that a dict lacks are missing.

        Returns
        -------
        DataFrame
            As described by this schema; not yet checked.
        """
        if not rows:
            return self.empty()
        if isinstance(rows[0], dict):
            return self.conform(pd.DataFrame(rows, columns=self.names))
        return self.fill(dict(zip(self.names, zip(*rows, strict=True), strict=True)))

    def fill(self, columns: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
        """Make a table of this kind from whole columns, in any order, each as a sequence or array.

        As :meth:`build` makes one from rows.
        """
        return pd.DataFrame(
            {column.name: _write(columns[column.name], column.kind) for column in self.columns}
        )

    def conform(self, table: pd.DataFrame) -> pd.DataFrame:
        """Give the columns of this kind of table, in order and typed; others are left out."""
        return pd.DataFrame(
            {
                column.name: table[column.name]
                if column.kind == "list"
                else _convert(table[column.name], column.kind)
                for column in self.columns
            }
        )


@cache
def _empty(schema: Table) -> pd.DataFrame:
    return pd.DataFrame(
        {column.name: pd.Series(dtype=_DTYPES[column.kind]) for column in schema.columns}
    )


def rows_of(table: pd.DataFrame, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Give the values of some columns row by row.

    Much faster than `itertuples` where columns hold text, since pandas boxes each value there.
    """
    return zip(*(values_of(table, name) for name in columns), strict=True)


def values_of(table: pd.DataFrame, column: str) -> list[Any]:
    """List the values of one column; under :func:`analysis.schemas.check_once` it is made once.

    Those who ask for the list must not change it.
    """
    return once(table, _lister(column))


@cache
def _lister(column: str) -> Callable[[pd.DataFrame], list[Any]]:
    return lambda table: table[column].to_numpy().tolist()


def _write(values: Sequence[Any], kind: Kind) -> pd.api.extensions.ExtensionArray | np.ndarray:
    """Make a column of this kind, many times as fast as where pandas looks what the values are."""
    if getattr(values, "dtype", None) == _DTYPES[kind]:
        return values
    if kind == "text":
        # What is no text goes the long way.
        with suppress(pa.ArrowInvalid, pa.ArrowTypeError):
            return _TEXT.__from_arrow__(pa.array(values, pa.large_string(), from_pandas=True))
    elif kind in ("whole", "number", "truth"):
        with suppress(TypeError):
            return np.array(values, dtype=_DTYPES[kind])
    column = pd.Series(values, dtype="object" if kind == "list" else None)
    return column.array if kind == "list" else _convert(column, kind).array


def _convert(column: pd.Series, kind: Kind) -> pd.Series:
    if column.dtype == _DTYPES[kind]:
        return column
    if kind == "date":
        return pd.to_datetime(column).astype("datetime64[us]")
    if kind == "number":
        return pd.to_numeric(column).astype("float64")
    return column.astype(_DTYPES[kind])

"""What a table is: its row unit, its key, its columns, and the check that it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

import pandas as pd
from pandas.api import types

Kind = Literal["text", "whole", "number", "truth", "date", "list"]

_DTYPES: dict[str, str] = {
    "text": "str",
    "whole": "int64",
    "number": "float64",
    "truth": "bool",
    "date": "datetime64[us]",
    "list": "object",
}
_IS_KIND: dict[str, Callable[[pd.Series], bool]] = {
    "text": types.is_string_dtype,
    "whole": types.is_integer_dtype,
    "number": lambda column: types.is_float_dtype(column) or types.is_integer_dtype(column),
    "truth": types.is_bool_dtype,
    "date": types.is_datetime64_any_dtype,
    "list": types.is_object_dtype,
}

_checked: ContextVar[dict[tuple[int, str], pd.DataFrame] | None] = ContextVar(
    "checked", default=None
)


class SchemaError(ValueError):
    """A table is not what its schema says."""


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
        return self.conform(pd.DataFrame(rows, columns=self.names))

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
    return zip(*(table[name].to_numpy().tolist() for name in columns), strict=True)


@contextmanager
def check_once() -> Iterator[None]:
    """Have :func:`check` look at each table but once; for a chain of stages that change none.

    Every stage checks what it is given, as anybody may call it; in a chain it is given the same
    tables again and again.
    """
    token = _checked.set({})
    try:
        yield
    finally:
        _checked.reset(token)


def check(table: pd.DataFrame, schema: Table) -> pd.DataFrame:
    """Make sure that a table is what its schema says, and hand it back unchanged.

    Parameters
    ----------
    table : DataFrame
        Any rows; columns beyond those of the schema are allowed, since a reader's own
        columns travel along.
    schema : Table
        What the table must be.

    Returns
    -------
    DataFrame
        The same object.

    Raises
    ------
    SchemaError
        If a column is absent, of another type, out of range, missing where it must not be, or
        if the key repeats. The message names the column and the first row at fault.
    """
    checked = _checked.get()
    if checked is not None and checked.get((id(table), schema.name)) is table:
        return table
    absent = [name for name in schema.names if name not in table.columns]
    if absent:
        msg = (
            f"`{schema.name}` must have the columns {schema.names}; absent: {absent}. "
            f"Its rows are: {schema.row}."
        )
        raise SchemaError(msg)
    for column in schema.columns:
        _check_column(table, column, schema)
    repeated = table.duplicated(list(schema.key))
    if repeated.any():
        first = table.loc[repeated, list(schema.key)].iloc[0].to_dict()
        msg = (
            f"`{schema.name}` must have one row for each {', '.join(schema.key)}; "
            f"{first} is there more than once. Drop or renumber the {int(repeated.sum())} "
            "repeated row(s)."
        )
        raise SchemaError(msg)
    if checked is not None:
        # Held, so that no other table can get its place in memory.
        checked[id(table), schema.name] = table
    return table


def _check_column(table: pd.DataFrame, column: Column, schema: Table) -> None:
    values = table[column.name]
    where = f"`{schema.name}.{column.name}`"
    absent = values.isna().to_numpy()
    if not absent.all() and not _IS_KIND[column.kind](values):
        msg = f"{where} must hold {column.kind} ({column.meaning}); it is of type {values.dtype}."
        raise SchemaError(msg)
    if absent.any():
        if not column.missing:
            first = values.index[absent.argmax()]
            msg = f"{where} must be given; it is missing at row {first!r}."
            raise SchemaError(msg)
        values = values[~absent]
    if column.choices:
        _refuse(values, ~values.isin(column.choices), where, f"one of {list(column.choices)}")
    if column.low is not None:
        _refuse(values, values < column.low, where, f"at least {column.low:g}")
    if column.high is not None:
        _refuse(values, values > column.high, where, f"at most {column.high:g}")


def _refuse(values: pd.Series, wrong: pd.Series, where: str, must_be: str) -> None:
    if wrong.any():
        first, row = values[wrong].tolist()[0], values.index[wrong].tolist()[0]
        msg = f"{where} must be {must_be}; it is {first!r} at row {row!r}."
        raise SchemaError(msg)


def _convert(column: pd.Series, kind: Kind) -> pd.Series:
    if kind == "date":
        return pd.to_datetime(column).astype("datetime64[us]")
    if kind == "number":
        return pd.to_numeric(column).astype("float64")
    return column.astype(_DTYPES[kind])

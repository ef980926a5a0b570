"""Make sure that a table is what its schema says."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

import numpy as np
import pandas as pd
from pandas.api import types

from analysis.schemas.chaining import once
from analysis.schemas.core import Column, Kind, Table

__all__ = ["SchemaError", "check"]

_IS_KIND: dict[Kind, Callable[[pd.Series], bool]] = {
    "text": types.is_string_dtype,
    "whole": types.is_integer_dtype,
    "number": lambda column: types.is_float_dtype(column) or types.is_integer_dtype(column),
    "truth": types.is_bool_dtype,
    "date": types.is_datetime64_any_dtype,
    "list": types.is_object_dtype,
}


class SchemaError(ValueError):
    """A table is not what its schema says."""


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
    once(table, _checker(schema))
    return table


@cache
def _checker(schema: Table) -> Callable[[pd.DataFrame], None]:
    return partial(_check, schema)


def _check(schema: Table, table: pd.DataFrame) -> None:
    absent = [name for name in schema.names if name not in table.columns]
    if absent:
        msg = (
            f"`{schema.name}` must have the columns {schema.names}; absent: {absent}. "
            f"Its rows are: {schema.row}."
        )
        raise SchemaError(msg)
    for column in schema.columns:
        _check_column(table, column, schema)
    # Of one column it is told sooner that nothing repeats than which row does.
    if len(schema.key) == 1 and table[schema.key[0]].is_unique:
        return
    repeated = table.duplicated(list(schema.key))
    if repeated.any():
        first = table.loc[repeated, list(schema.key)].iloc[0].to_dict()
        msg = (
            f"`{schema.name}` must have one row for each {', '.join(schema.key)}; "
            f"{first} is there more than once. Drop or renumber the {int(repeated.sum())} "
            "repeated row(s)."
        )
        raise SchemaError(msg)


def _check_column(table: pd.DataFrame, column: Column, schema: Table) -> None:
    values = table[column.name]
    where = f"`{schema.name}.{column.name}`"
    absent = np.asarray(values.array.isna())
    if not absent.all() and not _IS_KIND[column.kind](values):
        msg = f"{where} must hold {column.kind} ({column.meaning}); it is of type {values.dtype}."
        raise SchemaError(msg)
    if absent.any():
        if not column.missing:
            first = values.index[absent.argmax()]
            msg = f"{where} must be given; it is missing at row {first!r}."
            raise SchemaError(msg)
        if column.choices or column.low is not None or column.high is not None:
            values = values[~absent]
    if column.choices and not set(column.choices).issuperset(values.unique().tolist()):
        _refuse(values, ~values.isin(column.choices), where, f"one of {list(column.choices)}")
    if column.low is not None:
        _refuse(values, values.to_numpy() < column.low, where, f"at least {column.low:g}")
    if column.high is not None:
        _refuse(values, values.to_numpy() > column.high, where, f"at most {column.high:g}")


def _refuse(values: pd.Series, wrong: np.ndarray, where: str, must_be: str) -> None:
    if wrong.any():
        first, row = values[wrong].tolist()[0], values.index[wrong].tolist()[0]
        msg = f"{where} must be {must_be}; it is {first!r} at row {row!r}."
        raise SchemaError(msg)

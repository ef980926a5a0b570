"""The rows of a table, gathered by document."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from analysis import schemas

__all__ = ["rows_by_document"]


def rows_by_document(
    table: pd.DataFrame, columns: Sequence[str]
) -> dict[str, list[tuple[Any, ...]]]:
    """Gather the values of some columns, row by row in the order of the table, by document."""
    rows = list(schemas.rows_of(table, columns))
    gathered: dict[str, list[tuple[Any, ...]]] = {}
    first = 0
    for document, run in groupby(schemas.values_of(table, "document_id")):
        last = first + len(list(run))
        gathered.setdefault(document, []).extend(rows[first:last])
        first = last
    return gathered

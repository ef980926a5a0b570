"""What is made of a table once, however many stages ask for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

import pandas as pd

__all__ = ["check_once", "once"]

Made = TypeVar("Made")
_Seen = dict[tuple[int, Callable[[pd.DataFrame], Any]], tuple[pd.DataFrame, Any]]
_seen: ContextVar[_Seen | None] = ContextVar("seen", default=None)


@contextmanager
def check_once() -> Iterator[None]:
    """Have :func:`check` and :func:`once` look at each table once; for stages that change none.

    Every stage checks what it is given, as anybody may call it; in a chain it is given the same
    tables again and again.
    """
    token = _seen.set({})
    try:
        yield
    finally:
        _seen.reset(token)


def once(table: pd.DataFrame, make: Callable[[pd.DataFrame], Made]) -> Made:
    """Make something of a table; under :func:`check_once` only the first time it is asked for.

    Parameters
    ----------
    table : DataFrame
        Any table.
    make : function of DataFrame
        What it gives must not be changed by those who ask for it.

    Returns
    -------
    object
        What the function gives.
    """
    seen = _seen.get()
    if seen is None:
        return make(table)
    key = id(table), make
    if key not in seen:
        # The table is held, so that no other can get its place in memory.
        seen[key] = table, make(table)
    return seen[key][1]

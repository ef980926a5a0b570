"""What a register or a table says of a document: its columns, made clean or refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import pandas as pd

FACTS = (
    "title",
    "published_on",
    "outlet",
    "outlet_country",
    "author",
    "language",
    "original_language",
    "translated",
    "perspective",
    "licence",
)
# A year or a month alone names no day, and "04/12/2024" names two.
_DAY = re.compile(
    r"\s*(\d{4})-?(\d{2})-?(\d{2})(?:[T ]\d{1,2}:\d{2}[\d:.,]*\s?(?:Z|[+-][\d:]+|[A-Z]{2,4})?)?\s*"
)


def find_columns(names: Iterable[Any], wanted: Iterable[str]) -> dict[str, str]:
    """Find columns by their names, whatever their capitals and the spaces around them.

    Parameters
    ----------
    names : iterable
        Columns of a table.
    wanted : iterable of str
        Names to look for.

    Returns
    -------
    dict of str to str
        The name wanted, and the column that has it; an exact name goes before a like one.
    """
    exact = set(names)
    like = {str(name).strip().casefold(): name for name in reversed(list(names))}
    found = {name: name if name in exact else like.get(name) for name in wanted}
    return {name: column for name, column in found.items() if column is not None}


def read_fact(value: Any) -> str | None:
    """Make text of one cell; nothing, white space and missing values are None."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, list | tuple) or hasattr(value, "tolist"):
        items = value.tolist() if hasattr(value, "tolist") else list(value)
        items = items if isinstance(items, list) else [items]
        return ", ".join(filter(None, map(read_fact, items))) or None
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)


def read_day(value: Any) -> pd.Timestamp | None:
    """Read one day; None if the value is not exactly one, so that no day is ever made up.

    Parameters
    ----------
    value : any
        A date, or text that begins with one as YYYY-MM-DD or YYYYMMDD. The day is that of the
        place whose time is given.

    Returns
    -------
    Timestamp or None
        Midnight of that day, without a time zone.
    """
    if isinstance(value, datetime | date):
        return None if pd.isna(value) else pd.Timestamp(value.year, value.month, value.day)
    match = _DAY.fullmatch(read_fact(value) or "")
    if match is None:
        return None
    try:
        day = date(*map(int, match.groups()))
    except ValueError:
        return None
    return pd.Timestamp(day.year, day.month, day.day)

"""Months, quarters and years: which there are, and which documents fall into each."""

from __future__ import annotations

from typing import Literal

import pandas as pd

__all__ = ["Period", "date_documents", "list_periods"]

Period = Literal["month", "quarter", "year"]

_FREQUENCIES = {"month": "M", "quarter": "Q", "year": "Y"}
_NAMES = {"month": "%Y-%m", "quarter": "%Y Q%q", "year": "%Y"}


def date_documents(documents: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Keep the documents that have a date, with the first day of their period as `starts_on`.

    Raises
    ------
    ValueError
        If `period` is none of "month", "quarter" and "year".
    """
    dated = documents[documents["published_on"].notna()]
    days = dated["published_on"].astype("datetime64[us]")
    starts = days.dt.to_period(_frequency_of(period)).dt.start_time
    return dated[["document_id", "outlet"]].assign(starts_on=starts.astype("datetime64[us]"))


def list_periods(dated: pd.DataFrame, period: Period) -> pd.DataFrame:
    """List every period from the first to the last that a document falls into.

    Returns
    -------
    DataFrame, one row per period, by date
        `period` (its name), `starts_on` and `ends_on`. Periods in between without documents
        are rows too.
    """
    frequency = _frequency_of(period)
    if dated.empty:
        spans = pd.PeriodIndex([], freq=frequency)
    else:
        spans = pd.period_range(dated["starts_on"].min(), dated["starts_on"].max(), freq=frequency)
    names = [span.strftime(_NAMES[period]) for span in spans]
    return pd.DataFrame(
        {
            "period": pd.Series(names, dtype="str"),
            "starts_on": spans.start_time.astype("datetime64[us]"),
            "ends_on": spans.end_time.normalize().astype("datetime64[us]"),
        }
    )


def _frequency_of(period: Period) -> str:
    if period not in _FREQUENCIES:
        msg = f"`period` must be one of {list(_FREQUENCIES)}; it is {period!r}."
        raise ValueError(msg)
    return _FREQUENCIES[period]

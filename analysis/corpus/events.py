"""Dated events, drawn in charts over time."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis import schemas

_HOUSE_EVENTS = Path(__file__).parents[2] / "corpus" / "events.csv"


def load_events(path: Path | str | None = None) -> pd.DataFrame:
    """Read the dated events.

    Parameters
    ----------
    path : Path or str, optional
        A CSV with the columns of :data:`analysis.schemas.EVENTS`; the house's own if absent.

    Returns
    -------
    DataFrame, one row per event, in the order of their days
        As described by :data:`analysis.schemas.EVENTS`; own columns travel along.

    Raises
    ------
    SchemaError
        If the file is not such a table.
    """
    events = pd.read_csv(path or _HOUSE_EVENTS, encoding="utf-8")
    if "occurred_on" in events:
        events["occurred_on"] = pd.to_datetime(events["occurred_on"], format="%Y-%m-%d")
    schemas.check(events, schemas.EVENTS)
    return events.sort_values("occurred_on", ignore_index=True)

"""One series of dated documents as arrays, and the numbers that its rows share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.intervals import FEW_CLUSTERS

__all__ = ["BOUNDS", "Series", "clusters_of", "numbers_of", "split_series"]

BOUNDS = {"sentiment": (-1.0, 1.0), "share": (0.0, 1.0)}


class Series(NamedTuple):
    """The documents of one series that have a value, by day; and how many there are in all."""

    name: str
    label: str
    measure: str
    scorer: str | None
    days: np.ndarray
    value: np.ndarray
    document_ids: list[str]
    outlets: list[str | None]
    n_documents: int
    n_mentions: int
    coverage: float


def split_series(dated: pd.DataFrame) -> Iterator[Series]:
    """Give the series of a table one by one, by label."""
    for (label, name, measure), rows in dated.groupby(["label", "series", "measure"], sort=True):
        rows = rows.sort_values(["published_on", "document_id"])
        n_mentions = int(rows["n_mentions"].sum())
        known = rows[rows["value"].notna()]
        yield Series(
            name,
            label,
            measure,
            next(iter(rows["scorer"].dropna()), None),
            known["published_on"].to_numpy().astype("datetime64[D]"),
            known["value"].to_numpy("float64"),
            known["document_id"].tolist(),
            known["outlet"].where(known["outlet"].notna(), None).tolist(),
            len(rows),
            n_mentions,
            rows["n_read"].sum() / n_mentions if n_mentions else np.nan,
        )


def clusters_of(one: Series) -> np.ndarray | None:
    """Give each document the number of its outlet where there are thirty or more; None if not."""
    known = {outlet for outlet in one.outlets if outlet is not None}
    if len(known) < FEW_CLUSTERS:
        return None
    names = [outlet or f"\0{place}" for place, outlet in enumerate(one.outlets)]
    return np.unique(names, return_inverse=True)[1]


def numbers_of(one: Series, minimum_n: int) -> dict[str, object]:
    """Begin a row: what it is about, how much there is, and no estimate yet."""
    return {
        "series": one.name,
        "label": one.label,
        "measure": one.measure,
        "scorer": one.scorer,
        "n_documents": one.n_documents,
        "n_mentions": one.n_mentions,
        "coverage": one.coverage,
        "estimate": np.nan,
        "low": np.nan,
        "high": np.nan,
        "n_used": 0,
        "method": "none",
        "cluster": "document",
        "minimum_n": minimum_n,
    }

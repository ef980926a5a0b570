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
    """The documents of one series that have a value, by day; and of all how much there is.

    The arrays whose names begin with `all` have one number each document, with a value or without.
    """

    name: str
    label: str
    measure: str
    scorer: str | None
    days: np.ndarray
    value: np.ndarray
    document_ids: list[str]
    outlets: list[str | None]
    all_days: np.ndarray
    all_mentions: np.ndarray
    all_read: np.ndarray


def split_series(dated: pd.DataFrame) -> Iterator[Series]:
    """Give the series of a table one by one, by label."""
    for (label, name, measure), rows in dated.groupby(["label", "series", "measure"], sort=True):
        rows = rows.sort_values(["published_on", "document_id"])
        known = rows[rows["value"].notna()]
        yield Series(
            name,
            label,
            measure,
            next(iter(rows["scorer"].dropna()), None),
            known["published_on"].to_numpy().astype("datetime64[D]"),
            known["value"].to_numpy("float64"),
            known["document_id"].tolist(),
            [outlet if isinstance(outlet, str) else None for outlet in known["outlet"]],
            rows["published_on"].to_numpy().astype("datetime64[D]"),
            rows["n_mentions"].to_numpy("int64"),
            rows["n_read"].to_numpy("int64"),
        )


def clusters_of(one: Series) -> np.ndarray | None:
    """Give each document the number of its outlet where there are thirty or more; None if not."""
    known = {outlet for outlet in one.outlets if outlet is not None}
    if len(known) < FEW_CLUSTERS:
        return None
    names = [outlet or f"\0{place}" for place, outlet in enumerate(one.outlets)]
    return np.unique(names, return_inverse=True)[1]


def numbers_of(
    one: Series, minimum_n: int, *, within: tuple[np.datetime64, np.datetime64] | None = None
) -> dict[str, object]:
    """Begin a row: what it is about, how much there is, and no estimate yet.

    With `within` only the days from the first of these up to the second, not with it, count.
    """
    there = np.ones(len(one.all_days), dtype="bool")
    if within is not None:
        there = (one.all_days >= within[0]) & (one.all_days < within[1])
    n_mentions = int(one.all_mentions[there].sum())
    return {
        "series": one.name,
        "label": one.label,
        "measure": one.measure,
        "scorer": one.scorer,
        "n_documents": int(there.sum()),
        "n_mentions": n_mentions,
        "coverage": one.all_read[there].sum() / n_mentions if n_mentions else np.nan,
        "estimate": np.nan,
        "low": np.nan,
        "high": np.nan,
        "n_used": 0,
        "method": "none",
        "cluster": "document",
        "minimum_n": minimum_n,
    }

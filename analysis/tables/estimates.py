"""The arithmetic that the tables share: from rows of evidence to one estimate a group.

A document counts once: its mentions are averaged first, then the documents. Documents that are
not in the `documents` table given do not count at all, so that filtering that one table filters
the figure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from analysis.intervals import NO_INTERVAL, Interval, estimate_mean, estimate_ratio, estimate_share
from analysis.schemas import Table, check

__all__ = [
    "MOST_ROWS",
    "Instrument",
    "average_in_documents",
    "choose_rows",
    "estimate_groups",
    "finish",
    "mean_from_zero",
    "mean_of_documents",
    "share_of_documents",
    "share_of_mentions",
]

MOST_ROWS = 12

Instrument = Callable[[pd.DataFrame], Interval]


def mean_of_documents(rows: pd.DataFrame) -> Interval:
    """Average `value` over documents, on a scale from -1 to +1."""
    return estimate_mean(rows["value"], outlets=rows["outlet"])


def mean_from_zero(rows: pd.DataFrame) -> Interval:
    """Average `value` over documents, on a scale from 0 to 1."""
    return estimate_mean(rows["value"], outlets=rows["outlet"], bounds=(0.0, 1.0))


def share_of_documents(rows: pd.DataFrame) -> Interval:
    """Estimate the share of documents of which `value` is 1."""
    return estimate_share(rows["value"], outlets=rows["outlet"])


def share_of_mentions(rows: pd.DataFrame) -> Interval:
    """Estimate the share of mentions with evidence, resampling whole documents."""
    return estimate_ratio(rows["n_read"], rows["n_mentions"], outlets=rows["outlet"])


def average_in_documents(
    targets: pd.DataFrame, by: Sequence[str], documents: pd.DataFrame
) -> pd.DataFrame:
    """Bring targets down to one row a group and document.

    Parameters
    ----------
    targets : DataFrame, one row per mention, relation or cue
        With `document_id`, the columns `by`, and `value`, missing where there is no evidence.
    by : sequence of str
        The columns that make a group.
    documents : DataFrame, one row per document
        Those that count.

    Returns
    -------
    DataFrame, one row per group and document
        `n_mentions`, `n_read` (mentions with evidence), `value` (their mean, missing without
        any) and the document's `outlet`.
    """
    outlets = documents.set_index("document_id")["outlet"]
    targets = targets[targets["document_id"].isin(outlets.index)]
    grouped = targets.groupby([*by, "document_id"], observed=True)["value"]
    rows = grouped.agg(n_mentions="size", n_read="count", value="mean").reset_index()
    # Rounding in a mean of equal numbers must not pass the end of the scale.
    rows["value"] = rows["value"].clip(-1, 1)
    return rows.assign(outlet=rows["document_id"].map(outlets))


def estimate_groups(
    per_document: pd.DataFrame,
    groups: pd.DataFrame,
    instrument: Instrument,
    *,
    minimum_n: int,
) -> pd.DataFrame:
    """Estimate one number for each group from its documents.

    Parameters
    ----------
    per_document : DataFrame, one row per group and document
        As :func:`average_in_documents` returns it; a document without `value` counts in
        `n_documents` and `coverage` alone.
    groups : DataFrame, one row per group
        Which groups there are, whether or not a document speaks of them.
    instrument : function of such rows to an Interval
        What is estimated.
    minimum_n : int
        Documents with evidence below which there is no estimate.

    Returns
    -------
    DataFrame, one row per group, in the order of `groups`
        The columns of `groups` and the numbers that all figure tables share, but `drawn`.
    """
    by = list(groups.columns)
    counted = per_document.groupby(by, observed=True).agg(
        n_documents=("document_id", "size"),
        n_mentions=("n_mentions", "sum"),
        n_read=("n_read", "sum"),
        n_used=("value", "count"),
    )
    rows = groups.merge(counted.reset_index(), on=by, how="left", validate="one_to_one")
    counts = ["n_documents", "n_mentions", "n_read", "n_used"]
    rows[counts] = rows[counts].fillna(0).astype("int64")
    rows["coverage"] = (rows["n_read"] / rows["n_mentions"]).where(rows["n_mentions"] > 0)
    used = dict(iter(per_document.dropna(subset="value").groupby(by, observed=True)))
    estimates = [
        instrument(used[key]) if n >= max(minimum_n, 1) else NO_INTERVAL
        for key, n in zip(rows[by].itertuples(index=False, name=None), rows["n_used"], strict=True)
    ]
    for place, name in enumerate(("estimate", "low", "high", "method", "cluster")):
        rows[name] = [estimate[place] for estimate in estimates]
    return rows.assign(minimum_n=minimum_n)


def choose_rows(rows: pd.DataFrame, names: Sequence[str], *, most: int) -> pd.Series:
    """Mark the rows that a figure has a place for.

    Parameters
    ----------
    rows : DataFrame
        With `n_documents` and `minimum_n`.
    names : sequence of str
        The columns that name what a row, or a row of panels, is about.
    most : int
        How many of those there is room for.

    Returns
    -------
    Series of bool
        True for those named in the most documents, if in `minimum_n` at least; where several
        rows share a name, the one with the most documents speaks for it.
    """
    named = rows.groupby(list(names), observed=True)[["n_documents", "minimum_n"]].max()
    named = named[named["n_documents"] >= named["minimum_n"].clip(lower=1)].reset_index()
    named = named.sort_values(["n_documents", *names], ascending=[False] + [True] * len(names))
    chosen = set(named[list(names)].head(most).itertuples(index=False, name=None))
    present = rows[list(names)].itertuples(index=False, name=None)
    return pd.Series([name in chosen for name in present], index=rows.index, dtype="bool")


def finish(rows: pd.DataFrame, schema: Table) -> pd.DataFrame:
    """Put the columns in the order of the schema, type and check them."""
    built = schema.build(list(rows[schema.names].itertuples(index=False, name=None)))
    return check(built, schema)

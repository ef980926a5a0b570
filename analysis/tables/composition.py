"""How much of a change is another tone, and how much another mix of who writes."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from analysis import changes, schemas
from analysis.intervals import MINIMUM_N, estimate_difference
from analysis.schemas import check
from analysis.tables.estimates import choose_rows, finish
from analysis.tables.series import BOUNDS, Series, clusters_of, numbers_of, split_series

__all__ = ["composition_of_change"]

MOST_ROWS = 12
_UNKNOWN = "not given"


def composition_of_change(
    dated: pd.DataFrame,
    on: date | str,
    *,
    by: pd.Series | None = None,
    minimum_n: int = MINIMUM_N,
) -> pd.DataFrame:
    """Split the change of each series from before a day to after it by who writes.

    Parameters
    ----------
    dated : DataFrame, one row per series and document
        As :func:`dated_sentiment` and its like return it.
    on : date or str
        The first day that counts as after, as "2024-12-03".
    by : Series, indexed by document, optional
        What the documents are grouped by, such as their perspective; their outlets if absent.
    minimum_n : int
        Documents with evidence that either side must have.

    Returns
    -------
    DataFrame, one row per series, part and group
        As :data:`analysis.schemas.COMPOSITION_OF_CHANGE`: `total`, `within` and `mix` of all
        groups, then `within` and `mix` of each.

    Raises
    ------
    SchemaError
        If `dated` is not such a table.
    ValueError
        If the day is none, or `by` lacks a document.
    """
    check(dated, schemas.DATED_VALUES)
    try:
        day = np.datetime64(pd.Timestamp(on), "D")
    except ValueError:
        msg = f"`on` must be a day, as '2024-12-03'; it is {on!r}."
        raise ValueError(msg) from None
    dated = dated.assign(group=_group(dated, by))
    groups = dict(zip(zip(dated["series"], dated["document_id"], strict=True), dated["group"],
                      strict=True))  # fmt: skip
    rows: list[dict[str, object]] = []
    for one in split_series(dated):
        of_documents = [groups[(one.name, document_id)] for document_id in one.document_ids]
        rows += _split(one, one.days >= day, of_documents, minimum_n)
    table = pd.DataFrame(rows, columns=schemas.COMPOSITION_OF_CHANGE.names[:-1])
    table = table.assign(changed_on=pd.Timestamp(day))
    of_all = (table["group"] == "all") & table["estimate"].notna()
    weighed = table.assign(n_documents=table["n_documents"].where(of_all, 0))
    drawn = choose_rows(weighed, ["series"], most=MOST_ROWS) & (table["group"] == "all")
    return finish(table.assign(drawn=drawn), schemas.COMPOSITION_OF_CHANGE)


def _group(dated: pd.DataFrame, by: pd.Series | None) -> pd.Series:
    if by is None:
        return dated["outlet"].fillna(_UNKNOWN)
    absent = sorted(set(dated["document_id"]) - set(by.index))
    if absent:
        msg = f"`by` must have a value for each document; absent: {absent[:5]}."
        raise ValueError(msg)
    return dated["document_id"].map(by).fillna(_UNKNOWN).astype("str")


def _split(
    one: Series, is_after: np.ndarray, groups: list[str], minimum_n: int
) -> list[dict[str, object]]:
    n_after = int(is_after.sum())
    counts = {"n_before": len(is_after) - n_after, "n_after": n_after}
    start = numbers_of(one, minimum_n) | counts | {"n_used": min(counts.values())}
    if start["n_used"] < max(minimum_n, 2):
        return [start | {"part": part, "group": "all"} for part in schemas.PARTS_OF_CHANGE]
    clusters = clusters_of(one)
    sides = [np.where(side, one.value, np.nan) for side in (is_after, ~is_after)]
    total = estimate_difference(*sides, outlets=one.outlets, bounds=BOUNDS[one.measure])
    numbers = dict(zip(("estimate", "low", "high", "method"), total[:4], strict=True))
    start |= {"cluster": total.cluster}
    rows = [start | numbers | {"part": "total", "group": "all"}]
    for part in changes.decompose(one.value, is_after, groups, clusters=clusters):
        shared = start | {
            "group": part.group,
            "n_before": part.n_before,
            "n_after": part.n_after,
            "n_used": min(part.n_before, part.n_after),
            "method": "bootstrap",
        }
        for name in ("within", "mix"):
            ends = [getattr(part, f"{name}_{end}") for end in ("low", "high")]
            rows.append(
                shared
                | {"part": name, "estimate": getattr(part, name), "low": ends[0], "high": ends[1]}
            )
    return rows

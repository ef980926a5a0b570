"""How much of a change is another tone, and how much another mix of who writes."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from analysis import changes, schemas
from analysis.intervals import MINIMUM_N, estimate_difference
from analysis.schemas import check
from analysis.tables.estimates import choose_rows, finish
from analysis.tables.labels import clean_label
from analysis.tables.series import BOUNDS, Series, clusters_of, numbers_of, split_series

__all__ = ["composition_of_change"]

MOST_ROWS = 12
_ALL = "all"
_UNKNOWN = "not given"
# One document has no spread.
_FEWEST = 2


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
        What the documents are grouped by, such as their perspective, and named for it; their
        outlets if absent.
    minimum_n : int
        Documents with evidence that either side must have, two at least.

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
        If the day is none, `by` lacks a document, or a group is called `all`.
    """
    check(dated, schemas.DATED_VALUES)
    try:
        day = np.datetime64(pd.Timestamp(on), "D")
    except ValueError:
        msg = f"`on` must be a day, as '2024-12-03'; it is {on!r}."
        raise ValueError(msg) from None
    minimum_n = max(minimum_n, _FEWEST)
    dated = dated.assign(group=_group(dated, by))
    groups = dict(zip(zip(dated["series"], dated["document_id"], strict=True), dated["group"],
                      strict=True))  # fmt: skip
    rows: list[dict[str, object]] = []
    for one in split_series(dated):
        of_documents = [groups[(one.name, document_id)] for document_id in one.document_ids]
        rows += _split(one, one.days >= day, of_documents, minimum_n)
    table = pd.DataFrame(rows, columns=schemas.COMPOSITION_OF_CHANGE.names[:-1])
    table = table.assign(changed_on=pd.Timestamp(day), grouped_by=_name_groups(by))
    of_all = table["group"] == _ALL
    has_number = of_all & table["estimate"].notna()
    weighed = table.assign(n_documents=table["n_documents"].where(has_number, 0))
    drawn = choose_rows(weighed, ["series"], most=MOST_ROWS) & of_all
    return finish(table.assign(drawn=drawn), schemas.COMPOSITION_OF_CHANGE)


def _group(dated: pd.DataFrame, by: pd.Series | None) -> pd.Series:
    groups = dated["outlet"].fillna(_UNKNOWN) if by is None else _look_up(dated, by)
    if (groups == _ALL).any():
        msg = f"No group may be called {_ALL!r}, as the rows of all groups are. Rename it."
        raise ValueError(msg)
    return groups


def _look_up(dated: pd.DataFrame, by: pd.Series) -> pd.Series:
    absent = sorted(set(dated["document_id"]) - set(by.index))
    if absent:
        msg = f"`by` must have a value for each document; absent: {absent[:5]}."
        raise ValueError(msg)
    return dated["document_id"].map(by).astype("str").fillna(_UNKNOWN)


def _name_groups(by: pd.Series | None) -> str:
    if by is None:
        return "outlet"
    return "group" if by.name is None else clean_label(str(by.name).replace("_", " "))


def _split(
    one: Series, is_after: np.ndarray, groups: list[str], minimum_n: int
) -> list[dict[str, object]]:
    n_after = int(is_after.sum())
    counts = {"n_before": len(is_after) - n_after, "n_after": n_after}
    start = numbers_of(one, minimum_n) | counts | {"n_used": min(counts.values())}
    if start["n_used"] < minimum_n:
        return [start | {"part": part, "group": _ALL} for part in schemas.PARTS_OF_CHANGE]
    clusters = clusters_of(one)
    sides = [np.where(side, one.value, np.nan) for side in (is_after, ~is_after)]
    bounds = BOUNDS[one.measure]
    total = estimate_difference(*sides, outlets=one.outlets, bounds=bounds)
    numbers = dict(zip(("estimate", "low", "high", "method"), total[:4], strict=True))
    start |= {"cluster": total.cluster}
    rows = [start | numbers | {"part": "total", "group": _ALL}]
    reach = bounds[1] - bounds[0]
    for part in changes.decompose(one.value, is_after, groups, clusters=clusters):
        shared = start | {
            "group": part.group,
            "n_before": part.n_before,
            "n_after": part.n_after,
            "method": "delta" if clusters is None else "bootstrap",
        }
        for name in ("within", "mix"):
            # Of who wrote on one side alone nothing is known within; it sums as 0.
            if name == "within" and not (part.n_before and part.n_after):
                rows.append(shared | {"part": name, "method": "none"})
                continue
            ends = [getattr(part, f"{name}_{end}") for end in ("low", "high")]
            # Where no two documents differ, the parts are no surer than the whole.
            low, high = total[1:3] if total.method == "wilson" else np.clip(ends, -reach, reach)
            rows.append(
                shared | {"part": name, "estimate": getattr(part, name), "low": low, "high": high}
            )
    return rows

"""Hold the instrument against the coded sample of a corpus: all of it, and group by group."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.schemas import check
from analysis.validity.measures import Row, average_present, average_row, ratio_row
from analysis.validity.pairing import pivot_values

__all__ = ["confuse", "evaluate_codings"]

_GROUPS = ("about", "outlet", "quarter")
_FEWEST = 10


def evaluate_codings(
    pairs: pd.DataFrame, *, by: Sequence[str] = _GROUPS, minimum_n: int = _FEWEST
) -> pd.DataFrame:
    """Estimate precision, recall and F1 in the corpus from its coded sample.

    Each unit weighs the inverse of the probability with which it was drawn, so that the numbers
    hold for the corpus and not for a sample in which rare classes are many. Intervals resample
    whole documents. Coders are fallible, too: where they disagree, an instrument that agreed with
    one of them is half right (Song et al. 2020).

    Parameters
    ----------
    pairs : DataFrame, one row per unit, variable and value
        As :func:`pair_codings` gives them.
    by : sequence of str
        Columns of `pairs`: each of their values is a group of its own, after `all`.
    minimum_n : int
        Coded units below which a group has no measures; its row `units` is there.

    Returns
    -------
    DataFrame, one row per variable, group, measure and label
        As :data:`analysis.schemas.CODED_VALIDITY`. `macro_f1` is the mean of F1 over the values
        that coders saw in the group; it is missing where they saw one alone.

    Raises
    ------
    SchemaError
        If `pairs` is not such a table.
    ValueError
        If `by` names no column of it.

    References
    ----------
    Song, H., et al. (2020). In validations we trust? The impact of imperfect human annotations as a
    gold standard on the quality of validation of automated content analysis. Political
    Communication 37(4), 550-572.
    """
    check(pairs, schemas.PAIRS)
    unknown = [name for name in by if name not in pairs.columns]
    if unknown:
        msg = f"`pairs` has no column {unknown[0]!r}; it has {', '.join(pairs.columns)}."
        raise ValueError(msg)
    rows: list[tuple] = []
    for variable, own in pairs.groupby("variable", sort=True):
        facts, shares, values = pivot_values(own)
        unmatched = own.loc[own["claimed"].isna(), "unit_id"].nunique()
        groups = [("all", np.ones(len(facts), dtype="bool"))]
        for column in by:
            for value in sorted(facts[column].dropna().unique()):
                groups.append((f"{column}={value}", (facts[column] == value).to_numpy()))
        for group, chosen in groups:
            measured = _measure(facts[chosen], shares[chosen], values, minimum_n)
            if group == "all":
                measured.append(Row("unmatched", "all", float(unmatched), None, None, unmatched))
            rows += [(variable, group, *row) for row in measured]
    return schemas.CODED_VALIDITY.build(rows)


def confuse(pairs: pd.DataFrame) -> pd.DataFrame:
    """Cross what coders saw with what the instrument claims.

    Parameters
    ----------
    pairs : DataFrame, one row per unit, variable and value
        As :func:`pair_codings` gives them.

    Returns
    -------
    DataFrame, one row per variable, value and claimed value
        As :data:`analysis.schemas.CONFUSION`.

    Raises
    ------
    SchemaError
        If `pairs` is not such a table.
    """
    check(pairs, schemas.PAIRS)
    rows = []
    for variable, own in pairs.groupby("variable", sort=True):
        facts, shares, values = pivot_values(own)
        claims = _one_hot(facts["claimed"], values)
        weights = 1 / facts["probability"].to_numpy("float64")
        n = shares.T @ claims
        of_corpus = (shares * weights[:, None]).T @ claims / max(weights.sum(), 1e-300)
        rows += [
            (variable, value, claimed, n[place, other], min(of_corpus[place, other], 1.0))
            for place, value in enumerate(values)
            for other, claimed in enumerate(values)
        ]
    return schemas.CONFUSION.build(rows)


def _one_hot(claimed: pd.Series, values: list[str]) -> np.ndarray:
    return (claimed.to_numpy()[:, None] == np.array(values, dtype="object")).astype("float64")


def _measure(
    facts: pd.DataFrame, shares: np.ndarray, values: list[str], minimum_n: int
) -> list[Row]:
    n, n_documents = len(facts), facts["document_id"].nunique()
    counts = [
        Row("units", "all", float(n), None, None, n),
        Row("documents", "all", float(n_documents), None, None, n),
    ]
    if n < max(minimum_n, 1):
        return counts
    documents = pd.factorize(facts["document_id"])[0]
    weights = 1 / facts["probability"].to_numpy("float64")
    units = (
        shares[:, :, None] * _one_hot(facts["claimed"], values)[:, None] * weights[:, None, None]
    )
    cells = np.zeros((documents.max() + 1, *units.shape[1:]))
    np.add.at(cells, documents, units)
    right = np.einsum("dvv->dv", cells)
    there, claimed = cells.sum(axis=2), cells.sum(axis=1)
    rows = []
    for place, value in enumerate(values):
        hits = right[:, place]
        is_there = there[:, place].sum() > 0
        n_there, n_claimed = (
            int((shares[:, place] > 0).sum()),
            int((facts["claimed"] == value).sum()),
        )
        f1 = ratio_row("f1", value, 2 * hits, claimed[:, place] + there[:, place])
        rows += [
            ratio_row("precision", value, hits, claimed[:, place])._replace(n=n_claimed),
            ratio_row("recall", value, hits, there[:, place])._replace(n=n_there),
            f1._replace(n=n_there) if is_there else Row("f1", value, None, None, None, 0),
        ]
    total = cells.sum(axis=(1, 2))
    rows.append(ratio_row("accuracy", "all", right.sum(axis=1), total)._replace(n=n))
    macro = average_row("macro_f1", cells.reshape(len(cells), -1), _average_f1, n)
    if np.count_nonzero(there.sum(axis=0)) < 2:
        # Where coders saw one value alone, there was nothing to tell apart.
        macro = Row("macro_f1", "all", None, None, None, n)
    return [*rows, macro, *counts]


def _average_f1(sums: np.ndarray) -> np.ndarray:
    """Average F1 over the values that coders saw, in each row of sums of cells."""
    width = round(np.sqrt(sums.shape[1]))
    cells = sums.reshape(len(sums), width, width)
    right = np.einsum("bvv->bv", cells)
    there, claimed = cells.sum(axis=2), cells.sum(axis=1)
    f1 = np.where(there > 0, 2 * right / np.maximum(there + claimed, 1e-300), np.nan)
    return average_present(f1)

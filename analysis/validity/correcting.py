"""Estimate shares and means as coders would have found them, had they read everything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import intervals, schemas
from analysis.schemas import check
from analysis.validity.corrections import (
    Cells,
    estimate_errors,
    fit_shares,
    invert_errors,
    power_predictions,
)
from analysis.validity.pairing import SENTIMENT, claim, pivot_values

__all__ = ["correct_estimates"]

_FEWEST = 10
_METHODS = schemas.METHODS_OF_CORRECTION


def correct_estimates(
    pairs: pd.DataFrame,
    units: pd.DataFrame,
    *,
    by: str | None = "about",
    minimum_n: int = _FEWEST,
) -> pd.DataFrame:
    """Correct what the instrument says of a corpus with what coders saw in a sample of it.

    An instrument that errs more one way than the other shifts every share that is made of its
    claims, and no number of documents heals it. Four estimates stand side by side:

    - `naive`: the shares of the claims; of sentiment also the mean of the scores.
    - `rogan_gladen`: the shares that would make these claims, given how often each value is
      claimed of units that are another (Rogan and Gladen 1978).
    - `likelihood`: the same errors, with the coded units of the group standing for themselves
      (maximum likelihood; Tenenbein 1970, TeBlunthuis et al. 2024).
    - `prediction_powered`: the mean claim, set right by the mean error of the coded units *of the
      group* (Angelopoulos et al. 2023). It assumes nothing, and needs coded units in each group.

    The two in the middle take the errors to be the same in all groups. Where they and the last one
    part, that is in doubt.

    Parameters
    ----------
    pairs : DataFrame, one row per unit, variable and value
        As :func:`pair_codings` gives them.
    units : DataFrame, one row per unit of the corpus
        As :data:`analysis.schemas.UNITS`, the same that the pairs were made with.
    by : str, optional
        A column of `units`, of text: each of its values is a group, after `all`.
    minimum_n : int
        Coded documents below which an estimate is missing: of the whole sample for the two in
        the middle, of the group for the last.

    Returns
    -------
    DataFrame, one row per variable, group, value and method
        As :data:`analysis.schemas.CORRECTIONS`. Each document counts once, its units in equal
        parts. Intervals resample whole documents (outlets where there are thirty or more), coded
        and uncoded ones together.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    ValueError
        If `by` names no column of `units`.

    References
    ----------
    Angelopoulos, A. N., et al. (2023). Prediction-powered inference. Science 382(6671), 669-674.
    Rogan, W. J., and Gladen, B. (1978). Estimating prevalence from the results of a screening
    test. American Journal of Epidemiology 107(1), 71-76.
    TeBlunthuis, N., Hase, V., and Chan, C.-H. (2024). Misclassification in automated content
    analysis causes bias in regression. Communication Methods and Measures 18(3), 278-299.
    Tenenbein, A. (1970). A double sampling scheme for estimating from binomial data with
    misclassifications. Journal of the American Statistical Association 65(331), 1350-1361.
    """
    check(pairs, schemas.PAIRS)
    check(units, schemas.UNITS)
    if by is not None and by not in units.columns:
        msg = f"`units` has no column {by!r}; it has {', '.join(units.columns)}."
        raise ValueError(msg)
    if units.empty:
        return schemas.CORRECTIONS.empty()
    rows = []
    cluster, clusters = _number_clusters(units)
    for variable, own in pairs.groupby("variable", sort=True):
        coded = _lay_out(units, own, variable)
        whole = _gather(coded, clusters, np.arange(len(units)))
        of_all = _count(units, coded, np.arange(len(units)))
        for group, places in _split(units, by):
            names = [*coded.names, *(["mean"] if variable == SENTIMENT else [])]
            counts = _count(units, coded, places)
            found = np.full((1, len(names) * len(_METHODS)), np.nan)
            if counts[1] >= intervals.MINIMUM_N:
                found = _estimate(_gather(coded, clusters, places), whole, coded.numbers)
            for place, (value, method) in enumerate((v, m) for v in names for m in _METHODS):
                n = {"naive": counts[1], "prediction_powered": counts[3]}.get(method, of_all[3])
                least = intervals.MINIMUM_N if method == "naive" else minimum_n
                numbers = _summarise(found[:, place], n) if n >= least else (np.nan,) * 3
                rows.append((variable, group, value, method, *numbers, *counts, cluster))
    return schemas.CORRECTIONS.build(rows)


class _Coded(NamedTuple):
    """Of every unit: its claim, what coders saw (nothing but 0 where uncoded), and its numbers."""

    names: list[str]
    claims: np.ndarray
    shares: np.ndarray
    weights: np.ndarray
    predictions: np.ndarray
    numbers: np.ndarray


def _lay_out(units: pd.DataFrame, own: pd.DataFrame, variable: str) -> _Coded:
    facts, shares, values = pivot_values(own)
    claimed = claim(units, variable)
    values = sorted({*values, *claimed}, key=float) if variable == SENTIMENT else values
    place = {unit: number for number, unit in enumerate(units["unit_id"])}
    of_facts = np.array([place[unit] for unit in facts["unit_id"]], dtype="int64")
    seen = np.zeros((len(units), len(values)))
    known = [values.index(value) for value in pivot_values(own)[2]]
    seen[np.ix_(of_facts, known)] = shares
    weights = np.zeros(len(units))
    weights[of_facts] = 1 / facts["probability"].to_numpy("float64")
    claims = (claimed.to_numpy()[:, None] == np.array(values, dtype="object")).astype("float64")
    numbers = np.array([float(value) if variable == SENTIMENT else np.nan for value in values])
    predictions = claims
    if variable == SENTIMENT:
        scores = units["sentiment"].fillna(pd.Series(claims @ numbers, units.index))
        predictions = np.column_stack([claims, scores])
    return _Coded(values, claims, seen, weights, predictions, numbers)


def _gather(coded: _Coded, clusters: np.ndarray, places: np.ndarray) -> Cells:
    """Sum up what each cluster has of a group; a document's units weigh 1 together."""
    documents = clusters[1][places]
    equal = 1 / np.bincount(documents)[documents]
    numbers, rows = np.unique(clusters[0][places], return_inverse=True)
    claims, shares = coded.claims[places], coded.shares[places]
    seen = claims[:, :, None] * shares[:, None]
    weights, predictions = coded.weights[places], coded.predictions[places]
    truths = [shares[:, place] for place in range(len(coded.names))]
    if predictions.shape[1] > len(truths):
        truths.append(shares @ coded.numbers)
    by_design = equal * weights
    moments = np.stack(
        [
            np.column_stack(
                [by_design, by_design * y, by_design * f, by_design * y * f, by_design * f * f,
                 equal * f, equal]
            )
            for y, f in zip(truths, predictions.T, strict=True)
        ],
        axis=1,
    )  # fmt: skip

    def add(cells: np.ndarray) -> np.ndarray:
        sums = np.zeros((len(numbers), *cells.shape[1:]))
        np.add.at(sums, rows, cells)
        return sums

    return Cells(
        numbers,
        add(claims * equal[:, None]),
        add(seen * equal[:, None, None]),
        add(seen * (weights)[:, None, None]),
        add(moments),
    )


def _estimate(group: Cells, whole: Cells, numbers: np.ndarray) -> np.ndarray:
    """Estimate by every method: first from all clusters, then from each resample of them.

    Rows are these; columns are values, and the mean if there is one, by method.
    """

    def measure(weights: np.ndarray) -> np.ndarray:
        def add(cells: Cells, name: str) -> np.ndarray:
            return np.tensordot(weights[:, cells.clusters], getattr(cells, name), axes=1)

        claimed, coded = add(group, "claimed"), add(group, "coded")
        # A resample without any of the group says nothing of it.
        there = claimed.sum(axis=1) > 0
        claimed = np.where(there[:, None], claimed, 1.0)
        errors = estimate_errors(add(whole, "sampled"), add(whole, "claimed"))
        naive = claimed / claimed.sum(axis=1, keepdims=True)
        moments = add(group, "moments")
        moments = np.where(there[:, None, None], moments, np.nan)
        of_values = [naive, invert_errors(errors, claimed), fit_shares(errors, claimed, coded)]
        if moments.shape[1] > naive.shape[1]:
            score = moments[:, -1, 5] / moments[:, -1, 6]
            of_values = [
                np.column_stack([shares, score if number == 0 else shares @ numbers])
                for number, shares in enumerate(of_values)
            ]
        powered = [power_predictions(moments[:, place]) for place in range(moments.shape[1])]
        stacked = np.stack([*of_values, np.column_stack(powered)], axis=2)
        return np.where(there[:, None], stacked.reshape(len(weights), -1), np.nan)

    n_clusters = int(whole.clusters.max()) + 1
    draws = intervals.resample_statistic(measure, np.arange(n_clusters))
    return np.concatenate([measure(np.ones((1, n_clusters))), draws])


def _summarise(column: np.ndarray, n: int) -> tuple[float, float, float]:
    draws = column[1:][~np.isnan(column[1:])]
    if np.isnan(column[0]) or not len(draws):
        return np.nan, np.nan, np.nan
    low, high = np.clip(intervals.between(draws, n=n), -1, 1)
    return float(np.clip(column[0], -1, 1)), float(low), float(high)


def _number_clusters(units: pd.DataFrame) -> tuple[str, np.ndarray]:
    """Give each unit the number of its cluster and, in a second row, of its document."""
    documents = pd.factorize(units["document_id"])[0]
    outlets = units["outlet"]
    if outlets.nunique() < intervals.FEW_CLUSTERS:
        return "document", np.stack([documents, documents])
    names = outlets.where(outlets.notna(), "\0" + units["document_id"])
    return "outlet", np.stack([pd.factorize(names)[0], documents])


def _split(units: pd.DataFrame, by: str | None) -> Iterator[tuple[str, np.ndarray]]:
    yield "all", np.arange(len(units))
    if by is not None:
        places = units.reset_index(drop=True).groupby(by, sort=True).indices
        yield from ((str(group), np.asarray(rows)) for group, rows in places.items())


def _count(units: pd.DataFrame, coded: _Coded, places: np.ndarray) -> tuple[int, int, int, int]:
    documents = units["document_id"].to_numpy()[places]
    is_coded = coded.weights[places] > 0
    return len(places), len(set(documents)), int(is_coded.sum()), len(set(documents[is_coded]))

"""Estimate shares and means as coders would have found them, had they read everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from analysis import intervals, schemas
from analysis.schemas import check
from analysis.validity.corrections import (
    estimate_errors,
    fit_shares,
    invert_errors,
    power_predictions,
)
from analysis.validity.pairing import SENTIMENT
from analysis.validity.tallies import Coded, Tallies, add_doubt, lay_out, number_clusters, tally

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
    part, that is in doubt. With twenty coded documents or fewer, `rogan_gladen` of a group swings
    far, and since it stops at 0 and 1 it is a little off on average.

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
        parts. Intervals let whole documents vary (outlets where there are thirty or more), coded
        and uncoded ones: each is left out in turn, and Student's t goes by how many were coded,
        with one document more in which every error occurs. They are meant for the texts from
        which the corpus comes, not for its own documents alone.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    ValueError
        If `by` names no column of `units`, or the pairs were made with others.

    References
    ----------
    Angelopoulos, A. N., et al. (2023). Prediction-powered inference. Science 382(6671), 669-674.
    Efron, B. (1982). The jackknife, the bootstrap and other resampling plans, chapter 3.
    Hall, P. (1992). On the removal of skewness by transformation. Journal of the Royal Statistical
    Society B 54(1), 221-228.
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
    strange = sorted(set(pairs.loc[pairs["claimed"].notna(), "unit_id"]) - set(units["unit_id"]))
    if strange:
        msg = f"`pairs` must be made with these `units`; they lack {strange[:5]}."
        raise ValueError(msg)
    if units.empty:
        return schemas.CORRECTIONS.empty()
    rows = []
    cluster, clusters = number_clusters(units)
    for variable, own in pairs.groupby("variable", sort=True):
        coded = lay_out(units, own, variable)
        names = [*coded.names, *(["mean"] if variable == SENTIMENT else [])]
        every = np.arange(len(units))
        whole = tally(coded, clusters, every)
        of_all = _count(units, coded, every)
        for group, places in _split(units, by):
            counts = _count(units, coded, places)
            found = np.full((len(names), len(_METHODS), 3), np.nan)
            if counts[1] >= intervals.MINIMUM_N:
                both = tally(coded, clusters, places), whole
                found = _estimate(both, coded, (counts[3], of_all[3]))
            for place, (value, method) in enumerate((v, m) for v in names for m in _METHODS):
                n = {"naive": counts[1], "prediction_powered": counts[3]}.get(method, of_all[3])
                least = intervals.MINIMUM_N if method == "naive" else minimum_n
                numbers = found.reshape(-1, 3)[place] if n >= least else (np.nan,) * 3
                rows.append((variable, group, value, method, *numbers, *counts, cluster))
    return schemas.CORRECTIONS.build(rows)


def _estimate(both: tuple[Tallies, Tallies], coded: Coded, n_coded: tuple[int, int]) -> np.ndarray:
    """Estimate by every method, from a group and the whole, each with its coded documents.

    Each cluster is left out in turn (the jackknife), and Student's t goes by how many there are,
    less the numbers that are fitted to them, and by how skew it is.

    Returns
    -------
    ndarray, values by methods by estimate, low and high
        The mean, if there is one, comes after the values.
    """
    estimates = _apply([_add_up(one) for one in both], coded)[0]
    _settle(estimates, coded)
    doubted = [add_doubt(one, coded, n) for one, n in zip(both, n_coded, strict=True)]
    totals = [_add_up(rows) for rows, _ in doubted]
    middle = _apply(totals, coded)[0]
    left = [
        Tallies(*(total - part for total, part in zip(sums, rows, strict=True)))
        for sums, (rows, _) in zip(totals, doubted, strict=True)
    ]
    apart = _apply(left, coded) - middle
    times = doubted[0][1][:, None, None]
    squares, cubes = (apart**2 / times).sum(axis=0), (-(apart**3) / times**2).sum(axis=0)
    low, high = _find_ends(middle, squares, cubes, _count_clusters(both))
    # A single cluster, or an instrument that all but cannot tell: nobody knows how far it goes.
    low = np.minimum(estimates, np.where(np.isnan(low), -np.inf, low))
    high = np.maximum(estimates, np.where(np.isnan(high), np.inf, high))
    bottom = np.zeros((len(estimates), 1))
    bottom[len(coded.names) :] = -1
    return np.stack([np.clip(ends, bottom, 1) for ends in (estimates, low, high)], axis=2)


def _count_clusters(both: tuple[Tallies, Tallies]) -> np.ndarray:
    """Count, by method, the clusters that an estimate rests on and the numbers fitted to them."""
    claiming, coded, coded_of_all = (
        int((part.reshape(len(part), -1).sum(axis=1) > 0).sum())
        for part in (both[0].claimed, both[0].sampled, both[1].sampled)
    )
    # One mean; the errors of each claim; a mean and its power.
    width = both[0].claimed.shape[1]
    return np.array([[claiming, coded_of_all, coded_of_all, coded], [1, width, width, 2]])


def _find_ends(
    middle: np.ndarray, squares: np.ndarray, cubes: np.ndarray, counts: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Find the ends of intervals from the sums of squares and cubes of what each cluster adds.

    A share that is rare among few varies more upward than downward; Student's t is bent by how
    skew it is (Hall's cubic transformation, which is monotone, with the constants of a mean).
    """
    from scipy.special import stdtrit

    n, fitted = counts
    tail = stdtrit(np.maximum(n - fitted, 1), (1 + intervals.LEVEL) / 2)
    spread = np.sqrt(squares * np.where(n > 1, (n - 1) / np.maximum(n, 1), np.nan))
    skew = cubes / np.maximum(squares, 1e-100) ** 1.5
    skew = np.where(np.abs(skew) < 1e-6, 1e-6, skew)
    reach = [3 / skew * (np.cbrt(1 + skew * (end - skew / 6)) - 1) for end in (tail, -tail)]
    return middle - spread * reach[0], middle - spread * reach[1]


def _add_up(rows: Tallies) -> Tallies:
    return Tallies(*(part.sum(axis=0)[None] for part in rows))


def _apply(sums: Sequence[Tallies], coded: Coded) -> np.ndarray:
    """Apply every method to sums over a group and the whole: rows by values by methods."""
    group, whole = sums
    errors = estimate_errors(whole.sampled, whole.claimed)
    naive = group.claimed / group.claimed.sum(axis=1, keepdims=True)
    inverted = invert_errors(errors, group.claimed)
    fitted = fit_shares(errors, group.claimed, group.coded)
    powered = power_predictions(_list_moments(group))
    found = np.stack([naive, inverted, fitted, powered], axis=2)
    if np.isnan(coded.numbers).any():
        return found
    score = group.moments[:, 5] / group.moments[:, 6]
    means = [score, inverted @ coded.numbers, fitted @ coded.numbers,
             power_predictions(group.moments)]  # fmt: skip
    return np.concatenate([found, np.column_stack(means)[:, None]], axis=1)


def _list_moments(group: Tallies) -> np.ndarray:
    """List, for each value, the moments of having it: of being coded so and claimed so."""
    seen, claimed = group.sampled.sum(axis=1), group.sampled.sum(axis=2)
    right = np.einsum("rvv->rv", group.sampled)
    n, n_all = (
        np.broadcast_to(part.sum(axis=1, keepdims=True), part.shape)
        for part in (seen, group.claimed)
    )
    return np.stack([n, seen, claimed, right, claimed, group.claimed, n_all], axis=2)


def _settle(estimates: np.ndarray, coded: Coded) -> None:
    """Make shares of what the inverted errors give: none below 0, all together 1."""
    width = len(coded.names)
    shares = np.clip(estimates[:width, 1], 0, None)
    estimates[:width, 1] = shares / shares.sum()
    estimates[width:, 1] = estimates[:width, 1] @ coded.numbers


def _split(units: pd.DataFrame, by: str | None) -> Iterator[tuple[str, np.ndarray]]:
    yield "all", np.arange(len(units))
    if by is not None:
        places = units.reset_index(drop=True).groupby(by, sort=True).indices
        yield from ((str(group), np.asarray(rows)) for group, rows in places.items())


def _count(units: pd.DataFrame, coded: Coded, places: np.ndarray) -> tuple[int, int, int, int]:
    documents = units["document_id"].to_numpy()[places]
    is_coded = coded.weights[places] > 0
    return len(places), len(set(documents)), int(is_coded.sum()), len(set(documents[is_coded]))

"""Estimate a mean, a share or a ratio over documents, with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.intervals.ranges import Bootstrap, resample, student, wilson

__all__ = [
    "FEW_CLUSTERS",
    "MINIMUM_N",
    "NO_INTERVAL",
    "NO_SPREAD",
    "Interval",
    "count_outlets",
    "estimate_mean",
    "estimate_ratio",
    "estimate_share",
    "sum_by_outlet",
]

FEW_CLUSTERS = 30
MINIMUM_N = 5

NO_SPREAD = 1e-12

_METHODS = {"percentile": "bootstrap", "bca": "bca"}


class Interval(NamedTuple):
    """An estimate with its interval.

    `method` is "bootstrap" (percentiles), "bca", "t", "wilson" or "none"; `cluster` is "document"
    or "outlet". With "none" the three numbers are missing (NaN): there was nothing to estimate
    from.
    """

    estimate: float
    low: float
    high: float
    method: str
    cluster: str
    n_clusters: int


NO_INTERVAL = Interval(np.nan, np.nan, np.nan, "none", "document", 0)


def estimate_mean(
    values: Sequence[float],
    *,
    outlets: Sequence[str | None] | None = None,
    bounds: tuple[float, float] = (-1.0, 1.0),
    bootstrap: Bootstrap = "percentile",
) -> Interval:
    """Average one number a document, each document counting once.

    Parameters
    ----------
    values : sequence of float, one each document
        None may be missing.
    outlets : sequence of str, one each document, optional
        Who published it. A document without outlet is a cluster of its own.
    bounds : pair of float
        The ends of the scale; the interval does not pass them.
    bootstrap : {"percentile", "bca"}
        Which interval the resamples give, where there are enough clusters for them.

    Returns
    -------
    Interval
        Of the mean over documents.

    Raises
    ------
    ValueError
        If a value is missing or outside the bounds.

    Examples
    --------
    >>> mean = estimate_mean([0.5, -0.1, 0.2])
    >>> round(mean.estimate, 3), mean.method
    (0.2, 't')
    """
    values = _check_numbers(values, "values")
    if values.size and (values.min() < bounds[0] or values.max() > bounds[1]):
        msg = (
            f"`values` must lie within {bounds}; they run from {values.min():g} to "
            f"{values.max():g}. Give the ends of their scale as `bounds`."
        )
        raise ValueError(msg)
    weights = np.ones_like(values)
    return estimate_ratio(values, weights, outlets=outlets, bounds=bounds, bootstrap=bootstrap)


def estimate_share(
    hits: Sequence[bool], *, outlets: Sequence[str | None] | None = None
) -> Interval:
    """Estimate the share of documents of which something is true.

    Parameters
    ----------
    hits : sequence of bool, one each document
        Whether it is true of the document.
    outlets : optional
        As in :func:`estimate_mean`.

    Returns
    -------
    Interval
        Of the share, from 0 to 1; Wilson's where documents are the clusters.

    Examples
    --------
    Found in none of ten documents is not the same as surely absent.

    >>> absent = estimate_share([False] * 10)
    >>> absent.estimate, round(absent.high, 3), absent.method
    (0.0, 0.278, 'wilson')
    """
    hits = _check_numbers(hits, "hits")
    if not np.isin(hits, (0.0, 1.0)).all():
        msg = "`hits` must be true or false of each document; use estimate_mean for other numbers."
        raise ValueError(msg)
    if count_outlets(outlets) >= FEW_CLUSTERS:
        return estimate_mean(hits, outlets=outlets, bounds=(0.0, 1.0))
    if not hits.size:
        return NO_INTERVAL
    share = float(hits.mean())
    return Interval(share, *wilson(share, hits.size), "wilson", "document", hits.size)


def estimate_ratio(
    totals: Sequence[float],
    weights: Sequence[float],
    *,
    outlets: Sequence[str | None] | None = None,
    bounds: tuple[float, float] = (0.0, 1.0),
    bootstrap: Bootstrap = "percentile",
) -> Interval:
    """Estimate the sum of totals over the sum of weights, from one pair a document.

    A share of mentions, for example: how many of a document's mentions have a score, over how
    many mentions it has. With all weights 1 it is the mean.

    Parameters
    ----------
    totals, weights : sequence of float, one each document
        Numerator and denominator; weights are positive.
    outlets, bounds, bootstrap : optional
        As in :func:`estimate_mean`.

    Returns
    -------
    Interval
        Of the ratio. The same documents in another order give the same interval.

    Raises
    ------
    ValueError
        If a number is missing, a weight is not positive, or the bootstrap is unknown.
    """
    if bootstrap not in _METHODS:
        msg = f"`bootstrap` must be one of {list(_METHODS)}; it is {bootstrap!r}."
        raise ValueError(msg)
    totals = _check_numbers(totals, "totals")
    weights = _check_numbers(weights, "weights")
    if not totals.size:
        return NO_INTERVAL
    if (weights <= 0).any():
        msg = "`weights` must be positive; leave out the documents that have none."
        raise ValueError(msg)
    cluster = "document"
    if count_outlets(outlets) >= FEW_CLUSTERS:
        totals, weights = sum_by_outlet(totals, weights, outlets)
        cluster = "outlet"
    # Sorted, so that the order in which documents were read changes no digit.
    order = np.lexsort((weights, totals))
    totals, weights = totals[order], weights[order]
    estimate = float(totals.sum() / weights.sum())
    n = totals.size
    residuals = totals - estimate * weights
    if np.abs(residuals).max() < NO_SPREAD:
        method, (low, high) = "wilson", wilson(estimate, n, bounds)
    elif n < FEW_CLUSTERS:
        method, (low, high) = "t", student(estimate, residuals, weights)
    else:
        method = _METHODS[bootstrap]
        low, high = resample(totals, weights, bootstrap=bootstrap)
    low, high = np.clip((low, high), *bounds)
    return Interval(estimate, float(low), float(high), method, cluster, n)


def _check_numbers(values: Sequence[float], name: str) -> np.ndarray:
    numbers = np.asarray(values, dtype="float64")
    if np.isnan(numbers).any():
        msg = (
            f"`{name}` must not be missing; {int(np.isnan(numbers).sum())} of {numbers.size} are. "
            "Missing means no evidence: leave those documents out."
        )
        raise ValueError(msg)
    return numbers


def count_outlets(outlets: Sequence[str | None] | None) -> int:
    """Count the outlets that are known."""
    if outlets is None:
        return 0
    return len({outlet for outlet in outlets if isinstance(outlet, str)})


def sum_by_outlet(
    totals: np.ndarray, weights: np.ndarray, outlets: Sequence[str | None]
) -> tuple[np.ndarray, np.ndarray]:
    """Add up what one outlet published; a document without outlet stands alone."""
    numbers: dict[object, int] = {}
    codes = [
        numbers.setdefault(outlet if isinstance(outlet, str) else (place,), len(numbers))
        for place, outlet in enumerate(outlets)
    ]
    return np.bincount(codes, weights=totals), np.bincount(codes, weights=weights)

"""Estimate how two means over the same documents differ, with its interval."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.intervals.estimates import (
    FEW_CLUSTERS,
    NO_INTERVAL,
    NO_SPREAD,
    Interval,
    count_outlets,
    sum_by_outlet,
)
from analysis.intervals.ranges import (
    error_of_difference,
    resample_difference,
    welch,
    wilson,
)

__all__ = ["estimate_difference", "estimate_ratio_difference", "p_value_of_difference"]


def estimate_difference(
    one: Sequence[float],
    other: Sequence[float],
    *,
    outlets: Sequence[str | None] | None = None,
    bounds: tuple[float, float] = (-1.0, 1.0),
) -> Interval:
    """Estimate the mean of one number less the mean of another, over the same documents.

    Each mean is over the documents that have that number. Documents are resampled whole: one that
    has both numbers brings both along, so that what they share in it does not count as
    difference.

    Parameters
    ----------
    one, other : sequence of float, one each document
        Missing where the document says nothing there.
    outlets : sequence of str, one each document, optional
        Who published it. A document without outlet is a cluster of its own.
    bounds : pair of float
        The ends of the scale of both.

    Returns
    -------
    Interval
        Of the difference. With fewer than thirty clusters on either side it is Student's t with
        Welch's degrees of freedom (1947), and the percentile bootstrap otherwise.
        `n_clusters` is that of the smaller side.

    Raises
    ------
    ValueError
        If a number is outside the bounds.

    Examples
    --------
    >>> nan = float("nan")
    >>> difference = estimate_difference([0.5, 0.1, nan], [0.1, nan, -0.3])
    >>> round(difference.estimate, 3), difference.method, difference.n_clusters
    (0.4, 't', 2)
    """
    totals, weights = _side_by_side(one, other)
    values = totals[weights > 0]
    if (values < bounds[0]).any() or (values > bounds[1]).any():
        msg = f"`one` and `other` must lie within {bounds}. Give the ends of their scale."
        raise ValueError(msg)
    return estimate_ratio_difference(totals, weights, outlets=outlets, bounds=bounds)


def p_value_of_difference(
    one: Sequence[float],
    other: Sequence[float],
    *,
    outlets: Sequence[str | None] | None = None,
) -> float:
    """Test whether two means over the same documents differ.

    Parameters
    ----------
    one, other, outlets : optional
        As in :func:`estimate_difference`.

    Returns
    -------
    float
        Two-sided, from Student's t with Welch's degrees of freedom over documents, or outlets
        where there are thirty or more. Missing with fewer than two clusters on a side, or where
        nothing varies.

    Examples
    --------
    >>> nan = float("nan")
    >>> p_value = p_value_of_difference([0.1, 0.3, nan, nan, nan], [nan, nan, -0.1, -0.3, -0.2])
    >>> round(p_value, 3)
    0.094
    """
    totals, weights = _side_by_side(one, other)
    if not weights.size or not weights.any(axis=0).all():
        return np.nan
    _, totals, weights = _cluster(totals, weights, outlets)
    means = totals.sum(axis=0) / weights.sum(axis=0)
    parts = (totals - means * weights) / weights.sum(axis=0)
    if (weights > 0).sum(axis=0).min() < 2:
        return np.nan
    from scipy.special import stdtr

    error, degrees = error_of_difference(parts, weights > 0)
    if not error > 0:
        return np.nan
    return float(2 * stdtr(degrees, -abs(means[0] - means[1]) / error))


def _side_by_side(one: Sequence[float], other: Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
    values = np.column_stack([np.asarray(one, "float64"), np.asarray(other, "float64")])
    present = ~np.isnan(values)
    return np.where(present, values, 0.0), present.astype("float64")


def _cluster(
    totals: np.ndarray, weights: np.ndarray, outlets: Sequence[str | None] | None
) -> tuple[str, np.ndarray, np.ndarray]:
    """Add up what one cluster has, and leave out those that have no part in either mean."""
    cluster = "document"
    if count_outlets(outlets) >= FEW_CLUSTERS:
        sides = [sum_by_outlet(totals[:, side], weights[:, side], outlets) for side in (0, 1)]
        totals, weights = (np.column_stack(columns) for columns in zip(*sides, strict=True))
        cluster = "outlet"
    held = weights.any(axis=1)
    totals, weights = totals[held], weights[held]
    # Sorted, so that the order in which documents were read changes no digit.
    order = np.lexsort((*weights.T, *totals.T))
    return cluster, totals[order], weights[order]


def estimate_ratio_difference(
    totals: np.ndarray,
    weights: np.ndarray,
    *,
    outlets: Sequence[str | None] | None = None,
    bounds: tuple[float, float] = (-1.0, 1.0),
) -> Interval:
    """Estimate one ratio of sums less another, over the same documents.

    Parameters
    ----------
    totals, weights : ndarray, one row each document, two columns
        Numerators and denominators of the two ratios; both 0 where the document has no part in
        one of them.
    outlets, bounds : optional
        As in :func:`estimate_difference`.

    Returns
    -------
    Interval
        As of :func:`estimate_difference`, the same for any order of the documents.
    """
    if not weights.size or not weights.any(axis=0).all():
        return NO_INTERVAL
    cluster, totals, weights = _cluster(totals, weights, outlets)
    means = totals.sum(axis=0) / weights.sum(axis=0)
    estimate = float(means[0] - means[1])
    n = int((weights > 0).sum(axis=0).min())
    # What each cluster adds to either mean.
    parts = (totals - means * weights) / weights.sum(axis=0)
    reach = bounds[1] - bounds[0]
    if n < 2 or np.abs(parts[:, 0] - parts[:, 1]).max() * len(parts) < NO_SPREAD:
        method, (low, high) = "wilson", wilson(estimate, n, (-reach, reach))
    elif n < FEW_CLUSTERS:
        method, (low, high) = "t", welch(estimate, parts, weights > 0)
    else:
        method, (low, high) = "bootstrap", resample_difference(totals, weights, n=n)
    low, high = np.clip((low, high), -reach, reach)
    return Interval(estimate, float(low), float(high), method, cluster, n)

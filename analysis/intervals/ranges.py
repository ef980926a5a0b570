"""The three ways to an interval: resampling, Student's t, Wilson's. See the package for when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import numpy as np

__all__ = [
    "DRAWS",
    "LEVEL",
    "SEED",
    "Bootstrap",
    "between",
    "error_of_difference",
    "resample",
    "resample_difference",
    "resample_statistic",
    "student",
    "welch",
    "wilson",
]

Bootstrap = Literal["percentile", "bca"]
LEVEL = 0.95
DRAWS = 2_000
SEED = 20230818

_CELLS_AT_ONCE = 4_000_000


def resample(
    totals: np.ndarray, weights: np.ndarray, *, bootstrap: Bootstrap = "percentile"
) -> tuple[float, float]:
    """Return the bootstrap interval of the ratio of sums, resampling whole clusters."""
    n = totals.size
    draws = np.concatenate(
        [totals[drawn].sum(axis=1) / weights[drawn].sum(axis=1) for drawn in _draw(n)]
    )
    if bootstrap == "percentile":
        return between(draws, n=n)
    left_out = (totals.sum() - totals) / (weights.sum() - weights)
    return _correct(draws, totals.sum() / weights.sum(), left_out)


def resample_difference(totals: np.ndarray, weights: np.ndarray, *, n: int) -> tuple[float, float]:
    """Return the percentile interval of one ratio of sums less another.

    The two stand in two columns and are resampled together, one cluster a row, so that a cluster
    that speaks for both stays whole. `n` are the clusters of the side that has fewer.
    """
    draws = [totals[drawn].sum(axis=1) / weights[drawn].sum(axis=1) for drawn in _draw(len(totals))]
    ratios = np.concatenate(draws)
    return between(ratios[:, 0] - ratios[:, 1], n=n)


def resample_statistic(
    statistic: Callable[[np.ndarray], np.ndarray], clusters: np.ndarray
) -> np.ndarray:
    """Compute a statistic for each resample of whole clusters.

    Parameters
    ----------
    statistic : callable
        Takes weights, a row for each resample and a column for each unit (how often its cluster
        was drawn), and returns one number, or one row of numbers, for each row.
    clusters : ndarray of int, one each unit
        Number of the unit's cluster, from 0.

    Returns
    -------
    ndarray
        A row for each of the 2,000 resamples.
    """
    n_clusters = int(clusters.max()) + 1
    generator = np.random.default_rng(SEED)
    at_once = max(1, _CELLS_AT_ONCE // len(clusters))
    shares = np.full(n_clusters, 1 / n_clusters)
    draws = []
    for first in range(0, DRAWS, at_once):
        times = generator.multinomial(n_clusters, shares, size=min(at_once, DRAWS - first))
        draws.append(statistic(times[:, clusters].astype("float64")))
    return np.concatenate(draws)


def student(estimate: float, residuals: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Return the t interval of a ratio, from the residuals of its clusters."""
    from scipy.special import stdtrit

    n = residuals.size
    error = np.sqrt((residuals**2).sum() / (n - 1) / n) / weights.mean()
    reach = stdtrit(n - 1, (1 + LEVEL) / 2) * error
    return estimate - reach, estimate + reach


def welch(estimate: float, parts: np.ndarray, present: np.ndarray) -> tuple[float, float]:
    """Return the t interval of the difference of two means that may share clusters."""
    from scipy.special import stdtrit

    error, degrees = error_of_difference(parts, present)
    reach = stdtrit(degrees, (1 + LEVEL) / 2) * error
    return estimate - reach, estimate + reach


def error_of_difference(parts: np.ndarray, present: np.ndarray) -> tuple[float, float]:
    """Return the standard error of a difference of two means, and its degrees of freedom.

    `parts` has a row for each cluster and two columns, what it adds to either mean less the mean;
    `present` tells on which side it stands. A cluster on both goes out against itself. Degrees of
    freedom are pooled over those on the one side, on the other, and on both: Welch's where none
    are shared, one less than the pairs where all are.

    Source: Welch, B. L. (1947). The generalization of "Student's" problem when several different
    population variances are involved. Biometrika 34(1-2), 28-35.
    """
    n = present.sum(axis=0)
    apart = parts * np.sqrt(n / (n - 1)) @ np.array([1.0, -1.0])
    kinds = present @ np.array([1, 2])
    variances = np.bincount(kinds, weights=apart**2, minlength=4)
    freedom = np.maximum(np.bincount(kinds, minlength=4) - 1, 1)
    if not variances.any():
        return 0.0, float(n.min() - 1)
    degrees = variances.sum() ** 2 / (variances**2 / freedom).sum()
    return float(np.sqrt(variances.sum())), float(degrees)


def wilson(
    estimate: float, n: int, bounds: tuple[float, float] = (0.0, 1.0)
) -> tuple[float, float]:
    """Return Wilson's interval of a share, or of a mean between two bounds, of `n` units."""
    from scipy.special import ndtri

    z = ndtri((1 + LEVEL) / 2)
    bottom, top = bounds
    share = min(max((estimate - bottom) / (top - bottom), 0.0), 1.0)
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    reach = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    # At 0 and 1 the interval touches the end exactly; rounding must not pass the estimate.
    low, high = min(max(middle - reach, 0.0), share), max(min(middle + reach, 1.0), share)
    return float(bottom + low * (top - bottom)), float(bottom + high * (top - bottom))


def _draw(n_clusters: int) -> Iterator[np.ndarray]:
    """Draw clusters with replacement, one resample a row, in blocks that memory holds."""
    generator = np.random.default_rng(SEED)
    at_once = max(1, _CELLS_AT_ONCE // n_clusters)
    for first in range(0, DRAWS, at_once):
        yield generator.integers(n_clusters, size=(min(at_once, DRAWS - first), n_clusters))


def between(draws: np.ndarray, *, n: int | None = None) -> tuple[float, float]:
    """Return the ends between which the middle 95 % of the draws lie.

    Percentiles are what the normal distribution would make of a standard error that divides by n;
    with `n` clusters the ends are moved out to where Student's t and n - 1 put them.

    Source: Hesterberg (2015), section 5.3 (expanded percentiles).
    """
    low, high = np.quantile(draws, _tails(n))
    return low, high


def _tails(n: int | None) -> np.ndarray:
    from scipy.special import ndtr

    if n is None or n < 2:
        return np.array([(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    reach = _reach(n)
    return np.array([ndtr(-reach), ndtr(reach)])


def _reach(n: int) -> float:
    """How many normal standard errors a t interval of n clusters goes to each side."""
    from scipy.special import stdtrit

    return float(np.sqrt(n / (n - 1)) * stdtrit(n - 1, (1 + LEVEL) / 2))


def _correct(draws: np.ndarray, estimate: float, left_out: np.ndarray) -> tuple[float, float]:
    """Return the interval that is corrected for bias and acceleration (BCa).

    Source: Efron and Tibshirani (1993), equations 14.10, 14.14 and 14.15; `left_out` are the
    estimates with one cluster left out in turn.
    """
    from scipy.special import ndtr, ndtri

    below = ((draws < estimate).sum() + (draws == estimate).sum() / 2) / draws.size
    if not 0 < below < 1:
        return between(draws, n=left_out.size)
    bias = ndtri(below)
    apart = left_out.mean() - left_out
    acceleration = (apart**3).sum() / (6 * (apart**2).sum() ** 1.5)
    reach = _reach(left_out.size)
    moved = bias + np.array([-reach, reach])
    ends = ndtr(bias + moved / (1 - acceleration * moved))
    low, high = np.quantile(draws, ends)
    return float(low), float(high)

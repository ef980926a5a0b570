"""The three ways to an interval: resampling, Student's t, Wilson's. See the package for when."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

__all__ = [
    "DRAWS",
    "LEVEL",
    "SEED",
    "between",
    "resample",
    "resample_difference",
    "resample_statistic",
    "student",
    "wilson",
]

LEVEL = 0.95
DRAWS = 2_000
SEED = 20230818

_CELLS_AT_ONCE = 4_000_000


def resample(totals: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Return the percentile interval of the ratio of sums, resampling whole clusters."""
    draws = [totals[drawn].sum(axis=1) / weights[drawn].sum(axis=1) for drawn in _draw(totals.size)]
    return between(np.concatenate(draws))


def resample_difference(totals: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Return the percentile interval of one ratio of sums less another.

    The two stand in two columns and are resampled together, one cluster a row, so that a cluster
    that speaks for both stays whole.
    """
    draws = [totals[drawn].sum(axis=1) / weights[drawn].sum(axis=1) for drawn in _draw(len(totals))]
    ratios = np.concatenate(draws)
    return between(ratios[:, 0] - ratios[:, 1])


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


def student(
    estimate: float, residuals: np.ndarray, weights: np.ndarray, *, degrees: int | None = None
) -> tuple[float, float]:
    """Return the t interval of a ratio, from the residuals of its clusters.

    `degrees` of freedom are one less than the clusters if not given.
    """
    from scipy.special import stdtrit

    n = residuals.size
    error = np.sqrt((residuals**2).sum() / (n - 1) / n) / weights.mean()
    reach = stdtrit(degrees or n - 1, (1 + LEVEL) / 2) * error
    return estimate - reach, estimate + reach


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


def between(draws: np.ndarray) -> tuple[float, float]:
    """Return the ends between which the middle 95 % of the draws lie."""
    low, high = np.quantile(draws, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return low, high

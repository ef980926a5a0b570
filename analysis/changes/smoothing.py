"""Smooth a series of dated documents, with a band."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.intervals import LEVEL, MINIMUM_N

__all__ = ["BANDWIDTHS", "Smoothed", "smooth"]

BANDWIDTHS = (30, 45, 60, 90, 120, 180, 365)

_MOST_PLACES = 1_500


class Smoothed(NamedTuple):
    """A smooth curve: one number each day that was asked for; missing where there is too little.

    `n` counts the documents within the bandwidth of the day, which is in days.
    """

    estimate: np.ndarray
    low: np.ndarray
    high: np.ndarray
    n: np.ndarray
    bandwidth: int


def smooth(
    days: np.ndarray,
    values: np.ndarray,
    at: np.ndarray,
    *,
    clusters: Sequence[object] | None = None,
    bandwidth: int | None = None,
) -> Smoothed:
    """Draw a line through the documents near each day, the nearer ones weighing more.

    Parameters
    ----------
    days, values : ndarray, one each document
        None may be missing.
    at : ndarray of datetime64
        Days for which the curve is wanted.
    clusters : sequence, one each document, optional
        What varies as a whole; each document by itself if absent.
    bandwidth : int, optional
        Days to each side that count, weighed by the tricube of their distance. If absent, half of
        that of :data:`BANDWIDTHS` which best foretells each day from the others: the best for the
        line is too smooth for the band, which then misses the truth at its bends (Hall 1992).

    Returns
    -------
    Smoothed
        A local linear fit. Its band is pointwise, 95 %, for the smooth curve itself: from the
        residuals, each divided by one less its own weight (HC3), with Student's t and the
        documents within the bandwidth less two.

    References
    ----------
    Cleveland, W. S. (1979). Robust locally weighted regression and smoothing scatterplots. Journal
    of the American Statistical Association 74(368), 829-836. (The tricube.)
    Fan, J., and Gijbels, I. (1996). Local polynomial modelling and its applications, sections 3.2
    and 4.2.
    Hall, P. (1992). Effect of bias estimation on coverage accuracy of bootstrap confidence
    intervals for a probability density. Annals of Statistics 20(2), 675-694. (Undersmoothing.)
    """
    numbers = _coarsen(_number(days))
    values = np.asarray(values, "float64")
    if bandwidth is None:
        bandwidth = max(_choose_bandwidth(numbers, values) // 2, BANDWIDTHS[0])
    places, of_day = np.unique(numbers, return_inverse=True)
    n_of_day = np.bincount(of_day).astype("float64")
    total = np.bincount(of_day, weights=values)
    at_places = _weigh(places, n_of_day, places, bandwidth)
    fitted = np.nansum(at_places * total, axis=1)
    own = np.diagonal(at_places)
    # Alone within its bandwidth a day fits itself, and says nothing of how far it may be off.
    residuals = (values - fitted[of_day]) / np.maximum(1 - own[of_day], 0.1)
    weights = _weigh(places, n_of_day, _number(at), bandwidth)
    estimate = weights @ total
    error = np.sqrt(_vary(weights, of_day, residuals, clusters))
    near = np.abs(_number(at)[:, None] - places[None]) < bandwidth
    n = (near * n_of_day).sum(axis=1)
    has_enough = (n >= max(MINIMUM_N, 3)) & np.isfinite(estimate)
    most = len(values) if clusters is None else len(set(clusters)) - 1
    reach = _quantile(np.clip(n - 2, 1, max(most, 1))) * error
    return Smoothed(
        *(np.where(has_enough, curve, np.nan) for curve in
          (estimate, estimate - reach, estimate + reach)),
        n.astype("int64"),
        bandwidth,
    )  # fmt: skip


def _number(days: np.ndarray) -> np.ndarray:
    return np.asarray(days).astype("datetime64[D]").astype("float64")


def _coarsen(numbers: np.ndarray) -> np.ndarray:
    """Take several days for one where there are very many: no bandwidth can tell them apart."""
    step = 1 + len(np.unique(numbers)) // _MOST_PLACES
    return numbers if step == 1 else np.floor(numbers / step) * step + (step - 1) / 2


def _quantile(degrees: np.ndarray) -> np.ndarray:
    from scipy.special import stdtrit

    return stdtrit(degrees, (1 + LEVEL) / 2)


def _weigh(places: np.ndarray, n: np.ndarray, at: np.ndarray, bandwidth: float) -> np.ndarray:
    """Give the weight of each document of a day in the fit at each point; missing where none is.

    Rows are points, columns days.
    """
    apart = places[None] - at[:, None]
    kernel = np.clip(1 - (np.abs(apart) / bandwidth) ** 3, 0, None) ** 3
    counted = kernel * n
    zeroth, first, second = ((counted * apart**power).sum(axis=1) for power in (0, 1, 2))
    spread = zeroth * second - first**2
    # All on one day: a line has no slope there, and a mean is what is left.
    has_slope = spread > 1e-9 * np.maximum(zeroth * second, 1e-300)
    sloped = kernel * (second[:, None] - apart * first[:, None])
    level = kernel / np.where(zeroth > 0, zeroth, np.nan)[:, None]
    return np.where(has_slope[:, None], sloped / np.where(has_slope, spread, 1.0)[:, None], level)


def _vary(
    weights: np.ndarray,
    of_day: np.ndarray,
    residuals: np.ndarray,
    clusters: Sequence[object] | None,
) -> np.ndarray:
    if clusters is None:
        return weights**2 @ np.bincount(of_day, weights=residuals**2)
    numbers: dict[object, int] = {}
    codes = np.array([numbers.setdefault(cluster, len(numbers)) for cluster in clusters])
    cells = np.zeros((weights.shape[1], len(numbers)))
    np.add.at(cells, (of_day, codes), residuals)
    return ((weights @ cells) ** 2).sum(axis=1) * len(numbers) / max(len(numbers) - 1, 1)


def _choose_bandwidth(numbers: np.ndarray, values: np.ndarray) -> int:
    """Choose the bandwidth whose fit without a day comes nearest to that day's documents."""
    places, of_day = np.unique(numbers, return_inverse=True)
    n = np.bincount(of_day).astype("float64")
    means = np.bincount(of_day, weights=values) / n
    errors = []
    for bandwidth in BANDWIDTHS:
        weights = _weigh(places, n, places, bandwidth) * n
        own = np.diagonal(weights)
        alone = own > 1 - 1e-9
        left_out = (means - weights @ means) / np.where(alone, np.nan, 1 - own)
        # A day that only its own texts can tell is foretold by nothing but the overall mean.
        missing = np.where(np.isnan(left_out), means - means.mean(), left_out)
        errors.append((n * missing**2).sum())
    return BANDWIDTHS[int(np.argmin(errors))]

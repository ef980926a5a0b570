"""The three ways to an interval: resampling, Student's t, Wilson's. See the package for when."""

from __future__ import annotations

import numpy as np

__all__ = ["DRAWS", "LEVEL", "SEED", "resample", "student", "wilson"]

LEVEL = 0.95
DRAWS = 2_000
SEED = 20230818

_CELLS_AT_ONCE = 4_000_000


def resample(totals: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Return the percentile interval of the ratio of sums, resampling whole clusters."""
    draws = np.empty(DRAWS)
    generator = np.random.default_rng(SEED)
    at_once = max(1, _CELLS_AT_ONCE // totals.size)
    for first in range(0, DRAWS, at_once):
        size = (min(at_once, DRAWS - first), totals.size)
        drawn = generator.integers(totals.size, size=size)
        draws[first : first + size[0]] = totals[drawn].sum(axis=1) / weights[drawn].sum(axis=1)
    low, high = np.quantile(draws, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return low, high


def student(estimate: float, residuals: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Return the t interval of a ratio, from the residuals of its clusters."""
    from scipy.special import stdtrit

    n = residuals.size
    error = np.sqrt((residuals**2).sum() / (n - 1) / n) / weights.mean()
    reach = stdtrit(n - 1, (1 + LEVEL) / 2) * error
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

"""Precision, recall and F1 from counts by text, each with an interval that resamples texts.

All of them are ratios of sums over texts, so :func:`analysis.intervals.estimate_ratio` gives
their interval. Averages over classes are not: they are resampled here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from analysis import intervals

__all__ = ["Row", "average_present", "average_row", "count_row", "rates_of", "ratio_row"]

_CELLS_AT_ONCE = 4_000_000


class Row(NamedTuple):
    """One row of the table `validity`."""

    measure: str
    label: str
    estimate: float | None
    low: float | None
    high: float | None
    n: int


def rates_of(
    hits: np.ndarray, claimed: np.ndarray, there: np.ndarray, *, label: str, prefix: str = ""
) -> list[Row]:
    """Make the rows precision, recall and F1 of one label.

    Parameters
    ----------
    hits, claimed, there : array, one number each text
        How many were claimed and right, claimed, and there to be found.
    label : str
        What they are counts of.
    prefix : str, optional
        Before the name of each measure, as "relaxed_".

    Returns
    -------
    list of Row
        `n` is the number claimed, the number there, and again the number there. Precision is
        missing where nothing is claimed, recall and F1 where nothing is there.
    """
    n_there = int(there.sum())
    f1 = ratio_row(f"{prefix}f1", label, 2 * hits, claimed + there)
    if not n_there:
        f1 = f1._replace(estimate=None, low=None, high=None)
    return [
        ratio_row(f"{prefix}precision", label, hits, claimed),
        ratio_row(f"{prefix}recall", label, hits, there),
        f1._replace(n=n_there),
    ]


def ratio_row(measure: str, label: str, totals: np.ndarray, weights: np.ndarray) -> Row:
    """Make the row of a ratio of sums over texts; missing where all weights are 0."""
    counted = weights > 0
    interval = intervals.estimate_ratio(totals[counted], weights[counted])
    numbers = [None if np.isnan(number) else float(number) for number in interval[:3]]
    return Row(measure, label, *numbers, int(weights.sum()))


def count_row(measure: str, label: str, count: int) -> Row:
    """Make the row of a count, which has no interval."""
    return Row(measure, label, float(count), None, None, int(count))


def average_row(
    measure: str, cells: np.ndarray, average: Callable[[np.ndarray], np.ndarray], n: int
) -> Row:
    """Make the row of an average over classes, of all labels together.

    Parameters
    ----------
    measure : str
        Its name.
    cells : array, texts by cells
        Counts of each text.
    average : callable
        From sums of cells, draws by cells, to one number a draw; NaN where there is none.
    n : int
        How many cases the counts hold.

    Returns
    -------
    Row
        Thirty texts or more are resampled (percentiles, seeded, their ends moved out as in
        :mod:`analysis.intervals`); of fewer, each is left out in turn and Student's t gives the
        interval, since resampling is too narrow there. The order of the texts changes nothing.

    References
    ----------
    Efron, B., and Tibshirani, R. J. (1993). An introduction to the bootstrap, chapters 11
    (leaving one out) and 13 (percentiles).
    """
    cells = np.asarray(cells, dtype="float64")
    estimate = float(average(cells.sum(axis=0, keepdims=True))[0]) if len(cells) else np.nan
    if np.isnan(estimate):
        return Row(measure, "all", None, None, None, n)
    cells = cells[np.lexsort(cells.T)]
    low, high = _find_range(cells, average, estimate)
    low, high = min(max(low, 0.0), estimate), max(min(high, 1.0), estimate)
    return Row(measure, "all", estimate, low, high, n)


def average_present(values: np.ndarray) -> np.ndarray:
    """Average each row over the classes that it has; NaN for a row that has none."""
    present = ~np.isnan(values)
    n = present.sum(axis=1)
    total = np.where(present, values, 0.0).sum(axis=1)
    return np.where(n > 0, total / np.maximum(n, 1), np.nan)


def _find_range(
    cells: np.ndarray, average: Callable[[np.ndarray], np.ndarray], estimate: float
) -> tuple[float, float]:
    n = len(cells)
    if n >= intervals.FEW_CLUSTERS:
        draws = average(_resample(cells))
        low, high = intervals.between(draws[~np.isnan(draws)], n=n)
        spread = high - low
    else:
        left_out = average(cells.sum(axis=0) - cells) if n > 1 else np.array([estimate])
        left_out = left_out[~np.isnan(left_out)]
        spread = float(np.ptp(left_out)) if left_out.size else 0.0
        low, high = _leave_one_out(left_out, estimate) if spread else (estimate, estimate)
    if spread < 1e-12:
        # No text differs: what the interval of a share says of as many texts.
        fixed = intervals.estimate_mean([estimate] * n, bounds=(0.0, 1.0))
        low, high = fixed.low, fixed.high
    return float(low), float(high)


def _leave_one_out(left_out: np.ndarray, estimate: float) -> tuple[float, float]:
    from scipy.special import stdtrit

    n = left_out.size
    error = np.sqrt((n - 1) / n * ((left_out - left_out.mean()) ** 2).sum())
    reach = stdtrit(n - 1, (1 + intervals.LEVEL) / 2) * error
    return estimate - reach, estimate + reach


def _resample(cells: np.ndarray) -> np.ndarray:
    """Draw the texts again and again, and sum the cells of each draw."""
    n = len(cells)
    generator = np.random.default_rng(intervals.SEED)
    at_once = max(1, _CELLS_AT_ONCE // n)
    sums = []
    for first in range(0, intervals.DRAWS, at_once):
        size = min(at_once, intervals.DRAWS - first)
        drawn = generator.integers(n, size=(size, n)) + n * np.arange(size)[:, None]
        times = np.bincount(drawn.ravel(), minlength=size * n).reshape(size, n)
        sums.append(times @ cells)
    return np.concatenate(sums)

"""Adjust the p-values of several tests for being several."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

__all__ = ["adjust_p_values"]


def adjust_p_values(p_values: ArrayLike) -> np.ndarray:
    """Adjust the p-values of one family of tests, so that all together err at the level (Holm).

    Parameters
    ----------
    p_values : array of numbers
        Missing ones are no tests.

    Returns
    -------
    ndarray
        In the same order, never below the p-value.

    References
    ----------
    Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal
    of Statistics 6(2), 65-70.

    Examples
    --------
    >>> adjust_p_values([0.01, 0.04, 0.03]).tolist()
    [0.03, 0.06, 0.06]
    """
    p_values = np.asarray(p_values, "float64")
    order = np.argsort(p_values, kind="stable")[: int((~np.isnan(p_values)).sum())]
    left = np.arange(len(order), 0, -1)
    adjusted = np.full(p_values.shape, np.nan)
    adjusted[order] = np.minimum(np.maximum.accumulate(left * p_values[order]), 1)
    return adjusted

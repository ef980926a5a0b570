"""A logistic regression that is drawn towards what is known before."""

from __future__ import annotations

import numpy as np

__all__ = ["fit_logistic"]

_STEPS = 100


def fit_logistic(
    matrix: np.ndarray, labels: np.ndarray, start: np.ndarray, ridge: float
) -> np.ndarray:
    """Fit a logistic regression by Newton's method, drawn towards `start`.

    Parameters
    ----------
    matrix : ndarray, one row per case
        The first column is 1: its weight is the constant, and is not drawn.
    labels : ndarray, one number per case
        0 or 1.
    start : ndarray, one number per column
        Where the weights begin, and what they are drawn to.
    ridge : float
        Half of it times the squared distance from `start` is taken from the log likelihood.

    Returns
    -------
    ndarray, one number per column
        Weights in log odds.
    """
    pull = np.full(matrix.shape[1], ridge)
    pull[0] = 0.0
    weights = start.copy()
    for _ in range(_STEPS):
        share = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (share - labels) + pull * (weights - start)
        curve = (matrix * (share * (1 - share))[:, None]).T @ matrix + np.diag(pull)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights

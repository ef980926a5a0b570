"""The arithmetic of correction: shares and means that a coded sample sets right.

`weights` have a row for each resample and a column for each document. What a document brings is
summed before, so that a corpus of any size is resampled at the cost of its documents.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

__all__ = ["Cells", "estimate_errors", "fit_shares", "invert_errors", "power_predictions"]

_STEPS = 500
_CLOSE = 1e-7


class Cells(NamedTuple):
    """Sums over the units of one group, a row for each of its clusters.

    `clusters` are the numbers of these. `claimed` sums weights of units by claimed value; the
    units of one document weigh 1 together. `coded` sums those of coded units by claimed and coded
    value, and `sampled` is the same with each unit weighing the inverse of its probability.
    `moments` are, of coded units with both weights, the sums of 1, y, f, y f and f f, and of all
    units those of f and 1; one such row for each number that is estimated.
    """

    clusters: np.ndarray
    claimed: np.ndarray
    coded: np.ndarray
    sampled: np.ndarray
    moments: np.ndarray


def estimate_errors(sampled: np.ndarray, claimed: np.ndarray) -> np.ndarray:
    """Estimate how often each value is claimed of units that are another, per resample.

    The coded units tell of each claimed value what it truly is; how often it is claimed is known
    for all units. Both together are the maximum likelihood (Tenenbein 1970).

    Parameters
    ----------
    sampled : ndarray, resamples by claimed by true values
        Weighted counts of coded units.
    claimed : ndarray, resamples by claimed values
        Weighted counts of all units.

    Returns
    -------
    ndarray, resamples by claimed by true values
        Columns sum to 1. A value that no coded unit has is taken to be claimed as itself.
    """
    n_claimed = sampled.sum(axis=2, keepdims=True)
    identity = np.eye(sampled.shape[1])
    truly = np.where(n_claimed > 0, sampled / np.where(n_claimed > 0, n_claimed, 1), identity)
    shares = claimed / claimed.sum(axis=1, keepdims=True)
    joint = shares[:, :, None] * truly
    n_true = joint.sum(axis=1, keepdims=True)
    return np.where(n_true > 0, joint / np.where(n_true > 0, n_true, 1), identity)


def invert_errors(errors: np.ndarray, claimed: np.ndarray) -> np.ndarray:
    """Solve for the true shares that would make these claims (Rogan and Gladen 1978).

    What falls below 0 is set to 0 and the rest scaled to 1. Missing where an instrument cannot
    tell the values apart at all.
    """
    shares = claimed / claimed.sum(axis=1, keepdims=True)
    solvable = np.abs(np.linalg.det(errors)) > 1e-6
    safe = np.where(solvable[:, None, None], errors, np.eye(errors.shape[1]))
    found = np.clip(np.linalg.solve(safe, shares[:, :, None])[:, :, 0], 0, None)
    found = found / np.maximum(found.sum(axis=1, keepdims=True), 1e-300)
    return np.where(solvable[:, None], found, np.nan)


def fit_shares(errors: np.ndarray, claimed: np.ndarray, coded: np.ndarray) -> np.ndarray:
    """Fit the true shares of a group to its claims and its own coded units, by likelihood (EM).

    Parameters
    ----------
    errors : ndarray, resamples by claimed by true values
        Taken to be the same in every group.
    claimed : ndarray, resamples by claimed values
        Weighted counts of the group's units.
    coded : ndarray, resamples by claimed by true values
        Of those, the coded ones, whose value is known.

    Returns
    -------
    ndarray, resamples by true values
        Sum to 1.
    """
    uncoded = np.clip(claimed - coded.sum(axis=2), 0, None)
    known = coded.sum(axis=1)
    total = uncoded.sum(axis=1, keepdims=True) + known.sum(axis=1, keepdims=True)
    shares = np.full(known.shape, 1 / known.shape[1])
    for _ in range(_STEPS):
        joint = errors * shares[:, None]
        likely = joint.sum(axis=2, keepdims=True)
        # A claim that the errors call impossible tells nothing.
        split = np.where(likely > 0, joint / np.where(likely > 0, likely, 1), shares[:, None])
        moved = ((uncoded[:, :, None] * split).sum(axis=1) + known) / total
        if np.abs(moved - shares).max() < _CLOSE:
            return moved
        shares = moved
    return shares


def power_predictions(moments: np.ndarray) -> np.ndarray:
    """Set a mean of predictions right by the mean error of the coded units.

    Predictions weigh as much as they foretell (power tuning), from nothing at all to in full.

    Parameters
    ----------
    moments : ndarray, resamples by seven
        As :class:`Cells` lists them.

    Returns
    -------
    ndarray, one each resample
        Missing where nothing was coded.

    References
    ----------
    Angelopoulos, A. N., Duchi, J. C., and Zrnic, T. (2023). PPI++: efficient prediction-powered
    inference. arXiv:2311.01453, section 6. (Weights by design: Horvitz and Thompson's, divided by
    their sum. The power is that for a sample which is small beside the corpus; it is then the
    coefficient of the regression estimator of survey sampling.)
    """
    n, y, f, yf, ff, f_all, n_all = moments.T
    safe = np.where(n > 0, n, np.nan)
    mean_y, mean_f = y / safe, f / safe
    spread = ff / safe - mean_f**2
    together = yf / safe - mean_y * mean_f
    power = np.where(spread > 1e-12, together / np.where(spread > 1e-12, spread, 1), 1.0)
    power = np.clip(power, 0, 1)
    return power * f_all / n_all + mean_y - power * mean_f

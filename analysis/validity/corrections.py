"""The arithmetic of correction: shares and means that a coded sample sets right.

Every function takes sums over documents, a row for each time that they are estimated: once from
all documents, and once more with each left out in turn.
"""

from __future__ import annotations

import numpy as np

__all__ = ["estimate_errors", "fit_shares", "invert_errors", "power_predictions"]

_STEPS = 100
_CLOSE = 1e-12
_NONE = 1e-300


def estimate_errors(sampled: np.ndarray, claimed: np.ndarray) -> np.ndarray:
    """Estimate how often each value is claimed of units that are another.

    The coded units tell of each claimed value what it truly is; how often it is claimed is known
    for all units. Both together are the maximum likelihood (Tenenbein 1970).

    Parameters
    ----------
    sampled : ndarray, rows by claimed by true values
        Weighted counts of coded units.
    claimed : ndarray, rows by claimed values
        Weighted counts of all units.

    Returns
    -------
    ndarray, rows by claimed by true values
        Columns sum to 1. A claim of which no unit was coded is taken at its word, and so is a
        value that no coded unit has.
    """
    n_claimed = sampled.sum(axis=2, keepdims=True)
    identity = np.eye(sampled.shape[1])
    truly = np.where(n_claimed > 0, sampled / np.where(n_claimed > 0, n_claimed, 1), identity)
    joint = _to_shares(claimed)[:, :, None] * truly
    n_true = joint.sum(axis=1, keepdims=True)
    return np.where(n_true > 0, joint / np.where(n_true > 0, n_true, 1), identity)


def invert_errors(errors: np.ndarray, claimed: np.ndarray) -> np.ndarray:
    """Solve for the true shares that would make these claims (Rogan and Gladen 1978).

    Parameters
    ----------
    errors : ndarray, rows by claimed by true values
        As :func:`estimate_errors` gives them.
    claimed : ndarray, rows by claimed values
        Weighted counts of units.

    Returns
    -------
    ndarray, rows by true values
        Sum to 1, but some may be below 0 or above 1. Missing where an instrument cannot tell the
        values apart at all.
    """
    solvable = np.abs(np.linalg.det(errors)) > 1e-6
    safe = np.where(solvable[:, None, None], errors, np.eye(errors.shape[1]))
    found = np.linalg.solve(safe, _to_shares(claimed)[:, :, None])[:, :, 0]
    return np.where(solvable[:, None], found, np.nan)


def fit_shares(errors: np.ndarray, claimed: np.ndarray, coded: np.ndarray) -> np.ndarray:
    """Fit the true shares of a group to its claims and its own coded units, by likelihood.

    The likelihood has one summit, which a primal-dual interior point method finds.

    Parameters
    ----------
    errors : ndarray, rows by claimed by true values
        Taken to be the same in every group.
    claimed : ndarray, rows by claimed values
        Weighted counts of the group's units.
    coded : ndarray, rows by claimed by true values
        Of those, the coded ones, whose value is known.

    Returns
    -------
    ndarray, rows by true values
        Sum to 1.

    References
    ----------
    Boyd, S., and Vandenberghe, L. (2004). Convex optimization, section 11.7.
    """
    uncoded = np.clip(claimed - coded.sum(axis=2), 0, None)
    known = coded.sum(axis=1)
    total = (uncoded.sum(axis=1) + known.sum(axis=1))[:, None]
    uncoded, known = uncoded / total, known / total
    width = known.shape[1]
    # EM would creep where an instrument tells little; this stays clear of the walls until the end.
    shares, walls = np.full(known.shape, 1 / width), np.ones(known.shape)
    for _ in range(_STEPS):
        likely = np.maximum(np.einsum("rct,rt->rc", errors, shares), _NONE)
        ratio = errors / likely[:, :, None]
        slope = np.einsum("rc,rct->rt", uncoded, ratio) + known / shares - 1
        product = (shares * walls).mean(axis=1, keepdims=True)
        if max(np.abs((slope + walls) * shares).max(), product.max()) < _CLOSE:
            break
        own = known / shares**2 + walls / shares
        bend = np.einsum("rc,rct,rcu->rtu", uncoded, ratio, ratio) + own[:, None] * np.eye(width)
        aim = product / 10 / shares
        step = np.linalg.solve(bend, (slope + aim)[:, :, None])[:, :, 0]
        step_of_walls = aim - walls - walls / shares * step
        shares = shares + _keep_above_zero(shares, step)
        walls = walls + _keep_above_zero(walls, step_of_walls)
    return shares / shares.sum(axis=1, keepdims=True)


def _keep_above_zero(numbers: np.ndarray, step: np.ndarray) -> np.ndarray:
    """Shorten a step so that it leads no number to 0 or below."""
    room = np.where(step < 0, numbers / np.maximum(-step, _NONE), np.inf).min(axis=1)
    return step * np.minimum(1, 0.98 * room)[:, None]


def power_predictions(moments: np.ndarray) -> np.ndarray:
    """Set a mean of predictions right by the mean error of the coded units.

    Predictions weigh as much as they foretell (power tuning), from nothing at all to in full.

    Parameters
    ----------
    moments : ndarray, by seven in its last axis
        Of coded units, weighted by design, the sums of 1, y, f, y f and f f; of all units those
        of f and 1. What coders saw is y, what is predicted f.

    Returns
    -------
    ndarray, one each seven
        Missing where nothing was coded.

    References
    ----------
    Angelopoulos, A. N., Duchi, J. C., and Zrnic, T. (2023). PPI++: efficient prediction-powered
    inference. arXiv:2311.01453, section 6. (Weights by design: Horvitz and Thompson's, divided by
    their sum. The power is that for a sample which is a part of the corpus; it is then the
    coefficient of the regression estimator of survey sampling.)
    """
    n, y, f, yf, ff, f_all, n_all = np.moveaxis(moments, -1, 0)
    safe = np.where(n > 0, n, np.nan)
    mean_y, mean_f = y / safe, f / safe
    spread = ff / safe - mean_f**2
    together = yf / safe - mean_y * mean_f
    power = np.where(spread > 1e-12, together / np.where(spread > 1e-12, spread, 1), 1.0)
    power = np.clip(power, 0, 1)
    return power * f_all / n_all + mean_y - power * mean_f


def _to_shares(counts: np.ndarray) -> np.ndarray:
    return counts / counts.sum(axis=1, keepdims=True)

"""The coefficients, each from counts of values in units, for many weightings of units at once.

`counts` has a row for each unit and a column for each value: how many coders gave it. `weights`
has a row for each draw of the bootstrap and a column for each unit: how often it was drawn.
"""

from __future__ import annotations

import numpy as np

__all__ = ["alpha_of", "gwet_of", "kappa_of", "percent_of"]


def alpha_of(counts: np.ndarray, values: np.ndarray, level: str, weights: np.ndarray) -> np.ndarray:
    """Compute Krippendorff's alpha; missing where nothing varies.

    `values` are numbers, but for the level "nominal". Units with fewer than two values must have
    been left out.

    Source: Krippendorff (2011), D: 1 - observed over expected disagreement, with his four
    difference functions.
    """
    coders = counts.sum(axis=1)
    n_of_value = weights @ counts
    n = n_of_value.sum(axis=1)
    if level in ("interval", "ordinal"):
        # Ordinal values stand where their ranks do, and that depends on what was drawn.
        places = (
            np.broadcast_to(values, n_of_value.shape)
            if level == "interval"
            else np.cumsum(n_of_value, axis=1) - n_of_value / 2
        )
        sums, squares = places @ counts.T, places**2 @ counts.T
        within = 2 * (coders * squares - sums**2) / (coders - 1)
        observed = (weights * within).sum(axis=1)
        mean = (n_of_value * places).sum(axis=1)
        expected = 2 * (n * (n_of_value * places**2).sum(axis=1) - mean**2)
    else:
        difference = _differences(values, level)
        within = np.einsum("uv,vw,uw->u", counts, difference, counts) / (coders - 1)
        observed = weights @ within
        expected = ((n_of_value @ difference) * n_of_value).sum(axis=1)
    scale = np.maximum(np.abs(expected), 1.0)
    defined = expected > 1e-12 * scale
    safe = np.where(defined, expected, 1.0)
    return np.where(defined, 1 - (n - 1) * observed / safe, np.nan)


def _differences(values: np.ndarray, level: str) -> np.ndarray:
    if level == "nominal":
        return 1.0 - np.eye(len(values))
    total = values[:, None] + values[None, :]
    apart = values[:, None] - values[None, :]
    return np.divide(apart, total, out=np.zeros_like(total), where=total != 0) ** 2


def gwet_of(counts: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Compute Gwet's AC1; missing where only one value was ever given.

    Source: Gwet (2008), equations 7 and 8, with the shares of values averaged over units, as in
    his Handbook of Inter-Rater Reliability, 4th ed. (2014), chapter 2.
    """
    n_values = counts.shape[1]
    if n_values < 2:
        return np.full(len(weights), np.nan)
    coders = counts.sum(axis=1)
    pairable = coders > 1
    alike = _alike(counts[pairable])
    n_pairable = weights[:, pairable].sum(axis=1)
    observed = weights[:, pairable] @ alike / np.where(n_pairable > 0, n_pairable, np.nan)
    shares = (weights @ (counts / coders[:, None])) / weights.sum(axis=1, keepdims=True)
    expected = (shares * (1 - shares)).sum(axis=1) / (n_values - 1)
    return (observed - expected) / (1 - expected)


def kappa_of(pairs: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Compute Cohen's kappa of two coders; missing where nothing varies.

    `pairs` has a row for each unit and two columns: which value each coder gave, by number.

    Source: Cohen (1960), equation 2.
    """
    n_values = int(pairs.max()) + 1
    one, other = (np.eye(n_values)[column] for column in pairs.T)
    n = weights.sum(axis=1)
    observed = weights @ (pairs[:, 0] == pairs[:, 1]) / n
    expected = ((weights @ one) * (weights @ other)).sum(axis=1) / n**2
    defined = expected < 1 - 1e-12
    return np.where(defined, (observed - expected) / np.where(defined, 1 - expected, 1.0), np.nan)


def percent_of(counts: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Compute the share of pairs of coders who gave the same value, averaged over units."""
    return weights @ _alike(counts) / weights.sum(axis=1)


def _alike(counts: np.ndarray) -> np.ndarray:
    coders = counts.sum(axis=1)
    return (counts * (counts - 1)).sum(axis=1) / (coders * (coders - 1))

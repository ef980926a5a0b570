"""The formulas of association: how surely and how closely two things stand together."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from analysis.concordance.frequencies import as_numbers, weigh

__all__ = ["log_dice", "log_likelihood", "mutual_information"]


def log_likelihood(
    together: ArrayLike, first: ArrayLike, second: ArrayLike, total: ArrayLike
) -> np.ndarray:
    """Measure how sure it is that two things do not fall together by chance (G2).

    Over all four cells of the table: both, either one, neither. It grows with the corpus and says
    nothing of how strong the tie is, nor whether they seek or avoid each other.

    Parameters
    ----------
    together, first, second, total : array of numbers
        Counts of both, of either, and of all.

    Returns
    -------
    ndarray
        0 and more.

    References
    ----------
    Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence.
    Computational Linguistics 19(1), 61-74.

    Examples
    --------
    "The Swiss" in Dunning's own table.

    >>> float(log_likelihood(110, 2552, 221, 31777).round(2))
    270.72
    """
    both, first, second, total = as_numbers(together, first, second, total)
    cells = (
        (both, first * second),
        (first - both, first * (total - second)),
        (second - both, (total - first) * second),
        (total - first - second + both, (total - first) * (total - second)),
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        value = 2 * sum(weigh(observed, product / total) for observed, product in cells)
    # Rounding can put it just below zero.
    return np.maximum(value, 0)


def log_dice(together: ArrayLike, first: ArrayLike, second: ArrayLike) -> np.ndarray:
    """Measure how exclusively two things stand together, whatever the size of the corpus.

    Parameters
    ----------
    together, first, second : array of numbers
        Counts of both and of either.

    Returns
    -------
    ndarray
        14 where neither stands without the other, one less for half as often, 0 for once in
        16,000.

    References
    ----------
    Rychly, P. (2008). A lexicographer-friendly association score. Proceedings of RASLAN 2008, 6-9.

    Examples
    --------
    >>> float(log_dice(300, 300, 300)), float(log_dice(150, 300, 300))
    (14.0, 13.0)
    """
    both, first, second = as_numbers(together, first, second)
    return 14 + np.log2(2 * both / (first + second))


def mutual_information(observed: ArrayLike, expected: ArrayLike) -> np.ndarray:
    """Measure how many times more often than by chance two things stand together, to base 2.

    It is high for rare words above all: read it beside the count.

    Parameters
    ----------
    observed, expected : array of numbers
        How often they do, and how often they would.

    Returns
    -------
    ndarray
        1 for twice as often, 0 as by chance, -1 half as often.

    References
    ----------
    Church, K. W., and Hanks, P. (1990). Word association norms, mutual information, and
    lexicography. Computational Linguistics 16(1), 22-29.

    Examples
    --------
    >>> float(mutual_information(8, 2))
    2.0
    """
    observed, expected = as_numbers(observed, expected)
    return np.log2(observed / expected)

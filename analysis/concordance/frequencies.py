"""The formulas of comparison: how surely and by how much a word is more frequent somewhere."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

__all__ = [
    "as_numbers",
    "compare_frequencies",
    "log_ratio",
    "percent_difference",
    "weigh",
]


def compare_frequencies(
    n: ArrayLike, n_reference: ArrayLike, size: ArrayLike, size_reference: ArrayLike
) -> np.ndarray:
    """Measure how sure it is that a word is not as frequent in two corpora (G2).

    The form with two terms, as UCREL's calculator has it: the words that are another word are left
    out of the sum, which changes little while the word is rare. It has no sign.

    Parameters
    ----------
    n, n_reference : array of numbers
        How often the word stands in each.
    size, size_reference : array of numbers
        Words of each.

    Returns
    -------
    ndarray
        0 and more; missing where a corpus is empty.

    References
    ----------
    Rayson, P., and Garside, R. (2000). Comparing corpora using frequency profiling. Proceedings
    of the Workshop on Comparing Corpora (ACL 2000), 1-6.

    Examples
    --------
    >>> float(compare_frequencies(52, 57, 50_000, 75_000).round(2))
    2.65
    """
    n, n_reference, size, size_reference = as_numbers(n, n_reference, size, size_reference)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (n + n_reference) / (size + size_reference)
        value = 2 * (weigh(n, size * share) + weigh(n_reference, size_reference * share))
    return np.where((size > 0) & (size_reference > 0), np.maximum(value, 0), np.nan)


def log_ratio(
    n: ArrayLike, n_reference: ArrayLike, size: ArrayLike, size_reference: ArrayLike
) -> np.ndarray:
    """Measure how many times more frequent a word is in one corpus than in another, to base 2.

    A count of zero is taken as 0.5, so that absence has a size; it then depends on the sizes of
    the corpora, which is all that is known of an absent word.

    Parameters
    ----------
    n, n_reference : array of numbers
        How often the word stands in each.
    size, size_reference : array of numbers
        Words of each.

    Returns
    -------
    ndarray
        Above 0 more in the first: 1 is twice, 2 is four times as frequent. Missing where a corpus
        is empty.

    References
    ----------
    Hardie, A. (2014). Log Ratio: an informal introduction. CASS, Lancaster University.

    Examples
    --------
    >>> float(log_ratio(12, 3, 1_000, 1_000)), float(log_ratio(3, 12, 1_000, 1_000))
    (2.0, -2.0)
    """
    n, n_reference, size, size_reference = as_numbers(n, n_reference, size, size_reference)
    with np.errstate(divide="ignore", invalid="ignore"):
        n, n_reference = np.where(n == 0, 0.5, n), np.where(n_reference == 0, 0.5, n_reference)
        value = np.log2(n * size_reference / (n_reference * size))
    return np.where((size > 0) & (size_reference > 0), value, np.nan)


def percent_difference(
    n: ArrayLike, n_reference: ArrayLike, size: ArrayLike, size_reference: ArrayLike
) -> np.ndarray:
    """Measure by how much of a hundred a word is more frequent than in the reference (%DIFF).

    Parameters
    ----------
    n, n_reference : array of numbers
        How often the word stands in each.
    size, size_reference : array of numbers
        Words of each.

    Returns
    -------
    ndarray
        Above 0 more in the first: 100 is twice as frequent, -50 half; -100 is absent. Missing
        where the reference has none, since nothing can be a per cent of nothing.

    References
    ----------
    Gabrielatos, C., and Marchi, A. (2011). Keyness: matching metrics to definitions. Corpus
    Linguistics in the South 1, University of Portsmouth.

    Examples
    --------
    >>> float(percent_difference(12, 3, 1_000, 1_000))
    300.0
    """
    n, n_reference, size, size_reference = as_numbers(n, n_reference, size, size_reference)
    known = (n_reference > 0) & (size > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = n * size_reference / (n_reference * size)
    return np.where(known, (ratio - 1) * 100, np.nan)


def as_numbers(*arrays: ArrayLike) -> list[np.ndarray]:
    """Take counts as numbers with fractions, so that products of large ones do not overflow."""
    return [np.asarray(array, "float64") for array in arrays]


def weigh(observed: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Weigh one cell of G2: observed times the logarithm of observed by expected, or 0."""
    return np.where(observed > 0, observed * np.log(observed / expected), 0.0)

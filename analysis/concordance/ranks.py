"""Tell whether a word is more frequent in one set of documents than in another, by ranks."""

from __future__ import annotations

import numpy as np

__all__ = ["compare_ranks"]


def compare_ranks(
    word: np.ndarray, document: np.ndarray, inside: np.ndarray, outside: np.ndarray, n_words: int
) -> np.ndarray:
    """Compare the frequencies of each word in the documents of two groups (Wilcoxon's rank sum).

    A document is one observation, however often it says a word, so that a word of which a few
    documents are full is not taken for one of the group. A document of which parts are in both
    groups is an observation in each.

    Parameters
    ----------
    word, document : array of int, one each word of the corpus
        Which word it is, and in which document, from 0.
    inside, outside : array of bool, one each word of the corpus
        Whether it is of the group, or of the reference.
    n_words : int
        How many words there are to tell apart.

    Returns
    -------
    ndarray, one number each word of the vocabulary
        p-values of both sides by the normal distribution, ties and continuity corrected; missing
        where a group has no document.

    References
    ----------
    Mann, H. B., and Whitney, D. R. (1947). On a test of whether one of two random variables is
    stochastically larger than the other. Annals of Mathematical Statistics 18(1), 50-60.
    Wilcoxon, F. (1945). Individual comparisons by ranking methods. Biometrics Bulletin 1(6), 80-83.
    """
    # scipy is slow to import and only needed here.
    from scipy.special import ndtr

    n_documents = int(document.max()) + 1 if len(document) else 0
    words = np.concatenate([word[inside], word[outside]])
    observation = np.concatenate([document[inside], document[outside] + n_documents])
    sizes = np.bincount(observation, minlength=2 * n_documents)
    n_in, n_out = (int((part > 0).sum()) for part in np.split(sizes, 2))
    if not n_in or not n_out:
        return np.full(n_words, np.nan)
    pairs, counts = np.unique(words * (2 * n_documents) + observation, return_counts=True)
    held, where = np.divmod(pairs, 2 * n_documents)
    rank, ties = _rank(held, counts / sizes[where])
    n = n_in + n_out
    # The documents without the word come first, all on one rank.
    n_without = n - np.bincount(held, minlength=n_words)
    ties = np.bincount(held, ties, minlength=n_words) + n_without**3 - n_without
    is_in = where < n_documents
    n_held = np.bincount(held, is_in, minlength=n_words)
    ranks = np.bincount(held, is_in * (rank + n_without[held]), minlength=n_words)
    ranks += (n_in - n_held) * (n_without + 1) / 2
    apart = np.abs(ranks - n_in * (n_in + 1) / 2 - n_in * n_out / 2)
    variance = n_in * n_out / 12 * (n + 1 - ties / (n * (n - 1)))
    varies = variance > 1e-9
    z = np.maximum(apart - 0.5, 0) / np.sqrt(np.where(varies, variance, 1.0))
    return np.where(varies, 2 * ndtr(-z), 1.0)


def _rank(word: np.ndarray, frequency: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rank frequencies within each word, from 1, ties on their mean.

    The second array has for each entry its share of the sum of t^3 - t over the ties of its word.
    """
    order = np.lexsort((frequency, word))
    word, frequency = word[order], frequency[order]
    place = np.arange(len(word))
    begins_word = np.r_[True, word[1:] != word[:-1]]
    begins_tie = begins_word | np.r_[True, frequency[1:] != frequency[:-1]]
    first_of_word = np.maximum.accumulate(np.where(begins_word, place, 0))
    tie = np.cumsum(begins_tie) - 1
    size = np.bincount(tie)[tie]
    first_of_tie = place[begins_tie][tie]
    rank, share = np.empty(len(word)), np.empty(len(word))
    rank[order] = first_of_tie - first_of_word + (size + 1) / 2
    share[order] = size.astype("float64") ** 2 - 1
    return rank, share

"""Compare how often each word stands in one group of texts and in the others."""

from __future__ import annotations

from functools import reduce

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.concordance.counting import Tokens, number_words, spread
from analysis.concordance.frequencies import (
    compare_frequencies,
    log_ratio,
    percent_difference,
)
from analysis.concordance.groups import place_in_groups
from analysis.concordance.ranks import compare_ranks
from analysis.intervals import adjust_p_values

__all__ = ["keyness"]

_MILLION = 1_000_000


def keyness(
    words: pd.DataFrame, groups: pd.Series | pd.DataFrame, *, min_n: int = 5
) -> pd.DataFrame:
    """Compare how often each word stands in each group and in the others together.

    Read the size of a difference in `log_ratio` or `percent_difference`, and whether a few
    documents make it in `dispersion` and `n_documents`. `log_likelihood` and `p_adjusted` take
    words as drawn one by one, which they are not: texts repeat themselves, so that p is too small,
    and a word that one document is full of looks key. `rank_p_adjusted` takes documents as drawn
    one by one (Wilcoxon's rank sum of the word's frequencies in them), and believes no word
    because one document is full of it. Words that both sides use alike and words that a group
    lacks are rows too.

    Parameters
    ----------
    words : DataFrame, one row per word
        As described by :data:`analysis.schemas.WORDS`.
    groups : Series or DataFrame
        A Series of groups whose index is named `document_id` or `segment_id`, or a table with
        `group` and one of the two (`segment_id` if it has both). What is in several groups counts
        in each; what is in none, or in a group that is missing, counts nowhere.
    min_n : int
        Words that stand less often in group and reference together are left out.

    Returns
    -------
    DataFrame, one row per group and word, groups in the alphabet, the highest G2 first
        As described by :data:`analysis.schemas.KEYNESS`. The reference is everything in another
        group and not in this one, so that no word is on both sides. `log_likelihood` has the two
        terms of UCREL's calculator and no sign; `log_ratio` is above 0 where the word is more
        frequent in the group, and takes a count of zero as 0.5; `percent_difference` is missing
        where the reference has none; `p_adjusted` and `rank_p_adjusted` are Holm's over the words
        of one group. `dispersion`, `n_documents` and `document_share` are over the documents of
        the group.

    Raises
    ------
    SchemaError
        If an input is not such a table.
    ValueError
        If fewer than two groups hold words, or `min_n` is below 1.

    References
    ----------
    Rayson, P., and Garside, R. (2000). Comparing corpora using frequency profiling.
    Hardie, A. (2014). Log Ratio: an informal introduction.
    Gabrielatos, C., and Marchi, A. (2011). Keyness: matching metrics to definitions.
    Bestgen, Y. (2018). Getting rid of the chi-square and log-likelihood tests for analysing
    vocabulary differences between corpora. Quaderns de Filologia 22, 33-56. (Why p is too small.)
    Egbert, J., and Biber, D. (2019). Incorporating text dispersion into keyword analyses. Corpora
    14(1), 77-104. (Documents, not words, as the unit.)
    See :mod:`analysis.concordance.frequencies` for the formulas.

    See Also
    --------
    dispersion : over all documents.

    Examples
    --------
    >>> words = pd.DataFrame({
    ...     "document_id": ["a"] * 8 + ["b"] * 8, "segment_id": ["a"] * 8 + ["b"] * 8,
    ...     "word": ["pact"] * 6 + ["row"] * 2 + ["pact"] * 3 + ["row"] * 5,
    ...     "start": range(0, 80, 5), "end": range(4, 84, 5),
    ... })
    >>> groups = pd.Series(["A", "B"], index=pd.Index(["a", "b"], name="document_id"))
    >>> table = keyness(words, groups)
    >>> table[["group", "word", "n", "n_reference", "log_ratio", "percent_difference"]].round(2)
      group  word  n  n_reference  log_ratio  percent_difference
    0     A   row  2            5      -1.32               -60.0
    1     A  pact  6            3       1.00               100.0
    2     B   row  5            2       1.32               150.0
    3     B  pact  3            6      -1.00               -50.0
    """
    if min_n < 1:
        msg = f"`min_n` must be 1 word or more; it is {min_n}. Ask for some, such as 5."
        raise ValueError(msg)
    tokens = number_words(words)
    members = place_in_groups(tokens, groups)
    if not members:
        return schemas.KEYNESS.empty()
    anywhere = reduce(np.logical_or, members.values())
    parts = []
    for group, inside in members.items():
        others = [other for other in members if other != group]
        reference = others[0] if len(others) == 1 else f"all others: {', '.join(others)}"
        table = _compare(tokens, inside, anywhere & ~inside, min_n)
        parts.append(table.assign(group=group, reference=reference))
    return schemas.KEYNESS.conform(pd.concat(parts, ignore_index=True))


def _compare(tokens: Tokens, inside: np.ndarray, outside: np.ndarray, min_n: int) -> pd.DataFrame:
    """Compare one group with its reference, word by word."""
    n_words = len(tokens.vocabulary)
    table = spread(tokens.word[inside], tokens.document[inside], n_words)
    reference = spread(tokens.word[outside], tokens.document[outside], n_words)
    table = table.assign(
        word=tokens.vocabulary,
        n_reference=reference["n"],
        n_documents_reference=reference["n_documents"],
        document_share_reference=reference["document_share"] if outside.any() else np.nan,
        rank_p_value=compare_ranks(tokens.word, tokens.document, inside, outside, n_words),
        size=int(inside.sum()),
        size_reference=int(outside.sum()),
    )
    table = table[table["n"] + table["n_reference"] >= min_n]
    counts = [table[name] for name in ("n", "n_reference", "size", "size_reference")]
    likelihood = compare_frequencies(*counts)
    p_values = _find_p_values(likelihood)
    table = table.assign(
        per_million=table["n"] * _MILLION / table["size"],
        per_million_reference=table["n_reference"]
        * _MILLION
        / table["size_reference"].where(table["size_reference"] > 0),
        log_likelihood=likelihood,
        p_value=p_values,
        p_adjusted=adjust_p_values(p_values),
        rank_p_adjusted=adjust_p_values(table["rank_p_value"].to_numpy()),
        log_ratio=log_ratio(*counts),
        percent_difference=percent_difference(*counts),
    )
    return table.sort_values(["log_likelihood", "word"], ascending=[False, True])


def _find_p_values(likelihood: np.ndarray) -> np.ndarray:
    # scipy is slow to import and only needed here.
    from scipy.special import chdtrc

    return chdtrc(1, likelihood)

"""Count sequences of words."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.concordance.counting import number_words, spread

__all__ = ["ngrams"]


def ngrams(words: pd.DataFrame, *, n: int = 2, min_n: int = 3) -> pd.DataFrame:
    """Count each sequence of so many words, and how evenly the documents use it.

    A sequence never crosses a segment; it does run over commas and quotation marks. A long one
    holds shorter ones, which are counted in their own tables.

    Parameters
    ----------
    words : DataFrame, one row per word
        As described by :data:`analysis.schemas.WORDS`.
    n : int
        How many words; 1 counts single words.
    min_n : int
        Sequences that stand less often are left out.

    Returns
    -------
    DataFrame, one row per sequence, the most frequent first
        As described by :data:`analysis.schemas.NGRAMS`. For `dispersion` a document is as large
        as it has sequences of this length.

    Raises
    ------
    SchemaError
        If `words` is not such a table.
    ValueError
        If a number is below 1.

    Examples
    --------
    >>> words = pd.DataFrame({
    ...     "document_id": "d0", "segment_id": ["s0", "s0", "s1", "s1"],
    ...     "word": ["joint", "drill", "joint", "drill"],
    ...     "start": [0, 6, 13, 19], "end": [5, 11, 18, 24],
    ... })
    >>> ngrams(words, min_n=1)[["ngram", "n"]]
             ngram  n
    0  joint drill  2
    """
    for name, value in (("n", n), ("min_n", min_n)):
        if value < 1:
            msg = f"`{name}` must be 1 or more; it is {value}. Ask for some, such as 2."
            raise ValueError(msg)
    tokens = number_words(words)
    # NLTK's ngrams() gives tuples of strings without their places; numbers are faster.
    first = np.arange(max(0, len(tokens.word) - n + 1))
    first = first[tokens.segment[first] == tokens.segment[first + n - 1]]
    if not len(first):
        return schemas.NGRAMS.empty()
    item = tokens.word[first]
    for step in range(1, n):
        # Numbered anew at each step, so that the numbers stay small.
        pairs = item * len(tokens.vocabulary) + tokens.word[first + step]
        item = np.unique(pairs, return_inverse=True)[1]
    kinds, example, item = np.unique(item, return_index=True, return_inverse=True)
    table = spread(item, tokens.document[first], len(kinds)).assign(place=first[example])
    table = table[table["n"] >= min_n]
    names = np.asarray(tokens.vocabulary, "object")
    table["ngram"] = [" ".join(names[tokens.word[place : place + n]]) for place in table["place"]]
    ordered = table.sort_values(["n", "ngram"], ascending=[False, True])
    return schemas.NGRAMS.conform(ordered.reset_index(drop=True))

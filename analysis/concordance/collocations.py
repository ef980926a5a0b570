"""Find which words stand near the hits more than elsewhere."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.concordance.associations import log_dice, log_likelihood, mutual_information
from analysis.concordance.counting import Tokens, number_words
from analysis.concordance.places import read_hits

__all__ = ["collocates"]


def collocates(
    words: pd.DataFrame, hits: pd.DataFrame, *, window: int = 5, min_together: int = 3
) -> pd.DataFrame:
    """Count the words that stand near the hits, and compare with how often they stand elsewhere.

    A window holds the words before and after a hit, as far as its segment reaches. A word in the
    windows of two hits counts once, with the nearer hit, and with the one before it where both are
    as near. The words of the hits themselves are left out of all counts, so that nothing stands
    beside itself. What is near is not thereby about the node: read the lines.

    Parameters
    ----------
    words : DataFrame, one row per word
        As described by :data:`analysis.schemas.WORDS`.
    hits : DataFrame, one row per place
        Any table with `document_id, start, end`: hits of :func:`find_expression`, cues of a frame,
        mentions of a country. A hit that holds no word is left out.
    window : int
        How many words on either side.
    min_together : int
        Words that stand in a window less often are left out.

    Returns
    -------
    DataFrame, one row per word, the highest `log_dice` first
        As described by :data:`analysis.schemas.COLLOCATES`. `log_dice` compares `n_together` with
        `n_word` and `n_node`. `n_expected` is `n_word` times the share of all words outside the
        hits that stand in a window; `mutual_information` holds `n_together` against it, and
        `log_likelihood` is over the four cells: this word or another, in a window or not.

    Raises
    ------
    SchemaError
        If an input is not such a table.
    ValueError
        If a hit is in a document without words, or a number is below 1.

    References
    ----------
    Evert, S. (2008). Corpora and collocations. In: Corpus linguistics: an international handbook,
    article 58. (Counts in windows, section 3.)
    See :mod:`analysis.concordance.associations` for the formulas.

    Examples
    --------
    >>> said = "old pact old pact new pact new deal".split()
    >>> words = pd.DataFrame({
    ...     "document_id": "d0", "segment_id": "s0", "word": said,
    ...     "start": range(0, 40, 5), "end": range(4, 44, 5),
    ... })
    >>> table = collocates(words, words[words["word"] == "pact"], window=1, min_together=1)
    >>> table[["word", "n_together", "n_word", "n_node", "log_dice"]].round(2)
      word  n_together  n_word  n_node  log_dice
    0  new           2       2       3     13.68
    1  old           2       2       3     13.68
    """
    for name, value in (("window", window), ("min_together", min_together)):
        if value < 1:
            msg = f"`{name}` must be 1 word or more; it is {value}. Ask for some, such as 3."
            raise ValueError(msg)
    tokens = number_words(words)
    first, last = _find_nodes(tokens, read_hits(hits))
    if not len(first):
        return schemas.COLLOCATES.empty()
    is_node = _cover(first, last, len(tokens.word))
    before, after = _measure_distances(tokens, first, last, window)
    inside = ~is_node & (np.minimum(before, after) <= window)
    n_words = len(tokens.vocabulary)
    counted = np.unique(
        tokens.word[inside] * len(tokens.documents) + tokens.document[inside]
    ) // len(tokens.documents)
    table = pd.DataFrame(
        {
            "word": tokens.vocabulary,
            "n_together": np.bincount(tokens.word[inside], minlength=n_words),
            "n_left": np.bincount(tokens.word[inside & (after < before)], minlength=n_words),
            "n_right": np.bincount(tokens.word[inside & (after >= before)], minlength=n_words),
            "n_word": np.bincount(tokens.word[~is_node], minlength=n_words),
            "n_node": len(first),
            "n_documents": np.bincount(counted, minlength=n_words),
            "window": window,
            "min_together": min_together,
        }
    )
    table = table[table["n_together"] >= min_together]
    together, n_word = table["n_together"], table["n_word"]
    n_inside, n_outside_nodes = int(inside.sum()), int((~is_node).sum())
    expected = n_word * n_inside / max(1, n_outside_nodes)
    table = table.assign(
        n_expected=expected,
        log_dice=log_dice(together, n_word, table["n_node"]),
        mutual_information=mutual_information(together, expected),
        log_likelihood=log_likelihood(together, n_word, n_inside, n_outside_nodes),
    )
    ordered = table.sort_values(["log_dice", "n_together", "word"], ascending=[False, False, True])
    return schemas.COLLOCATES.conform(ordered.reset_index(drop=True))


def _find_nodes(tokens: Tokens, places: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Find the first word of each hit and the one past its last, of hits that hold words."""
    if places.empty:
        return np.empty(0, "int64"), np.empty(0, "int64")
    document = tokens.documents.get_indexer(places["document_id"].astype("str"))
    if (document < 0).any():
        strange = places["document_id"].iloc[int((document < 0).argmax())]
        msg = (
            f"`hits.document_id` must name documents of `words`; {strange!r} is not there. Find "
            "the words of the documents that the hits were found in."
        )
        raise ValueError(msg)
    # One number a place: documents follow each other as if they were one long text.
    longest = 1 + max(int(tokens.end.max(initial=0)), int(places["end"].max()))
    starts = tokens.document * longest + tokens.start
    ends = tokens.document * longest + tokens.end
    first = np.searchsorted(ends, document * longest + places["start"].to_numpy(), side="right")
    last = np.searchsorted(starts, document * longest + places["end"].to_numpy(), side="left")
    return first[first < last], last[first < last]


def _cover(first: np.ndarray, last: np.ndarray, n_words: int) -> np.ndarray:
    steps = np.zeros(n_words + 1, "int64")
    np.add.at(steps, first, 1)
    np.add.at(steps, last, -1)
    return steps.cumsum()[:-1] > 0


def _measure_distances(
    tokens: Tokens, first: np.ndarray, last: np.ndarray, window: int
) -> tuple[np.ndarray, np.ndarray]:
    """Count for each word how far the nearest hit before it and after it is, in its segment."""
    n_words = len(tokens.word)
    before, after = (np.full(n_words, np.iinfo("int64").max) for _ in range(2))
    for distance in range(1, window + 1):
        for edge, step, distances in ((last - 1, distance, before), (first, -distance, after)):
            near = edge + step
            held = (near >= 0) & (near < n_words)
            held[held] = tokens.segment[near[held]] == tokens.segment[edge[held]]
            distances[near[held]] = np.minimum(distances[near[held]], distance)
    return before, after

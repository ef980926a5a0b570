"""Words as numbers, in order, and how evenly things are spread over the documents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import schemas

__all__ = ["Tokens", "number_words", "spread"]


@dataclass(frozen=True)
class Tokens:
    """The words of a corpus by document and place; each array but the names has one entry a word.

    `vocabulary`, `documents` and `segments` are names in the alphabet; `word`, `document` and
    `segment` are places in them.
    """

    vocabulary: pd.Index
    documents: pd.Index
    segments: pd.Index
    word: np.ndarray
    document: np.ndarray
    segment: np.ndarray
    start: np.ndarray
    end: np.ndarray


def number_words(words: pd.DataFrame) -> Tokens:
    """Give words, documents and segments numbers that do not depend on the order of the rows.

    Parameters
    ----------
    words : DataFrame, one row per word
        As described by :data:`analysis.schemas.WORDS`.

    Returns
    -------
    Tokens
        By document and first character.

    Raises
    ------
    SchemaError
        If `words` is not such a table.
    """
    schemas.check(words, schemas.WORDS)
    names, numbers = {}, {}
    for column in ("word", "document_id", "segment_id"):
        numbers[column], names[column] = pd.factorize(words[column].astype("str"), sort=True)
    start, end = words["start"].to_numpy("int64"), words["end"].to_numpy("int64")
    order = np.lexsort((start, numbers["document_id"]))
    return Tokens(
        *(pd.Index(names[column]) for column in ("word", "document_id", "segment_id")),
        *(numbers[column][order] for column in ("word", "document_id", "segment_id")),
        start[order],
        end[order],
    )


def spread(item: np.ndarray, part: np.ndarray, n_items: int) -> pd.DataFrame:
    """Count items and measure how evenly they are spread over the parts of a corpus.

    Deviation of proportions (DP): half the sum, over the parts, of how far a part's share of the
    item is from its share of the corpus. A part is a document, as large as it has items.

    Parameters
    ----------
    item : ndarray of int
        Which item stands at each place, from 0 to `n_items` less 1.
    part : ndarray of int
        In which part each place is.
    n_items : int
        How many items there are, those that stand nowhere included.

    Returns
    -------
    DataFrame, one row per item
        `n, n_documents, document_share, dispersion, dispersion_normalised`, the last two missing
        where the item stands nowhere, the last also where there is one part.

    References
    ----------
    Gries, S. T. (2008). Dispersions and adjusted frequencies in corpora. International Journal of
    Corpus Linguistics 13(4), 403-437.
    Lijffijt, J., and Gries, S. T. (2012). Correction to Stefan Th. Gries' "Dispersions and
    adjusted frequencies in corpora". International Journal of Corpus Linguistics 17(1), 147-149.
    """
    sizes = np.bincount(part)
    shares = sizes / max(1, len(part))
    pairs, counts = np.unique(item * len(sizes) + part, return_counts=True)
    items, parts = np.divmod(pairs, max(1, len(sizes)))
    n = np.bincount(items, counts, minlength=n_items).astype("int64")
    n_documents = np.bincount(items, minlength=n_items)
    expected = shares[parts]
    # A part without the item deviates by its own share; all shares together are 1.
    beyond = np.abs(counts / n[items] - expected) - expected
    deviation = (1 + np.bincount(items, beyond, minlength=n_items)) / 2
    dispersion = np.where(n > 0, np.clip(deviation, 0, 1), np.nan)
    n_parts = int((sizes > 0).sum())
    highest = 1 - shares[sizes > 0].min() if n_parts > 1 else np.nan
    return pd.DataFrame(
        {
            "n": n,
            "n_documents": n_documents,
            "document_share": n_documents / max(1, n_parts),
            "dispersion": dispersion,
            "dispersion_normalised": np.minimum(dispersion / highest, 1),
        }
    )

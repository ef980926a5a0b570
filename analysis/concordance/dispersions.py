"""Measure how evenly words are spread, and where in its document each hit stands."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.concordance.counting import number_words, spread
from analysis.concordance.places import read_hits

__all__ = ["dispersion", "positions"]


def dispersion(words: pd.DataFrame, *, min_n: int = 5) -> pd.DataFrame:
    """Measure how evenly each word is spread over the documents.

    A word can be frequent because a few documents are full of it. `dispersion` is Gries's DP: half
    the sum of how far each document's share of the word is from its share of all words. A rare
    word cannot be everywhere, so that DP is high for rare words: compare words of like frequency.

    Parameters
    ----------
    words : DataFrame, one row per word
        As described by :data:`analysis.schemas.WORDS`. Documents without words do not count.
    min_n : int
        Words that stand less often are left out.

    Returns
    -------
    DataFrame, one row per word, the most frequent first
        As described by :data:`analysis.schemas.DISPERSIONS`. `dispersion` runs from 0 (spread as
        the documents are long) towards 1 (bunched); `dispersion_normalised` divides it by the
        highest that it can be with these documents.

    Raises
    ------
    SchemaError
        If `words` is not such a table.
    ValueError
        If `min_n` is below 1.

    References
    ----------
    Gries, S. T. (2008). Dispersions and adjusted frequencies in corpora.
    Lijffijt, J., and Gries, S. T. (2012). Correction to "Dispersions and adjusted frequencies".

    Examples
    --------
    >>> words = pd.DataFrame({
    ...     "document_id": list("aaabbb"), "segment_id": list("aaabbb"),
    ...     "word": ["pact", "pact", "the", "pact", "the", "the"],
    ...     "start": [0, 5, 10] * 2, "end": [4, 9, 13] * 2,
    ... })
    >>> dispersion(words, min_n=1)[["word", "n", "n_documents", "dispersion"]].round(3)
       word  n  n_documents  dispersion
    0  pact  3            2       0.167
    1   the  3            2       0.167
    """
    if min_n < 1:
        msg = f"`min_n` must be 1 word or more; it is {min_n}. Ask for some, such as 5."
        raise ValueError(msg)
    tokens = number_words(words)
    if not len(tokens.word):
        return schemas.DISPERSIONS.empty()
    table = spread(tokens.word, tokens.document, len(tokens.vocabulary)).assign(
        word=tokens.vocabulary
    )
    table["per_million"] = table["n"] * 1_000_000 / len(tokens.word)
    ordered = table[table["n"] >= min_n].sort_values(["n", "word"], ascending=[False, True])
    return schemas.DISPERSIONS.conform(ordered.reset_index(drop=True))


def positions(documents: pd.DataFrame, hits: pd.DataFrame) -> pd.DataFrame:
    """Say where in its document each hit stands, and where the document stands in time.

    For a plot with a row a document: documents without hits have no row here, but leave their
    place in `order` free, since their silence is a finding too.

    Parameters
    ----------
    documents : DataFrame, one row per published text
        As described by :data:`analysis.schemas.DOCUMENTS`.
    hits : DataFrame, one row per place
        Any table with `document_id, start, end`. Rows that mark the same place are one.

    Returns
    -------
    DataFrame, one row per place, by the order of documents and first character
        As described by :data:`analysis.schemas.POSITIONS`. `place` is the middle of the hit, from
        0 (beginning of the text) to 1 (its end).

    Raises
    ------
    SchemaError
        If an input is not such a table.
    ValueError
        If a hit is not in the documents.

    Examples
    --------
    >>> from analysis.schemas import DOCUMENTS
    >>> documents = DOCUMENTS.build(
    ...     [{"document_id": "d0", "text": "The old pact.", "path": "d0.txt", "sha256": "0"}]
    ... )
    >>> hits = pd.DataFrame({"document_id": ["d0"], "start": [8], "end": [12]})
    >>> positions(documents, hits)[["document_id", "place", "order"]].round(2)
      document_id  place  order
    0          d0   0.77      0
    """
    schemas.check(documents, schemas.DOCUMENTS)
    places = read_hits(hits, documents)
    if places.empty:
        return schemas.POSITIONS.empty()
    ordered = documents.sort_values(["published_on", "document_id"])
    facts = pd.DataFrame(
        {
            "document_id": ordered["document_id"].array,
            "published_on": ordered["published_on"].array,
            "length": ordered["text"].map(len).array,
            "order": np.arange(len(ordered)),
            "n_ordered": len(ordered),
        }
    )
    table = places.merge(facts, on="document_id")
    # A hit of no length in a text of none stands at its beginning.
    table["place"] = (table["start"] + table["end"]) / 2 / table["length"].clip(lower=1)
    return schemas.POSITIONS.conform(
        table.sort_values(["order", "start", "end"], ignore_index=True)
    )

"""Where hits stand, and what stands near them, as figures show it."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from analysis import schemas
from analysis.concordance import FUNCTION_WORDS, positions

__all__ = ["hits_by_date", "strongest_collocates"]

_TWICE = 1.0  # in mutual information, to base 2


def strongest_collocates(
    collocates: pd.DataFrame,
    *,
    min_documents: int = 3,
    most: int = 16,
    leave_out: Collection[str] = FUNCTION_WORDS,
) -> pd.DataFrame:
    """Choose the words that stand near the hits most exclusively.

    Parameters
    ----------
    collocates : DataFrame, one row per word
        As :func:`analysis.concordance.collocates` gives them.
    min_documents : int
        Documents in which a word must stand near a hit to be drawn.
    most : int
        How many are drawn.
    leave_out : collection of str
        Words that are not drawn; those of grammar if absent.

    Returns
    -------
    DataFrame, one row per word, in the order given
        As :data:`analysis.schemas.STRONGEST_COLLOCATES`, with every word. Those are drawn that
        stand at least twice as often near the hits as chance has it.

    Raises
    ------
    SchemaError
        If `collocates` is not such a table.

    See Also
    --------
    analysis.plots.strongest_collocates : draws this table.
    """
    schemas.check(collocates, schemas.COLLOCATES)
    fit = collocates["n_documents"].ge(min_documents) & collocates["mutual_information"].ge(_TWICE)
    fit &= ~collocates["word"].isin(list(leave_out))
    drawn = fit & fit.cumsum().le(most)
    return schemas.STRONGEST_COLLOCATES.conform(collocates.assign(drawn=drawn))


def hits_by_date(documents: pd.DataFrame, hits: pd.DataFrame) -> pd.DataFrame:
    """Place each hit in its document, and the documents in the order of their dates.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; only these count.
    hits : DataFrame, one row per place
        Any table with `document_id, start, end`: hits of an expression, cues of a frame.

    Returns
    -------
    DataFrame, one row per place
        As :data:`analysis.schemas.HITS_BY_DATE`.

    Raises
    ------
    SchemaError
        If an input is not such a table.

    See Also
    --------
    analysis.plots.hits_by_date : draws this table.
    """
    places = positions(documents, hits[hits["document_id"].isin(documents["document_id"])])
    if places.empty:
        return schemas.HITS_BY_DATE.empty()
    days = documents["published_on"]
    return schemas.HITS_BY_DATE.conform(
        places.assign(
            outlet=places["document_id"].map(documents.set_index("document_id")["outlet"]),
            n_hits=len(places),
            n_documents=places["document_id"].nunique(),
            first_on=days.min(),
            last_on=days.max(),
        )
    )

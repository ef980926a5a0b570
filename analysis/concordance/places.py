"""Read the places that a table marks, and make sure that they are in the texts."""

from __future__ import annotations

import pandas as pd

from analysis import schemas

__all__ = ["check_segments", "read_hits"]

_PLACE = ["document_id", "start", "end"]


def read_hits(hits: pd.DataFrame, documents: pd.DataFrame | None = None) -> pd.DataFrame:
    """Read the places of any table that marks some, each once and in order.

    Parameters
    ----------
    hits : DataFrame, one row per place
        With `document_id, start, end`, and `segment_id` if it has one.
    documents : DataFrame, one row per published text, optional
        As described by :data:`analysis.schemas.DOCUMENTS`. If given, every place must lie in one.

    Returns
    -------
    DataFrame, one row per place, by document and first character
        As described by :data:`analysis.schemas.HITS`. Rows that mark the same place are one.

    Raises
    ------
    SchemaError
        If a column is absent or does not hold places.
    ValueError
        If a place is not in the documents.
    """
    absent = [name for name in _PLACE if name not in hits.columns]
    if absent:
        msg = (
            f"`hits` must have the columns {_PLACE}; absent: {absent}. Hand over a table that "
            "marks places: hits of find_expression(), mentions, frames or quotations."
        )
        raise schemas.SchemaError(msg)
    if hits.empty:
        return schemas.HITS.empty()
    named = hits if "segment_id" in hits.columns else hits.assign(segment_id=None)
    # Sorted by the segment too, so that of two rows for one place the same one stays.
    ordered = named[schemas.HITS.names].sort_values([*_PLACE, "segment_id"])
    places = ordered.drop_duplicates(_PLACE)
    schemas.check(places, schemas.HITS)
    if documents is not None:
        _check_inside(places, documents, "hits")
    return schemas.HITS.conform(places.reset_index(drop=True))


def check_segments(documents: pd.DataFrame, segments: pd.DataFrame) -> None:
    """Make sure that segments are cut from these documents.

    Parameters
    ----------
    documents : DataFrame, one row per published text
        As described by :data:`analysis.schemas.DOCUMENTS`.
    segments : DataFrame, one row per headline or sentence
        As described by :data:`analysis.schemas.SEGMENTS`.

    Raises
    ------
    SchemaError
        If an input is not such a table.
    ValueError
        If a segment is not in the documents.
    """
    schemas.check(documents, schemas.DOCUMENTS)
    schemas.check(segments, schemas.SEGMENTS)
    _check_inside(segments, documents, "segments")


def _check_inside(places: pd.DataFrame, documents: pd.DataFrame, name: str) -> None:
    strange = ~places["document_id"].isin(documents["document_id"])
    if strange.any():
        first = places.loc[strange, "document_id"].iloc[0]
        msg = (
            f"`{name}.document_id` must name rows of `documents`; {first!r} is not there. Hand "
            "over the documents in which they were found."
        )
        raise ValueError(msg)
    lengths = dict(zip(documents["document_id"], map(len, documents["text"]), strict=True))
    wrong = (places["end"] < places["start"]) | (
        places["end"] > places["document_id"].map(lengths).astype("int64")
    )
    if wrong.any():
        document_id, start, end = places.loc[wrong, _PLACE].iloc[0]
        msg = (
            f"`{name}` must mark places in `documents.text`; {start} to {end} is none of "
            f"{document_id!r}, which has {lengths[document_id]} characters. Find them anew in "
            "these documents."
        )
        raise ValueError(msg)

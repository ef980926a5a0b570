"""What an instrument is asked about: each mention and relation, in the text of its segment."""

from __future__ import annotations

import pandas as pd

__all__ = ["targets_of"]


def targets_of(
    segments: pd.DataFrame, mentions: pd.DataFrame, relations: pd.DataFrame
) -> pd.DataFrame:
    """List every mention and relation with the text of its segment.

    Parameters
    ----------
    segments : DataFrame, one row per headline or sentence
        As described by :data:`analysis.schemas.SEGMENTS`.
    mentions : DataFrame, one row per naming of a country
        As described by :data:`analysis.schemas.MENTIONS`.
    relations : DataFrame, one row per naming of a relation
        As described by :data:`analysis.schemas.RELATIONS`.

    Returns
    -------
    DataFrame, one row per mention or relation, mentions first
        `target_id, text, start, end`, offsets inside `text`.

    Raises
    ------
    ValueError
        If a target is not where its segment is.

    Examples
    --------
    >>> from analysis import schemas
    >>> segments = schemas.SEGMENTS.build([("d:s1", "d", 1, "body", 7, 20, "Seoul agreed.")])
    >>> mentions = schemas.MENTIONS.build(
    ...     [("d:m0", "d", "d:s1", 7, 12, "Seoul", "KOR", "KOR", "capital", False)]
    ... )
    >>> targets_of(segments, mentions, schemas.RELATIONS.empty())
      target_id           text  start  end
    0      d:m0  Seoul agreed.      0    5
    """
    places = {
        segment_id: (text, start)
        for segment_id, text, start in zip(
            segments["segment_id"], segments["text"], segments["start"], strict=True
        )
    }
    rows = []
    for table, key in ((mentions, "mention_id"), (relations, "relation_id")):
        for target_id, segment_id, start, end, surface in zip(
            *(table[name] for name in (key, "segment_id", "start", "end", "surface")), strict=True
        ):
            text, offset = places.get(segment_id, ("", 0))
            row = (target_id, text, start - offset, end - offset)
            if text[max(row[2], 0) : row[3]] != surface:
                msg = (
                    f"{target_id!r} must stand in its segment {segment_id!r} as {surface!r}; it "
                    "does not. Give segments, mentions and relations of the same documents."
                )
                raise ValueError(msg)
            rows.append(row)
    return pd.DataFrame(rows, columns=["target_id", "text", "start", "end"]).astype(
        {"target_id": "str", "text": "str", "start": "int64", "end": "int64"}
    )

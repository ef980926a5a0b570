"""What an instrument is asked about: each mention and relation, in the text of its segment."""

from __future__ import annotations

import re

import pandas as pd

_HAS_A_STOP = re.compile(r"(?<![A-Z]\.[A-Z])[.!?…:;][\"'”’)\]]*$")

__all__ = ["targets_of"]


def targets_of(
    segments: pd.DataFrame,
    mentions: pd.DataFrame,
    relations: pd.DataFrame,
    *,
    reach: int = 0,
) -> pd.DataFrame:
    """List every mention and relation with the text of its segment, and of its neighbours.

    Parameters
    ----------
    segments : DataFrame, one row per headline or sentence
        As described by :data:`analysis.schemas.SEGMENTS`.
    mentions : DataFrame, one row per naming of a country
        As described by :data:`analysis.schemas.MENTIONS`.
    relations : DataFrame, one row per naming of a relation
        As described by :data:`analysis.schemas.RELATIONS`.
    reach : int, optional
        How many characters the neighbouring segments of the document may add on either side;
        only whole segments are added.

    Returns
    -------
    DataFrame, one row per mention or relation, mentions first
        `target_id, text, start, end`, offsets inside `text`. Joined segments stand one space
        apart; one without a stop, as a headline, is given one, and one that ends in "U.S." a
        second.

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
    places = _place_segments(segments, reach)
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


def _place_segments(segments: pd.DataFrame, reach: int) -> dict[str, tuple[str, int]]:
    """Give the text to read of each segment, and what to take from an offset into the document."""
    if reach:  # neighbours are those of the document, whatever the order of the rows
        segments = segments.sort_values(["document_id", "position"], kind="stable")
    keys, texts = segments["segment_id"].tolist(), segments["text"].tolist()
    starts, documents = segments["start"].tolist(), segments["document_id"].tolist()
    if not reach:
        return dict(zip(keys, zip(texts, starts, strict=True), strict=True))
    joined = [text if _HAS_A_STOP.search(text) else f"{text}." for text in texts]
    places = {}
    for place, key in enumerate(keys):
        first = _extend(place, -1, joined, documents, reach)
        last = _extend(place, 1, joined, documents, reach)
        before = "".join(f"{text} " for text in joined[first:place])
        after = "".join(f" {text}" for text in joined[place + 1 : last + 1])
        own = joined[place] if after else texts[place]
        places[key] = (before + own + after, starts[place] - len(before))
    return places


def _extend(place: int, step: int, texts: list[str], documents: list[str], reach: int) -> int:
    """Go from a segment to the furthest neighbour on one side that still fits."""
    document = documents[place]
    while 0 <= place + step < len(texts) and documents[place + step] == document:
        reach -= len(texts[place + step]) + 1
        if reach < 0:
            break
        place += step
    return place

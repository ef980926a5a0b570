"""Say why one cue was read as an image or as the plain thing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis import schemas
from analysis.codebooks.frames import FrameBook, load_frames
from analysis.frames.finding import read_passages
from analysis.frames.weighing import read_cue

__all__ = ["explain"]


def explain(
    frame: Mapping[str, Any] | pd.Series,
    documents: pd.DataFrame,
    segments: pd.DataFrame,
    *,
    codebook: FrameBook | None = None,
) -> pd.DataFrame:
    """Say why one cue was read as an image or not.

    Parameters
    ----------
    frame : Series or mapping
        One row of :data:`analysis.schemas.FRAMES`, of a metaphor.
    documents : DataFrame, one row per document
        As described by :data:`analysis.schemas.DOCUMENTS`; must hold the row's document.
    segments : DataFrame, one row per segment
        As described by :data:`analysis.schemas.SEGMENTS`; must hold the row's segment.
    codebook : FrameBook, optional
        The house's own if absent.

    Returns
    -------
    DataFrame, one row per reason
        `reason`, and `weight` in log odds: above 0 for the image, below for the plain sense.
        Their sum is the log odds of `figurative`, which stays between 0.02 and 0.98.

    Raises
    ------
    SchemaError
        If `documents` or `segments` is not such a table.
    ValueError
        If the row is of an issue frame, or was not found in these texts with this codebook.
    """
    schemas.check(documents, schemas.DOCUMENTS)
    schemas.check(segments, schemas.SEGMENTS)
    if frame["family"] == "issue":
        msg = (
            "`frame` must be a cue of a metaphor, since only an image is weighed; "
            f"{frame['frame_id']!r} is one of the issue frame {frame['frame']!r}."
        )
        raise ValueError(msg)
    book = codebook or load_frames()
    texts = documents.loc[documents["document_id"] == frame["document_id"], "text"]
    here = segments[segments["document_id"] == frame["document_id"]]
    bounds = schemas.bounds_of(here).get(frame["document_id"], schemas.Bounds([], [], []))
    for text in texts:
        for segment_id, begin, passage in read_passages(text, bounds, book):
            for start, end, cue in passage.cues:
                same = (frame["segment_id"], frame["start"], frame["frame"], frame["entry"])
                if same == (segment_id, begin + start, cue.frame, cue.expression):
                    reading = read_cue(passage, start, end, cue, book)
                    return pd.DataFrame(reading.reasons, columns=["reason", "weight"])
    msg = (
        "`frame` must be a row found in these documents and segments with this codebook; "
        f"{frame['frame_id']!r} is not. Find the frames again."
    )
    raise ValueError(msg)

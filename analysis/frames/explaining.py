"""Say why one cue was read as an image or as the plain thing."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis import schemas
from analysis.codebooks.frames import FrameBook, load_frames
from analysis.frames.finding import read_passages
from analysis.frames.images import said_of, window_of
from analysis.frames.network import read_windows
from analysis.frames.weighing import load_network_weights, log_odds, read_cue

__all__ = ["explain"]

_ROUNDED = 0.0006
_LIMIT = "no reader is certain"
# In log odds: what rounding to three places can leave.
_CUT = 0.05


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

    Notes
    -----
    Where the network has read the row, what the rules say counts for less, and what the network
    says of the words and of the passage stands beside it. The network gives no reasons.

    Raises
    ------
    SchemaError
        If `documents` or `segments` is not such a table.
    ValueError
        If the row is of an issue frame, or was not found in these texts with this codebook.
    FileNotFoundError
        If the network read the row, and its files are not there.
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
        if pd.isna(frame["entry"]):
            return _list(frame, _ask_network(frame, text, bounds))
        for segment_id, begin, passage in read_passages(text, bounds, book):
            for start, end, cue in passage.cues:
                same = (frame["segment_id"], frame["start"], frame["frame"], frame["entry"])
                if same == (segment_id, begin + start, cue.frame, cue.expression):
                    reading = read_cue(passage, start, end, cue, book)
                    if math.isclose(reading.figurative, frame["figurative"], abs_tol=_ROUNDED):
                        return _list(frame, reading.reasons)
                    beside, _ = load_network_weights()
                    rules = [(reason, weight * beside.rules) for reason, weight in reading.reasons]
                    return _list(frame, [*rules, *_ask_network(frame, text, bounds)])
    msg = (
        "`frame` must be a row found in these documents and segments with this codebook; "
        f"{frame['frame_id']!r} is not. Find the frames again."
    )
    raise ValueError(msg)


def _ask_network(
    frame: Mapping[str, Any] | pd.Series, text: str, bounds: schemas.Bounds
) -> list[tuple[str, float]]:
    """Give what the network says of the words and of the passage, as weighed."""
    beside, alone = load_network_weights()
    weights = alone if pd.isna(frame["entry"]) else beside
    window = window_of(read_windows([text], [bounds])[0], frame["start"])
    said = said_of(window, frame["frame"], frame["start"], frame["end"])
    parts = zip(("the words", "what is near", "the passage"), weights[2:], said, strict=True)
    return [
        ("where the network begins", weights.constant),
        *(
            (f"the network reads {part} ({share:.2f})", weight * log_odds(share))
            for part, weight, share in parts
        ),
    ]


def _list(frame: Mapping[str, Any] | pd.Series, reasons: list[tuple[str, float]]) -> pd.DataFrame:
    """List the reasons, and what is cut off since no reader is certain."""
    cut = log_odds(frame["figurative"]) - sum(weight for _, weight in reasons)
    rest = [] if abs(cut) < _CUT else [(_LIMIT, cut)]
    return pd.DataFrame([*reasons, *rest], columns=["reason", "weight"])

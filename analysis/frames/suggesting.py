"""Propose wordings that a codebook may lack, for a human to accept or not."""

from __future__ import annotations

import pandas as pd

from analysis import schemas
from analysis.frames.images import list_runs
from analysis.frames.network import list_metaphors, read_windows

__all__ = ["suggest_cues"]

_MOST = 30


def suggest_cues(
    documents: pd.DataFrame,
    segments: pd.DataFrame,
    frames: pd.DataFrame,
    frame: str,
    *,
    most: int = _MOST,
) -> pd.DataFrame:
    """Propose words that the network takes for an image, and that no cue of the frame covers.

    It is a list to read, not a finding: look at each in its text, take up into the codebook what
    is an image by its definition, and measure again. What neither the codebook nor the network
    knows is not proposed; recall is therefore measured on passages drawn at random, never on what
    was found.

    Parameters
    ----------
    documents : DataFrame, one row per published text
        As described by :data:`analysis.schemas.DOCUMENTS`.
    segments : DataFrame, one row per headline or sentence
        As described by :data:`analysis.schemas.SEGMENTS`.
    frames : DataFrame, one row per cue
        As described by :data:`analysis.schemas.FRAMES`; those with an entry cover their words.
    frame : str
        Name of a metaphor that the network knows.
    most : int, optional
        How many wordings at most.

    Returns
    -------
    DataFrame, one row per wording, the likeliest first
        As described by :data:`analysis.schemas.SUGGESTIONS`.

    Raises
    ------
    SchemaError
        If an input is not such a table.
    ValueError
        If the network does not know the frame.

    See Also
    --------
    analysis.concordance.collocates : words near the images, also of frames of your own.
    analysis.concordance.keyness : words of the segments that hold the frame, against the others.
    """
    schemas.check(documents, schemas.DOCUMENTS)
    schemas.check(segments, schemas.SEGMENTS)
    schemas.check(frames, schemas.FRAMES)
    if frame not in list_metaphors():
        msg = (
            f"`frame` must be one that the network has learnt, of {list(list_metaphors())}; it is "
            f"{frame!r}. For a frame of your own read the collocates of its cues."
        )
        raise ValueError(msg)
    column = list_metaphors().index(frame)
    bounds = schemas.bounds_of(segments)
    texts = {
        document_id: text
        for document_id, text in schemas.rows_of(documents, ["document_id", "text"])
        if document_id in bounds
    }
    covered = frames[(frames["frame"] == frame) & frames["entry"].notna()]
    known: dict[str, list[tuple[int, int]]] = {}
    for document_id, *span in schemas.rows_of(covered, ["document_id", "start", "end"]):
        known.setdefault(document_id, []).append(tuple(span))
    readings = read_windows(list(texts.values()), [bounds[name] for name in texts])
    rows = []
    for (document_id, text), windows in zip(texts.items(), readings, strict=True):
        for window in windows:
            for first, last in list_runs(window, column):
                start, end = window.starts[first], window.ends[last - 1]
                place = bounds[document_id].place_of(start, start + 1)
                taken = any(s < end and start < e for s, e in known.get(document_id, ()))
                if place is None or taken:
                    continue
                likely = min(window.tokens[first:last, column].max(), window.passage[column])
                words = " ".join(text[start:end].lower().split())
                segment_id = bounds[document_id].segment_ids[place]
                rows.append((words, document_id, float(likely), segment_id))
    if not rows:
        return schemas.SUGGESTIONS.empty()
    table = pd.DataFrame(rows, columns=["words", "document_id", "likeliest", "segment_id"])
    table = table.sort_values(["likeliest", "segment_id"], ascending=[False, True], kind="stable")
    best = table.groupby("words", sort=False).agg(
        n=("words", "size"),
        n_documents=("document_id", "nunique"),
        likeliest=("likeliest", "first"),
        segment_id=("segment_id", "first"),
    )
    best = best.reset_index().head(most)
    found = segments.set_index("segment_id")["text"]
    return schemas.SUGGESTIONS.conform(best.assign(text=best["segment_id"].map(found)))

"""Find the cues of every frame in each segment."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

import pandas as pd

from analysis import schemas
from analysis.codebooks.frames import FrameBook, load_frames
from analysis.frames.reasons import read_cue
from analysis.matching.cues import Hit

__all__ = ["find_frames"]

# How far before a cue a word can deny or hedge it, in characters of one clause.
_REACH = 60
_DENIED = re.compile(
    r"(?:\b(?:not|never|no longer|hardly|scarcely|without|neither|nor|nobody|nothing|no"
    r"|avoid(?:s|ed|ing)?|averted|far from|anything but|instead of|rather than|den(?:y|ies|ied)"
    r"|prevent(?:s|ed)?|refus(?:e|es|ed)|fail(?:s|ed)? to|yet to|short of)\b|n['’]t\b)[^.;:!?]*$",
    re.IGNORECASE,
)
_NOT_DENIED = re.compile(
    r"\b(?:not only|not just|not merely|no doubt|not for nothing)\b", re.IGNORECASE
)
_HEDGED = re.compile(
    r"\b(?:may|might|could|would|can|likely|unlikely|perhaps|probably|possibly|appear(?:s|ed)?"
    r"|seem(?:s|ed)?|suggest(?:s|ed)?|risk(?:s|ed|ing)?|threaten(?:s|ed|ing)?|if|whether|reportedly"
    r"|arguably|apparently|potentially|feared?|fears|almost|nearly|danger|close to|on the verge)\b"
)
_CLAUSE = re.compile(r"[;:!?]|, (?:but|while|although|and) |\bbut\b")


def find_frames(
    documents: pd.DataFrame, segments: pd.DataFrame, *, codebook: FrameBook | None = None
) -> pd.DataFrame:
    """Find each cue of each frame, and read whether it is an image.

    A hit says that the words of a frame are there; only `figurative` says how likely they are
    meant as an image, and neither says that anybody believes it. Of overlapping cues of one frame
    the longest counts.

    Parameters
    ----------
    documents : DataFrame, one row per published text
        As described by :data:`analysis.schemas.DOCUMENTS`.
    segments : DataFrame, one row per headline or sentence
        As described by :data:`analysis.schemas.SEGMENTS`. A cue never crosses a segment.
    codebook : FrameBook, optional
        The house's own if absent.

    Returns
    -------
    DataFrame, one row per cue, in the order of the text
        As described by :data:`analysis.schemas.FRAMES`. `figurative` is never missing.

    Raises
    ------
    SchemaError
        If an input is not such a table.

    See Also
    --------
    link_countries : who stands in the image.
    explain : why one hit was read as it was.
    """
    schemas.check(documents, schemas.DOCUMENTS)
    schemas.check(segments, schemas.SEGMENTS)
    book = codebook or load_frames()
    by_document = {
        document_id: part
        for document_id, part in segments.sort_values("start").groupby("document_id", sort=False)
    }
    rows = []
    for document_id, text in zip(documents["document_id"], documents["text"], strict=True):
        part = by_document.get(document_id)
        if part is None:
            continue
        starts, ends = part["start"].tolist(), part["end"].tolist()
        names = part["segment_id"].tolist()
        number = 0
        for hit in _longest(book.finder.find(text), book):
            where = bisect_right(starts, hit.start) - 1
            if where < 0 or hit.end > ends[where]:
                continue
            begin = starts[where]
            segment = text[begin : ends[where]]
            cue = book.cues[hit.number]
            reading = read_cue(segment, hit.start - begin, hit.end - begin, cue, book)
            clause = _clause_before(segment, hit.start - begin)
            rows.append(
                (
                    f"{document_id}:f{number}",
                    document_id,
                    names[where],
                    hit.start,
                    hit.end,
                    text[hit.start : hit.end],
                    cue.frame,
                    reading.figurative,
                    _is_denied(clause),
                    bool(
                        _HEDGED.search(_clause_around(segment, hit.start - begin, hit.end - begin))
                    ),
                    cue.expression,
                )
            )
            number += 1
    return schemas.FRAMES.build(rows)


def _longest(hits: Sequence[Hit], book: FrameBook) -> list[Hit]:
    """Keep of overlapping cues of one frame the longest, then the more figurative."""
    kept: dict[str, list[Hit]] = {}
    ordered = sorted(
        hits, key=lambda hit: (hit.start - hit.end, -book.cues[hit.number].prior, hit.start)
    )
    taken: dict[str, set[int]] = {}
    for hit in ordered:
        frame = book.cues[hit.number].frame
        covered = taken.setdefault(frame, set())
        span = range(hit.start, hit.end)
        if covered.isdisjoint(span):
            covered.update(span)
            kept.setdefault(frame, []).append(hit)
    return sorted(hit for frame_hits in kept.values() for hit in frame_hits)


def _clause_before(segment: str, start: int) -> str:
    before = segment[max(0, start - _REACH) : start]
    return _CLAUSE.split(before)[-1]


def _clause_around(segment: str, start: int, end: int) -> str:
    after = _CLAUSE.split(segment[end : end + _REACH])[0]
    return _clause_before(segment, start) + " " + after


def _is_denied(clause: str) -> bool:
    return bool(_DENIED.search(clause)) and not _NOT_DENIED.search(clause)

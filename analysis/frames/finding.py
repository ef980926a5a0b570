"""Find the cues of every frame in each segment."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

import pandas as pd

from analysis import schemas
from analysis.codebooks.frames import FrameBook, load_frames
from analysis.frames.passages import Passage, read_passage
from analysis.frames.weighing import read_cue
from analysis.matching.cues import Hit
from analysis.matching.phrases import fold, lower

__all__ = ["find_frames", "read_passages"]

# How far before a cue a word can deny or hedge it, in characters of one clause.
_REACH = 60
_DENIES = re.compile(
    r"\b(?:not|never|no longer|hardly|scarcely|without|neither|nor|nobody|nothing|no"
    r"|avoid(?:s|ed|ing)?|averted|far from|anything but|instead of|rather than|den(?:y|ies|ied)"
    r"|prevent(?:s|ed)?|refus(?:e|es|ed)|fail(?:s|ed)? to|yet to|short of)\b|n['’]t\b",
    re.IGNORECASE,
)
_DENIED = re.compile(rf"(?:{_DENIES.pattern})[^.;:!?]*$", re.IGNORECASE)
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
    the likeliest image counts, then the longest.

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
        As described by :data:`analysis.schemas.FRAMES`. `figurative` is missing for the cues of
        issue frames, which are no images.

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
        if part is not None:
            rows += _find_in_document(document_id, text, part, book)
    return schemas.FRAMES.build(rows)


def read_passages(
    text: str, segments: pd.DataFrame, book: FrameBook
) -> Iterator[tuple[str, int, Passage]]:
    """Find the cues of one document, passage by passage.

    Parameters
    ----------
    text : str
        The document.
    segments : DataFrame, one row per segment of it, in the order of the text
        As described by :data:`analysis.schemas.SEGMENTS`.
    book : FrameBook
        The codebook.

    Yields
    ------
    (segment_id, start, passage)
        Each segment that holds a cue, where it begins, and its cues in `passage.cues`, with
        offsets in the segment.
    """
    spans = list(zip(segments["start"].tolist(), segments["end"].tolist(), strict=True))
    starts = [start for start, _ in spans]
    names = segments["segment_id"].tolist()
    by_segment: dict[int, list[Hit]] = defaultdict(list)
    for hit in _choose(book.find(text), book):
        place = bisect_right(starts, hit.start) - 1
        if place >= 0 and hit.end <= spans[place][1]:
            by_segment[place].append(hit)
    folded = lower(fold(text))
    for place, hits in by_segment.items():
        begin = starts[place]
        passage = read_passage(text, folded, spans, place)
        passage.cues += [
            (hit.start - begin, hit.end - begin, book.cues[hit.number]) for hit in hits
        ]
        yield names[place], begin, passage


def _find_in_document(
    document_id: str, text: str, segments: pd.DataFrame, book: FrameBook
) -> list[tuple]:
    rows: list[tuple] = []
    for segment_id, begin, passage in read_passages(text, segments, book):
        # Most segments deny and hedge nothing: one look at the whole says so.
        denies, hedges = _DENIES.search(passage.text), _HEDGED.search(passage.text)
        for start, end, cue in passage.cues:
            family = book.entries[cue.frame].family
            is_image = family == "metaphor"
            rows.append(
                (
                    f"{document_id}:f{len(rows)}",
                    document_id,
                    segment_id,
                    begin + start,
                    begin + end,
                    passage.text[start:end],
                    cue.frame,
                    family,
                    read_cue(passage, start, end, cue, book).figurative if is_image else None,
                    bool(denies) and _is_denied(_clause_before(passage.text, start)),
                    bool(hedges and _HEDGED.search(_clause_around(passage.text, start, end))),
                    cue.expression,
                )
            )
    return rows


def _choose(hits: Sequence[Hit], book: FrameBook) -> list[Hit]:
    """Keep of overlapping cues of one frame the likeliest image, then the longest."""
    kept: list[Hit] = []
    ordered = sorted(
        hits,
        key=lambda hit: (-(book.cues[hit.number].prior or 0), hit.start - hit.end, hit.start),
    )
    taken: dict[str, set[int]] = defaultdict(set)
    for hit in ordered:
        covered = taken[book.cues[hit.number].frame]
        span = range(hit.start, hit.end)
        if covered.isdisjoint(span):
            covered.update(span)
            kept.append(hit)
    return sorted(kept)


def _clause_before(segment: str, start: int) -> str:
    before = segment[max(0, start - _REACH) : start]
    return _CLAUSE.split(before)[-1]


def _clause_around(segment: str, start: int, end: int) -> str:
    after = _CLAUSE.split(segment[end : end + _REACH])[0]
    return _clause_before(segment, start) + " " + after


def _is_denied(clause: str) -> bool:
    return bool(_DENIED.search(clause)) and not _NOT_DENIED.search(clause)

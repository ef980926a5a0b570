"""Find the cues of every frame in each segment."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import pandas as pd

from analysis import schemas
from analysis.codebooks.frames import FrameBook, load_frames
from analysis.frames.passages import Passage, read_passage
from analysis.frames.weighing import read_cue
from analysis.matching.cues import Hit
from analysis.matching.phrases import fold, lower, write_trie

__all__ = ["find_frames", "read_passages"]

# How far before a cue a word can deny or hedge it, in characters of one clause.
_REACH = 60
_DENIALS = """
not never no|longer hardly scarcely without neither nor nobody nothing no avoid avoids avoided
avoiding averted far|from anything|but instead|of rather|than deny denies denied prevent prevents
prevented refuse refuses refused fail|to fails|to failed|to yet|to short|of
"""
_HEDGES = """
may might could would can likely unlikely perhaps probably possibly appear appears appeared seem
seems seemed suggest suggests suggested risk risks risked risking threaten threatens threatened
threatening if whether reportedly arguably apparently potentially fear fears feared almost nearly
danger close|to on|the|verge
"""
_NOT_DENIED = re.compile(r"\b(?:not only|not just|not merely|no doubt|not for nothing)\b")
_CLAUSE = re.compile(r"[;:!?]|, (?:but|while|although|and) |\bbut\b")


def _any_of(words: str) -> str:
    return write_trie(dict.fromkeys((word.replace("|", " ") for word in words.split()), ""))


_DENIED = re.compile(rf"(?:(?<!\w)(?:{_any_of(_DENIALS)})|n't)(?!\w)")
_HEDGED = re.compile(rf"(?<!\w)(?:{_any_of(_HEDGES)})(?!\w)")


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
    bounds = schemas.bounds_of(segments)
    rows = []
    for document_id, text in schemas.rows_of(documents, ["document_id", "text"]):
        if document_id in bounds:
            rows += _find_in_document(document_id, text, bounds[document_id], book)
    return schemas.FRAMES.build(rows)


def read_passages(
    text: str, bounds: schemas.Bounds, book: FrameBook
) -> Iterator[tuple[str, int, Passage]]:
    """Find the cues of one document, passage by passage.

    Parameters
    ----------
    text : str
        The document.
    bounds : Bounds
        Its segments.
    book : FrameBook
        The codebook.

    Yields
    ------
    (segment_id, start, passage)
        Each segment that holds a cue, where it begins, and its cues in `passage.cues`, with
        offsets in the segment.
    """
    by_segment: dict[int, list[Hit]] = defaultdict(list)
    for hit in _choose(book.find(text), book):
        place = bounds.place_of(hit.start, hit.end)
        if place is not None:
            by_segment[place].append(hit)
    folded = lower(fold(text))
    for place, hits in by_segment.items():
        begin = bounds.starts[place]
        passage = read_passage(text, folded, bounds, place)
        passage.cues += [
            (hit.start - begin, hit.end - begin, book.cues[hit.number]) for hit in hits
        ]
        yield bounds.segment_ids[place], begin, passage


def _find_in_document(
    document_id: str, text: str, bounds: schemas.Bounds, book: FrameBook
) -> list[tuple]:
    rows: list[tuple] = []
    for segment_id, begin, passage in read_passages(text, bounds, book):
        # Most segments deny and hedge nothing: one look at the whole says so.
        denies, hedges = _DENIED.search(passage.folded), _HEDGED.search(passage.text)
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
                    bool(denies and _is_denied(_clause_before(passage.folded, start))),
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
    clause = clause.rpartition(".")[2]
    return bool(_DENIED.search(clause)) and not _NOT_DENIED.search(clause)

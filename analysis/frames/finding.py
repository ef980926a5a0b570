"""Find the cues of every frame in each segment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.codebooks.frames import FrameBook, load_frames
from analysis.frames.hedging import list_manners
from analysis.frames.passages import Passage, ReadText
from analysis.frames.weighing import read_cue
from analysis.matching.cues import Hit
from analysis.matching.phrases import fold, lower

__all__ = ["find_frames", "read_passages"]


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
    rows: list[tuple] = []
    places: list[tuple[str, str, int, int]] = []
    for document_id, text in schemas.rows_of(documents, ["document_id", "text"]):
        if document_id in bounds:
            passages = list(read_passages(text, bounds[document_id], book))
            rows += _list_rows(document_id, passages, book)
            places += [
                (passage.text, passage.folded, start, end)
                for *_, passage in passages
                for start, end, _ in passage.cues
            ]
    denied, hedged = list_manners(places)
    return schemas.FRAMES.build(rows).assign(
        negated=np.array(denied, bool), hedged=np.array(hedged, bool)
    )


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
    lowered = lower(fold(text))
    hits, words = book.find_both(text, lowered)
    for hit in _choose(hits, book):
        place = bounds.place_of(hit.start, hit.end)
        if place is not None:
            by_segment[place].append(hit)
    read = ReadText(text, lowered, bounds, words)
    for place, hits in by_segment.items():
        begin = bounds.starts[place]
        cues = [(hit.start - begin, hit.end - begin, book.cues[hit.number]) for hit in hits]
        yield bounds.segment_ids[place], begin, Passage(read, place, cues)


def _list_rows(
    document_id: str,
    passages: Iterable[tuple[str, int, Passage]],
    book: FrameBook,
) -> list[tuple]:
    """List the rows of one document, as if none of its cues were denied or hedged."""
    rows: list[tuple] = []
    for segment_id, begin, passage in passages:
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
                    False,
                    False,
                    cue.expression,
                )
            )
    return rows


def _choose(hits: Sequence[Hit], book: FrameBook) -> list[Hit]:
    """Keep of overlapping cues of one frame the likeliest image, then the longest."""
    runs: list[list[Hit]] = []
    last: dict[str, tuple[int, list[Hit]]] = {}
    for hit in hits:
        frame = book.cues[hit.number].frame
        end, run = last.get(frame, (0, []))
        if hit.start < end:
            run.append(hit)
        else:
            runs.append(run := [hit])
        last[frame] = max(end, hit.end), run
    kept = [hit for run in runs for hit in (_choose_of_run(run, book) if len(run) > 1 else run)]
    return sorted(kept)


def _choose_of_run(run: list[Hit], book: FrameBook) -> list[Hit]:
    """Choose of cues of one frame that overlap, or that others join."""
    ordered = sorted(
        run,
        key=lambda hit: (-(book.cues[hit.number].prior or 0), hit.start - hit.end, hit.start),
    )
    kept: list[Hit] = []
    covered: set[int] = set()
    for hit in ordered:
        span = range(hit.start, hit.end)
        if covered.isdisjoint(span):
            covered.update(span)
            kept.append(hit)
    return kept

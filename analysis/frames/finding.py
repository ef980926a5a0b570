"""Find the cues of every frame in each segment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby, islice
from operator import itemgetter

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.codebooks.frames import FrameBook, load_frames
from analysis.frames.hedging import list_manners
from analysis.frames.passages import Passage, ReadText, read_contents
from analysis.frames.weighing import read_cue
from analysis.matching.flattening import FlatText

__all__ = ["find_frames", "read_passages"]

# Documents whose passages are read together: sooner than one by one, and few enough to be held.
_TOGETHER = 100
# Start and end in the document, and the number of the cue.
_Hit = tuple[int, int, int]
# Segment, by its place among those of the document; start and end in the document; number.
_Placed = tuple[int, int, int, int]


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
    table: dict[str, list] = {name: [] for name in schemas.FRAMES.names}
    numbers: list[int] = []
    texts = (
        each for each in schemas.rows_of(documents, ["document_id", "text"]) if each[0] in bounds
    )
    while some := list(islice(texts, _TOGETHER)):
        read = [_find_cues(text, bounds[document_id], book) for document_id, text in some]
        for (document_id, _), (text, found) in zip(some, read, strict=True):
            table["document_id"] += [document_id] * len(found)
            table["frame_id"] += [f"{document_id}:f{number}" for number in range(len(found))]
            _write(text, found, table)
            numbers += [number for *_, number in found]
        table["figurative"] += _read_images(read, book)
        denied, hedged = list_manners([each for one in read for each in _look_around(*one)])
        table["negated"] += denied
        table["hedged"] += hedged
    places = np.array(numbers, "int64")
    of_cues = {name: cues.take(places) for name, cues in _describe_cues(book).items()}
    return schemas.FRAMES.fill(table | of_cues)


@cache
def _describe_cues(book: FrameBook) -> dict[str, pd.api.extensions.ExtensionArray]:
    """Write what is the same wherever a cue of the codebook is found."""
    described = {
        "frame": [cue.frame for cue in book.cues],
        "family": [book.entries[cue.frame].family for cue in book.cues],
        "entry": [cue.expression for cue in book.cues],
    }
    return {name: pd.array(values, dtype="str") for name, values in described.items()}


def _write(read: ReadText, found: list[_Placed], table: Mapping[str, list]) -> None:
    """Write where each cue is."""
    segment_ids, text = read.bounds.segment_ids, read.text
    table["segment_id"] += [segment_ids[place] for place, *_ in found]
    table["start"] += [start for _, start, _, _ in found]
    table["end"] += [end for _, _, end, _ in found]
    table["cue"] += [text[start:end] for _, start, end, _ in found]


def _read_images(
    texts: list[tuple[ReadText, list[_Placed]]], book: FrameBook
) -> Iterator[float | None]:
    """Tell of each cue of some documents how likely it is an image; one of an issue is none."""
    passages = []
    for read, found in texts:
        images = (cue for cue in found if book.cues[cue[-1]].prior is not None)
        passages += [passage for *_, passage in _cut_passages(read, images, book)]
    read_contents(passages, book)
    shares = (
        read_cue(passage, *each, book).figurative for passage in passages for each in passage.cues
    )
    for _, found in texts:
        for *_, number in found:
            yield None if book.cues[number].prior is None else next(shares)


def _look_around(read: ReadText, found: list[_Placed]) -> Iterator[tuple[str, int, int]]:
    """Give of each cue its segment, and its place there."""
    for place, run in groupby(found, key=itemgetter(0)):
        begin = read.bounds.starts[place]
        segment = read.text[begin : read.bounds.ends[place]]
        for _, start, end, _ in run:
            yield segment, start - begin, end - begin


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
    return _cut_passages(*_find_cues(text, bounds, book), book)


def _find_cues(
    text: str, bounds: schemas.Bounds, book: FrameBook
) -> tuple[ReadText, list[_Placed]]:
    """Find the cues within the segments of one document, in the order of the text."""
    hits, words = book.find_both(FlatText(text))
    found = []
    for start, end, number in _choose(hits, book):
        place = bounds.place_of(start, end)
        if place is not None:
            found.append((place, start, end, number))
    return ReadText(text, bounds, words), found


def _cut_passages(
    read: ReadText, found: Iterable[_Placed], book: FrameBook
) -> Iterator[tuple[str, int, Passage]]:
    """Cut out the segments that hold some cues, in their order."""
    for place, run in groupby(found, key=itemgetter(0)):
        begin = read.bounds.starts[place]
        cues = [(start - begin, end - begin, book.cues[number]) for _, start, end, number in run]
        yield read.bounds.segment_ids[place], begin, Passage(read, place, cues)


def _choose(hits: list[_Hit], book: FrameBook) -> list[_Hit]:
    """Keep of overlapping cues of one frame the likeliest image, then the longest."""
    kept: list[_Hit] = []
    run: list[_Hit] = []
    reach = 0
    for hit in hits:
        start, end, _ = hit
        if start >= reach:
            kept += run if len(run) < 2 else _choose_of_run(run, book)
            run = []
        run.append(hit)
        if end > reach:
            reach = end
    return kept + _choose_of_run(run, book)


def _choose_of_run(run: list[_Hit], book: FrameBook) -> list[_Hit]:
    """Choose of cues that overlap, or that others join."""
    ordered = [
        (-(book.cues[number].prior or 0), start - end, start, end, number)
        for start, end, number in run
    ]
    kept: list[_Hit] = []
    covered: dict[str, set[int]] = defaultdict(set)
    for _, _, start, end, number in sorted(ordered):
        here = covered[book.cues[number].frame]
        span = range(start, end)
        if here.isdisjoint(span):
            here.update(span)
            kept.append((start, end, number))
    return sorted(kept)

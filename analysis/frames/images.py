"""Read images with the network: how likely each cue is one, and those that no cue covers.

The rules read what stands around a cue of the codebook; the network reads the passage, and finds
images in words that the codebook lacks. Both count, each as log odds, with weights fitted on
passages that neither had learnt from.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.codebooks.frames import FrameBook, load_frames
from analysis.frames.hedging import Surroundings
from analysis.frames.network import WindowReading, list_metaphors, read_windows
from analysis.frames.weighing import NetworkReading, load_network_weights, weigh_network

__all__ = ["list_runs", "read_images", "said_of", "window_of"]

_FIGURATIVE = 0.5
# How sure a token must be to be a word of the image, and how near the next one to go on with it.
_OF_THE_IMAGE = 0.5
_GAP = 1
# Tokens on either side of a cue in which the rest of its image is looked for.
_NEAR = 8


def read_images(
    documents: pd.DataFrame,
    segments: pd.DataFrame,
    frames: pd.DataFrame,
    *,
    codebook: FrameBook | None = None,
) -> pd.DataFrame:
    """Read again how likely each cue is an image, and add the images that no cue covers.

    Parameters
    ----------
    documents : DataFrame, one row per published text
        As described by :data:`analysis.schemas.DOCUMENTS`.
    segments : DataFrame, one row per headline or sentence
        As described by :data:`analysis.schemas.SEGMENTS`.
    frames : DataFrame, one row per cue
        As :func:`find_frames` gives them, read by the rules.
    codebook : FrameBook, optional
        With which they were found; the house's own if absent.

    Returns
    -------
    DataFrame, one row per cue or image, in the order of the text
        As described by :data:`analysis.schemas.FRAMES`. `entry` is missing where the network
        alone reads the image; such rows are at least 0.5 figurative. Frames that the network
        does not know, as those a scholar has added, stay as the rules read them.

    Raises
    ------
    SchemaError
        If an input is not such a table.
    FileNotFoundError
        If the network's files are not there.
    """
    schemas.check(documents, schemas.DOCUMENTS)
    schemas.check(segments, schemas.SEGMENTS)
    schemas.check(frames, schemas.FRAMES)
    book = codebook or load_frames()
    bounds = schemas.bounds_of(segments)
    texts = {
        document_id: text
        for document_id, text in schemas.rows_of(documents, ["document_id", "text"])
        if document_id in bounds
    }
    readings = read_windows(list(texts.values()), [bounds[name] for name in texts])
    found: dict[str, list[tuple]] = {}
    for row in schemas.rows_of(frames, schemas.FRAMES.names):
        found.setdefault(row[1], []).append(row)
    rows = []
    for (document_id, text), windows in zip(texts.items(), readings, strict=True):
        here = [_read_again(row, windows) for row in found.get(document_id, [])]
        new = list(_find_more(document_id, text, (windows, bounds[document_id]), here, book))
        ordered = sorted([*here, *new], key=lambda row: (row[3], row[4], row[6]))
        rows += [(f"{document_id}:f{number}", *row[1:]) for number, row in enumerate(ordered)]
    return schemas.FRAMES.build(rows)


def window_of(windows: list[WindowReading], start: int) -> WindowReading | None:
    """Return the window that holds a place of the document."""
    place = bisect_right(windows, start, key=lambda window: window.start) - 1
    return windows[place] if place >= 0 else None


def said_of(window: WindowReading, frame: str, start: int, end: int) -> NetworkReading:
    """Return what the network says of some words, of those near, and of their window."""
    column = list_metaphors().index(frame)
    tokens = window.tokens_in(start, end)
    near = slice(max(tokens.start - _NEAR, 0), tokens.stop + _NEAR)
    return NetworkReading(
        float(window.tokens[tokens, column].max(initial=0.0)),
        float(window.tokens[near, column].max(initial=0.0)),
        float(window.passage[column]),
    )


def _read_again(row: tuple, windows: list[WindowReading]) -> tuple:
    _, _, _, start, end, _, frame, _, rules, *rest = row
    window = window_of(windows, start)
    if frame not in list_metaphors() or window is None or rules is None or math.isnan(rules):
        return row
    beside, _ = load_network_weights()
    figurative = weigh_network(beside, rules, said_of(window, frame, start, end))
    return (*row[:8], figurative, *rest)


def _find_more(
    document_id: str,
    text: str,
    read: tuple[list[WindowReading], schemas.Bounds],
    known: list[tuple],
    book: FrameBook,
) -> Iterator[tuple]:
    windows, bounds = read
    _, alone = load_network_weights()
    for window in windows:
        for column, frame in enumerate(list_metaphors()):
            if frame not in book.entries:
                continue
            for first, last in list_runs(window, column):
                start, end = _whole_words(text, window.starts[first], window.ends[last - 1])
                place = bounds.place_of(start, start + 1)
                if place is None:
                    continue
                end = min(end, bounds.ends[place])
                if any(row[6] == frame and row[3] < end and start < row[4] for row in known):
                    continue
                figurative = weigh_network(alone, 0.5, said_of(window, frame, start, end))
                if figurative >= _FIGURATIVE:
                    sentence = slice(bounds.starts[place], bounds.ends[place])
                    begin = sentence.start
                    around = Surroundings(text[sentence])
                    yield (
                        "",
                        document_id,
                        bounds.segment_ids[place],
                        start,
                        end,
                        text[start:end],
                        frame,
                        book.entries[frame].family,
                        figurative,
                        around.denies(start - begin),
                        around.hedges(start - begin, end - begin),
                        None,
                    )


def list_runs(window: WindowReading, column: int) -> list[tuple[int, int]]:
    """List the runs of tokens that are of an image; else, where it is there, the likeliest.

    Parameters
    ----------
    window : WindowReading
        As the network reads it.
    column : int
        Which metaphor.

    Returns
    -------
    list of (first, last)
        Tokens of the window, `last` excluded.
    """
    shares = window.tokens[:, column]
    places = np.flatnonzero(shares >= _OF_THE_IMAGE).tolist()
    if not places:
        best = int(shares.argmax()) if len(shares) else 0
        return [(best, best + 1)] if window.passage[column] >= _OF_THE_IMAGE and len(shares) else []
    runs = [(places[0], places[0] + 1)]
    for place in places[1:]:
        first, last = runs[-1]
        if place - last <= _GAP:
            runs[-1] = (first, place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end

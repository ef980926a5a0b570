"""What the network of images reads: how likely each token, and each window, is of each image."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from analysis.frames.windows import cut_windows, encode_text
from analysis.networks.remembering import Memory, find_folder
from analysis.networks.sessions import Model, load_model, run_by_length
from analysis.schemas import Bounds

__all__ = ["WindowReading", "list_metaphors", "load_network", "read_windows"]

# Kept as whole numbers of this many steps: more places would be noise.
_STEPS = 255


class WindowReading(NamedTuple):
    """A few sentences as the network reads them.

    Attributes
    ----------
    start, end : int
        Where the window stands in the document.
    starts, ends : list of int
        Where each token stands in the document.
    tokens : ndarray, one row per token, one column per metaphor
        How likely the token is a word of the image, from 0 to 1.
    passage : ndarray, one number per metaphor
        How likely the image is in the window at all.
    """

    start: int
    end: int
    starts: list[int]
    ends: list[int]
    tokens: np.ndarray
    passage: np.ndarray

    def tokens_in(self, start: int, end: int) -> slice:
        """Return which tokens touch a span of the document."""
        return slice(bisect_right(self.ends, start), bisect_left(self.starts, end))


@cache
def load_network() -> Model:
    """Load the network in `analysis/models/images.onnx`."""
    return load_model(name="images", words="news")


@cache
def list_metaphors() -> tuple[str, ...]:
    """Return the frames that the network knows, in the order of its outputs."""
    return tuple(json.loads(load_network().facts["metaphors"]))


def read_windows(texts: Sequence[str], bounds: Sequence[Bounds]) -> list[list[WindowReading]]:
    """Read documents window by window; each different window is read once, on this machine.

    Parameters
    ----------
    texts : sequence of str
        The documents.
    bounds : sequence of Bounds
        Their segments.

    Returns
    -------
    list of list of WindowReading
        For each document its windows, in the order of the text.

    Raises
    ------
    FileNotFoundError
        If the network's files are not there.
    """
    model = load_network()
    places = [cut_windows(*pair) for pair in zip(texts, bounds, strict=True)]
    encoded = [
        encode_text(text[start:end], model.tokenizer)
        for text, windows in zip(texts, places, strict=True)
        for start, end in windows
    ]
    said = iter(zip(encoded, _read_once(model, [ids for ids, _ in encoded]), strict=True))
    readings = []
    for windows in places:
        here = []
        for start, end in windows:
            (_, spans), numbers = next(said)
            starts = [start + first for first, _ in spans]
            ends = [start + last for _, last in spans]
            tokens = numbers[1 : len(spans) + 1] / _STEPS
            here.append(WindowReading(start, end, starts, ends, tokens, numbers[-1] / _STEPS))
        readings.append(here)
    return readings


def _read_once(model: Model, encoded: list[list[int]]) -> list[np.ndarray]:
    """Read each different window once, in this run and in all before.

    Returns
    -------
    list of ndarray, one per window
        A row for each token and, last, one for the whole; in steps of 1/255.
    """
    keys = [blake2b(np.array(ids, np.int32).tobytes(), digest_size=16).digest() for ids in encoded]
    different = dict(zip(keys, encoded, strict=True))
    memory = Memory(find_folder(), "images", model.identity)
    known = memory.recall(list(different))
    fresh = [key for key in different if key not in known]
    if fresh:
        said = _run(model, [different[key] for key in fresh])
        new = {key: numbers.tobytes() for key, numbers in zip(fresh, said, strict=True)}
        memory.keep(new)
        known |= new
    width = len(list_metaphors())
    return [np.frombuffer(known[key], np.uint8).reshape(-1, width) for key in keys]


def _run(model: Model, encoded: list[list[int]]) -> list[np.ndarray]:
    said: list[np.ndarray] = [np.empty(0)] * len(encoded)

    def run(chosen: list[int]) -> None:
        width = max(len(encoded[place]) for place in chosen)
        ids = np.zeros((len(chosen), width), np.int64)
        present = np.zeros_like(ids)
        for row, place in enumerate(chosen):
            ids[row, : len(encoded[place])] = encoded[place]
            present[row, : len(encoded[place])] = 1
        batch = {"ids": ids, "present": present}
        tokens, passages = model.session.run(["tokens", "passage"], batch)
        for row, place in enumerate(chosen):
            numbers = np.vstack([tokens[row, : len(encoded[place])], passages[row]])
            said[place] = np.round(numbers * _STEPS).astype(np.uint8)

    run_by_length([len(ids) for ids in encoded], run, unit="window", name="images")
    return said

"""Where the segments of each document lie, for stages that read a document as a whole."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import groupby
from operator import lt
from typing import NamedTuple

import pandas as pd

from analysis.schemas.chaining import once
from analysis.schemas.core import values_of

__all__ = ["Bounds", "bounds_of"]


class Bounds(NamedTuple):
    """The segments of one document in the order of its text: offsets, and their ids."""

    starts: list[int]
    ends: list[int]
    segment_ids: list[str]

    def place_of(self, start: int, end: int) -> int | None:
        """Return the place in these lists of the segment that holds a span, none if none does."""
        place = bisect_right(self.starts, start) - 1
        return place if place >= 0 and end <= self.ends[place] else None


def bounds_of(segments: pd.DataFrame) -> Mapping[str, Bounds]:
    """List the segments of each document.

    Parameters
    ----------
    segments : DataFrame, one row per headline or sentence
        As described by :data:`analysis.schemas.SEGMENTS`, in any order.

    Returns
    -------
    mapping of str to Bounds
        By `document_id`; a document without segments is not in it.
    """
    return once(segments, _list_bounds)


def _list_bounds(segments: pd.DataFrame) -> Mapping[str, Bounds]:
    starts, ends, ids = (values_of(segments, name) for name in ("start", "end", "segment_id"))
    bounds: dict[str, Bounds] = {}
    first = 0
    for document_id, run in groupby(values_of(segments, "document_id")):
        last = first + len(list(run))
        here = bounds.setdefault(document_id, Bounds([], [], []))
        here.starts.extend(starts[first:last])
        here.ends.extend(ends[first:last])
        here.segment_ids.extend(ids[first:last])
        first = last
    for document_id, here in bounds.items():
        # They are in order wherever the rows have been.
        if not all(map(lt, here.starts, here.starts[1:])):
            rows = sorted(zip(*here, strict=True))
            bounds[document_id] = Bounds(*map(list, zip(*rows, strict=True)))
    return bounds

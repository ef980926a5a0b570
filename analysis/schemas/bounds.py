"""Where the segments of each document lie, for stages that read a document as a whole."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from analysis.schemas.checks import once
from analysis.schemas.core import rows_of

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
    bounds: dict[str, Bounds] = {}
    columns = ["start", "end", "document_id", "segment_id"]
    for start, end, document_id, segment_id in sorted(rows_of(segments, columns)):
        here = bounds.get(document_id)
        if here is None:
            here = bounds[document_id] = Bounds([], [], [])
        here.starts.append(start)
        here.ends.append(end)
        here.segment_ids.append(segment_id)
    return bounds

"""Cut a sentence at marks and conjunctions, for cues too many to be read with more care."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

__all__ = ["cut_roughly", "may_cut_roughly"]

# Where each way to match begins with a sign and not with a class of them, an engine passes over all
# others; what must not stand before it is looked for behind it.
_JOINT = re.compile(
    r";|:|!|\?|\(|\)|—|–|, (?:and|but|or|while|although|which|who|as)\b"
    r"|b(?<!\w.)ut\b|w(?<!\w.)hile\b|t(?<!\w.)hat\b"
)


def cut_roughly(text: str, start: int, end: int) -> tuple[int, int]:
    """Find where the clause around a cue begins and ends, by marks and conjunctions alone."""
    begins, ends = _find_joints(text)
    n_before, n_begun = bisect_right(ends, start), bisect_left(begins, end)
    first = ends[n_before - 1] if n_before else 0
    return first, begins[n_begun] if n_begun < len(begins) else len(text)


def may_cut_roughly(text: str, start: int, end: int) -> bool:
    """Tell whether a clause may begin or end so between two places; sooner told than where."""
    return _JOINT.search(text, start, end) is not None


# The cues of one sentence follow one another.
@lru_cache(maxsize=1)
def _find_joints(text: str) -> tuple[list[int], list[int]]:
    joints = [joint.span() for joint in _JOINT.finditer(text)]
    return [begin for begin, _ in joints], [end for _, end in joints]

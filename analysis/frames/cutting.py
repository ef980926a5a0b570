"""Cut a sentence at marks and conjunctions, for cues too many to be read with more care."""

from __future__ import annotations

import re

__all__ = ["RoughCut"]

# Where each way to match begins with a sign and not with a class of them, an engine passes over all
# others; what must not stand before it is looked for behind it.
_JOINT = re.compile(
    r";|:|!|\?|\(|\)|—|–|, (?:and|but|or|while|although|which|who|as)\b"
    r"|b(?<!\w.)ut\b|w(?<!\w.)hile\b|t(?<!\w.)hat\b"
)


class RoughCut:
    """Cuts the clauses of one text at marks and conjunctions alone: the cues of issues are many."""

    def __init__(self) -> None:
        self._joints: list[tuple[int, int]] | None = None

    def __call__(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Find where the clause around a cue of the text begins and ends."""
        if self._joints is None:
            self._joints = [match.span() for match in _JOINT.finditer(text)]
        first, last = 0, len(text)
        for here, there in self._joints:
            if there <= start:
                first = there
            elif here >= end:
                last = here
                break
        return first, last

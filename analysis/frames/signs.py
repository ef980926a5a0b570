"""Signs of a plain thing in a passage: a measure of it, and the name of a ship."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.matching.phrases import match_all

__all__ = ["find_signs"]

_UNITS = (
    r"(?:-?(?:ton|tonne|meter|metre|foot|feet|kilomet|km|mile|knot|year-old|member|bed|seat|degree"
    r"|lane|store?y|passenger))"
)
# Where each way to match begins with a letter, an engine passes over all others; what must not
# stand before it is looked for behind it.
_MEASURED = re.compile(rf"\d(?<!\w.)[\d,.]*[ -]?{_UNITS}")
_VESSEL = re.compile(
    r"(?:U(?<!\w.)SS|H(?<!\w.)MS|M(?<!\w.)[VT]|J(?<!\w.)S|R(?<!\w.)(?:OKS|MS)|S(?<!\w.)S"
    r"|I(?<!\w.)NS|K(?<!\w.)D|B(?<!\w.)RP) [A-Z]"
)
# The same for RE2, which cannot look behind, but tells at once of many passages that most hold
# neither.
_MAY_BE_MEASURED = rf"\p{{Nd}}[\p{{Nd}},.]*[ -]?{_UNITS}"
_MAY_BE_VESSEL = "(?:USS|HMS|M[VT]|JS|ROKS|RMS|SS|INS|KD|BRP) [A-Z]"


def find_signs(texts: Sequence[str], lowered: Sequence[str]) -> list[tuple[str, str]]:
    """Find what tells in each of some passages that a plain thing is spoken of.

    Parameters
    ----------
    texts, lowered : sequence of str
        The passages, and the same folded and in small letters.

    Returns
    -------
    list of (measure, vessel)
        The first measure of a plain thing ("40 tons"), and the first sign that a ship is named
        ("USS O"); empty where there is none.
    """
    measures = _find_first(_MEASURED, lowered, match_all(lowered, _MAY_BE_MEASURED))
    vessels = _find_first(_VESSEL, texts, match_all(texts, _MAY_BE_VESSEL))
    return list(zip(measures, vessels, strict=True))


def _find_first(pattern: re.Pattern[str], texts: Sequence[str], may: list[bool]) -> list[str]:
    """Find a pattern for the first time in each text that may hold it."""
    found = [may_be and pattern.search(text) for may_be, text in zip(may, texts, strict=True)]
    return [match.group() if match else "" for match in found]

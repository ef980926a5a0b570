"""What an instrument reads of a target: the clause around it, with every country hidden."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from analysis.matching.clauses import clause_around, governors_of
from analysis.matching.masking import OTHER, TARGET, mask_countries
from analysis.matching.phrases import fold

__all__ = ["Reading", "expand_not", "read_target"]

# A sentence longer than this is none; what stands further off says nothing of the target.
_REACH = 1_500
_NOT = re.compile(r"(?<!\w)(\w+)n't(?!\w)|(?<!\w)(can)not(?!\w)", re.IGNORECASE)
_STEMS = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}


class Reading(NamedTuple):
    """The clause of a target, where the target starts in it, and who reports the clause.

    `governors` ("Experts doubt") run from the nearest outwards.
    """

    clause: str
    at: int
    governors: tuple[str, ...]


# Each scorer and the tones ask for the same targets, one after the other.
@lru_cache(maxsize=16_384)
def read_target(text: str, start: int, end: int) -> Reading:
    """Read the clause around a target as if the target were any other country.

    Countries are hidden first, the target under the same word as the rest, and the sentence is
    cut afterwards, so that "Bosnia and Herzegovina" is read as "Peru" is. Apostrophes are
    straightened and "n't" is written out, since word lists know only "not". Of a text without
    any end, no more than some 1,500 characters on either side are read.

    Parameters
    ----------
    text : str
        One sentence or headline.
    start, end : int
        The target in `text`.

    Returns
    -------
    Reading
        Two targets of one clause have the same `clause`.

    Raises
    ------
    ValueError
        If `start` and `end` do not mark a part of `text`.

    Examples
    --------
    >>> read_target("Critics say China isn’t an ally, and Japan is.", 12, 17).clause
    'otherland is not an ally'
    """
    text, start, end = _take_window(text, start, end)
    masked = mask_countries(fold(text), start, end)
    target = masked.start, masked.end
    first, last = clause_around(masked.text, *target)
    governors = (masked.text[start:end] for start, end in governors_of(masked.text, *target))
    return Reading(
        _write_plainly(masked.text[first:last]),
        len(_write_plainly(masked.text[first : masked.start])),
        tuple(map(_write_plainly, governors)),
    )


def _write_plainly(text: str) -> str:
    return expand_not(text.replace(TARGET, OTHER))


def expand_not(text: str) -> str:
    """Write out "n't" and "cannot".

    Parameters
    ----------
    text : str
        Any text, apostrophes straight.

    Returns
    -------
    str
        With "not" as a word of its own; longer than `text`, so that offsets no longer hold.

    Examples
    --------
    >>> expand_not("It won't, can't and ISN'T.")
    'It will not, can not and IS NOT.'
    """
    return _NOT.sub(_write_out, text)


def _write_out(match: re.Match[str]) -> str:
    stem = match[1] or match[2]
    full = _STEMS.get(stem.lower(), stem)
    if stem.isupper():
        return f"{full.upper()} NOT"
    return f"{full.capitalize() if stem[0].isupper() else full} not"


def _take_window(text: str, start: int, end: int) -> tuple[str, int, int]:
    """Cut a text of extreme length at the blanks around its target."""
    if len(text) <= 2 * _REACH:
        return text, start, end
    first = 0 if start <= _REACH else text.find(" ", start - _REACH, start) + 1
    last = text.rfind(" ", end, end + _REACH) if end + _REACH < len(text) else -1
    last = len(text) if last < 0 and end + _REACH >= len(text) else max(last, end)
    return text[first:last], start - first, end - first

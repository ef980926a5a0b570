"""Tell whether a clause denies or hedges the image in it."""

from __future__ import annotations

import re

from analysis.matching.phrases import fold, lower, write_trie

__all__ = ["Surroundings"]

# How far before a cue a word can deny or hedge it, in characters of one clause.
_REACH = 60
_DENIALS = """
not never no|longer hardly scarcely without neither nor nobody nothing no avoid avoids avoided
avoiding averted far|from anything|but instead|of rather|than deny denies denied prevent prevents
prevented refuse refuses refused fail|to fails|to failed|to yet|to short|of
"""
_HEDGES = """
may might could would can likely unlikely perhaps probably possibly appear appears appeared seem
seems seemed suggest suggests suggested risk risks risked risking threaten threatens threatened
threatening if whether reportedly arguably apparently potentially fear fears feared almost nearly
danger close|to on|the|verge
"""
_NOT_DENIED = re.compile(r"\b(?:not only|not just|not merely|no doubt|not for nothing)\b")
_CLAUSE = re.compile(r"[;:!?]|, (?:but|while|although|and) |\bbut\b")


def _any_of(words: str) -> str:
    return write_trie(dict.fromkeys((word.replace("|", " ") for word in words.split()), ""))


_DENIED = re.compile(rf"(?:(?<!\w)(?:{_any_of(_DENIALS)})|n't)(?!\w)")
_HEDGED = re.compile(rf"(?<!\w)(?:{_any_of(_HEDGES)})(?!\w)")


class Surroundings:
    """One segment, asked for each cue in it whether the clause denies or hedges it.

    Parameters
    ----------
    text : str
        The segment; offsets are in it.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = lower(fold(text))
        # Most segments deny and hedge nothing: one look at the whole says so.
        self._denies = _DENIED.search(self._folded) is not None
        self._hedges = _HEDGED.search(text) is not None

    def denies(self, start: int) -> bool:
        """Tell whether the clause denies what begins here ("has not run aground")."""
        if not self._denies:
            return False
        clause = _clause_before(self._folded, start).rpartition(".")[2]
        return bool(_DENIED.search(clause)) and not _NOT_DENIED.search(clause)

    def hedges(self, start: int, end: int) -> bool:
        """Tell whether the clause hedges what stands here ("may run aground")."""
        if not self._hedges:
            return False
        after = _CLAUSE.split(self._text[end : end + _REACH])[0]
        return bool(_HEDGED.search(f"{_clause_before(self._text, start)} {after}"))


def _clause_before(segment: str, start: int) -> str:
    before = segment[max(0, start - _REACH) : start]
    return _CLAUSE.split(before)[-1]

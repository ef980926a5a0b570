"""Find the cues of a codebook in one pass over a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from analysis.matching.expressions import (
    first_forms,
    list_orders,
    runs_of,
    second_runs,
    write_pattern,
)
from analysis.matching.phrases import fold, lower

__all__ = ["CueFinder", "Hit"]

_LETTER = re.compile(r"\w")
_JOINING = ("-", "'")
_RUN = re.compile(r"\w+")
_NEXT_RUN = re.compile(r" *(\w*)")
# Runs of letters of which it is remembered whether a cue begins with them; most are seen again.
_MOST_LOOKED_UP = 100_000


class Hit(NamedTuple):
    """One cue in one text; `number` is its place in the list that was compiled."""

    start: int
    end: int
    number: int


class _Cue:
    """One order of one expression."""

    def __init__(self, number: int, tokens: list[str]) -> None:
        self.number = number
        self.tokens = tokens

    # Most cues of a codebook are in no text: compiled when one may be there.
    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(write_pattern(self.tokens) + r"(?!\w)")


class _Start:
    """What may begin with one run of letters.

    `alone` are cues of nothing else; `longer` are others by the run that must come next, and
    `open_to_any` those where anything may; `joined` are those whose first word has several runs
    ("well-trodden"), by this word, the longest first.
    """

    def __init__(self) -> None:
        self.alone: list[int] = []
        self.longer: dict[str, list[_Cue]] = {}
        self.open_to_any: list[_Cue] = []
        self.joined: dict[str, list[_Cue]] = {}

    def add(self, cue: _Cue, form: str) -> None:
        """Add a cue by one form of its first token."""
        first, *others = form.split()
        if first.rstrip("*") != runs_of(first)[0]:
            self.joined.setdefault(first.rstrip("*"), []).append(cue)
            self.joined = dict(sorted(self.joined.items(), key=lambda one: -len(one[0])))
        elif len(cue.tokens) == 1 and not others and not first.endswith("*"):
            self.alone.append(cue.number)
        else:
            # What the rest of a word is, a stem leaves open.
            seconds = None if first.endswith("*") else second_runs(cue.tokens, form)
            for second in seconds or ():
                self.longer.setdefault(second, []).append(cue)
            if not seconds:
                self.open_to_any.append(cue)

    def add_all(self, other: _Start) -> None:
        """Add the cues of another start."""
        self.alone += other.alone
        self.open_to_any += other.open_to_any
        self.joined |= other.joined
        for second, cues in other.longer.items():
            self.longer[second] = self.longer.get(second, []) + cues


class CueFinder:
    """Many expressions, found in one pass: a first word is looked up, then the rest is tried."""

    def __init__(self, expressions: Sequence[str]) -> None:
        whole: dict[str, _Start] = defaultdict(_Start)
        stems: dict[str, _Start] = defaultdict(_Start)
        for number, expression in enumerate(expressions):
            for tokens in list_orders(expression):
                cue = _Cue(number, tokens)
                for form in first_forms(tokens):
                    first = form.split()[0]
                    for run in runs_of(first)[:1]:
                        (stems if first == f"{run}*" else whole)[run].add(cue, form)
        self._stems = {stem: _join(stem, None, stems) for stem in stems}
        self._whole = {run: _join(run, start, stems) for run, start in whole.items()}
        self._looked_up: dict[str, tuple[_Start, int] | None] = {}

    def find(self, text: str) -> list[Hit]:
        """Find every cue at every place; hits may overlap.

        Parameters
        ----------
        text : str
            Any text; case is ignored.

        Returns
        -------
        list of Hit
            In the order of the text.
        """
        folded = lower(fold(text))
        hits: set[Hit] = set()
        covered = 0
        looked_up = self._looked_up
        for match in _RUN.finditer(folded):
            run = match.group()
            known = looked_up[run] if run in looked_up else self._look_up(run)
            if known is None:
                continue
            start, length = known
            begin = match.start()
            end = begin + length
            if start.joined and begin >= covered and _is_joined(folded, begin, end):
                covered = _find_joined(start.joined, folded, begin, hits)
            if begin < covered:
                continue
            if start.alone:
                hits.update([Hit(begin, end, number) for number in start.alone])
            cues: Sequence[_Cue] = start.open_to_any
            if start.longer:
                cues = [*cues, *start.longer.get(_NEXT_RUN.match(folded, end).group(1), ())]
            for cue in cues:
                found = cue.pattern.match(folded, begin)
                if found:
                    hits.add(Hit(begin, found.end(), cue.number))
        return sorted(hits)

    def _look_up(self, run: str) -> tuple[_Start, int] | None:
        """Find what may begin with a run, and how many of its letters that takes; remember it."""
        if len(self._looked_up) >= _MOST_LOOKED_UP:
            self._looked_up.clear()
        found = None
        if run in self._whole:
            found = self._whole[run], len(run)
        else:
            for length in range(len(run), 0, -1):
                if run[:length] in self._stems:
                    found = self._stems[run[:length]], length
                    break
        self._looked_up[run] = found
        return found


def _join(run: str, whole: _Start | None, stems: Mapping[str, _Start]) -> _Start:
    """Put together what may begin with a run: the cues of it, and of each stem of it."""
    parts = [run[:end] for end in range(1, len(run) + 1)]
    starts = [whole] if whole else []
    starts += [stems[part] for part in parts if part in stems]
    if len(starts) == 1:
        return starts[0]
    joined = _Start()
    for start in starts:
        joined.add_all(start)
    return joined


def _stands_at(word: str, text: str, begin: int) -> bool:
    if begin < 0 or not text.startswith(word, begin):
        return False
    return not begin or not _LETTER.match(text, begin - 1)


def _is_joined(text: str, begin: int, end: int) -> bool:
    return text.startswith(_JOINING, end) or text.endswith(_JOINING, 0, begin)


def _find_joined(joined: dict[str, list[_Cue]], text: str, run: int, hits: set[Hit]) -> int:
    """Add the cues of the longest joined word that has any, and return where this word ends."""
    for word, cues in joined.items():
        begin = run - (len(word) - len(word.lstrip("'-")))
        if _stands_at(word, text, begin):
            tried = [(cue.pattern.match(text, begin), cue.number) for cue in cues]
            found = [Hit(begin, match.end(), number) for match, number in tried if match]
            if found:
                hits.update(found)
                return begin + len(word)
    return 0

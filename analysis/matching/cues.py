"""Find the cues of a codebook in one pass over a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from analysis.matching.automaton import Automaton
from analysis.matching.expressions import list_orders, write_pattern
from analysis.matching.leads import first_forms, needed_runs, next_runs, runs_of
from analysis.matching.phrases import fold, lower

__all__ = ["CueFinder", "Hit"]

_LETTER = re.compile(r"\w")
_SPACES = re.compile(" {2,}")
_BLANK_LINE = "\0\0"
_MARKS = "'-"
# With so many runs of letters after its first word a cue is looked up, before its pattern is tried.
_MOST_AHEAD = 2


class Hit(NamedTuple):
    """One cue in one text; `number` is its place in the list that was compiled."""

    start: int
    end: int
    number: int


class _Cue:
    """One order of one expression; `needs` are phrases one of which is in every text with it."""

    def __init__(self, number: int, tokens: list[str]) -> None:
        self.number = number
        self.tokens = tokens
        self.needs: frozenset[int] = frozenset()

    # Most cues of a codebook are in no text: compiled when one may be there.
    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(write_pattern(self.tokens) + r"(?!\w)")


class _Lead:
    """Where one phrase leads.

    `alone` are cues of nothing else, `cues` may begin with it, and `joined` may begin with it if it
    is one word of several runs of letters ("well-trodden").
    """

    def __init__(self) -> None:
        self.alone: list[int] = []
        self.cues: list[_Cue] = []
        self.joined: list[_Cue] = []


class CueFinder:
    """Many expressions, found in one pass: how each begins is looked up, then the rest is tried."""

    def __init__(self, expressions: Sequence[str]) -> None:
        leads: dict[str, _Lead] = defaultdict(_Lead)
        cues = [
            _Cue(number, tokens)
            for number, expression in enumerate(expressions)
            for tokens in list_orders(expression)
        ]
        for cue in cues:
            for form in first_forms(cue.tokens):
                _lead_to(cue, form, leads)
        needs = [needed_runs(cue.tokens) for cue in cues]
        phrases = dict.fromkeys([*leads, *(run for runs in needs for run in runs)])
        numbers = {phrase: number for number, phrase in enumerate(phrases)}
        for cue, runs in zip(cues, needs, strict=True):
            cue.needs = frozenset(numbers[run] for run in runs)
        self._automaton = Automaton(phrases)
        self._phrases = list(phrases)
        self._leads = [leads.get(phrase) for phrase in phrases]
        self._joined = {numbers[phrase] for phrase, lead in leads.items() if lead.joined}

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
        found = self._find_leads(text)
        there = {number for number, _ in found}
        leads = [(start, number, lead) for number, start in found if (lead := self._leads[number])]
        hits: set[Hit] = set()
        covered = self._find_joined(folded, leads, hits) if self._joined & there else ()
        for start, number, lead in leads:
            if start in covered:
                continue
            if lead.alone and folded.startswith(self._phrases[number], start):
                end = start + len(self._phrases[number])
                hits.update([Hit(start, end, alone) for alone in lead.alone])
            for cue in lead.cues:
                if cue.needs and cue.needs.isdisjoint(there):
                    continue
                match = cue.pattern.match(folded, start)
                if match:
                    hits.add(Hit(start, match.end(), cue.number))
        return sorted(hits)

    def _find_leads(self, text: str) -> list[tuple[int, int]]:
        """Find what may lead to a cue, by its number and its place."""
        # No cue crosses a blank line; elsewhere several spaces are one.
        flat = fold(text.replace("\n\n", _BLANK_LINE))
        if "  " not in flat:
            return self._automaton.find(flat)
        places, shifts = [], [0]
        for match in _SPACES.finditer(flat):
            places.append(match.start() + 1 - shifts[-1])
            shifts.append(match.end() - places[-1])
        found = self._automaton.find(_SPACES.sub(" ", flat))
        return [(number, start + shifts[bisect_right(places, start)]) for number, start in found]

    def _find_joined(
        self, folded: str, leads: list[tuple[int, int, _Lead]], hits: set[Hit]
    ) -> set[int]:
        """Find the cues that begin with a joined word, and the places in it where no other may.

        Of such words at one place, the longest that has any is taken.
        """
        words = [
            (start, -len(word), word, lead.joined)
            for start, number, lead in leads
            if lead.joined
            for word in [self._phrases[number].rstrip("*")]
        ]
        covered: set[int] = set()
        for start, _, word, cues in sorted(words, key=lambda found: found[:2]):
            # No other cue may begin with one of its runs; before them stand perhaps some marks.
            first = start + len(word) - len(word.lstrip(_MARKS))
            if first in covered or not _stands_at(word, folded, start):
                continue
            tried = [(cue.pattern.match(folded, start), cue.number) for cue in cues]
            some = [Hit(start, match.end(), number) for match, number in tried if match]
            if some:
                hits.update(some)
                covered.update(range(first, start + len(word)))
        return covered


def _lead_to(cue: _Cue, form: str, leads: Mapping[str, _Lead]) -> None:
    """Make phrases lead to a cue that begins with one form of its first token."""
    first, *others = form.split()
    runs = runs_of(first)
    if not runs:
        return
    if first.rstrip("*") != runs[0]:
        leads[first].joined.append(cue)
    elif first.endswith("*"):
        # What the rest of the word is, a stem leaves open.
        leads[first].cues.append(cue)
    elif len(cue.tokens) == 1 and not others:
        leads[first].alone.append(cue.number)
    else:
        for ahead in next_runs(cue.tokens, form, _MOST_AHEAD):
            leads[" ".join([first, *ahead])].cues.append(cue)


def _stands_at(word: str, text: str, begin: int) -> bool:
    if begin < 0 or not text.startswith(word, begin):
        return False
    return not begin or not _LETTER.match(text, begin - 1)

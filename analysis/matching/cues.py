"""Find the cues of a codebook in one pass over a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import starmap
from typing import NamedTuple

from analysis.matching.automaton import Automaton, stands_at
from analysis.matching.expressions import list_orders, write_pattern
from analysis.matching.flattening import FlatText, put_stand_ins
from analysis.matching.leads import first_forms, needed_runs, next_runs, runs_of

__all__ = ["CueFinder", "Hit"]

_LETTER = re.compile(r"\w")
_MARKS = "'-"
# With so many runs of letters after its first word a cue is looked up, before its pattern is tried.
_MOST_AHEAD = 2


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
    """Many expressions, found in one pass: how each begins is looked up, then the rest is tried.

    Parameters
    ----------
    expressions : sequence of str
        In the cue language.
    words : sequence of str, optional
        Plain words and phrases, found in the same pass by :meth:`find_both`: folded, in small
        letters, with single spaces and none at the ends.
    """

    def __init__(self, expressions: Sequence[str], words: Sequence[str] = ()) -> None:
        leads: dict[str, _Lead] = defaultdict(_Lead)
        cues = [
            _Cue(number, tokens)
            for number, expression in enumerate(expressions)
            for tokens in list_orders(expression)
        ]
        for cue in cues:
            for form in first_forms(cue.tokens):
                _lead_to(cue, form, leads)
        needs = {cue: needed_runs(cue.tokens) for cue in cues}
        phrases = dict.fromkeys([*leads, *(run for runs in needs.values() for run in runs), *words])
        self._automaton = Automaton(phrases)
        self._phrases = list(phrases)
        self._written = list(map(put_stand_ins, phrases))
        numbers = {phrase: number for number, phrase in enumerate(phrases)}
        self._words = {numbers[word] for word in words}
        self._joined: dict[int, list[_Cue]] = {}
        # By a phrase, the cues of nothing else, and those that need nothing else to be tried.
        self._alone: dict[int, list[int]] = {}
        self._tried: dict[int, list[_Cue]] = {}
        leads_to: dict[_Cue, list[int]] = defaultdict(list)
        for phrase, lead in leads.items():
            number = numbers[phrase]
            sure = [cue for cue in lead.cues if not needs[cue]]
            if lead.alone:
                self._alone[number] = lead.alone
            if sure:
                self._tried[number] = sure
            if lead.joined:
                self._joined[number] = lead.joined
            for cue in lead.cues:
                leads_to[cue].append(number)
        # By a phrase that cues need, those cues, and what leads to them.
        self._needed: dict[int, list[tuple[_Cue, frozenset[int]]]] = defaultdict(list)
        for cue, runs in needs.items():
            for run in runs:
                self._needed[numbers[run]].append((cue, frozenset(leads_to[cue])))
        self._leading = frozenset([*self._alone, *self._tried])
        self._joining, self._needing = frozenset(self._joined), frozenset(self._needed)

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
        hits, _ = self.find_both(FlatText(text))
        return list(starmap(Hit, hits))

    def find_both(
        self, text: FlatText
    ) -> tuple[list[tuple[int, int, int]], list[tuple[int, int, str]]]:
        """Find every cue, as :meth:`find` does, and the plain words beside them.

        Parameters
        ----------
        text : FlatText
            Any text.

        Returns
        -------
        list of (start, end, number)
            Hits in the order of the text, as plain tuples.
        list of (start, end, word)
            In the order of the text, of those at one place the longest first; they may overlap.
        """
        lowered = text.lowered
        found = self._automaton.find(text.text)
        there = {number for number, _, _ in found}
        tried = self._list_tried(there)
        joined, words = there & self._joining, there & self._words
        wanted = (there & self._leading).union(tried, joined, words)
        places = text.find_places([(n, start) for n, start, _ in found if n in wanted])
        hits: set[tuple[int, int, int]] = set()
        covered = self._find_joined(lowered, places, hits) if joined else ()
        spans = []
        alone, usual, phrases = self._alone, self._tried, self._phrases
        for number, start in places:
            if number in words:
                word = self._written[number]
                if stands_at(word, lowered, start):
                    spans.append((start, start + len(word), phrases[number]))
            if start in covered:
                continue
            if number in alone:
                phrase = phrases[number]
                if lowered.startswith(phrase, start):
                    end = start + len(phrase)
                    for cue in alone[number]:
                        hits.add((start, end, cue))
            for cue in tried.get(number) or usual.get(number, ()):
                match = cue.pattern.match(lowered, start)
                if match:
                    hits.add((start, match.end(), cue.number))
        return sorted(hits), sorted(spans, key=lambda span: (span[0], -span[1]))

    def _list_tried(self, there: set[int]) -> dict[int, list[_Cue]]:
        """List what is to be tried where a phrase stands, if more than what needs nothing else.

        A common word stands at many places: whether it leads to anything is asked once, and of the
        rarer phrases that a cue needs.
        """
        tried: dict[int, list[_Cue]] = {}
        for number in there & self._needing:
            for cue, leads in self._needed[number]:
                if not leads.isdisjoint(there):
                    for lead in leads & there:
                        if lead not in tried:
                            tried[lead] = [*self._tried.get(lead, ())]
                        tried[lead].append(cue)
        return tried

    def _find_joined(
        self, lowered: str, places: list[tuple[int, int]], hits: set[tuple[int, int, int]]
    ) -> set[int]:
        """Find the cues that begin with a joined word, and the places in it where no other may.

        Of such words at one place, the longest that has any is taken.
        """
        words = [
            (start, -len(word), word, self._joined[number])
            for number, start in places
            if number in self._joined
            for word in [self._phrases[number].rstrip("*")]
        ]
        covered: set[int] = set()
        for start, _, word, cues in sorted(words, key=lambda found: found[:2]):
            # No other cue may begin with one of its runs; before them stand perhaps some marks.
            first = start + len(word) - len(word.lstrip(_MARKS))
            if first in covered or not _begins_at(word, lowered, start):
                continue
            tried = [(cue.pattern.match(lowered, start), cue.number) for cue in cues]
            some = [(start, match.end(), number) for match, number in tried if match]
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


def _begins_at(word: str, text: str, begin: int) -> bool:
    if begin < 0 or not text.startswith(word, begin):
        return False
    return not begin or not _LETTER.match(text, begin - 1)

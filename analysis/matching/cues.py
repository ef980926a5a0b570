"""Find the cues of a codebook in one pass over a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from analysis.matching.automaton import Automaton, stands_at
from analysis.matching.expressions import list_orders, write_pattern
from analysis.matching.flattening import FlatText
from analysis.matching.leads import first_forms, needed_runs, next_runs, runs_of
from analysis.matching.phrases import fold, lower

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
        numbers = {phrase: number for number, phrase in enumerate(phrases)}
        self._words = {numbers[word] for word in words}
        self._joined: dict[int, list[_Cue]] = {}
        # By a phrase, the cues of nothing else, and those that need nothing else to be tried.
        self._sure: dict[int, tuple[Sequence[int], Sequence[_Cue]]] = {}
        leads_to: dict[_Cue, list[int]] = defaultdict(list)
        for phrase, lead in leads.items():
            number = numbers[phrase]
            sure = [cue for cue in lead.cues if not needs[cue]]
            if lead.alone or sure:
                self._sure[number] = lead.alone, sure
            if lead.joined:
                self._joined[number] = lead.joined
            for cue in lead.cues:
                leads_to[cue].append(number)
        # By a phrase that cues need, those cues, and what leads to them.
        self._needed: dict[int, list[tuple[_Cue, frozenset[int]]]] = defaultdict(list)
        for cue, runs in needs.items():
            for run in runs:
                self._needed[numbers[run]].append((cue, frozenset(leads_to[cue])))

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
        hits, _ = self.find_both(text, lower(fold(text)))
        return hits

    def find_both(self, text: str, lowered: str) -> tuple[list[Hit], list[tuple[int, int, str]]]:
        """Find every cue, as :meth:`find` does, and the plain words beside them.

        Parameters
        ----------
        text : str
            Any text.
        lowered : str
            The same, folded and in small letters.

        Returns
        -------
        list of Hit
            In the order of the text.
        list of (start, end, word)
            In the order of the text, of those at one place the longest first; they may overlap.
        """
        flat = FlatText(text)
        found = self._automaton.find(flat.text)
        there = {number for number, _, _ in found}
        cues = self._list_cues(there)
        joined, words = there & self._joined.keys(), there & self._words
        wanted = {*joined, *words, *cues}
        places = flat.find_places([(n, start) for n, start, _ in found if n in wanted])
        hits: set[Hit] = set()
        covered = self._find_joined(lowered, places, hits) if joined else ()
        for number, start in places:
            if number not in cues or start in covered:
                continue
            alone, others = cues[number]
            if alone and lowered.startswith(self._phrases[number], start):
                end = start + len(self._phrases[number])
                for cue in alone:
                    hits.add(Hit(start, end, cue))
            for cue in others:
                match = cue.pattern.match(lowered, start)
                if match:
                    hits.add(Hit(start, match.end(), cue.number))
        spans = [
            (start, start + len(word), word)
            for number, start in places
            if number in words and stands_at(word := self._phrases[number], lowered, start)
        ]
        return sorted(hits), sorted(spans, key=lambda span: (span[0], -span[1]))

    def _list_cues(self, there: set[int]) -> dict[int, tuple[Sequence[int], Sequence[_Cue]]]:
        """List what may stand where each of the phrases does that are there: alone, and to try.

        A common word stands at many places: whether it leads to anything is asked once, and of the
        rarer phrases that a cue needs.
        """
        cues = {number: self._sure[number] for number in there & self._sure.keys()}
        for number in there & self._needed.keys():
            for cue, leads in self._needed[number]:
                for lead in leads & there:
                    alone, tried = cues.get(lead, ((), ()))
                    cues[lead] = alone, [*tried, cue]
        return cues

    def _find_joined(self, lowered: str, places: list[tuple[int, int]], hits: set[Hit]) -> set[int]:
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


def _begins_at(word: str, text: str, begin: int) -> bool:
    if begin < 0 or not text.startswith(word, begin):
        return False
    return not begin or not _LETTER.match(text, begin - 1)

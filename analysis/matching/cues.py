"""Find the cues of a codebook in one pass over a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from analysis.matching.expressions import (
    first_words,
    list_orders,
    second_words,
    single_forms,
    write_pattern,
)
from analysis.matching.phrases import compile_phrases, fold, lower

__all__ = ["CueFinder", "Hit"]


class Hit(NamedTuple):
    """One cue in one text; `number` is its place in the list that was compiled."""

    start: int
    end: int
    number: int


_NEXT_WORD = re.compile(r"[ \n]+([\w'\-]+)")


def _join_seconds(sets: list[frozenset[str] | None]) -> frozenset[str] | None:
    """Join what may follow one word; where one cue says nothing of it, anything may."""
    known = [one for one in sets if one is not None]
    return frozenset().union(*known) if len(known) == len(sets) else None


class _Start:
    """What may begin with one word: cues of this word alone, and longer ones to be tried."""

    def __init__(
        self, alone: list[int], longer: list[tuple[int, str]], seconds: frozenset[str] | None = None
    ) -> None:
        self._alone = alone
        self._longer = longer
        self._seconds = seconds

    def find(self, text: str, start: int, end: int) -> list[Hit]:
        hits = [Hit(start, end, number) for number in self._alone]
        if not self._longer:
            return hits
        if self._seconds is not None:
            after = _NEXT_WORD.match(text, end)
            if after is None or after.group(1) not in self._seconds:
                return hits
        # Most places hold none of the longer ones: one look says so.
        if self._any_longer.match(text, start):
            for number, pattern in self._compiled:
                cue = pattern.match(text, start)
                if cue:
                    hits.append(Hit(start, cue.end(), number))
        return hits

    # Most words of a codebook are in no text: compiled when they are met.
    @cached_property
    def _any_longer(self) -> re.Pattern[str]:
        return re.compile("|".join(dict.fromkeys(f"(?:{pattern})" for _, pattern in self._longer)))

    @cached_property
    def _compiled(self) -> list[tuple[int, re.Pattern[str]]]:
        return [(number, re.compile(pattern)) for number, pattern in self._longer]


class CueFinder:
    """Many expressions, found in one pass: a first word is looked up, then the rest is tried."""

    def __init__(self, expressions: Sequence[str]) -> None:
        alone: dict[str, list[int]] = defaultdict(list)
        longer: dict[str, list[tuple[int, str]]] = defaultdict(list)
        seconds: dict[str, list[frozenset[str] | None]] = defaultdict(list)
        for number, expression in enumerate(expressions):
            for tokens in list_orders(expression):
                pattern = write_pattern(tokens) + r"(?![\w])"
                single = single_forms(tokens)
                for first in first_words(tokens):
                    if first in single and not first.endswith("*"):
                        alone[first].append(number)
                        if not any(form.startswith(f"{first} ") for form in single):
                            continue
                    longer[first].append((number, pattern))
                    seconds[first].append(second_words(tokens, first))
        stems = {first[:-1]: first for first in longer if first.endswith("*")}
        self._whole = {
            first: _Start(
                alone.get(first, []), longer.get(first, []), _join_seconds(seconds.get(first, []))
            )
            for first in {*alone, *longer}
            if not first.endswith("*")
        }
        self._stems = {
            stem: _Start(
                [],
                [cue for other in stems if stem.startswith(other) for cue in longer[stems[other]]],
            )
            for stem in stems
        }
        self._words = compile_phrases(self._whole).pattern
        by_length = sorted(map(re.escape, stems), key=len, reverse=True)
        self._beginnings = re.compile(rf"(?<!\w)(?:{'|'.join(by_length)})") if stems else None

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
        passes = [(self._words, self._whole)]
        if self._beginnings is not None:
            passes.append((self._beginnings, self._stems))
        for pattern, starts in passes:
            for match in pattern.finditer(folded):
                hits.update(starts[match.group()].find(folded, *match.span()))
        return sorted(hits)

"""Find the cues of a codebook in one pass over a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, cached_property
from typing import NamedTuple

from analysis.matching.expressions import (
    first_words,
    list_orders,
    second_words,
    single_forms,
    write_pattern,
)
from analysis.matching.phrases import fold, lower, write_trie

__all__ = ["CueFinder", "Hit"]


class Hit(NamedTuple):
    """One cue in one text; `number` is its place in the list that was compiled."""

    start: int
    end: int
    number: int


class _Start:
    """What may begin with one word: cues of this word alone, and longer ones to be tried."""

    def __init__(self, alone: Sequence[int], longer: Sequence[tuple[int, str]]) -> None:
        self.alone = alone
        self.has_longer = bool(longer)
        self._longer = longer

    def find_longer(self, text: str, start: int) -> list[Hit]:
        tried = [(number, pattern.match(text, start)) for number, pattern in self._compiled]
        return [Hit(start, cue.end(), number) for number, cue in tried if cue]

    # Most words of a codebook are in no text: compiled when they are met.
    @cached_property
    def any_longer(self) -> re.Pattern[str]:
        patterns = dict.fromkeys(pattern for _, pattern in self._longer)
        if len(patterns) == 1:
            return _compile(*patterns)
        return _compile("|".join(f"(?:{pattern})" for pattern in patterns))

    @cached_property
    def _compiled(self) -> list[tuple[int, re.Pattern[str]]]:
        return [(number, _compile(pattern)) for number, pattern in self._longer]


# All forms of a word ("run", "ran") lead to the same patterns.
@cache
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


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
        stems = {first[:-1]: longer.pop(first) for first in list(longer) if first.endswith("*")}
        self._starts = {
            word: _Start(
                alone.get(word, []),
                [
                    *longer.get(word, []),
                    *(cue for end in range(1, len(word) + 1) for cue in stems.get(word[:end], ())),
                ],
            )
            for word in {*alone, *longer, *stems}
        }
        endings = {
            word: _write_ending(None if word in alone else _join_seconds(seconds[word]))
            for word in {*alone, *longer}
        }
        endings |= dict.fromkeys(stems, "")
        self._pattern = re.compile(rf"(?<!\w)(?:{write_trie(endings)})")

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
        for match in self._pattern.finditer(folded):
            found, start = self._starts[match.group()], match.start()
            if found.alone:
                hits.update([Hit(start, match.end(), number) for number in found.alone])
            # Most places hold none of the longer ones: one look says so.
            if found.has_longer and found.any_longer.match(folded, start):
                hits.update(found.find_longer(folded, start))
        return sorted(hits)


def _join_seconds(sets: list[frozenset[str] | None]) -> frozenset[str] | None:
    """Join what may follow one word; where one cue says nothing of it, anything may."""
    known = [one for one in sets if one is not None]
    return frozenset().union(*known) if len(known) == len(sets) else None


def _write_ending(seconds: frozenset[str] | None) -> str:
    """Write what must follow a first word, so that most places where it stands are passed over."""
    if seconds is None:
        return r"(?!\w)"
    words = {
        word.removesuffix("*"): "" if word.endswith("*") else r"(?!\w)" for word in sorted(seconds)
    }
    return rf"(?=[ \n]+{write_trie(words)})"

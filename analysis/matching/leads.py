"""What leads to a cue: the words that it begins with, and those without which it is nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from analysis.matching.expressions import is_gap, list_forms

__all__ = ["first_forms", "needed_runs", "next_runs", "runs_of"]

_RUN = re.compile(r"\w+")
# Words of two letters are in most texts, and so are these.
_SHORT = 2
_COMMON = frozenset(
    {
        "about", "from", "have", "that", "their", "there", "they", "this", "were", "what", "when",
        "will", "with", "would",
    }
)  # fmt: skip
_MOST_WAYS = 200


def first_forms(tokens: list[str]) -> tuple[str, ...]:
    """Return the forms of the first token; a word of them that ends in * is a stem."""
    return list_forms(tokens[0])


def next_runs(tokens: list[str], form: str, most: int) -> set[tuple[str, ...]]:
    """List what must follow the first word of one of the first forms, after spaces alone.

    Runs of letters, each a whole word but perhaps the last, so many at most; fewer where anything,
    or nothing, may come next.
    """
    _, *others = form.split()
    ahead = [[others]]
    for token in tokens[1:]:
        forms = [token] if is_gap(token) else list_forms(token)
        ahead.append([*map(str.split, forms), *([[]] if token.endswith("?") else [])])
    found = set(islice(_follow(ahead, most), _MOST_WAYS + 1))
    # A codebook may write out more than is worth looking up; fewer runs tell less, and enough.
    return found if len(found) <= _MOST_WAYS else next_runs(tokens, form, most - 1)


def _follow(ahead: list[list[list[str]]], most: int) -> Iterator[tuple[str, ...]]:
    """List the runs that must come next; `ahead` has the ways to go on, one part after another."""
    if not most or not ahead:
        yield ()
        return
    ways, *rest = ahead
    for words in ways:
        if not words:
            yield from _follow(rest, most)
            continue
        word, *others = words
        begun = _RUN.match(word)
        if not begun or word == f"{begun.group()}*":
            yield ()
        elif word != begun.group():
            yield (begun.group(),)
        else:
            for runs in _follow([[others], *rest], most - 1):
                yield (word, *runs)


def needed_runs(tokens: list[str]) -> frozenset[str]:
    """List runs of letters one of which is in every text that holds a cue with a gap.

    They are those of one token, of the longest, since long words are rare. Empty where there is no
    gap, so that the first words tell enough, and where each token may be absent, end in any way, be
    a common word, or be shorter than the first.
    """
    needed: frozenset[str] = frozenset()
    if not any(map(is_gap, tokens)):
        return needed
    # What is longer than the first word is as rare, or rarer.
    longest = max(_SHORT, min(len(form.split()[0]) for form in first_forms(tokens)) - 1)
    for token in tokens[1:]:
        if not is_gap(token) and not token.endswith("?"):
            some = frozenset(map(_longest_run, list_forms(token)))
            if min(map(len, some)) > longest:
                needed, longest = some, min(map(len, some))
    return needed


def _longest_run(form: str) -> str:
    """Return the longest run that a form always has; empty if each may go on, or is common."""
    runs = [
        run
        for word in form.split()
        if not is_gap(word)
        for run in runs_of(word)[: -1 if word.endswith("*") else None]
        if run not in _COMMON
    ]
    return max(runs, key=len, default="")


def runs_of(word: str) -> list[str]:
    """List the runs of letters and digits in a word: two in "well-trodden"."""
    return _RUN.findall(word)

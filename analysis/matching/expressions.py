"""The language of cues: what an expression of a codebook stands for, and its pattern.

run~             a verb in all its forms; ship^ a noun, singular and plural
(a|b)            one of several; word? a word that may be absent; trilateral* any ending
...              up to four words, ...2 up to two, not over a stop, semicolon or colon
hull^ <5> leak~  both, in either order, with up to five words between them
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from math import prod

from analysis.matching.inflections import inflect, pluralise

__all__ = [
    "CueError",
    "first_forms",
    "forms_of",
    "list_orders",
    "runs_of",
    "second_runs",
    "write_pattern",
]

_MOST_BETWEEN = 4
# In how many ways an expression may be tried at one place, and how many forms a part of it may
# have. The house's own stay below 100 and 200; at 1,000 a page of the worst text takes a tenth of a
# second, and without a bound some expressions would never end.
_MOST_WAYS = 1_000
_MOST_FORMS = 2_000
_LONGEST = 2_000
_SPACE = r"[ \n]+"
_TOKEN = re.compile(r"\.\.\.[1-9]?|<[1-9]>|\([^()]*\)[~^]?\??|[^\s()]+")
_GAP = re.compile(r"\.\.\.([1-9]?)")
_GAP_IN_FORM = re.compile(r"\.\.\.([1-9]?)(?!\S)")
_BETWEEN = re.compile(r"\.\.\.[1-9]?|<[1-9]>")
_EITHER_ORDER = re.compile(r"<([1-9])>")
_RUN = re.compile(r"\w+")
_WORD = re.compile(r"[\w'\-]+(?: [\w'\-]+)*")


class CueError(ValueError):
    """An expression is not of the cue language."""


def forms_of(expression: str) -> list[str]:
    """List the surface forms that each word of an expression stands for, to show the reader.

    Examples
    --------
    >>> forms_of("run~ aground")
    ['run|runs|ran|running', 'aground']
    """
    return [
        token
        if _GAP.fullmatch(token) or _EITHER_ORDER.fullmatch(token)
        else "|".join(_forms(token))
        for token in _tokens(expression)
    ]


@lru_cache(maxsize=1 << 12)  # each is checked when it is read, and then compiled
def _tokens(expression: str) -> tuple[str, ...]:
    if len(expression) > _LONGEST:
        msg = f"an expression must have at most {_LONGEST:,} characters; it has {len(expression):,}"
        raise CueError(msg)
    tokens = _TOKEN.findall(expression.strip())
    if not tokens or "".join(tokens) != re.sub(r"\s+(?![^()]*\))", "", expression.strip()):
        msg = (
            "the expression must be words, (a|b), ..., <5> and the marks ~ ^ ? *; "
            f"it is {expression!r}"
        )
        raise CueError(msg)
    while _GAP.fullmatch(tokens[-1]):
        tokens.pop()
        if not tokens:
            break
    sides = _split_at(tokens)
    if len(sides) > 2 or any(not side or _is_open(side[0]) for side in sides):
        msg = (
            "an expression, and each side of <5>, must begin with a word that is there; "
            f"it is {expression!r}"
        )
        raise CueError(msg)
    ways = prod(map(_count_ways, tokens))
    if ways > _MOST_WAYS:
        msg = (
            f"an expression must leave at most {_MOST_WAYS:,} ways to read it, through words that "
            f"may be absent or come between; it leaves {ways:,}: {expression!r}. Split it in two"
        )
        raise CueError(msg)
    return tuple(tokens)


def _count_ways(token: str) -> int:
    """Count the ways in which one token can be tried at one place, in the worst text."""
    gap = _GAP.fullmatch(token)
    if gap:
        return int(gap.group(1) or _MOST_BETWEEN) + 1
    either = _EITHER_ORDER.fullmatch(token)
    if either:
        return int(either.group(1)) + 1
    # Of forms that begin alike several may stand at one place.
    forms = [form.removesuffix("*") for form in sorted(_forms(token))]
    most, begun = 1, []
    for form in forms:
        while begun and not form.startswith(begun[-1]):
            begun.pop()
        begun.append(form)
        most = max(most, len(begun))
    gaps = [int(gap.group(1) or _MOST_BETWEEN) + 1 for gap in _GAP_IN_FORM.finditer(token)]
    return most * prod(gaps) * (2 if token.endswith("?") else 1)


def _is_open(token: str) -> bool:
    return bool(_GAP.fullmatch(token)) or token.endswith("?")


def _split_at(tokens: Sequence[str]) -> list[list[str]]:
    """Split the tokens at each mark of either order."""
    sides: list[list[str]] = [[]]
    for token in tokens:
        if _EITHER_ORDER.fullmatch(token):
            sides.append([])
        else:
            sides[-1].append(token)
    return sides


def list_orders(expression: str) -> list[list[str]]:
    """Return the tokens in each order in which the expression may stand."""
    tokens = _tokens(expression)
    sides = _split_at(tokens)
    if len(sides) == 1:
        return sides
    mark = next(match for token in tokens if (match := _EITHER_ORDER.fullmatch(token)))
    gap = [f"...{mark.group(1)}"]
    return [sides[0] + gap + sides[1], sides[1] + gap + sides[0]]


def first_forms(tokens: list[str]) -> tuple[str, ...]:
    """Return the forms of the first token; a word of them that ends in * is a stem."""
    return _forms(tokens[0])


def second_runs(tokens: list[str], form: str) -> set[str] | None:
    """Return the runs of letters one of which must follow the first word of one of the first forms.

    None if anything may, or nothing.
    """
    _, *others = form.split()
    words = others[:1] or _words_after_first(tokens)
    runs = [runs_of(word) for word in words]
    is_open = any(
        _GAP.fullmatch(word) or not run or word == f"{run[0]}*"
        for word, run in zip(words, runs, strict=True)
    )
    return None if is_open else {run[0] for run in runs}


def _words_after_first(tokens: list[str]) -> set[str]:
    """Return what may come after the first token: a gap where anything, or nothing, may."""
    found: set[str] = set()
    for token in tokens[1:]:
        if _GAP.fullmatch(token):
            break
        found.update(form.split()[0] for form in _forms(token))
        if not token.endswith("?"):
            return found
    return {"..."}


def runs_of(word: str) -> list[str]:
    """List the runs of letters and digits in a word: two in "well-trodden"."""
    return _RUN.findall(word)


@cache
def _forms(token: str) -> tuple[str, ...]:
    """Write out all forms of one token."""
    token = token.removesuffix("?")
    if token.startswith("("):
        inner, _, mark = token[1:].rpartition(")")
        forms = [
            form for part in inner.split("|") for form in _combine((part.strip() + mark).split())
        ]
        return tuple(dict.fromkeys(forms))
    if token.endswith("~"):
        return inflect(token[:-1].lower())
    if token.endswith("^"):
        return (token[:-1].lower(), pluralise(token[:-1].lower()))
    plain = token.removesuffix("*").lower()
    if not _WORD.fullmatch(plain):
        msg = f"a word must be letters, digits, hyphens and apostrophes; it is {token!r}"
        raise CueError(msg)
    return (token.lower(),)


def _combine(words: list[str]) -> list[str]:
    forms = [""]
    for word in words:
        if _GAP.fullmatch(word):
            forms = [f"{form} {word}" for form in forms]
            continue
        ones = _forms(word)
        if len(forms) * len(ones) > _MOST_FORMS:
            msg = (
                f"a part in brackets must have at most {_MOST_FORMS:,} forms; "
                f"{' '.join(words)!r} has more. Split it in two"
            )
            raise CueError(msg)
        forms = [f"{form} {one}".strip() for form in forms for one in ones]
    return forms


def write_pattern(tokens: list[str]) -> str:
    """Write the tokens of one order as a pattern for folded text in lower case."""
    parts: list[str] = []
    space = ""
    for token in tokens:
        gap = _GAP.fullmatch(token)
        if gap:
            space = _write_gap(gap)
            continue
        forms = sorted(_forms(token), key=len, reverse=True)
        body = space + "(?:" + "|".join(map(_write_form, forms)) + ")"
        parts.append(f"(?:{body})?" if token.endswith("?") else body)
        space = _SPACE
    return "".join(parts)


def _write_form(form: str) -> str:
    pattern, space = "", ""
    for word in form.split():
        gap = _GAP.fullmatch(word)
        if gap:
            space = _write_gap(gap)
            continue
        stem, star, _ = word.partition("*")
        pattern += space + re.escape(stem) + (r"[\w\-]*" if star else "")
        space = _SPACE
    return pattern


def _write_gap(gap: re.Match[str]) -> str:
    most = int(gap.group(1) or _MOST_BETWEEN)
    return rf"(?:[ ,]+[\w'’\-.]+){{0,{most}}}?[ ,]+"

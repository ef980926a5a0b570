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
    "forms_of",
    "is_gap",
    "list_forms",
    "list_orders",
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
        else "|".join(list_forms(token))
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
    forms = [form.removesuffix("*") for form in sorted(list_forms(token))]
    most, begun = 1, []
    for form in forms:
        while begun and not form.startswith(begun[-1]):
            begun.pop()
        begun.append(form)
        most = max(most, len(begun))
    gaps = [int(gap.group(1) or _MOST_BETWEEN) + 1 for gap in _GAP_IN_FORM.finditer(token)]
    return most * prod(gaps) * (2 if token.endswith("?") else 1)


def is_gap(token: str) -> bool:
    """Tell whether a token stands for some words that may be there."""
    return _GAP.fullmatch(token) is not None


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


@cache
def list_forms(token: str) -> tuple[str, ...]:
    """Write out all forms of one token; a word that ends in * is a stem."""
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
        ones = list_forms(word)
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
        forms = sorted(list_forms(token), key=len, reverse=True)
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

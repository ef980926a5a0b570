"""The language of cues: what an expression of a codebook stands for, and its pattern.

run~             a verb in all its forms; ship^ a noun, singular and plural
(a|b)            one of several; word? a word that may be absent; trilateral* any ending
...              up to four words, ...2 up to two, not over a stop, semicolon or colon
hull^ <5> leak~  both, in either order, with up to five words between them
"""

from __future__ import annotations

import re
from functools import cache

from analysis.matching.inflections import inflect

__all__ = [
    "CueError",
    "first_words",
    "forms_of",
    "list_orders",
    "second_words",
    "single_forms",
    "write_pattern",
]

_MOST_BETWEEN = 4
_SPACE = r"[ \n]+"
_TOKEN = re.compile(r"\.\.\.[1-9]?|<[1-9]>|\([^()]*\)[~^]?\??|[^\s()]+")
_GAP = re.compile(r"\.\.\.([1-9]?)")
_BETWEEN = re.compile(r"\.\.\.[1-9]?|<[1-9]>")
_EITHER_ORDER = re.compile(r"<([1-9])>")
_WORD = re.compile(r"[\w'\-]+(?: [\w'\-]+)*")
_IRREGULAR_NOUNS = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "wife": "wives",
    "life": "lives",
    "leaf": "leaves",
    "foot": "feet",
    "person": "people",
}


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


def _tokens(expression: str) -> list[str]:
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
    return tokens


def _is_open(token: str) -> bool:
    return bool(_GAP.fullmatch(token)) or token.endswith("?")


def _split_at(tokens: list[str]) -> list[list[str]]:
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
        return [tokens]
    mark = next(match for token in tokens if (match := _EITHER_ORDER.fullmatch(token)))
    gap = [f"...{mark.group(1)}"]
    return [sides[0] + gap + sides[1], sides[1] + gap + sides[0]]


def first_words(tokens: list[str]) -> list[str]:
    """Return the first word of each form; one that ends in * is a stem."""
    return sorted({form.split()[0] for form in _forms(tokens[0])})


def second_words(tokens: list[str], first: str) -> frozenset[str] | None:
    """Return the words that may follow a first word; none if an expression leaves it open.

    One that ends in * is a stem.
    """
    found: set[str] = set()
    for form in _forms(tokens[0]):
        word, _, rest = form.partition(" ")
        if word == first:
            found.update([rest.split()[0]] if rest else _words_after_first(tokens))
    return None if not found or any(map(_GAP.fullmatch, found)) else frozenset(found)


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


def single_forms(tokens: list[str]) -> set[str]:
    """Return the forms of an expression of one token; of a longer one none."""
    return set(_forms(tokens[0])) if len(tokens) == 1 else set()


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
        return (token[:-1].lower(), _plural(token[:-1].lower()))
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
        forms = [f"{form} {one}".strip() for form in forms for one in _forms(word)]
    return forms


def _plural(noun: str) -> str:
    head, _, last = noun.rpartition(" ")
    for singular, plural in _IRREGULAR_NOUNS.items():
        if last.endswith(singular):
            last = last.removesuffix(singular) + plural
            return f"{head} {last}".strip()
    if re.search(r"(?:s|x|z|ch|sh)$", last):
        last += "es"
    elif re.search(r"[^aeiou]y$", last):
        last = last[:-1] + "ies"
    else:
        last += "s"
    return f"{head} {last}".strip()


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

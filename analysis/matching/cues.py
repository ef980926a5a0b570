"""The cue language: expressions of a codebook, compiled to patterns and found in one pass."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from analysis.matching.inflections import inflect
from analysis.matching.phrases import compile_phrases, fold

__all__ = ["CueError", "CueFinder", "Hit", "forms_of", "lower"]

_GAP = r"(?:[ ,]+[\w'’\-.]+){0,4}?[ ,]+"
_SPACE = r"[ \n]+"
_TOKEN = re.compile(r"\.\.\.|\([^()]*\)[~^]?\??|[^\s()]+")
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


class Hit(NamedTuple):
    """One cue in one text; `number` is its place in the list that was compiled."""

    start: int
    end: int
    number: int


class CueFinder:
    """Many expressions, found in one pass: a first word is looked up, then the rest is tried."""

    def __init__(self, expressions: Sequence[str]) -> None:
        self._by_first: dict[str, list[tuple[int, re.Pattern[str]]]] = defaultdict(list)
        stems: set[str] = set()
        for number, expression in enumerate(expressions):
            pattern = re.compile(_write_pattern(expression) + r"(?![\w])")
            for first in _first_words(expression):
                key = first.rstrip("*")
                if first.endswith("*"):
                    stems.add(key)
                self._by_first[key].append((number, pattern))
        whole = [word for word in self._by_first if word not in stems]
        self._whole = compile_phrases(whole).pattern
        self._stems = (
            re.compile(
                rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, stems), key=len, reverse=True))})"
            )
            if stems
            else None
        )

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
        hits = []
        patterns = [self._whole] if self._stems is None else [self._whole, self._stems]
        for firsts in patterns:
            for match in firsts.finditer(folded):
                for number, pattern in self._by_first[match.group()]:
                    cue = pattern.match(folded, match.start())
                    if cue:
                        hits.append(Hit(cue.start(), cue.end(), number))
        return sorted(set(hits))


def forms_of(expression: str) -> list[str]:
    """List the surface forms that each word of an expression stands for, to show the reader.

    Examples
    --------
    >>> forms_of("run~ aground")
    ['run|runs|ran|running', 'aground']
    """
    return ["|".join(_forms(token)) if token != "..." else "..." for token in _tokens(expression)]


def lower(text: str) -> str:
    """Lower the case of a text, one character for one, so that offsets hold.

    Examples
    --------
    >>> len(lower("İstanbul")) == len("İstanbul")
    True
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def _tokens(expression: str) -> list[str]:
    tokens = _TOKEN.findall(expression.strip())
    if not tokens or "".join(tokens) != re.sub(r"\s+(?![^()]*\))", "", expression.strip()):
        msg = (
            f"the expression must be words, (a|b), ... and the marks ~ ^ ? *; it is {expression!r}"
        )
        raise CueError(msg)
    if tokens[0] == "..." or tokens[0].endswith("?"):
        msg = f"an expression must begin with a word that is there; it is {expression!r}"
        raise CueError(msg)
    while tokens[-1] == "...":
        tokens.pop()
    return tokens


def _first_words(expression: str) -> list[str]:
    """Return the first word of each form; one that ends in * is a stem."""
    return sorted({form.split()[0] for form in _forms(_tokens(expression)[0])})


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
        if word == "...":
            forms = [f"{form} ..." for form in forms]
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


def _write_pattern(expression: str) -> str:
    parts: list[str] = []
    gap = False
    for token in _tokens(expression):
        if token == "...":
            gap = True
            continue
        forms = sorted(_forms(token), key=len, reverse=True)
        body = "(?:" + "|".join(map(_write_form, forms)) + ")"
        before = "" if not parts else (_GAP if gap else _SPACE)
        optional = token.endswith("?")
        parts.append(f"(?:{before}{body})?" if optional else before + body)
        gap = False
    return "".join(parts)


def _write_form(form: str) -> str:
    words = []
    for word in form.split():
        if word == "...":
            words.append(None)
        elif word.endswith("*"):
            words.append(re.escape(word[:-1]) + r"[\w\-]*")
        else:
            words.append(re.escape(word))
    pattern = ""
    for place, word in enumerate(words):
        if word is None:
            continue
        gap = place > 0 and words[place - 1] is None
        pattern += (_GAP if gap else _SPACE if pattern else "") + word
    return pattern

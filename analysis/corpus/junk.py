"""The rules of what is junk, read from their codebook and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from analysis.codebooks.reading import HOUSE_CODEBOOKS, CodebookError, line_of, read_yaml

Place = Literal["first", "upper", "middle", "lower"]

# On which lines a rule is tried.
_PLACES: dict[str, tuple[Place, ...]] = {
    "any": ("first", "upper", "middle", "lower"),
    "later": ("upper", "middle", "lower"),
    "top": ("first", "upper"),
    "edges": ("upper", "lower"),
}
_ENDS = {"line": r"[ \t]*\n?\Z", "beginning": r"(?=\S)"}


class JunkRules(NamedTuple):
    """One pattern for each place in a text, and the reason that each of its groups stands for."""

    line: Mapping[Place, re.Pattern[str]]
    beginning: Mapping[Place, re.Pattern[str]]
    reasons: Mapping[str, str]


@cache
def load_junk_rules(path: Path | str | None = None) -> JunkRules:
    """Read the rules.

    Parameters
    ----------
    path : Path or str, optional
        A codebook like the house's own, which is read if absent.

    Returns
    -------
    JunkRules
        A place without rules has a pattern that never matches.

    Raises
    ------
    CodebookError
        If a rule is not one; with file and line.
    """
    path = Path(path or HOUSE_CODEBOOKS / "junk.yaml")
    book = read_yaml(path)
    reasons: dict[str, str] = {}
    patterns: dict[str, dict[Place, list[str]]] = {}
    for kind, end in _ENDS.items():
        patterns[kind] = {place: [] for place in _PLACES["any"]}
        rules = book.get(kind) if isinstance(book, Mapping) else None
        if not isinstance(rules, list):
            msg = f"{path.name} must have a list of rules `{kind}`; it is {rules!r}."
            raise CodebookError(msg)
        for rule in rules:
            _check_rule(rule, path.name)
            name = f"rule{len(reasons)}"
            reasons[name] = str(rule["reason"])
            for place in _PLACES[rule["where"]]:
                pattern = rf"(?P<{name}>(?:{rule['pattern']}){end})"
                patterns[kind][place].append(pattern)
    compiled = {
        kind: {place: _compile(parts) for place, parts in places.items()}
        for kind, places in patterns.items()
    }
    return JunkRules(compiled["line"], compiled["beginning"], reasons)


def _compile(parts: Sequence[str]) -> re.Pattern[str]:
    """Compile rules into one pattern, which passes over those that begin with another letter."""
    return re.compile(rf"[ \t]*(?:{'|'.join(parts)})" if parts else r"(?!)")


def _check_rule(rule: Any, file: str) -> None:
    where = f"{file}, line {line_of(rule)}"
    fields = ("reason", "where", "pattern", "include", "exclude")
    absent = [field for field in fields if not isinstance(rule, Mapping) or not rule.get(field)]
    if absent:
        msg = f"{where}: a rule must have {list(fields)}; absent: {absent}."
        raise CodebookError(msg)
    if rule["where"] not in _PLACES:
        msg = f"{where}: `where` must be one of {sorted(_PLACES)}; it is {rule['where']!r}."
        raise CodebookError(msg)
    try:
        matches_nothing = re.compile(rule["pattern"]).fullmatch("")
    except re.error as error:
        msg = f"{where}: the pattern is not valid; {error}."
        raise CodebookError(msg) from error
    if matches_nothing:
        msg = f"{where}: the pattern must not match empty text. Ask for one character at least."
        raise CodebookError(msg)

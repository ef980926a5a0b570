"""The choices under which a conclusion is tried: checked, combined and named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from numbers import Real
from pathlib import Path

from analysis import scores
from analysis.tables.evidence import FIGURATIVE

__all__ = ["HOUSE", "WINDOWS", "combine", "is_default", "name_codebooks", "window_of"]

HOUSE = "house"
# How many characters of the neighbouring sentences are read on either side.
WINDOWS = {"sentence": 0, "neighbours": scores.reach_of(scores.DEFAULT_SCORER)}

_DEFAULTS: dict[str, object] = {
    "scorer": scores.DEFAULT_SCORER,
    "window": None,
    "threshold": FIGURATIVE,
    "codebook": HOUSE,
    "copies": "with",
}
_CLOSED = {"window": tuple(WINDOWS), "copies": ("with", "without")}


def combine(choices: Mapping[str, Sequence[object]]) -> list[dict[str, object]]:
    """List every combination once, that of the house first.

    Parameters
    ----------
    choices : mapping of str to sequence
        As in :func:`analysis.pipeline.vary`.

    Returns
    -------
    list of dict
        Each with all choices; a window that is not chosen is the scorer's own.

    Raises
    ------
    ValueError
        If a choice is none.
    """
    unknown = [name for name in choices if name not in _DEFAULTS]
    if unknown:
        msg = f"`choices` must be of {list(_DEFAULTS)}; {unknown[0]!r} is not."
        raise ValueError(msg)
    tried = {
        name: _check(name, choices[name]) if name in choices else [default]
        for name, default in _DEFAULTS.items()
    }
    combinations = [dict(zip(tried, values, strict=True)) for values in product(*tried.values())]
    filled = [
        chosen | {"window": chosen["window"] or window_of(str(chosen["scorer"]))}
        for chosen in [dict(_DEFAULTS), *combinations]
    ]
    return list({tuple(chosen.values()): chosen for chosen in filled}.values())


def window_of(scorer: str) -> str:
    """Return the window that a scorer has by itself."""
    return "sentence" if scores.reach_of(scorer) == 0 else "neighbours"


def is_default(chosen: Mapping[str, object]) -> bool:
    """Tell whether these are the choices of the house."""
    defaults = _DEFAULTS | {"window": window_of(scores.DEFAULT_SCORER)}
    return all(chosen[name] == value for name, value in defaults.items())


def name_codebooks(codebooks: Iterable[object]) -> dict[str, str]:
    """Name each codebook by so much of its path as tells it from the others.

    Parameters
    ----------
    codebooks : iterable of str or Path
        Files, or "house".

    Returns
    -------
    dict of str to str
        The name of each; "house" is its own.
    """
    paths = {str(book): Path(str(book)).parts for book in codebooks if book != HOUSE}
    names = {HOUSE: HOUSE}
    for book, parts in paths.items():
        others = [theirs for other, theirs in paths.items() if other != book]
        length = 1
        while length < len(parts) and any(it[-length:] == parts[-length:] for it in others):
            length += 1
        names[book] = "/".join(parts[-length:])
    return names


def _check(name: str, values: Sequence[object]) -> list[object]:
    """Make sure that the values of one choice can be tried, each written in one way."""
    if isinstance(values, str | Path | Real) or not len(values):
        msg = f"`choices[{name!r}]` must be a list of one value or more; it is {values!r}."
        raise ValueError(msg)
    if name in _CLOSED:
        wrong = [value for value in values if value not in _CLOSED[name]]
        if wrong:
            msg = f"`choices[{name!r}]` must be of {list(_CLOSED[name])}; {wrong[0]!r} is not."
            raise ValueError(msg)
    if name == "threshold":
        wrong = [value for value in values if not isinstance(value, Real) or not 0 <= value <= 1]
        if wrong:
            msg = f"`choices['threshold']` must be of numbers from 0 to 1; {wrong[0]!r} is not."
            raise ValueError(msg)
        return [float(value) for value in values]
    if name == "scorer":
        for value in values:
            scores.find_scorer(value)
    return list(values) if name != "codebook" else [str(value) for value in values]

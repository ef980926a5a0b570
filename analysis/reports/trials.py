"""Sentences on what else was tried on a corpus, from the ledger in its manifest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analysis.reports.citing import cite, plain, say_list
from analysis.schemas import DIMENSIONS

__all__ = ["describe_trials"]


def describe_trials(manifest: Mapping[str, Any]) -> Iterator[str]:
    """Say under which choices each conclusion was tried, and what they gave."""
    tried = manifest.get("tried")
    if not isinstance(tried, list):
        yield "No ledger of trials was kept."
        return
    tried = [trial for trial in tried if isinstance(trial, Mapping)]
    conclusions: dict[str, list[Mapping[str, Any]]] = {}
    for trial in tried:
        if "conclusion" in trial:
            conclusions.setdefault(plain(trial["conclusion"]), []).append(trial)
    if conclusions:
        yield f"Conclusions were tried under other choices{cite('simonsohn2020')}."
    else:
        yield "No conclusion was tried under other choices of instrument."
    for words, trials in conclusions.items():
        yield _say_conclusion(words, trials)
    runs = [trial for trial in tried if "scorers" in trial]
    if len(runs) > 1:
        yield f"The ledger records {len(runs)} runs with different parameters."
    others = len(tried) - len(runs) - sum(map(len, conclusions.values()))
    if others:
        yield f"It holds {others} further {'entry' if others == 1 else 'entries'}."


def _say_conclusion(words: str, trials: Sequence[Mapping[str, Any]]) -> str:
    ways = f"{len(trials)} {'way' if len(trials) == 1 else 'ways'}"
    given = [trial["gave"] for trial in trials if isinstance(trial.get("gave"), Mapping)]
    known = [gave for gave in given if gave.get("estimate") is not None]
    none_told = len(given) == len(trials) and not known
    said = [f"{words[:1].upper()}{words[1:]} was {'tried' if none_told else 'estimated'} in {ways}"]
    varied = _list_varied(trials)
    if varied:
        said.append(f" ({varied})")
    if none_told:
        in_any = "" if len(trials) == 1 else " in any of them"
        return f"{''.join(said)}; the texts were too few for an estimate{in_any}."
    house = [
        trial["gave"]
        for trial in trials
        if trial.get("is_default") and trial.get("gave", {}).get("estimate") is not None
    ]
    if house:
        said.append(f"; by the choices of the house it is {_say(house[0])}")
    if len(known) > len(house):
        estimates = [gave["estimate"] for gave in known]
        said.append(f"; all estimates lie between {_number(min(estimates))} and ")
        said.append(_number(max(estimates)))
    # A share has no other sign to have.
    if house and len(known) > 1 and not words.startswith("share"):
        said.append(f", and {_say_agreeing(house[0], known)}")
    if len(known) < len(given):
        said.append(f"; {len(given) - len(known)} had too few texts")
    return f"{''.join(said)}."


def _list_varied(trials: Sequence[Mapping[str, Any]]) -> str:
    """List what was varied, and between what."""
    parts = []
    for name in DIMENSIONS:
        values = list(dict.fromkeys(plain(trial[name]) for trial in trials if name in trial))
        if len(values) > 1:
            parts.append(f"{name}: {say_list(values)}")
    return "; ".join(parts)


def _say_agreeing(house: Mapping[str, Any], known: Sequence[Mapping[str, Any]]) -> str:
    others = len(known) - 1
    alike = [gave for gave in known if _sign(gave["estimate"]) == _sign(house["estimate"])]
    n_sure = sum(map(_is_sure, alike)) - _is_sure(house)
    return (
        f"{len(alike) - 1} of {others} other {'way has' if others == 1 else 'ways have'} its sign, "
        f"{n_sure} of them with an interval without 0"
    )


def _is_sure(gave: Mapping[str, Any]) -> bool:
    return gave.get("low") is not None and gave["low"] * gave["high"] > 0


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def _say(gave: Mapping[str, Any]) -> str:
    if gave.get("low") is None:
        return _number(gave["estimate"])
    return f"{_number(gave['estimate'])} ({_number(gave['low'])} to {_number(gave['high'])})"


def _number(number: float) -> str:
    text = f"{number:.2f}"
    return "0.00" if text == "-0.00" else text

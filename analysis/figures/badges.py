"""The badge of a figure: how far the numbers in it are validated on their own corpus."""

from __future__ import annotations

import pandas as pd

from analysis.figures.sources import UNVALIDATED, Source

__all__ = ["badge_of_frame", "badge_of_scorer", "find_badge"]


def badge_of_scorer(scorer: str) -> str:
    """Name the badge of a scorer of sentiment, in `Source.badges`."""
    return f"sentiment by {scorer}"


def badge_of_frame(frame: str) -> str:
    """Name the badge of a frame, in `Source.badges`."""
    return f"frame {frame}"


def find_badge(source: Source, table: pd.DataFrame) -> str:
    """Say how far the numbers of a figure are validated.

    Parameters
    ----------
    source : Source
        With the badges of its corpus.
    table : DataFrame
        What the figure was drawn from: its frames, or its scorers, decide.

    Returns
    -------
    str
        The badges of what the figure shows; where only some of it is validated, what is not.
    """
    if not source.badges or source.validity != UNVALIDATED:
        return source.validity
    names = _name_constructs(table)
    known = [source.badges[name] for name in names if name in source.badges]
    if not known:
        return source.validity
    unknown = [name for name in names if name not in source.badges]
    return " ".join([*_join(known), *([f"Unvalidated: {', '.join(unknown)}."] if unknown else [])])


def _join(badges: list[str]) -> list[str]:
    """Say once what several badges say alike of one coded sample, and then what each adds."""
    said: dict[str, list[str]] = {}
    for badge in dict.fromkeys(badges):
        sample, _, measured = badge.rpartition("; ")
        said.setdefault(sample, []).append(measured if sample else badge)
    return [
        f"{sample}; {', '.join(measured.removesuffix('.') for measured in parts)}."
        if sample
        else " ".join(parts)
        for sample, parts in said.items()
    ]


def _name_constructs(table: pd.DataFrame) -> list[str]:
    """Name what a table measures; its frames where it has any, else its scorers."""
    if "specification" in table:
        return _name_measured(table)
    if "frame" in table:
        return [badge_of_frame(name) for name in sorted(table["frame"].dropna().unique())]
    if "measure" in table and "series" in table and set(table["measure"]) == {"share"}:
        return [badge_of_frame(name) for name in sorted(table["series"].unique())]
    if "variable" in table and not set(table["variable"]) & {"sentiment"}:
        return [badge_of_frame(name) for name in sorted(table["variable"].unique())]
    if "scorer" in table:
        return [badge_of_scorer(name) for name in sorted(table["scorer"].dropna().unique())]
    return []


def _name_measured(table: pd.DataFrame) -> list[str]:
    """Name what a conclusion rests on: what was merely varied beside it does not count."""
    parts = [part for said in table["measures"].dropna().unique() for part in said.split("; ")]
    scorers = [badge_of_scorer(name) for name in sorted(table["scorer"].unique())]
    named = [scorers if part == "sentiment" else [part] for part in parts]
    return list(dict.fromkeys(name for names in named for name in names))

"""Say of each instrument how it did on the coded sample of a corpus: the badges of its figures."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis import agreement, codings, validity
from analysis.pipeline.stages import Annotations

__all__ = ["describe_validity"]

_SENTIMENT = "sentiment"
# Krippendorff's thresholds: conclusions from .800 on, tentative ones from .667 on.
_RELIABLE = 0.8
_TENTATIVE = 0.667


def describe_validity(found: Annotations, folder: Path | str) -> dict[str, str]:
    """Describe how the instruments did on what coders wrote into the sheets of a folder.

    Parameters
    ----------
    found : Annotations
        The corpus, as the instruments read it today.
    folder : Path or str
        Where :func:`analysis.codings.write_sheets` wrote the sheets. It need not exist.

    Returns
    -------
    dict of str to str
        A sentence for each scorer and each frame that was coded, by the names under which
        :mod:`analysis.figures` looks for them; it begins with "Unvalidated" and says why where F1
        cannot be told. Empty where nothing was coded.
    """
    # Imported here: batch work makes no figure and need not load what draws them.
    from analysis import figures

    folder = Path(folder)
    if not folder.is_dir():
        return {}
    coded = codings.read_codings(folder)
    if coded.codings.empty:
        return {}
    badges = {}
    for number, scorer in enumerate(found.scores["scorer"].unique()):
        # What is said of frames is the same whichever scorer reads the passage.
        is_sentiment = coded.codings["variable"] == _SENTIMENT
        codings_of = coded.codings[is_sentiment] if number else coded.codings
        tables = (found.documents, found.segments, found.stances, found.scores)
        units = codings.list_units(*tables, scorer=scorer)
        pairs = validity.pair_codings(codings_of, coded.sample, units)
        measured = validity.evaluate_codings(pairs, by=())
        for variable, rows in measured.groupby("variable"):
            if variable == _SENTIMENT:
                name = figures.badge_of_scorer(scorer)
                said = _say_measured(rows, "macro_f1", "all", f"macro-F1 of {scorer}")
            else:
                name = figures.badge_of_frame(variable)
                said = _say_measured(rows, "f1", "1", f"F1 of the {_name(variable)}")
            badges[name] = (
                f"{_say_coded(coded, rows, variable)}; {said}."
                if said
                else _say_untold(rows, variable)
            )
    return badges


def _say_untold(rows: pd.DataFrame, variable: str) -> str:
    """Say why F1 is missing: too little was coded, or coders never saw two things to tell apart."""
    n = int(_find(rows, "units", "all")["estimate"])
    units = f"{n} coded mentions and relations of this corpus"
    claimed = _find(rows, "precision", "1")
    if claimed is None:
        return f"Unvalidated: {units} are too few to tell F1."
    if variable == _SENTIMENT:
        seen = "coders saw one value of sentiment alone"
    elif claimed["n"]:
        seen = f"coders saw the {_name(variable)} in none of them, the instrument in {claimed['n']}"
    else:
        seen = f"neither coders nor the instrument saw the {_name(variable)} in any of them"
    return f"Unvalidated: F1 is unknown from {units}; {seen}."


def _name(variable: str) -> str:
    return f"frame {variable.replace('_', ' ')}"


def _say_coded(coded: codings.Coded, rows: pd.DataFrame, variable: str) -> str:
    own = coded.codings[coded.codings["variable"] == variable]
    blind = own[own["coder"] != validity.RESOLVED]
    n, n_documents = (int(_find(rows, name, "all")["estimate"]) for name in ("units", "documents"))
    coders = sorted(blind["coder"].unique())
    said = (
        f"Held against a coded sample of this corpus: {n} mentions and relations in {n_documents} "
        f"documents, coded by {', '.join(coders)}"
    )
    if len(blind) < len(own):
        said += f", {len(own) - len(blind)} decided after talking"
    levels = coded.variables.loc[coded.variables["variable"] == variable, "level"]
    level = levels.iloc[0] if len(levels) else "nominal"
    clusters = coded.sample.set_index("unit_id")["document_id"]
    found = agreement.alpha(blind, level, clusters=clusters)
    if found.empty or not found["n_units"].iloc[0]:
        return f"{said}; agreement unknown, since no unit was coded twice"
    row = found.iloc[0]
    if pd.isna(row["estimate"]):
        return f"{said}; agreement unknown, since coders saw one value alone"
    return (
        f"{said}; Krippendorff's alpha ({level}) {_say(row, row['n_units'])}"
        f"{_grade(row['estimate'])}"
    )


def _grade(alpha: float) -> str:
    if alpha >= _RELIABLE:
        return ""
    if alpha >= _TENTATIVE:
        return ", below .800: for tentative conclusions alone"
    return ", below .667: too low for conclusions"


def _say_measured(rows: pd.DataFrame, measure: str, label: str, name: str) -> str:
    """Say one measure with its interval; nothing where it is missing."""
    row = _find(rows, measure, label)
    if row is None or pd.isna(row["estimate"]):
        return ""
    return f"{name} {_say(row)}"


def _say(row: pd.Series, n: int | None = None) -> str:
    """Say a number with its interval, where it has one, and what it rests on."""
    said = [f"{row['low']:.2f} to {row['high']:.2f}"] if pd.notna(row["low"]) else []
    said += [f"n = {n}"] if n is not None else []
    return f"{row['estimate']:.2f}" + (f" ({', '.join(said)})" if said else "")


def _find(rows: pd.DataFrame, measure: str, label: str) -> pd.Series | None:
    found = rows[(rows["measure"] == measure) & (rows["label"] == label)]
    return found.iloc[0] if len(found) else None

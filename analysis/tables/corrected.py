"""What the instrument says beside what a coded sample makes of it, and how far to trust it."""

from __future__ import annotations

import re

import pandas as pd

from analysis import schemas
from analysis.intervals import MINIMUM_N
from analysis.schemas import METHODS_OF_CORRECTION, check
from analysis.tables.estimates import finish
from analysis.tables.labels import clean_label, label_country, label_frame, label_relation

__all__ = ["corrected_estimates", "validity_by_group"]

MOST_GROUPS = 8
_ALL = "all"


def corrected_estimates(
    corrections: pd.DataFrame,
    *,
    variable: str = "sentiment",
    value: str | None = None,
    scorer: str | None = None,
) -> pd.DataFrame:
    """Select one number of each group, by every method, for a figure.

    Parameters
    ----------
    corrections : DataFrame, one row per variable, group, value and method
        As :func:`analysis.validity.correct_estimates` gives them.
    variable : str
        What was coded: "sentiment", or the name of a frame.
    value : str, optional
        Whose share is shown, or "mean"; if absent, the mean of sentiment, and of a frame the
        share of 1.
    scorer : str, optional
        The instrument of sentiment that made the claims, for the caption.

    Returns
    -------
    DataFrame, one row per group and method
        As :data:`analysis.schemas.CORRECTED_ESTIMATES`: all units first, then the groups with the
        most documents.

    Raises
    ------
    SchemaError
        If `corrections` is not such a table.
    ValueError
        If it has no such variable or value.
    """
    check(corrections, schemas.CORRECTIONS)
    value = value or ("mean" if variable == "sentiment" else "1")
    rows = corrections[corrections["variable"] == variable]
    _refuse_unknown(rows, corrections, "variable", variable)
    _refuse_unknown(rows[rows["value"] == value], rows, "value", value)
    rows = rows[rows["value"] == value]
    is_naive = rows["correction"] == "naive"
    rows = rows.assign(
        label=rows["group"].map(_label),
        scorer=scorer,
        n_mentions=rows["n_units"],
        coverage=rows["n_coded"] / rows["n_units"],
        n_used=rows["n_documents"].where(is_naive, rows["n_coded_documents"]),
        method=["bootstrap" if known else "none" for known in rows["estimate"].notna()],
        minimum_n=MINIMUM_N,
        place=rows["correction"].map(METHODS_OF_CORRECTION.index),
        first=rows["group"] != _ALL,
    )
    # Those of which every method says something.
    corrected = rows[(rows["correction"] == METHODS_OF_CORRECTION[-1]) & rows["first"]]
    corrected = corrected[corrected["estimate"].notna()]
    most = corrected.groupby("group")["n_documents"].max().sort_values(ascending=False)
    chosen = {_ALL, *most.index[: MOST_GROUPS - 1]}
    rows = rows.assign(drawn=rows["group"].isin(chosen))
    order = ["first", "n_documents", "group", "place"]
    rows = rows.sort_values(order, ascending=[True, False, True, True])
    return finish(rows, schemas.CORRECTED_ESTIMATES)


def validity_by_group(
    validity: pd.DataFrame,
    *,
    variable: str = "sentiment",
    measure: str | None = None,
    scorer: str | None = None,
) -> pd.DataFrame:
    """Select one measure of validity in each group of coded units, for a figure.

    Parameters
    ----------
    validity : DataFrame, one row per variable, group, measure and label
        As :func:`analysis.validity.evaluate_codings` gives it.
    variable : str
        What was coded: "sentiment", or the name of a frame.
    measure : str, optional
        "macro_f1" (of sentiment, if absent), "f1" (of the value 1 of a frame), or "accuracy".
    scorer : str, optional
        The instrument of sentiment that made the claims, for the caption.

    Returns
    -------
    DataFrame, one row per group
        As :data:`analysis.schemas.VALIDITY_BY_GROUP`: all units first, then countries, outlets and
        quarters by name. A group of too few coded units keeps its row without estimate.

    Raises
    ------
    SchemaError
        If `validity` is not such a table.
    ValueError
        If it has no such variable or measure.
    """
    check(validity, schemas.CODED_VALIDITY)
    measure = measure or ("macro_f1" if variable == "sentiment" else "f1")
    of_variable = validity[validity["variable"] == variable]
    _refuse_unknown(of_variable, validity, "variable", variable)
    label = "1" if measure == "f1" else "all"
    found = of_variable[(of_variable["measure"] == measure) & (of_variable["label"] == label)]
    _refuse_unknown(found, of_variable, "measure", measure)
    units = of_variable[of_variable["measure"] == "units"].set_index("group")["n"]
    n_documents = of_variable[of_variable["measure"] == "documents"].set_index("group")
    found = found.set_index("group").reindex(units.index)
    rows = pd.DataFrame(
        {
            "variable": variable,
            "measure": measure,
            "group": units.index,
            "label": [_label(group.partition("=")[2] or group) for group in units.index],
            "scorer": scorer,
            "n_documents": n_documents["estimate"].reindex(units.index).astype("int64").to_numpy(),
            "n_mentions": units.to_numpy(),
            "coverage": 1.0,
            "estimate": found["estimate"].to_numpy(),
            "low": found["low"].to_numpy(),
            "high": found["high"].to_numpy(),
            "n_used": units.to_numpy(),
            "cluster": "document",
            "minimum_n": 10,
        }
    )
    has_number = rows["estimate"].notna()
    rows = rows.assign(method=["bootstrap" if known else "none" for known in has_number])
    return finish(rows.assign(drawn=has_number), schemas.VALIDITY_BY_GROUP)


def _refuse_unknown(found: pd.DataFrame, table: pd.DataFrame, column: str, name: str) -> None:
    if found.empty and len(table):
        there = ", ".join(sorted(table[column].unique()))
        msg = f"`{column}` must be one of those in the table, {there}; it is {name!r}."
        raise ValueError(msg)


def _label(group: str) -> str:
    if re.fullmatch(r"[A-Z]{3}(-[A-Z]{3})+", group):
        return label_relation(group, "tie")
    if re.fullmatch(r"[A-Z]{3}", group):
        return label_country(group)
    return label_frame(group) if group == _ALL else clean_label(group)

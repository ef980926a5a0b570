"""What the instrument says beside what a coded sample makes of it, and how far to trust it."""

from __future__ import annotations

import re

import pandas as pd

from analysis import schemas
from analysis.intervals import FEW_CLUSTERS, MINIMUM_N
from analysis.schemas import METHODS_OF_CORRECTION, check
from analysis.tables.estimates import finish
from analysis.tables.labels import clean_label, label_country, label_frame, label_relation

__all__ = ["corrected_estimates", "validity_by_group"]

MOST_GROUPS = 8
MOST_OF_A_KIND = 8
MOST_ROWS = 25

_ALL = "all"
_FEWEST_CODED = 10
_MEASURES = ("macro_f1", "f1", "accuracy")
_KINDS = ("about", "outlet", "quarter")


def corrected_estimates(
    corrections: pd.DataFrame,
    *,
    variable: str = "sentiment",
    value: str | None = None,
    scorer: str | None = None,
    minimum_n: int = _FEWEST_CODED,
) -> pd.DataFrame:
    """Select one number of each group, by every method, for a figure.

    Units in which the instrument finds no evidence count as 0 here, unlike elsewhere: coders
    judged those, too.

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
    minimum_n : int
        Coded documents below which a corrected number is missing, as it was when the corrections
        were made, or more: of the group for `prediction_powered`, of the whole sample for the
        other two. A naive number needs five documents.

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
    is_own = rows["correction"] == "prediction_powered"
    of_sample = rows["n_coded_documents"].max()
    n_used = rows["n_documents"].where(is_naive, rows["n_coded_documents"].where(is_own, of_sample))
    least = is_naive.map({True: MINIMUM_N, False: minimum_n})
    has_number = rows["estimate"].notna() & (n_used >= least)
    numbers = rows[["estimate", "low", "high"]].where(has_number)
    rows = rows.assign(
        **numbers,
        label=rows["group"].map(_label),
        scorer=scorer,
        n_mentions=rows["n_units"],
        # What the instrument says rests on every unit.
        coverage=(rows["n_coded"] / rows["n_units"]).where(~is_naive, 1.0),
        n_used=n_used,
        method=["bent_jackknife" if known else "none" for known in has_number],
        minimum_n=least,
        place=rows["correction"].map(METHODS_OF_CORRECTION.index),
        first=rows["group"] != _ALL,
    )
    # Those of which every method says something.
    corrected = rows[(rows["correction"] == METHODS_OF_CORRECTION[-1]) & rows["first"]]
    corrected = corrected[corrected["estimate"].notna()]
    most = corrected.groupby("group")["n_documents"].max()
    most = most.sort_values(ascending=False, kind="stable")
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
    minimum_n: int = _FEWEST_CODED,
) -> pd.DataFrame:
    """Select one measure of validity in each group of coded units, for a figure.

    Parameters
    ----------
    validity : DataFrame, one row per variable, group, measure and label
        As :func:`analysis.validity.evaluate_codings` gives it.
    variable : str
        What was coded: "sentiment", or the name of a frame.
    measure : str, optional
        "macro_f1" (of sentiment, if absent), "f1" (of the value 1; of a frame, if absent), or
        "accuracy".
    scorer : str, optional
        The instrument of sentiment that made the claims, for the caption.
    minimum_n : int
        Coded units below which a group has no estimate, as when it was evaluated, or more.

    Returns
    -------
    DataFrame, one row per group
        As :data:`analysis.schemas.VALIDITY_BY_GROUP`: all units first, then countries and
        relations, outlets and quarters by name. A group of too few coded units keeps its row
        without estimate; of each kind those with the most have a place in the figure. Where coders
        saw fewer of the values in a group than in all, its label says so beside a macro-F1.

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
    if measure not in _MEASURES:
        msg = f"`measure` must be one of {list(_MEASURES)}; it is {measure!r}."
        raise ValueError(msg)
    label = "1" if measure == "f1" else "all"
    found = of_variable[(of_variable["measure"] == measure) & (of_variable["label"] == label)]
    found = found.set_index("group")
    counts = of_variable[of_variable["measure"] == "units"].set_index("group")["n"]
    counts = counts.loc[sorted(counts.index, key=_place)]
    n_documents = of_variable[of_variable["measure"] == "documents"].set_index("group")["estimate"]
    rows = pd.DataFrame(
        {
            "variable": variable,
            "measure": measure,
            "group": counts.index,
            "label": [_label(group.partition("=")[2] or group) for group in counts.index],
            "scorer": scorer,
            "n_documents": n_documents.reindex(counts.index).astype("int64").to_numpy(),
            "n_mentions": counts.to_numpy(),
            "coverage": 1.0,
            "n_used": counts.to_numpy(),
            "cluster": "document",
            "minimum_n": minimum_n,
        }
    )
    numbers = found[["estimate", "low", "high"]].reindex(counts.index)
    numbers = numbers.where(counts >= minimum_n).reset_index(drop=True)
    has_number = numbers["estimate"].notna()
    rows = rows.assign(**numbers)
    rows = rows.assign(method=_name_methods(rows).where(has_number, "none"))
    if measure == "macro_f1":
        unseen = _name_unseen(of_variable[of_variable["group"].isin(rows.loc[has_number, "group"])])
        rows = rows.assign(label=rows["label"] + [unseen.get(group, "") for group in rows["group"]])
    drawn = has_number & _choose_groups(rows.assign(n_used=rows["n_used"].where(has_number, 0)))
    return finish(rows.assign(drawn=drawn), schemas.VALIDITY_BY_GROUP)


def _name_methods(rows: pd.DataFrame) -> pd.Series:
    """Name how each interval was made: by how many documents it has, and whether they differ."""
    of_few = rows["measure"].map({"macro_f1": "jackknife"}).fillna("t")
    methods = of_few.where(rows["n_documents"] < FEW_CLUSTERS, "bootstrap")
    return methods.where(~rows["estimate"].isin([0, 1]), "wilson")


def _name_unseen(of_variable: pd.DataFrame) -> dict[str, str]:
    """Say of which groups F1 is averaged over fewer values than of all: they do not compare."""
    f1 = of_variable[(of_variable["measure"] == "f1") & of_variable["estimate"].notna()]
    n_values = f1.groupby("group").size()
    n_of_all = n_values.get(_ALL, 0)
    return {
        group: f" ({n} of {n_of_all} values)" for group, n in n_values.items() if n < n_of_all
    }


def _choose_groups(rows: pd.DataFrame) -> pd.Series:
    """Give places to all units and, of each kind of group, to those with the most coded units."""
    is_all = rows["group"] == _ALL
    ordered = rows[~is_all].sort_values("n_used", ascending=False, kind="stable")
    kinds = ordered["group"].map(lambda group: group.partition("=")[0])
    chosen = ordered.index[ordered.groupby(kinds).cumcount() < MOST_OF_A_KIND]
    return is_all | rows.index.isin(chosen[: MOST_ROWS - 1])


def _place(group: str) -> tuple[int, str, str]:
    """Put all units first, then the kinds of groups that the house makes, then others by name."""
    kind, _, name = group.partition("=")
    if group == _ALL:
        return -1, kind, name
    return _KINDS.index(kind) if kind in _KINDS else len(_KINDS), kind, name


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

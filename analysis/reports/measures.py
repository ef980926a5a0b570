"""What a coded sample tells as tables for an appendix, in LaTeX with booktabs."""

from __future__ import annotations

import pandas as pd

from analysis import schemas
from analysis.latex import (
    Caption,
    escape,
    name,
    say_count,
    say_interval,
    say_value,
    tabulate,
    without_repeats,
    wrap,
)
from analysis.schemas import check

__all__ = [
    "agreement_to_latex",
    "confusion_to_latex",
    "corrections_to_latex",
    "validity_to_latex",
]

_METHODS = {
    "naive": "Naive", "rogan_gladen": "Rogan--Gladen", "likelihood": "Likelihood",
    "prediction_powered": "Prediction-powered",
}  # fmt: skip
_COEFFICIENTS = {"alpha": "alpha", "kappa": "kappa", "ac1": "AC1", "percent": "alike"}
_NUMBERS = ["estimate", "low", "high"]
_COUNTS = ("units", "documents", "unmatched")
_OF_GROUPS = ("macro_f1", "accuracy")


def agreement_to_latex(agreement: pd.DataFrame) -> str:
    """Write how far coders agree.

    Parameters
    ----------
    agreement : DataFrame, one row per variable, group and coefficient
        As :data:`analysis.schemas.AGREEMENT`.

    Returns
    -------
    str
        A table, its rows in the order of `agreement`.

    Raises
    ------
    SchemaError
        If `agreement` is not such a table.
    """
    check(agreement, schemas.AGREEMENT)
    rows = [
        [
            name(row.variable),
            escape(f"{_COEFFICIENTS[row.coefficient]} ({row.level})"),
            escape(row.group),
            say_interval(row.estimate, row.low, row.high),
            say_count(row.n_units),
            say_count(row.n_coders),
        ]
        for row in agreement.itertuples()
    ]
    head = ["Variable", "Coefficient", "Units", "Estimate", "n", "Coders"]
    form = f"@{{}}{wrap(0.14)}l{wrap(0.12)}rrr@{{}}"
    caption = (
        "Agreement of coders (Krippendorff's alpha, Cohen's kappa, Gwet's AC1, or the share of "
        "pairs alike), 95~\\% intervals in brackets; n counts units coded twice."
    )
    return tabulate(head, rows, form, Caption(caption, ("agreement",)))


def confusion_to_latex(confusion: pd.DataFrame, variable: str) -> str:
    """Cross what coders saw with what the instrument claims.

    Parameters
    ----------
    confusion : DataFrame, one row per value and claimed value
        As :data:`analysis.schemas.CONFUSION`.
    variable : str
        Which of its variables.

    Returns
    -------
    str
        A table of counts with their totals, and of shares of the corpus, estimated. A pair that
        `confusion` lacks was seen in no unit.

    Raises
    ------
    SchemaError
        If `confusion` is not such a table.
    ValueError
        If the table has no such variable.
    """
    check(confusion, schemas.CONFUSION)
    own = _choose(confusion, variable)
    order = list(dict.fromkeys([*own["value"], *own["claimed"]]))
    n, shares = (
        own.pivot_table(column, "value", "claimed", aggfunc="sum")
        .reindex(index=order, columns=order)
        .fillna(0.0)
        for column in ("n", "share")
    )
    rows = []
    for value in order:
        cells = [
            rf"{say_count(n.loc[value, claimed])} ({100 * shares.loc[value, claimed]:.1f}\%)"
            for claimed in order
        ]
        rows.append([say_value(value), *cells, say_count(n.loc[value].sum())])
    totals = [say_count(n[claimed].sum()) for claimed in order]
    rows.append(["All", *totals, say_count(n.sum().sum())])
    head = ["Coders saw", *(f"claimed {say_value(value)}" for value in order), "All"]
    caption = (
        f"What coders saw and what the instrument claims, {name(variable)}: coded units, in "
        "parentheses the estimated share of the corpus."
    )
    form = f"@{{}}l{'r' * (len(order) + 1)}@{{}}"
    return tabulate(head, rows, form, Caption(caption, ("confusion", variable)))


def corrections_to_latex(corrections: pd.DataFrame, variable: str, value: str) -> str:
    """Write one number of each group, as the instrument says and corrected.

    Parameters
    ----------
    corrections : DataFrame, one row per variable, group, value and method
        As :data:`analysis.schemas.CORRECTIONS`.
    variable, value : str
        Which variable, and the share of which value, or "mean".

    Returns
    -------
    str
        A table; groups of which nothing is corrected are left out, and it says how many.

    Raises
    ------
    SchemaError
        If `corrections` is not such a table.
    ValueError
        If the table has no such variable or value.
    """
    check(corrections, schemas.CORRECTIONS)
    own = _choose(corrections, variable)
    there = ", ".join(dict.fromkeys(own["value"]))
    own = own[own["value"] == value]
    if own.empty:
        msg = f"`value` must be in the table, which has {there} of {variable!r}; it is {value!r}."
        raise ValueError(msg)
    rows, n_left_out = [], 0
    for group, part in own.groupby("group", sort=False):
        part = part.set_index("correction").reindex(list(_METHODS))
        if part.drop(index="naive")["estimate"].isna().all():
            n_left_out += 1
            continue
        counts = [say_count(part[column].max()) for column in ("n_units", "n_coded")]
        for method, words in _METHODS.items():
            number = say_interval(*part.loc[method, _NUMBERS])
            rows.append([escape(group), *counts, words, number])
    what = "mean" if value == "mean" else f"share of {say_value(value)}"
    caption = (
        f"Naive and corrected estimates, {name(variable)}, {what}; 95~\\% intervals in brackets."
    )
    if n_left_out:
        groups = "group" if n_left_out == 1 else "groups"
        caption += f" Left out, with too few coded units: {n_left_out:,} {groups}."
    head = ["About", "n", "coded", "Method", "Estimate"]
    label = ("corrections", variable, value)
    rows = without_repeats(rows, 3)
    return tabulate(head, rows, f"@{{}}{wrap(0.2)}rrlr@{{}}", Caption(caption, label))


def validity_to_latex(validity: pd.DataFrame, variable: str | None = None) -> str:
    """Write precision, recall and F1 by value, and of the groups F1 or accuracy.

    Parameters
    ----------
    validity : DataFrame, one row per variable, group, measure and label
        As :data:`analysis.schemas.CODED_VALIDITY`.
    variable : str, optional
        Which of its variables; each of them, in a column of their own, if absent.

    Returns
    -------
    str
        A table.

    Raises
    ------
    SchemaError
        If `validity` is not such a table.
    ValueError
        If the table has no such variable.
    """
    check(validity, schemas.CODED_VALIDITY)
    own = validity if variable is None else _choose(validity, variable)
    own = own[~own["measure"].isin(_COUNTS)]
    own = own[(own["group"] == "all") | own["measure"].isin(_OF_GROUPS)]
    rows = [
        [
            name(row.variable),
            escape(row.group.replace("=", ": ")),
            escape(row.measure.replace("_", "-").replace("f1", "F1")),
            say_value(row.label),
            say_interval(row.estimate, row.low, row.high),
            say_count(row.n),
        ]
        for row in own.itertuples()
    ]
    head = ["Variable", "Units", "Measure", "Value", "Estimate", "n"]
    form = f"@{{}}{wrap(0.17)}{wrap(0.2)}llrr@{{}}"
    said, label = "How the instrument agrees with coders", ("validity",)
    if variable is not None:
        rows, head, form = [row[1:] for row in rows], head[1:], f"@{{}}{wrap(0.3)}llrr@{{}}"
        said, label = f"{said}, {name(variable)}", ("validity", variable)
    rows = without_repeats(rows, len(head) - 4)
    return tabulate(head, rows, form, Caption(f"{said}; 95~\\% intervals in brackets.", label))


def _choose(table: pd.DataFrame, variable: str) -> pd.DataFrame:
    own = table[table["variable"] == variable]
    if own.empty:
        there = ", ".join(sorted(table["variable"].unique())) or "nothing"
        msg = f"`variable` must be in the table, which has {there}; it is {variable!r}."
        raise ValueError(msg)
    return own

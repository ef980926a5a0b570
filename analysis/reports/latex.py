"""Tables for an appendix, in LaTeX with booktabs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analysis import schemas
from analysis.codebooks.frames import load_frames
from analysis.schemas import METHODS_OF_CORRECTION, check

__all__ = [
    "agreement_to_latex",
    "codebook_to_latex",
    "confusion_to_latex",
    "corrections_to_latex",
    "frames_to_latex",
    "validity_to_latex",
]

_LONG = 30
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "%": r"\%", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}", "\u2212": "$-$",
}  # fmt: skip
_METHODS = {
    "naive": "Naive", "rogan_gladen": "Rogan--Gladen", "likelihood": "Likelihood",
    "prediction_powered": "Prediction-powered",
}  # fmt: skip
_EXAMPLES = 8


def codebook_to_latex(variables: pd.DataFrame) -> str:
    """Write the coding codebook: questions, values and their meanings.

    Parameters
    ----------
    variables : DataFrame, one row per variable and value
        As :data:`analysis.schemas.VARIABLES`.

    Returns
    -------
    str
        A table; a `longtable` if it has more than thirty rows.
    """
    check(variables, schemas.VARIABLES)
    rows, before = [], None
    for row in variables.itertuples():
        first = row.variable != before
        head = [_name(row.variable), row.question] if first else ["", ""]
        rows.append([_escape(head[0]), _escape(head[1]), _sign(row.value), _escape(row.meaning)])
        before = row.variable
    head = ["Variable", "Question", "Value", "Meaning"]
    return _tabulate(head, rows, r"l p{0.32\linewidth} r p{0.36\linewidth}",
                     ("Codebook for coding by hand.", "codebook"))  # fmt: skip


def frames_to_latex(path: Path | str | None = None) -> str:
    """Write the codebook of frames: definitions, functions, how many cues, and the first of them.

    Parameters
    ----------
    path : Path or str, optional
        The codebook; the house's own if absent.

    Returns
    -------
    str
        A table.

    Raises
    ------
    CodebookError
        If the file is no codebook of frames.
    """
    book = load_frames() if path is None else load_frames(Path(path))
    rows = []
    for frame in book.entries.values():
        cues = [cue.expression for cue in book.cues if cue.frame == frame.name]
        rows.append(
            [
                _escape(_name(frame.name)),
                _escape(frame.definition),
                _escape(", ".join(frame.functions)),
                str(len(cues)),
                _escape("; ".join(cues[:_EXAMPLES])),
            ]
        )
    head = ["Frame", "Definition", "Functions", "Cues", "The first of them"]
    form = r"l p{0.28\linewidth} p{0.12\linewidth} r p{0.28\linewidth}"
    return _tabulate(head, rows, form, (f"Codebook of frames, version {book.version}.", "frames"))


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
        A table of counts with their totals, and of shares of the corpus, estimated.

    Raises
    ------
    ValueError
        If the table has no such variable.
    """
    check(confusion, schemas.CONFUSION)
    own = _choose(confusion, variable)
    order = list(dict.fromkeys(own["value"]))
    n = own.pivot_table("n", "value", "claimed", sort=False).loc[order, order]
    shares = own.pivot_table("share", "value", "claimed", sort=False).loc[order, order]
    rows = []
    for value in order:
        cells = [
            f"{_count(n.loc[value, claimed])} ({100 * shares.loc[value, claimed]:.1f}\\%)"
            for claimed in order
        ]
        rows.append([_sign(value), *cells, _count(n.loc[value].sum())])
    rows.append(["All", *(_count(n[claimed].sum()) for claimed in order), _count(n.sum().sum())])
    head = ["Coders saw", *(f"claimed {_sign(value)}" for value in order), "All"]
    caption = (
        f"What coders saw and what the instrument claims, {_escape(_name(variable))}: coded units, "
        r"in parentheses the estimated share of the corpus."
    )
    form = "l" + "r" * (len(order) + 1)
    return _tabulate(head, rows, form, (caption, f"confusion-{variable.replace('_', '-')}"))


def validity_to_latex(validity: pd.DataFrame, variable: str) -> str:
    """Write precision, recall and F1 of one variable, by value, and of the groups F1 or accuracy.

    Parameters
    ----------
    validity : DataFrame, one row per group, measure and label
        As :data:`analysis.schemas.CODED_VALIDITY`.
    variable : str
        Which of its variables.

    Returns
    -------
    str
        A table.

    Raises
    ------
    ValueError
        If the table has no such variable.
    """
    check(validity, schemas.CODED_VALIDITY)
    own = _choose(validity, variable)
    own = own[~own["measure"].isin(["units", "documents", "unmatched"])]
    is_all = own["group"] == "all"
    own = own[is_all | own["measure"].isin(["macro_f1", "accuracy"])]
    rows = [
        [
            _escape(row.group.replace("=", ": ")),
            _escape(row.measure.replace("_", " ").replace("f1", "F1")),
            _sign(row.label),
            _interval(row.estimate, row.low, row.high),
            str(row.n),
        ]
        for row in own.itertuples()
    ]
    caption = f"How the instrument agrees with coders, {_escape(_name(variable))}."
    label = f"validity-{variable.replace('_', '-')}"
    return _tabulate(
        ["Units", "Measure", "Value", "Estimate", "n"], rows, "lllrr", (caption, label)
    )


def agreement_to_latex(agreement: pd.DataFrame) -> str:
    """Write how far coders agree.

    Parameters
    ----------
    agreement : DataFrame, one row per variable, group and coefficient
        As :data:`analysis.schemas.AGREEMENT`.

    Returns
    -------
    str
        A table.
    """
    check(agreement, schemas.AGREEMENT)
    rows = [
        [
            _escape(_name(row.variable)),
            _escape(f"{row.coefficient} ({row.level})"),
            _escape(row.group),
            _interval(row.estimate, row.low, row.high),
            str(row.n_units),
            str(row.n_coders),
        ]
        for row in agreement.itertuples()
    ]
    head = ["Variable", "Coefficient", "Units", "Estimate", "n", "Coders"]
    return _tabulate(head, rows, "lllrrr", ("Agreement of coders.", "agreement"))


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
        A table; groups of which nothing is corrected are left out.

    Raises
    ------
    ValueError
        If the table has no such variable or value.
    """
    check(corrections, schemas.CORRECTIONS)
    own = _choose(corrections, variable)
    own = own[own["value"] == value]
    if own.empty:
        msg = f"`value` must be in the table; {value!r} is not."
        raise ValueError(msg)
    rows = []
    for group, part in own.groupby("group", sort=False):
        part = part.set_index("correction")
        if part.drop(index="naive", errors="ignore")["estimate"].isna().all():
            continue
        cells = [
            _interval(*part.loc[name, ["estimate", "low", "high"]])
            for name in METHODS_OF_CORRECTION
        ]
        first = part.iloc[0]
        rows.append([_escape(group), *cells, str(first["n_units"]), str(first["n_coded"])])
    head = ["About", *(_METHODS[name] for name in METHODS_OF_CORRECTION), "n", "coded"]
    what = "mean" if value == "mean" else f"share of {_sign(value)}"
    caption = f"{_escape(_name(variable)).capitalize()}, {what}: naive and corrected estimates."
    label = f"corrections-{variable.replace('_', '-')}"
    return _tabulate(head, rows, "lrrrrrr", (caption, label))


def _choose(table: pd.DataFrame, variable: str) -> pd.DataFrame:
    own = table[table["variable"] == variable]
    if own.empty:
        there = ", ".join(sorted(table["variable"].unique())) or "nothing"
        msg = f"`variable` must be in the table, which has {there}; it is {variable!r}."
        raise ValueError(msg)
    return own


def _tabulate(
    head: Sequence[str], rows: Sequence[Sequence[str]], form: str, named: tuple[str, str]
) -> str:
    caption, label = named
    lines = [" & ".join(cells) + r" \\" for cells in rows]
    top = [r"\toprule", " & ".join(head) + r" \\", r"\midrule"]
    named_lines = rf"\caption{{{caption}}}\label{{tab:{label}}}"
    if len(rows) > _LONG:
        parts = [rf"\begin{{longtable}}{{{form}}}", named_lines + r" \\", *top, r"\endhead",
                 *lines, r"\bottomrule", r"\end{longtable}"]  # fmt: skip
    else:
        parts = [r"\begin{table}", r"\centering", named_lines, rf"\begin{{tabular}}{{{form}}}", *top,
                 *lines, r"\bottomrule", r"\end{tabular}", r"\end{table}"]  # fmt: skip
    return "\n".join(["% needs the packages booktabs and longtable", *parts]) + "\n"


def _escape(text: str) -> str:
    """Write text so that LaTeX prints it as it stands."""
    return "".join(_SPECIAL.get(letter, letter) for letter in " ".join(text.split()))


def _sign(value: str) -> str:
    return f"$-${_escape(value[1:])}" if value.startswith("-") else _escape(value)


def _name(variable: str) -> str:
    return variable.replace("_", " ")


def _count(n: float) -> str:
    return f"{n:g}"


def _interval(estimate: float, low: float, high: float) -> str:
    if pd.isna(estimate):
        return "--"
    if pd.isna(low):
        return _number(estimate)
    return f"{_number(estimate)} [{_number(low)}, {_number(high)}]"


def _number(number: float) -> str:
    text = f"{number:.2f}"
    if text == "-0.00":
        text = "0.00"
    return _sign(text)

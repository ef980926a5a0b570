"""Sentences on the coded sample: how it was drawn and coded, and what it says of the instrument."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pandas as pd

from analysis.codings import Coded
from analysis.reports.citing import cite, plain, say_list
from analysis.validity import RESOLVED

__all__ = ["Evidence", "describe_coding"]

_SENTIMENT = "sentiment"
_ALPHA = "Krippendorff's alpha"
_CORRECTIONS = {
    "rogan_gladen": f"by inverting the matrix of its errors{cite('rogan1978')}",
    "likelihood": "by maximum likelihood under double sampling"
    f"{cite('tenenbein1970', 'teblunthuis2024')}",
    "prediction_powered": f"by prediction-powered inference{cite('angelopoulos2023')}",
}
_STRATA = {"predicted": "the class that the scorer claims", "framed": "whether it is in a frame"}
_CLASSES = {"-1": "less favourable", "0": "unchanged", "1": "more favourable"}
_OF_FRAME = {"0": "not in it", "1": "in it"}


class Evidence(NamedTuple):
    """What a coded sample tells, as far as it is given."""

    coded: Coded | None = None
    agreement: pd.DataFrame | None = None
    validity: pd.DataFrame | None = None
    corrections: pd.DataFrame | None = None


def describe_coding(evidence: Evidence) -> Iterator[str]:
    """Say what was coded, how far coders agree, how the instrument did, and what was corrected."""
    coded, validity = evidence.coded, evidence.validity
    is_coded = coded is not None and not coded.codings.empty
    is_measured = validity is not None and not validity.empty
    if is_coded:
        yield from _say_sample(coded)
    names = set(coded.codings["variable"]) if is_coded else set()
    names |= set(validity["variable"]) if is_measured else set()
    if not names:
        yield (
            "No sample of this corpus was coded by hand: the measures are unvalidated for it, and "
            "the estimates are not corrected for the instruments' errors."
        )
        return
    if not is_coded:
        yield "How the coded sample was drawn, and by whom it was coded, is not reported."
    by_whom = cite("hayes2007")
    for variable in _order(names):
        agreeing = _say_agreement(evidence.agreement, variable)
        if agreeing.startswith(_ALPHA):
            agreeing, by_whom = f"{agreeing}{by_whom}", ""
        said = f"{_name(variable)}: {agreeing}"
        yield f"{said[0].upper()}{said[1:]}; {_say_validity(validity, variable)}."
    if is_measured:
        yield f"Where coders disagree, each counts in part{cite('song2020')}."
    else:
        yield "The instruments were not held against the codings: the measures are not validated."
    yield _say_corrections(evidence.corrections)


def _say_sample(coded: Coded) -> Iterator[str]:
    sample, codings = coded.sample, coded.codings
    own = sample[sample["unit_id"].isin(codings["unit_id"])]
    strata = sample["stratum"].unique()
    low, high = sample["probability"].min(), sample["probability"].max()
    chances = f"{low:.3g}" if low == high else f"{low:.3g} to {high:.3g}"
    columns = list(dict.fromkeys(part.partition("=")[0] for part in strata[0].split(", ")))
    by = say_list(_STRATA.get(column, plain(column)) for column in columns)
    n_coded = "all" if len(own) == len(sample) else f"{len(own):,}"
    drawn = f"in {len(strata)} strata, by {by}" if len(strata) > 1 else "without strata"
    yield (
        f"A sample of {len(sample):,} mentions and relations in "
        f"{sample['document_id'].nunique():,} texts was drawn at random ({drawn}; each unit with a "
        f"known probability, {chances}), and {n_coded} of them were coded."
    )
    blind = codings[codings["coder"] != RESOLVED]
    coders = sorted(map(plain, blind["coder"].unique()))
    versions = sorted(codings["codebook_version"].dropna().unique())
    book = f" Version of the codebook: {say_list(map(plain, versions))}." if versions else ""
    if coders:
        yield (
            f"{len(coders)} {'coder' if len(coders) == 1 else 'coders'} ({say_list(coders)}) read "
            f"them on sheets that show the passage and no outlet, date or score.{book}"
        )
    decided = codings.loc[codings["coder"] == RESOLVED, "unit_id"].nunique()
    if decided:
        units = "unit was" if decided == 1 else "units were"
        yield f"{decided:,} {units} decided by coders together, which then counts alone."


def _say_agreement(agreement: pd.DataFrame | None, variable: str) -> str:
    unknown = "agreement of coders is not reported"
    if agreement is None:
        return unknown
    is_alpha = (agreement["coefficient"] == "alpha") & (agreement["group"] == "all")
    found = agreement[is_alpha & (agreement["variable"] == variable)]
    if found.empty:
        return unknown
    row = found.iloc[0]
    if not row["n_units"]:
        return "no unit was coded twice, so that agreement is unknown"
    units = f"{row['n_units']:,} units coded by {row['n_coders']} coders"
    if pd.isna(row["estimate"]):
        return f"nothing varies in the {units}, so that agreement is unknown"
    return f"{_ALPHA} ({row['level']}) is {_say(row)} on {units}"


def _say_validity(validity: pd.DataFrame | None, variable: str) -> str:
    rows = None if validity is None else validity[validity["group"] == "all"]
    rows = None if rows is None else rows[rows["variable"] == variable]
    if rows is None or rows.empty:
        return "not validated"
    counts = rows[rows["label"] == "all"].set_index("measure")["estimate"]
    said = "held against coded units"
    if {"units", "documents"} <= set(counts.index):
        n, n_texts = int(counts["units"]), int(counts["documents"])
        said = f"held against {n:,} coded units in {n_texts:,} texts"
    # Frames are found by their codebook, whichever scorer reads the passage.
    has_scorer = variable == _SENTIMENT and "scorer" in rows
    scorers = rows["scorer"].dropna().unique() if has_scorer else []
    who = plain(scorers[0]) if len(scorers) == 1 else "the instrument"
    values = [_say_value(rows, value, variable) for value in rows["label"].unique()]
    values = [value for value in values if value]
    overall = rows[(rows["measure"] == "macro_f1") & rows["estimate"].notna()]
    if not values and overall.empty:
        return f"{said}, too few to tell how {who} did"
    if len(overall):
        macro = f" has a macro-F1 of {_say(overall.iloc[0])}"
    elif (rows["measure"] == "macro_f1").any():
        macro = " has no macro-F1, since coders saw one value alone"
    else:
        macro = " is measured"
    by_class = f" ({'; '.join(values)})" if values else ""
    unmatched = int(counts.get("unmatched", 0))
    lost = f", {unmatched:,} units being left out whose text has changed" if unmatched else ""
    return f"{said}, {who}{macro}{by_class}{lost}"


def _say_value(rows: pd.DataFrame, value: str, variable: str) -> str:
    """Say precision, recall and F1 of one value."""
    own = rows[rows["label"] == value].set_index("measure")
    known = [
        f"{measure.replace('f1', 'F1')} {_say(own.loc[measure])}"
        for measure in ("precision", "recall", "f1")
        if measure in own.index and pd.notna(own.loc[measure, "estimate"])
    ]
    words = _CLASSES if variable == _SENTIMENT else _OF_FRAME
    label = words.get(value, plain(value))
    if known and "f1" in own.index and not own.loc["f1", "n"]:
        known = ["seen by no coder", *known]
    return f"{label}: {', '.join(known)}" if known else ""


def _say_corrections(corrections: pd.DataFrame | None) -> str:
    uncorrected = "Estimates are not corrected for the instruments' errors."
    if corrections is None:
        return uncorrected
    is_corrected = corrections["correction"].isin(_CORRECTIONS) & corrections["estimate"].notna()
    known = corrections[is_corrected]
    if known.empty:
        return uncorrected
    said = [words for name, words in _CORRECTIONS.items() if name in set(known["correction"])]
    what = say_list(map(_name, _order(known["variable"].unique())))
    return (
        f"Of {what}, estimates are given as the instruments have them and corrected for their "
        f"errors with the coded sample: {'; '.join(said)}.{_say_intervals(known)}"
    )


def _say_intervals(known: pd.DataFrame) -> str:
    clusters = known.loc[known["low"].notna(), "cluster"].unique()
    if not len(clusters):
        return ""
    left_out = say_list("text" if cluster == "document" else cluster for cluster in clusters)
    return (
        f" The intervals of these are Student's t with each {left_out} left out in turn, bent by "
        f"skewness{cite('efron1982', 'hall1992')}."
    )


def _order(variables: Iterable[str]) -> list[str]:
    return sorted(variables, key=lambda name: (name != _SENTIMENT, name))


def _name(variable: str) -> str:
    said = plain(variable).replace("_", " ")
    return said if variable == _SENTIMENT else f"the frame {said}"


def _say(row: pd.Series) -> str:
    if pd.isna(row["low"]):
        return f"{row['estimate']:.2f}"
    return f"{row['estimate']:.2f} ({row['low']:.2f} to {row['high']:.2f})"

"""How well the scorers do on labelled passages: by what makes them hard, by how sure they are."""

from __future__ import annotations

import pandas as pd

from analysis import schemas
from analysis.intervals import MINIMUM_N, Interval, estimate_ratio
from analysis.schemas import check
from analysis.tables.estimates import average_in_documents, estimate_groups, finish

__all__ = ["calibration", "right_by_construct"]

ALL_TARGETS = "all"
_BINS = 8


def right_by_construct(
    judgements: pd.DataFrame, gold: pd.DataFrame, *, minimum_n: int = MINIMUM_N
) -> pd.DataFrame:
    """Estimate how often each scorer judges as coders did, construct by construct.

    Parameters
    ----------
    judgements : DataFrame, one row per target and scorer
        As :func:`analysis.validity.judge_gold` returns it.
    gold : DataFrame, one row per judged target
        The sample that was judged, with `constructs`: for each target the names of what makes
        its passage hard (irony, concession, ...). A target counts under each.
    minimum_n : int
        Passages below which a construct has no estimate.

    Returns
    -------
    DataFrame, one row per construct and scorer
        As :data:`analysis.schemas.RIGHT_BY_CONSTRUCT`, from the construct that the first scorer
        gets wrong most often; all targets come last. Intervals resample whole passages.

    Raises
    ------
    SchemaError
        If `judgements` is not such a table.
    ValueError
        If `gold` has no `constructs`.

    See Also
    --------
    analysis.plots.right_by_construct : draws this table.
    """
    check(judgements, schemas.JUDGEMENTS)
    if "constructs" not in gold.columns:
        msg = f"`gold` must have the column 'constructs'; it has {list(gold.columns)}."
        raise ValueError(msg)
    constructs = gold["constructs"].reset_index(drop=True).map(_name_constructs)
    judged = judgements.assign(construct=judgements["target"].map(constructs)).explode("construct")
    rows = _estimate_right(judged, ["construct", "scorer"], minimum_n)
    rows = rows.assign(
        label=rows["construct"].str.replace("_", " ").replace(ALL_TARGETS, "all targets")
    )
    first = rows["scorer"].iloc[0] if len(rows) else None
    leading = rows[rows["scorer"] == first].set_index("construct")["estimate"]
    scorers = {name: place for place, name in enumerate(judgements["scorer"].drop_duplicates())}
    rows = rows.assign(
        last=rows["construct"] == ALL_TARGETS,
        worst=rows["construct"].map(leading).fillna(2.0),
        place=rows["scorer"].map(scorers),
    ).sort_values(["last", "worst", "construct", "place"])
    return finish(rows, schemas.RIGHT_BY_CONSTRUCT)


def calibration(judgements: pd.DataFrame, *, minimum_n: int = MINIMUM_N) -> pd.DataFrame:
    """Compare how sure a scorer is with how often it is right.

    Parameters
    ----------
    judgements : DataFrame, one row per target and scorer
        As :func:`analysis.validity.judge_gold` returns it; a scorer without probabilities has
        no rows in the result.
    minimum_n : int
        Passages below which a bin has no estimate.

    Returns
    -------
    DataFrame, one row per scorer and bin, from the least sure
        As :data:`analysis.schemas.CALIBRATION`; eight bins of about equally many targets, fewer
        where many have one confidence. A calibrated scorer is right in as large a share as it
        is sure.

    Raises
    ------
    SchemaError
        If `judgements` is not such a table.

    See Also
    --------
    analysis.plots.calibration : draws this table.
    """
    check(judgements, schemas.JUDGEMENTS)
    sure = judgements.dropna(subset="confidence")
    if sure.empty:
        return schemas.CALIBRATION.empty()
    bins = [
        pd.qcut(rows["confidence"].rank(method="average"), _BINS, labels=False, duplicates="drop")
        for _, rows in sure.groupby("scorer", sort=False)
    ]
    sure = sure.assign(bin=pd.concat(bins).fillna(0).astype("int64"))
    rows = _estimate_right(sure, ["scorer", "bin"], minimum_n)
    means = sure.groupby(["scorer", "bin"])["confidence"].mean().clip(0, 1).rename("confidence")
    rows = rows.merge(means.reset_index(), on=["scorer", "bin"], validate="one_to_one")
    rows = rows.assign(label=[f"{value:.2f}" for value in rows["confidence"]])
    return finish(rows.sort_values(["scorer", "bin"]), schemas.CALIBRATION)


def _name_constructs(names: tuple[str, ...] | float) -> list[str]:
    return [*(names if isinstance(names, tuple) else ()), ALL_TARGETS]


def _estimate_right(judged: pd.DataFrame, by: list[str], minimum_n: int) -> pd.DataFrame:
    """Estimate the share of right judgements in each group; a passage is what is resampled."""
    targets = judged.assign(
        document_id=judged["text_id"].astype("str"),
        value=(judged["sentiment"] == judged["claimed"]).astype("float64"),
    )
    passages = pd.DataFrame({"document_id": targets["document_id"].unique(), "outlet": None})
    per_passage = average_in_documents(targets, by, passages)
    groups = targets[by].drop_duplicates()
    rows = estimate_groups(per_passage, groups, _share_right, minimum_n=minimum_n)
    return rows.assign(drawn=rows["estimate"].notna())


def _share_right(rows: pd.DataFrame) -> Interval:
    return estimate_ratio(rows["value"] * rows["n_read"], rows["n_read"])

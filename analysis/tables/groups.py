"""Which frames the documents of an outlet, a country, a perspective or a month hold."""

from __future__ import annotations

from typing import Literal, get_args

import pandas as pd

from analysis import schemas
from analysis.intervals import MINIMUM_N
from analysis.schemas import check
from analysis.tables.estimates import (
    choose_rows,
    estimate_groups,
    finish,
    share_of_documents,
)
from analysis.tables.evidence import Family, counted_cues, cues_of_family
from analysis.tables.framing import MOST_FRAMES
from analysis.tables.labels import clean_label, label_country
from analysis.tables.periods import date_documents, list_periods

__all__ = ["Grouping", "frames_by_group"]

Grouping = Literal["outlet", "outlet_country", "perspective", "month", "quarter"]

MOST_GROUPS = 16
NOT_GIVEN = ""
_PERIODS = ("month", "quarter")


def frames_by_group(
    documents: pd.DataFrame,
    frames: pd.DataFrame,
    *,
    by: Grouping,
    family: Family = "metaphor",
    minimum_n: int = MINIMUM_N,
) -> pd.DataFrame:
    """Estimate the share of each group's documents that hold each frame.

    The whole is every document of the group, whatever it is about: groups may differ because
    they write of other things, and not because they see the same things otherwise. Cues that
    their clause denies do not count, and of metaphors only figurative ones (0.5 and more).
    Absence is a result: a frame that none of a group's documents holds has the share 0, with an
    interval.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; only these count. Those without a date have no
        period; those without outlet, country or perspective are a group of their own.
    frames : DataFrame, one row per cue
        As :data:`analysis.schemas.FRAMES`.
    by : str
        "outlet", "outlet_country", "perspective", "month" or "quarter".
    family : str
        "metaphor" or "issue": of which frames.
    minimum_n : int
        Documents in a group below which it has no estimate.

    Returns
    -------
    DataFrame, one row per frame and group, the most used frame first
        As :data:`analysis.schemas.FRAMES_BY_GROUP`. Groups by name, the one not given last;
        periods by date, without gaps. Every frame of the family in `frames` has every group.
        `n_mentions` counts cues; `coverage` is 1 where there are documents, since all are read
        for frames.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    ValueError
        If `by` or `family` is another word.

    See Also
    --------
    analysis.plots.frames_by_group : draws this table.
    frames_by_country : the same by the country in the frame.

    Examples
    --------
    Two outlets, of which one uses an image of the weather, in one of its two documents.

    >>> documents = schemas.DOCUMENTS.build([
    ...     {"document_id": d, "text": "", "outlet": outlet, "path": d, "sha256": ""}
    ...     for d, outlet in (("d1", "Post"), ("d2", "Post"), ("d3", "Wire"))])
    >>> frames = schemas.FRAMES.build([
    ...     ("d1:f0", "d1", "d1:s0", 0, 5, "storm", "weather", "metaphor", 0.9, False, False, "e")])
    >>> table = frames_by_group(documents, frames, by="outlet", minimum_n=1)
    >>> table[["frame", "group", "n_documents", "estimate"]]
         frame group  n_documents  estimate
    0  weather  Post            2       0.5
    1  weather  Wire            1       0.0
    """
    check(documents, schemas.DOCUMENTS)
    check(frames, schemas.FRAMES)
    cues = cues_of_family(frames, family)
    grouped, groups = _group_documents(documents, by)
    names = pd.DataFrame({"frame": cues["frame"].unique()})
    if groups.empty or names.empty:
        return schemas.FRAMES_BY_GROUP.empty()
    counted = counted_cues(cues).groupby(["frame", "document_id"]).size().rename("n_read")
    per_document = grouped.merge(names, how="cross").merge(
        counted.reset_index(), on=["frame", "document_id"], how="left", validate="one_to_one"
    )
    n_read = per_document["n_read"].fillna(0).astype("int64")
    per_document = per_document.assign(
        n_read=n_read, n_mentions=n_read, value=(n_read > 0).astype("float64")
    )
    pairs = names.merge(groups[["group"]], how="cross")
    rows = estimate_groups(per_document, pairs, share_of_documents, minimum_n=minimum_n)
    used = per_document.groupby("frame")["value"].sum()
    rows = rows.merge(groups, on="group", how="left", validate="many_to_one").assign(
        family=family,
        by=by,
        coverage=(rows["n_documents"] > 0).astype("float64").where(rows["n_documents"] > 0),
        rank=rows["frame"].map(used),
    )
    rows = rows.sort_values(["rank", "frame", "place"], ascending=[False, True, True])
    drawn = rows["frame"].isin(rows["frame"].drop_duplicates().head(MOST_FRAMES))
    if by not in _PERIODS:
        # A group with too few documents keeps its empty row.
        drawn &= choose_rows(rows.assign(minimum_n=0), ["group"], most=MOST_GROUPS)
    return finish(rows.assign(drawn=drawn), schemas.FRAMES_BY_GROUP)


def _group_documents(documents: pd.DataFrame, by: Grouping) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return each document with its group, and each group with label and place in the order."""
    if by not in get_args(Grouping):
        msg = f"`by` must be one of {list(get_args(Grouping))}; it is {by!r}."
        raise ValueError(msg)
    if by in _PERIODS:
        dated = date_documents(documents, by)
        groups = list_periods(dated, by).rename(columns={"period": "group"})
        grouped = dated.merge(groups[["starts_on", "group"]], on="starts_on", how="left")
        groups = groups.assign(label=groups["group"])
    else:
        given = documents[by].astype("str").fillna(NOT_GIVEN)
        grouped = documents[["document_id", "outlet"]].assign(group=given)
        groups = pd.DataFrame({"group": sorted(given.unique())})
        name = label_country if by == "outlet_country" else clean_label
        labels = [name(group) if group else "not given" for group in groups["group"]]
        groups = groups.assign(label=labels, starts_on=pd.NaT, ends_on=pd.NaT)
        groups = groups.assign(last=groups["group"] == NOT_GIVEN)
        groups = groups.sort_values(["last", "label", "group"], ignore_index=True)
    groups = groups.assign(place=range(len(groups)))
    columns = ["group", "label", "starts_on", "ends_on", "place"]
    return grouped[["document_id", "outlet", "group"]], groups[columns]

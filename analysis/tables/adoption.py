"""Who took an image up, when, after how many documents without it; and who never did."""

from __future__ import annotations

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
from analysis.tables.evidence import counted_cues
from analysis.tables.labels import clean_label, label_frames

__all__ = ["frame_adoption"]

MOST_OUTLETS = 24


def frame_adoption(
    documents: pd.DataFrame,
    cues: pd.DataFrame,
    *,
    image: str | None = None,
    minimum_n: int = MINIMUM_N,
) -> pd.DataFrame:
    """Tell for each outlet when it first used an image, how often, and how long it did without.

    A first use is the first in these documents, not the first in the world: the earlier an
    outlet's documents begin and the more there are, the earlier its first use can be. Nor does
    the order say who took the image from whom. Of an outlet that never used it, the share's
    interval says how often it may do so without that showing in so many documents.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; those without `published_on` or `outlet` are left
        out.
    cues : DataFrame, one row per cue
        Any selection of rows of :data:`analysis.schemas.FRAMES`. Those that their clause denies
        do not count, and of metaphors only figurative ones (0.5 and more).
    image : str, optional
        What these cues are called; the names of their frames if absent.
    minimum_n : int
        Documents of an outlet below which its share has no estimate. The dates stand anyway:
        they are what was seen.

    Returns
    -------
    DataFrame, one row per outlet, by the day of the first use
        As :data:`analysis.schemas.FRAME_ADOPTION`; then those that never used it, the most
        documents first. `n_documents` counts all dated documents of the outlet, `n_holding`
        those that hold the image, `n_mentions` its uses.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.

    See Also
    --------
    analysis.plots.frame_adoption : draws this table.
    frame_lives : the share of documents by period.
    """
    check(documents, schemas.DOCUMENTS)
    check(cues, schemas.FRAMES)
    dated = documents.dropna(subset=["published_on", "outlet"])
    if dated.empty:
        return schemas.FRAME_ADOPTION.empty()
    n_cues = dated["document_id"].map(counted_cues(cues)["document_id"].value_counts())
    n_cues = n_cues.fillna(0).astype("int64")
    per_document = dated[["document_id", "outlet"]].assign(
        published_on=dated["published_on"].dt.normalize(),
        n_mentions=n_cues,
        n_read=n_cues,
        value=(n_cues > 0).astype("float64"),
    )
    per_document = per_document.sort_values(["published_on", "document_id"])
    groups = pd.DataFrame({"outlet": sorted(per_document["outlet"].unique())})
    rows = estimate_groups(per_document, groups, share_of_documents, minimum_n=minimum_n)
    rows = rows.merge(_follow_outlets(per_document), on="outlet", validate="one_to_one")
    name = clean_label(image or label_frames(cues["frame"]))
    rows = rows.assign(
        label=[clean_label(outlet) for outlet in rows["outlet"]],
        image=name,
        order=rows["first_on"].rank(method="min"),
        coverage=1.0,
        finding=[_say_row(row) for row in rows.to_dict("records")],
        # An outlet with few documents has dates all the same.
        drawn=choose_rows(rows.assign(minimum_n=0), ["outlet"], most=MOST_OUTLETS),
        n_never=(-rows["n_documents"]).where(rows["first_on"].isna(), 0),
    ).sort_values(["first_on", "n_never", "label", "outlet"], na_position="last")
    return finish(rows, schemas.FRAME_ADOPTION)


def _follow_outlets(per_document: pd.DataFrame) -> pd.DataFrame:
    """Read off each outlet's documents, in the order of their days, when it used the image."""
    found = []
    for outlet, own in per_document.groupby("outlet"):
        holding = own[own["value"] == 1]
        first = holding.iloc[0] if len(holding) else None
        before = own if first is None else own[own["published_on"] < first["published_on"]]
        found.append(
            {
                "outlet": outlet,
                "first_on": pd.NaT if first is None else first["published_on"],
                "first_document_id": None if first is None else first["document_id"],
                "n_before": len(before),
                "n_holding": len(holding),
                "published_on": own["published_on"].dt.strftime("%Y-%m-%d").tolist(),
                "used_on": holding["published_on"].dt.strftime("%Y-%m-%d").tolist(),
            }
        )
    return pd.DataFrame(found)


def _say_row(row: dict) -> str:
    n = row["n_documents"]
    documents = "1 document" if n == 1 else f"{n} documents"
    if pd.isna(row["first_on"]):
        return f"never in {documents}"
    return (
        f"first on {row['first_on']:%Y-%m-%d} (documents before: {row['n_before']}), in "
        f"{row['n_holding']} of {documents}"
    )

"""How images live over time: the share of documents that hold them, period by period."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis import schemas
from analysis.intervals import MINIMUM_N
from analysis.schemas import check
from analysis.tables.estimates import estimate_groups, finish, share_of_documents
from analysis.tables.evidence import counted_cues
from analysis.tables.labels import clean_label
from analysis.tables.periods import Period, date_documents, list_periods

__all__ = ["frame_lives", "trilateral_images"]

MOST_IMAGES = 4
TRILATERAL = frozenset(("USA", "JPN", "KOR"))


def frame_lives(
    documents: pd.DataFrame,
    images: Mapping[str, pd.DataFrame],
    *,
    period: Period = "quarter",
    minimum_n: int = MINIMUM_N,
) -> pd.DataFrame:
    """Follow images over time: the share of documents that hold each of them.

    Cues of metaphors count where they are figurative (`figurative` of 0.5 and more), and no cue
    that its clause denies ("has not run aground"). A share says how often an image is used, by
    whomever; it does not say that the writers share it.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; those without `published_on` are left out.
    images : mapping of str to DataFrame, one row per cue
        What each image is called, and its cues: any selection of rows of
        :data:`analysis.schemas.FRAMES`, as :func:`trilateral_images` makes two.
    period : str
        "month", "quarter" or "year".
    minimum_n : int
        Documents in a period below which it has no estimate.

    Returns
    -------
    DataFrame, one row per image and period, images in the order given
        As :data:`analysis.schemas.FRAME_LIVES`. `n_documents` counts all documents of the
        period, `n_mentions` the cues in them; `coverage` is 1, since all are read for frames.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.

    See Also
    --------
    analysis.plots.frame_lives : draws this table.
    """
    check(documents, schemas.DOCUMENTS)
    dated = date_documents(documents, period)
    periods = list_periods(dated, period)
    held = [_hold_image(dated, name, cues) for name, cues in images.items()]
    if not held or periods.empty:
        return schemas.FRAME_LIVES.empty()
    per_document = pd.concat(held, ignore_index=True)
    groups = pd.DataFrame({"image": list(images)}).merge(periods[["starts_on"]], how="cross")
    rows = estimate_groups(per_document, groups, share_of_documents, minimum_n=minimum_n)
    cues = per_document.groupby(["image", "starts_on"])["n_cues"].sum()
    rows = rows.assign(
        n_mentions=pd.MultiIndex.from_frame(groups).map(cues),
        coverage=(rows["n_documents"] > 0).astype("float64").where(rows["n_documents"] > 0),
        image=[clean_label(name) for name in rows["image"]],
        drawn=rows["image"].isin(list(images)[:MOST_IMAGES]),
    ).merge(periods, on="starts_on", how="left", validate="many_to_one")
    rows["n_mentions"] = rows["n_mentions"].fillna(0)
    return finish(rows, schemas.FRAME_LIVES)


def trilateral_images(frames: pd.DataFrame, relations: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Select the cues of the two images that this project began with.

    "Running aground" is any cue of the ship of state that speaks of a ship stranded. "Peak of
    trilateralism" is any cue of peak and decline in a segment that names the relation of the
    United States, Japan and South Korea, or a trilateral one of which the text does not show
    the states.

    Parameters
    ----------
    frames : DataFrame, one row per cue
        As :data:`analysis.schemas.FRAMES`.
    relations : DataFrame, one row per naming of a relation
        As :data:`analysis.schemas.RELATIONS`.

    Returns
    -------
    dict of str to DataFrame, one row per cue
        For :func:`frame_lives`.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    """
    check(frames, schemas.FRAMES)
    check(relations, schemas.RELATIONS)
    stranded = frames["cue"].str.contains(r"\b(?:aground|stranded)\b", case=False)
    three = [
        set(countries) == TRILATERAL or (not len(countries) and "trilateral" in surface.lower())
        for countries, surface in zip(relations["countries"], relations["surface"], strict=True)
    ]
    segments = relations.loc[pd.Series(three, index=relations.index, dtype="bool"), "segment_id"]
    return {
        "running aground": frames[(frames["frame"] == "ship_of_state") & stranded],
        "peak of trilateralism": frames[
            (frames["frame"] == "peak_and_decline") & frames["segment_id"].isin(segments)
        ],
    }


def _hold_image(dated: pd.DataFrame, name: str, cues: pd.DataFrame) -> pd.DataFrame:
    check(cues, schemas.FRAMES)
    counted = counted_cues(cues)["document_id"].value_counts()
    n_cues = dated["document_id"].map(counted).fillna(0).astype("int64")
    held = dated.assign(image=name, n_cues=n_cues, value=(n_cues > 0).astype("float64"))
    return held.assign(n_mentions=held["n_cues"], n_read=held["n_cues"])

"""In which frames the texts put each country, and how images live over time."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis import schemas
from analysis.intervals import MINIMUM_N
from analysis.schemas import check
from analysis.tables.estimates import (
    average_in_documents,
    choose_rows,
    estimate_groups,
    finish,
    share_of_documents,
)
from analysis.tables.evidence import figurative_cues, states_only
from analysis.tables.labels import clean_label, label_country
from analysis.tables.periods import Period, date_documents, list_periods

__all__ = ["frame_lives", "frames_by_country", "trilateral_images"]

MOST_COUNTRIES = 10
MOST_FRAMES = 8
MOST_IMAGES = 4
TRILATERAL = frozenset(("USA", "JPN", "KOR"))


def frames_by_country(
    documents: pd.DataFrame,
    mentions: pd.DataFrame,
    frames: pd.DataFrame,
    frame_countries: pd.DataFrame,
    *,
    minimum_n: int = MINIMUM_N,
) -> pd.DataFrame:
    """Estimate the share of each country's documents that put it into each frame.

    The whole is every document that names the country, other than as a mere place. Counted is
    a document in which at least one cue of the frame is linked to the country by
    `frame_countries`, is figurative (0.5 and more) and is not denied by its clause. A country
    named beside an image that is about another does not count. Absence is a result: a frame
    found in none of a country's documents has the share 0, with an interval.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; only these count.
    mentions : DataFrame, one row per mention
        As :data:`analysis.schemas.MENTIONS`; places are left out.
    frames : DataFrame, one row per cue
        As :data:`analysis.schemas.FRAMES`.
    frame_countries : DataFrame, one row per cue and country in its image
        As :data:`analysis.schemas.FRAME_COUNTRIES`.
    minimum_n : int
        Documents naming the country below which it has no estimate.

    Returns
    -------
    DataFrame, one row per frame and country, the most used frame first, countries by name
        As :data:`analysis.schemas.FRAMES_BY_COUNTRY`. Every frame in `frames` has every
        country. `coverage` is 1 where there are documents, since all are read for frames.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.

    See Also
    --------
    analysis.plots.frames_by_country : draws this table.
    """
    for table, schema in (
        (documents, schemas.DOCUMENTS),
        (mentions, schemas.MENTIONS),
        (frames, schemas.FRAMES),
        (frame_countries, schemas.FRAME_COUNTRIES),
    ):
        check(table, schema)
    by = ["frame", "country"]
    named = average_in_documents(states_only(mentions).assign(value=0.0), ["country"], documents)
    names = pd.DataFrame({"frame": frames["frame"].unique()})
    held = figurative_cues(frames).merge(frame_countries, on="frame_id")
    held = held[[*by, "document_id"]].drop_duplicates().assign(hit=1.0)
    per_document = named.merge(names, how="cross").merge(
        held, on=[*by, "document_id"], how="left", validate="one_to_one"
    )
    per_document = per_document.assign(value=per_document["hit"].fillna(0.0))
    groups = per_document[by].drop_duplicates()
    rows = estimate_groups(per_document, groups, share_of_documents, minimum_n=minimum_n)
    used = per_document.groupby("frame")["value"].sum()
    rows = rows.assign(
        label=[label_country(country) for country in rows["country"]],
        rank=rows["frame"].map(used).astype("float64"),
    ).sort_values(["rank", "frame", "label", "country"], ascending=[False, True, True, True])
    room = rows["frame"].isin(rows["frame"].drop_duplicates().head(MOST_FRAMES))
    drawn = choose_rows(rows, ["country"], most=MOST_COUNTRIES) & room
    return finish(rows.assign(drawn=drawn), schemas.FRAMES_BY_COUNTRY)


def frame_lives(
    documents: pd.DataFrame,
    images: Mapping[str, pd.DataFrame],
    *,
    period: Period = "quarter",
    minimum_n: int = MINIMUM_N,
) -> pd.DataFrame:
    """Follow images over time: the share of documents that hold each of them.

    Only figurative cues count (`figurative` of 0.5 and more), and not those that their clause
    denies ("has not run aground"). A share says how often an image is used, by whomever; it
    does not say that the writers share it.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; those without `published_on` are left out.
    images : mapping of str to DataFrame, one row per cue
        What each image is called, and its cues: any selection of rows of
        :data:`analysis.schemas.FRAMES`, as :func:`trilateral_images` makes two.
    period : str
        "quarter" or "year".
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
    counted = figurative_cues(cues)["document_id"].value_counts()
    n_cues = dated["document_id"].map(counted).fillna(0).astype("int64")
    held = dated.assign(image=name, n_cues=n_cues, value=(n_cues > 0).astype("float64"))
    return held.assign(n_mentions=held["n_cues"], n_read=held["n_cues"])

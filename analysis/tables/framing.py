"""In which frames the texts put each country: the images, and the issues."""

from __future__ import annotations

import pandas as pd

from analysis import schemas
from analysis.intervals import MINIMUM_N
from analysis.schemas import Table, check
from analysis.tables.estimates import (
    average_in_documents,
    choose_rows,
    estimate_groups,
    finish,
    share_of_documents,
)
from analysis.tables.evidence import counted_cues, cues_of_family, states_only
from analysis.tables.labels import label_country

__all__ = ["MOST_FRAMES", "frames_by_country", "issues_by_country"]

MOST_COUNTRIES = 10
MOST_FRAMES = 10


def frames_by_country(
    documents: pd.DataFrame,
    mentions: pd.DataFrame,
    frames: pd.DataFrame,
    frame_countries: pd.DataFrame,
    *,
    minimum_n: int = MINIMUM_N,
) -> pd.DataFrame:
    """Estimate the share of each country's documents that put it into each image.

    The whole is every document that names the country, other than as a mere place. Counted is
    a document in which at least one cue of the metaphor is linked to the country by
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
        As :data:`analysis.schemas.FRAMES`; those of issue frames are left out.
    frame_countries : DataFrame, one row per cue and country in its image
        As :data:`analysis.schemas.FRAME_COUNTRIES`.
    minimum_n : int
        Documents naming the country below which it has no estimate.

    Returns
    -------
    DataFrame, one row per frame and country, the most used frame first, countries by name
        As :data:`analysis.schemas.FRAMES_BY_COUNTRY`. Every metaphor in `frames` has every
        country. `coverage` is 1 where there are documents, since all are read for frames.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.

    See Also
    --------
    analysis.plots.frames_by_country : draws this table.
    issues_by_country : the same of issue frames.
    """
    _check_tables(documents, mentions, frames, frame_countries)
    counted = cues_of_family(frames, "metaphor").merge(frame_countries, on="frame_id", how="left")
    rows = _share_by_country(documents, mentions, counted, minimum_n)
    return _finish_frames(rows, schemas.FRAMES_BY_COUNTRY)


def issues_by_country(
    documents: pd.DataFrame,
    mentions: pd.DataFrame,
    frames: pd.DataFrame,
    frame_countries: pd.DataFrame,
    *,
    minimum_n: int = MINIMUM_N,
) -> pd.DataFrame:
    """Estimate the share of each country's documents that speak of it under each issue.

    As :func:`frames_by_country`, of the issue frames. Counted is a document in which at least one
    cue of the issue is linked to the country and is not denied by its clause. An issue is what a
    clause is about, not what its writer makes of it: a document may speak of a threat to scoff at
    it.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; only these count.
    mentions : DataFrame, one row per mention
        As :data:`analysis.schemas.MENTIONS`; places are left out.
    frames : DataFrame, one row per cue
        As :data:`analysis.schemas.FRAMES`; those of metaphors are left out.
    frame_countries : DataFrame, one row per cue and country that it is about
        As :data:`analysis.schemas.FRAME_COUNTRIES`.
    minimum_n : int
        Documents naming the country below which it has no estimate.

    Returns
    -------
    DataFrame, one row per frame and country, the most used frame first, countries by name
        As :data:`analysis.schemas.ISSUES_BY_COUNTRY`. Every issue in `frames` has every country.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.

    See Also
    --------
    analysis.plots.issues_by_country : draws this table.
    frames_by_country : the same of metaphors.
    """
    _check_tables(documents, mentions, frames, frame_countries)
    counted = cues_of_family(frames, "issue").merge(frame_countries, on="frame_id", how="left")
    rows = _share_by_country(documents, mentions, counted, minimum_n)
    return _finish_frames(rows, schemas.ISSUES_BY_COUNTRY)


def _check_tables(
    documents: pd.DataFrame,
    mentions: pd.DataFrame,
    frames: pd.DataFrame,
    frame_countries: pd.DataFrame,
) -> None:
    check(documents, schemas.DOCUMENTS)
    check(mentions, schemas.MENTIONS)
    check(frames, schemas.FRAMES)
    check(frame_countries, schemas.FRAME_COUNTRIES)


def _share_by_country(
    documents: pd.DataFrame, mentions: pd.DataFrame, linked: pd.DataFrame, minimum_n: int
) -> pd.DataFrame:
    """Estimate shares from cues, one row each cue and country; one without country is a row too."""
    by = ["frame", "country"]
    named = average_in_documents(states_only(mentions).assign(value=0.0), ["country"], documents)
    names = pd.DataFrame({"frame": linked["frame"].unique()})
    held = counted_cues(linked).dropna(subset="country")
    held = held[[*by, "document_id"]].drop_duplicates().assign(hit=1.0)
    per_document = named.merge(names, how="cross").merge(
        held, on=[*by, "document_id"], how="left", validate="one_to_one"
    )
    per_document = per_document.assign(value=per_document["hit"].fillna(0.0))
    groups = per_document[by].drop_duplicates()
    rows = estimate_groups(per_document, groups, share_of_documents, minimum_n=minimum_n)
    used = per_document.groupby("frame")["value"].sum()
    return rows.assign(
        label=[label_country(country) for country in rows["country"]],
        rank=rows["frame"].map(used).astype("float64"),
    )


def _finish_frames(rows: pd.DataFrame, schema: Table) -> pd.DataFrame:
    rows = rows.sort_values(
        ["rank", "frame", "label", "country"], ascending=[False, True, True, True]
    )
    room = rows["frame"].isin(rows["frame"].drop_duplicates().head(MOST_FRAMES))
    drawn = choose_rows(rows, ["country"], most=MOST_COUNTRIES) & room
    return finish(rows.assign(drawn=drawn), schema)

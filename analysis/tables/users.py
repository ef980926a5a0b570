"""In whose mouth an image is, and of which country."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.intervals import MINIMUM_N
from analysis.schemas import VOICES, check
from analysis.tables.estimates import estimate_groups, finish, share_of_mentions
from analysis.tables.evidence import counted_cues
from analysis.tables.labels import label_country, label_frames
from analysis.tables.quoting import UNKNOWN

__all__ = ["frame_users"]

MOST_USERS = 12
MOST_TARGETS = 8
_USER = ["voice", "user"]
_PLURALS = {"outlet": "Outlets", "quoted": "Speakers"}


def frame_users(
    documents: pd.DataFrame,
    cues: pd.DataFrame,
    frame_countries: pd.DataFrame,
    quotations: pd.DataFrame,
    *,
    minimum_n: int = MINIMUM_N,
) -> pd.DataFrame:
    """Estimate of which countries the outlets and the speakers of each country use an image.

    A cue inside a quotation, direct or indirect, is its speaker's; of nested ones the innermost
    counts. Every other cue is the outlet's own. An image in a speaker's mouth was chosen twice,
    by who spoke and by who quoted it; neither need share it. Shares are of the user's cues that
    have a country in the image; one with two countries counts for each, so that the shares of a
    user may add up to more than 1.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; only these count.
    cues : DataFrame, one row per cue
        Any selection of rows of :data:`analysis.schemas.FRAMES`. Those that their clause denies
        do not count, and of metaphors only figurative ones (0.5 and more).
    frame_countries : DataFrame, one row per cue and country in its image
        As :data:`analysis.schemas.FRAME_COUNTRIES`.
    quotations : DataFrame, one row per piece of a quotation
        As :data:`analysis.schemas.QUOTATIONS`.
    minimum_n : int
        Documents in which the user has a cue with a country below which there is no estimate.

    Returns
    -------
    DataFrame, one row per user and country in the image, outlets first, then by name
        As :data:`analysis.schemas.FRAME_USERS`. Every user has every country: 0 is an absence.
        `n_mentions` counts the user's cues with that country, `n_documents` the documents that
        hold one, `n_used` those with any cue of the user that has a country; `coverage` is the
        share of the user's cues that have one. Intervals resample whole documents.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.

    See Also
    --------
    analysis.plots.frame_users : draws this table.
    speaker_matrix : with which sentiment speakers speak of countries.
    """
    for table, schema in (
        (documents, schemas.DOCUMENTS),
        (cues, schemas.FRAMES),
        (frame_countries, schemas.FRAME_COUNTRIES),
        (quotations, schemas.QUOTATIONS),
    ):
        check(table, schema)
    spoken = _find_users(documents, counted_cues(cues), quotations)
    linked = spoken.merge(frame_countries[["frame_id", "country"]], on="frame_id")
    if linked.empty:
        return schemas.FRAME_USERS.empty()
    about = spoken[spoken["frame_id"].isin(linked["frame_id"])]
    by = [*_USER, "document_id"]
    whole = about.groupby(by).size().rename("n_mentions").reset_index()
    held = linked.groupby([*by, "country"]).size().rename("n_read").reset_index()
    targets = held[["country"]].drop_duplicates()
    per_document = whole.merge(targets, how="cross").merge(held, on=[*by, "country"], how="left")
    n_read = per_document["n_read"].fillna(0).astype("int64")
    outlets = documents.set_index("document_id")["outlet"]
    per_document = per_document.assign(
        n_read=n_read, value=n_read, outlet=per_document["document_id"].map(outlets)
    )
    pairs = spoken[_USER].drop_duplicates().merge(targets, how="cross")
    rows = estimate_groups(per_document, pairs, share_of_mentions, minimum_n=minimum_n)
    n_cues = spoken.groupby(_USER).size().rename("n_all").reset_index()
    holding = held.groupby([*_USER, "country"]).size().rename("n_holding").reset_index()
    rows = rows.merge(n_cues, on=_USER, how="left")
    rows = rows.merge(holding, on=[*_USER, "country"], how="left")
    rows = rows.assign(
        n_of_user=rows["n_mentions"],
        n_mentions=rows["n_read"],
        n_documents=rows["n_holding"].fillna(0).astype("int64"),
        coverage=rows["n_mentions"] / rows["n_all"],
        image=label_frames(cues["frame"]),
        n_cues=len(spoken),
        no_country=1 - len(about) / len(spoken),
        **_describe_quoted(spoken),
    )
    return finish(_sort_users(_name_users(rows)), schemas.FRAME_USERS)


def _find_users(
    documents: pd.DataFrame, cues: pd.DataFrame, quotations: pd.DataFrame
) -> pd.DataFrame:
    """List the cues in these documents with their voice and, as `user`, the country of it."""
    facts = documents[["document_id", "outlet_country"]]
    cues = cues[["frame_id", "document_id", "start", "end"]].merge(facts, on="document_id")
    spans = quotations[
        ["document_id", "quotation_id", "start", "end", "speaker", "speaker_country"]
    ].rename(columns={"start": "opens", "end": "closes"})
    within = cues[["frame_id", "document_id", "start", "end"]].merge(spans, on="document_id")
    within = within[(within["opens"] <= within["start"]) & (within["end"] <= within["closes"])]
    within = within.assign(width=within["closes"] - within["opens"]).sort_values(
        ["frame_id", "width", "opens", "quotation_id"], ascending=[True, True, False, False]
    )
    innermost = within.drop_duplicates("frame_id")
    said = ["frame_id", "quotation_id", "speaker", "speaker_country"]
    cues = cues.merge(innermost[said], on="frame_id", how="left", validate="one_to_one")
    quoted = cues["quotation_id"].notna()
    user = cues["speaker_country"].where(quoted, cues["outlet_country"])
    return cues.assign(
        voice=quoted.map({True: "quoted", False: "outlet"}),
        user=user.astype("str").fillna(UNKNOWN),
    )


def _describe_quoted(spoken: pd.DataFrame) -> dict[str, float]:
    quoted = spoken[spoken["voice"] == "quoted"]
    return {
        "n_quoted_cues": len(quoted),
        "unknown_speaker": quoted["speaker"].isna().mean() if len(quoted) else np.nan,
        "unknown_country": (quoted["user"] == UNKNOWN).mean() if len(quoted) else np.nan,
    }


def _name_users(rows: pd.DataFrame) -> pd.DataFrame:
    users = [
        f"{_PLURALS[voice]}: {UNKNOWN if user == UNKNOWN else label_country(user)}"
        for voice, user in rows[_USER].itertuples(index=False, name=None)
    ]
    countries = [label_country(country) for country in rows["country"]]
    labels = [f"{user}, of {country}" for user, country in zip(users, countries, strict=True)]
    return rows.assign(user_label=users, country_label=countries, label=labels)


def _sort_users(rows: pd.DataFrame) -> pd.DataFrame:
    """Order users and countries, and choose those with most cues for the figure."""
    n_of_user = rows.groupby(_USER)["n_of_user"].first().sort_index()
    n_of_user = n_of_user[n_of_user > 0].sort_values(ascending=False, kind="stable")
    users = pd.MultiIndex.from_frame(rows[_USER]).isin(n_of_user.head(MOST_USERS).index)
    n_of_target = rows.groupby("country")["n_mentions"].sum().sort_index()
    targets = n_of_target.sort_values(ascending=False, kind="stable").head(MOST_TARGETS).index
    rows = rows.assign(
        drawn=users & rows["country"].isin(targets),
        place=rows["voice"].map(VOICES.index),
        unknown=rows["user"] == UNKNOWN,
    )
    order = ["place", "unknown", "user_label", "user", "country_label", "country"]
    return rows.sort_values(order)

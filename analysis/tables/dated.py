"""Series of dated documents, from which changes are told: sentiment, or the share of a frame."""

from __future__ import annotations

import pandas as pd

from analysis import schemas
from analysis.schemas import check
from analysis.tables.estimates import average_in_documents, finish
from analysis.tables.evidence import counted_cues, one_scorer_of, read_mentions, read_relations
from analysis.tables.labels import label_country, label_frame, label_relation

__all__ = ["average_sentiment", "dated_frames", "dated_relations", "dated_sentiment"]


def average_sentiment(
    documents: pd.DataFrame, mentions: pd.DataFrame, scores: pd.DataFrame
) -> pd.DataFrame:
    """Average the sentiment toward each country in each document, dated or not.

    Parameters
    ----------
    documents, mentions, scores : DataFrame
        As in :func:`dated_sentiment`.

    Returns
    -------
    DataFrame, one row per country and document that names it
        `country, document_id, n_mentions, n_read, value, outlet`; `value` is missing without
        evidence.
    """
    targets = read_mentions(documents, mentions, scores)
    return average_in_documents(targets, ["country"], documents)


def dated_sentiment(
    documents: pd.DataFrame, mentions: pd.DataFrame, scores: pd.DataFrame
) -> pd.DataFrame:
    """List the sentiment toward each country in each dated document.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; those without `published_on` are left out.
    mentions : DataFrame, one row per mention
        As :data:`analysis.schemas.MENTIONS`; places are left out.
    scores : DataFrame, one row per mention or relation and scorer
        As :data:`analysis.schemas.SCORES`, from one scorer.

    Returns
    -------
    DataFrame, one row per country and document that names it, by country and day
        As :data:`analysis.schemas.DATED_VALUES`.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    ValueError
        If `scores` mixes scorers.
    """
    rows = average_sentiment(documents, mentions, scores)
    names = rows["country"].map(label_country)
    rows = rows.assign(series=rows["country"], label=names, scorer=one_scorer_of(scores))
    return _date(rows, documents, "sentiment")


def dated_relations(
    documents: pd.DataFrame, relations: pd.DataFrame, scores: pd.DataFrame
) -> pd.DataFrame:
    """List the sentiment toward each relation in each dated document.

    Parameters
    ----------
    documents, scores : DataFrame
        As in :func:`dated_sentiment`.
    relations : DataFrame, one row per naming of a relation
        As :data:`analysis.schemas.RELATIONS`.

    Returns
    -------
    DataFrame, one row per relation (ties and rifts apart) and document that names it
        As :data:`analysis.schemas.DATED_VALUES`; a series is called "USA-JPN-KOR tie".

    Raises
    ------
    SchemaError, ValueError
        As :func:`dated_sentiment`.
    """
    by = ["relation", "bond"]
    targets = read_relations(documents, relations, scores)
    rows = average_in_documents(targets, by, documents)
    pairs = list(rows[by].itertuples(index=False, name=None))
    rows = rows.assign(
        series=[f"{relation} {bond}" for relation, bond in pairs],
        label=[label_relation(relation, bond) for relation, bond in pairs],
        scorer=one_scorer_of(scores),
    )
    return _date(rows, documents, "sentiment")


def dated_frames(documents: pd.DataFrame, frames: pd.DataFrame) -> pd.DataFrame:
    """List for each frame and dated document whether the document holds it.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; those without `published_on` are left out.
    frames : DataFrame, one row per cue
        As :data:`analysis.schemas.FRAMES`; of metaphors only figurative cues count, and none that
        is denied.

    Returns
    -------
    DataFrame, one row per frame and document
        As :data:`analysis.schemas.DATED_VALUES`: 1 where the document holds a cue, else 0.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    """
    check(documents, schemas.DOCUMENTS)
    check(frames, schemas.FRAMES)
    cues = counted_cues(frames).groupby(["frame", "document_id"]).size().rename("n_mentions")
    names = pd.DataFrame({"frame": sorted(frames["frame"].unique())}, dtype="str")
    rows = names.merge(documents[["document_id", "outlet"]], how="cross")
    rows = rows.merge(cues.reset_index(), "left", on=["frame", "document_id"])
    n = rows["n_mentions"].fillna(0).astype("int64")
    rows = rows.assign(
        n_mentions=n,
        n_read=n,
        value=(n > 0).astype("float64"),
        series=rows["frame"],
        label=[label_frame(frame) for frame in rows["frame"]],
        scorer=None,
    )
    return _date(rows, documents, "share")


def _date(rows: pd.DataFrame, documents: pd.DataFrame, measure: str) -> pd.DataFrame:
    days = documents.set_index("document_id")["published_on"]
    published_on = days.reindex(rows["document_id"]).to_numpy()
    rows = rows.assign(measure=measure, published_on=published_on)
    rows = rows[rows["published_on"].notna()]
    rows = rows.sort_values(["label", "series", "published_on", "document_id"])
    return finish(rows, schemas.DATED_VALUES)

"""Sentiment toward each country and toward each relation."""

from __future__ import annotations

import pandas as pd

from analysis import schemas
from analysis.intervals import MINIMUM_N
from analysis.tables.estimates import (
    MOST_ROWS,
    average_in_documents,
    choose_rows,
    estimate_groups,
    finish,
    mean_of_documents,
)
from analysis.tables.evidence import one_scorer_of, read_mentions, read_relations
from analysis.tables.labels import label_country, label_relation

__all__ = ["sentiment_by_country", "sentiment_by_relation"]


def sentiment_by_country(
    documents: pd.DataFrame,
    mentions: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    minimum_n: int = MINIMUM_N,
) -> pd.DataFrame:
    """Average the sentiment toward each country, counting a document once.

    A mention in which the scorer finds nothing has no sentiment: it lowers `coverage` and is
    left out of the mean. It is never read as neutral. Mentions of a country as a mere place
    (`place_only`) are left out altogether. The number says how the texts speak of a country,
    whoever is speaking in them; it does not say what their authors think.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; only these count.
    mentions : DataFrame, one row per mention
        As :data:`analysis.schemas.MENTIONS`.
    scores : DataFrame, one row per mention or relation and scorer
        As :data:`analysis.schemas.SCORES`, from one scorer.
    minimum_n : int
        Documents with evidence below which a country has no estimate.

    Returns
    -------
    DataFrame, one row per country, from the least to the most favourable
        As :data:`analysis.schemas.SENTIMENT_BY_COUNTRY`. `estimate` runs from -1 (hostile) to
        +1 (friendly); countries without one come last.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    ValueError
        If `scores` mixes scorers.

    See Also
    --------
    analysis.plots.sentiment_by_country : draws this table.

    Examples
    --------
    Two documents; the first mentions France twice, once without any cue.

    >>> from analysis import schemas
    >>> documents = schemas.DOCUMENTS.build([
    ...     {"document_id": d, "text": "", "path": d, "sha256": ""} for d in ("d1", "d2")])
    >>> mentions = schemas.MENTIONS.build([
    ...     (f"{d}:m{n}", d, f"{d}:s0", 0, 1, "x", c, c, "name", False)
    ...     for d, n, c in [
    ...         ("d1", 0, "FRA"), ("d1", 1, "FRA"), ("d2", 0, "FRA"), ("d2", 1, "PER")]])
    >>> scores = schemas.SCORES.build([
    ...     {"target_id": "d1:m0", "scorer": "cues", "sentiment": 0.5},
    ...     {"target_id": "d2:m0", "scorer": "cues", "sentiment": -0.1}])
    >>> table = sentiment_by_country(documents, mentions, scores, minimum_n=2)
    >>> table[["country", "n_documents", "n_mentions", "coverage", "estimate"]]
      country  n_documents  n_mentions  coverage  estimate
    0     FRA            2           3  0.666667       0.2
    1     PER            1           1  0.000000       NaN
    """
    targets = read_mentions(documents, mentions, scores)
    groups = targets[["country"]].drop_duplicates()
    per_document = average_in_documents(targets, ["country"], documents)
    rows = estimate_groups(per_document, groups, mean_of_documents, minimum_n=minimum_n)
    rows = rows.assign(
        label=[label_country(country) for country in rows["country"]],
        scorer=one_scorer_of(scores),
        drawn=choose_rows(rows, ["country"], most=MOST_ROWS),
    )
    rows = rows.sort_values(["estimate", "label", "country"], na_position="last")
    return finish(rows, schemas.SENTIMENT_BY_COUNTRY)


def sentiment_by_relation(
    documents: pd.DataFrame,
    relations: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    minimum_n: int = MINIMUM_N,
) -> pd.DataFrame:
    """Average the sentiment toward each relation, counting a document once.

    A relation is judged by itself, apart from its states: -1 is weaker or less worthwhile, +1
    stronger or more worthwhile. What ties the same countries together (alliance, cooperation,
    treaty) is one row; what sets them apart (rivalry, dispute) another, since praise of the one
    is not praise of the other.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; only these count.
    relations : DataFrame, one row per naming of a relation
        As :data:`analysis.schemas.RELATIONS`.
    scores : DataFrame, one row per mention or relation and scorer
        As :data:`analysis.schemas.SCORES`, from one scorer.
    minimum_n : int
        Documents with evidence below which a relation has no estimate.

    Returns
    -------
    DataFrame, one row per relation and bond, from the least to the most favourable
        As :data:`analysis.schemas.SENTIMENT_BY_RELATION`; rows without an estimate come last.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    ValueError
        If `scores` mixes scorers.

    See Also
    --------
    analysis.plots.sentiment_by_relation : draws this table.
    """
    by = ["relation", "bond"]
    targets = read_relations(documents, relations, scores)
    per_document = average_in_documents(targets, by, documents)
    groups = targets[by].drop_duplicates()
    rows = estimate_groups(per_document, groups, mean_of_documents, minimum_n=minimum_n)
    names = rows[by].itertuples(index=False, name=None)
    rows = rows.assign(
        label=[label_relation(relation, bond) for relation, bond in names],
        scorer=one_scorer_of(scores),
        drawn=choose_rows(rows, by, most=MOST_ROWS),
    )
    rows = rows.sort_values(["estimate", "label", *by], na_position="last")
    return finish(rows, schemas.SENTIMENT_BY_RELATION)

"""Sentiment over time, by month, quarter or year.

Only documents with a date count here. Periods in which nothing was published are rows too.
"""

from __future__ import annotations

import pandas as pd

from analysis import schemas
from analysis.intervals import MINIMUM_N
from analysis.tables.estimates import (
    average_in_documents,
    choose_rows,
    estimate_groups,
    finish,
    mean_of_documents,
)
from analysis.tables.evidence import one_scorer_of, read_mentions, read_relations
from analysis.tables.labels import label_country, label_relation
from analysis.tables.periods import Period, date_documents, list_periods

__all__ = ["relation_sentiment_over_time", "sentiment_over_time"]

MOST_PANELS = 6


def sentiment_over_time(
    documents: pd.DataFrame,
    mentions: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    period: Period = "quarter",
    minimum_n: int = MINIMUM_N,
) -> pd.DataFrame:
    """Average the sentiment toward each country in each period, counting a document once.

    A difference between two periods may come from other outlets or other topics as well as
    from another tone; this table does not tell them apart.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; those without `published_on` are left out.
    mentions : DataFrame, one row per mention
        As :data:`analysis.schemas.MENTIONS`; places are left out.
    scores : DataFrame, one row per mention or relation and scorer
        As :data:`analysis.schemas.SCORES`, from one scorer.
    period : str
        "month", "quarter" or "year".
    minimum_n : int
        Documents with evidence below which a country in a period has no estimate.

    Returns
    -------
    DataFrame, one row per country and period, by name of the country and by date
        As :data:`analysis.schemas.SENTIMENT_OVER_TIME`; every country has every period.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    ValueError
        If `scores` mixes scorers.

    See Also
    --------
    analysis.plots.sentiment_over_time : draws this table.
    """
    targets = read_mentions(documents, mentions, scores)
    rows = _estimate_over_time(targets, ["country"], documents, period, minimum_n)
    rows = rows.assign(
        label=[label_country(country) for country in rows["country"]],
        scorer=one_scorer_of(scores),
    ).sort_values(["label", "country", "starts_on"])
    return finish(rows, schemas.SENTIMENT_OVER_TIME)


def relation_sentiment_over_time(
    documents: pd.DataFrame,
    relations: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    period: Period = "quarter",
    minimum_n: int = MINIMUM_N,
) -> pd.DataFrame:
    """Average the sentiment toward each relation in each period, counting a document once.

    Whether trilateral cooperation is past its peak is a question about the row of the three
    states: rising, falling, or too uncertain to say. See :func:`sentiment_by_relation` for what
    is judged, and :func:`sentiment_over_time` for what a difference does not show.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; those without `published_on` are left out.
    relations : DataFrame, one row per naming of a relation
        As :data:`analysis.schemas.RELATIONS`.
    scores : DataFrame, one row per mention or relation and scorer
        As :data:`analysis.schemas.SCORES`, from one scorer.
    period : str
        "month", "quarter" or "year".
    minimum_n : int
        Documents with evidence below which a relation in a period has no estimate.

    Returns
    -------
    DataFrame, one row per relation, bond and period, by name of the relation and by date
        As :data:`analysis.schemas.RELATION_SENTIMENT_OVER_TIME`.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    ValueError
        If `scores` mixes scorers.

    See Also
    --------
    analysis.plots.relation_sentiment_over_time : draws this table.
    """
    by = ["relation", "bond"]
    targets = read_relations(documents, relations, scores)
    rows = _estimate_over_time(targets, by, documents, period, minimum_n)
    names = rows[by].itertuples(index=False, name=None)
    rows = rows.assign(
        label=[label_relation(relation, bond) for relation, bond in names],
        scorer=one_scorer_of(scores),
    ).sort_values(["label", *by, "starts_on"])
    return finish(rows, schemas.RELATION_SENTIMENT_OVER_TIME)


def _estimate_over_time(
    targets: pd.DataFrame, by: list[str], documents: pd.DataFrame, period: Period, minimum_n: int
) -> pd.DataFrame:
    dated = date_documents(documents, period)
    periods = list_periods(dated, period)
    targets = targets.merge(dated[["document_id", "starts_on"]], on="document_id")
    names = targets[by].drop_duplicates()
    per_document = average_in_documents(targets, [*by, "starts_on"], dated)
    rows = estimate_groups(
        per_document,
        names.merge(periods[["starts_on"]], how="cross"),
        mean_of_documents,
        minimum_n=minimum_n,
    ).merge(periods, on="starts_on", how="left", validate="many_to_one")
    # A place in the figure goes to those that have something to draw, most documents first.
    whole = rows.groupby(by)["n_documents"].transform("sum")
    has_estimate = rows.groupby(by)["estimate"].transform("count") > 0
    weighed = rows.assign(n_documents=whole.where(has_estimate, 0))
    return rows.assign(drawn=choose_rows(weighed, by, most=MOST_PANELS))

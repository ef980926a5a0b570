"""Whether a finding survives another instrument."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from analysis import schemas
from analysis.intervals import MINIMUM_N
from analysis.schemas import check
from analysis.tables.estimates import MOST_ROWS, choose_rows, finish
from analysis.tables.sentiment import sentiment_by_country

__all__ = ["agreement_of_scorers", "sentiment_by_scorer"]

_FEWEST_TO_RANK = 3


def sentiment_by_scorer(
    documents: pd.DataFrame,
    mentions: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    minimum_n: int = MINIMUM_N,
) -> pd.DataFrame:
    """Average the sentiment toward each country under every scorer.

    Each scorer has a scale of its own: a word list that finds one word in a long clause and a
    model that is sure do not mean the same by 0.5. Compare the order of the countries and on
    which side of 0 they stand, not the distances.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; only these count.
    mentions : DataFrame, one row per mention
        As :data:`analysis.schemas.MENTIONS`.
    scores : DataFrame, one row per mention or relation and scorer
        As :data:`analysis.schemas.SCORES`, from any number of scorers.
    minimum_n : int
        Documents with evidence below which a country has no estimate.

    Returns
    -------
    DataFrame, one row per country and scorer
        As :data:`analysis.schemas.SENTIMENT_BY_SCORER`; countries from the least to the most
        favourable under the scorer that comes first in `scores`, scorers in that order.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.

    See Also
    --------
    analysis.plots.sentiment_by_scorer : draws this table.
    sentiment_by_country : the same for one scorer.
    """
    check(scores, schemas.SCORES)
    read = [
        sentiment_by_country(
            documents, mentions, scores[scores["scorer"] == scorer], minimum_n=minimum_n
        )
        for scorer in scores["scorer"].drop_duplicates()
    ]
    if not read:
        return schemas.SENTIMENT_BY_SCORER.empty()
    order = {country: place for place, country in enumerate(read[0]["country"])}
    rows = pd.concat(read, ignore_index=True)
    rows = rows.assign(
        drawn=choose_rows(rows, ["country"], most=MOST_ROWS), place=rows["country"].map(order)
    )
    return finish(rows.sort_values("place", kind="stable"), schemas.SENTIMENT_BY_SCORER)


def agreement_of_scorers(table: pd.DataFrame) -> pd.DataFrame:
    """Correlate the order in which two scorers put the countries.

    Parameters
    ----------
    table : DataFrame, one row per country and scorer
        As :func:`sentiment_by_scorer` returns it.

    Returns
    -------
    DataFrame, one row per pair of scorers
        As :data:`analysis.schemas.AGREEMENT_OF_SCORERS`. With few countries even a high
        correlation may be chance: read it beside `n_countries`.

    Raises
    ------
    SchemaError
        If `table` is not such a table.

    References
    ----------
    Spearman, C. (1904). The proof and measurement of association between two things. American
    Journal of Psychology 15(1), 72-101.
    """
    check(table, schemas.SENTIMENT_BY_SCORER)
    scorers = table["scorer"].drop_duplicates().tolist()
    means = {name: rows.set_index("country") for name, rows in table.groupby("scorer")}
    wide = pd.DataFrame({name: rows["estimate"] for name, rows in means.items()})
    rows = []
    for one, other in combinations(scorers, 2):
        both = wide[[one, other]].dropna().rank()
        n = len(both)
        correlation = both[one].corr(both[other]) if n >= _FEWEST_TO_RANK else None
        rows.append((one, other, correlation, n))
    return check(schemas.AGREEMENT_OF_SCORERS.build(rows), schemas.AGREEMENT_OF_SCORERS)

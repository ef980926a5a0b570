"""How many mentions of each country a scorer can read at all."""

from __future__ import annotations

import pandas as pd

from analysis import schemas
from analysis.intervals import MINIMUM_N
from analysis.schemas import check
from analysis.tables.estimates import (
    MOST_ROWS,
    average_in_documents,
    choose_rows,
    estimate_groups,
    finish,
    share_of_mentions,
)
from analysis.tables.evidence import read_mentions
from analysis.tables.labels import label_country

__all__ = ["coverage_by_country"]


def coverage_by_country(
    documents: pd.DataFrame,
    mentions: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    minimum_n: int = MINIMUM_N,
) -> pd.DataFrame:
    """Estimate the share of each country's mentions in which each scorer finds evidence.

    A mean of sentiment rests on these mentions alone. Where coverage is low, or differs between
    countries, the means say less, and compare less, than they seem to.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; only these count.
    mentions : DataFrame, one row per mention
        As :data:`analysis.schemas.MENTIONS`; places are left out.
    scores : DataFrame, one row per mention or relation and scorer
        As :data:`analysis.schemas.SCORES`, from any number of scorers.
    minimum_n : int
        Documents naming the country below which it has no estimate.

    Returns
    -------
    DataFrame, one row per country and scorer, by name
        As :data:`analysis.schemas.COVERAGE_BY_COUNTRY`. `estimate` is the share of mentions,
        so that `coverage` equals it; its interval resamples whole documents.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.

    See Also
    --------
    analysis.plots.coverage_by_country : draws this table.
    """
    check(scores, schemas.SCORES)
    read = []
    for scorer in sorted(scores["scorer"].unique()):
        targets = read_mentions(documents, mentions, scores[scores["scorer"] == scorer])
        per_document = average_in_documents(targets, ["country"], documents)
        # All documents that name the country count here, with evidence or without.
        per_document = per_document.assign(value=per_document["n_read"])
        groups = targets[["country"]].drop_duplicates()
        rows = estimate_groups(per_document, groups, share_of_mentions, minimum_n=minimum_n)
        read.append(rows.assign(scorer=scorer))
    if not read:
        return schemas.COVERAGE_BY_COUNTRY.empty()
    rows = pd.concat(read, ignore_index=True)
    rows = rows.assign(
        label=[label_country(country) for country in rows["country"]],
        drawn=choose_rows(rows, ["country"], most=MOST_ROWS),
    ).sort_values(["label", "country", "scorer"])
    return finish(rows, schemas.COVERAGE_BY_COUNTRY)

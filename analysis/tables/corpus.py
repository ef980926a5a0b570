"""What the corpus holds: texts by month, outlet and perspective."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.schemas import check
from analysis.tables.estimates import finish
from analysis.tables.evidence import states_only
from analysis.tables.labels import clean_label

__all__ = ["corpus_overview", "load_report"]

MOST_VALUES = 16
NOT_GIVEN = ""


def load_report(loads: pd.DataFrame) -> pd.DataFrame:
    """Count what came in and what came of it, by the way in which files were read.

    Parameters
    ----------
    loads : DataFrame, one row per file
        As :data:`analysis.schemas.LOADS`. Registers and files about the corpus are left out.

    Returns
    -------
    DataFrame, one row per way of reading, from the most files to the fewest
        As :data:`analysis.schemas.LOAD_REPORT`. `n_articles` is `n_kept` and `n_set_aside`
        together; why an article was set aside is among the rejected.

    Raises
    ------
    SchemaError
        If `loads` is not such a table.
    """
    check(loads, schemas.LOADS)
    texts = loads[loads["quality"] != "aside"]
    texts = texts.assign(
        method=texts["method"].fillna(NOT_GIVEN),
        n_to_check=texts["quality"].eq("check").astype("int64"),
        n_without=texts["quality"].eq("nothing").astype("int64"),
    )
    groups = texts.groupby("method", sort=True)
    counted = groups[["n_articles", "n_kept", "n_set_aside", "n_to_check", "n_without"]].sum()
    counted["n_stated"] = groups["n_stated"].sum(min_count=1)
    counted["n_files"] = groups.size()
    ordered = counted.reset_index().sort_values("n_files", ascending=False, kind="stable")
    return check(schemas.LOAD_REPORT.conform(ordered.reset_index(drop=True)), schemas.LOAD_REPORT)


def corpus_overview(documents: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Count the texts by month, outlet and perspective.

    These are counts of the whole corpus, not estimates: there is no interval, and no minimum.
    They say what every other figure rests on, and where it is thin.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`.
    mentions : DataFrame, one row per mention
        As :data:`analysis.schemas.MENTIONS`; places are left out.

    Returns
    -------
    DataFrame, one row per month, outlet or perspective
        As :data:`analysis.schemas.CORPUS_OVERVIEW`. Months by date, without gaps; outlets and
        perspectives from the most to the fewest texts; the texts of which it is not given
        come last, with an empty `value`. `estimate` is the share of all texts, `low` and
        `high` are missing; `coverage` is the share of mentions that stand in those texts.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.

    See Also
    --------
    analysis.plots.corpus_overview : draws this table.
    """
    check(documents, schemas.DOCUMENTS)
    check(mentions, schemas.MENTIONS)
    mentioned = states_only(mentions)["document_id"].value_counts()
    counted = documents.assign(
        month=documents["published_on"].dt.strftime("%Y-%m"),
        n_mentions=documents["document_id"].map(mentioned).fillna(0).astype("int64"),
    )
    facets = [_count_facet(counted, facet) for facet in schemas.FACETS_OF_CORPUS]
    rows = pd.concat(facets, ignore_index=True)
    n_mentions = counted["n_mentions"].sum()
    rows = rows.assign(
        label=[clean_label(value) or "not given" for value in rows["value"]],
        coverage=rows["n_mentions"] / n_mentions if n_mentions else np.nan,
        estimate=rows["n_documents"] / max(len(documents), 1),
        low=np.nan,
        high=np.nan,
        n_used=rows["n_documents"],
        method="count",
        cluster="document",
        minimum_n=0,
    )
    return finish(rows, schemas.CORPUS_OVERVIEW)


def _count_facet(counted: pd.DataFrame, facet: str) -> pd.DataFrame:
    value = counted[facet].astype("str").fillna(NOT_GIVEN)
    rows = (
        counted.groupby(value)
        .agg(n_documents=("document_id", "size"), n_mentions=("n_mentions", "sum"))
        .rename_axis("value")
        .reset_index()
    )
    absent = rows["value"] == NOT_GIVEN
    if facet == "month":
        given = _fill_months(rows[~absent])
        drawn = 10**6
    else:
        given = rows[~absent].sort_values(["n_documents", "value"], ascending=[False, True])
        drawn = MOST_VALUES
    given = given.assign(drawn=np.arange(len(given)) < drawn)
    rows = pd.concat([given, rows[absent].assign(drawn=True)], ignore_index=True)
    return rows.assign(facet=facet)


def _fill_months(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a month without texts its row, so that a gap is seen."""
    if rows.empty:
        return rows
    months = pd.period_range(rows["value"].min(), rows["value"].max(), freq="M")
    return (
        rows.set_index("value")
        .reindex(months.strftime("%Y-%m"), fill_value=0)
        .rename_axis("value")
        .reset_index()
    )

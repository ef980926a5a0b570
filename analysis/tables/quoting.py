"""Whom the texts quote, how often, and from where."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.intervals import MINIMUM_N
from analysis.schemas import check
from analysis.tables.estimates import (
    MOST_ROWS,
    average_in_documents,
    estimate_groups,
    finish,
    share_of_mentions,
)
from analysis.tables.labels import clean_label, label_country

__all__ = ["UNKNOWN", "list_attributions", "sources_by_country", "speakers_quoted"]

UNKNOWN = "unknown"
MOST_SPEAKERS = 15


def speakers_quoted(
    documents: pd.DataFrame, quotations: pd.DataFrame, *, most: int = MOST_SPEAKERS
) -> pd.DataFrame:
    """Count how often each speaker is quoted.

    An attribution counts once, however many pieces its quotation comes in. Speakers of one name
    from two countries are two; one of unknown country is taken for the only one of that name,
    where there is only one. Whoever is named by an office alone ("a spokesman") is one speaker
    for each country, however many persons that may be.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; only these count.
    quotations : DataFrame, one row per piece of a quotation
        As :data:`analysis.schemas.QUOTATIONS`.
    most : int
        For how many speakers the figure has a place.

    Returns
    -------
    DataFrame, one row per speaker, the most quoted first
        As :data:`analysis.schemas.SPEAKERS_QUOTED`. `n_mentions` counts attributions,
        `n_documents` the documents that they stand in, and `estimate` is the share of all
        attributions, those of unknown speakers among them.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.

    See Also
    --------
    analysis.plots.speakers_quoted : draws this table.
    """
    attributions = list_attributions(documents, quotations)
    counted = attributions.dropna(subset="speaker").groupby(
        ["speaker", "speaker_country"], dropna=False
    )
    rows = counted.agg(
        n_documents=("document_id", "nunique"), n_mentions=("document_id", "size")
    ).reset_index()
    if rows.empty:
        return schemas.SPEAKERS_QUOTED.empty()
    rows = rows.assign(
        label=[
            _label_speaker(speaker, country)
            for speaker, country in rows[["speaker", "speaker_country"]].itertuples(index=False)
        ],
        **_describe_all(attributions),
        coverage=1.0,
        estimate=rows["n_mentions"] / len(attributions),
        low=np.nan,
        high=np.nan,
        n_used=rows["n_documents"],
        method="count",
        cluster="document",
        minimum_n=0,
    )
    rows = rows.sort_values(
        ["n_mentions", "n_documents", "label", "speaker", "speaker_country"],
        ascending=[False, False, True, True, True],
    )
    return finish(rows.assign(drawn=np.arange(len(rows)) < most), schemas.SPEAKERS_QUOTED)


def sources_by_country(
    documents: pd.DataFrame, quotations: pd.DataFrame, *, minimum_n: int = MINIMUM_N
) -> pd.DataFrame:
    """Estimate the share of attributions that go to speakers of each country.

    All attributions of the documents are one hundred per cent, those whose speaker has no known
    country among them, so that a document that quotes often weighs more. The interval resamples
    whole documents.

    `diversity` is the chance that two attributions, drawn with replacement from those of known
    countries, are of different ones (Simpson 1949): 0 if one country has them all, and the nearer
    to 1 the more countries share them.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; only these count.
    quotations : DataFrame, one row per piece of a quotation
        As :data:`analysis.schemas.QUOTATIONS`.
    minimum_n : int
        Documents with an attribution below which there is no estimate.

    Returns
    -------
    DataFrame, one row per speaker's country, the largest share first
        As :data:`analysis.schemas.SOURCES_BY_COUNTRY`; last the row `unknown`, with 0 if the
        country of every speaker is known. `n_used` is the number of documents with any
        attribution.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.

    See Also
    --------
    analysis.plots.sources_by_country : draws this table.

    References
    ----------
    Simpson, E. H. (1949). Measurement of diversity. Nature 163, 688.
    """
    attributions = list_attributions(documents, quotations)
    if attributions.empty:
        return schemas.SOURCES_BY_COUNTRY.empty()
    attributions = attributions.assign(
        speaker_country=attributions["speaker_country"].fillna(UNKNOWN)
    )
    countries = sorted({*attributions["speaker_country"], UNKNOWN})
    counts = average_in_documents(
        attributions.assign(value=1.0), ["speaker_country"], documents
    ).pivot_table(index="document_id", columns="speaker_country", values="n_mentions", fill_value=0)
    counts = counts.reindex(columns=countries, fill_value=0)
    found = counts.reset_index().melt(
        "document_id", var_name="speaker_country", value_name="n_read"
    )
    outlets = documents.set_index("document_id")["outlet"]
    found = found.assign(
        n_mentions=found["document_id"].map(counts.sum(axis=1)),
        value=found["n_read"],
        outlet=found["document_id"].map(outlets),
    )
    groups = pd.DataFrame({"speaker_country": countries})
    rows = estimate_groups(found, groups, share_of_mentions, minimum_n=minimum_n)
    known = rows["speaker_country"] != UNKNOWN
    rows = rows.assign(
        n_documents=[int((counts[country] > 0).sum()) for country in countries],
        n_mentions=rows["n_read"],
        coverage=np.where(rows["n_read"] > 0, 1.0, np.nan),
        label=[
            "Unknown" if country == UNKNOWN else label_country(country) for country in countries
        ],
        **_describe_all(attributions),
        diversity=_diversify(attributions),
        unknown=~known,
    ).sort_values(
        ["unknown", "n_mentions", "label", "speaker_country"], ascending=[True, False, True, True]
    )
    enough = rows["n_used"] >= max(minimum_n, 1)
    place = (np.arange(len(rows)) < MOST_ROWS) | rows["unknown"]
    return finish(rows.assign(drawn=place & enough), schemas.SOURCES_BY_COUNTRY)


def list_attributions(documents: pd.DataFrame, quotations: pd.DataFrame) -> pd.DataFrame:
    """List each attribution once, with its document and, where known, speaker and country."""
    check(documents, schemas.DOCUMENTS)
    check(quotations, schemas.QUOTATIONS)
    pieces = quotations[quotations["document_id"].isin(documents["document_id"])]
    pieces = pieces.sort_values(["document_id", "start", "end", "quotation_id"])
    names = ["document_id", "speaker", "speaker_country"]
    # Of several pieces the first that says it.
    found = pieces.groupby("attribution_id")[names].first().reset_index()
    pairs = found[["speaker", "speaker_country"]].dropna().drop_duplicates()
    only = pairs.drop_duplicates("speaker", keep=False).set_index("speaker")["speaker_country"]
    named = only.to_dict()
    countries = [
        named.get(speaker) if pd.isna(country) else country
        for speaker, country in found[["speaker", "speaker_country"]].itertuples(index=False)
    ]
    return found.assign(
        speaker_country=pd.Series(countries, index=found.index, dtype="str"),
    )


def _label_speaker(speaker: str, country: str | None) -> str:
    """Name the country beside a speaker, unless it is the speaker."""
    name = clean_label(speaker)
    if pd.isna(country) or name in (country, label_country(country)):
        return name
    return f"{name} ({label_country(country)})"


def _describe_all(attributions: pd.DataFrame) -> dict[str, float]:
    return {
        "n_attributions": len(attributions),
        "unknown_speaker": attributions["speaker"].isna().mean(),
    }


def _diversify(attributions: pd.DataFrame) -> float:
    """Return Simpson's 1 less the sum of squared shares, over the known countries."""
    countries = attributions["speaker_country"]
    counts = countries[countries != UNKNOWN].value_counts()
    return float(1 - ((counts / counts.sum()) ** 2).sum()) if len(counts) else np.nan

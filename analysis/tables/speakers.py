"""Who is quoted on whom: a network of countries, and the same as a matrix."""

from __future__ import annotations

import pandas as pd

from analysis import schemas
from analysis.intervals import MINIMUM_N
from analysis.schemas import check
from analysis.tables.estimates import (
    average_in_documents,
    estimate_groups,
    finish,
    mean_of_documents,
)
from analysis.tables.evidence import one_scorer_of, read_stances
from analysis.tables.labels import label_country

__all__ = ["speaker_matrix", "speaker_network"]

_ENDS = ["speaker_country", "country"]
_MOST_COUNTRIES = 9
_SAME_IN_EVERY_ROW = ["scorer", "n_quoted", "unknown_speaker", "unknown_country", "minimum_n"]


def speaker_network(
    documents: pd.DataFrame, stances: pd.DataFrame, *, minimum_n: int = MINIMUM_N
) -> pd.DataFrame:
    """Average the sentiment with which people of one country are quoted on another.

    Only quoted mentions whose speaker has a known country count; the share of those that have
    none stands in each row, since a network says nothing of them. A row is about what the texts
    let be heard: who is quoted, on whom, and how, is chosen by the texts.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; only these count.
    stances : DataFrame, one row per mention or relation
        As :data:`analysis.schemas.STANCES`, from one scorer; relations and mentions as a mere
        place are left out.
    minimum_n : int
        Documents with evidence below which a pair has no estimate.

    Returns
    -------
    DataFrame, one row per speaker's country and country spoken of, by name
        As :data:`analysis.schemas.SPEAKER_NETWORK`. What people say of their own country has a
        row too, which the network does not draw.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    ValueError
        If `stances` mixes scorers.

    See Also
    --------
    analysis.plots.speaker_network : draws this table.
    speaker_matrix : the same as a matrix.
    """
    targets = read_stances(documents, stances)
    quoted = targets[targets["voice"] == "quoted"]
    known = quoted.dropna(subset="speaker_country")
    if known.empty:
        return schemas.SPEAKER_NETWORK.empty()
    per_document = average_in_documents(known, _ENDS, documents)
    groups = known[_ENDS].drop_duplicates()
    rows = estimate_groups(per_document, groups, mean_of_documents, minimum_n=minimum_n)
    rows = _name_ends(rows).assign(
        scorer=one_scorer_of(stances),
        n_quoted=len(quoted),
        unknown_speaker=quoted["speaker"].isna().mean(),
        unknown_country=quoted["speaker_country"].isna().mean(),
    )
    others = rows["speaker_country"] != rows["country"]
    chosen = _choose_countries(rows[others])
    drawn = others & rows[_ENDS].isin(chosen).all(axis=1)
    return finish(_sort_by_name(rows.assign(drawn=drawn)), schemas.SPEAKER_NETWORK)


def speaker_matrix(table: pd.DataFrame) -> pd.DataFrame:
    """Fill up a network to a matrix, with a row for each cell, also where nobody was quoted.

    Parameters
    ----------
    table : DataFrame, one row per speaker's country and country spoken of
        As :func:`speaker_network` returns it.

    Returns
    -------
    DataFrame, one row per cell, by name
        As :data:`analysis.schemas.SPEAKER_MATRIX`: the rows of the network and, among the
        countries that have a place, the pairs that no text has, with `n_documents` 0 and without
        estimate. Countries speaking of themselves are drawn here.

    Raises
    ------
    SchemaError
        If `table` is not such a table.

    See Also
    --------
    analysis.plots.speaker_matrix : draws this table.
    """
    check(table, schemas.SPEAKER_NETWORK)
    if table.empty:
        return schemas.SPEAKER_MATRIX.empty()
    chosen = _choose_countries(table)
    measured = table[table["estimate"].notna() & table[_ENDS].isin(chosen).all(axis=1)]
    speakers, spoken_of = (sorted(measured[end].unique()) for end in _ENDS)
    cells = pd.DataFrame(
        [(speaker, country) for speaker in speakers for country in spoken_of], columns=_ENDS
    ).astype("str")
    rows = table.drop(columns="drawn").merge(cells.assign(drawn=True), on=_ENDS, how="outer")
    counts = ["n_documents", "n_mentions", "n_used"]
    rows[counts] = rows[counts].fillna(0).astype("int64")
    rows = rows.assign(
        method=rows["method"].fillna("none"),
        cluster=rows["cluster"].fillna("document"),
        drawn=rows["drawn"].notna(),
        **{name: table[name].iloc[0] for name in _SAME_IN_EVERY_ROW},
    )
    return finish(_sort_by_name(_name_ends(rows)), schemas.SPEAKER_MATRIX)


def _choose_countries(rows: pd.DataFrame) -> list[str]:
    """Choose the countries at either end of most documents, among the pairs with an estimate."""
    measured = rows[rows["estimate"].notna()]
    ends = pd.concat(
        [
            measured[[end, "n_documents"]].set_axis(["country", "n_documents"], axis=1)
            for end in _ENDS
        ]
    )
    n_documents = ends.groupby("country", as_index=False)["n_documents"].sum()
    n_documents = n_documents.sort_values(["n_documents", "country"], ascending=[False, True])
    return n_documents["country"].head(_MOST_COUNTRIES).tolist()


def _name_ends(rows: pd.DataFrame) -> pd.DataFrame:
    speakers = [label_country(country) for country in rows["speaker_country"]]
    countries = [label_country(country) for country in rows["country"]]
    return rows.assign(
        speaker_label=speakers,
        country_label=countries,
        label=[f"{one} on {other}" for one, other in zip(speakers, countries, strict=True)],
    )


def _sort_by_name(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.sort_values(["speaker_label", "speaker_country", "country_label", "country"])

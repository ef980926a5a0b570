"""Whether the outlet's own voice speaks of a country as the voices do that it quotes."""

from __future__ import annotations

import pandas as pd

from analysis import schemas
from analysis.intervals import MINIMUM_N, NO_INTERVAL, estimate_difference
from analysis.schemas import VOICES
from analysis.tables.estimates import (
    MOST_ROWS,
    average_in_documents,
    choose_rows,
    estimate_groups,
    finish,
    mean_of_documents,
)
from analysis.tables.evidence import one_scorer_of, read_stances
from analysis.tables.labels import label_country

__all__ = ["ALL_COUNTRIES", "sentiment_by_voice", "voice_difference"]

ALL_COUNTRIES = "all"


def sentiment_by_voice(
    documents: pd.DataFrame, stances: pd.DataFrame, *, minimum_n: int = MINIMUM_N
) -> pd.DataFrame:
    """Average the sentiment toward each country, the outlet's own words apart from quoted ones.

    A document counts once in each voice that it speaks in. Mentions without evidence are left out
    of the mean, and mentions as a mere place and relations altogether. What an outlet chooses to
    quote is its choice; the quoted voice is not the outlet's opinion, and not that of a public.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; only these count.
    stances : DataFrame, one row per mention or relation
        As :data:`analysis.schemas.STANCES`, from one scorer.
    minimum_n : int
        Documents with evidence in a voice below which a country has no estimate there.

    Returns
    -------
    DataFrame, one row per country and voice
        As :data:`analysis.schemas.SENTIMENT_BY_VOICE`; countries from the least to the most
        favourable in the outlet's own voice, those without an estimate there last, by name. Each
        has both rows, also if one voice never names it.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    ValueError
        If `stances` mixes scorers.

    See Also
    --------
    analysis.plots.sentiment_by_voice : draws this table.
    voice_difference : whether the two voices differ.
    """
    targets = read_stances(documents, stances)
    if targets.empty:
        return schemas.SENTIMENT_BY_VOICE.empty()
    countries = sorted(targets["country"].unique())
    groups = pd.DataFrame(
        [(country, voice) for country in countries for voice in VOICES],
        columns=["country", "voice"],
    )
    per_document = average_in_documents(targets, ["country", "voice"], documents)
    rows = estimate_groups(per_document, groups, mean_of_documents, minimum_n=minimum_n)
    own = rows[rows["voice"] == "outlet"].set_index("country")["estimate"]
    rows = rows.assign(
        label=[label_country(country) for country in rows["country"]],
        scorer=one_scorer_of(stances),
        order=rows["country"].map(own),
        place=rows["voice"].map(VOICES.index),
        drawn=choose_rows(rows, ["country"], most=MOST_ROWS),
    ).sort_values(["order", "label", "country", "place"], na_position="last")
    return finish(rows, schemas.SENTIMENT_BY_VOICE)


def voice_difference(
    documents: pd.DataFrame, stances: pd.DataFrame, *, minimum_n: int = MINIMUM_N
) -> pd.DataFrame:
    """Estimate how the outlet's own voice differs from the voices that it quotes.

    The difference is the mean of document means in the outlet's own voice less that in quoted
    voices. Whole documents are resampled, with both of their voices. Of the row `all` mind that
    the two voices need not speak of the same countries; the rows of single countries are free of
    that, and of the choice of documents none is.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; only these count.
    stances : DataFrame, one row per mention or relation
        As :data:`analysis.schemas.STANCES`, from one scorer; relations and mentions as a mere
        place are left out.
    minimum_n : int
        Documents with evidence in each of the two voices below which there is no estimate.

    Returns
    -------
    DataFrame, one row per country, after one row for all of them
        As :data:`analysis.schemas.VOICE_DIFFERENCE`. `estimate` runs from -2 to +2: below 0 the
        outlet is the harsher of the two. Countries follow from the lowest to the highest; those
        without an estimate come last. `n_used` is the smaller of `n_outlet` and `n_quoted`.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    ValueError
        If `stances` mixes scorers.

    See Also
    --------
    analysis.plots.voice_difference : draws this table.

    Examples
    --------
    One document speaks in both voices, one in the outlet's alone.

    >>> from analysis import schemas
    >>> documents = schemas.DOCUMENTS.build([
    ...     {"document_id": d, "text": "", "path": d, "sha256": ""} for d in ("d1", "d2")])
    >>> stances = schemas.STANCES.build([
    ...     {"target_id": f"{d}:m{n}", "target": "mention", "document_id": d,
    ...      "segment_id": f"{d}:s0", "start": 0, "end": 1, "surface": "x", "voice": voice,
    ...      "country": "FRA", "kind": "name", "place_only": False, "scorer": "cues",
    ...      "sentiment": sentiment, "frames": [], "evidence": "x"}
    ...     for d, n, voice, sentiment in [
    ...         ("d1", 0, "outlet", -0.2), ("d1", 1, "quoted", 0.5), ("d2", 0, "outlet", 0.4)]])
    >>> table = voice_difference(documents, stances, minimum_n=1)
    >>> table[["country", "n_outlet", "n_quoted", "n_both", "estimate"]]
      country  n_outlet  n_quoted  n_both  estimate
    0     all         2         1       1      -0.4
    1     FRA         2         1       1      -0.4
    """
    targets = read_stances(documents, stances)
    if targets.empty:
        return schemas.VOICE_DIFFERENCE.empty()
    everyone = targets.assign(country=ALL_COUNTRIES)
    counted = pd.concat([targets, everyone], ignore_index=True)
    per_document = average_in_documents(counted, ["country", "voice"], documents)
    rows = pd.DataFrame(
        [
            {"country": country, **_compare_voices(found, minimum_n)}
            for country, found in per_document.groupby("country")
        ]
    )
    whole = rows["country"] == ALL_COUNTRIES
    rows = rows.assign(
        label=[
            "All countries" if country == ALL_COUNTRIES else label_country(country)
            for country in rows["country"]
        ],
        scorer=one_scorer_of(stances),
        place=~whole,
    )
    chosen = choose_rows(rows[~whole], ["country"], most=MOST_ROWS)
    enough = rows["n_documents"] >= max(minimum_n, 1)
    rows = rows.assign(drawn=chosen.reindex(rows.index, fill_value=True) & enough)
    rows = rows.sort_values(["place", "estimate", "label", "country"], na_position="last")
    return finish(rows, schemas.VOICE_DIFFERENCE)


def _compare_voices(found: pd.DataFrame, minimum_n: int) -> dict:
    """Compare the two voices in one country's rows, one a document and voice."""
    values = found.pivot_table(
        index="document_id", columns="voice", values="value", dropna=False
    ).reindex(columns=VOICES)
    outlets = found.drop_duplicates("document_id").set_index("document_id")["outlet"]
    heard = values.notna()
    n_outlet, n_quoted = (int(heard[voice].sum()) for voice in VOICES)
    n_used = min(n_outlet, n_quoted)
    difference = NO_INTERVAL
    if n_used >= max(minimum_n, 1):
        difference = estimate_difference(
            values["outlet"], values["quoted"], outlets=outlets.reindex(values.index)
        )
    n_mentions = int(found["n_mentions"].sum())
    return {
        "n_outlet": n_outlet,
        "n_quoted": n_quoted,
        "n_both": int(heard.all(axis=1).sum()),
        "n_documents": len(values),
        "n_mentions": n_mentions,
        "coverage": found["n_read"].sum() / n_mentions,
        **dict(zip(("estimate", "low", "high", "method", "cluster"), difference, strict=False)),
        "n_used": n_used,
        "minimum_n": minimum_n,
    }

"""The tone in which the texts speak of each country."""

from __future__ import annotations

import pandas as pd

from analysis import schemas
from analysis.intervals import MINIMUM_N
from analysis.schemas import MEASURES_OF_TONE, check
from analysis.tables.estimates import (
    MOST_ROWS,
    average_in_documents,
    choose_rows,
    estimate_groups,
    finish,
    mean_from_zero,
    mean_of_documents,
)
from analysis.tables.evidence import states_only
from analysis.tables.labels import label_country

__all__ = ["tone_by_country"]

_INSTRUMENTS = {
    "subjectivity": mean_from_zero,
    "certainty": mean_from_zero,
    "cooperation": mean_of_documents,
}


def tone_by_country(
    documents: pd.DataFrame,
    mentions: pd.DataFrame,
    tones: pd.DataFrame,
    *,
    minimum_n: int = MINIMUM_N,
) -> pd.DataFrame:
    """Average three measures of tone over the clauses that name each country.

    Tone is the manner of the clause, not a judgement of the country: how subjective its words
    are, how flatly it claims, and whether its verbs between states are of cooperation or of
    conflict. A document counts once; a clause without a cue for a measure lowers that measure's
    `coverage` and is left out of its mean. Mentions as a mere place are left out.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; only these count.
    mentions : DataFrame, one row per mention
        As :data:`analysis.schemas.MENTIONS`.
    tones : DataFrame, one row per mention or relation
        As :data:`analysis.schemas.TONES`.
    minimum_n : int
        Documents with evidence below which a country has no estimate.

    Returns
    -------
    DataFrame, one row per measure and country
        As :data:`analysis.schemas.TONE_BY_COUNTRY`; the same countries in the same order under
        each measure: from the most conflictual to the most cooperative, then those of which
        that cannot be said, by name.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.

    See Also
    --------
    analysis.plots.tone_by_country : draws this table.
    """
    check(documents, schemas.DOCUMENTS)
    check(mentions, schemas.MENTIONS)
    check(tones, schemas.TONES)
    targets = states_only(mentions)[["mention_id", "document_id", "country"]].merge(
        tones[["target_id", *MEASURES_OF_TONE]],
        left_on="mention_id",
        right_on="target_id",
        how="left",
        validate="one_to_one",
    )
    targets = targets[targets["document_id"].isin(documents["document_id"])]
    groups = targets[["country"]].drop_duplicates()
    measured = []
    for measure in MEASURES_OF_TONE:
        per_document = average_in_documents(
            targets.assign(value=targets[measure]), ["country"], documents
        )
        rows = estimate_groups(per_document, groups, _INSTRUMENTS[measure], minimum_n=minimum_n)
        measured.append(rows.assign(measure=measure))
    rows = pd.concat(measured, ignore_index=True)
    cooperation = measured[-1].set_index("country")["estimate"]
    rows = rows.assign(
        label=[label_country(country) for country in rows["country"]],
        order=rows["country"].map(cooperation),
        place=rows["measure"].map(MEASURES_OF_TONE.index),
        drawn=choose_rows(rows, ["country"], most=MOST_ROWS),
    ).sort_values(["place", "order", "label", "country"], na_position="last")
    return finish(rows, schemas.TONE_BY_COUNTRY)

"""Measure the tone of the clause around every mention and relation."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from analysis import schemas
from analysis.codebooks.modality import (
    InteractionBook,
    ModalityBook,
    load_interaction,
    load_modality,
)
from analysis.matching.assessments import Assessment, assess
from analysis.matching.readings import read_target
from analysis.matching.targets import targets_of
from analysis.tones.certainty import estimate_certainty
from analysis.tones.cooperation import estimate_cooperation

__all__ = ["measure_tones"]


def measure_tones(
    segments: pd.DataFrame,
    mentions: pd.DataFrame,
    relations: pd.DataFrame,
    *,
    modality: ModalityBook | None = None,
    interaction: InteractionBook | None = None,
) -> pd.DataFrame:
    """Measure in what manner the clause around each mention and relation speaks.

    Tone is not sentiment: a clause can be subjective, sure and full of conflict and favour
    nobody. The names of countries are hidden first, and so is the name of a relation itself:
    that a text calls it "the dispute" is not counted as its tone.

    Parameters
    ----------
    segments : DataFrame, one row per headline or sentence
        As described by :data:`analysis.schemas.SEGMENTS`.
    mentions : DataFrame, one row per naming of a country
        As described by :data:`analysis.schemas.MENTIONS`.
    relations : DataFrame, one row per naming of a relation
        As described by :data:`analysis.schemas.RELATIONS`.
    modality, interaction : codebooks, optional
        The house's own if absent.

    Returns
    -------
    DataFrame, one row per mention or relation, mentions first
        As described by :data:`analysis.schemas.TONES`. `subjectivity` (TextBlob's) is missing
        where the clause holds no word of its list, `certainty` where it holds neither a verb
        nor a hedge nor a booster, `cooperation` where it tells of no dealings between states.
        `n_cues` counts the words that the three rest on.

    Raises
    ------
    ValueError
        If a target is not where its segment is.
    CodebookError
        If a house codebook was edited and cannot be used.
    """
    modality = modality or load_modality()
    interaction = interaction or load_interaction()
    states = _count_states(mentions, relations)
    assessments: dict[str, Assessment] = {}
    rows = []
    targets = targets_of(segments, mentions, relations)
    segment_ids = [*mentions["segment_id"], *relations["segment_id"]]
    for target_id, text, start, end, segment_id in zip(
        *(targets[name] for name in ("target_id", "text", "start", "end")), segment_ids, strict=True
    ):
        reading = read_target(text, start, end)
        if reading.clause not in assessments:
            assessments[reading.clause] = assess(reading.clause)
        assessment = assessments[reading.clause]
        certainty = estimate_certainty(reading, modality)
        cooperation = estimate_cooperation(reading.clause, interaction, n_states=states[segment_id])
        subjectivity = assessment.subjectivity if assessment.n_words else None
        n_cues = assessment.n_words + certainty.n_cues + cooperation.n_cues
        rows.append((target_id, subjectivity, certainty.certainty, cooperation.cooperation, n_cues))
    return schemas.TONES.build(rows)


def _count_states(mentions: pd.DataFrame, relations: pd.DataFrame) -> dict[str, int]:
    """Count the states that each segment speaks of; a relation joins two at least."""
    countries: dict[str, set[str]] = defaultdict(set)
    for segment_id, country in zip(mentions["segment_id"], mentions["country"], strict=True):
        countries[segment_id].add(country)
    counts = {segment_id: len(found) for segment_id, found in countries.items()}
    for segment_id in relations["segment_id"]:
        counts[segment_id] = max(counts.get(segment_id, 0), 2)
    return counts

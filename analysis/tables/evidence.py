"""What counts as evidence: which mentions, which cues, and what a scorer read in them."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.schemas import check
from analysis.tables.labels import UNNAMED_RELATION

__all__ = [
    "FIGURATIVE",
    "Family",
    "counted_cues",
    "cues_of_family",
    "one_scorer_of",
    "read_mentions",
    "read_relations",
    "read_stances",
    "states_only",
]

FIGURATIVE = 0.5

Family = Literal["metaphor", "issue"]

KINDS_THAT_TIE = ("alliance", "cooperation", "treaty")


def states_only(mentions: pd.DataFrame) -> pd.DataFrame:
    """Leave out the mentions in which a name stands for a mere place."""
    return mentions[~mentions["place_only"].astype("bool")]


def counted_cues(frames: pd.DataFrame) -> pd.DataFrame:
    """Keep the cues that count: not denied by their clause and, of metaphors, meant figuratively.

    The cue of an issue frame is no image; its `figurative` is missing, and it counts.
    """
    meant = (frames["family"] == "issue") | (frames["figurative"] >= FIGURATIVE)
    return frames[meant & ~frames["negated"].astype("bool")]


def cues_of_family(frames: pd.DataFrame, family: Family) -> pd.DataFrame:
    """Keep the cues of metaphors, or those of issues.

    Raises
    ------
    ValueError
        If `family` is neither "metaphor" nor "issue".
    """
    if family not in schemas.FAMILIES:
        msg = f"`family` must be one of {list(schemas.FAMILIES)}; it is {family!r}."
        raise ValueError(msg)
    return frames[frames["family"] == family]


def one_scorer_of(scores: pd.DataFrame, *, name: str = "scores") -> str | None:
    """Return the one scorer that the table `name` comes from; None if nothing was scored.

    Raises
    ------
    ValueError
        If it mixes scorers.
    """
    scorers = sorted(scores["scorer"].dropna().unique())
    if len(scorers) > 1:
        msg = (
            f"`{name}` must come from one scorer; it holds {scorers}. "
            f"Select one with {name}.query()."
        )
        raise ValueError(msg)
    return scorers[0] if scorers else None


def read_mentions(
    documents: pd.DataFrame, mentions: pd.DataFrame, scores: pd.DataFrame
) -> pd.DataFrame:
    """List the mentions of states in these documents with what one scorer read in them.

    Returns
    -------
    DataFrame, one row per mention
        `target_id`, `document_id`, `country`, and the sentiment as `value`, missing where the
        scorer found nothing.
    """
    check(documents, schemas.DOCUMENTS)
    check(mentions, schemas.MENTIONS)
    targets = states_only(mentions).rename(columns={"mention_id": "target_id"})
    return _join_scores(targets[["target_id", "document_id", "country"]], documents, scores)


def read_relations(
    documents: pd.DataFrame, relations: pd.DataFrame, scores: pd.DataFrame
) -> pd.DataFrame:
    """List the relations named in these documents with what one scorer read in them.

    Returns
    -------
    DataFrame, one row per naming of a relation
        `target_id`, `document_id`, `relation`, `bond` (tie or rift), and the sentiment as
        `value`, missing where the scorer found nothing.
    """
    check(documents, schemas.DOCUMENTS)
    check(relations, schemas.RELATIONS)
    targets = relations.rename(columns={"relation_id": "target_id"})
    targets = targets.assign(
        relation=targets["relation"].fillna(UNNAMED_RELATION).astype("str"),
        bond=np.where(targets["kind"].isin(KINDS_THAT_TIE), "tie", "rift"),
    )
    names = ["target_id", "document_id", "relation", "bond"]
    return _join_scores(targets[names], documents, scores)


def read_stances(documents: pd.DataFrame, stances: pd.DataFrame) -> pd.DataFrame:
    """List the mentions of states in these documents with their voice and sentiment.

    Returns
    -------
    DataFrame, one row per mention
        `target_id`, `document_id`, `country`, `voice`, `speaker`, `speaker_country`, and the
        sentiment as `value`, missing where the scorer found nothing.
    """
    check(documents, schemas.DOCUMENTS)
    check(stances, schemas.STANCES)
    one_scorer_of(stances, name="stances")
    targets = states_only(stances[stances["target"] == "mention"])
    targets = targets[targets["document_id"].isin(documents["document_id"])]
    names = ["target_id", "document_id", "country", "voice", "speaker", "speaker_country"]
    return targets[names].assign(value=targets["sentiment"])


def _join_scores(
    targets: pd.DataFrame, documents: pd.DataFrame, scores: pd.DataFrame
) -> pd.DataFrame:
    check(scores, schemas.SCORES)
    one_scorer_of(scores)
    targets = targets[targets["document_id"].isin(documents["document_id"])]
    found = scores[["target_id", "sentiment"]].rename(columns={"sentiment": "value"})
    # One row a target on both sides: `scores` comes from one scorer.
    return targets.merge(found, on="target_id", how="left", validate="one_to_one")

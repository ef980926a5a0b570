"""What one mark of a figure counts, listed one by one, by the functions that its table reads with.

Each function takes what was found and a mark (a row of the table), and returns `evidence_id`,
`target`, `value`, `counted` and `unit`. `unit` tells the rows that `n_mentions` counts from those
that are there to be read beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.pipeline import Annotations
from analysis.tables.evidence import (
    counted_cues,
    cues_of_family,
    read_mentions,
    read_relations,
    read_stances,
    states_only,
)
from analysis.tables.quoting import UNKNOWN, list_attributions
from analysis.tables.voices import ALL_COUNTRIES

__all__ = [
    "Mark",
    "list_attributed",
    "list_cues",
    "list_framed",
    "list_mentions",
    "list_relations",
    "list_stances",
    "list_toned",
]

Mark = Mapping[str, Any]

_A_DAY = pd.Timedelta(days=1)
_PERIODS = ("month", "quarter")


def list_mentions(found: Annotations, mark: Mark) -> pd.DataFrame:
    """List the mentions of the mark's country, in its period if it has one."""
    documents = _in_period(found.documents, mark)
    rows = read_mentions(documents, found.mentions, _of_scorer(found.scores, mark))
    return _finish(rows[rows["country"] == mark["country"]], "mention")


def list_relations(found: Annotations, mark: Mark) -> pd.DataFrame:
    """List the namings of the mark's relation, in its period if it has one."""
    documents = _in_period(found.documents, mark)
    rows = read_relations(documents, found.relations, _of_scorer(found.scores, mark))
    same = (rows["relation"] == mark["relation"]) & (rows["bond"] == mark["bond"])
    return _finish(rows[same], "relation")


def list_stances(found: Annotations, mark: Mark) -> pd.DataFrame:
    """List the mentions of the mark's country in its voice, or by speakers of its country."""
    rows = read_stances(found.documents, found.stances)
    if mark["country"] != ALL_COUNTRIES:
        rows = rows[rows["country"] == mark["country"]]
    if "voice" in mark:
        rows = rows[rows["voice"] == mark["voice"]]
    if "speaker_country" in mark:
        quoted = rows["voice"] == "quoted"
        rows = rows[quoted & (rows["speaker_country"] == mark["speaker_country"])]
    return _finish(rows, "mention")


def list_toned(found: Annotations, mark: Mark) -> pd.DataFrame:
    """List the mentions of the mark's country with its measure of tone."""
    named = _naming(found, mark)
    tones = found.tones.set_index("target_id")[mark["measure"]]
    return _finish(named.assign(value=named["target_id"].map(tones).astype("float64")), "mention")


def list_framed(found: Annotations, mark: Mark, *, family: str) -> pd.DataFrame:
    """List the cues of the mark's frame linked to its country, and the mentions of the country.

    The share is of documents that name the country: those of the mentions. It rests on the cues.
    """
    named = _naming(found, mark)
    cues = counted_cues(cues_of_family(found.frames, family))
    linked = found.frame_countries[found.frame_countries["country"] == mark["country"]]
    held = (
        (cues["frame"] == mark["frame"])
        & cues["frame_id"].isin(linked["frame_id"])
        & cues["document_id"].isin(named["document_id"])
    )
    cues = _name_cues(cues[held])
    mentions = named.assign(value=float("nan"))
    return pd.concat([_finish(cues, "cue", unit=False), _finish(mentions, "mention")])


def list_cues(found: Annotations, mark: Mark) -> pd.DataFrame:
    """List the cues of the mark's frame in the documents of its group."""
    documents = found.documents
    if mark["by"] in _PERIODS:
        documents = _in_period(documents, mark)
    else:
        given = documents[mark["by"]].astype("str").fillna("")
        documents = documents[given == mark["group"]]
    cues = counted_cues(cues_of_family(found.frames, mark["family"]))
    here = cues["document_id"].isin(documents["document_id"])
    return _finish(_name_cues(cues[here & (cues["frame"] == mark["frame"])]), "cue")


def list_attributed(found: Annotations, mark: Mark) -> pd.DataFrame:
    """List the attributions to the mark's speaker, or to speakers of its country.

    An attribution is shown by its first piece.
    """
    rows = list_attributions(found.documents, found.quotations)
    country = rows["speaker_country"]
    if "speaker" in mark:
        missing = pd.isna(mark["speaker_country"])
        same = country.isna() if missing else country == mark["speaker_country"]
        rows = rows[same & (rows["speaker"] == mark["speaker"])]
    else:
        rows = rows[country.fillna(UNKNOWN) == mark["speaker_country"]]
    pieces = found.quotations.sort_values(["start", "end", "quotation_id"])
    first = pieces.drop_duplicates("attribution_id").set_index("attribution_id")["quotation_id"]
    named = rows.assign(target_id=rows["attribution_id"].map(first), value=float("nan"))
    return _finish(named, "quotation").assign(counted=True)


def _naming(found: Annotations, mark: Mark) -> pd.DataFrame:
    rows = states_only(found.mentions).rename(columns={"mention_id": "target_id"})
    here = rows["document_id"].isin(found.documents["document_id"])
    return rows[here & (rows["country"] == mark["country"])]


def _name_cues(cues: pd.DataFrame) -> pd.DataFrame:
    return cues.rename(columns={"frame_id": "target_id", "figurative": "value"})


def _of_scorer(scores: pd.DataFrame, mark: Mark) -> pd.DataFrame:
    scorer = mark.get("scorer")
    return scores if pd.isna(scorer) else scores[scores["scorer"] == scorer]


def _in_period(documents: pd.DataFrame, mark: Mark) -> pd.DataFrame:
    if "starts_on" not in mark:
        return documents
    days = documents["published_on"]
    return documents[(days >= mark["starts_on"]) & (days < mark["ends_on"] + _A_DAY)]


def _finish(rows: pd.DataFrame, target: str, *, unit: bool = True) -> pd.DataFrame:
    # A cue counts whatever its value: that of an issue has none.
    counted = True if target == "cue" else rows["value"].notna()
    rows = rows.rename(columns={"target_id": "evidence_id"})[["evidence_id", "value"]]
    return rows.assign(target=target, counted=counted, unit=unit)

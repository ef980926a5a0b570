"""The stages in their order: from documents to every table of annotations."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from analysis import frames as framing
from analysis import mentions as naming
from analysis import quotations, schemas, scores, segments, stances, tones
from analysis.codebooks import chosen

STAGES = (
    "segments",
    "mentions",
    "relations",
    "quotations",
    "scores",
    "tones",
    "frames",
    "frame_countries",
    "stances",
)
_NEEDS = {
    "relations": ("mentions",),
    "scores": ("mentions",),
    "tones": ("mentions",),
    "frame_countries": ("frames", "mentions"),
    "stances": ("mentions",),
}


class Annotations(NamedTuple):
    """Every table that the stages make of one corpus; a stage that was left out is empty."""

    documents: pd.DataFrame
    removals: pd.DataFrame
    rejected: pd.DataFrame
    loads: pd.DataFrame
    readings: pd.DataFrame
    segments: pd.DataFrame
    mentions: pd.DataFrame
    relations: pd.DataFrame
    quotations: pd.DataFrame
    scores: pd.DataFrame
    tones: pd.DataFrame
    frames: pd.DataFrame
    frame_countries: pd.DataFrame
    stances: pd.DataFrame


def find_mentions(documents: pd.DataFrame) -> pd.DataFrame:
    """Find the mentions of documents that are not yet cut into segments."""
    return naming.find_mentions(documents, segments.split_segments(documents))


def find_quotations(documents: pd.DataFrame) -> pd.DataFrame:
    """Find the quotations of documents that are not yet cut into segments, and who speaks."""
    cut = segments.split_segments(documents)
    found = quotations.find_quotations(documents, cut)
    named = naming.find_mentions(documents, cut)
    return quotations.resolve_speakers(documents, cut, found, named)


def find_frames(documents: pd.DataFrame) -> pd.DataFrame:
    """Find the frames of documents that are not yet cut into segments, by rules and network."""
    cut = segments.split_segments(documents)
    return framing.read_images(documents, cut, framing.find_frames(documents, cut))


def with_dependents(skip: Collection[str]) -> frozenset[str]:
    """Name the stages that are left out if these are: they and all that need them.

    Raises
    ------
    ValueError
        If a stage is unknown.
    """
    unknown = sorted(set(skip) - set(STAGES))
    if unknown:
        msg = f"`skip` must name stages among {list(STAGES)}; unknown: {unknown}."
        raise ValueError(msg)
    skipped = set(skip)
    for stage in STAGES:
        if skipped.intersection(_NEEDS.get(stage, ())):
            skipped.add(stage)
    return frozenset(skipped)


@schemas.check_once()
def annotate_part(
    documents: pd.DataFrame,
    *,
    scorers: Sequence[str],
    skipped: Collection[str],
    codebooks: chosen.Codebooks,
    known: Mapping[str, pd.DataFrame] = MappingProxyType({}),
) -> dict[str, pd.DataFrame]:
    """Run the stages over some documents, in this process.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`.
    scorers : sequence of str
        As in :func:`annotate`.
    skipped : collection of str
        Stages to leave out, with all that need them.
    codebooks : Codebooks
        The files in use.
    known : mapping of str to DataFrame, optional
        Tables of stages that need not be made again.

    Returns
    -------
    dict of str to DataFrame
        The tables in the order of :data:`STAGES`; a stage that is left out is empty.
    """
    made = {name: getattr(schemas, name.upper()).empty() for name in STAGES} | dict(known)

    def wanted(stage: str) -> bool:
        return stage not in skipped and stage not in known

    if wanted("segments"):
        made["segments"] = segments.split_segments(documents)
    if wanted("mentions"):
        made["mentions"] = naming.find_mentions(
            documents, made["segments"], codebook=codebooks.countries()
        )
    if wanted("relations"):
        made["relations"] = naming.find_relations(
            documents, made["segments"], made["mentions"], codebook=codebooks.relations()
        )
    spoken_of = made["segments"], made["mentions"], made["relations"]
    if wanted("quotations"):
        found = quotations.find_quotations(documents, made["segments"], codebook=codebooks.speech())
        made["quotations"] = quotations.resolve_speakers(
            documents, made["segments"], found, made["mentions"]
        )
    if wanted("scores"):
        made["scores"] = scores.score_mentions(*spoken_of, scorers=scorers)
    if wanted("tones"):
        made["tones"] = tones.measure_tones(*spoken_of)
    if wanted("frames"):
        book = codebooks.frames()
        made["frames"] = framing.find_frames(documents, made["segments"], codebook=book)
        # Who leaves the scores out wants no network to run: images are then told by rules alone.
        if "scores" not in skipped:
            made["frames"] = framing.read_images(
                documents, made["segments"], made["frames"], codebook=book
            )
    if wanted("frame_countries"):
        made["frame_countries"] = framing.link_countries(
            made["frames"], *spoken_of, codebook=codebooks.frames()
        )
    if wanted("stances"):
        made["stances"] = stances.join_stances(documents, made, scorer=scorers[0])
    return made

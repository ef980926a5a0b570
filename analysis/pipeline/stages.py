"""From documents to every table of annotations, on one core or several."""

from __future__ import annotations

import gc
import os
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from tqdm.auto import tqdm

from analysis import corpus as corpora
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
# Below this many characters one process is done before others have started.
_CHARACTERS_WORTH_A_POOL = 4_000_000
_CHARACTERS_A_CHUNK = 1_000_000
_SECONDS_WITHOUT_A_BAR = 2.0


class Annotations(NamedTuple):
    """Every table that the stages make of one corpus; a stage that was left out is empty."""

    documents: pd.DataFrame
    removals: pd.DataFrame
    rejected: pd.DataFrame
    segments: pd.DataFrame
    mentions: pd.DataFrame
    relations: pd.DataFrame
    quotations: pd.DataFrame
    scores: pd.DataFrame
    tones: pd.DataFrame
    frames: pd.DataFrame
    frame_countries: pd.DataFrame
    stances: pd.DataFrame


def annotate(
    corpus: corpora.Corpus,
    *,
    scorers: Sequence[str] = (scores.DEFAULT_SCORER,),
    skip: Collection[str] = (),
    codebooks: Sequence[Path] = (),
    workers: int | None = None,
) -> Annotations:
    """Run the stages over a corpus.

    Parameters
    ----------
    corpus : Corpus
        Documents, with what was removed and rejected while they were read.
    scorers : sequence of str, optional
        Instruments that :func:`analysis.scores.find_scorer` knows.
    skip : collection of str, optional
        Names of :data:`STAGES` to leave out; a stage that needs one is left out with it. Without
        `scores` no network runs, and images are told from the plain thing by rules alone.
    codebooks : sequence of Path, optional
        Files that stand in for the house's own codebooks; what a file is shows in its fields.
    workers : int, optional
        Processes. If absent, one for a small corpus and one each core for a large one.

    Returns
    -------
    Annotations
        Rows in the order of the documents, whatever the number of workers.

    Raises
    ------
    ValueError
        If a stage or scorer is unknown.
    """
    skipped = _with_dependents(skip)
    if "scores" not in skipped:
        for name in scorers:
            scores.find_scorer(name)
    documents = corpus.documents
    length = int(documents["text"].str.len().sum()) if len(documents) else 0
    if workers is None:
        workers = (os.cpu_count() or 1) if length > _CHARACTERS_WORTH_A_POOL else 1
    books = chosen.choose(codebooks)
    tasks = [(part, tuple(scorers), skipped, books) for part in _split(documents)]
    with tqdm(
        total=length,
        unit="char",
        unit_scale=True,
        desc="annotate",
        delay=_SECONDS_WITHOUT_A_BAR,
        disable=None if workers else True,
    ) as bar:
        parts = []
        for part, task in zip(_map(tasks, workers), tasks, strict=True):
            parts.append(part)
            bar.update(int(task[0]["text"].str.len().sum()))
    joined = [_join(tables) for tables in zip(*parts, strict=True)]
    return Annotations(documents, corpus.removals, corpus.rejected, *joined)


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


def _with_dependents(skip: Collection[str]) -> frozenset[str]:
    unknown = sorted(set(skip) - set(STAGES))
    if unknown:
        msg = f"`skip` must name stages among {list(STAGES)}; unknown: {unknown}."
        raise ValueError(msg)
    skipped = set(skip)
    for stage in STAGES:
        if skipped.intersection(_NEEDS.get(stage, ())):
            skipped.add(stage)
    return frozenset(skipped)


def _split(documents: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Cut the documents into parts of about one size; at least one part, if an empty one."""
    if not len(documents):
        yield documents
        return
    part = documents["text"].str.len().cumsum() // _CHARACTERS_A_CHUNK
    for _, rows in documents.groupby(part.to_numpy(), sort=True):
        yield rows


def _without_searching_for_cycles() -> None:
    """Stop a worker from looking, again and again, for cycles among millions of small rows.

    The stages make none; what they let go is freed at once.
    """
    gc.disable()


def _map(tasks: list[tuple], workers: int) -> Iterator[tuple[pd.DataFrame, ...]]:
    if workers <= 1 or len(tasks) == 1:
        yield from map(_annotate_part, tasks)
        return
    with ProcessPoolExecutor(
        min(workers, len(tasks)),
        mp_context=get_context("spawn"),
        initializer=_without_searching_for_cycles,
    ) as pool:
        yield from pool.map(_annotate_part, tasks)


def _annotate_part(
    task: tuple[pd.DataFrame, tuple[str, ...], frozenset[str], chosen.Codebooks],
) -> tuple[pd.DataFrame, ...]:
    """Run the stages over some documents; the tables in the order of :data:`STAGES`."""
    documents, scorers, skipped, books = task
    made = {name: getattr(schemas, name.upper()).empty() for name in STAGES}

    def wanted(stage: str) -> bool:
        return stage not in skipped

    if wanted("segments"):
        made["segments"] = segments.split_segments(documents)
    if wanted("mentions"):
        made["mentions"] = naming.find_mentions(
            documents, made["segments"], codebook=books.countries()
        )
    if wanted("relations"):
        made["relations"] = naming.find_relations(
            documents, made["segments"], made["mentions"], codebook=books.relations()
        )
    spoken_of = made["segments"], made["mentions"], made["relations"]
    if wanted("quotations"):
        found = quotations.find_quotations(documents, made["segments"], codebook=books.speech())
        made["quotations"] = quotations.resolve_speakers(
            documents, made["segments"], found, made["mentions"]
        )
    if wanted("scores"):
        made["scores"] = scores.score_mentions(*spoken_of, scorers=scorers)
    if wanted("tones"):
        made["tones"] = tones.measure_tones(*spoken_of)
    if wanted("frames"):
        made["frames"] = framing.find_frames(documents, made["segments"], codebook=books.frames())
        # Who leaves the scores out wants no network to run: images are then told by rules alone.
        if wanted("scores"):
            made["frames"] = framing.read_images(
                documents, made["segments"], made["frames"], codebook=books.frames()
            )
    if wanted("frame_countries"):
        made["frame_countries"] = framing.link_countries(
            made["frames"], *spoken_of, codebook=books.frames()
        )
    if wanted("stances"):
        made["stances"] = stances.join_stances(documents, made, scorer=scorers[0])
    return tuple(made[name] for name in STAGES)


def _join(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    filled = [table for table in tables if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else tables[0]

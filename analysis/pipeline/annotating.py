"""From documents to every table of annotations, on one core or several."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from pathlib import Path

import pandas as pd
from tqdm.auto import tqdm

from analysis import corpus as corpora
from analysis import scores
from analysis.codebooks import chosen
from analysis.pipeline.batches import Batch, Work, annotate_batch, cut_batches
from analysis.pipeline.keys import key_stages
from analysis.pipeline.stages import STAGES, Annotations, with_dependents
from analysis.pipeline.storing import Store
from analysis.pools import in_order, is_worth_a_pool, open_pool

__all__ = ["annotate", "plan", "show_progress"]

_SECONDS_WITHOUT_A_BAR = 2.0


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
    work = plan(scorers, skip, codebooks)
    batches = cut_batches(corpus.documents)
    if workers is None and not is_worth_a_pool(sum(batch.n_characters for batch in batches)):
        workers = 1
    with open_pool(workers) as pool:
        parts = list(in_order(partial(annotate_batch, work), show_progress(batches), pool))
    joined = [_join([part[stage] for part in parts]) for stage in STAGES]
    return Annotations(*corpus, *joined)


def plan(
    scorers: Sequence[str],
    skip: Collection[str],
    codebooks: Sequence[Path],
    *,
    store: Store | None = None,
) -> Work:
    """Check what is asked for, and say it so that a worker can do it.

    Raises
    ------
    ValueError
        If a stage or scorer is unknown.
    """
    skipped = with_dependents(skip)
    if "scores" not in skipped:
        for name in scorers:
            scores.find_scorer(name)
    books = chosen.choose(codebooks)
    keys = key_stages(scorers, skipped, books) if store else {}
    return Work(tuple(scorers), skipped, books, keys, store)


def show_progress(batches: Sequence[Batch]) -> Iterator[Batch]:
    """Give the batches of a corpus, and show by a bar how many characters have been handed out."""
    with tqdm(
        total=sum(batch.n_characters for batch in batches),
        unit="char", unit_scale=True, desc="annotate", delay=_SECONDS_WITHOUT_A_BAR,
    ) as bar:  # fmt: skip
        for batch in batches:
            yield batch
            bar.update(batch.n_characters)


def _join(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    filled = [table for table in tables if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else tables[0]

"""Batches of documents: what one process makes at a time, and what is kept or made anew as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.codebooks.chosen import Codebooks
from analysis.pipeline.keys import key_documents
from analysis.pipeline.stages import STAGES, annotate_part
from analysis.pipeline.storing import Store

__all__ = ["Batch", "Work", "cut_batches", "do"]

# A batch ends with a document whose key says so, one in this many, so that a document more or less
# moves the ends of its own batch and of no other.
_ONE_IN = 64
# Nor does a batch grow larger than this, so that workers share the load and need little memory.
_MOST_CHARACTERS = 1_000_000


class Batch(NamedTuple):
    """Some documents in their order, and a key that changes with any of them."""

    key: str
    documents: pd.DataFrame


class Work(NamedTuple):
    """How batches are annotated: small enough to be sent to each worker."""

    scorers: tuple[str, ...]
    skipped: frozenset[str]
    codebooks: Codebooks
    keys: Mapping[str, str]
    store: Store | None


def cut_batches(documents: pd.DataFrame) -> Iterator[Batch]:
    """Cut documents into batches, each a slice in the order of the rows.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`.

    Yields
    ------
    Batch
        At least one, if an empty one.
    """
    keys = key_documents(documents).to_numpy()
    lengths = documents["text"].str.len().to_numpy(dtype="int64")
    begin, size = 0, 0
    for place, (key, length) in enumerate(zip(keys, lengths, strict=True)):
        if place > begin and size + length > _MOST_CHARACTERS:
            yield _batch(documents, keys, begin, place)
            begin, size = place, 0
        size += int(length)
        if int(key[:8], 16) % _ONE_IN == 0:
            yield _batch(documents, keys, begin, place + 1)
            begin, size = place + 1, 0
    if begin < len(keys) or not len(keys):
        yield _batch(documents, keys, begin, len(keys))


def _batch(documents: pd.DataFrame, keys: np.ndarray, begin: int, stop: int) -> Batch:
    key = sha256("\n".join(keys[begin:stop]).encode()).hexdigest()
    return Batch(key, documents.iloc[begin:stop])


def do(work: Work, batch: Batch) -> dict[str, pd.DataFrame]:
    """Annotate one batch, or take from the store what has not changed.

    Returns
    -------
    dict of str to DataFrame
        The tables of all stages, by name; those that are left out are empty.
    """
    known = work.store.recall(batch.key, work.keys) if work.store else {}
    tables = annotate_part(
        batch.documents,
        scorers=work.scorers,
        skipped=work.skipped,
        codebooks=work.codebooks,
        known=known,
    )
    if work.store and set(work.keys) - set(known):
        work.store.keep(batch.key, work.keys, tables)
    return {stage: tables[stage] for stage in STAGES}

"""Batches of documents: what one process makes at a time, and what is kept or made anew as one."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd
import pyarrow as pa

from analysis.codebooks.chosen import Codebooks
from analysis.pipeline.keys import key_documents
from analysis.pipeline.stages import STAGES, annotate_part
from analysis.pipeline.storing import Store
from analysis.pipeline.writers import SCHEMAS, from_arrow, to_arrow

__all__ = ["Batch", "Work", "annotate_batch", "cut_batches", "do"]

# A batch has at least so many characters, since each costs some time of its own. From there on it
# ends with a document whose key says so, one in so many characters: a document more or less moves
# the ends of its own batch and hardly ever of another. Nor does a batch grow larger than the last
# number, so that workers share the load and need little memory.
_LEAST_CHARACTERS, _CHARACTERS_AN_END, _MOST_CHARACTERS = 500_000, 150_000, 1_000_000
_KEYS = 16**8

_EMPTY = {stage: to_arrow(schema.empty(), schema) for stage, schema in SCHEMAS.items()}


class Batch(NamedTuple):
    """Some documents in their order, and a key that changes with any of them."""

    key: str
    documents: pd.DataFrame
    n_characters: int


class Work(NamedTuple):
    """How batches are annotated: small enough to be sent to each worker."""

    scorers: tuple[str, ...]
    skipped: frozenset[str]
    codebooks: Codebooks
    keys: Mapping[str, str]
    store: Store | None


def cut_batches(documents: pd.DataFrame) -> list[Batch]:
    """Cut documents into batches, each a slice in the order of the rows.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`.

    Returns
    -------
    list of Batch
        At least one, if an empty one.
    """
    keys = key_documents(documents).tolist()
    lengths = documents["text"].str.len().to_numpy(dtype="int64").tolist()
    batches: list[Batch] = []
    begin, size = 0, 0

    def end(stop: int) -> None:
        key = sha256("\n".join(keys[begin:stop]).encode()).hexdigest()
        batches.append(Batch(key, documents.iloc[begin:stop], size))

    for place, (key, length) in enumerate(zip(keys, lengths, strict=True)):
        if place > begin and size + length > _MOST_CHARACTERS:
            end(place)
            begin, size = place, 0
        size += length
        ends_here = int(key[:8], 16) * _CHARACTERS_AN_END < length * _KEYS
        if ends_here and size >= _LEAST_CHARACTERS:
            end(place + 1)
            begin, size = place + 1, 0
    if begin < len(keys) or not keys:
        end(len(keys))
    return batches


def annotate_batch(
    work: Work, batch: Batch, known: Mapping[str, pd.DataFrame] = MappingProxyType({})
) -> dict[str, pd.DataFrame]:
    """Annotate one batch, but for the stages whose tables are known."""
    return annotate_part(
        batch.documents,
        scorers=work.scorers,
        skipped=work.skipped,
        codebooks=work.codebooks,
        known=known,
    )


def do(work: Work, batch: Batch) -> dict[str, pa.Table]:
    """Annotate one batch, or take from the store what has not changed.

    Returns
    -------
    dict of str to Table
        The tables of all stages, by name, in the form in which they are kept and written; those
        that are left out are empty.
    """
    known = work.store.recall(batch.key, work.keys) if work.store else {}
    if set(work.keys) - set(known) or not work.keys:
        tables = {stage: from_arrow(table, SCHEMAS[stage]) for stage, table in known.items()}
        made = annotate_batch(work, batch, tables)
        known |= {
            stage: to_arrow(made[stage], SCHEMAS[stage]) for stage in STAGES if stage not in known
        }
        if work.store:
            work.store.keep(batch.key, work.keys, known)
    return {stage: known.get(stage, _EMPTY[stage]) for stage in STAGES}

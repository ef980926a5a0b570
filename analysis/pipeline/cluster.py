"""Annotate a corpus on many machines: partitions of documents on the workers of a Dask cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.pipeline.batches import Batch, Work, do
from analysis.pipeline.stages import STAGES
from analysis.pipeline.writers import path_of
from analysis.pools import pause_collector
from analysis.writing import replace_whole

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["connect", "work_on_cluster"]

# A partition, which becomes a file of each table, is one batch at first, so that workers share a
# small corpus evenly. After so many it is twice as large, and so on, up to so many batches: a large
# corpus becomes no more files than need be.
_PARTITIONS_OF_A_SIZE, _MOST_BATCHES = 64, 8
# Partitions that wait for a worker, for each of its threads.
_WAITING = 2
# A worker may die with a partition in its hands; another one then makes it.
_RETRIES = 3


def connect(address: str) -> Client:
    """Connect to the scheduler of a Dask cluster.

    Parameters
    ----------
    address : str
        As the scheduler prints it, `tcp://host:8786`.

    Returns
    -------
    Client
        To be closed by whoever asked for it.

    Raises
    ------
    ModuleNotFoundError
        If Dask is not installed.
    OSError
        If no scheduler answers there.
    """
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        msg = 'A cluster needs Dask, which is not installed. Run: pip install -e ".[scale]"'
        raise ModuleNotFoundError(msg) from error
    return Client(address, set_as_default=False)


def work_on_cluster(
    work: Work, batches: Iterable[Batch], folder: Path, *, client: Client
) -> dict[str, int]:
    """Annotate batches on the workers, which write the tables themselves.

    Parameters
    ----------
    work : Work
        How.
    batches : iterable of Batch
        In the order of the documents.
    folder : Path
        Seen by every worker under the same path. Each table becomes a folder of Parquet files,
        numbered in the order of the documents.
    client : Client
        Of a running cluster. A worker that dies loses the partition in its hands, which another
        one makes.

    Returns
    -------
    dict of str to int
        Rows of each table.
    """
    from distributed import as_completed

    for stage in STAGES:
        path_of(folder, stage).unlink(missing_ok=True)
        path_of(folder, stage).mkdir(exist_ok=True)
    # Futures are let go when they are done: no result travels but the numbers of rows.
    partitions = enumerate(_group(batches))
    threads = max(1, sum(client.nthreads().values()))
    rows = dict.fromkeys(STAGES, 0)

    def submit(numbered: tuple[int, list[Batch]]):
        number, part = numbered
        return client.submit(
            make_partition, work, part, folder.resolve(), number, retries=_RETRIES, pure=False
        )

    waiting = as_completed(map(submit, islice(partitions, _WAITING * threads)))
    for done in waiting:
        for stage, n in done.result().items():
            rows[stage] += n
        done.release()
        for numbered in islice(partitions, 1):
            waiting.add(submit(numbered))
    return rows


def _group(batches: Iterable[Batch]) -> Iterator[list[Batch]]:
    batches = iter(batches)
    for number in count():
        size = min(2 ** (number // _PARTITIONS_OF_A_SIZE), _MOST_BATCHES)
        part = list(islice(batches, size))
        if not part:
            return
        yield part


def make_partition(work: Work, batches: list[Batch], folder: Path, number: int) -> dict[str, int]:
    """Annotate some batches and write their tables, each whole or not at all; on a worker."""
    with pause_collector():
        made = [do(work, batch) for batch in batches]
    rows = {}
    for stage in STAGES:
        table = pa.concat_tables(tables[stage] for tables in made).combine_chunks()
        with replace_whole(path_of(folder, stage) / f"part-{number:06d}.parquet") as path:
            pq.write_table(table, path)
        rows[stage] = len(table)
    return rows

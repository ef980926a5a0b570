"""Make the tables of a corpus in a folder: what has not changed is not made again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import nullcontext
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis import schemas
from analysis.corpus import Corpus
from analysis.pipeline.annotating import show_progress
from analysis.pipeline.batches import Batch, Work, cut_batches, do
from analysis.pipeline.cluster import work_on_cluster
from analysis.pipeline.keeping import describe_run
from analysis.pipeline.keys import key_documents
from analysis.pipeline.ledger import (
    continue_ledger,
    read_manifest,
    set_ledger_aside,
    write_manifest,
)
from analysis.pipeline.stages import STAGES, Annotations
from analysis.pipeline.writers import SCHEMAS, hash_file, open_writers, path_of, to_arrow
from analysis.pools import in_order, is_worth_a_pool, open_pool
from analysis.writing import disarm, replace_whole

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["BATCHES", "find_made", "make_tables"]

# Where the batches of an earlier run are kept, inside the folder of the tables.
BATCHES = ".batches"
_MADE_BY = "made_by"
_INPUT = "input_sha256"
_SUMS = "tables_sha256"
_HERE = int | Executor | None
_BEGUN = re.compile(r"\..+\.(?:parquet|csv|json|batch)\.\w+")


def make_tables(
    corpus: Corpus,
    folder: Path,
    work: Work,
    *,
    described: Mapping[str, Mapping[str, Any]],
    workers: int | Executor | Client | None = None,
) -> dict[str, Any]:
    """Write each table of a corpus, what was rejected, and the manifest that says how.

    A run on the same corpus by the same code, codebooks and models ends at once. Otherwise the
    batches of documents in which nothing has changed are taken from the last run, stage by stage:
    another codebook of frames makes frames anew, and what hangs on them. A run that is killed
    leaves the batches that were done, and no half table; the next run goes on from there.

    Parameters
    ----------
    corpus : Corpus
        As :func:`analysis.corpus.load_corpus` reads it.
    folder : Path
        Made if absent. Its hidden folder `.batches` may be deleted at any time.
    work : Work
        As :func:`analysis.pipeline.annotating.plan` says it.
    described : mapping
        What the manifest says besides: the `parameters`, as
        :func:`analysis.pipeline.name_parameters` names them, how texts were chosen
        (`collection`), as :func:`analysis.corpus.load_collection` reads it, if that is known, and
        `input_sha256`, by which :func:`find_made` knows the files again.
    workers : int, Executor or Client, optional
        Processes on this machine, or a pool of them, which a small corpus leaves alone; if absent,
        one each core for a large corpus. Or a Dask client whose workers see the same folder; the
        tables are then folders of Parquet files, one each partition, with the same rows.

    Returns
    -------
    dict
        The manifest.

    Raises
    ------
    OSError
        If the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    before = read_manifest(folder)
    made_by = _identify(corpus, work, is_partitioned=not isinstance(workers, _HERE))
    if before.get(_MADE_BY) == made_by and _are_whole(folder, before.get(_SUMS, {})):
        return _confirm(folder, before, described)
    # From here on the folder is between two states; the old manifest would lie about it.
    set_ledger_aside(folder)
    found = Annotations(*corpus, *(SCHEMAS[stage].empty() for stage in STAGES))
    told = {name: said for name, said in described.items() if name != _INPUT}
    batches = cut_batches(corpus.documents)
    # Told while workers are at the stages: the words of a large corpus take their time to count.
    with ThreadPoolExecutor(1) as aside:
        description = aside.submit(describe_run, found, codebooks=work.codebooks, **told)
        if isinstance(workers, _HERE):
            rows = _write_here(batches, folder, work, workers)
        else:
            _clear(folder)
            rows = work_on_cluster(work, show_progress(batches), folder, client=workers)
        now = description.result()
    given = corpus._asdict()
    for name, table in given.items():
        if name == "rejected":
            with replace_whole(folder / "rejected.csv") as path:
                # Names of files are anybody's, and spreadsheets open this one.
                table.map(disarm).to_csv(path, index=False, lineterminator="\n")
        else:
            _write_one(table, folder, name)
    counted = {name: len(table) for name, table in given.items()} | rows
    now |= {_INPUT: described.get(_INPUT)}
    now |= {"rows": counted, _MADE_BY: made_by, _SUMS: _sum_up(folder, [*given, *STAGES])}
    manifest = continue_ledger(now, before)
    write_manifest(folder, manifest)
    _sweep(folder)
    if work.store:
        work.store.forget_others({batch.key for batch in batches})
    return manifest


def find_made(
    folder: Path, work: Work, *, described: Mapping[str, Any], is_partitioned: bool
) -> dict[str, Any] | None:
    """Find what a run on the very same files has made already, before these are read.

    Parameters
    ----------
    folder : Path
        Where the tables would come to lie.
    work : Work
        As in :func:`make_tables`.
    described : mapping
        As there; its `input_sha256` is what :func:`analysis.corpus.hash_files` says of the files.
    is_partitioned : bool
        Whether the tables would be folders.

    Returns
    -------
    dict or None
        The manifest, written anew; None if anything differs: a file, the code, a codebook, a
        model, a parameter, a table.
    """
    before = read_manifest(folder) if folder.is_dir() else {}
    made_by = before.get(_MADE_BY, {})
    is_same = (
        before.get(_INPUT) == described[_INPUT]
        and before.get("parameters") == described["parameters"]
        and made_by.get("stages") == dict(work.keys)
        and made_by.get("skipped") == sorted(work.skipped)
        and made_by.get("partitioned") == is_partitioned
    )
    if not is_same or not _are_whole(folder, before.get(_SUMS, {})):
        return None
    return _confirm(folder, before, described)


def _confirm(
    folder: Path, before: Mapping[str, Any], described: Mapping[str, Any]
) -> dict[str, Any]:
    """Write a manifest anew whose tables stay as they are."""
    manifest = continue_ledger({**before, **described}, before)
    write_manifest(folder, manifest)
    return manifest


def _write_here(
    batches: list[Batch], folder: Path, work: Work, workers: int | Executor | None
) -> dict[str, int]:
    _clear(folder)
    size = sum(batch.n_characters for batch in batches)
    if not isinstance(workers, int) and not is_worth_a_pool(size):
        workers = 1
    opened = nullcontext(workers) if isinstance(workers, Executor) else open_pool(workers)
    with opened as pool, open_writers(folder, SCHEMAS) as writers:
        for tables in in_order(partial(do, work), show_progress(batches), pool):
            for stage, writer in writers.items():
                writer.add(tables[stage])
    return {stage: writer.n_rows for stage, writer in writers.items()}


def _write_one(table: pd.DataFrame, folder: Path, name: str) -> None:
    import pyarrow.parquet as pq

    with replace_whole(path_of(folder, name)) as path:
        pq.write_table(to_arrow(table, getattr(schemas, name.upper())), path)


def _clear(folder: Path) -> None:
    """Remove tables of the other form: a file cannot take the place of a folder."""
    for stage in STAGES:
        path = path_of(folder, stage)
        if path.is_dir():
            shutil.rmtree(path)


def _sweep(folder: Path) -> None:
    """Remove what a run that was killed had begun to write beside its place."""
    for path in folder.rglob(".*"):
        if path.is_file() and _BEGUN.fullmatch(path.name):
            path.unlink(missing_ok=True)


def _identify(corpus: Corpus, work: Work, *, is_partitioned: bool) -> dict[str, Any]:
    """Name all that the tables depend on."""
    others = [table.to_csv(index=False) for name, table in corpus._asdict().items()
              if name != "documents"]  # fmt: skip
    facts = "\n".join([*key_documents(corpus.documents), *others])
    return {
        "corpus": sha256(facts.encode("utf-8", "backslashreplace")).hexdigest(),
        "stages": dict(work.keys),
        "skipped": sorted(work.skipped),
        "partitioned": is_partitioned,
    }


def _files_of(folder: Path, name: str) -> list[Path]:
    path = path_of(folder, name)
    return sorted(path.glob("*.parquet")) if path.is_dir() else [path]


def _sum_up(folder: Path, names: list[str]) -> dict[str, str]:
    files = [path for name in names if name != "rejected" for path in _files_of(folder, name)]
    return {path.relative_to(folder).as_posix(): hash_file(path) for path in files}


def _are_whole(folder: Path, sums: Mapping[str, str]) -> bool:
    """Tell whether the files are still what the manifest says."""
    try:
        return bool(sums) and all(hash_file(folder / name) == said for name, said in sums.items())
    except OSError:
        return False

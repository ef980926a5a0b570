"""What the stages have made of a batch of documents, kept until something in it changes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa

from analysis.writing import replace_whole

__all__ = ["Store"]

_MAGIC = b"trilateral batch 2\n"


class Store:
    """Keeps the tables of each batch in one file, each with the key of what it was made by.

    A file appears whole or not at all; one that cannot be read counts as absent. Nothing else is
    needed to go on after a run that was killed.

    Parameters
    ----------
    folder : Path
        Made when the first batch is kept. It holds what the texts say, as the tables do.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def recall(self, batch: str, keys: Mapping[str, str]) -> dict[str, pa.Table]:
        """Return what is known of a batch.

        Parameters
        ----------
        batch : str
            The key of its documents.
        keys : mapping of str to str
            Of each stage that is wanted, the key.

        Returns
        -------
        dict of str to Table
            Tables of the stages that were made by the same code, codebooks and models.
        """
        try:
            content = self._path_of(batch).read_bytes()
        except OSError:
            return {}
        try:
            return dict(_unpack(content, keys))
        except (ValueError, KeyError, pa.ArrowException):
            return {}

    def keep(self, batch: str, keys: Mapping[str, str], tables: Mapping[str, pa.Table]) -> None:
        """Keep the tables of a batch in place of what is known of it."""
        path = self._path_of(batch)
        path.parent.mkdir(parents=True, exist_ok=True)
        with replace_whole(path) as beside:
            beside.write_bytes(_pack(keys, tables))

    def forget_others(self, batches: set[str]) -> None:
        """Remove what belongs to none of these batches, once a run is complete."""
        kept = {self._path_of(batch) for batch in batches}
        for path in self._folder.rglob("*.batch") if self._folder.is_dir() else ():
            if path not in kept:
                path.unlink(missing_ok=True)

    def _path_of(self, batch: str) -> Path:
        return self._folder / batch[:2] / f"{batch}.batch"


def _pack(keys: Mapping[str, str], tables: Mapping[str, pa.Table]) -> bytes:
    parts, head = [], {}
    begin = 0
    for stage, key in keys.items():
        sink = pa.BufferOutputStream()
        options = pa.ipc.IpcWriteOptions(compression="lz4")
        with pa.ipc.new_stream(sink, tables[stage].schema, options=options) as writer:
            writer.write_table(tables[stage])
        part = sink.getvalue().to_pybytes()
        head[stage] = [key, begin, begin + len(part)]
        begin += len(part)
        parts.append(part)
    return _MAGIC + json.dumps(head).encode() + b"\n" + b"".join(parts)


def _unpack(content: bytes, keys: Mapping[str, str]) -> Iterator[tuple[str, pa.Table]]:
    magic, found, rest = content.partition(_MAGIC)
    if magic or not found:
        return
    line, _, parts = rest.partition(b"\n")
    for stage, (key, begin, end) in json.loads(line).items():
        if keys.get(stage) == key:
            if end > len(parts):
                return
            yield stage, pa.ipc.open_stream(parts[begin:end]).read_all()

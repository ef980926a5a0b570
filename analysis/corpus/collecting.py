"""Collect what the files give: documents, what was taken out of them, and what was refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis import schemas
from analysis.corpus.copies import find_copies
from analysis.corpus.findings import Findings, Kept
from analysis.corpus.invisible import write_visibly
from analysis.corpus.memory import give_back
from analysis.corpus.reporting import FileReport, report_files
from analysis.pools import is_worth_a_pool

__all__ = ["Collector", "Corpus"]


class Corpus(NamedTuple):
    """What was read: documents, what was taken out of them, what was refused, and how it went."""

    documents: pd.DataFrame
    removals: pd.DataFrame
    rejected: pd.DataFrame
    loads: pd.DataFrame = schemas.LOADS.empty()
    readings: pd.DataFrame = schemas.READINGS.empty()


class Collector:
    """Keeps what is read until all of it is."""

    def __init__(self) -> None:
        self._kept: dict[str, Kept] = {}
        self._rejected: list[tuple[str, str]] = []
        self._files: dict[str, FileReport] = {}

    def take(self, found: Findings) -> None:
        """Take what a file gives; the order of the files decides whose ids get a number."""
        there = self._files.get(found.report.path)
        if there is None:
            self._files[found.report.path] = found.report
        else:
            # An archive may hold several files of one name.
            there.go_on(found.report)
        self.refuse_all(found.refused)
        for kept in found.kept:
            self._kept[self._take_id(kept)] = kept

    def refuse_all(self, refused: Iterable[tuple[str, str]]) -> None:
        """Note what cannot be read, or cannot be read in full: where, and what is wrong."""
        self._rejected += [(write_visibly(where), write_visibly(why)) for where, why in refused]

    def finish(self, pool: Executor | None = None) -> Corpus:
        """Make the tables: in the order of ids, each text once, or once an outlet.

        The processes of a pool look for near-copies in a large corpus.
        """
        names = self._name_first()
        kept = {name: self._kept[name] for name in names}
        self._kept.clear()
        removals = [(name, *removal) for name, one in kept.items() for removal in one.removals]
        documents = _tabulate(kept)
        # The table has the texts now; twice they would fill the memory.
        kept = {name: one._replace(text=b"") for name, one in kept.items()}
        give_back()
        return Corpus(
            documents,
            schemas.REMOVALS.build(sorted(removals)),
            schemas.REJECTED.build(sorted(set(self._rejected))),
            report_files(self._files, [(one.document["path"], one.notes) for one in kept.values()]),
            _report_kept(kept, documents, pool),
        )

    def _name_first(self) -> list[str]:
        """Refuse a text that is there already, unless another outlet has printed it too."""
        names: list[str] = []
        first: dict[str, dict[str | None, str]] = {}
        for name in sorted(self._kept):
            kept = self._kept[name]
            there = first.setdefault(kept.document["sha256"], {})
            outlet = kept.document["outlet"] and kept.document["outlet"].casefold()
            is_printed_elsewhere = outlet is not None and not {outlet, None} & set(there)
            if there and not is_printed_elsewhere:
                same = there.get(outlet) or next(iter(there.values()))
                self._refuse(kept, f"the same text as {same}")
                continue
            there[outlet] = name
            names.append(name)
        return names

    def _take_id(self, kept: Kept) -> str:
        wanted = kept.name
        if wanted not in self._kept:
            return wanted
        number = 2
        while f"{wanted}~{number}" in self._kept:
            number += 1
        reason = f"`document_id` {wanted!r} is there already; the text is kept as {wanted}~{number}"
        self._refuse(kept, reason)
        return f"{wanted}~{number}"

    def _refuse(self, kept: Kept, reason: str) -> None:
        self.refuse_all([(kept.where, reason)])
        self._files[kept.document["path"]].has_faults = True


def _tabulate(kept: dict[str, Kept]) -> pd.DataFrame:
    """Make the documents."""
    columns: dict[str, Any] = {
        column: [one.document.get(column) for one in kept.values()]
        for column in schemas.DOCUMENTS.names
    }
    columns["document_id"] = list(kept)
    columns["text"] = _join_texts([one.text for one in kept.values()])
    return schemas.DOCUMENTS.conform(pd.DataFrame(columns))


def _join_texts(texts: Sequence[bytes]) -> pd.Series:
    """Make a column of texts in UTF-8, in just the memory that it takes."""
    ends = np.cumsum([0, *map(len, texts)], dtype="int64")
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(b"".join(texts))]
    joined = pa.Array.from_buffers(pa.large_string(), len(texts), buffers)
    return pd.Series(joined, dtype="str")


def _report_kept(
    kept: dict[str, Kept], documents: pd.DataFrame, pool: Executor | None
) -> pd.DataFrame:
    n, ones = len(kept), kept.values()
    copies: Sequence[str | None] = [None] * n
    if n > 1:
        sketches = {name: one.sketch for name, one in kept.items()}
        is_large = is_worth_a_pool(int(documents["text"].str.len().sum()))
        copies = find_copies(documents, sketches=sketches, pool=pool if is_large else None).tolist()
    columns: dict[str, Sequence[Any]] = {
        "document_id": list(kept),
        "place": [one.place or None for one in ones],
        "method": [one.method for one in ones],
        "date_found_by": [one.found_by.get("published_on") for one in ones],
        "language_found_by": [one.found_by.get("language") for one in ones],
        "copy_of": copies,
        "notes": [write_visibly("; ".join(one.notes)) or None for one in ones],
    }
    return schemas.READINGS.fill(columns)

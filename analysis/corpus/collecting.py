"""Collect documents, what was taken out of them, and what was refused."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any, NamedTuple

import pandas as pd

from analysis import schemas
from analysis.corpus.cleaning import Removal
from analysis.corpus.facts import FACTS, read_day, read_fact


class Corpus(NamedTuple):
    """What was read: documents, what was taken out of them, and what was refused."""

    documents: pd.DataFrame
    removals: pd.DataFrame
    rejected: pd.DataFrame


class Source(NamedTuple):
    """Where a document comes from: its file, the place to name in a note, and that of its facts."""

    path: str
    where: str
    where_facts: str


class Collector:
    """Keeps what is read until all of it is."""

    def __init__(self) -> None:
        self._documents: dict[str, dict[str, Any]] = {}
        self._where: dict[str, str] = {}
        self._removals: list[tuple] = []
        self._rejected: list[tuple[str, str]] = []

    def refuse(self, where: str, reason: str) -> None:
        """Note what cannot be read, or cannot be read in full."""
        self._rejected.append((write_safely(where), write_safely(reason)))

    def refuse_all(self, refused: Iterable[tuple[str, str]]) -> None:
        """Note several at once."""
        for where, reason in refused:
            self.refuse(where, reason)

    def keep(
        self,
        name: str,
        text: str,
        source: Source,
        *,
        facts: dict[str, Any],
        removals: list[Removal],
    ) -> None:
        """Keep one document, unless its characters cannot be stored.

        Parameters
        ----------
        name : str
            The id wanted; a number is added if it is taken.
        text : str
            Its text.
        source : Source
            Where it comes from.
        facts : dict
            Cells for the other columns, as they were read.
        removals : list of Removal
            What was taken out of its text.
        """
        try:
            digest = sha256(text.encode("utf-8")).hexdigest()
        except UnicodeEncodeError as error:
            half = f"U+{ord(text[error.start]):04X}"
            self.refuse(
                source.where,
                f"`text` must be Unicode; character {error.start} is {half}, half of a character",
            )
            return
        row = {fact: read_fact(facts.get(fact)) for fact in FACTS if fact != "published_on"}
        row = {fact: value and write_safely(value) for fact, value in row.items()}
        day = read_day(facts.get("published_on"))
        if day is None and read_fact(facts.get("published_on")) is not None:
            self.refuse(
                source.where_facts,
                f"`published_on` must be YYYY-MM-DD; it is {facts['published_on']!r}. The text is "
                "kept without a date",
            )
        document_id = self._take_id(write_safely(name), source.where)
        self._documents[document_id] = {
            **row,
            "published_on": day,
            "document_id": document_id,
            "text": text,
            "path": write_safely(source.path),
            "sha256": digest,
        }
        self._where[document_id] = source.where
        self._removals += [(document_id, *removal) for removal in removals]

    def finish(self) -> Corpus:
        """Make the tables: in the order of ids, each text once."""
        first: dict[str, str] = {}
        for document_id in sorted(self._documents):
            digest = self._documents[document_id]["sha256"]
            if digest in first:
                self.refuse(self._where[document_id], f"the same text as {first[digest]}")
            else:
                first[digest] = document_id
        kept = set(first.values())
        return Corpus(
            schemas.DOCUMENTS.build([self._documents[document_id] for document_id in sorted(kept)]),
            schemas.REMOVALS.build(sorted(row for row in self._removals if row[0] in kept)),
            schemas.REJECTED.build(sorted(set(self._rejected))),
        )

    def _take_id(self, wanted: str, where: str) -> str:
        if wanted not in self._documents:
            return wanted
        number = 2
        while f"{wanted}~{number}" in self._documents:
            number += 1
        self.refuse(
            where,
            f"`document_id` {wanted!r} is there already; the text is kept as {wanted}~{number}",
        )
        return f"{wanted}~{number}"


def write_safely(text: str) -> str:
    r"""Write what is no Unicode, such as a file name from an old archive, as `\udce9`."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")

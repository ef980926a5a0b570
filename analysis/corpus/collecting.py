"""Collect documents, what was taken out of them, and what was refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

import pandas as pd

from analysis import schemas
from analysis.corpus.cleaning import Removal
from analysis.corpus.copies import find_copies
from analysis.corpus.facts import FACTS, read_day, read_fact
from analysis.corpus.invisible import write_visibly
from analysis.corpus.languages import ENGLISH, code_of, guess_language
from analysis.corpus.reporting import FileReport, report_files
from analysis.readers.limits import LONGEST_TEXT

__all__ = ["Collector", "Corpus", "Draft", "find_fault"]


class Corpus(NamedTuple):
    """What was read: documents, what was taken out of them, what was refused, and how it went."""

    documents: pd.DataFrame
    removals: pd.DataFrame
    rejected: pd.DataFrame
    loads: pd.DataFrame = schemas.LOADS.empty()
    readings: pd.DataFrame = schemas.READINGS.empty()


@dataclass
class Draft:
    """One text that may become a document.

    `path` is its file, `place` where in it the text stands, `where` the two for a note. `facts` are
    cells as they were read; `found_by` says of some of them what says them, and `where_facts` where
    to look if one is at fault.
    """

    name: str
    text: str
    path: str
    facts: dict[str, Any]
    method: str
    place: str = ""
    where_facts: str = ""
    found_by: dict[str, str] = field(default_factory=dict)
    removals: list[Removal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def where(self) -> str:
        """The place to name in a note."""
        return f"{self.path}, {self.place}" if self.place else self.path


class Collector:
    """Keeps what is read until all of it is."""

    def __init__(self) -> None:
        self._documents: dict[str, dict[str, Any]] = {}
        self._drafts: dict[str, Draft] = {}
        self._rejected: list[tuple[str, str]] = []
        self._files: dict[str, FileReport] = {}

    def open_file(self, path: str, n_bytes: int | None = None) -> FileReport:
        """Begin the report on a file, or go on with it."""
        path = write_visibly(path)
        report = self._files.setdefault(path, FileReport(path))
        report.n_bytes = report.n_bytes if n_bytes is None else n_bytes
        return report

    def refuse(self, where: str, reason: str, *, path: str | None = None) -> None:
        """Note what cannot be read, or cannot be read in full.

        Parameters
        ----------
        where : str
            A file, or a place in it.
        reason : str
            What is wrong and what to do.
        path : str, optional
            The file whose report shall say that it has a fault; none for a row of a register.
        """
        self._rejected.append((write_visibly(where), write_visibly(reason)))
        if path is not None:
            self.open_file(path).has_faults = True

    def refuse_all(self, refused: Iterable[tuple[str, str]]) -> None:
        """Note several at once."""
        for where, reason in refused:
            self.refuse(where, reason)

    def keep(self, draft: Draft) -> None:
        """Keep one document, unless it is too long, not English, or no Unicode."""
        self.open_file(draft.path).n_articles += 1
        reason = find_fault(draft.text)
        if reason:
            self.refuse(draft.where, reason, path=draft.path)
            return
        language, by = _find_language(draft)
        if language not in (ENGLISH, None):
            reason = (
                f"language: {language}{f', as {by} says' if by != 'text' else ''}; English only. "
                "Give language=en in documents.csv to read it all the same"
            )
            self.refuse(draft.where, reason, path=draft.path)
            return
        facts = {fact: read_fact(draft.facts.get(fact)) for fact in FACTS if fact != "published_on"}
        facts = {fact: value and _write_safely(value) for fact, value in facts.items()}
        given = draft.facts.get("published_on")
        day = read_day(given)
        if day is None and read_fact(given) is not None:
            self.refuse(
                draft.where_facts or draft.where,
                f"`published_on` must be YYYY-MM-DD; it is {given!r}. The text is kept without a "
                "date",
                path=draft.path,
            )
        if language and by == "text":
            facts["language"], draft.found_by["language"] = language, by
        if day is None:
            draft.found_by.pop("published_on", None)
        document_id = self._take_id(write_visibly(draft.name), draft)
        self._documents[document_id] = {
            **facts,
            "published_on": day,
            "document_id": document_id,
            "text": draft.text,
            "path": write_visibly(draft.path),
            "sha256": sha256(draft.text.encode("utf-8")).hexdigest(),
        }
        self._drafts[document_id] = draft

    def finish(self) -> Corpus:
        """Make the tables: in the order of ids, each text once, or once an outlet."""
        kept = self._keep_first()
        removals = [
            (document_id, *removal) for document_id in kept
            for removal in self._drafts[document_id].removals
        ]  # fmt: skip
        documents = schemas.DOCUMENTS.build([self._documents[name] for name in kept])
        drafts = {name: self._drafts[name] for name in kept}
        return Corpus(
            documents,
            schemas.REMOVALS.build(sorted(removals)),
            schemas.REJECTED.build(sorted(set(self._rejected))),
            report_files(self._files, [(draft.path, draft.notes) for draft in drafts.values()]),
            _report_drafts(drafts, documents),
        )

    def _keep_first(self) -> list[str]:
        """Refuse a text that is there already, unless another outlet has printed it too."""
        kept: list[str] = []
        first: dict[str, dict[str | None, str]] = {}
        for document_id in sorted(self._documents):
            document, draft = self._documents[document_id], self._drafts[document_id]
            there = first.setdefault(document["sha256"], {})
            outlet = document["outlet"] and document["outlet"].casefold()
            is_printed_elsewhere = outlet is not None and not {outlet, None} & set(there)
            if there and not is_printed_elsewhere:
                same = there.get(outlet) or next(iter(there.values()))
                self.refuse(draft.where, f"the same text as {same}", path=draft.path)
                continue
            there[outlet] = document_id
            kept.append(document_id)
        return kept

    def _take_id(self, wanted: str, draft: Draft) -> str:
        if wanted not in self._documents:
            return wanted
        number = 2
        while f"{wanted}~{number}" in self._documents:
            number += 1
        reason = f"`document_id` {wanted!r} is there already; the text is kept as {wanted}~{number}"
        self.refuse(draft.where, reason, path=draft.path)
        return f"{wanted}~{number}"


def find_fault(text: str) -> str | None:
    """Say why a text can be no document, if it cannot: too long, or no Unicode."""
    if len(text) > LONGEST_TEXT:
        return (
            f"a text must have at most {LONGEST_TEXT:,} characters; it has {len(text):,}. Cut it "
            "into its articles"
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        half = f"U+{ord(text[error.start]):04X}"
        return f"`text` must be Unicode; character {error.start} is {half}, half of a character"
    return None


def _find_language(draft: Draft) -> tuple[str | None, str]:
    """Tell the language of a text: what a register says goes before what the text looks like."""
    said = code_of(read_fact(draft.facts.get("language")))
    if said:
        return said, draft.found_by.get("language", "its file")
    return guess_language(draft.text), "text"


def _report_drafts(drafts: dict[str, Draft], documents: pd.DataFrame) -> pd.DataFrame:
    copies = find_copies(documents) if len(documents) > 1 else {}
    rows = [
        {
            "document_id": name,
            "place": draft.place or None,
            "method": draft.method,
            "date_found_by": draft.found_by.get("published_on"),
            "language_found_by": draft.found_by.get("language"),
            "copy_of": copies.get(name),
            "notes": write_visibly("; ".join(draft.notes)) or None,
        }
        for name, draft in drafts.items()
    ]
    return schemas.READINGS.build(rows)


def _write_safely(text: str) -> str:
    r"""Write what is no Unicode, such as half of a character, as `\ud800`."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")

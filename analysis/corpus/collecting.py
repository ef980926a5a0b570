"""Collect what the files give: documents, what was taken out of them, and what was refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from analysis import schemas
from analysis.corpus.copies import find_copies
from analysis.corpus.findings import Findings, Kept
from analysis.corpus.invisible import write_visibly
from analysis.corpus.reporting import FileReport, report_files

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
            self._kept[self._take_id(write_visibly(kept.draft.name), kept)] = kept

    def refuse_all(self, refused: Iterable[tuple[str, str]]) -> None:
        """Note what cannot be read, or cannot be read in full: where, and what is wrong."""
        self._rejected += [(write_visibly(where), write_visibly(why)) for where, why in refused]

    def finish(self) -> Corpus:
        """Make the tables: in the order of ids, each text once, or once an outlet."""
        kept = {name: self._kept[name] for name in self._name_first()}
        removals = [
            (name, *removal) for name, (_, draft, _) in kept.items() for removal in draft.removals
        ]
        documents = schemas.DOCUMENTS.build(
            [{**document, "document_id": name} for name, (document, _, _) in kept.items()]
        )
        return Corpus(
            documents,
            schemas.REMOVALS.build(sorted(removals)),
            schemas.REJECTED.build(sorted(set(self._rejected))),
            report_files(self._files, [(draft.path, draft.notes) for _, draft, _ in kept.values()]),
            _report_drafts(kept, documents),
        )

    def _name_first(self) -> list[str]:
        """Refuse a text that is there already, unless another outlet has printed it too."""
        names: list[str] = []
        first: dict[str, dict[str | None, str]] = {}
        for name in sorted(self._kept):
            document, draft, _ = self._kept[name]
            there = first.setdefault(document["sha256"], {})
            outlet = document["outlet"] and document["outlet"].casefold()
            is_printed_elsewhere = outlet is not None and not {outlet, None} & set(there)
            if there and not is_printed_elsewhere:
                same = there.get(outlet) or next(iter(there.values()))
                self._refuse(draft.where, f"the same text as {same}", draft.path)
                continue
            there[outlet] = name
            names.append(name)
        return names

    def _take_id(self, wanted: str, kept: Kept) -> str:
        if wanted not in self._kept:
            return wanted
        number = 2
        while f"{wanted}~{number}" in self._kept:
            number += 1
        reason = f"`document_id` {wanted!r} is there already; the text is kept as {wanted}~{number}"
        self._refuse(kept.draft.where, reason, kept.draft.path)
        return f"{wanted}~{number}"

    def _refuse(self, where: str, reason: str, path: str) -> None:
        self.refuse_all([(where, reason)])
        self._files[write_visibly(path)].has_faults = True


def _report_drafts(kept: dict[str, Kept], documents: pd.DataFrame) -> pd.DataFrame:
    sketches = {name: sketch for name, (_, _, sketch) in kept.items()}
    copies = find_copies(documents, sketches=sketches) if len(documents) > 1 else {}
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
        for name, (_, draft, _) in kept.items()
    ]
    return schemas.READINGS.build(rows)

"""What one file gives: drafts of documents, what was refused, and a report; made in any process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

import numpy as np

from analysis.corpus.cleaning import Removal
from analysis.corpus.facts import FACTS, read_day, read_fact
from analysis.corpus.invisible import write_visibly
from analysis.corpus.languages import ENGLISH, code_of, guess_language
from analysis.corpus.reporting import FileReport
from analysis.corpus.sketches import sketch_text
from analysis.readers.limits import LONGEST_TEXT

__all__ = ["Draft", "Findings", "Kept", "find_fault"]


@dataclass(slots=True)
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


class Kept(NamedTuple):
    """A document, and how it was come by; small, since all of a corpus are held at once.

    `document` lacks the id, for which `name` is wanted, and the text, which stands in UTF-8 beside
    it. `sketch` shows near-copies.
    """

    name: str
    document: dict[str, Any]
    text: bytes
    sketch: np.ndarray
    where: str
    place: str
    method: str
    found_by: dict[str, str]
    notes: tuple[str, ...]
    removals: tuple[Removal, ...]


class Findings:
    """Gathers what one file gives.

    Parameters
    ----------
    path : str
        The file.
    n_bytes : int, optional
        Its size.
    """

    def __init__(self, path: str, n_bytes: int | None = None) -> None:
        self.report = FileReport(write_visibly(path), n_bytes)
        self.refused: list[tuple[str, str]] = []
        self.kept: list[Kept] = []

    def refuse(self, where: str, reason: str) -> None:
        """Note what cannot be read, or cannot be read in full.

        Parameters
        ----------
        where : str
            The file, or a place in it.
        reason : str
            What is wrong and what to do.
        """
        self.refused.append((write_visibly(where), write_visibly(reason)))
        self.report.has_faults = True

    def refuse_all(self, refused: Iterable[tuple[str, str]]) -> None:
        """Note several at once."""
        for where, reason in refused:
            self.refuse(where, reason)

    def keep(self, draft: Draft) -> None:
        """Keep one document, unless it is too long, not English, or no Unicode."""
        self.report.n_articles += 1
        reason = find_fault(draft.text)
        if reason:
            self.refuse(draft.where, reason)
            return
        language, by = _find_language(draft)
        if language not in (ENGLISH, None):
            reason = (
                f"language: {language}{f', as {by} says' if by != 'text' else ''}; English only. "
                "Give language=en in documents.csv to read it all the same"
            )
            self.refuse(draft.where, reason)
            return
        facts = {fact: read_fact(draft.facts.get(fact)) for fact in FACTS if fact != "published_on"}
        facts = {fact: value and _write_safely(value) for fact, value in facts.items()}
        given = draft.facts.get("published_on")
        day = read_day(given)
        if day is None and read_fact(given) is not None:
            reason = (
                f"`published_on` must be YYYY-MM-DD; it is {given!r}. The text is kept without a "
                "date"
            )
            self.refuse(draft.where_facts or draft.where, reason)
        if language and by == "text":
            facts["language"], draft.found_by["language"] = language, by
        if day is None:
            draft.found_by.pop("published_on", None)
        text = draft.text.encode("utf-8")
        document = {
            **facts,
            "published_on": day,
            "path": write_visibly(draft.path),
            "sha256": sha256(text).hexdigest(),
        }
        self.kept.append(
            Kept(
                write_visibly(draft.name),
                document,
                text,
                sketch_text(draft.text),
                draft.where,
                draft.place,
                draft.method,
                draft.found_by,
                tuple(draft.notes),
                tuple(draft.removals),
            )
        )


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


def _write_safely(text: str) -> str:
    r"""Write what is no Unicode, such as half of a character, as `\ud800`."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")

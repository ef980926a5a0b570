"""The register beside the texts: what is known of each document."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from analysis import readers
from analysis.corpus.facts import FACTS, find_columns, read_fact

NAMES = ("documents.csv", "documents.tsv")


class Entry(NamedTuple):
    """One row of a register: where it stands, and what it says."""

    where: str
    path: str | None
    facts: dict[str, Any]


class Register(NamedTuple):
    """A register that was read, and what could not be read of it."""

    path: Path | None
    entries: list[Entry]
    refused: list[tuple[str, str]]


def read_register(root: Path) -> Register:
    """Read the register at the root of a folder, if there is one.

    Parameters
    ----------
    root : Path
        The folder.

    Returns
    -------
    Register
        Without path and entries if there is none.
    """
    for name in NAMES:
        path = root / name
        if not path.is_file():
            continue
        try:
            rows, unread = readers.read_table(path)
        except readers.UnreadableError as error:
            return Register(path, [], [(name, str(error))])
        refused = [(f"{name}, row {number}", reason) for number, reason in unread]
        columns = find_columns(rows.columns, ("path", "document_id", *FACTS))
        if not {"document_id", "path"} & set(columns):
            reason = (
                "a register must have a column `document_id` or `path`; it has "
                f"{list(rows.columns)}"
            )
            return Register(path, [], [*refused, (name, reason)])
        entries = []
        cells = zip(*(rows[column] for column in columns.values()), strict=True)
        for number, values in zip(rows.index, cells, strict=True):
            facts = {fact: read_fact(value) for fact, value in zip(columns, values, strict=True)}
            facts = {fact: value for fact, value in facts.items() if value is not None}
            where = f"{name}, row {number}"
            if "path" not in facts and "document_id" not in facts:
                refused.append((where, "it must have a `document_id` or a `path`; it has neither"))
                continue
            entries.append(Entry(where, facts.pop("path", None), facts))
        return Register(path, entries, refused)
    return Register(None, [], [])


def match_entries(
    register: Register, paths: Sequence[str]
) -> tuple[dict[str, Entry], list[tuple[str, str]]]:
    """Give each file its row.

    A row finds its file by `path`, by the path without its ending as `document_id`, or by the
    bare name where only one file has it.

    Parameters
    ----------
    register : Register
        What was read.
    paths : sequence of str
        Files relative to the root, with `/`.

    Returns
    -------
    dict of str to Entry
        By path; files without a row are absent.
    list of (str, str)
        Rows without a file, and rows of a file that has one, with the reason.
    """
    files = {normalise(path): path for path in paths}
    names = {normalise(name_of(path)): path for path in paths}
    bare = Counter(PurePosixPath(name).name for name in names)
    stems = {
        PurePosixPath(name).name: path
        for name, path in names.items()
        if bare[PurePosixPath(name).name] == 1
    }
    matched: dict[str, Entry] = {}
    refused = []
    for entry in register.entries:
        keys = [key for key in (entry.path, entry.facts.get("document_id")) if key]
        found = next(
            (
                book[normalise(key)]
                for key in keys
                for book in (files, names, stems)
                if normalise(key) in book
            ),
            None,
        )
        if found is None:
            refused.append((entry.where, f"there is no text file for {keys[0]!r}"))
        elif found in matched:
            reason = f"{found} has a row already, {matched[found].where}; that one is used"
            refused.append((entry.where, reason))
        else:
            matched[found] = entry
    return matched, refused


def name_of(path: str) -> str:
    """Take the ending off a path."""
    return PurePosixPath(path).with_suffix("").as_posix()


def normalise(path: str) -> str:
    """Write a path as every machine does: `/`, nothing before it, composed characters."""
    return unicodedata.normalize("NFC", path.replace("\\", "/")).removeprefix("./").strip("/")

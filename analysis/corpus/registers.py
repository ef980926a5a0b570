"""The registers beside the texts: what is known of each document."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from analysis import readers
from analysis.corpus.facts import FACTS, find_columns, read_fact
from analysis.corpus.files import File

__all__ = ["NAMES", "Entry", "Register", "match_entries", "name_of", "normalise", "read_registers"]

NAMES = ("documents.csv", "documents.tsv")
_ENDINGS = (".bib", ".ris")
_LOOKED_AT = 4096


class Entry(NamedTuple):
    """One entry of a register: where it stands, the files that it may mean, and what it says."""

    where: str
    keys: list[str]
    facts: dict[str, Any]
    said_by: dict[str, str]
    is_library: bool = False


class Register(NamedTuple):
    """The registers of a corpus: their files, what they say, and what could not be read."""

    paths: dict[str, str]
    entries: list[Entry]
    refused: list[tuple[str, str]]


def read_registers(files: Sequence[File]) -> Register:
    """Read the registers among the files of a corpus.

    At the root of the folder, and at that of an archive, `documents.csv` or `documents.tsv` is one;
    anywhere a library of Zotero or the like: BibTeX, RIS, or the CSV that Zotero writes.

    Parameters
    ----------
    files : sequence of File
        All files.

    Returns
    -------
    Register
        `paths` has each file that is a register, and its kind. An entry's `keys` are names of files
        as they may stand in the corpus, the likeliest first.
    """
    paths: dict[str, str] = {}
    entries: list[Entry] = []
    refused: list[tuple[str, str]] = []
    for file in _choose_tables(files):
        paths[file.path] = "register"
        _read_table(file, entries, refused)
    for file in files:
        try:
            library = None if file.path in paths else _read_library(file)
        except readers.UnreadableError as error:
            paths[file.path] = "library"
            refused.append((file.path, str(error)))
            continue
        if library is None:
            continue
        paths[file.path] = "library"
        refused += [(f"{file.path}, {place}", reason) for place, reason in library.refused]
        folder = PurePosixPath(file.path).parent
        for item in library.items:
            where = f"{file.path}, {item.place}"
            if not item.files:
                reason = "no file is attached; without one there is no text. Attach it"
                refused.append((where, reason))
            for name in item.files:
                keys = [(folder / name.replace("\\", "/")).as_posix(), name]
                said_by = dict.fromkeys(item.facts, file.path)
                entries.append(Entry(where, keys, item.facts, said_by, is_library=True))
    return Register(paths, entries, refused)


def _choose_tables(files: Sequence[File]) -> list[File]:
    """Choose the table at each root; where both are there, the first by :data:`NAMES`."""
    roots: dict[str, dict[str, File]] = {}
    for file in files:
        if not file.path.endswith(NAMES):
            continue
        path = PurePosixPath(file.path)
        is_root = path.parent.name == "" or path.parent.suffix.lower() == ".zip"
        if path.name in NAMES and is_root:
            roots.setdefault(path.parent.as_posix(), {})[path.name] = file
    return [next(found[name] for name in NAMES if name in found) for found in roots.values()]


def _read_table(file: File, entries: list[Entry], refused: list[tuple[str, str]]) -> None:
    name = file.path
    kind = "TSV" if name.endswith(".tsv") else "CSV"
    try:
        rows, unread, _ = readers.read_content(kind, file.read())
    except readers.UnreadableError as error:
        refused.append((name, str(error)))
        return
    refused += [(f"{name}, row {number}", reason) for number, reason in unread]
    columns = find_columns(rows.columns, ("path", "document_id", *FACTS))
    if not {"document_id", "path"} & set(columns):
        reason = (
            f"a register must have a column `document_id` or `path`; it has {list(rows.columns)}"
        )
        refused.append((name, reason))
        return
    folder = PurePosixPath(name).parent
    cells = zip(*(rows[column] for column in columns.values()), strict=True)
    for number, values in zip(rows.index, cells, strict=True):
        facts = {fact: read_fact(value) for fact, value in zip(columns, values, strict=True)}
        facts = {fact: value for fact, value in facts.items() if value is not None}
        where = f"{name}, row {number}"
        keys = [facts[key] for key in ("path", "document_id") if key in facts]
        if not keys:
            refused.append((where, "it must have a `document_id` or a `path`; it has neither"))
            continue
        facts.pop("path", None)
        if folder.name:
            keys = [key for one in keys for key in (f"{folder}/{normalise(one)}", one)]
        entries.append(Entry(where, keys, facts, dict.fromkeys(facts, name)))


def _read_library(file: File) -> readers.Bibliography | None:
    if not file.path.lower().endswith((".csv", *_ENDINGS)):
        return None
    ending = PurePosixPath(file.path).suffix.lower()
    if ending == ".csv":
        content = file.read()
        if not readers.is_zotero(content[:_LOOKED_AT]):
            return None
        return readers.read_zotero(readers.read_content("CSV", content))
    if ending not in _ENDINGS:
        return None
    content = file.read()
    kind = readers.kind_of(file.path, content)
    # What is of another kind than its ending says is read for what it is.
    return readers.read_content(kind, content) if kind in readers.BIBLIOGRAPHIES else None


def match_entries(
    register: Register, paths: Iterable[str]
) -> tuple[dict[str, Entry], list[tuple[str, str]]]:
    """Give each file what the registers say of it.

    An entry finds its file by the path, by the path without its ending, or by the bare name where
    only one file has it. Never is a file looked for outside the corpus.

    Parameters
    ----------
    register : Register
        What was read.
    paths : iterable of str
        Files relative to the root, with `/`.

    Returns
    -------
    dict of str to Entry
        By path; files of which nothing is said are absent. Where both a table and a library know a
        file, the library fills what the table leaves open.
    list of (str, str)
        Entries without a file, and entries of a file that has one, with the reason.
    """
    if not register.entries:
        return {}, []
    find = _make_finder(list(paths))
    matched: dict[str, Entry] = {}
    refused = []
    for entry in register.entries:
        found = find(entry)
        if found is None:
            kind, key = ("file", -1) if entry.is_library else ("text file", 0)
            refused.append((entry.where, f"there is no {kind} for {entry.keys[key]!r}"))
        elif found not in matched:
            matched[found] = entry
        elif entry.is_library and not matched[found].is_library:
            known = matched[found]
            facts, said_by = {**entry.facts, **known.facts}, {**entry.said_by, **known.said_by}
            matched[found] = known._replace(facts=facts, said_by=said_by)
        elif not entry.is_library or entry.where != matched[found].where:
            reason = f"{found} has a row already, {matched[found].where}; that one is used"
            refused.append((entry.where, reason))
    return matched, refused


def _make_finder(paths: Sequence[str]) -> Callable[[Entry], str | None]:
    files = {normalise(path): path for path in paths}
    names = {normalise(name_of(path)): path for path in paths}
    books: list[Mapping[str, str]] = [files, names, _find_single(names)]
    bare = _find_single(files)

    def find(entry: Entry) -> str | None:
        keys = list(map(normalise, entry.keys))
        found = (book[key] for key in keys for book in books if key in book)
        if entry.is_library:
            # A library that was kept elsewhere names files by where they lay there.
            lying = (bare[name] for key in keys if (name := PurePosixPath(key).name) in bare)
            return next(found, None) or next(lying, None)
        return next(found, None)

    return find


def _find_single(files: Mapping[str, str]) -> dict[str, str]:
    """Keep the bare names that one file alone has."""
    bare = [name.rpartition("/")[2] for name in files]
    counts = Counter(bare)
    return {
        name: path for name, path in zip(bare, files.values(), strict=True) if counts[name] == 1
    }


def name_of(path: str) -> str:
    """Take the ending off a path."""
    return PurePosixPath(path).with_suffix("").as_posix()


def normalise(path: str) -> str:
    """Write a path as every machine does: `/`, nothing before it, composed characters."""
    return unicodedata.normalize("NFC", path.replace("\\", "/")).removeprefix("./").strip("/")

"""Read a folder, a file or a table, and lose nothing silently."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from analysis import readers
from analysis.corpus.cleaning import clean as clean_text
from analysis.corpus.collecting import Collector, Corpus, Source
from analysis.corpus.facts import FACTS, find_columns, read_fact
from analysis.corpus.headlines import guess_title
from analysis.corpus.registers import Entry, match_entries, name_of, normalise, read_register

_TEXT_ENDINGS = (".txt", ".md", ".text")
_NO_TEXTS = {
    "readme.md": "a README is about the corpus; it is not a text of it",
    "readme.txt": "a README is about the corpus; it is not a text of it",
    "events.csv": "events are drawn in charts; they are not texts",
}


def load_corpus(path: Path | str, *, clean: bool = True) -> Corpus:
    """Read texts into documents.

    A folder is read with all below it: text files, with a register `documents.csv` or
    `documents.tsv` at its root where there is one. A table (CSV, TSV, JSON Lines, Parquet) must
    have a column `text`, which is kept to the character: nothing is taken out of it, and no line
    of it becomes a title.

    Parameters
    ----------
    path : Path or str
        A folder, a text file, or a table.
    clean : bool, optional
        Take the junk of web copies out of text files; each piece is logged.

    Returns
    -------
    Corpus
        Documents in the order of their ids; an exact duplicate is one document, and the others
        are among the rejected. Whatever cannot be read is there too, with its reason, and so is
        whatever is read in part: a date that is none, a row of the register without a file.

    Raises
    ------
    FileNotFoundError
        If there is nothing at the path.
    """
    path = Path(path)
    if not path.exists():
        msg = f"`path` must be a folder, a text file or a table; there is nothing at {path}."
        raise FileNotFoundError(msg)
    collector = Collector()
    if path.is_dir():
        _read_folder(path, collector, clean=clean)
    elif path.suffix.lower() in readers.TABLE_ENDINGS:
        _read_table(path, collector)
    elif path.suffix.lower() in _TEXT_ENDINGS:
        _read_file(path.parent, path.name, collector, entry=None, clean=clean)
    else:
        collector.refuse(path.name, _name_ending(path.name))
    return collector.finish()


def _read_folder(root: Path, collector: Collector, *, clean: bool) -> None:
    register = read_register(root)
    collector.refuse_all(register.refused)
    texts = []
    for path in sorted(_list_files(root, collector)):
        name = Path(path).name
        if register.path is not None and path == register.path.name:
            continue
        if name.lower() in _NO_TEXTS:
            collector.refuse(path, _NO_TEXTS[name.lower()])
        elif Path(path).suffix.lower() not in _TEXT_ENDINGS:
            collector.refuse(path, _name_ending(name))
        else:
            texts.append(path)
    entries, refused = match_entries(register, texts)
    collector.refuse_all(refused)
    for path in texts:
        _read_file(root, path, collector, entry=entries.get(path), clean=clean)


def _list_files(root: Path, collector: Collector) -> Iterator[str]:
    """List what is below a folder, relative to it; hidden files and folders are left out."""

    def refuse(error: OSError) -> None:
        where = Path(error.filename).relative_to(root).as_posix()
        collector.refuse(where, f"it cannot be opened: {error.strerror or error}")

    seen = set()
    for folder, below, names in os.walk(root, onerror=refuse, followlinks=True):
        # A link may lead to a folder above itself.
        place = os.path.realpath(folder)
        below[:] = [] if place in seen else [name for name in below if name[0] != "."]
        if place in seen:
            continue
        seen.add(place)
        for name in names:
            path = Path(folder, name)
            relative = path.relative_to(root).as_posix()
            if name.startswith("."):
                continue
            if os.path.isfile(path):  # noqa: PTH113, it never raises
                yield relative
            else:
                collector.refuse(relative, "it must be a file; it is a link to nowhere or a device")


def _read_file(
    root: Path, path: str, collector: Collector, *, entry: Entry | None, clean: bool
) -> None:
    try:
        text = readers.read_text(root / path)
    except readers.UnreadableError as error:
        collector.refuse(path, str(error))
        return
    facts = dict(entry.facts) if entry else {}
    name = facts.pop("document_id", None) or normalise(name_of(path))
    removals = []
    if clean:
        text, removals, author = clean_text(text)
        facts.setdefault("author", author)
        if not text.strip():
            collector.refuse(path, "nothing is left once the junk is taken out")
            return
    if "title" not in facts:
        facts["title"] = guess_title(text)
    source = Source(path, path, entry.where if entry else path)
    collector.keep(name, text, source, facts=facts, removals=removals)


def _read_table(path: Path, collector: Collector) -> None:
    try:
        table, refused = readers.read_table(path)
    except readers.UnreadableError as error:
        collector.refuse(path.name, str(error))
        return
    collector.refuse_all((f"{path.name}, row {number}", reason) for number, reason in refused)
    columns = find_columns(table.columns, ("text", "document_id", *FACTS))
    if "text" not in columns:
        reason = f"a table must have a column `text`; it has {list(table.columns)}"
        collector.refuse(path.name, reason)
        return
    if table.empty and not refused:
        collector.refuse(path.name, "it must hold texts; it has no rows")
    width = len(str(len(table)))
    cells = zip(*(table[column] for column in columns.values()), strict=True)
    for number, values in zip(table.index, cells, strict=True):
        facts = dict(zip(columns, values, strict=True))
        where = f"{path.name}, row {number}"
        text = facts.pop("text")
        if not isinstance(text, str) or not text.strip():
            is_empty = isinstance(text, str) or read_fact(text) is None
            what = "empty" if is_empty else f"of type {type(text).__name__}"
            collector.refuse(where, f"`text` must hold text; it is {what}")
            continue
        name = read_fact(facts.pop("document_id", None)) or f"{path.stem}-{number:0{width}d}"
        source = Source(path.name, where, where)
        collector.keep(name, text, source, facts=facts, removals=[])


def _name_ending(name: str) -> str:
    ending = Path(name).suffix or "no ending"
    return f"a text file must end in .txt; this one has {ending}"

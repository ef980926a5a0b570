"""Read a folder, a file or a table, and lose nothing silently."""

from __future__ import annotations

import warnings
from pathlib import Path, PurePosixPath

from analysis import readers
from analysis.corpus.collecting import Collector, Corpus
from analysis.corpus.collection import COLLECTION
from analysis.corpus.drafting import keep_articles, keep_rows
from analysis.corpus.files import File, list_files
from analysis.corpus.registers import Entry, Register, match_entries, read_registers
from analysis.corpus.reporting import ShortfallWarning, describe_shortfall

__all__ = ["load_corpus"]

_NO_TEXTS = {
    "readme.md": "a README is about the corpus; it is not a text of it",
    "readme.txt": "a README is about the corpus; it is not a text of it",
    "events.csv": "events are drawn in charts; they are not texts",
}


def load_corpus(path: Path | str, *, clean: bool = True) -> Corpus:
    """Read texts into documents.

    A folder is read with all below it: texts, web pages, PDFs, documents of word processors,
    tables, exports of news databases, and zip archives of any of them. What is known of them stands
    in a register `documents.csv` or `documents.tsv` at its root, or in a library of Zotero or the
    like. A table must have a column `text`, which is kept to the character: nothing is taken out of
    it, and no line of it becomes a title.

    Parameters
    ----------
    path : Path or str
        A folder or a file.
    clean : bool, optional
        Take the junk of web copies out of files that are no tables, and mend what was decoded
        wrongly; each piece is logged.

    Returns
    -------
    Corpus
        Documents in the order of their ids; an exact duplicate is one document, and the others
        are among the rejected, unless another outlet has printed it too. Whatever cannot be read is
        there as well, with its reason, and so is whatever is read in part: a date that is none, a
        row of the register without a file, a text that is not English. `loads` has a row a file,
        `readings` one a document.

    Raises
    ------
    FileNotFoundError
        If there is nothing at the path.

    Warns
    -----
    ShortfallWarning
        If a file holds fewer articles than it says itself.
    """
    path = Path(path)
    if not path.exists():
        msg = f"`path` must be a folder, a text file or a table; there is nothing at {path}."
        raise FileNotFoundError(msg)
    collector = Collector()
    listing = list_files(path)
    for where, reason in listing.refused:
        collector.refuse(where, reason, path=where)
    for file in listing.archives:
        report = collector.open_file(file.path, file.n_bytes)
        report.method, report.is_aside = "zip", True
    # Of a file that is read alone nothing is known but what it says itself.
    is_whole = path.is_dir() or bool(listing.archives)
    register = read_registers(listing.files) if is_whole else Register({}, [], [])
    collector.refuse_all(register.refused)
    texts = _leave_aside(listing.files, register, collector)
    entries, refused = match_entries(register, [file.path for file in texts])
    collector.refuse_all(refused)
    for file in texts:
        _read_file(file, collector, entry=entries.get(file.path), clean=clean)
    corpus = collector.finish()
    shortfall = describe_shortfall(corpus.loads)
    if shortfall:
        warnings.warn(shortfall, ShortfallWarning, stacklevel=2)
    return corpus


def _leave_aside(files: list[File], register: Register, collector: Collector) -> list[File]:
    """Report on registers and on what is about the corpus, and give the others."""
    texts = []
    for file in files:
        name = PurePosixPath(file.path).name.lower()
        if file.path in register.paths or name in _NO_TEXTS or file.path == COLLECTION:
            report = collector.open_file(file.path, file.n_bytes)
            report.is_aside, report.method = True, register.paths.get(file.path)
        else:
            texts.append(file)
        if name in _NO_TEXTS:
            collector.refuse(file.path, _NO_TEXTS[name])
    return texts


def _read_file(file: File, collector: Collector, *, entry: Entry | None, clean: bool) -> None:
    report = collector.open_file(file.path, file.n_bytes)
    try:
        content = file.read()
        kind = readers.kind_of(file.path, content)
        report.method = kind
        if kind == readers.ARCHIVE:
            msg = "it is an archive; its name must end in .zip"
            raise readers.UnreadableError(msg)
        found = readers.read_content(kind, content)
    except readers.UnreadableError as error:
        collector.refuse(file.path, str(error), path=file.path)
        return
    other = readers.name_kinds(file.path, kind)
    report.notes += [other] if other else []
    if isinstance(found, readers.Rows):
        report.notes += found.notes
        articles = readers.find_table_articles(found)
        if articles is None:
            keep_rows(file.path, found, collector, method=f"{kind} table")
            return
        found = articles
    if isinstance(found, readers.Bibliography):
        collector.refuse(file.path, "a library of literature is read with its folder; name that")
        report.is_aside = True
        return
    keep_articles(file.path, found, collector, entry=entry, clean=clean)

"""Read a folder, a file or a table, and lose nothing silently."""

from __future__ import annotations

import warnings
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

from analysis import readers
from analysis.corpus.collecting import Collector, Corpus
from analysis.corpus.collection import COLLECTION
from analysis.corpus.drafting import keep_articles, keep_rows
from analysis.corpus.files import File, list_files
from analysis.corpus.findings import Findings
from analysis.corpus.memory import give_back
from analysis.corpus.registers import Entry, Register, match_entries, read_registers
from analysis.corpus.reporting import ShortfallWarning, describe_shortfall

__all__ = ["load_corpus"]

_NO_TEXTS = {
    "readme.md": "a README is about the corpus; it is not a text of it",
    "readme.txt": "a README is about the corpus; it is not a text of it",
    "events.csv": "events are drawn in charts; they are not texts",
}
# Below this a corpus is read before other processes have started.
_BYTES_WORTH_A_POOL = 4_000_000
_BYTES_IN_A_BUNCH, _FILES_IN_A_BUNCH = 1_000_000, 64
# A larger file would cost more to hand over, with all that is in it, than to read here.
_BYTES_HANDED_OVER = 50_000_000
# Bunches in the hands of the pool or read ahead of their turn.
_WAITING = 32
_Known = tuple[File, Entry | None]


def load_corpus(path: Path | str, *, clean: bool = True, pool: Executor | None = None) -> Corpus:
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
    pool : Executor, optional
        Its processes read the files of a large corpus; the same documents come out.

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
        collector.take(_refuse_file(where, reason))
    for file in listing.archives:
        collector.take(_set_aside(file, "zip"))
    # Of a file that is read alone nothing is known but what it says itself.
    is_whole = path.is_dir() or bool(listing.archives)
    register = read_registers(listing.files) if is_whole else Register({}, [], [])
    collector.refuse_all(register.refused)
    texts = _leave_aside(listing.files, register, collector)
    entries, refused = match_entries(register, [file.path for file in texts])
    collector.refuse_all(refused)
    known = [(file, entries.get(file.path)) for file in texts]
    for found in _read_files(known, clean=clean, pool=pool):
        collector.take(found)
    corpus = collector.finish(pool)
    give_back()
    shortfall = describe_shortfall(corpus.loads)
    if shortfall:
        warnings.warn(shortfall, ShortfallWarning, stacklevel=2)
    return corpus


def _refuse_file(path: str, reason: str) -> Findings:
    found = Findings(path)
    found.refuse(path, reason)
    return found


def _set_aside(file: File, method: str | None) -> Findings:
    found = Findings(file.path, file.n_bytes)
    found.report.is_aside, found.report.method = True, method
    return found


def _leave_aside(files: list[File], register: Register, collector: Collector) -> list[File]:
    """Report on registers and on what is about the corpus, and give the others."""
    texts = []
    for file in files:
        name = file.path.rpartition("/")[2].lower()
        if file.path in register.paths or name in _NO_TEXTS or file.path == COLLECTION:
            collector.take(_set_aside(file, register.paths.get(file.path)))
        else:
            texts.append(file)
        if name in _NO_TEXTS:
            collector.refuse_all([(file.path, _NO_TEXTS[name])])
    return texts


def _read_files(
    known: list[_Known], *, clean: bool, pool: Executor | None
) -> Iterator[Findings]:
    """Read files in their order, here or in the processes of a pool."""
    if pool is None or sum(file.n_bytes for file, _ in known) < _BYTES_WORTH_A_POOL:
        for file, entry in known:
            yield _read_file(file, entry, clean=clean)
        return
    waiting: deque[Callable[[], list[Findings]]] = deque()
    for bunch in _bunch(known):
        if bunch[0][0].n_bytes > _BYTES_HANDED_OVER:
            waiting.append(partial(_read_bunch, bunch, clean=clean))
        else:
            waiting.append(pool.submit(_read_bunch, bunch, clean=clean).result)
        if len(waiting) >= _WAITING:
            yield from waiting.popleft()()
    while waiting:
        yield from waiting.popleft()()


def _bunch(known: list[_Known]) -> Iterator[list[_Known]]:
    """Bunch files, so that what one costs to hand over is shared by many."""
    bunch: list[_Known] = []
    size = 0
    for file, entry in known:
        if bunch and (
            size + file.n_bytes > _BYTES_IN_A_BUNCH or len(bunch) == _FILES_IN_A_BUNCH
        ):
            yield bunch
            bunch, size = [], 0
        bunch.append((file, entry))
        size += file.n_bytes
    if bunch:
        yield bunch


def _read_bunch(known: list[_Known], *, clean: bool) -> list[Findings]:
    return [_read_file(file, entry, clean=clean) for file, entry in known]


def _read_file(file: File, entry: Entry | None, *, clean: bool) -> Findings:
    findings = Findings(file.path, file.n_bytes)
    report = findings.report
    try:
        content = file.read()
        kind = readers.kind_of(file.path, content)
        report.method = kind
        if kind == readers.ARCHIVE:
            msg = "it is an archive; its name must end in .zip"
            raise readers.UnreadableError(msg)
        read = readers.read_content(kind, content)
    except readers.UnreadableError as error:
        findings.refuse(file.path, str(error))
        return findings
    other = readers.name_kinds(file.path, kind)
    report.notes += [other] if other else []
    if isinstance(read, readers.Rows):
        report.notes += read.notes
        articles = readers.find_table_articles(read)
        if articles is None:
            keep_rows(file.path, read, findings, method=f"{kind} table")
            return findings
        read = articles
    if isinstance(read, readers.Bibliography):
        findings.refuse(file.path, "a library of literature is read with its folder; name that")
        report.is_aside, report.has_faults = True, False
        return findings
    keep_articles(file.path, read, findings, entry=entry, clean=clean)
    return findings

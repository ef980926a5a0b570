"""Make drafts of documents of the articles of a file and of the rows of a table."""

from __future__ import annotations

from typing import Any

from analysis import readers
from analysis.corpus.cleaning import clean as clean_text
from analysis.corpus.facts import FACTS, find_columns, read_day, read_fact
from analysis.corpus.findings import Draft, Findings, find_fault
from analysis.corpus.headlines import guess_title
from analysis.corpus.invisible import count_invisible, take_out_invisible
from analysis.corpus.mending import is_garbled, mend
from analysis.corpus.registers import Entry, name_of, normalise

__all__ = ["keep_articles", "keep_rows"]

# A note of a reader that begins so says how it found the day.
_DATE = "date: "
# Of no interest where the day is known.
_ABOUT_DATES = ("undated", "made on")


def keep_articles(
    path: str,
    read: readers.Articles,
    findings: Findings,
    *,
    entry: Entry | None,
    clean: bool,
) -> None:
    """Keep the articles of one file, and hold their number against the one that it states.

    Parameters
    ----------
    path : str
        The file.
    read : Articles
        What was read in it.
    findings : Findings
        Takes them.
    entry : Entry or None
        What a register says of the file. Of a file that is one article it goes before what the file
        says itself; of several, it fills what they leave open.
    clean : bool
        Whether to take junk out and mend what was decoded wrongly.
    """
    articles = read.articles
    findings.report.n_stated = read.stated
    for place, reason in read.refused:
        findings.refuse(f"{path}, {place}" if place else path, reason)
    if not articles and not read.refused and not read.stated:
        findings.refuse(path, "it must hold articles; none is in it. Export it again")
    elif read.stated is not None and read.stated > len(articles) and not read.refused:
        reason = (
            f"it must hold {read.stated} articles, as it says itself; {len(articles)} were read. "
            "Export it again"
        )
        findings.refuse(path, reason)
    name = normalise(name_of(path))
    is_one = len(articles) == 1 and read.stated in (None, 1)
    width = len(str(len(articles)))
    for number, article in enumerate(articles, start=1):
        draft = _draft(path, article, entry, is_one=is_one)
        given = draft.facts.pop("document_id", name)
        draft.name = given if is_one else f"{name}-{number:0{width}d}"
        if find_fault(draft.text):
            # Nothing is done to what will be refused.
            findings.keep(draft)
            continue
        if clean:
            _clean(draft)
        if not draft.text.strip():
            findings.report.n_articles += 1
            reason = "nothing is left once the junk is taken out"
            findings.refuse(draft.where, reason)
            continue
        if "title" not in draft.facts:
            draft.facts["title"] = guess_title(draft.text)
        _note_invisible(draft)
        findings.keep(draft)


def keep_rows(path: str, rows: readers.Rows, findings: Findings, *, method: str) -> None:
    """Keep the rows of one table, each text to the character.

    Parameters
    ----------
    path : str
        The file.
    rows : Rows
        What was read in it.
    findings : Findings
        Takes them.
    method : str
        The way by which it was read.
    """
    for number, reason in rows.refused:
        findings.refuse(f"{path}, row {number}", reason)
    table = rows.table
    columns = find_columns(table.columns, ("text", "document_id", *FACTS))
    if "text" not in columns:
        reason = f"a table must have a column `text`; it has {list(table.columns)}"
        findings.refuse(path, reason)
        return
    if table.empty and not rows.refused:
        findings.refuse(path, "it must hold texts; it has no rows")
    width = len(str(len(table)))
    cells = zip(*(table[column] for column in columns.values()), strict=True)
    for number, values in zip(table.index, cells, strict=True):
        facts = dict(zip(columns, values, strict=True))
        text = facts.pop("text")
        if not isinstance(text, str) or not text.strip():
            is_empty = isinstance(text, str) or read_fact(text) is None
            what = "empty" if is_empty else f"of type {type(text).__name__}"
            findings.report.n_articles += 1
            reason = f"`text` must hold text; it is {what}"
            findings.refuse(f"{path}, row {number}", reason)
            continue
        given = read_fact(facts.pop("document_id", None))
        name = given or f"{normalise(name_of(path))}-{number:0{width}d}"
        found_by = {fact: f"column {columns[fact]}" for fact in facts if read_fact(facts[fact])}
        draft = Draft(name, text, path, facts, method, f"row {number}", found_by=found_by)
        if is_garbled(text):
            draft.notes.append("it looks wrongly decoded (mojibake), and is kept to the character")
        _note_invisible(draft)
        findings.keep(draft)


def _draft(path: str, article: readers.Article, entry: Entry | None, *, is_one: bool) -> Draft:
    said = {} if entry is None else entry.facts
    known: dict[str, Any] = {name: value for name, value in article.facts.items() if value}
    if not is_one:
        said = {name: value for name, value in said.items() if name != "document_id"}
    facts = {**known, **said} if is_one else {**said, **known}
    by = {name: entry.said_by[name] for name in said if is_one or name not in known}
    found_by = {name: by.get(name, article.method) for name in facts}
    notes = list(article.notes)
    for note in article.notes:
        if note.startswith(_DATE):
            notes.remove(note)
            if "published_on" not in by:
                found_by["published_on"] = note.removeprefix(_DATE)
    if read_day(facts.get("published_on")) is not None:
        notes = [note for note in notes if not note.startswith(_ABOUT_DATES)]
    where_facts = entry.where if "published_on" in by else ""
    draft = Draft(path, article.text, path, facts, article.method, article.place, where_facts)
    draft.found_by, draft.notes = found_by, notes
    return draft


def _clean(draft: Draft) -> None:
    text, repairs = mend(draft.text)
    draft.text, draft.removals, author = clean_text(text)
    draft.notes += repairs
    if author:
        draft.facts.setdefault("author", author)
    title = draft.facts.get("title")
    if isinstance(title, str) and draft.found_by.get("title") == draft.method:
        # As it stands in the text.
        draft.facts["title"] = take_out_invisible(mend(title)[0])


def _note_invisible(draft: Draft) -> None:
    n = count_invisible(draft.text)
    if n:
        draft.notes.append(f"invisible characters in it, kept: {n}")

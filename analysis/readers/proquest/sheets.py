"""ProQuest's tables: a row for each document, its abstract or its text in a column."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from analysis.readers.articles import Article, Articles
from analysis.readers.assembling import assemble, date_from
from analysis.readers.languages import find_language
from analysis.readers.proquest.records import clean_outlet, is_absent

__all__ = ["is_proquest_table", "read_proquest_table"]

# Names that the column of each fact has had.
_COLUMNS = {
    "title": ("title",),
    "published_on": ("pubdate", "publicationdate"),
    "outlet": ("pubtitle", "publicationtitle"),
    "author": ("authors", "author"),
    "language": ("language", "languageofpublication"),
    "text": ("fulltext",),
    "abstract": ("abstract",),
    "year": ("year", "publicationyear"),
}
_SIGNS = ({"storeid", "pubtitle"}, {"proquestdocumentid", "title"})


def is_proquest_table(columns: Iterable[object]) -> bool:
    """Tell a table of ProQuest by its columns."""
    names = {_plain(column) for column in columns}
    return any(signs <= names for signs in _SIGNS)


def read_proquest_table(table: pd.DataFrame) -> Articles:
    """Read the articles of one table of ProQuest.

    Parameters
    ----------
    table : DataFrame, one row per document
        Its index is the row's number, counted from 1 after the header.

    Returns
    -------
    Articles
        Each article with title, day, outlet, author and language as far as it has them; the text
        is the abstract, with a note, where the table has no other. A row without either is among
        the refused.
    """
    names = {_plain(column): column for column in reversed(list(table.columns))}
    columns = {
        fact: next((names[name] for name in choices if name in names), None)
        for fact, choices in _COLUMNS.items()
    }
    articles: list[Article] = []
    refused: list[tuple[str, str]] = []
    for number, row in zip(table.index, table.to_dict("records"), strict=True):
        cells = {fact: _write(row.get(column)) for fact, column in columns.items()}
        place = f"row {number}"
        article = _read_article(cells, place)
        if isinstance(article, str):
            refused.append((place, article))
        else:
            articles.append(article)
    return Articles(articles, refused)


def _read_article(cells: dict[str, str], place: str) -> Article | str:
    notes = []
    text = cells["text"]
    if is_absent(text):
        text = cells["abstract"]
        if is_absent(text):
            return "it must hold text; it has neither full text nor abstract"
        notes.append("only its abstract is there; the full text is in the text or RTF export")
    day, undated = date_from(cells["published_on"] or cells["year"], "publication date")
    facts = {
        "title": cells["title"],
        "published_on": day,
        "outlet": clean_outlet(cells["outlet"]),
        "author": cells["author"],
        "language": find_language(cells["language"]),
    }
    method = "ProQuest, dated by its publication date" if day else "ProQuest, undated"
    paragraphs = [line.strip() for line in text.split("\n") if line.strip()]
    return assemble(paragraphs, facts, place=place, method=method, notes=[*notes, *undated])


def _plain(column: object) -> str:
    return re.sub(r"[\W_]", "", str(column)).casefold()


def _write(cell: object) -> str:
    """Write a cell as text; a number without its ".0", a moment as its day."""
    if cell is None or cell != cell or cell is pd.NaT:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, pd.Timestamp) or hasattr(cell, "isoformat"):
        return str(cell.isoformat())[:10]
    return str(cell).replace("\r\n", "\n").strip()

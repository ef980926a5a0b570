"""Tell an export of a database, with its many articles, from a file that is one article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from analysis.readers.articles import Article, Articles
from analysis.readers.databases import find_database, find_page_database, find_table_database
from analysis.readers.tables import Rows

__all__ = ["find_table_articles", "split_articles", "split_page"]


def split_articles(
    paragraphs: Sequence[str],
    make_one: Callable[[], Article],
    *,
    method: str,
    notes: Sequence[str] = (),
) -> Articles:
    """Make articles of what a file shows.

    Parameters
    ----------
    paragraphs : sequence of str
        All that the file shows, paragraph by paragraph or line by line, empty ones included.
    make_one : callable
        Makes the article if the file is one; it is not called for a database's export.
    method : str
        The way by which the file was read.
    notes : sequence of str, optional
        What a reader should know of the file; they stand at each of its articles.

    Returns
    -------
    Articles
        One, unless it is a database's export.
    """
    read = find_database(paragraphs)
    if read is not None:
        return _name_way(read(paragraphs), method, notes)
    article = make_one()
    return Articles([replace(article, method=method, notes=(*notes, *article.notes))])


def split_page(text: str, *, notes: Sequence[str] = ()) -> Articles | None:
    """Make articles of a page in which a database has marked them; None of any other page."""
    read = find_page_database(text)
    return None if read is None else _name_way(read(text), "web page", notes)


def find_table_articles(rows: Rows) -> Articles | None:
    """Make articles of a table that a database has written; None of any other table."""
    read = find_table_database(rows.table.columns)
    if read is None:
        return None
    found = read(rows.table)
    refused = [(f"row {number}", reason) for number, reason in rows.refused]
    return replace(found, refused=[*found.refused, *refused])


def _name_way(found: Articles, method: str, notes: Sequence[str]) -> Articles:
    """Name the way into the file as well: a PDF breaks lines where a text does not."""
    articles = [
        replace(
            article,
            method=article.method if method == "text" else f"{article.method}, {method}",
            notes=(*notes, *article.notes),
        )
        for article in found.articles
    ]
    return replace(found, articles=articles)

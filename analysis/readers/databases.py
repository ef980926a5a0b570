"""Tell by its structure, not by its name, from which news database a file comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pandas as pd

from analysis.readers.articles import Articles
from analysis.readers.factiva import is_factiva, is_factiva_page, read_factiva, read_factiva_page
from analysis.readers.fields import split_lines
from analysis.readers.nexis import is_nexis, read_nexis
from analysis.readers.proquest import (
    is_proquest,
    is_proquest_table,
    read_proquest,
    read_proquest_table,
)

__all__ = ["find_database", "find_page_database", "find_table_database"]

# An article may be about another database's labels; the more particular signs come first.
_READERS: tuple[
    tuple[Callable[[Sequence[str]], bool], Callable[[Sequence[str]], Articles]], ...
] = (
    (is_proquest, read_proquest),
    (is_factiva, read_factiva),
    (is_nexis, read_nexis),
)


def find_database(paragraphs: Sequence[str]) -> Callable[[Sequence[str]], Articles] | None:
    """Find what reads the paragraphs of a text, a DOCX, an RTF or a page of HTML.

    Parameters
    ----------
    paragraphs : sequence of str
        All paragraphs or lines of the file, empty ones included; the cells of one row of a table
        between tabs or strokes (`|`).

    Returns
    -------
    callable or None
        It takes the same paragraphs. None if the file comes from none of the databases.
    """
    lines = split_lines(paragraphs)
    return next((read for tell, read in _READERS if tell(lines)), None)


def find_page_database(page: str) -> Callable[[str], Articles] | None:
    """Find what reads the HTML of a database whose elements are marked.

    Parameters
    ----------
    page : str
        The file's characters.

    Returns
    -------
    callable or None
        It takes the same characters. None for any other page, whose paragraphs may still be those
        of a database: see :func:`find_database`.
    """
    return read_factiva_page if is_factiva_page(page) else None


def find_table_database(columns: Iterable[object]) -> Callable[[pd.DataFrame], Articles] | None:
    """Find what reads a table that comes from a database.

    Parameters
    ----------
    columns : iterable
        The names of its columns.

    Returns
    -------
    callable or None
        It takes the table, whose index is the row's number counted from 1 after the header.
    """
    return read_proquest_table if is_proquest_table(columns) else None

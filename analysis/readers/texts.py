"""Plain text files."""

from __future__ import annotations

from analysis.readers.articles import Article, Articles
from analysis.readers.decoding import decode_plain
from analysis.readers.splitting import split_articles

__all__ = ["read_text"]


def read_text(content: bytes) -> Articles:
    """Read one text file.

    Parameters
    ----------
    content : bytes
        The whole file.

    Returns
    -------
    Articles
        Those of a database's export one by one; of any other text all of it, each line ending in
        one line feed.

    Raises
    ------
    UnreadableError
        If it is no text.
    """
    text, notes = decode_plain(content)
    return split_articles(text.split("\n"), lambda: Article(text), method="text", notes=notes)

"""What a file states of itself, held against what was read: articles, and words of one article."""

from __future__ import annotations

import re

__all__ = ["compare_count", "compare_length", "read_number", "write_words"]

_NUMBER = re.compile(r"\d{1,3}(?:[.,   ’']\d{3})+|\d+")
# Databases count words in ways of their own; below this nobody needs to look.
_LEAST_WORDS, _LEAST_SHARE = 25, 0.2
_MOST_TITLES, _LONGEST_TITLE = 3, 60


def read_number(text: str) -> int | None:
    """Read a whole number with or without marks between its thousands.

    Parameters
    ----------
    text : str
        "1,234", "1.234" or "1234", and nothing else.

    Returns
    -------
    int or None
        None if it is no such number.

    Examples
    --------
    >>> read_number("1,234"), read_number("1234"), read_number("12.5")
    (1234, 1234, None)
    """
    text = text.strip()
    return int(re.sub(r"\D", "", text)) if _NUMBER.fullmatch(text) else None


def compare_count(
    where: str, stated: int | None, n_read: int, *, absent: list[str] | None = None
) -> list[tuple[str, str]]:
    """Hold the number of articles that a file states against those that it was found to hold.

    Parameters
    ----------
    where : str
        What states it: "cover page".
    stated : int or None
        How many it states.
    n_read : int
        How many were found.
    absent : list of str, optional
        Titles that it lists and that were not found.

    Returns
    -------
    list of (str, str)
        The place and the reason, for :class:`analysis.readers.articles.Articles`; empty where the
        two agree or nothing is stated.

    Examples
    --------
    >>> compare_count("cover page", 3, 2, absent=["Ships aground"])
    [('cover page', "its cover page states 3 articles, 2 were read, without 'Ships aground'; \
export it again")]
    """
    if stated is None or stated == n_read:
        return []
    were = "was" if n_read == 1 else "were"
    articles = "article" if stated == 1 else "articles"
    begin = f"its {where} states {stated} {articles}, {n_read} {were} read"
    if n_read > stated:
        return [(where, f"{begin}; see whether one was cut in two")]
    named = [repr(_shorten(title)) for title in (absent or [])[:_MOST_TITLES]]
    if named:
        more = ", ..." if len(absent or []) > _MOST_TITLES else ""
        begin = f"{begin}, without {', '.join(named)}{more}"
    return [(where, f"{begin}; export it again")]


def compare_length(text: str, stated: int | None) -> list[str]:
    """Hold the number of words that an article states against those that were read.

    Parameters
    ----------
    text : str
        Its text, without the headline.
    stated : int or None
        What its field of length says.

    Returns
    -------
    list of str
        One note where the two differ by a fifth and by 25 words or more; else none.

    Examples
    --------
    >>> compare_length("The strait stayed open.", 512)
    ['its length is stated as 512 words; 4 were read']
    """
    if stated is None:
        return []
    # Where words stand without spaces between them no such count is possible.
    words = len(text.split())
    gap = abs(words - stated)
    if gap < _LEAST_WORDS or gap < _LEAST_SHARE * stated:
        return []
    were = "was" if words == 1 else "were"
    return [f"its length is stated as {write_words(stated)}; {words} {were} read"]


def write_words(n_words: int) -> str:
    """Write a number of words: "1 word", "12 words"."""
    return f"{n_words} word{'' if n_words == 1 else 's'}"


def _shorten(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}..."

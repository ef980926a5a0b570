"""Put the parts of an article together, and say how it got its date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from analysis.readers.articles import Article
from analysis.readers.dates import explain_no_day, find_day

__all__ = ["assemble", "date_from"]


def assemble(
    body: Iterable[str],
    facts: Mapping[str, str | None],
    *,
    place: str,
    method: str,
    notes: Sequence[str] = (),
) -> Article:
    r"""Make an article of its paragraphs and of what is known of it.

    Parameters
    ----------
    body : iterable of str
        Its paragraphs, without the headline.
    facts : mapping
        What is known; None and empty text are left out. A `title` becomes the first line.
    place : str
        Where in the file it stands.
    method : str
        The way by which it was read.
    notes : sequence of str, optional
        What a reader should know of it.

    Returns
    -------
    Article
        `text` has an empty line between paragraphs.

    Examples
    --------
    >>> assemble(["One.", "Two."], {"title": "Ships", "author": None}, place="", method="").text
    'Ships\n\nOne.\n\nTwo.'
    """
    known = {name: value for name, value in facts.items() if value}
    title = [known["title"]] if "title" in known else []
    return Article("\n\n".join([*title, *body]), known, place, method, tuple(notes))


def date_from(line: str | None, where: str) -> tuple[str | None, list[str]]:
    """Read the day of the one line that should name it.

    Parameters
    ----------
    line : str or None
        The line; None where the article has none.
    where : str
        What the line is: "date line".

    Returns
    -------
    str or None
        YYYY-MM-DD.
    list of str
        A note if there is no day.

    Examples
    --------
    >>> date_from("May 3, 2019 Friday", "date line")
    ('2019-05-03', [])
    >>> date_from(None, "date line")
    (None, ['undated: it has no date line'])
    """
    if not line:
        return None, [f"undated: it has no {where}"]
    day = find_day(line)
    return day, [] if day else [f"undated: its {where} {explain_no_day(line)}"]

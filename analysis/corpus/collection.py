"""How the texts were chosen: what a reader of the paper must know to judge the corpus."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from analysis.codebooks.reading import CodebookError, line_of, read_yaml

__all__ = ["COLLECTION", "COLLECTION_FIELDS", "load_collection"]

COLLECTION = "collection.yaml"

COLLECTION_FIELDS: Mapping[str, str] = {
    "database": "where the texts were searched for",
    "search": "the search as it was typed",
    "searched_on": "on which day, YYYY-MM-DD",
    "from": "the first day that was searched, YYYY-MM-DD",
    "to": "the last day that was searched, YYYY-MM-DD",
    "exclusions": "what was left out, and by which rule",
}


def load_collection(corpus: Path | str) -> dict[str, str]:
    """Read how the texts of a corpus were chosen, from `collection.yaml` beside them.

    Two searches for the same thing give corpora that differ radically (Barberá et al. 2021), so
    that the search belongs to the results.

    Parameters
    ----------
    corpus : Path or str
        The folder, in which the file lies; or a text or table, beside which it lies.

    Returns
    -------
    dict of str to str
        By the names of :data:`COLLECTION_FIELDS`, in their order; empty where there is no file.

    Raises
    ------
    CodebookError
        If the file is no YAML, has another field, or a field holds no text; with file and line.

    References
    ----------
    Barberá, P., Boydstun, A. E., Linn, S., McMahon, R., and Nagler, J. (2021). Automated text
    classification of news articles: a practical guide. Political Analysis 29(1), 19-42.
    """
    corpus = Path(corpus)
    path = (corpus if corpus.is_dir() else corpus.parent) / COLLECTION
    if not path.is_file():
        return {}
    said = read_yaml(path)
    if said is None:
        return {}
    if not isinstance(said, Mapping):
        msg = f"{COLLECTION}, line 1: it must have the fields {list(COLLECTION_FIELDS)}."
        raise CodebookError(msg)
    for name, value in said.items():
        if name not in COLLECTION_FIELDS:
            msg = (
                f"{COLLECTION}, line {line_of(said, name)}: the field must be one of "
                f"{list(COLLECTION_FIELDS)}; it is {name!r}."
            )
            raise CodebookError(msg)
        if not isinstance(value, (str, int, float, date, datetime)) or isinstance(value, bool):
            msg = (
                f"{COLLECTION}, line {line_of(said, name)}: {name!r} must be text; it is "
                f"{type(value).__name__}."
            )
            raise CodebookError(msg)
    return {name: str(said[name]).strip() for name in COLLECTION_FIELDS if name in said}

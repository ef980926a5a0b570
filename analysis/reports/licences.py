"""What may leave the machine: texts with an open licence, and no run of words of any other."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from analysis import schemas
from analysis.schemas import check

__all__ = ["RUN_OF_WORDS", "Leaks", "is_open"]

# So many words in a row are a text's own; fewer are common ("the United States and South Korea").
RUN_OF_WORDS = 8

# Licences under which anybody may print a line.
_OPEN = re.compile(r"(?:cc0|cc[ -]by(?![ -]n[cd])|public domain)", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_CLOSE_ENOUGH = str.maketrans("’", "'")


def is_open(licence: object) -> bool:
    """Tell whether a licence lets anybody print a line; a missing one does not."""
    return isinstance(licence, str) and bool(_OPEN.match(licence))


class Leaks:
    """Finds words of texts that must not be shared, wherever they stand.

    What is shared is made of numbers, names and marks; but a table shown in a notebook may hold a
    sentence. Rather than trust each place, what goes out is read: eight words in a row of a text
    without an open licence, and it stays here.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`.

    Raises
    ------
    SchemaError
        If `documents` is not such a table.
    """

    def __init__(self, documents: pd.DataFrame) -> None:
        check(documents, schemas.DOCUMENTS)
        closed = documents.loc[~documents["licence"].map(is_open).astype("bool")]
        self.n_closed = len(closed)
        parts = [closed["text"], closed["title"].dropna()]
        self._runs = {run for texts in parts for text in texts for run in _runs_of(text)}

    def find(self, text: str) -> str | None:
        """Return the first run of words that must not be shared; None if there is none."""
        if not self._runs:
            return None
        return next((run for run in _runs_of(text) if run in self._runs), None)


def _runs_of(text: str) -> Iterable[str]:
    words = [word.casefold() for word in _WORD.findall(text.translate(_CLOSE_ENOUGH))]
    for place in range(len(words) - RUN_OF_WORDS + 1):
        yield " ".join(words[place : place + RUN_OF_WORDS])

"""Factiva's form with two-letter codes: HD for the headline, LP and TD for the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from analysis.readers.articles import Article
from analysis.readers.counting import write_words
from analysis.readers.factiva.details import Details, finish, read_words
from analysis.readers.languages import find_language

__all__ = ["PART_OF", "Row", "read_coded"]

_HEADER = "CLM SE HD BY CR WC PD ET SN SC ED PG VOL LA CY CX NGC GC"
_FOOTER = "CT RF ART CO IN NS RE DE IPC IPD PUB AN"
# The part of an article in which a code stands; within header and footer their order varies.
PART_OF = {
    **dict.fromkeys(_HEADER.split(), 0),
    "LP": 1,
    "TD": 2,
    **dict.fromkeys(_FOOTER.split(), 3),
}
_NOT_IN_THE_TEXT = {"ART": "captions", "CR": "credit", "CX": "correction"}


class Row(NamedTuple):
    """A code and the lines that it stands for."""

    code: str
    lines: list[str]


def read_coded(rows: Sequence[Row], place: str) -> Article | str:
    """Read one article in the form with codes.

    Parameters
    ----------
    rows : sequence of Row
        Its codes in the order of the file.
    place : str
        Where in the file it stands.

    Returns
    -------
    Article or str
        Why it is none, where it has no text.
    """
    found = {row.code: row.lines for row in reversed(rows)}
    joined = {code: " ".join(lines) for code, lines in found.items()}
    details = Details(
        n_words=read_words(joined.get("WC", "")),
        date_line=joined.get("PD") or None,
        outlet=joined.get("SN"),
        language=find_language(joined.get("LA", "")),
    )
    notes = [
        f"not in the text: its {name}, {write_words(len(joined[code].split()))}"
        for code, name in _NOT_IN_THE_TEXT.items()
        if joined.get(code)
    ]
    unknown = [row.code for row in rows if row.code not in PART_OF]
    if unknown:
        notes.append(f"not in the text: fields that no rule knows, {', '.join(unknown)}")
    text = [*found.get("LP", []), *found.get("TD", [])]
    facts = {"title": joined.get("HD"), "author": joined.get("BY")}
    return finish(details, text, facts, place=place, notes=notes)

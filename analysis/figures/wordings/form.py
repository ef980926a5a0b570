"""The form of a figure's words, and the phrases that several share."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["COUNTRY", "RELATION", "WITH_EVIDENCE", "Wording"]


class Wording(NamedTuple):
    """How one kind of figure is described.

    `row` and `group` are the columns that name a row and, where there are panels or series, what
    it belongs to; `counted` is the column that a chart of counts draws, `marks` how an estimate
    and its interval are drawn. `below` says what the minimum n does, `few` what rows are short of
    it; `said` is the column that says a row in words, where numbers would not. `named` are the
    columns whose names are listed where they are empty or left out, if not `row` alone.
    """

    chart: str
    shows: str
    n_is: str
    row: str = "label"
    group: str | None = None
    counted: str = "n_documents"
    marks: str = "Points are estimates, lines 95 % intervals"
    below: str = "Nothing is drawn below n = {minimum_n}"
    few: str = "Empty, with too few"
    said: str | None = None
    named: tuple[str, ...] = ()


_MEAN = (
    "from -1 ({low}) to +1 ({high}). Mentions are averaged inside a document, then documents, so "
    "that a document counts once; mentions without evidence are left out and never read as "
    "neutral"
)
COUNTRY = _MEAN.format(low="hostile", high="friendly") + (
    "; so are mentions of a country as a mere place."
)
RELATION = _MEAN.format(low="weaker or less worthwhile", high="stronger or more worthwhile") + (
    ". Alliance, cooperation and treaty of the same countries are one row; 'rift' marks their "
    "rivalry or dispute."
)
WITH_EVIDENCE = "documents with evidence"

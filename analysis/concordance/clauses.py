"""The words of the clauses that speak of each country."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from analysis import schemas
from analysis.concordance.selections import words_outside
from analysis.matching.clauses import clause_around

__all__ = ["clause_words"]


def clause_words(
    words: pd.DataFrame, segments: pd.DataFrame, mentions: pd.DataFrame
) -> pd.DataFrame:
    """Take the words of each clause that names a country, the names themselves left out.

    Parameters
    ----------
    words : DataFrame, one row per word
        As :func:`find_words` gives them.
    segments : DataFrame, one row per headline or sentence
        As described by :data:`analysis.schemas.SEGMENTS`.
    mentions : DataFrame, one row per naming of a country
        As described by :data:`analysis.schemas.MENTIONS`. Those as a mere place count, too: leave
        them out before, if the question is not where things happen.

    Returns
    -------
    DataFrame, one row per word and country, by document and first character
        As described by :data:`analysis.schemas.CLAUSE_WORDS`. A word of a clause that names two
        countries has a row for each; one in two clauses of the same country has one. A name of
        any country is no word here, so that no country is told by its name.

    Raises
    ------
    SchemaError
        If an input is not such a table.
    """
    schemas.check(words, schemas.WORDS)
    schemas.check(segments, schemas.SEGMENTS)
    schemas.check(mentions, schemas.MENTIONS)
    named: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    columns = ["segment_id", "start", "end", "country"]
    for segment_id, *mention in schemas.rows_of(mentions, columns):
        named[segment_id].append(tuple(mention))
    here = segments[segments["segment_id"].isin(named)]
    texts = {
        segment_id: (start, text)
        for segment_id, start, text in schemas.rows_of(here, ["segment_id", "start", "text"])
    }
    rows = set()
    outside = words_outside(words, mentions)
    inside = outside[outside["segment_id"].isin(texts)]
    by_segment: dict[str, list[tuple]] = defaultdict(list)
    for row in schemas.rows_of(inside, schemas.WORDS.names):
        by_segment[row[1]].append(row)
    for segment_id, found in by_segment.items():
        begin, text = texts[segment_id]
        mentioned = named[segment_id]
        for start, end, country in mentioned:
            first, last = clause_around(text, start - begin, end - begin)
            rows.update(
                (*row, country)
                for row in found
                if first <= row[2] - begin and row[3] - begin <= last
            )
    ordered = sorted(rows, key=lambda row: (row[0], row[2], row[5]))
    return schemas.CLAUSE_WORDS.build(ordered)

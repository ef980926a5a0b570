"""Resolve speakers: pronouns and roles to whom they stand for, and each to its country.

The rules, each one that a reader can check by eye:

1. A name stands for the one full name of the document that ends in it ("Klingner" for "Bruce
   Klingner"), a known leader for the codebook's name.
2. "who" and "which" stand for the noun before them.
3. "he" and "she" stand for a person named as a subject in the same sentence or the one before,
   else for the last speaker; never for one whose gender the text shows to be the other. Titles,
   words such as "spokeswoman" and earlier pronouns show a gender; first names do not.
4. "they" stands for the last speaker who is many or a body, "it" for the last that is no person.
5. "the senior fellow" stands for the last speaker whose title or apposition has that noun; without
   one, and for "an official", the phrase itself is the speaker.
6. "I" and "we" stand for the author, if the document names one.
7. Where none of these leads to anybody, the speaker is missing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from math import isnan

import pandas as pd

from analysis import schemas
from analysis.quotations.cast import Cast
from analysis.quotations.namings import Namings
from analysis.quotations.rows import rows_by_document

__all__ = ["resolve_speakers"]

# A quotation that began longer ago holds no phrase any more.
_LONGEST_QUOTATION = 3_000
_MOST_NESTED = 50


def resolve_speakers(
    documents: pd.DataFrame,
    segments: pd.DataFrame,
    quotations: pd.DataFrame,
    mentions: pd.DataFrame,
) -> pd.DataFrame:
    """Say whom each speaker's phrase stands for, and which country that speaker belongs to.

    Parameters
    ----------
    documents, segments, mentions : DataFrame
        As the schemas of these names. A country is read from the mentions within a speaker's
        phrase alone, of mere places only for one who speaks for a state ("officials in Seoul");
        without mentions it is missing.
    quotations : DataFrame, one row per piece
        As :data:`analysis.schemas.QUOTATIONS`, its phrases found and not yet resolved.

    Returns
    -------
    DataFrame, the same rows
        With `speaker` and `speaker_country`; missing where the text does not say.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    """
    schemas.check(documents, schemas.DOCUMENTS)
    schemas.check(segments, schemas.SEGMENTS)
    schemas.check(quotations, schemas.QUOTATIONS)
    schemas.check(mentions, schemas.MENTIONS)
    facts = {
        document: (text, author)
        for document, text, author in schemas.rows_of(documents, ["document_id", "text", "author"])
    }
    named = rows_by_document(mentions, ["start", "end", "country", "kind", "actor", "place_only"])
    sentences = rows_by_document(segments, ["start", "end"])
    columns = ["start", "end", "attribution_id", "speaker_start", "speaker_end"]
    speakers: dict[str, tuple[str | None, str | None]] = {}
    for document, rows in rows_by_document(quotations, columns).items():
        text, author = facts[document]
        cast = Cast(
            text,
            sentences.get(document, []),
            Namings(text, named.get(document, [])),
            None if pd.isna(author) else author,
        )
        pieces = sorted([row[:3] for row in rows])
        reached = list(accumulate([end for _, end, _ in pieces], max))
        phrases = {row[2]: row[3:] for row in reversed(rows) if not isnan(row[3])}
        for attribution, (start, end) in sorted(phrases.items(), key=lambda item: item[1]):
            inner = _is_inside(pieces, reached, attribution, int(start))
            speakers[attribution] = cast.resolve(int(start), int(end), inner=inner)
    nobody = (None, None)
    found = [
        speakers.get(attribution, nobody)
        for attribution in schemas.values_of(quotations, "attribution_id")
    ]
    return quotations.assign(
        speaker=pd.Series([name for name, _ in found], index=quotations.index, dtype="str"),
        speaker_country=pd.Series([code for _, code in found], index=quotations.index, dtype="str"),
    )


def _is_inside(
    pieces: Sequence[tuple[int, int, str]], reached: Sequence[int], attribution: str, place: int
) -> bool:
    """Tell whether a phrase stands within what another attribution credits.

    `reached` is the furthest end of a piece and of all before it; most phrases stand beyond.
    """
    last = bisect_left(pieces, (place + 1,)) - 1
    if last < 0 or reached[last] <= place:
        return False
    for number in range(last, max(-1, last - _MOST_NESTED), -1):
        start, end, other = pieces[number]
        if place - start > _LONGEST_QUOTATION:
            break
        if start <= place < end and other != attribution:
            return True
    return False

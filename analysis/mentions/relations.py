"""Find the namings of ties between countries: "the alliance", "Seoul-Tokyo ties"."""

from __future__ import annotations

from itertools import compress

import pandas as pd

from analysis import schemas
from analysis.codebooks.relations import RelationBook, load_relations
from analysis.matching.phrases import may_hold
from analysis.mentions.ties import Named, find_in_text


def find_relations(
    documents: pd.DataFrame,
    segments: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    codebook: RelationBook | None = None,
) -> pd.DataFrame:
    """Find each naming of what ties states together or sets them apart.

    The countries are those that the naming shows itself, else those that its sentence or the
    two before it show; a relation whose countries the text does not show has none.

    Parameters
    ----------
    documents : DataFrame, one row per published text
        As described by :data:`analysis.schemas.DOCUMENTS`.
    segments : DataFrame, one row per headline or sentence
        As described by :data:`analysis.schemas.SEGMENTS`.
    mentions : DataFrame, one row per mention
        As described by :data:`analysis.schemas.MENTIONS`.
    codebook : RelationBook, optional
        The house's own if absent.

    Returns
    -------
    DataFrame, one row per naming, in the order of the text
        As described by :data:`analysis.schemas.RELATIONS`. `relation` is missing where the
        countries are not shown.

    Raises
    ------
    SchemaError
        If an input is not such a table.

    See Also
    --------
    find_mentions : the countries themselves.
    """
    schemas.check(documents, schemas.DOCUMENTS)
    schemas.check(segments, schemas.SEGMENTS)
    schemas.check(mentions, schemas.MENTIONS)
    book = codebook or load_relations()
    bounds = schemas.bounds_of(segments)
    texts = schemas.values_of(documents, "text")
    may_name_ties = may_hold(texts, [*book.kinds, *book.named])
    listed = zip(schemas.values_of(documents, "document_id"), texts, strict=True)
    searched = [each for each in compress(listed, may_name_ties) if each[0] in bounds]
    named: dict[str, list[Named]] = {document_id: [] for document_id, _ in searched}
    columns = ["document_id", "start", "end", "country"]
    for document_id, start, end, country in schemas.rows_of(mentions, columns):
        if document_id in named:
            named[document_id].append(Named(start, end, country))
    rows = []
    for document_id, text in searched:
        here = bounds[document_id]
        ties = sorted(named[document_id])
        number = 0
        for found in find_in_text(text, ties, here.starts, book):
            place = here.place_of(found.start, found.end)
            if place is None:
                continue
            rows.append(
                (
                    f"{document_id}:r{number}",
                    document_id,
                    here.segment_ids[place],
                    found.start,
                    found.end,
                    text[found.start : found.end],
                    book.code_of(found.countries) or None,
                    book.sort(found.countries),
                    found.kind,
                )
            )
            number += 1
    return schemas.RELATIONS.build(rows)

"""Find the namings of ties between countries: "the alliance", "Seoul-Tokyo ties"."""

from __future__ import annotations

from bisect import bisect_right

import pandas as pd

from analysis import schemas
from analysis.codebooks.relations import RelationBook, load_relations
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
    named: dict[str, list[Named]] = {}
    for document_id, start, end, country in zip(
        mentions["document_id"],
        mentions["start"],
        mentions["end"],
        mentions["country"],
        strict=True,
    ):
        named.setdefault(document_id, []).append(Named(start, end, country))
    bounds = {
        document_id: (part["start"].tolist(), part["end"].tolist(), part["segment_id"].tolist())
        for document_id, part in segments.sort_values("start").groupby("document_id", sort=False)
    }
    rows = []
    for document_id, text in zip(documents["document_id"], documents["text"], strict=True):
        if document_id not in bounds:
            continue
        starts, ends, names = bounds[document_id]
        number = 0
        for found in find_in_text(text, sorted(named.get(document_id, [])), starts, book):
            where = bisect_right(starts, found.start) - 1
            if where < 0 or found.end > ends[where]:
                continue
            rows.append(
                (
                    f"{document_id}:r{number}",
                    document_id,
                    names[where],
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

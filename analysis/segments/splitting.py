"""Cut documents into headlines and sentences."""

from __future__ import annotations

import pandas as pd

from analysis import schemas
from analysis.segments.overlooked import may_overlook
from analysis.segments.sentences import find_sentences

_LINE_ENDS = "\r\n\u2028\u2029"


def split_segments(documents: pd.DataFrame) -> pd.DataFrame:
    """Cut each document into its headline and its sentences.

    Paragraphs are never crossed, and a quotation of several sentences is not cut inside. Every
    character but white space is in exactly one segment.

    Parameters
    ----------
    documents : DataFrame, one row per published text
        As described by :data:`analysis.schemas.DOCUMENTS`.

    Returns
    -------
    DataFrame, one row per segment, in the order of the documents and their text
        As described by :data:`analysis.schemas.SEGMENTS`.

    Raises
    ------
    SchemaError
        If `documents` is not such a table.
    """
    schemas.check(documents, schemas.DOCUMENTS)
    rows = []
    facts = schemas.rows_of(documents, ["document_id", "text", "title"])
    overlooks = may_overlook(schemas.values_of(documents, "text"))
    for (document_id, text, title), may in zip(facts, overlooks, strict=True):
        headline = _find_headline(text, None if pd.isna(title) else title)
        spans = [headline] if headline else []
        spans += find_sentences(text, headline[1] if headline else 0, may_overlook=may)
        for position, (start, end) in enumerate(spans):
            part = "headline" if headline and position == 0 else "body"
            segment_id = f"{document_id}:s{position}"
            rows.append((segment_id, document_id, position, part, start, end, text[start:end]))
    return schemas.SEGMENTS.build(rows)


def _find_headline(text: str, title: str | None) -> tuple[int, int] | None:
    """Find the title at the beginning of the text, where the first line says the same."""
    if title is None or not title.strip():
        return None
    title = title.strip()
    start = len(text) - len(text.lstrip())
    end = start + len(title)
    if text[start:end] == title and (end == len(text) or text[end] in _LINE_ENDS):
        return start, end
    line = text[start : start + 2 * len(title) + 20].splitlines()[0:1]
    if not line or not _keep_letters(line[0]) or _keep_letters(line[0]) != _keep_letters(title):
        return None
    return start, start + len(line[0].rstrip())


def _keep_letters(text: str) -> str:
    """Fold case and leave marks and spaces out, since registers write them in other ways."""
    return "".join(filter(str.isalnum, text.casefold()))

"""Cut documents into headlines and sentences."""

from __future__ import annotations

from itertools import islice, repeat

import pandas as pd

from analysis import schemas
from analysis.segments.overlooked import may_overlook
from analysis.segments.paragraphs import find_paragraphs
from analysis.segments.sentences import cut_paragraphs

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
    ids, texts, titles = (
        schemas.values_of(documents, name) for name in ("document_id", "text", "title")
    )
    headlines = [
        _find_headline(text, None if pd.isna(title) else title)
        for text, title in zip(texts, titles, strict=True)
    ]
    paragraphs = [
        find_paragraphs(text, headline[1] if headline else 0)
        for text, headline in zip(texts, headlines, strict=True)
    ]
    # All paragraphs of all documents are asked in one go.
    places_of_texts = zip(texts, paragraphs, strict=True)
    overlooks = iter(
        may_overlook([text[start:end] for text, places in places_of_texts for start, end in places])
    )
    columns: dict[str, list] = {name: [] for name in schemas.SEGMENTS.names}
    for document_id, text, headline, places in zip(ids, texts, headlines, paragraphs, strict=True):
        spans = [headline] if headline else []
        spans += cut_paragraphs(text, places, islice(overlooks, len(places)))
        n_spans = len(spans)
        columns["segment_id"] += [f"{document_id}:s{position}" for position in range(n_spans)]
        columns["document_id"] += repeat(document_id, n_spans)
        columns["position"] += range(n_spans)
        columns["part"] += ["headline" if span is headline else "body" for span in spans]
        columns["start"] += [start for start, _ in spans]
        columns["end"] += [end for _, end in spans]
        columns["text"] += [text[start:end] for start, end in spans]
    return schemas.SEGMENTS.fill(columns)


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

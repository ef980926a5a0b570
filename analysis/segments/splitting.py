"""Cut documents into headlines and sentences."""

from __future__ import annotations

import re

import pandas as pd
from sentencex import get_sentence_boundaries

from analysis import schemas
from analysis.segments.joining import join_pieces

# An empty line ends a paragraph; a single line end does unless the text goes on in small letters,
# as in hard-wrapped files.
_PARAGRAPH_END = re.compile(r"\n[ \t]*(?:\n\s*)|\n(?![ \t]*[a-z])")


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
    facts = documents[["document_id", "text", "title"]]
    for document_id, text, title in facts.itertuples(index=False):
        headline = _find_headline(text, None if pd.isna(title) else title)
        spans = [headline] if headline else []
        spans += find_sentences(text, headline[1] if headline else 0)
        for position, (start, end) in enumerate(spans):
            part = "headline" if headline and position == 0 else "body"
            segment_id = f"{document_id}:s{position}"
            rows.append((segment_id, document_id, position, part, start, end, text[start:end]))
    return schemas.SEGMENTS.build(rows)


def find_sentences(text: str, begin: int = 0) -> list[tuple[int, int]]:
    """Find the sentences of a text from a place on.

    Parameters
    ----------
    text : str
        Any text.
    begin : int, optional
        Where to start.

    Returns
    -------
    list of (start, end)
        Not overlapping, without the white space around.

    Examples
    --------
    >>> text = "Gen. Lee left on Dec. 3. He met J. Smith of the U.S. Navy."
    >>> [text[start:end] for start, end in find_sentences(text)]
    ['Gen. Lee left on Dec. 3.', 'He met J. Smith of the U.S. Navy.']
    """
    spans = []
    for start, end in _paragraphs(text, begin):
        paragraph = text[start:end]
        pieces = [
            (piece["start_index"], piece["end_index"])
            for piece in get_sentence_boundaries("en", paragraph)
        ]
        for first, last in join_pieces(paragraph, pieces):
            trimmed = _trim(text, start + first, start + last)
            if trimmed:
                spans.append(trimmed)
    return spans


def _paragraphs(text: str, begin: int) -> list[tuple[int, int]]:
    spans, position = [], begin
    for match in _PARAGRAPH_END.finditer(text, begin):
        spans.append((position, match.start()))
        position = match.end()
    spans.append((position, len(text)))
    return [(start, end) for start, end in spans if text[start:end].strip()]


def _find_headline(text: str, title: str | None) -> tuple[int, int] | None:
    if not title or not title.strip():
        return None
    start = len(text) - len(text.lstrip())
    end = start + len(title.strip())
    follows = text[end : end + 1]
    if text[start:end] != title.strip() or (follows and not follows.isspace()):
        return None
    return start, end


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return None
    first = start + len(piece) - len(piece.lstrip())
    return first, first + len(stripped)

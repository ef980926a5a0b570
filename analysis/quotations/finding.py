"""Find the quotations of documents: direct, indirect and mixed, each with its speaker's phrase."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis import schemas
from analysis.codebooks.speech import SpeechBook, load_speech
from analysis.matching.quoting import Quoted, kind_of_quotation, marks_within
from analysis.quotations.documents import read_document
from analysis.quotations.parts import Attribution
from analysis.quotations.rows import rows_by_document
from analysis.quotations.sentences import Span

__all__ = ["find_quotations"]

_MARKS = "\"“”„«»「」『』'‘’` \t"


def find_quotations(
    documents: pd.DataFrame, segments: pd.DataFrame, *, codebook: SpeechBook | None = None
) -> pd.DataFrame:
    """Find what documents credit to somebody: in quotation marks, in reported speech, or both.

    Parameters
    ----------
    documents : DataFrame, one row per published text
        As described by :data:`analysis.schemas.DOCUMENTS`.
    segments : DataFrame, one row per segment
        Of these documents, as described by :data:`analysis.schemas.SEGMENTS`.
    codebook : SpeechBook, optional
        The words that credit; the house's own if absent.

    Returns
    -------
    DataFrame, one row per piece, in the order of the documents and their text
        As described by :data:`analysis.schemas.QUOTATIONS`. Marks at both ends of a piece are
        left out. `speaker` and `speaker_country` are still missing, see
        :func:`analysis.quotations.resolve_speakers`.

    Raises
    ------
    SchemaError
        If an input is not such a table.
    """
    schemas.check(documents, schemas.DOCUMENTS)
    schemas.check(segments, schemas.SEGMENTS)
    book = codebook or load_speech()
    bounds = rows_by_document(segments, ["start", "end"])
    rows = []
    for document_id, text in schemas.rows_of(documents, ["document_id", "text"]):
        found, marks = read_document(text, bounds.get(document_id, []), book)
        rows += _write_rows(document_id, text, found, marks)
    return schemas.QUOTATIONS.build(rows)


def _write_rows(
    document_id: str, text: str, found: list[Attribution], marks: list[Quoted]
) -> list[tuple[Any, ...]]:
    rows = []
    ordered = [
        (read.pieces if len(read.pieces) == 1 else sorted(set(read.pieces)), read) for read in found
    ]
    ordered.sort(key=lambda one: (one[0][0], one[0][-1]))
    for number, (pieces, (_, cue, sense, speaker, _)) in enumerate(ordered):
        inside = [mark for piece in pieces for mark in marks_within(piece, marks)] if marks else []
        kind = kind_of_quotation(text, pieces, inside) if inside else "indirect"
        # What is the same in all rows of an attribution.
        begin, stop = cue or (0, 0)
        start, end = speaker or (None, None)
        shared = (
            kind,
            text[begin:stop] if cue else None,
            sense.act if sense else None,
            bool(sense and sense.factive),
            any([mark.repaired for mark in inside]),
            text[start:end] if speaker else None,
            start,
            end,
            None,
            None,
        )
        attribution_id = f"{document_id}:a{number}"
        for piece in pieces:
            first, last = piece
            if inside or text[first] in _MARKS:
                first, last = _trim(text, piece, inside)
            if first < last:
                row_id = f"{document_id}:q{len(rows)}"
                rows.append((row_id, attribution_id, document_id, first, last, *shared))
    return rows


def _trim(text: str, piece: Span, inside: list[Quoted]) -> Span:
    """Leave out the marks at the ends of a piece that is quoted whole."""
    start, end = piece
    has_marks = text[start] in _MARKS and text[end - 1] in _MARKS
    if has_marks or (inside and any([mark[:2] == piece for mark in inside])):
        words = text[start:end]
        end = start + len(words.rstrip(_MARKS))
        start += len(words) - len(words.lstrip(_MARKS))
    return start, end

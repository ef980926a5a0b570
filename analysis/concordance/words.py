"""Cut segments into words, each with its place in the text."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.concordance.places import check_segments
from analysis.matching.phrases import fold, lower

__all__ = ["find_words", "split_words"]

# A letter or digit with its accents, should they be characters of their own.
_SIGN = r"[^\W_][\u0300-\u036f]*"
_LETTER = r"[^\W\d_]"
# "U.S.", "p.m."; then "1,000", "3.5", "19th"; then any other run of letters and digits.
_PART = rf"(?:(?:{_LETTER}\.)+{_LETTER}(?!\w)\.?|\d+(?:[.,]\d+)+(?:{_SIGN})*|(?:{_SIGN})+)"
_WORD = re.compile(rf"{_PART}(?:(?!'s(?!\w))['-]{_PART})*|(?<=[\w.])'s(?!\w)")


def find_words(documents: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Find each word of each segment.

    A word is a run of letters and digits. Hyphens and apostrophes inside it belong to it
    ("three-way", "don't", "Seoul-led"), so do the stops of "U.S." and the marks of "1,000". A
    possessive *'s* is a word of its own, so that "Japan's" counts as "japan"; a dash parts words.
    A plain pattern does this, since NLTK's NLTKWordTokenizer writes "U.S." as "U.S" where it ends
    a sentence, parts "don't" and "cannot", and takes the curly apostrophe for a quotation mark.
    Writing without spaces between words, as Chinese and Japanese, is not cut into words.

    Parameters
    ----------
    documents : DataFrame, one row per published text
        As described by :data:`analysis.schemas.DOCUMENTS`.
    segments : DataFrame, one row per headline or sentence
        As described by :data:`analysis.schemas.SEGMENTS`. A word never crosses one.

    Returns
    -------
    DataFrame, one row per word, by document and first character
        As described by :data:`analysis.schemas.WORDS`; `word` is never missing.

    Raises
    ------
    SchemaError
        If an input is not such a table.
    ValueError
        If a segment is not in the documents.

    Examples
    --------
    >>> from analysis.schemas import DOCUMENTS, SEGMENTS
    >>> text = "Japan’s three-way pact with the U.S."
    >>> documents = DOCUMENTS.build(
    ...     [{"document_id": "d0", "text": text, "path": "d0.txt", "sha256": "0"}]
    ... )
    >>> segments = SEGMENTS.build([("s0", "d0", 0, "body", 0, len(text), text)])
    >>> find_words(documents, segments)["word"].tolist()
    ['japan', "'s", 'three-way', 'pact', 'with', 'the', 'u.s.']
    """
    check_segments(documents, segments)
    if segments.empty:
        return schemas.WORDS.empty()
    folded = {
        document_id: lower(fold(text))
        for document_id, text in schemas.rows_of(documents, ["document_id", "text"])
    }
    ordered = segments.sort_values(["document_id", "start"])
    spans: list[tuple[int, int]] = []
    words: list[str] = []
    counts = []
    for document_id, start, end in schemas.rows_of(ordered, ["document_id", "start", "end"]):
        text = folded[document_id]
        found = [match.span() for match in _WORD.finditer(text, start, end)]
        spans += found
        words += [text[first:last] for first, last in found]
        counts.append(len(found))
    if not words:
        return schemas.WORDS.empty()
    row = np.repeat(np.arange(len(ordered)), counts)
    starts, ends = np.array(spans).T
    return schemas.WORDS.conform(
        pd.DataFrame(
            {
                "document_id": ordered["document_id"].array.take(row),
                "segment_id": ordered["segment_id"].array.take(row),
                "start": starts,
                "end": ends,
                "word": words,
            }
        )
    )


def split_words(text: str) -> list[str]:
    """List the words of a text, as :func:`find_words` writes them.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of str
        In the order of the text.

    Examples
    --------
    >>> split_words("It’s 1,000 days—don't wait.")
    ['it', "'s", '1,000', 'days', "don't", 'wait']
    """
    return _WORD.findall(lower(fold(text)))

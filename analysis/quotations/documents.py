"""Read a document: who is credited with what, paragraph by paragraph, also across sentences."""

from __future__ import annotations

import re
from itertools import pairwise

from analysis.codebooks.speech import SpeechBook
from analysis.matching.quoting import Quoted, find_quoted_within
from analysis.quotations.lone import is_utterance
from analysis.quotations.paragraphs import Paragraph, Reader
from analysis.quotations.parts import Attribution
from analysis.quotations.sentences import Span, hide

__all__ = ["read_document"]

# "MR. PRICE: Well, ..." in a transcript.
_TRANSCRIPT = re.compile(
    r"[\"“]?(?P<name>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,4})(?: \([^)\n]{1,40}\))?: (?=\S)"
)
# A longer "sentence" is no prose; it is read in parts, so that time grows with its length.
_LONGEST_SENTENCE = 3_000
# A paragraph of quoted words goes on with the speaker of the one before, if it is that near.
_NEAR = 400


def read_document(
    text: str, bounds: list[Span], book: SpeechBook
) -> tuple[list[Attribution], list[Quoted]]:
    """Read a document.

    Parameters
    ----------
    text : str
        All of it.
    bounds : list of (start, end)
        Its sentences.
    book : SpeechBook
        The words that credit.

    Returns
    -------
    list of Attribution
        With offsets in `text`, paragraph by paragraph.
    list of Quoted
        What stands between marks, in order.
    """
    paragraphs = _split(text, bounds)
    spoken = [_read_transcript(text, paragraph) for paragraph in paragraphs]
    unread = [each[:2] for each, said in zip(paragraphs, spoken, strict=True) if said is None]
    marks = find_quoted_within(text, unread)
    gaps = [(one.end, other.start) for one, other in pairwise(paragraphs)]
    reader = Reader(hide(text, [(start, end) for start, end, _ in marks], gaps), marks, book)
    found: list[Attribution] = []
    for paragraph, utterance in zip(paragraphs, spoken, strict=True):
        if utterance:
            found.append(utterance)
            continue
        read = reader.read(paragraph)
        opening = reader.opening
        if opening and found and _goes_on(text, found[-1], paragraph.start):
            found[-1] = found[-1]._replace(pieces=(*found[-1].pieces, *opening))
        elif any(is_utterance(reader.shown.whole, *each) for each in opening):
            found.append(Attribution(tuple(opening), None, None, None, "lone"))
        found += read
    return found, marks


def _split(text: str, bounds: list[Span]) -> list[Paragraph]:
    """Gather the sentences of each paragraph."""
    gathered: list[list[Span]] = []
    here: list[Span] = []
    last = 0
    for start, end in bounds:
        if not here or text.find("\n", last, start) >= 0:
            here = []
            gathered.append(here)
        while end - start > _LONGEST_SENTENCE:
            here.append((start, start + _LONGEST_SENTENCE))
            start += _LONGEST_SENTENCE
        here.append((start, end))
        last = end
    return [Paragraph(here[0][0], here[-1][1], here) for here in gathered]


def _read_transcript(text: str, paragraph: Paragraph) -> Attribution | None:
    """Read a paragraph that begins with the name of its speaker."""
    if text[paragraph.start + 1 : paragraph.start + 2].islower():
        return None  # as most do
    spoken = _TRANSCRIPT.match(text, paragraph.start, paragraph.end)
    if spoken is None or spoken.end() >= paragraph.end:
        return None
    pieces = ((spoken.end(), paragraph.end),)
    return Attribution(pieces, None, None, spoken.span("name"), "transcript")


def _goes_on(text: str, last: Attribution, base: int) -> bool:
    """Tell whether a quotation may be the rest of what was credited last."""
    end = max(end for _, end in last.pieces)
    has_marks = any(mark in text[start:end] for start, end in last.pieces for mark in "\"“”'")
    return has_marks and base - end < _NEAR

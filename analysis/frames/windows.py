"""A text as the network of images reads it: a few sentences at a time, countries hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.matching.masking import hide_countries
from analysis.schemas import Bounds

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["WINDOW", "cut_windows", "encode_text"]

# Tokens that the network reads at most, the two that it adds included.
WINDOW = 128
# The passages it learnt from have one to three short sentences; a long one is read alone.
_MOST_SENTENCES, _MOST_TOGETHER, _MOST_CHARACTERS = 3, 260, 420


def cut_windows(text: str, bounds: Bounds) -> list[tuple[int, int]]:
    """Cut a document into what is read together.

    Parameters
    ----------
    text : str
        The document.
    bounds : Bounds
        Its segments.

    Returns
    -------
    list of (start, end)
        Up to three sentences of one paragraph; a longer sentence is cut at a space. Together
        they hold every segment.
    """
    windows: list[tuple[int, int]] = []
    n_sentences = 0
    for start, end in zip(bounds.starts, bounds.ends, strict=True):
        pieces = _cut_long(text, start, end)
        if windows and len(pieces) == 1:
            first, last = windows[-1]
            joined = "\n" not in text[last:start] and end - first <= _MOST_TOGETHER
            if joined and n_sentences < _MOST_SENTENCES:
                windows[-1] = (first, end)
                n_sentences += 1
                continue
        windows += pieces
        n_sentences = 1 if len(pieces) == 1 else _MOST_SENTENCES
    return windows


def _cut_long(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    while end - start > _MOST_CHARACTERS:
        space = text.rfind(" ", start + 1, start + _MOST_CHARACTERS)
        stop = space if space > start else start + _MOST_CHARACTERS
        pieces.append((start, stop))
        start = stop
    return [*pieces, (start, end)]


def encode_text(text: str, tokenizer: Tokenizer) -> tuple[list[int], list[tuple[int, int]]]:
    """Turn a text into tokens, every country hidden behind one word.

    Parameters
    ----------
    text : str
        One window of a document.
    tokenizer : Tokenizer
        The network's own, which adds nothing.

    Returns
    -------
    list of int
        Numbers of the tokens, up to :data:`WINDOW`, those that open and close a text included.
    list of (start, end)
        Where each token stands in `text`, the two that were added left out.
    """
    hidden = hide_countries(text)
    encoding = tokenizer.encode(hidden.text)
    room = WINDOW - 2
    ids = [tokenizer.token_to_id("[CLS]"), *encoding.ids[:room], tokenizer.token_to_id("[SEP]")]
    spans = [
        (hidden.place_of(start), hidden.place_of(end)) for start, end in encoding.offsets[:room]
    ]
    return ids, spans

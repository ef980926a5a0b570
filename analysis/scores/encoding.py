"""Masked passages to the numbers that the model takes, cut around the target where too long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analysis.matching.masking import OTHER, TARGET, Masked
from analysis.scores.passages import RELATION_BEGINS, RELATION_ENDS

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["MASKS", "WINDOW", "Encoded", "cut_window", "encode", "pad"]

# Words of the model's vocabulary that no text brings: each is one token.
MASKS = (TARGET, OTHER, RELATION_BEGINS, RELATION_ENDS)
# Tokens that the model reads at most, the two that it adds included. Nearly every labelled
# passage is shorter; attention costs grow with the square.
WINDOW = 128
_SENTENCE_ENDS = frozenset(".!?")


class Encoded(NamedTuple):
    """The tokens of one passage, and which of them are the target (`first` up to `last`)."""

    ids: list[int]
    first: int
    last: int


def encode(passages: Sequence[Masked], tokenizer: Tokenizer, window: int = WINDOW) -> list[Encoded]:
    """Tokenise masked passages and cut each to the window around its target.

    What a window cuts off is whole sentences where the target's own sentence fits, else words
    at equal distance on both sides.

    Parameters
    ----------
    passages : sequence of Masked
        As :func:`analysis.scores.passages.mask_target` gives them.
    tokenizer : tokenizers.Tokenizer
        The model's own, which adds nothing.
    window : int, optional
        The largest number of tokens, the two that open and close a text included.

    Returns
    -------
    list of Encoded
        In the order given, each of `window` tokens at most, its target inside.
    """
    opening, closing = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    room = window - 2
    encoded = []
    for passage, encoding in zip(
        passages, tokenizer.encode_batch([passage.text for passage in passages]), strict=True
    ):
        ids, offsets = encoding.ids, encoding.offsets
        inside = [
            place
            for place, (start, end) in enumerate(offsets)
            if start < passage.end and end > passage.start
        ]
        # A target that the tokenizer knows no token for leaves the whole passage to read.
        first, last = (inside[0], inside[-1] + 1) if inside else (0, min(len(ids), room))
        if len(ids) > room:
            begin, stop = cut_window(encoding.tokens, first, min(last, first + room), room)
            ids, first, last = ids[begin:stop], first - begin, min(last, stop) - begin
        encoded.append(Encoded([opening, *ids, closing], first + 1, max(last, first + 1) + 1))
    return encoded


def cut_window(tokens: list[str], first: int, last: int, room: int) -> tuple[int, int]:
    """Choose which tokens to keep, at whole sentences if the target's own fits.

    Parameters
    ----------
    tokens : list of str
        Of the whole passage.
    first, last : int
        The target's tokens, `last` excluded.
    room : int
        How many tokens to keep at most, no fewer than the target has.

    Returns
    -------
    tuple of int
        The first token to keep and the one after the last; the target is inside.
    """
    spare = room - (last - first)
    begin = max(first - spare // 2, 0)
    stop = min(begin + room, len(tokens))
    begin = max(stop - room, 0)
    ends = [place + 1 for place in range(begin, stop) if tokens[place] in _SENTENCE_ENDS]
    if begin:
        begin = next((end for end in ends if end <= first), begin)
    if stop < len(tokens):
        stop = next((end for end in reversed(ends) if end >= last), stop)
    return begin, stop


def pad(encoded: Sequence[Encoded]) -> dict[str, np.ndarray]:
    """Lay encoded passages side by side for one run of the model.

    Parameters
    ----------
    encoded : sequence of Encoded
        Of about one length, else time is spent on padding.

    Returns
    -------
    dict of ndarray, each with one row per passage
        `ids` and `present` (1 for a token, 0 for padding), int64, as wide as the longest
        passage; `target`, float32, whose weights sum to 1 over the tokens of the target.
    """
    width = max(len(passage.ids) for passage in encoded)
    ids = np.zeros((len(encoded), width), np.int64)
    present = np.zeros((len(encoded), width), np.int64)
    target = np.zeros((len(encoded), width), np.float32)
    for row, passage in enumerate(encoded):
        ids[row, : len(passage.ids)] = passage.ids
        present[row, : len(passage.ids)] = 1
        target[row, passage.first : passage.last] = 1 / (passage.last - passage.first)
    return {"ids": ids, "present": present, "target": target}

"""Find near-copies: the same wire story in several papers, a text and its correction."""

from __future__ import annotations

import re
from collections import defaultdict
from zlib import crc32

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.schemas import check

__all__ = ["find_copies"]

_WORD = re.compile(r"\w+")
_WORDS_IN_A_RUN = 5
# So many of the smallest hashes stand for a text. Two texts that share four in five of their runs
# share one of them all but surely: 0.2 ** 64.
_SKETCH = 64
# A run that very many texts share is a phrase of the trade and leads nowhere.
_MOST_SHARING = 200


def find_copies(documents: pd.DataFrame, *, alike: float = 0.8) -> pd.Series:
    """Tell of each document of which earlier one it is a near-copy.

    Two texts are copies if they share that part of all their runs of five words (Jaccard's
    coefficient; Broder 1997). Of copies the first by date, then by id, is the original. Candidates
    are texts that share one of their 64 smallest hashes; each pair of them is then compared in
    full.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`.
    alike : float
        Share of runs, from 0 to 1.

    Returns
    -------
    Series of str, indexed by document, in the order of the rows
        The original's `document_id`; missing for a document that copies none. Texts of fewer than
        five words copy none.

    Raises
    ------
    SchemaError
        If `documents` is not such a table.
    ValueError
        If `alike` is not above 0 and at most 1.

    References
    ----------
    Broder, A. Z. (1997). On the resemblance and containment of documents. Proceedings of
    Compression and Complexity of Sequences, 21-29.
    """
    check(documents, schemas.DOCUMENTS)
    if not 0 < alike <= 1:
        msg = f"`alike` must be above 0 and at most 1; it is {alike}."
        raise ValueError(msg)
    ordered = documents.sort_values(["published_on", "document_id"], na_position="last")
    originals: dict[str, str | None] = {}
    runs: dict[str, np.ndarray] = {}
    sharing: dict[int, list[str]] = defaultdict(list)
    for document_id, text in zip(ordered["document_id"], ordered["text"], strict=True):
        own = _hash_runs(text)
        candidates = {other for run in own[:_SKETCH].tolist() for other in sharing.get(run, ())}
        # Sorted as they came, so that the first original is found first.
        found = (name for name in runs if name in candidates)
        originals[document_id] = next(
            (name for name in found if _compare(own, runs[name]) >= alike), None
        )
        if originals[document_id] is None and own.size:
            runs[document_id] = own
            for run in own[:_SKETCH].tolist():
                if len(sharing[run]) < _MOST_SHARING:
                    sharing[run].append(document_id)
    return pd.Series(
        [originals[name] for name in documents["document_id"]],
        index=documents["document_id"],
        dtype="str",
    )


def _hash_runs(text: str) -> np.ndarray:
    """Return the hashes of a text's runs of words, each once, from the smallest on."""
    words = [crc32(word.encode()) for word in _WORD.findall(text.lower())]
    if len(words) < _WORDS_IN_A_RUN:
        return np.array([], dtype="uint64")
    with np.errstate(over="ignore"):
        hashes = np.zeros(len(words) - _WORDS_IN_A_RUN + 1, dtype="uint64")
        for shift in range(_WORDS_IN_A_RUN):
            # The constants mix the bits (Knuth's multiplicative hashing, 64 bits).
            part = np.array(words[shift : shift + len(hashes)], dtype="uint64")
            hashes = (hashes ^ part) * np.uint64(0x9E3779B97F4A7C15)
            hashes ^= hashes >> np.uint64(29)
    return np.unique(hashes)


def _compare(one: np.ndarray, other: np.ndarray) -> float:
    shared = np.intersect1d(one, other, assume_unique=True).size
    return shared / (one.size + other.size - shared)

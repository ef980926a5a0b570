"""Find near-copies: the same wire story in several papers, a text and its correction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.schemas import check

__all__ = ["ALIKE", "find_copies", "sketch_text"]

# Which share of their runs two texts must have in common.
ALIKE = 0.8

# Bytes of UTF-8 that belong to words: letters, digits, and whatever is not ASCII, but for the marks
# of Latin-1 (two bytes, the first of them C2) and of the block of dashes and quotation marks
# (three bytes, E2 80 first).
_IN_WORD = np.array([byte > 127 or chr(byte).isalnum() or byte == ord("_") for byte in range(256)])
# Mixes the bits of a hash (Knuth's multiplicative hashing, 64 bits); odd, so it has an inverse.
_FACTOR = 0x9E3779B97F4A7C15
_INVERSE = pow(_FACTOR, -1, 1 << 64)
_WORDS_IN_A_RUN = 5
# So many of the smallest hashes stand for a text. Two texts that share four in five of their runs
# share one of them all but surely: 0.2 ** 64.
_SKETCH = 64
# A run that very many texts share is a phrase of the trade and leads nowhere.
_MOST_SHARING = 200
# Texts whose runs are kept at hand; copies come in groups, so that few are looked at again.
_MOST_KEPT = 2_000


def find_copies(
    documents: pd.DataFrame,
    *,
    alike: float = ALIKE,
    sketches: Mapping[str, np.ndarray] | None = None,
) -> pd.Series:
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
        Share of runs, from 0 to 1. Far below the house's own value some pairs are missed, since
        they need not share one of the smallest hashes.
    sketches : mapping of str to ndarray, optional
        What :func:`sketch_text` says of each text, by `document_id`, where that is known already.

    Returns
    -------
    Series of str, indexed by document, in the order of the rows
        The original's `document_id`; missing for a document that copies none. An original copies
        none itself. Texts of fewer than five words copy none.

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

    Karp, R. M., and Rabin, M. O. (1987). Efficient randomized pattern-matching algorithms. IBM
    Journal of Research and Development 31(2), 249-260.
    """
    check(documents, schemas.DOCUMENTS)
    if not 0 < alike <= 1:
        msg = f"`alike` must be above 0 and at most 1; it is {alike}."
        raise ValueError(msg)
    ordered = documents.sort_values(["published_on", "document_id"], na_position="last")
    # One text at a time comes out of the table: all of them at once would fill the memory.
    names, texts = ordered["document_id"].tolist(), ordered["text"].array

    @lru_cache(maxsize=_MOST_KEPT)
    def runs_of(place: int) -> np.ndarray:
        return _hash_runs(texts[place])

    if sketches is None:
        candidates = _find_candidates([runs_of(place)[:_SKETCH] for place in range(len(texts))])
    else:
        candidates = _find_candidates([sketches[name] for name in names])
    originals: dict[str, str | None] = dict.fromkeys(names)
    for place, earlier in sorted(candidates.items()):
        # From the first on, so that of several originals the earliest is named.
        for other in sorted(earlier):
            is_original = originals[names[other]] is None
            if is_original and _compare(runs_of(place), runs_of(other)) >= alike:
                originals[names[place]] = names[other]
                break
    return pd.Series(
        [originals[name] for name in documents["document_id"]],
        index=documents["document_id"],
        dtype="str",
    )


def _find_candidates(sketches: Sequence[np.ndarray]) -> dict[int, set[int]]:
    """List for each text, by its place, the earlier ones that share a hash with it."""
    candidates: dict[int, set[int]] = {}
    if not any(len(sketch) for sketch in sketches):
        return candidates
    hashes = np.concatenate(sketches)
    places = np.repeat(np.arange(len(sketches)), [len(sketch) for sketch in sketches])
    # Stable: within one hash the texts stay in their order.
    order = np.argsort(hashes, kind="stable")
    hashes, places = hashes[order], places[order]
    same = np.diff(hashes) == 0
    # Most hashes stand for one text alone.
    shared = np.append(same, [False]) | np.append([False], same)
    hashes, places = hashes[shared], places[shared]
    for group in np.split(places, np.flatnonzero(np.diff(hashes)) + 1):
        earlier = group[:_MOST_SHARING].tolist()
        for number, place in enumerate(group.tolist()[1:], start=1):
            candidates.setdefault(place, set()).update(earlier[:number])
    return candidates


def sketch_text(text: str) -> np.ndarray:
    """Return what stands for a text while candidates are looked for: its smallest hashes."""
    return _hash_runs(text)[:_SKETCH].copy()


def _hash_runs(text: str) -> np.ndarray:
    """Return the hashes of a text's runs of words, each once, from the smallest on."""
    words = _hash_words(text.lower())
    if len(words) < _WORDS_IN_A_RUN:
        return np.array([], dtype="uint64")
    hashes = np.zeros(len(words) - _WORDS_IN_A_RUN + 1, dtype="uint64")
    for shift in range(_WORDS_IN_A_RUN):
        hashes = (hashes ^ words[shift : shift + len(hashes)]) * np.uint64(_FACTOR)
        hashes ^= hashes >> np.uint64(29)
    hashes.sort()
    return hashes[np.append(True, hashes[1:] != hashes[:-1])]


def _hash_words(text: str) -> np.ndarray:
    """Hash each word of a text, all at once: a polynomial in its bytes, whole numbers mod 2 ** 64.

    Sums over the text up to each byte give each word's by a difference (Karp and Rabin 1987).
    """
    content = np.frombuffer(text.encode(), dtype="uint8")
    in_word = np.zeros(len(content) + 2, dtype=bool)
    in_word[1:-1] = _IN_WORD[content]
    if not text.isascii():
        begins = np.flatnonzero(content == 0xC2)
        in_word[begins + 1] = in_word[begins + 2] = False
        begins = np.flatnonzero((content[:-2] == 0xE2) & (content[1:-1] == 0x80))
        in_word[begins + 1] = in_word[begins + 2] = in_word[begins + 3] = False
    edges = np.flatnonzero(in_word[1:] != in_word[:-1])
    begins, ends = edges[::2], edges[1::2]
    sums = np.zeros(len(content) + 1, dtype="uint64")
    np.cumsum(content * _list_powers(_FACTOR, len(content)), out=sums[1:])
    return (sums[ends] - sums[begins]) * _list_powers(_INVERSE, len(content) + 1)[begins]


def _list_powers(base: int, n: int) -> np.ndarray:
    # Lengths in steps, so that few are kept.
    return _list_all_powers(base, 1 << max(n, 1 << 15).bit_length())[:n]


@cache
def _list_all_powers(base: int, n: int) -> np.ndarray:
    powers = np.full(n, base, dtype="uint64")
    powers[0] = 1
    return np.cumprod(powers)


def _compare(one: np.ndarray, other: np.ndarray) -> float:
    places = np.searchsorted(one, other)
    places[places == one.size] = 0
    shared = int((one[places] == other).sum())
    return shared / (one.size + other.size - shared)

"""Runs of words as hashes: what tells how much two texts have in common.

References
----------
Karp, R. M., and Rabin, M. O. (1987). Efficient randomized pattern-matching algorithms. IBM Journal
of Research and Development 31(2), 249-260.
"""

from __future__ import annotations

from functools import cache

import numpy as np

__all__ = ["compare", "hash_runs", "sketch_text"]

# Bytes of UTF-8 that belong to words: letters, digits, and whatever is not ASCII, but for the marks
# of Latin-1 (two bytes, the first of them C2) and of the block of dashes and quotation marks
# (three bytes, E2 80 first).
_IN_WORD = bytes(byte > 127 or chr(byte).isalnum() or byte == ord("_") for byte in range(256))
# Mixes the bits of a hash (Knuth's multiplicative hashing, 64 bits); odd, so it has an inverse.
_FACTOR = 0x9E3779B97F4A7C15
_INVERSE = pow(_FACTOR, -1, 1 << 64)
_WORDS_IN_A_RUN = 5
# A run is a polynomial in its words, of another number than that of a word in its bytes: so the
# same letters cut into other words make another hash.
_FACTOR_OF_WORDS = 0xD1342543DE82EF95
_POWERS_OF_WORDS = np.array(
    [pow(_FACTOR_OF_WORDS, place, 1 << 64) for place in range(_WORDS_IN_A_RUN)], dtype="uint64"
)
# So many of the smallest hashes stand for a text. Two texts that share four in five of their runs
# share one of them all but surely: 0.2 ** 64.
_SKETCH = 64


def sketch_text(text: str) -> np.ndarray:
    """Return what stands for a text while candidates are looked for: its smallest hashes."""
    return hash_runs(text)[:_SKETCH].copy()


def hash_runs(text: str) -> np.ndarray:
    """Return the hashes of a text's runs of words, each once, from the smallest on."""
    words = _hash_words(text.lower())
    if len(words) < _WORDS_IN_A_RUN:
        return np.array([], dtype="uint64")
    hashes = np.convolve(words, _POWERS_OF_WORDS, "valid")
    hashes ^= hashes >> np.uint64(29)
    hashes *= np.uint64(_FACTOR)
    hashes ^= hashes >> np.uint64(32)
    hashes.sort()
    is_first = np.ones(len(hashes), dtype=bool)
    np.not_equal(hashes[1:], hashes[:-1], out=is_first[1:])
    return hashes[is_first]


def _hash_words(text: str) -> np.ndarray:
    """Hash each word of a text, all at once: a polynomial in its bytes, whole numbers mod 2 ** 64.

    Sums over the text up to each byte give each word's by a difference (Karp and Rabin 1987).
    """
    encoded = text.encode()
    content = np.frombuffer(encoded, dtype="uint8")
    in_word = np.zeros(len(content) + 2, dtype=bool)
    in_word[1:-1] = np.frombuffer(encoded.translate(_IN_WORD), dtype=bool)
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


def compare(one: np.ndarray, other: np.ndarray) -> float:
    """Return the share of runs that two texts have in common (Jaccard), given those of each."""
    both = np.concatenate([one, other])
    # Two sorted halves, which this kind of sorting only merges.
    both.sort(kind="stable")
    shared = np.count_nonzero(both[1:] == both[:-1])
    return shared / (both.size - shared)

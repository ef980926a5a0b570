"""What kind of thing each word names: abstract, a country, or neither."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from analysis.codebooks.countries import load_countries
from analysis.codebooks.frames import FrameBook
from analysis.matching.phrases import fold, lower

__all__ = ["kinds_of_words"]

_ABSTRACT_ENDING = re.compile(
    r"\w{3,}(?:ism|tion|sion|ity|ance|ence|acy|ness|hood|ment|ology|cracy|archy|itude)(?:s|ies)?"
)
_MOST_KEPT = 1 << 15


@cache
def kinds_of_words(book: FrameBook, frame: str) -> dict[str, str | None]:
    """Return a mapping from any word, folded, to its kind in a frame, plain words left out."""
    return _KindsOfWords(book.figurative[frame])


class _KindsOfWords(dict[str, str | None]):
    """The kind of each word by itself; a name is that of a country where it has a capital.

    The same few thousand words make up most of any corpus: each is read once.
    """

    def __init__(self, own: frozenset[str]) -> None:
        self._own = own

    def __missing__(self, word: str) -> str | None:
        if len(self) >= _MOST_KEPT:
            self.clear()
        small = lower(word)
        bare, kind = _kind_of_word(small)
        if small in self._own or bare in self._own:
            kind = "abstract"
        elif bare in _names_of_countries() and word[0].isupper():
            kind = "country"
        self[word] = kind
        return kind


@lru_cache(maxsize=_MOST_KEPT)
def _kind_of_word(word: str) -> tuple[str, str | None]:
    """Say what a word is without its possessive, and whether its ending is abstract."""
    bare = word.removesuffix("'s").rstrip("'")
    return bare, "abstract ending" if _ABSTRACT_ENDING.fullmatch(bare) else None


@cache
def _names_of_countries() -> frozenset[str]:
    """List the last word of each name, demonym, capital and seat."""
    kinds = {"name", "demonym", "capital", "seat"}
    return frozenset(
        lower(fold(surface)).split()[-1]
        for surface, aliases in load_countries().aliases.items()
        if any(alias.kind in kinds for alias in aliases)
    )

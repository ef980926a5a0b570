"""What kind of thing each word names: abstract, a country, or neither."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from analysis.codebooks.countries import load_countries
from analysis.codebooks.frames import FrameBook
from analysis.matching.phrases import fold, lower

__all__ = ["KINDS", "OwnKind", "list_kinds"]

# Of those words that are of the same kind in all frames; plain ones are set apart elsewhere.
KINDS = frozenset({"abstract", "abstract ending", "country", None})

_ABSTRACT_ENDING = re.compile(
    r"\w{3,}(?:ism|tion|sion|ity|ance|ence|acy|ness|hood|ment|ology|cracy|archy|itude)(?:s|ies)?"
)
_MOST_KEPT = 1 << 15


class OwnKind(NamedTuple):
    """The kind of a word that is abstract in some frames alone."""

    frames: frozenset[str]
    otherwise: str | None

    def of(self, frame: str) -> str | None:
        """Return its kind in one frame."""
        return "abstract" if frame in self.frames else self.otherwise


class _KindsOfWords(dict[str, str | OwnKind | None]):
    """The kind of each word by itself; a name is that of a country where it has a capital.

    The same few thousand words make up most of any corpus: each is read once.
    """

    def __init__(self, book: FrameBook) -> None:
        self._own = {
            name: book.figurative[name]
            for name, frame in book.entries.items()
            if frame.family == "metaphor"
        }

    def __missing__(self, word: str) -> str | OwnKind | None:
        if len(self) >= _MOST_KEPT:
            self.clear()
        small = lower(word)
        bare = small.removesuffix("'s").rstrip("'")
        kind: str | OwnKind | None = None
        if word[0].isupper() and bare in _names_of_countries():
            kind = "country"
        elif _ABSTRACT_ENDING.fullmatch(bare):
            kind = "abstract ending"
        frames = [frame for frame, own in self._own.items() if small in own or bare in own]
        if frames:
            everywhere = len(frames) == len(self._own)
            kind = "abstract" if everywhere else OwnKind(frozenset(frames), kind)
        self[word] = kind
        return kind


def list_kinds(texts: Iterable[list[str]], book: FrameBook) -> list[list[str | OwnKind | None]]:
    """Tell the kind of each word of some texts, folded; plain ones are left out."""
    kind_of = _kinds_of_words(book).__getitem__
    return [list(map(kind_of, words)) for words in texts]


@cache
def _kinds_of_words(book: FrameBook) -> _KindsOfWords:
    return _KindsOfWords(book)


@cache
def _names_of_countries() -> frozenset[str]:
    """List the last word of each name, demonym, capital and seat."""
    kinds = {"name", "demonym", "capital", "seat"}
    return frozenset(
        lower(fold(surface)).split()[-1]
        for surface, aliases in load_countries().aliases.items()
        if any(alias.kind in kinds for alias in aliases)
    )

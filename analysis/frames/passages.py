"""One segment as evidence needs it: its words by kind, its cues, and its neighbours."""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from analysis.codebooks.countries import load_countries
from analysis.codebooks.frames import FrameBook, FrameCue
from analysis.matching.phrases import fold, lower
from analysis.schemas import Bounds

__all__ = ["Passage", "Word", "read_passage"]

_WORD = re.compile(r"[^\W_][\w'’\-]*")
_ABSTRACT_ENDING = re.compile(
    r"\w{3,}(?:ism|tion|sion|ity|ance|ence|acy|ness|hood|ment|ology|cracy|archy|itude)(?:s|ies)?"
)
_BLANK_LINE = "\n\n"


class Word(NamedTuple):
    """One word of a segment, and whether it is plain, abstract, a country, or of no kind."""

    start: int
    end: int
    text: str
    kind: str | None


class Passage:
    """One segment with its neighbours, read once for all the cues in it."""

    def __init__(self, text: str, folded: str, neighbours: str) -> None:
        self.text = text
        self.folded = folded
        self._neighbours = neighbours
        self._plain: dict[str, list[tuple[int, int, str]]] = {}
        self._either: dict[str, list[tuple[int, int, str]]] = {}
        self._words: dict[str, list[Word]] = {}
        self._kinds: dict[str, dict[str, str]] = {}
        self._beside: dict[str, list[str]] = {}
        self.cues: list[tuple[int, int, FrameCue]] = []

    def plain_words(self, frame: str, book: FrameBook) -> list[tuple[int, int, str]]:
        """List the words of the plain world of a frame that are no cues of it here."""
        if frame not in self._plain:
            cues = [span for *span, cue in self.cues if cue.frame == frame]
            plain, either = [], []
            for start, end, word in book.literal[frame].spans_of_folded(self.folded):
                is_cue = any(start < there and here < end for here, there in cues)
                (either if is_cue else plain).append((start, end, word))
            self._plain[frame], self._either[frame] = plain, either
        return self._plain[frame]

    def plain_cues(self, frame: str, book: FrameBook) -> list[tuple[int, int, str]]:
        """List the words of the plain world of a frame that are cues of it here, too."""
        self.plain_words(frame, book)
        return self._either[frame]

    def plain_words_beside(self, frame: str, book: FrameBook) -> list[str]:
        """List those of the neighbouring segments."""
        if frame not in self._beside:
            spans = book.literal[frame].spans_of_folded(self._neighbours)
            self._beside[frame] = [word for *_, word in spans]
        return self._beside[frame]

    def words(self, frame: str, book: FrameBook) -> list[Word]:
        """Read each word of the segment: plain, abstract, a country, or of no kind."""
        if frame not in self._words:
            own = book.figurative[frame]
            plain = self.plain_words(frame, book)
            covered = {place for start, end, _ in plain for place in range(start, end)}
            self._words[frame] = [
                Word(
                    start,
                    end,
                    text,
                    "plain"
                    if start in covered
                    else "abstract"
                    if text in own or bare in own
                    else kind,
                )
                for start, end, text, bare, kind in self._all_words
            ]
        return self._words[frame]

    def kinds(self, frame: str, book: FrameBook) -> dict[str, str]:
        """Give the first word of each kind that there is."""
        if frame not in self._kinds:
            backwards = reversed(self.words(frame, book))
            self._kinds[frame] = {word.kind: word.text for word in backwards if word.kind}
        return self._kinds[frame]

    @cached_property
    def _all_words(self) -> list[tuple[int, int, str, str, str | None]]:
        """Each word with its place, without its possessive, and of what kind it is by itself."""
        words = []
        for match in _WORD.finditer(self.folded):
            start, end = match.span()
            text = match.group()
            bare, is_name, kind = _read_word(text)
            if is_name and self.text[start].isupper():
                kind = "country"
            words.append((start, end, text, bare, kind))
        return words


def read_passage(text: str, folded: str, bounds: Bounds, place: int) -> Passage:
    """Take one segment of a text, and as neighbours those before and after it.

    Parameters
    ----------
    text, folded : str
        The document, and the same in lower case with straight marks.
    bounds : Bounds
        Its segments.
    place : int
        Which of them.

    Returns
    -------
    Passage
        Neighbours are read up to a blank line.
    """
    start, end = bounds.starts[place], bounds.ends[place]
    first = bounds.starts[place - 1] if place else start
    last = bounds.ends[place + 1] if place + 1 < len(bounds.ends) else end
    before = folded[first:start] if _BLANK_LINE not in text[first:start] else ""
    after = folded[end:last] if _BLANK_LINE not in text[end:last] else ""
    return Passage(text[start:end], folded[start:end], f"{before} {after}")


# The same few thousand words make up most of any corpus.
@lru_cache(maxsize=1 << 15)
def _read_word(text: str) -> tuple[str, bool, str | None]:
    """Read a word by itself: without its possessive, if it is a country's name, and its ending."""
    bare = text.removesuffix("'s").rstrip("'")
    kind = "abstract ending" if _ABSTRACT_ENDING.fullmatch(bare) else None
    return bare, bare in _names_of_countries(), kind


@cache
def _names_of_countries() -> frozenset[str]:
    """List the last word of each name, demonym, capital and seat."""
    kinds = {"name", "demonym", "capital", "seat"}
    return frozenset(
        lower(fold(surface)).split()[-1]
        for surface, aliases in load_countries().aliases.items()
        if any(alias.kind in kinds for alias in aliases)
    )

"""One segment as evidence needs it: its words by kind, its cues, and its neighbours."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, cached_property, lru_cache

from analysis.codebooks.countries import load_countries
from analysis.codebooks.frames import FrameBook, FrameCue
from analysis.matching.phrases import fold, lower
from analysis.schemas import Bounds

__all__ = ["Kinds", "Passage", "read_passage"]

_WORD = re.compile(r"[^\W_][\w'’\-]*")
_ABSTRACT_ENDING = re.compile(
    r"\w{3,}(?:ism|tion|sion|ity|ance|ence|acy|ness|hood|ment|ology|cracy|archy|itude)(?:s|ies)?"
)
# Where each way to match begins with a letter, an engine passes over all others; what must not
# stand before it is looked for behind it.
_MEASURED = re.compile(
    r"\d(?<!\w.)[\d,.]*[ -]?(?:-?(?:ton|tonne|meter|metre|foot|feet|kilomet|km|mile|knot|year-old"
    r"|member|bed|seat|degree|lane|store?y|passenger))"
)
_VESSEL = re.compile(
    r"(?:U(?<!\w.)SS|H(?<!\w.)MS|M(?<!\w.)[VT]|J(?<!\w.)S|R(?<!\w.)(?:OKS|MS)|S(?<!\w.)S"
    r"|I(?<!\w.)NS|K(?<!\w.)D|B(?<!\w.)RP) [A-Z]"
)
_BLANK_LINE = "\n\n"
_MOST_KEPT = 1 << 15
# What a name is that has no capital.
_NAMES = {"a name": None, "a name with an abstract ending": "abstract ending"}

Kinds = list[str | None]


class Passage:
    """One segment with its neighbours, read once for all the cues in it."""

    def __init__(self, text: str, folded: str, neighbours: str) -> None:
        self.text = text
        self.folded = folded
        self._neighbours = neighbours
        self._plain: dict[str, list[tuple[int, int, str]]] = {}
        self._either: dict[str, list[tuple[int, int, str]]] = {}
        self._kinds: dict[str, tuple[Kinds, dict[str, str]]] = {}
        self._beside: dict[str, list[str]] = {}
        self._announced: list[tuple[int, int, str]] | None = None
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

    def announced(self, book: FrameBook) -> list[tuple[int, int, str]]:
        """List the wordings that announce an image ("like a")."""
        if self._announced is None:
            self._announced = book.phrases.spans_of_folded(self.folded)
        return self._announced

    @cached_property
    def measure(self) -> str:
        """The first measure of a plain thing ("40 tons"), if there is one."""
        found = _MEASURED.search(self.folded)
        return found.group() if found else ""

    @cached_property
    def vessel(self) -> str:
        """The first sign that a ship is named, if there is one."""
        found = _VESSEL.search(self.text)
        return found.group() if found else ""

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word of the segment stands."""
        return [match.span() for match in _WORD.finditer(self.folded)]

    @cached_property
    def words(self) -> list[str]:
        """The words of the segment, folded and in small letters."""
        return _WORD.findall(self.folded)

    def kinds(self, frame: str, book: FrameBook) -> Kinds:
        """Tell of each word whether it is plain, abstract, a country, or of no kind."""
        return self._read_kinds(frame, book)[0]

    def first_of_kinds(self, frame: str, book: FrameBook) -> dict[str, str]:
        """Give the first word of each kind that there is."""
        return self._read_kinds(frame, book)[1]

    def _read_kinds(self, frame: str, book: FrameBook) -> tuple[Kinds, dict[str, str]]:
        """Tell the kind of each word of the segment, and the first word of each kind."""
        if frame in self._kinds:
            return self._kinds[frame]
        kinds = list(map(_kinds_of_words(book, frame).__getitem__, self.words))
        for start, end, _ in self.plain_words(frame, book):
            first, last = bisect_left(self.spans, (start,)), bisect_left(self.spans, (end,))
            kinds[first:last] = ["plain"] * (last - first)
        firsts: dict[str, str] = {}
        for number, kind in enumerate(kinds):
            if kind is None:
                continue
            if kind in _NAMES:
                capital = self.text[self.spans[number][0]].isupper()
                kind = kinds[number] = "country" if capital else _NAMES[kind]
            if kind is not None:
                firsts.setdefault(kind, self.words[number])
        self._kinds[frame] = kinds, firsts
        return self._kinds[frame]


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


class _KindsOfWords(dict[str, str | None]):
    """The kind of each word by itself; a name is that of a country where it has a capital.

    The same few thousand words make up most of any corpus: each is read once.
    """

    def __init__(self, own: frozenset[str]) -> None:
        self._own = own

    def __missing__(self, word: str) -> str | None:
        if len(self) >= _MOST_KEPT:
            self.clear()
        bare, kind = _kind_of_word(word)
        if word in self._own or bare in self._own:
            kind = "abstract"
        self[word] = kind
        return kind


@lru_cache(maxsize=_MOST_KEPT)
def _kind_of_word(word: str) -> tuple[str, str | None]:
    """Say what a word is without its possessive, and of what kind in any frame."""
    bare = word.removesuffix("'s").rstrip("'")
    kind = "abstract ending" if _ABSTRACT_ENDING.fullmatch(bare) else None
    if bare in _names_of_countries():
        kind = "a name" if kind is None else "a name with an abstract ending"
    return bare, kind


@cache
def _kinds_of_words(book: FrameBook, frame: str) -> _KindsOfWords:
    return _KindsOfWords(book.figurative[frame])


@cache
def _names_of_countries() -> frozenset[str]:
    """List the last word of each name, demonym, capital and seat."""
    kinds = {"name", "demonym", "capital", "seat"}
    return frozenset(
        lower(fold(surface)).split()[-1]
        for surface, aliases in load_countries().aliases.items()
        if any(alias.kind in kinds for alias in aliases)
    )

"""One segment as evidence needs it: its words by kind, its cues, and its neighbours."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from itertools import accumulate, compress, count
from operator import add
from typing import NamedTuple

from analysis.codebooks.frames import FrameBook, FrameCue
from analysis.frames.kinds import kinds_of_words
from analysis.matching.phrases import fold
from analysis.schemas import Bounds

__all__ = ["FrameWords", "Kinds", "Passage", "ReadText", "blank_out"]

# Marks that many texts hold outside ASCII; without them most are plain.
_MARKS = "“”–—…"
# Behind its first letter a word may have an apostrophe or a hyphen.
_NO_LETTER = re.compile(r"[^\w'\-]")
_BLANKED = bytes(
    byte if byte < 128 and _NO_LETTER.match(chr(byte)) is None else 32 for byte in range(256)
)
# Where each way to match begins with a letter, an engine passes over all others; what must not
# stand before it is looked for behind it.
_BEFORE_A_WORD = re.compile(r"['_\-](?<!\S.)['_\-]*")
_MEASURED = re.compile(
    r"\d(?<!\w.)[\d,.]*[ -]?(?:-?(?:ton|tonne|meter|metre|foot|feet|kilomet|km|mile|knot|year-old"
    r"|member|bed|seat|degree|lane|store?y|passenger))"
)
_VESSEL = re.compile(
    r"(?:U(?<!\w.)SS|H(?<!\w.)MS|M(?<!\w.)[VT]|J(?<!\w.)S|R(?<!\w.)(?:OKS|MS)|S(?<!\w.)S"
    r"|I(?<!\w.)NS|K(?<!\w.)D|B(?<!\w.)RP) [A-Z]"
)
_BLANK_LINE = "\n\n"

Kinds = list[str | None]


class FrameWords(NamedTuple):
    """The words of a segment as one frame reads them.

    Attributes
    ----------
    kinds : list of str, with None
        Of each word whether it is plain, abstract, a country, or of no kind.
    plain : list of str
        The words of its plain world that are no cues of it here.
    either : list of (start, end, word)
        Those that are cues of it here, too.
    beside : list of str
        The words of its plain world in the neighbouring segments.
    """

    kinds: Kinds
    plain: list[str]
    either: list[tuple[int, int, str]]
    beside: list[str]


class ReadText:
    """One document with what is found in it, from which passages are cut.

    Parameters
    ----------
    text, lowered : str
        The document, and the same in lower case with straight marks.
    bounds : Bounds
        Its segments.
    words : list of (start, end, word)
        The words of evidence in it, as :meth:`FrameBook.find_both` lists them.
    """

    def __init__(
        self, text: str, lowered: str, bounds: Bounds, words: list[tuple[int, int, str]]
    ) -> None:
        self.text = text
        self.lowered = lowered
        self.bounds = bounds
        self._words = words
        self._starts = [start for start, *_ in words]

    def words_in(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """List the words of evidence between two places, with offsets from the first."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [
            (here - start, there - start, word)
            for here, there, word in self._words[first:last]
            if there <= end
        ]

    def words_beside(self, place: int) -> list[list[tuple[int, int, str]]]:
        """List those of the segments before and after one, up to a blank line."""
        starts, ends = self.bounds.starts, self.bounds.ends
        before = (starts[place - 1] if place else starts[place], starts[place])
        after = (ends[place], ends[place + 1] if place + 1 < len(ends) else ends[place])
        return [
            self.words_in(start, end)
            for start, end in (before, after)
            if _BLANK_LINE not in self.text[start:end]
        ]


class Passage:
    """One segment with its neighbours, read once for all the cues in it.

    Parameters
    ----------
    read : ReadText
        The document.
    place : int
        Which segment.
    cues : list of (start, end, cue)
        The cues in it, with offsets in the segment.
    """

    def __init__(self, read: ReadText, place: int, cues: list[tuple[int, int, FrameCue]]) -> None:
        start, end = read.bounds.starts[place], read.bounds.ends[place]
        self.text = read.text[start:end]
        self.folded = read.lowered[start:end]
        self.cues = cues
        self._read = read
        self._place = place
        self._words_of_frames: dict[str, FrameWords] = {}

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
    def words(self) -> list[str]:
        """The words of the segment, folded."""
        return list(filter(None, self._pieces))

    @cached_property
    def starts(self) -> list[int]:
        """Where each word begins."""
        # Each piece ends at a space; two spaces have none but an empty one between them.
        starts = map(add, accumulate(map(len, self._pieces), initial=0), count())
        return list(compress(starts, self._pieces))

    @cached_property
    def _pieces(self) -> list[str]:
        return blank_out(self.text).split(" ")

    @cached_property
    def evidence(self) -> list[tuple[int, int, str]]:
        """The words of evidence in the segment, of any frame."""
        start = self._read.bounds.starts[self._place]
        return self._read.words_in(start, start + len(self.text))

    @cached_property
    def evidence_beside(self) -> list[list[tuple[int, int, str]]]:
        """Those of the segment before it and of the one after it."""
        return self._read.words_beside(self._place)

    def announced(self, book: FrameBook) -> list[tuple[int, int, str]]:
        """List the wordings that announce an image ("like a")."""
        return _choose_words(self.evidence, book.phrases)

    def read_for(self, frame: str, book: FrameBook) -> FrameWords:
        """Read the words of the segment for one frame, once."""
        if frame not in self._words_of_frames:
            self._words_of_frames[frame] = self._read_for(frame, book)
        return self._words_of_frames[frame]

    def _read_for(self, frame: str, book: FrameBook) -> FrameWords:
        kinds = list(map(kinds_of_words(book, frame).__getitem__, self.words))
        plain, either = [], []
        for start, end, word in _choose_words(self.evidence, book.literal[frame]):
            if any(
                start < there and here < end for here, there, cue in self.cues if cue.frame == frame
            ):
                either.append((start, end, word))
                continue
            plain.append(word)
            first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
            kinds[first:last] = ["plain"] * (last - first)
        beside = [
            word
            for words in self.evidence_beside
            for *_, word in _choose_words(words, book.literal[frame])
        ]
        return FrameWords(kinds, plain, either, beside)


def blank_out(text: str) -> str:
    """Fold a text and put a space for each character that is in no word.

    A word begins with a letter or digit; behind that it may hold apostrophes and hyphens.

    Examples
    --------
    >>> blank_out("A 'well-known' plan – Seoul’s.")
    "A  well-known' plan   Seoul's "
    """
    if not text.isascii():
        text = fold(text)
        for mark in _MARKS:
            text = text.replace(mark, " ")
    if text.isascii():
        letters = text.encode().translate(_BLANKED).decode()
    else:
        letters = _NO_LETTER.sub(" ", text)
    spaced = f" {letters}"
    if " '" in spaced or " -" in spaced or " _" in spaced:
        letters = _BEFORE_A_WORD.sub(lambda match: " " * len(match.group()), letters)
    return letters


def _choose_words(
    words: list[tuple[int, int, str]], chosen: frozenset[str]
) -> list[tuple[int, int, str]]:
    """Choose those of one list, the longest at each place; they don't overlap."""
    kept, last = [], 0
    for start, end, word in words:
        if start >= last and word in chosen:
            kept.append((start, end, word))
            last = end
    return kept

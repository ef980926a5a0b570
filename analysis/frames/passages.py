"""One segment as evidence needs it: its words by kind, its cues, and its neighbours."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from analysis.codebooks.frames import FrameBook, FrameCue
from analysis.frames.kinds import KINDS, OwnKind, list_kinds
from analysis.frames.signs import find_signs
from analysis.frames.words import cut_words
from analysis.matching.phrases import fold, lower
from analysis.schemas import Bounds

__all__ = ["Contents", "FrameWords", "Kinds", "Passage", "ReadText", "read_contents"]

_BLANK_LINE = "\n\n"

Kinds = list[str | None]
# Words of evidence: where each begins and ends, and the word.
_Found = list[tuple[int, int, str]]


class Contents(NamedTuple):
    """What any frame reads in a segment.

    Attributes
    ----------
    words : list of str
        Its words, folded.
    starts : list of int
        Where each begins.
    kinds : list of str, with OwnKind and None
        Whether each is abstract, a country, or of no kind.
    there : set of str, with OwnKind and None
        The kinds of all.
    evidence : list of (start, end, word)
        The words of evidence in it, of any frame.
    announced : list of (start, end, word)
        Those that announce an image ("like a").
    beside : list of list of (start, end, word)
        Those of the segment before it and of the one after it, up to a blank line.
    measure, vessel : str
        The first measure of a plain thing ("40 tons"), and the first sign that a ship is named;
        empty where there is none.
    """

    words: list[str]
    starts: list[int]
    kinds: list[str | OwnKind | None]
    there: set[str | OwnKind | None]
    evidence: _Found
    announced: _Found
    beside: list[_Found]
    measure: str
    vessel: str


class FrameWords(NamedTuple):
    """The words of a segment as one frame reads them.

    Attributes
    ----------
    kinds : list of str, with None
        Of each word whether it is plain, abstract, a country, or of no kind.
    firsts : dict of str to str
        Of each kind the first word, in small letters.
    plain : list of str
        The words of its plain world that are no cues of it here.
    either : list of (start, end, word)
        Those that are cues of it here, too.
    beside : list of str
        The words of its plain world in the neighbouring segments.
    """

    kinds: Kinds
    firsts: dict[str, str]
    plain: list[str]
    either: _Found
    beside: list[str]


class ReadText:
    """One document with what is found in it, from which passages are cut.

    Parameters
    ----------
    text : str
        The document.
    bounds : Bounds
        Its segments.
    words : list of (start, end, word)
        The words of evidence in it, as :meth:`FrameBook.find_both` lists them.
    """

    def __init__(self, text: str, bounds: Bounds, words: _Found) -> None:
        self.text = text
        self.bounds = bounds
        self._words = words
        self._starts = [start for start, *_ in words]

    def words_around(self, place: int) -> tuple[_Found, list[_Found]]:
        """List the words of evidence in a segment, and in each beside it, up to a blank line.

        Those of the segment itself with offsets in it.
        """
        starts, ends = self.bounds.starts, self.bounds.ends
        begin, stop = starts[place], ends[place]
        first = starts[place - 1] if place else begin
        last = ends[place + 1] if place + 1 < len(ends) else stop
        here, before, after = [], [], []
        near = slice(bisect_left(self._starts, first), bisect_left(self._starts, last))
        for start, end, word in self._words[near]:
            if start >= stop:
                if end <= last:
                    after.append((start, end, word))
            elif start >= begin:
                if end <= stop:
                    here.append((start - begin, end - begin, word))
            elif end <= begin:
                before.append((start, end, word))
        beside = []
        if before and _BLANK_LINE not in self.text[first:begin]:
            beside.append(before)
        if after and _BLANK_LINE not in self.text[stop:last]:
            beside.append(after)
        return here, beside


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

    __slots__ = ("_contents", "_place", "_read", "_words_of_frames", "cues", "folded", "text")

    def __init__(self, read: ReadText, place: int, cues: list[tuple[int, int, FrameCue]]) -> None:
        start, end = read.bounds.starts[place], read.bounds.ends[place]
        self.text = read.text[start:end]
        self.folded = lower(fold(self.text))
        self.cues = cues
        self._read = read
        self._place = place
        self._contents: Contents | None = None
        self._words_of_frames: dict[str, FrameWords] = {}

    def contents(self, book: FrameBook) -> Contents:
        """Return what any frame reads in the segment; read when it is first asked for."""
        if self._contents is None:
            read_contents([self], book)
        return self._contents

    def find_evidence(self) -> tuple[_Found, list[_Found]]:
        """Find the words of evidence in the segment, and in each of its neighbours."""
        return self._read.words_around(self._place)

    def keep(self, contents: Contents) -> None:
        """Keep what any frame reads in the segment."""
        self._contents = contents

    def read_for(self, frame: str, book: FrameBook) -> FrameWords:
        """Return the words of the segment as one frame reads them, read once."""
        if frame not in self._words_of_frames:
            self._words_of_frames[frame] = self._read_for(frame, book)
        return self._words_of_frames[frame]

    def _read_for(self, frame: str, book: FrameBook) -> FrameWords:
        contents = self.contents(book)
        words, starts, kinds = contents.words, contents.starts, contents.kinds
        if not contents.there <= KINDS:
            kinds = [kind.of(frame) if isinstance(kind, OwnKind) else kind for kind in kinds]
        literal, plain, either = book.literal[frame], [], []
        for start, end, word in _choose_words(contents.evidence, literal):
            if any(
                start < there and here < end for here, there, cue in self.cues if cue.frame == frame
            ):
                either.append((start, end, word))
                continue
            if kinds is contents.kinds:
                kinds = [*kinds]
            plain.append(word)
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            kinds[first:last] = ["plain"] * (last - first)
        beside = [word for some in contents.beside for *_, word in _choose_words(some, literal)]
        there = contents.there if kinds is contents.kinds else set(kinds)
        firsts = {kind: words[kinds.index(kind)].lower() for kind in there if kind}
        return FrameWords(kinds, firsts, plain, either, beside)


def read_contents(passages: Sequence[Passage], book: FrameBook) -> None:
    """Read at once what any frame reads in some segments; they keep it.

    Parameters
    ----------
    passages : sequence of Passage
        Of any documents.
    book : FrameBook
        Words of evidence.
    """
    texts, lowered = [each.text for each in passages], [each.folded for each in passages]
    cut = cut_words(texts)
    kinds = list_kinds((words for words, _ in cut), book)
    signs = find_signs(texts, lowered)
    for passage, (words, starts), here, found in zip(passages, cut, kinds, signs, strict=True):
        evidence, beside = passage.find_evidence()
        announced = _choose_words(evidence, book.phrases)
        passage.keep(Contents(words, starts, here, set(here), evidence, announced, beside, *found))


def _choose_words(words: _Found, chosen: frozenset[str]) -> _Found:
    """Choose those of one list, the longest at each place; they don't overlap."""
    kept, last = [], 0
    for start, end, word in words:
        if start >= last and word in chosen:
            kept.append((start, end, word))
            last = end
    return kept

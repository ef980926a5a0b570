"""One segment as evidence needs it: its words by kind, its cues, and its neighbours."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from analysis.codebooks.frames import FrameBook, FrameCue
from analysis.frames.kinds import KINDS, OwnKind, list_kinds
from analysis.frames.words import cut_words
from analysis.schemas import Bounds

__all__ = ["Contents", "FrameWords", "Kinds", "Passage", "ReadText"]

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

Kinds = list[str | None]


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
    has_own : bool
        Whether frames differ in that.
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
    has_own: bool
    evidence: list[tuple[int, int, str]]
    announced: list[tuple[int, int, str]]
    beside: list[list[tuple[int, int, str]]]
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
        if first == last:
            return []
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
        self._contents: Contents | None = None
        self._words_of_frames: dict[str, FrameWords] = {}

    def contents(self, book: FrameBook) -> Contents:
        """Return what any frame reads in the segment; read when it is first asked for."""
        if self._contents is None:
            self._contents = self._read_contents(book)
        return self._contents

    def read_for(self, frame: str, book: FrameBook) -> FrameWords:
        """Return the words of the segment as one frame reads them, read once."""
        if frame not in self._words_of_frames:
            self._words_of_frames[frame] = self._read_for(frame, book)
        return self._words_of_frames[frame]

    def _read_contents(self, book: FrameBook) -> Contents:
        words, starts = cut_words(self.text)
        begin = self._read.bounds.starts[self._place]
        measure, vessel = _MEASURED.search(self.folded), _VESSEL.search(self.text)
        kinds = list_kinds(words, book)
        evidence = self._read.words_in(begin, begin + len(self.text))
        return Contents(
            words,
            starts,
            kinds,
            not KINDS.issuperset(kinds),
            evidence,
            _choose_words(evidence, book.phrases),
            self._read.words_beside(self._place),
            measure.group() if measure else "",
            vessel.group() if vessel else "",
        )

    def _read_for(self, frame: str, book: FrameBook) -> FrameWords:
        contents = self.contents(book)
        words, starts, kinds = contents.words, contents.starts, [*contents.kinds]
        if contents.has_own:
            kinds = [kind.of(frame) if isinstance(kind, OwnKind) else kind for kind in kinds]
        plain, either = [], []
        for start, end, word in _choose_words(contents.evidence, book.literal[frame]):
            if any(
                start < there and here < end for here, there, cue in self.cues if cue.frame == frame
            ):
                either.append((start, end, word))
                continue
            plain.append(word)
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            kinds[first:last] = ["plain"] * (last - first)
        beside = [
            word
            for some in contents.beside
            for *_, word in _choose_words(some, book.literal[frame])
        ]
        firsts = {kind: words[kinds.index(kind)].lower() for kind in set(kinds) if kind}
        return FrameWords(kinds, firsts, plain, either, beside)


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

"""The codebook of frames: read, checked, and compiled to be found in one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import starmap
from pathlib import Path

from analysis.codebooks.frame_entries import Frame, FrameCue, FrameExample, FrameReader
from analysis.codebooks.reading import HOUSE_CODEBOOKS, CodebookError, line_of, read_yaml, state_of
from analysis.matching.cues import CueFinder, Hit
from analysis.matching.flattening import FlatText
from analysis.matching.phrases import fold

__all__ = ["Frame", "FrameBook", "FrameCue", "FrameExample", "load_frames"]

_EVERYWHERE = ("figurative_everywhere", "figurative_phrases", "literal_everywhere")


@dataclass(frozen=True, eq=False)
class FrameBook:
    """The codebook as read; `cues` in the order in which `finder` numbers them.

    `literal` holds words that speak for the plain sense of each metaphor, `figurative` those that
    speak for the image, `phrases` the wordings that announce one ("like a"). Behind the cues, the
    finder looks for what is excepted; `exceptions` tells whose it is, a frame's or the n-th cue's.
    In the same pass it finds the words of `literal` and `phrases`.
    """

    version: int
    entries: Mapping[str, Frame]
    cues: tuple[FrameCue, ...]
    finder: CueFinder = field(repr=False)
    exceptions: tuple[str | int, ...] = field(repr=False)
    literal: Mapping[str, frozenset[str]] = field(repr=False)
    figurative: Mapping[str, frozenset[str]] = field(repr=False)
    phrases: frozenset[str] = field(repr=False)
    examples: tuple[FrameExample, ...] = field(repr=False, default=())

    @property
    def frames(self) -> list[str]:
        """Names of the frames, in the order of the codebook."""
        return list(self.entries)

    def find(self, text: str) -> list[Hit]:
        """Find every cue of every frame, less those that the codebook excepts.

        Parameters
        ----------
        text : str
            Any text; case is ignored.

        Returns
        -------
        list of Hit
            In the order of the text; hits may overlap. `number` is a place in `cues`.
        """
        hits, _ = self.find_both(FlatText(text))
        return list(starmap(Hit, hits))

    def find_both(
        self, text: FlatText
    ) -> tuple[list[tuple[int, int, int]], list[tuple[int, int, str]]]:
        """Find every cue, as :meth:`find` does, and the words of evidence beside them.

        Parameters
        ----------
        text : FlatText
            Any text.

        Returns
        -------
        list of (start, end, number)
            Hits in the order of the text, as plain tuples.
        list of (start, end, word)
            Words of `literal` and `phrases`, in the order of the text, of those at one place the
            longest first; they may overlap.
        """
        hits, words = self.finder.find_both(text)
        return self._leave_out_excepted(hits), words

    def _leave_out_excepted(self, found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
        n_cues = len(self.cues)
        hits = [hit for hit in found if hit[2] < n_cues]
        if len(hits) == len(found):
            return hits
        spans: dict[str | int, list[tuple[int, int]]] = defaultdict(list)
        for start, end, number in found:
            if number >= n_cues:
                spans[self.exceptions[number - n_cues]].append((start, end))
        kept = []
        for hit in hits:
            start, end, number = hit
            frame = self.cues[number].frame
            # Of most cues nothing is excepted.
            if (frame in spans or number in spans) and any(
                first < end and start < last
                for owner in (frame, number)
                for first, last in spans.get(owner, ())
            ):
                continue
            kept.append(hit)
        return kept


def load_frames(path: Path | None = None) -> FrameBook:
    """Read the codebook of frames.

    Parameters
    ----------
    path : Path, optional
        Another codebook of the same form; the house's own if absent.

    Returns
    -------
    FrameBook
        Cues compiled, words of evidence by frame, and the examples for the tests.

    Raises
    ------
    CodebookError
        With file and line, if the file is not of the documented form; all faults at once.
    """
    file = Path(path) if path else HOUSE_CODEBOOKS / "frames.yaml"
    return _load(file, state_of(file))


@cache
def _load(path: Path, _: tuple[int, int] | None) -> FrameBook:
    book = read_yaml(path)
    if not isinstance(book, Mapping) or not isinstance(book.get("frames"), Mapping):
        msg = f"{path.name}, line 1: a codebook of frames must have the field `frames`."
        raise CodebookError(msg)
    reader = FrameReader(path.name)
    for name, entry in book["frames"].items():
        reader.read_frame(name, entry, line_of(book["frames"], name))
    version = reader.read_version(book)
    everywhere = {part: reader.read_list(book, part) for part in _EVERYWHERE}
    reader.finish()
    expressions = [cue.expression for cue in reader.cues]
    literal = {
        name: _fold_all(words + everywhere["literal_everywhere"])
        for name, words in reader.words["literal"].items()
    }
    phrases = _fold_all(everywhere["figurative_phrases"])
    return FrameBook(
        version=version,
        entries=reader.frames,
        cues=tuple(reader.cues),
        finder=CueFinder(
            expressions + [expression for _, expression in reader.exceptions],
            sorted(phrases.union(*literal.values())),
        ),
        exceptions=tuple(owner for owner, _ in reader.exceptions),
        literal=literal,
        figurative={
            name: frozenset(words + everywhere["figurative_everywhere"])
            for name, words in reader.words["figurative"].items()
        },
        phrases=phrases,
        examples=tuple(reader.examples),
    )


def _fold_all(words: list[str]) -> frozenset[str]:
    return frozenset(" ".join(fold(word).split()) for word in words) - {""}

"""Read one paragraph after another: who is credited with what, also across sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from analysis.codebooks.speech import SpeechBook
from analysis.matching.phrases import Matcher, compile_phrases, fold
from analysis.matching.quoting import Quoted, find_quoted
from analysis.quotations.attributing import attribute
from analysis.quotations.lone import credit_lone, is_signed, is_utterance
from analysis.quotations.parts import Attribution, Found, forms_of
from analysis.quotations.sentences import BLOCK, Sentence, hide

__all__ = ["read_document"]

_WORD = re.compile(r"\w")
# "MR. PRICE: Well, ..." in a transcript.
_TRANSCRIPT = re.compile(
    r"[\"“]?(?P<name>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,4})(?: \([^)\n]{1,40}\))?: (?=\S)"
)
# What may follow '"Why?"' within its sentence: "she asked.", "said Jan Berg".
_SAID = re.compile(
    r"(?:(?:[A-Z][\w.'-]*|[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ww]e|I|the|[a-z]+) ){1,5}?(?P<after>[a-z]+)"
    r"(?=[.,:]|$| (?:in|on|at|during|after|of|to|when|as|last|this|while|from|about|with"
    r"|[A-Z][a-z]+day)\b)|(?P<before>[a-z]+) (?=[A-Z]|the |a |an |one )"
)
_SPOKEN = ("clause", "that", "words", "addressee")
# A longer "sentence" is no prose; it is read in parts, so that time grows with its length.
_LONGEST_SENTENCE = 3_000
# A paragraph of quoted words goes on with the speaker of the one before, if it is that near.
_NEAR = 400
_NEAR_START = 20
_INNER_SENTENCE = re.compile(r"(?<=[.?!])['’]?\s+(?=[A-Z])")


class _Paragraph(NamedTuple):
    start: int
    end: int
    sentences: list[tuple[int, int]]


def read_document(
    text: str, bounds: list[tuple[int, int]], book: SpeechBook
) -> tuple[list[Attribution], list[Quoted]]:
    """Read a document.

    Parameters
    ----------
    text : str
        All of it.
    bounds : list of (start, end)
        Its sentences.
    book : SpeechBook
        The words that credit.

    Returns
    -------
    list of Attribution
        With offsets in `text`, paragraph by paragraph.
    list of Quoted
        What stands between marks, in order.
    """
    found: list[Attribution] = []
    marks: list[Quoted] = []
    for paragraph in _split(text, bounds):
        base = paragraph.start
        spoken = _TRANSCRIPT.match(text, base, paragraph.end)
        if spoken and spoken.end() < paragraph.end:
            pieces = ((spoken.end(), paragraph.end),)
            found.append(Attribution(pieces, None, None, spoken.span("name"), "transcript"))
            continue
        quoted = find_quoted(text[base : paragraph.end])
        marks += [Quoted(start + base, end + base, fixed) for start, end, fixed in quoted]
        reader = _Reader(text[base : paragraph.end], quoted, book)
        new = reader.read([(start - base, end - base) for start, end in paragraph.sentences])
        if reader.opening and found and _goes_on(text, found[-1], base):
            last = found[-1]
            added = tuple((start + base, end + base) for start, end in reader.opening)
            found[-1] = last._replace(pieces=(*last.pieces, *added))
        elif reader.opening and any(is_utterance(reader.text, *each) for each in reader.opening):
            new = [Attribution(tuple(reader.opening), None, None, None, "lone"), *new]
        found += [read.moved(base) for read in new]
    return found, marks


def _split(text: str, bounds: list[tuple[int, int]]) -> Iterator[_Paragraph]:
    here: list[tuple[int, int]] = []
    for start, end in bounds:
        if here and "\n" in text[here[-1][1] : start]:
            yield _Paragraph(here[0][0], here[-1][1], here)
            here = []
        for first in range(start, end, _LONGEST_SENTENCE):
            here.append((first, min(first + _LONGEST_SENTENCE, end)))
    if here:
        yield _Paragraph(here[0][0], here[-1][1], here)


def _goes_on(text: str, last: Attribution, base: int) -> bool:
    """Tell whether a quotation may be the rest of what was credited last."""
    end = max(end for _, end in last.pieces)
    has_marks = any(mark in text[start:end] for start, end in last.pieces for mark in "\"“”'")
    return has_marks and base - end < _NEAR


class _Reader:
    """Reads one paragraph; `opening` are quotations at its start that nothing in it credits."""

    def __init__(self, text: str, quoted: list[Quoted], book: SpeechBook) -> None:
        self.text = fold(text)
        self.quoted = quoted
        self.hidden = hide(self.text, [(start, end) for start, end, _ in quoted])
        self.shown = self.hidden.text
        self.book = book
        self.found: list[Attribution] = []
        self.opening: list[tuple[int, int]] = []
        self._before: tuple[int, int] | None = None

    def read(self, sentences: list[tuple[int, int]]) -> list[Attribution]:
        """Read the sentences of the paragraph."""
        matches = list(_matcher(self.book).pattern.finditer(self.hidden.lowered))
        cue, mark = 0, 0
        for start, end in self._join(sentences):
            here = []
            while cue < len(matches) and matches[cue].start() < end:
                here.append(matches[cue])
                cue += 1
            blocks = []
            while mark < len(self.quoted) and self.quoted[mark].start < end:
                blocks.append(self.quoted[mark])
                mark += 1
            if here or blocks:
                sentence = Sentence(self.hidden, start, end)
                read = self._read_cues(sentence, here)
                self.found += read
                taken = [piece for each in read for piece in each.pieces]
                for block in blocks:
                    if not any(first < block.end and block.start < last for first, last in taken):
                        self._place(sentence, (block.start, block.end))
            self._before = (start, end)
        for start, end, _ in self.quoted:
            self.found += self._read_inside(start, end)
        return self.found

    def _read_cues(self, sentence: Sentence, matches: list[re.Match[str]]) -> list[Attribution]:
        forms = forms_of(self.book)
        firsts = [sentence.at(match.start()) for match in matches]
        for first, match in zip(firsts, matches, strict=True):
            sentence.cues[first] = forms[match.group()]
        credited = []
        for first, match in zip(firsts, matches, strict=True):
            last = sentence.at(match.end())
            if first < last:
                read = attribute(sentence, Found(first, last, self.book.cues[match.group()]))
                credited += [read] if read else []
        return credited

    def _place(self, sentence: Sentence, block: tuple[int, int]) -> None:
        """Give quoted words without a cue to the speaker before them, or look for another."""
        outside = sentence.text[sentence.start : sentence.end].replace(BLOCK, "")
        alone = not _WORD.search(outside)
        signed = is_signed(sentence, block)
        last = self._last_quoting()
        if alone and not signed:
            if last is not None:
                self._add_to(last, block)
                return
            if not self.found and self._before is None:
                self.opening.append(block)
                return
        if not signed and self._belongs_to_last(sentence, block, outside):
            self._add_to(len(self.found) - 1, (sentence.start, sentence.end))
            return
        before = Sentence(self.hidden, *self._before) if self._before else None
        read = credit_lone(sentence, block, before)
        self.found += [read] if read else []

    def _belongs_to_last(self, sentence: Sentence, block: tuple[int, int], outside: str) -> bool:
        """Tell whether a sentence, most of it quoted, goes on with the quotation before it."""
        n_words = len(self.text[sentence.start : sentence.end].split())
        mostly = len(outside.split()) < n_words / 2 and block[0] - sentence.start < _NEAR_START
        return mostly and not sentence.cues and bool(self.found) and "left" in self.found[-1].how

    def _last_quoting(self) -> int | None:
        """Find the last attribution with quoted words, one that they dominate before others."""
        quoting = [
            ("left" in read.how or "quote" in read.how, place)
            for place, read in enumerate(self.found)
            if any(BLOCK in self.shown[start:end] for start, end in read.pieces)
        ]
        return max(quoting)[1] if quoting else None

    def _add_to(self, place: int, piece: tuple[int, int]) -> None:
        read = self.found[place]
        self.found[place] = read._replace(pieces=(*read.pieces, piece))

    def _join(self, sentences: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Join '"Why?"' and "she asked.", which the splitter takes for two sentences."""
        joined: list[tuple[int, int]] = []
        for start, end in sentences:
            last = joined[-1][1] if joined else 0
            if joined and self.shown[last - 1] == BLOCK and self._asks(last):
                match = _SAID.match(self.shown, start, end)
                verb = match["after"] or match["before"] if match else ""
                if any(sense.takes in _SPOKEN for sense in self.book.cues.get(verb, ())):
                    joined[-1] = (joined[-1][0], end)
                    continue
            joined.append((start, end))
        return joined

    def _asks(self, end: int) -> bool:
        return self.text[max(0, end - 8) : end].rstrip("\"”' ")[-1:] in ("?", "!", "…")

    def _read_inside(self, start: int, end: int) -> list[Attribution]:
        """Read a quotation within a quotation: "She told me, 'Go home.'"."""
        first, last = start + 1, end - 1
        inside = self.text[first:last]
        if "'" not in inside.strip("'"):
            return []
        quoted = [each for each in find_quoted(inside) if not each.repaired]
        if not quoted:
            return []
        reader = _Reader(inside, quoted, self.book)
        cuts = [0, *(match.end() for match in _INNER_SENTENCE.finditer(reader.shown)), len(inside)]
        cuts = [cut for cut in cuts if reader.shown[cut - 1 : cut + 1] != BLOCK * 2 or cut == 0]
        reader.quoted = []
        found = reader.read(
            [pair for pair in zip(cuts, cuts[1:], strict=False) if pair[0] < pair[1]]
        )
        return [
            read.moved(first)
            for read in found
            if read.sense and any(_is_whole(reader, piece) for piece in read.pieces)
        ]


def _is_whole(reader: _Reader, piece: tuple[int, int]) -> bool:
    """Tell whether a piece is an utterance in marks and nothing else."""
    start, end = piece
    return not reader.shown[start:end].strip(BLOCK) and is_utterance(reader.text, start, end)


@cache
def _matcher(book: SpeechBook) -> Matcher:
    return compile_phrases(book.cues)

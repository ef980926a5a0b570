"""Read one paragraph after another: what each cue credits, and whose quoted words are."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from analysis.codebooks.speech import SpeechBook
from analysis.matching.quoting import Quoted, find_quoted
from analysis.quotations.attributing import attribute
from analysis.quotations.lone import credit_lone, credit_signed, is_signed, is_utterance
from analysis.quotations.parts import SPOKEN, Attribution, find_cues
from analysis.quotations.sentences import BLOCK, Sentence, Shown, Span, hide

__all__ = ["Paragraph", "Reader"]

_WORD = re.compile(r"\w")
# What a quotation within another may begin with: no apostrophe, no single mark that closes.
_INNER_MARK = re.compile(r"[^\w\s.,;:?!…()-](?<![\w.,!?…]')")
# What may follow '"Why?"' within its sentence: "she asked.", "said Jan Berg".
_SAID = re.compile(
    r"(?:(?:[A-Z][\w.'-]*|[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ww]e|I|the|[a-z]+) ){1,5}?(?P<after>[a-z]+)"
    r"(?=[.,:]|$| (?:in|on|at|during|after|of|to|when|as|last|this|while|from|about|with"
    r"|[A-Z][a-z]+day)\b)|(?P<before>[a-z]+) (?=[A-Z]|the |a |an |one )"
)
_NEAR_START = 20
_INNER_SENTENCE = re.compile(r"(?<=[.?!])['’]?\s+(?=[A-Z])")


class Paragraph(NamedTuple):
    """Where it begins and ends, and the sentences in it."""

    start: int
    end: int
    sentences: list[Span]


class Reader:
    """Reads the paragraphs of a text, each by itself.

    `found` is what the last one read holds; `opening` are quotations at its start that nothing in
    it credits.
    """

    def __init__(self, shown: Shown, quoted: list[Quoted], book: SpeechBook) -> None:
        self.shown, self.quoted, self.book = shown, quoted, book
        self.found: list[Attribution] = []
        self.opening: list[Span] = []
        self._before: Span | None = None
        self._stop = 0
        self._found = find_cues(shown.lowered, book)
        # Where each begins; the last stands beyond the text.
        beyond = len(shown.text) + 1
        self._cues = [*[start for start, _, _ in self._found], beyond]
        self._marks = [*[start for start, _, _ in quoted], beyond]

    def read(self, paragraph: Paragraph) -> list[Attribution]:
        """Read one paragraph."""
        start, self._stop, sentences = paragraph
        self.found, self.opening, self._before = [], [], None
        cues, marks = self._cues, self._marks
        cue, mark = bisect_left(cues, start), bisect_left(marks, start)
        if cues[cue] > self._stop and marks[mark] > self._stop:
            return []
        first_mark = mark
        if marks[mark] < self._stop:
            sentences = self._join(sentences)
        for span in sentences:
            end = span[1]
            first_cue, first_block = cue, mark
            while cues[cue] < end:
                cue += 1
            while marks[mark] < end:
                mark += 1
            read = self._read_cues(span, first_cue, cue) if first_cue < cue else []
            self.found += read
            if first_block < mark:
                taken = [piece for each in read for piece in each.pieces]
                for begin, stop, _ in self.quoted[first_block:mark]:
                    for first, last in taken:
                        if first < stop and begin < last:
                            break
                    else:
                        self._place((begin, stop), span, has_cue=first_cue < cue)
            self._before = span
        for start, end, _ in self.quoted[first_mark:mark]:
            if self.shown.whole.find("'", start + 2, end - 2) >= 0:
                self.found += self._read_inside(start, end)
        return self.found

    def _read_cues(self, span: Span, first_cue: int, last_cue: int) -> list[Attribution]:
        """Read the cues of a sentence, each when all of them are known."""
        sentence, here = Sentence(self.shown, *span, self._stop), []
        starts, cues = sentence.starts, sentence.cues
        for start, end, cue in self._found[first_cue:last_cue]:
            first = bisect_left(starts, start)
            cues[first] = cue.form
            here.append((first, bisect_left(starts, end, first), cue))
        credited = []
        for first, last, cue in here:
            if first < last and (read := attribute(sentence, first, last, cue)) is not None:
                credited.append(read)
        return credited

    def _place(self, block: Span, span: Span, *, has_cue: bool) -> None:
        """Give quoted words that no cue credits to the speaker before them, or look for another."""
        signed = is_signed(self.shown.whole[block[1] : min(block[1] + 3, self._stop)])
        if not signed and not _WORD.search(self.shown.text, *span):
            last = self._last_quoting()
            if last is not None:
                self._add_to(last, block)
                return
            if not self.found and self._before is None:
                self.opening.append(block)
                return
        near = not (signed or has_cue) and block[0] - span[0] < _NEAR_START
        if near and self._goes_on(span):
            self._add_to(len(self.found) - 1, span)
            return
        read = credit_signed(self.shown.whole, block, self._stop)
        if read is None and is_utterance(self.shown.whole, *block):
            sentence = Sentence(self.shown, *span, self._stop)
            before = Sentence(self.shown, *self._before, self._stop) if self._before else None
            read = credit_lone(sentence, block, before)
        self.found += [read] if read else []

    def _goes_on(self, span: Span) -> bool:
        """Tell whether a sentence, most of it quoted, goes on with the quotation before it."""
        if not self.found or "left" not in self.found[-1].how:
            return False
        outside = self.shown.text[slice(*span)].replace(BLOCK, "")
        return len(outside.split()) < len(self.shown.whole[slice(*span)].split()) / 2

    def _last_quoting(self) -> int | None:
        """Find the last attribution with quoted words, one that they dominate before others."""
        last = None
        for place in range(len(self.found) - 1, -1, -1):
            read = self.found[place]
            if any([BLOCK in self.shown.text[start:end] for start, end in read.pieces]):
                if "left" in read.how or "quote" in read.how:
                    return place
                last = place if last is None else last
        return last

    def _add_to(self, place: int, piece: Span) -> None:
        read = self.found[place]
        self.found[place] = read._replace(pieces=(*read.pieces, piece))

    def _join(self, sentences: list[Span]) -> list[Span]:
        """Join '"Why?"' and "she asked.", which the splitter takes for two sentences."""
        if self.shown.text.find(BLOCK, sentences[0][0], sentences[-1][1]) < 0:
            return sentences
        joined = sentences[:1]
        for start, end in sentences[1:]:
            first, last = joined[-1]
            if self.shown.text[last - 1] == BLOCK and self._asks(first, last):
                match = _SAID.match(self.shown.text, start, end)
                verb = match["after"] or match["before"] if match else ""
                if any(sense.takes in SPOKEN for sense in self.book.cues.get(verb, ())):
                    joined[-1] = (first, end)
                    continue
            joined.append((start, end))
        return joined

    def _asks(self, start: int, end: int) -> bool:
        last = self.shown.whole[max(start, end - 8) : end].rstrip("\"”' ")[-1:]
        return last in ("?", "!", "…")

    def _read_inside(self, start: int, end: int) -> list[Attribution]:
        """Read a quotation within a quotation: "She told me, 'Go home.'"."""
        whole = self.shown.whole
        first = start + _width_of(whole[start : start + 2])
        last = end - _width_of(whole[end - 2 : end])
        inside = whole[first:last]
        if "'" not in inside.strip("'") or not _INNER_MARK.search(inside):
            return []
        quoted = [each for each in find_quoted(inside) if not each.repaired]
        if not quoted or quoted[0][:2] == (0, len(inside)):
            return []
        shown = hide(inside, [(begin, stop) for begin, stop, _ in quoted])
        if not _WORD.search(shown.text):
            return []  # quoted whole, so that nobody in it speaks of it
        cuts = [0, *(match.end() for match in _INNER_SENTENCE.finditer(shown.text)), len(inside)]
        cuts = [cut for cut in cuts if shown.text[cut - 1 : cut + 1] != BLOCK * 2 or cut == 0]
        pairs = [pair for pair in zip(cuts, cuts[1:], strict=False) if pair[0] < pair[1]]
        found = Reader(shown, [], self.book).read(Paragraph(0, len(inside), pairs))
        return [
            read.moved(first)
            for read in found
            if read.sense and any(_is_whole(shown, piece) for piece in read.pieces)
        ]


def _width_of(mark: str) -> int:
    """Tell how many characters a quotation mark has: two single ones of a typewriter are one."""
    return 2 if mark in ("''", "``") else 1


def _is_whole(shown: Shown, piece: Span) -> bool:
    """Tell whether a piece is an utterance in marks and nothing else."""
    start, end = piece
    return not shown.text[start:end].strip(BLOCK) and is_utterance(shown.whole, start, end)

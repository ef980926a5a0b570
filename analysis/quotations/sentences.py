"""One sentence as words with their places, quoted words hidden behind blocks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from string import ascii_lowercase
from sys import intern
from typing import NamedTuple

from analysis.matching.phrases import fold, lower
from analysis.matching.verbs import Words

__all__ = ["BLOCK", "MARKS", "Sentence", "Shown", "Span", "hide"]

Span = tuple[int, int]

# Stands for each character between quotation marks. Of ASCII, as much of most texts is: Python goes
# over a text without any other letter several times as fast.
BLOCK = "\x1a"
MARKS = "\"“”„«»「」『』'‘’` "
_ABBREVIATED = "Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Adm|St|Jr|Sr|Lt|Col|Sgt|Prof|Rev|Hon"
# Words come first, being most: a small letter, or a capital that begins no "U.S." and no "Mr.".
_TOKEN = re.compile(
    rf"(?:[^\W\dA-Z_]|[A-Z](?!\.|[a-z]{{0,3}}\.))\w*(?:['.&/-]\w+)*|{BLOCK}+|(?:[A-Z]\.)+"
    rf"|(?:{_ABBREVIATED})\."
    r"|\w+(?:['.&/-]\w+)*|--+|[^\w\s]"
)
# A word before one of these marks ends there; but a stop may be a part of what stands before it.
_ENDING_WORDS = frozenset(",.;:?!)")
_BEFORE_STOPS = frozenset(_ABBREVIATED.lower().split("|")) | frozenset(ascii_lowercase)
_CONTRACTED = ("'s", "'re", "'ve", "'ll", "'d")
# Beside letters and figures, what a span may begin and end with.
_MAY_OPEN, _MAY_CLOSE = f"{BLOCK}$#@(", f"{BLOCK}%)"
_MOST_KEPT, _LONGEST_KEPT = 1 << 16, 400
# What a rule sees that looks over the last word or, by a negative number, before the first; no
# rule looks further.
_BEYOND = [""] * 16
_NO_BLOCKS: frozenset[int] = frozenset()


class Shown(NamedTuple):
    """A text with its quoted words hidden, the same in small letters, and all of it folded."""

    text: str
    lowered: str
    whole: str


def hide(text: str, spans: Sequence[Span], gaps: Sequence[Span] = ()) -> Shown:
    """Fold a text and put a block for each character of some spans; every offset stays.

    The `gaps` between paragraphs become line ends, which no phrase crosses.
    """
    # No character of the text itself stands for a quoted one.
    whole = fold(text).replace(BLOCK, " ")
    parts, last = [], 0
    signs = [(start, end, BLOCK) for start, end in spans]
    signs += [(start, end, "\n") for start, end in gaps]
    for start, end, sign in sorted(signs):
        parts += (whole[last:start], sign * (end - start))
        last = end
    shown = "".join([*parts, whole[last:]])
    return Shown(shown, lower(shown), whole)


class Sentence(Words):
    """The words of one sentence, each by its number; offsets are those of the text.

    A run of quoted characters is one word, a *block*. `cues` holds the form of each word that may
    credit something: "past", "present", "base", "ing", or empty where it is no verb. `stop` is
    where the paragraph ends, that of the text if absent.
    """

    __slots__ = ("blocks", "cues", "whole", "word")

    def __init__(self, shown: Shown, start: int, end: int, stop: int | None = None) -> None:
        words, starts = _cut_words(shown, start, end)
        super().__init__(shown.text, words, starts, stop=stop)
        self.whole = shown.whole
        # Numbers of the words that stand for a quotation.
        self.blocks = self._find_blocks(start, end)
        # The word of a number, nothing beyond the sentence. Asked more often than all else, so
        # that no function of ours stands between.
        self.word = (self.words + _BEYOND).__getitem__
        self.cues: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self.words)

    def _find_blocks(self, start: int, end: int) -> frozenset[int]:
        blocks = []
        start = self.text.find(BLOCK, start, end)
        if start < 0:
            return _NO_BLOCKS
        while start >= 0:
            blocks.append(self.at(start))
            start = self.text.find(BLOCK, start + len(self.words[blocks[-1]]), end)
        return frozenset(blocks)

    def at(self, offset: int) -> int:
        """Return the number of the first word that begins at an offset or after it."""
        return bisect_left(self.starts, offset)

    def is_word(self, number: int) -> bool:
        """Tell whether there is a word, and neither a mark nor a quotation."""
        return self.word(number)[:1].isalnum()

    def is_capital(self, number: int) -> bool:
        """Tell whether a word begins with a capital letter."""
        return 0 <= number < len(self.starts) and self.text[self.starts[number]].isupper()

    def has_clause(self, place: int) -> bool:
        """Tell whether a verb, or quoted words, follow before the next semicolon or colon."""
        kinds, blocks = self.kinds, self.blocks
        for number, word in enumerate(self.words[place:], place):
            if number in blocks or (kinds[word] and self.is_verb(number)):
                return True
            if word in (";", ":"):
                return False
            if "'" in word and word.endswith(_CONTRACTED):
                return True
        return False

    def edges(self, number: int) -> Span:
        """Return where a word begins and ends."""
        return self.starts[number], self.starts[number] + len(self.words[number])

    def quoted(self, block: int) -> str:
        """Return what stands between the marks of a block."""
        start, end = self.edges(block)
        return self.whole[start:end].strip(MARKS)

    def ends_with(self, block: int, marks: str) -> bool:
        """Tell whether quoted words end with one of some marks."""
        quoted = self.quoted(block)
        return quoted != "" and quoted[-1] in marks

    def ends_utterance(self, block: int) -> bool:
        """Tell whether quoted words end as speech does: with a mark, or a comma after them."""
        return self.word(block + 1) == "," or self.ends_with(block, ",.?!—-…")

    def span(self, first: int, last: int) -> Span | None:
        """Turn words into offsets, the marks at their ends left out; None if nothing is left."""
        words = self.words
        while first < last:
            sign = words[first][0]
            if sign.isalnum() or sign in _MAY_OPEN:
                break
            first += 1
        while first < last:
            word = words[last - 1]
            if word[0].isalnum() or word[0] in _MAY_CLOSE:
                return self.starts[first], self.starts[last - 1] + len(word)
            last -= 1
        return None


class _Chunks(dict[str, tuple[tuple[int, str], ...]]):
    """The words of what stands between two spaces, each with its place.

    Most of what is more than a word and a mark recurs ("U.S.", "state's"), so that it is cut but
    once.
    """

    def __missing__(self, chunk: str) -> tuple[tuple[int, str], ...]:
        lowered = lower(chunk)
        spans = [match.span() for match in _TOKEN.finditer(chunk)]
        cut = tuple([(start, intern(lowered[start:end])) for start, end in spans])
        if len(self) >= _MOST_KEPT:
            self.clear()
        if len(chunk) <= _LONGEST_KEPT:
            self[chunk] = cut
        return cut


_CHUNKS = _Chunks()


def _cut_words(shown: Shown, start: int, end: int) -> tuple[list[str], list[int]]:
    """Cut a part of a text into words in small letters, and tell where each begins."""
    words, starts = [], []
    for chunk in shown.lowered[start:end].split(" "):
        if chunk.isalnum():
            words.append(chunk)
            starts.append(start)
        elif (
            (word := chunk[:-1]).isalnum()
            and (mark := chunk[-1]) in _ENDING_WORDS
            and (mark != "." or word not in _BEFORE_STOPS)
        ):
            words.append(word)
            words.append(mark)
            starts.append(start)
            starts.append(start + len(word))
        else:
            for place, word in _CHUNKS[shown.text[start : start + len(chunk)]]:
                words.append(word)
                starts.append(start + place)
        start += len(chunk) + 1
    return words, starts

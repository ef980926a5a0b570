"""One sentence as words with their places, quoted words hidden behind blocks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

from analysis.matching.phrases import lower
from analysis.matching.verbs import choose_verbs

__all__ = ["BLOCK", "MARKS", "Sentence", "Shown", "Span", "hide"]

Span = tuple[int, int]

# Stands for each character between quotation marks.
BLOCK = "■"
MARKS = "\"“”„«»「」『』'‘’` "
# Words come first, being most: a small letter, or a capital that begins no "U.S." and no "Mr.".
_TOKEN = re.compile(
    r"(?:[^\W\dA-Z_]|[A-Z](?!\.|[a-z]{0,3}\.))\w*(?:['.&/-]\w+)*|■+|(?:[A-Z]\.)+"
    r"|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Adm|St|Jr|Sr|Lt|Col|Sgt|Prof|Rev|Hon)\."
    r"|\w+(?:['.&/-]\w+)*|--+|[^\w\s]"
)
_CONTRACTED = ("'s", "'re", "'ve", "'ll", "'d")


class Shown(NamedTuple):
    """A paragraph with its quoted words hidden, the same in small letters, and all of it."""

    text: str
    lowered: str
    paragraph: str


def hide(paragraph: str, spans: list[Span]) -> Shown:
    """Put a block for each character of some spans; every offset stays what it was."""
    parts, last = [], 0
    for start, end in spans:
        parts += [paragraph[last:start], BLOCK * (end - start)]
        last = end
    text = "".join([*parts, paragraph[last:]])
    return Shown(text, lower(text), paragraph)


class Sentence:
    """The words of one sentence, each by its number; offsets are those of the paragraph.

    A run of quoted characters is one word, a *block*. `cues` holds the form of each word that may
    credit something: "past", "present", "base", "ing", or empty where it is no verb.
    """

    def __init__(self, shown: Shown, start: int, end: int) -> None:
        self.text, self.lowered, self.paragraph = shown
        self.start, self.end = start, end
        self.spans = [match.span() for match in _TOKEN.finditer(self.text, start, end)]
        lowered = self.lowered
        self.words = [lowered[first:last] for first, last in self.spans]
        # The word of a number, nothing beyond the sentence. Asked more often than all else, so
        # that no function of ours stands between.
        self.word = defaultdict(str, enumerate(self.words)).__getitem__
        self.cues: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self.spans)

    @cached_property
    def verbs(self) -> frozenset[int]:
        """Numbers of the finite verbs."""
        return frozenset(choose_verbs(self.text, self.spans, self.words))

    def at(self, offset: int) -> int:
        """Return the number of the first word that begins at an offset or after it."""
        return bisect_left(self.spans, (offset,))

    def is_word(self, number: int) -> bool:
        """Tell whether there is a word, and neither a mark nor a quotation."""
        return self.word(number)[:1].isalnum()

    def is_block(self, number: int) -> bool:
        """Tell whether a word stands for a quotation."""
        return self.word(number)[:1] == BLOCK

    def is_capital(self, number: int) -> bool:
        """Tell whether a word begins with a capital letter."""
        return 0 <= number < len(self.spans) and self.text[self.spans[number][0]].isupper()

    def has_clause(self, place: int) -> bool:
        """Tell whether a verb, or quoted words, follow before the next semicolon or colon."""
        for number in range(place, len(self)):
            word = self.word(number)
            if word in (";", ":"):
                return False
            if number in self.verbs or self.is_block(number) or word.endswith(_CONTRACTED):
                return True
        return False

    def quoted(self, block: int) -> str:
        """Return what stands between the marks of a block."""
        start, end = self.spans[block]
        return self.paragraph[start:end].strip(MARKS)

    def ends_with(self, block: int, marks: str) -> bool:
        """Tell whether quoted words end with one of some marks."""
        return self.quoted(block)[-1:] in tuple(marks)

    def ends_utterance(self, block: int) -> bool:
        """Tell whether quoted words end as speech does: with a mark, or a comma after them."""
        return self.word(block + 1) == "," or self.ends_with(block, ",.?!—-…")

    def span(self, first: int, last: int) -> Span | None:
        """Turn words into offsets, the marks at their ends left out; None if nothing is left."""
        while first < last and not (self._counts(first) or self.words[first][0] in "$#@("):
            first += 1
        while last > first and not (self._counts(last - 1) or self.words[last - 1][0] in "%)"):
            last -= 1
        return (self.spans[first][0], self.spans[last - 1][1]) if first < last else None

    def _counts(self, number: int) -> bool:
        return self.is_word(number) or self.is_block(number)

"""One sentence as words with their places, quoted words hidden behind blocks."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from analysis.matching.verbs import find_verbs

__all__ = ["BLOCK", "MARKS", "Sentence", "Span", "hide"]

Span = tuple[int, int]

# Stands for each character between quotation marks.
BLOCK = "■"
MARKS = "\"“”„«»「」『』'‘’` "
_TOKEN = re.compile(
    r"■+|(?:[A-Z]\.)+|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Adm|St|Jr|Sr|Lt|Col|Sgt|Prof|Rev|Hon)\."
    r"|\w+(?:['.&/-]\w+)*|--+|[^\w\s]"
)
_CONTRACTED = ("'s", "'re", "'ve", "'ll", "'d")


def hide(text: str, spans: list[Span]) -> str:
    """Put a block for each character of some spans; the text stays as long as it was."""
    parts, last = [], 0
    for start, end in spans:
        parts += [text[last:start], BLOCK * (end - start)]
        last = end
    return "".join([*parts, text[last:]])


class Sentence:
    """The words of one sentence, each by its number; offsets are those of the paragraph.

    A run of quoted characters is one word, a *block*. `cues` holds the form of each word that may
    credit something: "past", "present", "base", "ing", or empty where it is no verb.
    """

    def __init__(self, shown: str, paragraph: str, start: int, end: int) -> None:
        self.text, self.paragraph = shown, paragraph
        self.start, self.end = start, end
        self.spans = [match.span() for match in _TOKEN.finditer(shown, start, end)]
        self.shown = [shown[first:last] for first, last in self.spans]
        self.words = [word.lower() for word in self.shown]
        self.cues: dict[int, str] = {}
        self._starts = [first for first, _ in self.spans]

    def __len__(self) -> int:
        return len(self.spans)

    @cached_property
    def verbs(self) -> frozenset[int]:
        """Numbers of the finite verbs."""
        found = find_verbs(self.text[self.start : self.end])
        return frozenset(self.at(self.start + first) for first, _ in found)

    def at(self, offset: int) -> int:
        """Return the number of the first word that begins at an offset or after it."""
        return bisect_left(self._starts, offset)

    def word(self, number: int) -> str:
        """Return a word in small letters; nothing beyond the sentence."""
        return self.words[number] if 0 <= number < len(self.words) else ""

    def is_word(self, number: int) -> bool:
        """Tell whether there is a word, and neither a mark nor a quotation."""
        return bool(self.word(number)) and self.word(number)[0].isalnum()

    def is_block(self, number: int) -> bool:
        """Tell whether a word stands for a quotation."""
        return self.word(number)[:1] == BLOCK

    def is_capital(self, number: int) -> bool:
        """Tell whether a word begins with a capital letter."""
        return 0 <= number < len(self.shown) and self.shown[number][:1].isupper()

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
        while first < last and not (self._counts(first) or self.shown[first][0] in "$#@("):
            first += 1
        while last > first and not (self._counts(last - 1) or self.shown[last - 1][0] in "%)"):
            last -= 1
        return (self.spans[first][0], self.spans[last - 1][1]) if first < last else None

    def _counts(self, number: int) -> bool:
        return self.is_word(number) or self.is_block(number)

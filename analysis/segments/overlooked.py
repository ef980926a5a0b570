"""Find the ends of sentences that the splitter takes for abbreviations."""

from __future__ import annotations

import re

from analysis.segments.abbreviations import load_abbreviations

# A stop, its closing marks, and the word after it.
_STOP = re.compile(r"([.…](?:(?<=\.)\.{1,2})?)[\"”’')\]]*\s+(?=[\"“‘'(\[]*([A-Z]\w*))")
_LONGEST_WORD = 24


def find_overlooked(paragraph: str) -> list[int]:
    """Find sentences that begin after an abbreviation, an ellipsis or a word that looks like one.

    Parameters
    ----------
    paragraph : str
        Any text.

    Returns
    -------
    list of int
        Where the sentences begin.
    """
    abbreviations = load_abbreviations()
    found = []
    for match in _STOP.finditer(paragraph):
        stop, beginning = match.groups()
        at = match.start()
        before = paragraph[max(0, at - _LONGEST_WORD) : at]
        if stop != ".":
            # An ellipsis between spaces stands for words left out; one that hangs on a word may
            # end a sentence.
            if beginning in abbreviations.beginners and before[-1:].isalnum():
                found.append(match.end())
            continue
        *earlier, word = before.split() or [""]
        word = word.lstrip("([\"“‘'")
        # A letter after a small word is no initial of a name: "plan B. The minister".
        is_letter = len(word) == 1 and word.isupper() and earlier and earlier[-1].islower()
        may_end = beginning in abbreviations.beginners and (
            f"{word}." in abbreviations.may_end or is_letter
        )
        if may_end or word in abbreviations.ordinary:
            found.append(match.end())
    return found

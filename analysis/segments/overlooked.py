"""Find the ends of sentences that the splitter takes for abbreviations."""

from __future__ import annotations

import re

from analysis.segments.abbreviations import load_abbreviations

# A stop, its closing marks, and the word after it. An engine finds one sign faster than one of two.
_AFTER_STOP = r"[\"”’')\]]*\s+(?=[\"“‘'(\[]*([A-Z]\w*))"
_STOP = re.compile(rf"(\.(?:\.{{1,2}})?){_AFTER_STOP}")
_STOP_OR_ELLIPSIS = re.compile(rf"([.…](?:(?<=\.)\.{{1,2}})?){_AFTER_STOP}")
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
    stops = _STOP_OR_ELLIPSIS if "…" in paragraph else _STOP
    for match in stops.finditer(paragraph):
        stop, beginning = match.groups()
        at = match.start()
        before = paragraph[max(0, at - _LONGEST_WORD) : at]
        if stop != ".":
            # An ellipsis between spaces stands for words left out; one that hangs on a word may
            # end a sentence.
            if beginning in abbreviations.beginners and before[-1:].isalnum():
                found.append(match.end())
            continue
        words = before.split() or [""]
        word = words[-1].lstrip("([\"“‘'")
        if word in abbreviations.ordinary:
            found.append(match.end())
        elif beginning in abbreviations.beginners:
            # A letter after a small word is no initial of a name: "plan B. The minister".
            is_letter = len(word) == 1 and word.isupper() and words[-2:-1] and words[-2].islower()
            if is_letter or f"{word}." in abbreviations.may_end:
                found.append(match.end())
    return found

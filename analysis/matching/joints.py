"""Find the words and marks at which a sentence may be cut into clauses."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate, compress

from analysis.matching.phrases import lower

__all__ = ["Sentence"]

# The words that join, by kind; a bar stands between them. Each is of one kind.
_WORDS = {
    "phrase": "despite|notwithstanding|in spite of|contrary to|unlike|in contrast to|regardless of"
    "|according to",
    "subordinate": "even as|as long as|so that|provided that|now that|while|although|though|whereas"
    "|because|unless|if|when|whenever|after|before|until|since|once|even while|even although"
    "|even though|even whereas|even because|even unless|even if|even when|even whenever|even after"
    "|even before|even until|even since|even once",
    "relative": "which|whom|whose|who|where",
    "that": "that",
    "coordinate": "and|or",
    "but": "but",
    "so": "nor|yet|so",
    "said": "said|says|say|saying",
}
_KINDS: dict[str, str] = {
    ";": "semicolon",
    ":": "colon",
    ",": "comma",
    **dict.fromkeys(("—", "--", "-", "–"), "dash"),
    **dict.fromkeys("([", "open"),
    **dict.fromkeys(")]", "close"),
    **dict.fromkeys('"“”„«»', "quote"),
    **{word: kind for kind, words in _WORDS.items() for word in words.split("|")},
}
_WORD = re.compile(r"([\w'-]+)")
_GOES_ON = re.compile(r"[\w'-]")
# An engine passes over all signs but those that a pattern begins with; what must stand around a
# mark is looked for behind it.
_MARK = re.compile(
    r"[;,:—–()\[\]\"“”„«»-]"
    r"(?:(?<=[;—()\[\]\"“”„«»])|(?<=,)(?!\d)|(?<=:)(?=\s)|(?<=-)-|(?<=\s[-–])(?=\s))"
)


class Sentence:
    """The words of a sentence in small letters, where they start, and its joints.

    Parameters
    ----------
    text : str
        One sentence, apostrophes straight.

    Attributes
    ----------
    words : list of str
        In small letters.
    starts : list of int
        Where each begins.
    joints : list of (start, end, kind)
        The words and marks at which a clause may begin or end, from left to right.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        parts = _WORD.split(lower(text))
        self.words = parts[1::2]
        self.starts = list(accumulate(map(len, parts)))[:-1:2]
        self.joints = sorted([*self._find_marks(), *self._find_words()])

    def _find_marks(self) -> list[tuple[int, int, str]]:
        marks = _MARK.finditer(self.text)
        return [(mark.start(), mark.end(), _KINDS[mark.group()]) for mark in marks]

    def _find_words(self) -> list[tuple[int, int, str]]:
        found, position = [], 0
        places = zip(self.starts, self.words, strict=True)
        by_first_word = _list_by_first_word()
        for start, word in compress(places, map(by_first_word.__contains__, self.words)):
            for joint in by_first_word[word] if start >= position else ():
                end = start + len(joint)
                if joint == word or self._holds(joint, start, end):
                    found.append((start, end, _KINDS[joint]))
                    position = end
                    break
        return found

    def _holds(self, joint: str, start: int, end: int) -> bool:
        return self.text[start:end].lower() == joint and not _GOES_ON.match(self.text, end)


@cache
def _list_by_first_word() -> dict[str, list[str]]:
    """List the words that join, many of them several, by their first one; the longest first."""
    listed: dict[str, list[str]] = {}
    for joint in sorted((joint for joint in _KINDS if joint[0].isalpha()), key=len, reverse=True):
        listed.setdefault(joint.split(" ")[0], []).append(joint)
    return listed

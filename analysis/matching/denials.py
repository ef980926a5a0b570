"""Tell whether a sentence denies what stands at a place in it, without a parser.

A word of denial within reach before the place denies it ("has not run aground"), as far as its
clause goes: "Seoul did not act and the alliance ran aground" denies no image, "did not drift or run
aground" denies both. Phrases that deny nothing are left out first ("not only", "no secret that"),
and with them two words of denial of which one takes the other back ("never fails to", "cannot avoid
running aground", "nobody doubts"). What is denied behind the place ("that it ran aground is
untrue"), or in another sentence, is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.matching.clauses import clause_around
from analysis.matching.phrases import fold, lower, may_hold, write_trie

__all__ = ["REACH", "Denials", "join_words", "may_deny", "words_after", "words_before"]

# How far before a place a word can deny or hedge it, in characters.
REACH = 60
_DENIALS = """
not cannot never no|longer hardly scarcely without neither nor nobody nothing no avoid avoids
avoided avoiding averted far|from anything|but instead|of rather|than deny denies denied prevent
prevents prevented refuse refuses refused fail|to fails|to failed|to failing|to yet|to short|of
"""
# What one of these takes back is said, not denied.
_DENYING = (
    r"(?:fail(?:s|ed)? to|avoid(?:s|ed)?|den(?:y|ies|ied)|doubt(?:s|ed)?|prevent(?:s|ed)?"
    r"|refuse(?:s|d)?)"
)
_NO_DENIAL = re.compile(
    r"\b(?:not (?:only|just|merely|for nothing|without)|no (?:doubt|wonder|secret|question|denying)"
    r"|(?:not|never|hardly|cannot|could not|nobody|nobody can|no one|no one can|few) "
    rf"(?:\w+ )?{_DENYING}"
    # A condition: what would be the case, were something not there.
    r"|without (?:[\w'-]+ ){1,5}?(?:would|could|might|may|will))\b"
)
# Where each way to match begins with a letter, an engine passes over all others; what must not
# stand before it is looked for behind it.
_CLAUSE = re.compile(
    r";|:|!|\?|\.(?=\s)|, (?:while|and) |b(?<!\w.)(?:(?<!anything b)ut|ecause)\b"
    r"|a(?<!\w.)lthough\b|t(?<!\w.)hough\b|i(?<!\w.)f\b|u(?<!\w.)nless\b"
    r"|w(?<!\w.)he(?:n|reas)\b"
)
_COORDINATOR = re.compile(r"\b(?:and|or|so|yet)\b")
_COORDINATED = re.compile(r"\b(?:and|or|so|yet),? *$")


def join_words(words: str) -> str:
    """Write an expression for any of these words; a bar stands for the space within a phrase."""
    return write_trie(dict.fromkeys((word.replace("|", " ") for word in words.split()), ""))


def words_before(text: str, start: int) -> str:
    """Return the whole words that stand before a place and can reach it."""
    first = max(0, start - REACH)
    before = text[first:start]
    if first and text[first - 1].isalnum() and before[:1].isalnum():
        return before.partition(" ")[2]
    return before


def words_after(text: str, end: int) -> str:
    """Return the whole words that stand behind a place and within reach of it."""
    last = end + REACH
    after = text[end:last]
    if last < len(text) and text[last].isalnum() and after[-1:].isalnum():
        return after.rpartition(" ")[0]
    return after


_DENIED = re.compile(rf"(?:(?<!\w)(?:{join_words(_DENIALS)})|n't)(?!\w)")


def may_deny(texts: Sequence[str]) -> list[bool]:
    """Tell which sentences may deny anything; most do not."""
    words = [word.replace("|", " ") for word in _DENIALS.split()]
    return may_hold(texts, words, endings=["n't"])


class Denials:
    """One sentence or headline, asked of each place in it whether it is denied.

    Parameters
    ----------
    text : str
        The sentence; offsets are in it.

    Examples
    --------
    >>> text = "Nobody denies that it ran aground, but it has not sunk."
    >>> denials = Denials(text)
    >>> denials.denies(text.index("ran")), denials.denies(text.index("sunk"))
    (False, True)
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._lowered = lower(fold(text))

    def denies(self, start: int) -> bool:
        """Tell whether what begins here is denied."""
        # Before most places nothing is denied: one look says so.
        first = _DENIED.search(self._lowered, max(0, start - REACH), start)
        if not first or not _holds_denial(words_before(self._lowered, start)):
            return False
        begin = self._find_coordinate(first.start(), start)
        return not begin or _holds_denial(words_before(self._lowered[begin:], start - begin))

    def _find_coordinate(self, first: int, start: int) -> int:
        """Find where the clause of a place begins, if "and" or its like opens it; else 0.

        What opens it before the first word of denial cuts none off.
        """
        if start >= len(self._text) or not _COORDINATOR.search(self._lowered, first, start):
            return 0
        begin, _ = clause_around(self._text, start, start + 1)
        return begin if _COORDINATED.search(self._lowered[:begin]) else 0


def _holds_denial(before: str) -> bool:
    """Tell whether the clause that goes on behind these words denies."""
    clause = _CLAUSE.split(before)[-1]
    return _DENIED.search(_NO_DENIAL.sub(" ", clause)) is not None

"""Find many phrases in one pass over a text, each with its exact offsets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

# One character for one, so that offsets hold.
_SAME_LENGTH = {
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "\u00a0": " ",
    "\n": " ",
    "\t": " ",
    "\u2010": "-",
    "\u2011": "-",
    "\u202f": " ",
}

# The most common marks outside ASCII that stay as they are; most texts hold no other.
COMMON_MARKS = "“”–—…•"

# What each plain character may stand for.
_ODD = {
    plain: "".join(odd for odd, other in _SAME_LENGTH.items() if other == plain)
    for plain in _SAME_LENGTH.values()
}


def fold(text: str) -> str:
    """Straighten apostrophes, spaces and hyphens, one character for one.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        As long as `text`; letters and their case are as they were.

    Examples
    --------
    >>> fold("Seoul’s envoy")
    "Seoul's envoy"
    """
    # Many times as fast as `translate`, since most texts hold few of them.
    for odd, plain in _SAME_LENGTH.items():
        text = text.replace(odd, plain)
    return text


def lower(text: str) -> str:
    """Lower the case of a text, one character for one, so that offsets hold.

    Examples
    --------
    >>> len(lower("İstanbul")) == len("İstanbul")
    True
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def may_hold(
    texts: Sequence[str], phrases: Iterable[str], *, endings: Iterable[str] = ()
) -> list[bool]:
    """Tell of each text whether it may hold one of some phrases, in letters of any case.

    RE2, which reads all texts in one go, says so twenty times as fast as `re` would find them, and
    most texts hold none. Now and then it takes a part of a word with foreign letters for a phrase.

    Parameters
    ----------
    texts : sequence of str
        Any texts, folded or not.
    phrases : iterable of str
        Looked for as whole words.
    endings : iterable of str, optional
        Looked for as the ends of words, too ("n't").

    Returns
    -------
    list of bool
        Never false where a text holds one.

    Examples
    --------
    >>> may_hold(["No pact.", "An impact, not denied.", "It isn’t."], ["pact"], endings=["n't"])
    [True, False, True]
    """
    pattern = _write_any(tuple(phrases), tuple(endings))
    return [False] * len(texts) if pattern is None else match_all(texts, pattern)


def match_all(texts: Sequence[str], pattern: str) -> list[bool]:
    """Tell of each text whether a pattern of RE2 is found in it."""
    return pc.match_substring_regex(pa.array(texts, pa.string()), pattern).to_pylist()


@lru_cache
def _write_any(phrases: tuple[str, ...], endings: tuple[str, ...]) -> str | None:
    """Write a pattern for RE2 that finds any of some phrases; None if there are none."""
    words, ends = ("|".join(map(_write_unfolded, some)) for some in (phrases, endings))
    ways = "|".join([*([rf"(?:^|\W)(?:{words})"] if words else []), *([ends] if ends else [])])
    return rf"(?i)(?:{ways})(?:\W|$)" if ways else None


def _write_unfolded(phrase: str) -> str:
    """Write a phrase as it may stand in a text that :func:`fold` has not gone over."""
    return "".join(
        f"[{re.escape(letter)}{_ODD[letter]}]" if letter in _ODD else re.escape(letter)
        for letter in fold(phrase)
    )


@dataclass(frozen=True)
class Matcher:
    """Phrases compiled into one pattern; see :func:`compile_phrases`."""

    pattern: re.Pattern[str]

    def spans(self, text: str) -> list[tuple[int, int, str]]:
        """List the phrases in a text, from left to right, the longest at each place.

        Parameters
        ----------
        text : str
            Any text.

        Returns
        -------
        list of (start, end, phrase)
            Not overlapping; `phrase` is spelled as it was compiled.
        """
        return self.spans_of_folded(fold(text))

    def spans_of_folded(self, folded: str) -> list[tuple[int, int, str]]:
        """List the phrases in a text that :func:`fold` has gone over already."""
        return [(m.start(), m.end(), m.group()) for m in self.pattern.finditer(folded)]


def compile_phrases(phrases: Iterable[str]) -> Matcher:
    """Compile phrases into one pattern that grows with their common beginnings.

    A flat alternation tries each phrase at each place; the trie tries each letter once.

    Parameters
    ----------
    phrases : iterable of str
        Matched whole, in their own case; a phrase that ends in a stop ("U.S.") ends there.

    Returns
    -------
    Matcher
        Which matches nothing if there are no phrases.
    """
    body = write_trie(dict.fromkeys(phrases, ""))
    return Matcher(re.compile(rf"(?<!\w)(?:{body})(?!\w)"))


def write_trie(endings: Mapping[str, str]) -> str:
    """Write many phrases as one pattern that grows with their common beginnings.

    Parameters
    ----------
    endings : mapping of str to str
        Each phrase, and the pattern of what must follow it.

    Returns
    -------
    str
        Longer phrases are tried before shorter ones; it matches nothing if there are no phrases.
    """
    trie: dict = {}
    for phrase, ending in endings.items():
        node = trie
        for letter in fold(phrase):
            node = node.setdefault(letter, {})
        node[""] = ending
    return _write_node(trie) if trie else r"(?!)"


def _write_node(node: dict) -> str:
    branches = [re.escape(letter) + _write_node(child) for letter, child in node.items() if letter]
    if "" in node:
        branches.append(node[""])
    return branches[0] if len(branches) == 1 else "(?:" + "|".join(branches) + ")"

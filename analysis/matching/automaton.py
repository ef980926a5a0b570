"""Find where any of many phrases may stand, in one pass over a text, however many they are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from ahocorasick_rs import BytesAhoCorasick

from analysis.matching.phrases import fold, lower

__all__ = ["Automaton", "PhraseFinder", "stands_at"]

# Letters, digits and underscores in small letters; all else is a space.
_PLAIN = bytes(
    ord(chr(byte).lower()) if byte < 128 and (chr(byte).isalnum() or byte == ord("_")) else 32
    for byte in range(256)
)
_LETTER = re.compile(r"\w")
# Neither ASCII nor among the marks that texts hold most of: dashes and quotation marks, blocks.
_FOREIGN = re.compile(r"[^\x00-\x7f\u2010-\u2027\u2500-\u25ff]")


class Automaton:
    """Phrases compiled into one automaton (Aho and Corasick 1975).

    It reads a text as words of ASCII in small letters, between which anything may stand, so that
    what it finds is to be looked at again; but a phrase that is there is always found.

    Parameters
    ----------
    phrases : iterable of str
        In small letters and folded, each of at least one letter; one that ends in `*` may be
        followed by letters.

    References
    ----------
    Aho, A. V., and Corasick, M. J. (1975). Efficient string matching: an aid to bibliographic
    search. Communications of the ACM 18(6), 333-340.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = list(phrases)
        bodies = [phrase.removesuffix("*") for phrase in self._phrases]
        self._lengths = [len(body) for body in bodies]
        plain = list(map(_write_plain, bodies))
        # What stands before the first letter of ASCII, where anything does.
        leads = [len(words) - len(words.lstrip() or words) for words in plain]
        self._leads = {number: lead for number, lead in enumerate(leads) if lead}
        self._automaton = BytesAhoCorasick(
            b" %s" % words.strip() if phrase.endswith("*") else b" %s " % words.strip()
            for phrase, words in zip(self._phrases, plain, strict=True)
        )

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Find the phrases that may stand in a text, whatever one character is between two words.

        Parameters
        ----------
        text : str
            Any folded text; case is ignored.

        Returns
        -------
        list of (number, start, end)
            The place of a phrase in the list that was compiled, where it begins, and where the
            automaton's own way to write it ends; in the order of their ends.
        """
        found = self._automaton.find_matches_as_indexes(
            b" %s " % _write_plain(text), overlapping=True
        )
        if self._leads:
            ahead = self._leads.get
            moved = [(number, start - ahead(number, 0), end) for number, start, end in found]
            found = [each for each in moved if each[1] >= 0]
        foreign = () if text.isascii() else _find_foreign(text)
        if not foreign:
            return found
        # Beside most of what is found stands no foreign letter. (What the automaton reads begins
        # with a space more than the text, and a phrase ends with one.)
        behind = {place + 1 for place in foreign}
        return [
            (number, start, end)
            for number, start, end in found
            if (start not in behind and end - 2 not in foreign)
            or self._is_whole(number, start, foreign)
        ]

    def _is_whole(self, number: int, start: int, foreign: Collection[int]) -> bool:
        """Tell whether no foreign letter goes on with a phrase."""
        phrase = self._phrases[number]
        if start - 1 in foreign and phrase[0].isalnum():
            return False
        return phrase.endswith("*") or start + self._lengths[number] not in foreign


class PhraseFinder:
    """Many phrases, found in one pass over a long text, each in its own case and as a whole.

    Parameters
    ----------
    phrases : iterable of str
        Each of at least one letter; folded here.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = list(dict.fromkeys(map(fold, phrases)))
        self._automaton = Automaton(map(lower, self._phrases))

    def find(self, folded: str) -> list[tuple[int, int, str]]:
        """List the phrases in a text, the longest at each place; they may overlap.

        Parameters
        ----------
        folded : str
            A text that :func:`analysis.matching.phrases.fold` has gone over.

        Returns
        -------
        list of (start, end, phrase)
            From left to right.
        """
        found: dict[int, str] = {}
        for number, start, _ in self._automaton.find(folded):
            phrase = self._phrases[number]
            if len(phrase) > len(found.get(start, "")) and stands_at(phrase, folded, start):
                found[start] = phrase
        return [(start, start + len(found[start]), found[start]) for start in sorted(found)]

    def spans(self, folded: str) -> list[tuple[int, int, str]]:
        """List them as :meth:`find` does, but those that begin within one before."""
        kept: list[tuple[int, int, str]] = []
        for each in self.find(folded):
            if not kept or each[0] >= kept[-1][1]:
                kept.append(each)
        return kept


def stands_at(phrase: str, text: str, start: int) -> bool:
    """Tell whether a phrase whose letters are whole words stands at a place, marks and all."""
    if start < 0 or not text.startswith(phrase, start):
        return False
    if not phrase[0].isalnum() and start and _LETTER.match(text, start - 1):
        return False
    return phrase[-1].isalnum() or not _LETTER.match(text, start + len(phrase))


def _find_foreign(text: str) -> set[int]:
    """Find the letters and digits that are not ASCII."""
    return {match.start() for match in _FOREIGN.finditer(text) if match.group().isalnum()}


def _write_plain(text: str) -> bytes:
    """Write a text in one byte a character."""
    return text.encode("ascii", "replace").translate(_PLAIN)

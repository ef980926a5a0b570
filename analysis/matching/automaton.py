"""Find where any of many phrases may stand, in one pass over a text, however many they are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from ahocorasick_rs import BytesAhoCorasick, Implementation

from analysis.matching.phrases import COMMON_MARKS, fold

__all__ = ["Automaton", "PhraseFinder", "stands_at"]

# Letters, digits and underscores; all else is a space.
_CASED = bytes(
    byte if byte < 128 and (chr(byte).isalnum() or byte == ord("_")) else 32 for byte in range(256)
)
_PLAIN = _CASED.lower()
_LETTER = re.compile(r"\w")
# Neither ASCII nor among the marks that texts hold most of: dashes and quotation marks, blocks.
_FOREIGN = re.compile(r"[^\x00-\x7f\u2010-\u2027\u2500-\u25ff]")


class Automaton:
    """Phrases compiled into one automaton (Aho and Corasick 1975).

    It reads a text as words of ASCII, between which anything may stand, so that what it finds is to
    be looked at again; but a phrase that is there is always found.

    Parameters
    ----------
    phrases : iterable of str
        Folded, each of at least one letter, and in small letters unless case counts; one that
        ends in `*` may be followed by letters.
    keep_case : bool, optional
        Whether case counts. Then it is the fastest automaton, which takes more memory.

    References
    ----------
    Aho, A. V., and Corasick, M. J. (1975). Efficient string matching: an aid to bibliographic
    search. Communications of the ACM 18(6), 333-340.
    """

    def __init__(self, phrases: Iterable[str], *, keep_case: bool = False) -> None:
        self._phrases = list(phrases)
        self._letters = _CASED if keep_case else _PLAIN
        bodies = [phrase.removesuffix("*") for phrase in self._phrases]
        self._lengths = [len(body) for body in bodies]
        plain = list(map(self._write_plain, bodies))
        # What stands before the first letter of ASCII, where anything does.
        leads = [len(words) - len(words.lstrip() or words) for words in plain]
        self._leads = {number: lead for number, lead in enumerate(leads) if lead}
        self._automaton = BytesAhoCorasick(
            (
                b" %s" % words.strip() if phrase.endswith("*") else b" %s " % words.strip()
                for phrase, words in zip(self._phrases, plain, strict=True)
            ),
            implementation=Implementation.DFA if keep_case else None,
        )

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Find the phrases that may stand in a text, whatever one character is between two words.

        Parameters
        ----------
        text : str
            Any folded text.

        Returns
        -------
        list of (number, start, end)
            The place of a phrase in the list that was compiled, where it begins, and where the
            automaton's own way to write it ends; in the order of their ends.
        """
        if not text.isascii():
            for mark in COMMON_MARKS:
                text = text.replace(mark, " ")
        found = self.find_roughly(text)
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

    def find_roughly(self, text: str) -> list[tuple[int, int, int]]:
        """Find what :meth:`find` does, and what may be a part of a word with foreign letters."""
        found = self._automaton.find_matches_as_indexes(
            b" %s " % self._write_plain(text), overlapping=True
        )
        if not self._leads.keys().isdisjoint([number for number, _, _ in found]):
            ahead = self._leads.get
            moved = [(number, start - ahead(number, 0), end) for number, start, end in found]
            found = [each for each in moved if each[1] >= 0]
        return found

    def _is_whole(self, number: int, start: int, foreign: Collection[int]) -> bool:
        """Tell whether no foreign letter goes on with a phrase."""
        phrase = self._phrases[number]
        if start - 1 in foreign and phrase[0].isalnum():
            return False
        return phrase.endswith("*") or start + self._lengths[number] not in foreign

    def _write_plain(self, text: str) -> bytes:
        """Write a text in one byte a character."""
        return text.encode("ascii", "replace").translate(self._letters)


class PhraseFinder:
    """Many phrases, found in one pass over a long text, each in its own case and as a whole.

    Parameters
    ----------
    phrases : iterable of str
        Each of at least one letter; folded here.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = list(dict.fromkeys(map(fold, phrases)))
        self._automaton = Automaton(self._phrases, keep_case=True)
        # A letter that goes on with the word may stand beside a mark at an end of these.
        self._open = {
            number
            for number, phrase in enumerate(self._phrases)
            if not (phrase[0].isalnum() and phrase[-1].isalnum())
        }

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
        unsure = self._open if folded.isascii() else range(len(self._phrases))
        for number, start, _ in self._automaton.find_roughly(folded):
            phrase = self._phrases[number]
            if (
                folded.startswith(phrase, start)
                and len(phrase) > len(found.get(start, ""))
                and (number not in unsure or _is_whole(folded, start, start + len(phrase)))
            ):
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


def _is_whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1] if start else " ", text[end : end + 1]
    return not (before.isalnum() or before == "_" or after.isalnum() or after == "_")


def _find_foreign(text: str) -> set[int]:
    """Find the letters and digits that are not ASCII."""
    return {match.start() for match in _FOREIGN.finditer(text) if match.group().isalnum()}

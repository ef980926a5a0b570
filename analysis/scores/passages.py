"""What the model reads of a target: its passage, with every country hidden and the target shown."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category

from analysis.codebooks.countries import load_countries
from analysis.codebooks.relations import load_relations
from analysis.matching.masking import OPENERS, Masked, mask_countries
from analysis.matching.phrases import fold

__all__ = ["RELATION_BEGINS", "RELATION_ENDS", "mask_target", "names_a_relation"]

# A relation keeps its words, since "rivalry" and "alliance" are not the same thing to judge;
# these two, each one word of the model's vocabulary, show where it stands.
RELATION_BEGINS = "tiebegins"
RELATION_ENDS = "tieends"

# "The alliance", "ties between Oslo and Bonn"; but "the alliance partner" is a country.
_AFTER_A_HEAD = ([], *([word] for word in ("among", "between", "in", "of", "over", "to", "with")))

_STATES = frozenset({"name", "demonym", "capital", "seat"})
_LAST_WORD = re.compile(r"\w+(?=\W*$)")
_WORD_BEFORE = re.compile(r"(?<!\w)([A-Z][\w'-]*\.?) $")
# Of Unicode's categories: others (controls, marks without width) and symbols.
_JOINED = ("C", "S")
_SHORTEST_NAME = 3
_LONGEST_NAME = 30

# What stands further off than this is outside every window of the model.
_REACH = 1_500


def mask_target(text: str, start: int, end: int) -> Masked:
    """Hide every country of a passage and show the target by one word.

    A country, its leaders, parties and all else that acts for it become one word, other
    countries another (:func:`analysis.matching.masking.mask_countries`). A relation keeps its own
    words between two marks, with the countries in it hidden.

    Parameters
    ----------
    text : str
        A passage.
    start, end : int
        The target in `text`.

    Returns
    -------
    Masked
        The passage as the model reads it, and where the target stands in it.

    Raises
    ------
    ValueError
        If `start` and `end` do not mark a part of `text`.

    Examples
    --------
    >>> mask_target("Critics say China isn’t an ally of Japan.", 12, 17).text
    "Critics say targetland isn't an ally of otherland."
    >>> mask_target("Comey spoke. Critics say James Comey lied to Iran.", 0, 5).text
    'targetland spoke. Critics say James targetland lied to otherland.'
    >>> mask_target("The Seoul-Tokyo pact holds.", 4, 20).text
    'tiebegins otherland-otherland pact tieends holds.'
    """
    first = 0 if start <= _REACH else text.find(" ", start - _REACH, start) + 1
    last = text.rfind(" ", end, end + _REACH) if end + _REACH < len(text) else len(text)
    window = fold(text[first : max(last, end)])
    start, end = start - first, end - first
    is_relation = names_a_relation(window[start:end])
    also = () if is_relation else _find_again(window, start, end)
    masked = mask_countries(window, start, end, keep_words=is_relation, also=also)
    if not is_relation:
        return _set_apart(masked)
    begins, ends = f"{RELATION_BEGINS} ", f" {RELATION_ENDS}"
    before, naming = masked.text[: masked.start], masked.text[masked.start : masked.end]
    text = before + begins + naming + ends + masked.text[masked.end :]
    return Masked(text, masked.start, masked.end + len(begins) + len(ends))


def _set_apart(masked: Masked) -> Masked:
    """Put a space between the token and a character that the tokenizer would join to it.

    Such are controls and marks without width, which it leaves out, so that the token would melt
    into the word beyond them; and pictures ("🙂The US"), with which it would be a word unknown.
    """
    text, start, end = masked.text, masked.start, masked.end
    if text[end : end + 1] and category(text[end])[0] in _JOINED:
        text = f"{text[:end]} {text[end:]}"
    if start and category(text[start - 1])[0] in _JOINED:
        text, start, end = f"{text[:start]} {text[start:]}", start + 1, end + 1
    return Masked(text, start, end)


def _find_again(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Find where else a person is named, by the last word of the target, or a body, by its name.

    Not so for a state: the same sentence about another one would read differently where that
    one is named in it besides.
    """
    surface = text[start:end]
    word = _LAST_WORD.search(surface)
    kinds = _kinds_of(surface)
    if word is None or len(word[0]) < _SHORTEST_NAME or kinds & _STATES:
        return []
    names = [re.escape(surface)]
    if kinds == {"leader"} or (not kinds and all(map(_is_capital, surface.split()))):
        names.append(re.escape(word[0]))
    again = re.finditer(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", text)
    return [
        found.span()
        for found in again
        if (found.end() <= start or found.start() >= end)
        and not _another_is_named(text, found.start(), surface)
    ]


@lru_cache(maxsize=4_096)
def _kinds_of(surface: str) -> frozenset[str]:
    aliases = load_countries().aliases
    bare = re.sub("^[Tt]he ", "", surface)
    return frozenset(
        alias.kind for name in (surface, bare) for alias in aliases.get(name, ())
    )  # fmt: skip


def _is_capital(word: str) -> bool:
    return word[:1].isupper()


def _another_is_named(text: str, start: int, surface: str) -> bool:
    """Tell whether another's first name stands before, as "Melania" does for "Donald Trump"."""
    book = load_countries()
    no_names = book.titles | book.courtesy_titles | OPENERS
    named = [word for word in surface.split() if word not in no_names]
    found = _WORD_BEFORE.search(text, max(start - _LONGEST_NAME, 0), start)
    return bool(found) and len(named) > 1 and found[1] not in no_names.union(named)


@lru_cache(maxsize=4_096)
def names_a_relation(surface: str) -> bool:
    """Tell whether a target is a naming of a relation, by the words of the relations' codebook.

    Parameters
    ----------
    surface : str
        The target as it stands in the text.

    Returns
    -------
    bool
        True for "the alliance", "Seoul-Tokyo ties" or "AUKUS".

    Examples
    --------
    >>> names_a_relation("trilateral cooperation"), names_a_relation("the alliance partner")
    (True, False)
    """
    book = load_relations()
    if surface.removeprefix("the ").removeprefix("The ") in book.named:
        return True
    words = surface.replace("-", " ").split() or [surface]
    words[0] = words[0].lower()  # a sentence may begin with it; elsewhere a capital makes a name
    heads = [place for place, word in enumerate(words) if word in book.kinds]
    return any(words[place + 1 :][:1] in _AFTER_A_HEAD for place in heads) or any(
        word in book.parties for word in surface.lower().split()
    )

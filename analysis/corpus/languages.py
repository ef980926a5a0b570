"""Tell English from other languages; a short text is not guessed."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from analysis.corpus.marks import blank_marks
from analysis.readers import find_language

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["ENGLISH", "code_of", "guess_language"]

ENGLISH = "en"
# Fewer letters than a paragraph tell too little: of 192 English headlines 9 were taken for another
# language, of 14,000 pieces of 260 characters none. A letter of another script says more.
_SHORTEST = 200
_WEIGHT_OF_SCRIPT = 4
_LOOKED_AT = 2_000
# Below this a text is not English, though Malay may pass for Indonesian. A list of names may
# come out at one in ten.
_UNLIKELY = 0.001
_OTHER_SCRIPT = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]")
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN_WORDS = {code: " " for code in range(128) if not chr(code).isalpha()}
# Words that only English has, and has in every paragraph: of 922 articles of newspapers each has
# more of them than is enough.
_ONLY_ENGLISH = """
the and that which with from have has had were this these their they them she you your our its would
should could been being when where what there then because before after about between during through
into such said
"""
_ENGLISH_WORDS = frozenset(_ONLY_ENGLISH.split())
_ENOUGH = 0.05
_CODE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)


def guess_language(text: str) -> str | None:
    """Guess the language of a text.

    Parameters
    ----------
    text : str
        As it was read; its beginning, middle and end are looked at.

    Returns
    -------
    str or None
        ISO 639-1; None if the text is too short, or may be English or not.
    """
    third = _LOOKED_AT // 3
    middle = len(text) // 2
    if len(text) > _LOOKED_AT:
        text = " ".join((text[:third], text[middle : middle + third], text[-third:]))
    words = _find_words(text.lower())
    weight = len("".join(words))
    if weight < _SHORTEST:
        weight += (_WEIGHT_OF_SCRIPT - 1) * len(_OTHER_SCRIPT.findall(text))
    if weight < _SHORTEST:
        return None
    if sum(map(_ENGLISH_WORDS.__contains__, words)) >= _ENOUGH * len(words):
        return ENGLISH
    likely = dict(_load().rank(text))
    language = max(likely, key=likely.get)
    return language if language == ENGLISH or likely.get(ENGLISH, 0) < _UNLIKELY else None


def code_of(named: str | None) -> str | None:
    """Read what a register says of a language: "en", "en-US", "English"; None for anything else.

    Examples
    --------
    >>> code_of("en-US"), code_of("German"), code_of("various")
    ('en', 'de', None)
    """
    if not named:
        return None
    match = _CODE.fullmatch(named.strip())
    return match.group(1).lower() if match else find_language(named)


def _find_words(text: str) -> list[str]:
    """List the runs of letters; far faster than a pattern would where all letters are ASCII."""
    plain = blank_marks(text)
    return plain.translate(_BETWEEN_WORDS).split() if plain.isascii() else _WORD.findall(text)


@cache
def _load() -> LanguageIdentifier:
    # Imported here: English shows in its words, and the model takes seconds to load.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

"""Names of languages, as databases write them, to their codes."""

from __future__ import annotations

import re

__all__ = ["find_language"]

# Each code of ISO 639-1 with its English name; English itself in other interfaces' words too.
_NAMES = {
    "ar": "arabic",
    "bg": "bulgarian",
    "cs": "czech",
    "da": "danish",
    "de": "german deutsch allemand alemán 德文",
    "el": "greek",
    "en": "english englisch anglais inglés inglês inglese 英文 英語 英语 영어",
    "es": "spanish español spanisch espagnol 西班牙文",
    "fa": "persian farsi",
    "fi": "finnish",
    "fr": "french français französisch francés 法文",
    "he": "hebrew",
    "hi": "hindi",
    "hu": "hungarian",
    "id": "indonesian",
    "it": "italian italiano italienisch italien",
    "ja": "japanese japanisch japonais japonés 日文 日本語",
    "ko": "korean koreanisch coréen coreano 韓文 韩文 한국어",
    "ms": "malay",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese português portugiesisch portugais",
    "ro": "romanian",
    "ru": "russian russisch russe ruso 俄文",
    "sv": "swedish",
    "th": "thai",
    "tr": "turkish",
    "uk": "ukrainian",
    "vi": "vietnamese",
    "zh": "chinese chinesisch chinois chino 中文",
}
_CODE_OF = {name: code for code, names in _NAMES.items() for name in names.split()}
_MORE = re.compile(r" ?[,;(/|-]")


def find_language(line: str) -> str | None:
    """Read the language that a line names.

    Parameters
    ----------
    line : str
        One line, such as "ENGLISH" or "Chinese - Traditional".

    Returns
    -------
    str or None
        Its code of ISO 639-1; None where the line names none that is known, or several.

    Examples
    --------
    >>> find_language("ENGLISH"), find_language("The English patient")
    ('en', None)
    """
    names = [part.strip().casefold() for part in _MORE.split(line.strip())]
    known = {_CODE_OF[name] for name in names if name in _CODE_OF}
    return known.pop() if names[0] in _CODE_OF and len(known) == 1 else None

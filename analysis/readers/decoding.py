"""Bytes to characters: UTF-8 where it is, else the encoding that fits."""

from __future__ import annotations

import codecs
import re

_BINARY_BEGINNINGS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "an RTF document",
    b"\x1f\x8b": "a compressed file",
    b"SQLite format 3": "a database",
}
# The longer mark first: UTF-32 begins like UTF-16.
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_LINE_ENDS = ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MOST_CONTROLS = 0.01


# What stands outside ASCII in Western European text; other encodings put rarer letters there.
_WESTERN = frozenset("ßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿÄÅÖÜ‘’“”–—…•€£©®°§«»·™\u00a0")
_MOST_WESTERN = 0.15
_LIKELY = [
    *("cp949", "shift_jis", "euc_jp", "gb18030", "big5", "cp1251", "koi8_r", "cp1252", "cp1250"),
    *("cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "iso8859_2", "mac_roman"),
    *("utf_8", "utf_16", "utf_16_le", "utf_16_be"),
]


class UnreadableError(ValueError):
    """A file cannot become text; the message says why and what to do."""


def decode(content: bytes) -> str:
    """Turn the bytes of a text file into characters.

    Parameters
    ----------
    content : bytes
        The whole file.

    Returns
    -------
    str
        Without byte-order mark and control characters; each line ends in one line feed.

    Raises
    ------
    UnreadableError
        If the bytes are empty, of another kind of file, or fit no encoding.
    """
    text = decode_exactly(content)
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    without = _CONTROL.sub("", text)
    if len(text) - len(without) > max(1, _MOST_CONTROLS * len(text)):
        msg = "it must be plain text; it is binary. Save it as UTF-8"
        raise UnreadableError(msg)
    if not without.strip():
        msg = "it must hold text; it is empty"
        raise UnreadableError(msg)
    return without


def decode_exactly(content: bytes) -> str:
    """Turn bytes into characters, line ends and control characters as they are.

    Parameters
    ----------
    content : bytes
        The whole file.

    Returns
    -------
    str
        Without byte-order mark.

    Raises
    ------
    UnreadableError
        If the bytes are of another kind of file, or fit no encoding.
    """
    for beginning, kind in _BINARY_BEGINNINGS.items():
        if content.startswith(beginning):
            msg = f"it must be plain text; it is {kind}. Save it as .txt"
            raise UnreadableError(msg)
    encoding = next(
        (name for mark, name in _MARKS.items() if content.startswith(mark)), _without_mark(content)
    )
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return _guess(content)


def _without_mark(content: bytes) -> str:
    """Tell UTF-16 without a mark by its zeros, which stand on every second place."""
    beginning = content[:4096]
    even, odd = beginning[::2].count(0), beginning[1::2].count(0)
    if 3 * odd > len(beginning) // 2 and not even:
        return "utf-16-le"
    if 3 * even > len(beginning) // 2 and not odd:
        return "utf-16-be"
    return "utf-8"


def _guess(content: bytes) -> str:
    # A few accents and curly marks are too little for statistics, and nearly always cp1252.
    outside = bytes(byte for byte in set(content) if byte > 127)
    n_outside = sum(map(content.count, (bytes([byte]) for byte in outside)))
    is_western = set(outside.decode("cp1252", "replace")) <= _WESTERN
    if is_western and n_outside <= _MOST_WESTERN * len(content):
        return content.decode("cp1252")
    # Imported here: most files are UTF-8 and never need it.
    from charset_normalizer import from_bytes

    # The rarest encodings are left out: on a short text they fit nearly as well as the right one.
    best = from_bytes(content, cp_isolation=_LIKELY).best() or from_bytes(content).best()
    if best is None:
        msg = "its bytes fit no encoding. Save it as UTF-8"
        raise UnreadableError(msg)
    return str(best)

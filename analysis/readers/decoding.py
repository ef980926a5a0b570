"""Bytes to characters: UTF-8 where it is, else the encoding that fits."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

__all__ = ["Decoded", "UnreadableError", "decode", "decode_exactly", "decode_plain"]

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
_CONTROL_BYTES = bytes([*range(0x09), *range(0x0E, 0x20), 0x7F])
_FEW_CONTROLS, _MOST_CONTROLS = 4, 0.01

# What stands outside ASCII in Western European text; other encodings put rarer letters there.
_WESTERN = frozenset("ßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿÄÅÖÜ‘’“”–—…•€£©®°§«»·™\u00a0")
_MOST_WESTERN = 0.15
_LIKELY = [
    *("cp949", "shift_jis", "euc_jp", "gb18030", "big5", "cp1251", "koi8_r", "cp1252", "cp1250"),
    *("cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "iso8859_2", "mac_roman"),
    *("utf_8", "utf_16", "utf_16_le", "utf_16_be"),
]
# Bytes from which an encoding is guessed; more would take minutes and tell no more.
_SAMPLE = 500_000
# Text is UTF-8 with a few strange bytes in it if so many characters of it stand for each of them.
_LEAST_VALID = 4
_STRANGE = re.compile("[\udc80-\udcff]")
_LOST = "\ufffd"
_MOST_LOST = 0.01


class UnreadableError(ValueError):
    """A file cannot become text; the message says why and what to do."""


class Decoded(NamedTuple):
    """Characters of a file, and what a reader should know of how they were read."""

    text: str
    notes: tuple[str, ...]


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
    return decode_plain(content).text


def decode_plain(content: bytes) -> Decoded:
    """Turn the bytes of a text file into characters, and say what was guessed or left out.

    Parameters
    ----------
    content : bytes
        The whole file.

    Returns
    -------
    Decoded
        As :func:`decode` gives it; UTF-8 without any fault has no note.

    Raises
    ------
    UnreadableError
        As of :func:`decode`.
    """
    text, notes = decode_exactly(content)
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    without = _CONTROL.sub("", text) if _has_controls(text) else text
    n_controls = len(text) - len(without)
    if n_controls > max(_FEW_CONTROLS, _MOST_CONTROLS * len(text)):
        msg = "it must be plain text; it is binary. Save it as UTF-8"
        raise UnreadableError(msg)
    if not without.strip():
        msg = "it must hold text; it is empty"
        raise UnreadableError(msg)
    if n_controls:
        notes = (*notes, f"control characters left out: {n_controls}")
    return Decoded(without, notes)


def _has_controls(text: str) -> bool:
    """Tell by the bytes of a text, three times as fast as by its characters."""
    content = text.encode("utf-8", "surrogatepass")
    return len(content.translate(None, _CONTROL_BYTES)) < len(content)


def decode_exactly(content: bytes) -> Decoded:
    """Turn bytes into characters, line ends and control characters as they are.

    Parameters
    ----------
    content : bytes
        The whole file.

    Returns
    -------
    Decoded
        Without byte-order mark. Single bytes that are no UTF-8 in a text that else is are read as
        Windows-1252.

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
        return Decoded(content.decode(encoding), ())
    except UnicodeDecodeError as error:
        if encoding.startswith("utf-8"):
            before = content[: error.start]
            if error.reason == "unexpected end of data" and not before.isascii():
                return Decoded(before.decode(encoding), ("it ends in the midst of a character",))
            is_mixed = encoding != "utf-8" or _is_mixed(content, error.start)
            return _decode_mixed(content) if is_mixed else _guess(content)
        return _decode_with_losses(content, encoding)


def _without_mark(content: bytes) -> str:
    """Tell UTF-16 without a mark by its zeros, which stand on every second place."""
    beginning = content[:4096]
    even, odd = beginning[::2].count(0), beginning[1::2].count(0)
    if 3 * odd > len(beginning) // 2 and not even:
        return "utf-16-le"
    if 3 * even > len(beginning) // 2 and not odd:
        return "utf-16-be"
    return "utf-8"


def _is_mixed(content: bytes, fault: int) -> bool:
    """Tell UTF-8 with a few strange bytes from another encoding, around the first fault."""
    first = max(0, fault - _SAMPLE // 2)
    text = content[first : first + _SAMPLE].decode("utf-8", "surrogateescape")
    n_strange = len(_STRANGE.findall(text))
    n_outside = len(text) - len(text.encode("ascii", "ignore"))
    return n_outside - n_strange >= _LEAST_VALID * n_strange


def _decode_mixed(content: bytes) -> Decoded:
    text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")
    text, n = _STRANGE.subn(_read_byte, text)
    return Decoded(text, (f"bytes that are no UTF-8, read as Windows-1252: {n}",))


def _read_byte(match: re.Match[str]) -> str:
    return bytes([ord(match.group()) - 0xDC00]).decode("cp1252", "replace")


def _decode_with_losses(content: bytes, encoding: str) -> Decoded:
    text = content.decode(encoding, "replace")
    n_lost = text.count(_LOST)
    if n_lost > max(1, _MOST_LOST * len(text)):
        msg = f"its bytes must be {encoding.upper()}; {n_lost} places are not. Save it as UTF-8"
        raise UnreadableError(msg)
    name = encoding.upper().replace("_", "-")
    notes = () if encoding.startswith("utf") else (f"encoding guessed: {name}",)
    lost = (f"places that are no {name}, shown as {_LOST}: {n_lost}",) if n_lost else ()
    return Decoded(text, (*notes, *lost))


def _guess(content: bytes) -> Decoded:
    # A few accents and curly marks are too little for statistics, and nearly always cp1252.
    outside = bytes(byte for byte in set(content) if byte > 127)
    n_outside = sum(map(content.count, (bytes([byte]) for byte in outside)))
    is_western = set(outside.decode("cp1252", "replace")) <= _WESTERN
    if is_western and n_outside <= _MOST_WESTERN * len(content):
        return Decoded(content.decode("cp1252"), ("encoding guessed: CP1252",))
    # Imported here: most files are UTF-8 and never need it.
    from charset_normalizer import from_bytes

    sample = content
    if len(content) > _SAMPLE:
        # Cut at a line's end, so that no character is cut in two.
        sample = content[: content.rfind(b"\n", 0, _SAMPLE) + 1] or content[:_SAMPLE]
    # The rarest encodings are left out: on a short text they fit nearly as well as the right one.
    best = from_bytes(sample, cp_isolation=_LIKELY).best() or from_bytes(sample).best()
    if best is None:
        msg = "its bytes fit no encoding. Save it as UTF-8"
        raise UnreadableError(msg)
    return _decode_with_losses(content, best.encoding)

"""Bytes to characters: UTF-8 where it is, else the encoding that fits."""

from __future__ import annotations

_BINARY_BEGINNINGS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "an RTF document",
}


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
        Without byte-order mark; each line ends in one line feed.

    Raises
    ------
    UnreadableError
        If the bytes are empty, of another kind of file, or fit no encoding.
    """
    for beginning, kind in _BINARY_BEGINNINGS.items():
        if content.startswith(beginning):
            msg = f"it must be plain text; it is {kind}. Save it as .txt"
            raise UnreadableError(msg)
    if not content.strip():
        msg = "it must hold text; it is empty"
        raise UnreadableError(msg)
    text = _decode_utf(content) or _guess(content)
    if "\x00" in text:
        msg = "it must be plain text; it holds NUL bytes. Save it as UTF-8"
        raise UnreadableError(msg)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_utf(content: bytes) -> str | None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _guess(content: bytes) -> str:
    # Imported here: most files are UTF-8 and never need it.
    from charset_normalizer import from_bytes

    best = from_bytes(content).best()
    if best is None:
        msg = "its bytes fit no encoding. Save it as UTF-8"
        raise UnreadableError(msg)
    return str(best)

"""Plain text files."""

from __future__ import annotations

from pathlib import Path

from analysis.readers.decoding import UnreadableError, decode


def read_text(path: Path) -> str:
    """Read one text file.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    str
        Its characters; each line ends in one line feed.

    Raises
    ------
    UnreadableError
        If it cannot be read or is no text.
    """
    try:
        return decode(path.read_bytes())
    except OSError as error:
        msg = f"it cannot be opened: {error.strerror or error}"
        raise UnreadableError(msg) from error

"""Write files whole or not at all, and cells that no spreadsheet runs."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

__all__ = ["FORMULA", "WriteError", "disarm", "replace_whole", "write_all", "write_whole"]

# A spreadsheet runs a cell that begins so as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class WriteError(OSError):
    """A file could not be written; what was in its place is there still."""


def write_whole(path: Path, content: bytes) -> None:
    """Write one file whole or not at all.

    Parameters
    ----------
    path : Path
        The file, in a folder that is there.
    content : bytes
        All of it.

    Raises
    ------
    WriteError
        If the disk is full, or the file may not be written.
    """
    write_all({path: content})


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write all files beside their places before the first takes its place.

    Parameters
    ----------
    contents : mapping of Path to bytes
        Files that belong together.

    Raises
    ------
    WriteError
        As of :func:`write_whole`. While the first files take their places it can still come too
        late; each file is whole in any case.
    """
    with ExitStack() as places:
        for path, content in contents.items():
            beside = places.enter_context(replace_whole(path))
            with _explain(path):
                beside.write_bytes(content)
                _settle(beside)


@contextmanager
def replace_whole(path: Path) -> Iterator[Path]:
    """Give a path beside `path` to write to, and move it there when all went well.

    A kill at any moment leaves the old file or the new one, and at worst a hidden file beside it.

    Parameters
    ----------
    path : Path
        The file, in a folder that is there.

    Yields
    ------
    Path
        An empty file in the same folder.

    Raises
    ------
    WriteError
        As of :func:`write_whole`.
    """
    with (
        _explain(path),
        NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file,
    ):
        beside = Path(file.name)
    try:
        with _explain(path):
            yield beside
            _settle(beside)
            # Such a file lets nobody else read; what is written here is for reading.
            beside.chmod(0o644)
            beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _settle(path: Path) -> None:
    """Make sure that a file is on the disk before it takes the place of what was safe there."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def _explain(path: Path) -> Iterator[None]:
    try:
        yield
    except WriteError:
        raise
    except OSError as error:
        what_to_do = "Free some space and run it again."
        if isinstance(error, PermissionError):
            what_to_do = "Close it where it is open, or take a folder that you may write to."
        elif isinstance(error, FileNotFoundError | NotADirectoryError):
            what_to_do = "Take a folder that is there."
        msg = (
            f"{path} must be written whole; it cannot be: {error.strerror or error}. What was "
            f"there before is unharmed. {what_to_do}"
        )
        raise WriteError(msg) from error


def disarm(cell: object) -> object:
    """Keep a spreadsheet from running a text as a formula; what is no text stays as it is.

    Examples
    --------
    >>> disarm("=1+1"), disarm("Seoul"), disarm(-1)
    ("'=1+1", 'Seoul', -1)
    """
    if isinstance(cell, str) and (cell.startswith(FORMULA) or cell.lstrip().startswith(FORMULA)):
        return f"'{cell}"
    return cell

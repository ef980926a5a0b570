"""List the files of a corpus, those in archives too, each with a way to read it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from analysis import readers
from analysis.readers.limits import DEEPEST_ARCHIVE, LARGEST_FILE, MEGABYTE

__all__ = ["File", "Listing", "hash_files", "list_files"]

_ARCHIVE_ENDING = ".zip"
_BLOCK = 1 << 18
_Place = tuple[str, ...]


class File(NamedTuple):
    """One file: its place below the folder, its size, and what reads it.

    `path` goes on behind the name of an archive: "year.zip/may/a.txt". `read` raises
    :class:`analysis.readers.UnreadableError`.
    """

    path: str
    n_bytes: int
    read: Callable[[], bytes]


class Listing(NamedTuple):
    """The files in order, the archives among them, and what is none, with the reason."""

    files: list[File]
    archives: list[File]
    refused: list[tuple[str, str]]


def list_files(path: Path) -> Listing:
    """List a folder with all below it, or one file alone; hidden ones are left out.

    Parameters
    ----------
    path : Path
        A folder or a file.

    Returns
    -------
    Listing
        The files of an archive stand among the others, and nothing is unpacked onto the disk. An
        archive within archives is opened down to a depth.
    """
    listing = Listing([], [], [])
    root = path if path.is_dir() else path.parent
    names = sorted(_walk(path, listing.refused)) if path.is_dir() else [path.name]
    opener = _Opener(root)
    for name in names:
        _add(name, root, opener, listing)
    return listing


def hash_files(path: Path | str) -> str:
    """Hash what :func:`list_files` would list, without reading anything into texts.

    Parameters
    ----------
    path : Path or str
        A folder or a file.

    Returns
    -------
    str
        SHA-256 of the names and the bytes of all files, archives as they are. Any change of any
        file changes it.
    """
    path = Path(path)
    root = path if path.is_dir() else path.parent
    names = sorted(_walk(path, [])) if path.is_dir() else [path.name]
    found = sha256()
    # For a small file most of the time is what stands around its hash: one block for all of them.
    block = memoryview(bytearray(_BLOCK))
    for name in names:
        hashed = sha256()
        try:
            with open(f"{root}/{name}", "rb", buffering=0) as file:  # noqa: PTH123, as in _walk
                while n_bytes := file.readinto(block):
                    hashed.update(block[:n_bytes])
            content = hashed.hexdigest()
        except OSError as error:
            content = f"cannot be opened: {error.errno}"
        found.update(f"{name}\n{content}\n".encode("utf-8", "backslashreplace"))
    return found.hexdigest()


def _add(name: str, root: Path, opener: _Opener, listing: Listing) -> None:
    path = f"{root}/{name}"
    try:
        size = os.stat(path).st_size  # noqa: PTH116, as in _walk
    except OSError as error:
        listing.refused.append((name, f"it cannot be opened: {error.strerror or error}"))
        return
    if name.lower().endswith(_ARCHIVE_ENDING):
        _add_archive((name,), size, opener, listing)
    elif size > LARGEST_FILE:
        listing.refused.append((name, _say_too_large(size)))
    else:
        listing.files.append(File(name, size, partial(_read_whole, path, size)))


def _add_archive(place: _Place, size: int, opener: _Opener, listing: Listing) -> None:
    """Add what an archive holds; the archive itself is noted beside it."""
    path = "/".join(place)
    read = partial(opener.read, place)
    try:
        archive = opener.open(place)
    except readers.UnreadableError as error:
        listing.refused.append((path, str(error)))
        return
    listing.archives.append(File(path, size, read))
    for member in readers.list_members(archive):
        inner = (*place, member.filename)
        where = "/".join((path, member.filename.replace("\\", "/").strip("/")))
        fault = readers.find_fault(member)
        if fault:
            listing.refused.append((where, fault))
        elif not member.filename.lower().endswith(_ARCHIVE_ENDING):
            listing.files.append(File(where, member.file_size, partial(opener.read, inner)))
        elif len(place) < DEEPEST_ARCHIVE:
            _add_archive(inner, member.file_size, opener, listing)
        else:
            reason = f"archives within archives must be at most {DEEPEST_ARCHIVE} deep; unpack it"
            listing.refused.append((where, reason))


class _Opener:
    """Opens archives and keeps the last ones open, since their files are read in order."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.open = lru_cache(maxsize=DEEPEST_ARCHIVE + 1)(self._open)

    def __reduce__(self) -> tuple[type[_Opener], tuple[Path]]:
        # Another process opens its archives itself.
        return type(self), (self._root,)

    def read(self, place: _Place) -> bytes:
        archive = self.open(place[:-1])
        return readers.read_member(archive, archive.getinfo(place[-1]))

    def _open(self, place: _Place) -> ZipFile:
        if len(place) == 1:
            return readers.open_archive(self._root / place[0])
        return readers.open_archive(self.read(place))


def _read_whole(path: str, n_bytes: int) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123, as in _walk
            # Memory is set aside for all that is asked for, so no more is than there was.
            content = file.read(n_bytes + 1)
            if len(content) > n_bytes:
                content += file.read(LARGEST_FILE + 1 - len(content))
    except OSError as error:
        msg = f"it cannot be opened: {error.strerror or error}"
        raise readers.UnreadableError(msg) from error
    if len(content) > LARGEST_FILE:
        raise readers.UnreadableError(_say_too_large(len(content)))
    return content


def _say_too_large(size: int) -> str:
    return (
        f"a file must have at most {LARGEST_FILE // MEGABYTE:,} MB; it has "
        f"{size // MEGABYTE:,} MB. Save it in parts"
    )


def _walk(root: Path, refused: list[tuple[str, str]]) -> Iterator[str]:
    """List what is below a folder, relative to it."""

    def refuse(error: OSError) -> None:
        where = Path(error.filename).relative_to(root).as_posix()
        refused.append((where, f"it cannot be opened: {error.strerror or error}"))

    seen = set()
    for folder, below, names in os.walk(root, onerror=refuse, followlinks=True):
        # A link may lead to a folder above itself.
        place = os.path.realpath(folder)
        below[:] = [] if place in seen else [name for name in below if name[0] != "."]
        if place in seen:
            continue
        seen.add(place)
        # Joined by hand: a path of its own for each file would take as long as all else here.
        inside = "" if folder == str(root) else f"{Path(folder).relative_to(root).as_posix()}/"
        for name in names:
            if name.startswith("."):
                continue
            relative = inside + name
            if os.path.isfile(f"{folder}/{name}"):  # noqa: PTH113, it never raises
                yield relative
            else:
                refused.append((relative, "it must be a file; it is a link to nowhere or a device"))

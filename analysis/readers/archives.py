"""Zip archives, and the Office documents that are such: opened only if they grow within bounds."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from analysis.readers.decoding import UnreadableError
from analysis.readers.limits import (
    HARMLESS_SIZE,
    LARGEST_ARCHIVE,
    LARGEST_FILE,
    MEGABYTE,
    MOST_MEMBERS,
    STEEPEST_RATIO,
)

__all__ = ["find_fault", "list_members", "open_archive", "read_member"]

# Each member has an entry at the archive's end that begins so.
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1


def open_archive(content: bytes | Path) -> zipfile.ZipFile:
    """Open an archive whose members, unpacked, stay within :mod:`analysis.readers.limits`.

    Parameters
    ----------
    content : bytes or Path
        The whole archive, or where it lies.

    Returns
    -------
    ZipFile
        To be closed. It never gives more bytes of a member than the archive states.

    Raises
    ------
    UnreadableError
        If it is broken or a bomb.
    """
    try:
        with _open(content) as file:
            n_members = _count_entries(file)
        if n_members > MOST_MEMBERS:
            msg = f"an archive must hold at most {MOST_MEMBERS:,} files; it says {n_members:,}"
            raise UnreadableError(msg)
        archive = zipfile.ZipFile(content if isinstance(content, Path) else io.BytesIO(content))
    except OSError as error:
        msg = f"it cannot be opened: {error.strerror or error}"
        raise UnreadableError(msg) from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        if isinstance(error, UnreadableError):
            raise
        msg = f"it must be a whole zip archive; {error}. Copy it again"
        raise UnreadableError(msg) from error
    size = sum(member.file_size for member in archive.infolist())
    packed = sum(member.compress_size for member in archive.infolist())
    if size > LARGEST_ARCHIVE or size > max(HARMLESS_SIZE, STEEPEST_RATIO * packed):
        archive.close()
        msg = (
            f"an archive must unpack to at most {STEEPEST_RATIO} times its size; it says "
            f"{size / MEGABYTE:,.0f} MB of {packed / MEGABYTE:,.1f} MB. It is a bomb, or unpack it "
            "by hand"
        )
        raise UnreadableError(msg)
    return archive


def list_members(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """List the files of an archive in order; folders and hidden files are left out."""
    for member in sorted(archive.infolist(), key=lambda member: member.filename):
        parts = PurePosixPath(member.filename.replace("\\", "/")).parts
        hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in parts)
        if not member.is_dir() and not hidden:
            yield member


def find_fault(member: zipfile.ZipInfo) -> str | None:
    """Say why a member is not read, if it is not.

    Nothing is ever unpacked onto the disk; a name that leads out of the archive is refused all the
    same, since whoever unpacks it by hand would be harmed.
    """
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
        return "its name leads out of the archive. Pack it anew"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "it must be a file; it is a link in an archive"
    if member.flag_bits & _ENCRYPTED:
        return "it is encrypted; unpack it with its password"
    if member.file_size > LARGEST_FILE:
        return f"a file must have at most {LARGEST_FILE // MEGABYTE:,} MB"
    return None


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Read one member whole.

    Raises
    ------
    UnreadableError
        If it is broken or packed in a way that is not known.
    """
    try:
        return archive.read(member)
    except (NotImplementedError, RuntimeError) as error:
        msg = f"it is packed in a way that is not known ({error}); unpack it by hand"
        raise UnreadableError(msg) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        msg = f"it is broken in its archive ({error}). Copy it again"
        raise UnreadableError(msg) from error


def _open(content: bytes | Path) -> BinaryIO:
    return content.open("rb") if isinstance(content, Path) else io.BytesIO(content)


def _count_entries(file: BinaryIO) -> int:
    """Count before anything is parsed: each entry takes far more in memory than in the file."""
    n, rest = 0, b""
    while block := file.read(16 * MEGABYTE):
        n += (rest + block).count(_ENTRY)
        rest = block[-len(_ENTRY) + 1 :]
    return n

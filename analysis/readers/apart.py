"""Read files of intricate formats in a process of their own, within bounds.

A file can be made so that its reader never comes back, takes all memory or stops the whole program.
Such a file then stops that process alone; the next file gets another one.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path
from threading import Lock, Timer
from typing import Any

from analysis.readers import limits
from analysis.readers.decoding import UnreadableError
from analysis.readers.reading import Content, read_here

__all__ = ["READ_APART", "read_content"]

READ_APART = frozenset({"web page", "PDF", "DOCX", "RTF", "Parquet", "XLSX", "XLS", "BibTeX"})
_ROOT = Path(__file__).parents[2]
_LENGTH = 8
_SECONDS_TO_START = 120
_CANNOT_START = "cannot start"
_TOO_LONG = (
    "it must be read within {seconds:.0f} seconds of computing; it takes more. Save it in parts, "
    "or as plain text"
)
_HARMFUL = "it stops the program that reads it; it is broken or made to do harm. Save it anew"


def read_content(kind: str, content: bytes) -> Content:
    """Read a file, apart from this process if its format is an intricate one.

    Parameters
    ----------
    kind : str
        As :func:`analysis.readers.kinds.kind_of` tells it.
    content : bytes
        The whole file.

    Returns
    -------
    Articles, Rows or Bibliography
        By its kind.

    Raises
    ------
    UnreadableError
        Whatever is wrong with it; also if it takes more time or memory than
        :mod:`analysis.readers.limits` grant.
    """
    if kind not in READ_APART:
        return read_here(kind, content)
    with _lock:
        # Something else may have ended the process; what ends it twice is to blame.
        answer = _ask(kind, content) or _ask(kind, content) or _HARMFUL
    if answer is _CANNOT_START:
        # In a browser, say, there are no other processes.
        return read_here(kind, content)
    if isinstance(answer, str):
        raise UnreadableError(answer)
    return answer


class _Worker:
    """A process that reads one file after the other."""

    def __init__(self) -> None:
        self.is_late = False
        paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "analysis.readers.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )

    def send(self, thing: Any) -> None:
        message = pickle.dumps(thing, protocol=pickle.HIGHEST_PROTOCOL)
        self.process.stdin.write(len(message).to_bytes(_LENGTH, "big"))
        self.process.stdin.write(message)
        self.process.stdin.flush()

    def receive(self, seconds: float) -> Any:
        timer = Timer(seconds, self._stop_late)
        timer.start()
        try:
            length = int.from_bytes(self._read(_LENGTH), "big")
            return pickle.loads(self._read(length))
        finally:
            timer.cancel()

    def _stop_late(self) -> None:
        self.is_late = True
        self.process.kill()

    def _read(self, length: int) -> bytes:
        content = self.process.stdout.read(length)
        if len(content) < length:
            raise EOFError
        return content

    def stop(self) -> bool:
        """Stop the process, and tell whether it had used up its time."""
        self.process.kill()
        with contextlib.suppress(OSError):
            self.process.communicate()
        return self.is_late or -self.process.returncode == getattr(signal, "SIGPROF", None)


_lock = Lock()
_worker: _Worker | None = None


def _ask(kind: str, content: bytes) -> Any:
    """Have a file read; a string says why it could not be, None that the process ended."""
    global _worker
    if _worker is None:
        try:
            worker = _Worker()
        except OSError:
            return _CANNOT_START
        try:
            worker.receive(_SECONDS_TO_START)
        except EOFError:
            worker.stop()
            return _CANNOT_START
        _worker = worker
    seconds = limits.SECONDS + limits.SECONDS_A_MEGABYTE * len(content) / limits.MEGABYTE
    try:
        _worker.send((kind, content, seconds))
        return _worker.receive(limits.MOST_PATIENCE * seconds)
    except (EOFError, OSError):
        return _TOO_LONG.format(seconds=seconds) if _forget() else None
    except BaseException:
        _forget()
        raise


def _forget() -> bool:
    """Stop the process, tell whether its time was up, and let the next file start another."""
    global _worker
    worker, _worker = _worker, None
    return worker.stop() if worker else False


def _abandon() -> None:
    """Leave the process to the parent of a fork."""
    global _lock, _worker
    _lock, _worker = Lock(), None


atexit.register(_forget)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_abandon)

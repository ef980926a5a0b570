"""The process in which files are read apart; started by :mod:`analysis.readers.apart`."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
import warnings
from typing import Any

from analysis.readers import limits
from analysis.readers.decoding import UnreadableError
from analysis.readers.reading import load_reader, read_here

_LENGTH = 8


def main() -> None:
    """Read one file after the other from standard input until there are no more."""
    warnings.simplefilter("ignore")
    # What a library prints must not stand among the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    # A key that interrupts a notebook goes to this process too; its parent decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _send(answers, "ready")
    while len(length := sys.stdin.buffer.read(_LENGTH)) == _LENGTH:
        message = sys.stdin.buffer.read(int.from_bytes(length, "big"))
        kind, content, seconds = pickle.loads(message)
        del message
        load_reader(kind)
        with _limit(len(content), seconds):
            answer = _read(kind, content)
            del content
            _send(answers, answer)


def _read(kind: str, content: bytes) -> Any:
    try:
        return read_here(kind, content)
    except UnreadableError as error:
        return str(error)


def _send(answers: Any, answer: Any) -> None:
    message = pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL)
    answers.write(len(message).to_bytes(_LENGTH, "big"))
    answers.write(message)
    answers.flush()


@contextlib.contextmanager
def _limit(size: int, seconds: float) -> Any:
    """Let the system stop this process after so much computing, whatever it is busy with."""
    has_limits = hasattr(signal, "setitimer")
    if has_limits:
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY + 8 * size, -1))
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        if has_limits:
            signal.setitimer(signal.ITIMER_PROF, 0)


if __name__ == "__main__":
    main()

"""What a model has once said of a text, kept on this machine: hashes and numbers, no text."""

from __future__ import annotations

import os
import sqlite3
import warnings
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import platformdirs

__all__ = ["CACHE_VARIABLE", "Memory", "find_folder"]

CACHE_VARIABLE = "TRILATERAL_CACHE"
_OFF = "off"
_KEYS_A_QUERY = 500
_SECONDS_TO_WAIT = 30


def find_folder() -> Path | None:
    """Tell where results are kept.

    Returns
    -------
    Path or None
        The folder in the environment variable `TRILATERAL_CACHE`; without it the cache folder of
        this user; None if the variable says `off`.
    """
    chosen = os.environ.get(CACHE_VARIABLE)
    if chosen and chosen.lower() == _OFF:
        return None
    return Path(chosen).expanduser() if chosen else Path(platformdirs.user_cache_dir("trilateral"))


class Memory:
    """What a model said, by the hash of what it read, in one file that several processes may use.

    A folder that cannot be written costs time and nothing else: it is said once, and every
    passage is read anew.

    Parameters
    ----------
    folder : Path or None
        None remembers nothing.
    name, identity : str
        Of the model; another model has another file.
    """

    def __init__(self, folder: Path | None, name: str, identity: str) -> None:
        self._path = folder / f"{name}-{identity[:16]}.sqlite" if folder else None

    def recall(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Give what is known of these passages; those not known are absent."""
        known: dict[bytes, bytes] = {}
        if self._path is None:
            return known
        try:
            if not self._path.exists():
                return known
            with closing(self._connect()) as database:
                for first in range(0, len(keys), _KEYS_A_QUERY):
                    some = list(keys[first : first + _KEYS_A_QUERY])
                    query = f"SELECT key, said FROM said WHERE key IN ({','.join('?' * len(some))})"
                    known |= dict(database.execute(query, some))
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)
        return known

    def keep(self, said: Mapping[bytes, bytes]) -> None:
        """Keep what was said; whole or not at all."""
        if self._path is None or not said:
            return
        rows = list(said.items())
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._connect()) as database, database:
                database.executemany("INSERT OR IGNORE INTO said VALUES (?, ?)", rows)
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def _connect(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, timeout=_SECONDS_TO_WAIT)
        database.execute(
            "CREATE TABLE IF NOT EXISTS said (key BLOB PRIMARY KEY, said BLOB) WITHOUT ROWID"
        )
        return database

    def _give_up(self, error: Exception) -> None:
        warnings.warn(
            f"Scores are not kept between runs: {self._path} cannot be used ({error}). Set "
            f"{CACHE_VARIABLE} to a folder that can be written, or to `{_OFF}`.",
            stacklevel=4,
        )
        self._path = None

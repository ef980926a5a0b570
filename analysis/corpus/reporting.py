"""The load report: a row a file, and a warning where one holds less than it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from analysis import schemas
from analysis.corpus.invisible import write_visibly

__all__ = ["FileReport", "ShortfallWarning", "describe_shortfall", "report_files"]

_MOST_NAMED = 5


class ShortfallWarning(UserWarning):
    """A file holds fewer articles than it says itself: it is cut off, or was not read in full."""


@dataclass(slots=True)
class FileReport:
    """What is known of one file while it is read."""

    path: str
    n_bytes: int | None = None
    method: str | None = None
    n_articles: int = 0
    n_stated: int | None = None
    is_aside: bool = False
    has_faults: bool = False
    notes: list[str] = field(default_factory=list)

    def go_on(self, other: FileReport) -> None:
        """Add what is known of another file of the same path."""
        self.n_bytes = self.n_bytes if other.n_bytes is None else other.n_bytes
        self.method = other.method or self.method
        self.n_articles += other.n_articles
        self.n_stated = self.n_stated if other.n_stated is None else other.n_stated
        self.is_aside |= other.is_aside
        self.has_faults |= other.has_faults
        self.notes += other.notes


def report_files(
    files: Mapping[str, FileReport], kept: Iterable[tuple[str, Sequence[str]]]
) -> pd.DataFrame:
    """Make the load report.

    Parameters
    ----------
    files : mapping of str to FileReport
        By path.
    kept : iterable of (str, sequence of str)
        Of each document its file and the notes on it.

    Returns
    -------
    DataFrame, one row per file, in the order of their paths
        As described by :data:`analysis.schemas.LOADS`.
    """
    n_kept: Counter[str] = Counter()
    doubtful = set()
    for path, notes in kept:
        n_kept[path] += 1
        if notes:
            doubtful.add(path)
    rows = []
    for path, file in sorted(files.items()):
        quality = "good"
        if file.is_aside:
            quality = "aside"
        elif not n_kept[path]:
            quality = "nothing"
        elif file.has_faults or file.notes or path in doubtful or _is_short(file):
            quality = "check"
        rows.append(
            {
                "path": path,
                "n_bytes": file.n_bytes,
                "method": file.method,
                "n_articles": file.n_articles,
                "n_stated": file.n_stated,
                "n_kept": n_kept[path],
                "n_set_aside": file.n_articles - n_kept[path],
                "quality": quality,
                "notes": write_visibly("; ".join(dict.fromkeys(file.notes))) or None,
            }
        )
    return schemas.LOADS.build(rows)


def describe_shortfall(loads: pd.DataFrame) -> str | None:
    """Say which files hold fewer articles than they say, if any does.

    Parameters
    ----------
    loads : DataFrame, one row per file
        As described by :data:`analysis.schemas.LOADS`.

    Returns
    -------
    str or None
        A sentence for a warning.
    """
    short = loads[loads["n_stated"] > loads["n_articles"]]
    if short.empty:
        return None
    columns = ["path", "n_articles", "n_stated"]
    named = [
        f"{path} ({n_articles:.0f} of {n_stated:.0f})"
        for path, n_articles, n_stated in schemas.rows_of(short.head(_MOST_NAMED), columns)
    ]
    more = f" and {len(short) - _MOST_NAMED} more" if len(short) > _MOST_NAMED else ""
    return (
        f"{len(short)} file(s) hold fewer articles than they say: {', '.join(named)}{more}. "
        "Export them again, or the counts of this corpus are wrong."
    )


def _is_short(file: FileReport) -> bool:
    return file.n_stated is not None and file.n_stated > file.n_articles

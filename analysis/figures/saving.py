"""Save a figure with its numbers and its text."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.figures.captions import describe_figure
from analysis.figures.rendering import mark_constructed, render
from analysis.figures.sources import Source, current_source, folder_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["save", "write_numbers", "write_whole"]

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# A spreadsheet runs a cell that begins so as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def save(
    ax: Axes | Sequence[Axes],
    name: str,
    table: pd.DataFrame,
    *,
    caption: str | None = None,
    source: Source | None = None,
) -> dict[str, Path]:
    """Save a figure as PDF, SVG and PNG, its numbers as CSV, and its caption as text.

    The text file holds caption, text alternative, sources, n, the interval's method, and the
    hashes of corpus, codebooks and numbers. The same figure gives the same bytes again. All
    files are made before the first is written, and each appears whole or not at all.

    Parameters
    ----------
    ax : Axes or sequence of Axes
        What a plot returned; the whole figure that it stands in is saved.
    name : str
        Of the files: small letters, digits and hyphens. Behind a number stands the name of the
        table's function, as in "03-sentiment-by-country"; it finds the caption. Those that
        :func:`analysis.tables.frames_by_group` makes are named for their groups, as
        "04-issues-by-month".
    table : DataFrame, one row per mark
        What the figure was drawn from.
    caption : str, optional
        First words of the caption, in place of the house's own.
    source : Source, optional
        What the numbers were made from; that of :func:`use_source` if absent.

    Returns
    -------
    dict of str to Path
        The files by their ending; they stand in :func:`folder_of` the corpus.

    Raises
    ------
    ValueError
        If the name is of another form, or no installed font has a letter of the figure.
    """
    if not _NAME.fullmatch(name):
        msg = (
            "`name` must be small letters, digits and hyphens, as '03-sentiment-by-country'; it "
            f"is {name!r}."
        )
        raise ValueError(msg)
    source = source or current_source()
    first = ax if hasattr(ax, "get_figure") else next(iter(ax))
    figure = first.get_figure(root=True)
    if source.constructed:
        mark_constructed(figure)
    files = render(figure)
    files["csv"] = write_numbers(table)
    below = figure.get_supxlabel()
    words = describe_figure(name, table, source, caption=caption, below=below)
    numbers = hashlib.sha256(files["csv"]).hexdigest()
    files["txt"] = f"{words}\nNumbers: {name}.csv, sha256 {numbers}\n".encode()
    folder = folder_of(source.name)
    folder.mkdir(parents=True, exist_ok=True)
    paths = {ending: folder / f"{name}.{ending}" for ending in sorted(files)}
    for ending, path in paths.items():
        write_whole(path, files[ending])
    return paths


def write_numbers(table: pd.DataFrame) -> bytes:
    """Write a table as CSV in which no cell is run as a formula or tears its row."""
    escaped = {
        column: [_escape(cell) for cell in table[column]]
        for column in table.columns
        if pd.api.types.is_string_dtype(table[column]) or table[column].dtype == object
    }
    text = table.assign(**escaped).to_csv(
        index=False, float_format="%.6g", date_format="%Y-%m-%d", lineterminator="\n"
    )
    return text.encode()


def _escape(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    # A line break inside a cell tears the row apart in some readers.
    line = " ".join(cell.splitlines())
    return f"'{line}" if cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA) else line


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # mkstemp lets nobody else read; a figure is for reading.
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise

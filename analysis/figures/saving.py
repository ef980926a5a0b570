"""Save a figure with its numbers and its text."""

from __future__ import annotations

import hashlib
import os
import re
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.figures.captions import describe_figure
from analysis.figures.faults import find_faults
from analysis.figures.rendering import EXTRA_FORMATS, mark_constructed, prepare, render
from analysis.figures.sources import Source, current_source, folder_of
from analysis.figures.tex import write_tex
from analysis.figures.workbooks import write_workbook
from analysis.writing import disarm, write_all, write_whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["FORMATS_SETTING", "save", "use_formats", "write_numbers", "write_whole"]

FORMATS_SETTING = "TRILATERAL_FORMATS"

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


_also: list[str] = []


def use_formats(*formats: str) -> None:
    """Set in which formats figures are saved from now on beside the usual ones; none forgets them.

    Until then the environment variable TRILATERAL_FORMATS holds, as "eps,tiff".

    Parameters
    ----------
    *formats : str
        "eps" (without transparency) and "tiff" (600 dots an inch, LZW).

    Raises
    ------
    ValueError
        If there is no such format.
    """
    _check_formats(formats)
    _also[:] = formats


def _check_formats(formats: Sequence[str]) -> None:
    unknown = [name for name in formats if name not in EXTRA_FORMATS]
    if unknown:
        msg = f"`formats` must be of {', '.join(EXTRA_FORMATS)}; not {', '.join(unknown)}."
        raise ValueError(msg)


def save(
    ax: Axes | Sequence[Axes],
    name: str,
    table: pd.DataFrame,
    *,
    caption: str | None = None,
    source: Source | None = None,
) -> dict[str, Path]:
    """Save a figure as PDF, SVG and PNG, its numbers as CSV, XLSX and LaTeX, and its caption.

    The text file holds caption, text alternative, sources, n, the interval's method, the size in
    print, and the hashes of corpus, codebooks and numbers; the workbook has it on a second sheet.
    The same figure gives the same bytes again. All files are made before the first is written, and
    each appears whole or not at all. Further formats: :func:`use_formats`. A figure with something
    that cannot be read in print is saved with a warning (:func:`find_faults`).

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
        The files by their ending, "600dpi.png" for the larger of the two pictures; they stand in
        :func:`folder_of` the corpus.

    Raises
    ------
    ValueError
        If the name is of another form, no installed font has a letter of the figure, or
        TRILATERAL_FORMATS names a format that is none.
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
    formats = _choose_formats()
    with prepare(figure):
        files = render(figure, formats)
        faults = find_faults(figure)
    if len(faults):
        msg = f"{name}: {_say_faults(faults)} figures.find_faults(figure) lists them."
        warnings.warn(msg, stacklevel=2)
    files["csv"] = write_numbers(table)
    below = figure.get_supxlabel()
    words = describe_figure(name, table, source, caption=caption, below=below)
    numbers = hashlib.sha256(files["csv"]).hexdigest()
    said = {
        "Size": _say_size(figure),
        "Checks": _say_faults(faults),
        "Numbers": f"{name}.csv, sha256 {numbers}",
    }
    words += "".join(f"\n{heading}: {text}\n" for heading, text in said.items())
    files["txt"] = words.encode()
    files["xlsx"] = write_workbook(table, words)
    files["tex"] = write_tex(name, table, words)
    folder = folder_of(source.name)
    folder.mkdir(parents=True, exist_ok=True)
    paths = {
        ending: folder / f"{name}{'-' if ending[0].isdigit() else '.'}{ending}"
        for ending in sorted(files)
    }
    write_all({path: files[ending] for ending, path in paths.items()})
    return paths


def _choose_formats() -> list[str]:
    if _also:
        return _also
    formats = [name.strip() for name in os.environ.get(FORMATS_SETTING, "").split(",")]
    formats = [name for name in formats if name]
    _check_formats(formats)
    return formats


def _say_size(figure: Figure) -> str:
    width, height = (25.4 * inches for inches in figure.get_size_inches())
    family = figure.axes[0].xaxis.label.get_fontfamily()[0] if figure.axes else "none"
    return f"{width:.1f} by {height:.1f} mm; font {family}"


def _say_faults(faults: pd.DataFrame) -> str:
    if faults.empty:
        return "no text too small, too faint or cut off, no overlap, nothing told by colour alone."
    counts = faults["fault"].value_counts(sort=False)
    return f"faults in print: {', '.join(f'{kind} {n}' for kind, n in counts.items())}."


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
    return line if disarm(cell) == cell else f"'{line}"

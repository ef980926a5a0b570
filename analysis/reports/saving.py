"""Save what a paper takes over, beside the figures of the corpus."""

from __future__ import annotations

import re
from pathlib import Path

from analysis import figures
from analysis.reports.methods import Methods

__all__ = ["save_latex", "save_methods"]

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def save_methods(methods: Methods, name: str) -> dict[str, Path]:
    """Write the methods as `<name>.md` and `<name>.tex`, and their works as `<name>.bib`.

    Parameters
    ----------
    methods : Methods
        As :func:`report_methods` writes them.
    name : str
        Of the files: small letters, digits and hyphens.

    Returns
    -------
    dict of str to Path
        The files by their ending; each is written whole or not at all.

    Raises
    ------
    ValueError
        If the name is of another form.
    """
    files = {
        "md": methods.text,
        "tex": f"% needs the package natbib, and \\bibliography{{{name}}}\n{methods.latex}",
        "bib": methods.bibtex,
    }
    paths = {ending: _path_of(name, ending) for ending in files}
    for ending, text in files.items():
        figures.write_whole(paths[ending], text.encode())
    return paths


def save_latex(text: str, name: str) -> Path:
    """Write a table as `<name>.tex`.

    Parameters
    ----------
    text : str
        As :func:`codebook_to_latex` and its like write it.
    name : str
        Of the file: small letters, digits and hyphens.

    Returns
    -------
    Path
        The file, written whole or not at all.

    Raises
    ------
    ValueError
        If the name is of another form.
    """
    path = _path_of(name, "tex")
    figures.write_whole(path, text.encode())
    return path


def _path_of(name: str, ending: str) -> Path:
    if not _NAME.fullmatch(name):
        msg = f"`name` must be small letters, digits and hyphens, as 'methods'; it is {name!r}."
        raise ValueError(msg)
    folder = figures.folder_of(figures.current_source().name)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}.{ending}"

"""The executed notebooks as a site of plain pages, for co-authors without Jupyter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from analysis import figures
from analysis.reports.licences import Leaks

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["Site", "write_site"]

_LEFT_OUT = "Left out here: it shows words of a text whose licence does not allow to share them."
_CONTROL = "A control: it works in the notebook alone."
_WIDGET = "application/vnd.jupyter.widget-view+json"
_TAG = re.compile(r"<[^>]*>")
# The page may load nothing and run nothing, whatever stands in it.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 Georgia, serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
nav { font: 14px/1.6 system-ui, sans-serif; } nav a { margin-right: 1em; }
pre { font: 13px/1.4 ui-monospace, monospace; overflow-x: auto; padding: .6rem; margin: .4rem 0;
  background: #8881; border-left: 3px solid #8886; }
table { border-collapse: collapse; font: 13px/1.35 system-ui, sans-serif; display: block;
  overflow-x: auto; }
td, th { padding: 2px 8px; border-bottom: 1px solid #8884; text-align: right; }
img { max-width: 100%; background: #fff; } .left-out { font-style: italic; opacity: .75; }
a.anchor-link, .prompt, .jp-InputPrompt, .jp-OutputPrompt { display: none; }
"""


class Site(NamedTuple):
    """The first page of a site, and how many outputs were left out for the sake of a licence."""

    index: Path
    n_left_out: int


def write_site(notebooks: Sequence[Path], folder: Path | str, documents: pd.DataFrame) -> Site:
    """Write executed notebooks as HTML that loads nothing and runs nothing.

    Parameters
    ----------
    notebooks : sequence of Path
        Executed, with their outputs; as :func:`analysis.pipeline.run_notebooks` keeps them.
    folder : Path or str
        Made if absent.
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`. What shows eight words in a row of a text without an
        open licence is left out, and the page says so in its place.

    Returns
    -------
    Site
        `index.html` has the titles, and a page each notebook. Each file appears whole or not at
        all.

    Raises
    ------
    SchemaError
        If `documents` is not such a table.
    ValueError
        If there is no notebook.
    """
    if not notebooks:
        msg = "`notebooks` must hold one executed notebook or more; it is empty."
        raise ValueError(msg)
    # Imported here: who reads tables need not wait for it.
    import nbformat
    from nbconvert import HTMLExporter

    leaks, folder = Leaks(documents), Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    exporter = HTMLExporter(template_name="basic", sanitize_html=True, exclude_anchor_links=True)
    pages, n_left_out = [], 0
    for path in sorted(notebooks):
        notebook = nbformat.read(path, as_version=4)
        n_left_out += _leave_out(notebook, leaks)
        body, _ = exporter.from_notebook_node(notebook)
        pages.append((path.stem, _title_of(notebook, path.stem), body))
    links = "\n".join(f'<a href="{escape(name)}.html">{escape(name)}</a>' for name, _, _ in pages)
    for name, title, body in pages:
        figures.write_whole(folder / f"{name}.html", _wrap(title, links, body).encode())
    index = folder / "index.html"
    figures.write_whole(index, _wrap("trilateral", "", _list(pages, documents, leaks)).encode())
    return Site(index, n_left_out)


def _leave_out(notebook: NotebookNode, leaks: Leaks) -> int:
    """Put a note in the place of what must not be shared, and of controls; count the former."""
    from nbformat import v4

    n = 0
    for cell in notebook.cells:
        if leaks.find(cell.source):
            n += 1
            cell.source = f"# {_LEFT_OUT}" if cell.cell_type == "code" else f"*{_LEFT_OUT}*"
        kept = []
        for output in cell.get("outputs", ()):
            if leaks.find(_words_of(output)):
                n += 1
                kept.append(v4.new_output("stream", name="stdout", text=_LEFT_OUT))
            elif _WIDGET in output.get("data", {}):
                kept.append(v4.new_output("stream", name="stdout", text=_CONTROL))
            else:
                kept.append(output)
        if "outputs" in cell:
            cell.outputs = kept
    return n


def _words_of(output: NotebookNode) -> str:
    data = output.get("data", {})
    shown = [_TAG.sub(" ", data.get("text/html", "")), data.get("text/plain", "")]
    traceback = output.get("traceback", ())
    # A line each, so that no run of words goes from one into the next.
    return "\n".join([*shown, output.get("text", ""), *traceback])


def _title_of(notebook: NotebookNode, name: str) -> str:
    for cell in notebook.cells:
        found = re.match(r"# (.+)", cell.source) if cell.cell_type == "markdown" else None
        if found:
            return found.group(1).strip()
    return name


def _list(pages: Sequence[tuple[str, str, str]], documents: pd.DataFrame, leaks: Leaks) -> str:
    listed = "\n".join(
        f'<li><a href="{escape(name)}.html">{escape(title)}</a></li>' for name, title, _ in pages
    )
    licence = (
        f"<p>{leaks.n_closed:,} of them have no open licence; no run of their words is shown.</p>"
        if leaks.n_closed
        else ""
    )
    source = figures.current_source()
    constructed = f"<p>{escape(figures.CONSTRUCTED)}.</p>" if source.constructed else ""
    return (
        f"<h1>{escape(source.name)}</h1>\n<p>{len(documents):,} documents, sha256 "
        f'{escape(source.sha256)}.</p>\n{constructed}{licence}\n<ol start="0">\n{listed}\n</ol>'
    )


def _wrap(title: str, links: str, body: str) -> str:
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<nav><a href="index.html">Contents</a>\n{links}</nav>\n{body}\n</body>\n</html>\n'
    )

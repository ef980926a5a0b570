"""The gallery: each figure with its caption, its numbers and the cell that made it."""

from __future__ import annotations

import ast
import csv
import io
import json
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from analysis import figures

__all__ = ["write_gallery"]

_ROWS_SHOWN = 6
# Of a wide table the page shows what a reader looks for first; all stands in the CSV.
_FIRST_COLUMNS = 8
_HEADING = re.compile(r"^(Caption|Alt text): (.*)$", re.MULTILINE)


class _Cell(NamedTuple):
    """The cell of a notebook that saves a figure."""

    notebook: str
    source: str


def write_gallery(
    folder: Path | str, notebooks: Sequence[Path], *, page: Path | str | None = None
) -> Path:
    """Write a page that shows each figure of a folder, in the order of the notebooks.

    Parameters
    ----------
    folder : Path or str
        Where :func:`analysis.figures.save` has saved them: each as PNG, CSV and text.
    notebooks : sequence of Path
        In which the cells stand that made them.
    page : Path or str, optional
        The page, in Markdown; `README.md` in the folder if absent.

    Returns
    -------
    Path
        The page, written whole or not at all. The same figures give the same bytes.

    Raises
    ------
    FileNotFoundError
        If the folder holds no figure.
    """
    folder = Path(folder)
    page = folder / "README.md" if page is None else Path(page)
    names = sorted(path.stem for path in folder.glob("*.png") if path.with_suffix(".txt").exists())
    if not names:
        msg = f"{folder} must hold figures, as `figures.save` saves them; it holds none."
        raise FileNotFoundError(msg)
    cells = dict(_find_cells(notebooks))
    beside = Path(os.path.relpath(folder, page.parent)).as_posix()
    parts = [_begin(names, cells, folder)]
    parts += [_show(name, folder, beside, cells.get(name)) for name in names]
    figures.write_whole(page, ("\n".join(parts)).encode())
    return page


def _find_cells(notebooks: Sequence[Path]) -> Iterator[tuple[str, _Cell]]:
    for path in notebooks:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "code" and "figures.save(" in source:
                for name in _names_saved(source):
                    yield name, _Cell(path.stem, source)


def _names_saved(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "figures.save":
            yield from (
                argument.value
                for argument in node.args
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            )


def _begin(names: Sequence[str], cells: dict[str, _Cell], folder: Path) -> str:
    listed = "\n".join(f"- [{name}](#{name}): {_first_sentence(name, folder)}" for name in names)
    made = "`make figures` writes this page; whatever is changed in it by hand is lost."
    return (
        f"# Figures\n\n{made} {len(names)} figures of {len({*cells.values()})} cells; beside each "
        "picture (`.png`) lie its numbers (`.csv`) and the whole caption with sources and hashes "
        f"(`.txt`).\n\n{listed}\n"
    )


def _read_words(name: str, folder: Path) -> dict[str, str]:
    text = (folder / f"{name}.txt").read_text(encoding="utf-8")
    return dict(_HEADING.findall(text))


def _first_sentence(name: str, folder: Path) -> str:
    caption = _read_words(name, folder).get("Caption", "")
    return _plain(re.split(r"(?<!\bal\.)(?<=[.?!])\s", caption, maxsplit=1)[0])


def _show(name: str, folder: Path, beside: str, cell: _Cell | None) -> str:
    words = _read_words(name, folder)
    alternative = re.sub(r"[\[\]]", "", words.get("Alt text", name))
    parts = [
        f"## {name}\n",
        f"![{_plain(alternative)}]({beside}/{name}.png)\n",
        f"{_plain(words.get('Caption', ''))}\n",
        f"<details>\n<summary>Numbers</summary>\n\n{_tabulate(name, folder, beside)}\n</details>\n",
    ]
    if cell is not None:
        parts.append(
            f"<details>\n<summary>The cell that made it, in {cell.notebook}</summary>\n\n"
            f"```python\n{cell.source}\n```\n</details>\n"
        )
    return "\n".join(parts)


def _tabulate(name: str, folder: Path, beside: str) -> str:
    text = (folder / f"{name}.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text)))
    head, body = rows[0][:_FIRST_COLUMNS], rows[1:]
    lines = [head, ["---"] * len(head), *(row[:_FIRST_COLUMNS] for row in body[:_ROWS_SHOWN])]
    table = "\n".join(f"| {' | '.join(_plain(cell) for cell in line)} |" for line in lines)
    more = (
        f"{min(len(body), _ROWS_SHOWN)} of {len(body)} rows, {len(head)} of {len(rows[0])} columns"
    )
    return f"{table}\n\n{more}: [{name}.csv]({beside}/{name}.csv)\n"


def _plain(text: str) -> str:
    """Write text so that neither Markdown nor HTML makes anything of it."""
    return re.sub(r"([\\`*_{}\[\]|<>#&])", r"\\\1", text)

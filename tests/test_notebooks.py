"""The notebooks are thin, in order, and kept without output; each runs from top to bottom."""

from __future__ import annotations

import ast
import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from openpyxl import load_workbook

from analysis import codings, pipeline
from analysis.corpus import load_corpus

ROOT = Path(__file__).parents[1]
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
HEADINGS = [
    "Question",
    "What is measured, and what is not",
    "Table",
    "Figure",
    "How to read it",
    "Limits",
    "Next",
]
MOST_CELLS = 15
MOST_LINES = 12
FORBIDDEN = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.While, ast.Lambda)


def test_notebooks_are_found_and_numbered_in_one_order():
    assert len(PATHS) >= 6
    assert [path.name[:2] for path in PATHS] == [f"{number:02d}" for number in range(len(PATHS))]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_notebook_is_thin_and_without_output(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    code = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(
        not cell["outputs"] and cell["execution_count"] is None
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    )
    assert 0 < len(code) <= MOST_CELLS
    for cell in code:
        assert len(cell.splitlines()) <= MOST_LINES, cell
        tree = ast.parse(cell)  # `!pip` and `%magic` are no Python
        assert not any(isinstance(node, FORBIDDEN) for node in ast.walk(tree)), cell
        assert not re.search(r"[\"'](?:/|[A-Z]:\\)", cell), cell


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_notebook_has_the_headings_of_the_house(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    text = "\n".join(
        "".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"
    )
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings == HEADINGS


def test_every_notebook_runs_on_a_corpus_of_one_short_text(tmp_path):
    corpus = tmp_path / "tiny"
    corpus.mkdir()
    (corpus / "one.txt").write_text("Seoul may trust Tokyo, an aide said.\n", encoding="utf-8")
    ran = pipeline.run_notebooks(corpus, tmp_path / "figures")
    assert ran == PATHS
    assert list((tmp_path / "figures").glob("*.png"))


def test_a_coder_who_has_answered_nothing_finds_the_sheet_in_the_notebook(tmp_path):
    corpus, only = tmp_path / "own", tmp_path / "notebooks"
    corpus.mkdir()
    only.mkdir()
    (corpus / "one.txt").write_text("Seoul may trust Tokyo, an aide said.\n", encoding="utf-8")
    shutil.copy(ROOT / "notebooks" / "09-coding.ipynb", only)
    found = pipeline.annotate(load_corpus(corpus), workers=1)
    units = codings.list_units(found.documents, found.segments, found.stances, found.scores)
    folder = codings.folder_of(corpus)
    variables = codings.list_variables()
    codings.start_coding(folder, units, variables, coders=["anna", "ben"], size=9)
    # Ben has begun in a spreadsheet; anna, whose sheet comes first, has answered nothing yet.
    book = load_workbook(folder / "sheet-ben.xlsx")
    book["codings"]["G2"] = 0
    book.save(folder / "sheet-ben.xlsx")
    pipeline.run_notebooks(corpus, tmp_path / "figures", notebooks=only, keep=tmp_path)
    shown = (tmp_path / "09-coding.ipynb").read_text(encoding="utf-8")
    assert f"0 of {len(units)} coded. Unit 1:" in shown


def test_every_figure_of_a_notebook_is_shown_in_it(tmp_path, monkeypatch):
    (tmp_path / "one.txt").write_text("Seoul may trust Tokyo, an aide said.\n", encoding="utf-8")
    monkeypatch.setenv("TRILATERAL_CORPUS", str(tmp_path))
    monkeypatch.setenv("TRILATERAL_FIGURES", str(tmp_path / "figures"))
    notebook = nbformat.read(ROOT / "notebooks" / "03-sentiment.ipynb", as_version=4)
    where = {"metadata": {"path": str(ROOT / "notebooks")}}
    NotebookClient(notebook, resources=where).execute()
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    shown = [
        output for cell in cells for output in cell.outputs if "image/png" in output.get("data", {})
    ]
    assert len(shown) == sum("figures.save" in cell.source for cell in cells) == 4


def test_a_failing_notebook_is_named_with_its_error(tmp_path):
    cell = {
        "cell_type": "code",
        "source": "1 / 0",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
        "id": "a",
    }
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "00-broken.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    with pytest.raises(
        RuntimeError, match=r"^00-broken\.ipynb must run from top to bottom"
    ) as told:
        pipeline.run_notebooks(tmp_path, tmp_path, notebooks=tmp_path)
    assert "ZeroDivisionError" in str(told.value)

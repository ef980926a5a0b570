"""The gallery shows every figure with its caption, numbers and cell, and nothing runs in it."""

from __future__ import annotations

import json

import pytest

from analysis.reports import write_gallery


def save(folder, name, *, caption="Mean of all. More follows.", rows=("a,1",)):
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.png").write_bytes(b"\x89PNG")
    (folder / f"{name}.csv").write_text("\n".join(["country,estimate", *rows]) + "\n", "utf-8")
    words = f"Figure: {name}\n\nCaption: {caption}\n\nAlt text: Dot plot [of one].\n"
    (folder / f"{name}.txt").write_text(words, encoding="utf-8")


def notebook(path, *cells):
    page = {"cells": [{"cell_type": "code", "source": cell} for cell in cells]}
    path.write_text(json.dumps(page), encoding="utf-8")
    return path


def test_each_figure_stands_with_caption_numbers_and_cell(tmp_path):
    folder = tmp_path / "figures" / "own"
    folder.parent.mkdir()
    save(folder, "02-b", rows=[f"c{number},{number}" for number in range(9)])
    save(folder, "01-a")
    cells = [
        'figures.save(ax, "01-a", table)["png"].name',
        'ax = draw(table)\nfigures.save(ax, "02-b", table, caption="no name")',
    ]
    found = write_gallery(folder, [notebook(tmp_path / "01-first.ipynb", *cells)])
    assert found == folder / "README.md"
    text = found.read_text(encoding="utf-8")
    assert text.index("## 01-a") < text.index("## 02-b")
    assert "- [01-a](#01-a): Mean of all.\n" in text
    assert "![Dot plot of one.](./01-a.png)" in text
    assert "The cell that made it, in 01-first" in text
    assert f"```python\n{cells[1]}\n```" in text
    # Six of nine rows, and where the others are.
    assert "| c5 | 5 |" in text
    assert "| c6 | 6 |" not in text
    assert "6 of 9 rows, 2 of 2 columns: [02-b.csv](./02-b.csv)" in text
    before = found.read_bytes()
    assert write_gallery(folder, [tmp_path / "01-first.ipynb"]).read_bytes() == before


def test_a_page_elsewhere_points_to_the_folder(tmp_path):
    save(tmp_path / "demonstration", "01-a")
    page = write_gallery(tmp_path / "demonstration", [], page=tmp_path / "README.md")
    text = page.read_text(encoding="utf-8")
    assert "(demonstration/01-a.png)" in text
    assert "The cell that made it" not in text


def test_words_of_a_figure_are_words_and_nothing_else(tmp_path):
    save(
        tmp_path / "f", "01-a", caption="<script>x</script> *a* [b](c) | d.", rows=["<img src=x>,1"]
    )
    text = write_gallery(tmp_path / "f", []).read_text(encoding="utf-8")
    assert "\\<script\\>x\\</script\\> \\*a\\* \\[b\\](c) \\| d." in text
    assert "| \\<img src=x\\> | 1 |" in text


def test_a_folder_without_figures_is_told(tmp_path):
    with pytest.raises(FileNotFoundError) as told:
        write_gallery(tmp_path, [])
    assert str(told.value) == (
        f"{tmp_path} must hold figures, as `figures.save` saves them; it holds none."
    )


def test_the_first_sentence_does_not_end_with_the_authors(tmp_path):
    save(tmp_path / "f", "01-a", caption="After Angelopoulos et al. 2023, the mean. And more.")
    text = write_gallery(tmp_path / "f", []).read_text(encoding="utf-8")
    assert "- [01-a](#01-a): After Angelopoulos et al. 2023, the mean.\n" in text

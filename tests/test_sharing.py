"""What leaves the machine holds no words of a licensed text, loads nothing and runs nothing."""

from __future__ import annotations

import hashlib
import io
import zipfile
from html.parser import HTMLParser

import nbformat
import pandas as pd
import pytest
from nbformat import v4

from analysis import pipeline, reports, schemas
from analysis.reports.licences import RUN_OF_WORDS, Leaks

SECRET = "the envoy from the north said nothing at all about the harbour that day"
FREE = "the lighthouse keeper wrote a long and patient letter to his sister in spring"


@pytest.fixture
def documents():
    return schemas.DOCUMENTS.build(
        [
            {"document_id": "closed", "text": f"Before. {SECRET}. After.", "path": "closed.txt",
             "sha256": "0" * 64, "title": "A fine headline of just these eight words"},
            {"document_id": "open", "text": f"{FREE}.", "path": "open.txt",
             "sha256": "1" * 64, "licence": "CC0-1.0"},
        ]
    )  # fmt: skip


def test_eight_words_in_a_row_of_a_closed_text_are_found_and_seven_are_not(documents):
    leaks = Leaks(documents)
    words = SECRET.split()
    assert leaks.n_closed == 1
    assert leaks.find(" ".join(words[2 : 2 + RUN_OF_WORDS])) == " ".join(words[2:10])
    assert leaks.find(" ".join(words[2 : 2 + RUN_OF_WORDS - 1])) is None
    assert leaks.find(FREE) is None
    # Other marks and capitals are the same words.
    assert leaks.find(SECRET.upper().replace(" ", ", "))
    assert leaks.find("No. A fine headline of just these EIGHT words")


@pytest.mark.parametrize("licence", ["CC0-1.0", "CC BY 4.0", "cc-by-sa", "Public domain"])
def test_open_licences_let_everything_out(documents, licence):
    assert Leaks(documents.assign(licence=licence)).find(SECRET) is None


@pytest.mark.parametrize("licence", ["CC BY-NC 4.0", "CC-BY-ND", "Nexis", "", None])
def test_every_other_licence_keeps_it_in(documents, licence):
    assert Leaks(documents.assign(licence=licence)).find(SECRET)


def write_notebook(path, *outputs, title="A page"):
    cell = v4.new_code_cell("show(table)", outputs=list(outputs))
    nbformat.write(v4.new_notebook(cells=[v4.new_markdown_cell(f"# {title}"), cell]), path)
    return path


def shown(html):
    return v4.new_output("display_data", data={"text/html": html, "text/plain": "table"})


def test_a_site_shows_what_may_be_shown(tmp_path, documents):
    page = write_notebook(
        tmp_path / "00-a.ipynb",
        shown(f"<table><tr><td>{FREE}</td></tr></table>"),
        shown(f"<table><tr><td>{SECRET}</td><td>0.5</td></tr></table>"),
        v4.new_output("stream", text=f"printed: {SECRET}"),
        title="Who & <b>what</b>",
    )
    site = reports.write_site([page], tmp_path / "site", documents)
    text = (tmp_path / "site" / "00-a.html").read_text(encoding="utf-8")
    assert site.n_left_out == 2
    assert FREE in text
    assert SECRET not in text
    assert text.count("it shows words of a text whose licence does not allow") == 2
    index = site.index.read_text(encoding="utf-8")
    assert '<a href="00-a.html">Who &amp; &lt;b&gt;what&lt;/b&gt;</a>' in index
    assert "1 of them have no open licence" in index


def test_a_page_loads_nothing_and_runs_nothing(tmp_path, documents):
    hostile = (
        "<script>alert(1)</script><img src='https://example.org/x.png' onerror='alert(2)'>"
        "<a href='javascript:alert(3)'>x</a><iframe src='https://example.org'></iframe>"
    )
    widget = v4.new_output(
        "display_data",
        data={
            "application/vnd.jupyter.widget-view+json": {"model_id": "m"},
            "text/plain": "VBox()",
        },
    )
    page = write_notebook(tmp_path / "00-a.ipynb", shown(hostile), widget)
    reports.write_site([page], tmp_path / "site", documents)
    for path in (tmp_path / "site").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "default-src 'none'; img-src data:; style-src 'unsafe-inline'" in text
        tags = Tags(text)
        assert not tags.names & {"script", "iframe", "object", "embed", "link"}
        assert not any(name.startswith("on") or "javascript:" in said for name, said in tags.said)
    assert "A control: it works in the notebook alone." in text_of(tmp_path / "site" / "00-a.html")


class Tags(HTMLParser):
    """Which elements a page has, and which attributes with what in them."""

    def __init__(self, text):
        super().__init__()
        self.names, self.said = set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):  # noqa: D102 - as its parent says
        self.names.add(tag)
        self.said += [(name, said or "") for name, said in attrs]


def text_of(path):
    return path.read_text(encoding="utf-8")


def test_a_site_of_nothing_is_told(tmp_path, documents):
    with pytest.raises(ValueError) as told:
        reports.write_site([], tmp_path, documents)
    assert str(told.value) == "`notebooks` must hold one executed notebook or more; it is empty."


@pytest.fixture
def archived(tmp_path, documents):
    for name, text in (
        ("figures/01-a.csv", "country,estimate\nKOR,0.5\n"),
        ("figures/01-lines.html", f"<td>{SECRET}</td>"),
        ("figures/01-a.png", "not really"),
        ("codings/sample.csv", f"unit_id,about,before,surface,after\nu1,KOR,{SECRET},Seoul,x\n"),
        ("codings/sheet-anna.csv", f"unit_id,before,target,after,mood\nu1,{SECRET},Seoul,x,1\n"),
        ("environment/constraints.txt", "pandas==3.0\n"),
        ("environment/private.txt", "mine\n"),
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    tables = {
        "documents": documents,
        "segments": schemas.SEGMENTS.build(
            [("closed:s0", "closed", 0, "body", 8, 8 + len(SECRET), SECRET)]
        ),
        "quotations": pd.DataFrame({"quotation_id": ["q1", "q2"], "speaker": [SECRET, "an aide"]}),
    }
    folders = {name: tmp_path / name for name in ("figures", "codings", "environment", "absent")}
    manifest = {"corpus_sha256": "f" * 64, "versions": {"trilateral": "0.1.0"}}
    made = reports.write_archive(tmp_path / "out" / "a.zip", tables, folders, manifest=manifest)
    with zipfile.ZipFile(made.path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    again = reports.write_archive(tmp_path / "b.zip", tables, folders, manifest=manifest)
    assert again.path.read_bytes() == made.path.read_bytes()
    return made, files


def test_an_archive_holds_numbers_and_no_licensed_words(archived, documents):
    made, files = archived
    assert "figures/01-a.csv" in files
    assert "figures/01-lines.html" not in files
    assert "environment/constraints.txt" in files
    assert "environment/private.txt" not in files
    leaks = Leaks(documents)
    assert not any(leaks.find(content.decode("utf-8", "replace")) for content in files.values())
    segments = pd.read_parquet(io.BytesIO(files["tables/segments.parquet"]))
    assert "text" not in segments
    assert segments["end"].tolist() == [8 + len(SECRET)]
    # Missing is what was left out, and said so.
    speakers = pd.read_parquet(io.BytesIO(files["tables/quotations.parquet"]))["speaker"]
    assert speakers.isna().tolist() == [True, False]
    assert "1 cells of `speaker` in tables/quotations.parquet" in made.left_out
    assert b"figures/01-lines.html, since it shows words" in files["README.md"]
    sheet = files["codings/sheet-anna.csv"].decode()
    assert sheet == "unit_id,mood\nu1,1\n"


def test_the_sums_of_an_archive_are_those_of_its_files(archived):
    made, files = archived
    sums = dict(line.split("  ")[::-1] for line in files["SHA256SUMS"].decode().splitlines())
    assert set(sums) == set(files) - {"SHA256SUMS"}
    assert made.n_files == len(files)
    for name, said in sums.items():
        assert hashlib.sha256(files[name]).hexdigest() == said


def test_an_archive_is_a_zip_file(tmp_path, documents):
    with pytest.raises(ValueError) as told:
        reports.write_archive(tmp_path / "a.tar", {"documents": documents}, {}, manifest={})
    assert str(told.value) == "`path` must end in .zip; it is 'a.tar'."


def test_executed_notebooks_are_kept_where_asked(tmp_path):
    cell = v4.new_code_cell("1 + 1")
    (tmp_path / "in").mkdir()
    nbformat.write(v4.new_notebook(cells=[cell]), tmp_path / "in" / "00-a.ipynb")
    pipeline.run_notebooks(
        tmp_path, tmp_path / "figures", notebooks=tmp_path / "in", keep=tmp_path / "kept"
    )
    kept = nbformat.read(tmp_path / "kept" / "00-a.ipynb", as_version=4)
    assert kept.cells[0].outputs[0].data["text/plain"] == "2"
    assert not nbformat.read(tmp_path / "in" / "00-a.ipynb", as_version=4).cells[0].outputs

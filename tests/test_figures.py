import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
import zlib
from datetime import datetime
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from matplotlib import font_manager
from openpyxl import load_workbook
from PIL import Image

from analysis import figures, plots, schemas, tables, theme
from analysis.corpus import load_events
from analysis.figures import outlines
from analysis.figures.outlines import use_true_type
from analysis.figures.sources import CONSTRUCTED
from analysis.figures.wordings import WORDINGS
from analysis.figures.words import FIGURES_OF_WORDS
from analysis.scores import identify_scorer

NAME = "03-sentiment-by-country"
ENDINGS = {"600dpi.png", "csv", "pdf", "png", "svg", "tex", "txt", "xlsx"}


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Send the figures to a folder of the test, and forget its corpus afterwards."""
    monkeypatch.setenv("TRILATERAL_FIGURES", str(tmp_path))
    yield
    figures.use_source(None)
    figures.use_formats()


def make_corpus(n=40):
    """Return `n` documents on three countries, a score for each mention."""
    generator = np.random.default_rng(5)
    documents = schemas.DOCUMENTS.build(
        [
            {
                "document_id": f"d{place:02d}",
                "text": "x",
                "path": f"d{place}.txt",
                "published_on": pd.Timestamp("2024-01-15") + pd.Timedelta(days=7 * place),
                "outlet": f"Outlet {place % 3}",
                "sha256": f"{place:064d}",
            }
            for place in range(n)
        ]
    )
    mentions = schemas.MENTIONS.build(
        [
            (
                f"d{place:02d}:m{number}",
                f"d{place:02d}",
                f"d{place:02d}:s0",
                0,
                1,
                "x",
                code,
                code,
                "name",
                False,
            )
            for place in range(n)
            for number, code in enumerate(("KOR", "USA", "JPN"))
        ]
    )
    scores = schemas.SCORES.build(
        [
            {"target_id": target, "scorer": "vader", "sentiment": value}
            for target, value in zip(
                mentions["mention_id"], generator.uniform(-0.8, 0.6, 3 * n), strict=True
            )
        ]
    )
    return documents, mentions, scores


def draw(corpus=None):
    table = tables.sentiment_by_country(*(corpus or make_corpus()))
    with theme.house():
        return plots.sentiment_by_country(table), table


def save(name=NAME, **options):
    ax, table = draw()
    paths = figures.save(ax, name, table, **options)
    plt.close(ax.figure)
    return {ending: path.read_bytes() for ending, path in paths.items()}


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Return the bytes of one figure's files, saved once for the tests that only read them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRILATERAL_FIGURES", str(tmp_path_factory.mktemp("saved")))
        return save()


def parts_of(text):
    return dict(part.split(": ", 1) for part in text.decode().strip().split("\n\n"))


def file_of(ending):
    return f"{NAME}-{ending}" if ending[0].isdigit() else f"{NAME}.{ending}"


def test_the_files_in_the_folder_of_the_corpus(tmp_path):
    figures.use_source(figures.Source(name="seed"))
    ax, table = draw()
    paths = figures.save(ax, NAME, table)
    assert set(paths) == ENDINGS
    assert {path.name for path in tmp_path.iterdir()} == set(map(file_of, ENDINGS))
    assert f"{NAME}-600dpi.png" in {path.name for path in tmp_path.iterdir()}


def test_a_second_run_gives_the_same_bytes(saved):
    assert save() == saved


def test_another_process_gives_the_same_bytes(saved, tmp_path):
    # Nothing may follow the order of a set, the clock or this process.
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import matplotlib; matplotlib.use('Agg'); "
        "import test_figures, analysis.figures as figures; figures.use_formats('eps', 'tiff'); "
        "test_figures.save()"
    )
    made = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        there = {"TRILATERAL_FIGURES": str(folder), "PYTHONHASHSEED": seed}
        subprocess.run(
            [sys.executable, "-c", code, str(Path(__file__).parent)],
            env={**os.environ, **there},
            check=True,
        )
        made.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert made[0] == made[1]
    assert set(made[0]) == {file_of(ending) for ending in (*ENDINGS, "eps", "tiff")}
    for ending in ENDINGS:
        assert made[0][file_of(ending)] == saved[ending], ending


def test_where_a_font_lies_does_not_show(tmp_path):
    """The same figure from another environment has the same bytes."""
    font = Path(font_manager.findfont("DejaVu Sans"))
    (tmp_path / "elsewhere").mkdir()
    copied = shutil.copy(font, tmp_path / "elsewhere" / "font.ttf")
    assert outlines._draw_anew(str(font), "ab").name == outlines._draw_anew(str(copied), "ab").name
    assert outlines._draw_anew(str(font), "ab").name != outlines._draw_anew(str(font), "ac").name


def draw_panels():
    """Return a figure whose layout would go on from where its panels stand."""
    with theme.house():
        axes = theme.new_panels(2, 3, height=3)
        for place, ax in enumerate(axes):
            ax.plot([0, 1], [0, 10**place])
            ax.set_xlabel("x" * place)
    return axes, pd.DataFrame({"n": [1]})


@pytest.mark.parametrize("panels", [False, True])
def test_saving_twice_from_one_figure_gives_the_same_bytes(panels):
    figures.use_source(figures.Source(name="demonstration", constructed=True))
    drawn, table = draw_panels() if panels else draw()
    paths = figures.save(drawn, NAME, table)
    first = {ending: path.read_bytes() for ending, path in paths.items()}
    figure = drawn[0].figure if panels else drawn.figure
    size = figure.get_size_inches().tolist()
    # A notebook shows the figure in between.
    figure.draw_without_rendering()
    figures.save(drawn, NAME, table)
    assert {ending: path.read_bytes() for ending, path in paths.items()} == first
    assert figure.get_size_inches().tolist() == size
    assert figure.get_layout_engine() is not None


def test_pdf_has_truetype_fonts_and_no_date(saved):
    pdf = saved["pdf"]
    assert b"/Type3" not in pdf
    assert b"/CIDFontType2" in pdf
    assert b"/CreationDate" not in pdf


def test_svg_keeps_text_as_text_and_names_its_marks(saved):
    svg = ET.fromstring(saved["svg"])
    said = {"".join(text.itertext()) for text in svg.iter("{http://www.w3.org/2000/svg}text")}
    assert {"South Korea", "United States", "Japan"} <= said
    ids = [node.get("id") for node in svg.iter() if node.get("id")]
    assert {"sentiment", "interval"} <= set(ids)
    assert len(ids) == len(set(ids))


def test_no_file_names_a_host_or_a_date(saved):
    for ending, content in saved.items():
        if ending in ("png", "pdf"):
            assert b"matplotlib.org" not in content, ending
    svg = saved["svg"].decode()
    assert "<dc:date>" not in svg


def test_png_has_300_dots_an_inch_at_one_column(saved):
    image = Image.open(io.BytesIO(saved["png"]))
    assert image.width == 990
    assert image.info["dpi"][0] == pytest.approx(300, abs=0.1)


def test_the_larger_picture_is_the_same_with_600_dots_an_inch(saved):
    small, large = (Image.open(io.BytesIO(saved[ending])) for ending in ("png", "600dpi.png"))
    assert large.size == (2 * small.width, 2 * small.height)
    assert large.info["dpi"][0] == pytest.approx(600, abs=0.1)
    # Without colour the pixels are grey values, which is a third of the file.
    assert small.mode == large.mode == "L"
    half = np.asarray(large.resize(small.size, Image.Resampling.BOX), dtype=int)
    # Letters stand on whole pixels, so that some edges differ.
    assert np.corrcoef(half.ravel(), np.asarray(small, dtype=int).ravel())[0, 1] > 0.7


def test_a_picture_with_colour_keeps_it_and_is_not_transparent():
    _, ax = plt.subplots()
    ax.plot([0, 1], [0, 1], color="#0072B2")
    paths = figures.save(ax, "my-own", pd.DataFrame({"n": [1]}))
    image = Image.open(io.BytesIO(paths["png"].read_bytes()))
    assert image.mode == "RGB"
    assert (0, 0x72, 0xB2) in {colour for _, colour in image.getcolors(100_000)}


def test_picture_has_no_colour_to_lose(saved):
    image = Image.open(io.BytesIO(saved["png"])).convert("RGB")
    pixels = np.asarray(image).astype(int)
    assert (pixels.max(axis=2) - pixels.min(axis=2)).max() <= 2


def test_csv_is_the_table():
    ax, table = draw()
    paths = figures.save(ax, NAME, table)
    read = pd.read_csv(paths["csv"])
    assert list(read.columns) == list(table.columns)
    assert read["country"].tolist() == table["country"].tolist()
    assert read["estimate"].tolist() == pytest.approx(table["estimate"].tolist(), rel=1e-5)
    assert "\r" not in paths["csv"].read_bytes().decode()


def test_no_cell_is_a_formula():
    starts = ["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝", "-1+"]
    ax, table = draw()
    table = pd.concat([table.iloc[[0]]] * len(starts), ignore_index=True)
    table = table.assign(label=[f"{start}cmd|' /C calc'!A0" for start in starts], estimate=-0.5)
    paths = figures.save(ax, NAME, table)
    read = pd.read_csv(paths["csv"], keep_default_na=False)
    assert len(read) == len(starts)
    assert read["label"].str.startswith("'").all()
    # Numbers stay numbers.
    assert (read["estimate"] == -0.5).all()


def test_the_workbook_has_numbers_days_and_no_formula():
    ax, table = draw()
    table = table.assign(
        label=["=1+1", "+x\x07y", "-z"],
        estimate=[0.123456789, np.nan, -0.5],
        day=pd.to_datetime(["2024-01-02", None, "2024-03-04"]),
        outlets=[["a", "b"], [], ["c"]],
    )
    paths = figures.save(ax, NAME, table)
    book = load_workbook(paths["xlsx"])
    assert book.sheetnames == ["numbers", "about"]
    head, *rows = book["numbers"].iter_rows()
    assert [cell.value for cell in head] == list(table.columns)
    by_name = [dict(zip(table.columns, row, strict=True)) for row in rows]
    assert [row["label"].value for row in by_name] == ["=1+1", "+xy", "-z"]
    assert {row["label"].data_type for row in by_name} == {"s"}
    assert all(row["label"].quotePrefix for row in by_name)
    # Missing is an empty cell, and never 0.
    assert [row["estimate"].value for row in by_name] == [0.123457, None, -0.5]
    assert [row["day"].value for row in by_name] == [
        datetime(2024, 1, 2), None, datetime(2024, 3, 4)
    ]  # fmt: skip
    assert by_name[0]["day"].number_format == "yyyy-mm-dd"
    assert [row["drawn"].value for row in by_name] == [True] * 3
    assert [row["n_used"].value for row in by_name] == table["n_used"].tolist()
    assert by_name[0]["outlets"].value == "['a', 'b']"
    about = {name.value: text.value for name, text in book["about"].iter_rows()}
    assert about == parts_of(paths["txt"].read_bytes().replace(b"\x07", b""))


def test_the_workbook_names_no_clock_and_no_machine(saved):
    with zipfile.ZipFile(io.BytesIO(saved["xlsx"])) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {member.create_system for member in archive.infolist()} == {3}
        core = archive.read("docProps/core.xml").decode()
    assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core) == ["2000-01-01T00:00:00Z"] * 2


def test_the_latex_table_has_what_is_drawn():
    ax, table = draw()
    table = table.assign(
        drawn=table["country"] != "USA",
        label=table["label"].replace("Japan", "Japan & 50 %"),
        estimate=table["estimate"].where(table["country"] != "JPN"),
    )
    tex = figures.save(ax, NAME, table)["tex"].read_text(encoding="utf-8")
    korea = table.set_index("country").loc["KOR"]
    numbers = "{estimate:.2f} [{low:.2f}, {high:.2f}]".format(**korea).replace("-", "$-$")
    assert f"South Korea & {numbers} & {korea['n_used']} \\\\" in tex
    assert f"Japan \\& 50 \\% & -- & {korea['n_used']} \\\\" in tex
    assert "United States" not in tex.split("midrule")[1]
    assert "Country & Estimate [95\\,\\% interval] & n \\\\" in tex
    assert f"\\label{{tab:{NAME}}}" in tex
    assert "Mean sentiment toward each country" in tex
    assert "\\begin{tabular}{lrr}" in tex


def test_a_long_latex_table_is_cut_and_says_so():
    ax, table = draw()
    table = pd.concat([table] * 25, ignore_index=True)
    tex = figures.save(ax, NAME, table)["tex"].read_text(encoding="utf-8")
    assert len(re.findall(r"^South Korea &|^Japan &|^United States &", tex, re.MULTILINE)) == 30
    assert "The first 30 of 75 rows; all are in" in tex


def test_a_latex_table_of_speakers_names_both_ends():
    documents, mentions, scores = make_corpus()
    stances, _ = make_voices(mentions, scores)
    table = tables.speaker_network(documents, stances)
    with theme.house():
        ax = plots.speaker_network(table)
    tex = figures.save(ax, "07-speaker-network", table)["tex"].read_text(encoding="utf-8")
    assert tex.count("South Korea &") <= 1
    assert "Estimate [95\\,\\% interval] & n" in tex


def test_further_formats_when_asked_for(monkeypatch, tmp_path):
    assert figures.EXTRA_FORMATS == ("eps", "tiff")
    monkeypatch.setenv("TRILATERAL_FORMATS", "tiff")
    assert set(save()) == {*ENDINGS, "tiff"}
    figures.use_formats("eps")
    assert set(save()) == {*ENDINGS, "eps"}
    figures.use_formats()
    monkeypatch.setenv("TRILATERAL_FORMATS", " eps , tiff ")
    files = save()
    assert set(files) == {*ENDINGS, "eps", "tiff"}
    tiff = Image.open(io.BytesIO(files["tiff"]))
    assert tiff.info["dpi"] == (600, 600)
    assert tiff.info["compression"] == "tiff_lzw"
    assert files["eps"].startswith(b"%!PS-Adobe-3.0 EPSF-3.0\n")
    assert b"/FontType 42 def" in files["eps"]
    assert b"/FontType 3 def" not in files["eps"]
    assert "SOURCE_DATE_EPOCH" not in os.environ


def test_a_format_that_is_none_is_refused(monkeypatch, tmp_path):
    message = "`formats` must be of eps, tiff; not wmf, doc."
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        figures.use_formats("eps", "wmf", "doc")
    monkeypatch.setenv("TRILATERAL_FORMATS", "eps,wmf,doc")
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        save()
    assert list(tmp_path.iterdir()) == []


def fonts_of(pdf):
    """Return the font files of a PDF that matplotlib wrote, by the name of the font."""
    files = {}
    objects = {
        int(number): body
        for number, body in re.findall(rb"(\d+) 0 obj\n(.*?)\nendobj", pdf, re.DOTALL)
    }
    for body in objects.values():
        if b"/Type /FontDescriptor" not in body:
            continue
        name = re.search(rb"/FontName /([^\s/]+)", body)[1].decode()
        stream = objects[int(re.search(rb"/FontFile2 (\d+) 0 R", body)[1])]
        files[name] = zlib.decompress(stream.partition(b"stream\n")[2].partition(b"\nendstream")[0])
    return files


def test_fonts_of_a_pdf_are_subsets_in_truetype(saved):
    files = fonts_of(saved["pdf"])
    assert {name.partition("+")[2] for name in files} == {"DejaVuSans"}
    for name, content in files.items():
        assert re.fullmatch(r"[A-Z]{6}\+.+", name)
        assert len(content) < 60_000
        font = TTFont(io.BytesIO(content))
        assert "glyf" in font
        assert "S" in set(font.getGlyphOrder())


@pytest.fixture
def postscript_font(tmp_path, monkeypatch):
    """Install a font with the outlines of PostScript that has two Korean letters, as Noto's do."""
    letters = {"서": "seo", "울": "ul", "A": "A"}
    pen = T2CharStringPen(800, None)
    pen.moveTo((100, 0))
    pen.curveTo((100, 500), (300, 800), (700, 800))
    pen.lineTo((700, 0))
    pen.closePath()
    drawn = pen.getCharString()
    build = FontBuilder(1000, isTTF=False)
    order = [".notdef", *letters.values()]
    build.setupGlyphOrder(order)
    build.setupCharacterMap({ord(letter): name for letter, name in letters.items()})
    build.setupCFF("Hangeul-Test", {}, dict.fromkeys(order, drawn), {})
    build.setupHorizontalMetrics(dict.fromkeys(order, (800, 100)))
    build.setupHorizontalHeader(ascent=900, descent=-200)
    build.setupNameTable({"familyName": "Hangeul Test", "styleName": "Regular",
                          "psName": "Hangeul-Test"})  # fmt: skip
    build.setupOS2()
    build.setupPost()
    path = tmp_path / "hangeul.otf"
    build.save(path)
    monkeypatch.setattr(font_manager.fontManager, "ttflist", font_manager.fontManager.ttflist[:])
    font_manager.fontManager.addfont(path)
    return "Hangeul Test"


def test_a_korean_name_in_a_postscript_font_is_embedded_as_truetype(postscript_font):
    ax, table = draw()
    labels = ax.get_yticklabels()
    labels[0].set_text("서울 A")
    for text in (*labels, ax.xaxis.label):
        text.set_fontfamily(["DejaVu Sans", postscript_font])
    ax.set_yticks(ax.get_yticks(), [text.get_text() for text in labels])
    ax.yaxis.set_tick_params(labelfontfamily=["DejaVu Sans", postscript_font])
    figures.use_formats("eps")
    before = list(font_manager.fontManager.ttflist)
    paths = figures.save(ax, NAME, table)
    assert font_manager.fontManager.ttflist == before
    assert ax.xaxis.label.get_fontfamily() == ["DejaVu Sans", postscript_font]
    pdf = paths["pdf"].read_bytes()
    assert b"/Type3" not in pdf
    files = {name.partition("+")[2]: content for name, content in fonts_of(pdf).items()}
    assert set(files) == {"DejaVuSans", "Hangeul-Test"}
    for content in files.values():
        # "OTTO" would be PostScript under the name of TrueType, which viewers leave out.
        assert content[:4] == b"\x00\x01\x00\x00"
        assert "glyf" in TTFont(io.BytesIO(content))
    # The A is the main font's, and the width of a letter stays what it is.
    korean = TTFont(io.BytesIO(files["Hangeul-Test"]))
    assert korean["hmtx"]["seo"] == (800, 100)
    assert korean["glyf"]["seo"].numberOfContours == 1
    eps = paths["eps"].read_bytes()
    assert b"/FontName /Hangeul-Test" in eps
    assert b"/seo glyphshow" in eps
    svg = paths["svg"].read_text(encoding="utf-8")
    assert "서울 A" in svg
    assert "Hangeul Test" in svg


def test_small_fonts_are_made_once_for_the_usual_letters():
    ax, _ = draw()
    with use_true_type(ax.figure):
        first = ax.xaxis.label.get_fontfamily()
    ax.set_xlabel("Mean sentiment, in other letters: qxyz 0123456789")
    with use_true_type(ax.figure):
        assert ax.xaxis.label.get_fontfamily() == first
        assert first != ["DejaVu Sans"]
    assert ax.xaxis.label.get_fontfamily()[0] == "DejaVu Sans"


def test_text_says_the_size_in_print_and_that_all_can_be_read(saved):
    parts = parts_of(saved["txt"])
    width, height, font = re.fullmatch(
        r"([\d.]+) by ([\d.]+) mm; font (.+)", parts["Size"]
    ).groups()
    image = Image.open(io.BytesIO(saved["png"]))
    assert float(width) == pytest.approx(3.3 * 25.4, abs=0.05)
    assert float(height) == pytest.approx(image.height / 300 * 25.4, abs=0.1)
    assert font == "DejaVu Sans"
    assert parts["Checks"] == (
        "no text too small, too faint or cut off, no overlap, nothing told by colour alone."
    )


def test_a_figure_in_the_form_of_a_journal_is_saved_in_its_width():
    documents, mentions, scores = make_corpus()
    table = tables.sentiment_by_country(documents, mentions, scores)
    with theme.house("elsevier", font="serif"):
        ax = plots.sentiment_by_country(table)
    paths = figures.save(ax, NAME, table, source=figures.Source(constructed=True))
    parts = parts_of(paths["txt"].read_bytes())
    assert parts["Size"].startswith("90.0 by ")
    assert parts["Size"].endswith("; font STIXGeneral")
    assert Image.open(io.BytesIO(paths["png"].read_bytes())).width == int(90 / 25.4 * 300)
    pdf = paths["pdf"].read_bytes()
    left, low, right, _ = map(float, re.search(rb"/MediaBox \[ ?(.*?) ?\]", pdf)[1].split())
    assert (left, low, right) == (0, 0, pytest.approx(90 / 25.4 * 72))
    assert {name.partition("+")[2] for name in fonts_of(pdf)} == {"STIXGeneral-Regular"}


def test_a_figure_with_faults_is_saved_with_a_warning():
    ax, table = draw()
    ax.text(0.5, 0.5, "tiny", transform=ax.transAxes, fontsize=4)
    with pytest.warns(UserWarning, match=f"^{NAME}: faults in print: size 1") as told:
        paths = figures.save(ax, NAME, table)
    assert str(told[0].message).endswith("figures.find_faults(figure) lists them.")
    assert told[0].filename == __file__
    assert parts_of(paths["txt"].read_bytes())["Checks"].startswith("faults in print: size 1")


def test_text_says_what_a_paper_needs():
    documents, mentions, scores = make_corpus()
    source = figures.describe_corpus("seed", documents)
    ax, table = draw((documents, mentions, scores))
    paths = figures.save(ax, NAME, table, source=source)
    parts = parts_of(paths["txt"].read_bytes())
    assert parts["Figure"] == NAME
    assert parts["Caption"].startswith("Mean sentiment toward each country, from -1 (hostile)")
    assert "unvalidated" in parts["Caption"]
    assert "Scorer: vader." in parts["Caption"]
    assert "below n = 5" in parts["Caption"]
    korea = table.set_index("country").loc["KOR"]
    assert (
        f"South Korea {korea['estimate']:.2f} ({korea['low']:.2f} to {korea['high']:.2f}, n = 40)"
        in parts["Alt text"]
    )
    assert "40 documents; published from 2024-01-15 to 2024-10-14" in parts["Sources"]
    assert "Outlet 0, Outlet 1, Outlet 2" in parts["Sources"]
    assert parts["n"].startswith("3 marks drawn of 3 rows; from 40 to 40 documents")
    assert "percentile bootstrap that resamples whole documents (2,000 draws" in parts["Interval"]
    assert re.fullmatch(r"seed, sha256 [0-9a-f]{64}", parts["Corpus"])
    assert "countries.yaml, sha256 " in parts["Codebooks"]
    assert parts["Package"].startswith("trilateral ")
    numbers = hashlib.sha256(paths["csv"].read_bytes()).hexdigest()
    assert parts["Numbers"] == f"{NAME}.csv, sha256 {numbers}"


def test_rows_left_out_and_rows_empty_are_named():
    ax, table = draw()
    table = table.assign(
        drawn=table["country"] != "USA",
        estimate=table["estimate"].where(table["country"] != "JPN"),
    )
    parts = parts_of(figures.save(ax, NAME, table)["txt"].read_bytes())
    assert "Empty, with too few: Japan." in parts["Caption"]
    assert "Not drawn, but in the CSV file: United States." in parts["Caption"]


def test_the_demonstration_says_that_it_is_constructed():
    documents, _, _ = make_corpus()
    figures.use_source(figures.describe_corpus("demonstration", documents))
    files = save()
    assert CONSTRUCTED in files["svg"].decode()
    assert f"{CONSTRUCTED}." in parts_of(files["txt"])["Caption"]


def test_the_constructed_note_is_read_on_white_whatever_the_notebook_draws_on():
    ax, table = draw()
    with plt.style.context("dark_background"):
        figures.save(ax, NAME, table, source=figures.Source(constructed=True))
    (note,) = ax.figure.findobj(lambda one: one.get_gid() == "constructed")
    assert note.get_color() == ax.xaxis.label.get_color()


def test_another_corpus_does_not_say_so():
    documents, _, _ = make_corpus()
    figures.use_source(figures.describe_corpus("own", documents))
    files = save()
    assert CONSTRUCTED not in files["svg"].decode()
    assert CONSTRUCTED not in files["txt"].decode()


def test_the_constructed_note_stands_inside_and_below_the_key():
    ax, table = draw()
    ax.figure.supxlabel("1 Camp David", x=0.01, ha="left")
    figures.save(ax, NAME, table, source=figures.Source(constructed=True))
    assert ax.figure.get_supxlabel() == f"1 Camp David\n{CONSTRUCTED}"
    ax.figure.draw_without_rendering()
    box = ax.figure.findobj(lambda one: one.get_gid() == "constructed")[0].get_window_extent()
    assert box.y0 >= 0
    assert box.x1 <= ax.figure.bbox.x1
    assert box.y1 <= ax.xaxis.label.get_window_extent().y0 + 1


def test_the_caption_can_be_ones_own_and_the_badge_stays():
    parts = parts_of(save(caption="How they speak of Seoul.")["txt"])
    assert parts["Caption"].startswith("How they speak of Seoul. Scorer: vader.")
    assert "unvalidated" in parts["Caption"]


def test_the_badge_is_replaced_once_there_is_a_sample():
    source = figures.Source(validity="200 coded mentions, alpha 0.82, F1 0.71.")
    parts = parts_of(save(source=source)["txt"])
    assert "unvalidated" not in parts["Caption"]
    assert parts["Validation"] == "200 coded mentions, alpha 0.82, F1 0.71."


def test_a_figure_of_ones_own_is_saved_too():
    with theme.house():
        _, ax = plt.subplots()
        ax.plot([1, 2], [3, 4])
    table = pd.DataFrame({"outlet": ["=A", "B"], "n": [3, 4]})
    paths = figures.save(ax, "my-own", table)
    parts = parts_of(paths["txt"].read_bytes())
    assert parts["Caption"].startswith("My own.")
    assert "'=A" in paths["csv"].read_text()


def test_hash_of_the_corpus_is_of_its_texts_in_any_order():
    documents, _, _ = make_corpus()
    first = figures.describe_corpus("seed", documents)
    assert figures.describe_corpus("seed", documents.iloc[::-1]).sha256 == first.sha256
    other = documents.assign(sha256="1")
    assert figures.describe_corpus("seed", other).sha256 != first.sha256


def test_codebooks_of_ones_own_are_named(tmp_path):
    book = tmp_path / "mine.yaml"
    book.write_text("version: 1\n")
    documents, _, _ = make_corpus()
    source = figures.describe_corpus("seed", documents, codebooks=[book])
    assert source.codebooks == {"mine.yaml": hashlib.sha256(b"version: 1\n").hexdigest()}


def test_a_letter_without_font_is_an_error_and_leaves_nothing(tmp_path):
    ax, table = draw()
    ax.set_xlabel("\ue000 sentiment")
    message = (
        "The figure must have a font for each letter; none has '\\ue000' (U+E000). Install one, "
        "as Noto Sans CJK, and remove matplotlib's font cache, or change the label."
    )
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        figures.save(ax, NAME, table)
    assert list(tmp_path.rglob("*.*")) == []


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path, monkeypatch):
    ax, table = draw()
    paths = figures.save(ax, NAME, table)
    before = {path: path.read_bytes() for path in paths.values()}

    def refuse(*_arguments):
        msg = "disk full"
        raise OSError(msg)

    monkeypatch.setattr("pathlib.Path.replace", refuse)
    message = (
        rf"{re.escape(str(tmp_path))}/{NAME}[\w.-]+ must be written whole; it cannot be: disk "
        r"full\. What was there before is unharmed\. Free some space and run it again\."
    )
    with pytest.raises(OSError, match=f"^{message}$"):
        figures.save(ax, NAME, table.assign(label="changed"))
    assert {path: path.read_bytes() for path in before} == before
    assert {path for path in tmp_path.rglob("*.*") if path.is_file()} == set(before)


@pytest.mark.parametrize("name", ["../up", "03 sentiment", "Ünder", "a/b", "", "a.pdf"])
def test_names_that_are_no_names_are_refused(name):
    _, ax = plt.subplots()
    message = (
        "`name` must be small letters, digits and hyphens, as '03-sentiment-by-country'; it is "
        f"{name!r}."
    )
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        figures.save(ax, name, schemas.SENTIMENT_BY_COUNTRY.empty())


@pytest.mark.parametrize(
    ("corpus", "folder"),
    [
        ("demonstration", "demonstration"),
        (Path("corpus/demonstration"), "demonstration"),
        (Path("my/articles.csv"), "articles"),
        ("../../etc", "etc"),
        ("my texts/2024", "my-texts-2024"),
        ("..", "unnamed"),
        ("", "unnamed"),
        ("외교", "외교"),
    ],
)
def test_folder_of_a_corpus_stays_below_figures(corpus, folder, monkeypatch):
    monkeypatch.delenv("TRILATERAL_FIGURES")
    found = figures.folder_of(corpus)
    assert found.name == folder
    assert found.parent.name == "figures"
    assert (found.parent.parent / "pyproject.toml").is_file()


def test_the_setting_is_the_folder_itself(tmp_path):
    assert figures.folder_of("demonstration") == tmp_path


def test_every_plot_has_its_words():
    assert set(WORDINGS) | FIGURES_OF_WORDS == set(plots.__all__)
    for noun, wording in WORDINGS.items():
        schema = getattr(schemas, noun.upper())
        assert {wording.row, wording.group or wording.row} <= set(schema.names), noun


def make_voices(mentions, scores):
    """Return the mentions as stances, those of Japan quoted, and a quotation for each of these."""
    found = mentions.merge(scores, left_on="mention_id", right_on="target_id")
    quoted = found["country"] == "JPN"
    stances = schemas.STANCES.build(
        [
            {"frames": [], "evidence": "x", "target": "mention", **row}
            for row in found.assign(
                voice=quoted.map({True: "quoted", False: "outlet"}),
                speaker_country=quoted.map({True: "KOR", False: None}),
            )
            .reindex(columns=schemas.STANCES.names)
            .drop(columns=["frames", "evidence", "target"])
            .to_dict("records")
        ]
    )
    quotations = schemas.QUOTATIONS.build(
        [
            {
                "quotation_id": f"{target}:q",
                "attribution_id": f"{target}:a",
                "document_id": document,
                "start": 0,
                "end": 1,
                "kind": "direct",
                "factive": False,
                "repaired": False,
                "speaker": "a spokesman",
                "speaker_country": "KOR",
            }
            for target, document in found.loc[quoted, ["target_id", "document_id"]].to_numpy()
        ]
    )
    return stances, quotations


def every_figure(documents):
    """Draw each figure there is for these documents of the made corpus."""
    _, mentions, scores = make_corpus()
    relations, frames = schemas.RELATIONS.empty(), schemas.FRAMES.empty()
    tones, links = schemas.TONES.empty(), schemas.FRAME_COUNTRIES.empty()
    judged = schemas.JUDGEMENTS.build([(0, 0, "news", 1, 1, 0.9)])
    gold = pd.DataFrame({"constructs": [("irony",)]})
    stances, quotations = make_voices(mentions, scores)
    network = tables.speaker_network(documents, stances)
    dated = tables.dated_sentiment(documents, mentions, scores)
    made = {
        "corrected_estimates": tables.corrected_estimates(schemas.CORRECTIONS.empty()),
        "specification_curve": tables.specification_curve(schemas.SPECIFICATIONS.empty()),
        "validity_by_group": tables.validity_by_group(schemas.CODED_VALIDITY.empty()),
        "composition_of_change": tables.composition_of_change(dated, "2024-12-03"),
        "event_study": tables.event_study(dated, load_events()),
        "smoothed_over_time": tables.smoothed_over_time(dated),
        "calibration": tables.calibration(judged),
        "corpus_overview": tables.corpus_overview(documents, mentions),
        "coverage_by_country": tables.coverage_by_country(documents, mentions, scores),
        "frame_adoption": tables.frame_adoption(documents, frames),
        "frame_users": tables.frame_users(documents, frames, links, quotations),
        "frames_by_group": tables.frames_by_group(documents, frames, by="outlet"),
        "issues_by_country": tables.issues_by_country(documents, mentions, frames, links),
        "frame_lives": tables.frame_lives(documents, tables.trilateral_images(frames, relations)),
        "frames_by_country": tables.frames_by_country(documents, mentions, frames, links),
        "relation_sentiment_over_time": tables.relation_sentiment_over_time(
            documents, relations, scores
        ),
        "right_by_construct": tables.right_by_construct(judged, gold),
        "sentiment_by_country": tables.sentiment_by_country(documents, mentions, scores),
        "sentiment_by_relation": tables.sentiment_by_relation(documents, relations, scores),
        "sentiment_by_scorer": tables.sentiment_by_scorer(documents, mentions, scores),
        "sentiment_by_voice": tables.sentiment_by_voice(documents, stances),
        "sentiment_over_time": tables.sentiment_over_time(documents, mentions, scores),
        "sources_by_country": tables.sources_by_country(documents, quotations),
        "speaker_matrix": tables.speaker_matrix(network),
        "speaker_network": network,
        "speakers_quoted": tables.speakers_quoted(documents, quotations),
        "tone_by_country": tables.tone_by_country(documents, mentions, tones),
        "voice_difference": tables.voice_difference(documents, stances),
    }
    assert set(made) | FIGURES_OF_WORDS == set(plots.__all__)
    return made


@pytest.mark.parametrize(
    "documents",
    [
        make_corpus()[0].iloc[:1],
        make_corpus()[0].assign(published_on=pd.NaT, outlet=None),
    ],
    ids=["one document", "no dates, no outlets"],
)
def test_every_figure_of_a_thin_corpus_is_saved(documents):
    source = figures.describe_corpus("thin", documents)
    for noun, table in every_figure(documents).items():
        with theme.house():
            drawn = getattr(plots, noun)(table)
        paths = figures.save(drawn, noun.replace("_", "-"), table, source=source)
        parts = parts_of(paths["txt"].read_bytes())
        assert parts["Alt text"]
        nothing = table["estimate"].isna().all()
        assert ("Too few documents to draw anything" in parts["Caption"]) == nothing, noun
        assert b"/Type3" not in paths["pdf"].read_bytes(), noun
        plt.close("all")


def test_a_figure_of_labelled_passages_says_what_it_is_made_from(tmp_path):
    documents = make_corpus()[0]
    figures.use_source(figures.describe_corpus("demonstration", documents))
    gold = tmp_path / "gold.jsonl"
    gold.write_text("{}\n", encoding="utf-8")
    source = figures.describe_gold(gold)
    figures.use_source(None)
    assert source.name == "demonstration"
    assert "gold.jsonl" in source.corpus
    assert source.sha256 == hashlib.sha256(b"{}\n").hexdigest()
    assert not source.constructed
    assert "do not validate it on another corpus" in source.validity


def test_a_figure_of_the_models_scores_names_its_file(tmp_path, monkeypatch):
    monkeypatch.setenv("TRILATERAL_FIGURES", str(tmp_path))
    documents, mentions, scores = make_corpus()
    for scorer, named in (("news", True), ("vader", False)):
        table = tables.sentiment_by_country(documents, mentions, scores.assign(scorer=scorer))
        files = figures.save(plots.sentiment_by_country(table), "03-sentiment-by-country", table)
        text = files["txt"].read_text(encoding="utf-8")
        assert (f"Model: news, sha256 {identify_scorer('news')}" in text) is named

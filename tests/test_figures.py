import hashlib
import io
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from PIL import Image

from analysis import figures, plots, schemas, tables, theme
from analysis.corpus import load_events
from analysis.figures.sources import CONSTRUCTED
from analysis.figures.wordings import WORDINGS
from analysis.figures.words import FIGURES_OF_WORDS
from analysis.scores import identify_scorer

NAME = "03-sentiment-by-country"
ENDINGS = {"csv", "pdf", "png", "svg", "txt"}


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Send the figures to a folder of the test, and forget its corpus afterwards."""
    monkeypatch.setenv("TRILATERAL_FIGURES", str(tmp_path))
    yield
    figures.use_source(None)


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


def test_five_files_in_the_folder_of_the_corpus(tmp_path):
    figures.use_source(figures.Source(name="seed"))
    ax, table = draw()
    paths = figures.save(ax, NAME, table)
    assert set(paths) == ENDINGS
    assert {path.name for path in tmp_path.iterdir()} == {f"{NAME}.{ending}" for ending in ENDINGS}


def test_a_second_run_gives_the_same_bytes(saved):
    assert save() == saved


def test_saving_twice_from_one_figure_gives_the_same_bytes():
    figures.use_source(figures.Source(name="demonstration", constructed=True))
    ax, table = draw()
    paths = figures.save(ax, NAME, table)
    first = {ending: path.read_bytes() for ending, path in paths.items()}
    size = ax.figure.get_size_inches().tolist()
    figures.save(ax, NAME, table)
    assert {ending: path.read_bytes() for ending, path in paths.items()} == first
    assert ax.figure.get_size_inches().tolist() == size


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
    with pytest.raises(OSError, match="^disk full$"):
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

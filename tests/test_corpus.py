"""Files become documents; nothing is lost, and what is taken out can be put back."""

from __future__ import annotations

import json
from hashlib import sha256

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis import schemas
from analysis.codebooks.reading import HOUSE_CODEBOOKS, read_yaml
from analysis.corpus import clean, load_corpus, load_events, restore
from analysis.corpus.loading import guess_title

JUNK = read_yaml(HOUSE_CODEBOOKS / "junk.yaml")
EXAMPLES = [
    (sentence, field == "include", rule["reason"])
    for rules in (JUNK["line"], JUNK["beginning"])
    for rule in rules
    for field in ("include", "exclude")
    for sentence in rule[field]
]


@pytest.mark.parametrize(("line", "is_junk", "reason"), EXAMPLES)
def test_examples_of_the_junk_codebook(line, is_junk, reason):
    text = f"The vote came at dawn.\n\n{line}\n\nNobody was surprised.\n"
    reasons = [removal.reason for removal in clean(text).removals]
    assert reasons == ([reason] if is_junk else [])


@given(st.lists(st.sampled_from([*(line for line, *_ in EXAMPLES), "", "é 🙂 text", " "])))
def test_what_is_taken_out_can_be_put_back(lines):
    text = "\n".join(lines)
    cleaned = clean(text)
    assert restore(cleaned.text, cleaned.removals) == text
    for removal in cleaned.removals:
        start = removal.start_in_original
        assert text[start : start + len(removal.text)] == removal.text


@pytest.fixture
def folder(tmp_path):
    texts = {
        "b.txt": "Seoul waits\n\nBy A. Reporter\n\nThe vote came at dawn, and it changed little.\n",
        "deep/a.txt": "One sentence only.\n",
        "deep/copy.txt": "One sentence only.\n",
        "empty.txt": " \n",
        "junk.txt": "Share this article\n",
    }
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "fake.txt").write_bytes(b"%PDF-1.7 and more")
    (tmp_path / "korean.txt").write_bytes("서울은 조용했다. 투표는 새벽에 끝났다.".encode("cp949"))
    (tmp_path / "documents.csv").write_text(
        "document_id,published_on,outlet\nb,2024-12-04,Desk\ndeep/a,the 8th,\nlost,2024-01-01,\n",
        encoding="utf-8",
    )
    return tmp_path


def test_a_folder_with_its_register(folder):
    corpus = load_corpus(folder)
    documents = corpus.documents.set_index("document_id")
    schemas.check(corpus.documents, schemas.DOCUMENTS)
    assert list(documents.index) == ["b", "deep/a", "korean"]
    first = documents.loc["b"]
    assert first["title"] == "Seoul waits"
    assert first["author"] == "A. Reporter"
    assert first["outlet"] == "Desk"
    assert first["published_on"] == pd.Timestamp("2024-12-04")
    assert first["text"] == "Seoul waits\n\n\nThe vote came at dawn, and it changed little.\n"
    assert first["sha256"] == sha256(first["text"].encode()).hexdigest()
    assert "서울은" in documents.loc["korean", "text"]
    # A date that cannot be read is missing, never guessed.
    assert pd.isna(documents.loc["deep/a", "published_on"])
    assert corpus.removals["reason"].tolist() == ["byline"]


def test_everything_refused_is_listed_with_its_reason(folder):
    rejected = load_corpus(folder).rejected
    schemas.check(rejected, schemas.REJECTED)
    assert dict(zip(rejected["path"], rejected["reason"], strict=True)) == {
        "deep/a.txt": "`published_on` must be YYYY-MM-DD; it is 'the 8th'. The text is kept "
        "without a date",
        "deep/copy.txt (deep/copy)": "the same text as deep/a",
        "documents.csv, row 3": "there is no text file for 'lost'",
        "empty.txt": "it must hold text; it is empty",
        "fake.txt": "it must be plain text; it is a PDF. Save it as .txt",
        "junk.txt": "nothing is left once the junk is taken out",
        "scan.pdf": "a text file must end in .txt; this one has .pdf",
    }


def test_nothing_is_lost(folder):
    corpus = load_corpus(folder)
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "documents.csv"]
    named = " ".join(corpus.rejected["path"])
    for path in files:
        name = path.relative_to(folder).as_posix()
        assert name in set(corpus.documents["path"]) or name in named


def test_without_cleaning_the_text_is_kept_to_the_character(folder):
    documents = load_corpus(folder, clean=False).documents.set_index("document_id")
    assert documents.loc["junk", "text"] == "Share this article\n"
    assert "By A. Reporter" in documents.loc["b", "text"]


def test_a_table_keeps_its_text_and_reports_its_bad_rows(tmp_path):
    path = tmp_path / "texts.csv"
    rows = ["text,published_on", '"Seoul, at dawn.\r\nBy X",2024-12-04', ",2024-12-05", "a,b,c", ""]
    path.write_text("\n".join(rows), encoding="utf-8", newline="")
    corpus = load_corpus(path)
    assert corpus.documents["text"].tolist() == ["Seoul, at dawn.\r\nBy X"]
    assert corpus.documents["document_id"].tolist() == ["texts-1"]
    assert corpus.rejected["path"].tolist() == ["texts.csv, row 2", "texts.csv, row 3"]


def test_a_table_without_text_is_refused(tmp_path):
    path = tmp_path / "texts.csv"
    path.write_text("body\nSeoul\n", encoding="utf-8")
    corpus = load_corpus(path)
    assert corpus.documents.empty
    assert corpus.rejected["reason"].tolist() == [
        "a table must have a column `text`; it has ['body']"
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Seoul waits\n\nThe vote came at dawn, and it changed little.", "Seoul waits"),
        ("Who blinked?\nThe vote came at dawn, and it changed little.", "Who blinked?"),
        ("Seoul waited.\n\nThe vote came at dawn, and it changed little.", None),
        ("On the U.S.\n\nThe vote came at dawn, and it changed little.", "On the U.S."),
        ("One line only", None),
        ("", None),
    ],
)
def test_headlines(text, title):
    assert guess_title(text) == title


def test_the_same_corpus_in_any_order(folder):
    assert_frame_equal(load_corpus(folder).documents, load_corpus(folder).documents)


def test_nothing_at_the_path():
    with pytest.raises(FileNotFoundError, match="there is nothing at nowhere"):
        load_corpus("nowhere")


def test_the_labelled_passages_are_sound():
    path = HOUSE_CODEBOOKS.parents[1] / "corpus" / "training" / "passages.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len({row["text"] for row in rows}) == len({row["id"] for row in rows}) == len(rows) > 600
    for row in rows:
        for mark in [*row["mentions"], *row["relations"]]:
            assert 0 <= mark["start"] < mark["end"] <= len(row["text"]), row["id"]
            assert row["text"][mark["start"] : mark["end"]].strip(), row["id"]
            assert mark["sentiment"] in (-1, 0, 1), row["id"]


def test_the_demonstration_corpus_is_whole():
    corpus = load_corpus(HOUSE_CODEBOOKS.parents[1] / "corpus" / "demonstration")
    documents = corpus.documents
    assert len(documents) == 192
    assert corpus.rejected.empty
    quarters = documents["published_on"].dt.to_period("Q")
    assert (documents.groupby([quarters, "perspective"]).size() == 6).all()
    assert len(documents.groupby([quarters, "perspective"])) == 32
    words = [len(text.split("\n", 1)[1].split()) for text in documents["text"]]
    assert min(words) >= 100
    assert max(words) <= 300
    assert set(documents["licence"]) == {"CC0-1.0"}


def test_the_house_events_are_in_order():
    events = load_events()
    assert events["occurred_on"].is_monotonic_increasing
    assert len(events) > 10

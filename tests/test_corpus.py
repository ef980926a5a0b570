"""Files become documents; nothing is lost, and what is taken out can be put back."""

from __future__ import annotations

import json
import os
from datetime import date, datetime
from hashlib import sha256

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis import schemas
from analysis.codebooks.reading import HOUSE_CODEBOOKS, CodebookError, read_yaml
from analysis.corpus import clean, load_corpus, load_events, memory, restore
from analysis.corpus.facts import read_day
from analysis.corpus.headlines import guess_title
from analysis.corpus.invisible import take_out_invisible
from analysis.corpus.junk import load_junk_rules

JUNK = read_yaml(HOUSE_CODEBOOKS / "junk.yaml")
EXAMPLES = [
    (sentence, field == "include", rule["reason"])
    for rules in (JUNK["line"], JUNK["beginning"])
    for rule in rules
    for field in ("include", "exclude")
    for sentence in rule[field]
]


BODY = "The vote came at dawn.\n\n" * 8


@pytest.mark.parametrize(("line", "is_junk", "reason"), EXAMPLES)
def test_examples_of_the_junk_codebook(line, is_junk, reason):
    text = f"Seoul waits\n\n{line}\n\n{BODY}Nobody was surprised.\n"
    reasons = [removal.reason for removal in clean(text).removals]
    assert reasons == ([reason] if is_junk else [])


@pytest.mark.parametrize("line", [line for line, is_junk, _ in EXAMPLES if not is_junk])
def test_what_is_no_junk_stays_wherever_it_stands(line):
    for text in (f"{line}\n\n{BODY}", f"{BODY}{line}\n\n{BODY}", f"{BODY}{line}"):
        assert clean(text).removals == []


@pytest.mark.parametrize(
    "headline",
    [
        "By Invitation Only",
        "By George, They Did It",
        "Read more: the art of the long letter",
        "Sign up for the Morning Brief, Ministers Are Told",
        "Photo: How a Picture Sank a Pact",
        "SEOUL — The Last Night",
        "Related Stories",
    ],
)
def test_a_headline_is_never_junk(headline):
    assert clean(f"{headline}\n\n{BODY}").removals == []


def test_where_a_rule_is_tried():
    byline, wire = "By A. Reporter\n\n", "(Reuters) - "
    assert [r.reason for r in clean(f"Seoul waits\n\n{byline}{BODY}").removals] == ["byline"]
    assert clean(f"Seoul waits\n\n{BODY}{byline}{BODY}").removals == []
    assert [r.reason for r in clean(f"Seoul waits\n\n{BODY}{byline}").removals] == ["byline"]
    assert [r.reason for r in clean(f"Seoul waits\n\n{wire}{BODY}").removals] == ["dateline"]
    assert clean(f"Seoul waits\n\n{BODY}{wire}{BODY}").removals == []
    # Junk above does not push the headline or the byline out of their places.
    junk = "Share this article\n\nADVERTISEMENT\n\nCopy link\n\n" * 3
    reasons = [r.reason for r in clean(f"{junk}Seoul waits\n\n{junk}{byline}{BODY}").removals]
    assert reasons.count("byline") == 1


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("By US Desk staff", "US Desk staff"),
        ("BY A. REPORTER", "A. REPORTER"),
        ("By A. Reporter and B. Reporter | Dec. 4, 2024", "A. Reporter and B. Reporter"),
    ],
)
def test_the_byline_becomes_the_author(byline, author):
    assert clean(f"Seoul waits\n\n{byline}\n\n{BODY}").author == author


LINES = st.sampled_from(
    [*(line for line, *_ in EXAMPLES), "", "é 🙂 text", " ", "Seoul waits", "\t"]
)


@given(st.lists(LINES), st.sampled_from(["\n", "\n\n", "\n \n"]))
def test_what_is_taken_out_can_be_put_back(lines, between):
    text = between.join(lines)
    cleaned = clean(text)
    assert restore(cleaned.text, cleaned.removals) == text
    assert restore(cleaned.text, reversed(cleaned.removals)) == text
    assert len(cleaned.text) + sum(len(removal.text) for removal in cleaned.removals) == len(text)
    for removal in cleaned.removals:
        start = removal.start_in_original
        assert text[start : start + len(removal.text)] == removal.text


@given(st.text(st.sampled_from("By A©()[]!|-—:. \nSEOUL"), max_size=300))
def test_any_text_can_be_put_back(text):
    cleaned = clean(text)
    assert restore(cleaned.text, cleaned.removals) == text


HIDING = st.sampled_from("By A©-—: .\nSEOUL\u200b\u202e\u00ad\u200d\ufeff🏴\U000e0041é")


@given(st.text(HIDING, max_size=200))
def test_any_text_with_invisible_characters_can_be_put_back(text):
    cleaned = clean(text)
    assert restore(cleaned.text, cleaned.removals) == text
    if {removal.reason for removal in cleaned.removals} <= {"invisible characters"}:
        assert cleaned.text == take_out_invisible(text)


@pytest.mark.parametrize(
    "line",
    [
        "By " + "A" * 390,
        "By " + "Aa " * 130,
        "SEOUL" + " A" * 190,
        "<p>" * 130,
        "(" * 390,
        "- " * 190,
    ],
)
def test_a_line_of_one_pattern_ends(line):
    """A rule that tries all ways to split a line would take hours here."""
    assert BODY in clean(f"Seoul waits\n{line}!\n{BODY}").text


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
    (tmp_path / "README.md").write_text("About the corpus.", encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text("No part of it.", encoding="utf-8")
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "not there.txt")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
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
        "deep/copy.txt": "the same text as deep/a",
        "documents.csv, row 2": "`published_on` must be YYYY-MM-DD; it is 'the 8th'. The text is "
        "kept without a date",
        "documents.csv, row 3": "there is no text file for 'lost'",
        "README.md": "a README is about the corpus; it is not a text of it",
        "empty.txt": "it must hold text; it is empty",
        "fake.txt": "it must be a whole PDF; Stream has ended unexpectedly. Save or download it "
        "again",
        "junk.txt": "nothing is left once the junk is taken out",
        "nowhere.txt": "it must be a file; it is a link to nowhere or a device",
        "picture.png": "it is a picture; recognise its text (OCR) and save that",
    }


def test_nothing_is_lost(folder):
    corpus = load_corpus(folder)
    named = {name.partition(", row ")[0] for name in corpus.rejected["path"]}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if not path.is_dir() and path.name not in ("documents.csv", ".hidden.txt"):
            assert (name in set(corpus.documents["path"])) != (name in named)


def test_without_cleaning_the_text_is_kept_to_the_character(folder):
    documents = load_corpus(folder, clean=False).documents.set_index("document_id")
    assert documents.loc["junk", "text"] == "Share this article\n"
    assert "By A. Reporter" in documents.loc["b", "text"]


def test_the_removals_of_a_corpus_put_its_files_back(folder):
    corpus = load_corpus(folder)
    for row in corpus.documents.itertuples():
        removals = corpus.removals.query("document_id == @row.document_id")
        original = load_corpus(folder / row.path, clean=False).documents["text"].item()
        assert restore(row.text, removals.itertuples()) == original


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
        ("« Who »\nThe vote came at dawn, and it changed little.", "« Who »"),
        ("By A. Reporter\n\nThe vote came at dawn, and it changed little.", None),
        ("* * *\n\nThe vote came at dawn, and it changed little.", None),
        ("会议结束。\n外交部表示没有结果。然后大家离开了会场。", None),
        # Broken at a width: the first line is no headline.
        ("The vote came at dawn on\nmonday, and it changed little.\nSo what?", None),
        (
            "The vote came at dawn on Monday, when the\nNational Assembly had met for six hours "
            "and\nnobody was left to count.",
            None,
        ),
        ("", None),
    ],
)
def test_headlines(text, title):
    assert guess_title(text) == title


def test_the_order_of_files_and_rows_does_not_matter(folder, tmp_path_factory):
    before = load_corpus(folder)
    register = (folder / "documents.csv").read_text(encoding="utf-8").splitlines()
    turned = [register[0], *reversed(register[1:])]
    (folder / "documents.csv").write_text("\n".join(turned), encoding="utf-8")
    other = tmp_path_factory.mktemp("other")
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file() and path.suffix != ".png":
            target = other / path.relative_to(folder)
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(path.read_bytes())
    after = load_corpus(other)
    assert_frame_equal(before.documents, after.documents)
    assert_frame_equal(before.removals, after.removals)


def test_an_empty_folder_gives_empty_tables(tmp_path):
    documents, removals, rejected, loads, readings = load_corpus(tmp_path)
    assert_frame_equal(documents, schemas.DOCUMENTS.empty())
    assert_frame_equal(removals, schemas.REMOVALS.empty())
    assert_frame_equal(rejected, schemas.REJECTED.empty())
    assert_frame_equal(loads, schemas.LOADS.empty())
    assert_frame_equal(readings, schemas.READINGS.empty())


LONG = "The vote came at dawn, and it changed little."


@pytest.mark.parametrize(
    ("register", "files", "outlets", "rejected"),
    [
        ("path,outlet\n.\\x\\a.txt,Desk", ["x/a"], {"x/a": "Desk"}, []),
        ("document_id;outlet\na;Desk", ["x/a"], {"a": "Desk"}, []),
        ("Document_ID , Outlet\na, Desk ", ["a"], {"a": "Desk"}, []),
        ("path,document_id,outlet\nwrong.txt,a,Desk", ["a"], {"a": "Desk"}, []),
        ("document_id,outlet\nna\u00efve,Desk", ["nai\u0308ve"], {"na\u00efve": "Desk"}, []),
        (
            "document_id,outlet\na,Desk",
            ["x/a", "y/a"],
            {"x/a": None, "y/a": None},
            [["documents.csv, row 1", "there is no text file for 'a'"]],
        ),
        (
            "path,outlet\nelsewhere/a.txt,Desk",
            ["x/a"],
            {"x/a": None},
            [["documents.csv, row 1", "there is no text file for 'elsewhere/a.txt'"]],
        ),
        (
            "document_id,outlet\na,Desk\na,Other",
            ["a"],
            {"a": "Desk"},
            [
                [
                    "documents.csv, row 2",
                    "a.txt has a row already, documents.csv, row 1; that one is used",
                ]
            ],
        ),
        (
            "document_id,outlet\n,Desk",
            ["a"],
            {"a": None},
            [
                [
                    "documents.csv, row 1",
                    "it must have a `document_id` or a `path`; it has neither",
                ]
            ],
        ),
        (
            "name,outlet\na,Desk",
            ["a"],
            {"a": None},
            [
                [
                    "documents.csv",
                    "a register must have a column `document_id` or `path`; it has "
                    "['name', 'outlet']",
                ]
            ],
        ),
        (
            "path,document_id\na.txt,b",
            ["a", "b"],
            {"b": None, "b~2": None},
            [["b.txt", "`document_id` 'b' is there already; the text is kept as b~2"]],
        ),
    ],
)
def test_registers(tmp_path, register, files, outlets, rejected):
    (tmp_path / "documents.csv").write_text(register, encoding="utf-8")
    for number, name in enumerate(files):
        path = tmp_path / f"{name}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{LONG} {number}", encoding="utf-8")
    corpus = load_corpus(tmp_path)
    found = corpus.documents.set_index("document_id")["outlet"]
    assert found.astype(object).where(found.notna(), None).to_dict() == outlets
    assert corpus.rejected.to_numpy().tolist() == rejected


def test_a_register_with_tabs_in_an_old_encoding(tmp_path):
    (tmp_path / "a.txt").write_text(LONG, encoding="utf-8")
    rows = "document_id\toutlet\na\tLe “Café” de Séoul\n"
    (tmp_path / "documents.tsv").write_bytes(rows.encode("cp1252"))
    corpus = load_corpus(tmp_path)
    assert corpus.documents["outlet"].tolist() == ["Le “Café” de Séoul"]
    assert corpus.rejected.empty


DAY = pd.Timestamp(2024, 12, 4)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-12-04", DAY),
        (" 2024-12-04 ", DAY),
        ("20241204", DAY),
        (20241204, DAY),
        (20241204.0, DAY),
        ("2024-12-04T23:30:00+09:00", DAY),
        ("2024-12-04 23:30", DAY),
        (date(2024, 12, 4), DAY),
        (datetime(2024, 12, 4, 23, 30), DAY),
        (pd.Timestamp("2024-12-04T23:30", tz="Asia/Seoul"), DAY),
        # None of these names exactly one day.
        ("2024", None),
        ("2024-12", None),
        (2024, None),
        ("04/12/2024", None),
        ("Dec. 4, 2024", None),
        ("on the 8th", None),
        ("2024-02-30", None),
        ("0000-12-04", None),
        ("2024-12-04 to 2024-12-06", None),
        (1733270400, None),
        (True, None),
        ("", None),
        (None, None),
        (float("nan"), None),
        (pd.NaT, None),
        ({"day": 4}, None),
        (["2024-12-04", "2024-12-05"], None),
    ],
)
def test_days_are_read_and_never_made_up(value, day):
    assert read_day(value) == day


def test_no_date_is_taken_from_a_text(tmp_path):
    text = f"Seoul waits\n\nSEOUL, Dec. 4, 2024 (US Desk) — {LONG}\n\nPublished: 2024-12-04\n"
    (tmp_path / "2024-12-04.txt").write_text(text, encoding="utf-8")
    documents = load_corpus(tmp_path).documents
    assert documents["published_on"].isna().all()


ODD_CELLS = [
    {"text": "\ud800 half"},
    {"text": "a", "author": ["A. Reporter", "B. Reporter"]},
    {"text": "b", "published_on": {"day": 4}, "document_id": 7},
    {"text": "c", "document_id": "\ud800"},
    {"text": 12},
    {"text": ["d"]},
    {"text": None},
    {"text": " \n"},
    {"text": "e", "author": {}, "outlet": True, "published_on": 10**30},
]


def test_odd_cells_of_a_table_raise_nothing(tmp_path):
    path = tmp_path / "odd.jsonl"
    path.write_text("\n".join(map(json.dumps, ODD_CELLS)), encoding="utf-8")
    corpus = load_corpus(path)
    schemas.check(corpus.documents, schemas.DOCUMENTS)
    documents = corpus.documents.set_index("document_id")
    assert documents["text"].to_dict() == {"7": "b", "\\ud800": "c", "odd-2": "a", "odd-9": "e"}
    assert documents.loc["odd-2", "author"] == "A. Reporter, B. Reporter"
    assert corpus.rejected.to_numpy().tolist() == [
        [
            "odd.jsonl, row 1",
            "`text` must be Unicode; character 0 is U+D800, half of a character",
        ],
        [
            "odd.jsonl, row 3",
            "`published_on` must be YYYY-MM-DD; it is {'day': 4}. The text is kept without a date",
        ],
        ["odd.jsonl, row 5", "`text` must hold text; it is of type int"],
        ["odd.jsonl, row 6", "`text` must hold text; it is of type list"],
        ["odd.jsonl, row 7", "`text` must hold text; it is empty"],
        ["odd.jsonl, row 8", "`text` must hold text; it is empty"],
        [
            "odd.jsonl, row 9",
            f"`published_on` must be YYYY-MM-DD; it is {10**30}. The text is kept without a date",
        ],
    ]


@given(
    content=st.binary(max_size=200),
    ending=st.sampled_from(["txt", "csv", "tsv", "json", "jsonl", "ris", "zip", "html", "pdf"]),
)
def test_any_bytes_become_documents_or_a_reason(content, ending, tmp_path_factory):
    path = tmp_path_factory.mktemp("bytes") / f"a.{ending}"
    path.write_bytes(content)
    corpus = load_corpus(path)
    schemas.check(corpus.documents, schemas.DOCUMENTS)
    schemas.check(corpus.removals, schemas.REMOVALS)
    schemas.check(corpus.rejected, schemas.REJECTED)
    assert len(corpus.documents) + len(corpus.rejected) > 0


def test_every_kind_of_table_gives_the_same_documents(tmp_path):
    table = pd.DataFrame(
        {
            "document_id": ["b", "a"],
            "text": ["By A. Reporter\n\nShare this article", "Seoul waits\n\n" + LONG],
            "published_on": ["2024-12-04", None],
            "outlet": ["Desk", "Desk"],
        }
    )
    table.to_csv(tmp_path / "t.csv", index=False)
    table.to_csv(tmp_path / "t.tsv", index=False, sep="\t")
    table.to_parquet(tmp_path / "t.parquet")
    table.to_json(tmp_path / "t.jsonl", orient="records", lines=True)
    for ending in ("csv", "tsv", "parquet", "jsonl"):
        corpus = load_corpus(tmp_path / f"t.{ending}")
        assert corpus.documents["document_id"].tolist() == ["a", "b"]
        assert corpus.documents["text"].tolist() == [table["text"][1], table["text"][0]]
        # No headline is guessed and nothing is taken out.
        assert corpus.documents["title"].isna().all()
        assert corpus.removals.empty
        assert corpus.rejected.empty
        assert corpus.documents["published_on"].tolist() == [pd.NaT, DAY]


def test_equal_texts_of_a_table_are_one_document(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("document_id,text\nb,Same\na,Same\nc,Other\n", encoding="utf-8")
    corpus = load_corpus(path)
    assert corpus.documents["document_id"].tolist() == ["a", "c"]
    assert corpus.rejected.to_numpy().tolist() == [["t.csv, row 1", "the same text as a"]]


def test_links_are_followed_once(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(LONG, encoding="utf-8")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "own").symlink_to(tmp_path / "texts")
    (tmp_path / "texts" / "up").symlink_to(tmp_path / "corpus")
    assert load_corpus(tmp_path / "corpus").documents["document_id"].tolist() == ["own/a"]


def test_a_file_name_that_is_no_unicode(tmp_path):
    try:
        with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "wb") as file:  # noqa: PTH123
            file.write(LONG.encode())
    except OSError:
        pytest.skip("this file system has Unicode names only")
    assert load_corpus(tmp_path).documents["document_id"].tolist() == ["caf\\udce9"]


def test_one_file_of_another_kind(tmp_path):
    path = tmp_path / "texts.log"
    path.write_text("Seoul waits.", encoding="utf-8")
    corpus = load_corpus(path)
    assert corpus.documents.empty
    assert corpus.rejected["path"].tolist() == ["texts.log"]
    assert corpus.rejected["reason"].item().startswith("a file must end in one of .txt, ")


RULE = "  - {reason: r, where: any, pattern: 'a+', include: [a], exclude: [b]}"


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ("line: 3", "own.yaml must have a list of rules `line`; it is 3."),
        (
            "line:\n  - {reason: r, where: any, pattern: 'a'}",
            "own.yaml, line 2: a rule must have ['reason', 'where', 'pattern', 'include', "
            "'exclude']; absent: ['include', 'exclude'].",
        ),
        (
            "line:\n" + RULE.replace("any", "below"),
            "own.yaml, line 2: `where` must be one of ['any', 'edges', 'later', 'top']; it is "
            "'below'.",
        ),
        (
            "line:\n" + RULE.replace("a+", "a("),
            "own.yaml, line 2: the pattern is not valid; missing ), unterminated subpattern at "
            "position 1.",
        ),
        (
            "line:\n" + RULE.replace("a+", "a*"),
            "own.yaml, line 2: the pattern must not match empty text. Ask for one character at "
            "least.",
        ),
    ],
)
def test_a_broken_junk_codebook_is_told_with_its_line(tmp_path, rules, message):
    path = tmp_path / "own.yaml"
    path.write_text(f"{rules}\nbeginning:\n{RULE}\n", encoding="utf-8")
    with pytest.raises(CodebookError) as error:
        load_junk_rules(path)
    assert str(error.value) == message


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


@pytest.mark.parametrize("fault", [OSError, AttributeError])
def test_where_memory_cannot_be_given_back_it_is_not(monkeypatch, fault):
    def refuse(name):
        raise fault(name)

    memory.give_back()
    monkeypatch.setattr(memory.ctypes, "CDLL", refuse)
    memory.give_back()

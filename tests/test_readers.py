"""Bytes on disk to text and tables; what cannot be read says why, and nothing is lost silently."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import make_parquet

from analysis.readers import UnreadableError, decode, read_content
from analysis.readers.decoding import decode_plain

ENGLISH = "The café’s owner said “no”. Nobody answered."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (ENGLISH, "utf-8-sig"),
        (ENGLISH, "cp1252"),
        ("The president’s ship ran aground.", "cp1252"),
        ("Le café à Séoul était fermé; ça va de soi, disait-on.", "latin-1"),
        (ENGLISH, "utf-16"),
        (ENGLISH, "utf-32"),
        ("The envoy left the hall.", "utf-16-le"),
        ("The envoy left the hall.", "utf-16-be"),
        ("서울은 조용했다. 투표는 새벽에 끝났다.", "cp949"),
        ("日本の船は座礁した。", "shift_jis"),
        ("中国外交部周三表示，这一决定是错误的。", "gb18030"),
        ("Посол покинул зал заседаний, никто не ответил на вопросы.", "cp1251"),
    ],
)
def test_encodings(text, encoding):
    assert decode(text.encode(encoding)) == text


def test_line_ends_and_control_characters():
    assert decode(b"a\r\nb\rc\nd\x0ce") == "a\nb\nc\nd\ne"
    assert decode(b"The envoy left.\x00 Nobody stayed.") == "The envoy left. Nobody stayed."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "it must hold text; it is empty"),
        (b" \r\n\t", "it must hold text; it is empty"),
        ("\ufeff".encode(), "it must hold text; it is empty"),
        (b"%PDF-1.7 text", "it must be plain text; it is a PDF. Save it as .txt"),
        (b"PK\x03\x04...", "it must be plain text; it is a zip archive or an Office document. "
         "Save it as .txt"),
        (b"MZ\x01\x02\x03\x04\x05\x06\x07text", "it must be plain text; it is binary. "
         "Save it as UTF-8"),
    ],
)  # fmt: skip
def test_what_is_no_text_says_why(content, message):
    with pytest.raises(UnreadableError) as error:
        decode(content)
    assert str(error.value) == message


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(content):
    try:
        text = decode(content)
    except UnreadableError:
        return
    assert text.strip()
    assert "\r" not in text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_utf8_is_kept_to_the_character(text):
    kept = text.replace("\u2028", "\n").replace("\u2029", "\n")
    assert decode(text.encode("utf-8")) == kept.removeprefix("\ufeff") or not kept.strip(
        "\ufeff \n"
    )


@pytest.mark.parametrize(
    ("content", "notes"),
    [
        (ENGLISH.encode(), ()),
        (ENGLISH.encode("utf-16"), ()),
        (ENGLISH.encode("cp1252"), ("encoding guessed: CP1252",)),
        ("서울은 조용했다. 투표는 새벽에 끝났다.".encode("cp949"), ("encoding guessed: CP949",)),
        (b"The envoy left.\x00", ("control characters left out: 1",)),
    ],
)
def test_what_was_guessed_or_left_out_is_noted(content, notes):
    assert decode_plain(content).notes == notes


def test_a_large_file_in_an_old_encoding_is_guessed_from_its_beginning():
    text = "서울은 조용했다. 투표는 새벽에 끝났다.\n" * 20_000
    decoded = decode_plain(text.encode("cp949"))
    assert decoded.text == text
    assert decoded.notes == ("encoding guessed: CP949",)


KINDS = {"csv": "CSV", "tsv": "TSV", "json": "JSON", "jsonl": "JSON Lines", "parquet": "Parquet"}


def read_table(name, content):
    kind = KINDS[name.rpartition(".")[2].lower()]
    content = content if isinstance(content, bytes) else content.encode()
    table, refused, _ = read_content(kind, content)
    return table, refused


TEXTS = ['He said "no", and left.\r\nThen: a;b\tc', " spaces ", "é文🙂", "'", '"', "a\x0bb"]


@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1))
def test_cells_are_kept_to_the_character(texts):
    table = pd.DataFrame({"text": [*texts, *TEXTS], "outlet": "Desk"})
    rows = "\n".join(json.dumps(row) for row in table.to_dict("records"))
    written = {
        "a.PARQUET": make_parquet(table),
        "a.json": json.dumps(table.to_dict("records")),
        "a.jsonl": rows,
        "b.jsonl": rows.replace("\n", "\r\n"),
        "a.csv": table.to_csv(index=False, quoting=1),
        "a.tsv": table.to_csv(index=False, quoting=1, sep="\t"),
    }
    for name, content in written.items():
        read, refused = read_table(name, content)
        assert refused == []
        assert read["text"].tolist() == table["text"].tolist()
        assert read.index.tolist() == list(range(1, len(table) + 1))


def test_tabs_without_quoting():
    content = 'document_id\ttext\n1\t"Stranded" allies\n2\tThe "end\n3\t"open\n'
    table, refused = read_table("a.tsv", content)
    assert table["text"].tolist() == ['"Stranded" allies', 'The "end', '"open']
    assert refused == []


def test_the_separator_of_other_countries():
    table, _ = read_table("a.csv", "document_id;text\n1;Yes, we left\n")
    assert table["text"].tolist() == ["Yes, we left"]


def test_a_table_in_an_old_encoding():
    table, _ = read_table("a.csv", f'text\n"{ENGLISH}"\n'.encode("cp1252"))
    assert table["text"].tolist() == [ENGLISH]


def test_broken_rows_are_refused_and_the_others_kept():
    content = 'text,outlet\na,b\nc\n"d"e,f\ng,h\n\ni,"j\nk,l\n'
    table, refused = read_table("a.csv", content)
    assert table["text"].tolist() == ["a", "g"]
    assert refused == [
        (2, "it must have 2 cells like the header; it has 1"),
        (3, "line 4 must be cells between ','; ',' expected after '\"'"),
        (
            6,
            "a quotation mark is opened on line 7 and never closed; all after it is lost. Close it",
        ),
    ]


def test_broken_json_lines_are_refused_and_the_others_kept():
    lines = ['{"text": "a", "n": 1}', "{", "[1]", "", '{"text": ' + "[" * 200_000, '{"text": "b"}']
    table, refused = read_table("a.jsonl", "\n".join(lines))
    assert table["text"].tolist() == ["a", "b"]
    # A number stays what it is, though another row lacks it.
    assert table["n"].tolist() == [1, None]
    assert [number for number, _ in refused] == [2, 3, 5]
    assert [reason for _, reason in refused][1:] == [
        "it must be a JSON object; it is a list",
        "it must be a JSON object; it is nested too deeply",
    ]


@pytest.mark.parametrize(
    ("name", "content", "beginning"),
    [
        ("a.parquet", "no parquet", "it must be a Parquet table; "),
        (
            "a.csv",
            "text,text\na,b\n",
            "each column must have a name of its own; repeated: ['text']",
        ),
        ("a.csv", b"PK\x03\x04", "it must be plain text; it is a zip archive"),
        ("a.tsv", b"\x89PNG", "it must be plain text; it is a picture"),
    ],
)
def test_what_is_no_table_says_why(name, content, beginning):
    with pytest.raises(UnreadableError) as error:
        read_table(name, content)
    assert str(error.value).startswith(beginning)


def test_empty_in_empty_out():
    for name in ("a.csv", "a.tsv", "a.jsonl"):
        table, refused = read_table(name, "")
        assert table.empty
        assert refused == []

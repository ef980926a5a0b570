"""YAML as the codebooks are read from it: what its words mean, and where its parts stand."""

from __future__ import annotations

import math
from datetime import date

import pytest
import yaml

from analysis.codebooks.frames import load_frames
from analysis.codebooks.parsing import Fields, Items, parse, read_plain
from analysis.codebooks.reading import HOUSE_CODEBOOKS, CodebookError, line_of, read_yaml
from analysis.pipeline.dictionaries import import_dictionary


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # Words that YAML 1.1 takes for truth values, and times that it takes for numbers.
        *[(word, word) for word in ("NO", "no", "yes", "on", "Off", "y", "12:30", "1:30:59")],
        ("true", True), ("False", False), ("tRUE", "tRUE"),
        ("null", None), ("~", None), ("", None), ("nULL", "nULL"),
        ("1_000", 1000), ("-7", -7), ("017", 17), ("08", 8), ("0o17", 15), ("0x1F", 31),
        ("0b11", 3), ("0x_", "0x_"), ("-_", "-_"), ("_1", "_1"),
        ("1.", 1.0), ("0.5", 0.5), ("-.5", -0.5), ("1e3", 1000.0), ("1.5e-3", 0.0015),
        (".inf", math.inf), ("-.INF", -math.inf), ("1.2.3", "1.2.3"),
        ("2024-10-01", date(2024, 10, 1)), ("2024-13-01", "2024-13-01"),
        ("2024-1-1", "2024-1-1"), ("2024-10-01 10:00", "2024-10-01 10:00"), ("<<", "<<"),
    ],
)  # fmt: skip
def test_what_a_word_without_quotation_marks_means(text, value):
    found = read_plain(text)
    assert (type(found), found) == (type(value), value)
    assert parse(f"a: {text}\nb: '{text}'") == {"a": value, "b": text}


def test_what_is_no_number_is_one():
    assert math.isnan(read_plain(".nan"))


def test_a_tag_is_left_aside():
    assert parse("a: !!int '3'\nb: !own {c: 1}\nc: !!str 4") == {"a": "3", "b": {"c": 1}, "c": "4"}


def test_an_alias_is_the_same_object_and_own_fields_go_before_merged_ones():
    book = parse("a: &a [1]\nb: *a\nc: &c {x: 1, y: 2}\nd: {y: 3, <<: *c}\ne: {<<: [{x: 0}, *c]}")
    assert book["b"] is book["a"]
    assert (book["d"], book["e"]) == ({"x": 1, "y": 3}, {"x": 0, "y": 2})


def test_each_part_knows_its_line():
    book = parse("# first\na:\n  - x\n  - {k: 1,\n     l: 2}\nb: [y,\n  z]\n")
    assert isinstance(book, Fields)
    assert isinstance(book["a"], Items)
    assert [line_of(book, key) for key in (None, "a", "b", "absent")] == [2, 2, 6, 2]
    assert [line_of(book["a"], key) for key in (None, 0, 1)] == [3, 3, 4]
    assert [line_of(book["a"][1], key) for key in ("k", "l")] == [4, 5]
    assert [line_of(book["b"], key) for key in (0, 1)] == [6, 7]
    assert [line_of("a"), line_of(None)] == [0, 0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\n--- \nb: 2\n", "own.yaml, line 2: must be YAML; but found another document."),
        ("a: *b\n", "own.yaml, line 1: must be YAML; found undefined alias 'b'."),
        ("a: 1\n? [b]\n: 2\n", "own.yaml, line 2: must be YAML; a key must be a word."),
        ("a: 1\n<<: 2\n", "own.yaml, line 2: must be YAML; only mappings can be merged with <<."),
        ("a: {b: 1,\n b: 2}\n", 'own.yaml, line 2: must be YAML; found duplicate key "b" with '
         'value "2" (original value: "1").'),
        ("a: \x07\n", "own.yaml must be YAML; unacceptable character #x0007: special characters "
         'are not allowed\n  in "<unicode string>", position 3.'),
        ("a: &a [*a]\n", "own.yaml must be a codebook; its parts are nested too deeply, or in "
         "themselves."),
        ("[" * 102 + "]" * 102, "own.yaml must be a codebook; its parts are nested too deeply, or "
         "in themselves."),
        ("[" * 100_000, "own.yaml must be a codebook; its parts are nested too deeply, or in "
         "themselves."),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(tmp_path, text, message):
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError) as told:
        read_yaml(path)
    assert str(told.value) == message


def test_a_hundred_parts_in_one_another_are_read():
    book = parse("[" * 100 + "]" * 100)
    depth = 0
    while book:
        (book,), depth = book, depth + 1
    assert depth == 99


def _lines_of(node) -> list:
    if not isinstance(node, Fields | Items):
        return []
    parts = node.values() if isinstance(node, Fields) else node
    return [node.line, node.lines, *map(_lines_of, parts)]


def test_without_libyaml_the_same_is_read(monkeypatch):
    texts = [path.read_text(encoding="utf-8") for path in sorted(HOUSE_CODEBOOKS.glob("r*.yaml"))]
    texts.append("a: &a {b: [1, no, '2']}\nc: {<<: *a}\n")
    fast = [parse(text) for text in texts]
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    slow = [parse(text) for text in texts]
    assert slow == fast
    assert list(map(_lines_of, slow)) == list(map(_lines_of, fast))


def test_an_imported_word_that_looks_like_a_number_stays_a_word(tmp_path):
    words = ["no", "1e3", "0o17", "1_000", "12", "null", "on"]
    path = tmp_path / "own.dic"
    entries = "".join(f"{word}\t1\n" for word in words)
    path.write_text(f"%\n1\tTrue\n%\n{entries}", encoding="utf-8")
    assert import_dictionary(path, tmp_path / "out.yaml").empty
    book = load_frames(tmp_path / "out.yaml")
    assert [cue.expression for cue in book.cues] == words
    assert book.frames == ["true"]

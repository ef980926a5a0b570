"""What is read in a fast way is read as the plain way would read it."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from sentencex import segment

from analysis.codebooks.reading import HOUSE_CODEBOOKS, read_yaml
from analysis.corpus.files import list_files
from analysis.corpus.junk import load_junk_rules
from analysis.corpus.languages import _find_words
from analysis.corpus.marks import MARKS, is_plain
from analysis.corpus.sketches import hash_runs
from analysis.frames import linking
from analysis.frames.cutting import RoughCut
from analysis.matching.clauses import clause_around, may_part
from analysis.matching.joints import _KINDS, Sentence
from analysis.readers.decoding import decode_plain
from analysis.readers.nexis import is_nexis
from analysis.segments import find_sentences
from analysis.segments.marks import _find_marks
from analysis.segments.overlooked import find_overlooked, may_overlook
from analysis.segments.paragraphs import find_paragraphs

TEXTS = st.text(st.sampled_from("aZİßé漢²½5_-' .,\n\t\x00\x1b\x7f\x85" + MARKS)) | st.text()


@given(TEXTS)
def test_words_are_runs_of_letters(text):
    assert _find_words(text) == re.findall(r"[^\W\d_]+", text)


@given(TEXTS)
@example("“Seoul’s – ‘plan’…”")
def test_a_plain_text_holds_ascii_and_common_marks(text):
    assert is_plain(text) == (re.search(rf"[^\x00-\x7f{MARKS}]", text) is None)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\x0b\x0c\x85\u2028\u2029")))
@example("\x00\x08\x7f")
@example("\t\n\x0e\x1f")
def test_control_characters_are_left_out_and_counted(text):
    text = f"Seoul waited for the vote, and for the morning after it.{text}"
    without = re.sub(r"[\x00-\x08\x0e-\x1f\x7f]", "", text)
    n = len(text) - len(without)
    if n <= 4:
        notes = (f"control characters left out: {n}",) if n else ()
        assert decode_plain(text.encode()) == (without, notes)


@given(TEXTS)
def test_runs_of_words_do_not_depend_on_what_stands_between_them(text):
    words = "".join(letter if letter.isalnum() and letter.isascii() else " " for letter in text)
    words += " one two three four five"
    assert hash_runs(words).tolist() == hash_runs(" — ".join(words.split())).tolist()


@pytest.mark.parametrize("more", [b"", b" and went on", b" and on" * 1000])
def test_a_file_is_read_as_it_is_now(tmp_path, more):
    path = tmp_path / "a.txt"
    path.write_bytes(b"Seoul waited")
    file = list_files(tmp_path).files[0]
    path.write_bytes(b"Seoul waited" + more)
    assert file.read() == b"Seoul waited" + more
    path.write_bytes(b"Seoul")
    assert file.read() == b"Seoul"


@pytest.mark.parametrize("signs", list(product((False, True), repeat=5)))
def test_three_of_five_signs_show_an_article_of_nexis(signs):
    lines = ["End of Document", "BODY", "Copyright 2024", "Load-Date: May 3", "Length: 9 words"]
    chosen = [line for line, is_there in zip(lines, signs, strict=True) if is_there]
    assert is_nexis(["Seoul waited for the end of document nine.", *chosen]) == (sum(signs) >= 3)


def test_white_space_before_junk_is_taken_with_it():
    rules = load_junk_rules()
    for rule in read_yaml(HOUSE_CODEBOOKS / "junk.yaml")["line"]:
        for line in rule["include"]:
            match = rules.line["upper"].match(f" \t{line}")
            assert match, line
            assert match.span() == (0, len(line) + 2)
            assert rules.reasons[match.lastgroup] == rule["reason"], line


@given(st.text(st.sampled_from("aB.’ (“”\"'«»「」『』)[]")))
@example("''a'''b''")
def test_marks_are_found_in_the_order_of_the_text(text):
    marks = re.finditer(r"[“”\"«»「」『』()\[\]]|''", text)
    assert _find_marks(text) == [(mark.start(), mark.group()) for mark in marks]


ENDS = st.lists(
    st.sampled_from(
        ["plan", "B", "É", ".", "..", "…", "U.S.", "Inc.", "miss.", "me", "”", '"', ")", "(", "“",
         "‘", "The", "Then", "A", "Theé", "Oslo", " ", " ", "\u3000", "\x1c", "\n", "\x85",
         "x" * 30]
    ),
    max_size=20,
).map("".join)  # fmt: skip


@settings(max_examples=500)
@given(ENDS)
@example("No plan B. The")
@example("a" * 24 + "(((((((((((((((((((((((((miss.”\u3000“Oslo")
@example("went...) He")
@example("went… He")
def test_what_is_overlooked_is_seen_to_be_possible(text):
    found = [find_overlooked(text[start:end]) for start, end in find_paragraphs(text)]
    (may,) = may_overlook([text])
    assert may or not any(found)
    assert find_sentences(text, may_overlook=may) == find_sentences(text)


def test_most_texts_are_seen_to_hold_nothing_overlooked():
    assert may_overlook(["He left the U.S. on Monday. The end.", "It was plan B. The end."]) == [
        False,
        True,
    ]


@given(st.lists(st.sampled_from(["Mr.", "He left.", "U.S.", "\n", " ", "“Yes.”", "é.", "?\u3000"])))
def test_the_splitter_leaves_nothing_out(pieces):
    text = "".join(pieces)
    assert "".join(segment("en", text)) == text


# Sentences out of words that join, words that look like them, marks and names.
SENTENCES = st.lists(
    st.sampled_from(
        ["Oslo", "Minsk", "Kyiv", "adrift", "lied", "kept its word", ", ", ",5 ", " and ", " but ",
         "; ", " — ", " - ", "--", " (", ") ", "“", "”", '"', ": ", ":", " so that ", " so ",
         " in spite of ", " in spite ", " even ", "even as", " SAID ", " which ", "that", " ", " ",
         "'s", "-", "_", "é", "\n"]
    ),
    min_size=1,
    max_size=20,
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(SENTENCES)
@example("Oslo lied, so that and in spite of-it, in spite  of --- all - but, said Minsk.")
def test_joints_are_found_as_one_pattern_would_find_them(text):
    words = sorted((word for word in _KINDS if word[0].isalpha()), key=len, reverse=True)
    pattern = re.compile(
        r"[;—()\[\]\"“”„«»]|--|:(?=\s)|,(?!\d)|(?<=\s)[-–](?=\s)"
        rf"|(?<![\w'-])(?:{'|'.join(words)})(?![\w'-])"
    )
    joints = pattern.finditer(text.lower())
    sentence = Sentence(text)
    assert sentence.joints == [(*joint.span(), _KINDS[joint.group()]) for joint in joints]
    shown = [(match.start(), match.group()) for match in re.finditer(r"[\w'-]+", text.lower())]
    assert list(zip(sentence.starts, sentence.words, strict=True)) == shown


@settings(max_examples=300, deadline=None)
@given(SENTENCES)
def test_words_that_nothing_parts_are_in_one_clause(text):
    spans = [match.span() for match in re.finditer(r"Oslo|Minsk|Kyiv|adrift|lied", text)]
    for one, other in zip(spans, spans[1:], strict=False):
        if not may_part(text, one[0], other[0] + 1):
            assert clause_around(text, *other)[0] <= one[0]
        if not may_part(text, one[0], other[1]):
            assert clause_around(text, *one)[1] >= other[1]


@pytest.mark.parametrize("is_rough", [True, False])
@pytest.mark.parametrize("shown", ["adrift", "while", "said"])
def test_clauses_are_cut_wherever_it_matters_who_is_linked(is_rough, shown):
    @settings(max_examples=200, deadline=None)
    @given(SENTENCES, SENTENCES, st.sampled_from(["", "Oslo", "Kyiv and Minsk"]))
    @example(", which lied and lied and lied and lied, is ", ".", "Oslo")
    @example("Oslo lied, and Minsk and Kyiv ", ".", "")
    @example(" kept its word ", " Minsk lied.", "Oslo")
    @example("", " Minsk lied.", "")
    def try_sentence(before, behind, first):
        text = f"{first}{before}{shown}{behind}"
        start = len(first + before)
        cue = start, start + len(shown)
        names = re.finditer(r"(Oslo|Minsk|Kyiv)(?: and (?:Oslo|Minsk))?", text)
        named = [linking._Target(*name.span(), (name.group(1),)) for name in names]
        assume(named)
        found = linking._in_image(text, cue, named, RoughCut() if is_rough else None)
        assert found == _link_plainly(text, cue, named, RoughCut() if is_rough else None)

    try_sentence()


def _link_plainly(text, cue, named, cut_roughly):
    start, end = cue
    before = [target for target in named if target.end <= start]
    behind = [target for target in named if target.start >= end]
    if behind and linking._OF.match(text[end : behind[0].start]):
        return behind[:1]
    if before and linking._owner_of(text, start, before):
        return before[-1:]
    first, last = (cut_roughly or clause_around)(text, start, end)
    subjects = [target for target in before if first <= target.start]
    if subjects:
        return linking._with_list(text, subjects)
    objects = [target for target in behind if target.end <= last]
    return objects[:1] or [target for target in before[-1:] if start - target.end < 40]

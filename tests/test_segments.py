"""Headlines and sentences with exact offsets."""

from __future__ import annotations

import re
from itertools import product
from operator import ge

import pytest
from hard_sentences import HELD_OUT, TUNED
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis import schemas
from analysis.codebooks.reading import CodebookError
from analysis.segments import find_sentences, joining, split_segments
from analysis.segments.abbreviations import load_abbreviations
from analysis.segments.marks import pair_marks
from analysis.segments.overlooked import find_overlooked, may_overlook
from analysis.segments.paragraphs import find_paragraphs
from analysis.segments.sentences import cut_paragraphs

MARKED = (TUNED + HELD_OUT).split("\n")


def cut(text):
    return [text[start:end] for start, end in find_sentences(text)]


@pytest.mark.parametrize("marked", [line for line in MARKED if line])
def test_cuts(marked):
    marked = marked.replace("\\n", "\n")
    assert cut(marked.replace("|", "")) == [piece.strip() for piece in marked.split("|")]


def test_there_are_enough_hard_items():
    assert len(MARKED) > 120


def test_the_headline_is_a_segment_of_its_own(make_documents):
    documents = make_documents("Seoul waits\n\nThe vote came. It passed.")
    segments = split_segments(documents.assign(title="Seoul waits"))
    assert segments["part"].tolist() == ["headline", "body", "body"]
    assert segments["text"].tolist() == ["Seoul waits", "The vote came.", "It passed."]
    assert segments["segment_id"].tolist() == ["d0:s0", "d0:s1", "d0:s2"]
    schemas.check(segments, schemas.SEGMENTS)


@pytest.mark.parametrize(
    ("title", "text", "parts"),
    [
        ("Seoul waits", "The vote came.", ["body"]),
        # A title that only begins the first sentence is no line of its own.
        ("Seoul", "Seoul waits. It passed.", ["body", "body"]),
        # A register writes marks and capitals in its own way.
        ("SEOUL 'WAITS'", "\n  Seoul ‘waits’ \nIt passed.", ["headline", "body"]),
        ("Will it hold? We ask", "Will it hold? We ask\r\nIt passed.", ["headline", "body"]),
        ("…", "It passed.", ["body"]),
        (None, "It passed.", ["body"]),
    ],
)
def test_which_titles_are_headlines(make_documents, title, text, parts):
    segments = split_segments(make_documents(text).assign(title=title))
    assert segments["part"].tolist() == parts


def test_offsets_count_characters_of_the_document(make_documents):
    text = "제목 🙂\n\nÉté came. “文 came. It went,” he said.\nU.S. forces left."
    segments = split_segments(make_documents(text).assign(title="제목 🙂"))
    assert len(segments) == 4
    for start, end, surface in zip(
        segments["start"], segments["end"], segments["text"], strict=True
    ):
        assert text[start:end] == surface


PIECES = st.sampled_from(
    [
        *"\n\r“”‘’\"'()[]. !?…•—",
        "''",
        "\n\n",
        "Mr. ",
        "Seoul",
        " é文🙂 ",
        "U.S. ",
        "3.5",
        " a ",
        "The ",
    ]
    + ["No. ", "1. ", "\u2028", "\u00a0", "Dec. ", "p.m. ", "he said. ", "“He left. ", "D\u00a0. "]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_character_but_white_space_is_in_one_segment(text):
    spans = find_sentences(text)
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_sentences_stay_in_their_paragraph(text):
    paragraphs = find_paragraphs(text)
    for start, end in find_sentences(text):
        assert any(first <= start and end <= last for first, last in paragraphs)


def test_the_same_cuts_wherever_the_search_begins():
    text = "One left. Two stayed.\n\nThree came. Four went."
    begin = text.index("Three")
    assert find_sentences(text, begin) == [
        span for span in find_sentences(text) if span[0] >= begin
    ]


@pytest.mark.parametrize("mark", ['"', "“", "‘", "(", "''", "«", "["])
def test_an_unclosed_mark_does_not_swallow_the_paragraph(mark):
    text = f"{mark}He said so. " + "Then he left. " * 30
    assert len(find_sentences(text)) == 31
    # The next pair is still a pair, whatever stood open before it.
    text += 'He said: "It is over. We lost." Then he left.'
    assert cut(text)[-2:] == ['He said: "It is over. We lost."', "Then he left."]


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u3000"])
def test_any_space_may_stand_between_a_capital_and_a_stop(space):
    text = f"George W{space}. Bush took vitamin D{space}. Then he left."
    assert cut(text) == [text.removesuffix(" Then he left."), "Then he left."]


@pytest.mark.parametrize("mark", [".", "!", "?", "…", "。", "؟", "۔", "।"])
def test_each_mark_that_ends_a_sentence_is_seen(mark):
    assert cut(f"He left{mark} The end") == [f"He left{mark}", "The end"]
    assert cut(f"“He left{mark}”") == [f"“He left{mark}”"]


def test_a_pair_too_far_apart_is_none():
    sentence = "Then he left. "
    assert len(find_sentences(f"“{sentence * 20}”")) == 1
    assert len(find_sentences(f"“{sentence * 200}”")) == 200


def test_an_inner_pair_belongs_to_its_outer_one():
    for text, paired, lone in (
        ("He: “a ‘b’ (c)” d", [(4, 15)], []),
        ('a " b', [], [(2, 3)]),
        ("''a'' it's", [(0, 5)], []),
    ):
        assert pair_marks(text, [(0, len(text))]) == (paired, lone)


@given(st.lists(PIECES, max_size=40).map("".join), st.integers(0, 9))
@example("“Oslo\n‘We’ left”\n(a", 0)
def test_marks_are_paired_in_each_paragraph_by_itself(text, begin):
    paragraphs = find_paragraphs(text, begin)
    paired, lone = [], []
    for start, end in paragraphs:
        found = pair_marks(text[start:end], [(0, end - start)])
        for spans, here in zip((paired, lone), found, strict=True):
            spans += [(start + first, start + last) for first, last in here]
    assume(not paragraphs or text[paragraphs[0][0] - 1 : paragraphs[0][0]] in ("", "\n", "\r"))
    assert pair_marks(text, paragraphs) == (paired, lone)


@settings(max_examples=500)
@given(
    st.sampled_from(["", "He knew ", "(", "No ", "12:30 ", "He left. ", "  "]),
    st.sampled_from(["it", "Gov", "Sen", "approx", "xiv", "ii", "miss", "J", "U.S", "p.m", "“Gen",
                     "a", "no", "é", "Ö", "he’s", "and\nCol"]),
    st.sampled_from([". ", ".  ", "! ", ".” ", ".\n", ") "]),
    st.sampled_from(["The", "(The", "“‘Oslo", "then", "“", "3", "É", "eBay", "A"]),
)  # fmt: skip
def test_plain_cuts_are_judged_as_all_others_are(before, word, stop, behind):
    text = f"{before}{word}{stop}{behind} end"
    at = len(text) - len(f"{behind} end")
    for begin, end in [*product(range(at), [len(text)]), (0, at + 1), (0, at + 2)]:
        for has_capitals in (True, False):
            cut = begin, at, end
            with pytest.MonkeyPatch.context() as patch:
                found = joining.is_cut_too_often(text, cut, has_capitals=has_capitals)
                patch.setattr(joining, "_PLAIN", re.compile("(?!)"))
                assert joining.is_cut_too_often(text, cut, has_capitals=has_capitals) is found


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
    paragraphs = find_paragraphs(text)
    pieces = [text[start:end] for start, end in paragraphs]
    may = may_overlook(pieces)
    assert all(map(ge, may, map(bool, map(find_overlooked, pieces))))
    assert cut_paragraphs(text, paragraphs, may) == find_sentences(text)


def test_most_texts_are_seen_to_hold_nothing_overlooked():
    assert may_overlook(["He left the U.S. on Monday. The end.", "It was plan B. The end."]) == [
        False,
        True,
    ]


WRAPPED = (
    "The two governments said on Monday that they\n"
    "would keep their ships in port until the\n"
    "Foreign Ministry had heard from the envoys.\n"
    "They gave no reason for the delay.\n"
    "\n"
    "In Seoul nobody was surprised by what the\n"
    "National Assembly had been told."
)


def test_lines_broken_at_a_width_are_one_paragraph():
    assert len(find_paragraphs(WRAPPED)) == 2
    assert [sentence.count("\n") for sentence in cut(WRAPPED)] == [2, 0, 1]


def test_an_empty_line_ends_a_paragraph_however_lines_end():
    text = "One ship left\r\n\r\nthree came\r\nback later.\u2028\nand no more"
    assert cut(text) == ["One ship left", "three came\r\nback later.", "and no more"]


def test_headlines_in_a_list_are_not_one_paragraph():
    lines = [
        "Ministers Agree To Meet Again Before The Year Ends",
        "Harbour Towns Wait For The Fleet That Never Came",
        "Envoys Leave The Capital Without Any Statement",
        "Traders Fear A Winter Without Any New Contracts",
    ]
    assert cut("\n".join(lines)) == lines


def test_input_unchanged_and_order_kept(make_documents):
    documents = make_documents("One. Two.", "Three.")
    before = documents.copy()
    segments = split_segments(documents)
    assert_frame_equal(documents, before)
    turned = split_segments(documents.iloc[::-1]).sort_values("segment_id", ignore_index=True)
    assert_frame_equal(segments.sort_values("segment_id", ignore_index=True), turned)


def test_empty_in_empty_out(make_documents):
    assert_frame_equal(split_segments(schemas.DOCUMENTS.empty()), schemas.SEGMENTS.empty())
    assert_frame_equal(split_segments(make_documents(" \n ")), schemas.SEGMENTS.empty())


def test_a_table_that_is_none_is_refused(make_documents):
    with pytest.raises(schemas.SchemaError):
        split_segments(make_documents("One.").drop(columns="title"))


def test_windows_cut_as_the_whole_would():
    sentence = "Gen. Lee of the U.S. Navy left on Dec. 3 at 5 p.m. sharp. "
    assert cut(sentence * 400) == [sentence.strip()] * 400


FIELDS = ["always", "before_name", "before_number", "may_end", "beginners", "ordinary", "speech"]


def test_the_abbreviation_list_can_be_edited(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("\n".join(f"{field}: [Xyz.]" for field in FIELDS), encoding="utf-8")
    assert load_abbreviations(path).always == {"Xyz."}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("always: 3", "own.yaml, line 1: `always` must be a list of words; it is 3."),
        (
            "always: [Mr., 3]",
            "own.yaml, line 1: `always` must hold words; it holds 3. Put it in quotation marks.",
        ),
    ],
)
def test_a_broken_list_is_told_with_its_line(tmp_path, line, message):
    path = tmp_path / "own.yaml"
    path.write_text(
        "\n".join([line, *(f"{field}: [Xyz.]" for field in FIELDS[1:])]), encoding="utf-8"
    )
    with pytest.raises(CodebookError) as error:
        load_abbreviations(path)
    assert str(error.value) == message

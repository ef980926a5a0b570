"""Headlines and sentences with exact offsets."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis import schemas
from analysis.segments import find_sentences, split_segments

# Each line is one text; bars mark the cuts.
MARKED = [
    "Mr. Kim met Gen. Lee on Dec. 3.| He left.",
    "The U.S. Navy left.| The U.S.-Japan pact held.",
    "“It ran aground. We saw it,” he said.| Then he left.",
    '"First. Second. Third."| He left.',
    '"Is it over?" she asked.| "It is," he said.',
    "He spoke... and left.| Nobody followed.",
    "Kim Jong-un spoke.| No. 1 on the list is steel.",
    "Growth was 3.5 percent.| Prices rose 2.1 percent.",
    "Gov. Park left at 5 p.m. Tuesday.| He met Sen. Cho.",
    "She came at 5 p.m.| The rest had gone.",
    "See p. 4 of the report.| It is long.",
    "He met J. Smith of the ROK Navy.| They talked.",
    "‘It is over,’ she said.| Nobody moved.",
    "First para.|\n\nSecond para goes\non here.|\nThird.",
    "It cost $1.2 bn. in all.| Nobody paid.",
    "Approx. 300 troops, incl. reserves, vs. 200 before.",
    "Prof. Ito of St. Mary's agreed.| Dr. Han did not.",
    "Was it Art. 9?| It was.",
    "The talks (Oct. 3 to Nov. 4) failed!| Why?",
]


@pytest.mark.parametrize("marked", MARKED)
def test_cuts(marked):
    text = marked.replace("|", "")
    assert [text[start:end] for start, end in find_sentences(text)] == [
        piece.strip() for piece in marked.split("|")
    ]


def test_the_headline_is_a_segment_of_its_own(make_documents):
    documents = make_documents("Seoul waits\n\nThe vote came. It passed.")
    segments = split_segments(documents.assign(title="Seoul waits"))
    assert segments["part"].tolist() == ["headline", "body", "body"]
    assert segments["text"].tolist() == ["Seoul waits", "The vote came.", "It passed."]
    assert segments["segment_id"].tolist() == ["d0:s0", "d0:s1", "d0:s2"]
    schemas.check(segments, schemas.SEGMENTS)


def test_a_title_that_is_not_in_the_text_is_no_headline(make_documents):
    documents = make_documents("The vote came.").assign(title="Seoul waits")
    assert split_segments(documents)["part"].tolist() == ["body"]


PIECES = st.sampled_from(
    [
        "Mr. ",
        "“",
        "”",
        '"',
        ". ",
        "! ",
        "\n",
        "\n\n",
        "Seoul",
        " é文🙂 ",
        "U.S. ",
        "3.5",
        " a ",
        "\r",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_every_character_but_white_space_is_in_one_segment(text):
    spans = find_sentences(text)
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)


def test_an_unclosed_mark_does_not_swallow_the_paragraph():
    text = '"He said so. ' + "Then he left. " * 30
    assert len(find_sentences(text)) == 31


def test_input_unchanged_and_order_kept(make_documents):
    documents = make_documents("One. Two.", "Three.")
    before = documents.copy()
    segments = split_segments(documents)
    assert_frame_equal(documents, before)
    turned = split_segments(documents.iloc[::-1]).sort_values("segment_id", ignore_index=True)
    assert_frame_equal(segments.sort_values("segment_id", ignore_index=True), turned)


def test_empty_in_empty_out():
    assert_frame_equal(split_segments(schemas.DOCUMENTS.empty()), schemas.SEGMENTS.empty())


def test_one_long_line_does_not_hang():
    text = 'He said "no. Then he left. ' * 40_000
    began = time.perf_counter()
    find_sentences(text)
    assert time.perf_counter() - began < 30

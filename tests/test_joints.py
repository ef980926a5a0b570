"""Clauses are cut in a fast way, and only where it matters, as the plain way would cut them."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from analysis.frames import linking
from analysis.frames.cutting import cut_roughly
from analysis.matching.clauses import clause_around, may_part
from analysis.matching.joints import _KINDS, Sentence

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

NAMES = re.compile("Oslo|Kyiv|Minsk")


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


@pytest.mark.parametrize("with_care", [True, False])
@pytest.mark.parametrize("shown", ["adrift", "while", "said"])
def test_clauses_are_cut_wherever_it_matters_who_is_linked(with_care, shown):
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
        found = linking._in_image(text, cue, named, with_care=with_care)
        cut = clause_around if with_care else cut_roughly
        assert found == _link_plainly(text, cue, named, cut)

    try_sentence()


def _link_plainly(text, cue, named, cut):
    start, end = cue
    before = [target for target in named if target.end <= start]
    behind = [target for target in named if target.start >= end]
    if behind and linking._OF.match(text[end : behind[0].start]):
        return behind[:1]
    if before and linking._owner_of(text, start, before):
        return before[-1:]
    first, last = cut(text, start, end)
    subjects = [target for target in before if first <= target.start]
    if subjects:
        return linking._with_list(text, subjects)
    objects = [target for target in behind if target.end <= last]
    return objects[:1] or [target for target in before[-1:] if start - target.end < 40]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["two ", "Both ", "THREE ", "three-", "both", "Two old ", "tow ", "the other ",
             "of the ", "well-known ", "twofold ", "so ", "many, ", " "]
        ),
        max_size=9,
    ).map("".join)
)  # fmt: skip
@example("so two of the other old well-known ")
def test_countries_are_counted_wherever_a_pattern_finds_a_number(words):
    text = f"Oslo and Kyiv and Minsk: {words}ships"
    start = len(text) - len("ships")
    named = [linking._Target(*found.span(), (found.group(),)) for found in NAMES.finditer(text)]
    match = linking._NUMBERED.search(text, start - 60 if start > 60 else 0, start)
    wanted = linking._COUNTS[match.group(1).lower()] if match else 0
    assert linking._counted(text, start, named) == named[:wanted]

"""Many phrases in one pass."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.matching.phrases import compile_phrases, fold, lower, may_hold


def test_the_longest_phrase_wins_and_words_are_whole():
    matcher = compile_phrases(["Korea", "South Korea", "U.S.", "US"])
    text = "South Korea, Koreas and the U.S. or USA, US."
    assert matcher.spans(text) == [(0, 11, "South Korea"), (28, 32, "U.S."), (41, 43, "US")]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Côte d’Ivoire’s vote", "Côte d'Ivoire"),
        ("South\u00a0Korea", "South Korea"),
        ("South\nKorea", "South Korea"),
        ("Kim Jong‑un", "Kim Jong-un"),
    ],
)
def test_apostrophes_spaces_and_hyphens_are_equal(text, phrase):
    ((start, end, found),) = compile_phrases([phrase]).spans(text)
    assert (start, end, found) == (0, len(phrase), phrase)


@given(st.text())
def test_folding_keeps_every_offset(text):
    assert len(fold(text)) == len(text)


@given(
    st.lists(st.text("abc -", min_size=1, max_size=4).map(str.strip).filter(bool), max_size=6),
    st.text("abc -", max_size=30),
)
def test_the_trie_finds_what_a_flat_alternation_finds(phrases, text):
    ordered = sorted(set(phrases), key=len, reverse=True)
    flat = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered)) or '(?!)'})(?!\w)")
    expected = [(m.start(), m.end(), m.group()) for m in flat.finditer(text)]
    assert compile_phrases(phrases).spans(text) == expected


def test_no_phrases_match_nothing():
    assert compile_phrases([]).spans("anything") == []


_WORDS = st.sampled_from(["A", "b", "É", "A b", "b A", "bA", "A-b", "b b"])


_PHRASES = st.text("abcé.' -", min_size=1, max_size=4).map(str.strip).filter(bool)


@given(
    st.lists(_PHRASES, max_size=5),
    st.lists(_PHRASES, max_size=2),
    st.lists(st.text("aAbBcé.'’ -\u2011\n\u00a0“", max_size=20), max_size=5),
)
def test_no_text_that_holds_a_phrase_is_passed_over(phrases, endings, texts):
    whole = compile_phrases(phrases).pattern
    ends = [re.compile(rf"{re.escape(fold(ending))}(?!\w)") for ending in endings]
    found = may_hold(texts, phrases, endings=endings)
    assert len(found) == len(texts)
    for text, may in zip(texts, found, strict=True):
        lowered = lower(fold(text))
        assert may or not any(pattern.search(lowered) for pattern in [whole, *ends])


def test_most_texts_are_passed_over():
    texts = ["A pact", "an impact", "pacts", "PACT?", "“U.S. law”", "the US law", "isn’t", "no t"]
    assert may_hold(texts, ["pact", "U.S."], endings=["n't"]) == [
        True, False, False, True, True, False, True, False,
    ]  # fmt: skip
    assert may_hold(texts, []) == [False] * len(texts)
    assert may_hold([], ["pact"]) == []

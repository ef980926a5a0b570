"""The automaton that says where a phrase may stand, held against one that tries each place."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from analysis.matching.automaton import Automaton, PhraseFinder
from analysis.matching.cues import CueFinder, Hit
from analysis.matching.expressions import list_orders, write_pattern
from analysis.matching.flattening import FlatText
from analysis.matching.phrases import compile_phrases, fold, lower

PHRASES = (
    "run", "ru*", "run aground", "run-up", "the peak of", "dáil", "u.s", "aground", "élan", "日本",
    "'em",
)  # fmt: skip
EXPRESSIONS = (
    "run~ aground", "run~ ... aground", "(the|a) (peak|height)^ of", "peak of? trilateral*",
    "in (its|their) ...2 wake", "wake", "(in the|at) wake", "ship^ <2> leak~", "dáil",
    "on an? (even keel|keel's)", "élan", "(élan|日本) ... ships", "é* ship^",
    "ship^ ... (about it|with them)", "run~ ... that ... ship^", "at ... trilateral? keel",
    "of ... trilateral* keel",
)  # fmt: skip
WORDS = st.sampled_from(
    [
        "on", "run", "ran", "runs", "aground", "the", "a", "an", "peak", "heights", "of", "in",
        "trilateral", "trilateralism", "its", "their", "wake", "at", "ship", "ships", "leak",
        "leaking", "dáil", "éin", "wakeé", "u.s.", "run-up", "even", "keel", "keel's", "İn",
        "élan", "lan", "日本", "本", "'em", "em", "about", "it", "with", "them", "that",
    ]
)  # fmt: skip
GAPS = st.sampled_from(
    [" ", " ", " ", "  ", "\n", "\n\n", ", ", ". ", "-", " \n", "\u00a0 ", "’", "“"]
)
TEXTS = st.lists(st.tuples(WORDS, GAPS, st.booleans()), max_size=14).map(
    lambda parts: "".join((word.upper() if loud else word) + gap for word, gap, loud in parts)
)


def starts_of(phrase: str, text: str) -> list[int]:
    """Say where a phrase stands."""
    before = r"(?<!\w)" if phrase[0].isalnum() else ""
    after = "" if phrase.endswith("*") else r"(?!\w)"
    pattern = rf"{before}(?={re.escape(phrase.rstrip('*'))}{after})"
    return [match.start() for match in re.finditer(pattern, lower(text))]


@given(TEXTS)
@example("run aground, rerun aground, run\naground")
@example("éin wake, wakeé, the “peak of  élan, lan")
def test_a_phrase_that_is_there_is_found_at_its_place(text):
    found = Automaton(PHRASES).find(fold(text))
    for number, phrase in enumerate(PHRASES):
        starts = {start for found_number, start, _ in found if found_number == number}
        assert starts >= set(starts_of(phrase, fold(text)))
        assert all(0 <= start <= len(text) for start in starts)


@given(TEXTS)
@example("South  Korea, a run-up; U.S.A., 'em")
@example("u.s.a, u.s._, _'em, rock'em")
@example("éRun, runé, “run”, the peak ofé, u.s.é, é'em")
@example("the u.s.x, u.s. and them'em, 'em")
def test_phrases_are_those_that_a_pattern_finds(text):
    phrases = ["Run", "run", "run aground", "run-up", "the peak of", "dáil", "u.s.", "élan", "'em"]
    folded = fold(text)
    expected = compile_phrases(phrases).spans_of_folded(folded)
    assert PhraseFinder(phrases).spans(folded) == expected


@given(TEXTS)
@example("in the\nwake, in its long wake, in their  own  wake")
@example("The ship was leaking. A leak in ships")
@example("run it aground, run on that on ships, at a keel, of a trilateralism keel")
def test_cues_are_those_that_a_pattern_finds_at_each_place(text):
    folded = lower(fold(text))
    expected = {
        Hit(start, match.end(), number)
        for number, expression in enumerate(EXPRESSIONS)
        for tokens in list_orders(expression)
        for pattern in [re.compile(write_pattern(tokens) + r"(?!\w)")]
        for start in range(len(folded))
        if not start or not re.match(r"\w", folded[start - 1])
        for match in [pattern.match(folded, start)]
        if match and not _crosses_a_blank_line(text, start, match.end())
    }
    found = {
        hit
        for hit in CueFinder(EXPRESSIONS).find(text)
        if not _crosses_a_blank_line(text, hit.start, hit.end)
    }
    assert found == expected


@given(TEXTS)
@example("Aground, run aground, “run-up”, 'em; U.S. élan, run  aground, in\nthe wake")
def test_words_beside_cues_are_those_that_a_pattern_finds(text):
    words = ["aground", "run aground", "run", "run-up", "u.s.", "dáil", "élan", "'em", "日本", "in"]
    lowered = lower(fold(text))
    finder = CueFinder(EXPRESSIONS, words)
    expected = [
        (match.start(), match.end(), word)
        for word in words
        for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", lowered)
    ]
    hits, found = finder.find_both(FlatText(text))
    assert found == sorted(expected, key=lambda span: (span[0], -span[1]))
    assert hits == finder.find(text) == CueFinder(EXPRESSIONS).find(text)


@given(st.text(st.sampled_from("aÉİ’“— \n\t\u00a0")))
@example("  a   \n A\n\n\na  ")
def test_a_flat_text_has_single_spaces_and_keeps_its_places(text):
    flat = FlatText(text)
    spaced = lower(fold(text.replace("\n\n", "\0\0")))
    for mark, sign in ("“\x01", "—\x04"):
        spaced = spaced.replace(mark, sign)
    assert flat.lowered == spaced
    assert flat.text == re.sub(" +", " ", spaced)
    places = [start for _, start in flat.find_places([(0, at) for at in range(len(flat.text))])]
    assert places == [
        at for at, letter in enumerate(spaced) if letter != " " or spaced[at - 1 : at] != " "
    ]


def _crosses_a_blank_line(text: str, start: int, end: int) -> bool:
    return "\n\n" in text[start:end]


def test_places_hold_where_spaces_are_many():
    text = "  The   run  aground \n\n run    aground"
    hits = CueFinder(["run aground"]).find(text)
    assert [text[hit.start : hit.end] for hit in hits] == ["run  aground", "run    aground"]


def test_no_cue_crosses_a_blank_line():
    finder = CueFinder(["run~ ... aground", "run~ it"])
    text = "It ran it\n\naground, ran it\naground."
    found = [text[hit.start : hit.end] for hit in finder.find(text)]
    assert found == ["ran it", "ran it", "ran it\naground"]


def test_a_word_beside_cues_keeps_its_marks():
    _, words = CueFinder(["ship"], ["man–of–war"]).find_both(
        FlatText("A Man–of–War, a man-of-war, a man—of—war")
    )
    assert words == [(2, 12, "man–of–war")]


def test_a_word_may_lead_to_cues_that_need_another_and_to_those_that_need_none():
    finder = CueFinder(["run~ ... it", "run~ ... aground"])
    assert finder.find("run to it aground") == [Hit(0, 9, 0), Hit(0, 17, 1)]
    assert finder.find("run to it") == [Hit(0, 9, 0)]
    assert finder.find("run aground") == [Hit(0, 11, 1)]

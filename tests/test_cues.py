"""The cue language."""

from __future__ import annotations

import pytest

from analysis.matching.cues import CueFinder
from analysis.matching.expressions import CueError, forms_of
from analysis.matching.phrases import lower


def find(expression: str, text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in CueFinder([expression]).find(text)]


@pytest.mark.parametrize(
    ("expression", "text", "expected"),
    [
        ("run~ ... aground", "It ran slowly aground.", ["ran slowly aground"]),
        ("run~ ... aground", "It ran. Then aground.", []),
        ("run~ ... aground", "It ran one two three four five aground.", []),
        ("ship^ of state", "Ships of state, a ship of state", ["Ships of state", "ship of state"]),
        ("trilateral*", "Trilateralism and bilateral ties", ["Trilateralism"]),
        ("(peak|height^) of", "the heights of power, peak of it", ["heights of", "peak of"]),
        ("on an? even keel", "on an even keel, on even keel", ["on an even keel", "on even keel"]),
        ("in (its|their) wake", "In their wake they left", ["In their wake"]),
        ("at the helm", "at the helmet", []),
        ("lose~ ... way", "They lost their way.", ["lost their way"]),
        ("(supreme|constitutional) court", "the Supreme Court's view", ["Supreme Court"]),
        ("(hit~|strike~) the? reef^", "struck reefs, hit a reef's", ["struck reefs"]),
        ("econom* of? scal*", "economies of scale, Economic scaling",
         ["economies of scale", "Economic scaling"]),
        ("peace talk*", "Peace talking of peace, talks", ["Peace talking"]),
        ("ball ... in ... court", "The ball is in China's court.", ["ball is in China's court"]),
    ],
)  # fmt: skip
def test_expressions(expression, text, expected):
    assert find(expression, text) == expected


def test_forms_are_shown_to_the_reader():
    assert forms_of("(hit~|strike~) the? reef^") == [
        "hit|hits|hitting|strike|strikes|struck|striking", "the", "reef|reefs",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "expression", ["", "...", "(run", "run)", "the? ship", "r$n", "run || walk"]
)
def test_what_is_no_expression_is_refused(expression):
    with pytest.raises(CueError):
        forms_of(expression)


def test_lower_case_keeps_every_offset():
    assert len(lower("İSTANBUL ﬀ")) == len("İSTANBUL ﬀ")


def test_a_cue_beside_others_with_the_same_first_word_is_found():
    """A stem, a word alone and a longer cue may begin alike: none hides another."""
    finder = CueFinder(["econom*", "economic", "economic (war|wars)", "econom* of scale"])
    text = "Economic wars, economies of scale, economic"
    assert [(text[hit.start : hit.end], hit.number) for hit in finder.find(text)] == [
        ("Economic", 0), ("Economic", 1), ("Economic wars", 2), ("economies", 0),
        ("economies of scale", 3), ("economic", 0), ("economic", 1),
    ]  # fmt: skip


def test_a_word_is_not_found_in_a_longer_one_of_which_another_cue_has_the_stem():
    finder = CueFinder(["ship", "ship* ahoy"])
    text = "A ship, ships, a ship's, shipping ahoy"
    assert [(text[hit.start : hit.end], hit.number) for hit in finder.find(text)] == [
        ("ship", 0), ("ship", 0), ("shipping ahoy", 1),
    ]  # fmt: skip


def test_a_joined_word_hides_its_parts_where_it_is_found():
    finder = CueFinder(["war", "torn", "war-torn", "war-weary nation^", "'em", "em"])
    text = "war-torn, war-weary nations, a war-weary man, post-war, 'em, em, y'em"
    assert [(text[hit.start : hit.end], hit.number) for hit in finder.find(text)] == [
        ("war-torn", 2), ("war-weary nations", 3), ("war", 0), ("war", 0), ("'em", 4), ("em", 5),
        ("em", 5),
    ]  # fmt: skip


def test_of_joined_words_that_begin_alike_the_longest_is_found():
    finder = CueFinder(["war-torn", "war-torn-ish", "war-torn-ish land"])
    text = "war-torn-ish land, war-torn land"
    assert [(text[hit.start : hit.end], hit.number) for hit in finder.find(text)] == [
        ("war-torn-ish", 1), ("war-torn-ish land", 2), ("war-torn", 0),
    ]  # fmt: skip


def test_two_words_that_begin_a_cue_alike_are_tried_from_the_longer():
    """Beside the word alone, as everywhere, the longest of what begins with it."""
    assert find("(pull|pull out|pull out of)", "They pull out of it, pull at it.") == [
        "pull", "pull out of", "pull",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        (
            "a ...9 a ...9 a ...9 a ...9 b",
            "an expression must leave at most 1,000 ways to read it, through words that may be "
            "absent or come between; it leaves 10,000: 'a ...9 a ...9 a ...9 a ...9 b'. Split it "
            "in two",
        ),
        (
            "a" + " a?" * 10,
            "an expression must leave at most 1,000 ways to read it, through words that may be "
            "absent or come between; it leaves 1,024: 'a a? a? a? a? a? a? a? a? a? a?'. Split it "
            "in two",
        ),
        (
            " ".join(["(a|a a|a a a|a a a a)"] * 5),
            "an expression must leave at most 1,000 ways to read it, through words that may be "
            "absent or come between; it leaves 1,024: "
            f"'{' '.join(['(a|a a|a a a|a a a a)'] * 5)}'. Split it in two",
        ),
        (
            "(run~ run~ run~ run~ run~ run~)",
            "a part in brackets must have at most 2,000 forms; 'run~ run~ run~ run~ run~ run~' has "
            "more. Split it in two",
        ),
        ("a" * 2_001, "an expression must have at most 2,000 characters; it has 2,001"),
    ],
)
def test_an_expression_that_would_be_tried_for_ever_is_refused(expression, message):
    with pytest.raises(CueError) as error:
        CueFinder([expression])
    assert str(error.value) == message


@pytest.mark.parametrize(
    "expression",
    ["a ...9 a ...9 a ...9 b", "a" + " a?" * 9 + " b", "a* ... a* ... a* ... a* ... b", "a <9> b"],
)
@pytest.mark.parametrize(
    "text", ["a " * 500, "a" * 5_000, "a, " * 500, "a" + " " * 5_000, "a-" * 2_000]
)
def test_the_most_that_is_allowed_ends(expression, text):
    """Beyond the bound these texts would take hours."""
    assert CueFinder([expression]).find(text) == []

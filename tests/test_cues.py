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

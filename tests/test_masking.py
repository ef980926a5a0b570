"""What a scorer sees names no country."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.codebooks.countries import load_countries
from analysis.matching.masking import OTHER, TARGET, mask_countries

ALIASES = sorted(
    surface
    for surface, aliases in load_countries().aliases.items()
    if aliases[0].kind in ("name", "demonym", "capital", "seat", "leader", "party")
)


def mask(text: str, target: str, **options):
    start = text.index(target)
    return mask_countries(text, start, start + len(target), **options)


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("The United States' envoy left.", "United States", f"{TARGET} envoy left."),
        ("An Iranian poet met a Peruvian.", "Iranian", f"{TARGET} poet met {OTHER}."),
        ("Japan’s vote and Japan's voters.", "Japan", f"{TARGET} vote and {OTHER} voters."),
        ("He lives in the U.S.", "U.S.", f"He lives in {TARGET}."),
        ("The U.S.-Japan pact", "Japan", f"{OTHER}-{TARGET} pact"),
        ("He left the U.S. Peru stayed.", "Peru", f"He left {OTHER}. {TARGET} stayed."),
        ("He left the U.S. “But why?”", "U.S.", f"He left {TARGET}. “But why?”"),
        ("He left the U.S. office.", "U.S.", f"He left {TARGET} office."),
        ("‘Trust the Philippines’ it said.", "Philippines", f"‘Trust {TARGET}’ it said."),
        ("The ‘old’ Philippines’ navy", "Philippines", f"The ‘old’ {TARGET} navy"),
        (
            "Pyongyang fired; the North denied it.",
            "the North",
            f"{OTHER} fired; {TARGET} denied it.",
        ),
    ],
)
def test_article_possessive_and_stop_go_with_the_name(text, target, expected):
    masked = mask(text, target)
    assert masked.text == expected
    assert masked.text[masked.start : masked.end] == TARGET


def test_a_relation_keeps_its_own_words():
    masked = mask(
        "They fear the Seoul-Tokyo pact is dead.", "the Seoul-Tokyo pact", keep_words=True
    )
    assert masked.text == f"They fear {OTHER}-{OTHER} pact is dead."
    assert masked.text[masked.start : masked.end] == f"{OTHER}-{OTHER} pact"


@given(
    st.sampled_from(ALIASES), st.sampled_from(ALIASES), st.sampled_from(["", "the ", "a ", "an "])
)
def test_no_name_leaves_a_trace(name, other, article):
    def masked(target: str, neighbour: str) -> tuple:
        text = f"Critics said {article}{target} envoy had failed, unlike {neighbour}'s own."
        start = text.index(target)
        return mask_countries(text, start, start + len(target))

    expected = f"Critics said {TARGET} envoy had failed, unlike {OTHER} own."
    assert masked(name, other).text == expected


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (0, 99)])
def test_offsets_outside_the_text_are_refused(start, end):
    with pytest.raises(
        ValueError,
        match="^`start` and `end` must mark a part of the text, which has "
        rf"5 characters; they are {start} and {end}\.$",
    ):
        mask_countries("Japan", start, end)

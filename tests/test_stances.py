"""The join gives each mention and relation what is its own, and leaves the rest missing."""

from __future__ import annotations

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis import schemas
from analysis.mentions import find_mentions, find_relations
from analysis.quotations import find_quotations, resolve_speakers
from analysis.segments import split_segments
from analysis.stances import join_stances

TEXTS = (
    "Oslo and Lima kept their treaty. “Tokyo lied,” said Jan Berg.",
    "Cairo waited.",
    "Rome is silent, and the alliance with Paris holds.",
)


@pytest.fixture
def documents(make_documents):
    documents = make_documents(*((text, f"2024-05-0{day}") for day, text in enumerate(TEXTS, 1)))
    return documents.assign(outlet=["Wire", None, "Post"])


@pytest.fixture
def made(documents):
    segments = split_segments(documents)
    mentions = find_mentions(documents, segments)
    quotations = find_quotations(documents, segments)
    targets = mentions["mention_id"].tolist()
    scores = [
        {"target_id": target, "scorer": scorer, "sentiment": value}
        for scorer, value, chosen in (("a", 1.0, targets[::2]), ("b", -0.5, targets))
        for target in chosen
    ]
    return {
        "segments": segments,
        "mentions": mentions,
        "relations": find_relations(documents, segments, mentions),
        "quotations": resolve_speakers(documents, segments, quotations, mentions),
        "scores": schemas.SCORES.build(scores),
        "tones": schemas.TONES.build([{"target_id": targets[-1], "certainty": 0.25, "n_cues": 1}]),
        "frames": schemas.FRAMES.empty(),
        "frame_countries": schemas.FRAME_COUNTRIES.empty(),
    }


def test_each_target_gets_what_is_its_own(documents, made):
    stances = join_stances(documents, made, scorer="a")
    names = stances["target_id"].tolist()
    assert names == [*made["mentions"]["mention_id"], *made["relations"]["relation_id"]]
    mentions = stances[stances["target"] == "mention"]
    assert mentions["sentiment"].notna().tolist() == [n % 2 == 0 for n in range(len(mentions))]
    assert stances["sentiment"].dropna().unique().tolist() == [1.0]
    assert stances["certainty"].dropna().tolist() == [0.25]
    by_surface = stances.set_index("surface")
    assert by_surface.loc["Cairo", "evidence"] == "Cairo waited."
    assert pd.isna(by_surface.loc["Cairo", "outlet"])
    assert by_surface.loc["Rome", "outlet"] == "Post"
    assert by_surface.loc["Rome", "published_on"] == pd.Timestamp("2024-05-03")
    assert by_surface.loc["Tokyo", "speaker"] == "Jan Berg"
    assert pd.isna(by_surface.loc["Oslo", "speaker"])
    assert by_surface.loc["their treaty", "relation"] == "NOR-PER"
    assert pd.isna(by_surface.loc["their treaty", "country"])
    assert pd.isna(by_surface.loc["Oslo", "relation"])


def test_the_order_of_rows_does_not_matter_and_no_table_is_changed(documents, made):
    stances = join_stances(documents, made, scorer="b")
    before = {name: table.copy() for name, table in made.items()}
    turned = {name: table.iloc[::-1] for name, table in made.items()}
    joined = join_stances(documents.iloc[::-1], turned, scorer="b")
    key = ["target", "target_id"]
    assert_frame_equal(
        joined.sort_values(key, ignore_index=True), stances.sort_values(key, ignore_index=True)
    )
    for name, table in before.items():
        assert_frame_equal(made[name], table)


@pytest.mark.parametrize("gone", ["mentions", "relations"])
def test_there_may_be_none_of_one_kind(documents, made, gone):
    made[gone] = made[gone].iloc[:0]
    stances = join_stances(documents, made, scorer="b")
    assert len(stances) == len(made["mentions"]) + len(made["relations"])
    assert gone.removesuffix("s") not in set(stances["target"])


def test_empty_in_empty_out(documents, made):
    made |= {name: made[name].iloc[:0] for name in ("mentions", "relations")}
    assert_frame_equal(join_stances(documents, made, scorer="b"), schemas.STANCES.empty())

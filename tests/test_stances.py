"""The join gives each mention and relation what is its own, and leaves the rest missing."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis import schemas
from analysis.mentions import find_mentions, find_relations
from analysis.quotations import find_quotations, resolve_speakers
from analysis.segments import split_segments
from analysis.stances import _find_quotations, join_stances

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


PLACES = st.tuples(st.sampled_from("de"), st.integers(0, 30), st.integers(0, 12))


@given(st.lists(PLACES, max_size=9), st.lists(PLACES, min_size=1, max_size=6))
@example([("d", 0, 12), ("d", 2, 4), ("e", 0, 12)], [("d", 3, 2), ("d", 9, 1), ("e", 3, 40)])
def test_of_quotations_around_a_target_the_innermost_counts(quoted, asked):
    rows = [
        {"quotation_id": f"q{n}", "document_id": name, "start": start, "end": start + length + 1}
        for n, (name, start, length) in enumerate(quoted)
    ]
    quotations = pd.DataFrame(rows, columns=["quotation_id", "document_id", "start", "end"])
    spans = [(start, start + length) for _, start, length in asked]
    expected = []
    for (name, *_), (start, end) in zip(asked, spans, strict=True):
        around = [
            (each["start"] - each["end"], each["start"], each["quotation_id"])
            for each in rows
            if each["document_id"] == name and each["start"] <= start and end <= each["end"]
        ]
        expected.append(int(max(around)[-1][1:]) if around else -1)
    places = {"start": [start for start, _ in spans], "end": [end for _, end in spans]}
    found = _find_quotations([name for name, *_ in asked], places, quotations)
    assert found.tolist() == expected


def test_an_image_is_of_who_stands_in_it_in_that_segment(documents, made):
    """Neither what is denied nor the plain thing is an image; a tie's is not its states'."""
    mentions, relations = made["mentions"], made["relations"]
    where = mentions.set_index("surface")["segment_id"]
    facts = [
        ("f0", where["Oslo"], 0.5, False, "sea", "NOR", None),
        ("f1", where["Oslo"], 0.9, False, "peak", "NOR", None),
        ("f2", where["Oslo"], 0.9, True, "road", "PER", None),
        ("f3", where["Oslo"], 0.9, False, "fire", "PER", "NOR-PER"),
        ("f4", where["Cairo"], 0.4, False, "sea", "EGY", None),
        ("f5", where["Cairo"], None, False, "trade", "EGY", None),
        ("f6", where["Rome"], 0.9, False, "sea", "NOR", None),
    ]
    of_frame = {"document_id": "d", "start": 0, "end": 1, "cue": "c", "hedged": False}
    made["frames"] = schemas.FRAMES.build(
        [
            {**of_frame, "frame_id": name, "segment_id": segment, "family": "metaphor"}
            | {"figurative": figurative, "negated": negated, "frame": frame}
            for name, segment, figurative, negated, frame, *_ in facts
        ]
    )
    made["frame_countries"] = schemas.FRAME_COUNTRIES.build(
        [
            {"frame_id": name, "country": country, "relation": relation}
            for name, *_, country, relation in facts
        ]
    )
    stances = join_stances(documents, made, scorer="b")
    expected = dict.fromkeys([*mentions["mention_id"], *relations["relation_id"]], [])
    (oslo,) = mentions.loc[mentions["surface"] == "Oslo", "mention_id"]
    (treaty,) = relations.loc[relations["surface"] == "their treaty", "relation_id"]
    expected |= {oslo: ["peak", "sea"], treaty: ["fire"]}
    assert stances.set_index("target_id")["frames"].to_dict() == expected

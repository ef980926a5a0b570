"""Images are found, real ships are kept apart, and whoever stands in the image is named."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis import schemas
from analysis.codebooks.frames import load_frames
from analysis.codebooks.reading import CodebookError
from analysis.frames import explain, find_frames, link_countries
from analysis.mentions import find_mentions, find_relations

BOOK = load_frames()
MANY = {"ship_of_state": 40, "peak_and_decline": 40}


def test_the_eight_frames_are_there_in_depth():
    counts = pd.Series([cue.frame for cue in BOOK.cues]).value_counts()
    assert set(BOOK.frames) == {
        "ship_of_state",
        "peak_and_decline",
        "journey",
        "building",
        "weather",
        "illness",
        "game",
        "family",
    }
    assert all(counts[frame] >= MANY.get(frame, 25) for frame in BOOK.frames)


@pytest.fixture
def read(make_documents, make_segments):
    def read_text(text: str) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        documents = make_documents(text)
        segments = make_segments(documents)
        frames = find_frames(documents, segments)
        mentions = find_mentions(documents, segments)
        relations = find_relations(documents, segments, mentions)
        return frames, link_countries(frames, segments, mentions, relations), segments

    return read_text


@pytest.mark.parametrize("example", BOOK.examples, ids=lambda e: f"{e.line}-{e.kind}-{e.text[:30]}")
def test_examples_of_the_codebook(example, read):
    found = {
        (BOOK.cues[hit.number].frame, BOOK.cues[hit.number].expression)
        for hit in BOOK.finder.find(example.text)
    }
    frames, *_ = read(example.text)
    images = set(frames.query("figurative >= 0.5")["frame"])
    if example.kind in ("include", "exclude"):
        assert ((example.frame, example.expression) in found) == (example.kind == "include")
    else:
        assert (example.frame in images) == (example.kind == "figurative")


FIGURATIVE = [
    ("The alliance has struck a sandbar of its own making.", "ship_of_state"),
    ("Nobody is at the helm in Yongsan.", "ship_of_state"),
    ("The coalition is rudderless.", "ship_of_state"),
    ("Trilateral cooperation may be past its peak.", "peak_and_decline"),
    ("We have seen the high-water mark of three-way ties.", "peak_and_decline"),
    ("The talks came off the rails in Hanoi.", "journey"),
    ("The pact is a pillar of deterrence.", "building"),
    ("A thaw between Seoul and Tokyo followed.", "weather"),
    ("Paralysis in the Diet spread to policy.", "illness"),
    ("Beijing overplayed its hand.", "game"),
    ("Pyongyang and Moscow made a marriage of convenience.", "family"),
]
LITERAL = [
    "A cargo ship ran aground off Incheon and two sailors were rescued.",
    "The ferry captain waited in port for four days.",
    "The captain of the national football team scored.",
    "The typhoon passed, and the storm took roofs in the harbour.",
    "Climbers reached the peak of the mountain in snow.",
    "Doctors at the hospital said the fever had gone.",
    "The concrete bridge over the river collapsed and cars fell.",
    "The bride and her mother left the church.",
]


@pytest.mark.parametrize(("text", "frame"), FIGURATIVE)
def test_images_are_images(text, frame, read):
    frames, *_ = read(text)
    assert frame in set(frames.query("figurative >= 0.5")["frame"])


@pytest.mark.parametrize("text", LITERAL)
def test_plain_things_are_no_images(text, read):
    frames, *_ = read(text)
    assert frames.query("figurative >= 0.5").empty


@pytest.mark.parametrize(
    ("text", "negated", "hedged"),
    [
        ("The alliance has run aground.", False, False),
        ("The alliance has not run aground.", True, False),
        ("The alliance hasn’t run aground.", True, False),
        ("The alliance may run aground.", False, True),
        ("Not only has the alliance run aground.", False, False),
        ("Seoul did not yield, and the alliance has run aground.", False, False),
    ],
)
def test_denied_and_hedged(text, negated, hedged, read):
    frames, *_ = read(text)
    hit = frames[frames["frame"] == "ship_of_state"].iloc[0]
    assert (hit["negated"], hit["hedged"]) == (negated, hedged)


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("The South Korean ship has run aground.", "run aground", {("KOR", None)}),
        ("The peak of trilateralism between Seoul, Tokyo and Washington is past.",
         "peak of trilateralism", {(c, "USA-JPN-KOR") for c in ("USA", "JPN", "KOR")}),
        ("Seoul and Tokyo are adrift.", "adrift", {("KOR", None), ("JPN", None)}),
        ("South Korea and Japan were firm, but the US leans on two ships that run aground.",
         "run aground", {("KOR", None), ("JPN", None)}),
        ("Nobody is adrift.", "adrift", set()),
    ],
)  # fmt: skip
def test_who_stands_in_the_image(text, cue, expected, read):
    frames, linked, _ = read(text)
    frame_id = frames.loc[frames["cue"] == cue, "frame_id"].iloc[0]
    here = linked[linked["frame_id"] == frame_id]
    found = {
        (country, None if pd.isna(relation) else relation)
        for country, relation in zip(here["country"], here["relation"], strict=True)
    }
    assert found == expected
    schemas.check(linked, schemas.FRAME_COUNTRIES)


def test_reasons_add_up_to_the_reading(read):
    frames, _, segments = read("The alliance has run aground, a diplomat said.")
    row = frames[frames["frame"] == "ship_of_state"].iloc[0]
    odds = explain(row, segments)["weight"].sum()
    assert row["figurative"] == pytest.approx(1 / (1 + math.exp(-odds)), abs=1e-3)


def test_a_row_of_other_segments_cannot_be_explained(read):
    frames, _, segments = read("The alliance has run aground.")
    with pytest.raises(ValueError) as told:
        explain(frames.iloc[0], segments.assign(segment_id="x"))
    assert str(told.value) == (
        "`frame` must be a row found in these segments with this codebook; 'd0:f0' is not. "
        "Find the frames again."
    )


WORDS = st.sampled_from(["run", "aground", "ship of state", "İ", "’", "peak of", "the", ".", "\n",
                         "thaw", "at the helm", "not", "🙂", "two ships", "Seoul"])  # fmt: skip


@settings(deadline=None)
@given(st.lists(WORDS, max_size=20).map(" ".join))
def test_any_text_has_sound_offsets(text):
    for hit in BOOK.finder.find(text):
        assert 0 <= hit.start < hit.end <= len(text)


def test_the_table_its_order_and_its_input(make_documents, make_segments):
    documents = make_documents("The alliance ran aground.\nA thaw came to Seoul.", "Nothing.")
    segments = make_segments(documents)
    before = documents.copy(), segments.copy()
    frames = find_frames(documents, segments)
    assert_frame_equal(documents, before[0])
    assert_frame_equal(segments, before[1])
    schemas.check(frames, schemas.FRAMES)
    for row in frames.itertuples():
        text = documents.set_index("document_id").loc[row.document_id, "text"]
        assert text[row.start : row.end] == row.cue
    turned = find_frames(documents.iloc[::-1], segments.sample(frac=1, random_state=3))
    assert_frame_equal(frames, turned.sort_values("frame_id", ignore_index=True))


def test_empty_in_empty_out():
    empty = find_frames(schemas.DOCUMENTS.empty(), schemas.SEGMENTS.empty())
    assert_frame_equal(empty, schemas.FRAMES.empty())
    linked = link_countries(
        empty, schemas.SEGMENTS.empty(), schemas.MENTIONS.empty(), schemas.RELATIONS.empty()
    )
    assert_frame_equal(linked, schemas.FRAME_COUNTRIES.empty())


FAULTS = {
    "roles: [a]\n    cues: [run]": "frames.yaml, line 2: the frame x must have ['family', "
    "'definition', 'source'].",
    "family: m\n    definition: d\n    source: s\n    roles: [a]\n    cues:\n      - {cue: '(run'}":
    "frames.yaml, line 8: the expression must be words, (a|b), ... and the marks ~ ^ ? *; "
    "it is '(run'.",
    "family: m\n    definition: d\n    source: s\n    roles: [a]\n    cues:\n"
    "      - {cue: run, role: b}":
    "frames.yaml, line 8: the role of 'run' must be one of ['a']; it is 'b'.",
    "family: m\n    definition: d\n    source: s\n    roles: [a]\n    cues:\n"
    "      - {cue: run, prior: 2}":
    "frames.yaml, line 8: a prior must be between 0 and 1; it is 2.",
    "family: m\n    definition: d\n    source: s\n    roles: [a]\n    cues:\n"
    "      - {cue: run}\n      - {cue: run}":
    "frames.yaml, line 9: the cue 'run' is there already, at line 8.",
}  # fmt: skip


@pytest.mark.parametrize(("body", "message"), FAULTS.items())
def test_each_fault_of_a_codebook_is_told_with_its_line(tmp_path, body, message):
    path = tmp_path / "frames.yaml"
    path.write_text(f"frames:\n  x:\n    {body}\n", encoding="utf-8")
    with pytest.raises(CodebookError) as told:
        load_frames(path)
    assert str(told.value) == message

"""The network of images: what it reads, and how it counts beside the rules."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis import frames, schemas
from analysis.codebooks.frames import load_frames
from analysis.frames import images
from analysis.frames.network import list_metaphors, load_network, read_windows
from analysis.frames.weighing import NetworkReading, NetworkWeights, weigh_network
from analysis.frames.windows import WINDOW, cut_windows, encode_text
from analysis.matching.masking import hide_countries
from analysis.networks.remembering import CACHE_VARIABLE
from analysis.segments import split_segments

SWAPS = ("Japan", "Norway", "the Philippines", "Brazil")
IMAGE = "{} has run aground, and its captain drinks."
PLAIN = "A ferry from {} ran aground on a reef, and its captain was arrested by the coast guard."
FRESH = "{} and its allies cling to one plank in the surf."


def documents(*texts):
    return schemas.DOCUMENTS.build(
        [
            {"document_id": f"d{number}", "text": text, "path": "by hand", "sha256": f"{number}"}
            for number, text in enumerate(texts)
        ]
    )


def read(*texts):
    table = documents(*texts)
    segments = split_segments(table)
    return frames.read_images(table, segments, frames.find_frames(table, segments))


def bounds_of(text):
    return schemas.bounds_of(split_segments(documents(text)))["d0"]


@given(st.lists(st.sampled_from(["It sank. ", "Why? ", "\n\n", "word " * 150, "x" * 900, " "])))
def test_windows_hold_every_segment_and_never_cross_a_paragraph(pieces):
    text = "".join(pieces)
    if not text.strip():
        return
    bounds = bounds_of(text)
    windows = cut_windows(text, bounds)
    assert windows == sorted(windows)
    held = {place for start, end in windows for place in range(start, end)}
    for start, end in zip(bounds.starts, bounds.ends, strict=True):
        assert held.issuperset(range(start, end))
    assert not any("\n\n" in text[start:end].strip() for start, end in windows)


def test_a_window_has_three_sentences_at_most():
    text = "One came. Two left. Three stayed. Four slept."
    windows = cut_windows(text, bounds_of(text))
    assert [text[start:end] for start, end in windows] == [
        "One came. Two left. Three stayed.", "Four slept.",
    ]  # fmt: skip


def test_tokens_lead_back_to_the_words_they_were_made_of():
    text = "Japan’s captain and the United States' crew left the U.S. in İzmir."
    ids, spans = encode_text(text, load_network().tokenizer)
    assert len(ids) == len(spans) + 2
    words = [text[start:end] for start, end in spans]
    assert words[:6] == ["Japan’s", "captain", "and", "the United States'", "crew", "left"]
    assert len(encode_text("word " * 500, load_network().tokenizer)[0]) == WINDOW


@given(st.lists(st.sampled_from(["Japan", " ", "’s", "captain", "the U.S.", ".", "Seoul-Tokyo"])))
def test_what_is_hidden_leads_back_in_order(pieces):
    text = "".join(pieces)
    hidden = hide_countries(text)
    places = [hidden.place_of(offset) for offset in range(len(hidden.text) + 1)]
    assert places == sorted(places)
    assert places[0] == 0
    assert places[-1] == len(text)


@pytest.mark.parametrize("text", [IMAGE, PLAIN, FRESH])
def test_no_image_is_read_by_the_name_of_a_country(text):
    tables = [read(text.format(name)) for name in SWAPS]
    first = tables[0][["cue", "frame", "figurative", "entry"]]
    for table in tables[1:]:
        assert_frame_equal(table[["cue", "frame", "figurative", "entry"]], first)


def test_image_and_plain_ship_are_told_apart():
    image, plain = read(IMAGE.format("Seoul")), read(PLAIN.format("Seoul"))
    ran = image["cue"].str.contains("aground") & (image["frame"] == "ship_of_state")
    assert (image.loc[ran, "figurative"] >= 0.5).all()
    assert ran.any()
    assert not (plain["figurative"] >= 0.5).any()
    assert plain["cue"].str.contains("aground").any()


def test_what_no_cue_covers_is_found_and_says_so():
    table = read(FRESH.format("Oslo"))
    new = table[table["entry"].isna()]
    assert len(new)
    assert (new["figurative"] >= 0.5).all()
    assert set(new["family"]) == {"metaphor"}
    text = FRESH.format("Oslo")
    assert [text[start:end] for start, end in zip(new["start"], new["end"], strict=True)] == list(
        new["cue"]
    )


def test_rows_keep_their_order_and_inputs_stay_as_they_were():
    texts = [IMAGE.format("Oslo"), "Nothing is here.", FRESH.format("Bonn"), PLAIN.format("Rome")]
    table = documents(*texts)
    segments = split_segments(table)
    found = frames.find_frames(table, segments)
    before = found.copy()
    both = frames.read_images(table, segments, found)
    assert_frame_equal(found, before)
    schemas.check(both, schemas.FRAMES)
    alone = [read(text) for text in texts]
    assert both["document_id"].tolist() == [
        f"d{number}" for number, one in enumerate(alone) for _ in range(len(one))
    ]
    assert both["figurative"].tolist() == pytest.approx(
        [share for one in alone for share in one["figurative"]], nan_ok=True
    )
    issues = both["family"] == "issue"
    assert both.loc[issues, "figurative"].isna().all()


def test_nothing_in_gives_nothing_out():
    table = documents("Nothing is here.").iloc[:0]
    assert len(frames.read_images(table, split_segments(table), schemas.FRAMES.empty())) == 0


def test_a_frame_that_the_network_does_not_know_stays_as_the_rules_read_it(tmp_path):
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    book = tmp_path / "own.yaml"
    book.write_text(re.search(r"```yaml\n(.*?)```", readme, re.DOTALL).group(1), encoding="utf-8")
    codebook = load_frames(book)
    table = documents("Geneva is the stage of a policy.")
    segments = split_segments(table)
    found = frames.find_frames(table, segments, codebook=codebook)
    assert len(found)
    assert_frame_equal(frames.read_images(table, segments, found, codebook=codebook), found)


def test_log_odds_add_up():
    one = NetworkWeights(constant=0.0, rules=1.0, words=1.0, near=1.0, passage=1.0)
    even = NetworkReading(0.5, 0.5, 0.5)
    assert weigh_network(one, 0.5, even) == 0.5
    # Odds of 3, 2, 2 and 1 multiply to 12: 12 / 13.
    said = NetworkReading(2 / 3, 2 / 3, 1 / 2)
    assert weigh_network(one, 3 / 4, said) == pytest.approx(12 / 13, abs=0.001)
    assert weigh_network(one, 0.0, NetworkReading(0.0, 0.0, 0.0)) == 0.02
    assert weigh_network(one, 1.0, NetworkReading(1.0, 1.0, 1.0)) == 0.98
    without = NetworkWeights(constant=math.log(4), rules=0.0, words=0.0, near=0.0, passage=0.0)
    assert weigh_network(without, 0.01, NetworkReading(0.1, 0.1, 0.1)) == pytest.approx(0.8)


@pytest.mark.parametrize("text", [IMAGE.format("Oslo"), PLAIN.format("Oslo"), FRESH.format("Oslo")])
def test_reasons_sum_to_what_was_read(text):
    table = documents(text)
    segments = split_segments(table)
    rows = frames.read_images(table, segments, frames.find_frames(table, segments))
    asked = 0
    for _, row in rows[rows["family"] == "metaphor"].iterrows():
        reasons = frames.explain(row, table, segments)
        share = row["figurative"]
        assert reasons["weight"].sum() == pytest.approx(math.log(share / (1 - share)), abs=0.05)
        assert reasons["reason"].str.contains("the network reads").any()
        asked += 1
    assert asked


def test_what_is_remembered_is_what_was_read(tmp_path, monkeypatch):
    text = IMAGE.format("Oslo") + " " + FRESH.format("Bonn")
    readings = []
    for folder in ("off", str(tmp_path), str(tmp_path)):
        monkeypatch.setenv(CACHE_VARIABLE, folder)
        readings.append(read_windows([text], [bounds_of(text)])[0])
    for other in readings[1:]:
        for one, two in zip(readings[0], other, strict=True):
            assert one[:4] == two[:4]
            assert one.tokens.tolist() == two.tokens.tolist()
            assert one.passage.tolist() == two.passage.tolist()
    assert list(tmp_path.glob("images-*.sqlite"))


def test_the_network_knows_the_metaphors_of_the_house():
    metaphors = {name for name, one in load_frames().entries.items() if one.family == "metaphor"}
    assert set(list_metaphors()) == metaphors


def test_wordings_without_a_cue_are_proposed():
    texts = [FRESH.format("Oslo"), IMAGE.format("Bonn"), "Nothing is here.", FRESH.format("Rome")]
    table = documents(*texts)
    segments = split_segments(table)
    found = frames.find_frames(table, segments)
    proposed = frames.suggest_cues(table, segments, found.iloc[:0], "ship_of_state")
    schemas.check(proposed, schemas.SUGGESTIONS)
    assert proposed["likeliest"].is_monotonic_decreasing
    assert proposed["n_documents"].max() == 2
    covered = frames.suggest_cues(table, segments, found, "ship_of_state")
    assert len(covered) < len(proposed)
    assert not covered["words"].str.contains("aground").any()
    with pytest.raises(ValueError, match="`frame` must be one that the network has learnt"):
        frames.suggest_cues(table, segments, found, "theatre")


def test_the_words_of_an_image_are_found_where_they_stand():
    text = "Nothing is here.\n\nMuch was said. " + IMAGE.format("Oslo")
    *_, window = read_windows([text], [bounds_of(text)])[0]
    shares = window.tokens[:, list_metaphors().index("ship_of_state")]
    best = int(shares.argmax())
    first, last = window.starts[best], window.ends[best]
    assert text.index("run aground") <= first < last <= text.index("run aground") + 11


def test_what_is_too_unlikely_is_not_added(monkeypatch):
    monkeypatch.setattr(images, "weigh_network", lambda *_: 0.49)
    assert not read(FRESH.format("Oslo"))["entry"].isna().any()


def test_rows_follow_the_text():
    table = read("Oslo has run aground. " + FRESH.format("Rome") + " A thaw in relations began.")
    assert table["start"].is_monotonic_increasing
    assert len(set(table["frame"])) > 1
    assert table["frame_id"].tolist() == [f"d0:f{number}" for number in range(len(table))]


def test_nothing_is_cut_off_where_the_readers_are_unsure():
    seen = 0
    for text in (IMAGE, PLAIN, FRESH):
        table = documents(text.format("Oslo"))
        segments = split_segments(table)
        rows = frames.read_images(table, segments, frames.find_frames(table, segments))
        for _, row in rows[rows["figurative"].between(0.03, 0.97)].iterrows():
            reasons = frames.explain(row, table, segments)["reason"]
            assert not reasons.str.contains("no reader is certain").any()
            seen += 1
    assert seen


def test_what_is_said_of_a_token_stands_at_its_place(monkeypatch):
    width = len(list_metaphors())

    def number(_, encoded):
        return [np.repeat(np.arange(len(ids) + 1, dtype=np.uint8), width).reshape(-1, width)
                for ids in encoded]  # fmt: skip

    monkeypatch.setattr("analysis.frames.network._read_once", number)
    text = "The ship ran aground."
    (window,) = read_windows([text], [bounds_of(text)])[0]
    words = [text[start:end] for start, end in zip(window.starts, window.ends, strict=True)]
    # Token 0 is the mark at the beginning, the one after the last the mark at the end.
    assert words == ["The", "ship", "ran", "aground", "."]
    assert (window.tokens[:, 0] * 255).round().tolist() == [1, 2, 3, 4, 5]
    assert round(window.passage[0] * 255) == 7

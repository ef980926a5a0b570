"""The scorer `news`: what its model reads, what it remembers, and what it must not see."""

from __future__ import annotations

import sqlite3

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis import schemas
from analysis.matching.targets import targets_of
from analysis.networks.remembering import CACHE_VARIABLE, Memory
from analysis.networks.sessions import MODELS, load_model
from analysis.scores import news, score_mentions, score_targets
from analysis.scores.encoding import MASKS, cut_window, encode, pad
from analysis.scores.model import judge
from analysis.scores.passages import mask_target, names_a_relation

MEGABYTE = 1_000_000


def place_targets(*marked):
    """Make targets of sentences in which << and >> stand around the target."""
    rows = []
    for sentence in marked:
        before, rest = sentence.split("<<")
        target, after = rest.split(">>")
        rows.append((before + target + after, len(before), len(before + target)))
    return pd.DataFrame(rows, columns=["text", "start", "end"])


def sentiment_of(sentence):
    return score_targets(place_targets(sentence))["sentiment"].item()


@pytest.fixture
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


# What it says.


@pytest.mark.parametrize(
    ("sentence", "sign"),
    [
        ("<<Norway>> is a loyal friend that always keeps its word.", 1),
        ("<<Norway>> betrayed its closest friends and lied about it.", -1),
        ("The foreign minister of <<Norway>> arrived in Lima on Tuesday for talks.", 0),
        ("Peru condemned the brutal and cowardly attack by <<Norway>>.", -1),
        ("<<Peru>> condemned the brutal and cowardly attack by Norway.", 0),
        ("Critics in <<Lima>> accuse Oslo of cheating.", 0),
        ("Critics in Lima accuse <<Oslo>> of cheating.", -1),
    ],
)
def test_plain_cases(sentence, sign):
    scores = score_targets(place_targets(sentence)).iloc[0]
    claimed = scores[["p_negative", "p_neutral", "p_positive"]].to_numpy("float64").argmax() - 1
    assert claimed == sign


def test_targets_of_one_sentence_differ():
    sentence = "{}Norway{} kept its promise while {}Peru{} cynically broke its own."
    praised = sentiment_of(sentence.format("<<", ">>", "", ""))
    blamed = sentiment_of(sentence.format("", "", "<<", ">>"))
    assert praised > 0 > blamed


def test_probabilities_sum_to_one_and_give_the_sentiment():
    scores = score_targets(place_targets("<<Oslo>> is a loyal friend.", "<<Oslo>> is a port."))
    sums = scores[["p_negative", "p_neutral", "p_positive"]].sum(axis=1)
    assert sums.tolist() == pytest.approx([1, 1], abs=2e-4)
    difference = scores["p_positive"] - scores["p_negative"]
    assert scores["sentiment"].tolist() == pytest.approx(difference.tolist(), abs=1e-9)
    assert scores["n_cues"].isna().all()


def test_rows_keep_their_index_and_order_and_the_input_is_left_alone(own_cache):
    targets = place_targets(
        "<<Oslo>> is a loyal friend.", "<<Oslo>> lied.", "<<Oslo>> is a loyal friend."
    ).set_index(pd.Index(["c", "a", "b"]))
    before = targets.copy()
    scores = score_targets(targets)
    assert_frame_equal(targets, before)
    assert scores.index.tolist() == ["c", "a", "b"]
    assert scores.loc["c"].equals(scores.loc["b"])
    backwards = score_targets(targets[::-1])
    assert_frame_equal(backwards[::-1], scores, atol=1e-3)


def test_no_targets_no_scores():
    empty = pd.DataFrame({"text": [], "start": [], "end": []}).astype({"text": "str"})
    assert score_targets(empty).shape == (0, 5)


def test_a_judgement_far_into_an_article_is_read():
    filler = "The committee met on Tuesday to review the schedule of its next sessions. " * 60
    praised = filler + "<<Norway>> is a loyal friend that always keeps its word. " + filler
    blamed = filler + "<<Norway>> is a treacherous bully that lies to its friends. " + filler
    assert sentiment_of(praised) > 0.3
    assert sentiment_of(blamed) < -0.3


def test_the_neighbours_of_a_segment_are_read():
    """What is said of "it" in the next sentence is said of the country."""
    texts = ["Norway signed the treaty in May.", "It then cynically broke every promise in it."]
    segments, mentions = make_segments(texts), make_mention("Norway")
    alone = score_mentions(segments[:1], mentions, schemas.RELATIONS.empty())
    together = score_mentions(segments, mentions, schemas.RELATIONS.empty())
    assert together["sentiment"].item() < alone["sentiment"].item() - 0.2


# What it reads.


def make_segments(texts, document="d"):
    rows, start = [], 0
    for place, text in enumerate(texts):
        end = start + len(text)
        rows.append((f"{document}:s{place}", document, place, "body", start, end, text))
        start = end + 1
    return schemas.SEGMENTS.build(rows)


def make_mention(surface, segment=0, start=0):
    row = ("d:m0", "d", f"d:s{segment}", start, start + len(surface), surface, "NOR", "NOR")
    return schemas.MENTIONS.build([(*row, "name", False)])


def test_whole_neighbours_are_added_as_far_as_they_fit():
    texts = ["First one.", "A headline", "Norway waits.", "Last one."]
    start = len("First one. A headline ")
    mention = make_mention("Norway", segment=2, start=start)
    read = targets_of(make_segments(texts), mention, schemas.RELATIONS.empty(), reach=12).iloc[0]
    # "A headline." with its stop and a space takes 12 characters, "Last one." 10.
    assert read["text"] == "A headline. Norway waits. Last one."
    assert read["text"][read["start"] : read["end"]] == "Norway"
    whole = targets_of(make_segments(texts), mention, schemas.RELATIONS.empty(), reach=23).iloc[0]
    assert whole["text"] == "First one. A headline. Norway waits. Last one."
    alone = targets_of(make_segments(texts), mention, schemas.RELATIONS.empty()).iloc[0]
    assert alone["text"] == "Norway waits."


def test_the_order_of_rows_does_not_choose_the_neighbours():
    segments = make_segments(["First one.", "Norway waits.", "Last one."])
    mention = make_mention("Norway", segment=1, start=11)
    for order in ([2, 0, 1], [1, 2, 0]):
        rows = segments.iloc[order].reset_index(drop=True)
        read = targets_of(rows, mention, schemas.RELATIONS.empty(), reach=600)
        assert read["text"].item() == "First one. Norway waits. Last one."


def test_a_sentence_that_ends_in_an_abbreviation_ends():
    segments = make_segments(["He met the U.S.", "Fishermen of Norway wait."])
    mention = make_mention("Norway", segment=1, start=len("He met the U.S. Fishermen of "))
    row = targets_of(segments, mention, schemas.RELATIONS.empty(), reach=600).iloc[0]
    masked = mask_target(row["text"], row["start"], row["end"])
    assert masked.text == "He met otherland. Fishermen of targetland wait."


def test_neighbours_end_with_the_document():
    segments = pd.concat(
        [make_segments(["Other text."], "c"), make_segments(["Norway waits."])], ignore_index=True
    )
    read = targets_of(segments, make_mention("Norway"), schemas.RELATIONS.empty(), reach=600)
    assert read["text"].item() == "Norway waits."


@pytest.mark.parametrize(
    ("surface", "relation"),
    [
        ("the alliance", True),
        ("Seoul-Tokyo ties", True),
        ("Ties between Seoul and Tokyo", True),
        ("trilateral cooperation", True),
        ("AUKUS", True),
        ("the Quad", True),
        ("the alliance partner", False),
        ("Democratic Alliance", False),
        ("South Korea", False),
        ("the two allies", False),
        (" ", False),
    ],
)
def test_relations_are_told_from_states(surface, relation):
    assert names_a_relation(surface) is relation


def test_a_relation_keeps_its_words_and_hides_its_countries():
    masked = mask_target("Seoul-Tokyo ties hold, Oslo says.", 0, 16)
    assert masked.text == "tiebegins otherland-otherland ties tieends hold, otherland says."
    assert masked.text[masked.start : masked.end].startswith("tiebegins")
    assert masked.text[masked.start : masked.end].endswith("tieends")


def test_each_mask_is_one_token():
    tokenizer = load_model().tokenizer
    for word in MASKS:
        assert tokenizer.encode(word).tokens == [word]


@settings(max_examples=60, deadline=None)
@example(before="0\x1fA", after="", target="Oslo")
@example(before="0\u200bthe", after="\u200bx", target="Oslo")
@example(before="🙂The", after="", target="Oslo")
@given(
    before=st.text(max_size=400),
    after=st.text(max_size=400),
    target=st.sampled_from(["Oslo", "🙂"]),
)
def test_any_text_fits_the_window_and_holds_its_target(before, after, target):
    model = load_model()
    masked = mask_target(f"{before} {target} {after}", len(before) + 1, len(before + target) + 1)
    (encoded,) = encode([masked], model.tokenizer, 24)
    assert len(encoded.ids) <= 24
    assert 1 <= encoded.first < encoded.last <= len(encoded.ids) - 1
    assert pad([encoded])["target"].sum() == pytest.approx(1)
    if target == "Oslo":
        assert encoded.ids[encoded.first] == model.tokenizer.token_to_id(MASKS[0])


@settings(max_examples=200, deadline=None)
@given(
    kinds=st.lists(st.sampled_from(["a", ".", "!"]), min_size=3, max_size=60),
    place=st.integers(0, 59),
    room=st.integers(3, 20),
)
def test_a_window_is_full_or_cut_at_sentences(kinds, place, room):
    first = min(place, len(kinds) - 1)
    begin, stop = cut_window(kinds, first, first + 1, room)
    assert 0 <= begin <= first < stop <= len(kinds)
    assert stop - begin <= room
    if stop - begin < min(room, len(kinds)):
        at_a_start = begin and kinds[begin - 1] in ".!"
        assert at_a_start or (stop < len(kinds) and kinds[stop - 1] in ".!")


def test_padding_changes_nothing():
    model = load_model()
    short, long = (
        mask_target(text, 0, 4)
        for text in ("Oslo lied.", "Oslo lied to us, " + "and again, " * 12 + "they said.")
    )
    encoded = encode([short, long], model.tokenizer)
    together = model.session.run(["probabilities"], pad(encoded))[0]
    alone = [model.session.run(["probabilities"], pad([one]))[0][0] for one in encoded]
    assert np.abs(together - np.array(alone)).max() < 1e-4


def test_each_passage_has_its_own_judgement_whatever_the_order():
    model = load_model()
    texts = ["Oslo is a loyal friend" + ", they said" * n + "." for n in (0, 3, 1)]
    texts.insert(1, "Oslo is a treacherous liar, they said, and they said it.")
    encoded = encode([mask_target(text, 0, 4) for text in texts], model.tokenizer)
    alone = np.concatenate([judge(model, [one]) for one in encoded])
    assert np.abs(judge(model, encoded) - alone).max() < 1e-4
    assert alone[1, 0] > 0.5 > alone[0, 0]


# What it ships and what it remembers.


def test_the_model_is_small():
    assert (MODELS / "news.onnx").stat().st_size <= 30 * MEGABYTE


def test_all_arithmetic_is_in_32_bits():
    """Processors with and without instructions for eight-bit arithmetic must agree."""
    content = (MODELS / "news.onnx").read_bytes()
    # Two that must be there, to see that names of operations are found at all.
    assert b"MatMul" in content
    assert b"Gather" in content
    for operation in (b"MatMulInteger", b"QLinear", b"DynamicQuantize", b"QGemm", b"MatMulNBits"):
        assert operation not in content


def test_a_model_that_is_not_there_says_so(tmp_path):
    with pytest.raises(FileNotFoundError) as told:
        load_model(tmp_path)
    assert "need news.onnx" in str(told.value)
    assert "make train" in str(told.value)


def test_what_was_judged_is_not_judged_again(own_cache, monkeypatch):
    targets = place_targets("<<Oslo>> is a loyal friend.", "<<Oslo>> is a port.")
    first = score_targets(targets)
    monkeypatch.setattr(news, "judge", lambda *_: pytest.fail("the model ran"))
    assert_frame_equal(score_targets(targets), first)
    # Another country in the same words is the same passage.
    assert_frame_equal(
        score_targets(place_targets("<<Lima>> is a loyal friend.", "<<Lima>> is a port.")), first
    )


def test_what_is_kept_holds_no_text(own_cache):
    score_targets(place_targets("<<Oslo>> is an incomparable friend."))
    (file,) = own_cache.iterdir()
    assert b"incomparable" not in file.read_bytes()
    with sqlite3.connect(file) as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(said)")]
        assert columns == ["key", "said"]
        ((said,),) = database.execute("SELECT said FROM said").fetchall()
        assert len(said) == 3 * 8
    database.close()


def test_nothing_is_kept_if_that_is_wished(tmp_path, monkeypatch):
    monkeypatch.setenv(CACHE_VARIABLE, "off")
    monkeypatch.chdir(tmp_path)
    score_targets(place_targets("<<Oslo>> is a friend."))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "fault", ["a file in the way", "a file that is no database", "too long a name"]
)
def test_a_cache_that_cannot_be_used_costs_time_only(fault, tmp_path, monkeypatch):
    expected = score_targets(place_targets("<<Oslo>> is a friend."))
    folder = tmp_path / "cache"
    if fault == "too long a name":
        folder = tmp_path / ("x" * 300)
    elif fault == "a file in the way":
        folder.write_text("")
    else:
        folder.mkdir()
        (folder / f"sentiment-{load_model().identity[:16]}.sqlite").write_text("no database " * 99)
    monkeypatch.setenv(CACHE_VARIABLE, str(folder))
    with pytest.warns(UserWarning, match="not kept between runs"):
        scores = score_targets(place_targets("<<Oslo>> is a friend."))
    assert_frame_equal(scores, expected)


def test_each_model_has_a_memory_of_its_own(tmp_path):
    one, two = Memory(tmp_path, "news", "a" * 64), Memory(tmp_path, "news", "b" * 64)
    one.keep({b"k": b"said"})
    assert one.recall([b"k", b"other"]) == {b"k": b"said"}
    assert two.recall([b"k"]) == {}
    assert Memory(tmp_path, "images", "a" * 64).recall([b"k"]) == {}


def test_many_keys_are_asked_for_in_parts(tmp_path):
    memory = Memory(tmp_path, "news", "a" * 64)
    judged = {number.to_bytes(4, "big"): bytes([number % 256]) for number in range(1_201)}
    memory.keep(judged)
    assert memory.recall(list(judged)) == judged


@pytest.mark.parametrize(
    ("sentence", "masked"),
    [
        ("<<Trump>> said Donald Trump was right.", "targetland said targetland was right."),
        ("Donald Trump spoke, and <<Trump>> left.", "targetland spoke, and targetland left."),
        ("<<Ann Ode>> lost; Ode had it coming.", "targetland lost; targetland had it coming."),
        ("The <<Mint Board>> saw the Mint Board.", "targetland saw targetland."),
        ("<<China>> fears China and Peru.", "targetland fears otherland and otherland."),
        ("<<The Czech Republic>> and Chad and the Czech Republic.",
         "targetland and otherland and otherland."),
        ("<<Donald Trump>> met Melania Trump. President Trump and Trump’s aides smiled.",
         "targetland met Melania otherland. President targetland and targetland aides smiled."),
        ("<<China Coast Guard>> rammed a boat of the Philippine Coast Guard.",
         "targetland rammed a boat of otherland otherland."),
        ("The <<Liberal Democratic Party>> met the Chinese Communist Party.",
         "targetland met otherland."),
        ("<<Democrats>> lied. Democrats knew.", "targetland lied. targetland knew."),
        ("<<He>> said He would.", "targetland said He would."),
    ],
)  # fmt: skip
def test_a_person_named_twice_is_the_target_twice_and_a_state_once(sentence, masked):
    text, start, end = place_targets(sentence).iloc[0]
    found = mask_target(text, start, end)
    assert found.text == masked
    assert found.text[found.start : found.end] == "targetland"


def test_the_card_describes_the_model_that_is_shipped():
    card = (MODELS / "README.md").read_text(encoding="utf-8")
    assert f"Model file sha256 {load_model().identity}." in card
    log = (MODELS / "news-training.jsonl").read_text(encoding="utf-8")
    assert load_model().identity in log

"""Validity: the arithmetic of agreement with a gold sample, and who is not counted."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis import schemas
from analysis.intervals import estimate_ratio
from analysis.validity import (
    evaluate_frames,
    evaluate_mentions,
    evaluate_sentiment,
    read_gold_frames,
    read_gold_mentions,
    read_gold_sentiment,
)
from analysis.validity.measures import average_row


def write(folder, *lines):
    path = folder / "gold.jsonl"
    path.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines) + "\n",
        encoding="utf-8",
    )
    return path


def at(table, measure, label="all", column="estimate"):
    row = table[(table["measure"] == measure) & (table["label"] == label)]
    assert len(row) == 1, (measure, label)
    return row[column].item()


def make_gold(*judgements, texts=None):
    texts = texts or [f"Text {place}" for place in range(len(judgements))]
    return pd.DataFrame({"text": texts, "start": 0, "end": 4, "sentiment": judgements})


def scorer_of(*sentiments, probabilities=None):
    """Make a scorer that gives these sentiments, whatever it is asked."""

    def score(targets):
        table = pd.DataFrame(
            {"sentiment": np.array(sentiments, dtype="float64")}, index=targets.index
        )
        for place, name in enumerate(("p_negative", "p_neutral", "p_positive")):
            table[name] = [row[place] for row in probabilities] if probabilities else np.nan
        return table

    return score


def test_classes_are_counted_by_sign_and_missing_is_neutral():
    gold = make_gold(-1, -1, -1, 0, 0, 1, 1)
    table = evaluate_sentiment(gold, scorer_of(-0.2, -0.9, 0.1, None, 0.4, 0.6, None))
    schemas.check(table, schemas.VALIDITY)
    # claimed: - - + 0 + + 0
    assert at(table, "precision", "negative") == pytest.approx(2 / 2)
    assert at(table, "recall", "negative") == pytest.approx(2 / 3)
    assert at(table, "f1", "negative") == pytest.approx(2 * 2 / (2 + 3))
    assert at(table, "precision", "neutral") == pytest.approx(1 / 2)
    assert at(table, "recall", "neutral") == pytest.approx(1 / 2)
    assert at(table, "precision", "positive") == pytest.approx(1 / 3)
    assert at(table, "recall", "positive") == pytest.approx(1 / 2)
    f1 = 2 * 2 / 5, 2 * 1 / 4, 2 * 1 / 5
    assert at(table, "macro_f1") == pytest.approx(sum(f1) / 3)
    assert at(table, "accuracy") == pytest.approx(4 / 7)
    assert at(table, "recall_average") == pytest.approx((2 / 3 + 1 / 2 + 1 / 2) / 3)
    assert at(table, "coverage") == pytest.approx(5 / 7)
    assert at(table, "no_evidence") == 2
    assert at(table, "support", "negative") == 3
    assert at(table, "texts") == 7
    assert at(table, "precision", "positive", "n") == 3
    assert at(table, "recall", "positive", "n") == 2


def test_the_highest_probability_decides_where_there_is_one():
    gold = make_gold(-1, 0, 1)
    probabilities = [(0.5, 0.3, 0.2), (0.2, 0.5, 0.3), (0.1, 0.3, 0.6)]
    table = evaluate_sentiment(gold, scorer_of(0.3, 0.1, 0.5, probabilities=probabilities))
    assert at(table, "accuracy") == 1
    assert at(table, "no_evidence") == 0


def test_a_class_that_is_not_in_the_gold_is_left_out_of_the_mean():
    table = evaluate_sentiment(make_gold(-1, -1, 0), scorer_of(-1, 1, None))
    assert at(table, "macro_f1") == pytest.approx((2 * 1 / 3 + 2 * 1 / 2) / 2)
    assert np.isnan(at(table, "recall", "positive"))
    assert np.isnan(at(table, "f1", "positive"))
    assert at(table, "precision", "positive") == 0


def test_what_is_never_claimed_has_no_precision():
    table = evaluate_sentiment(make_gold(-1, 1), scorer_of(-1, -1))
    assert np.isnan(at(table, "precision", "positive"))
    assert at(table, "recall", "positive") == 0
    assert at(table, "f1", "positive") == 0


def test_texts_are_resampled_whole():
    # Ten targets of one text are one piece of evidence, not ten.
    judgements = [1, -1] * 20
    claimed = [1, 1] * 20
    alone = evaluate_sentiment(make_gold(*judgements), scorer_of(*claimed))
    pairs = [f"Text {place // 2}" for place in range(40)]
    paired = evaluate_sentiment(make_gold(*judgements, texts=pairs), scorer_of(*claimed))
    same = [f"Text {place % 2}" for place in range(40)]
    grouped = evaluate_sentiment(make_gold(*judgements, texts=same), scorer_of(*claimed))
    widths = [
        at(table, "accuracy", column="high") - at(table, "accuracy", column="low")
        for table in (paired, alone, grouped)
    ]
    assert at(alone, "accuracy") == at(paired, "accuracy") == at(grouped, "accuracy") == 0.5
    assert at(paired, "texts") == 20
    assert widths[1] < widths[2]
    right = np.array([1.0, 0.0] * 20)
    expected = estimate_ratio(right, np.ones(40))
    assert at(alone, "accuracy", column="low") == expected.low


def test_intervals_hold_their_estimate_and_repeat():
    generator = np.random.default_rng(3)
    judgements, claimed = generator.integers(-1, 2, size=(2, 60))
    gold = make_gold(*judgements, texts=[f"Text {place // 2}" for place in range(60)])
    table = evaluate_sentiment(gold, scorer_of(*claimed))
    assert_frame_equal(table, evaluate_sentiment(gold, scorer_of(*claimed)))
    with_range = table.dropna(subset=["low"])
    assert (with_range["low"] <= with_range["estimate"]).all()
    assert (with_range["estimate"] <= with_range["high"]).all()
    assert {"macro_f1", "recall_average", "f1"} <= set(with_range["measure"])
    assert at(table, "macro_f1", column="low") < at(table, "macro_f1", column="high")


@pytest.mark.parametrize("n", [1, 5, 40])
def test_a_perfect_score_is_not_a_sure_one(n):
    table = evaluate_sentiment(make_gold(*[1] * n), scorer_of(*[1] * n))
    for measure in ("accuracy", "macro_f1", "recall_average"):
        assert at(table, measure) == 1
        assert at(table, measure, column="low") < 1


def test_an_average_is_no_surer_than_the_ratio_that_it_is():
    hits = np.linspace(0, 1, 40) ** 2
    cells = np.column_stack([hits, np.ones(40)])
    row = average_row("share", cells, lambda sums: sums[:, 0] / sums[:, 1], 40)
    # Its tails are expanded as those of every other interval.
    assert row[2:5] == pytest.approx(estimate_ratio(hits, np.ones(40))[:3])


def test_few_texts_give_a_wider_range_than_resampling_them():
    gold = make_gold(-1, -1, 0, 0, 1, 1)
    table = evaluate_sentiment(gold, scorer_of(-1, 1, 0, 0, 1, -1))
    assert at(table, "macro_f1", column="high") - at(table, "macro_f1", column="low") > 0.5


@settings(max_examples=25, deadline=None)
@given(
    rows=st.lists(st.tuples(st.sampled_from([-1, 0, 1]), st.sampled_from([-1, 0, 1, None]),
                            st.integers(0, 4)), min_size=1, max_size=30),
    order=st.randoms(),
)  # fmt: skip
def test_the_order_of_the_gold_changes_nothing(rows, order):
    def evaluate(rows):
        gold = make_gold(*[row[0] for row in rows], texts=[f"Text {row[2]}" for row in rows])
        return evaluate_sentiment(gold, scorer_of(*[row[1] for row in rows]))

    turned = list(rows)
    order.shuffle(turned)
    assert_frame_equal(evaluate(rows), evaluate(turned))


def test_the_order_of_many_texts_changes_nothing():
    generator = np.random.default_rng(5)
    judgements, claimed = generator.integers(-1, 2, size=(2, 80))
    table = evaluate_sentiment(make_gold(*judgements), scorer_of(*claimed))
    turned = evaluate_sentiment(make_gold(*judgements[::-1]), scorer_of(*claimed[::-1]))
    assert_frame_equal(table, turned)


def test_performance_by_country_is_told_as_well():
    gold = make_gold(1, 1, -1, 0).assign(country=["KOR", "JPN", "JPN", None])
    table = evaluate_sentiment(gold, scorer_of(1, -1, -1, 0), by=["country"])
    schemas.check(table, schemas.VALIDITY)
    assert at(table, "accuracy", "country=KOR") == 1
    assert at(table, "accuracy", "country=JPN") == pytest.approx(1 / 2)
    assert at(table, "macro_f1", "country=JPN") == pytest.approx((0 + 2 * 1 / 3) / 2)


def test_the_gold_is_unchanged():
    gold = make_gold(1, -1).set_axis([4, 2])
    before = gold.copy(deep=True)
    evaluate_sentiment(gold, scorer_of(1, 1))
    assert_frame_equal(gold, before)


@pytest.mark.parametrize(
    ("gold", "scorer", "message"),
    [
        (make_gold(), scorer_of(), "`gold` must hold at least one judged target; it is empty."),
        (make_gold(1, 3), scorer_of(1, 1),
         "`gold.sentiment` must be -1, 0 or 1; it is 3 at row 1."),
        (make_gold(1).drop(columns="end"), scorer_of(1),
         "`gold` must have the columns ['text', 'start', 'end', 'sentiment']; absent: ['end']."),
        (make_gold(1), "vader",
         "`scorer` must be a function from targets to scores; it is 'vader'. Take it from "
         "analysis.scores.SCORERS."),
    ],
)  # fmt: skip
def test_what_cannot_be_evaluated_is_refused(gold, scorer, message):
    with pytest.raises(ValueError) as error:
        evaluate_sentiment(gold, scorer)
    assert str(error.value) == message


def test_gold_of_sentiment_is_read_in_all_its_forms(tmp_path):
    path = write(
        tmp_path,
        {"sentence": "Oslo acts.", "from": 0, "to": 4, "polarity": -1, "mention": "Oslo"},
        {"text": "Oslo acts.", "start": 0, "end": 4, "sentiment": "positive"},
        {"text": "Oslo acts.", "start": 0, "end": 4, "sentiment": "0"},
        "",
        {"text": "Oslo\u2028acts.", "start": 0, "end": 4, "polarity": 4.0},
        {"sentence_normalized": "Oslo and Bern.", "targets": [
            {"from": 0, "to": 4, "polarity": 2}, {"from": 9, "to": 13, "polarity": 6}]},
    )  # fmt: skip
    gold = read_gold_sentiment(path)
    assert gold["sentiment"].tolist() == [-1, 1, 0, 0, -1, 1]
    surfaces = [text[start:end] for text, start, end in
                zip(gold["text"], gold["start"], gold["end"], strict=True)]  # fmt: skip
    assert surfaces == ["Oslo"] * 5 + ["Bern"]
    assert list(gold.columns) == ["text", "start", "end", "sentiment", "mention"]


@pytest.mark.parametrize(
    ("read", "line", "message"),
    [
        (read_gold_sentiment, "{oops", "gold.jsonl, line 2: must be one JSON object; Expecting "
         "property name enclosed in double quotes at character 1."),
        (read_gold_sentiment, "[1]", "gold.jsonl, line 2: must be one JSON object; it is '[1]'."),
        (read_gold_sentiment, {"text": "Oslo", "start": 0, "end": 9, "sentiment": 1},
         "gold.jsonl, line 2: start and end must mark a part of the text, which has 4 characters; "
         "they are 0 and 9."),
        (read_gold_sentiment, {"text": "Oslo", "start": 0, "end": 4, "sentiment": 0.5},
         "gold.jsonl, line 2: a judgement must be -1, 0, 1, or 2, 4, 6, or negative, neutral, "
         "positive; it is 0.5."),
        (read_gold_sentiment, {"text": "Oslo", "start": 0, "end": 4},
         "gold.jsonl, line 2: must have one of ['sentiment', 'polarity']; it has ['end', 'start', "
         "'text']."),
        (read_gold_sentiment, {"text": "Oslo", "start": "0", "end": 4, "sentiment": 1},
         "gold.jsonl, line 2: `start` must be a whole number; it is '0'."),
        (read_gold_mentions, {"text": "Oslo", "mentions": [{"start": 0, "end": 4}]},
         "gold.jsonl, line 2: must have one of ['country']; it has ['end', 'start']."),
        (read_gold_mentions, {"text": "Oslo", "mentions": ["Oslo"]},
         "gold.jsonl, line 2: must hold objects with `start` and `end`; one is 'Oslo'."),
        (read_gold_frames, {"text": "Oslo", "frames": ["journey", 3]},
         "gold.jsonl, line 2: `frames` and `literal` must hold names; one is 3."),
    ],
)  # fmt: skip
def test_a_wrong_line_is_told(tmp_path, read, line, message):
    with pytest.raises(ValueError) as error:
        read(write(tmp_path, "", line))
    assert str(error.value) == message


def finder_of(*mentions):
    """Make a finder that gives these (text number, start, end, country, kind)."""

    def find(documents):
        schemas.check(documents, schemas.DOCUMENTS)
        return schemas.MENTIONS.build(
            [
                (f"m{number}", documents["document_id"][place], "s", start, end, "", country,
                 country, kind, False)
                for number, (place, start, end, country, kind) in enumerate(mentions)
            ]
        )  # fmt: skip

    return find


@pytest.fixture
def marked(tmp_path):
    """Three texts: two mentions, one naming of two countries, none."""
    return read_gold_mentions(
        write(
            tmp_path,
            {"text": "Oslo and Bern agreed.", "published_on": "2024-05-01", "mentions": [
                {"start": 0, "end": 4, "country": "NOR", "kind": "capital"},
                {"start": 9, "end": 13, "country": "CHE", "kind": "capital"}]},
            {"text": "The two allies agreed.", "mentions": [
                {"start": 4, "end": 14, "country": "NOR", "kind": "description"},
                {"start": 4, "end": 14, "country": "CHE", "kind": "description"}]},
            {"text": "Nobody agreed.", "mentions": []},
        )
    )  # fmt: skip


def test_mentions_are_right_by_span_and_country(marked):
    find = finder_of(
        (0, 0, 4, "NOR", "capital"),  # right
        (0, 9, 20, "CHE", "capital"),  # overlaps
        (1, 4, 14, "NOR", "name"),  # right, of another kind
        (2, 0, 6, "NOR", "name"),  # wrong
    )
    table = evaluate_mentions(marked, find)
    schemas.check(table, schemas.VALIDITY)
    assert at(table, "precision") == pytest.approx(2 / 4)
    assert at(table, "recall") == pytest.approx(2 / 4)
    assert at(table, "f1") == pytest.approx(2 * 2 / (4 + 4))
    assert at(table, "relaxed_precision") == pytest.approx(3 / 4)
    assert at(table, "relaxed_recall") == pytest.approx(3 / 4)
    assert at(table, "precision", "country=NOR") == pytest.approx(2 / 3)
    assert at(table, "recall", "country=NOR") == 1
    assert at(table, "recall", "country=CHE") == 0
    assert at(table, "precision", "kind=name") == pytest.approx(1 / 2)
    assert at(table, "recall", "kind=description") == pytest.approx(1 / 2)
    assert at(table, "recall", "kind=capital") == pytest.approx(1 / 2)
    assert at(table, "texts") == 3


def test_a_find_matches_once(marked):
    table = evaluate_mentions(
        marked, finder_of((0, 0, 21, "NOR", "name"), (0, 0, 3, "NOR", "name"))
    )
    assert at(table, "relaxed_recall") == pytest.approx(1 / 4)
    assert at(table, "relaxed_precision") == pytest.approx(1 / 2)


def test_one_find_over_two_mentions_finds_one(tmp_path):
    mentions = [{"start": start, "end": start + 4, "country": "NOR"} for start in (0, 5)]
    gold = read_gold_mentions(write(tmp_path, {"text": "Oslo Oslo.", "mentions": mentions}))
    table = evaluate_mentions(gold, finder_of((0, 0, 9, "NOR", "name")))
    assert at(table, "relaxed_recall") == pytest.approx(1 / 2)
    assert at(table, "relaxed_precision") == 1


def test_a_repeated_find_counts_once(marked):
    table = evaluate_mentions(
        marked, finder_of((0, 0, 4, "NOR", "capital"), (0, 0, 4, "NOR", "capital"))
    )
    assert at(table, "precision") == 1


def test_a_finder_that_finds_nothing_has_no_precision(marked):
    table = evaluate_mentions(marked, finder_of())
    assert np.isnan(at(table, "precision"))
    assert at(table, "recall") == 0


def test_the_finder_is_told_the_day(marked):
    days = []

    def find(documents):
        days.extend(documents["published_on"])
        return schemas.MENTIONS.empty()

    evaluate_mentions(marked, find)
    assert days[0] == pd.Timestamp("2024-05-01")
    assert pd.isna(days[1])


def frame_finder_of(*frames):
    """Make a finder that gives these (text number, start, end, frame, figurative)."""

    def find(documents):
        return schemas.FRAMES.build(
            [
                (f"f{number}", documents["document_id"][place], "s", start, end, "", frame,
                 "metaphor", figurative, False, False, "e")
                for number, (place, start, end, frame, figurative) in enumerate(frames)
            ]
        )  # fmt: skip

    return find


@pytest.fixture
def framed(tmp_path):
    return read_gold_frames(
        write(
            tmp_path,
            {"text": "Oslo ran aground on its road.", "frames": ["ship_of_state", "journey"]},
            {"text": "A ferry ran aground off Oslo.", "frames": [], "literal": ["ship_of_state"]},
            {"text": "The captain of the team left.", "frames": [], "literal": ["captain"]},
            {"text": "Oslo is adrift.", "frames": ["ship_of_state"], "literal": []},
        )
    )


def test_frames_are_right_by_text_and_name(framed):
    find = frame_finder_of(
        (0, 5, 16, "ship_of_state", 0.9),
        (0, 0, 4, "ship_of_state", 0.7),  # a second cue of the same frame
        (0, 24, 28, "journey", 0.49),  # not figurative enough
        (1, 8, 19, "ship_of_state", 0.5),  # literal, taken as figurative
        (2, 4, 11, "game", 0.2),
    )
    table = evaluate_frames(framed, find)
    schemas.check(table, schemas.VALIDITY)
    assert at(table, "precision") == pytest.approx(1 / 2)
    assert at(table, "recall") == pytest.approx(1 / 3)
    assert at(table, "f1") == pytest.approx(2 * 1 / (2 + 3))
    assert at(table, "recall", "ship_of_state") == pytest.approx(1 / 2)
    assert at(table, "recall", "journey") == 0
    assert at(table, "macro_f1") == pytest.approx((2 * 1 / (2 + 2) + 0) / 2)
    assert at(table, "literal_as_figurative") == pytest.approx(1 / 2)
    assert at(table, "literal_as_figurative", column="n") == 2


def test_a_literal_word_is_taken_where_a_figurative_cue_covers_it(framed):
    table = evaluate_frames(framed, frame_finder_of((2, 4, 11, "game", 0.8)))
    assert at(table, "literal_as_figurative") == pytest.approx(1 / 2)
    assert at(table, "precision", "game") == 0


def test_no_frame_anywhere_is_no_crash(tmp_path):
    gold = read_gold_frames(write(tmp_path, {"text": "Oslo.", "frames": []}))
    table = evaluate_frames(gold, frame_finder_of())
    assert np.isnan(at(table, "f1"))
    assert np.isnan(at(table, "macro_f1"))


@pytest.mark.parametrize("evaluate", [evaluate_mentions, evaluate_frames])
def test_an_empty_gold_sample_is_refused(evaluate):
    gold = pd.DataFrame({"text": [], "mentions": [], "frames": [], "literal": []})
    with pytest.raises(ValueError) as error:
        evaluate(gold, finder_of())
    assert str(error.value) == "`gold` must hold at least one text; it is empty."

"""The tables and figures that try and compare the scorers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis import plots, schemas, tables, theme
from analysis.validity import judge_gold, read_gold_sentiment

approx = pytest.approx


def make_gold(rows):
    """Make a gold sample of rows: text, sentiment, constructs."""
    table = pd.DataFrame(rows, columns=["text", "sentiment", "constructs"])
    return table.assign(start=0, end=1)


def scorer_of(probabilities):
    """Make a scorer that gives these probabilities, row by row; None for no probabilities."""

    def score(targets):
        table = pd.DataFrame(
            probabilities, columns=["p_negative", "p_neutral", "p_positive"], index=targets.index
        ).astype("float64")
        return table.assign(sentiment=table["p_positive"] - table["p_negative"], n_cues=np.nan)

    return score


def scorer_by_sign(signs):
    def score(targets):
        empty = dict.fromkeys(["p_negative", "p_neutral", "p_positive", "n_cues"], np.nan)
        return pd.DataFrame({"sentiment": signs, **empty}, index=targets.index)

    return score


GOLD = make_gold([
    ("one", 1, ("praise",)),
    ("one", -1, ("praise",)),
    ("two", -1, ("irony", "praise")),
    ("three", 0, ()),
])  # fmt: skip
SURE = scorer_of([[0.1, 0.2, 0.7], [0.2, 0.2, 0.6], [0.9, 0.1, 0.0], [0.3, 0.4, 0.3]])
SIGNS = scorer_by_sign([0.5, -0.5, np.nan, 0.5])


# Reading and judging.


def test_mentions_and_relations_of_a_line_are_one_row_each(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(
        '{"id": "p1", "constructs": ["irony"], "text": "Oslo and Bonn and their pact.", '
        '"mentions": [{"start": 0, "end": 4, "country": "NOR", "sentiment": 1}, '
        '{"start": 9, "end": 13, "country": "DEU", "sentiment": -1}], '
        '"relations": [{"start": 18, "end": 28, "countries": [], "sentiment": 0}]}\n',
        encoding="utf-8",
    )
    gold = read_gold_sentiment(path)
    assert gold["layer"].tolist() == ["mention", "mention", "relation"]
    assert gold["sentiment"].tolist() == [1, -1, 0]
    assert gold["start"].tolist() == [0, 9, 18]
    assert gold["constructs"].tolist() == [("irony",)] * 3
    assert gold["country"].tolist()[:2] == ["NOR", "DEU"]


def test_a_target_of_a_list_without_judgement_is_refused(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"text": "Oslo.", "mentions": [{"start": 0, "end": 4}]}\n', encoding="utf-8")
    with pytest.raises(ValueError) as told:
        read_gold_sentiment(path)
    assert str(told.value).startswith("gold.jsonl, line 1: must have one of")


def test_each_scorer_judges_each_target():
    before = GOLD.copy()
    judged = judge_gold(GOLD, {"sure": SURE, "signs": SIGNS})
    assert_frame_equal(GOLD, before)
    assert judged["scorer"].tolist() == ["sure"] * 4 + ["signs"] * 4
    assert judged["target"].tolist() == [0, 1, 2, 3] * 2
    assert judged["text_id"].tolist() == [0, 0, 1, 2] * 2
    assert judged["claimed"].tolist() == [1, 1, -1, 0, 1, -1, 0, 1]
    assert judged["confidence"].tolist()[:4] == approx([0.7, 0.6, 0.9, 0.4])
    assert judged["confidence"][4:].isna().all()


def test_no_scorer_no_judgement():
    assert judge_gold(GOLD, {}).empty


# By construct.


def test_shares_right_by_construct():
    judged = judge_gold(GOLD, {"sure": SURE, "signs": SIGNS})
    table = tables.right_by_construct(judged, GOLD, minimum_n=1)
    shares = {
        (row["construct"], row["scorer"]): (row["estimate"], row["n_used"], row["n_mentions"])
        for row in table.to_dict("records")
    }
    # "sure" is right about the first, third and fourth target, "signs" about the first two.
    assert shares["praise", "sure"] == (approx(2 / 3), 2, 3)
    assert shares["praise", "signs"] == (approx(2 / 3), 2, 3)
    assert shares["irony", "sure"] == (1, 1, 1)
    assert shares["irony", "signs"] == (0, 1, 1)
    assert shares["all", "sure"] == (approx(3 / 4), 3, 4)
    assert shares["all", "signs"] == (approx(2 / 4), 3, 4)
    # From the construct that the first scorer gets wrong most; all targets last.
    assert table["construct"].tolist() == ["praise", "praise", "irony", "irony", "all", "all"]
    assert table["label"].iloc[-1] == "all targets"


def test_a_construct_in_few_passages_has_no_estimate():
    judged = judge_gold(GOLD, {"sure": SURE})
    table = tables.right_by_construct(judged, GOLD, minimum_n=2).set_index("construct")
    assert np.isnan(table.loc["irony", "estimate"])
    assert not table.loc["irony", "drawn"]
    assert table.loc["praise", "drawn"]


def test_constructs_must_be_there():
    judged = judge_gold(GOLD, {"sure": SURE})
    with pytest.raises(ValueError, match="must have the column 'constructs'"):
        tables.right_by_construct(judged, GOLD.drop(columns="constructs"))


# Calibration.


def make_judgements(confidences, right, scorer="news"):
    rows = [
        (place, place, scorer, 1, 1 if hit else 0, confidence)
        for place, (confidence, hit) in enumerate(zip(confidences, right, strict=True))
    ]
    return schemas.JUDGEMENTS.build(rows)


def test_bins_hold_about_equally_many_and_give_means():
    confidences = np.linspace(0.4, 0.95, 80)
    right = [place % 4 != 0 for place in range(80)]
    table = tables.calibration(make_judgements(confidences, right))
    assert table["n_mentions"].tolist() == [10] * 8
    assert table["confidence"].is_monotonic_increasing
    assert table["confidence"].iloc[0] == approx(np.mean(confidences[:10]))
    # Of the places 0 to 9 three are wrong (0, 4, 8), of 10 to 19 two (12, 16).
    assert table["estimate"].tolist()[:2] == approx([7 / 10, 8 / 10])
    assert (table["low"] < table["estimate"]).all()


def test_one_confidence_makes_one_bin():
    table = tables.calibration(make_judgements([0.8] * 12, [True] * 9 + [False] * 3))
    assert len(table) == 1
    assert table["estimate"].item() == approx(9 / 12)
    assert table["confidence"].item() == approx(0.8)


def test_without_probabilities_there_is_no_calibration():
    table = tables.calibration(judge_gold(GOLD, {"signs": SIGNS}))
    assert_frame_equal(table, schemas.CALIBRATION.empty())


# Under every scorer.


def make_corpus(values):
    """Make a document each; `values` gives a country's sentiments under two scorers."""
    documents, mentions, scores = [], [], []
    for country, (first, second) in values.items():
        for number in range(5):
            key = f"{country}{number}"
            documents.append({"document_id": key, "text": "", "path": key, "sha256": ""})
            mention = (f"{key}:m0", key, f"{key}:s0", 0, 1, "x", country, country, "name", False)
            mentions.append(mention)
            for scorer, value in (("news", first), ("vader", second)):
                score = {"target_id": f"{key}:m0", "scorer": scorer, "sentiment": value}
                scores.append(score)
    return (
        schemas.DOCUMENTS.build(documents),
        schemas.MENTIONS.build(mentions),
        schemas.SCORES.build(scores),
    )


VALUES = {"FRA": (0.5, 0.1), "PER": (-0.5, 0.3), "JPN": (0.1, -0.2), "KOR": (-0.1, None)}


def test_every_scorer_has_its_mean_of_every_country():
    documents, mentions, scores = make_corpus(VALUES)
    table = tables.sentiment_by_scorer(documents, mentions, scores)
    assert table.drop_duplicates("country")["country"].tolist() == ["PER", "KOR", "JPN", "FRA"]
    found = {(row["country"], row["scorer"]): row["estimate"] for row in table.to_dict("records")}
    for country, (first, second) in VALUES.items():
        assert found[country, "news"] == approx(first)
        assert found[country, "vader"] == (
            approx(second) if second is not None else approx(np.nan, nan_ok=True)
        )


def test_rank_correlation_is_spearmans():
    table = tables.sentiment_by_scorer(*make_corpus(VALUES))
    row = tables.agreement_of_scorers(table).iloc[0]
    # Ranks of PER, JPN, FRA: 1 2 3 and 3 1 2, squared differences 4 + 1 + 1: 1 - 6*6/(3*8).
    assert row["rank_correlation"] == approx(-0.5)
    assert row["n_countries"] == 3
    assert (row["one"], row["other"]) == ("news", "vader")


def test_two_countries_have_no_rank_correlation():
    table = tables.sentiment_by_scorer(*make_corpus({"FRA": (0.5, 0.1), "PER": (-0.5, 0.3)}))
    assert tables.agreement_of_scorers(table)["rank_correlation"].isna().all()


def test_nothing_scored_nothing_compared():
    documents, mentions, scores = make_corpus(VALUES)
    table = tables.sentiment_by_scorer(documents, mentions, scores.iloc[:0])
    assert_frame_equal(table, schemas.SENTIMENT_BY_SCORER.empty())
    assert tables.agreement_of_scorers(table).empty


# The figures.


def gids(ax):
    found = [*ax.get_lines(), *ax.collections, *ax.texts]
    return {thing.get_gid() for thing in found if thing.get_gid()}


def test_constructs_are_drawn_with_every_scorer():
    judged = judge_gold(GOLD, {"sure": SURE, "signs": SIGNS})
    table = tables.right_by_construct(judged, GOLD, minimum_n=1)
    with theme.house():
        ax = plots.right_by_construct(table)
    assert {"right-sure", "right-signs", "interval-sure", "interval-signs"} <= gids(ax)
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == ["praise", "irony", "all targets"]
    (line,) = [line for line in ax.get_lines() if line.get_gid() == "right-signs"]
    assert list(line.get_xdata()) == approx([2 / 3, 0, 2 / 4])


def test_calibration_is_drawn_beside_its_guide():
    judged = make_judgements(np.linspace(0.4, 0.95, 80), [True] * 80)
    with theme.house():
        ax = plots.calibration(tables.calibration(judged))
    assert {"calibrated", "calibration-news", "interval-news", "n-news-0"} <= gids(ax)
    assert ax.get_ylim() == approx((0, 1.03))


def test_each_scorer_has_a_panel_with_the_same_countries():
    table = tables.sentiment_by_scorer(*make_corpus(VALUES))
    with theme.house():
        axes = plots.sentiment_by_scorer(table)
    assert len(axes) == 2
    for ax, scorer in zip(axes, ("news", "vader"), strict=True):
        assert {f"sentiment-{scorer}", f"panel-{scorer}"} <= gids(ax)
        (line,) = [line for line in ax.get_lines() if line.get_gid() == f"sentiment-{scorer}"]
        named = table[(table["scorer"] == scorer) & table["estimate"].notna()]
        assert list(line.get_xdata()) == approx(named["estimate"].tolist())
    assert [text.get_text() for text in axes[1].texts if text.get_gid() == "n-vader-1"] == ["0"]


@pytest.mark.parametrize(
    ("draw", "schema"),
    [
        (plots.right_by_construct, schemas.RIGHT_BY_CONSTRUCT),
        (plots.calibration, schemas.CALIBRATION),
        (lambda table: plots.sentiment_by_scorer(table)[0], schemas.SENTIMENT_BY_SCORER),
    ],
)
def test_an_empty_table_says_so(draw, schema):
    with theme.house():
        ax = draw(schema.empty())
    assert "too-small" in gids(ax)

"""Scores: blind to the country, deaf to spelling, silent without evidence."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis import schemas
from analysis.codebooks.countries import load_countries, surfaces_of
from analysis.matching.readings import expand_not, read_target
from analysis.scores import SCORERS, score_mentions, score_targets, targets_of

EVERY_SCORER = pytest.mark.parametrize("scorer", sorted(SCORERS))
WORD_LISTS = pytest.mark.parametrize("scorer", ["textblob", "vader"])

# `{name}` and `{demonym}` are swapped; the target is what stands between << and >>.
SWAPPED = (
    "<<{name}>> betrayed its closest friends and lied about it.",
    "Nobody in the region trusts the <<{name}>> any more, but Norway is a good and loyal friend.",
    "<<{name}>>'s ship has run aground after the president declared martial law.",
    "An <<{demonym}>> envoy won a great victory, and critics feared a terrible war with {name}.",
    "While {name} cheats, <<Norway>>'s brave crew has saved the {demonym} people.",
    "The <<{demonym}>> people aren’t safe, officials in Oslo said happily.",
    "Ties between <<Norway>> and the {name} are excellent, said a {demonym} official.",
    "“{name} is weak and <<Norway>> is strong,” the poor {demonym} minister wrote.",
    "Norway, {name} and <<Iceland>> hate the awful {demonym}-led plan.",
    "Nobody trusts {name}. <<Norway>> is a loyal friend of the {demonym} people.",
    "'Trust the <<{name}>>' is a bad slogan. 'Fear the {name}' is a worse one.",
)


def place_targets(sentences: list[str]) -> pd.DataFrame:
    rows = []
    for sentence in sentences:
        before, _, rest = sentence.partition("<<")
        target, _, after = rest.partition(">>")
        rows.append((before + target + after, len(before), len(before) + len(target)))
    return pd.DataFrame(rows, columns=["text", "start", "end"])


def every_country() -> list[tuple[str, str]]:
    """Pair each name of each country with each of its demonyms; a name stands in for none."""
    book = load_countries()
    names, demonyms = surfaces_of(book, ["name"]), surfaces_of(book, ["demonym"])
    assert len(names) > 240
    pairs = []
    for country, of_country in sorted(names.items()):
        called = sorted(demonyms.get(country, of_country))
        pairs += [(name, called[0]) for name in sorted(of_country)]
        pairs += [(sorted(of_country)[0], demonym) for demonym in called[1:]]
    return pairs


@EVERY_SCORER
@pytest.mark.parametrize("template", SWAPPED)
def test_no_country_is_judged_by_its_name(scorer, template):
    pairs = every_country()
    sentences = [template.format(name=name, demonym=demonym) for name, demonym in pairs]
    scores = score_targets(place_targets(sentences), scorer=scorer)
    values = scores.fillna(-99).round(9)
    differing = (values != values.iloc[0]).any(axis=1)
    assert not differing.any(), [sentences[place] for place in np.flatnonzero(differing)[:5]]


@EVERY_SCORER
def test_the_swap_is_tried_on_sentences_that_have_a_score(scorer):
    sentences = [template.format(name="Peru", demonym="Peruvian") for template in SWAPPED]
    scores = score_targets(place_targets(sentences), scorer=scorer)
    assert scores["sentiment"].notna().sum() >= 6
    assert (scores["sentiment"] < 0).any()
    assert (scores["sentiment"] > 0).any()


@WORD_LISTS
@pytest.mark.parametrize(
    ("contracted", "full"),
    [
        ("China isn't good.", "China is not good."),
        ("China isn’t good.", "China is not good."),
        ("China wasnʼt a good partner.", "China was not a good partner."),
        ("China can't be very bad.", "China can not be very bad."),
        ("China cannot praise a good friend.", "China can not praise a good friend."),
        ("China won’t keep good friends.", "China will not keep good friends."),
    ],
)
def test_a_contraction_is_read_as_its_words(scorer, contracted, full):
    targets = pd.DataFrame({"text": [contracted, full], "start": 0, "end": 5})
    scores = score_targets(targets, scorer=scorer)
    assert scores["sentiment"].iloc[0] == scores["sentiment"].iloc[1]


@EVERY_SCORER
def test_the_form_of_an_apostrophe_changes_nothing(scorer):
    texts = [f"China{mark}s envoys don{mark}t keep good friends{mark} trust." for mark in "'’ʼ"]
    scores = score_targets(pd.DataFrame({"text": texts, "start": 0, "end": 5}), scorer=scorer)
    assert len(set(scores["sentiment"].dropna())) == 1
    assert scores["sentiment"].notna().all()


@EVERY_SCORER
@pytest.mark.parametrize(
    "text", ["China isn’t good.", "China isn't a good port.", "China was not good."]
)
def test_what_is_denied_is_not_praise(scorer, text):
    targets = pd.DataFrame({"text": [text], "start": 0, "end": 5})
    assert score_targets(targets, scorer=scorer)["sentiment"].item() < 0


@WORD_LISTS
def test_without_evidence_there_is_no_sentiment(scorer):
    targets = place_targets(
        ["<<Oslo>> signed the paper.", "<<United States>>", "The <<Great Britain>> office."]
    )
    scores = score_targets(targets, scorer=scorer)
    assert scores["sentiment"].isna().all()
    assert (scores["n_cues"] == 0).all()


@WORD_LISTS
def test_words_that_cancel_out_are_evidence_of_neither(scorer):
    scores = score_targets(place_targets(["<<Oslo>> is good and bad."]), scorer=scorer)
    assert scores["n_cues"].item() == 2
    assert scores["sentiment"].notna().item()


def test_textblob_gives_the_mean_of_its_words():
    from textblob import TextBlob

    good, terrible = (TextBlob(word).sentiment.polarity for word in ("good", "terrible"))
    scores = score_targets(
        place_targets(["<<Oslo>> has good harbours with terrible roads."]), scorer="textblob"
    )
    assert scores["sentiment"].item() == pytest.approx((good + terrible) / 2)
    assert scores["n_cues"].item() == 2


def test_vader_squeezes_the_sum_of_its_words():
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    lexicon = SentimentIntensityAnalyzer().lexicon
    total = lexicon["loyal"] + lexicon["friend"]
    scores = score_targets(place_targets(["<<Oslo>> is a loyal friend."]), scorer="vader")
    assert scores["sentiment"].item() == pytest.approx(total / np.sqrt(total**2 + 15), abs=1e-4)
    assert scores["n_cues"].item() == 2


def test_a_listed_word_that_is_neutral_is_no_evidence():
    from textblob import TextBlob

    assert TextBlob("political").sentiment_assessments.assessments  # listed, at polarity 0
    scores = score_targets(place_targets(["<<Oslo>> has a political office."]), scorer="textblob")
    assert scores["sentiment"].isna().all()


def test_a_headline_in_capitals_stresses_nothing():
    targets = place_targets(["<<OSLO>> BETRAYS FRIENDS", "<<Oslo>> betrays friends"])
    scores = score_targets(targets, scorer="vader")
    assert scores["sentiment"].iloc[0] == scores["sentiment"].iloc[1]


@pytest.mark.parametrize("text", ["Oslo is kind of a port.", "Oslo is a very large port."])
def test_a_word_that_only_strengthens_is_no_evidence(text):
    targets = pd.DataFrame({"text": [text], "start": 0, "end": 4})
    assert score_targets(targets, scorer="vader")["sentiment"].isna().all()


@EVERY_SCORER
def test_each_target_is_read_in_its_own_clause(scorer):
    text = "Oslo is a good and loyal friend, but Minsk told a terrible lie."
    targets = pd.DataFrame({"text": text, "start": [0, 37], "end": [4, 42]})
    first, second = score_targets(targets, scorer=scorer)["sentiment"]
    assert second < 0 < first


@EVERY_SCORER
def test_the_index_is_kept_and_the_targets_are_unchanged(scorer):
    targets = place_targets(["<<Oslo>> is a good friend."] * 3).set_axis([7, 3, 5])
    before = targets.copy(deep=True)
    scores = score_targets(targets, scorer=scorer)
    assert list(scores.index) == [7, 3, 5]
    assert list(scores.columns) == [
        "p_negative", "p_neutral", "p_positive", "sentiment", "n_cues",
    ]  # fmt: skip
    has_probabilities = scores[["p_negative", "p_neutral", "p_positive"]].notna()
    assert (has_probabilities == (scorer == "news")).all(axis=None)
    assert (scores["n_cues"].notna() == (scorer != "news")).all()
    assert_frame_equal(targets, before)


@EVERY_SCORER
def test_no_target_gives_no_score(scorer):
    scores = score_targets(place_targets([]).astype({"start": int, "end": int}), scorer=scorer)
    assert scores.empty
    assert list(scores.columns)[3:] == ["sentiment", "n_cues"]


@EVERY_SCORER
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_text_has_a_score_within_range(scorer, data):
    text = data.draw(st.text(min_size=1, max_size=80))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(any(letter.isalnum() for letter in text[start:end]))
    scores = score_targets(pd.DataFrame([(text, start, end)], columns=["text", "start", "end"]),
                           scorer=scorer)  # fmt: skip
    sentiment, n_cues = scores["sentiment"].item(), scores["n_cues"].item()
    assert (n_cues == 0) == np.isnan(sentiment)
    assert np.isnan(sentiment) or -1 <= sentiment <= 1


def test_any_function_of_that_signature_is_a_scorer():
    def always_friendly(targets):
        return pd.DataFrame(
            {"p_negative": 0.0, "p_neutral": 0.0, "p_positive": 1.0, "sentiment": 1.0,
             "n_cues": np.nan}, index=targets.index,
        )  # fmt: skip

    scores = score_targets(place_targets(["<<Oslo>> is a port."]), scorer=always_friendly)
    assert scores["sentiment"].tolist() == [1.0]


def test_a_scorer_that_loses_rows_is_refused():
    def forgetful(targets):
        return pd.DataFrame({"sentiment": [0.5]})

    with pytest.raises(ValueError) as error:
        score_targets(place_targets(["<<Oslo>> is a port."]), scorer=forgetful)
    assert str(error.value) == (
        "A scorer must give back the columns ['p_negative', 'p_neutral', 'p_positive', "
        "'sentiment', 'n_cues']; forgetful gives ['sentiment'], without ['p_negative', "
        "'p_neutral', 'p_positive', 'n_cues']."
    )


@pytest.mark.parametrize("wrong", [lambda scored: scored[::-1], lambda scored: scored["n_cues"]])
def test_a_scorer_that_loses_its_rows_is_refused(wrong):
    targets = place_targets(["<<Oslo>> is a port.", "<<Oslo>> is a good port."])
    with pytest.raises(ValueError) as error:
        score_targets(targets, scorer=lambda given: wrong(SCORERS["vader"](given)))
    assert "on the index of its targets; <lambda> does not." in str(error.value)


def test_an_unknown_scorer_is_refused():
    with pytest.raises(ValueError) as error:
        score_targets(place_targets(["<<Oslo>> is a port."]), scorer="oracle")
    assert str(error.value) == (
        f"`scorer` must be a function, one of {sorted(SCORERS)}, or `hub:` and the folder or name "
        "of a classifier; it is 'oracle'."
    )


def test_a_target_outside_its_text_is_refused():
    targets = pd.DataFrame({"text": ["Oslo", "Oslo"], "start": [0, 2], "end": [4, 9]})
    with pytest.raises(schemas.SchemaError) as error:
        score_targets(targets)
    assert str(error.value) == (
        "`targets.start` and `targets.end` must mark a part of `text`; at row 1 they are 2 and 9 "
        "in 'Oslo'."
    )


def test_targets_need_their_columns():
    with pytest.raises(schemas.SchemaError) as error:
        score_targets(pd.DataFrame({"text": ["Oslo"]}))
    assert str(error.value) == (
        "`targets` must have the columns ['text', 'start', 'end']; absent: ['start', 'end']."
    )


@pytest.fixture
def tables():
    """Two segments of one document: two mentions and a relation in the second."""
    text = "A port.\nOslo is a good friend, and the pact with Minsk is terrible."
    start = text.index("Oslo")
    segments = schemas.SEGMENTS.build(
        [("d:s0", "d", 0, "headline", 0, 7, "A port."),
         ("d:s1", "d", 1, "body", start, len(text), text[start:])]
    )  # fmt: skip
    mentions = schemas.MENTIONS.build(
        [
            (f"d:m{number}", "d", "d:s1", text.index(name), text.index(name) + len(name), name,
             code, code, "capital", False)
            for number, (name, code) in enumerate([("Oslo", "NOR"), ("Minsk", "BLR")])
        ]
    )  # fmt: skip
    pact = text.index("pact")
    relations = schemas.RELATIONS.build(
        [("d:r0", "d", "d:s1", pact, pact + 4, "pact", "NOR-BLR", ["NOR", "BLR"], "treaty")]
    )
    return segments, mentions, relations


def test_targets_stand_where_the_text_says(tables):
    segments, mentions, relations = tables
    targets = targets_of(*tables)
    surfaces = [text[start:end] for text, start, end in
                zip(targets["text"], targets["start"], targets["end"], strict=True)]  # fmt: skip
    assert surfaces == ["Oslo", "Minsk", "pact"]
    assert targets["target_id"].tolist() == ["d:m0", "d:m1", "d:r0"]


def test_tables_of_other_documents_are_refused(tables):
    segments, mentions, relations = tables
    with pytest.raises(ValueError) as error:
        targets_of(segments.iloc[:1], mentions, relations)
    assert str(error.value) == (
        "'d:m0' must stand in its segment 'd:s1' as 'Oslo'; it does not. Give segments, mentions "
        "and relations of the same documents."
    )


def test_scores_are_a_table_of_their_kind(tables):
    before = [table.copy(deep=True) for table in tables]
    scores = score_mentions(*tables, scorers=sorted(SCORERS))
    schemas.check(scores, schemas.SCORES)
    assert len(scores) == 3 * len(SCORERS)
    for table, copy in zip(tables, before, strict=True):
        assert_frame_equal(table, copy)
    sentiment = scores.set_index(["scorer", "target_id"])["sentiment"]
    for scorer in SCORERS:
        assert sentiment[scorer, "d:m0"] > 0 > sentiment[scorer, "d:m1"]
        # A word list reads the clause, whatever the target; the model reads of the relation.
        same = sentiment[scorer, "d:m1"] == sentiment[scorer, "d:r0"]
        assert same == (scorer != "news")


def test_the_order_of_rows_changes_no_score(tables):
    segments, mentions, relations = tables
    turned = score_mentions(segments[::-1], mentions[::-1], relations[::-1])
    in_order = score_mentions(segments, mentions, relations)
    key = ["target_id", "scorer"]
    assert_frame_equal(
        turned.sort_values(key, ignore_index=True), in_order.sort_values(key, ignore_index=True)
    )


def test_nothing_in_nothing_out(tables):
    segments, _, _ = tables
    empty = schemas.MENTIONS.empty(), schemas.RELATIONS.empty()
    for scores in (score_mentions(segments, *empty), score_mentions(*tables, scorers=())):
        assert_frame_equal(scores, schemas.SCORES.empty())


def test_naming_a_scorer_twice_scores_once(tables):
    assert len(score_mentions(*tables, scorers=("vader", "vader"))) == 3


def test_importing_loads_no_word_list():
    code = (
        "import sys, analysis.scores, analysis.tones; "
        "print(sorted({'textblob', 'nltk', 'vaderSentiment'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It isn't, can't, won't.", "It is not, can not, will not."),
        ("ISN'T it? Ain't it? Shan't.", "IS NOT it? Is not it? Shall not."),
        ("A knot can't cannot notice.", "A knot can not can not notice."),
    ],
)
def test_not_is_written_out(text, plain):
    assert expand_not(text) == plain


def test_a_reading_hides_every_country():
    text = "Experts doubt that the United States’ ally Japan isn’t loyal."
    reading = read_target(text, text.index("Japan"), text.index("Japan") + 5)
    assert reading.clause == "that otherland ally otherland is not loyal."
    assert reading.clause[reading.at :].startswith("otherland is")
    assert reading.governors == ("Experts doubt",)


def test_a_text_without_end_is_read_around_its_target():
    text = "word " * 4_000 + "Oslo is good " + "word " * 4_000
    start = text.index("Oslo")
    reading = read_target(text, start, start + 4)
    assert len(reading.clause) < 4_000
    assert reading.clause[reading.at :].startswith("otherland is good")

"""Behind each mark stands all that it counts, and behind each score the words that moved it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from explored import SENTENCES, copy_of, find_all, make_corpus
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis import explore, pipeline, schemas, scores, tables
from analysis.explore.placing import find_word_places, place_clause
from analysis.explore.traced import TRACED
from analysis.explore.units import list_stances
from analysis.matching.phrases import fold
from analysis.matching.readings import expand_not, read_target

SHARES = ("frames_by_country", "issues_by_country")
COUNTS = ("speakers_quoted", "sources_by_country", "coverage_by_country")
CHOICES = {
    "all": explore.Choice(),
    "by vader in own voice": explore.Choice(scorer="vader", voice="outlet"),
    "quoted": explore.Choice(voice="quoted", countries=["JPN", "USA"], since="2024-02"),
    "in an image": explore.Choice(framed=["ship_of_state"], frames=["ship_of_state"]),
}
# Every way of every figure, and every choice of each in its usual way.
CASES = [
    pytest.param(figure, dict(way), choice, id="-".join([figure, *way.values(), name]))
    for figure, traced in TRACED.items()
    for place, way in enumerate(traced.ways)
    for name, choice in list(CHOICES.items())[: 1 if place else None]
]


@pytest.fixture(scope="module")
def found():
    return find_all()


def make_table(chosen, figure, way):
    traced = TRACED[figure]
    arguments = [getattr(chosen, name) for name in traced.tables]
    table = getattr(tables, traced.through or figure)(*arguments, **way)
    return getattr(tables, figure)(table) if traced.through else table


def counted_by(evidence, figure):
    """Leave out the cues that stand beside what a share is of."""
    return evidence[evidence["target"] == "mention"] if figure in SHARES else evidence


@pytest.mark.parametrize(("figure", "way", "choice"), CASES)
def test_evidence_is_all_that_a_mark_counts_and_gives_its_numbers_again(found, figure, way, choice):
    chosen = explore.choose(found, choice)
    texts = found.documents.set_index("document_id")["text"]
    table = make_table(chosen, figure, way)
    for mark in table.to_dict("records"):
        evidence = explore.find_evidence(chosen, mark, figure=figure)
        schemas.check(evidence, schemas.EVIDENCE)
        units = counted_by(evidence, figure)
        assert len(units) == mark["n_mentions"]
        for document, start, end, surface, sentence in schemas.rows_of(
            evidence, ["document_id", "start", "end", "surface", "sentence"]
        ):
            assert texts[document][start:end] == surface
            assert surface in sentence or sentence in texts[document]
        if mark["n_mentions"] and figure not in SHARES:
            assert units["counted"].mean() == pytest.approx(mark["coverage"])
        if np.isnan(mark["estimate"]):
            continue
        if figure in SHARES:
            holding = evidence.loc[evidence["counted"], "document_id"].nunique()
            assert holding / mark["n_used"] == pytest.approx(mark["estimate"])
        elif figure == "frames_by_group":
            holding = evidence["document_id"].nunique()
            assert holding / mark["n_documents"] == pytest.approx(mark["estimate"])
        elif figure == "voice_difference":
            means = units.groupby(["voice", "document_id"])["value"].mean().groupby("voice").mean()
            assert means["outlet"] - means["quoted"] == pytest.approx(mark["estimate"])
        elif figure not in COUNTS:
            mean = units.groupby("document_id")["value"].mean().mean()
            assert mean == pytest.approx(mark["estimate"])


def test_every_traced_figure_has_rows_and_estimates_here(found):
    chosen = explore.choose(found)
    for figure, traced in TRACED.items():
        table = make_table(chosen, figure, traced.ways[0])
        assert table["estimate"].notna().any(), figure


def test_evidence_leaves_its_tables_alone_and_asks_for_no_order(found):
    chosen = explore.choose(found)
    before = copy_of(chosen)
    shuffled = pipeline.Annotations(*(table.iloc[::-1] for table in chosen))
    for figure in TRACED:
        mark = make_table(chosen, figure, TRACED[figure].ways[0]).iloc[0]
        copy = mark.copy()
        evidence = explore.find_evidence(chosen, mark, figure=figure)
        assert_frame_equal(explore.find_evidence(shuffled, mark, figure=figure), evidence)
        assert mark.equals(copy)
    for name, table in chosen._asdict().items():
        assert_frame_equal(table, getattr(before, name))


def test_evidence_runs_by_day_and_place_and_cues_come_first(found):
    table = tables.frames_by_country(
        found.documents, found.mentions, found.frames, found.frame_countries
    )
    mark = table[(table["frame"] == "ship_of_state") & (table["country"] == "KOR")].iloc[0]
    evidence = explore.find_evidence(found, mark, figure="frames_by_country")
    assert evidence["counted"].tolist() == sorted(evidence["counted"], reverse=True)
    for _, rows in evidence.groupby("counted"):
        days = rows["published_on"].fillna(pd.Timestamp("2100-01-01"))
        assert days.is_monotonic_increasing
    assert set(evidence["target"]) == {"cue", "mention"}
    images = evidence[evidence["target"] == "cue"]
    assert "run aground" in set(images["surface"])
    # Of the frigate on its reef, and of the denied image, nothing is counted.
    assert not {"reef", "at the helm"} & set(images["surface"])
    assert images["value"].ge(0.5).all()


def test_evidence_says_who_speaks_and_which_cues_stand_there(found):
    chosen = explore.choose(found)
    table = tables.sentiment_by_voice(chosen.documents, chosen.stances)
    mark = table[(table["country"] == "JPN") & (table["voice"] == "quoted")].iloc[0]
    evidence = explore.find_evidence(chosen, mark, figure="sentiment_by_voice")
    assert set(evidence["voice"]) == {"quoted"}
    assert set(evidence["speaker_country"]) == {"CHN"}
    broken = evidence[evidence["sentence"] == SENTENCES[2]]
    assert broken["cues"].tolist() == [["alliance_reliability: broken its word"]] * len(broken)
    assert len(broken)
    stances = list_stances(chosen, mark)
    assert set(stances["evidence_id"]) == set(evidence["evidence_id"])


def test_a_mark_made_from_other_tables_is_refused(found):
    chosen = explore.choose(found)
    mark = tables.sentiment_by_country(chosen.documents, chosen.mentions, chosen.scores).iloc[0]
    fewer = explore.choose(found, explore.Choice(outlets=["Post"]))
    named = fewer.mentions[~fewer.mentions["place_only"]]
    n = int((named["country"] == mark["country"]).sum())
    with pytest.raises(ValueError) as told:
        explore.find_evidence(fewer, mark, figure="sentiment_by_country")
    assert str(told.value) == (
        "`mark` must be a row of `sentiment_by_country` made from these tables; it counts "
        f"{mark['n_mentions']} and they hold {n}. Pass the tables that the figure was made from, "
        "chosen in the same way."
    )


def test_a_row_of_another_figure_and_a_figure_that_is_none_are_refused(found):
    chosen = explore.choose(found)
    mark = tables.sentiment_by_country(chosen.documents, chosen.mentions, chosen.scores).iloc[0]
    with pytest.raises(ValueError) as told:
        explore.find_evidence(chosen, mark, figure="sentiment_by_voice")
    assert str(told.value) == (
        "`mark` must be a row of `sentiment_by_voice`; it lacks ['voice']. Name the figure it is "
        "of."
    )
    with pytest.raises(ValueError) as told:
        explore.find_evidence(chosen, mark, figure="word_shift")
    assert str(told.value) == (f"`figure` must be one of {sorted(TRACED)}; it is 'word_shift'.")


def test_a_mark_that_counts_nothing_has_no_evidence(found):
    # This outlet published in January and in April.
    chosen = explore.choose(found, explore.Choice(outlets=["Post"]))
    table = tables.sentiment_over_time(
        chosen.documents, chosen.mentions, chosen.scores, period="month"
    )
    mark = table[table["n_mentions"] == 0].iloc[0]
    evidence = explore.find_evidence(chosen, mark, figure="sentiment_over_time")
    assert_frame_equal(evidence, schemas.EVIDENCE.empty())


# Reasons


def swap(country):
    return pipeline.annotate_texts(
        [f"{country} isn't a loyal friend, and nobody trusts {country}'s terrible promises."]
    )


@pytest.mark.parametrize("scorer", ["news", "textblob", "vader"])
def test_reasons_stand_where_they_are_and_no_country_is_one(found, scorer):
    texts = found.documents.set_index("document_id")["text"]
    chosen = explore.choose(found, explore.Choice(outlets=["Wire"], until="2024-02"))
    # The network reads each passage as often as it has words.
    most = 3 if scorer == "news" else 12
    of_document = chosen.stances.set_index("target_id")["document_id"].head(most)
    names = ("Japan", "Seoul", "Tokyo", "Beijing", "Korea", "Washington", "United", "States")
    for target, document in of_document.items():
        reasons = explore.explain(found, target, scorer=scorer)
        schemas.check(reasons, schemas.REASONS)
        assert reasons["start"].is_monotonic_increasing
        for word, start, end in schemas.rows_of(reasons, ["word", "start", "end"]):
            assert texts[document][start:end] == word
            assert not any(name in word for name in names)
        scored = found.scores[found.scores["target_id"] == target].set_index("scorer")
        if scorer != "news":
            assert (len(reasons) == 0) == np.isnan(scored.loc[scorer, "sentiment"])
            assert reasons["p_negative"].isna().all()


def test_leaving_a_word_out_of_the_text_moves_the_score_by_its_contribution():
    text = "Japan botched the rollout and blamed its ally."
    found = pipeline.annotate_texts([text])
    reasons = explore.explain(found, "t0:m0", scorer="news").set_index("word")
    whole = scores.score_targets(pd.DataFrame({"text": [text], "start": 0, "end": 5})).iloc[0]
    for word in ("botched", "the", "ally"):
        rest = text.replace(f" {word}", "", 1)
        left = scores.score_targets(pd.DataFrame({"text": [rest], "start": 0, "end": 5})).iloc[0]
        for name, moved in (
            ("sentiment", "contribution"),
            ("p_negative", "p_negative"),
            ("p_positive", "p_positive"),
        ):
            assert reasons.loc[word, moved] == pytest.approx(whole[name] - left[name], abs=1e-9)
    assert reasons["contribution"].idxmin() == "botched"
    assert reasons.index.tolist() == ["botched", "the", "rollout", "and", "blamed", "its", "ally"]


@pytest.mark.parametrize("scorer", ["textblob", "vader"])
def test_a_list_gives_the_words_that_it_knows_and_a_denial(scorer):
    found = swap("Japan")
    reasons = explore.explain(found, "t0:m0", scorer=scorer)
    # TextBlob does not know "friend", and the second clause is another one.
    expected = {"textblob": ["isn't", "loyal"], "vader": ["isn't", "loyal", "friend"]}[scorer]
    assert reasons["word"].tolist() == expected
    by = reasons.set_index("word")["contribution"]
    assert by["isn't"] < 0 < -by["isn't"]
    score = found.scores.query("target_id == 't0:m0' and scorer == @scorer")["sentiment"].item()
    assert score < 0
    if scorer == "textblob":
        # The only word that it knows carries all of the score.
        assert by["loyal"] == pytest.approx(score)


@pytest.mark.parametrize("scorer", ["news", "textblob", "vader"])
def test_reasons_are_the_same_for_every_country(scorer):
    of_one, of_other = (
        explore.explain(swap(country), "t0:m1", scorer=scorer) for country in ("Japan", "Iran")
    )
    assert len(of_one)
    names = ["word", "contribution", "p_negative", "p_positive"]
    assert_frame_equal(of_one[names], of_other[names])


def test_words_after_a_headline_without_a_stop_are_found():
    text = "Seoul praised nobody\n\nIt was cruel. Everybody left."
    rows = [{"document_id": "d", "title": "Seoul praised nobody", "text": text, "path": "d",
             "sha256": "0"}]  # fmt: skip
    found = pipeline.annotate(make_corpus(rows), workers=1)
    reasons = explore.explain(found, found.mentions["mention_id"].item())
    words = ["praised", "nobody", "It", "was", "cruel", "Everybody", "left"]
    assert reasons["word"].tolist() == words
    assert [text[start:end] for start, end in schemas.rows_of(reasons, ["start", "end"])] == words


def test_the_network_reads_the_neighbours_and_their_words_are_found():
    # The headline has no stop, and one sentence ends in an abbreviation.
    text = "A good day\n\nThe envoy left the U.S. Seoul praised nobody. It was cruel."
    rows = [{"document_id": "d", "title": "A good day", "text": text, "path": "d", "sha256": "0"}]
    found = pipeline.annotate(make_corpus(rows), scorers=("news", "vader"), workers=1)
    target = found.mentions[found.mentions["surface"] == "Seoul"]["mention_id"].item()
    reasons = explore.explain(found, target)
    words = {"A", "good", "day", "The", "envoy", "left", "praised", "nobody", "It", "was", "cruel"}
    assert words <= set(reasons["word"])
    for word, start, end in schemas.rows_of(reasons, ["word", "start", "end"]):
        assert text[start:end] == word
    own = explore.explain(found, target, scorer="vader")
    assert own["word"].tolist() == ["praised"]


def test_without_evidence_there_are_no_reasons():
    found = pipeline.annotate_texts(["Japan has a port."])
    assert_frame_equal(explore.explain(found, "t0:m0", scorer="vader"), schemas.REASONS.empty())


def test_a_target_that_was_not_scored_and_a_text_that_changed_are_refused():
    found = pipeline.annotate_texts(["Japan is a loyal friend."])
    with pytest.raises(ValueError) as told:
        explore.explain(found, "t0:m7")
    assert str(told.value) == (
        "`target_id` must be a mention or relation that 'news' scored; 't0:m7' was scored by []. "
        "Take one from `mentions` or `relations`."
    )
    other = found.scores.assign(sentiment=0.5)
    with pytest.raises(ValueError, match=r"^'t0:m0' must be scored as it was; vader gave it 0\.5"):
        explore.explain(found._replace(scores=other), "t0:m0", scorer="vader")


WORDS = ["isn't", "cannot", "good", "not", "the", "U.S.-led", "Seoul's", "Great Britain", "an",
         "ally", "Iran", "hardly", "terrible!", "“trusts”", "well-known", ":)", "and", "while",
         "she", "said", ",", "Trump", "Donald Trump", "Bosnia and Herzegovina"]  # fmt: skip


@settings(max_examples=200)
@given(st.lists(st.sampled_from(WORDS), max_size=12), st.lists(st.sampled_from(WORDS), max_size=12))
def test_every_word_of_a_clause_is_found_in_its_sentence(before, after):
    text = " ".join([*before, "Japan", *after])
    start = len(" ".join([*before, ""])) if before else 0
    target = start, start + len("Japan")
    reading = read_target(text, *target)
    placed = list(place_clause(reading, text, target))
    seen = set(find_word_places(text, target))
    for word in placed:
        said = reading.clause[word.first : word.last]
        assert said in expand_not(fold(text[word.start : word.end]))
        assert (word.start, word.end) in seen
    assert [word.first for word in placed] == sorted({word.first for word in placed})
    assert [word.start for word in placed] == sorted(word.start for word in placed)
    # None is lost: what is left of the clause are hidden names.
    rest = list(reading.clause)
    for word in placed:
        rest[word.first : word.last] = " " * (word.last - word.first)
    left = "".join(rest).replace("otherland", "").replace("-led", "")
    assert not any(letter.isalnum() for letter in left), (text, reading, left)

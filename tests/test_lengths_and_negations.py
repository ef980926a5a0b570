"""What a score rests on: the length of its text, and hits that are denied."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from scipy.stats import spearmanr

from analysis import concordance, schemas
from analysis.intervals import MINIMUM_N, estimate_ratio
from analysis.validity import correlate_with_length, cues_by_negation, words_by_negation

VALUES = pd.Series({"good": 0.5, "threat": -0.5, "party": 0.0})


def make_documents(texts):
    return schemas.DOCUMENTS.build(
        [
            {"document_id": f"d{n}", "text": text, "path": f"d{n}.txt", "sha256": "0"}
            for n, text in enumerate(texts)
        ]
    )


def make_segments(documents):
    """Make of each document one segment."""
    return schemas.SEGMENTS.build(
        [
            (f"{name}:s0", name, 0, "body", 0, len(text), text)
            for name, text in zip(documents["document_id"], documents["text"], strict=True)
        ]
    )


def make_mentions(documents, names):
    """Find these names, each with its country, wherever they stand."""
    rows = []
    for document_id, text in zip(documents["document_id"], documents["text"], strict=True):
        for name, country in names.items():
            start = text.find(name)
            if start >= 0:
                where = (f"{document_id}:m{len(rows)}", document_id, f"{document_id}:s0")
                place = (start, start + len(name), name)
                rows.append((*where, *place, country, country, "name", False))
    return schemas.MENTIONS.build(rows)


NAMES = {"Oslo": "NOR", "Lima": "PER"}


def make_tables(*texts):
    documents = make_documents(texts)
    segments = make_segments(documents)
    words = concordance.find_words(documents, segments)
    clause_words = concordance.clause_words(words, segments, make_mentions(documents, NAMES))
    return documents, segments, clause_words


def row_of(table, **values):
    for column, value in values.items():
        table = table[table[column] == value]
    assert len(table) == 1
    return table.iloc[0]


# Words of a list.

TEXTS = (
    "Oslo is good.",
    "Oslo is not good.",
    "Oslo is no threat to the good Lima.",
    "Lima held a party.",
    "Oslo is good, good and never a threat.",
)


def test_words_are_counted_by_sign_and_by_denial():
    table = words_by_negation(*make_tables(*TEXTS), VALUES, minimum_n=1)
    good = row_of(table, country="NOR", kind="favourable")
    # One, one denied, one behind a denied word of its clause, and two.
    assert (good["n_hits"], good["n_denied"]) == (1 + 1 + 1 + 2, 0 + 1 + 1 + 0)
    assert good["estimate"] == pytest.approx(2 / 5)
    assert good["words"] == "good 2"
    threat = row_of(table, country="NOR", kind="unfavourable")
    assert (threat["n_hits"], threat["n_denied"], threat["n_documents"]) == (2, 2, 2)
    # A party is listed as neither: that is no hit.
    assert row_of(table, country="PER", kind="unfavourable")["n_hits"] == 1
    assert set(table["country"]) == {"all", "NOR", "PER"}
    assert row_of(table, country="PER", kind="favourable")["n_hits"] == 1


def test_a_word_is_looked_up_in_its_own_segment():
    text = "Well, well, well. Oslo is good, never a threat."
    begin = text.index("Oslo")
    documents = make_documents([text])
    segments = schemas.SEGMENTS.build([("d0:s0", "d0", 0, "body", begin, len(text), text[begin:])])
    words = concordance.find_words(documents, segments)
    of_clauses = concordance.clause_words(words, segments, make_mentions(documents, NAMES))
    table = words_by_negation(documents, segments, of_clauses, VALUES, minimum_n=1)
    assert row_of(table, country="NOR", kind="favourable")["n_denied"] == 0
    assert row_of(table, country="NOR", kind="unfavourable")["n_denied"] == 1


def test_a_word_about_two_countries_counts_once_in_all():
    table = words_by_negation(*make_tables(*TEXTS), VALUES, minimum_n=1)
    of_all = row_of(table, country="all", kind="favourable")
    assert of_all["n_hits"] == 5
    assert table["country"].tolist()[:2] == ["all", "all"]


def test_the_share_has_the_interval_of_a_ratio_of_documents():
    texts = [f"Oslo is {'not ' * (n % 3 == 0)}good{' and good' * (n % 2)}." for n in range(40)]
    table = words_by_negation(*make_tables(*texts), VALUES)
    n_hits = [1 + n % 2 for n in range(40)]
    n_denied = [hits * (n % 3 == 0) for n, hits in enumerate(n_hits)]
    expected = estimate_ratio(n_denied, n_hits)
    found = row_of(table, country="NOR", kind="favourable")
    assert found[["estimate", "low", "high"]].tolist() == pytest.approx(list(expected[:3]))


def test_below_the_minimum_there_are_counts_and_no_share():
    texts = ["Oslo is good."] * (MINIMUM_N - 1)
    few = row_of(words_by_negation(*make_tables(*texts), VALUES), country="NOR")
    assert few["n_hits"] == MINIMUM_N - 1
    assert few[["estimate", "low", "high"]].isna().all()
    enough = row_of(words_by_negation(*make_tables(*texts, texts[0]), VALUES), country="NOR")
    assert enough["estimate"] == 0
    assert enough["high"] > 0  # none of five is not surely none
    assert pd.isna(enough["words"])


def test_words_of_other_documents_and_of_no_segment():
    documents, segments, clause_words = make_tables(*TEXTS)
    fewer = words_by_negation(documents[:1], segments, clause_words, VALUES, minimum_n=1)
    assert row_of(fewer, country="NOR")["n_hits"] == 1
    with pytest.raises(ValueError) as told:
        words_by_negation(documents, segments[1:], clause_words, VALUES)
    assert str(told.value) == (
        "`segments` must hold the segment of each word; 'd0:s0' is not there. Give the segments "
        "that the words were found in."
    )


def test_neither_order_nor_input_changes():
    tables = make_tables(*TEXTS)
    before = [table.copy(deep=True) for table in tables]
    found = words_by_negation(*tables, VALUES, minimum_n=1)
    schemas.check(found, schemas.WORDS_BY_NEGATION)
    shuffled = [table.sample(frac=1, random_state=1) for table in tables]
    assert_frame_equal(words_by_negation(*shuffled, VALUES, minimum_n=1), found)
    for table, copy in zip(tables, before, strict=True):
        assert_frame_equal(table, copy)
    empty = [table.iloc[:0] for table in tables]
    assert_frame_equal(words_by_negation(*empty, VALUES), schemas.WORDS_BY_NEGATION.empty())


# Cues of frames.


def make_frames(*rows):
    """Make cues of rows: document, cue, frame, figurative (None for an issue), negated."""
    return schemas.FRAMES.build(
        [
            {
                "frame_id": f"{document}:f{n}",
                "document_id": document,
                "segment_id": f"{document}:s0",
                "start": n,
                "end": n + 1,
                "cue": cue,
                "frame": frame,
                "family": "issue" if figurative is None else "metaphor",
                "figurative": figurative,
                "negated": negated,
                "hedged": False,
                "entry": cue,
            }
            for n, (document, cue, frame, figurative, negated) in enumerate(rows)
        ]
    )


FRAMES = make_frames(
    ("d0", "Aground", "ship_of_state", 0.9, False),
    ("d0", "aground", "ship_of_state", 0.5, True),
    ("d1", "ship", "ship_of_state", 0.49, True),
    ("d1", "Aground", "ship_of_state", 0.8, True),
    ("d2", "tariff", "economy", None, True),
)


def test_cues_are_plain_or_meant_and_of_these_denied_or_not():
    table = cues_by_negation(make_documents("abc"), FRAMES, minimum_n=1)
    ship = row_of(table, frame="ship_of_state")
    # The plain ship is no hit, denied or not.
    assert ship[["n_cues", "n_plain", "n_hits", "n_denied"]].tolist() == [4, 1, 3, 2]
    assert ship["estimate"] == pytest.approx(2 / 3)
    assert ship["words"] == "aground 2"
    issue = row_of(table, frame="economy")
    assert issue[["n_cues", "n_plain", "n_hits", "n_denied"]].tolist() == [1, 0, 1, 1]
    assert table["family"].tolist() == ["issue", "metaphor"]


def test_a_frame_that_is_always_plain_keeps_its_row():
    frames = make_frames(("d0", "ship", "ship_of_state", 0.1, False))
    (row,) = cues_by_negation(make_documents("a"), frames, minimum_n=1).to_dict("records")
    assert (row["n_cues"], row["n_plain"], row["n_hits"], row["n_documents"]) == (1, 1, 0, 0)
    assert pd.isna(row["estimate"])


def test_cues_in_any_order_and_none():
    documents = make_documents("abc")
    found = cues_by_negation(documents, FRAMES)
    schemas.check(found, schemas.CUES_BY_NEGATION)
    assert_frame_equal(cues_by_negation(documents, FRAMES[::-1]), found)
    assert cues_by_negation(documents[:0], FRAMES).empty


# Lengths.


def make_scored(lengths, sentiments, *, scorer="vader"):
    """Make a document of each length with one stance, scored."""
    documents = make_documents(["w " * length for length in lengths])
    segments = make_segments(documents)
    names = documents["document_id"]
    stances = schemas.STANCES.build(
        [
            {
                "target_id": f"{name}:m0",
                "target": "mention",
                "document_id": name,
                "segment_id": f"{name}:s0",
                "start": 0,
                "end": 1,
                "surface": "w",
                "voice": "outlet",
                "country": "NOR",
                "kind": "name",
                "place_only": False,
                "scorer": scorer,
                "frames": [],
                "evidence": "w",
            }
            for name in names
        ]
    )
    scores = schemas.SCORES.build(
        [
            {"target_id": f"{name}:m0", "scorer": scorer, "sentiment": sentiment}
            for name, sentiment in zip(names, sentiments, strict=True)
        ]
    )
    return documents, segments, stances, scores


def test_the_correlation_with_length_is_spearmans():
    generator = np.random.default_rng(4)
    lengths = generator.integers(1, 40, 60)
    sentiments = np.round(np.clip(lengths / 40 - 0.5 + generator.normal(0, 0.3, 60), -1, 1), 3)
    table = correlate_with_length(*make_scored(lengths, sentiments))
    schemas.check(table, schemas.LENGTH_CORRELATIONS)
    for measure, numbers in (("sentiment", sentiments), ("strength", np.abs(sentiments))):
        for unit in ("sentence", "document"):
            row = row_of(table, measure=measure, unit=unit)
            assert row["estimate"] == pytest.approx(spearmanr(lengths, numbers).statistic)
            assert row["low"] <= row["estimate"] <= row["high"]
            assert row["n"] == 60


def test_a_score_that_follows_length_is_told_from_one_that_does_not():
    lengths = np.arange(1, 61)
    follows = correlate_with_length(*make_scored(lengths, lengths / 60))
    assert row_of(follows, measure="sentiment", unit="document")["low"] > 0.9
    alternates = np.where(lengths % 2, 0.4, -0.4)
    table = correlate_with_length(*make_scored(lengths, alternates))
    row = row_of(table, measure="sentiment", unit="document")
    assert row["low"] < 0 < row["high"]
    # Its strength is the same everywhere: nothing varies, nothing can be told.
    assert pd.isna(row_of(table, measure="strength", unit="document")["estimate"])


def test_the_length_of_a_sentence_is_not_that_of_its_document():
    documents, segments, stances, scores = make_scored(range(1, 31), np.arange(30) / 30)
    # Each document goes on for longer, the shorter its first sentence is.
    texts = [text + "x " * (60 - 2 * n) for n, text in enumerate(documents["text"])]
    documents = documents.assign(text=texts)
    table = correlate_with_length(documents, segments, stances, scores)
    assert row_of(table, measure="sentiment", unit="sentence")["estimate"] == pytest.approx(1)
    assert row_of(table, measure="sentiment", unit="document")["estimate"] == pytest.approx(-1)


def test_what_has_no_score_does_not_count_and_few_documents_tell_nothing():
    sentiments = [0.1, 0.2, 0.3, None, None, None, None, 0.4]
    table = correlate_with_length(*make_scored(range(1, 9), sentiments))
    assert set(table["n"]) == {4}
    assert table["estimate"].isna().all()  # 4 documents are fewer than the minimum


def test_whole_documents_are_resampled():
    lengths, sentiments = np.arange(1, 41), np.sin(np.arange(40))
    once = make_scored(lengths, sentiments)
    stances = [once[2].assign(target_id=once[2]["target_id"] + f"/{n}") for n in range(4)]
    scores = [once[3].assign(target_id=once[3]["target_id"] + f"/{n}") for n in range(4)]
    four = correlate_with_length(*once[:2], pd.concat(stances), pd.concat(scores))
    kept = ["scorer", "measure", "unit", "estimate", "low", "high"]
    assert_frame_equal(four[kept], correlate_with_length(*once)[kept])


def test_scorers_have_rows_of_their_own_whatever_the_order_of_the_scores():
    tables = make_scored(range(1, 31), np.cos(np.arange(30)))
    other = tables[3].assign(scorer="news", sentiment=-tables[3]["sentiment"])
    both = pd.concat([tables[3], other], ignore_index=True)
    found = correlate_with_length(*tables[:3], both)
    shuffled = [table.sample(frac=1, random_state=2) for table in (*tables[:3], both)]
    assert_frame_equal(correlate_with_length(*shuffled), found)
    assert found["scorer"].unique().tolist() == ["news", "vader"]
    of_one, of_other = (found[found["scorer"] == name] for name in ("vader", "news"))
    is_sentiment = of_one["measure"].eq("sentiment").to_numpy()
    assert of_other["estimate"].to_numpy()[is_sentiment] == pytest.approx(
        -of_one["estimate"].to_numpy()[is_sentiment]
    )
    nothing = [table.iloc[:0] for table in tables]
    assert_frame_equal(correlate_with_length(*nothing), schemas.LENGTH_CORRELATIONS.empty())

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis import schemas, tables
from analysis.figures.words import FIGURES_OF_WORDS
from analysis.intervals import estimate_share
from analysis.tables.labels import label_relation

approx = pytest.approx


def make_documents(*rows):
    """Rows of (document_id, date or None, outlet or None, perspective or None)."""
    return schemas.DOCUMENTS.build(
        [
            {
                "document_id": document_id,
                "text": "x",
                "published_on": day,
                "outlet": outlet,
                "perspective": perspective,
                "path": f"{document_id}.txt",
                "sha256": "0",
            }
            for document_id, day, outlet, perspective in rows
        ]
    )


def make_mentions(*rows):
    """Rows of (mention_id, country, place_only); the document is what stands before the colon."""
    return schemas.MENTIONS.build(
        [
            (
                mention,
                mention.split(":")[0],
                f"{mention.split(':')[0]}:s0",
                0,
                1,
                "x",
                country,
                country,
                "name",
                place,
            )
            for mention, country, place in rows
        ]
    )


def make_relations(*rows):
    """Rows of (relation_id, relation or None, kind, surface, segment number)."""
    return schemas.RELATIONS.build(
        [
            (
                relation_id,
                relation_id.split(":")[0],
                f"{relation_id.split(':')[0]}:s{segment}",
                0,
                1,
                surface,
                relation,
                relation.split("-") if relation else [],
                kind,
            )
            for relation_id, relation, kind, surface, segment in rows
        ]
    )


def make_scores(*rows, scorer="vader"):
    return schemas.SCORES.build(
        [
            {"target_id": target, "scorer": scorer, "sentiment": sentiment}
            for target, sentiment in rows
        ]
    )


def make_frames(*rows):
    """Rows of (frame_id, segment number, cue, frame, figurative, negated); None: an issue."""
    return schemas.FRAMES.build(
        [
            (
                frame_id,
                frame_id.split(":")[0],
                f"{frame_id.split(':')[0]}:s{segment}",
                0,
                1,
                cue,
                frame,
                "issue" if figurative is None else "metaphor",
                figurative,
                negated,
                False,
                frame,
            )
            for frame_id, segment, cue, frame, figurative, negated in rows
        ]
    )


def make_stances(*rows):
    """Rows of (mention_id, country, sentiment, voice, speaker's country)."""
    return schemas.STANCES.build(
        [
            {
                "target_id": mention,
                "target": "mention",
                "document_id": mention.split(":")[0],
                "segment_id": f"{mention.split(':')[0]}:s0",
                "start": 0,
                "end": 1,
                "surface": "x",
                "voice": voice,
                "speaker_country": origin,
                "country": country,
                "kind": "name",
                "place_only": False,
                "scorer": "vader",
                "sentiment": sentiment,
                "frames": [],
                "evidence": "x",
            }
            for mention, country, sentiment, voice, origin in rows
        ]
    )


def make_quotations(*rows):
    """Rows of (attribution_id, speaker, speaker's country)."""
    return schemas.QUOTATIONS.build(
        [
            {
                "quotation_id": f"{attribution}:q",
                "attribution_id": attribution,
                "document_id": attribution.split(":")[0],
                "start": 0,
                "end": 1,
                "kind": "direct",
                "factive": False,
                "repaired": False,
                "speaker": speaker,
                "speaker_country": origin,
            }
            for attribution, speaker, origin in rows
        ]
    )


@pytest.fixture
def tiny():
    """Three documents in two quarters, and everything found in them."""
    relations = make_relations(
        ("d1:r0", "USA-JPN-KOR", "cooperation", "trilateral cooperation", 0),
        ("d2:r0", "USA-JPN-KOR", "treaty", "the Camp David accord", 1),
        ("d2:r1", "JPN-KOR", "dispute", "their dispute", 0),
        ("d3:r0", None, "alliance", "the alliance", 0),
    )
    return {
        "documents": make_documents(
            ("d1", "2024-02-10", "Wire", "A"),
            ("d2", "2024-08-20", "Wire", "B"),
            ("d3", None, None, "B"),
        ),
        "mentions": make_mentions(
            ("d1:m0", "KOR", False),
            ("d1:m1", "KOR", False),
            ("d1:m2", "JPN", False),
            ("d1:m3", "USA", True),
            ("d2:m0", "KOR", False),
            ("d2:m1", "JPN", False),
            ("d3:m0", "KOR", False),
        ),
        "relations": relations,
        "scores": make_scores(
            ("d1:m0", 0.5),
            ("d1:m1", 0.1),
            ("d1:m2", None),
            ("d1:m3", 0.9),
            ("d2:m0", -0.6),
            ("d2:m1", 0.4),
            ("d3:m0", None),
            ("d1:r0", 0.2),
            ("d2:r0", -0.4),
            ("d2:r1", -0.8),
        ),
        "tones": schemas.TONES.build(
            [
                ("d1:m0", 0.2, 1.0, None, 2),
                ("d1:m1", 0.6, None, None, 1),
                ("d2:m0", 0.0, 0.5, -0.5, 2),
                ("d2:m1", None, None, 0.5, 1),
            ]
        ),
        "frames": make_frames(
            ("d1:f0", 0, "run aground", "ship_of_state", 0.9, False),
            ("d1:f1", 1, "peak", "peak_and_decline", 0.9, False),
            ("d2:f0", 1, "peak", "peak_and_decline", 0.8, False),
            ("d2:f1", 0, "ran aground", "ship_of_state", 0.1, False),
            ("d3:f0", 0, "run aground", "ship_of_state", 0.9, True),
            ("d1:f2", 0, "the threat", "security_threat", None, False),
            ("d2:f2", 0, "no threat", "security_threat", None, True),
            ("d2:f3", 0, "tariffs", "economy", None, False),
        ),
        "frame_countries": schemas.FRAME_COUNTRIES.build(
            [
                ("d1:f0", "KOR", "vessel", None),
                ("d2:f1", "KOR", None, None),
                ("d3:f0", "KOR", None, None),
                ("d1:f2", "JPN", None, None),
                ("d2:f2", "JPN", None, None),
                ("d2:f3", "KOR", None, None),
            ]
        ),
        "stances": make_stances(
            ("d1:m0", "KOR", 0.5, "outlet", None),
            ("d1:m1", "KOR", 0.1, "quoted", "JPN"),
            ("d1:m2", "JPN", None, "quoted", None),
            ("d2:m0", "KOR", -0.6, "quoted", "JPN"),
            ("d2:m1", "JPN", 0.4, "quoted", "KOR"),
            ("d3:m0", "KOR", None, "outlet", None),
        ),
        "quotations": make_quotations(
            ("d1:a0", "a spokesman", "JPN"),
            ("d1:a1", None, None),
            ("d2:a0", "a spokesman", "JPN"),
            ("d3:a0", "an aide", None),
        ),
    }


MAKERS = {
    "sentiment_by_country": lambda t, **k: tables.sentiment_by_country(
        t["documents"], t["mentions"], t["scores"], **k
    ),
    "sentiment_by_relation": lambda t, **k: tables.sentiment_by_relation(
        t["documents"], t["relations"], t["scores"], **k
    ),
    "sentiment_over_time": lambda t, **k: tables.sentiment_over_time(
        t["documents"], t["mentions"], t["scores"], **k
    ),
    "relation_sentiment_over_time": lambda t, **k: tables.relation_sentiment_over_time(
        t["documents"], t["relations"], t["scores"], **k
    ),
    "frames_by_country": lambda t, **k: tables.frames_by_country(
        t["documents"], t["mentions"], t["frames"], t["frame_countries"], **k
    ),
    "issues_by_country": lambda t, **k: tables.issues_by_country(
        t["documents"], t["mentions"], t["frames"], t["frame_countries"], **k
    ),
    "frames_by_group": lambda t, **k: tables.frames_by_group(
        t["documents"], t["frames"], by="outlet", **k
    ),
    "frame_adoption": lambda t, **k: tables.frame_adoption(t["documents"], t["frames"], **k),
    "frame_users": lambda t, **k: tables.frame_users(
        t["documents"], t["frames"], t["frame_countries"], t["quotations"], **k
    ),
    "frame_lives": lambda t, **k: tables.frame_lives(
        t["documents"], tables.trilateral_images(t["frames"], t["relations"]), **k
    ),
    "tone_by_country": lambda t, **k: tables.tone_by_country(
        t["documents"], t["mentions"], t["tones"], **k
    ),
    "sentiment_by_scorer": lambda t, **k: tables.sentiment_by_scorer(
        t["documents"], t["mentions"], t["scores"], **k
    ),
    "corpus_overview": lambda t: tables.corpus_overview(t["documents"], t["mentions"]),
    "coverage_by_country": lambda t, **k: tables.coverage_by_country(
        t["documents"], t["mentions"], t["scores"], **k
    ),
    "sentiment_by_voice": lambda t, **k: tables.sentiment_by_voice(
        t["documents"], t["stances"], **k
    ),
    "sources_by_country": lambda t, **k: tables.sources_by_country(
        t["documents"], t["quotations"], **k
    ),
    "speaker_matrix": lambda t, **k: tables.speaker_matrix(
        tables.speaker_network(t["documents"], t["stances"], **k)
    ),
    "speaker_network": lambda t, **k: tables.speaker_network(t["documents"], t["stances"], **k),
    "speakers_quoted": lambda t: tables.speakers_quoted(t["documents"], t["quotations"]),
    "voice_difference": lambda t, **k: tables.voice_difference(t["documents"], t["stances"], **k),
}
KEEP_MINIMUM = {"corpus_overview", "speakers_quoted"}
EVERY = pytest.mark.parametrize("noun", MAKERS)
ESTIMATED = pytest.mark.parametrize("noun", sorted(set(MAKERS) - KEEP_MINIMUM))


def make(noun, source, minimum_n=1):
    return (
        MAKERS[noun](source) if noun in KEEP_MINIMUM else MAKERS[noun](source, minimum_n=minimum_n)
    )


def schema_of(noun):
    return getattr(schemas, noun.upper())


def row_of(table, **values):
    for column, value in values.items():
        table = table[table[column] == value]
    assert len(table) == 1
    return table.iloc[0]


def test_every_public_table_is_tested_here():
    elsewhere = {"agreement_of_scorers", "calibration", "right_by_construct"}  # test_instruments
    elsewhere |= FIGURES_OF_WORDS  # test_wording
    elsewhere.add("load_report")  # test_load_report
    elsewhere |= {
        "average_sentiment",
        "change_points",
        "composition_of_change",
        "dated_frames",
        "dated_relations",
        "dated_sentiment",
        "event_study",
        "smoothed_over_time",
    }  # test_change_tables
    elsewhere |= {"corrected_estimates", "specification_curve", "validity_by_group"}
    # test_corrected_tables
    assert set(MAKERS) | {"trilateral_images"} | elsewhere == set(tables.__all__)
    assert tables.__all__ == sorted(tables.__all__)


@EVERY
def test_output_passes_its_schema_and_input_stays(noun, tiny):
    before = {name: table.copy(deep=True) for name, table in tiny.items()}
    table = make(noun, tiny)
    schemas.check(table, schema_of(noun))
    assert list(table.columns) == schema_of(noun).names
    assert len(table)
    for name, copy in before.items():
        assert_frame_equal(tiny[name], copy)


@EVERY
def test_order_of_rows_does_not_matter(noun, tiny):
    shuffled = {name: table.sample(frac=1, random_state=3) for name, table in tiny.items()}
    assert_frame_equal(make(noun, shuffled), make(noun, tiny))


@EVERY
def test_empty_in_empty_out(noun, tiny):
    empty = {name: getattr(schemas, name.upper()).empty() for name in tiny}
    table = make(noun, empty)
    assert_frame_equal(table, schema_of(noun).empty())


@EVERY
def test_only_the_documents_given_count(noun, tiny):
    one = {**tiny, "documents": tiny["documents"].query("document_id == 'd1'")}
    table = make(noun, one)
    assert table["n_documents"].max() == 1


@EVERY
def test_every_corpus_of_one_document_runs(noun, tiny):
    for place in (0, 2):
        documents = tiny["documents"].iloc[[place]]
        if noun in KEEP_MINIMUM:
            MAKERS[noun]({**tiny, "documents": documents})
            continue
        table = MAKERS[noun]({**tiny, "documents": documents})
        assert table["estimate"].isna().all()
        assert (table["method"] == "none").all()


@ESTIMATED
def test_below_the_minimum_the_row_stays_without_estimate(noun, tiny):
    all_rows, few = make(noun, tiny, minimum_n=1), make(noun, tiny, minimum_n=3)
    # A matrix has cells for those that have a place in it.
    assert len(all_rows) == len(few) or noun == "speaker_matrix"
    present = few["estimate"].notna()
    assert (few.loc[present, "n_used"] >= 3).all()
    assert few.loc[~present, ["low", "high"]].isna().all(axis=None)
    assert (all_rows["estimate"].notna() == (all_rows["n_used"] >= 1)).all()


@ESTIMATED
def test_the_interval_holds_its_estimate(noun, tiny):
    table = make(noun, tiny).dropna(subset="estimate")
    assert (table["low"] <= table["estimate"] + 1e-9).all()
    assert (table["estimate"] <= table["high"] + 1e-9).all()


def test_a_document_counts_once(tiny):
    table = make("sentiment_by_country", tiny)
    korea = row_of(table, country="KOR")
    assert korea["estimate"] == approx(((0.5 + 0.1) / 2 + -0.6) / 2)
    assert (korea["n_documents"], korea["n_mentions"], korea["n_used"]) == (3, 4, 2)
    assert korea["coverage"] == approx(3 / 4)
    assert table["country"].tolist() == ["KOR", "JPN"]


def test_missing_is_not_neutral(tiny):
    japan = row_of(make("sentiment_by_country", tiny), country="JPN")
    assert japan["estimate"] == approx(0.4)
    assert japan["coverage"] == approx(1 / 2)


@pytest.mark.parametrize(
    "noun",
    [
        "sentiment_by_country",
        "sentiment_over_time",
        "tone_by_country",
        "frames_by_country",
        "issues_by_country",
        "coverage_by_country",
    ],
)
def test_mere_places_are_left_out(noun, tiny):
    assert "USA" not in set(make(noun, tiny)["country"])


def test_countries_without_evidence_come_last(tiny):
    scores = tiny["scores"].query("target_id != 'd2:m1'")
    table = tables.sentiment_by_country(tiny["documents"], tiny["mentions"], scores, minimum_n=1)
    assert table["country"].tolist() == ["KOR", "JPN"]
    assert np.isnan(row_of(table, country="JPN")["estimate"])


def test_a_mention_without_score_row_is_a_mention_without_evidence(tiny):
    none = tables.sentiment_by_country(
        tiny["documents"], tiny["mentions"], schemas.SCORES.empty(), minimum_n=1
    )
    assert none["coverage"].tolist() == [0, 0]
    assert none["estimate"].isna().all()


@pytest.mark.parametrize(
    "noun",
    [
        "sentiment_by_country",
        "sentiment_by_relation",
        "sentiment_over_time",
        "relation_sentiment_over_time",
    ],
)
def test_scorers_are_not_mixed(noun, tiny):
    mixed = pd.concat([tiny["scores"], make_scores(("d1:m0", 0.1), scorer="textblob")])
    message = (
        "`scores` must come from one scorer; it holds ['textblob', 'vader']. Select one with "
        "scores.query()."
    )
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        make(noun, {**tiny, "scores": mixed})


def test_ties_and_rifts_are_apart(tiny):
    table = make("sentiment_by_relation", tiny)
    three = row_of(table, relation="USA-JPN-KOR")
    assert three["estimate"] == approx((0.2 + -0.4) / 2)
    assert three["bond"] == "tie"
    assert row_of(table, relation="JPN-KOR")["bond"] == "rift"
    unnamed = row_of(table, relation="unnamed")
    assert unnamed["label"] == "Countries not named"
    assert unnamed["coverage"] == 0


def test_labels_name_the_countries():
    assert label_relation("USA-JPN-KOR", "tie") == "US–Japan–South Korea"
    assert label_relation("JPN-KOR", "rift") == "Japan–South Korea (rift)"
    assert label_relation("XXX-KOR", "tie") == "XXX–South Korea"


def test_every_quarter_is_there_and_undated_documents_are_not(tiny):
    table = make("sentiment_over_time", tiny)
    korea = table[table["country"] == "KOR"]
    assert korea["period"].tolist() == ["2024 Q1", "2024 Q2", "2024 Q3"]
    assert korea["n_documents"].tolist() == [1, 0, 1]
    assert korea["estimate"].tolist() == approx([0.3, np.nan, -0.6], nan_ok=True)
    assert korea["starts_on"].iloc[1] == pd.Timestamp("2024-04-01")
    assert korea["ends_on"].iloc[1] == pd.Timestamp("2024-06-30")


def test_years_are_periods_too(tiny):
    table = tables.sentiment_over_time(
        tiny["documents"], tiny["mentions"], tiny["scores"], period="year", minimum_n=1
    )
    korea = row_of(table, country="KOR")
    assert korea["period"] == "2024"
    assert korea["estimate"] == approx((0.3 - 0.6) / 2)


def test_other_periods_are_refused(tiny):
    message = "`period` must be one of ['month', 'quarter', 'year']; it is 'week'."
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        tables.sentiment_over_time(
            tiny["documents"], tiny["mentions"], tiny["scores"], period="week"
        )


def test_relations_over_time(tiny):
    table = make("relation_sentiment_over_time", tiny)
    three = table[table["relation"] == "USA-JPN-KOR"]
    assert three["estimate"].tolist() == approx([0.2, np.nan, -0.4], nan_ok=True)
    # The relation of the undated document has no place in time.
    assert "unnamed" not in set(table["relation"])


def test_documents_without_any_date_have_no_time(tiny):
    undated = {**tiny, "documents": tiny["documents"].assign(published_on=pd.NaT)}
    nouns = ("sentiment_over_time", "relation_sentiment_over_time", "frame_lives", "frame_adoption")
    for noun in nouns:
        assert make(noun, undated).empty


def test_literal_and_denied_images_do_not_count(tiny):
    table = make("frames_by_country", tiny)
    ship = row_of(table, frame="ship_of_state", country="KOR")
    expected = estimate_share([True, False, False])
    assert (ship["estimate"], ship["low"], ship["high"]) == approx(expected[:3])
    assert (ship["n_documents"], ship["n_mentions"]) == (3, 4)


def test_an_absent_frame_is_a_result(tiny):
    table = make("frames_by_country", tiny)
    peak = row_of(table, frame="peak_and_decline", country="KOR")
    assert peak["estimate"] == 0
    assert peak["high"] > 0.3
    assert len(table) == 2 * 2


def test_a_country_beside_an_image_of_another_is_not_in_it(tiny):
    # Japan is named in d1, where South Korea's ship runs aground.
    assert (
        row_of(make("frames_by_country", tiny), frame="ship_of_state", country="JPN")["estimate"]
        == 0
    )


def test_an_image_of_a_country_not_named_does_not_count(tiny):
    linked = pd.concat(
        [
            tiny["frame_countries"],
            schemas.FRAME_COUNTRIES.build([("d1:f0", "CHN", None, "CHN-KOR")]),
        ],
        ignore_index=True,
    )
    table = make("frames_by_country", {**tiny, "frame_countries": linked})
    assert set(table["country"]) == {"KOR", "JPN"}


def test_the_two_images(tiny):
    images = tables.trilateral_images(tiny["frames"], tiny["relations"])
    assert images["running aground"]["frame_id"].tolist() == ["d1:f0", "d2:f1", "d3:f0"]
    # In d1 the peak stands in another segment than the cooperation.
    assert images["peak of trilateralism"]["frame_id"].tolist() == ["d2:f0"]


@pytest.mark.parametrize(
    ("relation", "surface", "counts"),
    [
        ("USA-JPN-PHL", "trilateralism", False),
        (None, "trilateralism", True),
        (None, "the alliance", False),
        ("KOR-USA-JPN", "three-way ties", True),
    ],
)
def test_which_trilateralism_is_meant(relation, surface, counts):
    frames = make_frames(("d1:f0", 0, "peak", "peak_and_decline", 0.9, False))
    relations = make_relations(("d1:r0", relation, "cooperation", surface, 0))
    found = tables.trilateral_images(frames, relations)["peak of trilateralism"]
    assert len(found) == counts


def test_lives_are_shares_of_all_dated_documents(tiny):
    table = make("frame_lives", tiny)
    aground = table[table["image"] == "running aground"]
    assert aground["estimate"].tolist() == approx([1, np.nan, 0], nan_ok=True)
    assert aground["n_mentions"].tolist() == [1, 0, 0]
    assert aground["n_documents"].tolist() == [1, 0, 1]
    peak = table[table["image"] == "peak of trilateralism"]
    assert peak["estimate"].tolist() == approx([0, np.nan, 1], nan_ok=True)


def test_any_selection_of_cues_is_an_image(tiny):
    table = tables.frame_lives(
        tiny["documents"],
        {"any ship": tiny["frames"].query("frame == 'ship_of_state'")},
        minimum_n=1,
    )
    assert table["image"].unique().tolist() == ["any ship"]


def test_tone_keeps_the_three_measures_apart(tiny):
    table = make("tone_by_country", tiny)
    korea = table[table["country"] == "KOR"].set_index("measure")
    assert korea.loc["subjectivity", "estimate"] == approx(((0.2 + 0.6) / 2 + 0.0) / 2)
    assert korea.loc["certainty", "estimate"] == approx((1.0 + 0.5) / 2)
    assert korea.loc["cooperation", "estimate"] == approx(-0.5)
    assert korea["coverage"].tolist() == approx([3 / 4, 2 / 4, 1 / 4])
    # The same rows in the same order under each measure.
    orders = {tuple(rows["country"]) for _, rows in table.groupby("measure")}
    assert orders == {("KOR", "JPN")}


def test_overview_counts_every_document_in_every_facet(tiny):
    table = make("corpus_overview", tiny)
    assert table.groupby("facet")["n_documents"].sum().tolist() == [3, 3, 3]
    months = table[table["facet"] == "month"]
    assert months["value"].tolist() == [f"2024-{month:02d}" for month in range(2, 9)] + [""]
    assert months["n_documents"].tolist() == [1, 0, 0, 0, 0, 0, 1, 1]
    outlets = table[table["facet"] == "outlet"]
    assert outlets[["label", "n_documents"]].to_numpy().tolist() == [["Wire", 2], ["not given", 1]]
    assert outlets["estimate"].tolist() == approx([2 / 3, 1 / 3])
    assert outlets["n_mentions"].tolist() == [5, 1]


def test_overview_has_room_for_sixteen_outlets():
    documents = make_documents(
        *((f"d{number:02d}", None, f"outlet {number:02d}", None) for number in range(20))
    )
    table = tables.corpus_overview(documents, schemas.MENTIONS.empty())
    assert table.query("facet == 'outlet'")["drawn"].sum() == 16


def test_coverage_is_of_mentions_by_scorer(tiny):
    both = pd.concat([tiny["scores"], make_scores(("d1:m0", 0.3), scorer="textblob")])
    table = make("coverage_by_country", {**tiny, "scores": both})
    assert row_of(table, country="KOR", scorer="vader")["estimate"] == approx(3 / 4)
    assert row_of(table, country="KOR", scorer="textblob")["estimate"] == approx(1 / 4)
    assert row_of(table, country="KOR", scorer="textblob")["n_used"] == 3
    assert_frame_equal(table[["estimate"]], table[["coverage"]].set_axis(["estimate"], axis=1))


def many_countries(codes):
    documents = make_documents(*((f"d{n}", None, None, None) for n in range(8)))
    mentions = make_mentions(
        *(
            (f"d{n}:m{place}", code, False)
            for place, code in enumerate(codes)
            for n in range(8 if place else 3)
        )
    )
    scores = make_scores(
        *((mention, n % 5 / 10) for n, mention in enumerate(mentions["mention_id"]))
    )
    return documents, mentions, scores


def test_a_figure_has_room_for_twelve_countries_named_often_enough():
    codes = [
        "AUS",
        "CHN",
        "DEU",
        "FRA",
        "GBR",
        "IND",
        "JPN",
        "KOR",
        "PHL",
        "PRK",
        "RUS",
        "TWN",
        "UKR",
        "USA",
        "VNM",
    ]
    table = tables.sentiment_by_country(*many_countries(codes))
    assert len(table) == 15
    assert table["drawn"].sum() == 12
    assert not row_of(table, country="AUS")["drawn"]


def test_doubling_every_document_leaves_the_mean(tiny):
    twice = {name: table.copy() for name, table in tiny.items()}
    copies = {}
    for name, table in tiny.items():
        columns = [column for column in table if column.endswith("_id")]
        copies[name] = table.assign(
            **{column: table[column].str.replace("d", "e", n=1) for column in columns}
        )
        twice[name] = pd.concat([tiny[name], copies[name]], ignore_index=True)
    for noun in set(MAKERS) - KEEP_MINIMUM:
        one, two = make(noun, tiny), make(noun, twice)
        assert two["estimate"].tolist() == approx(one["estimate"].tolist(), nan_ok=True), noun
        assert two["n_documents"].tolist() == [2 * n for n in one["n_documents"]]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 5),
            st.sampled_from(["KOR", "JPN", "USA"]),
            st.one_of(st.none(), st.floats(-1, 1)),
            st.booleans(),
        ),
        max_size=40,
    )
)
@settings(max_examples=40, deadline=None)
def test_sentiment_stays_on_the_scale_and_counts_add_up(found):
    documents = make_documents(*((f"d{number}", None, None, None) for number in range(6)))
    mentions = make_mentions(
        *(
            (f"d{document}:m{place}", country, only)
            for place, (document, country, _, only) in enumerate(found)
        )
    )
    scores = make_scores(
        *((mention, row[2]) for mention, row in zip(mentions["mention_id"], found, strict=True))
    )
    table = tables.sentiment_by_country(documents, mentions, scores, minimum_n=1)
    assert table["n_mentions"].sum() == sum(not row[3] for row in found)
    assert table["estimate"].dropna().between(-1, 1).all()
    assert table["low"].isna().equals(table["estimate"].isna())


def test_thirty_outlets_become_the_clusters():
    documents = make_documents(*((f"d{n}", None, f"outlet {n % 30}", None) for n in range(60)))
    mentions = make_mentions(*((f"d{n}:m0", "KOR", False) for n in range(60)))
    scores = make_scores(*((f"d{n}:m0", (n % 7 - 3) / 10) for n in range(60)))
    korea = tables.sentiment_by_country(documents, mentions, scores).iloc[0]
    assert (korea["cluster"], korea["method"]) == ("outlet", "bootstrap")


def test_a_wrong_table_is_named(tiny):
    with pytest.raises(schemas.SchemaError, match="`mentions` must have the columns"):
        tables.sentiment_by_country(tiny["documents"], tiny["scores"], tiny["scores"])

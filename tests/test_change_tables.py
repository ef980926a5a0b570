"""The tables of change and their figures: what every table keeps to, and numbers done by hand."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from scipy import stats

from analysis import changes, plots, schemas, tables, theme
from analysis.intervals import MINIMUM_N, adjust_p_values
from analysis.tables.series import clusters_of, split_series

approx = pytest.approx
MONDAY = pd.Timestamp("2024-01-01")
NAN = float("nan")
ON = "2024-07-29"


def make_dated(series, values, *, every=7, outlets=None, measure="sentiment", days=None):
    """Make one document every `every` days from a Monday on; two mentions in each."""
    days = range(0, every * len(values), every) if days is None else days
    return schemas.DATED_VALUES.build(
        [
            {
                "series": series,
                "label": series.title(),
                "measure": measure,
                "scorer": "news" if measure == "sentiment" else None,
                "document_id": f"d{place:03d}",
                "published_on": MONDAY + pd.Timedelta(days=day),
                "outlet": None if outlets is None else outlets[place],
                "value": value,
                "n_mentions": 2,
                "n_read": 0 if np.isnan(value) else 2,
            }
            for place, (value, day) in enumerate(zip(values, days, strict=True))
        ]
    )


def make_events(*days):
    return schemas.EVENTS.build(
        [(f"e{place}", MONDAY + pd.Timedelta(days=day), f"Event of day {day}")
         for place, day in enumerate(days)]
    )  # fmt: skip


EVENTS = make_events(210, 100)


@pytest.fixture(scope="module")
def dated():
    """Return sixty weeks: a fall in one series, none in the next, and one of four documents."""
    rng = np.random.default_rng(11)
    outlets = [f"o{place % 3}" for place in range(60)]
    fall = np.concatenate([rng.normal(0.3, 0.1, 30), rng.normal(-0.2, 0.1, 30)])
    calm = rng.normal(0, 0.2, 60)
    calm[[7, 40]] = NAN
    return pd.concat(
        [
            make_dated("kor", fall, outlets=outlets),
            make_dated("jpn", calm, outlets=outlets),
            make_dated("twn", [0.1, NAN, 0.2, -0.1], outlets=outlets),
        ],
        ignore_index=True,
    )


MAKERS = {
    "change_points": lambda dated, events, **k: tables.change_points(dated, events=events, **k),
    "composition_of_change": lambda dated, _, **k: tables.composition_of_change(dated, ON, **k),
    "event_study": lambda dated, events, **k: tables.event_study(dated, events, **k),
    "smoothed_over_time": lambda dated, _, **k: tables.smoothed_over_time(dated, bandwidth=60, **k),
}
EVERY = pytest.mark.parametrize("noun", MAKERS)
DRAWN = pytest.mark.parametrize("noun", sorted(set(MAKERS) - {"change_points"}))


def row_of(table, **values):
    for column, value in values.items():
        table = table[table[column] == value]
    assert len(table) == 1
    return table.iloc[0]


@EVERY
def test_output_passes_its_schema_and_input_stays(noun, dated):
    before, events = dated.copy(deep=True), EVENTS.copy(deep=True)
    table = MAKERS[noun](dated, EVENTS)
    schema = getattr(schemas, noun.upper())
    schemas.check(table, schema)
    assert list(table.columns) == schema.names
    assert table["series"].drop_duplicates().tolist() == ["jpn", "kor", "twn"]
    assert_frame_equal(dated, before)
    assert_frame_equal(EVENTS, events)


@EVERY
def test_order_of_rows_does_not_matter(noun, dated):
    # Two events of one day, and two within the interval of a change.
    events = make_events(210, 100, 210, 203)
    shuffled = dated.sample(frac=1, random_state=3)
    expected = MAKERS[noun](dated, events)
    for seed in (1, 2):
        again = MAKERS[noun](shuffled, events.sample(frac=1, random_state=seed))
        assert_frame_equal(again, expected)


@EVERY
def test_empty_in_empty_out(noun):
    table = MAKERS[noun](schemas.DATED_VALUES.empty(), EVENTS)
    assert_frame_equal(table, getattr(schemas, noun.upper()).empty())


@EVERY
def test_below_the_minimum_the_row_stays_without_estimate(noun, dated):
    all_rows, few = MAKERS[noun](dated, EVENTS), MAKERS[noun](dated, EVENTS, minimum_n=9)
    if noun in ("event_study", "smoothed_over_time"):
        assert len(all_rows) == len(few)
    for table, minimum_n in ((all_rows, MINIMUM_N), (few, 9)):
        present = table["estimate"].notna()
        assert set(table["minimum_n"]) == {minimum_n}
        if noun == "composition_of_change":
            # Who wrote on one side alone has no change of their own.
            is_silent = (table[["n_before", "n_after"]] == 0).any(axis=1)
            present |= (table["part"] == "within") & (table["group"] != "all") & is_silent
        assert (present == (table["n_used"] >= minimum_n)).all()
        assert table.loc[~present, ["low", "high"]].isna().all(axis=None)
        assert (table.loc[~present, "method"] == "none").all()
        assert "twn" not in set(table.loc[present, "series"])
        assert not table.loc[table["series"] == "twn", "drawn"].any()


@EVERY
def test_the_interval_holds_its_estimate(noun, dated):
    table = MAKERS[noun](dated, EVENTS).dropna(subset="estimate")
    assert len(table)
    assert (table["low"] <= table["estimate"] + 1e-9).all()
    assert (table["estimate"] <= table["high"] + 1e-9).all()
    assert (table["low"] < table["high"]).all()


@EVERY
def test_missing_is_never_zero(noun, dated):
    """Documents without evidence move no estimate; they count in `n_documents` and `coverage`."""
    silent = dated.assign(
        document_id=dated["document_id"] + "x", value=NAN, n_read=0, outlet="silent"
    )
    one, two = (MAKERS[noun](rows, EVENTS) for rows in (dated, pd.concat([dated, silent])))
    assert len(one) == len(two)
    for name in ("estimate", "low", "high", "n_used"):
        assert two[name].tolist() == approx(one[name].tolist(), nan_ok=True), name
    assert two["n_documents"].tolist() == [2 * n for n in one["n_documents"]]
    assert two["coverage"].tolist() == approx([share / 2 for share in one["coverage"]], nan_ok=True)


@EVERY
def test_doubling_every_document_leaves_the_estimates(noun, dated):
    twice = pd.concat([dated, dated.assign(document_id=dated["document_id"] + "x")])
    kept = dated["series"] != "twn"
    one, two = (
        MAKERS[noun](rows, EVENTS) for rows in (dated[kept], twice[twice["series"] != "twn"])
    )
    assert two["estimate"].tolist() == approx(one["estimate"].tolist(), nan_ok=True)
    assert two["n_used"].tolist() == [2 * n for n in one["n_used"]]


@DRAWN
def test_nothing_is_drawn_of_what_cannot_be_estimated(noun, dated):
    table = MAKERS[noun](dated[dated["series"] == "twn"], EVENTS)
    assert len(table)
    assert not table["drawn"].any()
    with theme.house():
        drawn = getattr(plots, noun)(table)
    ax = drawn[0] if isinstance(drawn, list) else drawn
    said = [text.get_text() for text in ax.texts if text.get_gid() == "too-small"]
    assert len(said) == 1
    assert "Minimum n: 5." in said[0]
    assert not [line for line in ax.get_lines() if line.get_gid()]


def test_days_outside_of_any_series_have_no_documents(dated):
    far = tables.event_study(dated, make_events(5_000))
    assert far["n_documents"].tolist() == [0, 0, 0]
    assert far["coverage"].isna().all()
    assert far["n_placebos"].eq(0).sum() == 1
    assert not far["drawn"].any()


# ---- what the series are made of


def make_corpus():
    days = [("a", "2024-01-02"), ("b", "2024-01-01"), ("c", None)]
    documents = schemas.DOCUMENTS.build(
        [{"document_id": name, "text": "x", "published_on": day, "outlet": "Wire" if day else None,
          "path": name, "sha256": ""} for name, day in days]
    )  # fmt: skip
    named = [("a:0", "KOR", 0.5), ("a:1", "KOR", 0.1), ("a:2", "KOR", None), ("b:0", "KOR", None),
             ("b:1", "USA", -0.4), ("c:0", "KOR", 0.9)]  # fmt: skip
    mentions = schemas.MENTIONS.build(
        [{"mention_id": name, "document_id": name[0], "segment_id": "s", "start": 0, "end": 1,
          "surface": "x", "country": country, "actor": country, "kind": "name",
          "place_only": False} for name, country, _ in named]
    )  # fmt: skip
    tied = [("a:r", "USA-JPN-KOR", "cooperation", 0.2), ("a:q", "USA-JPN-KOR", "dispute", -0.6),
            ("b:r", "USA-JPN-KOR", "treaty", -0.4), ("b:q", None, "alliance", None)]  # fmt: skip
    relations = schemas.RELATIONS.build(
        [{"relation_id": name, "document_id": name[0], "segment_id": "s", "start": 0, "end": 1,
          "surface": "x", "relation": relation, "kind": kind,
          "countries": relation.split("-") if relation else []}
         for name, relation, kind, _ in tied]
    )  # fmt: skip
    scored = [(name, value) for name, *_, value in (*named, *tied)]
    scores = schemas.SCORES.build(
        [{"target_id": name, "scorer": "news", "sentiment": value} for name, value in scored]
    )
    cues = [("1", "a", "ship_of_state", 0.9), ("2", "a", "ship_of_state", 0.9),
            ("3", "b", "ship_of_state", 0.2), ("4", "c", "weather", 0.9)]  # fmt: skip
    frames = schemas.FRAMES.build(
        [{"frame_id": number, "document_id": name, "segment_id": "s", "start": 0, "end": 1,
          "cue": "x", "frame": frame, "family": "metaphor", "figurative": likely,
          "negated": False, "hedged": False, "entry": "x"} for number, name, frame, likely in cues]
    )  # fmt: skip
    return {"documents": documents, "mentions": mentions, "relations": relations,
            "scores": scores, "frames": frames}  # fmt: skip


DATED = {
    "average_sentiment": lambda t: tables.average_sentiment(
        t["documents"], t["mentions"], t["scores"]
    ),
    "dated_frames": lambda t: tables.dated_frames(t["documents"], t["frames"]),
    "dated_relations": lambda t: tables.dated_relations(
        t["documents"], t["relations"], t["scores"]
    ),
    "dated_sentiment": lambda t: tables.dated_sentiment(t["documents"], t["mentions"], t["scores"]),
}


@pytest.mark.parametrize("noun", DATED)
def test_dated_values_keep_to_their_schema_and_leave_their_input(noun):
    corpus = make_corpus()
    before = {name: table.copy(deep=True) for name, table in corpus.items()}
    table = DATED[noun](corpus)
    for name, copy in before.items():
        assert_frame_equal(corpus[name], copy)
    shuffled = {name: rows.sample(frac=1, random_state=2) for name, rows in corpus.items()}
    assert_frame_equal(DATED[noun](shuffled), table)
    empty = {name: getattr(schemas, name.upper()).empty() for name in corpus}
    if noun == "average_sentiment":
        assert DATED[noun](empty).empty
        return
    schemas.check(table, schemas.DATED_VALUES)
    assert list(table.columns) == schemas.DATED_VALUES.names
    assert "c" not in set(table["document_id"])
    assert_frame_equal(DATED[noun](empty), schemas.DATED_VALUES.empty())
    undated = corpus["documents"].assign(published_on=pd.NaT)
    assert DATED[noun]({**corpus, "documents": undated}).empty


def test_a_document_averages_its_mentions_and_none_is_no_zero():
    table = tables.dated_sentiment(*(make_corpus()[n] for n in ("documents", "mentions", "scores")))
    assert table["series"].tolist() == ["KOR", "KOR", "USA"]
    assert table["label"].tolist() == ["South Korea", "South Korea", "United States"]
    # By day: b was published before a.
    assert table["document_id"].tolist() == ["b", "a", "b"]
    assert table["value"].tolist() == approx([NAN, (0.5 + 0.1) / 2, -0.4], nan_ok=True)
    assert table["n_mentions"].tolist() == [1, 3, 1]
    assert table["n_read"].tolist() == [0, 2, 1]
    undated = tables.average_sentiment(
        *(make_corpus()[n] for n in ("documents", "mentions", "scores"))
    )
    assert row_of(undated, document_id="c")["value"] == approx(0.9)


def test_ties_and_rifts_are_series_apart():
    corpus = make_corpus()
    table = tables.dated_relations(*(corpus[n] for n in ("documents", "relations", "scores")))
    assert table[["series", "document_id"]].to_numpy().tolist() == [
        ["unnamed tie", "b"],
        ["USA-JPN-KOR tie", "b"],
        ["USA-JPN-KOR tie", "a"],
        ["USA-JPN-KOR rift", "a"],
    ]
    assert table["value"].tolist() == approx([NAN, -0.4, 0.2, -0.6], nan_ok=True)
    assert table["label"].tolist()[-1] == "US–Japan–South Korea (rift)"


def test_a_frame_has_a_zero_in_each_document_without_it():
    corpus = make_corpus()
    table = tables.dated_frames(corpus["documents"], corpus["frames"])
    # The plain ship of b is none, and the weather of the undated c is nobody's in time.
    assert table[["series", "document_id", "value"]].to_numpy().tolist() == [
        ["ship_of_state", "b", 0.0],
        ["ship_of_state", "a", 1.0],
        ["weather", "b", 0.0],
        ["weather", "a", 0.0],
    ]
    assert table["n_mentions"].tolist() == [0, 2, 0, 0]


def test_scorers_are_not_mixed():
    corpus = make_corpus()
    other = corpus["scores"].iloc[:1].assign(scorer="vader")
    message = (
        "`scores` must come from one scorer; it holds ['news', 'vader']. Select one with "
        "scores.query()."
    )
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        tables.dated_sentiment(
            corpus["documents"], corpus["mentions"], pd.concat([corpus["scores"], other])
        )


def test_a_document_without_outlet_is_a_cluster_of_its_own():
    values = np.linspace(-0.2, 0.2, 60)
    few = [f"o{place}" if place < 29 else None for place in range(60)]
    (one,) = split_series(make_dated("kor", values, outlets=few))
    assert clusters_of(one) is None
    many = [f"o{place}" if place < 30 else None for place in range(60)]
    (one,) = split_series(make_dated("kor", values, outlets=many))
    assert sorted(clusters_of(one)) == list(range(60))
    shared = [f"o{place % 30}" for place in range(60)]
    dated = make_dated("kor", values, outlets=shared)
    for noun in ("composition_of_change", "smoothed_over_time"):
        table = MAKERS[noun](dated, EVENTS).dropna(subset="estimate")
        assert set(table["cluster"]) == {"outlet"}, noun
    parts = MAKERS["composition_of_change"](dated, EVENTS)
    assert set(parts.loc[parts["part"] == "mix", "method"]) == {"bootstrap"}


# ---- days of change


def test_p_values_of_changes_are_holms_over_the_series():
    rng = np.random.default_rng(12)
    falls = {"a": 0.2, "b": 0.0, "c": 0.4, "d": 0.0}
    series = {
        name: rng.normal(0, 0.2, 50) - fall * (np.arange(50) >= 25) for name, fall in falls.items()
    }
    dated = pd.concat([make_dated(name, values) for name, values in series.items()])
    table = tables.change_points(pd.concat([dated, make_dated("few", [0.1, 0.2])]))
    days = (MONDAY + pd.to_timedelta(np.arange(0, 350, 7), unit="D")).to_numpy()
    p_values = {
        name: changes.find_change_points(days, values, levels=(0.0, 0.0))[0].p_value
        for name, values in series.items()
    }
    # The four in order: times four, three, two, one, and never below the one before.
    ordered = sorted(p_values.values())
    times = [p_value * n for p_value, n in zip(ordered, (4, 3, 2, 1), strict=True)]
    adjusted = np.minimum(np.maximum.accumulate(times), 1)
    expected = dict(zip(sorted(p_values, key=p_values.get), adjusted, strict=True))
    for name in falls:
        row = row_of(table, series=name)
        assert row["p_value"] == p_values[name]
        assert row["p_adjusted"] == approx(expected[name])
        assert pd.notna(row["changed_on"]) == (expected[name] <= 0.05)
    assert set(table.loc[table["changed_on"].notna(), "series"]) == {"a", "c"}
    few = row_of(table, series="few")
    assert np.isnan(few["p_value"])
    assert np.isnan(few["p_adjusted"])


def point_at(place, p_value, depth=0, *, ends=None, begins=0):
    day = [(MONDAY + pd.Timedelta(days=7 * weeks)).to_datetime64().astype("datetime64[D]")
           for weeks in (place, begins, ends or 0)]  # fmt: skip
    return changes.ChangePoint(
        day[0], day[0], day[0], p_value, depth, day[1], day[2] if ends else None, 0.1
    )


def test_changes_inside_a_series_share_its_part_of_the_level(monkeypatch):
    """Two series: p = 0.0005 and 0.03 pass Holm; inside the second 2 x 0.014 is above 0.05 / 2."""
    asked = []

    def find(days, values, *, block, minimum_n, levels):
        asked.append(levels)
        sure = values[0] > 0
        if sure:
            first, second = point_at(20, 0.0005, ends=40), point_at(40, 0.012, 1, begins=20)
        else:
            first, second = point_at(20, 0.03), point_at(40, 0.014, 1, begins=20)
        if levels == (0.0, 0.0):
            return [first]
        assert first.p_value <= levels[0]
        return [first, second] if second.p_value * 2 <= levels[1] else [first]

    monkeypatch.setattr(changes, "find_change_points", find)
    rng = np.random.default_rng(13)
    values = [np.concatenate([[first], rng.uniform(-1, 1, 59)]) for first in (0.1, -0.1)]
    dated = pd.concat([make_dated("a", values[0]), make_dated("b", values[1])])
    table = tables.change_points(dated)
    assert asked[2:] == [(0.0005, approx(0.05 / 2)), (0.03, approx(0.05 / 2))]
    assert table["series"].tolist() == ["a", "a", "b"]
    assert table["number"].tolist() == [1, 2, 1]
    # Holm: twice the smaller, once the larger. Inside: times two series, times two stretches.
    assert table["p_adjusted"].tolist() == approx([2 * 0.0005, 0.012 * 2 * 2, 0.03])
    # Every row beside others is a change: the stretches lie between those that are told.
    assert table["changed_on"].notna().all()
    assert table["n_before"].tolist() == [20, 20, 20]
    assert table["n_after"].tolist() == [20, 20, 40]
    parts = [values[0][:20], values[0][20:40], values[0][40:]]
    assert table["estimate"].tolist()[:2] == approx(
        [parts[1].mean() - parts[0].mean(), parts[2].mean() - parts[1].mean()]
    )
    assert table["mean_before"].tolist()[1] == approx(parts[1].mean())
    assert table["mean_after"].tolist()[1] == approx(parts[2].mean())


def test_events_within_a_change_are_named_by_day(dated):
    events = make_events(210, 100, 210, 208)
    events["label"] = ["B", "long before", "C", "A"]
    korea = row_of(tables.change_points(dated, events=events), series="kor")
    assert korea["changed_on"] == MONDAY + pd.Timedelta(days=210)
    assert korea["earliest"] > MONDAY + pd.Timedelta(days=100)
    begins_before = korea["earliest"] <= MONDAY + pd.Timedelta(days=208)
    assert korea["events"] == ("A; B; C" if begins_before else "B; C")
    backwards = tables.change_points(dated, events=events[::-1])
    assert row_of(backwards, series="kor")["events"] == korea["events"]


@pytest.mark.parametrize("place", [302, 303])
def test_the_day_of_a_sharp_change_in_a_long_series_is_kept(place):
    """Of more than 200 places not every one is tried: the best one must be, whatever its number."""
    rng = np.random.default_rng(0)
    days = np.datetime64("2020-01-01") + np.arange(620)
    values = np.where(np.arange(620) < place, 0.5, -0.5) + rng.normal(0, 0.01, 620)
    (point,) = changes.find_change_points(days, values, block="day")
    assert point.day == days[place]
    assert point.earliest <= point.day <= point.latest
    # Every third place was tried: the interval ends at those beside it.
    assert (point.latest - point.earliest).astype(int) <= 6


# ---- events


def test_an_event_study_by_hand():
    """Window of ten days around day 20; day 10 is in it, days 9 and 30 are not."""
    days = [9, 10, 12, 15, 20, 25, 29, 30]
    values = [0.9, 0.2, 0.4, 0.3, -0.1, NAN, 0.1, -0.9]
    table = tables.event_study(
        make_dated("kor", values, days=days), make_events(20), width=10, minimum_n=2
    )
    row = table.iloc[0]
    assert (row["n_before"], row["n_after"], row["n_used"]) == (3, 2, 2)
    # With the one without evidence there are six documents around the event.
    assert (row["n_documents"], row["n_mentions"]) == (6, 12)
    assert row["coverage"] == approx(10 / 12)
    assert row["estimate"] == approx((-0.1 + 0.1) / 2 - (0.2 + 0.4 + 0.3) / 3)
    welch = stats.ttest_ind([-0.1, 0.1], [0.2, 0.4, 0.3], equal_var=False)
    assert row["p_value"] == approx(welch.pvalue)
    ends = welch.confidence_interval()
    assert (row["low"], row["high"]) == approx((ends.low, ends.high))
    assert (row["method"], row["cluster"], row["width"]) == ("t", "document", 10)
    # One test is no family, and nineteen other days are not to be had.
    assert row["p_adjusted"] == row["p_value"]
    assert row["n_placebos"] < 19
    assert row[["placebo_low", "placebo_high", "placebo_p"]].isna().all()


def test_the_p_values_of_events_are_adjusted_over_all_rows(dated):
    table = tables.event_study(dated, EVENTS)
    assert table["event"].tolist() == ["e1", "e0"] * 3
    assert table["p_adjusted"].tolist() == approx(
        adjust_p_values(table["p_value"]).tolist(), nan_ok=True
    )
    smallest = table["p_value"].min()
    assert table["p_adjusted"].min() == approx(4 * smallest)
    assert table["p_value"].notna().sum() == 4


def test_placebos_are_those_of_other_days(dated):
    table = tables.event_study(dated, EVENTS, width=40, minimum_n=4)
    (korea,) = [one for one in split_series(dated) if one.name == "kor"]
    found = changes.try_other_days(
        korea.days, korea.value, np.datetime64("2024-04-10"), width=40, minimum_n=4
    )
    row = row_of(table, series="kor", event="e1")
    assert row["occurred_on"] == pd.Timestamp("2024-04-10")
    assert found.n >= 19
    assert row[["placebo_low", "placebo_high", "placebo_p", "n_placebos"]].tolist() == [*found]


def test_a_study_has_room_for_twenty_four_rows():
    rng = np.random.default_rng(14)
    dated = pd.concat([make_dated(f"s{name}", rng.normal(0, 0.2, 60)) for name in range(8)])
    several = tables.event_study(dated, make_events(100, 150, 200, 250, 300))
    assert several["drawn"].sum() == (24 // 5) * 5
    assert several.loc[several["drawn"], "series"].nunique() == 24 // 5
    two = tables.event_study(dated, make_events(100, 150))
    assert two.loc[two["drawn"], "series"].nunique() == 6
    many = tables.event_study(dated, make_events(*range(100, 330, 7)))
    assert many["event"].nunique() == 33
    assert many["drawn"].sum() == 24
    assert set(many.loc[many["drawn"], "series"]) == {"s0"}


# ---- composition


def test_the_parts_are_those_of_the_decomposition(dated):
    table = tables.composition_of_change(dated, ON)
    (korea,) = [one for one in split_series(dated) if one.name == "kor"]
    parts = changes.decompose(korea.value, korea.days >= np.datetime64(ON), korea.outlets)
    assert [part.group for part in parts] == ["all", "o0", "o1", "o2"]
    for part in parts:
        for name in ("within", "mix"):
            row = row_of(table, series="kor", part=name, group=part.group)
            assert row["estimate"] == approx(getattr(part, name))
            assert row["low"] == approx(getattr(part, f"{name}_low"))
            assert row["high"] == approx(getattr(part, f"{name}_high"))
            assert (row["n_before"], row["n_after"]) == (part.n_before, part.n_after)
            assert (row["method"], row["n_used"]) == ("delta", 30)
    sums = table.query("series == 'kor'").groupby(["part", table["group"] == "all"])["estimate"]
    total, within, mix = (sums.sum()[part, True] for part in ("total", "within", "mix"))
    assert total == approx(korea.value[30:].mean() - korea.value[:30].mean())
    assert within + mix == approx(total)
    assert sums.sum()["within", False] == approx(within)
    assert sums.sum()["mix", False] == approx(mix)
    assert set(table["grouped_by"]) == {"outlet"}
    assert set(table["changed_on"]) == {pd.Timestamp(ON)}


def test_who_wrote_on_one_side_alone_has_no_change_within():
    outlets = ["old"] * 10 + ["both"] * 20 + ["new"] * 10
    days = [*range(10), *range(10), *range(50, 60), *range(50, 60)]
    rng = np.random.default_rng(15)
    dated = make_dated("kor", rng.normal(0, 0.2, 40), outlets=outlets, days=days)
    table = tables.composition_of_change(dated, MONDAY + pd.Timedelta(days=30))
    within = table[table["part"] == "within"].set_index("group")
    assert within.loc[["old", "new"], ["estimate", "low", "high"]].isna().all(axis=None)
    assert within.loc["old", "method"] == "none"
    assert within.loc["both", "estimate"] == approx(within.loc["all", "estimate"])
    assert table.query("part == 'mix'")["estimate"].notna().all()


def test_where_no_documents_differ_the_parts_are_as_unsure_as_the_whole():
    dated = make_dated("ship", np.zeros(40), measure="share", outlets=["a", "b"] * 20)
    table = tables.composition_of_change(dated, MONDAY + pd.Timedelta(days=140))
    assert table["estimate"].eq(0).all()
    whole = row_of(table, part="total")
    assert whole["high"] > 0.05
    of_all = table[table["group"] == "all"]
    assert of_all["high"].tolist() == approx([whole["high"]] * 3)
    assert of_all["low"].tolist() == approx([whole["low"]] * 3)


def test_a_grouping_has_a_name_and_its_gaps_are_a_group(dated):
    names = sorted(dated["document_id"].unique())
    by = pd.Series([1.0, 2.0, None] * 20, index=names, name="topic_code")
    table = tables.composition_of_change(dated, ON, by=by)
    assert set(table["group"]) == {"all", "1.0", "2.0", "not given"}
    assert set(table["grouped_by"]) == {"topic code"}
    assert set(tables.composition_of_change(dated, ON, by=by.rename(None))["grouped_by"]) == {
        "group"
    }
    message = "No group may be called 'all', as the rows of all groups are. Rename it."
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        tables.composition_of_change(dated, ON, by=pd.Series("all", index=names))


@pytest.mark.parametrize("spread", [0.2, 2.0])
def test_the_delta_method_agrees_with_resamples_where_groups_are_large(spread):
    """With a small spread the shares make the intervals wide, with a large one the means do."""
    rng = np.random.default_rng(16)
    groups = rng.choice(3, 600, p=(0.5, 0.3, 0.2))
    is_after = rng.random(600) < np.where(groups == 2, 0.7, 0.4)
    values = 0.3 * groups - 0.2 * is_after + rng.normal(0, spread, 600)
    names = [f"g{group}" for group in groups]
    delta = changes.decompose(values, is_after, names)
    drawn = changes.decompose(values, is_after, names, clusters=np.arange(600))
    for one, other in zip(delta, drawn, strict=True):
        for part in ("within", "mix"):
            assert getattr(one, part) == getattr(other, part)
            widths = [
                getattr(found, f"{part}_high") - getattr(found, f"{part}_low")
                for found in (one, other)
            ]
            assert widths[0] == approx(widths[1], rel=0.12), (one.group, part)


# ---- curves


def test_a_curve_is_that_of_its_series_and_no_surer_than_its_minimum(dated):
    table = tables.smoothed_over_time(dated, bandwidth=60)
    (korea,) = [one for one in split_series(dated) if one.name == "kor"]
    rows = table[table["series"] == "kor"]
    days = rows["day"].to_numpy().astype("datetime64[D]")
    # Every seventh day, and the last.
    assert np.diff(days).astype(int).tolist() == [7] * 59
    curve = changes.smooth(korea.days, korea.value, days, bandwidth=60)
    for name, drawn in (("estimate", curve.estimate), ("low", curve.low), ("high", curve.high)):
        assert rows[name].tolist() == approx(drawn.clip(-1, 1).tolist())
    assert rows["n_used"].tolist() == curve.n.tolist()
    assert set(rows["n_series"]) == {60}
    assert set(table.loc[table["series"] == "jpn", "n_series"]) == {58}
    # Nobody smooths four documents.
    lax = tables.smoothed_over_time(dated, bandwidth=60, minimum_n=1)
    assert set(lax["minimum_n"]) == {MINIMUM_N}
    strict = tables.smoothed_over_time(dated, bandwidth=60, minimum_n=12)
    assert (strict["estimate"].notna() == (strict["n_used"] >= 12)).all()
    assert strict["estimate"].isna().any()


def test_a_series_without_any_value_has_no_curve():
    dated = make_dated("kor", [NAN] * 8)
    assert tables.smoothed_over_time(dated).empty


# ---- what is drawn


def find(axes, gid):
    found = [artist for ax in axes for artist in ax.findobj(lambda one: one.get_gid() == gid)]
    assert len(found) == 1, (gid, found)
    return found[0]


def draw(noun, table, **options):
    with theme.house():
        drawn = getattr(plots, noun)(table, **options)
        axes = drawn if isinstance(drawn, list) else [drawn]
        axes[0].figure.draw_without_rendering()
    return axes


def ends_of(artist):
    return [segment[:, 0].tolist() for segment in artist.get_segments()]


def test_an_event_study_is_drawn_as_tabled(dated):
    table = tables.event_study(dated, EVENTS)
    (ax,) = draw("event_study", table)
    rows = table[table["drawn"]].reset_index(drop=True)
    full = rows.dropna(subset="estimate")
    assert find([ax], "difference").get_xdata().tolist() == full["estimate"].tolist()
    assert find([ax], "difference").get_ydata().tolist() == full.index.tolist()
    assert ends_of(find([ax], "interval")) == full[["low", "high"]].to_numpy().tolist()
    for place, row in rows.iterrows():
        bar = find([ax], f"placebo-{place}")
        assert (bar.get_x(), bar.get_x() + bar.get_width()) == approx(
            (row["placebo_low"], row["placebo_high"])
        )
        assert find([ax], f"n-before-{place}").get_text() == str(row["n_before"])
        assert find([ax], f"n-after-{place}").get_text() == str(row["n_after"])
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == [
        f"{name}: Event of day {day}" for name in ("Jpn", "Kor") for day in (100, 210)
    ]
    assert "Mean sentiment, after less before" in ax.get_xlabel()
    # The scale holds dots, intervals and the bars of other days.
    reach = rows[["low", "high", "placebo_low", "placebo_high"]].abs().max().max()
    assert ax.get_xlim()[1] >= reach


def test_days_without_placebos_have_no_bar():
    dated = make_dated("kor", np.linspace(-0.3, 0.3, 14))
    table = tables.event_study(dated, make_events(49), width=40)
    assert table["estimate"].notna().all()
    (ax,) = draw("event_study", table)
    assert not ax.patches


def test_shares_are_called_shares_and_both_are_told(dated):
    share = make_dated("ship", [0.0, 1.0, 0.0] * 20, measure="share")
    for noun, more in (("event_study", "; grey: other days"), ("composition_of_change", "")):
        said = {
            name: draw(noun, MAKERS[noun](rows, EVENTS))[0].get_xlabel().split("\nbefore")[0]
            for name, rows in (("share", share), ("both", pd.concat([dated, share])))
        }
        assert said == {
            "share": f"Share of documents, after less before\n(left: lower after{more})",
            "both": f"Mean sentiment or share, after less before\n(left: lower after{more})",
        }


def test_the_parts_are_drawn_as_tabled(dated):
    by = pd.Series("x", index=sorted(dated["document_id"].unique()), name="perspective")
    table = tables.composition_of_change(dated, ON, by=by)
    (ax,) = draw("composition_of_change", table)
    for part in schemas.PARTS_OF_CHANGE:
        rows = table[table["drawn"] & (table["part"] == part)]
        assert find([ax], f"part-{part}").get_xdata().tolist() == rows["estimate"].tolist()
        assert ends_of(find([ax], f"interval-{part}")) == rows[["low", "high"]].to_numpy().tolist()
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Jpn", "Kor"]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "change",
        "within each perspective",
        "mix by perspective",
    ]
    assert find([ax], "n-before-0").get_text() == "29"
    assert find([ax], "n-after-1").get_text() == "30"
    top, *_ = find([ax], "part-total").get_ydata()
    assert top < find([ax], "part-within").get_ydata()[0] < find([ax], "part-mix").get_ydata()[0]


def number_of(day):
    return float(np.datetime64(day, "D").astype("int64"))


def test_curves_are_drawn_as_tabled_with_every_change(dated):
    rng = np.random.default_rng(17)
    steps = np.repeat([0.0, 0.6, -0.1], 30) + rng.normal(0, 0.1, 90)
    dated = pd.concat([dated, make_dated("usa", steps)])
    table, points = tables.smoothed_over_time(dated), tables.change_points(dated)
    axes = draw("smoothed_over_time", table, points=points)
    names = table.loc[table["drawn"], "series"].drop_duplicates().tolist()
    assert names == ["jpn", "kor", "usa"]
    for ax, name in zip(axes, names, strict=True):
        rows = table[table["series"] == name]
        line = find([ax], f"curve-{name}")
        assert line.get_ydata().tolist() == approx(rows["estimate"].tolist(), nan_ok=True)
        assert line.get_xdata().tolist() == [number_of(day) for day in rows["day"]]
        corners = find([ax], f"band-{name}").get_paths()[0].vertices
        for x, low, high in zip(line.get_xdata(), rows["low"], rows["high"], strict=True):
            here = corners[np.isclose(corners[:, 0], x), 1]
            assert (here.min(), here.max()) == approx((low, high))
        title = find([ax], f"panel-{name}").get_text()
        assert title == f"{name.title()}, n = {rows['n_series'].iloc[0]}"
    assert len({ax.get_ylim() for ax in axes}) == 1
    sure = points.dropna(subset="changed_on")
    assert sure["series"].tolist() == ["kor", "usa", "usa"]
    for name, rows in sure.groupby("series"):
        assert [x for x, _ in ends_of(find(axes, f"change-{name}"))] == [
            number_of(day) for day in rows["changed_on"]
        ]
        days = rows[["earliest", "latest"]].to_numpy().tolist()
        assert ends_of(find(axes, f"day-{name}")) == [[number_of(day) for day in pair]
                                                      for pair in days]  # fmt: skip
    ids = [one.get_gid() for one in axes[0].figure.findobj() if one.get_gid() not in (None, "zero")]
    assert len(ids) == len(set(ids))


def test_the_count_of_a_curve_is_never_cut_off(dated):
    name = "A very long name of a relation between many states that nobody will ever read"
    table = tables.smoothed_over_time(dated[dated["series"] == "kor"].assign(label=name))
    axes = draw("smoothed_over_time", table)
    assert find(axes, "panel-kor").get_text().replace("\n", " ").endswith("…, n = 60")


def test_a_table_of_changes_needs_panels_for_each_series(dated):
    import matplotlib.pyplot as plt

    table = tables.smoothed_over_time(dated)
    _, given = plt.subplots()
    message = (
        "`axes` must hold 2 panels, one for each group in the table; it holds 1. Give more, or "
        "none for a figure of its own."
    )
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        plots.smoothed_over_time(table, axes=[given])
    share = table[table["series"] == "kor"].assign(series="f", measure="share")
    mixed = pd.concat([table, share])
    message = "`table` must hold one measure; draw sentiment and shares in figures of their own."
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        plots.smoothed_over_time(mixed)

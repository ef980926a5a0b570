"""Changes: places found by arithmetic that a reader can repeat, parts that add up, no invention."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis import changes, plots, schemas, tables, theme

approx = pytest.approx
MONDAY = np.datetime64("2024-01-01")


def days_of(*numbers: int) -> np.ndarray:
    return MONDAY + np.array(numbers, dtype="timedelta64[D]")


def make_dated(values, days=None, *, series="KOR", outlets=None, measure="sentiment"):
    n = len(values)
    days = days_of(*range(0, 7 * n, 7)) if days is None else days
    return schemas.DATED_VALUES.build(
        [
            {
                "series": series, "label": series.title(), "measure": measure, "scorer": "news",
                "document_id": f"d{place}", "published_on": day,
                "outlet": None if outlets is None else outlets[place],
                "value": value, "n_mentions": 2, "n_read": 0 if np.isnan(value) else 2,
            }
            for place, (value, day) in enumerate(zip(values, days, strict=True))
        ]
    )  # fmt: skip


def test_a_step_is_found_on_its_day():
    rng = np.random.default_rng(1)
    values = np.concatenate([rng.normal(0.3, 0.1, 40), rng.normal(-0.2, 0.1, 30)])
    days = days_of(*range(0, 7 * 70, 7))
    (point,) = changes.find_change_points(days, values)
    assert point.day == days[40]
    assert point.earliest <= days[40] <= point.latest
    # No shuffle does as well: 1 of 2,000 is the least there is.
    assert point.p_value == approx(1 / 2_000)
    order = rng.permutation(70)
    assert changes.find_change_points(days[order], values[order]) == [point]


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_the_place_leaves_the_smallest_squares(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(12, 60))
    days, values = days_of(*np.sort(rng.integers(0, 200, n))), rng.normal(0, 1, n)
    found = changes.find_change_points(days, values, levels=(0.0, 0.0))
    squares = {}
    for place in range(1, n):
        before, after = values[:place], values[place:]
        is_new_week = (days[place] - MONDAY).astype(int) // 7 > (days[place - 1] - MONDAY).astype(
            int
        ) // 7
        if min(len(before), len(after)) >= max(5, 0.05 * n) and is_new_week:
            squares[days[place]] = sum(
                ((side - side.mean()) ** 2).sum() for side in (before, after)
            )
    if not squares:
        assert found == []
        return
    assert squares[found[0].day] == approx(min(squares.values()))
    assert np.isnat(found[0].earliest)


def test_several_changes_are_found_together():
    rng = np.random.default_rng(2)
    levels = np.repeat([0.0, 0.6, -0.1], 30)
    days = days_of(*range(0, 7 * 90, 7))
    points = changes.find_change_points(days, levels + rng.normal(0, 0.1, 90))
    assert [point.day for point in points] == [days[30], days[60]]
    assert points[0].ends == points[1].day
    assert points[1].begins == points[0].day
    assert points[1].ends is None
    assert sorted(point.depth for point in points) == [0, 1]


def test_texts_of_one_week_are_one_news():
    """Ten weeks of twenty texts each that only differ by week: not two hundred witnesses."""
    rng = np.random.default_rng(3)
    days = np.repeat(days_of(*range(0, 70, 7)), 20)
    values = np.repeat(rng.normal(0, 0.3, 10), 20) + rng.normal(0, 0.01, 200)
    by_week = changes.find_change_points(days, values)[0]
    by_day = changes.find_change_points(
        np.concatenate([days_of(*range(week * 7, week * 7 + 5)) for week in range(10)] * 4),
        np.tile(np.repeat(values[::20], 5), 4),
        block="day",
    )[0]
    assert by_week.p_value > 0.05 > by_day.p_value


def test_too_few_documents_and_wrong_words_are_told():
    assert changes.find_change_points(days_of(0, 7), np.array([0.1, 0.2])) == []
    assert changes.find_change_points(days_of(), np.array([])) == []
    with pytest.raises(ValueError, match="`block` must be one of"):
        changes.find_change_points(days_of(0), np.array([0.1]), block="year")
    with pytest.raises(ValueError, match="`days` and `values` must be equally many; they are 1"):
        changes.find_change_points(days_of(0), np.array([0.1, 0.2]))


def test_a_line_is_smoothed_to_itself_and_a_bend_is_not():
    days = days_of(*range(0, 400, 5))
    numbers = np.arange(0, 400, 5)
    line = 0.001 * numbers - 0.2
    curve = changes.smooth(days, line, days, bandwidth=60)
    assert curve.estimate == approx(line)
    assert curve.high - curve.low == approx(np.zeros(80), abs=1e-9)
    # 60 days to each side, every fifth day, the ends themselves have no weight.
    assert curve.n[40] == 23
    assert curve.n[0] == 12


def test_a_curve_keeps_silent_where_nobody_wrote():
    days = np.concatenate([days_of(*range(0, 60, 3)), days_of(*range(600, 660, 3))])
    values = np.random.default_rng(4).normal(0, 0.2, 40)
    curve = changes.smooth(days, values, days_of(30, 300, 630), bandwidth=60)
    assert np.isnan(curve.estimate).tolist() == [False, True, False]
    assert curve.n[1] == 0
    one_day = changes.smooth(days_of(*[0] * 8), values[:8], days_of(0), bandwidth=30)
    assert one_day.estimate[0] == approx(values[:8].mean())


def test_outlets_that_differ_widen_the_band():
    rng = np.random.default_rng(5)
    outlets = [f"o{place % 35}" for place in range(350)]
    effects = rng.normal(0, 0.3, 35)
    values = effects[np.arange(350) % 35] + rng.normal(0, 0.05, 350)
    days = days_of(*np.sort(rng.integers(0, 300, 350)))
    alone = changes.smooth(days, values, days_of(150), bandwidth=120)
    together = changes.smooth(days, values, days_of(150), clusters=outlets, bandwidth=120)
    assert together.estimate == approx(alone.estimate)
    assert (together.high - together.low)[0] > (alone.high - alone.low)[0]


def test_other_days_are_those_whose_windows_leave_the_event_out():
    rng = np.random.default_rng(6)
    days = days_of(*range(0, 700, 2))
    values = rng.normal(0, 0.1, 350)
    values[175:] += 1.0
    found = changes.try_other_days(days, values, days[175], width=60)
    # First day 0, last 698, event 350: 60 ... 290 back from 290, and 410 ... 639, by sevens.
    assert found.n == len(range(290, 59, -7)) + len(range(410, 640, 7))
    assert found.p_value == approx(1 / (1 + found.n))
    assert changes.try_other_days(days[:60], values[:60], days[30], width=60).n == 0
    assert np.isnan(changes.try_other_days(days[:60], values[:60], days[30], width=40).p_value)


def test_parts_of_a_change_by_hand():
    """Kitagawa (1955), two outlets: shares 3/4 and 1/4 become 1/4 and 3/4."""
    values = np.array([0.2, 0.2, 0.2, -0.4, 0.1, -0.6, -0.6, -0.6])
    is_after = np.arange(8) >= 4
    groups = ["mild"] * 3 + ["harsh"] + ["mild"] + ["harsh"] * 3
    whole, harsh, mild = changes.decompose(values, is_after, groups)
    # Within: the mean share (1/2) times the change of the mean.
    assert mild.within == approx(0.5 * (0.1 - 0.2))
    assert harsh.within == approx(0.5 * (-0.6 + 0.4))
    # Mix: the change of the share times how far the mean stands from the overall one, which is
    # (0.15 - 0.5) / 2.
    assert mild.mix == approx(-0.5 * (0.15 + 0.175))
    assert harsh.mix == approx(0.5 * (-0.5 + 0.175))
    assert whole.within + whole.mix == approx(values[4:].mean() - values[:4].mean())
    assert (whole.n_before, whole.n_after, mild.n_before, mild.n_after) == (4, 4, 3, 1)


@given(st.integers(0, 2**32 - 1), st.integers(2, 40), st.integers(1, 6))
@settings(max_examples=40, deadline=None)
def test_parts_sum_to_the_change(seed, n, n_groups):
    rng = np.random.default_rng(seed)
    values, groups = rng.uniform(-1, 1, n), [f"g{g}" for g in rng.integers(0, n_groups, n)]
    is_after = rng.random(n) < 0.5
    is_after[:2] = [True, False]
    parts = changes.decompose(values, is_after, groups)
    change = values[is_after].mean() - values[~is_after].mean()
    assert parts[0].within + parts[0].mix == approx(change)
    assert sum(part.within for part in parts[1:]) == approx(parts[0].within)
    assert sum(part.mix for part in parts[1:]) == approx(parts[0].mix)
    for part in parts:
        if not (part.n_before and part.n_after):
            assert part.within == 0
    # What merely comes in other numbers changes the mix alone.
    steady = changes.decompose(np.array([len(g) * 0.1 for g in groups]), is_after, groups)
    assert steady[0].within == approx(0)
    assert changes.decompose(values, np.zeros(n, dtype=bool), groups) == []


def test_change_points_of_a_table_name_their_events_and_count_their_tests():
    rng = np.random.default_rng(7)
    step = np.concatenate([rng.normal(0.3, 0.1, 40), rng.normal(-0.2, 0.1, 40)])
    dated = pd.concat(
        [
            make_dated(step),
            make_dated(rng.normal(0, 0.2, 80), series="JPN"),
            make_dated([0.1, np.nan, 0.2], series="TWN"),
        ]
    )
    events = schemas.EVENTS.build(
        [("then", days_of(280)[0], "What happened"),
         ("before", days_of(20)[0], "Earlier")]
    )  # fmt: skip
    before = dated.copy()
    table = tables.change_points(dated, events=events)
    assert_frame_equal(dated, before)
    assert table["series"].tolist() == ["JPN", "KOR", "TWN"]
    korea = table.iloc[1]
    assert korea["changed_on"] == days_of(280)[0]
    assert korea["events"] == "What happened"
    # Two series can be tested, and the smaller p-value is doubled.
    assert korea["p_adjusted"] == approx(2 / 2_000)
    assert korea["estimate"] == approx(step[40:].mean() - step[:40].mean())
    assert (korea["n_before"], korea["n_after"]) == (40, 40)
    assert korea["low"] < korea["estimate"] < korea["high"]
    assert pd.isna(table.iloc[0]["changed_on"])
    assert table.iloc[0]["p_value"] > 0.05
    assert pd.isna(table.iloc[2]["p_value"])
    assert (table.iloc[2]["n_documents"], table.iloc[2]["coverage"]) == (3, approx(4 / 6))
    assert tables.change_points(schemas.DATED_VALUES.empty()).empty


def test_an_event_is_compared_with_as_many_days_before_it():
    days = days_of(*range(0, 200, 2))
    values = np.where(np.arange(0, 200, 2) >= 100, -0.2, 0.3) + np.tile([0.05, -0.05], 50)
    events = schemas.EVENTS.build([("e", days_of(100)[0], "Event")])
    row = tables.event_study(make_dated(values, days), events, width=20).iloc[0]
    # Days 80 ... 98 and 100 ... 118, every second one; the event's own day counts as after.
    assert (row["n_before"], row["n_after"]) == (10, 10)
    assert row["estimate"] == approx(-0.5)
    assert row["p_adjusted"] == row["p_value"] < 0.001
    assert row["method"] == "t"
    few = tables.event_study(make_dated(values, days), events, width=8)
    assert few["estimate"].isna().all()
    with pytest.raises(ValueError, match="`width` must be one day or more; it is 0"):
        tables.event_study(make_dated(values, days), events, width=0)


def test_the_parts_of_a_table_sum_and_follow_any_grouping():
    rng = np.random.default_rng(8)
    outlets = [f"o{place % 3}" for place in range(60)]
    dated = make_dated(rng.uniform(-0.5, 0.5, 60), outlets=outlets)
    table = tables.composition_of_change(dated, "2024-08-01")
    of_all = table[table["group"] == "all"].set_index("part")["estimate"]
    assert of_all["within"] + of_all["mix"] == approx(of_all["total"])
    of_groups = table[table["group"] != "all"].groupby("part")["estimate"].sum()
    assert of_groups["within"] == approx(of_all["within"])
    assert table["drawn"].tolist() == [True, True, True] + [False] * 6
    single = pd.Series("one", dated["document_id"])
    alone = tables.composition_of_change(dated, "2024-08-01", by=single)
    assert alone.query("part == 'mix'")["estimate"].abs().max() == approx(0)
    with pytest.raises(ValueError, match="`by` must have a value for each document; absent"):
        tables.composition_of_change(dated, "2024-08-01", by=single.iloc[1:])
    with pytest.raises(ValueError, match="`on` must be a day"):
        tables.composition_of_change(dated, "yesterday week")
    late = tables.composition_of_change(dated, "2030-01-01")
    assert late["estimate"].isna().all()
    assert late["part"].tolist() == ["total", "within", "mix"]


def test_frames_are_series_of_shares(monkeypatch):
    documents = schemas.DOCUMENTS.build(
        [{"document_id": d, "text": "x", "path": d, "sha256": "",
          "published_on": day}
         for d, day in [("a", "2024-01-01"), ("b", "2024-01-02"), ("c", None)]]
    )  # fmt: skip
    cue = {"segment_id": "s", "start": 0, "end": 1, "cue": "x", "frame": "ship_of_state",
           "family": "metaphor", "figurative": 0.9, "negated": False, "hedged": False,
           "entry": "x"}  # fmt: skip
    frames = pd.DataFrame(
        [cue | {"frame_id": "1", "document_id": "a"},
         cue | {"frame_id": "2", "document_id": "a"},
         cue | {"frame_id": "3", "document_id": "b", "figurative": 0.2},
         cue | {"frame_id": "4", "document_id": "c"}]
    )  # fmt: skip
    frames = schemas.FRAMES.conform(frames.reindex(columns=schemas.FRAMES.names))
    dated = tables.dated_frames(documents, frames)
    assert dated[["document_id", "value", "n_mentions"]].to_numpy().tolist() == [
        ["a", 1.0, 2], ["b", 0.0, 0],
    ]  # fmt: skip
    assert set(dated["measure"]) == {"share"}


def test_curves_are_drawn_with_their_changes():
    rng = np.random.default_rng(9)
    step = np.concatenate([rng.normal(0.3, 0.1, 40), rng.normal(-0.2, 0.1, 40)])
    dated = make_dated(step)
    table, points = tables.smoothed_over_time(dated), tables.change_points(dated)
    assert set(table["bandwidth"]) <= {30, *(width // 2 for width in changes.BANDWIDTHS)}
    with theme.house():
        (ax,) = plots.smoothed_over_time(table, points=points)
    gids = {artist.get_gid() for artist in ax.get_children()}
    assert {"curve-KOR", "band-KOR", "change-KOR", "day-KOR"} <= gids
    (lines,) = [lines for lines in ax.collections if lines.get_gid() == "change-KOR"]
    assert lines.get_segments()[0][0, 0] == float(days_of(280)[0].astype("float64"))
    mixed = pd.concat([table, tables.smoothed_over_time(make_dated([0.0, 1.0] * 8, series="f",
                                                                   measure="share"))])  # fmt: skip
    with pytest.raises(ValueError, match="`table` must hold one measure"):
        plots.smoothed_over_time(mixed)
    shares = tables.smoothed_over_time(make_dated([0.0, 1.0] * 8, series="f", measure="share"))
    assert shares["low"].min() >= 0
    assert shares["high"].max() <= 1
    with pytest.raises(ValueError, match="`bandwidth` must be one day or more"):
        tables.smoothed_over_time(dated, bandwidth=0)

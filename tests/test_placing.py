"""Labels stand apart in crowded figures, and in the same places each time."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import font_manager

from analysis import figures, plots, schemas, theme
from analysis.plots.placing import RoomyLocator, Stack, merge_close, reach_of_names, spread

places = st.lists(st.floats(-100, 100), min_size=1, max_size=12).map(sorted)
# Letters of Korean, Chinese and Japanese where this machine has a font for them.
_KOREAN = ("대한민국", "日本国", "中华人民共和国", "香港特別行政區")
_OTHERS = ("Democratic People's Republic of Korea", "United States of America", "Россия",
           "Ελλάδα", "Türkiye", "Côte d’Ivoire")  # fmt: skip


@given(places, st.floats(0.1, 20))
def test_what_is_spread_does_not_lie_on_another_and_keeps_its_order(wanted, size):
    placed = spread(wanted, [size] * len(wanted))
    assert len(placed) == len(wanted)
    assert (np.diff(placed) >= size - 1e-6).all()
    # Pushed to both sides alike: the middle of all stays where it is.
    assert placed.mean() == pytest.approx(np.mean(wanted), abs=1e-6)


@given(places)
def test_what_has_room_stays_where_it_is(wanted):
    wide = [place + 30 * number for number, place in enumerate(wanted)]
    assert spread(wide, [30.0] * len(wide)) == pytest.approx(wide)


def test_sizes_of_their_own_and_the_least_move():
    # Two wish for 0, one of size 2 and one of size 4: middles (2 + 4) / 2 apart, 3 / 2 each way.
    assert spread([0, 0], [2, 4]) == pytest.approx([-3 / 2, 3 / 2])
    # The third has room: it stays, while the first two part.
    assert spread([0, 0, 10], [2, 2, 2]) == pytest.approx([-1, 1, 10])
    assert spread([], []).tolist() == []
    assert spread([5], [3]).tolist() == [5]


def test_days_too_close_for_their_levels_are_put_together():
    days = [0.0, 0.1, 0.2, 0.3, 5.0]
    assert merge_close(days, 1.0, most=5) == [[0], [1], [2], [3], [4]]
    assert merge_close(days, 1.0, most=2) == [[0], [1, 2, 3], [4]]
    assert merge_close(days, 1.0, most=3) == [[0], [1], [2, 3], [4]]
    assert merge_close([], 1.0, most=2) == []


def test_numbers_climb_where_the_panel_is_narrow_and_come_down_where_it_is_wide():
    with theme.house():
        ax = theme.new_axes(2)
        ax.set_xlim(0, 100)
        ax.figure.set_layout_engine("none")
        stack = Stack(ax, [10, 14, 18, 90], ["8", "9", "10", "11"], lift=3)
        ax.set_position((0.1, 0.1, 0.1, 0.5))
        narrow = stack.find_levels()
        ax.set_position((0.05, 0.1, 0.9, 0.5))
        wide = stack.find_levels()
    assert narrow == [0, 1, 2, 0]
    # 4 of 100 days are 8.6 points: enough for 8 beside 9, not for 9 beside 10.
    assert wide == [0, 0, 1, 0]
    # Where each stands is asked anew after the panel has changed.
    a_point = ax.figure.dpi / 72
    top = ax.transAxes.transform((0, 1))[1]
    heights = [(stack.find(place).transform((0, 0))[1] - top) / a_point for place in range(4)]
    assert heights == pytest.approx([3, 3, 3 + 8, 3])


def make_events(days):
    return schemas.EVENTS.build(
        [
            {"event": f"e{place}", "occurred_on": day, "label": f"Event {place}", "source": "made"}
            for place, day in enumerate(days)
        ]
    )


def make_over_time(n=8):
    starts = pd.date_range("2023-07-01", periods=n, freq="QS")
    rows = []
    for country, label in (("KOR", "South Korea"), ("JPN", "Japan"), ("USA", "United States")):
        for place, start in enumerate(starts):
            ends = start + pd.offsets.QuarterEnd(0)
            rows.append(
                (country, label, f"{start.year} Q{start.quarter}", start, ends, "news", 20, 40,
                 0.5, 0.1 * (-1) ** place, -0.2, 0.2, 10, "t", "document", 5, True)
            )  # fmt: skip
    return schemas.SENTIMENT_OVER_TIME.build(rows)


@pytest.mark.parametrize("journal", ["house", "springer-small"])
@pytest.mark.parametrize("gap", [0, 1, 9])
def test_twenty_events_in_a_few_days_do_not_lie_on_one_another(journal, gap):
    days = pd.Timestamp("2024-11-01") + pd.to_timedelta(gap * np.arange(20), unit="D")
    with theme.house(journal):
        axes = plots.sentiment_over_time(make_over_time(), events=make_events(days))
    faults = figures.find_faults(axes[0].figure)
    assert faults.empty, faults.to_string()
    tags = [text.get_text() for text in axes[0].texts
            if str(text.get_gid()).startswith("events-0-")]  # fmt: skip
    # Each number is told, alone or within a range.
    told = []
    for tag in tags:
        first, _, last = tag.partition("\u2013")
        numbers = tag.split(",") if not last else range(int(first), int(last) + 1)
        told += [int(number) for number in numbers]
    assert sorted(told) == list(range(1, 21))


def make_network(n):
    generator = np.random.default_rng(3)
    there = any("CJK" in name for name in font_manager.fontManager.get_font_names())
    names = (*(_KOREAN if there else ()), *_OTHERS)
    codes = [f"A{chr(65 + place // 26)}{chr(65 + place % 26)}" for place in range(n)]
    labels = {code: f"{names[place % len(names)]} {place}" for place, code in enumerate(codes)}
    rows = []
    for place, code in enumerate(codes):
        for step in (1, 2, 7):
            other = codes[(place + step) % n]
            value = generator.uniform(-0.8, 0.8)
            rows.append(
                {"speaker_country": code, "country": other, "speaker_label": labels[code],
                 "country_label": labels[other], "label": f"{code} on {other}", "scorer": "news",
                 "n_quoted": 100, "unknown_speaker": 0.1, "unknown_country": 0.2,
                 "n_documents": 20, "n_mentions": 30, "coverage": 0.5, "estimate": value,
                 "low": value - 0.1, "high": value + 0.1, "n_used": int(generator.integers(5, 40)),
                 "method": "bootstrap", "cluster": "document", "minimum_n": 5, "drawn": True}
            )  # fmt: skip
    return schemas.SPEAKER_NETWORK.build(rows)


@pytest.mark.parametrize(("n", "journal"), [(9, "house"), (12, "house"), (13, "house"),
                                            (30, "house"), (30, "elsevier")])  # fmt: skip
def test_names_of_many_countries_do_not_lie_on_one_another(n, journal):
    with theme.house(journal):
        ax = plots.speaker_network(make_network(n))
    faults = figures.find_faults(ax.figure)
    assert faults.empty, faults.to_string()
    assert sum(str(text.get_gid()).startswith("name-") for text in ax.texts) == n


def test_names_stand_in_the_same_places_each_time():
    def draw():
        with theme.house():
            ax = plots.speaker_network(make_network(30))
        boxes = []
        for _ in range(2):
            ax.figure.draw_without_rendering()
            drawer = ax.figure.canvas.get_renderer()
            boxes.append([text.get_window_extent(drawer).extents.tolist() for text in ax.texts])
        assert boxes[0] == boxes[1]
        plt.close(ax.figure)
        return boxes[0]

    assert draw() == draw()


def test_names_around_a_circle_reach_as_far_as_their_stack():
    spots = [(np.sin(angle), np.cos(angle)) for angle in np.linspace(0.1, 3.0, 10)]
    # Each takes 8.6 + 1 points; ten of them are higher than a circle of 30 points.
    assert reach_of_names(spots, ["x"] * 10, radius=30) >= 10 * 9.6 / 2 / 30
    # A large circle has room for all: the outermost reaches beyond it by half its height.
    far = max(abs(y) for _, y in spots)
    assert reach_of_names(spots, ["x"] * 10, radius=1000) == pytest.approx(far + 4.8 / 1000)
    assert reach_of_names([], [], radius=10) == 0


def test_a_narrow_panel_has_fewer_ticks():
    with theme.house():
        ax = theme.new_axes(2)
    ax.figure.set_layout_engine("none")
    ax.xaxis.set_major_locator(RoomyLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]))
    ax.set_xlim(0, 1)
    ax.set_position((0.1, 0.2, 0.8, 0.7))
    assert ax.get_xticks().tolist() == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1])
    # 3.3 inches of which a seventh is left: 34 points for labels of about 17.
    ax.set_position((0.1, 0.2, 0.145, 0.7))
    assert ax.get_xticks().tolist() == pytest.approx([0, 0.5, 1])

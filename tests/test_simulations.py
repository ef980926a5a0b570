"""Simulations: worlds in which the truth is known, to see whether the numbers find it.

Each design is written beside its test: how many clusters, how large, how alike inside, what
effect. All are seeded. A share of 2,000 repetitions has a standard error of 0.5 points near 95 %.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from analysis import changes
from analysis.intervals import estimate_difference, estimate_mean

TIMES = 2_000
COVERS = (0.93, 0.97)


def cover(truth: float, found: list) -> float:
    return float(np.mean([interval.low <= truth <= interval.high for interval in found]))


def draw_documents(rng: np.random.Generator, n: int, mean: float, *, skewed: bool) -> np.ndarray:
    """Draw one mean sentiment a document: 1 to 6 mentions, correlated within it by 0.3.

    A mention has variance 0.25 x 0.25; 0.3 of that belongs to the document. Skewed ones have a
    document effect that is exponential, so that a few documents stand far out.
    """
    sizes = rng.integers(1, 7, n)
    between = 0.25 * np.sqrt(0.3)
    effect = rng.exponential(between, n) - between if skewed else rng.normal(0, between, n)
    noise = rng.normal(0, 0.25 * np.sqrt(0.7 / sizes))
    return mean + effect + noise


@pytest.mark.parametrize("bootstrap", ["percentile", "bca"])
@pytest.mark.parametrize("skewed", [False, True])
@pytest.mark.parametrize("n", [5, 12, 30, 80])
def test_intervals_of_a_mean_cover(n, skewed, bootstrap):
    if bootstrap == "bca" and n < 30:
        pytest.skip("below thirty clusters neither bootstrap is used")
    rng = np.random.default_rng([n, skewed])
    found = [
        estimate_mean(draw_documents(rng, n, -0.1, skewed=skewed).clip(-1, 1), bootstrap=bootstrap)
        for _ in range(TIMES)
    ]
    assert COVERS[0] <= cover(-0.1, found) <= COVERS[1]


def test_intervals_cover_where_outlets_differ():
    """Forty outlets of 1 to 8 documents each; 0.2 of a document's variance is its outlet's."""
    rng = np.random.default_rng(40)
    by_outlet, by_document = [], []
    for _ in range(TIMES):
        sizes = rng.integers(1, 9, 40)
        outlets = np.repeat([f"outlet {number}" for number in range(40)], sizes)
        effects = np.repeat(rng.normal(0, 0.2 * np.sqrt(0.2), 40), sizes)
        values = effects + rng.normal(0, 0.2 * np.sqrt(0.8), sizes.sum())
        by_outlet.append(estimate_mean(values, outlets=outlets))
        by_document.append(estimate_mean(values))
    assert COVERS[0] <= cover(0.0, by_outlet) <= COVERS[1]
    # The test has teeth: who takes documents for independent here is too sure.
    assert cover(0.0, by_document) < 0.91


def test_few_clusters_on_two_sides_are_welchs():
    one, other = [0.1, 0.4, 0.2, 0.5], [0.0, -0.4, 0.1, -0.2, -0.3, 0.2]
    none = float("nan")
    found = estimate_difference(one + [none] * 6, [none] * 4 + other)
    expected = stats.ttest_ind(one, other, equal_var=False).confidence_interval()
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


@pytest.mark.parametrize("sizes", [(6, 6), (8, 25), (40, 35)])
def test_intervals_of_a_difference_cover(sizes):
    """Two groups of documents of different spread, 0.15 apart."""
    rng = np.random.default_rng(sizes)
    one_side, other_side = (np.arange(sum(sizes)) < sizes[0], np.arange(sum(sizes)) >= sizes[0])
    found = []
    for _ in range(TIMES):
        values = np.concatenate(
            [rng.normal(0.05, 0.15, sizes[0]), rng.normal(-0.1, 0.25, sizes[1])]
        )
        values = values.clip(-1, 1)
        one, other = np.where(one_side, values, np.nan), np.where(other_side, values, np.nan)
        found.append(estimate_difference(one, other))
    assert COVERS[0] <= cover(0.15, found) <= COVERS[1]


START = np.datetime64("2023-01-02")


def draw_series(
    rng: np.random.Generator, n: int, jump: float
) -> tuple[np.ndarray, np.ndarray, np.datetime64]:
    """Draw `n` documents over 80 weeks, and a change of level after 48 of them.

    A document has a standard deviation of 0.25, and 0.1 more that it shares with its week.
    """
    weeks = rng.integers(0, 80, n)
    days = START + (7 * weeks + rng.integers(0, 7, n)).astype("timedelta64[D]")
    changed = START + np.timedelta64(7 * 48, "D")
    values = -0.1 + rng.normal(0, 0.1, 80)[weeks] + rng.normal(0, 0.25, n)
    return days, values + jump * (days >= changed), changed


def test_unchanging_series_raise_few_false_alarms():
    """Five in a hundred are allowed; 1,000 series have a standard error of 0.7 points."""
    rng = np.random.default_rng(50)
    alarms = []
    for _ in range(1_000):
        days, values, _ = draw_series(rng, int(rng.integers(20, 160)), 0.0)
        alarms.append(changes.find_change_points(days, values)[0].p_value <= 0.05)
    assert np.mean(alarms) <= 0.05 + 0.007


@pytest.mark.parametrize("jump", [-0.25, 0.4])
def test_a_planted_change_is_found_within_its_interval(jump):
    rng = np.random.default_rng([51, jump > 0])
    found, within = 0, 0
    for _ in range(300):
        days, values, changed = draw_series(rng, 150, jump)
        points = changes.find_change_points(days, values)
        if points[0].p_value <= 0.05:
            found += 1
            first = days[days >= changed].min()
            within += any(point.earliest <= first <= point.latest for point in points)
    assert found / 300 > 0.9
    assert within / found >= COVERS[0]


def test_bands_of_a_smooth_curve_cover():
    """A sine of 0.15 over 700 days, 150 documents of standard deviation 0.2; inner days."""
    rng = np.random.default_rng(52)
    at = START + np.arange(60, 640, 40).astype("timedelta64[D]")
    covered = []
    for _ in range(300):
        numbers = rng.integers(0, 700, 150)
        values = 0.15 * np.sin(numbers / 700 * 2 * np.pi) + rng.normal(0, 0.2, 150)
        curve = changes.smooth(START + numbers.astype("timedelta64[D]"), values, at)
        truth = 0.15 * np.sin(np.arange(60, 640, 40) / 700 * 2 * np.pi)
        known = np.isfinite(curve.low)
        covered.append(((curve.low <= truth) & (truth <= curve.high))[known].mean())
    assert COVERS[0] <= np.mean(covered) <= COVERS[1]


def test_parts_of_a_change_cover():
    """A mild and a harsh outlet, 0.4 apart; the harsh one's share doubles, both fall by 0.1."""
    rng = np.random.default_rng(53)
    within, mix = [], []
    for _ in range(500):
        is_after = np.arange(120) >= 70
        is_harsh = rng.random(120) < np.where(is_after, 0.6, 0.3)
        means = 0.2 - 0.4 * is_harsh - 0.1 * is_after
        groups = np.where(is_harsh, "harsh", "mild")
        values = means + rng.normal(0, 0.2, 120)
        whole = changes.decompose(values, is_after, groups)[0]
        within.append(whole.within_low <= -0.1 <= whole.within_high)
        # The share rises by 0.3, to a mean that is 0.4 lower.
        mix.append(whole.mix_low <= -0.12 <= whole.mix_high)
    assert COVERS[0] <= np.mean(within) <= COVERS[1]
    assert COVERS[0] <= np.mean(mix) <= COVERS[1]


def test_parts_of_a_change_cover_where_outlets_are_many_and_small():
    """Sixteen outlets, 70 documents before and 30 after; all fall by 0.2, mild ones write more.

    Resamples would lose outlets that have one or two documents on a side, and take their fall for
    mix. An outlet that is truly absent from one side shifts the parts a little.
    """
    rng = np.random.default_rng(54)
    within, mix = [], []
    for _ in range(500):
        levels = rng.normal(0, 0.15, 16)
        shares = np.exp(3 * levels) / np.exp(3 * levels).sum()
        codes = np.concatenate([rng.integers(0, 16, 70), rng.choice(16, 30, p=shares)])
        is_after = np.arange(100) >= 70
        values = levels[codes] - 0.2 * is_after + rng.normal(0, 0.25, 100)
        whole = changes.decompose(values, is_after, [f"outlet {code}" for code in codes])[0]
        within.append(whole.within_low <= -0.2 <= whole.within_high)
        truth = ((shares - 1 / 16) * levels).sum()
        mix.append(whole.mix_low <= truth <= whole.mix_high)
    assert COVERS[0] <= np.mean(within) <= COVERS[1]
    # A little too wide.
    assert np.mean(mix) >= COVERS[0]

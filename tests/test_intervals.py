import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis import intervals
from analysis.intervals import estimate_mean, estimate_ratio, estimate_share

approx = pytest.approx

UNIT = st.floats(-1, 1).map(lambda number: round(number, 6))


def test_few_documents_get_the_t_interval_of_scipy():
    values = [0.5, -0.1, 0.2, 0.4]
    found = estimate_mean(values)
    error = np.std(values, ddof=1) / np.sqrt(4)
    reach = stats.t.ppf(0.975, df=3) * error
    mean = (0.5 - 0.1 + 0.2 + 0.4) / 4
    assert found.estimate == approx(mean)
    assert (found.low, found.high) == approx((mean - reach, mean + reach))
    assert (found.method, found.cluster, found.n_clusters) == ("t", "document", 4)


@pytest.mark.parametrize(("n", "method"), [(29, "t"), (30, "bootstrap")])
def test_thirty_documents_are_enough_to_resample(n, method):
    values = np.linspace(-0.5, 0.7, n)
    assert estimate_mean(values).method == method


def test_bootstrap_is_close_to_scipys():
    values = np.random.default_rng(1).normal(0.1, 0.3, 80).clip(-1, 1)
    found = estimate_mean(values)
    other = stats.bootstrap(
        (values,), np.mean, n_resamples=20_000, method="percentile", rng=np.random.default_rng(2)
    ).confidence_interval
    assert (found.low, found.high) == approx((other.low, other.high), abs=0.01)


def test_percentiles_move_out_to_where_students_t_is():
    """Hesterberg (2015): at n = 30 the 2.5th percentile becomes the 1.9th."""
    draws = np.arange(100_001) / 100_000
    share = stats.norm.cdf(-np.sqrt(30 / 29) * stats.t.ppf(0.975, 29))
    assert share == approx(0.0187, abs=5e-4)
    assert intervals.between(draws, n=30) == approx((share, 1 - share), abs=1e-4)
    assert intervals.between(draws) == approx((0.025, 0.975))


def test_bca_is_close_to_scipys_and_follows_the_skew():
    values = np.random.default_rng(1).exponential(0.15, 200).clip(0, 1)
    found = estimate_mean(values, bootstrap="bca")
    other = stats.bootstrap(
        (values,), np.mean, n_resamples=20_000, method="BCa", rng=np.random.default_rng(2)
    ).confidence_interval
    assert (found.low, found.high) == approx((other.low, other.high), abs=0.002)
    assert found.method == "bca"
    plain = estimate_mean(values)
    assert found.high > plain.high
    assert found.low > plain.low
    assert estimate_mean(values[:29], bootstrap="bca").method == "t"
    with pytest.raises(ValueError, match="`bootstrap` must be one of"):
        estimate_mean(values, bootstrap="none")


def test_wilson_is_scipys():
    found = estimate_share([True] * 7 + [False] * 33)
    other = stats.binomtest(7, 40).proportion_ci(method="wilson")
    assert found.estimate == approx(7 / 40)
    assert (found.low, found.high) == approx((other.low, other.high))


@pytest.mark.parametrize("hit", [False, True])
def test_absence_and_presence_are_not_certain(hit):
    found = estimate_share([hit] * 40)
    assert found.estimate == float(hit)
    assert found.high - found.low == approx(1.96**2 / (40 + 1.96**2), abs=1e-3)


def test_equal_documents_are_not_certain():
    found = estimate_mean([0.5] * 8)
    assert found.method == "wilson"
    assert found.low < 0.5 < found.high
    assert found.low >= -1
    assert found.high <= 1


def test_interval_stays_on_the_scale():
    found = estimate_mean([1.0, 1.0, 0.2], bounds=(0.0, 1.0))
    assert found.high == 1.0
    assert estimate_mean([-1.0, 1.0]).low == -1.0


def test_share_of_mentions_is_the_ratio_of_sums():
    found = estimate_ratio([1, 0, 3], [2, 1, 3])
    ratio = (1 + 0 + 3) / (2 + 1 + 3)
    residuals = np.array([1 - ratio * 2, 0 - ratio * 1, 3 - ratio * 3])
    error = np.sqrt((residuals**2).sum() / 2 / 3) / 2
    assert found.estimate == approx(ratio)
    assert found.low == approx(max(0, ratio - stats.t.ppf(0.975, 2) * error))


def test_thirty_outlets_are_resampled_whole():
    rng = np.random.default_rng(3)
    outlets = [f"outlet {number}" for number in range(30) for _ in range(4)]
    values = (np.repeat(rng.normal(0, 0.4, 30), 4) + rng.normal(0, 0.05, 120)).clip(-1, 1)
    by_outlet = estimate_mean(values, outlets=outlets)
    by_document = estimate_mean(values)
    assert (by_outlet.cluster, by_outlet.n_clusters) == ("outlet", 30)
    assert by_outlet.estimate == approx(by_document.estimate)
    # Documents of one outlet are alike here: the honest interval is about twice as wide.
    assert 1.5 < (by_outlet.high - by_outlet.low) / (by_document.high - by_document.low) < 2.5


def test_twenty_nine_outlets_leave_documents_as_clusters():
    outlets = [f"outlet {number % 29}" for number in range(60)]
    found = estimate_mean(np.linspace(-1, 1, 60), outlets=outlets)
    assert (found.cluster, found.n_clusters) == ("document", 60)


def test_a_document_without_outlet_is_a_cluster_of_its_own():
    outlets = [f"outlet {number}" for number in range(30)] + [None, float("nan")]
    found = estimate_mean(np.linspace(-1, 1, 32), outlets=outlets)
    assert (found.cluster, found.n_clusters) == ("outlet", 32)


def test_nothing_gives_nothing():
    assert estimate_mean([]).method == "none"
    assert np.isnan(estimate_share([]).estimate)


def test_one_document_has_a_wide_interval_and_no_crash():
    found = estimate_mean([0.3])
    assert found.estimate == approx(0.3)
    assert found.high - found.low > 1


@given(st.lists(UNIT, min_size=2, max_size=60), st.randoms())
@settings(max_examples=60, deadline=None)
def test_order_changes_no_digit_and_the_interval_holds_the_estimate(values, random):
    found = estimate_mean(values)
    shuffled = list(values)
    random.shuffle(shuffled)
    assert estimate_mean(shuffled) == found
    assert -1 <= found.low <= found.estimate + 1e-9
    assert found.estimate - 1e-9 <= found.high <= 1


@given(st.lists(UNIT, min_size=2, max_size=25))
@settings(max_examples=40, deadline=None)
def test_turning_the_scale_turns_the_interval(values):
    found, turned = estimate_mean(values), estimate_mean([-value for value in values])
    assert (turned.low, turned.high) == approx((-found.high, -found.low), abs=1e-9)


@pytest.mark.parametrize("n", [6, 15, 45])
def test_ninety_five_percent_intervals_cover(n):
    rng = np.random.default_rng(n)
    times = 600
    covered = 0
    for _ in range(times):
        found = estimate_mean(rng.normal(-0.1, 0.25, n).clip(-1, 1))
        covered += found.low <= -0.1 <= found.high
    assert 0.92 <= covered / times <= 0.975


def test_missing_values_are_refused():
    message = (
        "`values` must not be missing; 1 of 3 are. Missing means no evidence: leave those "
        "documents out."
    )
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        estimate_mean([0.1, None, 0.2])


def test_values_off_the_scale_are_refused():
    message = (
        "`values` must lie within (-1.0, 1.0); they run from 0.1 to 1.2. Give the ends of their "
        "scale as `bounds`."
    )
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        estimate_mean([0.1, 1.2])


def test_hits_that_are_no_hits_are_refused():
    message = "`hits` must be true or false of each document; use estimate_mean for other numbers."
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        estimate_share([0.5])


def test_weights_of_nothing_are_refused():
    message = "`weights` must be positive; leave out the documents that have none."
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        estimate_ratio([1, 0], [1, 0])


def test_public_names_are_sorted_and_there():
    assert sorted(intervals.__all__, key=lambda name: (not name.isupper(), name)) == list(
        sorted(intervals.__all__, key=lambda name: (not name.isupper(), name))
    )
    assert all(hasattr(intervals, name) for name in intervals.__all__)

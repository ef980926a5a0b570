"""Corrected estimates in worlds whose truth is known: right where the naive ones are far off.

A world has documents of one to six mentions, alike within a document: half of a mention's truth,
and four tenths of the instrument's errors, hang on one draw for the whole document. The instrument
calls far too much negative, so that its shares are off by ten points and more. A sample is drawn as
a scholar draws it (`codings.sample`, strata by the roots of their sizes) and coded without error.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis import codings, schemas, validity

TIMES = 200
# Between 93 and 97 in 100, give or take two standard errors of 200 repetitions near 95 in 100.
COVERS = (0.93 - 0.031, 0.97 + 0.031)
SHARES = (0.3, 0.5, 0.2)
# Columns: what is true; rows: what is claimed. Of 47 in 100 it claims that they are negative.
ERRORS = ((0.85, 0.35, 0.20), (0.10, 0.55, 0.30), (0.05, 0.10, 0.50))
# Another instrument, for a group in which it errs another way.
OTHER_ERRORS = ((0.60, 0.05, 0.05), (0.30, 0.80, 0.15), (0.10, 0.15, 0.80))
TRUTH = {"-1": 0.3, "0": 0.5, "1": 0.2, "mean": -0.1}
CORRECTED = ("rogan_gladen", "likelihood", "prediction_powered")


def make_world(rng, n_documents, size, *, of_group=ERRORS):
    """Make the units of a corpus, two in five about JPN, and the pairs of its coded sample."""
    sizes = rng.integers(1, 7, n_documents)
    n, document = int(sizes.sum()), np.repeat(np.arange(n_documents), sizes)
    about = (rng.random(n) < 0.4).astype(int)

    def draw(share):
        """Draw numbers from 0 to 1 that a document's mentions share with a probability."""
        return np.where(rng.random(n) < share, rng.random(n_documents)[document], rng.random(n))

    truth = (draw(0.5)[:, None] > np.cumsum(SHARES)[:2]).sum(axis=1)
    errors = np.array([ERRORS, of_group]).cumsum(axis=1)[:, :2]
    claimed = (draw(0.4)[:, None] > errors[about, :, truth]).sum(axis=1)
    names = [f"u{number:05d}" for number in range(n)]
    units = schemas.UNITS.conform(
        pd.DataFrame(
            {
                "unit_id": names, "target_id": [f"t{number}" for number in range(n)],
                "document_id": [f"d{number}" for number in document], "target": "mention",
                "about": np.array(["KOR", "JPN"])[about], "outlet": None, "month": "2025-01",
                "predicted": np.array(schemas.CLASSES)[claimed], "sentiment": claimed - 1.0,
                "frames": [[] for _ in names], "framed": False,
                "before": "", "surface": "x", "after": "",
            }
        )
    )  # fmt: skip
    sample = codings.sample(units, size, seed=int(rng.integers(2**31)))
    seen = truth[sample["unit_id"].str[1:].astype(int)] - 1
    coded = pd.DataFrame(
        {"unit_id": sample["unit_id"], "coder": "a", "variable": "sentiment",
         "value": seen.astype(str), "codebook_version": None, "coded_on": pd.NaT}
    )  # fmt: skip
    return validity.pair_codings(schemas.CODINGS.conform(coded), sample, units), units


def repeat(n_documents, size, *, times=TIMES, **options):
    rng = np.random.default_rng([n_documents, size])
    found = [
        validity.correct_estimates(*make_world(rng, n_documents, size, **options), minimum_n=5)
        for _ in range(times)
    ]
    table = pd.concat(found, keys=range(times), names=["time", None]).reset_index("time")
    truth = table["value"].map(TRUTH)
    return table.assign(
        off=table["estimate"] - truth,
        covers=((table["low"] <= truth) & (truth <= table["high"])).where(
            table["estimate"].notna()
        ),
    )


@pytest.fixture(scope="module")
def worlds():
    return {(150, 120): repeat(150, 120), (150, 25): repeat(150, 25)}


@pytest.mark.parametrize("design", [(150, 120), (150, 25)])
def test_corrected_estimates_are_right_where_the_naive_ones_are_far_off(worlds, design):
    of_all = worlds[design].query("group == 'all'")
    off = of_all.groupby(["correction", "value"])["off"].mean()
    # By arithmetic: 0.3 x 0.85 + 0.5 x 0.35 + 0.2 x 0.20 = 0.47 are called negative.
    assert off["naive", "-1"] == pytest.approx(0.47 - 0.3, abs=0.01)
    assert off["naive", "mean"] == pytest.approx((0.165 - 0.47) + 0.1, abs=0.01)
    for method in CORRECTED:
        for value in TRUTH:
            rows = of_all.query("correction == @method and value == @value")["off"]
            error = rows.std() / np.sqrt(len(rows))
            assert abs(rows.mean()) < 0.01 + 2 * error, (method, value)


@pytest.mark.parametrize("design", [(150, 120), (150, 25)])
@pytest.mark.parametrize("method", CORRECTED)
def test_their_intervals_cover(worlds, design, method):
    rows = worlds[design].query("group == 'all' and correction == @method")
    covers = rows.groupby("value")["covers"].mean()
    assert covers.between(*COVERS).all(), covers


def test_intervals_of_a_group_cover(worlds):
    rows = worlds[150, 120].query("group == 'JPN' and correction != 'naive'")
    covers = rows.groupby(["correction", "value"])["covers"].mean()
    assert covers.between(*COVERS).all(), covers


def test_where_the_errors_differ_by_group_only_its_own_coded_units_help():
    found = repeat(150, 150, times=80, of_group=OTHER_ERRORS).query("group == 'JPN'")
    off = found.groupby(["correction", "value"])["off"].mean().abs()
    assert off["rogan_gladen", "-1"] > 0.1
    assert off["prediction_powered", "-1"] < 0.03
    covers = found.groupby(["correction", "value"])["covers"].mean()
    assert covers["prediction_powered"].min() > 0.88
    assert covers["rogan_gladen", "-1"] < 0.6


def test_a_corpus_coded_whole_is_its_coders(worlds):
    rng = np.random.default_rng(5)
    pairs, units = make_world(rng, 20, 10_000)
    found = validity.correct_estimates(pairs, units, minimum_n=5)
    powered = found.query("group == 'all' and correction == 'prediction_powered'")
    rows = pairs.merge(units["document_id"].value_counts().rename("n"), on="document_id")
    share = (rows["value"] == "-1") / rows["n"]
    assert powered.set_index("value")["estimate"]["-1"] == pytest.approx(share.sum() / 20)

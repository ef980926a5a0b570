"""Agreement of coders, each coefficient against its published example."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from pandas.testing import assert_frame_equal

from analysis import agreement, schemas
from analysis.intervals import between, resample_statistic

# Krippendorff (2011), example C: four observers, twelve units, some left out.
KRIPPENDORFF = {
    "a": "1 2 3 3 2 1 4 1 2 . . .",
    "b": "1 2 3 3 2 2 4 1 2 5 . 3",
    "c": ". 3 3 3 2 3 4 2 2 5 1 .",
    "d": "1 2 3 3 2 4 4 1 2 5 1 .",
}


def make_codings(sheets: dict[str, str], variable: str = "tone") -> pd.DataFrame:
    """Build codings from one line a coder, a dot where a unit was left out."""
    return schemas.CODINGS.build(
        [
            (f"u{unit:03d}", coder, variable, value, "1", None)
            for coder, line in sheets.items()
            for unit, value in enumerate(line.split())
            if value != "."
        ]
    )


def from_table(cells: list[list[int]]) -> pd.DataFrame:
    """Build the codings of two coders from a table of how often they gave which two values."""
    pairs = [
        (str(row), str(column))
        for row, counts in enumerate(cells)
        for column, n in enumerate(counts)
        for _ in range(n)
    ]
    return make_codings({"x": " ".join(a for a, _ in pairs), "y": " ".join(b for _, b in pairs)})


@pytest.mark.parametrize(
    ("level", "printed"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_alpha_is_krippendorffs_own_at_every_level(level, printed):
    row = agreement.alpha(make_codings(KRIPPENDORFF), level).iloc[0]
    assert round(row["estimate"], 3) == printed
    # The twelfth unit was coded by one observer alone.
    assert (row["n_units"], row["n_coders"]) == (11, 4)
    assert row["low"] < row["estimate"] < row["high"] <= 1


def test_alpha_is_krippendorffs_own_for_two_observers():
    sheets = {"a": "a a b b d c c c e d d a", "b": "b a b b b c c c e d d d"}
    assert agreement.alpha(make_codings(sheets)).loc[0, "estimate"] == pytest.approx(
        0.692, abs=5e-4
    )


def test_ac1_is_gwets_own():
    # The same twelve units are his example; he prints 0.77544, and 0.81818 alike.
    codings = make_codings(KRIPPENDORFF)
    assert agreement.ac1(codings).loc[0, "estimate"] == pytest.approx(0.77544, abs=5e-6)
    assert agreement.percent(codings).loc[0, "estimate"] == pytest.approx(0.81818, abs=5e-6)


def test_ac1_stays_high_where_a_value_is_rare_and_kappa_falls():
    # Gwet (2008), table 1: 118 of 125 alike, all of them positive.
    codings = from_table([[118, 5], [2, 0]])
    assert agreement.ac1(codings).loc[0, "estimate"] == pytest.approx(0.9408, abs=5e-5)
    assert agreement.kappa(codings).loc[0, "estimate"] == pytest.approx(-0.0234, abs=5e-5)
    assert agreement.alpha(codings).loc[0, "estimate"] < 0


def test_kappa_is_that_of_fleiss_cohen_and_everitt():
    # Psychological Bulletin 72 (1969), table 1, shares of 200 units: kappa is .429.
    row = agreement.kappa(from_table([[106, 10, 4], [22, 28, 10], [2, 12, 6]])).iloc[0]
    assert round(row["estimate"], 3) == 0.429
    assert row["group"] == "x and y"
    # Their large-sample standard error is .054; the interval is about four of them wide.
    assert row["high"] - row["low"] == pytest.approx(4 * 0.054, rel=0.1)


sheets = st.lists(
    st.lists(st.sampled_from("0123"), min_size=2, max_size=3), min_size=3, max_size=12
).filter(lambda rows: len({value for row in rows for value in row}) > 1)


@given(sheets)
def test_alpha_is_nltks_where_nltk_is_right(rows):
    width = min(map(len, rows))
    lines = {f"c{place}": " ".join(row[place] for row in rows) for place in range(width)}
    if len({value for row in rows for value in row[:width]}) < 2:
        return
    task = AnnotationTask(
        [(coder, unit, value) for coder, line in lines.items()
         for unit, value in enumerate(line.split())]
    )  # fmt: skip
    codings = make_codings(lines)
    assert agreement.alpha(codings).loc[0, "estimate"] == pytest.approx(task.alpha())
    if width == 2:
        assert agreement.kappa(codings).loc[0, "estimate"] == pytest.approx(task.kappa())


@given(sheets, st.randoms(use_true_random=False))
def test_neither_order_nor_names_change_a_digit(rows, random):
    lines = {f"c{place}": " ".join(row[place] for row in rows) for place in range(2)}
    codings = make_codings(lines)
    renamed = codings.assign(value=codings["value"].map(dict(zip("0123", "wzyx", strict=True))))
    order = random.sample(range(len(codings)), len(codings))
    for measure in (agreement.alpha, agreement.ac1, agreement.percent):
        rows_ = measure(codings)
        assert_frame_equal(measure(codings.iloc[order]), rows_)
        assert measure(renamed).loc[0, "estimate"] == pytest.approx(
            rows_.loc[0, "estimate"], nan_ok=True
        )


def test_perfect_agreement_is_one_and_none_by_chance_is_nought():
    assert agreement.alpha(make_codings({"a": "0 1 0 1", "b": "0 1 0 1"})).loc[0, "estimate"] == 1
    generator = np.random.default_rng(1)
    lines = {
        coder: " ".join(generator.choice(list("012"), size=4000, p=[0.6, 0.3, 0.1]))
        for coder in "ab"
    }
    for level in agreement.LEVELS:
        row = agreement.alpha(make_codings(lines), level).iloc[0]
        assert abs(row["estimate"]) < 0.04, level
        assert row["low"] < 0 < row["high"], level


def test_where_nothing_varies_nothing_can_be_told():
    codings = make_codings({"a": "0 0 0", "b": "0 0 0"})
    for measure in (agreement.alpha, agreement.kappa, agreement.ac1):
        row = measure(codings).iloc[0]
        assert np.isnan([row["estimate"], row["low"], row["high"]]).all()
        assert row["n_units"] == 3
    assert agreement.percent(codings).loc[0, "estimate"] == 1
    alone = agreement.alpha(make_codings({"a": "0 1 0"})).iloc[0]
    assert np.isnan(alone["estimate"])
    assert (alone["n_units"], alone["n_coders"]) == (0, 0)
    assert agreement.kappa(make_codings({"a": "0 1"})).empty
    assert agreement.alpha(schemas.CODINGS.empty()).empty


def test_groups_have_rows_of_their_own_and_whole_documents_are_drawn():
    codings = make_codings({"a": "0 1 0 1 0 1", "b": "0 1 0 0 1 0"})
    units = sorted(codings["unit_id"].unique())
    countries = pd.Series(["KOR"] * 3 + ["JPN"] * 3, units)
    rows = agreement.alpha(codings, by=countries).set_index("group")
    assert rows.index.tolist() == ["all", "JPN", "KOR"]
    assert rows.loc["KOR", "estimate"] == 1
    assert rows.loc["JPN", "estimate"] < 0
    # Twenty copies of each unit in one document are no more evidence than one.
    many = make_codings({"a": "0 1 0 1 0 1 " * 20, "b": "0 1 0 0 1 0 " * 20})
    places = sorted(many["unit_id"].unique())
    documents = pd.Series([f"d{int(unit[1:]) % 6}" for unit in places], places)
    alone, whole = agreement.alpha(many), agreement.alpha(many, clusters=documents)
    width = [float((rows["high"] - rows["low"]).iloc[0]) for rows in (alone, whole)]
    assert width[1] > 3 * width[0]


def test_the_tails_of_an_interval_are_those_of_so_many_documents():
    alike = np.random.default_rng(4).integers(2, size=60)
    codings = make_codings({"a": " ".join(["1"] * 60), "b": " ".join(map(str, alike))})
    units = sorted(codings["unit_id"].unique())
    documents = np.arange(60) // 3
    found = agreement.percent(codings, clusters=pd.Series(documents, units)).iloc[0]
    draws = resample_statistic(lambda times: times @ alike / times.sum(axis=1), documents)
    assert (found["low"], found["high"]) == pytest.approx(between(draws, n=20))
    assert found["high"] - found["low"] > np.diff(between(draws))


def test_what_cannot_be_measured_is_told():
    codings = make_codings({"a": "yes no", "b": "yes yes"})
    with pytest.raises(ValueError, match=r'"ordinal" needs values that are numbers; .* no, yes'):
        agreement.alpha(codings, "ordinal")
    with pytest.raises(ValueError, match=r"`level` must be one of nominal, .*; it is 'ranked'"):
        agreement.alpha(codings, "ranked")
    with pytest.raises(ValueError, match=r"`by` must be indexed by unit .* lacks 1, such as"):
        agreement.alpha(codings, by=pd.Series(["x"], ["u000"]))
    twice = pd.concat([codings, codings.iloc[:1]])
    with pytest.raises(schemas.SchemaError):
        agreement.alpha(twice)


def test_intervals_hold_the_truth_about_nineteen_times_of_twenty():
    # Two coders who see the value with 0.85 each, else guess: alpha is 0.85**2 for equal values.
    generator = np.random.default_rng(2)
    held = 0
    for _ in range(200):
        truth = generator.integers(3, size=120)
        coders = []
        for _ in range(2):
            sees = generator.random(120) < 0.85
            coders.append(np.where(sees, truth, generator.integers(3, size=120)))
        lines = dict(zip("ab", (" ".join(map(str, line)) for line in coders), strict=True))
        row = agreement.alpha(make_codings(lines)).iloc[0]
        held += row["low"] <= 0.85**2 <= row["high"]
    assert 0.91 <= held / 200 <= 0.985


def test_the_size_is_that_of_the_published_table():
    # Krippendorff's table, as in the manual of ATLAS.ti: two values as rare as one in four.
    assert agreement.sample_size(0.8, share=0.25) == 139
    assert agreement.sample_size(0.667, share=0.25) == 81
    assert agreement.sample_size(0.8, share=0.1) > agreement.sample_size(0.8, share=0.25)
    with pytest.raises(ValueError, match="`share` must be between 0 and 1, both excluded; it is 0"):
        agreement.sample_size(0.8, share=0)

"""What coders make of a number, and what becomes of a conclusion: tables and figures by hand."""

from __future__ import annotations

import re

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis import plots, schemas, tables, theme
from analysis.figures import Source
from analysis.figures.captions import describe_figure
from analysis.figures.namings import find_wording

approx = pytest.approx
METHODS = schemas.METHODS_OF_CORRECTION


def make_corrections(*groups, variable="sentiment", values=("-1", "0", "1", "mean")):
    """Rows of (group, documents, coded documents); units are twice as many.

    Estimates count up by a hundredth: first methods, then values, then groups.
    """
    rows, number = [], 0
    for group, n_documents, n_coded in groups:
        for value in values:
            for method in METHODS:
                number += 1
                has_own = method != "prediction_powered" or n_coded >= 10
                estimate = number % 90 / 100 if has_own else None
                ends = [None if estimate is None else estimate + off for off in (-0.05, 0.07)]
                rows.append(
                    (variable, group, value, method, estimate, *ends, 2 * n_documents,
                     n_documents, 2 * n_coded, n_coded, "document")
                )  # fmt: skip
    return schemas.CORRECTIONS.build(rows)


def make_validity(*groups, variable="sentiment"):
    """Rows of (group, units, documents, macro-F1, F1 of 1, accuracy)."""
    rows = []
    for group, n, n_documents, *measures in groups:
        for (measure, label), found in zip(
            (("macro_f1", "all"), ("f1", "1"), ("accuracy", "all")), measures, strict=True
        ):
            if found is not None:
                ends = (max(found - 0.1, 0), min(found + 0.1, 1))
                rows.append((variable, group, measure, label, found, *ends, n))
        rows.append((variable, group, "f1", "0", 0.99, 0.98, 1.0, n))
        rows.append((variable, group, "units", "all", n, None, None, n))
        rows.append((variable, group, "documents", "all", n_documents, None, None, n))
    return schemas.CODED_VALIDITY.build(rows)


def make_specifications(*estimates, conclusion="the difference", default=0, low=0.1):
    """One row each estimate, the scorers in turn, with and without copies."""
    return schemas.SPECIFICATIONS.build(
        [
            {
                "specification": place,
                "conclusion": conclusion,
                "measures": "sentiment",
                "scorer": ("news", "textblob", "vader")[place % 3],
                "window": "sentence",
                "threshold": 0.5,
                "codebook": "house",
                "copies": ("with", "without")[place % 2],
                "is_default": place == default,
                "n_documents": 40,
                "n_mentions": 90,
                "coverage": None,
                "estimate": estimate,
                "low": None if estimate is None else estimate - low,
                "high": None if estimate is None else estimate + low,
                "n_used": 20 + place if estimate is not None else 3,
                "method": "none" if estimate is None else "t",
                "cluster": "document",
                "minimum_n": 5,
                "drawn": estimate is not None,
            }
            for place, estimate in enumerate(estimates)
        ]
    )


CORRECTIONS = make_corrections(("all", 60, 30), ("KOR", 25, 12), ("JPN", 40, 15), ("TWN", 8, 3))
VALIDITY = make_validity(
    ("all", 60, 30, 0.6, 0.5, 0.7),
    ("about=KOR", 30, 20, 0.65, 0.4, 0.75),
    ("about=USA-JPN-KOR", 12, 9, 0.2, None, 0.3),
    ("outlet=Wire", 25, 12, 0.55, 0.45, 0.6),
    ("outlet=The Desk", 9, 4, None, None, None),
    ("quarter=2024 Q1", 20, 15, 0.5, 0.6, 0.8),
)
SPECIFICATIONS = make_specifications(0.2, -0.1, 0.3, None, 0.0, 0.1)
MAKERS = {
    "corrected_estimates": (CORRECTIONS, lambda t: tables.corrected_estimates(t, scorer="news")),
    "specification_curve": (SPECIFICATIONS, tables.specification_curve),
    "validity_by_group": (VALIDITY, lambda t: tables.validity_by_group(t, scorer="news")),
}
EVERY = pytest.mark.parametrize("noun", MAKERS)


@EVERY
def test_output_passes_its_schema_and_input_stays_whatever_its_order(noun):
    given, make = MAKERS[noun]
    before, schema = given.copy(deep=True), getattr(schemas, noun.upper())
    table = make(given)
    schemas.check(table, schema)
    assert list(table.columns) == schema.names
    assert_frame_equal(given, before)
    for seed in (1, 2):
        assert_frame_equal(make(given.sample(frac=1, random_state=seed)), table)
    assert_frame_equal(make(given.iloc[:0]), schema.empty())


@EVERY
def test_below_the_minimum_there_is_no_estimate_and_no_mark(noun):
    given, make = MAKERS[noun]
    table = make(given)
    present = table["estimate"].notna()
    assert (table.loc[present, "n_used"] >= table.loc[present, "minimum_n"]).all()
    assert not present.all()
    assert table.loc[~present, ["low", "high"]].isna().all(axis=None)
    assert (table.loc[~present, "method"] == "none").all()
    assert (table["low"].isna() == table["estimate"].isna()).all()
    with theme.house():
        drawn = getattr(plots, noun)(table)
    ax = drawn[0] if isinstance(drawn, list) else drawn
    marks = [one for one in ax.get_lines() if one.get_gid() and one.get_gid() != "zero"]
    n_drawn = int((table["drawn"] & present).sum())
    assert sum(len(line.get_xdata()) for line in marks) == n_drawn


# ---- corrected estimates


def test_every_group_stands_in_the_order_of_its_documents_by_every_method():
    table = tables.corrected_estimates(CORRECTIONS, scorer="news")
    assert table["group"].drop_duplicates().tolist() == ["all", "JPN", "KOR", "TWN"]
    assert table["correction"].tolist() == [*METHODS] * 4
    assert table["label"].drop_duplicates().tolist() == ["all", "Japan", "South Korea", "Taiwan"]
    assert set(table["value"]) == {"mean"}
    # Groups by sixteen, and the mean is the last of four values by four methods.
    first = {"all": 12, "KOR": 16 + 12, "JPN": 32 + 12, "TWN": 48 + 12}
    for group, begin in first.items():
        rows = table[table["group"] == group]
        expected = [(begin + number) / 100 for number in (1, 2, 3, 4)]
        if group == "TWN":
            expected[3] = np.nan
        assert rows["estimate"].tolist() == approx(expected, nan_ok=True)
        assert rows["low"].tolist() == approx([one - 0.05 for one in expected], nan_ok=True)
    # Of Taiwan three documents were coded: it has no number of its own, and no place.
    assert table.groupby("group", sort=False)["drawn"].all().tolist() == [True] * 3 + [False]


def test_a_corrected_number_rests_on_what_was_coded():
    table = tables.corrected_estimates(CORRECTIONS)
    korea = table[table["group"] == "KOR"]
    # All its documents; the sample's twice, whose errors are lent; and its own coded ones.
    assert korea["n_used"].tolist() == [25, 30, 30, 12]
    assert korea["minimum_n"].tolist() == [5, 10, 10, 10]
    assert korea["n_coded"].tolist() == [24] * 4
    assert korea["coverage"].tolist() == approx([1.0] + [24 / 50] * 3)
    strict = tables.corrected_estimates(CORRECTIONS, minimum_n=15)
    korea = strict[strict["group"] == "KOR"]
    assert korea["estimate"].notna().tolist() == [True, True, True, False]
    assert not korea["drawn"].any()
    stricter = tables.corrected_estimates(CORRECTIONS, minimum_n=31)
    assert stricter["estimate"].notna().groupby(stricter["correction"]).all().to_dict() == {
        name: name == "naive" for name in METHODS
    }


def test_the_value_of_a_frame_is_that_it_is_there():
    frames = make_corrections(("all", 60, 30), variable="ship_of_state", values=("0", "1"))
    both = pd.concat([CORRECTIONS, frames])
    table = tables.corrected_estimates(both, variable="ship_of_state")
    assert table["value"].unique().tolist() == ["1"]
    assert table["estimate"].tolist() == approx([0.05, 0.06, 0.07, 0.08])
    negative = tables.corrected_estimates(both, value="-1")
    assert negative.loc[negative["group"] == "all", "estimate"].tolist() == approx(
        [0.01, 0.02, 0.03, 0.04]
    )
    message = (
        "`variable` must be one of those in the table, sentiment, ship_of_state; it is 'weather'."
    )
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        tables.corrected_estimates(both, variable="weather")
    message = "`value` must be one of those in the table, 0, 1; it is 'mean'."
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        tables.corrected_estimates(both, variable="ship_of_state", value="mean")


def test_there_is_room_for_eight_groups():
    many = make_corrections(("all", 90, 40), *((f"o{n}", 20 + n % 3, 10) for n in range(12)))
    table = tables.corrected_estimates(many)
    drawn = table.loc[table["drawn"], "group"].drop_duplicates().tolist()
    # Those with 22 documents, then those with 21, both by name.
    assert drawn == ["all", "o11", "o2", "o5", "o8", "o1", "o10", "o4"]


# ---- validity by group


def test_groups_of_coded_units_stand_by_kind_and_name():
    table = tables.validity_by_group(VALIDITY, scorer="news")
    assert table["label"].tolist() == [
        "all", "South Korea", "US–Japan–South Korea (1 of 2 values)", "The Desk", "Wire",
        "2024 Q1",
    ]  # fmt: skip
    # Thirty documents are resampled; of fewer each is left out in turn.
    assert table["method"].tolist() == [
        "bootstrap", "jackknife", "jackknife", "none", "jackknife", "jackknife",
    ]  # fmt: skip
    assert table["estimate"].tolist() == approx([0.6, 0.65, 0.2, np.nan, 0.55, 0.5], nan_ok=True)
    assert table["n_used"].tolist() == [60, 30, 12, 9, 25, 20]
    assert table["n_documents"].tolist() == [30, 20, 9, 4, 12, 15]
    assert table["drawn"].tolist() == [True, True, True, False, True, True]
    accuracy = tables.validity_by_group(VALIDITY, measure="accuracy")
    assert accuracy["estimate"].tolist()[:2] == approx([0.7, 0.75])
    assert accuracy["method"].tolist()[:4] == ["bootstrap", "t", "t", "none"]
    # It counts units and averages over no values.
    assert accuracy["label"].tolist()[2] == "US–Japan–South Korea"
    perfect = make_validity(("all", 60, 30, 1.0, 1.0, 1.0))
    assert tables.validity_by_group(perfect)["method"].tolist() == ["wilson"]
    # Of the value 1, not of 0; no coder saw it of the relation.
    f1 = tables.validity_by_group(VALIDITY, measure="f1")
    assert f1["estimate"].tolist()[:3] == approx([0.5, 0.4, np.nan], nan_ok=True)
    strict = tables.validity_by_group(VALIDITY, minimum_n=20)
    assert strict["estimate"].notna().tolist() == [True, True, False, False, True, True]
    assert set(strict["minimum_n"]) == {20}


def test_of_a_frame_it_is_f1_and_other_names_are_refused():
    frames = make_validity(("all", 60, 30, 0.7, 0.8, 0.9), variable="ship_of_state")
    table = tables.validity_by_group(pd.concat([VALIDITY, frames]), variable="ship_of_state")
    assert table["measure"].tolist() == ["f1"]
    assert table["estimate"].tolist() == [0.8]
    # Too few coded units for any measure are no reason to refuse.
    few = make_validity(("all", 4, 3, None, None, None))
    assert tables.validity_by_group(few)["estimate"].isna().all()
    message = "`measure` must be one of ['macro_f1', 'f1', 'accuracy']; it is 'precision'."
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        tables.validity_by_group(VALIDITY, measure="precision")
    message = "`variable` must be one of those in the table, sentiment; it is 'weather'."
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        tables.validity_by_group(VALIDITY, variable="weather")


def test_each_kind_of_group_has_room_for_those_with_the_most_units():
    outlets = [(f"outlet=o{n:02d}", 10 + n, 5, 0.5, 0.5, 0.5) for n in range(12)]
    quarters = [(f"quarter=q{n:02d}", 90, 5, 0.5, 0.5, 0.5) for n in range(12)]
    others = [(f"{kind}={n}", 50 + n, 5, 0.5, 0.5, 0.5) for kind in ("desk", "about")
              for n in range(9)]  # fmt: skip
    every = make_validity(("all", 99, 50, 0.5, 0.5, 0.5), *others, *quarters, *outlets)
    table = tables.validity_by_group(every)
    drawn = table.loc[table["drawn"], "group"].tolist()
    # 1 + 3 x 8 are as many as fit: outlets with fewer units give way.
    assert len(drawn) == 25
    assert drawn[0] == "all"
    assert drawn[1:9] == [f"about={n}" for n in range(1, 9)]
    assert drawn[9:17] == [f"quarter=q{n:02d}" for n in range(8)]
    assert drawn[17:] == [f"desk={n}" for n in range(1, 9)]


# ---- specifications


def test_ways_stand_from_the_lowest_estimate_to_the_highest():
    table = tables.specification_curve(SPECIFICATIONS)
    assert table["estimate"].tolist() == approx([-0.1, 0.0, 0.1, 0.2, 0.3, np.nan], nan_ok=True)
    assert table["specification"].tolist() == [1, 4, 5, 0, 2, 3]
    # The default way says 0.2: what is below 0, or 0, is not of its sign; what is missing is
    # neither.
    agrees = table["agrees"].where(table["agrees"].notna(), None).tolist()
    assert agrees[:5] == ["no", "no", "yes", "yes", "yes"]
    assert pd.isna(table["agrees"].iloc[5])
    assert table["is_default"].tolist() == [False, False, False, True, False, False]
    assert table["label"].iloc[0] == "textblob; sentence; 0.5; house; without"
    ties = tables.specification_curve(make_specifications(0.1, 0.1, -0.2, 0.1))
    assert ties["specification"].tolist() == [2, 0, 1, 3]


def test_without_an_estimate_of_the_default_nothing_agrees_or_not():
    table = tables.specification_curve(make_specifications(None, 0.1, -0.2))
    assert table["agrees"].isna().all()
    nobody = tables.specification_curve(make_specifications(0.3, 0.1, default=7))
    assert nobody["agrees"].isna().all()


def test_several_conclusions_are_refused():
    two = pd.concat([SPECIFICATIONS, make_specifications(0.1, conclusion="another")])
    two = two.assign(specification=range(len(two)))
    message = "`specifications` must be of one conclusion; it holds ['the difference', 'another']."
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        tables.specification_curve(two)


# ---- what is drawn


def find(axes, gid):
    found = [artist for ax in axes for artist in ax.findobj(lambda one: one.get_gid() == gid)]
    assert len(found) == 1, (gid, found)
    return found[0]


def draw(noun, table):
    with theme.house():
        drawn = getattr(plots, noun)(table)
        axes = drawn if isinstance(drawn, list) else [drawn]
        axes[0].figure.draw_without_rendering()
    return axes


def ends_of(artist, axis=0):
    return [segment[:, axis].tolist() for segment in artist.get_segments()]


def test_corrections_are_drawn_as_tabled():
    table = tables.corrected_estimates(CORRECTIONS)
    axes = draw("corrected_estimates", table)
    drawn = table[table["drawn"]]
    looks = set()
    for method in METHODS:
        rows = drawn[drawn["correction"] == method]
        dots = find(axes, f"estimate-{method}")
        assert dots.get_xdata().tolist() == rows["estimate"].tolist()
        assert (
            ends_of(find(axes, f"interval-{method}")) == rows[["low", "high"]].to_numpy().tolist()
        )
        looks.add((dots.get_marker(), dots.get_markerfacecolor()))
    assert len(looks) == len(METHODS)
    assert [text.get_text() for text in axes[0].get_yticklabels()] == [
        "all",
        "Japan",
        "South Korea",
    ]
    assert [find(axes, f"n-all-{place}").get_text() for place in range(3)] == ["120", "80", "50"]
    assert [find(axes, f"n-coded-{place}").get_text() for place in range(3)] == ["60", "30", "24"]
    # From the top down, the naive one first.
    heights = [find(axes, f"estimate-{method}").get_ydata()[0] for method in METHODS]
    assert heights == sorted(heights)
    assert axes[0].get_xlabel().startswith("Mean sentiment\n(−1 hostile, +1 friendly)\n")


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("sentiment", "-1", "Share of mentions and relations that are negative"),
        ("sentiment", "1", "Share of mentions and relations that are positive"),
        ("ship_of_state", "1", "Share of mentions and relations with ship of state"),
        ("ship_of_state", "0", "Share of mentions and relations without ship of state"),
        ("a$b", "2", "Share of mentions and relations with value 2 of a$b"),
    ],
)
def test_a_share_says_of_what(variable, value, said):
    corrections = make_corrections(("all", 60, 30), variable=variable, values=(value,))
    table = tables.corrected_estimates(corrections, variable=variable, value=value)
    (ax,) = draw("corrected_estimates", table)
    assert ax.get_xlabel().replace("\n", " ").startswith(f"{said} (0 to 1)")
    assert ax.get_xlim()[0] < 0 < 0.1 < ax.get_xlim()[1]


def test_captions_say_what_was_coded_and_what_is_shown():
    negative = tables.corrected_estimates(CORRECTIONS, value="-1")
    said = find_wording("corrected_estimates", negative).shows
    assert said.endswith(" What was coded: sentiment; shown is the share of the value -1.")
    mean = tables.corrected_estimates(CORRECTIONS)
    assert find_wording("corrected_estimates", mean).shows.endswith("shown is the mean.")
    validity = tables.validity_by_group(VALIDITY)
    assert find_wording("validity_by_group", validity).shows.endswith("shown is macro-F1.")


def test_captions_say_how_each_interval_was_made():
    corrected = tables.corrected_estimates(CORRECTIONS, scorer="news")
    text = describe_figure("09-a", corrected, Source(), caption=None, below="")
    assert "Interval: not stated." in text
    text = describe_figure("09-corrected-estimates", corrected, Source(), caption=None, below="")
    assert (
        "Interval: 95 %; Student's t with each document left out in turn (Efron 1982), bent by "
        "skewness (Hall 1992), 12 marks.\n"
    ) in text
    validity = tables.validity_by_group(VALIDITY, scorer="news")
    text = describe_figure("09-validity-by-group", validity, Source(), caption=None, below="")
    assert (
        "Interval: 95 %; percentile bootstrap that resamples whole documents (2,000 draws, seed "
        "20230818; Efron and Tibshirani 1993; tails expanded, Hesterberg 2015), 1 mark; Student's "
        "t with each document left out in turn (Efron 1982), 4 marks.\n"
    ) in text


def test_validity_is_drawn_as_tabled():
    table = tables.validity_by_group(VALIDITY)
    axes = draw("validity_by_group", table)
    rows = table[table["drawn"]]
    assert find(axes, "validity").get_xdata().tolist() == rows["estimate"].tolist()
    assert ends_of(find(axes, "interval")) == rows[["low", "high"]].to_numpy().tolist()
    assert [find(axes, f"n-{place}").get_text() for place in range(5)] == [
        "60", "30", "12", "25", "20",
    ]  # fmt: skip
    assert [text.get_text() for text in axes[0].get_yticklabels()] == rows["label"].tolist()


@pytest.mark.parametrize(
    ("variable", "measure", "said"),
    [
        ("sentiment", "macro_f1", "Macro-F1 of sentiment"),
        ("sentiment", "accuracy", "Accuracy of sentiment"),
        ("sentiment", "f1", "F1 of positive sentiment"),
        ("ship_of_state", "f1", "F1 of ship of state"),
    ],
)
def test_a_measure_says_of_what(variable, measure, said):
    validity = make_validity(("all", 60, 30, 0.6, 0.5, 0.7), variable=variable)
    table = tables.validity_by_group(validity, variable=variable, measure=measure)
    (ax,) = draw("validity_by_group", table)
    assert ax.get_xlabel().startswith(f"{said}\n(0 to 1, higher is better)\n")


def test_a_curve_of_ways_is_drawn_as_tabled():
    table = tables.specification_curve(SPECIFICATIONS)
    axes = curve, grid = draw("specification_curve", table)
    rows = table[table["drawn"]].reset_index(drop=True)
    dots, own = find(axes, "estimate"), find(axes, "default")
    assert own.get_xdata().tolist() == [3]
    assert own.get_ydata().tolist() == approx([0.2])
    assert dots.get_xdata().tolist() == [0, 1, 2, 4]
    assert dots.get_ydata().tolist() == approx([-0.1, 0.0, 0.1, 0.3])
    assert ends_of(find(axes, "interval"), 1) == rows[["low", "high"]].to_numpy().tolist()
    assert [text.get_text() for text in grid.get_yticklabels()] == [
        "scorer: news", "scorer: textblob", "scorer: vader", "copies: with", "copies: without",
    ]  # fmt: skip
    squares = find(axes, "choices")
    taken = {
        (f"{name}: {rows[name].iloc[place]}", place)
        for name in ("scorer", "copies")
        for place in range(5)
    }
    named = [text.get_text() for text in grid.get_yticklabels()]
    places = zip(squares.get_ydata(), squares.get_xdata(), strict=True)
    assert {(named[int(row)], int(way)) for row, way in places} == taken
    assert curve.get_ylabel() == "The difference"
    assert grid.get_xlabel().endswith("\nn: 20 to 25 documents")
    assert curve.get_xlim() == grid.get_xlim()
    # Both signs, and a line at none.
    assert curve.get_ylim()[0] == approx(-curve.get_ylim()[1])


@pytest.mark.parametrize(
    ("estimates", "low", "ends"),
    [((0.2, 0.4), 0.1, (-0.03 * 0.54, 0.54)), ((0.8, 1.4), 0.1, (-1.62, 1.62))],
)
def test_only_what_can_be_a_share_is_drawn_from_nothing_to_all(estimates, low, ends):
    table = tables.specification_curve(make_specifications(*estimates, low=low))
    curve, _ = draw("specification_curve", table)
    assert curve.get_ylim() == approx(ends)


def test_a_default_without_estimate_has_no_mark_in_the_legend():
    table = tables.specification_curve(make_specifications(None, 0.1, -0.2))
    curve, _ = draw("specification_curve", table)
    assert [text.get_text() for text in curve.get_legend().get_texts()] == ["other choices"]


def test_where_nothing_was_varied_the_scorer_is_named():
    table = tables.specification_curve(make_specifications(0.2))
    _, grid = draw("specification_curve", table)
    assert [text.get_text() for text in grid.get_yticklabels()] == ["scorer: news"]


def test_a_long_name_of_a_codebook_keeps_both_ends():
    books = ["house", "frames-of-the-alliance-version-2.yaml"]
    table = tables.specification_curve(make_specifications(0.2, 0.1)).assign(codebook=books)
    _, grid = draw("specification_curve", table)
    names = [text.get_text() for text in grid.get_yticklabels()]
    assert "codebook: frames-of-t…rsion-2.yaml" in names


def test_two_panels_are_needed():
    _, ax = plt.subplots()
    message = (
        "`axes` must hold 2 panels, one for each group in the table; it holds 1. Give more, or "
        "none for a figure of its own."
    )
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        plots.specification_curve(tables.specification_curve(SPECIFICATIONS), axes=[ax])

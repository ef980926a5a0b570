import re

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from pandas.testing import assert_frame_equal

from analysis import plots, schemas, tables, theme
from analysis.figures.words import FIGURES_OF_WORDS

approx = pytest.approx

SHARED = {
    "n_documents": 40,
    "n_mentions": 90,
    "coverage": 0.5,
    "estimate": 0.2,
    "low": 0.1,
    "high": 0.3,
    "n_used": 31,
    "method": "bootstrap",
    "cluster": "document",
    "minimum_n": 5,
    "drawn": True,
}
NOTHING = {"estimate": None, "low": None, "high": None, "n_used": 3, "method": "none"}
COUNTRIES = {
    "PRK": "North Korea",
    "CHN": "China",
    "KOR": "South Korea",
    "USA": "United States",
    "JPN": "Japan",
}
ISSUES = (
    "cooperation",
    "domestic_politics",
    "economy",
    "security_threat",
    "conflict",
    "uncertainty",
    "responsibility",
    "alliance_reliability",
)
QUARTERS = pd.period_range("2023Q3", "2025Q2", freq="Q")
EVENTS = schemas.EVENTS.build(
    [
        ("summit", "2023-08-18", "Camp David summit"),
        ("election", "2024-11-05", "US election"),
        ("martial-law", "2024-12-03", "Martial law in Seoul"),
        ("impeachment", "2024-12-14", "Impeachment"),
        ("before", "2021-01-06", "Long before"),
    ]
)


def build(schema, rows):
    return schemas.check(schema.build([{**SHARED, **row} for row in rows]), schema)


def numbers(place, n=5):
    estimate = (place - n / 2) / 10
    return {
        "estimate": estimate,
        "low": estimate - 0.11,
        "high": estimate + 0.13,
        "n_used": 20 + place,
    }


def periods(place):
    quarter = QUARTERS[place]
    return {
        "period": f"{quarter.year} Q{quarter.quarter}",
        "starts_on": quarter.start_time,
        "ends_on": quarter.end_time.normalize(),
    }


def share(place):
    return {
        "estimate": place / 20,
        "low": place / 30,
        "high": place / 20 + 0.1,
        "n_used": 20 + place,
    }


def sentiment_by_country():
    rows = [
        {"country": code, "label": label, "scorer": "vader", **numbers(place)}
        for place, (code, label) in enumerate(COUNTRIES.items())
    ]
    rows.append({"country": "TWN", "label": "Taiwan", **NOTHING})
    rows.append({"country": "FJI", "label": "Fiji", "n_documents": 1, "drawn": False, **NOTHING})
    return build(schemas.SENTIMENT_BY_COUNTRY, rows)


def sentiment_by_relation():
    return build(
        schemas.SENTIMENT_BY_RELATION,
        [
            {
                "relation": "USA-JPN-KOR",
                "bond": "tie",
                "label": "US–Japan–South Korea",
                **numbers(1),
            },
            {
                "relation": "JPN-KOR",
                "bond": "rift",
                "label": "Japan–South Korea (rift)",
                **numbers(2),
            },
            {
                "relation": "USA-AUS-JPN-IND-KOR",
                "bond": "rift",
                "label": "US–Australia–Japan–India–South Korea (rift)",
                **numbers(3),
            },
        ],
    )


def sentiment_over_time():
    """Return panels that reach differently far, one with a gap."""
    rows = []
    for country, (code, label) in enumerate(COUNTRIES.items()):
        for place in range(8):
            reached = numbers(place, 8 - country)
            found = NOTHING if (place, code) == (3, "KOR") else reached
            rows.append({"country": code, "label": label, **periods(place), **found})
    return build(schemas.SENTIMENT_OVER_TIME, rows)


def relation_sentiment_over_time():
    return build(
        schemas.RELATION_SENTIMENT_OVER_TIME,
        [
            {
                "relation": relation,
                "bond": "tie",
                "label": relation,
                **periods(place),
                **numbers(place, 8),
            }
            for relation in ("USA-JPN-KOR", "PRK-RUS")
            for place in range(8)
        ],
    )


def frames_by_country():
    return build(
        schemas.FRAMES_BY_COUNTRY,
        [
            {"frame": frame, "country": code, "label": label, **share(place)}
            for frame in ("ship_of_state", "peak_and_decline", "weather", "game", "family")
            for place, (code, label) in enumerate(COUNTRIES.items())
        ],
    )


def issues_by_country():
    """Return nine panels, the last of the five columns ending early."""
    return build(
        schemas.ISSUES_BY_COUNTRY,
        [
            {"frame": frame, "country": code, "label": label, **share(place)}
            for frame in (*ISSUES, "history_and_reparations")
            for place, (code, label) in enumerate(COUNTRIES.items())
        ],
    )


def frames_by_group():
    return build(
        schemas.FRAMES_BY_GROUP,
        [
            {"frame": frame, "family": "metaphor", "by": "outlet", "group": label, "label": label}
            | (NOTHING if (place, frame) == (2, "weather") else share(place))
            for frame in ("ship_of_state", "weather", "peak_and_decline")
            for place, label in enumerate(COUNTRIES.values())
        ],
    )


def frames_by_month():
    """Return two years of months, one of them with too few documents."""
    return build(
        schemas.FRAMES_BY_GROUP,
        [
            {"frame": frame, "family": "issue", "by": "month", "group": str(month)}
            | {"label": str(month), "starts_on": month.start_time}
            | {"ends_on": month.end_time.normalize()}
            | (NOTHING if place == 3 else share(place % 7))
            for frame in (*ISSUES, "history_and_reparations")
            for place, month in enumerate(pd.period_range("2023-07", "2025-06", freq="M"))
        ],
    )


def frame_adoption():
    """Return an outlet with a late use, two of one day, and one that never used the image."""
    days = [f"2024-{month:02d}-11" for month in range(1, 13)]
    used = [["2024-03-11", "2024-11-11"], ["2024-06-11"], ["2024-06-11"], []]
    first = [{"order": 1.0}, {"order": 2.0}, {"order": 2.0}, {}]
    return build(
        schemas.FRAME_ADOPTION,
        [
            {"outlet": label, "label": label, "image": "running aground", **order}
            | {"first_on": own[0] if own else None, "first_document_id": "d" if own else None}
            | {"n_before": int(own[0][5:7]) - 1 if own else 12, "n_holding": len(own)}
            | {"finding": "x", "published_on": days, "used_on": own, **share(len(own))}
            | {"n_documents": 12}
            for label, own, order in zip(COUNTRIES.values(), used, first, strict=False)
        ],
    )


def frame_users():
    """Return outlets and speakers of five countries, the speakers of one with too few cues."""
    unknown = {"n_quoted_cues": 210, "unknown_speaker": 0.25, "unknown_country": 0.4}
    return build(
        schemas.FRAME_USERS,
        [
            {"voice": voice, "user": code, "country": other, "user_label": label}
            | {"country_label": COUNTRIES[other], "label": label, "image": "weather"}
            | {"n_of_user": 40, "n_cues": 400, "no_country": 0.6, "n_mentions": place, **unknown}
            | (NOTHING if (voice, code) == ("quoted", "KOR") else share(place))
            for voice in schemas.VOICES
            for code, label in COUNTRIES.items()
            for place, other in enumerate(COUNTRIES)
        ],
    )


def frame_lives():
    return build(
        schemas.FRAME_LIVES,
        [
            {"image": image, **periods(place), **share(place)}
            for image in ("running aground", "peak of trilateralism")
            for place in range(8)
        ],
    )


def tone_by_country():
    return build(
        schemas.TONE_BY_COUNTRY,
        [
            {"measure": measure, "country": code, "label": label, **share(place + 1)}
            for measure in schemas.MEASURES_OF_TONE
            for place, (code, label) in enumerate(COUNTRIES.items())
        ],
    )


def corpus_overview():
    counted = {"low": None, "high": None, "method": "count", "minimum_n": 0}
    rows = [
        {
            "facet": "month",
            "value": f"2024-{month:02d}",
            "label": f"2024-{month:02d}",
            "n_documents": month,
            **counted,
        }
        for month in range(1, 13)
    ]
    rows.append({"facet": "month", "value": "", "label": "not given", "n_documents": 7, **counted})
    rows += [
        {"facet": facet, "value": value, "label": value, "n_documents": 5, **counted}
        for facet, values in (("outlet", "ABCDEF"), ("perspective", "GH"))
        for value in values
    ]
    return build(schemas.CORPUS_OVERVIEW, rows)


def coverage_by_country():
    return build(
        schemas.COVERAGE_BY_COUNTRY,
        [
            {"country": code, "label": label, "scorer": scorer, **share(place + shift)}
            for place, (code, label) in enumerate(COUNTRIES.items())
            for shift, scorer in enumerate(("textblob", "vader"))
        ],
    )


def sentiment_by_scorer():
    return build(
        schemas.SENTIMENT_BY_SCORER,
        [
            {"country": code, "label": label, "scorer": scorer, **numbers(place + shift)}
            for place, (code, label) in enumerate(COUNTRIES.items())
            for shift, scorer in enumerate(("news", "textblob", "vader"))
        ],
    )


def right_by_construct():
    return build(
        schemas.RIGHT_BY_CONSTRUCT,
        [
            {"construct": name, "label": name, "scorer": scorer, **share(place + shift)}
            for place, name in enumerate(("irony", "concession", "praise", "all"))
            for shift, scorer in enumerate(("news", "textblob", "vader"))
        ],
    )


def calibration():
    return build(
        schemas.CALIBRATION,
        [
            {"scorer": "news", "bin": place, "label": "", "confidence": 0.4 + place / 14}
            | share(place + 8)
            for place in range(8)
        ],
    )


def sentiment_by_voice():
    return build(
        schemas.SENTIMENT_BY_VOICE,
        [
            {"country": code, "label": label, "voice": voice, **numbers(place + shift)}
            for place, (code, label) in enumerate(COUNTRIES.items())
            for shift, voice in enumerate(schemas.VOICES)
        ],
    )


def voice_difference():
    heard = {"n_outlet": 31, "n_quoted": 40, "n_both": 20}
    rows = [
        {"country": code, "label": label, **heard, **numbers(place)}
        for place, (code, label) in enumerate({"all": "All countries", **COUNTRIES}.items())
    ]
    return build(schemas.VOICE_DIFFERENCE, rows)


def pairs(schema):
    unknown = {"n_quoted": 210, "unknown_speaker": 0.25, "unknown_country": 0.4}
    rows = [
        {
            "speaker_country": code,
            "country": other,
            "speaker_label": label,
            "country_label": COUNTRIES[other],
            "label": f"{label} on {COUNTRIES[other]}",
            **unknown,
            **(NOTHING if (code, other) == ("PRK", "KOR") else numbers(place)),
        }
        for place, (code, label) in enumerate(COUNTRIES.items())
        for other in COUNTRIES
        if code != other
    ]
    return build(schema, rows)


def speaker_network():
    return pairs(schemas.SPEAKER_NETWORK)


def speaker_matrix():
    return pairs(schemas.SPEAKER_MATRIX)


def speakers_quoted():
    counted = {"low": None, "high": None, "method": "count", "minimum_n": 0}
    return build(
        schemas.SPEAKERS_QUOTED,
        [
            {"speaker": f"speaker {place}", "label": f"a spokesman ({label})", **counted}
            | {"n_attributions": 210, "unknown_speaker": 0.25, "n_mentions": 30 - place}
            for place, label in enumerate(COUNTRIES.values())
        ],
    )


def sources_by_country():
    names = {**COUNTRIES, "unknown": "Unknown"}
    unknown = {"n_attributions": 210, "unknown_speaker": 0.25, "diversity": 0.9}
    return build(
        schemas.SOURCES_BY_COUNTRY,
        [
            {"speaker_country": code, "label": label, **unknown, **share(place)}
            for place, (code, label) in enumerate(names.items())
        ],
    )


def of_series(code, label):
    return {"series": code, "label": label, "measure": "sentiment", "scorer": "news"}


def smoothed_over_time():
    """Return four curves over a year, one with a gap."""
    days = pd.date_range("2024-07-01", "2025-06-30", freq="7D")
    return build(
        schemas.SMOOTHED_OVER_TIME,
        [
            {**of_series(code, label), "day": day, "bandwidth": 60, "n_series": 31}
            | {**numbers(place % 7), "method": "hc3"}
            | (NOTHING if (code, place) == ("KOR", 9) else {})
            for code, label in list(COUNTRIES.items())[:4]
            for place, day in enumerate(days)
        ],
    )


def event_study():
    """Return three events of each country, one with too few documents and no placebos."""
    other_days = {"placebo_low": -0.2, "placebo_high": 0.25, "placebo_p": 0.3, "n_placebos": 40}
    happened = list(EVENTS.itertuples(index=False))[:3]
    return build(
        schemas.EVENT_STUDY,
        [
            {**of_series(code, label), "event": event, "occurred_on": day, "event_label": name}
            | {"width": 60, "n_before": 20, "n_after": 31, "p_value": 0.2, "p_adjusted": 1.0}
            | other_days
            | numbers(place)
            | (
                {"n_after": 3, "placebo_low": None, "placebo_high": None, **NOTHING}
                if (code, place) == ("KOR", 1)
                else {}
            )
            for code, label in COUNTRIES.items()
            for place, (event, day, name) in enumerate(happened)
        ],
    )


def composition_of_change():
    parts = [(part, "all") for part in schemas.PARTS_OF_CHANGE] + [("within", "Wire")]
    return build(
        schemas.COMPOSITION_OF_CHANGE,
        [
            {**of_series(code, label), "part": part, "grouped_by": "outlet", "group": group}
            | {"changed_on": "2024-12-03", "n_before": 31, "n_after": 40}
            | {**numbers(place + shift), "drawn": group == "all"}
            for place, (code, label) in enumerate(COUNTRIES.items())
            for shift, (part, group) in enumerate(parts)
        ],
    )


def corrected_estimates():
    """Return corrections of all and of five countries, one of which has none of its own."""
    return build(
        schemas.CORRECTED_ESTIMATES,
        [
            {"variable": "sentiment", "value": "mean", "group": code, "label": label}
            | {"correction": method, "n_coded": 40 - place, **numbers(place + shift)}
            | (NOTHING if (code, shift) == ("KOR", 3) else {})
            for place, (code, label) in enumerate({"all": "all", **COUNTRIES}.items())
            for shift, method in enumerate(schemas.METHODS_OF_CORRECTION)
        ],
    )


def validity_by_group():
    return build(
        schemas.VALIDITY_BY_GROUP,
        [
            {"variable": "sentiment", "measure": "macro_f1", "group": code, "label": label}
            | {**share(place)}
            for place, (code, label) in enumerate({"all": "all", **COUNTRIES}.items())
        ],
    )


def specification_curve():
    """Return every choice of scorer, window and copies, one of them without an estimate."""
    ways = [
        (scorer, window, copies)
        for scorer in ("textblob", "news", "vader")
        for window in ("sentence", "neighbours")
        for copies in ("with", "without")
    ]
    return build(
        schemas.SPECIFICATION_CURVE,
        [
            {"specification": place, "conclusion": "sentiment toward KOR less that toward JPN"}
            | {"measures": "sentiment", "scorer": scorer, "window": window, "threshold": 0.5}
            | {"codebook": "house", "copies": copies, "label": "a way", "agrees": "yes"}
            | {"is_default": place == 5, **numbers(place, len(ways))}
            | ({**NOTHING, "agrees": None, "drawn": False} if place == 11 else {})
            for place, (scorer, window, copies) in enumerate(ways)
        ],
    )


FULL = {
    maker.__name__: maker
    for maker in (
        calibration,
        composition_of_change,
        corpus_overview,
        corrected_estimates,
        coverage_by_country,
        event_study,
        frame_adoption,
        frame_lives,
        frame_users,
        frames_by_country,
        frames_by_group,
        issues_by_country,
        relation_sentiment_over_time,
        right_by_construct,
        sentiment_by_country,
        sentiment_by_relation,
        sentiment_by_scorer,
        sentiment_by_voice,
        sentiment_over_time,
        smoothed_over_time,
        sources_by_country,
        speaker_matrix,
        speaker_network,
        speakers_quoted,
        specification_curve,
        tone_by_country,
        validity_by_group,
        voice_difference,
    )
}
N_PANELS = {
    "corpus_overview": 3,
    "frames_by_country": 5,
    "frames_by_group": 3,
    "issues_by_country": 9,
    "relation_sentiment_over_time": 2,
    "sentiment_by_scorer": 3,
    "sentiment_over_time": 5,
    "smoothed_over_time": 4,
    "specification_curve": 2,
    "tone_by_country": 3,
}
WIDER = {"speaker_matrix", "speaker_network"}
ONE_AND_A_HALF = WIDER | {
    "composition_of_change",
    "corrected_estimates",
    "event_study",
    "specification_curve",
    "validity_by_group",
}
WIDEST = {"frame_adoption", "frame_users"}
WITH_EVENTS = {
    "frame_adoption",
    "frame_lives",
    "relation_sentiment_over_time",
    "sentiment_over_time",
    "smoothed_over_time",
}
EVERY = pytest.mark.parametrize("noun", FULL)


def draw(noun, table=None, **options):
    table = FULL[noun]() if table is None else table
    with theme.house():
        drawn = getattr(plots, noun)(table, **options)
        axes = drawn if isinstance(drawn, list) else [drawn]
        axes[0].figure.draw_without_rendering()
    return axes


def find(axes, gid):
    found = [artist for ax in axes for artist in ax.findobj(lambda one: one.get_gid() == gid)]
    assert len(found) == 1, (gid, found)
    return found[0]


def texts_of(axes):
    """Every piece of text that a reader sees, with what it says."""
    figure = axes[0].figure
    found = [figure._supxlabel] if figure.get_supxlabel() else []
    for ax in axes:
        found += [ax.xaxis.label, ax.yaxis.label, *ax.texts]
        found += ax.get_legend().get_texts() if ax.get_legend() else []
        for axis in (ax.xaxis, ax.yaxis):
            low, high = sorted(axis.get_view_interval())
            found += [
                tick.label1 for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high
            ]
    return [text for text in found if text.get_text().strip() and text.get_visible()]


def test_every_public_plot_is_tested_and_has_its_table():
    # Those of words are drawn in test_wording.
    assert sorted({*FULL, *FIGURES_OF_WORDS}) == plots.__all__
    assert set(plots.__all__) <= set(tables.__all__)


@EVERY
def test_draws_on_the_axes_given_and_on_nothing_else(noun):
    table = FULL[noun]()
    before, settings = table.copy(deep=True), dict(mpl.rcParams)
    if noun in N_PANELS:
        figure, given = plt.subplots(1, N_PANELS[noun] + 1, figsize=(20, 4))
        drawn = getattr(plots, noun)(table, axes=given)
        assert drawn == list(given[:-1])
        assert not given[-1].get_visible()
    else:
        figure, given = plt.subplots()
        assert getattr(plots, noun)(table, ax=given) is given
    assert plt.get_fignums() == [figure.number]
    assert dict(mpl.rcParams) == settings
    assert_frame_equal(table, before)
    assert not figure.get_suptitle()
    assert not any(ax.get_title() for ax in figure.axes)


@EVERY
def test_makes_a_figure_of_its_own_without_touching_the_last(noun):
    other, spot = plt.subplots()
    axes = draw(noun)
    assert axes[0].figure is not other
    assert not spot.lines
    width = axes[0].figure.get_figwidth()
    alone = theme.TWO_COLUMNS if noun in {*N_PANELS, *WIDEST} else theme.ONE_COLUMN
    assert width == approx(theme.ONE_AND_A_HALF_COLUMNS if noun in ONE_AND_A_HALF else alone)
    assert axes[0].figure.get_figheight() <= 9


@EVERY
def test_both_axes_are_labelled(noun):
    axes = draw(noun)
    # A network stands in a circle, and not along an axis.
    assert axes[0].get_ylabel() or noun == "speaker_network"
    assert axes[-1].get_xlabel()


@EVERY
def test_a_wrong_table_is_refused(noun):
    with pytest.raises(schemas.SchemaError, match=f"`{noun}` must have the columns"):
        getattr(plots, noun)(FULL[noun]().drop(columns="low"))


@EVERY
@pytest.mark.parametrize("size", ["no rows", "few documents"])
def test_too_little_is_said_in_the_panel(noun, size):
    table = FULL[noun]()
    table = (
        table.iloc[:0]
        if size == "no rows"
        else table.assign(
            estimate=np.nan, low=np.nan, high=np.nan, n_used=3, method="none", drawn=False
        )
    )
    axes = draw(noun, table)
    said = [text.get_text() for ax in axes for text in ax.texts if text.get_gid() == "too-small"]
    assert said
    n = 0 if size == "no rows" or noun in {"corpus_overview", "speakers_quoted"} else 3
    assert all(f"Largest n: {n}. Minimum n: 5." in one for one in said)


LONG_NAMES = [
    "Democratic Republic of the Congo",
    "Saint Vincent and the Grenadines",
    "South Georgia and the South Sandwich Islands",
    "Bosnia and Herzegovina",
    "Papua New Guinea",
]


@EVERY
@pytest.mark.parametrize("names", ["short", "long"])
def test_letters_are_large_and_inside_and_do_not_overlap(noun, names):
    options = {"events": EVENTS} if noun in WITH_EVENTS else {}
    table = FULL[noun]()
    if names == "long" and noun == "frame_lives":
        table["image"] = table["image"].replace("running aground", LONG_NAMES[2])
    elif names == "long" and noun not in WIDER | {"corpus_overview"}:
        labels = dict(zip(table["label"].unique(), LONG_NAMES * 2, strict=False))
        table["label"] = table["label"].map(labels)
    if names == "long" and noun in {*WIDER, "frame_users"}:
        labels = dict(zip(COUNTRIES.values(), LONG_NAMES, strict=True))
        for end in table.columns.intersection(["speaker_label", "user_label", "country_label"]):
            table[end] = table[end].map(labels)
    check_letters(draw(noun, table, **options))


def test_letters_of_the_largest_figures_do_not_overlap():
    """Twelve series, four of six events, all methods, twenty-five groups, long conclusions."""
    names = [f"{name} and {place}" for place, name in enumerate(LONG_NAMES * 5)]
    for noun, label, rows in (
        ("composition_of_change", "label", 12),
        ("event_study", "event_label", 24),
        ("corrected_estimates", "label", 8),
        ("validity_by_group", "label", 25),
    ):
        table = FULL[noun]().query("drawn")
        key = getattr(schemas, noun.upper()).key[0]
        each = table[table[key] == table[key].iloc[0]]
        copies = [each.assign(**{key: name, "label": name, label: name}) for name in names]
        most = pd.concat(copies[: rows // (len(each) if noun == "event_study" else 1)])
        axes = draw(noun, most)
        assert axes[0].figure.get_figheight() <= 9, noun
        check_letters(axes)
    table = specification_curve()
    table["conclusion"] = (
        "sentiment toward KOR in the frame peak_and_decline less that outside of it"
    )
    table["codebook"] = ["house", "a-rather-long-name-of-a-codebook.yaml"] * 6
    check_letters(draw("specification_curve", table))


def test_letters_of_months_do_not_overlap():
    check_letters(draw("frames_by_group", frames_by_month(), events=EVENTS))


def test_letters_of_sixteen_outlets_do_not_overlap():
    names = [f"The {place} Morning Post of the Provinces, Overseas Edition" for place in range(16)]
    rows = [
        {"frame": frame, "family": "issue", "by": "outlet", "group": name, "label": name}
        | {**share(place), "estimate": 1.0, "high": 1.0}
        for frame in (*ISSUES, "history_and_reparations")
        for place, name in enumerate(names)
    ]
    axes = draw("frames_by_group", build(schemas.FRAMES_BY_GROUP, rows))
    assert axes[0].figure.get_figheight() <= 9
    check_letters(axes)


def check_letters(axes):
    """Find letters that are too small, off the page, or on one another."""
    page = axes[0].figure.bbox
    boxes = []
    for text in texts_of(axes):
        assert text.get_fontsize() >= theme.SMALLEST_FONT, text.get_text()
        box = text.get_window_extent()
        if box.width == 0 or text.get_alpha() == 0:
            continue
        assert page.x0 - 1 <= box.x0, text.get_text()
        assert box.x1 <= page.x1 + 1, text.get_text()
        assert page.y0 - 1 <= box.y0, text.get_text()
        assert box.y1 <= page.y1 + 1, text.get_text()
        boxes.append((text.get_text(), box))
    for place, (first, box) in enumerate(boxes):
        for second, other in boxes[place + 1 :]:
            over_x = min(box.x1, other.x1) - max(box.x0, other.x0)
            over_y = min(box.y1, other.y1) - max(box.y0, other.y0)
            assert over_x <= 1 or over_y <= 1, (first, second)


@EVERY
def test_nothing_that_moves_is_told_by_colour_alone(noun):
    for ax in draw(noun):
        looks = [
            (line.get_marker(), line.get_linestyle(), line.get_markerfacecolor() == "white")
            for line in ax.get_lines()
            if line.get_gid() and line.get_gid() != "zero"
        ]
        assert len(looks) == len(set(looks))


@EVERY
def test_every_group_of_marks_has_an_identity_of_its_own(noun):
    options = {"events": EVENTS} if noun in WITH_EVENTS else {}
    axes = draw(noun, **options)
    ids = [one.get_gid() for one in axes[0].figure.findobj() if one.get_gid()]
    once = [gid for gid in ids if gid != "zero"]
    assert len(once) == len(set(once))
    assert once


@pytest.mark.parametrize("noun", ["sentiment_by_country", "sentiment_by_relation"])
def test_dots_and_intervals_are_the_numbers_of_the_table(noun):
    table = FULL[noun]()
    ax = draw(noun, table)[0]
    rows = table[table["drawn"]].reset_index(drop=True)
    full = rows.dropna(subset="estimate")
    dots = find([ax], "sentiment")
    assert dots.get_xdata().tolist() == approx(full["estimate"].tolist())
    assert dots.get_ydata().tolist() == full.index.tolist()
    ends = [segment[:, 0].tolist() for segment in find([ax], "interval").get_segments()]
    assert ends == [approx(pair) for pair in full[["low", "high"]].to_numpy().tolist()]


def test_a_row_without_estimate_is_empty_and_labelled():
    ax = draw("sentiment_by_country")[0]
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == [*COUNTRIES.values(), "Taiwan"]
    assert 5 not in find([ax], "sentiment").get_ydata()
    assert find([ax], "n-5").get_text() == "3"
    assert find([ax], "n-0").get_text() == "20"
    # The first row of the table stands at the top.
    assert ax.get_ylim()[0] > ax.get_ylim()[1]


def test_scale_is_the_same_on_both_sides_of_zero():
    ax = draw("sentiment_by_country")[0]
    low, high = ax.get_xlim()
    assert low == approx(-high)
    assert high >= 0.36
    assert "−1 hostile, +1 friendly" in ax.get_xlabel()


def test_time_panels_hold_one_country_each_with_gaps():
    table = sentiment_over_time()
    axes = draw("sentiment_over_time", table)
    for ax, code in zip(axes, COUNTRIES, strict=True):
        rows = table[table["country"] == code]
        line = find([ax], f"sentiment-{code}")
        assert line.get_ydata().tolist() == approx(rows["estimate"].tolist(), nan_ok=True)
        middle = (
            rows["starts_on"] + (rows["ends_on"] + pd.Timedelta(days=1) - rows["starts_on"]) / 2
        )
        days = middle.to_numpy().astype("datetime64[s]").astype(float) / 86400
        assert line.get_xdata().tolist() == approx(days.tolist())
        ends = [one[:, 1].tolist() for one in find([ax], f"interval-{code}").get_segments()]
        full = rows.dropna(subset="estimate")[["low", "high"]].to_numpy().tolist()
        assert ends == [approx(pair) for pair in full]
    assert len({ax.get_ylim() for ax in axes}) == 1


def test_counts_stand_under_each_quarter():
    axes = draw("sentiment_over_time")
    labels = [label.get_text().split("\n") for label in axes[2].get_xticklabels()]
    assert [label[0] for label in labels] == ["20", "21", "22", "3", "24", "25", "26", "27"]
    assert axes[3].get_xticklabels()[0].get_text() == "20\nQ3\n2023"


def test_events_are_marked_on_their_day_within_the_period():
    axes = draw("sentiment_over_time", events=EVENTS)
    days = [one[0, 0] for one in find(axes, "events-1").get_segments()]
    assert days == [19587, 20032, 20060, 20071]
    key = axes[0].figure.get_supxlabel().replace("\u00a0", " ")
    assert key.startswith("1 Camp David summit; 2 US election; 3 Martial law")
    assert "Long before" not in key
    tags = [find(axes[:1], f"events-0-{number}") for number in (1, 2, 3, 4)]
    assert [tag.get_text() for tag in tags] == ["1", "2", "3", "4"]
    assert [tag.xy[0] for tag in tags] == days


def test_more_events_than_can_be_numbered_are_lines_alone():
    many = schemas.EVENTS.build(
        [(f"e{day}", f"2024-02-{day:02d}", f"event {day}") for day in range(1, 22)]
    )
    ax = draw("frame_lives", events=many)[0]
    assert ax.figure.get_supxlabel() == "Dotted lines: 21 dated events."
    assert len(find([ax], "events").get_segments()) == 21


def test_forty_quarters_are_still_readable():
    spans = pd.period_range("2015Q1", "2024Q4", freq="Q")
    rows = [
        {
            "image": "running aground",
            "period": f"{one.year} Q{one.quarter}",
            "starts_on": one.start_time,
            "ends_on": one.end_time.normalize(),
            **share(1),
        }
        for one in spans
    ]
    ax = draw("frame_lives", build(schemas.FRAME_LIVES, rows))[0]
    labels = ax.get_xticklabels()
    assert len(labels) <= 8
    boxes = [label.get_window_extent() for label in labels]
    assert all(one.x1 < other.x0 for one, other in zip(boxes, boxes[1:], strict=False))
    assert len(find([ax], "share-0").get_ydata()) == 40


def test_lives_are_named_and_set_beside_one_another():
    table = frame_lives()
    ax = draw("frame_lives", table)[0]
    assert [one.get_text() for one in ax.get_legend().get_texts()] == [
        "running aground",
        "peak of trilateralism",
    ]
    first, second = find([ax], "share-0"), find([ax], "share-1")
    assert (second.get_xdata() > first.get_xdata()).all()
    expected = table.query("image == 'running aground'")["estimate"].tolist()
    assert first.get_ydata().tolist() == approx(expected)


def test_frames_have_a_panel_each_with_the_same_countries():
    table = frames_by_country()
    axes = draw("frames_by_country", table)
    assert [
        find([ax], f"panel-{name}").get_text()
        for ax, name in zip(axes, table["frame"].unique(), strict=True)
    ] == ["ship of state", "peak and decline", "weather", "game", "family"]
    for ax, name in zip(axes, table["frame"].unique(), strict=True):
        rows = table[table["frame"] == name]
        assert find([ax], f"share-{name}").get_xdata().tolist() == approx(rows["estimate"].tolist())
        assert ax.get_yticks().tolist() == list(range(len(COUNTRIES)))
        assert ax.get_xlim()[0] < 0 < 0.3 <= ax.get_xlim()[1]
    assert len({ax.get_xlim() for ax in axes}) == 1
    for ax in (axes[0], axes[4]):
        assert [one.get_text() for one in ax.get_yticklabels()] == list(COUNTRIES.values())


def test_tone_has_three_panels_that_share_their_rows():
    table = tone_by_country()
    axes = draw("tone_by_country", table)
    for ax, measure in zip(axes, schemas.MEASURES_OF_TONE, strict=True):
        rows = table[table["measure"] == measure]
        assert find([ax], f"tone-{measure}").get_xdata().tolist() == approx(
            rows["estimate"].tolist()
        )
        assert measure in ax.get_xlabel()
    assert len({ax.get_ylim() for ax in axes}) == 1
    assert axes[2].get_xlim()[0] == approx(-axes[2].get_xlim()[1])


def test_one_measure_without_evidence_leaves_the_others():
    table = tone_by_country()
    gone = table["measure"] == "certainty"
    table.loc[gone, ["estimate", "low", "high"]] = np.nan
    table.loc[gone, "n_used"] = 2
    axes = draw("tone_by_country", table)
    assert "Largest n: 2. Minimum n: 5." in find([axes[1]], "too-small").get_text()
    assert len(find([axes[2]], "tone-cooperation").get_xdata()) == 5


def test_coverage_tells_scorers_apart():
    table = coverage_by_country()
    ax = draw("coverage_by_country", table)[0]
    for scorer in ("textblob", "vader"):
        rows = table[table["scorer"] == scorer]
        assert find([ax], f"coverage-{scorer}").get_xdata().tolist() == approx(
            rows["estimate"].tolist()
        )
    assert [one.get_text() for one in ax.get_legend().get_texts()] == ["textblob", "vader"]
    assert len([one for one in ax.texts if str(one.get_gid()).startswith("n-")]) == 5 + 1


def test_overview_draws_the_counts():
    table = corpus_overview()
    axes = draw("corpus_overview", table)
    heights = [bar.get_height() for bar in axes[0].patches]
    assert heights == table.query("facet == 'month'")["n_documents"].tolist()
    assert [bar.get_width() for bar in axes[1].patches] == [5] * 6
    assert axes[0].get_xticklabels()[-1].get_text() == "not\ngiven"
    assert find(axes, "n-month-12").get_text() == "7"


def test_too_few_panels_are_refused():
    _, given = plt.subplots(1, 2)
    message = (
        "`axes` must hold 3 panels, one for each group in the table; it holds 2. Give more, or "
        "none for a figure of its own."
    )
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        plots.tone_by_country(tone_by_country(), axes=given)


@pytest.mark.parametrize(
    "label",
    [
        "$x_{",
        "100% <b>tags</b> & co",
        "a_b^c\\d",
        "Very long name " * 12,
        "Unbrokenwordofgreatlength" * 4,
        "朝鮮日報",
        "",
    ],
)
def test_any_name_of_an_outlet_can_be_drawn(label):
    table = corpus_overview()
    table.loc[table["value"] == "A", "label"] = label
    figure, axes = plt.subplots(1, 3)
    with theme.house():
        drawn = plots.corpus_overview(table, axes=axes)
    shown = drawn[1].get_yticklabels()[0]
    assert shown.get_parse_math() is False
    assert len(shown.get_text()) <= 3 * 31
    assert shown.get_text()[:2] == label[:2]


@pytest.mark.parametrize("label", ["$x_{", "a_b^c\\d", "<i>&amp;"])
def test_any_label_can_stand_beside_a_row(label):
    table = sentiment_by_country()
    table.loc[0, "label"] = label
    shown = draw("sentiment_by_country", table)[0].get_yticklabels()[0]
    assert shown.get_parse_math() is False
    assert shown.get_text() == label


def test_labels_are_not_read_as_formulas_outside_the_house_style():
    table = sentiment_by_country()
    table.loc[0, "label"] = "$x_{"
    ax = plots.sentiment_by_country(table)
    ax.figure.draw_without_rendering()
    assert ax.get_yticklabels()[0].get_parse_math() is False


def test_no_country_has_a_colour():
    axes = draw("sentiment_over_time")
    colours = {
        to_hex(line.get_color())
        for ax in axes
        for line in ax.get_lines()
        if str(line.get_gid()).startswith("sentiment-")
    }
    assert colours == {theme.INK}

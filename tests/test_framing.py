"""Frames by group, the adoption of an image, and who uses it of whom."""

import re

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis import figures, plots, schemas, tables, theme
from analysis.figures.namings import find_wording
from analysis.intervals import estimate_ratio, estimate_share
from analysis.pipeline import annotate_texts
from analysis.plots.periods import _name_periods
from analysis.stances import _find_quotations
from analysis.tables.evidence import counted_cues

approx = pytest.approx


def make_documents(*rows):
    """Rows of (document, day, outlet, outlet's country)."""
    return schemas.DOCUMENTS.build(
        [
            {"document_id": document, "text": "x", "published_on": day, "outlet": outlet}
            | {"outlet_country": country, "path": document, "sha256": "0"}
            for document, day, outlet, country in rows
        ]
    )


def make_frames(*rows):
    """Rows of (cue, frame, figurative or None for an issue, negated, start)."""
    return schemas.FRAMES.build(
        [
            {"frame_id": cue, "document_id": cue.split(":")[0], "cue": "x", "frame": frame}
            | {"segment_id": f"{cue.split(':')[0]}:s0", "start": start, "end": start + 4}
            | {"family": "issue" if figurative is None else "metaphor", "entry": "x"}
            | {"figurative": figurative, "negated": negated, "hedged": False}
            for cue, frame, figurative, negated, start in rows
        ]
    )


def make_quotations(*rows):
    """Rows of (quotation, start, end, speaker, its country)."""
    return schemas.QUOTATIONS.build(
        [
            {"quotation_id": quotation, "attribution_id": quotation, "kind": "direct"}
            | {"document_id": quotation.split(":")[0], "start": start, "end": end}
            | {"factive": False, "repaired": False, "speaker": speaker, "speaker_country": origin}
            for quotation, start, end, speaker, origin in rows
        ]
    )


@pytest.fixture
def documents():
    return make_documents(
        ("d0", "2024-01-05", "Post", "USA"),
        ("d1", "2024-01-20", "Post", "USA"),
        ("d2", "2024-03-02", "Wire", "KOR"),
        ("d3", "2024-03-09", "Post", "USA"),
        ("d4", "2024-03-09", "Gazette", "JPN"),
        ("d5", None, None, None),
    )


@pytest.fixture
def frames():
    return make_frames(
        ("d1:f0", "weather", 0.9, False, 10),
        ("d1:f1", "weather", 0.5, False, 30),
        ("d2:f0", "weather", 0.8, False, 10),
        ("d3:f0", "weather", 0.7, False, 10),
        ("d0:f0", "weather", 0.4, False, 10),  # literal
        ("d4:f0", "weather", 0.9, True, 10),  # denied
        ("d5:f0", "weather", 0.9, False, 10),
        ("d0:f1", "game", 0.1, False, 50),  # never an image here
        ("d0:f2", "economy", None, False, 60),
        ("d2:f1", "economy", None, True, 60),  # denied
    )


@pytest.fixture
def links():
    return schemas.FRAME_COUNTRIES.build(
        [
            ("d1:f0", "JPN", None, None),
            ("d1:f0", "KOR", None, None),
            ("d1:f1", "JPN", None, None),
            ("d2:f0", "KOR", None, None),
            ("d5:f0", "CHN", None, None),
        ]
    )


@pytest.fixture
def quotations():
    return make_quotations(
        ("d1:q0", 0, 60, "an envoy", "CHN"),
        ("d1:q1", 28, 40, "a spokesman", "JPN"),
        ("d2:q0", 10, 14, None, None),
        ("d3:q0", 10, 13, "an aide", "CHN"),  # ends inside the cue
        ("d0:q0", 0, 60, "an aide", "CHN"),
    )


def row_of(table, **values):
    for column, value in values.items():
        table = table[table[column] == value]
    assert len(table) == 1
    return table.iloc[0]


def numbers_of(row):
    return row[["estimate", "low", "high"]].tolist()


def test_which_cues_count(frames):
    assert counted_cues(frames)["frame_id"].tolist() == [
        *("d1:f0", "d1:f1", "d2:f0", "d3:f0", "d5:f0", "d0:f2")
    ]


def test_shares_are_of_all_documents_of_the_group(documents, frames):
    table = tables.frames_by_group(documents, frames, by="outlet", minimum_n=1)
    assert table["frame"].tolist() == ["weather"] * 4 + ["game"] * 4
    # By name, those without outlet last.
    assert table["label"].tolist() == ["Gazette", "Post", "Wire", "not given"] * 2
    post = row_of(table, frame="weather", group="Post")
    assert numbers_of(post) == approx(estimate_share([False, True, True])[:3])
    assert post["estimate"] == approx(2 / 3)
    assert (post["n_documents"], post["n_mentions"], post["n_used"]) == (3, 3, 3)
    assert post["coverage"] == 1
    assert row_of(table, frame="weather", label="not given")["estimate"] == 1


def test_absence_is_a_share_of_zero_with_an_interval(documents, frames):
    table = tables.frames_by_group(documents, frames, by="outlet", minimum_n=1)
    for denied_or_literal in ({"group": "Gazette"}, {"group": "Post", "frame": "game"}):
        row = row_of(table, **{"frame": "weather", **denied_or_literal})
        assert row["estimate"] == 0
        assert row["high"] == approx(estimate_share([False] * row["n_documents"]).high)


def test_a_group_with_few_documents_keeps_an_empty_row(documents, frames):
    table = tables.frames_by_group(documents, frames, by="outlet", minimum_n=2)
    wire = row_of(table, frame="weather", group="Wire")
    assert np.isnan(wire["estimate"])
    assert wire["drawn"]
    assert wire["n_used"] == 1


def test_documents_without_outlet_stand_last_whatever_the_others_are_called(documents, frames):
    small = documents.assign(outlet=documents["outlet"].str.lower())
    table = tables.frames_by_group(small, frames, by="outlet", minimum_n=1)
    assert table["label"].head(4).tolist() == ["gazette", "post", "wire", "not given"]


def test_months_are_by_date_without_gaps(documents, frames):
    table = tables.frames_by_group(documents, frames, by="month", minimum_n=1)
    weather = table[table["frame"] == "weather"]
    assert weather["label"].tolist() == ["2024-01", "2024-02", "2024-03"]
    assert weather["estimate"].tolist() == approx([1 / 2, np.nan, 2 / 3], nan_ok=True)
    assert weather["n_documents"].tolist() == [2, 0, 3]
    assert weather["coverage"].tolist() == approx([1, np.nan, 1], nan_ok=True)
    assert weather["starts_on"].iloc[1] == pd.Timestamp("2024-02-01")
    assert weather["ends_on"].iloc[1] == pd.Timestamp("2024-02-29")
    quarters = tables.frames_by_group(documents, frames, by="quarter", minimum_n=1)
    assert quarters["label"].tolist() == ["2024 Q1"] * 2
    assert row_of(quarters, frame="weather")["estimate"] == approx(3 / 5)


def test_issues_are_apart_from_images(documents, frames):
    table = tables.frames_by_group(documents, frames, by="outlet", family="issue", minimum_n=1)
    assert set(table["frame"]) == {"economy"}
    assert set(table["family"]) == {"issue"}
    assert row_of(table, group="Post")["estimate"] == approx(1 / 3)
    # "No economic crisis" is denied.
    assert row_of(table, group="Wire")["estimate"] == 0


def test_countries_of_outlets_are_named(documents, frames):
    table = tables.frames_by_group(documents, frames, by="outlet_country", minimum_n=1)
    weather = table[table["frame"] == "weather"]
    assert weather["label"].tolist() == ["Japan", "South Korea", "United States", "not given"]
    assert weather["group"].tolist() == ["JPN", "KOR", "USA", ""]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            {"by": "author"},
            "`by` must be one of ['outlet', 'outlet_country', 'perspective', 'month', 'quarter']; "
            "it is 'author'.",
        ),
        (
            {"by": "outlet", "family": "images"},
            "`family` must be one of ['metaphor', 'issue']; it is 'images'.",
        ),
    ],
)
def test_other_words_are_refused(documents, frames, wrong, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        tables.frames_by_group(documents, frames, **wrong)


def test_there_is_room_for_ten_frames_and_sixteen_outlets():
    documents = make_documents(*((f"d{n}", None, f"outlet {n % 20:02d}", None) for n in range(36)))
    frames = make_frames(*((f"d{n}:f0", f"frame {n % 12:02d}", 0.9, False, 0) for n in range(36)))
    table = tables.frames_by_group(documents, frames, by="outlet", minimum_n=1)
    drawn = table[table["drawn"]]
    assert drawn["frame"].nunique() == 10
    # Sixteen outlets have two documents, four have one.
    assert sorted(drawn["group"].unique()) == [f"outlet {n:02d}" for n in range(16)]
    assert len(table) == 12 * 20


@pytest.mark.parametrize("by", ["outlet", "outlet_country", "perspective", "month", "quarter"])
def test_groups_in_any_order_and_from_nothing(documents, frames, by):
    table = tables.frames_by_group(documents, frames, by=by, minimum_n=1)
    shuffled = tables.frames_by_group(
        documents.sample(frac=1, random_state=1), frames.sample(frac=1), by=by, minimum_n=1
    )
    assert_frame_equal(table, shuffled)
    for some, none in ((documents.iloc[:0], frames), (documents, frames.iloc[:0])):
        empty = tables.frames_by_group(some, none, by=by)
        assert_frame_equal(empty, schemas.FRAMES_BY_GROUP.empty())


@pytest.mark.parametrize("family", ["metaphor", "issue"])
def test_by_country_each_family_has_its_table(documents, frames, links, family):
    mentions = schemas.MENTIONS.build(
        [
            (f"d{n}:m0", f"d{n}", f"d{n}:s0", 0, 1, "x", "JPN", "JPN", "name", False)
            for n in range(5)
        ]
    )
    linked = pd.concat(
        [
            links,
            schemas.FRAME_COUNTRIES.build(
                [("d0:f2", "JPN", None, None), ("d2:f1", "JPN", None, None)]
            ),
        ]
    )
    make = tables.frames_by_country if family == "metaphor" else tables.issues_by_country
    table = make(documents, mentions, frames, linked, minimum_n=1)
    assert set(table["frame"]) == ({"weather", "game"} if family == "metaphor" else {"economy"})
    share = 1 / 5  # in d1 the weather, in d0 the economy; that of d2 is denied
    assert table["estimate"].tolist() == approx([share, 0] if family == "metaphor" else [share])


def test_adoption_tells_first_use_and_what_went_before(documents, frames):
    table = tables.frame_adoption(documents, frames.query("frame == 'weather'"), minimum_n=1)
    assert table["outlet"].tolist() == ["Post", "Wire", "Gazette"]
    assert table["order"].tolist() == approx([1, 2, np.nan], nan_ok=True)
    post = table.iloc[0]
    assert post["first_on"] == pd.Timestamp("2024-01-20")
    assert post["first_document_id"] == "d1"
    assert post["n_before"] == 1
    assert (post["n_mentions"], post["n_holding"], post["n_documents"]) == (3, 2, 3)
    assert post["published_on"] == ["2024-01-05", "2024-01-20", "2024-03-09"]
    assert post["used_on"] == ["2024-01-20", "2024-03-09"]
    assert numbers_of(post) == approx(estimate_share([False, True, True])[:3])
    assert post["finding"] == "first on 2024-01-20 (documents before: 1), in 2 of 3 documents"
    assert post["image"] == "weather"


def test_who_never_used_it_stands_last_with_its_documents(documents, frames):
    more = make_documents(*((f"e{n}", "2024-02-01", "Observer", None) for n in range(3)))
    both = pd.concat([documents, more], ignore_index=True)
    table = tables.frame_adoption(both, frames, image="bad weather", minimum_n=3)
    assert table["outlet"].tolist() == ["Post", "Wire", "Observer", "Gazette"]
    observer, gazette = table.iloc[2], table.iloc[3]
    assert observer["finding"] == "never in 3 documents"
    assert pd.isna(observer["first_on"])
    assert pd.isna(observer["first_document_id"])
    assert observer["n_before"] == observer["n_documents"] == 3
    assert observer["used_on"] == []
    assert numbers_of(observer) == approx(estimate_share([False] * 3)[:3])
    # Too few documents for a share, and its days all the same.
    assert np.isnan(gazette["estimate"])
    assert gazette["published_on"] == ["2024-03-09"]
    assert gazette["drawn"]
    assert set(table["image"]) == {"bad weather"}


def test_outlets_of_one_day_share_their_place(documents, frames):
    moved = documents.assign(
        published_on=documents["published_on"].mask(
            documents["document_id"] == "d2", pd.Timestamp("2024-01-20 18:00")
        )
    )
    table = tables.frame_adoption(moved, frames.query("frame == 'weather'"))
    assert table["order"].tolist() == approx([1, 1, np.nan], nan_ok=True)
    assert table["outlet"].tolist() == ["Post", "Wire", "Gazette"]


def test_a_document_of_the_day_of_the_first_use_is_not_before_it(documents, frames):
    same = documents.assign(
        published_on=documents["published_on"].mask(
            documents["document_id"] == "d0", pd.Timestamp("2024-01-20")
        )
    )
    table = tables.frame_adoption(same, frames.query("frame == 'weather'"))
    assert table["n_before"].tolist() == [0, 0, 1]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A", "B", "C", None]),
            st.one_of(st.none(), st.integers(0, 30)),
            st.booleans(),
        ),
        max_size=25,
    )
)
@settings(max_examples=60, deadline=None)
def test_adoption_adds_up(found):
    start = pd.Timestamp("2024-01-01")
    documents = make_documents(
        *(
            (f"d{n}", None if day is None else start + pd.Timedelta(days=day), outlet, None)
            for n, (outlet, day, _) in enumerate(found)
        )
    )
    cues = make_frames(
        *((f"d{n}:f0", "game", 0.9, False, 0) for n, (_, _, used) in enumerate(found) if used)
    )
    table = tables.frame_adoption(documents, cues, minimum_n=1)
    kept = [one for one in found if one[0] is not None and one[1] is not None]
    assert table["n_documents"].sum() == len(kept)
    assert table["n_holding"].sum() == sum(used for _, _, used in kept)
    assert (table["n_before"] + table["n_holding"] <= table["n_documents"]).all()
    assert table["first_on"].isna().equals(table["n_holding"] == 0)
    assert table["first_on"].dropna().is_monotonic_increasing
    for _, row in table.iterrows():
        assert row["published_on"] == sorted(row["published_on"])
        assert len(row["published_on"]) == row["n_documents"]
        assert len(row["used_on"]) == row["n_holding"]
        if row["used_on"]:
            assert row["used_on"][0] == f"{row['first_on']:%Y-%m-%d}"


def test_a_cue_is_the_innermost_speakers_or_the_outlets(documents, frames, links, quotations):
    table = tables.frame_users(documents, frames, links, quotations, minimum_n=1)
    # d1:f0 in the envoy's words, d1:f1 in the spokesman's inside them, d2:f0 in nobody's known.
    envoy = row_of(table, voice="quoted", user="CHN", country="KOR")
    assert (envoy["n_mentions"], envoy["n_of_user"], envoy["n_documents"]) == (1, 1, 1)
    spokesman = row_of(table, voice="quoted", user="JPN", country="JPN")
    assert spokesman["estimate"] == 1
    unknown = row_of(table, voice="quoted", user="unknown", country="KOR")
    assert unknown["n_mentions"] == 1
    assert unknown["user_label"] == "Speakers: unknown"
    # A quotation that ends inside of a cue does not hold it: d3:f0 is the outlet's.
    post = table.query("voice == 'outlet' and user == 'USA'")
    assert post["n_of_user"].tolist() == [0, 0, 0]
    assert post["coverage"].tolist() == [0, 0, 0]
    assert post["estimate"].isna().all()
    assert row_of(table, voice="outlet", user="unknown", country="CHN")["estimate"] == 1


def test_what_is_unknown_is_counted(documents, frames, links, quotations):
    table = tables.frame_users(documents, frames, links, quotations, minimum_n=1)
    # Six cues count: three in quotations, those of d3 and d5, and the economy, which no one says.
    assert set(table["n_cues"]) == {6}
    assert table["no_country"].tolist() == approx([2 / 6] * len(table))
    assert set(table["n_quoted_cues"]) == {3}
    assert table["unknown_speaker"].tolist() == approx([1 / 3] * len(table))
    only = tables.frame_users(documents, frames, links, quotations.iloc[:0], minimum_n=1)
    assert set(only["voice"]) == {"outlet"}
    assert set(only["n_quoted_cues"]) == {0}
    assert only["unknown_speaker"].isna().all()


def many_uses():
    """Eight documents of an outlet: cue n of document d is about Japan, and of four Korea too."""
    documents = make_documents(*((f"d{n}", None, "Post", "USA") for n in range(8)))
    cues = [(f"d{n}:f{k}", "game", 0.9, False, 10 * k) for n in range(8) for k in range(n % 3 + 1)]
    links = [(cue, "JPN", None, None) for cue, *_ in cues]
    links += [(f"d{n}:f0", "KOR", None, None) for n in range(4)]
    return documents, make_frames(*cues), schemas.FRAME_COUNTRIES.build(links)


def test_shares_are_of_cues_and_documents_are_resampled():
    documents, frames, links = many_uses()
    table = tables.frame_users(documents, frames, links, schemas.QUOTATIONS.empty())
    korea, japan = row_of(table, country="KOR"), row_of(table, country="JPN")
    weights = [n % 3 + 1 for n in range(8)]
    expected = estimate_ratio([1, 1, 1, 1, 0, 0, 0, 0], weights)
    assert numbers_of(korea) == approx(expected[:3])
    assert korea["estimate"] == approx(4 / sum(weights))
    assert (korea["n_mentions"], korea["n_of_user"]) == (4, sum(weights))
    assert (korea["n_documents"], korea["n_used"]) == (4, 8)
    # A cue with two countries counts for each.
    assert japan["estimate"] == 1
    assert table["label"].tolist() == [
        "Outlets: United States, of Japan",
        "Outlets: United States, of South Korea",
    ]


def test_below_the_minimum_a_user_keeps_its_counts():
    documents, frames, links = many_uses()
    table = tables.frame_users(documents, frames, links, schemas.QUOTATIONS.empty(), minimum_n=9)
    assert table["estimate"].isna().all()
    assert table["n_mentions"].sum() == len(links)
    assert table["drawn"].all()


def test_a_cue_is_in_the_voice_that_its_country_has_in_the_stances():
    found = annotate_texts(
        [
            '"The ship of the alliance," the Chinese envoy said, "has run aground," and a Japanese '
            'spokesman said the American envoy had said that "Tokyo is sailing into a storm."',
            "The South Korean ship has run aground, according to a Japanese aide.",
        ]
    )
    cues = found.frames.assign(figurative=0.9, negated=False, family="metaphor")
    rows = _find_quotations(cues["document_id"].tolist(), cues, found.quotations)
    ids = found.quotations["quotation_id"].tolist()
    outer = [ids[row] if row >= 0 else None for row in rows]
    table = tables.frame_users(
        found.documents, cues, found.frame_countries, found.quotations, minimum_n=1
    )
    assert table["n_quoted_cues"].iloc[0] == sum(one is not None for one in outer) > 2
    places = {one: place for one, place in zip(cues["frame_id"], outer, strict=True) if place}
    users = found.quotations.set_index("quotation_id")["speaker_country"].fillna("unknown")
    linked = found.frame_countries[found.frame_countries["frame_id"].isin(places)]
    expected = linked.groupby([linked["frame_id"].map(places).map(users), linked["country"]]).size()
    quoted = table.query("voice == 'quoted' and n_mentions > 0")
    assert quoted.set_index(["user", "country"])["n_mentions"].to_dict() == expected.to_dict()


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


def to_days(days):
    return [pd.Timestamp(day).to_datetime64().astype("datetime64[D]").astype(float) for day in days]


@pytest.mark.parametrize("by", ["outlet", "month"])
def test_groups_are_drawn_as_tabled(documents, frames, by):
    table = tables.frames_by_group(documents, frames, by=by, minimum_n=1)
    axes = draw("frames_by_group", table)
    across = by == "outlet"
    for ax, name in zip(axes, ["weather", "game"], strict=True):
        rows = table[table["frame"] == name]
        line = find([ax], f"share-{name}")
        drawn = line.get_xdata() if across else line.get_ydata()
        shares = rows["estimate"].dropna() if across else rows["estimate"]
        assert drawn.tolist() == approx(shares.tolist(), nan_ok=True)
        ends = [
            one[:, 0 if across else 1].tolist()
            for one in find([ax], f"interval-{name}").get_segments()
        ]
        assert ends == [approx(pair) for pair in rows[["low", "high"]].dropna().to_numpy().tolist()]
    assert len({ax.get_xlim() for ax in axes}) == len({ax.get_ylim() for ax in axes}) == 1
    if across:
        assert [one.get_text() for one in axes[0].get_yticklabels()] == [
            *("Gazette", "Post", "Wire", "not given")
        ]
        assert [find(axes, f"n-game-{place}").get_text() for place in range(4)] == list("1311")
    else:
        assert [one.get_text() for one in axes[0].get_xticklabels()] == [
            *("2\nJan\n2024", "0\nFeb", "3\nMar")
        ]


def test_a_group_without_estimate_has_a_label_and_no_dot(documents, frames):
    table = tables.frames_by_group(documents, frames, by="outlet", minimum_n=2)
    ax = draw("frames_by_group", table)[0]
    assert find([ax], "share-weather").get_ydata().tolist() == [1]
    assert len(ax.get_yticklabels()) == 4


def test_events_stand_in_the_panels_of_months(documents, frames):
    events = schemas.EVENTS.build([("e", "2024-02-11", "Summit"), ("f", "2020-02-11", "Before")])
    table = tables.frames_by_group(documents, frames, by="month", minimum_n=1)
    axes = draw("frames_by_group", table, events=events)
    assert [one[0, 0] for one in find(axes, "events-1").get_segments()] == to_days(["2024-02-11"])
    assert axes[0].figure.get_supxlabel().replace("\u00a0", " ") == "1 Summit"


@pytest.mark.parametrize(
    ("periods", "each_year", "names"),
    [
        (["2023-11", "2023-12", "2024-01"], False, ["Nov\n2023", "Dec", "Jan\n2024"]),
        (["2023-11", "2024-02", "2024-05"], True, ["Nov\n2023", "Feb\n2024", "May"]),
        (["2023 Q4", "2024 Q1", "2024 Q2"], False, ["Q4\n2023", "Q1\n2024", "Q2"]),
        (["2023 Q1", "2023 Q3"], True, ["Q1\n2023", "Q3\n2023"]),
        (["2023", "2024"], False, ["2023", "2024"]),
    ],
)
def test_periods_have_their_year_where_it_begins(periods, each_year, names):
    assert _name_periods(periods, each_year=each_year) == names


def test_adoption_is_drawn_as_tabled(documents, frames):
    table = tables.frame_adoption(documents, frames.query("frame == 'weather'"), minimum_n=1)
    ax = draw("frame_adoption", table)[0]
    every, use, first = (find([ax], f"adoption-{one}") for one in ("document", "use", "first"))
    assert every.get_xdata().tolist() == to_days(table["published_on"].sum())
    assert every.get_ydata().tolist() == [0, 0, 0, 1, 2]
    assert use.get_xdata().tolist() == to_days(table["used_on"].sum())
    assert use.get_ydata().tolist() == [0, 0, 1]
    assert first.get_xdata().tolist() == to_days(table["first_on"].dropna())
    assert first.get_ydata().tolist() == [0, 1]
    assert find([ax], "never").get_ydata() == [1.5, 1.5]
    said = [[find([ax], f"{name}-{place}").get_text() for place in range(3)]
            for name in ("n-before", "n-with", "n")]  # fmt: skip
    assert said == [["1", "0", "never"], ["2", "1", "0"], ["3", "1", "1"]]
    legend = [text.get_text() for text in ax.get_legend().get_texts()]
    assert legend == ["document", "document with 'weather'", "the first of the outlet"]
    low, high = ax.get_xlim()
    assert low < every.get_xdata().min()
    assert every.get_xdata().max() < high


@pytest.mark.parametrize("used", ["all", "none"])
def test_no_line_divides_where_all_or_none_used_it(documents, used):
    cues = make_frames(*((f"d{n}:f0", "game", 0.9, False, 0) for n in range(5)))
    cues = cues if used == "all" else cues.iloc[:0]
    table = tables.frame_adoption(documents, cues, image="play", minimum_n=1)
    ax = draw("frame_adoption", table)[0]
    assert not [line for line in ax.get_lines() if line.get_gid() == "never"]


def test_one_day_is_a_span_too():
    documents = make_documents(*((f"d{n}", "2024-05-01", "Post", None) for n in range(6)))
    table = tables.frame_adoption(documents, make_frames(("d0:f0", "game", 0.9, False, 0)))
    low, high = draw("frame_adoption", table)[0].get_xlim()
    assert high - low == 2


def test_users_are_drawn_as_tabled():
    documents, frames, links = many_uses()
    quotations = make_quotations(("d0:q0", 0, 20, "an envoy", "CHN"))
    table = tables.frame_users(documents, frames, links, quotations)
    ax = draw("frame_users", table)[0]
    korea = row_of(table, voice="outlet", country="KOR")
    assert find([ax], "share-outlet-USA-KOR").get_text() == f"{korea['estimate']:.2f}"
    ends = f"{korea['low']:.2f}\u2013{korea['high']:.2f}"
    assert find([ax], "interval-outlet-USA-KOR").get_text() == ends
    assert find([ax], "n-outlet-USA-KOR").get_text() == "n 3"
    # The envoy is in one document: counts, and no share.
    assert find([ax], "n-quoted-CHN-JPN").get_text() == "n 1"
    assert not [text for text in ax.texts if str(text.get_gid()).startswith("share-quoted")]
    assert find([ax], "voices").get_ydata() == [0.5, 0.5]
    shades = [
        find([ax], f"cell-outlet-USA-{country}").get_facecolor()[0] for country in ("JPN", "KOR")
    ]
    assert shades[0] < shades[1] < 1
    labels = [label.get_text() for label in ax.get_yticklabels()]
    n = len(frames) - 1
    assert labels == [
        f"Outlets: United States\ncues {n}, documents 7", "Speakers: China\ncues 1, documents 1"
    ]  # fmt: skip
    assert "Of 15 cues 0% have no country in the image; of 1 quoted ones" in ax.get_xlabel()
    assert "speaker of 0%, speaker's country of 0%" in ax.get_xlabel()


@pytest.mark.parametrize(
    ("noun", "by", "family", "chart", "said"),
    [
        ("frames_by_outlet", "outlet", "metaphor", "Dot plot", "documents of the outlet that"),
        ("issues_by_month", "month", "issue", "Line chart", "documents of the month that"),
        ("frames_by_group", "month", "issue", "Line chart", "The frames are issues"),
        ("issues_by_outlet_country", "outlet_country", "issue", "Dot plot", "of the country that"),
    ],
)
def test_captions_follow_the_table(documents, frames, noun, by, family, chart, said):
    table = tables.frames_by_group(documents, frames, by=by, family=family, minimum_n=1)
    wording = find_wording(noun, table)
    assert wording.chart == chart
    assert said in wording.shows
    assert ("only figurative cues count" in wording.shows) == (family == "metaphor")
    assert find_wording("my_own", table) is None


def test_captions_say_what_is_followed_and_of_whom_nothing_is_known(
    documents, frames, links, quotations, tmp_path, monkeypatch
):
    monkeypatch.setenv("TRILATERAL_FIGURES", str(tmp_path))
    table = tables.frame_adoption(documents, frames, image="bad weather", minimum_n=3)
    paths = figures.save(draw("frame_adoption", table), "04-frame-adoption", table)
    text = paths["txt"].read_text(encoding="utf-8")
    assert "The image: bad weather." in text
    assert "Without a share, with too few documents: Wire, Gazette." in text
    assert "Shares are not estimated below n = 3; days are drawn all the same." in text
    assert "Wire first on 2024-03-02 (documents before: 0), in 1 of 1 document" in text
    assert "Gazette never in 1 document." in text
    table = tables.frame_users(documents, frames, links, quotations, minimum_n=1)
    paths = figures.save(draw("frame_users", table), "04-frame-users", table)
    text = paths["txt"].read_text(encoding="utf-8")
    assert "The speaker is unknown in 33% of 3 quoted cues; the speaker's country in 33%." in text
    only = tables.frame_users(documents, frames, links, quotations.iloc[:0], minimum_n=1)
    paths = figures.save(draw("frame_users", only), "04-frame-users", only)
    assert "There are no quoted cues." in paths["txt"].read_text(encoding="utf-8")
    plt.close("all")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex
from pandas.testing import assert_frame_equal

from analysis import figures, plots, schemas, tables, theme
from analysis.intervals import NO_INTERVAL, estimate_difference, estimate_mean
from analysis.intervals.ranges import resample, resample_difference

approx = pytest.approx
NAN = float("nan")


def make_documents(n=2):
    return schemas.DOCUMENTS.build(
        [
            {"document_id": f"d{place}", "text": "x", "path": f"d{place}.txt", "sha256": "0"}
            for place in range(n)
        ]
    )


def make_stances(*rows):
    """Rows of (document, country, sentiment, speaker, its country); "own" is the outlet."""
    return schemas.STANCES.build(
        [
            {
                "target_id": f"{document}:m{place}",
                "target": "mention",
                "document_id": document,
                "segment_id": f"{document}:s0",
                "start": place,
                "end": place + 1,
                "surface": "x",
                "voice": "outlet" if speaker == "own" else "quoted",
                "speaker": None if speaker == "own" else speaker,
                "speaker_country": origin,
                "country": country,
                "kind": "name",
                "place_only": False,
                "scorer": "news",
                "sentiment": sentiment,
                "frames": [],
                "evidence": "x",
            }
            for place, (document, country, sentiment, speaker, origin) in enumerate(rows)
        ]
    )


def make_quotations(*rows):
    """Rows of (attribution, speaker, its country); the document is before the colon."""
    return schemas.QUOTATIONS.build(
        [
            {
                "quotation_id": f"{attribution}-{place}",
                "attribution_id": attribution,
                "document_id": attribution.split(":")[0],
                "start": place,
                "end": place + 1,
                "kind": "direct",
                "factive": False,
                "repaired": False,
                "speaker": speaker,
                "speaker_country": origin,
            }
            for place, (attribution, speaker, origin) in enumerate(rows)
        ]
    )


def row_of(table, **values):
    for column, value in values.items():
        table = table[table[column] == value]
    assert len(table) == 1
    return table.iloc[0]


@pytest.fixture
def stances():
    return make_stances(
        ("d0", "KOR", 0.5, "own", None),
        ("d0", "KOR", 0.1, "own", None),
        ("d0", "KOR", -0.4, "a spokesman", "JPN"),
        ("d1", "KOR", -0.1, "own", None),
        ("d1", "KOR", None, "an aide", "JPN"),
        ("d1", "KOR", 0.6, None, None),
        ("d1", "JPN", 0.2, "a spokesman", "JPN"),
        ("d1", "JPN", -0.8, "an analyst", None),
    )


@pytest.fixture
def quotations():
    return make_quotations(
        ("d0:a0", "a spokesman", "JPN"),
        ("d0:a0", "a spokesman", "JPN"),
        ("d0:a1", "a spokesman", "KOR"),
        ("d1:a0", "a spokesman", "JPN"),
        ("d1:a1", None, None),
        ("d1:a2", "an analyst", None),
    )


def test_each_voice_has_its_mean_of_document_means(stances):
    table = tables.sentiment_by_voice(make_documents(), stances, minimum_n=1)
    own = row_of(table, country="KOR", voice="outlet")
    assert own["estimate"] == approx(((0.5 + 0.1) / 2 + -0.1) / 2)
    assert (own["n_documents"], own["n_mentions"], own["n_used"]) == (2, 3, 2)
    quoted = row_of(table, country="KOR", voice="quoted")
    assert quoted["estimate"] == approx((-0.4 + 0.6) / 2)
    assert quoted["coverage"] == approx(2 / 3)
    assert table["scorer"].unique().tolist() == ["news"]


def test_a_voice_that_never_names_a_country_has_a_row_without_estimate(stances):
    table = tables.sentiment_by_voice(make_documents(), stances, minimum_n=1)
    silent = row_of(table, country="JPN", voice="outlet")
    assert np.isnan(silent["estimate"])
    assert np.isnan(silent["coverage"])
    assert silent["n_documents"] == 0
    # Countries without an estimate in the outlet's voice come last.
    assert table["country"].tolist() == ["KOR", "KOR", "JPN", "JPN"]
    assert table["voice"].tolist() == ["outlet", "quoted"] * 2


@pytest.mark.parametrize("maker", ["sentiment_by_voice", "voice_difference", "speaker_network"])
def test_relations_and_mere_places_are_left_out(maker, stances):
    make = getattr(tables, maker)
    more = make_stances(*[("d0", "USA", 0.9, "a spokesman", "JPN")] * 2)
    more = more.assign(target_id=["d0:r0", "d0:m99"], target=["relation", "mention"])
    more = more.assign(place_only=[False, True])
    both = schemas.STANCES.build([*stances.to_dict("records"), *more.to_dict("records")])
    assert_frame_equal(
        make(make_documents(), both, minimum_n=1), make(make_documents(), stances, minimum_n=1)
    )


def test_stances_of_two_scorers_are_refused(stances):
    mixed = stances.assign(scorer=["news", "vader"] * 4)
    with pytest.raises(ValueError, match="^`stances` must come from one scorer"):
        tables.sentiment_by_voice(make_documents(), mixed)


def test_the_difference_is_of_the_two_means(stances):
    table = tables.voice_difference(make_documents(), stances, minimum_n=1)
    assert table["country"].tolist() == ["all", "KOR", "JPN"]
    korea = row_of(table, country="KOR")
    assert korea["estimate"] == approx((0.3 - 0.1) / 2 - (-0.4 + 0.6) / 2)
    assert korea[["n_outlet", "n_quoted", "n_both", "n_used"]].tolist() == [2, 2, 2, 2]
    assert (korea["n_mentions"], korea["coverage"]) == (6, approx(5 / 6))
    everyone = row_of(table, country="all")
    assert everyone["estimate"] == approx(0.1 - (-0.4 + (0.6 + 0.2 - 0.8) / 3) / 2)
    japan = row_of(table, country="JPN")
    assert np.isnan(japan["estimate"])
    assert japan[["n_outlet", "n_quoted", "n_used"]].tolist() == [0, 1, 0]


def test_a_difference_needs_the_minimum_in_both_voices(stances):
    more = make_stances(*[(f"d{place}", "KOR", 0.1, "own", None) for place in range(9)])
    more = more.assign(target_id=more["target_id"] + "x")
    both = schemas.STANCES.build([*stances.to_dict("records"), *more.to_dict("records")])
    korea = row_of(tables.voice_difference(make_documents(9), both, minimum_n=3), country="KOR")
    assert np.isnan(korea["estimate"])
    assert korea[["n_outlet", "n_quoted", "n_used"]].tolist() == [9, 2, 2]
    assert korea["drawn"]


def test_documents_are_resampled_whole():
    # Both voices follow the document up and down: the difference is the same in each.
    means = np.random.default_rng(7).uniform(-0.5, 0.5, 60)
    noise = np.random.default_rng(8).uniform(-0.05, 0.05, 60)
    found = estimate_difference(means + 0.3 + noise, means)
    assert found.estimate == approx(0.3 + noise.mean())
    assert found.method == "bootstrap"
    assert found.high - found.low < 0.04
    mean = estimate_mean(means)
    assert mean.high - mean.low > 0.1
    # With a value on both sides of each document it is the mean of their differences.
    columns = np.sort(noise)[:, None]
    low, high = resample(columns[:, 0], np.ones(60))
    zeros = np.column_stack([columns, np.zeros(60)])
    assert resample_difference(zeros, np.ones((60, 2)), n=60) == approx((low, high))


def test_a_difference_of_few_documents_is_students():
    one, other = [0.5, 0.1, 0.3, NAN], [0.1, -0.3, 0.2, NAN]
    found = estimate_difference(one, other)
    apart = np.subtract(one, other)[:3]
    error = apart.std(ddof=1) / np.sqrt(3)
    assert (found.method, found.n_clusters) == ("t", 3)
    assert found.estimate == approx(0.3)
    assert (found.high - found.low) / 2 == approx(4.302653 * error)
    assert estimate_difference(one[::-1], other[::-1]) == found


def test_the_difference_of_nothing_is_missing_and_outlets_are_clusters():
    assert estimate_difference([0.1, NAN], [NAN, NAN]) is NO_INTERVAL
    values = np.linspace(-0.5, 0.5, 80)
    outlets = [f"o{place % 40}" for place in range(80)]
    found = estimate_difference(values, values[::-1], outlets=outlets)
    assert (found.cluster, found.n_clusters) == ("outlet", 40)
    with pytest.raises(ValueError, match="^`one` and `other` must lie within"):
        estimate_difference([2.0], [0.1])


def test_a_network_counts_quoted_mentions_of_known_speakers(stances):
    table = tables.speaker_network(make_documents(), stances, minimum_n=1)
    assert table[["speaker_country", "country"]].to_numpy().tolist() == [
        ["JPN", "JPN"],
        ["JPN", "KOR"],
    ]
    pair = row_of(table, country="KOR")
    assert pair["estimate"] == approx(-0.4)
    assert (pair["n_documents"], pair["n_mentions"], pair["n_used"]) == (2, 2, 1)
    assert pair["coverage"] == approx(1 / 2)
    assert pair["label"] == "Japan on South Korea"
    assert table["n_quoted"].tolist() == [5, 5]
    assert table["unknown_speaker"].tolist() == [approx(1 / 5)] * 2
    assert table["unknown_country"].tolist() == [approx(2 / 5)] * 2
    # A country on itself has a row, and no arrow.
    assert table["drawn"].tolist() == [False, True]


def test_a_pair_below_the_minimum_stays_without_estimate(stances):
    table = tables.speaker_network(make_documents(), stances, minimum_n=2)
    assert len(table) == 2
    assert table["estimate"].isna().all()
    assert not table["drawn"].any()


def test_a_matrix_has_a_cell_for_each_pair(stances):
    more = make_stances(("d0", "USA", 0.7, "an aide", "USA"))
    both = schemas.STANCES.build(
        [*stances.to_dict("records"), *more.assign(target_id="d0:x").to_dict("records")]
    )
    network = tables.speaker_network(make_documents(), both, minimum_n=1)
    matrix = tables.speaker_matrix(network)
    assert (len(network), len(matrix)) == (3, 6)
    empty = row_of(matrix, speaker_country="USA", country="KOR")
    assert np.isnan(empty["estimate"])
    assert (empty["n_documents"], empty["label"]) == (0, "United States on South Korea")
    assert empty["unknown_speaker"] == approx(1 / 6)
    assert matrix["drawn"].all()
    shared = ["speaker_country", "country", "estimate", "low", "high", "n_used"]
    again = matrix[matrix["n_documents"] > 0].reset_index(drop=True)
    assert_frame_equal(again[shared], network[shared])


def test_attributions_count_once_and_namesakes_apart(quotations):
    table = tables.speakers_quoted(make_documents(), quotations, most=2)
    assert table["label"].tolist() == [
        "a spokesman (Japan)",
        "a spokesman (South Korea)",
        "an analyst",
    ]
    assert table["n_mentions"].tolist() == [2, 1, 1]
    assert table["n_documents"].tolist() == [2, 1, 1]
    assert table["estimate"].tolist() == approx([2 / 5, 1 / 5, 1 / 5])
    assert table["unknown_speaker"].tolist() == approx([1 / 5] * 3)
    assert table["drawn"].tolist() == [True, True, False]
    assert table["low"].isna().all()


def test_a_speaker_of_unknown_country_is_the_only_one_of_that_name():
    quotations = make_quotations(
        ("d0:a0", "an envoy", None), ("d1:a0", "an envoy", "PRK"), ("d1:a1", None, None)
    )
    table = tables.speakers_quoted(make_documents(), quotations)
    assert table["label"].tolist() == ["an envoy (North Korea)"]
    assert table["n_mentions"].tolist() == [2]


def test_sources_have_shares_and_simpsons_diversity(quotations):
    table = tables.sources_by_country(make_documents(), quotations, minimum_n=1)
    assert table["speaker_country"].tolist() == ["JPN", "KOR", "unknown"]
    assert table["estimate"].tolist() == approx([2 / 5, 1 / 5, 2 / 5])
    assert table["n_mentions"].tolist() == [2, 1, 2]
    assert table["n_documents"].tolist() == [2, 1, 1]
    assert table["n_used"].tolist() == [2, 2, 2]
    # Three of known countries: two and one.
    assert table["diversity"].tolist() == approx([1 - ((2 / 3) ** 2 + (1 / 3) ** 2)] * 3)


def test_nobody_unknown_is_a_share_of_zero_and_nobody_known_no_diversity():
    known = make_quotations(("d0:a0", "an aide", "JPN"), ("d1:a0", "an aide", "JPN"))
    table = tables.sources_by_country(make_documents(), known, minimum_n=1)
    unknown = row_of(table, speaker_country="unknown")
    assert unknown["estimate"] == 0
    assert unknown["high"] > 0
    assert table["diversity"].tolist() == [0, 0]
    nobody = make_quotations(("d0:a0", None, None))
    table = tables.sources_by_country(make_documents(), nobody, minimum_n=1)
    assert table["estimate"].tolist() == [1]
    assert table["diversity"].isna().all()
    assert tables.speakers_quoted(make_documents(), nobody).empty


def test_sources_below_the_minimum_stay_without_estimate(quotations):
    table = tables.sources_by_country(make_documents(), quotations)
    assert len(table) == 3
    assert table["estimate"].isna().all()
    assert not table["drawn"].any()


def find(ax, gid):
    found = ax.findobj(lambda one: one.get_gid() == gid)
    assert len(found) == 1, (gid, found)
    return found[0]


def draw(noun, table):
    with theme.house():
        ax = getattr(plots, noun)(table)
        ax.figure.draw_without_rendering()
    return ax


def test_two_voices_are_drawn_as_tabled(stances):
    table = tables.sentiment_by_voice(make_documents(), stances, minimum_n=1)
    ax = draw("sentiment_by_voice", table)
    own, quoted = find(ax, "sentiment-outlet"), find(ax, "sentiment-quoted")
    rows = table.dropna(subset="estimate")
    assert own.get_xdata().tolist() == rows.query("voice == 'outlet'")["estimate"].tolist()
    assert quoted.get_xdata().tolist() == rows.query("voice == 'quoted'")["estimate"].tolist()
    assert own.get_marker() != quoted.get_marker()
    assert [find(ax, f"n-{voice}-1").get_text() for voice in schemas.VOICES] == ["0", "1"]


def test_the_difference_is_drawn_as_tabled(stances):
    table = tables.voice_difference(make_documents(), stances, minimum_n=1)
    ax = draw("voice_difference", table)
    assert find(ax, "difference").get_xdata().tolist() == table["estimate"].dropna().tolist()
    ends = [one[:, 0].tolist() for one in find(ax, "interval").get_segments()]
    assert ends == table[["low", "high"]].dropna().to_numpy().tolist()
    assert find(ax, "zero").get_xdata() == [0, 0]
    assert ax.get_yticklabels()[0].get_text() == "All countries"


def network_of(*rows):
    """Rows of (speaker's country, country, estimate, low, high, n)."""
    return schemas.SPEAKER_NETWORK.build(
        [
            {
                "speaker_country": speaker,
                "country": country,
                "speaker_label": speaker,
                "country_label": country,
                "label": f"{speaker} on {country}",
                "scorer": "news",
                "n_quoted": 200,
                "unknown_speaker": 0.25,
                "unknown_country": 0.5,
                "n_documents": n,
                "n_mentions": n,
                "coverage": 1.0,
                "estimate": estimate,
                "low": low,
                "high": high,
                "n_used": n,
                "method": "t" if low is not None else "none",
                "cluster": "document",
                "minimum_n": 5,
                "drawn": speaker != country,
            }
            for speaker, country, estimate, low, high, n in rows
        ]
    )


PAIRS = (
    ("JPN", "JPN", 0.5, 0.3, 0.7, 9),
    ("JPN", "KOR", 0.4, 0.2, 0.6, 20),
    ("KOR", "JPN", -0.4, -0.6, -0.2, 10),
    ("KOR", "USA", -0.1, -0.4, 0.2, 5),
    ("USA", "JPN", None, None, None, 4),
)


def test_arrows_tell_sign_by_colour_and_dash_and_n_by_width():
    ax = draw("speaker_network", network_of(*PAIRS))
    arrows = {one.get_gid(): one for one in ax.patches if str(one.get_gid()).startswith("pair-")}
    # Neither the pair below the minimum nor the country on itself.
    assert sorted(arrows) == ["pair-JPN-KOR", "pair-KOR-JPN", "pair-KOR-USA"]
    above, below, holds = (arrows[gid] for gid in sorted(arrows))
    assert above.get_linewidth() == approx(2 * below.get_linewidth())
    assert below.get_linewidth() > holds.get_linewidth()
    assert len({to_hex(arrow.get_edgecolor()) for arrow in arrows.values()}) == 3
    assert len({str(arrow.get_linestyle()) for arrow in arrows.values()}) == 3
    # The head points at the country spoken of.
    tip = find(ax, "head-JPN-KOR").get_path().vertices[-1]
    spoken_of, speaker = find(ax, "country-KOR"), find(ax, "country-JPN")
    far = [np.hypot(*(tip - one.get_offsets()[0])) for one in (speaker, spoken_of)]
    assert far[0] > far[1]
    assert "speaker of 25%, speaker's country of 50%" in ax.get_xlabel()
    assert "Of 200 quoted mentions" in ax.get_xlabel()
    legend = [text.get_text() for text in ax.get_legend().get_texts()]
    assert legend[-2:] == ["n = 5 documents", "n = 20 documents"]


def test_the_matrix_prints_the_numbers_with_sign_and_leaves_the_rest_empty():
    matrix = tables.speaker_matrix(network_of(*PAIRS))
    ax = draw("speaker_matrix", matrix)
    assert find(ax, "estimate-JPN-KOR").get_text() == "+0.40"
    assert find(ax, "estimate-JPN-KOR").get_weight() == "bold"
    assert find(ax, "estimate-KOR-USA").get_text() == "−0.10"
    assert find(ax, "estimate-KOR-USA").get_weight() == "normal"
    assert find(ax, "n-JPN-JPN").get_text() == "n 9"
    below, above = find(ax, "below-KOR-JPN"), find(ax, "above-JPN-KOR")
    assert to_hex(below.get_facecolor()) != to_hex(above.get_facecolor())
    assert find(ax, "empty-KOR-KOR")
    said = [text.get_gid() for text in ax.texts]
    assert "estimate-KOR-KOR" not in said
    assert len(said) == 2 * 4


def test_speakers_and_sources_are_drawn_as_tabled(quotations):
    table = tables.speakers_quoted(make_documents(), quotations)
    ax = draw("speakers_quoted", table)
    assert [bar.get_width() for bar in ax.patches] == table["n_mentions"].tolist()
    assert "Speaker unknown: 20% of 5" in ax.get_xlabel()
    assert find(ax, "n-0").get_text() == "2"
    table = tables.sources_by_country(make_documents(), quotations, minimum_n=1)
    ax = draw("sources_by_country", table)
    assert find(ax, "share").get_xdata().tolist() == table["estimate"].tolist()
    assert ax.get_yticklabels()[-1].get_text() == "Unknown"


def test_captions_say_of_whom_nothing_is_known(quotations, tmp_path, monkeypatch):
    monkeypatch.setenv("TRILATERAL_FIGURES", str(tmp_path))
    table = network_of(*PAIRS)
    paths = figures.save(draw("speaker_network", table), "07-speaker-network", table)
    text = paths["txt"].read_text(encoding="utf-8")
    assert (
        "The speaker is unknown in 25% of 200 quoted mentions; the speaker's country in 50%."
        in (text)
    )
    assert "dashed where it lies below" in text
    assert "Points are estimates" not in text
    table = tables.speakers_quoted(make_documents(), quotations)
    paths = figures.save(draw("speakers_quoted", table), "07-speakers-quoted", table)
    assert "a spokesman (Japan) 2;" in paths["txt"].read_text(encoding="utf-8")
    plt.close("all")

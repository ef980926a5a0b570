"""One conclusion under every way of measuring it, by arithmetic on corpora of a few lines."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis import corpus as corpora
from analysis import frames as framing
from analysis import pipeline, schemas, scores
from analysis.intervals import MINIMUM_N, estimate_mean
from analysis.pipeline import Conclusion
from analysis.pipeline import varying as desks
from analysis.pipeline.choices import name_codebooks
from analysis.schemas import DIMENSIONS, check

DEFAULT = ("news", "neighbours", 0.5, "house", "with")
BOOK = """version: 1
figurative_everywhere: [alliance]
literal_everywhere: [tons]
frames:
  bakery:
    family: issue
    definition: Politics is bread.
    source: nobody
    author: nobody
    functions: [problem]
    include: ["The loaf is stale."]
    cues:
      - loaf
"""


class Line(NamedTuple):
    """One document of a made corpus: its text, and what `news` says of its first mention."""

    text: str
    sentiment: float | None = None
    day: str | None = None
    outlet: str | None = None


def make_found(lines):
    """Annotate lines by rules alone, with scores of `news` as the lines have them."""
    documents = schemas.DOCUMENTS.build(
        [
            {
                "document_id": f"d{place}",
                "text": line.text,
                "published_on": line.day,
                "outlet": line.outlet,
                "path": f"d{place}.txt",
                "sha256": sha256(line.text.encode()).hexdigest(),
            }
            for place, line in enumerate(lines)
        ]
    )
    empty = (schemas.REMOVALS.empty(), schemas.REJECTED.empty())
    found = pipeline.annotate(
        corpora.Corpus(documents, *empty), skip=["scores", "tones"], workers=1
    )
    said = dict(zip(documents["document_id"], lines, strict=True))
    rows = [
        {"target_id": mention, "scorer": "news", "sentiment": said[document].sentiment}
        for mention, document in zip(
            found.mentions["mention_id"], found.mentions["document_id"], strict=True
        )
    ]
    return found._replace(scores=schemas.SCORES.build(rows))


def put_frames(found, cues):
    """Put cues into the documents: document, frame, figurative, negated."""
    segments = found.segments.drop_duplicates("document_id").set_index("document_id")
    rows = [
        {
            "frame_id": f"{document}:f{place}",
            "document_id": document,
            "segment_id": segments.loc[document, "segment_id"],
            "start": 0,
            "end": 1,
            "cue": "x",
            "frame": frame,
            "family": "metaphor",
            "figurative": figurative,
            "negated": negated,
            "hedged": False,
            "entry": "x",
        }
        for place, (document, frame, figurative, negated) in enumerate(cues)
    ]
    return found._replace(frames=schemas.FRAMES.build(rows))


def mean_of_stances(found):
    values = found.stances["sentiment"].dropna()
    return estimate_mean(values)


MEAN = Conclusion("the mean", mean_of_stances, ("sentiment",))
SEOUL = [Line(f"Seoul spoke, {word}.", value) for word, value in
         zip(("one", "two", "three", "four", "five", "six"), (0.1, 0.2, 0.3, -0.4, 0.5, -0.6),
             strict=True)]  # fmt: skip


@pytest.fixture
def found():
    return make_found(SEOUL)


def choices_of(table):
    return list(table[list(DIMENSIONS)].itertuples(index=False, name=None))


def test_every_combination_is_tried_once_and_that_of_the_house_first(found):
    chosen = {
        "scorer": ["vader", "news", "vader"],
        "threshold": [0.35, 0.5],
        "copies": ["without", "with"],
    }
    table = pipeline.vary(found, MEAN, chosen)
    check(table, schemas.SPECIFICATIONS)
    assert choices_of(table)[0] == DEFAULT
    wanted = {
        (scorer, window, threshold, "house", copies)
        for scorer, window in (("vader", "sentence"), ("news", "neighbours"))
        for threshold in (0.35, 0.5)
        for copies in ("with", "without")
    }
    assert len(table) == 2 * 2 * 2
    assert set(choices_of(table)) == wanted
    assert table["specification"].tolist() == list(range(8))
    assert table["is_default"].tolist() == [True] + [False] * 7
    assert set(table["measures"]) == {"sentiment"}


def test_the_houses_own_way_is_there_though_nobody_asked_for_it(found):
    table = pipeline.vary(found, MEAN, {"scorer": ["vader"]})
    assert choices_of(table) == [DEFAULT, ("vader", "sentence", 0.5, "house", "with")]
    assert choices_of(pipeline.vary(found, MEAN, {})) == [DEFAULT]


def test_the_houses_own_number_is_that_of_the_tables_given(found):
    row = pipeline.vary(found, MEAN, {}).iloc[0]
    assert row["estimate"] == pytest.approx((0.1 + 0.2 + 0.3 - 0.4 + 0.5 - 0.6) / 6)
    assert (row["n_documents"], row["n_mentions"], row["n_used"]) == (6, 6, 6)
    assert (row["method"], row["cluster"], row["drawn"]) == ("t", "document", True)


def test_nothing_that_was_given_is_changed(found):
    before = {name: table.copy(deep=True) for name, table in found._asdict().items()}
    every = {"scorer": ["news", "vader"], "threshold": [0.2, 0.9], "copies": ["with", "without"]}
    pipeline.vary(found, MEAN, every)
    for name, table in found._asdict().items():
        assert_frame_equal(table, before[name])


def count_calls(monkeypatch, module, name):
    calls, original = [], getattr(module, name)

    def counted(*arguments, **options):
        calls.append(options)
        return original(*arguments, **options)

    monkeypatch.setattr(module, name, counted)
    return calls


def test_nothing_is_computed_twice_or_in_vain(found, monkeypatch):
    scored = count_calls(monkeypatch, scores, "score_mentions")
    framed = count_calls(monkeypatch, framing, "find_frames")
    copied = count_calls(monkeypatch, desks, "find_copies")
    pipeline.vary(found, MEAN, {"threshold": [0.4, 0.5]})
    assert (scored, framed, copied) == ([], [], [])
    every = {
        "scorer": ["news", "vader"],
        "window": ["neighbours"],
        "threshold": [0.4, 0.5, 0.6],
        "copies": ["with", "without"],
    }
    assert len(pipeline.vary(found, MEAN, every)) == 2 * 3 * 2
    # `news` was there already, in its own window.
    assert [call["scorers"] for call in scored] == [["vader"]]
    assert len(copied) == 1
    assert framed == []


def test_the_window_takes_in_the_neighbours():
    found = make_found([Line(f"Seoul spoke, {n}. It was terrible.", 0.0) for n in range(6)])
    ways = {"scorer": ["vader"], "window": ["sentence", "neighbours"]}
    table = pipeline.vary(found, MEAN, ways).set_index(["scorer", "window"])
    # In its own sentence no word of VADER's list stands; that is no evidence, and not 0.
    assert np.isnan(table.loc[("vader", "sentence"), "estimate"])
    assert table.loc[("vader", "sentence"), "n_used"] == 0
    alone = scores.score_targets(
        pd.DataFrame({"text": ["Seoul spoke, 0. It was terrible."], "start": [0], "end": [5]}),
        scorer="vader",
    )
    assert table.loc[("vader", "neighbours"), "estimate"] == pytest.approx(alone["sentiment"][0])
    assert table.loc[("vader", "neighbours"), "n_used"] == 6
    assert choices_of(table.reset_index())[0] == DEFAULT


def test_scores_that_are_there_count_in_the_window_they_were_made_in():
    found = make_found([Line(f"Seoul spoke, {n}. It was terrible.", 0.0) for n in range(6)])
    by_hand = found.scores.assign(scorer="vader", sentiment=0.77)
    found = found._replace(scores=pd.concat([found.scores, by_hand], ignore_index=True))
    ways = {"scorer": ["vader"], "window": ["sentence", "neighbours"]}
    table = pipeline.vary(found, MEAN, ways).set_index(["scorer", "window"])["estimate"]
    assert table["vader", "sentence"] == pytest.approx(0.77)
    assert table["vader", "neighbours"] < 0
    assert table["news", "neighbours"] == 0


def test_the_threshold_says_which_cues_are_images(found):
    cues = [
        ("d0", "ship_of_state", 0.4, False),
        ("d1", "ship_of_state", 0.6, False),
        ("d2", "ship_of_state", 0.8, False),
        ("d3", "ship_of_state", 0.9, True),
        ("d4", "journey", 0.9, False),
    ]
    found = put_frames(found, cues)
    conclusion = pipeline.share_of_frame("ship_of_state")
    table = pipeline.vary(found, conclusion, {"threshold": [0.35, 0.5, 0.6, 0.65, 1.0]})
    shares = table.set_index("threshold")["estimate"]
    assert shares[0.35] == pytest.approx(3 / 6)
    assert shares[0.5] == pytest.approx(2 / 6)
    assert shares[0.6] == pytest.approx(2 / 6)
    assert shares[0.65] == pytest.approx(1 / 6)
    assert shares[1.0] == pytest.approx(0 / 6)
    assert set(table["measures"]) == {"frame ship_of_state"}


def test_the_cue_of_an_issue_has_no_threshold(found):
    cues = put_frames(found, [("d0", "economy", np.nan, False)]).frames.assign(family="issue")
    share, seen = pipeline.share_of_frame("economy"), []

    def estimate(varied):
        seen.append(varied.frames["figurative"].isna().all())
        return share.estimate(varied)

    table = pipeline.vary(
        found._replace(frames=cues), share._replace(estimate=estimate), {"threshold": [0.5, 0.9]}
    )
    assert table["estimate"].tolist() == pytest.approx([1 / 6, 1 / 6])
    # It is no image, and so is not one of 0 either.
    assert seen == [True, True]


def test_another_codebook_finds_its_own_cues(tmp_path):
    texts = ["Seoul has a loaf.", "Tokyo has a crust.", "A loaf for Seoul.", "Nothing.", "None.",
             "The loaf."]  # fmt: skip
    found = make_found([Line(text) for text in texts])
    # With a frame of the name in it, the house's tables count too.
    found = found._replace(frames=put_frames(found, [("d3", "bakery", 0.9, False)]).frames)
    books = [tmp_path / "one" / "book.yaml", tmp_path / "two" / "book.yaml"]
    for path, word in zip(books, ("loaf", "crust"), strict=True):
        path.parent.mkdir()
        path.write_text(BOOK.replace("loaf", word), encoding="utf-8")
    share = pipeline.share_of_frame("bakery")
    table = pipeline.vary(found, share, {"codebook": ["house", *books]})
    assert table["codebook"].tolist() == ["house", "one/book.yaml", "two/book.yaml"]
    assert table["estimate"].tolist() == pytest.approx([1 / 6, 3 / 6, 1 / 6])


def test_a_frame_that_a_codebook_lacks_is_not_one_that_is_never_used(found, tmp_path):
    book = tmp_path / "book.yaml"
    book.write_text(BOOK, encoding="utf-8")
    with pytest.raises(ValueError) as told:
        pipeline.vary(found, pipeline.share_of_frame("journey"), {"codebook": [book]})
    assert str(told.value) == (
        f"The codebook {str(book)!r} must have the frame 'journey'; it has bakery."
    )
    with pytest.raises(ValueError, match=r"^The codebook 'house' must have the frame 'jorney'; "):
        pipeline.vary(found, pipeline.share_of_frame("jorney"), {})


def test_codebooks_are_named_by_what_tells_them_apart():
    assert name_codebooks(["house", "/a/b/frames.yaml"]) == {
        "house": "house",
        "/a/b/frames.yaml": "frames.yaml",
    }
    named = name_codebooks(["/v1/x/frames.yaml", "/v2/x/frames.yaml", "/v2/own.yaml"])
    assert list(named.values()) == [
        "house", "v1/x/frames.yaml", "v2/x/frames.yaml", "own.yaml",
    ]  # fmt: skip


STORY = "The wire reported at noon on Monday that ministers of both states had met for hours. "


def test_without_copies_no_table_has_a_row_of_one():
    day = "2025-01-0{}"
    lines = [
        Line(f"{STORY}Seoul agreed.", 0.5, day.format(1)),
        Line(f"{STORY}Seoul agreed.  ", -0.7, day.format(2)),
        *(Line(f"Seoul spoke, {n}.", 0.1 * n, day.format(n)) for n in range(3, 9)),
    ]
    found = put_frames(make_found(lines), [(f"d{n}", "journey", 0.9, False) for n in range(3)])
    links = [
        {"frame_id": frame, "country": "KOR", "role": "traveller"}
        for frame in found.frames["frame_id"]
    ]
    found = found._replace(frame_countries=schemas.FRAME_COUNTRIES.build(links))
    seen = []

    def estimate(varied):
        seen.append(varied)
        return mean_of_stances(varied)

    table = pipeline.vary(found, Conclusion("seen", estimate), {"copies": ["with", "without"]})
    others = [0.1 * n for n in range(3, 9)]
    assert table["estimate"].tolist() == pytest.approx(
        [(0.5 - 0.7 + sum(others)) / 8, (0.5 + sum(others)) / 7]
    )
    assert table["n_documents"].tolist() == [8, 7]
    assert table["n_mentions"].tolist() == [8, 7]
    _, without = seen
    for name, rows in without._asdict().items():
        check(rows, getattr(schemas, name.upper()))
        if "document_id" in rows:
            assert "d1" not in set(rows["document_id"]), name
    assert set(without.scores["target_id"]) == set(without.mentions["mention_id"])
    assert set(without.frame_countries["frame_id"]) == set(without.frames["frame_id"])
    assert table["measures"].isna().all()


def test_too_few_texts_give_no_number():
    found = make_found([Line(f"Seoul spoke, {n}.", 0.5) for n in range(MINIMUM_N - 1)])
    row = pipeline.vary(found, MEAN, {}).iloc[0]
    assert row[["estimate", "low", "high"]].isna().all()
    assert (row["n_used"], row["minimum_n"]) == (MINIMUM_N - 1, MINIMUM_N)
    assert (row["method"], row["drawn"]) == ("none", False)


def test_an_empty_corpus_is_no_fault():
    table = pipeline.vary(make_found([]), MEAN, {"copies": ["with", "without"]})
    assert table["n_documents"].tolist() == [0, 0]
    assert table["estimate"].isna().all()


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"model": ["x"]},
         "`choices` must be of ['scorer', 'window', 'threshold', 'codebook', 'copies']; 'model' "
         "is not."),
        ({"scorer": "vader"},
         "`choices['scorer']` must be a list of one value or more; it is 'vader'."),
        ({"window": []}, "`choices['window']` must be a list of one value or more; it is []."),
        ({"threshold": 0.5}, "`choices['threshold']` must be a list of one value or more; it is "
         "0.5."),
        ({"window": ["page"]},
         "`choices['window']` must be of ['sentence', 'neighbours']; 'page' is not."),
        ({"copies": ["maybe"]},
         "`choices['copies']` must be of ['with', 'without']; 'maybe' is not."),
        ({"threshold": [0.5, 1.2]},
         "`choices['threshold']` must be of numbers from 0 to 1; 1.2 is not."),
        ({"threshold": ["half"]},
         "`choices['threshold']` must be of numbers from 0 to 1; 'half' is not."),
        ({"scorer": ["oracle"]},
         f"`scorer` must be a function, one of {sorted(scores.SCORERS)}, or `hub:` and the folder "
         "or name of a classifier; it is 'oracle'."),
    ],
)  # fmt: skip
def test_what_is_no_choice_is_told(found, choices, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        pipeline.vary(found, MEAN, choices)


def test_the_trials_are_noted_with_what_they_gave(found, tmp_path):
    pipeline.vary(found, MEAN, {"copies": ["with", "without"]}, folder=tmp_path)
    manifest = pipeline.read_manifest(tmp_path)
    assert manifest["corpus_sha256"] == corpora.hash_documents(found.documents)
    assert [trial["copies"] for trial in manifest["tried"]] == ["with", "without"]
    first = manifest["tried"][0]
    assert first["conclusion"] == "the mean"
    assert (first["scorer"], first["window"], first["threshold"], first["codebook"]) == DEFAULT[:4]
    assert first["is_default"] is True
    assert first["gave"]["estimate"] == pytest.approx(0.1 / 6)
    # Again, and with one more: each is there once.
    ways = {"copies": ["with", "without"], "threshold": [0.5, 0.6]}
    pipeline.vary(found, MEAN, ways, folder=tmp_path)
    assert len(pipeline.read_manifest(tmp_path)["tried"]) == 4


def test_a_codebook_is_noted_by_its_content(tmp_path):
    found = make_found([Line("Seoul has a loaf.")])
    book = tmp_path / "book.yaml"
    share = pipeline.share_of_frame("bakery")
    found = found._replace(frames=put_frames(found, [("d0", "bakery", 0.9, False)]).frames)
    for word in ("loaf", "crust"):
        book.write_text(BOOK.replace("loaf", word), encoding="utf-8")
        pipeline.vary(found, share, {"codebook": [book]}, folder=tmp_path / "out")
    tried = pipeline.read_manifest(tmp_path / "out")["tried"]
    assert [trial["codebook"] for trial in tried] == ["house", "book.yaml", "book.yaml"]
    hashes = [trial.get("codebook_sha256") for trial in tried]
    assert hashes[0] is None
    assert hashes[2] == sha256(book.read_bytes()).hexdigest() != hashes[1]
    assert str(tmp_path) not in (tmp_path / "out" / "manifest.json").read_text(encoding="utf-8")


def test_what_was_tried_is_noted_though_the_rest_fails(found, tmp_path):
    def estimate(varied):
        if len(varied.scores) and varied.scores["scorer"].iloc[0] == "vader":
            msg = "out of paper"
            raise RuntimeError(msg)
        return mean_of_stances(varied)

    with pytest.raises(RuntimeError, match="^out of paper$"):
        pipeline.vary(found, Conclusion("c", estimate), {"scorer": ["vader"]}, folder=tmp_path)
    assert [trial["scorer"] for trial in pipeline.read_manifest(tmp_path)["tried"]] == ["news"]


def test_another_corpus_is_refused_before_anything_is_computed(found, tmp_path, monkeypatch):
    other = make_found([Line("Tokyo spoke.")])
    pipeline.vary(other, MEAN, {}, folder=tmp_path)
    scored = count_calls(monkeypatch, scores, "score_mentions")
    ours, theirs = (corpora.hash_documents(it.documents)[:12] for it in (found, other))
    message = (
        f"manifest.json in {tmp_path} must be of the corpus {ours}; it is of {theirs}. Write it "
        "anew with pipeline.record_run(found, folder), or take another folder."
    )
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        pipeline.vary(found, MEAN, {"scorer": ["vader"]}, folder=tmp_path)
    assert scored == []
    assert len(pipeline.read_manifest(tmp_path)["tried"]) == 1


def estimate_once(found, conclusion):
    return pipeline.vary(found, conclusion, {}).iloc[0]


def test_countries_are_compared_by_the_means_of_documents():
    texts = ["Seoul spoke. Seoul spoke.", "Seoul spoke.", "Tokyo spoke."]
    found = make_found([Line(text, 0.0) for text in texts * 5])
    # The first of each three says 0.9 and -0.3 of Seoul, the second -0.1, the third 0.4 of Tokyo.
    values = [0.9, -0.3, -0.1, 0.4] * 5
    found = found._replace(scores=found.scores.assign(sentiment=values))
    row = estimate_once(found, pipeline.compare_countries("KOR", "JPN"))
    assert row["estimate"] == pytest.approx(((0.9 - 0.3) / 2 + -0.1) / 2 - 0.4)
    assert row["conclusion"] == "sentiment toward South Korea less that toward Japan"
    absent = estimate_once(found, pipeline.compare_countries("KOR", "FRA"))
    assert np.isnan(absent["estimate"])


def test_periods_are_parted_by_the_day_and_undated_texts_left_out():
    days = ["2024-12-01", "2024-12-02", "2024-12-03", "2024-12-04", None]
    lines = [
        Line(f"Seoul spoke, {place}.", value, day)
        for value, days_of in ((0.1, days[:2] * 3), (0.5, days[2:4] * 3), (-1.0, days[4:]))
        for place, day in enumerate(days_of)
    ]
    row = estimate_once(make_found(lines), pipeline.compare_periods("KOR", "2024-12-03"))
    assert row["estimate"] == pytest.approx(0.5 - 0.1)
    assert row["n_used"] == 6
    assert row["conclusion"] == "sentiment toward South Korea from 2024-12-03 on less before"


def test_the_framed_are_compared_with_the_others():
    lines = [Line(f"Seoul spoke, {n}.", 0.3 if n < 5 else -0.2) for n in range(10)]
    found = make_found(lines)
    found = put_frames(found, [(f"d{n}", "journey", 0.9, False) for n in range(5)])
    links = [
        {"frame_id": frame, "country": "KOR", "role": "traveller"}
        for frame in found.frames["frame_id"]
    ]
    found = found._replace(frame_countries=schemas.FRAME_COUNTRIES.build(links))
    conclusion = pipeline.compare_framing("KOR", "journey")
    table = pipeline.vary(found, conclusion, {"threshold": [0.5, 0.95]})
    assert table["estimate"].iloc[0] == pytest.approx(0.3 - -0.2)
    # Above the threshold nothing is framed: there is nothing to compare.
    assert np.isnan(table["estimate"].iloc[1])
    assert set(table["measures"]) == {"sentiment; frame journey"}


def test_outlets_are_the_clusters_where_there_are_thirty():
    lines = [Line(f"Seoul spoke, {n}.", 0.1, None, f"Outlet {n % 30}") for n in range(60)]
    found = put_frames(make_found(lines), [("d0", "journey", 0.9, False)])
    row = estimate_once(found, pipeline.share_of_frame("journey"))
    assert (row["cluster"], row["n_used"]) == ("outlet", 30)
    assert row["estimate"] == pytest.approx(1 / 60)

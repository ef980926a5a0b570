"""Words that make a difference: their table, their figure, and the lines behind them."""

from __future__ import annotations

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis import concordance, figures, plots, reports, schemas, scores, tables, theme
from analysis.figures.words import describe_words
from analysis.mentions import find_mentions
from analysis.segments import split_segments

VALUES = pd.Series({"good": 0.5, "bad": -0.5, "fine": 0.25})


def make_documents(n, texts=None, licence="CC0"):
    texts = texts or ["A text."] * n
    return schemas.DOCUMENTS.build(
        [
            {"document_id": f"d{place}", "text": text, "path": "by hand", "sha256": str(place),
             "licence": licence, "outlet": "The Desk",
             "published_on": pd.Timestamp(2024, 1, 1) + pd.Timedelta(days=place)}
            for place, text in enumerate(texts)
        ]
    )  # fmt: skip


def make_words(rows):
    """Rows of (document, country, words)."""
    made, place = [], 0
    for document, country, words in rows:
        for word in words.split():
            made.append((document, f"{document}:s0", place, place + len(word), word, country))
            place += len(word) + 1
    return schemas.CLAUSE_WORDS.build(made)


def shift_of(rows, n=5, **options):
    options = {"countries": ["KOR", "JPN"], "minimum_n": 1} | options
    return tables.word_shift(make_documents(n), make_words(rows), VALUES, **options)


def test_contributions_are_shares_times_distance():
    """Of Korea good, good, bad, fine: mean 0.1875. Of Japan good, bad, bad, bad: mean -0.25.

    good: (2/4 - 1/4) * (0.5 + 0.25) = 0.1875; bad: (1/4 - 3/4) * (-0.5 + 0.25) = 0.125;
    fine: (1/4 - 0) * (0.25 + 0.25) = 0.125; together 0.4375 = 0.1875 + 0.25.
    """
    rows = shift_of([("d0", "KOR", "good good bad fine the"), ("d1", "JPN", "good bad bad bad")])
    korea = rows[rows["country"] == "KOR"].set_index("word")
    assert korea["contribution"].to_dict() == pytest.approx(
        {"good": 0.1875, "bad": 0.125, "fine": 0.125}
    )
    assert korea["difference"].iloc[0] == pytest.approx(0.1875 + 0.25)
    assert korea.loc["good", "kind"] == "more of a favourable word"
    assert korea.loc["bad", "kind"] == "less of an unfavourable word"
    assert korea["coverage"].iloc[0] == pytest.approx(4 / 5)
    japan = rows[rows["country"] == "JPN"].set_index("word")
    assert japan["difference"].iloc[0] == pytest.approx(-0.4375)
    # Seen from Japan the others are Korea: its mean is the reference.
    assert japan.loc["bad", "contribution"] == pytest.approx((3 / 4 - 1 / 4) * (-0.5 - 0.1875))
    assert japan.loc["bad", "kind"] == "more of an unfavourable word"
    assert japan.loc["good", "kind"] == "less of a favourable word"


def test_contributions_sum_to_the_difference():
    rows = shift_of(
        [(f"d{n}", country, words) for n, (country, words) in enumerate(
            [("KOR", "good fine bad bad"), ("JPN", "bad good"), ("KOR", "fine fine good"),
             ("CHN", "bad bad good fine"), ("JPN", "good good good")])],
        countries=["KOR", "JPN", "CHN"],
    )  # fmt: skip
    sums = rows.groupby("country")["contribution"].sum()
    assert sums.to_dict() == pytest.approx(rows.groupby("country")["difference"].first().to_dict())
    assert rows["country"].drop_duplicates().tolist() == ["KOR", "JPN", "CHN"]
    for _, one in rows.groupby("country"):
        assert one["contribution"].abs().is_monotonic_decreasing


def test_the_interval_holds_the_difference_and_shrinks_with_documents():
    def width(n):
        made = [(f"d{i}", ("KOR", "JPN")[i % 2], ("good good bad", "bad bad fine")[i // 2 % 2])
                for i in range(n)]  # fmt: skip
        row = shift_of(made, n=n).iloc[0]
        assert row["low"] <= row["difference"] <= row["high"]
        return row["high"] - row["low"]

    assert width(120) < width(24)


def test_only_the_documents_given_count_and_inputs_stay():
    made = make_words([("d0", "KOR", "good"), ("d1", "JPN", "bad"), ("d9", "JPN", "good good")])
    before = made.copy()
    rows = tables.word_shift(make_documents(2), made, VALUES, countries=["KOR", "JPN"], minimum_n=1)
    assert_frame_equal(made, before)
    assert rows.loc[rows["country"] == "JPN", "n"].sum() == 1
    again = tables.word_shift(
        make_documents(2), made.sample(frac=1, random_state=0), VALUES,
        countries=["KOR", "JPN"], minimum_n=1,
    )  # fmt: skip
    assert_frame_equal(again, rows)


def test_too_few_documents_give_no_rows():
    rows = shift_of([("d0", "KOR", "good"), ("d1", "JPN", "bad")], minimum_n=2)
    assert rows.empty
    assert tables.word_shift(
        make_documents(1), schemas.CLAUSE_WORDS.empty(), VALUES, countries=["KOR", "JPN"]
    ).empty


def test_what_cannot_be_compared_is_told():
    with pytest.raises(ValueError, match=r"`countries` must name two or more; it is \['KOR'\]"):
        shift_of([], countries=["KOR"])
    with pytest.raises(ValueError, match=r"`values` must lie within \(-1, 1\); they run to 4"):
        tables.word_shift(make_documents(1), make_words([]), VALUES * 8, countries=["KOR", "JPN"])


def test_clause_words_leave_names_out_and_keep_to_the_clause():
    text = "Seoul kept its loyal word while Tokyo lied, and Seoul waits."
    documents = make_documents(1, [text])
    segments = split_segments(documents)
    words = concordance.find_words(documents, segments)
    rows = concordance.clause_words(words, segments, find_mentions(documents, segments))
    of_korea = rows.loc[rows["country"] == "KOR", "word"].tolist()
    of_japan = rows.loc[rows["country"] == "JPN", "word"].tolist()
    assert {"kept", "loyal"} <= set(of_korea)
    assert "lied" in of_japan
    assert "lied" not in of_korea
    assert not {"seoul", "tokyo"} & {*of_korea, *of_japan}
    assert [text[s:e].lower() for s, e in zip(rows["start"], rows["end"], strict=True)] == list(
        rows["word"]
    )


def test_words_outside_keep_those_that_share_no_character_with_a_place():
    documents = make_documents(2, ["The United States and Korea", "The United States"])
    words = concordance.find_words(documents, split_segments(documents))
    places = pd.DataFrame(
        # One within another, one that ends where a word begins, one of half a word.
        {"document_id": ["d0"] * 4, "start": [4, 7, 17, 23], "end": [17, 8, 18, 25]}
    )
    kept = concordance.words_outside(words, places)
    of_first = kept.loc[kept["document_id"] == "d0", "word"].tolist()
    assert of_first == ["the", "and"]
    assert kept["document_id"].tolist().count("d1") == 3
    assert_frame_equal(concordance.words_outside(words, places.iloc[:0]), words)


def test_words_of_grammar_are_written_as_words_are_found():
    listed = sorted(concordance.FUNCTION_WORDS)
    assert listed[0] == "'s"  # which follows a word
    documents = make_documents(1, ["It" + " ".join(listed)])
    found = concordance.find_words(documents, split_segments(documents))["word"].tolist()
    assert found == ["it", *listed]


def test_vaders_words_run_from_minus_one_to_one():
    values = scores.read_word_values()
    # 3.2 of 4 and -3.1 of 4 in VADER's list.
    assert values["love"] == pytest.approx(0.8)
    assert values["horrible"] == pytest.approx(-2.5 / 4)
    assert values.between(-1, 1).all()
    assert values.index.is_unique


def make_keyness(*rows):
    """Rows of (word, n, n_reference, log_ratio, p_adjusted, n_documents)."""
    return schemas.KEYNESS.build(
        [
            {"group": "CHN", "reference": "JPN", "word": word, "n": n, "n_reference": other,
             "size": 1000, "size_reference": 1000, "per_million": 1.0, "log_ratio": ratio,
             "p_adjusted": p, "p_value": p, "rank_p_adjusted": p, "n_documents": held,
             "document_share": 0.5, "n_documents_reference": held}
            for word, n, other, ratio, p, held in rows
        ]
    )  # fmt: skip


def test_keywords_are_chosen_by_size_among_the_sure_and_spread():
    rows = tables.keywords(
        make_keyness(
            ("larger", 40, 10, 2.0, 0.01, 9), ("smaller", 30, 15, 1.0, 0.01, 9),
            ("unsure", 9, 1, 3.2, 0.2, 9), ("bunched", 90, 1, 6.5, 0.001, 2),
            ("absent", 0, 40, -6.3, 0.001, 0), ("shared", 50, 50, 0.0, 1.0, 9),
            ("the", 90, 90, 0.0, 1.0, 9),
        )
    )  # fmt: skip
    assert rows[["word", "side"]].to_numpy().tolist() == [
        ["shared", "alike"], ["absent", "less"], ["larger", "more"], ["smaller", "more"],
    ]  # fmt: skip
    assert rows["label"].tolist() == ["China"] * 4
    assert tables.keywords(schemas.KEYNESS.empty()).empty


def test_the_caption_says_how_many_are_sure_over_documents():
    key = make_keyness(
        ("larger", 40, 10, 2.0, 0.01, 9), ("smaller", 30, 15, 1.0, 0.01, 9),
        ("shared", 50, 50, 0.0, 1.0, 9),
    )  # fmt: skip
    key.loc[key["word"] == "smaller", "rank_p_adjusted"] = 0.2
    shows, _ = describe_words("keywords", tables.keywords(key))
    assert shows.endswith(
        "With documents as the units (Wilcoxon's rank sum, Holm) 1 of 2 are sure."
    )


def test_collocates_and_hits_are_chosen_and_placed():
    near = schemas.COLLOCATES.build(
        [
            {"word": word, "n_together": 5, "n_left": 2, "n_right": 3, "n_word": 9, "n_node": 8,
             "n_expected": 1.0, "n_documents": held, "window": 5, "min_together": 3,
             "log_dice": dice,
             "mutual_information": mi, "log_likelihood": 9.0}
            for word, held, dice, mi in
            [("sea", 4, 13.0, 2.0), ("rare", 1, 12.0, 2.0), ("weak", 4, 11.0, 0.9),
             ("the", 4, 10.5, 2.0), ("land", 4, 10.0, 1.0)]
        ]
    )  # fmt: skip
    assert tables.strongest_collocates(near)["drawn"].tolist() == [True, False, False, False, True]
    assert tables.strongest_collocates(near, leave_out=["sea"])["drawn"].tolist()[3:] == [True] * 2
    assert tables.strongest_collocates(near, most=1)["drawn"].sum() == 1
    with theme.house():
        ax = plots.strongest_collocates(tables.strongest_collocates(near))
    assert ax.get_xlim() == (9.5, 14)
    shows, said = describe_words("strongest_collocates", tables.strongest_collocates(near))
    assert shows.startswith("Words within 5 words of the hits, in the same sentence, by log-dice")
    assert "at least 3 times and in 4 documents." in shows
    assert said["n"] == "8 hits."
    none = tables.strongest_collocates(near, min_documents=9)
    assert describe_words("strongest_collocates", none)[0] == "No collocates."
    documents = make_documents(3, ["0123456789", "0123456789", "none"])
    hits = pd.DataFrame({"document_id": ["d1", "d0", "d1"], "start": [0, 4, 9], "end": [2, 6, 10]})
    rows = tables.hits_by_date(documents, hits)
    assert rows["place"].tolist() == [0.5, 0.1, 0.95]
    assert rows["order"].tolist() == [0, 1, 1]
    assert set(rows["n_hits"]) == {3}
    assert set(rows["n_documents"]) == {2}
    assert set(rows["n_ordered"]) == {3}
    assert rows["outlet"].tolist() == ["The Desk"] * 3
    assert tables.hits_by_date(documents, hits.iloc[:0]).empty


def test_what_is_drawn_is_what_the_table_says():
    rows = shift_of([("d0", "KOR", "good good bad fine the"), ("d1", "JPN", "good bad bad bad")])
    korea = rows[rows["country"] == "KOR"]
    with theme.house():
        ax = plots.word_shift(korea)
    bars = [patch for patch in ax.patches if str(patch.get_gid()).startswith("contribution-")]
    assert [bar.get_width() for bar in bars] == pytest.approx(
        (100 * korea["contribution"]).tolist()
    )
    assert "South Korea less others: +0.438" in ax.get_xlabel()
    with pytest.raises(ValueError, match=r"`table` must hold one country; it holds \['KOR', 'JPN'"):
        plots.word_shift(rows)
    key = tables.keywords(
        make_keyness(("larger", 40, 10, 2.0, 0.01, 9), ("gone", 0, 9, -5.0, 0, 0))
    )
    with theme.house():
        ax = plots.keywords(key)
    drawn = {line.get_gid(): list(line.get_xdata()) for line in ax.get_lines()}
    assert drawn["log-ratio-more"] == [2.0]
    assert drawn["log-ratio-less"] == [-5.0]


@pytest.mark.parametrize("name", ["word_shift", "keywords", "strongest_collocates", "hits_by_date"])
def test_an_empty_table_is_drawn_as_such_and_described(name):
    table = getattr(schemas, name.upper()).empty()
    with theme.house():
        ax = getattr(plots, name)(table)
    assert len(ax.texts) == 1
    shows, said = describe_words(name, table)
    assert shows.startswith("No ")
    assert said["n"] == "0."


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(figures, "folder_of", lambda _: tmp_path)
    texts = ["A <b>peak</b> & a peak.", "=peak()"]
    documents = pd.concat(
        [make_documents(2, texts).iloc[:1], make_documents(2, texts, "all rights").iloc[1:]]
    )
    hits = concordance.find_expression(documents, split_segments(documents), "peak")
    lines = concordance.concordance(documents, hits)

    def write(**options):
        about = {"Expression": "<peak>", "Seed": 1}
        paths = reports.save_lines(lines, documents, "lines-a", about=about, **options)
        return {ending: path.read_text(encoding="utf-8") for ending, path in paths.items()}

    return write


def test_a_page_of_lines_is_escaped_and_keeps_closed_texts_out(page):
    written = page()
    assert "A &lt;b&gt;" in written["html"]
    assert "<b>peak" not in written["html"]
    assert "&lt;peak&gt;" in written["html"]
    assert "1 lines of texts without an open licence" in written["html"]
    assert "2 of 3" in written["html"]
    assert "()" not in written["html"]
    assert "()" not in written["csv"]
    assert written["csv"].count("\n") == 3
    assert "()" in page(closed=True)["html"]
    assert "Left out" not in page(closed=True)["html"]


def test_a_page_tells_what_it_needs():
    lines = schemas.CONCORDANCE.empty()
    with pytest.raises(ValueError, match="`name` must be small letters"):
        reports.save_lines(lines, make_documents(1), "A page", about={})

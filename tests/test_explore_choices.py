"""What is chosen is exactly what was meant, and every table of figures takes it."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest
from explored import SENTENCES, copy_of, find_all, make_corpus
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis import explore, pipeline, schemas, stances
from analysis.explore.choices import scorer_of
from analysis.explore.voices import find_voices

CHOICES = {
    "nothing": {},
    "countries": {"countries": ["JPN", "KOR"]},
    "own voice": {"voice": "outlet", "scorer": "vader"},
    "quoted": {"voice": "quoted", "countries": ["JPN"]},
    "speakers": {"speaker_countries": ["CHN"]},
    "one speaker": {"speakers": ["Officials"], "scorer": "textblob"},
    "frames": {"frames": ["ship_of_state"]},
    "framed": {"framed": ["ship_of_state", "alliance_reliability"]},
    "outlets": {"outlets": ["Post"], "since": "2024-02", "until": "2024 Q2"},
}
KEYS = {
    "documents": "document_id", "segments": "segment_id", "mentions": "mention_id",
    "relations": "relation_id", "quotations": "quotation_id", "tones": "target_id",
    "frames": "frame_id", "stances": "target_id",
}  # fmt: skip


@pytest.fixture(scope="module")
def found():
    return find_all()


def ids(table, name):
    return set(table[KEYS[name]])


@pytest.mark.parametrize("fields", CHOICES.values(), ids=CHOICES)
def test_tables_keep_their_form_and_the_callers_stay_as_they_were(found, fields):
    before = copy_of(found)
    chosen = explore.choose(found, explore.Choice(**fields))
    for name, table in chosen._asdict().items():
        schemas.check(table, getattr(schemas, name.upper()))
        assert_frame_equal(getattr(found, name), getattr(before, name))
    for name in KEYS:
        whole, part = getattr(found, name), getattr(chosen, name)
        in_order = whole[KEYS[name]][whole[KEYS[name]].isin(ids(part, name))]
        assert part[KEYS[name]].tolist() == in_order.tolist()


@pytest.mark.parametrize("fields", CHOICES.values(), ids=CHOICES)
def test_the_order_of_rows_does_not_matter(found, fields):
    shuffled = pipeline.Annotations(*(table.iloc[::-1] for table in found))
    one, other = (explore.choose(each, explore.Choice(**fields)) for each in (found, shuffled))
    for name in KEYS:
        assert ids(getattr(one, name), name) == ids(getattr(other, name), name)


def test_nothing_chosen_leaves_everything_by_one_scorer(found):
    chosen = explore.choose(found)
    for name in set(KEYS) | {"frame_countries", "removals", "rejected"}:
        assert_frame_equal(getattr(chosen, name), getattr(found, name))
    assert set(chosen.scores["scorer"]) == {"news"}
    assert len(chosen.scores) == len(found.scores) / 3


def test_days_months_and_quarters_are_whole_and_the_undated_are_left_out(found):
    days = found.documents["published_on"]
    for since, until, first, last in [
        ("2024-03-31", None, "2024-03-31", "2024-12-31"),
        (None, "2024-03", "2024-01-01", "2024-03-31"),
        ("2024 Q2", "2024 Q2", "2024-04-01", "2024-06-30"),
        ("2024", "2024", "2024-01-01", "2024-12-31"),
    ]:
        chosen = explore.choose(found, explore.Choice(since=since, until=until))
        expected = found.documents[(days >= first) & (days <= last)]
        assert ids(chosen.documents, "documents") == ids(expected, "documents")
        assert 0 < len(expected) < len(found.documents)
        assert set(chosen.segments["document_id"]) == ids(expected, "documents")


def test_countries_are_mentions_and_the_relations_that_one_takes_part_in(found):
    chosen = explore.choose(found, explore.Choice(countries=["KOR"]))
    assert set(chosen.mentions["country"]) == {"KOR"}
    assert len(chosen.mentions) == (found.mentions["country"] == "KOR").sum()
    taking_part = ["KOR" in countries for countries in found.relations["countries"]]
    assert len(chosen.relations) == sum(taking_part) > 0
    assert set(chosen.frame_countries["country"]) == {"KOR"}
    # A share needs its whole: documents and cues stay.
    assert len(chosen.documents) == len(found.documents)
    assert len(chosen.frames) == len(found.frames)
    targets = {*chosen.mentions["mention_id"], *chosen.relations["relation_id"]}
    for table in (chosen.scores, chosen.tones, chosen.stances):
        assert set(table["target_id"]) == targets


def test_a_voice_is_that_of_the_stance_and_of_each_cue(found):
    for voice in schemas.VOICES:
        chosen = explore.choose(found, explore.Choice(voice=voice))
        expected = found.stances[found.stances["voice"] == voice]
        assert ids(chosen.stances, "stances") == ids(expected, "stances")
        named = {*chosen.mentions["mention_id"], *chosen.relations["relation_id"]}
        assert named == ids(expected, "stances")
    own, quoted = (explore.choose(found, explore.Choice(voice=voice)) for voice in schemas.VOICES)
    assert len(own.frames) + len(quoted.frames) == len(found.frames)
    assert "broken its word" in set(quoted.frames["cue"]) - set(own.frames["cue"])
    assert own.quotations.empty
    assert len(quoted.quotations) == len(found.quotations)


def test_voices_of_spans_are_those_that_the_stances_have(found):
    spans = found.stances.rename(columns={"target_id": "span_id"})
    voices = find_voices(spans, found.quotations)
    names = ["voice", "quotation_id", "speaker", "speaker_country"]
    expected = found.stances[names].reset_index(drop=True)
    assert_frame_equal(voices[names], expected, check_dtype=False)
    assert set(expected["voice"]) == {"outlet", "quoted"}


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(1, 12)), max_size=6), st.data())
def test_of_nested_quotations_the_innermost_that_holds_all_of_a_span_speaks(pieces, data):
    spans = sorted({(start, start + width) for start, width in pieces})
    quotations = pd.DataFrame(
        [("d", start, end, f"q{start}-{end}", f"s{start}-{end}", None) for start, end in spans],
        columns=["document_id", "start", "end", "quotation_id", "speaker", "speaker_country"],
    )
    start = data.draw(st.integers(0, 20))
    end = start + data.draw(st.integers(1, 4))
    asked = pd.DataFrame({"span_id": ["x"], "document_id": ["d"], "start": [start], "end": [end]})
    (voice,) = find_voices(asked, quotations).to_dict("records")
    holding = [(b - a, -a, f"s{a}-{b}") for a, b in spans if a <= start and end <= b]
    assert voice["voice"] == ("quoted" if holding else "outlet")
    if holding:
        assert voice["speaker"] == min(holding)[2]
    else:
        assert pd.isna(voice["speaker"])


def test_speakers_are_quoted_and_their_countries_known(found):
    chosen = explore.choose(found, explore.Choice(speaker_countries=["CHN"]))
    assert set(chosen.stances["speaker_country"]) == {"CHN"}
    assert set(chosen.quotations["speaker_country"]) == {"CHN"}
    one = explore.choose(found, explore.Choice(speakers=["Officials"]))
    assert set(one.stances["speaker"]) == {"Officials"}
    assert len(one.stances) < len(chosen.stances)


def test_frames_are_cues_and_framed_are_targets(found):
    cues = explore.choose(found, explore.Choice(frames=["ship_of_state"]))
    assert set(cues.frames["frame"]) == {"ship_of_state"}
    assert set(cues.frame_countries["frame_id"]) <= set(cues.frames["frame_id"])
    assert len(cues.mentions) == len(found.mentions)
    framed = explore.choose(found, explore.Choice(framed=["ship_of_state"]))
    expected = [
        target
        for target, frames in schemas.rows_of(found.stances, ["target_id", "frames"])
        if "ship_of_state" in frames
    ]
    assert framed.stances["target_id"].tolist() == expected
    assert 0 < len(expected) < len(found.stances)
    assert len(framed.frames) == len(found.frames)


def test_another_scorer_gives_the_stances_that_the_join_gives(found):
    for scorer in ("vader", "textblob"):
        chosen = explore.choose(found, explore.Choice(scorer=scorer))
        joined = stances.join_stances(found.documents, found._asdict(), scorer=scorer)
        assert_frame_equal(chosen.stances, joined)
        assert joined["sentiment"].isna().any()


def test_choosing_twice_is_choosing_both(found):
    both = explore.Choice(countries=["JPN"], outlets=["Wire"], voice="quoted", scorer="vader")
    first = explore.choose(found, explore.Choice(outlets=["Wire"], scorer="vader"))
    twice = explore.choose(first, explore.Choice(countries=["JPN"], voice="quoted"))
    for name, table in explore.choose(found, both)._asdict().items():
        assert_frame_equal(getattr(twice, name), table)


def test_nothing_in_nothing_out():
    nothing = pipeline.annotate(make_corpus([]))
    chosen = explore.choose(nothing, explore.Choice(countries=["JPN"], frames=["weather"]))
    assert all(table.empty for table in chosen)
    assert scorer_of(nothing, explore.Choice()) is None


def test_without_scores_the_rest_can_be_chosen():
    rows = [{"document_id": "d", "text": SENTENCES[0], "path": "d", "sha256": "0"}]
    found = pipeline.annotate(make_corpus(rows), skip=["scores", "stances"])
    chosen = explore.choose(found, explore.Choice(countries=["JPN"]))
    assert len(chosen.mentions) == 1
    with pytest.raises(ValueError) as told:
        explore.choose(found, explore.Choice(voice="outlet"))
    assert str(told.value) == (
        "A voice can be chosen where the stages `quotations` and `stances` ran; `stances` is "
        "empty. Annotate without skipping them."
    )


def test_a_country_or_frame_that_these_texts_lack_is_no_error_but_a_typo_is(found):
    absent = explore.choose(found, explore.Choice(countries=["PER"], frames=["weather"]))
    assert absent.mentions.empty
    assert absent.frames.empty


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"countries": ["Japan"]},
            "`countries` must be among ['CHN', 'JPN', 'KOR', 'USA'], which were found in these "
            "texts; it is ['Japan']. Mend it, or leave it out for all.",
        ),
        (
            {"countries": "JPN"},
            "`countries` must be a list of names; it is the text 'JPN'. Write ['JPN'].",
        ),
        (
            {"outlets": ["Post", "Times"]},
            "`outlets` must be among ['Post', 'Wire'], which were found in these texts; it is "
            "['Times']. Mend it, or leave it out for all.",
        ),
        (
            {"scorer": "liwc"},
            "`scorer` must be among ['news', 'textblob', 'vader'], which were found in these "
            "texts; it is 'liwc'. Mend it, or leave it out for all.",
        ),
        (
            {"voice": "own"},
            "`voice` must be one of ['outlet', 'quoted'], or left out; it is 'own'.",
        ),
        (
            {"since": "31/03/2024"},
            "`since` and `until` must be days, months, quarters or years, as '2024-07-31', "
            "'2024-07', '2024 Q3' or '2024'; one is '31/03/2024'.",
        ),
        (
            {"until": "2024-13"},
            "`since` and `until` must be days, months, quarters or years, as '2024-07-31', "
            "'2024-07', '2024 Q3' or '2024'; one is '2024-13'.",
        ),
        (
            {"since": "2024-05", "until": "2024-04"},
            "`until` must not be before `since`; they are '2024-04' and '2024-05'.",
        ),
        (
            {"voice": "outlet", "speakers": ["Officials"]},
            "`voice` must be 'quoted' where `speakers` is chosen, since speakers are quoted; it "
            "is 'outlet'. Leave one of the two out.",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(found, fields, said):
    with pytest.raises(ValueError) as told:
        explore.choose(found, explore.Choice(**fields))
    assert str(told.value) == said


def test_all_but_the_controls_works_without_their_libraries():
    code = (
        "import sys; sys.modules.update(ipywidgets=None, ipympl=None)\n"
        "from analysis import explore, pipeline, tables\n"
        "found = explore.choose(pipeline.annotate_texts(['Seoul is a loyal friend of Tokyo.']))\n"
        "table = tables.sentiment_by_country(found.documents, found.mentions, found.scores)\n"
        "mark = table.iloc[0]\n"
        "rows = explore.find_evidence(found, mark, figure='sentiment_by_country')\n"
        "pages = explore.read(found, 't0'), explore.show_sentences(found, rows)\n"
        "print(len(rows), explore.show_reasons(found, 't0:m0').html[:9])\n"
        "for control in (lambda: explore.desk(found), lambda: explore.code('x', 'anna')):\n"
        "    try:\n"
        "        control()\n"
        "    except ModuleNotFoundError as error:\n"
        "        print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    said = (
        "The controls `explore.desk` and `explore.code` need ipywidgets, which is not installed. "
        "Run: python -m pip install ipywidgets. All other functions of `explore` work without it."
    )
    assert done.stdout.splitlines() == ["1 <section>", said, said]


def test_coverage_of_a_chosen_scorer_is_that_of_its_scores(found):
    chosen = explore.choose(found, explore.Choice(scorer="vader"))
    share = found.scores[found.scores["scorer"] == "vader"]["sentiment"].notna().mean()
    assert chosen.stances["sentiment"].notna().mean() == share
    assert 0 < share < 1

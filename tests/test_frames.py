"""Images are found, real ships are kept apart, and whoever stands in the image is named."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis import schemas
from analysis.codebooks.frames import load_frames
from analysis.codebooks.reading import CodebookError
from analysis.frames import evidence, explain, find_frames, finding, kinds, link_countries, passages
from analysis.frames.cutting import cut_roughly, may_cut_roughly
from analysis.matching.flattening import FlatText
from analysis.mentions import find_mentions, find_relations

BOOK = load_frames()
METAPHORS = {
    "ship_of_state", "peak_and_decline", "journey", "building", "weather", "illness", "game",
    "family",
}  # fmt: skip
ISSUES = {
    "security_threat", "alliance_reliability", "cooperation", "domestic_politics",
    "history_and_reparations", "economy", "conflict", "responsibility", "uncertainty",
}  # fmt: skip


def test_the_frames_are_there_in_depth():
    counts = pd.Series([cue.frame for cue in BOOK.cues]).value_counts()
    families = {name: frame.family for name, frame in BOOK.entries.items()}
    assert families == dict.fromkeys(METAPHORS, "metaphor") | dict.fromkeys(ISSUES, "issue")
    assert all(counts[frame] >= 40 for frame in BOOK.frames)
    assert all(frame.source and frame.functions for frame in BOOK.entries.values())


@pytest.fixture
def read(make_documents, make_segments):
    def read_text(text: str) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        documents = make_documents(text)
        segments = make_segments(documents)
        frames = find_frames(documents, segments)
        mentions = find_mentions(documents, segments)
        relations = find_relations(documents, segments, mentions)
        linked = link_countries(frames, segments, mentions, relations)
        return frames, linked, segments, documents

    return read_text


@pytest.mark.parametrize("example", BOOK.examples, ids=lambda e: f"{e.line}-{e.kind}-{e.text[:30]}")
def test_examples_of_the_codebook(example, read):
    hits = [BOOK.cues[hit.number] for hit in BOOK.find(example.text)]
    if example.kind in ("include", "exclude"):
        found = {(cue.frame, cue.expression) for cue in hits}
        assert ((example.frame, example.expression) in found) == (example.kind == "include")
        return
    frames, *_ = read(example.text)
    is_image = (frames["family"] == "issue") | (frames["figurative"] >= 0.5)
    there = example.frame in set(frames.loc[is_image, "frame"])
    assert there == (example.kind == "present")


FIGURATIVE = [
    ("The alliance has struck a sandbar of its own making.", "ship_of_state"),
    ("Nobody is at the helm in Yongsan.", "ship_of_state"),
    ("The coalition is rudderless.", "ship_of_state"),
    ("Trilateral cooperation may be past its peak.", "peak_and_decline"),
    ("We have seen the high-water mark of three-way ties.", "peak_and_decline"),
    ("The talks came off the rails in Hanoi.", "journey"),
    ("The pact is a pillar of deterrence.", "building"),
    ("A thaw between Seoul and Tokyo followed.", "weather"),
    ("Paralysis in the Diet spread to policy.", "illness"),
    ("Beijing overplayed its hand.", "game"),
    ("Pyongyang and Moscow made a marriage of convenience.", "family"),
]
LITERAL = [
    "A cargo ship ran aground off Incheon and two sailors were rescued.",
    "The ferry captain waited in port for four days.",
    "The captain of the national football team scored.",
    "The typhoon passed, and the storm took roofs in the harbour.",
    "Climbers reached the peak of the mountain in snow.",
    "Doctors at the hospital said the fever had gone.",
    "The concrete bridge over the river collapsed and cars fell.",
    "The bride and her mother left the church.",
]


@pytest.mark.parametrize(("text", "frame"), FIGURATIVE)
def test_images_are_images(text, frame, read):
    frames, *_ = read(text)
    assert frame in set(frames.query("figurative >= 0.5")["frame"])


@pytest.mark.parametrize("text", LITERAL)
def test_plain_things_are_no_images(text, read):
    frames, *_ = read(text)
    assert frames.query("figurative >= 0.5").empty


@pytest.mark.parametrize(
    ("text", "negated", "hedged"),
    [
        ("The alliance has run aground.", False, False),
        ("The alliance has not run aground.", True, False),
        ("The alliance hasn’t run aground.", True, False),
        ("The alliance may run aground.", False, True),
        ("Not only has the alliance run aground.", False, False),
        ("Seoul did not yield, and the alliance has run aground.", False, False),
    ],
)
def test_denied_and_hedged(text, negated, hedged, read):
    frames, *_ = read(text)
    hit = frames[frames["frame"] == "ship_of_state"].iloc[0]
    assert (hit["negated"], hit["hedged"]) == (negated, hedged)


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("The South Korean ship has run aground.", "run aground", {("KOR", None)}),
        ("The peak of trilateralism between Seoul, Tokyo and Washington is past.",
         "peak of trilateralism", {(c, "USA-JPN-KOR") for c in ("USA", "JPN", "KOR")}),
        ("Seoul and Tokyo are adrift.", "adrift", {("KOR", None), ("JPN", None)}),
        ("South Korea and Japan were firm, but the US leans on two ships that run aground.",
         "run aground", {("KOR", None), ("JPN", None)}),
        ("Nobody is adrift.", "adrift", set()),
        # an issue: the clause is cut at marks and conjunctions
        ("Oslo met Lima, but deterrence failed Cairo.", "deterrence", {("EGY", None)}),
        ("Oslo praised deterrence while Lima slept.", "deterrence", {("NOR", None)}),
    ],
)  # fmt: skip
def test_who_stands_in_the_image(text, cue, expected, read):
    frames, linked, *_ = read(text)
    frame_id = frames.loc[frames["cue"] == cue, "frame_id"].iloc[0]
    here = linked[linked["frame_id"] == frame_id]
    found = {
        (country, None if pd.isna(relation) else relation)
        for country, relation in zip(here["country"], here["relation"], strict=True)
    }
    assert found == expected
    schemas.check(linked, schemas.FRAME_COUNTRIES)


def test_reasons_add_up_to_the_reading(read):
    frames, _, segments, documents = read("The alliance has run aground, a diplomat said.")
    row = frames[frames["frame"] == "ship_of_state"].iloc[0]
    odds = explain(row, documents, segments)["weight"].sum()
    assert row["figurative"] == pytest.approx(1 / (1 + math.exp(-odds)), abs=1e-3)


def test_a_row_of_other_segments_cannot_be_explained(read):
    frames, _, segments, documents = read("The alliance has run aground.")
    with pytest.raises(ValueError) as told:
        explain(frames.iloc[0], documents, segments.assign(segment_id="x"))
    assert str(told.value) == (
        "`frame` must be a row found in these documents and segments with this codebook; "
        "'d0:f0' is not. Find the frames again."
    )


def test_an_issue_frame_is_no_image(read):
    frames, _, segments, documents = read("Sanctions and tariffs hurt exports.")
    assert set(frames["frame"]) == {"economy"}
    assert frames["figurative"].isna().all()
    with pytest.raises(ValueError) as told:
        explain(frames.iloc[0], documents, segments)
    assert str(told.value) == (
        "`frame` must be a cue of a metaphor, since only an image is weighed; "
        "'d0:f0' is one of the issue frame 'economy'."
    )


WORDS = st.sampled_from(["run", "aground", "ship of state", "İ", "’", "peak of", "the", ".", "\n",
                         "thaw", "at the helm", "not", "🙂", "two ships", "Seoul"])  # fmt: skip


@settings(deadline=None)
@given(st.lists(WORDS, max_size=20).map(" ".join))
def test_any_text_has_sound_offsets(text):
    for hit in BOOK.finder.find(text):
        assert 0 <= hit.start < hit.end <= len(text)


def test_the_table_its_order_and_its_input(make_documents, make_segments):
    documents = make_documents("The alliance ran aground.\nA thaw came to Seoul.", "Nothing.")
    segments = make_segments(documents)
    before = documents.copy(), segments.copy()
    frames = find_frames(documents, segments)
    assert_frame_equal(documents, before[0])
    assert_frame_equal(segments, before[1])
    schemas.check(frames, schemas.FRAMES)
    for row in frames.itertuples():
        text = documents.set_index("document_id").loc[row.document_id, "text"]
        assert text[row.start : row.end] == row.cue
    turned = find_frames(documents.iloc[::-1], segments.sample(frac=1, random_state=3))
    assert_frame_equal(frames, turned.sort_values("frame_id", ignore_index=True))


def read_whole(text: str) -> passages.Passage:
    """Read a text as one segment, without its cues."""
    _, words = BOOK.find_both(FlatText(text))
    bounds = schemas.Bounds([0], [len(text)], ["s0"])
    return passages.Passage(passages.ReadText(text, bounds, words), 0, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Japan ate.", {"Japan": "country"}),
        ("He ate turkey in Turkey.", {"Turkey": "country"}),
        ("Japan met Turkey.", {"Japan": "country", "Turkey": "country"}),
        ("He ate turkey.", {}),
        ("The alliance met.", {"alliance": "abstract"}),
        ("Its cargo fell.", {"cargo": "plain"}),
        ("A dadaism rose.", {"dadaism": "abstract ending"}),
        ("DADAISM’S 'Alliances'", {"DADAISM'S": "abstract ending", "Alliances'": "abstract"}),
        ("He caught fire, caught, fire.", {"caught": "plain", "fire": "plain"}),
    ],
)
def test_the_kinds_of_words_beside_a_cue(text, expected):
    passage = read_whole(text)
    read = passage.read_for("ship_of_state", BOOK)
    pairs = zip(passage.contents(BOOK).words, read.kinds, strict=True)
    assert {word: kind for word, kind in pairs if kind} == expected
    assert set(read.firsts) == set(expected.values())


def test_a_frame_has_abstract_words_of_its_own():
    passage = read_whole("The helmsman of the alliance slept.")
    kinds = {frame: passage.read_for(frame, BOOK).kinds for frame in ("ship_of_state", "illness")}
    assert kinds == {
        "ship_of_state": [None, "abstract", None, None, "abstract", None],
        "illness": [None, None, None, None, "abstract", None],
    }


@pytest.mark.parametrize(
    ("text", "measure", "vessel"),
    [
        ("A 40-ton ship.", "40-ton", ""),
        ("Some 1,200 miles off.", "1,200 mile", ""),
        ("A B52 member, x7 feet.", "", ""),
        ("The USS Oslo sank.", "", "USS O"),
        ("The MT Rome and the ROKS Bern.", "", "MT R"),
        ("AMSS Oslo, HUSS Rome", "", ""),
    ],
)
def test_measures_and_vessels(text, measure, vessel):
    contents = read_whole(text).contents(BOOK)
    assert (contents.measure, contents.vessel) == (measure, vessel)


@pytest.mark.parametrize("words", ["ships", "trade", "Rome", "debt", "thatch"])
def test_a_rough_cut_ends_at_the_marks_and_conjunctions_around_a_cue(words):
    pieces = [" the ships left ", " trade and debt fell", " thatch burns", " Rome waited"]
    text = f"Oslo paid;{pieces[0]}while{pieces[1]}, and{pieces[2]}—{pieces[3]}"
    piece = next(piece for piece in pieces if words in piece)
    start, begin = text.index(words), text.index(piece)
    assert cut_roughly(text, start, start + len(words)) == (begin, begin + len(piece))
    assert cut_roughly(text, begin, begin + len(piece)) == (begin, begin + len(piece))
    assert not may_cut_roughly(text, begin, begin + len(piece))
    assert may_cut_roughly(text, 0, begin)


@pytest.mark.parametrize(("n_between", "is_seen"), [(0, True), (8, True), (9, False), (20, False)])
def test_a_subject_is_looked_for_within_ten_words(n_between, is_seen):
    """The word right before the cue is its neighbour; nine before that may be its subject."""
    text = f"The alliance {'so ' * n_between}well ran aground."
    passage = read_whole(text)
    start = text.index("ran")
    cue = next(cue for cue in BOOK.cues if cue.frame == "ship_of_state")
    found = evidence.gather_evidence(passage, start, start + len("ran aground"), cue, BOOK)
    assert ("subject: abstract" in [kind for kind, *_ in found]) is is_seen


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The alliance ran aground.", "before: abstract"),
        ("They ran aground alliance.", "after: abstract"),
        ("So it was they who so very often ran aground in the alliance.", "phrase: abstract"),
        ("They ran aground yet one alliance.", "object: abstract"),
    ],
)
def test_one_word_beside_a_cue_tells(text, kind):
    start = text.index("ran")
    cue = next(cue for cue in BOOK.cues if cue.frame == "ship_of_state")
    place = start, start + len("ran aground")
    found = evidence.gather_evidence(read_whole(text), *place, cue, BOOK)
    beside = {"before", "subject", "after", "phrase", "object"}
    assert [each for each, *_ in found if each.split(":")[0] in beside] == [kind]


def test_words_of_a_later_segment_are_its_own():
    """What begins in one segment and ends in the next is in neither; frames share no kinds."""
    text = "The alliance caught fire. Its cargo fell."
    cut = text.index("fire")
    _, words = BOOK.find_both(FlatText(text))
    read_text = passages.ReadText(text, schemas.Bounds([0, cut], [cut, 41], ["a", "b"]), words)
    first, second = (passages.Passage(read_text, place, []) for place in (0, 1))
    assert first.read_for("ship_of_state", BOOK).plain == []
    assert second.read_for("ship_of_state", BOOK).kinds == [None, None, "plain", None]
    assert second.read_for("illness", BOOK).kinds == [None, None, None, None]


def test_an_exception_of_a_cue_holds_for_it_alone(tmp_path):
    file = tmp_path / "frames.yaml"
    file.write_text(
        "version: 1\nframes:\n  sea:\n    family: metaphor\n    definition: d\n    source: s\n"
        "    roles: [a]\n    except: [sail cloth]\n    cues:\n"
        "      - {cue: tide, except: [tide table]}\n      - {cue: table}\n      - {cue: sail}\n"
    )
    book = load_frames(file)
    text = "A tide, a tide table, a sail, sail cloth."
    found = [text[hit.start : hit.end] for hit in book.find(text)]
    assert found == ["tide", "table", "sail"]


@pytest.mark.parametrize(
    ("text", "is_seen"),
    [
        ("It was adrift of the alliance; it met.", True),
        ("It was adrift of it; the alliance met.", False),
        ("It was adrift of it, but the alliance met.", False),
        ("The alliance met; it was adrift.", False),
        ("The alliance, it was adrift.", True),
    ],
)
def test_words_beside_a_cue_are_of_its_clause(text, is_seen):
    start = text.index("adrift")
    cue = next(cue for cue in BOOK.cues if cue.frame == "ship_of_state")
    found = evidence.gather_evidence(read_whole(text), start, start + len("adrift"), cue, BOOK)
    beside = {kind for kind, *_ in found} & {"phrase: abstract", "subject: abstract"}
    assert bool(beside) is is_seen


def test_words_that_are_forgotten_are_read_again(monkeypatch, read):
    text = "Japan's alliance, a partnership of japan and the governments, ran aground."
    expected, *_ = read(text)
    kinds._kinds_of_words.cache_clear()
    monkeypatch.setattr(kinds, "_MOST_KEPT", 1)
    assert_frame_equal(read(text)[0], expected)
    kinds._kinds_of_words.cache_clear()


def test_empty_in_empty_out():
    empty = find_frames(schemas.DOCUMENTS.empty(), schemas.SEGMENTS.empty())
    assert_frame_equal(empty, schemas.FRAMES.empty())
    linked = link_countries(
        empty, schemas.SEGMENTS.empty(), schemas.MENTIONS.empty(), schemas.RELATIONS.empty()
    )
    assert_frame_equal(linked, schemas.FRAME_COUNTRIES.empty())


METAPHOR = "family: metaphor\n    definition: d\n    source: s\n    roles: [a]\n    cues:\n"
ISSUE = "family: issue\n    definition: d\n    source: s\n    cues: [threat^]\n    "
FAULTS = {
    "roles: [a]\n    cues: [run]": "line 2: the frame x must have ['family', 'definition', "
    "'source'].",
    "- run": "line 2: the frame x must be a mapping of fields; it is ['run'].",
    METAPHOR + "      - {cue: '(run'}": "line 8: the expression must be words, (a|b), ..., <5> and "
    "the marks ~ ^ ? *; it is '(run'.",
    METAPHOR + "      - the? run": "line 8: an expression, and each side of <5>, must begin with a "
    "word that is there; it is 'the? run'.",
    METAPHOR + "      - {cue: run, role: b}": "line 8: a role must be one of ['a']; it is 'b'.",
    METAPHOR + "      - {cue: run, prior: 2}": "line 8: a prior must be a number between 0 and 1; "
    "it is 2.",
    METAPHOR + "      - {cue: run}\n      - {cue: run}": "line 9: the cue 'run' is there already, "
    "at line 8.",
    METAPHOR + "      - {cue: run, cues: [walk]}": "line 8: a cue must have `cue` or `cues` and at "
    "most ['cue', 'cues', 'except', 'exclude', 'include', 'prior', 'role']; it has "
    "['cue', 'cues'].",
    METAPHOR + "      - {cues: [run, walk], include: [They run.]}": "line 8: `include` must stand "
    "beside one `cue`, not beside `cues`.",
    METAPHOR + "      - 5": "line 8: a cue must be text or a mapping; it is 5.",
    METAPHOR + "      - run\n    literal: track": "line 9: `literal` must be a list of texts in "
    "[ ]; it is 'track'.",
    METAPHOR + "      - run\n    functions: [blame]": "line 9: `functions` must be of ['problem', "
    "'cause', 'evaluation', 'remedy']; it is 'blame'.",
    METAPHOR + "      - run\n    overlaps: [y]": "line 9: the frame x overlaps 'y', which must be "
    "a frame of this file.",
    METAPHOR + "      - run\n    colour: red": "line 2: the frame x has unknown fields ['colour']; "
    "known are ['author', 'cues', 'definition', 'except', 'exclude', 'family', 'figurative', "
    "'functions', 'include', 'literal', 'literal_examples', 'overlaps', 'prior', 'roles', "
    "'source'].",
    METAPHOR.replace("[a]", "[]") + "      - run": "line 2: the metaphor x must have roles; it has "
    "none.",
    METAPHOR.replace("metaphor", "image") + "      - run": "line 3: `family` must be of "
    "['metaphor', 'issue']; it is 'image'.",
    METAPHOR.replace("d\n", "''\n") + "      - run": "line 4: `definition` must be text; it is ''.",
    METAPHOR.replace("cues:", "cues: []"): "line 7: `cues` of x must be a list of one cue at "
    "least.",
    ISSUE + "prior: 0.5": "line 2: ['prior'] must stand in metaphors alone; the frame x is an "
    "issue frame.",
}  # fmt: skip


@pytest.mark.parametrize(("body", "message"), FAULTS.items())
def test_each_fault_of_a_codebook_is_told_with_its_line(tmp_path, body, message):
    path = tmp_path / "frames.yaml"
    path.write_text(f"frames:\n  x:\n    {body}\n", encoding="utf-8")
    with pytest.raises(CodebookError) as told:
        load_frames(path)
    assert str(told.value) == f"frames.yaml, {message}"


def test_documents_are_read_together_as_each_alone(monkeypatch, make_documents, make_segments):
    texts = [
        "The alliance ran aground.",
        "Nothing.",
        "A 40-ton ship sank. The pact might sink, a dock said.",
        "Trade talks and tariffs.",
        "“Nobody is at the helm,” the alliance said. It's not adrift.",
    ]
    documents = make_documents(*texts)
    segments = make_segments(documents)
    expected = find_frames(documents, segments)
    assert expected["document_id"].nunique() == len(texts) - 1
    monkeypatch.setattr(finding, "_TOGETHER", 2)
    assert_frame_equal(find_frames(documents, segments), expected)
    parts = [find_frames(documents.iloc[[n]], segments) for n in range(len(texts))]
    assert_frame_equal(pd.concat(parts, ignore_index=True), expected)

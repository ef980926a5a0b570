"""Tones: the manner of the clause, by words that a codebook lists, and nothing without them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis import schemas
from analysis.codebooks.countries import load_countries, surfaces_of
from analysis.codebooks.modality import load_interaction, load_modality
from analysis.codebooks.reading import CodebookError
from analysis.matching.phrases import compile_phrases
from analysis.matching.readings import Reading, read_target
from analysis.tones import estimate_certainty, estimate_cooperation, measure_tones

MODALITY, INTERACTION = load_modality(), load_interaction()
MAY, LIKELY, BELIEVE, WILL, CERTAINLY = (
    MODALITY.cues[word].value for word in ("may", "likely", "believe", "will", "certainly")
)


def read(sentence: str) -> Reading:
    """Read the target that stands in brackets."""
    before, _, rest = sentence.partition("[")
    target, _, after = rest.partition("]")
    return read_target(before + target + after, len(before), len(before) + len(target))


@pytest.mark.parametrize("example", MODALITY.examples, ids=lambda example: example.text)
def test_the_examples_of_certainty_hold(example):
    matcher = compile_phrases(MODALITY.cues)
    found = [(phrase, MODALITY.cues[phrase]) for _, _, phrase in matcher.spans(example.text)]
    of_group = [phrase for phrase, cue in found if cue.group == example.group]
    if example.marked:
        assert example.marked in of_group, found
    else:
        assert not of_group


@pytest.mark.parametrize("example", INTERACTION.examples, ids=lambda example: example.text)
def test_the_examples_of_dealings_hold(example):
    matcher = compile_phrases(INTERACTION.cues)
    lowered = example.text.lower()
    found = [(phrase, INTERACTION.cues[phrase]) for _, _, phrase in matcher.spans(lowered)]
    of_group = [phrase for phrase, cue in found if cue.group == example.group]
    if example.marked:
        assert example.marked.lower() in of_group, found
    else:
        assert not of_group


@pytest.mark.parametrize(
    ("sentence", "certainty"),
    [
        ("[Seoul] yielded.", 1),
        ("[Seoul] may yield.", 1 - MAY),
        ("[Seoul] may not yield.", 1 - MAY),
        ("[Seoul] could not yield.", 1),
        ("The talks with [Seoul] opened in May.", 1),
        ("[Seoul] will yield.", 1),
        ("[Seoul] may certainly yield.", (1 - MAY) + MAY * CERTAINLY),
        ("It is likely that [Seoul] yielded.", 1 - LIKELY),
        ("[Seoul] is likely to yield.", 1 - LIKELY),
        ("Analysts believe that [Seoul] yielded.", 1 - BELIEVE),
        ("Analysts believe [Seoul] yielded.", 1 - BELIEVE),
        ("“[Seoul] yielded,” analysts believe.", 1 - BELIEVE),
        ("[Seoul] believes that Minsk yielded.", 1),
        ("Minsk may lie, but [Seoul] agreed.", 1),
        ("[Seoul] agreed, but Minsk may lie.", 1),
        ("Minsk may say that [Seoul] lied.", 1),
    ],
)
def test_certainty_weighs_what_is_in_scope(sentence, certainty):
    assert estimate_certainty(read(sentence), MODALITY).certainty == pytest.approx(certainty)


def test_the_words_behind_certainty_are_counted():
    assert estimate_certainty(read("[Seoul] may certainly yield."), MODALITY).n_cues == 2
    assert estimate_certainty(read("[Seoul] yielded."), MODALITY).n_cues == 0


@pytest.mark.parametrize("sentence", ["The road to [Seoul]", "[Seoul]", "A port in [Seoul]."])
def test_nothing_asserted_is_not_certain(sentence):
    assert estimate_certainty(read(sentence), MODALITY) == (None, 0)


def value_of(phrase: str) -> float:
    return INTERACTION.cues[phrase].value


@pytest.mark.parametrize(
    ("clause", "cooperation"),
    [
        ("otherland supported otherland", value_of("supported")),
        ("otherland did not support otherland",
         value_of("support") * INTERACTION.negated_cooperation),
        ("otherland did not attack otherland", 0),
        ("otherland attacked otherland", value_of("attacked")),
        ("otherland supported and attacked otherland",
         (value_of("supported") + value_of("attacked")) / 2),
        ("otherland suspended cooperation", value_of("cooperation") * INTERACTION.undone),
        ("otherland suspended talks and cooperation",
         (value_of("talks") + value_of("cooperation")) / 2 * INTERACTION.undone),
        ("otherland did not suspend cooperation", value_of("cooperation")),
        ("otherland eased tensions", value_of("tensions") * INTERACTION.undone),
        ("otherland threatened the alliance",
         (value_of("threatened") + value_of("alliance") * INTERACTION.undone) / 2),
        ("otherland ended talks and attacked otherland",
         (value_of("talks") * INTERACTION.undone + value_of("attacked")) / 2),
        ("otherland suspended a very long and old and costly cooperation", value_of("cooperation")),
        ("otherland lifted sanctions", value_of("lifted sanctions")),
        ("OTHERLAND ATTACKED OTHERLAND", value_of("attacked")),
    ],
)  # fmt: skip
def test_dealings_are_weighed_with_what_turns_them(clause, cooperation):
    found = estimate_cooperation(clause, INTERACTION, n_states=2)
    assert found.cooperation == pytest.approx(cooperation)


def test_what_parties_do_as_well_needs_two_states():
    for n_states, cooperation in ((1, None), (2, value_of("attacked"))):
        clause = "otherland attacked the opposition"
        found = estimate_cooperation(clause, INTERACTION, n_states=n_states)
        assert found.cooperation == cooperation
    alone = estimate_cooperation("otherland signed a treaty", INTERACTION, n_states=1)
    assert alone.cooperation == value_of("treaty")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*INTERACTION.cues, "otherland", ",", "the"]), max_size=12))
def test_cooperation_stays_within_its_scale(words):
    found = estimate_cooperation(" ".join(words), INTERACTION, n_states=2)
    assert (found.cooperation is None) == (found.n_cues == 0)
    assert found.cooperation is None or -1 <= found.cooperation <= 1


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*MODALITY.cues, "otherland", ",", "agreed"]), max_size=12))
def test_certainty_stays_within_its_scale(words):
    found = estimate_certainty(Reading(" ".join(words), 0, ()), MODALITY)
    assert found.certainty is None or 0 <= found.certainty <= 1


def make_tables(sentence: str, *names: tuple[str, str], relation: str | None = None):
    segments = schemas.SEGMENTS.build([("d:s0", "d", 0, "body", 0, len(sentence), sentence)])
    mentions = schemas.MENTIONS.build(
        [
            (f"d:m{number}", "d", "d:s0", sentence.index(name), sentence.index(name) + len(name),
             name, code, code, "name", False)
            for number, (name, code) in enumerate(names)
        ]
    )  # fmt: skip
    rows = []
    if relation:
        start = sentence.index(relation)
        rows.append(("d:r0", "d", "d:s0", start, start + len(relation), relation, None, [],
                     "dispute"))  # fmt: skip
    return segments, mentions, schemas.RELATIONS.build(rows)


def test_tones_are_a_table_of_their_kind():
    tables = make_tables(
        "Oslo may attack the awful Minsk, but the long dispute ended peace in Kyiv.",
        ("Oslo", "NOR"), ("Minsk", "BLR"), ("Kyiv", "UKR"), relation="dispute",
    )  # fmt: skip
    before = [table.copy(deep=True) for table in tables]
    tones = measure_tones(*tables)
    schemas.check(tones, schemas.TONES)
    for table, copy in zip(tables, before, strict=True):
        assert_frame_equal(table, copy)
    of_target = tones.set_index("target_id")
    assert list(of_target.index) == ["d:m0", "d:m1", "d:m2", "d:r0"]
    assert of_target.loc["d:m0", "certainty"] == pytest.approx(1 - MAY)
    assert of_target.loc["d:m0", "cooperation"] == value_of("attack")
    assert of_target.loc["d:m0", "subjectivity"] == 1  # "awful" alone
    assert of_target.loc["d:m0", "n_cues"] == 3  # may, attack, awful
    assert of_target.loc["d:m2", "cooperation"] == value_of("dispute")


def test_the_name_of_a_relation_is_not_its_tone():
    tables = make_tables("The dispute of Oslo and Minsk went on.", relation="dispute")
    tones = measure_tones(*tables)
    assert tones["cooperation"].isna().all()


def test_missing_is_never_nought():
    tones = measure_tones(*make_tables("A road to Oslo", ("Oslo", "NOR")))
    measures = tones[["subjectivity", "certainty", "cooperation"]]
    assert measures.isna().all(axis=None)
    assert tones["n_cues"].tolist() == [0]


def test_a_state_named_twice_is_one_state():
    tones = measure_tones(
        *make_tables("Oslo attacked the Norwegian left.", ("Oslo", "NOR"), ("Norwegian", "NOR"))
    )
    assert tones["cooperation"].isna().all()


def test_the_order_of_rows_changes_no_tone():
    segments, mentions, relations = make_tables(
        "Oslo may attack Minsk, and Minsk is awful.", ("Oslo", "NOR"), ("Minsk", "BLR")
    )
    turned = measure_tones(segments, mentions[::-1], relations)
    in_order = measure_tones(segments, mentions, relations)
    assert_frame_equal(turned.sort_values("target_id", ignore_index=True), in_order)


def test_nothing_in_nothing_out():
    segments, _, _ = make_tables("Oslo")
    tones = measure_tones(segments, schemas.MENTIONS.empty(), schemas.RELATIONS.empty())
    assert_frame_equal(tones, schemas.TONES.empty())


def test_no_country_has_a_tone_of_its_own():
    book = load_countries()
    demonyms = surfaces_of(book, ["demonym"])
    template = "{name} may attack Norway, and the awful {demonym} envoy is against cooperation."
    seen = set()
    for country, names in surfaces_of(book, ["name"]).items():
        name, demonym = min(names), min(demonyms.get(country, names))
        sentence = template.format(name=name, demonym=demonym)
        tones = measure_tones(*make_tables(sentence, (name, country), ("Norway", "NOX")))
        seen.add(tuple(tones.drop(columns="target_id").fillna(-9).round(9).itertuples(index=False)))
    assert len(seen) == 1


GOOD_MODALITY = """\
version: 1
hedges:
  - name: possibility
    weight: 0.5
    scope: clause
    words: [may]
    include: ["Oslo [[may]] yield."]
    exclude: ["Oslo yielded."]
boosters:
  - name: certainty
    weight: 0.5
    scope: both
    words: [certainly]
    verbs: [prove]
    include: ["Oslo [[certainly]] yields."]
    exclude: ["Oslo yielded."]
"""
GOOD_INTERACTION = """\
version: 1
reach: 4
undone: -0.6
negated: {cooperation: -0.5, conflict: 0}
cues:
  - name: war
    value: -1
    words: [war]
    include: ["A [[war]] in Oslo."]
    exclude: ["A ward in Oslo."]
undoers: {verbs: [end]}
negators: [not]
"""


def write(folder: Path, text: str, was: str = "", becomes: str = "") -> Path:
    assert was in text
    path = folder / "own.yaml"
    path.write_text(text.replace(was, becomes) if was else text, encoding="utf-8")
    return path


def test_a_codebook_of_ones_own_is_read(tmp_path):
    book = load_modality(write(tmp_path, GOOD_MODALITY))
    assert set(book.cues) == {
        "may", "May", "certainly", "Certainly", "prove", "Prove", "proves", "Proves", "proved",
        "Proved", "proving", "Proving",
    }  # fmt: skip
    dealings = load_interaction(write(tmp_path, GOOD_INTERACTION))
    assert estimate_cooperation("not a war", dealings, n_states=1).cooperation == 0


@pytest.mark.parametrize(
    ("load", "text", "was", "becomes", "message"),
    [
        (load_modality, GOOD_MODALITY, "weight: 0.5\n    scope: clause",
         "weight: 5\n    scope: claus",
         "own.yaml, line 4: `weight` must be a number from 0 to 1; it is 5.\n"
         "own.yaml, line 5: `scope` must be one of ['clause', 'reported', 'both']; it is "
         "'claus'."),
        (load_modality, GOOD_MODALITY, "words: [certainly]", "words: [Certainly, may]",
         "own.yaml, line 13: 'may' stands in 'certainty' and, on line 6, in 'possibility'; take it "
         "out of one.\n"
         "own.yaml, line 13: `words` must hold words in lower case; 'Certainly' is not."),
        (load_modality, GOOD_MODALITY, "    words: [may]\n", "    word: [may]\n",
         "own.yaml, line 3: must have `verbs` or `words`, a list of at least one.\n"
         "own.yaml, line 6: 'word' is no field here; known are ['exclude', 'include', "
         "'lower_case', 'name', 'scope', 'verbs', 'weight', 'words']."),
        (load_modality, GOOD_MODALITY, '["Oslo [[may]] yield."]', '["Oslo may yield."]',
         "own.yaml, line 7: 'Oslo may yield.' under `include` must mark one cue with [[ ]]."),
        (load_modality, GOOD_MODALITY, '    exclude: ["Oslo yielded."]\nboosters', "boosters",
         "own.yaml, line 3: `exclude` of 'possibility' must be a list of example sentences."),
        (load_modality, GOOD_MODALITY, "version: 1", "version: one",
         "own.yaml, line 1: `version` must be a number from 1 to 10000; it is 'one'."),
        (load_modality, GOOD_MODALITY, GOOD_MODALITY, "- may\n",
         "own.yaml, line 1: a codebook must be a mapping of fields."),
        (load_interaction, GOOD_INTERACTION, "value: -1", "value: -2",
         "own.yaml, line 7: `value` must be a number from -1 to 1; it is -2."),
        (load_interaction, GOOD_INTERACTION, "conflict: 0}", "conflicts: 0}",
         "own.yaml, line 4: 'conflicts' is no field here; known are ['conflict', 'cooperation'].\n"
         "own.yaml, line 4: must have the fields ['conflict', 'cooperation']; absent: "
         "['conflict']."),
        (load_interaction, GOOD_INTERACTION, "undoers: {verbs: [end]}\n", "",
         "own.yaml, line 1: must have the fields ['cues', 'negated', 'negators', 'reach', "
         "'undoers', 'undone', 'version']; absent: ['undoers']."),
        (load_interaction, GOOD_INTERACTION, "    value: -1\n", "    value: -1\n    states: 3\n",
         "own.yaml, line 8: `states` must be one of [1, 2]; it is 3."),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_its_line(tmp_path, load, text, was, becomes, message):
    with pytest.raises(CodebookError) as error:
        load(write(tmp_path, text, was, becomes))
    assert str(error.value) == message

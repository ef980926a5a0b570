"""What is denied, and which instrument sees it: forms of negation, one by one."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.codebooks.modality import load_interaction
from analysis.frames.hedging import Surroundings, list_manners
from analysis.matching import denials
from analysis.matching.clauses import clause_around
from analysis.matching.denials import REACH, Denials, words_before
from analysis.matching.phrases import fold, lower
from analysis.scores import score_targets
from analysis.tones import estimate_cooperation

INTERACTION = load_interaction()


def denies(sentence: str) -> bool:
    """Tell whether the words behind the bar are denied."""
    start = sentence.index("|")
    return Denials(sentence.replace("|", "")).denies(start)


@pytest.mark.parametrize(
    "sentence",
    [
        "The alliance is not |adrift.",
        "The alliance isn’t |adrift.",
        "The alliance cannot |run aground.",
        "The alliance can't |run aground.",
        "The alliance never |ran aground.",
        "The alliance has hardly |run aground.",
        "The alliance has scarcely |run aground.",
        "The alliance failed to |run aground.",
        "The alliance is far from |adrift.",
        "The alliance is anything but |adrift.",
        "The alliance avoided |running aground.",
        "NOBODY THINKS IT |ADRIFT",
        "No ship |ran aground.",
        "It went on without |running aground.",
        # over coordination
        "The alliance is neither adrift nor |aground.",
        "The alliance did not drift or |run aground.",
        "The alliance did not founder and |run aground.",
        "The alliance is not weak, old or |adrift.",
        # over what is said or thought
        "Nobody believes that the alliance has |run aground.",
        "It is not true that the alliance has |run aground.",
        "Tokyo denied that the alliance had |run aground.",
        "The alliance has not, whatever critics say, |run aground.",
        "It is not, as the whole committee heard from its envoy, |adrift.",
        # denied once more
        "It is no secret that the alliance has not |run aground.",
        "Not only has it not |run aground.",
    ],
)
def test_what_is_denied(sentence):
    assert denies(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The alliance has |run aground.",
        "The alliance has |run aground, not for the first time.",
        "Not only has the alliance |run aground.",
        "The alliance has no doubt |run aground.",
        "It is no secret that the alliance has |run aground.",
        # one word of denial takes the other back
        "The alliance never fails to |run aground.",
        "The alliance did not avoid |running aground.",
        "The alliance could not really avoid |running aground.",
        "Nobody doubts that the alliance has |run aground.",
        "No one denies that the alliance has |run aground.",
        "It went on, not without |running aground.",
        # a condition is no denial
        "Without Japan the alliance would |run aground.",
        # another clause
        "Seoul did not act and the alliance |ran aground.",
        "They are not friends, and the alliance is |adrift.",
        "Seoul did not act; the alliance |ran aground.",
        "It is not sinking but |adrift.",
        "Nobody gains when the alliance is |adrift.",
        "They will not say if it is |adrift.",
        "Nothing moved. It was |adrift.",
        "The alliance |ran aground because Seoul did not act.",
        # a part of a word
        "Another knot, the nobility notes, is |adrift.",
    ],
)
def test_what_is_not_denied(sentence):
    assert not denies(sentence)


@pytest.mark.parametrize(
    ("sentence", "seen"),
    [
        ("That the alliance has |run aground is untrue.", False),  # denied behind the place
        ("Has it |run aground? No.", False),  # in another sentence
        (
            "The land is not, as the whole of the committee was told in so many words, |adrift.",
            False,
        ),
        ("South Korea does not vote on what |drifts.", True),  # of what drifts nothing is denied
    ],
)
def test_where_words_are_not_enough(sentence, seen):
    """The limits: should one of these turn round, the page that names them must say so."""
    assert denies(sentence) == seen


def test_a_denial_reaches_as_far_as_it_is_said_to():
    for between, seen in ((REACH - len("not "), True), (REACH, False)):
        assert denies(f"It is not {'x' * (between - 1)} |adrift.") == seen


def test_words_before_a_place_are_whole():
    rest = "x" * (REACH - len("not ")) + " "
    assert words_before(f"knot {rest}adrift", len(f"knot {rest}")) == rest
    assert words_before(f"not {rest[1:]}adrift", len("not ") + len(rest) - 1) == f"not {rest[1:]}"


@settings(max_examples=200)
@given(st.text(st.sampled_from("not cannot.n't’,;İ\n and or |"), max_size=120), st.integers(0, 120))
def test_any_place_in_any_text_has_an_answer(text, start):
    assert Denials(text).denies(min(start, len(text))) in (True, False)


MANNERS = st.lists(
    st.sampled_from(
        ["not ", "never ", "n't ", "no ", "few ", "avoids ", "without ", "and ", "or ", "so, ",
         "would ", "may ", "May ", "é", "Perhaps ", "if ", "but ", ", but ", "; ", ". ", "İ ", "’",
         "close\nto the ", "he ", "came ", "the ship ", "drifted ", "\n", "cannot ", "x" * 30]
    ),
    max_size=14,
).map("".join)  # fmt: skip


def test_a_hedge_behind_a_foreign_letter_is_none():
    text = "The émight ship, İmay ship, maý ship"
    for hedged in ("They might ship", "Théy might ship"):
        places = [(text, len(text), len(text)), (hedged, 11, 15)]
        assert list_manners(places) == ([False, False], [False, True])


@given(MANNERS, st.data())
def test_many_cues_are_asked_at_once_as_each_alone(text, data):
    edges = [at for at in range(len(text) + 1) if not re.match(r"\w\w", text[at - 1 : at + 1])]
    spans = st.tuples(st.sampled_from(edges), st.sampled_from(edges)).map(sorted)
    spans = data.draw(st.lists(spans, max_size=4))
    denied, hedged = list_manners([(text, *span) for span in spans])
    assert denied == [Surroundings(text).denies(start) for start, _ in spans]
    assert hedged == [Surroundings(text).hedges(*span) for span in spans]


def test_a_hedge_is_looked_for_behind_the_end_of_a_cue():
    text = f"{'x' * REACH}, if so."
    assert list_manners([(text, 0, REACH)]) == ([False], [True])


@pytest.mark.parametrize(
    "word", ["but", "although", "though", "because", "if", "unless", "when", "whereas"]
)
def test_a_denial_ends_where_another_clause_begins(word):
    assert not denies(f"It was not there {word} it was |adrift.")
    assert denies(f"It was not x{word} {word}x |adrift.")


@given(MANNERS, st.integers(0, 200))
@example("He did not say so and the ship drifted", 22)
@example("And he did not drift", 15)
def test_only_a_coordinator_behind_a_denial_cuts_it_off(text, start):
    """As if the clause of each place were looked for."""
    start, lowered = min(start, len(text)), lower(fold(text))
    begin = clause_around(text, start, start + 1)[0] if start < len(text) else 0
    if not denials._COORDINATED.search(lowered[:begin]):
        begin = 0
    expected = all(
        denials._holds_denial(words_before(lowered[place:], start - place)) for place in (0, begin)
    )
    assert Denials(text).denies(start) == expected


@pytest.mark.parametrize(
    ("sentence", "hedged"),
    [
        ("Perhaps it is adrift.", True),
        ("If Seoul leaves, it is adrift.", True),
        ("It may be adrift.", True),
        ("It MIGHT be adrift.", True),
        ("Close to the end it is adrift.", True),
        ("In May it was adrift.", False),
        ("It is adrift.", False),
        ("It might founder; it is adrift.", False),
        (f"It is adrift, {'x' * (REACH - len(', can') - 1)} can go.", True),
        # cut at the end of its reach, "cannot" would be "can"
        (f"It is adrift, {'x' * (REACH - len(', can') - 1)} cannot go.", False),
        (f"If it goes, it is adrift, {'x' * (REACH - len(', can') - 1)} cannot go.", True),
        (f"It might go; it is adrift, {'x' * (REACH - len(', can') - 1)} cannot go.", False),
    ],
)
def test_a_hedge_begins_a_sentence_and_a_month_is_none(sentence, hedged):
    start = sentence.index("adrift")
    assert Surroundings(sentence).hedges(start, start + len("adrift")) == hedged


# What the scorers of sentiment make of the same forms.

# The form, a sentence of it, and the sign that a reader takes from it.
FORMS = {
    "not": ("Norway is not friendly.", -1),
    "n't": ("Norway isn't friendly.", -1),
    "never": ("Norway was never friendly.", -1),
    "not or": ("Norway is not honest or reliable.", -1),
    "not and": ("Norway is not good and honest.", -1),
    "neither nor": ("Norway is neither honest nor reliable.", -1),
    "hardly": ("Norway is hardly honest.", -1),
    "scarcely": ("Norway is scarcely a good friend.", -1),
    "failed to": ("Norway failed to be honest.", -1),
    "failed to keep": ("Norway failed to keep its promise.", -1),
    "refused to": ("Norway refused to help its friends.", -1),
    "no longer": ("Norway is no longer a good partner.", -1),
    "far from": ("Norway is far from honest.", -1),
    "lacks": ("Norway lacks honest leaders.", -1),
    "anything but": ("Norway is anything but honest.", -1),
    "not but": ("Norway is not friendly but hostile.", -1),
    "nobody doubts": ("Nobody doubts that Norway is a good partner.", 1),
    "not only": ("Norway is not only honest but also generous.", 1),
    "never lied": ("Norway never lied.", 1),
    "double": ("Norway never fails to keep its promises.", 1),
    "not un-": ("Norway is not an unfriendly neighbour.", 1),
    "no threat": ("Norway is no threat.", 0),
}
# What each gets wrong, without evidence as well as with the wrong sign. A list that looks a few
# words back for "not" sees no other form; the model has learnt most, and not the litotes.
MISSED = {
    "textblob": {
        "not and", "neither nor", "hardly", "scarcely", "failed to", "refused to", "no longer",
        "far from", "lacks", "anything but", "never lied", "not un-", "no threat",
    },
    "vader": {
        "hardly", "scarcely", "failed to", "refused to", "no longer", "far from", "lacks",
        "anything but", "not but", "no threat",
    },
    "news": {"anything but", "double", "not un-", "no threat"},
}  # fmt: skip


@pytest.mark.parametrize("scorer", MISSED)
def test_which_forms_of_denial_a_scorer_reads(scorer):
    texts = [text for text, _ in FORMS.values()]
    starts = [text.index("Norway") for text in texts]
    targets = pd.DataFrame({"text": texts, "start": starts}).assign(end=lambda t: t["start"] + 6)
    scores = score_targets(targets, scorer=scorer)
    claimed = np.sign(scores["sentiment"])
    if scorer == "news":
        classes = scores[["p_negative", "p_neutral", "p_positive"]].to_numpy("float64")
        claimed = pd.Series(classes.argmax(axis=1) - 1.0)
    found = dict(zip(FORMS, claimed, strict=True))
    assert {form for form, (_, sign) in FORMS.items() if found[form] != sign} == MISSED[scorer]


@pytest.mark.parametrize("scorer", ["textblob", "vader"])
def test_a_denied_word_that_a_list_lacks_is_no_evidence(scorer):
    text = "Norway is not amiable."
    targets = pd.DataFrame({"text": [text], "start": [0], "end": [6]})
    assert score_targets(targets, scorer=scorer)["sentiment"].isna().all()


def test_the_model_reads_a_denied_word_that_the_lists_lack():
    texts = ["Norway is an amiable neighbour.", "Norway is not amiable.", "Norway isn’t amiable."]
    targets = pd.DataFrame({"text": texts, "start": 0, "end": 6})
    said, *denied = score_targets(targets)["sentiment"]
    assert max(denied) < 0 < said


# What the tone of a clause makes of them.

SUPPORTS = INTERACTION.cues["support"].value
NEGATED = SUPPORTS * INTERACTION.negated_cooperation


@pytest.mark.parametrize(
    ("clause", "cooperation"),
    [
        ("otherland can not support otherland", NEGATED),
        ("otherland hardly supported otherland", NEGATED),
        ("otherland failed to support otherland", NEGATED),
        ("otherland never failed to support otherland", SUPPORTS),
        ("otherland never, not once, supported otherland", NEGATED),
        ("nobody doubts that otherland supported otherland", SUPPORTS),
    ],
)
def test_denied_dealings_are_none(clause, cooperation):
    found = estimate_cooperation(clause, INTERACTION, n_states=2)
    assert found.cooperation == pytest.approx(cooperation)

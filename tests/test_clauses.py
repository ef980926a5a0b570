"""Clauses: the one that holds the target, found by rules, in linear time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.matching import verbs
from analysis.matching.clauses import clause_around, governors_of
from analysis.matching.inflections import inflect, present_of
from analysis.matching.pieces import Piece, join_pieces
from analysis.matching.verbs import Words, find_verbs


def place_target(sentence: str) -> tuple[str, int, int]:
    before, _, rest = sentence.partition("[")
    target, _, after = rest.partition("]")
    return before + target + after, len(before), len(before) + len(target)


def read_clause(sentence: str) -> str:
    text, start, end = place_target(sentence)
    first, last = clause_around(text, start, end)
    return text[first:last]


@pytest.mark.parametrize(
    ("sentence", "clause"),
    [
        # one clause
        ("[Seoul] and Tokyo agreed.", "Seoul and Tokyo agreed."),
        ("Oslo praised Seoul and [Tokyo].", "Oslo praised Seoul and Tokyo."),
        ("The pact signed by Kyiv and [Oslo] failed.", "The pact signed by Kyiv and Oslo failed."),
        ("[Oslo]", "Oslo"),
        ("The united front of [Oslo] and its planned talks.",
         "The united front of Oslo and its planned talks."),
        # coordination
        ("Oslo agreed on a plan, but [Minsk] objected.", "Minsk objected."),
        ("[Oslo] agreed on a plan, but Minsk objected.", "Oslo agreed on a plan"),
        ("Oslo praised Seoul and [Minsk] scolded it.", "Minsk scolded it."),
        ("Oslo kept its word or [Minsk] lied.", "Minsk lied."),
        ("Nothing but trouble came of [Minsk].", "Nothing but trouble came of Minsk."),
        ("[Oslo] kept its word and earned trust.", "Oslo kept its word and earned trust."),
        ("Oslo kept its word and earned the trust of [Seoul].", "earned the trust of Seoul."),
        ("[Oslo] kept its word, paid its debts and never lied.",
         "Oslo kept its word, paid its debts and never lied."),
        ("Oslo kept its word, yet [Minsk] cheated.", "Minsk cheated."),
        ("Oslo kept its word, so [Minsk] paid.", "Minsk paid."),
        # subordination
        ("Oslo kept its word EVEN THOUGH [Minsk] cheated.", "EVEN THOUGH Minsk cheated."),
        ("Oslo kept its word even though [Minsk] cheated.", "even though Minsk cheated."),
        ("Oslo kept its word provided that [Minsk] lied.", "provided that Minsk lied."),
        ("Oslo kept its word while [Minsk] cheated.", "while Minsk cheated."),
        ("[Oslo] kept its word while Minsk cheated.", "Oslo kept its word"),
        ("While Minsk and Kyiv dithered, [Oslo] acted.", "Oslo acted."),
        ("Although [Minsk] cheated, Oslo acted.", "Although Minsk cheated"),
        ("Oslo is angry because [Minsk] cheated.", "because Minsk cheated."),
        ("If [Minsk] stopped cheating, Oslo would trust it.", "If Minsk stopped cheating"),
        ("After the war, [Oslo] recovered.", "After the war, Oslo recovered."),
        ("Oslo protested after [Minsk] fired a missile.", "after Minsk fired a missile."),
        ("Despite Minsk's reckless threats, [Oslo] stayed calm.", "Oslo stayed calm."),
        ("Despite [Minsk]'s reckless threats, Oslo stayed calm.",
         "Despite Minsk's reckless threats"),
        ("[Oslo] stayed calm despite Minsk's reckless threats.", "Oslo stayed calm"),
        ("Unlike [Minsk], Oslo kept calm.", "Unlike Minsk"),
        # relative clauses and other insertions
        ("[Oslo], which Minsk had scolded, kept its word.",
         "Oslo, which Minsk had scolded, kept its word."),
        ("Oslo, which [Minsk] had scolded, kept its word.", "which Minsk had scolded"),
        ("Kyiv praised [Oslo], which kept its word.", "Kyiv praised Oslo, which kept its word."),
        ("[Kyiv] praised Oslo, which kept its word.", "Kyiv praised Oslo"),
        ("[Oslo]'s ministry, whose head lied, has failed.",
         "Oslo's ministry, whose head lied, has failed."),
        ("The pact is strong, and [Oslo], despite its doubts, remains a friend.",
         "Oslo, despite its doubts, remains a friend."),
        ("[Oslo] — a loyal friend — praised Kyiv.", "Oslo — a loyal friend — praised Kyiv."),
        ("Minsk is alone — [Oslo] is not.", "Oslo is not."),
        ("Oslo (and [Kyiv] knows it) is late.", "Kyiv knows it"),
        ("Oslo (and its friend [Kyiv]) is late.", "Oslo (and its friend Kyiv) is late."),
        ("Although slow, [Oslo] acted; Minsk did not.", "Although slow, Oslo acted"),
        ("Oslo acted; [Minsk]: nothing.", "Minsk: nothing."),
        ("One thing is sure: [Minsk] lied.", "Minsk lied."),
        # speech
        ("[Minsk] said that Oslo was foolish.", "Minsk said"),
        ("Minsk said that [Oslo] was foolish.", "that Oslo was foolish."),
        ("Minsk said [Oslo] was foolish.", "Oslo was foolish."),
        ("Critics warned in May that [Minsk] cheats.", "that Minsk cheats."),
        ("“[Oslo] is a loyal friend,” the Kyiv envoy said.", "Oslo is a loyal friend"),
        ("“Oslo is a loyal friend,” the [Kyiv] envoy said.", "the Kyiv envoy said."),
        ('"[Oslo]," he said, "is a liar."', 'Oslo," he said, "is a liar.'),
        ("Oslo, [Kyiv] said on Monday, is a liar.", "Kyiv said on Monday"),
        ("[Oslo], Kyiv said on Monday, is a liar.", "Oslo, Kyiv said on Monday, is a liar."),
        ("Oslo is weak, according to [Minsk].", "according to Minsk."),
        ("According to [Minsk], Oslo is weak.", "According to Minsk"),
        ("“It is a liar,” Kyiv said of [Minsk].", "It is a liar,” Kyiv said of Minsk."),
        ('Kyiv called Oslo "a fool that was led by [Minsk]".',
         'Kyiv called Oslo "a fool that was led by Minsk".'),
    ],
)  # fmt: skip
def test_the_clause_of_a_target(sentence, clause):
    assert read_clause(sentence) == clause


def test_a_target_over_a_cut_takes_both_sides():
    assert read_clause("Kyiv left [the pact, which Oslo kept], and Minsk lied.") == (
        "Kyiv left the pact, which Oslo kept"
    )


@pytest.mark.parametrize(
    ("sentence", "governors"),
    [
        ("Experts doubt that [Oslo] will yield.", ["Experts doubt"]),
        ("“[Oslo] may yield,” experts suggested.", ["experts suggested."]),
        ("Aides said critics think that [Oslo] lied.", ["critics think", "Aides said"]),
        ("[Oslo] lied.", []),
        ("[Oslo] thinks that Minsk lied.", []),
    ],
)
def test_who_reports_a_clause(sentence, governors):
    text, *target = place_target(sentence)
    assert [text[start:end] for start, end in governors_of(text, *target)] == governors


@pytest.mark.parametrize("target", [(-1, 3), (2, 2), (3, 1), (0, 99)])
def test_a_target_outside_the_text_is_refused(target):
    for find in (clause_around, governors_of):
        with pytest.raises(ValueError) as error:
            find("Oslo agreed.", *target)
        assert str(error.value) == (
            "`start` and `end` must mark a part of the text, which has 12 characters; they are "
            f"{target[0]} and {target[1]}."
        )


_PARTS = st.sampled_from(
    ["Oslo", "Minsk lied", ", ", " and ", " but ", "; ", " — ", " (", ") ", "“", "”", '"',
     " while ", ", which ", " said that ", " said ", " despite ", ": ", ". ", " ", "’s", "isn’t",
     "\n", "é", "🙂"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(data=st.data(), parts=st.lists(_PARTS, min_size=1, max_size=25))
def test_a_clause_holds_its_target_and_lies_within_the_text(data, parts):
    text = "".join(parts)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = clause_around(text, start, end)
    assert 0 <= first <= start < end <= last <= len(text)
    for begin, stop in governors_of(text, start, end):
        assert 0 <= begin <= stop <= len(text)


@settings(max_examples=100, deadline=None)
@given(parts=st.lists(_PARTS, min_size=1, max_size=25))
def test_curly_and_straight_apostrophes_cut_alike(parts):
    text = "Oslo" + "".join(parts)
    assert clause_around(text, 0, 4) == clause_around(text.replace("’", "'"), 0, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The united front held.", ["held"]),
        ("Japan's plans didn't change.", ["didn't"]),
        ("Tokyo plans a vote.", ["plans"]),
        ("The Korean talks in Oslo.", []),
        ("Critics warn that trade talks stalled.", ["warn", "stalled"]),
        ("Armed forces of the allied states.", []),
        ("It was signed by Oslo.", ["was"]),
        ("They need nothing.", ["need"]),
        ("The need to act.", []),
        ("ISN'T IT", ["ISN'T"]),
        ("It's late, and they'll know Kyiv's pain.", ["It's", "they'll"]),
        ("In May the Will Smith film opened.", ["opened"]),
        ("Will Oslo act?", ["Will"]),
        ("Indeed, speed pleased Oslo, and a kind word did.", ["pleased", "did"]),
        ("He'd go, we've gone, they're here and I'm not.", ["He'd", "we've", "they're", "I'm"]),
        ("Oslo held and zapped d'Or's 'quoted' roads.", ["held", "zapped"]),
        ("Tokyo plans.", ["plans"]),
        ("Seoul held Tokyo plans.", ["held"]),
    ],
)
def test_finite_verbs_are_told_from_nouns(text, expected):
    assert [text[start:end] for start, end in find_verbs(text)] == expected


WORDS = "Tokyo Seoul's plans stops works held pleased did May will is it they critics the by of to"


@given(st.lists(st.sampled_from(WORDS.split()), max_size=12), st.randoms())
def test_in_whatever_order_words_are_asked_the_same_are_verbs(words, chance):
    text = " ".join(words)
    starts = [match.start() for match in re.finditer(r"\S+", text)]
    asked = Words(text, [word.lower() for word in words], starts)
    numbers = [*range(-2, len(words) + 2)]
    chance.shuffle(numbers)
    found = sorted(number for number in numbers if asked.is_verb(number))
    assert [starts[number] for number in found] == [start for start, _ in find_verbs(text)]


def test_a_word_of_the_lists_is_not_told_by_its_end():
    assert not [word for word in verbs._list_kinds() if word.endswith(verbs._CONTRACTED)]


def test_of_the_kinds_of_words_no_more_are_kept_than_that(monkeypatch):
    listed = verbs._list_kinds()
    monkeypatch.setattr(verbs, "_MOST_KEPT", len(listed) + 2)
    kinds = verbs._Kinds(listed)
    words = {
        "vetoed": "in -ed",
        "isn't": "auxiliary",
        "pact": "",
        "indeed": "",
        "ha" * 30 + "ed": "in -ed",
    }
    for _ in range(2):
        for word, kind in words.items():
            assert kinds[word] == kind
            assert len(kinds) <= len(listed) + 2
            assert kinds["held"] == "finite"
    assert "ha" * 30 + "ed" not in kinds


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("deny", "deny denies denied denying"),
        ("annex", "annex annexes annexed annexing"),
        ("admit", "admit admits admitted admitting"),
        ("cancel", "cancel cancels cancelled canceled cancelling canceling"),
        ("cut", "cut cuts cutting"),
        ("lie", "lie lies lay lain lying"),
        ("free", "free frees freed freeing"),
        ("invade", "invade invades invaded invading"),
        ("withdraw", "withdraw withdraws withdrew withdrawn withdrawing"),
        ("begin", "begin begins began begun beginning"),
        ("have", "have has had having"),
    ],
)
def test_all_forms_of_a_verb(verb, forms):
    assert inflect(verb) == tuple(forms.split())


def test_a_verb_keeps_what_follows_it():
    assert inflect("pull out of")[2] == "pulled out of"
    assert present_of("do") == "does"


def test_what_lacks_a_verb_has_that_of_the_piece_it_is_joined_with():
    text = "In May, Oslo agreed and left."
    cuts = [Piece(0, 0, "main"), Piece(7, 7, "main"), Piece(20, 20, "coordinate")]
    assert join_pieces(text, cuts, [13, 24]) == (
        Piece(0, 20, "main", 13),
        Piece(20, 29, "predicate", 24),
    )
    assert cuts[0] == Piece(0, 0, "main")

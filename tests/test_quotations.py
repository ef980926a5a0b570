"""Who says what: marks, cues, contents, phrases of speakers, and whom they stand for."""

from __future__ import annotations

import random
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import schemas
from analysis.codebooks.reading import CodebookError
from analysis.codebooks.speech import load_speech
from analysis.matching.phrases import lower
from analysis.matching.quoting import find_all_quoted, find_quoted, kind_of_quotation
from analysis.mentions import find_mentions
from analysis.quotations import find_quotations, resolve_speakers, sentences
from analysis.quotations.attributing import attribute
from analysis.quotations.cast import _RELATIVE_HEAD, Speaker
from analysis.quotations.contents import is_title_of_work
from analysis.quotations.documents import _split
from analysis.quotations.paragraphs import Paragraph
from analysis.quotations.parts import cues_of
from analysis.quotations.people import read_phrase
from analysis.quotations.sentences import BLOCK, Sentence, hide
from analysis.quotations.speakers import _is_inside
from analysis.segments import split_segments
from analysis.stances import join_stances

BOOK = load_speech()


def documents_of(texts: list[str]) -> pd.DataFrame:
    return schemas.DOCUMENTS.build(
        [
            {"document_id": f"d{place}", "text": text, "path": "made", "sha256": str(place)}
            for place, text in enumerate(texts)
        ]
    )


def read(text: str) -> pd.DataFrame:
    """Find the quotations of a text, resolved, with what is credited as a column `words`."""
    documents = documents_of([text])
    segments = split_segments(documents)
    found = find_quotations(documents, segments)
    found = resolve_speakers(documents, segments, found, find_mentions(documents, segments))
    words = [text[start:end] for start, end in zip(found["start"], found["end"], strict=True)]
    return found.assign(words=words)


def credited(text: str) -> list[tuple]:
    """List speaker as written, kind and pieces of each attribution."""
    rows = read(text)
    return [
        (
            part["speaker_as_written"].tolist()[0],
            part["kind"].iloc[0],
            part["words"].tolist(),
        )
        for _, part in rows.groupby("attribution_id", sort=False)
    ]


# Quotation marks.


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "yes", twice.', ['"yes"']),
        ("He said “yes”, twice.", ["“yes”"]),
        ("He said ”yes”, and “no“.", ["”yes”", "“no“"]),
        ("He said ''yes'', twice.", ["''yes''"]),
        ("He said ``yes'', twice.", ["``yes''"]),
        ("The `yes` and the ` were there.", []),
        ("He said ‘yes’, twice.", ["‘yes’"]),
        ("He said 'the allies' pact is dead.' Then he left.", ["'the allies' pact is dead.'"]),
        ("The allies' pact wasn't dead in the '90s.", []),
        ("» Then he left.", []),
        ("“Yes,” he said»; then he left.", ["“Yes,”"]),
        ("“She said ‘no’ to me,” he said.", ["“She said ‘no’ to me,”"]),
        ("Il a dit « oui » hier.", ["« oui »"]),
        ("他说「好」。", ["「好」"]),
        ('A 6" gun and a 5" gun.', []),
        ('"A," he said. "B."', ['"A,"', '"B."']),
        ('He said "yes."Then he left.', ['"yes."']),
        ("He said \"yes\"''no'' twice.", ['"yes"', "''no''"]),
    ],
)
def test_marks_are_paired(text, quoted):
    found = find_quoted(text)
    assert [text[start:end] for start, end, _ in found] == quoted
    assert not any(repaired for _, _, repaired in found)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "yes, and left.', '"yes, and left.'),
        ("We stay,” he said.", "We stay,”"),
        ("“We stay. “We go.”", "“We stay."),
    ],
)
def test_a_mark_without_its_other_is_mended_and_flagged(text, quoted):
    first = find_quoted(text)[0]
    assert text[first.start : first.end] == quoted
    assert first.repaired


def test_no_quotation_crosses_a_paragraph():
    text = 'He said "yes.\n\nShe said "no.\n'
    assert [text[start:end] for start, end, _ in find_all_quoted(text)] == ['"yes.', '"no.']


@pytest.mark.parametrize(
    ("pieces", "kind"), [([(3, 8)], "direct"), ([(0, 8)], "mixed"), ([(9, 13)], "indirect")]
)
def test_the_kind_is_told_by_what_stands_outside_of_marks(pieces, kind):
    text = 'It "may" end.'
    assert kind_of_quotation(text, pieces, find_all_quoted(text)) == kind


# Cues.


@pytest.mark.parametrize("example", BOOK.examples, ids=lambda example: example.text[:40])
def test_the_examples_of_the_codebook_hold(example):
    sentence = Sentence(hide(example.text, []), 0, len(example.text))
    groups = {}
    for phrase, cue in cues_of(BOOK).items():
        for match in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", example.text.lower()):
            read = attribute(sentence, sentence.at(match.start()), sentence.at(match.end()), cue)
            if read:
                groups.setdefault(example.text[slice(*match.span())], set()).add(read.sense.group)
    if example.marked is None:
        assert not any(example.group in found for found in groups.values())
    else:
        assert example.group in groups[example.marked]


def test_there_is_no_word_before_a_sentence_and_none_behind_it():
    word = Sentence(hide("Oslo agrees", []), 0, 11).word
    assert [word(number) for number in range(-9, 12)] == [""] * 9 + ["oslo", "agrees"] + [""] * 10


PARTS_OF_TEXT = st.sampled_from(
    ["U.S.", "Mr.", "said", "Oslo's", " ", "  ", "\n", "-", "--", "“", "”", "'", ",", ".", "30",
     "É", "İ", "ß", "_", BLOCK, "don’t", "well-known", "mr", "St", "a", "U", ";", "?", "\u3000"]
)  # fmt: skip


@given(st.lists(PARTS_OF_TEXT).map("".join) | st.text(), st.integers(0, 9))
def test_a_sentence_has_the_words_that_one_pattern_finds_in_it(text, start):
    shown = hide(text, [quoted[:2] for quoted in find_quoted(text)])
    sentence = Sentence(shown, start, max(start, len(text) - 1))
    found = list(sentences._TOKEN.finditer(shown.text[start : max(start, len(text) - 1)]))
    assert sentence.starts == [start + match.start() for match in found]
    assert sentence.words == [lower(match.group()) for match in found]


def test_who_is_credited_by_a_participle_stands_before_a_verb_not_before_a_noun_like_one():
    text = "Oslo rejected Lima's plans, saying that the talks had stalled."
    expected = ("Oslo", "indirect", ["that the talks had stalled"])
    assert expected in credited(text)


def test_a_mark_that_lacks_its_other_is_left_out_and_so_are_those_of_a_transcript():
    assert credited('The talks are over," the envoy said.') == [
        ("the envoy", "direct", ["The talks are over,"])
    ]
    assert credited('MR. BERG: "The talks are over."') == [
        ("MR. BERG", "indirect", ["The talks are over."])
    ]


def test_a_quotation_within_another_may_begin_with_it():
    text = "“‘Go home at once,’ Lima told us in May. So we left,” the envoy said."
    assert credited(text) == [
        ("the envoy", "direct", ["Go home at once,’ Lima told us in May. So we left,"]),
        ("Lima", "direct", ["Go home at once,"]),
    ]


@pytest.mark.parametrize(("n_words", "is_title"), [(7, True), (8, False)])
def test_a_title_of_a_work_is_short(n_words, is_title):
    text = "Oslo told " + '"' + " ".join(["Talks"] * n_words) + '" that it left.'
    sentence = Sentence(hide(text, [(10, text.rindex('"') + 1)]), 0, len(text))
    assert is_title_of_work(sentence, 2) == is_title


def test_of_several_forms_a_cue_has_the_past_before_others():
    forms = {phrase: cues_of(BOOK)[phrase].form for phrase in ("read", "claim", "claims", "fear")}
    assert forms == {"read": "past", "claim": "base", "claims": "present", "fear": "base"}


def test_verbs_are_known_in_all_their_forms():
    forms = {form: {sense.form for sense in BOOK.cues[form]} for form in ("say", "said", "saying")}
    assert forms == {"say": {"base"}, "said": {"past"}, "saying": {"ing"}}
    assert BOOK.cues["says"][0].form == "present"


def test_a_codebook_of_ones_own_is_checked(tmp_path):
    path = tmp_path / "speech.yaml"
    path.write_text(
        "version: 1\nverbs:\n- name: say\n  act: shout\n  takes: clause\n  factive: false\n"
        "  verbs: [say]\n  include: ['He [[said]] so.']\n  exclude: ['No.']\n",
        encoding="utf-8",
    )
    with pytest.raises(CodebookError) as told:
        load_speech(path)
    assert "line 4: `act` must be one of" in str(told.value)
    assert "absent: ['adjectives', 'nouns', 'prepositions', 'viewpoints']" in str(told.value)


# What is credited, and to which phrase. No sentence is anybody's: all were made for this test.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"The talks are over," the envoy said.',
            ("the envoy", "direct", ["The talks are over,"]),
        ),
        (
            '"The talks are over," said Jan Berg, a former envoy.',
            ("Jan Berg, a former envoy", "direct", ["The talks are over,"]),
        ),
        (
            "‘The talks are over,’ the envoy told parliament on Friday.",
            ("the envoy", "direct", ["The talks are over,"]),
        ),
        (
            '"The talks," the envoy said, "are over."',
            ("the envoy", "direct", ["The talks,", "are over."]),
        ),
        (
            '"The talks are over," the envoy said. "Nobody will miss them."',
            ("the envoy", "direct", ["The talks are over,", "Nobody will miss them."]),
        ),
        ('"Why stay?" she asked.', ("she", "direct", ["Why stay?"])),
        ("''Can we pay for it?'' Mr. Berg asked.", ("Mr. Berg", "direct", ["Can we pay for it?"])),
        ('The envoy said: "Go home."', ("The envoy", "direct", ["Go home."])),
        (
            'Jan Berg, who runs the talks, said "go home."',
            ("Jan Berg, who runs the talks", "direct", ["go home."]),
        ),
        (
            'The envoy said the talks "have run aground".',
            ("The envoy", "mixed", ['the talks "have run aground"']),
        ),
        (
            "The envoy said that the talks had stalled.",
            ("The envoy", "indirect", ["that the talks had stalled"]),
        ),
        (
            "The envoy said the talks had stalled, adding nothing.",
            ("The envoy", "indirect", ["the talks had stalled"]),
        ),
        (
            "The talks had stalled, the envoy said on Friday.",
            ("the envoy", "indirect", ["The talks had stalled"]),
        ),
        (
            "The talks, the envoy said, had stalled.",
            ("the envoy", "indirect", ["The talks", "had stalled"]),
        ),
        (
            "According to the ministry, the talks had stalled.",
            ("the ministry", "indirect", ["the talks had stalled"]),
        ),
        (
            "The talks had stalled, according to the ministry.",
            ("the ministry", "indirect", ["The talks had stalled"]),
        ),
        (
            "In the envoy's view, the talks had stalled.",
            ("the envoy", "indirect", ["the talks had stalled"]),
        ),
        (
            "As the envoy put it, the talks had stalled.",
            ("the envoy", "indirect", ["the talks had stalled"]),
        ),
        (
            "The envoy argued that the talks had stalled but refused to leave.",
            ("The envoy", "indirect", ["that the talks had stalled"]),
        ),
        (
            "The envoy's claim that the talks had stalled was new.",
            ("The envoy", "indirect", ["that the talks had stalled was new"]),
        ),
        (
            "The cabinet vowed to answer the tariffs.",
            ("The cabinet", "indirect", ["to answer the tariffs"]),
        ),
        (
            "The cabinet condemned the launch on Monday.",
            ("The cabinet", "indirect", ["the launch"]),
        ),
        (
            "The envoy said the talks had stalled; Lima stayed away.",
            ("The envoy", "indirect", ["the talks had stalled"]),
        ),
        (
            "Oslo went on to say that the talks had stalled.",
            ("Oslo", "indirect", ["that the talks had stalled"]),
        ),
        (
            'When asked, "The talks are over," the envoy said.',
            ("the envoy", "direct", ["The talks are over,"]),
        ),
        (
            "Still, the envoy said, the talks had stalled.",
            ("the envoy", "indirect", ["Still", "the talks had stalled"]),
        ),
        (
            "The talks went on, but according to the ministry, they had stalled.",
            ("the ministry", "indirect", ["they had stalled"]),
        ),
        (
            "Jan Berg left Oslo and the envoy said that the talks had stalled.",
            ("the envoy", "indirect", ["that the talks had stalled"]),
        ),
        ("MR. BERG: The talks are over.", ("MR. BERG", "indirect", ["The talks are over."])),
        (
            "“Nobody will miss the talks.” ― Jan Berg",
            ("Jan Berg", "direct", ["Nobody will miss the talks."]),
        ),
    ],
)
def test_who_is_credited_with_what(text, expected):
    assert expected in credited(text)


@pytest.mark.parametrize(
    "text",
    [
        "The United States and two Baltic states signed the accord.",
        "The think tank moved to Oslo.",
        "The so-called peak of the decade passed without a summit.",
        'The ship "Morning Calm" left port.',
        "This shows the way.",
        'His reply was short: "no, thanks".',
    ],
)
def test_what_is_no_speech_is_credited_to_nobody(text):
    assert credited(text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("On Sept. 20 the two ministries announced that trade would return.", "the two ministries"),
        ("On November 23 Pyongyang declared that the accord was void.", "Pyongyang"),
        ("Since 19 December the three staffs have said that data flow.", "the three staffs"),
        ("Twice since 1970 Chinese strategists have said that it was over.", "Chinese strategists"),
        ("At 10:27 on Tuesday night the president of Peru said that he would go.",
         "the president of Peru"),
        # A number that counts is a part of the phrase.
        ("Poll: 42% of the farmers said that they would vote.", "42% of the farmers"),
        ("On Monday 20 lawmakers said that they would leave.", "20 lawmakers"),
    ],
)  # fmt: skip
def test_figures_of_a_day_belong_to_no_speaker(text, speaker):
    assert read(text)["speaker_as_written"].tolist() == [speaker]


def test_a_word_in_marks_is_not_what_a_speaker_after_it_said():
    assert credited('Jan Berg smiled at the "peak" a magazine wrote of.') == []


def test_a_quotation_goes_on_over_paragraphs():
    text = '"The talks are over," the envoy said.\n\n"Nobody will miss them."\n\nIt rained.'
    assert credited(text) == [
        ("the envoy", "direct", ["The talks are over,", "Nobody will miss them."])
    ]


def test_a_quotation_within_a_quotation_has_its_own_speaker():
    text = "“She told me, ‘Go home at once.’ I left,” he said."
    assert credited(text) == [
        ("he", "direct", ["She told me, ‘Go home at once.’ I left,"]),
        ("She", "direct", ["Go home at once."]),
    ]


def test_a_quotation_within_marks_of_two_is_read_whole():
    """Two single marks of a typewriter are one double mark, also where three stand together."""
    text = "``She told me, 'Go home at once,''' he said."
    assert credited(text) == [
        ("he", "direct", ["She told me, 'Go home at once,"]),
        ("She", "direct", ["Go home at once,"]),
    ]
    text = "''She told me, 'Go home at once.' I left,'' he said."
    assert credited(text) == [
        ("he", "direct", ["She told me, 'Go home at once.' I left,"]),
        ("She", "direct", ["Go home at once."]),
    ]


def test_an_open_mark_is_repaired_in_its_paragraph_and_flagged():
    rows = read('The envoy said: "The talks are over.\n\nIt rained.')
    assert rows["words"].tolist() == ["The talks are over."]
    assert rows["repaired"].tolist() == [True]
    assert rows["speaker"].tolist() == ["envoy"]


def test_factive_cues_are_told_from_others():
    rows = read("The envoy admitted that it rained. The envoy claimed that it rained.")
    assert rows["factive"].tolist() == [True, False]
    assert rows["act"].tolist() == ["speech", "speech"]


# Whom a phrase stands for.


@pytest.mark.parametrize(
    ("phrase", "name", "role", "gender"),
    [
        ("Foreign Minister Jan Berg", "Jan Berg", None, None),
        ("Mr. Berg, 61,", "Berg", None, "m"),
        ("Lima Mayor Ana Ruiz", "Ana Ruiz", None, None),
        ("the spokeswoman", None, "spokeswoman", "f"),
        ("a spokesman for the ministry", None, "spokesman", "m"),
        ("the report", None, "report", None),
    ],
)
def test_a_phrase_is_taken_apart(phrase, name, role, gender):
    found = read_phrase(phrase)
    assert (found.name, found.role, found.gender) == (name, role, gender)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Jan Berg, a senior fellow, said it rained. Berg added that it snowed. The senior "
            "fellow said it froze.",
            ["Jan Berg", "Jan Berg", "Jan Berg"],
        ),
        ("Mr. Berg said it rained. She said it snowed.", ["Berg", None]),
        ("Ms. Ruiz met Mr. Berg. He said that it rained.", ["Berg"]),
        (
            "A spokeswoman said it rained. A spokesman said it snowed. She said it froze. He said "
            "it thawed.",
            ["spokeswoman", "spokesman", "spokeswoman", "spokesman"],
        ),
        ("The ministry said it rained. It said it snowed.", ["ministry", "ministry"]),
        ("Jan Berg, who said that it rained, left.", ["Jan Berg"]),
        ("I think it rained.", [None]),
        (
            "A minister said that an envoy claimed it rained. Later he said it snowed.",
            ["minister", "envoy", "minister"],
        ),
        (
            "Jan Berg said that Ana Ruiz claimed it rained. Later he said it snowed.",
            ["Jan Berg", "Ana Ruiz", "Jan Berg"],
        ),
    ],
)
def test_a_phrase_stands_for_a_speaker(text, speakers):
    found = read(text).drop_duplicates("attribution_id")
    assert [None if pd.isna(name) else name for name in found["speaker"]] == speakers


def test_the_author_speaks_as_i_if_there_is_one():
    documents = documents_of(["I think that it rained."]).assign(author="Ana Ruiz")
    segments = split_segments(documents)
    found = find_quotations(documents, segments)
    resolved = resolve_speakers(documents, segments, found, schemas.MENTIONS.empty())
    assert resolved["speaker"].tolist() == ["Ana Ruiz"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A Japanese diplomat said it rained.", "JPN"),
        ("The Kremlin said it rained.", "RUS"),
        ("A Korea expert at an American think tank said it rained.", "USA"),
        ("The ambassador to Japan said it rained.", None),
        ("A spokesman for the foreign ministry in Seoul said it rained.", "KOR"),
        ("A trader in Seoul said it rained.", None),
        ("A trader said it rained.", None),
        ("A Chinese envoy said it rained. He added that it snowed.", "CHN"),
    ],
)
def test_a_speaker_belongs_to_the_country_of_the_phrase(text, country):
    found = read(text)["speaker_country"].tolist()
    assert [None if pd.isna(code) else code for code in found] == [country] * len(found)


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9), st.sampled_from("ab")), max_size=40),
    st.integers(0, 40),
)
def test_a_phrase_stands_inside_what_another_attribution_credits(pieces, place):
    pieces = sorted((start, start + length, credit) for start, length, credit in pieces)
    reached = [max(end for _, end, _ in pieces[: number + 1]) for number in range(len(pieces))]
    inside = any(start <= place < end and credit != "a" for start, end, credit in pieces)
    assert _is_inside(pieces, reached, "a", place) == inside


@given(st.lists(st.sampled_from(["the", "The ", "an", "One", " ", "Oslo", "aide", "x'", ".", "-"])))
def test_the_noun_before_who_is_found_as_by_a_pattern_that_goes_back(words):
    plain = re.sub(r"(?<=[*+}])\+", "", _RELATIVE_HEAD.pattern)
    found = [pattern.search("".join(words)) for pattern in (_RELATIVE_HEAD, re.compile(plain))]
    assert plain != _RELATIVE_HEAD.pattern
    assert len({match and match.span() for match in found}) == 1


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("told the two former trade envoys", "the two former trade envoys"),
        ("told the very two former trade envoys", None),
        ("told Ana Ruiz", "Ana Ruiz"),
    ],
)
def test_the_noun_before_who_has_four_words_at_most_or_capitals(words, head):
    match = _RELATIVE_HEAD.search(words)
    assert (match and match.group()) == head


# Properties.

_BITS = st.sampled_from(
    ['"', "“", "”", "'", "’", "‘", "''", " ", "\n", "\n\n", ".", ",", "?", ":", ";", "—", "(", ")",
     "said", "he", "She", "that", "according to", "Oslo", "the talks", "had", "stalled", "told",
     "claim", "'s", "view", "In", "by", "was", "İ", "文", "🙂", "wanted", "to", "go"]
)  # fmt: skip


@given(st.lists(_BITS, max_size=40))
def test_no_text_makes_it_fail(bits):
    text = " ".join(bits)
    if not text.strip():
        return
    rows = read(text)
    schemas.check(rows, schemas.QUOTATIONS)
    for row in rows.itertuples():
        assert text[row.start : row.end] == row.words
        assert row.words.strip()
        if pd.notna(row.speaker_start):
            phrase = text[int(row.speaker_start) : int(row.speaker_end)]
            assert phrase == row.speaker_as_written
    ends = rows.groupby("attribution_id")[["start", "end"]].agg(list)
    for starts, stops in ends.itertuples(index=False):
        assert starts == sorted(starts)
        assert all(stop <= start for stop, start in zip(stops, starts[1:], strict=False))


def test_hiding_keeps_every_offset():
    text = 'He said "yes" twice.\n\nThen\nhe left.'
    shown = hide(text, [(8, 13)], [(20, 22)])
    assert shown.text == "He said " + 5 * BLOCK + " twice.\n\nThen he left."
    assert shown.lowered == shown.text.lower()
    assert shown.whole == text.replace("\n", " ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained, Oslo complained\nAbout Lima", [("Oslo", ["It rained"])]),
        ('"We stay," said Ana Ruiz. "We go."\n\n— x', [("Ana Ruiz", ["We stay,", "We go."])]),
        ("Officials said the talks stalled\n\nby night.", [("Officials", ["the talks stalled"])]),
        ('He left. "We will stay here."\n\n— Ana Ruiz', [("He", ["We will stay here."])]),
        ('He left. "We will stay here." — Ana Ruiz', [("Ana Ruiz", ["We will stay here."])]),
    ],
)
def test_what_the_next_paragraph_holds_changes_nothing(text, expected):
    assert [(speaker, words) for speaker, _, words in credited(text)] == expected


def test_what_is_credited_ends_where_somebody_else_speaks():
    text = "Oslo claimed that the talks had stalled, the envoy said, and left."
    assert credited(text)[1] == ("Oslo", "indirect", ["that the talks had stalled"])


def test_a_black_square_hides_nothing():
    text = '■ "We will stay here," Jan Berg said.'
    assert credited(text) == [("Jan Berg", "direct", ["We will stay here,"])]


def test_two_who_are_alike_are_two():
    assert Speaker("spokesman") != Speaker("spokesman")


def test_who_speaks_again_spoke_last():
    text = (
        "The court said it rained. The ministry said it snowed. The court said it hailed. "
        "The ministry said it froze. On Monday it said that it thawed."
    )
    assert read(text)["speaker"].tolist() == ["court", "ministry", "court", "ministry", "ministry"]


def test_a_sentence_too_long_is_cut_without_a_gap():
    assert _split("a" * 7_000, [(0, 7_000)]) == [
        Paragraph(0, 7_000, [(0, 3_000), (3_000, 6_000), (6_000, 7_000)])
    ]


def test_what_two_quotations_add_is_added_once():
    text = '"We will stay here now," Jan Berg said. So "yes," or "no, not before the year ends."'
    assert credited(text) == [
        ("Jan Berg", "mixed", ["We will stay here now,", text[40:]]),
    ]


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ('"We stay here now," Jan Berg said. Lima said that "it" rained.', "Jan Berg"),
        ('Oslo said that "it" rained. Lima said that "ice" fell.', "Lima"),
        ('Lima said that "ice" fell. Oslo said that it rained.', "Lima"),
    ],
)
def test_a_sentence_all_quoted_goes_on_with_who_was_quoted(before, speaker):
    found = {who: words for who, _, words in credited(f'{before} "We will go home now."')}
    assert found[speaker][-1] == "We will go home now."


def test_a_participle_behind_an_owner_is_still_a_verb():
    text = "The envoy left, angered by Oslo's saying that it rained."
    assert credited(text) == [("The envoy", "indirect", ["that it rained"])]


def test_one_word_before_the_cue_is_not_what_is_said():
    assert credited("Stalled, Oslo said.") == []


def test_quotations_that_touch_are_both_read():
    assert [
        words for _, _, words in credited("“We stay here now.”“We will go,” said Ana Ruiz.")
    ] == [
        ["We stay here now."],
        ["We will go,"],
    ]
    assert credited("Oslo ««Ties hold firm .") == []


def test_words_that_are_forgotten_are_cut_again(monkeypatch):
    text = 'Ana Ruiz said (twice) that Oslo\'s envoy "lied," and U.S. officials agreed.'
    expected = credited(text)
    monkeypatch.setattr(sentences, "_CHUNKS", sentences._Chunks())
    monkeypatch.setattr(sentences, "_MOST_KEPT", 1)
    assert credited(text) == expected
    monkeypatch.setattr(sentences, "_LONGEST_KEPT", 1)
    assert credited(text) == expected


def test_rows_follow_the_text_and_documents_do_not_mix():
    texts = ['Oslo claimed it rained, Lima said. Ana Ruiz said "no".', "He said it rained."]
    documents = documents_of(texts)
    segments = split_segments(documents)
    found = find_quotations(documents, segments)
    assert found["document_id"].is_monotonic_increasing
    assert found.groupby("document_id")["start"].is_monotonic_increasing.all()
    resolved = resolve_speakers(documents, segments, found, schemas.MENTIONS.empty())
    assert pd.isna(resolved["speaker"].iloc[-1])
    pd.testing.assert_frame_equal(found, find_quotations(documents, segments))


def test_nothing_in_nothing_out():
    empty = schemas.DOCUMENTS.empty()
    found = find_quotations(empty, schemas.SEGMENTS.empty())
    assert found.empty
    assert found.columns.tolist() == schemas.QUOTATIONS.names
    resolved = resolve_speakers(empty, schemas.SEGMENTS.empty(), found, schemas.MENTIONS.empty())
    assert resolved.empty


def test_one_long_line_is_read():
    unit = 'The envoy said "no" and that it rained '
    chance = random.Random(0)
    text = "".join(unit if chance.random() > 0.1 else '"' for _ in range(5_000))
    assert len(read(text)) > 100


# The join.


def made_of(**tables: pd.DataFrame) -> dict[str, pd.DataFrame]:
    names = ("segments", "mentions", "relations", "quotations", "scores", "tones", "frames",
             "frame_countries")  # fmt: skip
    return {name: getattr(schemas, name.upper()).empty() for name in names} | tables


def test_a_mention_in_a_quotation_is_in_its_speakers_voice():
    text = (
        "Tokyo kept its word. A Chinese envoy said that Tokyo broke it. \"Oslo told us, 'Lima will "
        "pay,' and left,\" Jan Berg said."
    )
    documents = documents_of([text])
    segments = split_segments(documents)
    mentions = find_mentions(documents, segments)
    found = resolve_speakers(documents, segments, find_quotations(documents, segments), mentions)
    made = made_of(segments=segments, mentions=mentions, quotations=found)
    stances = join_stances(documents, made).set_index("start")
    voices = {
        row.surface: (row.voice, None if pd.isna(row.speaker) else row.speaker)
        for row in stances.itertuples()
        if row.Index > 20
    }
    assert stances["voice"].iloc[0] == "outlet"
    assert voices == {
        "Chinese": ("outlet", None),
        "Tokyo": ("quoted", "Chinese envoy"),
        "Oslo": ("quoted", "Jan Berg"),
        "Lima": ("quoted", "Oslo"),
    }
    assert stances["evidence"].iloc[0] == "Tokyo kept its word."
    assert stances["sentiment"].isna().all()


def test_of_quotations_that_begin_together_the_shorter_holds_a_mention():
    text = "Tokyo kept its word."
    documents = documents_of([text])
    segments = split_segments(documents)
    made = made_of(segments=segments, mentions=find_mentions(documents, segments))
    rows = [
        {"quotation_id": name, "attribution_id": name, "document_id": "d0", "start": 0, "end": end,
         "kind": "direct", "factive": False, "repaired": False, "speaker": name}
        for name, end in (("long", 20), ("short", 10))
    ]  # fmt: skip
    made["quotations"] = schemas.QUOTATIONS.build(rows)
    assert join_stances(documents, made)["speaker"].tolist() == ["short"]


def test_behind_a_quotation_within_another_the_outer_one_goes_on():
    text = "Tokyo said Oslo kept its word to Lima."
    documents = documents_of([text])
    segments = split_segments(documents)
    made = made_of(segments=segments, mentions=find_mentions(documents, segments))
    spans = {"outer": (0, 37), "inner": (11, 15), "later": (16, 20)}
    rows = [
        {"quotation_id": name, "attribution_id": name, "document_id": "d0", "start": start,
         "end": end, "kind": "direct", "factive": False, "repaired": False, "speaker": name}
        for name, (start, end) in spans.items()
    ]  # fmt: skip
    made["quotations"] = schemas.QUOTATIONS.build(rows)
    assert join_stances(documents, made)["speaker"].tolist() == ["outer", "inner", "outer"]


def test_a_stance_has_the_images_of_its_country_or_relation_that_nobody_denies():
    text = "Tokyo and the alliance ran aground."
    documents = documents_of([text])
    segments = split_segments(documents)
    segment = segments["segment_id"].iloc[0]
    relation = {
        "relation_id": "r", "document_id": "d0", "segment_id": segment, "start": 10, "end": 22,
        "surface": "the alliance", "relation": "USA-JPN", "countries": ["USA", "JPN"],
        "kind": "alliance",
    }  # fmt: skip
    frames = [
        (name, "d0", segment, 23, 34, "ran aground", frame, "metaphor", share, denied, False, "run")
        for name, frame, share, denied in [
            ("f0", "ship_of_state", 0.9, False), ("f1", "journey", 0.9, True),
            ("f2", "weather", 0.1, False), ("f3", "illness", 0.9, False),
        ]
    ]  # fmt: skip
    linked = [
        ("f0", "JPN", None, None), ("f1", "JPN", None, None), ("f2", "JPN", None, None),
        ("f3", "JPN", None, "USA-JPN"), ("f3", "USA", None, "USA-JPN"),
    ]  # fmt: skip
    made = made_of(
        segments=segments,
        mentions=find_mentions(documents, segments),
        relations=schemas.RELATIONS.build([relation]),
        frames=schemas.FRAMES.build(frames),
        frame_countries=schemas.FRAME_COUNTRIES.build(linked),
    )
    stances = join_stances(documents, made).set_index("surface")["frames"]
    assert stances["Tokyo"] == ["ship_of_state"]
    assert stances["the alliance"] == ["illness"]


def test_a_join_of_two_scorers_needs_to_know_which():
    documents = documents_of(["Tokyo kept its word."])
    segments = split_segments(documents)
    mentions = find_mentions(documents, segments)
    target = mentions["mention_id"].iloc[0]
    made = made_of(segments=segments, mentions=mentions)
    made["scores"] = schemas.SCORES.build(
        [
            {"target_id": target, "scorer": "one", "sentiment": 0.5},
            {"target_id": target, "scorer": "two", "sentiment": -0.5},
        ]
    )
    with pytest.raises(ValueError) as told:
        join_stances(documents, made)
    assert str(told.value) == (
        "`scorer` must name one of the scorers of `scores`, which holds ['one', 'two']."
    )
    assert join_stances(documents, made, scorer="two")["sentiment"].tolist() == [-0.5]


def test_no_character_of_a_text_hides_its_words():
    text = f"Oslo{BLOCK} said."
    assert hide(text, []) == ("Oslo  said.", "oslo  said.", "Oslo  said.")

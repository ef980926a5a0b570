"""What is read in a fast way is read as the plain way would read it."""

from __future__ import annotations

import re
from itertools import pairwise, product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sentencex import segment

from analysis.codebooks.frames import load_frames
from analysis.codebooks.reading import HOUSE_CODEBOOKS, read_yaml
from analysis.codebooks.speech import load_speech
from analysis.corpus.files import list_files
from analysis.corpus.junk import load_junk_rules
from analysis.corpus.languages import _find_words
from analysis.corpus.marks import MARKS, is_plain
from analysis.corpus.sketches import hash_runs
from analysis.frames.finding import _choose
from analysis.frames.passages import Passage, ReadText
from analysis.frames.signs import _MEASURED, _VESSEL, find_signs
from analysis.frames.words import cut_words
from analysis.matching.automaton import PhraseFinder
from analysis.matching.cues import Hit
from analysis.matching.flattening import FlatText
from analysis.matching.phrases import compile_phrases, fold, lower
from analysis.matching.quoting import (
    _LETTER,
    Quoted,
    _find_doubles,
    find_quoted,
    find_quoted_within,
    marks_within,
)
from analysis.quotations import names
from analysis.quotations.namings import Naming, Namings
from analysis.quotations.paragraphs import _INNER_MARK
from analysis.quotations.parts import cues_of, find_cues
from analysis.readers.decoding import decode_plain
from analysis.readers.nexis import is_nexis
from analysis.schemas import Bounds
from analysis.segments.marks import _find_marks

BOOK = load_frames()
TEXTS = st.text(st.sampled_from("aZİßé漢²½5_-' .,\n\t\x00\x1b\x7f\x85" + MARKS)) | st.text()


@given(TEXTS)
def test_words_are_runs_of_letters(text):
    assert _find_words(text) == re.findall(r"[^\W\d_]+", text)


@given(TEXTS)
@example("“Seoul’s – ‘plan’…”")
def test_a_plain_text_holds_ascii_and_common_marks(text):
    assert is_plain(text) == (re.search(rf"[^\x00-\x7f{MARKS}]", text) is None)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\x0b\x0c\x85\u2028\u2029")))
@example("\x00\x08\x7f")
@example("\t\n\x0e\x1f")
def test_control_characters_are_left_out_and_counted(text):
    text = f"Seoul waited for the vote, and for the morning after it.{text}"
    without = re.sub(r"[\x00-\x08\x0e-\x1f\x7f]", "", text)
    n = len(text) - len(without)
    if n <= 4:
        notes = (f"control characters left out: {n}",) if n else ()
        assert decode_plain(text.encode()) == (without, notes)


@given(TEXTS)
def test_runs_of_words_do_not_depend_on_what_stands_between_them(text):
    words = "".join(letter if letter.isalnum() and letter.isascii() else " " for letter in text)
    words += " one two three four five"
    assert hash_runs(words).tolist() == hash_runs(" — ".join(words.split())).tolist()


@pytest.mark.parametrize("more", [b"", b" and went on", b" and on" * 1000])
def test_a_file_is_read_as_it_is_now(tmp_path, more):
    path = tmp_path / "a.txt"
    path.write_bytes(b"Seoul waited")
    file = list_files(tmp_path).files[0]
    path.write_bytes(b"Seoul waited" + more)
    assert file.read() == b"Seoul waited" + more
    path.write_bytes(b"Seoul")
    assert file.read() == b"Seoul"


@pytest.mark.parametrize("signs", list(product((False, True), repeat=5)))
def test_three_of_five_signs_show_an_article_of_nexis(signs):
    lines = ["End of Document", "BODY", "Copyright 2024", "Load-Date: May 3", "Length: 9 words"]
    chosen = [line for line, is_there in zip(lines, signs, strict=True) if is_there]
    assert is_nexis(["Seoul waited for the end of document nine.", *chosen]) == (sum(signs) >= 3)


def test_white_space_before_junk_is_taken_with_it():
    rules = load_junk_rules()
    for rule in read_yaml(HOUSE_CODEBOOKS / "junk.yaml")["line"]:
        for line in rule["include"]:
            match = rules.line["upper"].match(f" \t{line}")
            assert match, line
            assert match.span() == (0, len(line) + 2)
            assert rules.reasons[match.lastgroup] == rule["reason"], line


@given(st.text(st.sampled_from("aB.’ (“”\"'«»「」『』)[]")))
@example("''a'''b''")
def test_marks_are_found_in_the_order_of_the_text(text):
    marks = re.finditer(r"[“”\"«»「」『』()\[\]]|''", text)
    assert _find_marks(text) == [(mark.start(), mark.group()) for mark in marks]


@given(st.lists(st.sampled_from(["Mr.", "He left.", "U.S.", "\n", " ", "“Yes.”", "é.", "?\u3000"])))
def test_the_splitter_leaves_nothing_out(pieces):
    text = "".join(pieces)
    assert "".join(segment("en", text)) == text


QUOTED = st.lists(
    st.sampled_from(
        ["a", "Seoul", "'", "''", "`", '"', "“", "”", "‘", "’", "«", "é", " ", ".", "s"]
    )
).map("".join)


@given(QUOTED)
@example("'Yes'")
@example("``No''")
def test_a_quotation_within_another_begins_with_a_mark_that_opens(text):
    inside = fold(text)
    if find_quoted(inside):
        assert _INNER_MARK.search(inside)


@given(st.text(st.sampled_from("aé '`\"“”„«»\uff02「『」』\n")))
@example("'''a''' '' ````")
def test_double_marks_are_found_as_one_pattern_would_find_them(text):
    marks = re.finditer("[\"“”„«»\uff02「『」』]|''|``", text)
    assert _find_doubles(text) == [mark.span() for mark in marks]


@given(st.lists(st.tuples(QUOTED, st.sampled_from(["\n", "x", '"\n', "\n“"])), max_size=4))
def test_each_paragraph_is_read_by_itself(paragraphs):
    text, spans, expected = "", [], []
    for paragraph, gap in paragraphs:
        start = len(text)
        text += paragraph + gap
        spans.append((start, start + len(paragraph)))
        expected += [
            Quoted(first + start, last + start, repaired)
            for first, last, repaired in find_quoted(paragraph)
        ]
    assert find_quoted_within(text, spans) == expected


@given(
    st.lists(
        st.sampled_from(
            ["Jan", "Berg", "J.", "Mr.", "said", "(Lee", "Berg,", "Lee-Berg", "Berg's", "O’Neil"]
            + ["X", "the", "\n", "", "Foreign", "Éva", "xBerg", "_Jan", "Ministry"]
        ),
        max_size=25,
    ).map(" ".join),
    st.sampled_from(["Berg", "Jan", "Lee", "O’Neil", "Lee-Berg"]),
)
@example("Foreign Minister Jan Berg spoke. Jan Berg left with J. Berg and Jan J. Berg Lee.", "Berg")
def test_a_surname_ends_the_full_names_of_a_text_that_end_in_it(text, surname):
    written = set(names._FULL_NAME.findall(text))
    ending = {name for name in written if name[name.rfind(" ") + 1 :] == surname}
    expected = set(map(names._name_in, ending)) - {None}
    assert names.find_full_names(text, surname) == expected


@given(
    st.lists(
        st.sampled_from(
            [
                "Jan",
                "Berg",
                "J.",
                "Mr.",
                "said",
                "But",
                "but",
                "that",
                "and",
                "Berg,",
                "while,",
                "a",
            ]
            + ["As", "as", "thatJan", "\n", "", "when", "Éva", "O’Neil"]
        ),
        max_size=15,
    ).map(" ".join)
)
@example("But Mr. Berg said that Jan, Lee and Jan J. Berg left, while Eva Lee stayed.")
def test_subjects_are_what_one_pattern_would_find(text):
    conjunctions = ("that", "and", "but", "as", "when", "while")
    leads = ["^", "(?<=, )", *(rf"(?<=\b{word} )" for word in conjunctions)]
    plain = re.compile(rf"(?=[A-Z])(?:{'|'.join(leads)}){names._SUBJECT.pattern}")
    assert list(names.list_subjects(text)) == [match.span("name") for match in plain.finditer(text)]


@given(
    st.lists(
        st.sampled_from(
            [
                "said",
                " ",
                "according",
                " to",
                "-",
                "é",
                "in",
                "view",
                "stated",
                "s",
                "_",
                "\x1a",
                ".",
            ]
        ),
        max_size=12,
    ).map("".join)
)
@example("said according to, in view, stated-said x_said ésaid saidé")
def test_cues_are_the_phrases_of_the_codebook(text):
    book = load_speech()
    spans = PhraseFinder(book.cues).spans(text)
    expected = [(start, end, cues_of(book)[phrase]) for start, end, phrase in spans]
    assert find_cues(text, book) == expected


def test_a_long_run_of_capitals_is_cut_into_names_of_three_words():
    assert names.find_full_names("Jan Berg " * 5_000, "Berg") == {"Berg Jan Berg"}


@given(st.sets(st.integers(0, 12)), st.integers(0, 12), st.integers(1, 5))
def test_marks_within_a_piece_are_those_that_it_touches(edges, start, length):
    ordered = sorted(edges)
    marks = [Quoted(*edge, repaired=False) for edge in pairwise(ordered)][::2]
    marks += [Quoted(20, 22, repaired=False), Quoted(22, 23, repaired=False)]
    for begin in (start, start + 18):
        end = begin + length
        expected = [mark for mark in marks if mark.start < end and mark.end > begin]
        assert marks_within((begin, end), marks) == expected


@given(TEXTS)
def test_a_letter_is_what_python_calls_one(text):
    assert (_LETTER.search(text) is not None) == any(map(str.isalnum, text))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=4), st.randoms())
def test_a_phrase_asked_about_again_holds_the_same_namings(places, chance):
    made = [Naming(start, start + n, "NOR", "country", "Oslo") for start, n in places]
    namings = Namings(" " * 40, [tuple(each) for each in made])
    asked = [(start, end) for start in range(0, 30, 4) for end in (start + 2, start + 9)] * 2
    chance.shuffle(asked)
    for start, end in asked:
        touched = [each for each in sorted(made) if each.start < end and each.end > start]
        assert namings.within(start, end) == touched
        assert namings.country_of(start, end) == ("NOR" if touched else None)


@given(st.lists(TEXTS, max_size=3))
@example(["'Tis a ''well-known'' _plan_ – Seoul’s 'own'-goal—漢字, łódź -- a\u00a0b", "", "-'a"])
@example(["a", "----b -'-_-c", "d"])
def test_words_of_a_passage_are_those_that_a_pattern_finds(texts):
    cut = cut_words(texts)
    for text, (words, starts) in zip(texts, cut, strict=True):
        matches = list(re.finditer(r"[^\W_][\w'\-]*", fold(text)))
        assert words == [match.group() for match in matches]
        assert starts == [match.start() for match in matches]


@given(
    st.lists(
        st.sampled_from(["1", "٣", "40", ",", ".", " ", "-", "\u2011", "x", "ton", "storey", "bed"])
        | st.sampled_from(["USS", "HMS", "MV", "MT", "ROKS", "RMS", "SS", "BRP", "KD", "JS", "A"])
    ).map("".join)
)
@example("A ٣-ton bed")
@example("40, 000.-foot, INS Abc")
def test_measures_and_vessels_are_those_that_a_pattern_finds(text):
    lowered = lower(fold(text))
    found = _MEASURED.search(lowered), _VESSEL.search(text)
    assert find_signs([text], [lowered]) == [
        tuple(match.group() if match else "" for match in found)
    ]


@given(
    st.lists(
        st.sampled_from(
            [
                "weather service ", "weather ", "Coast guard, ", "coast", "coastguard ", "a.m.",
                "on board ", "on", "  ", "\n\n", "\n", "storm^", "é", "like an ", "as a", "as a if",
                "crew’s ", "-", "board",
            ]
        )
    ).map("".join),
    st.sampled_from(["ship_of_state", "weather"]),
)  # fmt: skip
def test_words_of_evidence_are_those_that_a_pattern_finds(text, frame):
    literal, phrases = (compile_phrases(some) for some in (BOOK.literal[frame], BOOK.phrases))
    folded = lower(fold(text))
    _, words = BOOK.find_both(FlatText(text))
    passage = Passage(ReadText(text, Bounds([0], [len(text)], ["s"]), words), 0, [])
    assert passage.read_for(frame, BOOK).plain == [word for *_, word in literal.spans(folded)]
    assert passage.contents(BOOK).announced == phrases.spans(folded)


@pytest.mark.parametrize(
    ("between", "seen"), [("", ["crews", "tons"]), ("\n ", ["crews", "tons"]), ("\n\n", ["tons"])]
)
def test_words_of_evidence_beside_a_passage_are_of_its_paragraph(between, seen):
    """The segment before and the one after are read up to a blank line; no further ones."""
    before, here, after, last = "Of crews.", "It ran aground.", " The tons.", " Dead."
    text = f"{before}{between}{here}{after}{last}"
    starts = [0, len(before + between), len(text) - len(after + last), len(text) - len(last)]
    ends = [len(before), *starts[2:], len(text)]
    _, words = BOOK.find_both(FlatText(text))
    read = ReadText(text, Bounds(starts, ends, ["s"] * 4), words)
    assert Passage(read, 1, []).read_for("ship_of_state", BOOK).beside == seen


CUES = st.sampled_from([n for n, cue in enumerate(BOOK.cues) if n % 97 < 3])


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6), CUES), max_size=12))
@example([(0, 30, 0), (5, 1, 0), (10, 2, 0)])
def test_of_cues_that_overlap_the_likeliest_is_chosen_wherever_they_stand(places):
    hits = sorted({Hit(start, start + length, number) for start, length, number in places})
    kept = []
    for hit in sorted(
        hits, key=lambda h: (-(BOOK.cues[h.number].prior or 0), h.start - h.end, h.start)
    ):
        frame = BOOK.cues[hit.number].frame
        if not any(
            other.start < hit.end and hit.start < other.end
            for other in kept
            if BOOK.cues[other.number].frame == frame
        ):
            kept.append(hit)
    assert _choose(hits, BOOK) == sorted(kept)


@given(
    st.sets(st.integers(0, 20), min_size=2),
    st.lists(st.tuples(st.integers(0, 19), st.integers(1, 3)), max_size=8),
)
@example({0, 4, 8}, [(3, 1), (3, 2), (4, 4), (7, 2)])
def test_words_around_a_segment_are_whole_in_it_or_beside_it(cuts, spans):
    starts, ends = sorted(cuts)[:-1], sorted(cuts)[1:]
    words = sorted((start, start + length, "crew") for start, length in spans)
    read = ReadText(" " * 24, Bounds(starts, ends, ["s"] * len(starts)), words)
    by_segment = [
        [each for each in words if start <= each[0] and each[1] <= end]
        for start, end in zip(starts, ends, strict=True)
    ]
    for place, start in enumerate(starts):
        here = [(first - start, last - start, word) for first, last, word in by_segment[place]]
        before = by_segment[place - 1] if place else []
        after = by_segment[place + 1] if place + 1 < len(starts) else []
        assert read.words_around(place) == (here, [some for some in (before, after) if some])

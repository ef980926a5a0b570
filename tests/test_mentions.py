"""Which words name which country, with exact offsets."""

from __future__ import annotations

import re
from bisect import bisect_right

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from marked import read_marks
from pandas.testing import assert_frame_equal

from analysis import schemas
from analysis.codebooks.countries import load_countries
from analysis.codebooks.relations import load_relations
from analysis.matching.automaton import PhraseFinder
from analysis.mentions import find_mentions, find_relations, ties, whereabouts
from analysis.mentions.anchors import Anchors, Hit
from analysis.mentions.descriptions import _PLURAL
from analysis.mentions.finding import find_in_text
from analysis.mentions.ministries import _MINISTRY
from analysis.mentions.places import REACH, Place
from analysis.mentions.scanning import scan
from analysis.mentions.surnames import _full_name, _is_beside_name
from analysis.mentions.whereabouts import is_place_only

BOOK = load_countries()
TIES = load_relations()
NAMES = PhraseFinder([*BOOK.aliases, *BOOK.never])

# Own sentences; each holds a trap that a plain word list falls into.
MARKED = [
    # names, demonyms, capitals, possessives, articles
    "[[The Hague|NLD]] waited while [[Dutch|NLD]] envoys left the building.",
    "[[South Korea|KOR]]'s [[Constitutional Court|KOR]] ruled against [[Yoon|KOR]].",
    "[[U.S.|USA]]-[[South Korea|KOR]] talks resumed in the [[U.S.|USA]]",
    "an anti-[[American|USA]] march passed the [[Japanese|JPN]] embassy",
    "The [[Philippines|PHL]] and [[Trinidad and Tobago|TTO]] voted with [[Côte d’Ivoire|CIV]].",
    "CHINA is a loud word, and [[CHINA|CHN]] again.".replace("CHINA is", "[[CHINA|CHN]] is"),
    # a capital at the beginning of a sentence makes no given name of a word
    "The vote came. Busy [[Trump|USA]] waited.",
    # longest match first
    "[[North Korea|PRK]] is not [[South Korea|KOR]], nor [[Papua New Guinea|PNG]] [[Guinea|GIN]].",
    "The [[Liberal Democratic Party|JPN]] lost; [[Japan|JPN]] shrugged.",
    # the Koreas
    "[[Pyongyang|PRK]] fired. [[The North|PRK]] then mocked [[the South|KOR]].",
    "[[Both Koreas|KOR+PRK]] sent athletes.",
    "Snow fell in the North and the South alike.",
    "[[North Koreans|PRK]] crossed the river; the North Atlantic is far.",
    "[[Pyongyang|PRK]] paraded as the [[Korean|PRK]] leader waved.",
    "[[Seoul|KOR]] cheered as a [[Korean|KOR]] skater won.",
    # parties and bodies by company
    "In [[Seoul|KOR]] the [[Democratic Party|KOR]] moved in the [[National Assembly|KOR]].",
    "[[Democrats|USA]] in the [[Senate|USA]] stalled.",
    "[[France|FRA]]'s [[National Assembly|FRA]] fell silent.",
    "[[Canada|CAN]]'s [[Foreign Ministry|CAN]] protested.",
    "The [[Philippine Coast Guard|PHL]] held its course.",
    "[[Jordan President Ministry|JOR]] is one unit, and nothing in it is another.",
    # leaders
    "Prime Minister [[Ishiba|JPN]] flew to meet [[Donald Trump|USA]].",
    "President [[Vladimir V. Putin|RUS]] of [[Russia|RUS]] stayed away.",
    "[[North Korea|PRK]]'s [[Kim Jong Un|PRK]] smiled; [[Kim|PRK]] said nothing.",
    "President [[Lee|KOR]] of [[South Korea|KOR]] bowed.",
    "Melania Trump and Hunter Biden were seen near Trump Tower.",
    "Jim Yong Kim ran a bank, and Mr. Kim met his staff.",
    "Michael Jordan and Jordan Smith flew with Chad Miller.",
    # what names no state
    "He read the Washington Post, the Korea Herald and the Japan Times in New York.",
    "A lecturer at Seoul National University flew Korean Air over the South China Sea.",
    "Let us set out the china and carve the turkey.",
    "She ordered Peking duck, caught the Spanish flu and feared Russian roulette.",
    "The Korean War left the Korean Peninsula divided.",
    "It was written in Korean, then in Japanese.",
    "[[Japanese|JPN]] waters are cold; in [[Japanese|JPN]] waters ships wait.",
    "Korean Americans and Japanese-Americans voted.",
    "The [[Korean|KOR]]-[[American|USA]] alliance held.",
    "TELL US NOW, the poster said.",
    "The primary in Georgia drew voters from Atlanta.",
    "[[Tbilisi|GEO]] burned as [[Georgia|GEO]] voted.",
    # descriptions
    "[[Japan|JPN]] voted on Sunday. [[The country|JPN]] wants change.",
    "[[Japan|JPN]], [[Chile|CHL]] and [[India|IND]] met; [[the three countries|JPN+CHL+IND]] left.",
    "[[Japan|JPN]], [[Chile|CHL]], [[Peru|PER]] and [[India|IND]] met; [[the four countries"
    "|JPN+CHL+PER+IND]] left.",
    "[[Japan|JPN]] and [[Chile|CHL]] met; [[the two countries|JPN+CHL]] left.",
    "[[Japan|JPN]] and [[Chile|CHL]] met. [[Both countries|JPN+CHL]] left.",
    "[[Taiwan|TWN]] held drills; [[the island|TWN]] is calm.",
    "The country is large.",
]


@pytest.mark.parametrize("sentence", MARKED)
def test_marked_sentences(sentence):
    plain, marks = read_marks(sentence)
    found = [
        (hit.start, hit.end, hit.country) for hit in find_in_text(plain, BOOK, None, _starts(plain))
    ]
    assert sorted(found) == sorted(marks)


@pytest.mark.parametrize(
    "body",
    [
        "Ministry of Defense",
        "Trade Ministry",
        "Central Election Commission",
        "State Security Court",
        "Military Tribunal",
        "Port Authority",
        "Space Agency",
    ],
)
def test_bodies_of_a_state_by_their_form(body):
    text = f"In Oslo the {body} agreed."
    hits = [(text[hit.start : hit.end], hit.country) for hit in find_in_text(text, BOOK)]
    assert hits == [("Oslo", "NOR"), (body, "NOR")]


def _starts(text: str) -> list[int]:
    return [0, *(i + 2 for i in range(len(text) - 2) if text[i : i + 2] == ". ")]


@pytest.mark.parametrize(("sentence", "included", "line"), BOOK.examples)
def test_examples_of_the_codebook(sentence, included, line):
    plain, marks = read_marks(sentence)
    found = {(hit.start, hit.end) for hit in find_in_text(plain, BOOK)}
    expected = {(start, end) for start, end, _ in marks} if included else set()
    assert found == expected, f"countries.yaml, entry at line {line}"


def every_alias() -> list[tuple[str, str, str]]:
    """List each alias that needs no company but its country's, with its country and kind."""
    return [
        (surface, alias.countries[0], alias.kind)
        for surface, aliases in BOOK.aliases.items()
        for alias in aliases[:1]
        if not alias.condition and len(alias.countries) == 1
    ]


def test_each_alias_is_found_whole_and_for_its_country():
    assert len(every_alias()) > 3500
    missed = []
    company = {
        country: surface for surface, country, kind in every_alias() if kind in ("name", "capital")
    }
    for surface, country, kind in every_alias():
        name = company.get(country, BOOK.names[country])
        title = "President " if kind == "leader" and " " not in surface else ""
        text = f"In {name} they heard that {title}{surface} had agreed."
        start = text.index(f" that {title}{surface}") + len(f" that {title}")
        found = {(hit.start, hit.end, hit.country) for hit in find_in_text(text, BOOK)}
        if (start, start + len(surface), country) not in found:
            missed.append(surface)
    assert not missed


def test_each_alias_is_matched_in_its_own_case_and_as_a_whole_word():
    wrong = []
    for surface, *_ in every_alias():
        for other in (surface.lower(), f"x{surface}", f"{surface.rstrip('.')}x"):
            if other in BOOK.aliases:
                continue
            text = f"They heard that {other} had agreed."
            start = text.index(f"that {other}") + len("that ")
            spans = {(hit.start, hit.end) for hit in find_in_text(text, BOOK)}
            if (start, start + len(other)) in spans:
                wrong.append(other)
    assert not wrong


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2024-09-26", []), ("2024-10-02", ["Ishiba"]), (None, ["Ishiba"]), ("2026-01-01", [])],
)
def test_dates_of_office_apply_when_the_document_has_a_date(
    make_documents, make_segments, day, expected
):
    documents = make_documents(("Ishiba spoke at noon.", day))
    mentions = find_mentions(documents, make_segments(documents))
    assert mentions["surface"].tolist() == expected


@pytest.mark.parametrize(
    ("text", "surface", "place_only"),
    [
        ("He landed in Tokyo on Monday.", "Tokyo", True),
        ("A Lisbon-based lecturer agreed.", "Lisbon", True),
        ("The government in Beijing objected.", "Beijing", False),
        ("Tokyo objected.", "Tokyo", False),
        ("The envoy flew to Japan.", "Japan", True),
        ("They trust Japan.", "Japan", False),
    ],
)
def test_place_only(text, surface, place_only):
    (hit,) = find_in_text(text, BOOK)
    assert (text[hit.start : hit.end], hit.place_only) == (surface, place_only)


@pytest.mark.parametrize(
    "went",
    ["landed in", "flew to", "left for", "made a tour of", "returned from", "visit", "visits",
     "visited", "are visiting", "paid visits to", "were born in the"],
)  # fmt: skip
def test_where_somebody_travels_is_a_place(went):
    (hit,) = find_in_text(f"They {went} Japan.", BOOK)
    assert hit.place_only


TEXTS = (
    "Seoul met Tokyo.\nThe North fired, Pyongyang said.",
    "Nothing here.",
    "Kyiv’s envoy left.",
)


def test_find_mentions_returns_its_table_and_leaves_its_input_alone(make_documents, make_segments):
    documents = make_documents(*TEXTS)
    segments = make_segments(documents)
    before = documents.copy(), segments.copy()
    mentions = find_mentions(documents, segments)
    assert_frame_equal(documents, before[0])
    assert_frame_equal(segments, before[1])
    schemas.check(mentions, schemas.MENTIONS)
    texts = documents.set_index("document_id")["text"]
    bounds = segments.set_index("segment_id")
    for row in mentions.itertuples():
        assert texts[row.document_id][row.start : row.end] == row.surface
        assert bounds.loc[row.segment_id, "start"] <= row.start
        assert row.end <= bounds.loc[row.segment_id, "end"]


def test_row_order_does_not_matter(make_documents, make_segments):
    documents = make_documents(*TEXTS)
    segments = make_segments(documents)
    straight = find_mentions(documents, segments)
    turned = find_mentions(documents.iloc[::-1], segments.sample(frac=1, random_state=1))
    key = ["document_id", "start", "country"]
    assert_frame_equal(
        straight.sort_values(key, ignore_index=True), turned.sort_values(key, ignore_index=True)
    )


def test_empty_in_empty_out():
    empty = find_mentions(schemas.DOCUMENTS.empty(), schemas.SEGMENTS.empty())
    assert_frame_equal(empty, schemas.MENTIONS.empty())
    none = find_relations(schemas.DOCUMENTS.empty(), schemas.SEGMENTS.empty(), empty)
    assert_frame_equal(none, schemas.RELATIONS.empty())


WORDS = st.sampled_from(
    [
        "Seoul",
        "the North",
        "Korea",
        "Kim",
        "President",
        "Jordan",
        "US",
        "U.S.",
        "’s",
        "'s",
        ".",
        "\n",
        "Democrats",
        "the two countries",
        "Ministry",
        "of",
        "and",
        "İstanbul",
        "🙂",
        "-",
        ",",
        "both",
    ]
)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_any_text_has_sound_offsets(text):
    hits = find_in_text(text, BOOK)
    spans = {(hit.start, hit.end) for hit in hits}
    assert all(0 <= start < end <= len(text) for start, end in spans)
    ordered = sorted(spans)
    assert all(a[1] <= b[0] for a, b in zip(ordered, ordered[1:], strict=False))


# With and without spaces between them: words that are long, and words that hang together.
PIECES = st.sampled_from(
    [
        *("Kim", "Jong", "Un", "Jean", "K.", "kim", "Foreign", "Affairs", "State", "Supreme"),
        *("Ministry", "Court", "Commission", "The", "International", "of", "and", "the", "these"),
        *("both", "Both", "All", "two", "three", "countries", "allies", "nations'", "close", "-"),
        *(",", "é", "“", " ", " ", " ", "  ", "x" * 30, "Kim" * 9, "two " * 12),
    ]
)


LONG = "A" + "a" * 200


@settings(deadline=None, max_examples=400)
@example("Both nations met, and the two allies.", "These two close countries; All four states")
@example(f"{LONG} B. Kim", f"{LONG} and Bo and Co and Do and Supreme Court")
@given(st.lists(PIECES, max_size=40).map("".join), st.lists(PIECES, max_size=40).map(" ".join))
@pytest.mark.parametrize(
    "headed",
    [
        _PLURAL,
        _MINISTRY,
        _full_name("Kim", family_name_first=True),
        _full_name("Kim", family_name_first=False),
        _full_name("kim", family_name_first=True),
    ],
)
def test_what_is_looked_for_around_its_head_is_found_as_in_the_whole_text(headed, close, apart):
    for text in (close, apart):
        found = [match.span() for match in headed.finditer(text)]
        assert found == [match.span() for match in headed.pattern.finditer(text)]


@settings(deadline=None, max_examples=400)
@example("Jong Kim, Kim Jong, J. Kim and Mr. Kim", "Jean K. Kim")
@given(st.lists(PIECES, max_size=40).map("".join), st.lists(PIECES, max_size=40).map(" ".join))
@pytest.mark.parametrize("family_name_first", [True, False])
def test_a_full_name_is_found_around_the_surnames_that_stand_beside_another(
    family_name_first, close, apart
):
    headed = _full_name("Kim", family_name_first=family_name_first)
    for text in (close, apart):
        beside = [at for at in headed.find_heads(text) if _is_beside_name(text, at, at + 3)]
        found = [match.span() for match in headed.finditer(text, beside)]
        assert found == [match.span() for match in headed.pattern.finditer(text)]


WORDS_BEFORE = st.sampled_from(
    ["He", "Jean", "J.", "Mr.", "É.", "landed", "in", "near", "the", "northern", "government",
     "visits", "to", "at", "sent", "back", "streets", "of", "(in", "McCain", "eBay", "é", "-",
     "joint", "two", "trilateral", "well-known", "three allies'", "x" * 45, ""]
)  # fmt: skip
BEFORE = st.lists(WORDS_BEFORE, max_size=6).map(lambda words: " ".join([*words, ""]))


@given(BEFORE, st.sampled_from([" airport", " left", "-based firm", ""]))
@example("visits the ", "")
@example("He (in ", "")
@example("sent back at ", "")
@example("northern ", "")
@example("The government in ", " airport")
def test_what_stands_before_a_name_is_told_as_patterns_alone_would_tell_it(before, behind):
    place = Place(f"{before}Oslo{behind}", len(before), len(before) + 4)
    first = max(0, place.start - REACH)
    assert str(place.find_capital()) == str(
        re.compile(r"([A-Z][\w.\-]*)[ ]$").search(place.folded, first, place.start)
    )
    goes_there = place.search_before(whereabouts._NAME_AS_PLACE)
    assert is_place_only(place, "name") == (bool(goes_there) or behind == "-based firm")
    assert is_place_only(place, "capital") == (
        not place.search_before(whereabouts._GOVERNMENT_IN)
        and bool(
            place.search_before(whereabouts._PLACE_BEFORE)
            or place.match_behind(whereabouts._PLACE_AFTER)
        )
    )
    assert not is_place_only(place, "leader")


@given(BEFORE)
@example("the joint trilateral ")
@example("the three allies' ")
def test_words_before_a_tie_are_told_as_patterns_alone_would_tell_them(before):
    text = f"{before}pact"
    reader = ties._Reader(text, [], [0], TIES)
    start, number = len(before), 0
    for _ in range(3):
        word = ties._WORD_BEFORE.search(text, max(0, start - 40), start)
        plain = word.group(1).lower() if word else None
        if plain not in TIES.parties and plain not in TIES.modifiers:
            break
        start, number = word.start(), TIES.parties.get(plain, number)
    assert reader._with_modifiers(len(before)) == (start, number)


@settings(deadline=None, max_examples=150)
@example("The country and the state, the Koreas", "Ministry of Unification")
@example("Norwegian SupremeCourt", "both of the close allies, both of the, close countries")
@given(st.lists(PIECES, max_size=40).map("".join), st.lists(PIECES, max_size=40).map(" ".join))
def test_one_pass_finds_names_and_the_heads_of_all_else(close, apart):
    for text in (close, apart):
        names, heads = scan(text, BOOK)
        assert names == NAMES.find(text)
        for headed, kind in ((_PLURAL, "plural"), (_MINISTRY, "ministry")):
            found = [match.span() for match in headed.finditer(text, heads[kind])]
            assert found == [match.span() for match in headed.pattern.finditer(text)]
        singular = re.finditer(rf"(?<!\w)[Tt]he (?:{'|'.join(BOOK.described_by)})(?!\w)", text)
        assert heads["singular"] == [match.start() for match in singular]
        koreas = re.finditer(r"(?<!\w)Koreas(?!\w)", text)
        assert heads["Koreas"] == [match.start() for match in koreas]


@given(
    st.lists(st.tuples(st.integers(0, 60), st.sampled_from("abc")), max_size=12),
    st.sets(st.integers(1, 60)),
    st.integers(0, 60),
    st.sampled_from([(), ("a",), ("a", "b"), ("d",)]),
)
def test_the_nearest_country_is_the_nearest_of_all(named, starts, place, countries):
    hits = [Hit(at, at + 3, country, country, "name", place_only=False) for at, country in named]
    anchors, starts = Anchors(hits, [0, *sorted(starts)]), [0, *sorted(starts)]
    ranks = []
    for hit in sorted(hits):
        sentences = bisect_right(starts, place) - bisect_right(starts, hit.start)
        distance = place - hit.end if hit.end <= place else 2 * (hit.start - place - 2)
        if not countries or hit.country in countries:
            ranks.append((2 * abs(sentences) + (sentences < 0), distance, len(ranks), hit.country))
    nearest = min(ranks)[-1] if ranks else None
    assert anchors.nearest(place, place + 2, countries) == nearest


RELATIONS = [
    ("Seoul-Tokyo ties are warm.", [("Seoul-Tokyo ties", "JPN-KOR", "cooperation")]),
    (
        "The U.S.-South Korea alliance holds.",
        [("The U.S.-South Korea alliance", "USA-KOR", "alliance")],
    ),
    ("Ties between Manila, Tokyo and Canberra grew.", [("Ties", "JPN-AUS-PHL", "cooperation")]),
    ("Japan's alliance with Australia grows.", [("alliance", "JPN-AUS", "alliance")]),
    ("Moscow and Pyongyang signed the treaty.", [("the treaty", "PRK-RUS", "treaty")]),
    ("The peak of trilateralism is past.", [("trilateralism", None, "cooperation")]),
    (
        "Seoul, Tokyo and Washington met.\nTrilateral cooperation is fading.",
        [("Trilateral cooperation", "USA-JPN-KOR", "cooperation")],
    ),
    (
        "Seoul, Tokyo and Washington met.\nThe three allies' pact held.",
        [("The three allies' pact", "USA-JPN-KOR", "treaty")],
    ),
    (
        "The Camp David accord binds them.",
        [("The Camp David accord", "USA-JPN-KOR", "cooperation")],
    ),
    ("China and India quarrel; the rivalry is old.", [("the rivalry", "CHN-IND", "rivalry")]),
    (
        "Norway and Iceland met.\nThe fishing accord held.",
        [("The fishing accord", "ISL-NOR", "treaty")],
    ),
    (
        "The mineral accord between Kinshasa and Kigali is dead.",
        [("The mineral accord", "COD-RWA", "treaty")],
    ),
    ("New START expires.", [("New START", "USA-RUS", "treaty")]),
    ("He broke the suicide pact.", []),
    ("The band formed an alliance of fans.", []),
    ("He has ties in his wardrobe, and Japan exports cars.", []),
]


@pytest.mark.parametrize(("text", "expected"), RELATIONS)
def test_relations(make_documents, make_segments, text, expected):
    documents = make_documents(text)
    segments = make_segments(documents)
    relations = find_relations(documents, segments, find_mentions(documents, segments))
    schemas.check(relations, schemas.RELATIONS)
    found = [
        (row.surface, None if pd.isna(row.relation) else row.relation, row.kind)
        for row in relations.itertuples()
    ]
    assert found == expected
    for row in relations.itertuples():
        assert text[row.start : row.end] == row.surface

"""A page is the text and nothing but the text, marked; whatever the text holds runs nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from explored import copy_of, find_all, make_corpus
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis import explore, pipeline, tables
from analysis.explore.looks import (
    ABOVE,
    BELOW,
    FOCUS,
    NOTHING,
    QUOTATION,
    TIE,
    ground_of,
    look_of_cue,
    sign,
)
from analysis.explore.markup import LABEL, Mark, mark_html, mark_text, quote, show_controls

TAGS = {"article", "b", "br", "div", "footer", "header", "p", "section", "small", "span", "sup"}
ATTRIBUTES = {"style", "title"}
# A closed list of what a style may say: nothing loads, nothing moves, nothing comes from a text.
PROPERTIES = re.compile(
    r"(?:background-color: rgba\(\d{1,3}, \d{1,3}, \d{1,3}, 0?\.?\d+\)|font-weight: (?:bold|normal)"
    r"|outline: 1px (?:dotted|dashed) #858585|border-bottom: 2px (?:solid|dotted|dashed) "
    r"#[0-9a-f]{6}|padding-bottom: \d+px|font-size: \d+%|opacity: 0\.\d+|margin: 0 2px"
    r"|user-select: none|white-space: pre-wrap|line-height: 2|max-width: \d+em)"
)
HOSTILE = (
    "</span></div></article><script>alert(1)</script><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" style="background:url(//evil.example)',
    "' style='position:fixed' x='",
    "<!-- <style>*{display:none}</style> -->&lt;b&gt;&#60;i&#62;",
    "javascript:alert(1) \u202egnol\u202c \u2066x\u2069 a\u200bb\u00adc\ufeff \x00\x1b[31m\x07",
)


class Reader(HTMLParser):
    """Read a page: its text without labels, its tags, and the notes over each letter."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.labels, self.notes = "", [], []
        self.body = ""
        self._open: list[tuple[str, dict]] = []
        self.feed(page)
        self.close()
        assert self._open == [], "every tag is closed"

    def handle_starttag(self, tag, attrs):
        """Refuse tags, attributes and styles that are none of the house's."""
        assert tag in TAGS, tag
        assert len({name for name, _ in attrs}) == len(attrs)
        assert {name for name, _ in attrs} <= ATTRIBUTES, attrs
        for part in dict(attrs).get("style", "").split("; "):
            assert not part or PROPERTIES.fullmatch(part), part
        if tag == "sup":
            self.labels.append("")
        if tag != "br":
            self._open.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        """Refuse what closes another tag."""
        assert self._open.pop()[0] == tag

    def handle_data(self, data):
        """Keep labels apart from the text."""
        tags = [tag for tag, _ in self._open]
        if "sup" in tags:
            self.labels[-1] += data
            return
        self.text += data
        notes = [attrs["title"] for _, attrs in self._open if "title" in attrs]
        self.notes += [" | ".join(notes)] * len(data)
        if "div" in tags:
            self.body += data

    def handle_comment(self, data):
        """Refuse comments and declarations."""
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


LETTERS = st.text(
    st.one_of(st.sampled_from("<>&\"'=/;: \n\tab\u202e\u2066\u200d\u00ad\x00\x1b\r\u2028"),
              st.characters()), max_size=40,
)  # fmt: skip


@st.composite
def marked_texts(draw):
    text = draw(LETTERS)
    place = st.integers(0, len(text))
    marks = []
    for number in range(draw(st.integers(0, 5))):
        start, end = sorted((draw(place), draw(place)))
        style = draw(st.sampled_from([QUOTATION, FOCUS, TIE, "", look_of_cue(1, "plain", 2)]))
        marks.append(
            Mark(start, end, draw(st.integers(0, 4)), style, f"n{number} {draw(LETTERS)}",
                 draw(LETTERS), draw(LETTERS), ("[", "]"), draw(st.sampled_from(["", GROUND])))
        )  # fmt: skip
    return text, marks


GROUND = ground_of(-0.5)


@given(marked_texts())
def test_any_text_with_any_marks_is_itself_and_no_markup(case):
    text, marks = case
    page = Reader(mark_html(text, 0, len(text), marks))
    assert page.text == show_controls(text)
    wanted = [mark.before for mark in marks if mark.start < mark.end and mark.before]
    wanted += [mark.after for mark in marks if mark.start < mark.end and mark.after]
    assert sorted(page.labels) == sorted(map(show_controls, wanted))


@given(marked_texts())
def test_each_letter_is_under_the_marks_that_hold_it(case):
    text, marks = case
    page = Reader(mark_html(text, 0, len(text), marks))
    place = 0
    for offset, letter in enumerate(text):
        width = len(show_controls(letter))
        holding = {mark.note for mark in marks if mark.start <= offset < mark.end}
        for note in page.notes[place : place + width]:
            shown = {show_controls(mark.note) for mark in marks if show_controls(mark.note) in note}
            assert {show_controls(note) for note in holding} <= shown
            assert note.count("n") >= len(holding)
            assert bool(note) == bool(holding)
        place += width


@given(marked_texts(), st.data())
def test_a_part_of_a_text_is_that_part(case, data):
    text, marks = case
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    assert Reader(mark_html(text, first, last, marks)).text == show_controls(text[first:last])


@given(LETTERS)
def test_nothing_unseen_is_left(text):
    shown = show_controls(text)
    shown.encode("utf-8")
    assert show_controls(shown) == shown
    for odd in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f\u00ad\x00\x1b\r":
        assert odd not in shown
    assert shown.count("\n") == text.count("\n")


def test_of_grounds_on_one_another_the_innermost_alone_is_drawn():
    marks = [
        Mark(0, 6, 1, "", "wide", ground=ground_of(0.2)),
        Mark(2, 4, 1, "", "narrow", ground=ground_of(-0.2)),
        Mark(2, 4, 1, "", "narrow too", ground=ground_of(-0.2)),
    ]
    page = mark_html("abcdef", 0, 6, marks)
    assert page.count(ground_of(0.2)) == 2
    assert page.count(ground_of(-0.2)) == 1


def test_plain_text_has_brackets_and_labels():
    marks = [Mark(0, 5, 1, "", "", after="KOR\u00a0+0.10", brackets=("[", "]")),
             Mark(2, 9, 3, "", "", before="x ", brackets=("{", "}"))]  # fmt: skip
    assert mark_text("Seoul ran.", 0, 10, marks) == "[Se{x oul KOR +0.10] ran}."


@pytest.fixture(scope="module")
def found():
    return find_all()


def poison(found: pipeline.Annotations, words: str) -> pipeline.Annotations:
    """Put hostile words wherever a corpus or a codebook of somebody else could."""
    key = {"document_id": found.documents["document_id"].iloc[0]}
    renamed = f"{key['document_id']}{words}"
    tabled = {}
    for name, table in found._asdict().items():
        if "document_id" in table:
            same = table["document_id"] == key["document_id"]
            table = table.assign(document_id=table["document_id"].where(~same, renamed))
        tabled[name] = table
    tabled["documents"] = tabled["documents"].assign(title=words, outlet=words, author=words)
    tabled["quotations"] = tabled["quotations"].assign(speaker=words, speaker_country=words)
    tabled["frames"] = tabled["frames"].assign(frame=words)
    tabled["mentions"] = tabled["mentions"].assign(country=words)
    tabled["relations"] = tabled["relations"].assign(relation=words)
    tabled["scores"] = tabled["scores"].assign(scorer=words).drop_duplicates("target_id")
    tabled["stances"] = tabled["stances"].assign(scorer=words)
    return pipeline.Annotations(**tabled)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_names_of_everything_are_words_on_the_page(found, words):
    bad = poison(found, words)
    document_id = bad.documents["document_id"].iloc[0]
    page = explore.read(bad, document_id)
    read = Reader(page.html)
    assert read.body == show_controls(bad.documents["text"].iloc[0])
    for name in (words, document_id):
        assert show_controls(name) in read.text
    assert any(show_controls(words) in label for label in read.labels)
    chosen = explore.choose(bad)
    table = tables.sentiment_by_country(chosen.documents, chosen.mentions, chosen.scores)
    evidence = explore.find_evidence(chosen, table.iloc[0], figure="sentiment_by_country")
    Reader(explore.show_sentences(bad, evidence).html)
    for text in (page.text, page.html):
        assert "\u202e" not in text
        assert "\x1b" not in text


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_texts_are_shown_to_the_letter(words):
    text = f'Tokyo is a loyal friend {words} of Seoul, "and {words} a good captain," it said.'
    rows = [{"document_id": "d", "text": text, "path": "d", "sha256": "0"}]
    found = pipeline.annotate(make_corpus(rows), scorers=("vader",), workers=1)
    assert Reader(explore.read(found, "d").html).body == show_controls(text)
    for target in found.mentions["mention_id"]:
        page = Reader(explore.show_reasons(found, target).html)
        assert page.body in show_controls(text)


def test_every_document_is_its_text(found):
    before = copy_of(found)
    for document_id, text in zip(
        found.documents["document_id"], found.documents["text"], strict=True
    ):
        page = explore.read(found, document_id)
        assert Reader(page.html).body == text
        assert "http" not in page.html
        assert "url(" not in page.html
        assert page._repr_html_() == page.html
        assert str(page) == repr(page) == page.text
    for name, table in found._asdict().items():
        assert_frame_equal(table, getattr(before, name))


def test_what_was_found_is_told_by_words_and_not_by_colour_alone():
    text = (
        'Japan is a loyal friend. "Tokyo has broken its word," an aide in Seoul said. '
        "The alliance between Seoul and Tokyo has run aground. It was not at the helm. "
        "A frigate ran aground near Busan."
    )
    found = pipeline.annotate_texts([text])
    page = explore.read(found, "t0", scorer="vader")
    assert page.text == (
        "No title\nno outlet | no date | t0 | sentiment: vader\n\n"
        "[Japan JPN +0.74] is a {loyal friend alliance reliability}. "
        '"«aide in Seoul: [Tokyo JPN −0.48] has {broken its word alliance reliability},»" '
        "an aide in [Seoul KOR place] said. "
        "[The alliance JPN-KOR ?] between [Seoul KOR ?] and [Tokyo JPN ?] has "
        "{run aground ship of state}. It was not {at the helm ship of state, denied}. "
        "A frigate {ran aground ship of state, plain} near Busan."
    )
    labels = Reader(page.html).labels
    assert labels[:2] == ["JPN\u00a0+0.74", "alliance reliability"]
    assert "solid" in page.html
    assert "dashed" in page.html
    assert "dotted" in page.html
    # Under another scorer other numbers.
    other = explore.read(found, "t0", scorer="textblob")
    assert "[Japan JPN ?]" not in other.text
    assert "+0.74" not in other.text


def test_the_legend_names_what_there_is_and_nothing_else():
    found = pipeline.annotate_texts(["Japan is a port.", "Nobody went home."])
    assert "<footer" in explore.read(found, "t0").html
    assert "quotation" not in explore.read(found, "t0").html
    assert "<footer" not in explore.read(found, "t1").html


# Sentences


def make_evidence(found):
    chosen = explore.choose(found, explore.Choice(scorer="vader"))
    table = tables.sentiment_by_country(chosen.documents, chosen.mentions, chosen.scores)
    mark = table[table["country"] == "JPN"].iloc[0]
    return explore.find_evidence(chosen, mark, figure="sentiment_by_country")


def test_sentences_come_with_neighbours_and_what_counts_in_bold(found):
    evidence = make_evidence(found)
    page = explore.show_sentences(found, evidence, most=3, neighbours=0)
    sentences = evidence.drop_duplicates("segment_id").head(3)
    texts = Reader(page.html)
    assert texts.body == "".join(sentences["sentence"])
    shown = evidence[evidence["segment_id"].isin(sentences["segment_id"])]
    assert page.text.count("**") == 2 * len(shown)
    assert page.html.count(f'style="{FOCUS}"') >= len(shown)
    n = evidence["segment_id"].nunique()
    counted = int(evidence["counted"].sum())
    assert page.text.startswith(
        f"Sentences 1 to 3 of {n}. The number rests on {counted} of {len(evidence)} places in all."
    )
    wider = Reader(explore.show_sentences(found, evidence, most=1, neighbours=1).html).body
    assert sentences["sentence"].iloc[0] in wider
    assert len(wider) > len(sentences["sentence"].iloc[0])


def test_pages_of_sentences_follow_one_another_without_gap_or_repeat(found):
    evidence = make_evidence(found)
    n = evidence["segment_id"].nunique()
    whole = Reader(explore.show_sentences(found, evidence, most=n, neighbours=0).html).body
    pages = [
        Reader(explore.show_sentences(found, evidence, most=4, skip=skip, neighbours=0).html).body
        for skip in range(0, n, 4)
    ]
    assert "".join(pages) == whole
    beyond = explore.show_sentences(found, evidence, skip=n)
    assert beyond.text.startswith(f"Sentences 0 of {n}.")


def test_a_sentence_says_its_number_its_speaker_and_what_has_no_evidence(found):
    evidence = make_evidence(found)
    lines = explore.show_sentences(found, evidence, most=len(evidence)).text.splitlines()
    heads = [line for line in lines if " | d" in line]
    quoted = evidence[evidence["speaker"].notna()].iloc[0]
    assert any(f"said by {quoted['speaker']} ({quoted['speaker_country']})" in h for h in heads)
    n_without = int((~evidence["counted"]).sum())
    assert sum(head.count("no evidence") for head in heads) == n_without > 0
    assert any(f"Japan, {sign(evidence['value'].max())}" in head for head in heads)


def test_reasons_are_coloured_where_they_stand_and_named():
    found = pipeline.annotate_texts(["Japan is a loyal friend, and Iran is a terrible one."])
    page = explore.show_reasons(found, "t0:m1", scorer="vader")
    assert page.text == (
        "t0 | vader: −0.48 | for it: no word | against it: terrible −0.48\n"
        "Japan is a loyal friend, and [**Iran** IRN −0.48] is a (terrible −0.48) one."
    )
    assert ground_of(-1.0) in page.html
    assert Reader(page.html).body == found.documents["text"].iloc[0]


def test_what_is_not_there_is_refused(found):
    with pytest.raises(ValueError) as told:
        explore.read(found, "d99")
    assert str(told.value) == (
        "`document_id` must be one of the 18 documents, as ['d00', 'd01', 'd02', 'd03', 'd04']; it "
        "is 'd99'."
    )
    with pytest.raises(ValueError) as told:
        explore.read(found, "d00", scorer="liwc")
    assert str(told.value) == (
        "`scorer` must be one of ['news', 'textblob', 'vader'], who read these texts; it is 'liwc'."
    )


# Looks


def luminance(color):
    parts = [part / 255 for part in color]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("page", "ink"), [((255,) * 3, (33,) * 3), ((17,) * 3, (255,) * 3)])
@pytest.mark.parametrize("value", [-1.0, -0.3, 0.0, 0.3, 1.0])
def test_ink_is_readable_on_every_ground_of_light_and_dark_pages(page, ink, value):
    *color, share = re.findall(r"[\d.]+", ground_of(value))
    ground = [float(share) * int(c) + (1 - float(share)) * p
              for c, p in zip(color, page, strict=True)]  # fmt: skip
    # WCAG 2 asks for 4.5.
    assert contrast(ground, ink) >= 4.5


def test_no_pair_is_red_and_green_and_strength_grows_with_the_number():
    assert BELOW[2] == 0 < BELOW[1] < BELOW[0]
    assert ABOVE[0] == 0 < ABOVE[1] < ABOVE[2]
    shares = [float(ground_of(value).rsplit(", ", 1)[1][:-1]) for value in (0.1, 0.5, 1.0)]
    assert shares == sorted(set(shares))
    assert ground_of(None) == ""
    assert sign(float("nan")) == "?"
    assert NOTHING != TIE


def test_styles_are_the_houses_own():
    for style in (
        LABEL,
        QUOTATION,
        FOCUS,
        NOTHING,
        TIE,
        ground_of(0.3),
        look_of_cue(7, "denied", 3),
    ):
        for part in style.split("; "):
            assert PROPERTIES.fullmatch(part), part
    assert quote("\"'<>&") == "&quot;&#x27;&lt;&gt;&amp;"

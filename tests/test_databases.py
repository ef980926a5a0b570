"""Exports of news databases: no article lost, no field in a text, no headline's number a date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pandas as pd
import pytest
from exports import (
    GRAPHIC,
    PANEL,
    SHIPS,
    STRAIT,
    THREE,
    factiva_codes,
    factiva_html,
    factiva_html_coded,
    factiva_id,
    factiva_lines,
    lexisnexis_old,
    nexis_article,
    nexis_date,
    nexis_uni,
    proquest_lines,
    proquest_record,
    proquest_rows,
    write_docx,
    write_rtf,
    write_xls,
)
from hypothesis import given
from hypothesis import strategies as st
from striprtf.striprtf import rtf_to_text

from analysis.readers import UnreadableError
from analysis.readers.databases import find_database, find_page_database, find_table_database
from analysis.readers.dates import explain_no_day, find_day
from analysis.readers.factiva import read_factiva, read_factiva_page
from analysis.readers.fields import find_tail
from analysis.readers.languages import find_language
from analysis.readers.nexis import read_nexis
from analysis.readers.old_sheets import read_old_workbook
from analysis.readers.proquest import read_proquest, read_proquest_table
from analysis.schemas import DOCUMENTS


def from_docx(paragraphs, folder):
    path = write_docx(folder / "a.docx", paragraphs)
    return [paragraph.text for paragraph in docx.Document(path).paragraphs]


def from_rtf(paragraphs, folder, rows=()):
    path = write_rtf(folder / "a.rtf", paragraphs, rows=rows)
    return rtf_to_text(path.read_text("ascii")).split("\n")


def as_they_are(paragraphs, folder):
    return list(paragraphs)


def check_articles(found, samples, *, way, notes=None):
    """Compare all that was read with all that was written."""
    assert [article.text for article in found.articles] == [sample.whole for sample in samples]
    assert [article.facts for article in found.articles] == [sample.facts for sample in samples]
    assert [article.place for article in found.articles] == [
        f"article {number}" for number in range(1, len(samples) + 1)
    ]
    ways = [f"{way}, undated" if sample.day is None else way for sample in samples]
    for article, expected in zip(found.articles, ways, strict=True):
        assert article.method.startswith(expected)
        assert article.method.endswith("undated") == ("published_on" not in article.facts)
    assert [article.notes for article in found.articles] == (notes or [()] * len(samples))


# Days


DAYS = {
    "2025-01-03": [
        "January 3, 2025",
        "January 3, 2025 Friday",
        "January 3, 2025, Friday, Late Edition - Final",
        "January 3, 2025 Friday 4:38 AM EST",
        "January 3, 2025 Friday 09:31:00 - 10:00:00 Eastern Time",
        "January 3, 2025 Friday Edition 1; National Edition",
        "January 3, 2025 Friday, The Gazette on the Web",
        "January 3, 2025 Friday First Edition",
        "Friday, January 3rd, 2025",
        "Jan 3, 2025",
        "Jan. 3, 2025",
        "3 January 2025",
        "03 Jan 2025",
        "Friday 3 January 2025",
        "Fri, 3 Jan 2025 07:33 GMT",
        "3 January 2025 at 7:33 p.m. UTC+9",
        "3. Januar 2025 Freitag",
        "3 janvier 2025",
        "3 de enero de 2025",
        "2025-01-03",
        "2025-01-03T07:33:00Z",
        "2025/1/3",
        "2025. 1. 3.".replace(" ", ""),
        "2025년 1월 3일",
        "2025년 1월 3일 (금요일) 07:33",
        "2025 年 1 月 3 日 07:33",
    ],
    "2025-01-25": ["25/01/2025", "01/25/2025", "25.01.2025"],
    "2025-04-04": ["04/04/2025"],
    None: [
        "",
        "03/04/2025",
        "January 2025",
        "Spring 2025",
        "2025",
        "January 3",
        "31 February 2025",
        "January 3, 2025 - January 9, 2025",
        "40 of 100 ships",
        "January 6 panel",
        "January 6, 2021 panel",
        "January 6, 2021: what we know",
        "January 6, 2021 Wednesday was the day.",
        "On January 6, 2021",
        "Moon 6, 2021",
        "1 January 20251",
        "12025-01-03",
        "January 3, 25",
    ],
}


@pytest.mark.parametrize(
    ("line", "day"), [(line, day) for day, lines in DAYS.items() for line in lines]
)
def test_a_line_that_is_a_date_names_its_day(line, day):
    assert find_day(line) == day


FORMS = ["%B %d, %Y %A", "%d %B %Y", "%A %d %b %Y", "%Y-%m-%d", "%b %d, %Y %I:%M %p"]


@given(st.dates(date(1850, 1, 1), date(2100, 1, 1)), st.sampled_from(FORMS))
def test_every_day_is_read(day, form):
    assert find_day(day.strftime(form)) == day.isoformat()


# "Ed" is short for an edition.
WORDS = st.text("abcdefg", min_size=2).filter(lambda words: words != "ed")


@given(st.dates(), st.sampled_from(FORMS[:3]), WORDS, st.booleans())
def test_a_date_among_words_is_none(day, form, words, is_before):
    line = day.strftime(form)
    assert find_day(f"{words} {line}" if is_before else f"{line} {words}") is None


@given(st.text())
def test_any_line_is_a_day_or_none(line):
    day = find_day(line)
    assert day is None or date.fromisoformat(day)
    assert explain_no_day(line)


def test_why_a_line_names_no_day():
    assert (
        explain_no_day("Friday 03/04/2025")
        == "'Friday 03/04/2025' can be two days, 2025-03-04 and 2025-04-03"
    )
    assert explain_no_day("40 of 100 ships") == "'40 of 100 ships' names no day"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("ENGLISH", "en"),
        ("Englisch", "en"),
        ("English; English", "en"),
        ("Chinese - Traditional", "zh"),
        ("German (Austria)", "de"),
        ("English, German", None),
        ("The English patient", None),
        ("Klingon", None),
        ("", None),
    ],
)
def test_a_language_is_its_code(line, code):
    assert find_language(line) == code


# Nexis Uni


@pytest.mark.parametrize("write", [as_they_are, from_docx, from_rtf])
@pytest.mark.parametrize("n", [1, 2, 3])
def test_nexis_uni(write, n, tmp_path):
    found = read_nexis(write(nexis_uni(THREE[:n]), tmp_path))
    check_articles(found, THREE[:n], way="Nexis Uni, dated by its date line")
    assert found.stated == n
    assert found.refused == []


def test_facts_have_the_names_of_columns():
    columns = {column.name for column in DOCUMENTS.columns}
    assert set(SHIPS.facts) <= columns


@pytest.mark.parametrize("samples", [THREE, (STRAIT,), (PANEL, PANEL)])
def test_nexis_uni_without_a_cover_page(samples):
    found = read_nexis([line for sample in samples for line in nexis_article(sample)])
    check_articles(found, samples, way="Nexis Uni")
    assert found.stated is None
    assert found.refused == []


def test_an_export_that_is_cut_off_is_an_error():
    lines = nexis_uni(THREE)
    lines = lines[: len(lines) - len(nexis_article(STRAIT))]
    found = read_nexis(lines)
    check_articles(found, THREE[:2], way="Nexis Uni")
    assert found.stated == 3
    assert found.refused == [
        (
            "cover page",
            "its cover page states 3 articles, 2 were read, without "
            f"{STRAIT.title!r}; export it again",
        )
    ]


def test_an_article_that_is_cut_off_says_so():
    lines = nexis_uni(THREE)
    found = read_nexis(lines[: lines.index(STRAIT.text[1])])
    last = replace(STRAIT, text=STRAIT.text[:1], language="")
    notes = ('no line "End of Document" closes it; it may be cut off',)
    check_articles(found, [*THREE[:2], last], way="Nexis Uni", notes=[(), (), notes])
    # What is cut off before any text is no article.
    found = read_nexis(lines[: lines.index(STRAIT.outlet)])
    check_articles(found, THREE[:2], way="Nexis Uni")
    assert found.refused == [
        ("article 3", f"it must have a header; it begins {STRAIT.title[:60]!r}"),
    ]


def test_more_articles_than_stated_are_an_error():
    found = read_nexis(nexis_uni(THREE, stated=2))
    assert len(found.articles) == 3
    assert found.refused == [
        ("cover page", "its cover page states 2 articles, 3 were read; see whether one was cut "
         "in two")
    ]  # fmt: skip


def test_only_a_cover_page():
    lines = nexis_uni(THREE)
    found = read_nexis(lines[: lines.index(SHIPS.title)])
    assert found.articles == []
    assert [reason for _, reason in found.refused] == [
        'it states 3 articles and no line "End of Document" closes one; set the database\'s '
        "interface to English and export again"
    ]


def test_an_interface_in_another_language_is_refused_not_read_as_one_article():
    words = {"End of Document": "Dokumentende", "Documents (3)": "Dokumente (3)", "Body": "Text"}
    lines = [words.get(line.strip(), line) for line in nexis_uni((SHIPS, STRAIT, SHIPS))]
    read = find_database(lines)
    assert read is read_nexis
    assert read(lines).articles == []
    assert len(read(lines).refused) == 1


FIELDS = ("Section", "Length", "Byline", "Copyright", "Language", "Publication-Type", "Load-Date")


@pytest.mark.parametrize("absent", [*FIELDS, "Body", "Classification"])
def test_each_field_may_lack(absent):
    lines = [
        line
        for line in nexis_uni((SHIPS, STRAIT))
        if line.strip() != absent and not line.strip().startswith((f"{absent}:", f"{absent} 2025"))
    ]
    samples = (SHIPS, STRAIT)
    if absent == "Byline":
        samples = tuple(replace(sample, author="") for sample in samples)
    if absent == "Language":
        samples = tuple(replace(sample, language="") for sample in samples)
    check_articles(read_nexis(lines), samples, way="Nexis Uni")
    assert read_nexis(lines).refused == []


ABOVE = [
    "Section:\xa0A",
    "Length:\xa025 words",
    "Byline:\xa0By the shipping desk",
    "\n© 2025 Press",
]
BELOW = ["Language:\xa0ENGLISH", "Subject:\xa0SHIPS (90%)", "Load-Date:\xa0May 1, 2025"]
BELOW += ["Person:\xa0NOBODY", "\nPublication-Type:\xa0Newspaper"]


@given(st.permutations(ABOVE), st.permutations(BELOW))
def test_fields_may_stand_in_any_order(above, below):
    lines = [SHIPS.title, SHIPS.outlet, nexis_date(SHIPS.day), *above, "Body", *SHIPS.text]
    lines += [*below, "End of Document"]
    check_articles(read_nexis(lines * 2), (SHIPS, SHIPS), way="Nexis Uni")


def test_what_is_no_part_of_the_text_is_told():
    more = {
        "Highlight": "Why ships stay in port",
        "Moon": "full",
        "Correction": "An earlier version counted 41 ships.",
        "Graphic": GRAPHIC,
        "Tide": "high",
    }
    found = read_nexis(nexis_uni((replace(SHIPS, more=more), STRAIT)))
    notes = (
        "not in the text: its correction, 6 words",
        f"not in the text: its captions, {len(GRAPHIC.split())} words",
        "not in the text: its highlight, 5 words",
        "not in the text: fields that no rule knows, Moon, Tide",
    )
    check_articles(found, (SHIPS, STRAIT), way="Nexis Uni", notes=[notes, ()])


def test_a_paragraph_that_is_called_like_a_section_stays_text():
    sample = replace(SHIPS, text=(SHIPS.text[0], "Graphic", *[SHIPS.text[1]] * 6))
    check_articles(read_nexis(nexis_article(sample)), (sample,), way="Nexis Uni")


def test_a_length_that_differs_is_told():
    n_words = SHIPS.n_words
    for stated, notes in {
        n_words: (),
        n_words + 24: (),
        n_words + 25: (f"its length is stated as {n_words + 25} words; {n_words} were read",),
        1234: (f"its length is stated as 1234 words; {n_words} were read",),
    }.items():
        sample = replace(SHIPS, more={"Length": f"{stated:,} words"})
        check_articles(read_nexis(nexis_article(sample)), [SHIPS], way="Nexis Uni", notes=[notes])


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("", "undated: it has no date line"),
        ("Spring 2025", "undated: its date line 'Spring 2025' names no day"),
        (
            "03/04/2025",
            "undated: its date line '03/04/2025' can be two days, 2025-03-04 and 2025-04-03",
        ),
    ],
)
def test_without_a_day_nothing_is_guessed(line, note):
    # Its headline is a day, and so is that of its loading.
    found = read_nexis(nexis_article(PANEL, date_line=line))
    check_articles(found, [replace(PANEL, day=None)], way="Nexis Uni", notes=[(note,)])


def test_a_correction_is_appended():
    lines = nexis_article(SHIPS)
    lines.insert(lines.index(nexis_date(SHIPS.day)) + 1, "\n Correction Appended")
    notes = [("a correction is appended",)]
    check_articles(read_nexis(lines), [SHIPS], way="Nexis Uni", notes=notes)


def test_a_date_in_a_headline_of_two_lines_is_no_date_line():
    lines = nexis_article(SHIPS)
    lines.insert(lines.index(SHIPS.title) + 1, "January 6, 2021")
    expected = replace(SHIPS, title=f"{SHIPS.title} January 6, 2021")
    check_articles(read_nexis(lines), [expected], way="Nexis Uni")


@pytest.mark.parametrize(
    ("written", "outlet"),
    [
        ("The Gazette - Final Edition", "The Gazette"),
        ("The Gazette (London) - London Edition", "The Gazette (London)"),
        ("Al-Bahr", "Al-Bahr"),
    ],
)
def test_the_edition_is_no_part_of_the_outlet(written, outlet):
    found = read_nexis(nexis_article(replace(SHIPS, outlet=written)))
    check_articles(found, [replace(SHIPS, outlet=outlet)], way="Nexis Uni")


def test_an_article_without_text_is_refused():
    found = read_nexis(nexis_uni((SHIPS, replace(SHIPS, text=()))))
    assert len(found.articles) == 1
    assert found.refused == [("article 2", "it must hold text; only its header was read")]


# The older LexisNexis


OLD = tuple(
    replace(sample, text=(*sample.text[:2], "The tide rose and fell. " * 20 + "So it went."))
    for sample in THREE
)
CAPTIONS = (f"not in the text: its captions, {len(GRAPHIC.split())} words",)


@pytest.mark.parametrize("write", [as_they_are, from_docx, from_rtf])
def test_lexisnexis(write, tmp_path):
    found = read_nexis(write(lexisnexis_old(OLD), tmp_path))
    way = "LexisNexis, dated by its date line"
    check_articles(found, OLD, way=way, notes=[CAPTIONS] * 3)
    assert found.stated == 3
    assert found.refused == []


def test_a_gap_in_the_numbers_is_an_error():
    found = read_nexis(lexisnexis_old(OLD, total=7))
    assert len(found.articles) == 3
    assert found.refused == [
        ("numbering", "its numbering states 7 articles, 3 were read; export it again")
    ]
    # A part of the results that was asked for as such is whole.
    request = ["Download Request: Selected Items: 1-3", "Send To:", "The harbour office"]
    found = read_nexis([*request, *lexisnexis_old(OLD, total=7)])
    assert (len(found.articles), found.stated, found.refused) == (3, 3, [])


def test_two_downloads_in_one_file():
    request = ["Download Request: Selected Items: 1-3", "Send To:", "The harbour office", "London"]
    found = read_nexis([*request, *lexisnexis_old(OLD)] * 2)
    assert [article.text for article in found.articles] == [sample.whole for sample in OLD] * 2
    assert (found.stated, found.refused) == (6, [])
    found = read_nexis(lexisnexis_old(OLD) * 2)
    assert (len(found.articles), found.stated, found.refused) == (6, 6, [])


def test_a_number_of_documents_in_a_text_begins_no_article():
    sample = replace(SHIPS, text=(SHIPS.text[0], "2 of 3 DOCUMENTS", *[SHIPS.text[1]] * 8))
    found = read_nexis(lexisnexis_old((sample,)))
    check_articles(found, (sample,), way="LexisNexis", notes=[CAPTIONS])


def test_a_headline_is_no_date_line():
    found = read_nexis(lexisnexis_old((replace(PANEL, day=None, text=PANEL.text[:2]),)))
    sample = replace(PANEL, day=None, text=PANEL.text[:2])
    check_articles(
        found, (sample,), way="LexisNexis",
        notes=[("undated: it has no date line", *CAPTIONS)],
    )  # fmt: skip


# Factiva


PAGES = {
    "elements": factiva_html,
    "codes": factiva_html_coded,
    "counted": lambda samples, n_results: factiva_html(samples, n_results=n_results, counted=True),
}


@pytest.mark.parametrize("write", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("n", [1, 3])
def test_factiva_pages(write, n):
    page = write(THREE[:n], n_results=n)
    read = find_page_database(page)
    assert read is read_factiva_page
    check_articles(read(page), THREE[:n], way="Factiva, dated by its date line")
    assert read(page).stated == n
    assert read(page).refused == []


@pytest.mark.parametrize("write", PAGES.values(), ids=PAGES)
def test_results_that_are_not_in_the_file_are_an_error(write):
    found = read_factiva_page(write(THREE, n_results=1771))
    assert len(found.articles) == 3
    assert found.stated == 1771
    assert found.refused == [
        ("search summary", "its search summary states 1771 results, 3 are in this file; export the "
         "others, unless other files hold them")
    ]  # fmt: skip


def test_a_gap_among_counted_headlines_is_an_error():
    page = factiva_html(THREE, n_results=3, counted=True).replace("3) ", "5) ")
    assert read_factiva_page(page).refused == [
        ("numbering", "its numbering states 5 articles, 3 were read; export it again")
    ]


def test_captions_of_factiva_are_told():
    sample = replace(SHIPS, more={"Graphic": GRAPHIC})
    found = read_factiva_page(factiva_html((sample, STRAIT), n_results=2))
    check_articles(found, (SHIPS, STRAIT), way="Factiva", notes=[CAPTIONS, ()])


def test_factiva_without_a_day():
    sample = replace(PANEL, day=None)
    notes = [("undated: it has no date line",)]
    for write in (factiva_html, factiva_html_coded):
        found = read_factiva_page(write((sample,), n_results=1))
        check_articles(found, (sample,), way="Factiva", notes=notes)


SUMMARY = ["Search Summary", "Text|2025|", "Results Found|3|", "Timestamp|14 January 2025|"]


@pytest.mark.parametrize("write", [as_they_are, from_docx, from_rtf])
def test_factiva_as_lines(write, tmp_path):
    paragraphs = write([*factiva_lines(THREE), *SUMMARY], tmp_path)
    assert find_database(paragraphs) is read_factiva
    found = read_factiva(paragraphs)
    check_articles(found, THREE, way="Factiva, dated by its date line")
    assert (found.stated, found.refused) == (3, [])


def test_factiva_with_codes_in_rtf(tmp_path):
    rows = [row for n, sample in enumerate(THREE, start=1) for row in factiva_codes(sample, n)]
    paragraphs = from_rtf([], tmp_path, [*rows, ("Results Found", ["3"])])
    assert find_database(paragraphs) is read_factiva
    found = read_factiva(paragraphs)
    check_articles(found, THREE, way="Factiva, dated by its date line")
    assert (found.stated, found.refused) == (3, [])


def test_codes_one_below_the_other():
    rows = [row for n, sample in enumerate(THREE, start=1) for row in factiva_codes(sample, n)]
    found = read_factiva([line for code, lines in rows for line in (code, *lines)])
    check_articles(found, THREE, way="Factiva")


@pytest.mark.parametrize("text", [("HD", "BY"), ("PD|x|", "SN\tx"), ("WC", "40 words")])
def test_a_code_in_a_text_stays_text(text):
    sample = replace(SHIPS, text=(SHIPS.text[0], *text, SHIPS.text[1]))
    lines = [line for code, lines in factiva_codes(sample, 1) for line in (code, *lines)]
    check_articles(read_factiva(lines), (sample,), way="Factiva")


def test_factiva_that_is_cut_off_is_an_error():
    lines = factiva_lines(THREE)
    found = read_factiva(lines[: lines.index(f"Document {factiva_id(3)}")])
    check_articles(found, THREE[:2], way="Factiva")
    reason = "no number of a document closes it; it is cut off. Export it again"
    assert found.refused == [("article 3", reason)]


def test_the_publisher_below_a_text_is_no_text():
    lines = factiva_lines((SHIPS,))
    at = lines.index("Harbour Press Limited")
    for line, notes in {
        "Harbour Press": (),
        "Harbour Digital (Full Text)": (
            "not in the text: its last line, 'Harbour Digital (Full Text)'",
        ),
    }.items():
        lines[at] = line
        check_articles(read_factiva(lines), [SHIPS], way="Factiva", notes=[notes])
    lines[at] = "The harbour was quiet."
    expected = replace(SHIPS, text=(*SHIPS.text, lines[at]))
    check_articles(read_factiva(lines), [expected], way="Factiva")


def test_a_headline_of_factiva_that_may_be_another_line_is_told():
    lines = factiva_lines((SHIPS,))
    lines[0] = "Analysis"
    lines[2] = "Forty captains wait"
    (article,) = read_factiva(lines).articles
    assert article.facts["title"] == SHIPS.title
    assert article.notes == ("its headline may be another line: 'Analysis', 'Forty captains wait'",)


# ProQuest


@pytest.mark.parametrize("write", [as_they_are, from_docx, from_rtf])
@pytest.mark.parametrize("n", [1, 3])
def test_proquest(write, n, tmp_path):
    paragraphs = write(proquest_lines(THREE[:n]), tmp_path)
    assert find_database(paragraphs) is read_proquest
    found = read_proquest(paragraphs)
    check_articles(found, THREE[:n], way="ProQuest, dated by its publication date")
    assert (found.stated, found.refused) == (n, [])


def test_proquest_without_rules_and_numbers():
    found = read_proquest([line for sample in THREE for line in proquest_record(sample)])
    check_articles(found, THREE, way="ProQuest")
    assert (found.stated, found.refused) == (None, [])


@pytest.mark.parametrize("absent", ["Database", "Last updated", "ProQuest document ID", "Title"])
def test_proquest_with_a_bibliography_and_without_rules(absent):
    lines = [line for line in proquest_lines(THREE) if not line.startswith(("____", f"{absent}:"))]
    check_articles(read_proquest(lines), THREE, way="ProQuest")
    assert read_proquest(lines).refused == []


def test_documents_that_lack_are_an_error():
    found = read_proquest(proquest_lines(THREE, total=20))
    check_articles(found, THREE, way="ProQuest")
    assert found.refused == [
        ("numbering", "its numbering states 20 articles, 3 were read; export it again")
    ]


def test_a_rule_in_a_text_cuts_nothing():
    sample = replace(SHIPS, text=(SHIPS.text[0], "_" * 60, "Title: of a song", SHIPS.text[1]))
    found = read_proquest(proquest_lines((sample, STRAIT)))
    check_articles(found, (sample, STRAIT), way="ProQuest")


@pytest.mark.parametrize("full_text", ["", "None available.", "Not available"])
def test_an_abstract_alone_is_told(full_text):
    sample = replace(SHIPS, more={"Full text": full_text, "Abstract": "Ships stay in port."})
    found = read_proquest(proquest_lines((sample,)))
    note = "only its abstract is there; export it with full text if there is one"
    expected = replace(SHIPS, text=("Ships stay in port.",))
    check_articles(found, (expected,), way="ProQuest", notes=[(note,)])
    found = read_proquest(proquest_lines((replace(sample, more={"Full text": full_text}), STRAIT)))
    assert [article.text for article in found.articles] == [STRAIT.whole]
    assert found.refused == [
        ("article 1", "it must hold text; it has neither full text nor abstract")
    ]


def test_days_of_proquest():
    undated = replace(SHIPS, day=None)
    found = read_proquest(proquest_lines((undated,)))
    note = "undated: its publication date '2025' names no day"
    check_articles(found, (undated,), way="ProQuest", notes=[(note,)])
    more = {"Publication info": "Harbour Gazette ; London [London]. 03 Jan 2025: A.1."}
    found = read_proquest(proquest_lines((replace(undated, more=more),)))
    check_articles(found, (SHIPS,), way="ProQuest, dated by its publication info")


def test_captions_and_credit_below_a_text_are_told():
    lines = proquest_record(SHIPS)
    below = [f"CAPTION: {GRAPHIC}", "CAPTION: A buoy.", "CREDIT: the shipping desk"]
    lines[lines.index(SHIPS.text[1]) + 1 : lines.index(SHIPS.text[1]) + 1] = below
    notes = (
        f"not in the text: its captions, {len(GRAPHIC.split()) + 2} words",
        "not in the text: its credit, 3 words",
    )
    check_articles(read_proquest(lines), (SHIPS,), way="ProQuest", notes=[notes])


def test_proquest_tables(tmp_path):
    rows = proquest_rows(THREE, with_text=True)
    for table in (
        read_old_workbook(write_xls(tmp_path / "a.xls", rows).read_bytes()).table,
        pd.DataFrame(rows[1:], range(1, 4), rows[0]),
    ):
        read = find_table_database(table.columns)
        assert read is read_proquest_table
        before = table.copy()
        found = read(table)
        pd.testing.assert_frame_equal(table, before)
        assert [article.text for article in found.articles] == [s.whole for s in THREE]
        assert [article.facts for article in found.articles] == [s.facts for s in THREE]
        assert [article.place for article in found.articles] == ["row 1", "row 2", "row 3"]
        assert found.refused == []


def test_proquest_tables_without_full_text():
    rows = proquest_rows(THREE, with_text=False)
    table = pd.DataFrame(rows[1:], range(1, 4), rows[0])
    table.loc[2, "Abstract"] = None
    table.loc[3, "pubdate"] = "03/04/2025"
    found = read_proquest_table(table)
    note = "only its abstract is there; the full text is in the text or RTF export"
    assert [article.text for article in found.articles] == [
        f"{sample.title}\n\n{sample.text[0]}" for sample in (SHIPS, STRAIT)
    ]
    assert [article.notes for article in found.articles] == [
        (note,),
        (
            note,
            "undated: its publication date '03/04/2025' can be two days, 2025-03-04 and 2025-04-03",
        ),
    ]
    assert found.refused == [("row 2", "it must hold text; it has neither full text nor abstract")]
    assert read_proquest_table(table.iloc[:0]).articles == []


def test_old_workbooks(tmp_path):
    # 45660 days after the end of 1899 begins 2025-01-03.
    rows = [["text", "n", "day"], ["“서울” é", 3, 45660], ["b", 2.5, 45660.75], ["", "", ""]]
    table, refused, notes = read_old_workbook(write_xls(tmp_path / "a.xls", rows).read_bytes())
    assert table.to_dict("list") == {
        "text": ["“서울” é", "b"],
        "n": [3, 2.5],
        "day": ["2025-01-03", "2025-01-03"],
    }
    assert table.index.tolist() == [1, 2]
    assert (refused, notes) == ([], ())


def test_what_is_no_old_workbook_says_why(tmp_path):
    with pytest.raises(UnreadableError) as error:
        read_old_workbook(write_xls(tmp_path / "a.xls", []).read_bytes())
    assert str(error.value) == "it must have a page of cells; it has none"
    with pytest.raises(UnreadableError) as error:
        read_old_workbook(b"\xd0\xcf\x11\xe0 nothing")
    assert str(error.value).startswith("it must be an old workbook (XLS); ")


# All of them


EXPORTS = {
    "nexis": (read_nexis, nexis_uni(THREE)),
    "nexis, one article": (read_nexis, nexis_article(PANEL)),
    "lexisnexis": (read_nexis, lexisnexis_old(THREE)),
    "factiva": (read_factiva, factiva_lines(THREE)),
    "proquest": (read_proquest, proquest_lines(THREE)),
    "proquest, one article": (read_proquest, proquest_record(SHIPS)),
}


@pytest.mark.parametrize(("read", "paragraphs"), EXPORTS.values(), ids=EXPORTS)
def test_each_export_is_told_from_the_others(read, paragraphs):
    before = list(paragraphs)
    assert find_database(paragraphs) is read
    # Without empty lines, and cut in the middle, it is the same.
    assert find_database([line for line in paragraphs if line.strip()]) is read
    whole = read(paragraphs)
    assert read(tuple(paragraphs)) == whole
    assert paragraphs == before
    assert find_page_database("\n".join(paragraphs)) is None


@pytest.mark.parametrize(
    "text",
    [
        [],
        [""],
        ["Ships", "", "The length: 40 words. Body and soul.", "End of Document"],
        ["Contents (3)", "1. Ships", "2. Harbours", "Body", "The ship sank."],
        ["Copyright 2025 Nobody", "Documents were found.", "Section: A"],
        ["Full text: of the speech", "Title: a speech", "40 words", "January 3, 2025"],
        [*SHIPS.text, "1 of 3 DOCUMENTS", "were found."],
    ],
)
def test_any_other_text_is_of_no_database(text):
    assert find_database(text) is None
    assert find_page_database("\n".join(text)) is None


def test_the_demonstration_texts_are_of_no_database():
    paths = sorted((Path(__file__).parents[1] / "corpus" / "demonstration").rglob("*.txt"))
    assert len(paths) > 100
    for path in paths:
        text = path.read_text("utf-8")
        assert find_database(text.split("\n")) is None
        assert find_page_database(text) is None


def test_other_tables_are_of_no_database():
    assert find_table_database(["document_id", "title", "text", "outlet"]) is None
    assert find_table_database([]) is None


@pytest.mark.parametrize("read", [read_nexis, read_factiva, read_proquest])
def test_empty_in_empty_out(read):
    for paragraphs in ([], [""], ["", " ", "\n"]):
        assert read(paragraphs).articles == []


MARKS = [
    *nexis_uni((SHIPS,)),
    *lexisnexis_old((STRAIT,)),
    *factiva_lines((PANEL,)),
    *(f"{code}|{'|'.join(lines)}|" for code, lines in factiva_codes(SHIPS, 1)),
    *proquest_lines((STRAIT,)),
    "January 3, 2025",
    "40 words",
    "words",
]
READERS = {"nexis": read_nexis, "factiva": read_factiva, "proquest": read_proquest}


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
@given(st.lists(st.sampled_from(MARKS), max_size=40))
def test_lines_in_any_order_are_read_or_refused(read, lines):
    before = list(lines)
    found = read(lines)
    assert lines == before
    words = set(" ".join(lines).split())
    for article in found.articles:
        assert article.text.strip()
        assert set(article.text.split()) <= words
        assert article.facts.keys() <= SHIPS.facts.keys()
        assert all(article.facts.values())
    assert all(place and reason for place, reason in found.refused)


ODD = {
    "nexis": ["Body", "End of Document", "40 of 100 DOCUMENTS", "Length: 12 metres", "_" * 60],
    "lexisnexis": ["Body", "End of Document", "40 of 100 DOCUMENTS", "BYLINE: nobody", "HD"],
    "pages": ["Body", "HD", "40 words", "January 3, 2025", "Document 1 of 3", "<b>", "English"],
    "factiva": ["Body", "HD", "BY", "40 words", "January 3, 2025", "By the sea", "English"],
    "codes": ["Body", "HD", "40 words", "January 3, 2025", "BY|the sea", "English"],
    "proquest": ["Body", "_" * 60, "Document 2 of 9", "Title: of a song", "Abstract: an art"],
}


def in_strokes(samples):
    """Write codes and what they stand for as the cells of tables."""
    rows = [row for n, sample in enumerate(samples, start=1) for row in factiva_codes(sample, n)]
    return [f"{code}|" + "\n".join(lines) + "|" for code, lines in rows]


WRITERS = {
    "nexis": lambda samples: read_nexis(nexis_uni(samples)),
    "lexisnexis": lambda samples: read_nexis(lexisnexis_old(samples)),
    "pages": lambda samples: read_factiva_page(factiva_html(samples, n_results=len(samples))),
    "factiva": lambda samples: read_factiva(factiva_lines(samples)),
    "codes": lambda samples: read_factiva(in_strokes(samples)),
    "proquest": lambda samples: read_proquest(proquest_lines(samples)),
}  # fmt: skip
SENTENCES = ["The tide rose.", "Nobody spoke: it was late.", "“Well,” they said, “no.”"]


@pytest.mark.parametrize("name", WRITERS)
@given(st.data())
def test_whatever_a_text_holds_stays_in_it(name, data):
    lines = st.lists(st.sampled_from(ODD[name] + SENTENCES), max_size=8)
    samples = [
        replace(sample, text=(SENTENCES[0], *data.draw(lines), SENTENCES[1]))
        for sample in (SHIPS, STRAIT, SHIPS)[: data.draw(st.integers(1, 3))]
    ]
    found = WRITERS[name](samples)
    assert [article.text for article in found.articles] == [sample.whole for sample in samples]
    assert [article.facts for article in found.articles] == [sample.facts for sample in samples]
    assert found.refused == []


def test_the_tail_of_fields_is_looked_for_from_the_end():
    known = {"subject", "loaddate", "credit"}
    lines = ["Subject: a king", "He left.", "Note: he did.", "Subject: KINGS", "Load-Date: May 1"]
    assert find_tail(lines, known) == 3
    assert find_tail(lines[1:3], known) == 2
    assert find_tail([], known) == 0
    lines = ["He left.", "Credit: a", "Credit: b"]
    assert (find_tail(lines, known), find_tail(lines, known, repeated={"credit"})) == (2, 1)

"""Every format a scholar has: what is read in it, with which facts, and what is noted of it."""

from __future__ import annotations

import datetime as dt
import io
import json

import pandas as pd
import pytest
import samples
from samples import DAY, PARAGRAPHS, TEXT, TITLE

from analysis import schemas
from analysis.corpus import load_corpus
from analysis.readers import Articles, UnreadableError, kind_of, read_content
from analysis.readers.documents import read_docx, read_rtf
from analysis.readers.pages import read_page
from analysis.readers.pdfs import join_pages, read_pdf
from analysis.readers.sheets import read_workbook
from analysis.readers.tables import read_json

SAMPLES = samples.all_samples()
ONE_ARTICLE = ["a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.rtf"]
TWO_ROWS = ["a.csv", "a.tsv", "a.json", "a.jsonl", "a.parquet", "a.xlsx"]


def one(found: Articles):
    assert len(found.articles) == 1
    return found.articles[0]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """Load each sample alone, once."""
    corpora = {}
    for name, content in SAMPLES.items():
        path = tmp_path_factory.mktemp("sample") / name
        path.write_bytes(content)
        corpora[name] = load_corpus(path)
    return corpora


@pytest.mark.parametrize("name", ONE_ARTICLE)
def test_a_file_that_is_one_article(loaded, name):
    corpus = loaded[name]
    document = corpus.documents.squeeze()
    assert document["document_id"] == "a"
    assert document["title"] == TITLE
    # A PDF breaks lines where it likes.
    assert document["text"].split() == TEXT.split()
    if name != "a.pdf":
        assert document["text"] == TEXT
    assert corpus.rejected.empty
    load = corpus.loads.squeeze()
    assert load["path"] == name
    assert load["n_bytes"] == len(SAMPLES[name])
    assert (load["n_articles"], load["n_kept"], load["n_set_aside"]) == (1, 1, 0)
    assert load["method"] == kind_of(name, SAMPLES[name])


@pytest.mark.parametrize("name", TWO_ROWS)
def test_a_table(loaded, name):
    corpus = loaded[name]
    assert corpus.documents["document_id"].tolist() == ["a-1", "a-2"]
    assert corpus.documents["text"].tolist() == [TEXT, PARAGRAPHS[0]]
    assert corpus.documents["published_on"].tolist() == [pd.Timestamp(DAY), pd.NaT]
    assert corpus.readings["place"].tolist() == ["row 1", "row 2"]
    assert corpus.readings["date_found_by"].tolist()[0] == "column published_on"
    assert corpus.readings["date_found_by"].isna().tolist() == [False, True]
    assert corpus.loads["quality"].tolist() == ["good"]
    assert corpus.rejected.empty


def test_an_archive(loaded):
    corpus = loaded["a.zip"]
    assert corpus.documents["path"].tolist() == ["a.zip/c.html"]
    assert corpus.loads["path"].tolist() == ["a.zip", "a.zip/c.html", "a.zip/in/b.txt"]
    assert corpus.rejected.to_numpy().tolist() == [["a.zip/in/b.txt", "the same text as a.zip/c"]]


@pytest.mark.parametrize("name", list(SAMPLES))
def test_the_tables_of_a_load_are_what_their_schemas_say(loaded, name):
    corpus = loaded[name]
    for table, schema in zip(
        corpus,
        (schemas.DOCUMENTS, schemas.REMOVALS, schemas.REJECTED, schemas.LOADS, schemas.READINGS),
        strict=True,
    ):
        schemas.check(table, schema)
    assert corpus.readings["document_id"].tolist() == corpus.documents["document_id"].tolist()


@pytest.mark.parametrize("name", ["a.html", "a.pdf", "a.docx", "a.rtf", "a.parquet", "a.xlsx"])
@pytest.mark.parametrize("other", ["b.txt", "b.doc", "b", "b.html"])
def test_the_content_tells_what_a_file_is(tmp_path, name, other):
    path = tmp_path / other
    path.write_bytes(SAMPLES[name])
    corpus = load_corpus(path)
    assert len(corpus.documents) >= 1
    kind = kind_of(name, SAMPLES[name])
    if (name, other) != ("a.html", "b.html"):
        named = {"b.txt": "text", "b.doc": ".doc", "b": "nothing", "b.html": "web page"}[other]
        assert corpus.loads["notes"].tolist() == [f"its ending says {named}; it is {kind}"]
        assert corpus.loads["quality"].tolist() == ["check"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "it must hold text; it is empty"),
        ("a.png", b"\x89PNG\r\n", "it is a picture; recognise its text (OCR) and save that"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "it is an old Office document; save it as .docx or .xlsx"),
        ("a.csv.gz", b"\x1f\x8b\x08", "it is a compressed file; unpack it"),
        (
            "a.odt",
            samples.make_zip({"content.xml": b"<a/>"}),
            "it is a zip archive or an Office document of another kind. Save it as .docx or "
            ".xlsx; an archive must end in .zip",
        ),
        (
            "a.log",
            b"text",
            "a file must end in one of .txt, .text, .md, .html, .htm, .xhtml, .pdf, .docx, .rtf, "
            ".csv, .tsv, .json, .jsonl, .ndjson, .parquet, .xlsx, .xls, .bib, .ris, .zip; this "
            "one has .log",
        ),
    ],
)
def test_what_cannot_be_read_says_why(name, content, reason):
    with pytest.raises(UnreadableError) as error:
        kind_of(name, content)
    assert str(error.value) == reason


# Web pages.


def test_a_page_gives_its_article_and_what_its_metadata_say():
    article = one(read_page(samples.make_page()))
    assert article.text == TEXT
    assert article.facts == {"published_on": DAY, "title": TITLE, "outlet": "The Desk"}
    assert article.notes == ("date: meta tag article:published_time",)


def test_scripts_are_neither_run_nor_read():
    body = "<p onclick='alert(1)'>It went on, and nobody had expected it to be so quick.</p>"
    text = one(read_page(samples.make_page(body=body))).text
    assert "It went on" in text
    assert "alert" not in text
    assert "stolen" not in text


@pytest.mark.parametrize(
    ("head", "day", "by"),
    [
        (
            '<script type="application/ld+json">{"@graph": [{"datePublished": "2024-12-03"}]}'
            "</script>",
            "2024-12-03",
            "JSON-LD datePublished",
        ),
        ('<meta name="DC.date.issued" content="2024/12/05">', DAY, None),
        ('<meta name="date" content="4 Dec">', DAY, None),
        ('<script type="application/ld+json">{{</script>', DAY, None),
    ],
)
def test_the_day_of_a_page(head, day, by):
    article = one(read_page(samples.make_page(head=head)))
    assert article.facts["published_on"] == day
    assert article.notes[0] == f"date: {by or 'meta tag article:published_time'}"


def test_days_that_differ_are_told():
    article = one(read_page(samples.make_page(head='<meta name="date" content="2024-11-30">')))
    assert article.facts["published_on"] == DAY
    assert article.notes[1] == "dates differ: meta tag date says 2024-11-30"


def test_a_page_without_metadata_has_no_day():
    page = (
        f"<html><body><h1>January 6, 2021: {TITLE}</h1><p>Published 2024-12-04</p>"
        f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></body></html>"
    )
    assert "published_on" not in one(read_page(page.encode())).facts


def test_a_page_in_the_encoding_that_it_names():
    page = samples.make_page().decode().replace("utf-8", "windows-1252").replace("early", "café")
    assert "left café." in one(read_page(page.encode("cp1252"))).text


def test_a_page_that_shows_nothing():
    with pytest.raises(UnreadableError) as error:
        read_page(b"<html><body><script>write('text')</script></body></html>")
    assert str(error.value) == (
        "it must show text; it shows none. It may be made by a script: print it to PDF"
    )


# PDFs.


def test_a_pdf_of_several_pages():
    head = [f"THE DESK {number} December 2024" for number in (1, 2, 3, 4)]
    pages = [
        [head[0], TITLE, "The vote was post-", "poned until the post-war order was", "1"],
        [head[1], "settled. The post-war", "order was not.", "2"],
        [head[2], "Nobody came.", "3"],
        [head[3], "An aide left the hall.", "4"],
    ]
    article = one(read_pdf(samples.make_pdf(pages, made_on="2025-06-01")))
    assert article.text == (
        f"{TITLE}\nThe vote was postponed until the post-war order was\nsettled. The post-war\n"
        "order was not.\n\nNobody came.\n\nAn aide left the hall."
    )
    assert article.notes == (
        "made on 2025-06-01, which need not be the day of publication",
        "running heads and page numbers left out: 8",
        "words divided at line ends, joined: 1",
    )
    assert article.facts == {}


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["a post-", "war order; the post-war order"], "a post-war order; the post-war order"),
        (["a postpone-", "ment"], "a postponement"),
        # Only in the midst of a word.
        (["the Seoul-", "Tokyo ties"], "the Seoul-\nTokyo ties"),
        (["the years 1950-", "53"], "the years 1950-\n53"),
        (["a dash -", "and more"], "a dash -\nand more"),
    ],
)
def test_words_divided_at_line_ends(lines, joined):
    assert join_pages(["\n".join(lines)])[0] == joined


def test_numbers_that_are_no_page_numbers_stay():
    pages = ["It began in\n1950", "1948\nwas better.", "Then came peace,\nin 1953."]
    text = "It began in\n1950\n1948\nwas better.\n\nThen came peace,\nin 1953."
    assert join_pages(pages) == (text, [])


SCANNED = "it must have a text layer; it is a picture. Recognise its text (OCR)"


def test_scanned_pages_are_refused_and_the_others_read():
    found = read_pdf(samples.make_pdf([[TITLE], [], [PARAGRAPHS[0]]]))
    assert one(found).text == f"{TITLE}\n{PARAGRAPHS[0]}"
    assert found.refused == [("page 2", SCANNED)]


def test_a_pdf_of_scanned_pages_alone():
    with pytest.raises(UnreadableError) as error:
        read_pdf(samples.make_pdf([[], []]))
    assert str(error.value) == f"none of its 2 page(s) has text; {SCANNED}"


def test_an_encrypted_pdf():
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(samples.make_pdf())))
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    with pytest.raises(UnreadableError) as error:
        read_pdf(buffer.getvalue())
    assert str(error.value) == "it is encrypted; save it without its password"


def test_the_day_on_which_a_pdf_was_made_is_noted_and_not_taken(tmp_path):
    (tmp_path / "a.pdf").write_bytes(samples.make_pdf(made_on="2025-06-01"))
    corpus = load_corpus(tmp_path)
    note = "made on 2025-06-01, which need not be the day of publication"
    assert corpus.documents["published_on"].isna().all()
    assert corpus.readings["notes"].tolist() == [note]
    (tmp_path / "documents.csv").write_text(f"document_id,published_on\na,{DAY}\n")
    corpus = load_corpus(tmp_path)
    assert corpus.documents["published_on"].tolist() == [pd.Timestamp(DAY)]
    assert corpus.readings["notes"].isna().all()
    assert corpus.readings["date_found_by"].tolist() == ["documents.csv"]


# Documents of word processors.


def test_a_document_of_word_is_read_as_it_is_seen():
    body = (
        "<w:p><w:r><w:t>Kept</w:t></w:r><w:ins><w:r><w:t> and added</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText> but dropped</w:delText></w:r></w:del><w:r><w:tab/><w:br/></w:r>"
        "<w:moveFrom><w:r><w:t>moved away</w:t></w:r></w:moveFrom>"
        "<w:hyperlink><w:r><w:t>linked</w:t></w:r></w:hyperlink></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>LENGTH</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>12 words</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc>"
        "<w:p><w:r><w:t>One.</w:t></w:r></w:p><w:p><w:r><w:t>Two.</w:t></w:r></w:p></w:tc>"
        "</w:tr></w:tbl>"
    )
    text = one(read_docx(samples.make_docx([TITLE], body=body))).text
    assert text == f"{TITLE}\n\nKept and added\t\nlinked\n\nLENGTH\t12 words\n\nOne.\n\nTwo."


def test_a_document_without_text():
    for read, content in ((read_docx, samples.make_docx([])), (read_rtf, samples.make_rtf([""]))):
        with pytest.raises(UnreadableError) as error:
            read(content)
        assert str(error.value) == "it must hold text; it is empty"


def test_an_rtf_in_other_scripts():
    assert one(read_rtf(samples.make_rtf(["“Café” in 서울"]))).text == "“Café” in 서울"


# Tables.


def test_a_workbook_of_several_pages():
    rows = read_workbook(samples.make_workbook([["text", "n"], ["a", 1]], others=["about"]))
    assert rows.table["text"].tolist() == ["a"]
    assert rows.notes == ("page 'texts' was read, not 'about'",)


def test_the_cells_of_a_workbook():
    rows = read_workbook(
        samples.make_workbook(
            [
                ["text", "published_on", "n"],
                ["=1+1", dt.datetime(2024, 12, 4), 3],
                [None, None, None],
                ["b" * 32_767, dt.datetime(2024, 12, 4, 9, 30), None],
                ["c", None, None, "beyond"],
            ]
        )
    )
    # A formula without a result has no text; it is never run.
    assert rows.table["text"].tolist() == [None, "b" * 32_767]
    assert rows.table["published_on"].tolist() == [DAY, f"{DAY} 09:30"]
    assert rows.table.index.tolist() == [1, 3]
    assert rows.refused == [(4, "it must have 3 cells like the header; it has more")]
    assert rows.notes == ("cells as long as a cell can be, so that the text may be cut off: 1",)


@pytest.mark.parametrize(
    ("whole", "texts"),
    [
        ([{"text": "a"}, {"text": "b"}], ["a", "b"]),
        ({"text": "a"}, ["a"]),
        ({"articles": [{"text": "a"}], "total": 1}, ["a"]),
    ],
)
def test_json(whole, texts):
    assert read_json(json.dumps(whole).encode()).table["text"].tolist() == texts


def test_json_that_is_json_lines():
    assert read_json(b'{"text": "a"}\n{"text": "b"}').table["text"].tolist() == ["a", "b"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"3", "it must be JSON with a list of objects; it is a int"),
        (b"{", "it must be JSON; Expecting property name enclosed in double quotes: line 1 column "
         "2 (char 1)"),
        (b"[" * 100_000, "it must be JSON; it is nested too deeply"),
    ],
)  # fmt: skip
def test_json_that_is_no_table(content, reason):
    with pytest.raises(UnreadableError) as error:
        read_json(content)
    assert str(error.value) == reason


def test_files_are_read_in_a_process_apart_as_they_are_here():
    for name in ("a.html", "a.pdf", "a.docx", "a.rtf"):
        kind = kind_of(name, SAMPLES[name])
        read = {"web page": read_page, "PDF": read_pdf, "DOCX": read_docx, "RTF": read_rtf}[kind]
        assert read_content(kind, SAMPLES[name]) == read(SAMPLES[name])

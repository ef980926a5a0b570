"""The load report: what came in, what came of it and why; dates, languages, copies, libraries."""

from __future__ import annotations

import pickle
import warnings
from concurrent.futures import Executor, Future
from itertools import product

import exports
import pandas as pd
import pytest
import samples
from pandas.testing import assert_frame_equal
from samples import DAY, PARAGRAPHS, TEXT, TITLE

from analysis import schemas
from analysis.corpus import ShortfallWarning, load_corpus, loading
from analysis.corpus.languages import code_of, guess_language
from analysis.corpus.mending import is_garbled, mend
from analysis.corpus.reporting import describe_shortfall
from analysis.readers import Article, Articles, UnreadableError, read_content

LONG = " ".join(PARAGRAPHS)


def write(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def reasons_of(corpus):
    return corpus.rejected.to_numpy().tolist()


def test_every_file_has_a_row_and_every_article_is_accounted_for(tmp_path):
    table = 'text\nThe first.\n\n""\nThe first.\nShort one.\na,b\n'
    files = {
        "README.md": "About it.",
        "a.txt": TEXT,
        "copy/a.txt": TEXT,
        "documents.csv": f"document_id,published_on\na,{DAY}\n",
        "broken.pdf": b"%PDF-1.4",
        "t.csv": table,
        ".hidden.txt": "Not of it.",
    }
    corpus = load_corpus(write(tmp_path, files))
    loads = corpus.loads.set_index("path")
    assert loads.index.tolist() == sorted(set(files) - {".hidden.txt"})
    columns = ["method", "n_articles", "n_kept", "n_set_aside", "quality"]
    rows = loads[columns].astype(object).where(loads[columns].notna(), None)
    assert rows.to_numpy().tolist() == [
        [None, 0, 0, 0, "aside"],
        ["text", 1, 1, 0, "good"],
        ["PDF", 0, 0, 0, "nothing"],
        ["text", 1, 0, 1, "nothing"],
        ["register", 0, 0, 0, "aside"],
        # One row is empty, one is there already, and one has too many cells.
        ["CSV", 4, 2, 2, "check"],
    ]
    assert loads["n_bytes"].tolist() == [
        len(files[name]) if isinstance(files[name], bytes) else len(files[name].encode())
        for name in loads.index
    ]
    assert len(corpus.documents) == loads["n_kept"].sum()


def test_dates_say_how_they_were_found(tmp_path):
    files = {
        "a.html": samples.make_page(),
        "b.html": samples.make_page(body="<p>It was the second day of it, and it was long.</p>"),
        "c.txt": f"{TITLE} on 3 May 2021\n\n{PARAGRAPHS[0]}",
        "d.csv": f"text,published_on\nOne.,{DAY}\nTwo.,\nThree.,May\n",
        "documents.csv": "document_id,published_on\nb,2024-12-05\n",
    }
    corpus = load_corpus(write(tmp_path, files))
    days = corpus.documents["published_on"].dt.strftime("%Y-%m-%d")
    by = corpus.readings["date_found_by"]
    assert dict(zip(corpus.readings["document_id"], zip(days, by, strict=True), strict=True)) == {
        "a": (DAY, "meta tag article:published_time"),
        "b": ("2024-12-05", "documents.csv"),
        "c": (pytest.approx(float("nan"), nan_ok=True),) * 2,
        "d-1": (DAY, "column published_on"),
        "d-2": (pytest.approx(float("nan"), nan_ok=True),) * 2,
        "d-3": (pytest.approx(float("nan"), nan_ok=True),) * 2,
    }
    assert reasons_of(corpus) == [
        ["d.csv, row 3", "`published_on` must be YYYY-MM-DD; it is 'May'. The text is kept without "
         "a date"],
    ]  # fmt: skip


# The count that a file states.


def load_stating(tmp_path, monkeypatch, stated, n_read, refused=()):
    from analysis.corpus import loading

    articles = [Article(f"{PARAGRAPHS[0]} {n}", place=f"article {n}") for n in range(n_read)]
    found = Articles(articles, list(refused), stated)
    monkeypatch.setattr(loading.readers, "read_content", lambda *_: found)
    return load_corpus(write(tmp_path, {"export.docx": samples.make_docx()}))


def test_a_truncated_export_is_an_error_that_the_user_sees(tmp_path, monkeypatch):
    message = (
        "1 file(s) hold fewer articles than they say: export.docx (3 of 5). Export them again, or "
        "the counts of this corpus are wrong."
    )
    with pytest.warns(ShortfallWarning) as told:
        corpus = load_stating(tmp_path, monkeypatch, 5, 3)
    assert [str(one.message) for one in told] == [message]
    # It names the line that asked for the corpus.
    assert told[0].filename == __file__
    assert reasons_of(corpus) == [
        [
            "export.docx",
            "it must hold 5 articles, as it says itself; 3 were read. Export it again",
        ]
    ]
    load = corpus.loads.squeeze()
    assert (load["n_stated"], load["n_articles"], load["n_kept"]) == (5, 3, 3)
    assert load["quality"] == "check"
    assert corpus.documents["document_id"].tolist() == ["export-1", "export-2", "export-3"]


def test_what_the_reader_says_of_a_shortfall_is_not_said_twice(tmp_path, monkeypatch):
    with pytest.warns(ShortfallWarning):
        corpus = load_stating(tmp_path, monkeypatch, 5, 3, [("cover page", "two are absent")])
    assert reasons_of(corpus) == [["export.docx, cover page", "two are absent"]]


def test_an_export_that_is_whole_warns_of_nothing(tmp_path, monkeypatch):
    corpus = load_stating(tmp_path, monkeypatch, 3, 3)
    assert corpus.loads["quality"].tolist() == ["good"]
    assert describe_shortfall(corpus.loads) is None


@pytest.mark.parametrize("stated", [None, 0])
def test_an_export_without_articles_says_so(tmp_path, monkeypatch, stated):
    corpus = load_stating(tmp_path, monkeypatch, stated, 0)
    reason = "it must hold articles; none is in it. Export it again"
    assert reasons_of(corpus) == [["export.docx", reason]]
    assert corpus.loads["quality"].tolist() == ["nothing"]


def test_many_short_files_are_not_all_named():
    rows = [
        {"path": f"{n}.txt", "n_articles": 1, "n_stated": 2, "n_kept": 1, "n_set_aside": 0,
         "quality": "check"}
        for n in range(7)
    ]  # fmt: skip
    loads = schemas.LOADS.build(rows)
    named = ", ".join(f"{n}.txt (1 of 2)" for n in range(5))
    assert describe_shortfall(loads) == (
        f"7 file(s) hold fewer articles than they say: {named} and 2 more. Export them again, or "
        "the counts of this corpus are wrong."
    )


# Languages.

GERMAN = (
    "Der Botschafter verließ den Saal, und niemand beantwortete die Fragen der Journalisten, die "
    "seit dem frühen Morgen vor dem Gebäude gewartet hatten. Die Gespräche sollen weitergehen, "
    "hieß es später aus Kreisen der Delegation, die ungenannt bleiben wollten."
)
KOREAN = (
    "서울은 조용했다. 투표는 새벽에 끝났고, 아무도 놀라지 않았다. 대사는 말없이 회의장을 떠났다. "
    "회담은 계속된다고 한다. 기자들은 이른 아침부터 건물 앞에서 기다렸다."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [(LONG, "en"), (GERMAN, "de"), (KOREAN, "ko"), (GERMAN[:100], None), ("", None),
     (LONG * 50 + GERMAN, "en")],
)  # fmt: skip
def test_languages_are_told_apart_and_short_texts_not_guessed(text, language):
    assert guess_language(text) == language


def test_english_shows_in_its_words_and_needs_no_model(monkeypatch):
    monkeypatch.setattr("analysis.corpus.languages._load", lambda: pytest.fail("it was loaded"))
    assert guess_language(LONG) == "en"


def test_a_title_in_english_makes_no_english_text():
    assert guess_language(f"{GERMAN} Sein Buch heißt „The Ship That Ran Aground“.") == "de"


def test_a_text_that_is_not_english_is_set_aside_with_a_note(tmp_path):
    files = {"a.txt": GERMAN, "b.txt": LONG, "c.txt": KOREAN, "d.txt": GERMAN[:90]}
    corpus = load_corpus(write(tmp_path, files))
    note = "English only. Give language=en in documents.csv to read it all the same"
    assert reasons_of(corpus) == [
        ["a.txt", f"language: de; {note}"],
        ["c.txt", f"language: ko; {note}"],
    ]
    assert corpus.documents["document_id"].tolist() == ["b", "d"]
    assert corpus.documents["language"].tolist()[0] == "en"
    assert corpus.readings["language_found_by"].tolist()[0] == "text"
    assert corpus.readings["language_found_by"].isna().tolist() == [False, True]


def test_what_the_register_says_of_a_language_goes_before_the_text(tmp_path):
    register = "document_id,language\na,en\nb,German\nc,various\n"
    files = {"a.txt": GERMAN, "b.txt": LONG, "c.txt": f"{LONG} More.", "documents.csv": register}
    corpus = load_corpus(write(tmp_path, files))
    assert corpus.documents["document_id"].tolist() == ["a", "c"]
    assert corpus.readings["language_found_by"].tolist() == ["documents.csv", "text"]
    note = "English only. Give language=en in documents.csv to read it all the same"
    assert reasons_of(corpus) == [["b.txt", f"language: de, as documents.csv says; {note}"]]


@pytest.mark.parametrize(
    ("said", "code"),
    [("en", "en"), ("EN-us", "en"), ("English", "en"), ("zh_Hant", "zh"), ("various", None),
     ("", None), (None, None), ("eng", None)],
)  # fmt: skip
def test_codes_of_languages(said, code):
    assert code_of(said) == code


# Copies.


def test_near_copies_are_clustered_and_kept(tmp_path):
    story = " ".join(f"word{number}" for number in range(100))
    files = {
        "a.txt": f"{story} more",
        "b.txt": story,
        "c.txt": f"{story} again",
        "d.txt": LONG,
        "documents.csv": "document_id,published_on\na,2024-12-05\nb,2024-12-04\nc,2024-12-06\n",
    }
    corpus = load_corpus(write(tmp_path, files))
    assert corpus.documents["document_id"].tolist() == ["a", "b", "c", "d"]
    copies = corpus.readings.set_index("document_id")["copy_of"]
    # The first by date is the original.
    assert copies.dropna().to_dict() == {"a": "b", "c": "b"}


@pytest.mark.parametrize(
    ("outlets", "kept", "copies"),
    [
        # A wire story in two papers is a copy, and is kept.
        (["Desk", "Other"], ["a", "b"], {"b": "a"}),
        (["Desk", "DESK"], ["a"], {}),
        (["Desk", ""], ["a"], {}),
        (["", "Desk"], ["a"], {}),
        (["Desk", "Other", "other"], ["a", "b"], {"b": "a"}),
    ],
)
def test_the_same_text_is_kept_once_an_outlet(tmp_path, outlets, kept, copies):
    names = "abc"[: len(outlets)]
    rows = [f"{name},{outlet}" for name, outlet in zip(names, outlets, strict=True)]
    files = {f"{name}.txt": LONG for name in names}
    files["documents.csv"] = "\n".join(["document_id,outlet", *rows])
    corpus = load_corpus(write(tmp_path, files))
    assert corpus.documents["document_id"].tolist() == kept
    found = corpus.readings.set_index("document_id")["copy_of"]
    assert found.dropna().to_dict() == copies
    same = "b" if outlets[-1] == "other" else "a"
    assert [reason for _, reason in reasons_of(corpus)] == [
        f"the same text as {same}" for _ in range(len(outlets) - len(kept))
    ]


# Mending.


@pytest.mark.parametrize(
    ("text", "mended", "log"),
    [
        ("Seoulâ€™s", "Seoul’s", ["mojibake mended: 'â€™' to '’' (1)"]),
        ("cafÃ© cafÃ©", "café café", ["mojibake mended: 'Ã©' to 'é' (2)"]),
        # Curly marks, ligatures, wide letters and entities are no mistakes.
        ("“Fine” ﬁne ＯＫ &amp; — café", "“Fine” ﬁne ＯＫ &amp; — café", []),
        ("Plain.", "Plain.", []),
    ],
)
def test_only_wrong_decodings_are_mended_and_each_is_logged(text, mended, log):
    assert mend(text) == (mended, log)
    assert is_garbled(text) == bool(log)


def test_a_log_of_repairs_names_no_long_piece_of_a_text():
    garbled = "서울은 조용했다".replace(" ", "").encode().decode("cp1252", "ignore")
    log = " ".join(mend(f"{garbled}\n")[1])
    assert len(log) < 80


# Libraries of literature programs.

LIBRARY = {
    "Library.bib": samples.make_bibtex(),
    "files/1/a.txt": f"{TEXT}\n",
}


AUTHORS = "Reporter, A.; Writer, B."


def only(corpus):
    assert len(corpus.documents) == 1
    return corpus.documents.squeeze()


@pytest.mark.parametrize(
    ("name", "content", "author", "title"),
    [
        ("l/Library.bib", samples.make_bibtex(), AUTHORS, "Seoul waits for the élan"),
        ("l/Library.ris", samples.make_ris(), AUTHORS, TITLE),
        (
            "l/Library.csv",
            b'"Key","Item Type","Author","Title","Publication Title","Date","File Attachments",'
            b'"Language"\n"K","newspaperArticle","Reporter, A.; Writer, B.","Seoul waits",'
            b'"The Desk","2024-12-04","files/1/a.txt","en-US"\n',
            AUTHORS,
            TITLE,
        ),
    ],
)
def test_a_library_says_what_is_known_of_its_files(tmp_path, name, content, author, title):
    corpus = load_corpus(write(tmp_path, {name: content, "l/files/1/a.txt": TEXT}))
    document = only(corpus)
    assert document["author"] == author
    assert document["title"] == title
    assert document["outlet"] == "The Desk"
    assert document["language"] == "en"
    assert document["published_on"] == pd.Timestamp(DAY)
    assert corpus.readings["date_found_by"].tolist() == [name]
    assert corpus.rejected.empty
    assert corpus.loads["quality"].tolist() == ["aside", "good"]


def test_the_register_goes_before_the_library_and_both_before_the_file(tmp_path):
    files = {
        "documents.csv": "path,outlet\na.html,The Other Desk\n",
        "Library.ris": samples.make_ris(["C:\\Zotero\\storage\\AB\\a.html"]),
        "a.html": samples.make_page(),
    }
    document = only(load_corpus(write(tmp_path, files)))
    assert document["outlet"] == "The Other Desk"
    assert document["author"] == AUTHORS


@pytest.mark.parametrize(
    ("name", "content", "rejected"),
    [
        (
            "a.ris",
            samples.make_ris([]),
            [["a.ris, entry 1", "no file is attached; without one there is no text. Attach it"]],
        ),
        (
            "a.ris",
            samples.make_ris(["../../etc/passwd", "none.pdf"]),
            [
                ["a.ris, entry 1", "there is no file for '../../etc/passwd'"],
                ["a.ris, entry 1", "there is no file for 'none.pdf'"],
            ],
        ),
        ("a.ris", b"no library", [["a.ris, line 1", "it belongs to no entry"]]),
        ("a.bib", b"no library", [["a.bib", "it must be a register in BibTeX; it holds no entry"]]),
        (
            "a.bib",
            b"@misc{a, title={open\n\n" + samples.make_bibtex("x:b.txt:text"),
            [["a.bib, line 1", "it must be an entry of BibTeX; it is broken off"]],
        ),
    ],
)
def test_what_a_library_says_in_vain(tmp_path, name, content, rejected):
    corpus = load_corpus(write(tmp_path, {name: content, "b.txt": TEXT}))
    assert reasons_of(corpus) == rejected
    assert corpus.documents["document_id"].tolist() == ["b"]


def test_an_entry_that_is_never_closed_is_read():
    found = read_content("RIS", samples.make_ris().replace(b"ER  - \r\n", b""))
    assert [item.facts["title"] for item in found.items] == [TITLE]


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        ("DA  - 2024/12/04/", DAY),
        ("PY  - 2024\nDA  - 2024-12-4", DAY),
        ("Y1  - 2024/12/04/morning", DAY),
        # A year or a month alone names no day.
        ("PY  - 2024", None),
        ("DA  - 2024/12//", None),
        ("DA  - 4 December", None),
    ],
)
def test_the_day_of_an_entry(dates, day):
    found = read_content("RIS", f"TY  - NEWS\n{dates}\nER  - ".encode())
    assert found.items[0].facts.get("published_on") == day


@pytest.mark.parametrize(
    ("field", "files"),
    [
        ("a.txt", ["a.txt"]),
        (":files/a.txt:PDF", ["files/a.txt"]),
        (r"A\: b.pdf:files/1/A\: b.pdf:application/pdf;x:files/x.html:text/html",
         ["files/1/A: b.pdf", "files/x.html"]),
        (r"a:C\:\\Zotero\\a.pdf:application/pdf", ["C:\\Zotero\\a.pdf"]),
        ("", []),
    ],
)  # fmt: skip
def test_the_files_of_an_entry(field, files):
    assert read_content("BibTeX", samples.make_bibtex(field)).items[0].files == files


def test_a_library_alone_is_no_text(tmp_path):
    corpus = load_corpus(write(tmp_path, LIBRARY) / "Library.bib")
    reason = "a library of literature is read with its folder; name that"
    assert reasons_of(corpus) == [["Library.bib", reason]]
    assert corpus.documents.empty


def test_a_register_in_an_archive_is_of_its_files(tmp_path):
    archive = samples.make_zip(
        {"documents.csv": b"document_id,outlet\nin/a,Desk\n", "in/a.txt": TEXT.encode()}
    )
    corpus = load_corpus(write(tmp_path, {"year.zip": archive, "a.txt": LONG}))
    outlets = corpus.documents.set_index("document_id")["outlet"]
    assert outlets.dropna().to_dict() == {"in/a": "Desk"}
    assert corpus.rejected.empty


def test_a_library_that_is_something_else_is_told():
    with pytest.raises(UnreadableError) as error:
        read_content("BibTeX", b"%PDF-1.4")
    assert str(error.value) == "it must be plain text; it is a PDF. Save it as .txt"


# Exports of news databases, from the file to the documents.


@pytest.mark.parametrize("name", ["nexis.docx", "nexis.rtf", "nexis.txt"])
@pytest.mark.parametrize("is_whole", [True, False])
def test_an_export_is_read_article_by_article(tmp_path, name, is_whole):
    shown = exports.THREE if is_whole else exports.THREE[:2]
    lines = exports.nexis_uni(shown, stated=3)
    make = {"docx": samples.make_docx, "rtf": samples.make_rtf, "txt": "\n".join}
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        corpus = load_corpus(write(tmp_path, {name: make[name.partition(".")[2]](lines)}))
    assert [one.category for one in told] == ([] if is_whole else [ShortfallWarning])
    documents = corpus.documents
    assert documents["title"].tolist() == [sample.title for sample in shown]
    assert documents["text"].tolist() == [sample.whole for sample in shown]
    assert documents["outlet"].tolist() == [sample.outlet for sample in shown]
    assert documents["published_on"].dt.date.tolist() == [sample.day for sample in shown]
    load = corpus.loads.squeeze()
    assert (load["n_stated"], load["n_articles"], load["n_kept"]) == (3, len(shown), len(shown))
    assert load["quality"] == ("good" if is_whole else "check")
    assert len(corpus.rejected) == (0 if is_whole else 1)
    assert corpus.readings["place"].tolist() == [f"article {n + 1}" for n in range(len(shown))]


class Courier(Executor):
    """Stands for other processes: what goes there and comes back is pickled."""

    def __init__(self):
        self.handed = []

    def submit(self, do, known, **options):
        """Do it at once."""
        self.handed += [file.path for file, _ in known]
        there = pickle.loads(pickle.dumps(known))
        answer = Future()
        answer.set_result(pickle.loads(pickle.dumps(do(there, **options))))
        return answer


def test_a_pool_reads_the_same(tmp_path, monkeypatch):
    """In bunches of two files; those of an archive go there too, a large one is read here."""
    files = {f"{place:02d}.txt": f"Round {place}. {LONG}" for place in range(9)}
    inner = {f"in/{place}.txt": f"{TEXT} Told {place}.".encode() for place in range(3)}
    files |= {"bad.txt": b"\0" * 99, "year.zip": samples.make_zip(inner)}
    files["same.txt"] = files["00.txt"]
    files["rows.csv"] = "text\n" + "\n".join(f'"{TEXT} Row {place}."' for place in range(40))
    folder = write(tmp_path, files)
    alone = load_corpus(folder)
    assert len(alone.documents) == 9 + 3 + 40
    pool = Courier()
    load_corpus(folder, pool=pool)
    assert pool.handed == []
    monkeypatch.setattr(loading, "_BYTES_WORTH_A_POOL", 0)
    monkeypatch.setattr(loading, "_FILES_IN_A_BUNCH", 2)
    for limit in ("_BYTES_IN_A_BUNCH", "_BYTES_HANDED_OVER"):
        monkeypatch.setattr(loading, limit, len(files["rows.csv"]) - 1)
    for one, other in zip(alone, load_corpus(folder, pool=pool), strict=True):
        assert_frame_equal(one, other)
    read = {*files, *(f"year.zip/{name}" for name in inner)} - {"rows.csv", "year.zip"}
    assert sorted(pool.handed) == sorted(read)


def test_what_mending_passes_over_holds_nothing_to_mend():
    """All pieces of up to three of the marks that sound articles have, letters among them."""
    from ftfy import fix_encoding

    for length in (1, 2, 3):
        for piece in map("".join, product("\xa0‘’“”–—…aA1 .-", repeat=length)):
            assert fix_encoding(piece) == piece

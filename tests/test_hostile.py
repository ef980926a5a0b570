"""Hostile files: each becomes a clear row among the rejected, and every other text is read."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import stat
import struct
import zipfile
from pathlib import Path

import fuzz
import pandas as pd
import pytest
import samples
from samples import PARAGRAPHS, TEXT, TITLE

from analysis import pipeline, schemas
from analysis.codebooks import chosen
from analysis.codebooks.frames import load_frames
from analysis.codebooks.reading import HOUSE_CODEBOOKS, CodebookError, read_yaml
from analysis.corpus import clean, files, findings, load_corpus, restore
from analysis.readers import UnreadableError, apart, archives, limits, read_content
from analysis.readers.archives import open_archive
from analysis.readers.dates import find_day
from analysis.readers.documents import read_docx
from analysis.readers.fields import strip_edition
from analysis.readers.pages import read_page
from analysis.readers.sheets import read_workbook

SOUND = {"b.txt": PARAGRAPHS[0].encode(), "c.txt": PARAGRAPHS[1].encode()}
BOMB = b"\0" * 20_000_000


def load_with(folder, name, content, *, clean=True):
    """Load a hostile file between two sound ones, and check that they are read."""
    for other, text in {**SOUND, name: content}.items():
        path = folder / other
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(text)
    corpus = load_corpus(folder, clean=clean)
    for table, schema in zip(
        corpus,
        (schemas.DOCUMENTS, schemas.REMOVALS, schemas.REJECTED, schemas.LOADS, schemas.READINGS),
        strict=True,
    ):
        schemas.check(table, schema)
    assert {"b", "c"} <= set(corpus.documents["document_id"])
    loads = corpus.loads
    assert (loads["n_articles"] == loads["n_kept"] + loads["n_set_aside"]).all()
    return corpus


def reasons_of(corpus):
    return corpus.rejected.to_numpy().tolist()


@pytest.mark.parametrize("content", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\n" * 10_000])
def test_an_empty_file(tmp_path, content):
    corpus = load_with(tmp_path, "a.txt", content)
    assert reasons_of(corpus) == [["a.txt", "it must hold text; it is empty"]]
    assert corpus.loads["quality"].tolist() == ["nothing", "good", "good"]


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.jsonl", "a.json"])
def test_a_line_that_never_ends(tmp_path, monkeypatch, name):
    """The real one, of 200 MB, is tried by hand: see `make fuzz`."""
    monkeypatch.setattr(findings, "LONGEST_TEXT", 100_000)
    text = "word " * 30_000
    content = {
        "a.txt": text,
        "a.csv": f"text\n{text}\nshort\n",
        "a.jsonl": json.dumps({"text": text}) + "\n" + json.dumps({"text": "short"}),
        "a.json": json.dumps([{"text": text}, {"text": "short"}]),
    }[name]
    corpus = load_with(tmp_path, name, content.encode())
    where = "a.txt" if name == "a.txt" else f"{name}, row 1"
    assert reasons_of(corpus) == [
        [
            where,
            "a text must have at most 100,000 characters; it has 150,000. Cut it into its articles",
        ]
    ]
    assert ("short" in set(corpus.documents["text"])) == (name != "a.txt")


def test_a_file_too_large_to_be_read(tmp_path, monkeypatch):
    from analysis.corpus import files

    monkeypatch.setattr(files, "LARGEST_FILE", 2 * limits.MEGABYTE)
    corpus = load_with(tmp_path, "a.txt", b"x" * 3 * limits.MEGABYTE)
    reason = "a file must have at most 2 MB; it has 3 MB. Save it in parts"
    assert reasons_of(corpus) == [["a.txt", reason]]


def test_nul_bytes(tmp_path):
    content = f"{TEXT}\0\0 \x1b[2JIt went on.".encode()
    corpus = load_with(tmp_path, "a.txt", content)
    assert corpus.documents["text"].tolist()[0] == f"{TEXT} [2JIt went on."
    assert corpus.readings["notes"].tolist()[0] == "control characters left out: 3"


def test_bytes_that_are_no_text(tmp_path):
    corpus = load_with(tmp_path, "a.txt", bytes(range(1, 256)) * 40)
    assert [where for where, _ in reasons_of(corpus)] == ["a.txt"]


@pytest.mark.parametrize(
    ("content", "text", "note"),
    [
        (
            "Él dijo «no», ça va, é ü ö “so”. ".encode() + b"The caf\xe9.",
            "Él dijo «no», ça va, é ü ö “so”. The café.",
            "bytes that are no UTF-8, read as Windows-1252: 1",
        ),
        (
            "서울은 조용했다, the envoy left.".encode()[:-3] + "투".encode()[:2],
            "서울은 조용했다, the envoy le",
            "it ends in the midst of a character",
        ),
        (
            b"\xef\xbb\xbfThe caf\xe9.",
            "The café.",
            "bytes that are no UTF-8, read as Windows-1252: 1",
        ),
        (b"The caf\xe9.", "The café.", "encoding guessed: CP1252"),
        (
            "The envoy left.".encode("utf-16") + b"x",
            "The envoy left.�",
            "places that are no UTF-16, shown as �: 1",
        ),
        (
            "Seoulâ€™s envoy “left” the cafÃ©.".encode(),
            "Seoul’s envoy “left” the café.",
            "mojibake mended: 'â€™' to '’' (1), 'Ã©' to 'é' (1)",
        ),
    ],
)
def test_mixed_and_broken_encodings(tmp_path, content, text, note):
    corpus = load_with(tmp_path, "a.txt", content)
    assert corpus.documents["text"].tolist()[0] == text
    assert corpus.readings["notes"].tolist()[0] == note
    assert corpus.loads["quality"].tolist()[0] == "check"


def test_the_text_of_a_table_is_kept_to_the_character_and_told_to_be_garbled(tmp_path):
    text = "Seoulâ€™s envoy\u200b left."
    corpus = load_with(tmp_path, "a.jsonl", json.dumps({"text": text}).encode())
    assert corpus.documents["text"].tolist()[0] == text
    assert corpus.readings["notes"].tolist()[0] == (
        "it looks wrongly decoded (mojibake), and is kept to the character; invisible characters "
        "in it, kept: 1"
    )


HIDDEN = [
    ("Se\u200boul spoke.", "Seoul spoke.", ["\u200b"]),
    ("Seoul \u202espoke\u202c.", "Seoul spoke.", ["\u202e", "\u202c"]),
    ("\u2066Seoul\u2069 spoke\u00ad\u00ad.", "Seoul spoke.", ["\u2066", "\u2069", "\u00ad\u00ad"]),
    ("Seoul\U000e0041\U000e0042 spoke.", "Seoul spoke.", ["\U000e0041\U000e0042"]),
    ("S\u200deoul spoke.", "Seoul spoke.", ["\u200d"]),
    # These are seen.
    ("नमस्\u200dते spoke.", "नमस्\u200dते spoke.", []),
    ("👩\u200d🚀 spoke.", "👩\u200d🚀 spoke.", []),
    ("می\u200c spoke.", "می\u200c spoke.", []),
]


@pytest.mark.parametrize(("text", "cleaned", "taken"), HIDDEN)
def test_invisible_characters_are_taken_out_and_can_be_put_back(text, cleaned, taken):
    done = clean(text)
    assert done.text == cleaned
    assert [removal.text for removal in done.removals] == taken
    assert {removal.reason for removal in done.removals} <= {"invisible characters"}
    assert restore(done.text, done.removals) == text


def test_a_text_of_invisible_characters_is_kept_as_it_is():
    text = "a\u200b" * 3_000
    assert clean(text).text == text


def test_names_that_mislead(tmp_path):
    name = "a\u202etxt.exe"
    corpus = load_with(tmp_path, name, b"MZ")
    assert corpus.rejected["path"].tolist() == ["a\\u202etxt.exe"]


# XML.

ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdegh", "bcdeghi", strict=True)
    )
    + ' <!ENTITY f SYSTEM "{file}">]>'
)


def put_into(content, member, *, doctype, entity):
    old = zipfile.ZipFile(io.BytesIO(content))
    files = {name: old.read(name) for name in old.namelist()}
    text = files[member].decode()
    end = text.index("?>") + 2 if text.startswith("<?xml") else 0
    text = text[:end] + doctype + text[end:].replace(TITLE, f"{TITLE}&{entity};")
    files[member] = text.encode()
    return samples.make_zip(files)


@pytest.mark.parametrize("entity", ["i", "f"])
@pytest.mark.parametrize("kind", ["DOCX", "XLSX", "web page"])
def test_entities_neither_grow_nor_read_other_files(tmp_path, kind, entity):
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    doctype = ENTITIES.replace("{file}", secret.as_uri())
    if kind == "DOCX":
        content = samples.make_docx()
        content = put_into(content, "word/document.xml", doctype=doctype, entity=entity)
    elif kind == "XLSX":
        content = samples.make_workbook([["text"], [TITLE]])
        member = "xl/worksheets/sheet1.xml"
        content = put_into(content, member, doctype=doctype, entity=entity)
    else:
        page = samples.make_page().decode().replace("<!DOCTYPE html>", doctype, 1)
        content = page.replace(PARAGRAPHS[0], f"{PARAGRAPHS[0]} &{entity}; ").encode()
    try:
        found = read_content(kind, content)
    except UnreadableError as error:
        shown = str(error)
    else:
        texts = found.table["text"] if kind == "XLSX" else [one.text for one in found.articles]
        shown = " ".join(map(str, texts))
    assert "the secret" not in shown
    assert "haha" not in shown
    assert len(shown) < 2_000


# Archives.


def test_a_zip_bomb(tmp_path):
    content = samples.make_zip({"a.txt": BOMB, "b.txt": BOMB})
    corpus = load_with(tmp_path, "a.zip", content)
    packed = sum(m.compress_size for m in zipfile.ZipFile(io.BytesIO(content)).infolist())
    assert reasons_of(corpus) == [
        [
            "a.zip",
            "an archive must unpack to at most 200 times its size; it says "
            f"{2 * len(BOMB) / limits.MEGABYTE:.0f} MB of {packed / limits.MEGABYTE:.1f} MB. It is "
            "a bomb, or unpack it by hand",
        ]
    ]


@pytest.mark.parametrize("read", [read_docx, read_workbook])
def test_an_office_document_that_is_a_bomb(read):
    make = {read_docx: samples.make_docx, read_workbook: lambda: samples.make_workbook([["text"]])}
    old = zipfile.ZipFile(io.BytesIO(make[read]()))
    files = {name: old.read(name) for name in old.namelist()}
    with pytest.raises(UnreadableError) as error:
        read(samples.make_zip({**files, "media/a": BOMB}))
    beginning = "an archive must unpack to at most 200 times its size; it says"
    assert str(error.value).startswith(beginning)


def test_an_archive_that_lies_about_the_size_of_a_file():
    content = samples.make_zip({"a.txt": BOMB})
    lie = struct.pack("<I", 1_000)
    size = struct.pack("<I", len(BOMB))
    with open_archive(content.replace(size, lie)) as archive:
        member = archive.infolist()[0]
        with pytest.raises(UnreadableError) as error:
            archives.read_member(archive, member)
    assert str(error.value) == (
        "it is broken in its archive (Bad CRC-32 for file 'a.txt'). Copy it again"
    )


def test_an_archive_of_too_many_files(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MOST_MEMBERS", 10)
    content = samples.make_zip({f"{number}.txt": b"x" for number in range(11)})
    corpus = load_with(tmp_path, "a.zip", content)
    assert reasons_of(corpus) == [["a.zip", "an archive must hold at most 10 files; it says 11"]]


def test_archives_within_archives(tmp_path):
    content = samples.make_zip({"text.txt": TEXT.encode()})
    for number in (4, 3, 2):
        files = {f"{number}.zip": content, f"{number}.txt": b"Text %d." % number}
        content = samples.make_zip(files)
    corpus = load_with(tmp_path, "a.zip", content)
    assert corpus.documents["path"].tolist()[:3] == [
        "a.zip/2.txt",
        "a.zip/2.zip/3.txt",
        "a.zip/2.zip/3.zip/4.txt",
    ]
    reason = "archives within archives must be at most 3 deep; unpack it"
    assert reasons_of(corpus) == [["a.zip/2.zip/3.zip/4.zip", reason]]


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/etc/evil.txt", "in/../../evil.txt", "C:\\evil.txt", "..\\evil.txt"]
)
def test_a_name_that_leads_out_of_its_archive(tmp_path, name):
    folder = tmp_path / "corpus" / "own"
    corpus = load_with(folder, "a.zip", samples.make_zip({name: b"Evil.", "good.txt": b"Good."}))
    assert reasons_of(corpus)[0][1] == "its name leads out of the archive. Pack it anew"
    assert "Good." in set(corpus.documents["text"])
    assert "Evil." not in set(corpus.documents["text"])
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == [
        "a.zip",
        "b.txt",
        "c.txt",
    ]


def test_a_link_in_an_archive(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    corpus = load_with(tmp_path, "a.zip", buffer.getvalue())
    reason = "it must be a file; it is a link in an archive"
    assert reasons_of(corpus) == [["a.zip/link.txt", reason]]


def test_an_encrypted_file_in_an_archive(tmp_path):
    content = bytearray(samples.make_zip({"a.txt": b"Secret."}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    corpus = load_with(tmp_path, "a.zip", bytes(content))
    reason = "it is encrypted; unpack it with its password"
    assert reasons_of(corpus) == [["a.zip/a.txt", reason]]


def test_a_broken_archive(tmp_path):
    content = samples.make_zip({"a.txt": TEXT.encode(), "d.txt": PARAGRAPHS[2].encode()})
    corpus = load_with(tmp_path, "a.zip", content[:-30])
    reason = "it must be a whole zip archive; File is not a zip file. Copy it again"
    assert reasons_of(corpus) == [["a.zip", reason]]
    # One broken file leaves the others whole.
    stored = samples.make_zip(
        {"a.txt": TEXT.encode(), "d.txt": PARAGRAPHS[2].encode()}, compression=zipfile.ZIP_STORED
    )
    corpus = load_with(tmp_path, "a.zip", stored.replace(TITLE.encode(), b"Tokyo waits", 1))
    reason = "it is broken in its archive (Bad CRC-32 for file 'a.txt'). Copy it again"
    assert reasons_of(corpus) == [["a.zip/a.txt", reason]]
    assert PARAGRAPHS[2] in set(corpus.documents["text"])


def test_hidden_files_of_an_archive_are_left_out(tmp_path):
    content = samples.make_zip({"__MACOSX/._a.txt": b"x", ".git/a.txt": b"x", "a.txt": b"Text."})
    corpus = load_with(tmp_path, "a.zip", content)
    assert corpus.documents["document_id"].tolist() == ["a.zip/a", "b", "c"]
    assert corpus.rejected.empty


# Time and memory.


def test_a_file_that_takes_too_long(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 0.05)
    monkeypatch.setattr(limits, "SECONDS_A_MEGABYTE", 0)
    # Computing counts, and not the clock.
    monkeypatch.setattr(limits, "MOST_PATIENCE", 10_000)
    # The format is read letter by letter.
    corpus = load_with(tmp_path, "a.rtf", b"{\\rtf1 " + b"a" * 3_000_000 + b"}")
    reason = (
        "it must be read within 0 seconds of computing; it takes more. Save it in parts, or as "
        "plain text"
    )
    assert reasons_of(corpus) == [["a.rtf", reason]]


def test_a_file_that_waits_for_ever(monkeypatch):
    monkeypatch.setattr(limits, "MOST_PATIENCE", 1e-9)
    monkeypatch.setattr(limits, "SECONDS_A_MEGABYTE", 0)
    # Long enough that no answer can come before patience has run out.
    with pytest.raises(UnreadableError) as error:
        read_content("RTF", b"{\\rtf1 " + b"a" * 1_000_000 + b"}")
    assert str(error.value).startswith("it must be read within 5 seconds of computing; it takes")


def test_a_process_that_something_else_has_ended_is_started_anew():
    assert read_content("RTF", samples.make_rtf()).articles[0].text == TEXT
    apart._worker.process.kill()
    apart._worker.process.wait()
    assert read_content("RTF", samples.make_rtf()).articles[0].text == TEXT


def test_what_ends_the_process_twice_is_told(monkeypatch):
    asked = []
    monkeypatch.setattr(apart, "_ask", lambda *_: asked.append(1))
    with pytest.raises(UnreadableError) as error:
        read_content("PDF", b"%PDF")
    assert len(asked) == 2
    assert str(error.value) == (
        "it stops the program that reads it; it is broken or made to do harm. Save it anew"
    )


def test_where_no_process_can_be_started_files_are_read_here(monkeypatch):
    def refuse(*_arguments, **_options):
        raise OSError(errno.ENOSYS, "Function not implemented")

    monkeypatch.setattr(apart, "_worker", None)
    monkeypatch.setattr(apart.subprocess, "Popen", refuse)
    assert read_content("RTF", samples.make_rtf()).articles[0].text == TEXT


# The file system.


def test_a_file_without_permission(tmp_path, monkeypatch):
    def open_none(path, *arguments, **options):
        if str(path).endswith("a.txt"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return Path(path).open(*arguments, **options)

    # Root, as whom tests may run, may read everything.
    monkeypatch.setattr(files, "open", open_none, raising=False)
    (tmp_path / "a.txt").touch()
    for name, content in SOUND.items():
        (tmp_path / name).write_bytes(content)
    corpus = load_corpus(tmp_path)
    assert len(files.hash_files(tmp_path)) == 64
    assert reasons_of(corpus) == [["a.txt", "it cannot be opened: Permission denied"]]
    assert corpus.documents["document_id"].tolist() == ["b", "c"]
    assert corpus.loads["quality"].tolist() == ["nothing", "good", "good"]


def test_links_that_lead_in_a_circle(tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    (tmp_path / "up").symlink_to(tmp_path)
    corpus = load_with(tmp_path, "a.txt", TEXT.encode())
    reason = "it must be a file; it is a link to nowhere or a device"
    assert reasons_of(corpus) == [["loop", reason], ["one", reason], ["two", reason]]
    assert corpus.documents["document_id"].tolist() == ["a", "b", "c"]


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    for name, content in SOUND.items():
        (tmp_path / name).write_bytes(content)
    corpus = load_corpus(tmp_path)
    reason = "it must be a file; it is a link to nowhere or a device"
    assert reasons_of(corpus) == [["a.txt", reason]]


# Tables and codebooks.


def test_a_parquet_table_whose_text_is_no_unicode(tmp_path):
    content = samples.make_parquet(pd.DataFrame({"text": ["The first.", "The qqqqq."]}))
    corpus = load_with(tmp_path, "a.parquet", content.replace(b"qqqqq", b"\xa6qqqq"))
    reason = "`text` must be Unicode; character 4 is U+DCA6, half of a character"
    assert reasons_of(corpus) == [["a.parquet, row 2", reason]]
    assert "The first." in set(corpus.documents["text"])


def test_no_name_of_a_file_is_run_as_a_formula(tmp_path):
    corpus = load_with(tmp_path / "own", "=cmd|' /C calc'!A0.txt", b"")
    out = tmp_path / "out"
    found = pipeline.annotate(corpus, skip=pipeline.STAGES)
    pipeline.write_tables(found, out, codebooks=chosen.choose(), parameters={})
    rows = list(csv.reader((out / "rejected.csv").read_text(encoding="utf-8").splitlines()))
    assert rows[1] == ["'=cmd|' /C calc'!A0.txt", "it must hold text; it is empty"]


def test_a_table_of_too_many_columns(tmp_path):
    header = ",".join(f"c{number}" for number in range(2_001))
    corpus = load_with(tmp_path, "a.csv", header.encode())
    assert reasons_of(corpus) == [["a.csv", "it must have at most 2,000 columns; it has 2,001"]]


@pytest.mark.parametrize(
    "text",
    [
        "a: !!python/object/apply:os.system ['touch {path}']",
        "a: !!python/name:os.system",
        "!!python/object/new:type {args: ['z', !!python/tuple [], {}]}",
    ],
)
def test_a_codebook_with_tags_runs_nothing(tmp_path, text):
    trace = tmp_path / "trace"
    path = tmp_path / "own.yaml"
    path.write_text(text.replace("{path}", str(trace)), encoding="utf-8")
    try:
        book = read_yaml(path)
    except CodebookError:
        book = None
    assert not trace.exists()
    # What is left of a tag is the plain list, mapping or text behind it.
    assert isinstance(book, dict | list | str | None)


def test_a_codebook_whose_aliases_multiply(tmp_path):
    lines, sizes = ["a0: &a0 [x, x]"], [1 + 2]
    for n in range(9):
        lines.append(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]")
        sizes.append(1 + 9 * sizes[-1])
    path = tmp_path / "own.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(CodebookError) as error:
        read_yaml(path)
    assert str(error.value) == (
        "own.yaml must hold at most 500,000 parts; its aliases (*) make them "
        f"{1 + sum(sizes):,}. Write them out."
    )


def test_a_codebook_that_is_nested_too_deeply(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("[" * 500, encoding="utf-8")
    with pytest.raises(CodebookError) as error:
        read_yaml(path)
    assert str(error.value) == (
        "own.yaml must be a codebook; its parts are nested too deeply, or in themselves."
    )


def test_an_expression_that_would_be_tried_for_ever_is_told_with_its_line(tmp_path):
    book = (HOUSE_CODEBOOKS / "frames.yaml").read_text(encoding="utf-8")
    lines = book.split("\n")
    line = next(n for n, text in enumerate(lines) if text.strip() == "cues:")
    indent = lines[line + 1][: len(lines[line + 1]) - len(lines[line + 1].lstrip())]
    lines.insert(line + 1, f'{indent}- "a ...9 a ...9 a ...9 a ...9 b"')
    path = tmp_path / "own.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(CodebookError) as error:
        load_frames(path)
    assert str(error.value).startswith(
        f"own.yaml, line {line + 2}: an expression must leave at most 1,000 ways to read it"
    )


@pytest.mark.parametrize(
    "words", ["final " * 16, "a final " * 12, "final, " * 14, "ed. a a " * 12, "(" * 100, "- " * 50]
)
def test_a_line_of_many_editions_ends(words):
    """A pattern that tries every way to share the words between them would take years."""
    assert find_day(f"January 3, 2025 {words}!") is None


@pytest.mark.parametrize("gap", [" " * 20_000, " - " * 7_000, "(online" * 3_000])
def test_an_outlet_of_spaces_ends(gap):
    assert strip_edition(f"The Desk{gap}x") == f"The Desk{gap}x"


def test_a_page_with_deep_nesting():
    pages = [f"<html><body>{'<div>' * n}{PARAGRAPHS[0]}</body></html>" for n in (1_000, 50_000)]
    assert read_page(pages[0].encode()).articles[0].text == PARAGRAPHS[0]
    with pytest.raises(UnreadableError) as error:
        read_page(pages[1].encode())
    assert str(error.value) == (
        "its parts are nested more deeply than those of any page. Print it to PDF"
    )


def test_a_spreadsheet_with_rows_at_its_end(tmp_path):
    content = samples.make_workbook([["text"], ["The envoy left."]])
    old = zipfile.ZipFile(io.BytesIO(content))
    files = {name: old.read(name) for name in old.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    files[sheet] = files[sheet].replace(b'r="2"', b'r="90000"').replace(b'r="A2"', b'r="A90000"')
    corpus = load_with(tmp_path, "a.xlsx", samples.make_zip(files))
    assert corpus.documents["document_id"].tolist() == ["a-89999", "b", "c"]


def test_files_made_at_random():
    """`make fuzz` tries ten thousand."""
    assert fuzz.run(20, 1_000_000, str).faults == []


def test_the_worst_at_once(tmp_path):
    """Every hostile thing in one folder: what is sound is read all the same."""
    hostile = {
        "empty.txt": b"",
        "bomb.zip": samples.make_zip({"a.txt": BOMB, "b.txt": BOMB}),
        "out.zip": samples.make_zip({"../evil.txt": b"Evil."}),
        "broken.pdf": samples.make_pdf()[:300],
        "broken.docx": samples.make_docx()[:900],
        "none.parquet": b"PAR1none",
        "none.xlsx": b"PK\x03\x04",
        "none.json": b"[" * 10_000,
        "picture.jpg": b"\xff\xd8\xff",
        "documents.csv": b"document_id,outlet\nb,Desk\n",
    }
    for name, content in hostile.items():
        (tmp_path / name).write_bytes(content)
    corpus = load_with(tmp_path, "z.txt", TEXT.encode())
    assert corpus.documents["document_id"].tolist() == ["b", "c", "z"]
    assert corpus.documents["outlet"].tolist()[0] == "Desk"
    named = {where.partition(", ")[0].partition("/")[0] for where, _ in reasons_of(corpus)}
    assert named == set(hostile) - {"documents.csv"}
    nothing = set(corpus.loads.query("quality == 'nothing'")["path"])
    assert nothing == {*(named - {"out.zip"}), "out.zip/../evil.txt"}
    assert pd.notna(corpus.loads["n_bytes"]).sum() >= 9

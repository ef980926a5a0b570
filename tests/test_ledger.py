"""The ledger of what was tried: it grows, loses nothing, and is of one corpus."""

from __future__ import annotations

import json
import re
import stat
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import corpus as corpora
from analysis import pipeline, schemas
from analysis.codebooks import chosen
from analysis.pipeline.describing import describe_counting, describe_texts
from analysis.pipeline.ledger import add_trials
from analysis.pipeline.writing import write_whole

PARAMETERS = {"scorers": [], "skip": list(pipeline.STAGES), "clean": True}


def make_found(*texts):
    rows = [
        {
            "document_id": f"d{place}",
            "text": text,
            "path": f"d{place}.txt",
            "sha256": sha256(text.encode()).hexdigest(),
        }
        for place, text in enumerate(texts)
    ]
    empty = (schemas.REMOVALS.empty(), schemas.REJECTED.empty())
    corpus = corpora.Corpus(schemas.DOCUMENTS.build(rows), *empty)
    return pipeline.annotate(corpus, skip=pipeline.STAGES, workers=1)


def write(folder, *texts, **parameters):
    given = {**PARAMETERS, **parameters}
    return pipeline.write_tables(
        make_found(*texts), folder, codebooks=chosen.choose(), parameters=given
    )


def tried(folder):
    return pipeline.read_manifest(folder)["tried"]


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_ledger_grows_and_each_trial_is_there_once(tmp_path):
    folder = tmp_path / "new"
    one, two = {"conclusion": "a", "scorer": "news"}, {"conclusion": "a", "scorer": "vader"}
    path = pipeline.note_trials(folder, [one])
    assert path == folder / "manifest.json"
    pipeline.note_trials(folder, [two, one, two])
    assert tried(folder) == [one, two]
    # The order of the choices makes no other trial of it.
    pipeline.note_trials(folder, [dict(reversed(one.items()))])
    assert tried(folder) == [one, two]


def test_newer_numbers_take_the_place_of_older_ones():
    first = {"conclusion": "a", "scorer": "news", "is_default": True, "gave": {"estimate": 0.1}}
    other = {"conclusion": "a", "scorer": "vader", "gave": {"estimate": 0.5}}
    again = {**first, "is_default": False, "gave": {"estimate": 0.2}}
    manifest = add_trials(add_trials({"x": 1}, [first, other]), [again])
    assert manifest == {"x": 1, "tried": [again, other]}


def test_what_json_lacks_is_written_plainly(tmp_path):
    trial = {
        "conclusion": "a",
        "codebook": Path("mine.yaml"),
        "n": np.int64(3),
        "values": (1, 2.5),
        "gave": {"estimate": float("nan"), "low": np.float64("nan"), "high": float("inf")},
    }
    pipeline.note_trials(tmp_path, [trial])
    text = (tmp_path / "manifest.json").read_text(encoding="utf-8")
    assert "NaN" not in text
    assert "Infinity" not in text
    assert tried(tmp_path) == [
        {
            "conclusion": "a",
            "codebook": "mine.yaml",
            "n": 3,
            "values": [1, 2.5],
            "gave": {"estimate": None, "low": None, "high": None},
        }
    ]


def test_it_survives_a_rerun_on_the_same_corpus_and_not_another_one(tmp_path):
    write(tmp_path, "Seoul spoke.")
    trial = {"conclusion": "a"}
    corpus = pipeline.read_manifest(tmp_path)["corpus_sha256"]
    pipeline.note_trials(tmp_path, [trial], corpus=corpus)
    write(tmp_path, "Seoul spoke.")
    assert tried(tmp_path) == [PARAMETERS, trial]
    # Other parameters are another trial of the same corpus.
    write(tmp_path, "Seoul spoke.", clean=False)
    assert tried(tmp_path) == [PARAMETERS, trial, {**PARAMETERS, "clean": False}]
    write(tmp_path, "Tokyo spoke.")
    assert tried(tmp_path) == [PARAMETERS]


def test_trials_before_the_first_run_belong_to_their_corpus(tmp_path):
    corpus = corpora.hash_documents(make_found("Seoul spoke.").documents)
    pipeline.note_trials(tmp_path / "one", [{"conclusion": "a"}], corpus=corpus)
    pipeline.note_trials(tmp_path / "two", [{"conclusion": "a"}], corpus=corpus)
    write(tmp_path / "one", "Seoul spoke.")
    write(tmp_path / "two", "Tokyo spoke.")
    assert tried(tmp_path / "one") == [{"conclusion": "a"}, PARAMETERS]
    assert tried(tmp_path / "two") == [PARAMETERS]


def test_a_ledger_of_another_corpus_is_not_written_to(tmp_path):
    write(tmp_path, "Seoul spoke.")
    before = (tmp_path / "manifest.json").read_bytes()
    theirs = pipeline.read_manifest(tmp_path)["corpus_sha256"]
    message = (
        f"manifest.json in {tmp_path} must be of the corpus {'0' * 12}; it is of {theirs[:12]}. "
        "Write it anew with pipeline.record_run(found, folder), or take another folder."
    )
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        pipeline.note_trials(tmp_path, [{"conclusion": "a"}], corpus="0" * 64)
    assert (tmp_path / "manifest.json").read_bytes() == before


def test_a_run_broken_off_loses_no_trial(tmp_path, monkeypatch):
    write(tmp_path, "Seoul spoke.")
    pipeline.note_trials(tmp_path, [{"conclusion": "a"}])
    with monkeypatch.context() as patch:

        def refuse(*_arguments, **_options):
            msg = "disk full"
            raise OSError(msg)

        patch.setattr(pd.DataFrame, "to_parquet", refuse)
        for _ in range(2):
            with pytest.raises(OSError) as told:
                write(tmp_path, "Seoul spoke.")
            assert str(told.value) == (
                f"{tmp_path / 'documents.parquet'} must be written whole; it cannot be: disk full. "
                "What was there before is unharmed. Free some space and run it again."
            )
        # What is left says nothing of tables, which are between two states.
        assert not (tmp_path / "manifest.json").exists()
        kept = pipeline.read_manifest(tmp_path)
        assert set(kept) == {"corpus_sha256", "tried"}
        assert kept["tried"] == [PARAMETERS, {"conclusion": "a"}]
    pipeline.note_trials(tmp_path, [{"conclusion": "b"}])
    write(tmp_path, "Seoul spoke.")
    assert tried(tmp_path) == [PARAMETERS, {"conclusion": "a"}, {"conclusion": "b"}]
    assert "ledger.json" not in files(tmp_path)


@pytest.mark.parametrize(
    "content",
    [b"", b'{"tried": [{"concl', b"\xff\xfe\x00", b"[1, 2]", b'"text"', b"null"],
    ids=["empty", "torn", "no text", "a list", "a word", "null"],
)
def test_what_is_no_manifest_is_read_as_none_and_kept(tmp_path, content):
    (tmp_path / "manifest.json").write_bytes(content)
    assert pipeline.read_manifest(tmp_path) == {}
    assert (tmp_path / "manifest.json").read_bytes() == content
    pipeline.note_trials(tmp_path, [{"conclusion": "a"}])
    assert tried(tmp_path) == [{"conclusion": "a"}]
    assert (tmp_path / "manifest-unreadable.json").read_bytes() == content


def test_tables_are_written_beside_what_is_no_manifest(tmp_path):
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    write(tmp_path, "Seoul spoke.")
    assert tried(tmp_path) == [PARAMETERS]
    assert (tmp_path / "manifest-unreadable.json").read_text(encoding="utf-8") == "{"


@pytest.mark.parametrize("ledger", [None, "abc", {"a": 1}, 7, [1, "x", {"conclusion": "a"}]])
def test_a_ledger_that_is_none_is_begun_anew(tmp_path, ledger):
    (tmp_path / "manifest.json").write_text(json.dumps({"tried": ledger}), encoding="utf-8")
    pipeline.note_trials(tmp_path, [{"conclusion": "b"}])
    known = [{"conclusion": "a"}] if isinstance(ledger, list) else []
    assert tried(tmp_path) == [*known, {"conclusion": "b"}]


def test_no_manifest_is_an_empty_one(tmp_path):
    assert pipeline.read_manifest(tmp_path / "nowhere") == {}


def test_a_run_in_a_notebook_is_recorded_and_goes_on_with_its_ledger(tmp_path):
    found = make_found("Seoul spoke.")
    corpus = corpora.hash_documents(found.documents)
    pipeline.note_trials(tmp_path, [{"conclusion": "a"}], corpus=corpus)
    manifest = pipeline.record_run(found, tmp_path)
    assert manifest == pipeline.read_manifest(tmp_path)
    assert manifest["corpus_sha256"] == corpus
    assert manifest["rows"]["documents"] == 1
    assert manifest["tried"] == [{"conclusion": "a"}, manifest["parameters"]]


def test_the_texts_are_described_by_counting():
    story = "The wire reported at noon that ministers of both states had met for two hours. "
    rows = [
        ("a", f"{story}It ended.", "2025-01-02", "Desk"),
        ("b", f"{story}It ended. ", "2025-01-05", "Wire"),
        ("c", "Two words", None, "Desk"),
        ("d", "Another text of six words here", "2025-01-01", None),
    ]
    documents = schemas.DOCUMENTS.build(
        [
            {"document_id": name, "text": text, "published_on": day, "outlet": outlet,
             "path": name, "sha256": name}
            for name, text, day, outlet in rows
        ]
    )  # fmt: skip
    rejected = schemas.REJECTED.build(
        [("x.txt", "the same text as a.txt"), ("y.pdf", "it is no text")]
    )
    assert describe_texts(documents, rejected) == {
        "words": (15 + 2) * 2 + 2 + 6,
        "dated": 3,
        "first_on": "2025-01-01",
        "last_on": "2025-01-05",
        "outlets": {"Desk": 2, "Wire": 1},
        "same_text": 1,
        "near_copies": 1,
        "alike": 0.8,
    }
    empty = describe_texts(schemas.DOCUMENTS.empty(), schemas.REJECTED.empty())
    assert (empty["words"], empty["first_on"], empty["outlets"]) == (0, None, {})
    json.dumps([empty, describe_counting()], allow_nan=False)


def test_exact_copies_are_counted_from_what_the_loader_says(tmp_path):
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text("Seoul spoke of Tokyo.\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("About.\n", encoding="utf-8")
    corpus = corpora.load_corpus(tmp_path)
    assert len(corpus.rejected) == 3
    assert describe_texts(corpus.documents, corpus.rejected)["same_text"] == 2


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "table.txt"
    path.write_text("old", encoding="utf-8")

    def break_off():
        with write_whole(path) as beside:
            beside.write_text("ne", encoding="utf-8")
            assert path.read_text(encoding="utf-8") == "old"
            msg = "no more"
            raise RuntimeError(msg)

    with pytest.raises(RuntimeError, match="^no more$"):
        break_off()
    assert (files(tmp_path), path.read_text(encoding="utf-8")) == (["table.txt"], "old")
    with write_whole(path) as beside:
        beside.write_text("new", encoding="utf-8")
    assert (files(tmp_path), path.read_text(encoding="utf-8")) == (["table.txt"], "new")
    # Others may read it, as any file.
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_a_move_that_fails_leaves_the_old_file_and_no_rest(tmp_path, monkeypatch):
    pipeline.note_trials(tmp_path, [{"conclusion": "a"}])
    before = (tmp_path / "manifest.json").read_bytes()

    def refuse(*_arguments):
        msg = "disk full"
        raise OSError(msg)

    monkeypatch.setattr("pathlib.Path.replace", refuse)
    with pytest.raises(OSError) as told:
        pipeline.note_trials(tmp_path, [{"conclusion": "b"}])
    assert str(told.value) == (
        f"{tmp_path / 'manifest.json'} must be written whole; it cannot be: disk full. What was "
        "there before is unharmed. Free some space and run it again."
    )
    assert files(tmp_path) == ["manifest.json"]
    assert (tmp_path / "manifest.json").read_bytes() == before

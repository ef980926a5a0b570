"""Tables in a folder: nothing is made twice, nothing is torn, and no way of making them differs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import distributed
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis import corpus as corpora
from analysis import pipeline, schemas
from analysis.__main__ import main
from analysis.codebooks.reading import HOUSE_CODEBOOKS
from analysis.corpus import Corpus
from analysis.pipeline import batches, cluster
from analysis.pipeline.keys import key_documents, key_stages
from analysis.pipeline.stages import STAGES

SKIP = ("scores", "tones")
WORDS = ("Seoul praised Tokyo's calm reply. ", "The alliance has run aground. ", "Oslo waits. ",
         '"We will not yield," an aide in Beijing said. ')  # fmt: skip


def make_corpus(n, *, changed=()):
    rows = [
        {
            "document_id": f"d{number:04d}",
            "text": f"Text {number}.\n\n{''.join(WORDS[number % 4 :] * 2)}"
            + ("Minsk disagrees." if number in changed else ""),
            "path": f"d{number}.txt",
            "sha256": f"{number:064d}{'x' if number in changed else ''}"[-64:],
            "published_on": "2024-05-06" if number % 2 else None,
        }
        for number in range(n)
    ]
    others = (getattr(schemas, name.upper()).empty() for name in Corpus._fields[1:])
    return Corpus(schemas.DOCUMENTS.build(rows), *others)


def make(folder, corpus, *, codebooks=(), workers=1, store=True):
    kept = pipeline.Store(folder / pipeline.BATCHES) if store else None
    work = pipeline.plan(("news",), SKIP, codebooks, store=kept)
    described = {"parameters": pipeline.name_parameters(("news",), skip=SKIP)}
    return pipeline.make_tables(corpus, folder, work, described=described, workers=workers)


def read_bytes(folder):
    """Read each file of a folder but the batches, whose being there is nobody's business."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and pipeline.BATCHES not in path.parts
    }


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    """Cut the few short texts of a test into batches as a corpus is cut."""
    monkeypatch.setattr(batches, "_LEAST_CHARACTERS", 5_000)
    monkeypatch.setattr(batches, "_CHARACTERS_AN_END", 1_500)
    monkeypatch.setattr(batches, "_MOST_CHARACTERS", 10_000)


@pytest.fixture
def made(monkeypatch):
    """Note which stages are made of which documents."""
    notes = []
    annotate = batches.annotate_part

    def note(documents, *, known, **options):
        notes.append((documents["document_id"].tolist(), set(STAGES) - set(known) - set(SKIP)))
        return annotate(documents, known=known, **options)

    monkeypatch.setattr(batches, "annotate_part", note)
    return notes


def test_batches_are_slices_in_order_and_few_change_with_a_document():
    documents = make_corpus(900).documents
    cut = batches.cut_batches(documents)
    assert_frame_equal(pd.concat([batch.documents for batch in cut]), documents)
    assert sum(batch.n_characters for batch in cut) == documents["text"].str.len().sum()
    keys = {batch.key for batch in cut}
    n_anew = []
    for row in range(0, 900, 50):
        without = documents.drop(index=row).reset_index(drop=True)
        n_anew.append(len({batch.key for batch in batches.cut_batches(without)} - keys))
    # Its own batch, and now and then the next ones, until an end falls on the same document.
    assert max(n_anew) <= len(cut) / 4
    assert sum(n_anew) / len(n_anew) <= 2
    empty = batches.cut_batches(documents.iloc[:0])
    assert [len(batch.documents) for batch in empty] == [0]


def test_a_batch_is_neither_small_nor_large(monkeypatch):
    documents = make_corpus(900).documents

    def measure():
        cut = batches.cut_batches(documents)
        sizes = [batch.n_characters for batch in cut]
        assert sizes == [batch.documents["text"].str.len().sum() for batch in cut]
        return sizes

    sizes = measure()
    assert min(sizes[:-1]) >= 5_000
    assert max(sizes) <= 10_000
    assert 5_000 < sum(sizes) / len(sizes) < 7_500
    # Where no key ends a batch in time, its size does.
    monkeypatch.setattr(batches, "_CHARACTERS_AN_END", 10**9)
    longest = documents["text"].str.len().max()
    assert min(measure()[:-1]) > 10_000 - longest
    # A text that is larger than a batch may be stands alone.
    monkeypatch.setattr(batches, "_MOST_CHARACTERS", 10)
    assert len(measure()) == 900


def test_a_document_is_known_by_all_its_facts():
    documents = make_corpus(3).documents
    keys = key_documents(documents)
    assert keys.is_unique
    assert key_documents(documents.iloc[::-1]).sort_index().tolist() == keys.tolist()
    other = key_documents(documents.assign(outlet=["A", None, None]))
    assert (other != keys).tolist() == [True, False, False]


def test_nothing_changed_makes_nothing(tmp_path, made):
    corpus = make_corpus(150)
    first = make(tmp_path, corpus)
    before = read_bytes(tmp_path)
    made.clear()
    assert make(tmp_path, corpus) == first
    assert made == []
    assert read_bytes(tmp_path) == before


def test_another_text_makes_its_batch_alone(tmp_path, made):
    make(tmp_path / "a", make_corpus(300))
    made.clear()
    changed = make_corpus(300, changed={150})
    make(tmp_path / "a", changed)
    anew = [names for names, stages in made if stages]
    assert any("d0150" in names for names in anew)
    assert sum(map(len, anew)) < 300 / 2
    make(tmp_path / "b", changed)
    assert read_bytes(tmp_path / "a") == read_bytes(tmp_path / "b")


def test_another_codebook_of_frames_makes_frames_alone(tmp_path, made):
    corpus = make_corpus(80)
    make(tmp_path / "a", corpus)
    text = (HOUSE_CODEBOOKS / "frames.yaml").read_text(encoding="utf-8")
    own = tmp_path / "frames.yaml"
    own.write_text(text + "\n# another one\n", encoding="utf-8")
    made.clear()
    make(tmp_path / "a", corpus, codebooks=[own])
    assert {stage for _, stages in made for stage in stages} == {
        "frames", "frame_countries", "stances",
    }  # fmt: skip
    make(tmp_path / "b", corpus, codebooks=[own])
    assert read_bytes(tmp_path / "a") == read_bytes(tmp_path / "b")


def test_the_key_of_a_stage_tells_of_what_it_takes():
    of_all = pipeline.plan(("news",), SKIP, ()).codebooks
    one, other = (key_stages(scorers, (), of_all) for scorers in (("news",), ("vader",)))
    assert {stage for stage in STAGES if one[stage] != other[stage]} == {"scores", "stances"}
    # Without scores no network reads the images.
    rules = key_stages(("news",), frozenset({"scores"}), of_all)
    assert rules["frames"] != one["frames"]
    assert rules["mentions"] == one["mentions"]


def test_a_torn_batch_is_made_again(tmp_path):
    corpus = make_corpus(150)
    make(tmp_path / "a", corpus)
    before = read_bytes(tmp_path / "a")
    kept = sorted((tmp_path / "a" / pipeline.BATCHES).rglob("*.batch"))
    assert len(kept) > 2
    kept[0].write_bytes(kept[0].read_bytes()[:-100])
    kept[1].write_bytes(b"")
    kept[2].write_bytes(b"trilateral batch 1\nnonsense")
    (tmp_path / "a" / "manifest.json").unlink()
    make(tmp_path / "a", corpus)
    assert read_bytes(tmp_path / "a") == before


def test_a_table_that_was_spoilt_is_written_again(tmp_path):
    corpus = make_corpus(40)
    make(tmp_path, corpus)
    before = read_bytes(tmp_path)
    (tmp_path / "mentions.parquet").write_bytes(b"spoilt")
    (tmp_path / "stances.parquet").unlink()
    make(tmp_path, corpus)
    assert read_bytes(tmp_path) == before


def test_batches_of_texts_that_are_gone_are_gone(tmp_path):
    make(tmp_path, make_corpus(200))
    make(tmp_path, make_corpus(20))
    kept = list((tmp_path / pipeline.BATCHES).rglob("*.batch"))
    assert len(kept) == len(batches.cut_batches(make_corpus(20).documents))


def test_no_way_of_making_tables_differs(tmp_path, monkeypatch):
    corpus = make_corpus(150)
    make(tmp_path / "kept", corpus)
    make(tmp_path / "without", corpus, store=False)
    make(tmp_path / "pool", corpus, workers=2)
    whole = read_bytes(tmp_path / "kept")
    tables = {name: content for name, content in whole.items() if name.endswith(".parquet")}
    for name in ("without", "pool"):
        other = read_bytes(tmp_path / name)
        assert {table: other[table] for table in tables} == tables, name
    in_memory = pipeline.annotate(corpus, skip=SKIP)
    results = pipeline.open_results(tmp_path / "kept")
    for name in pipeline.Annotations._fields:
        assert_frame_equal(getattr(results, name), getattr(in_memory, name), obj=name)


def test_results_are_read_when_asked_for(tmp_path, monkeypatch):
    make(tmp_path, make_corpus(60))
    results = pipeline.open_results(tmp_path)
    (tmp_path / "segments.parquet").unlink()
    assert len(results.mentions) == results.manifest["rows"]["mentions"]
    assert results.mentions is results.mentions
    some = results.read("mentions", columns=["mention_id", "country"], documents=["d0001"])
    assert list(some.columns) == ["mention_id", "country"]
    assert some["mention_id"].str.startswith("d0001:").all()
    with pytest.raises(FileNotFoundError):
        _ = results.segments
    with pytest.raises(AttributeError) as told:
        _ = results.sentences
    assert str(told.value).startswith("'sentences' is no table; there are documents, ")
    with pytest.raises(FileNotFoundError) as told:
        pipeline.open_results(tmp_path / "none")
    assert str(told.value) == (
        f"{tmp_path / 'none'} must hold the tables of a completed run; it has no manifest of one. "
        f"Run: python -m analysis annotate INPUT --out {tmp_path / 'none'}"
    )


def test_on_the_very_same_files_nothing_is_read_again(tmp_path, monkeypatch, capsys):
    folder, out = tmp_path / "corpus", tmp_path / "out"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"Oslo praised Minsk, {number}.", encoding="utf-8")
    command = ["annotate", str(folder), "--out", str(out), "--skip", *SKIP]
    read = []
    original = corpora.load_corpus

    def note(path, **options):
        read.append(path)
        return original(path, **options)

    monkeypatch.setattr(corpora, "load_corpus", note)
    assert main(command) == 0
    said, first = capsys.readouterr().out, read_bytes(out)
    assert main(command) == 0
    assert len(read) == 1
    assert (capsys.readouterr().out, read_bytes(out)) == (said, first)
    # A byte, a name, an option or a table: each is enough.
    (folder / "0.txt").write_text("Oslo praised Minsk, 9.", encoding="utf-8")
    assert main(command) == 0
    (folder / "1.txt").rename(folder / "one.txt")
    assert main(command) == 0
    assert main([*command, "--no-clean"]) == 0
    (out / "mentions.parquet").write_bytes(b"torn")
    assert main([*command, "--no-clean"]) == 0
    assert len(read) == 5
    assert main([*command, "--no-clean"]) == 0
    assert len(read) == 5


def test_a_run_that_is_killed_goes_on(tmp_path):
    """Kill -9 at three moments; `make scale` does it fifty times."""
    corpus = tmp_path / "corpus.parquet"
    make_corpus(300).documents[["document_id", "text"]].to_parquet(corpus)
    command = [sys.executable, "-m", "analysis", "annotate", str(corpus), "--skip", *SKIP]
    subprocess.run([*command, "--out", str(tmp_path / "a")], check=True, capture_output=True)
    for seconds in (0.9, 1.4, 2.0):
        kill_after(seconds, [*command, "--out", str(tmp_path / "b")])
    subprocess.run([*command, "--out", str(tmp_path / "b")], check=True, capture_output=True)
    assert read_bytes(tmp_path / "a") == read_bytes(tmp_path / "b")


def kill_after(seconds, command):
    """Start a command, and end it and its children at once after some seconds."""
    running = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    time.sleep(seconds)
    try:
        os.killpg(running.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    running.wait()


def test_two_workers_of_a_cluster_make_the_same_even_if_one_dies(tmp_path, monkeypatch):
    corpus = make_corpus(600)
    make(tmp_path / "one", corpus)
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        ) as local,
        distributed.Client(local) as client,
    ):
        groups = cluster._group

        def kill_midway(some):
            for number, part in enumerate(groups(some)):
                if number == 1:
                    os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)
                yield part

        monkeypatch.setattr(cluster, "_group", kill_midway)
        manifest = make(tmp_path / "many", corpus, workers=client)
    one, many = (pipeline.open_results(tmp_path / name) for name in ("one", "many"))
    assert len(list((tmp_path / "many" / "segments.parquet").iterdir())) > 1
    for name in pipeline.Annotations._fields:
        assert_frame_equal(getattr(many, name), getattr(one, name), obj=name)
        assert manifest["rows"][name] == len(getattr(one, name))
    # A single machine takes over from a cluster, and the other way round.
    make(tmp_path / "many", corpus)
    assert (tmp_path / "many" / "segments.parquet").is_file()


def test_partitions_are_small_at_first_and_few_in_the_end():
    groups = list(cluster._group(range(1_000)))
    assert [batch for group in groups for batch in group] == list(range(1_000))
    sizes = [len(group) for group in groups]
    # 1,000 less 64 * (1 + 2 + 4) are 552, and 552 are 69 * 8.
    assert sizes == [1] * 64 + [2] * 64 + [4] * 64 + [8] * 69
    assert list(cluster._group([])) == []


def test_a_cluster_needs_dask(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ModuleNotFoundError) as told:
        pipeline.connect("tcp://127.0.0.1:1")
    assert str(told.value) == (
        'A cluster needs Dask, which is not installed. Run: pip install -e ".[scale]"'
    )


def test_a_full_disk_leaves_what_was_there(tmp_path, monkeypatch):
    corpus = make_corpus(30)
    make(tmp_path, corpus)
    before = read_bytes(tmp_path)
    monkeypatch.setattr(pipeline.Store, "keep", refuse)
    with pytest.raises(OSError, match="No space left on device"):
        make(tmp_path, make_corpus(30, changed={1}))
    now = read_bytes(tmp_path)
    assert {name: now[name] for name in before if name.endswith(".parquet")} == {
        name: content for name, content in before.items() if name.endswith(".parquet")
    }
    monkeypatch.undo()
    make(tmp_path, corpus)
    assert read_bytes(tmp_path) == before


def refuse(*_):
    raise OSError(28, "No space left on device")


def test_a_folder_keeps_no_litter(tmp_path):
    make(tmp_path, make_corpus(30))
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {
        *(f"{name}.parquet" for name in pipeline.Annotations._fields if name != "rejected"),
        "rejected.csv", "manifest.json", pipeline.BATCHES,
    }  # fmt: skip

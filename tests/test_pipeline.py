"""From a folder to every table: the same in any order, on any number of cores, whole or not."""

from __future__ import annotations

import json
import subprocess
import sys

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis import pipeline, schemas, scores
from analysis.__main__ import main
from analysis.codebooks import chosen
from analysis.corpus import load_corpus
from analysis.figures import sources
from analysis.networks.sessions import identify_model
from analysis.pipeline import running

TEXTS = {
    "a.txt": "Seoul and Tokyo mend fences\n\nSeoul praised Tokyo on Monday. The alliance between "
    "South Korea and the United States has run aground, a critic said.\n",
    "b.txt": "Moscow may threaten Kyiv again. Nobody in Warsaw was surprised.\n",
    "deep/c.txt": "Nothing of note happened.\n",
}


@pytest.fixture
def folder(tmp_path):
    for name, text in TEXTS.items():
        path = tmp_path / "texts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "texts"


def test_every_stage_returns_its_table(folder):
    made = pipeline.annotate(load_corpus(folder), scorers=tuple(scores.SCORERS))
    for name, table in made._asdict().items():
        schemas.check(table, getattr(schemas, name.upper()))
    assert set(made.mentions["country"]) >= {"KOR", "JPN", "USA", "RUS", "UKR", "POL"}
    assert made.relations["relation"].tolist() == ["USA-KOR"]
    assert "run aground" in made.frames["cue"].tolist()
    # One row for each scorer and each mention or relation.
    targets = len(made.mentions) + len(made.relations)
    assert len(made.scores) == targets * len(scores.SCORERS)
    assert len(made.tones) == targets


def test_a_notebook_reads_a_corpus_of_the_repository_and_stays_with_it(
    folder, tmp_path, monkeypatch
):
    for module, name in ((running, "_last_read"), (sources, "_in_use")):
        # Whatever the run sets is taken back after the test.
        monkeypatch.setattr(module, name, getattr(module, name))
    monkeypatch.setattr(running, "_REPOSITORY", tmp_path)
    monkeypatch.setattr(running, "_last_read", None)
    other = tmp_path / "other"
    monkeypatch.setenv("TRILATERAL_CORPUS", str(other))
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    # Before anything is read: what would be.
    assert pipeline.corpus_path() == other
    found = pipeline.run("texts")
    assert len(found.documents) == len(TEXTS)
    # Its sheets are looked for beside the texts that were read, and not beside others.
    assert pipeline.corpus_path() == folder.resolve()
    # What lies in the working folder goes before; what lies nowhere is named there.
    assert pipeline.corpus_path("none") == tmp_path / "notebooks" / "none"
    (tmp_path / "notebooks" / "texts").mkdir()
    assert pipeline.corpus_path("texts") == tmp_path / "notebooks" / "texts"


def test_no_stage_opens_a_connection(folder, no_network):
    pipeline.annotate(load_corpus(folder), scorers=tuple(scores.SCORERS))


def test_workers_change_nothing(folder):
    corpus = load_corpus(folder)
    alone = pipeline.annotate(corpus, workers=1)
    # Parts are cut at a million characters; small ones are forced here.
    several = pipeline.annotate(_repeat(corpus, 3), workers=2)
    assert len(several.mentions) == 3 * len(alone.mentions)
    one = pipeline.annotate(_repeat(corpus, 3), workers=1)
    for name in pipeline.STAGES:
        assert_frame_equal(getattr(one, name), getattr(several, name))


def _repeat(corpus, times):
    documents = pd.concat(
        [
            corpus.documents.assign(
                document_id=corpus.documents["document_id"] + f"-{number}",
                # Long enough that each copy is a part of its own.
                text=corpus.documents["text"] + "\n\n" + "Nothing happened here. " * 20_000,
            )
            for number in range(times)
        ],
        ignore_index=True,
    )
    return corpus._replace(documents=documents)


def test_a_skipped_stage_takes_along_what_needs_it(folder):
    made = pipeline.annotate(load_corpus(folder), skip=["mentions"])
    assert len(made.segments)
    for name in ("mentions", "relations", "scores", "tones", "frame_countries"):
        assert_frame_equal(getattr(made, name), getattr(schemas, name.upper()).empty())
    assert len(made.frames)


def test_unknown_stages_and_scorers_are_refused(folder):
    corpus = load_corpus(folder)
    with pytest.raises(ValueError) as told:
        pipeline.annotate(corpus, skip=["tonnes"])
    assert str(told.value) == (
        f"`skip` must name stages among {list(pipeline.STAGES)}; unknown: ['tonnes']."
    )
    with pytest.raises(ValueError) as told:
        pipeline.annotate(corpus, scorers=["oracle"])
    assert str(told.value) == (
        f"`scorer` must be a function, one of {sorted(scores.SCORERS)}, or `hub:` and the folder "
        "or name of a classifier; it is 'oracle'."
    )


def test_the_command_writes_each_table_and_says_how_it_was_made(folder, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["annotate", str(folder), "--out", str(out), "--scorer", "vader"]) == 0
    assert "3 documents" in capsys.readouterr().out
    for name in pipeline.Annotations._fields:
        ending = "csv" if name == "rejected" else "parquet"
        assert (out / f"{name}.{ending}").is_file()
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["rows"]["documents"] == 3
    assert manifest["parameters"]["scorers"] == ["vader"]
    assert manifest["parameters"]["models"] == {"images": identify_model(name="images")}
    assert set(manifest["codebooks_sha256"]) >= {"countries", "relations", "frames"}
    assert len(manifest["corpus_sha256"]) == 64
    read = pd.read_parquet(out / "mentions.parquet")
    schemas.check(read, schemas.MENTIONS)


def test_a_second_run_gives_the_same_bytes(folder, tmp_path):
    for name in ("one", "two"):
        assert main(["annotate", str(folder), "--out", str(tmp_path / name)]) == 0
    files = [path for path in sorted((tmp_path / "one").iterdir()) if path.is_file()]
    assert len(files) > len(pipeline.STAGES)
    for path in files:
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


@pytest.mark.parametrize("name", ["texts.csv", "texts.tsv", "texts.jsonl", "texts.parquet"])
def test_a_table_is_read_to_the_character(tmp_path, name):
    table = pd.DataFrame({"text": ["  Seoul spoke.\n\nBy US Desk staff\n"], "outlet": ["A"]})
    path = tmp_path / name
    if name.endswith("parquet"):
        table.to_parquet(path)
    elif name.endswith("jsonl"):
        table.to_json(path, orient="records", lines=True)
    else:
        table.to_csv(path, index=False, sep="\t" if name.endswith("tsv") else ",")
    assert main(["annotate", str(path), "--out", str(tmp_path / "out")]) == 0
    documents = pd.read_parquet(tmp_path / "out" / "documents.parquet")
    assert documents["text"].tolist() == table["text"].tolist()
    assert documents["outlet"].tolist() == ["A"]


def test_wrong_input_is_told_in_words_and_not_in_a_traceback(tmp_path, capsys):
    assert main(["annotate", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert "nowhere" in told
    assert "Traceback" not in told


def test_an_output_that_nobody_reads_to_its_end_is_no_fault(tmp_path):
    gold = tmp_path / "gold.jsonl"
    rows = [{"text": "Oslo wins.", "mentions": [{"start": 0, "end": 4, "country": "NOR"}]}] * 40
    gold.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    command = [sys.executable, "-m", "analysis", "evaluate", "mentions", str(gold)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as done:
        done.stdout.close()
        told = done.stderr.read()
    assert (done.returncode, told) == (0, b"")


def test_a_write_that_fails_leaves_no_half_table(folder, tmp_path, monkeypatch):
    out = tmp_path / "out"
    assert main(["annotate", str(folder), "--out", str(out)]) == 0
    before = (out / "segments.parquet").read_bytes()
    made = pipeline.annotate(load_corpus(folder))

    def break_off(*_arguments, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_parquet", break_off)
    with pytest.raises(OSError, match="No space left"):
        pipeline.write_tables(made, out, codebooks=chosen.choose(), parameters={})
    assert (out / "segments.parquet").read_bytes() == before
    assert not (out / "manifest.json").exists()
    hidden = {path.name for path in out.iterdir() if path.name.startswith(".")}
    assert hidden == {pipeline.BATCHES}


def test_another_codebook_takes_the_place_of_the_house(folder, tmp_path):
    text = (chosen.HOUSE_CODEBOOKS / "relations.yaml").read_text(encoding="utf-8")
    own = tmp_path / "my-relations.yaml"
    own.write_text(text.replace("alliance: [alliance,", "alliance: [fellowship,"), encoding="utf-8")
    made = pipeline.annotate(load_corpus(folder), codebooks=[own])
    assert made.relations.empty
    assert chosen.choose([own]).hashes()["relations"] != chosen.choose().hashes()["relations"]


def test_a_file_that_is_no_codebook_is_refused(tmp_path):
    path = tmp_path / "shopping.yaml"
    path.write_text("eggs: 6\n", encoding="utf-8")
    with pytest.raises(ValueError) as told:
        chosen.choose([path])
    assert str(told.value) == (
        "shopping.yaml, line 1: a codebook must have one of the fields "
        "['countries', 'frames', 'nouns', 'viewpoints']; it has ['eggs']."
    )


def test_the_manifest_names_the_model_that_judged(folder, tmp_path):
    assert main(["annotate", str(folder), "--out", str(tmp_path / "out")]) == 0
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["parameters"]["scorers"] == ["news"]
    assert manifest["parameters"]["models"] == {
        "news": scores.identify_scorer("news"),
        "images": identify_model(name="images"),
    }

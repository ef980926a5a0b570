"""What the model is trained on: three sources brought to one form, nobody's text mixed up."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import binary_distance, interval_distance

from analysis.training.examples import add_neighbours, read_directed, read_newsmtsc, read_passages

PASSAGES = Path(__file__).parents[1] / "corpus" / "training" / "passages.jsonl"


def write(path, *lines):
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def surfaces(table):
    rows = zip(table["text"], table["start"], table["end"], strict=True)
    return [text[start:end] for text, start, end in rows]


@pytest.fixture(scope="module")
def passages():
    return [json.loads(line) for line in PASSAGES.read_text(encoding="utf-8").splitlines()]


# Directed Sentiment: who likes (1, 2) or dislikes (3, 4) whom, the first or the second bracket.


@pytest.mark.parametrize(
    ("label", "first", "second"),
    [
        (0, (0, "state"), (0, "state")),
        (1, (0, "speaker"), (1, "state")),
        (2, (1, "state"), (0, "speaker")),
        (3, (0, "speaker"), (-1, "state")),
        (4, (-1, "state"), (0, "speaker")),
    ],
)
def test_the_one_who_is_judged_has_the_sentiment(label, first, second, tmp_path):
    line = f"[Norway] and [Peru] spoke.\tNorway\tPeru\t{label}"
    table = read_directed(write(tmp_path / "train.txt", line))
    assert list(zip(table["sentiment"], table["kind"], strict=True)) == [first, second]
    assert surfaces(table) == ["Norway", "Peru"]
    assert table["source"].tolist() == ["directed_train"] * 2
    assert table["text"][0] == "Norway and Peru spoke."


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Los Angele]s met [the United State]s.", ["Los Angeles", "the United States"]),
        ("[Kasich’]s plan and [U. S.] practice.", ["Kasich", "U. S."]),
        ("[Democrat]s and [American]s agree.", ["Democrats", "Americans"]),
    ],
)
def test_brackets_that_cut_a_word_are_mended(marked, expected, tmp_path):
    table = read_directed(write(tmp_path / "x.txt", f"{marked}\ta\tb\t0"))
    assert surfaces(table) == expected
    assert "[" not in table["text"][0]


def test_states_actors_and_others_are_told_apart(tmp_path):
    lines = [f"[{name}] met [a baker].\ta\tb\t0" for name in ("Tokyo", "Shigeru Ishiba", "Bob")]
    table = read_directed(write(tmp_path / "x.txt", *lines))
    assert table["kind"].tolist()[::2] == ["state", "actor", "other"]


def test_a_line_without_two_brackets_is_left_out(tmp_path):
    assert read_directed(write(tmp_path / "x.txt", "[Norway] spoke.\tNorway\t\t0")).empty


def test_newsmtsc_is_read_as_it_is(tmp_path):
    line = json.dumps({"sentence": "Ann lost.", "from": 0, "to": 3, "polarity": -1})
    table = read_newsmtsc(write(tmp_path / "dev_rw.jsonl", line))
    assert table.iloc[0].to_dict() == {
        "source": "newsmtsc_dev_rw", "text_id": "Ann lost.", "text": "Ann lost.", "start": 0,
        "end": 3, "sentiment": -1, "kind": "person",
    }  # fmt: skip


# The project's own passages.


def test_every_mention_and_relation_with_one_label_is_an_example(tmp_path):
    passage = {
        "id": "p1", "split": "dev", "text": "Oslo and both allies.",
        "mentions": [
            {"start": 0, "end": 4, "country": "NOR", "sentiment": 1},
            {"start": 9, "end": 20, "country": "KOR", "sentiment": -1},
            {"start": 9, "end": 20, "country": "JPN", "sentiment": 0},
        ],
        "relations": [{"start": 0, "end": 20, "countries": [], "sentiment": 0, "kind": "treaty"}],
    }  # fmt: skip
    table = read_passages(write(tmp_path / "p.jsonl", json.dumps(passage)))
    assert table["kind"].tolist() == ["mention", "relation"]
    assert table["sentiment"].tolist() == [1, 0]
    assert set(table["source"]) == {"passages_dev"}


def test_the_passages_are_as_many_and_as_wide_as_their_data_sheet_says(passages):
    targets = [target for p in passages for target in p["mentions"] + p["relations"]]
    countries = {mention["country"] for p in passages for mention in p["mentions"]}
    sheet = (PASSAGES.parent / "README.md").read_text(encoding="utf-8")
    for number in (len(passages), len(targets), len(countries)):
        assert f"{number:,}" in sheet
    assert len(passages) >= 1_500
    assert len(targets) >= 3_500
    assert len(countries) >= 40


def test_the_marks_of_a_passage_stand_where_they_say(passages):
    for passage in passages:
        for target in passage["mentions"] + passage["relations"]:
            surface = passage["text"][target["start"] : target["end"]]
            assert surface, passage["id"]
            assert surface == surface.strip(), passage["id"]
            assert target["sentiment"] in {-1, 0, 1}, passage["id"]
        assert all(re.fullmatch("[A-Z]{3}", one["country"]) for one in passage["mentions"])
        spans = sorted({(one["start"], one["end"]) for one in passage["mentions"]})
        assert all(one[1] <= other[0] for one, other in pairwise(spans)), passage["id"]


def test_no_passage_comes_twice_and_no_identity(passages):
    for key in ("id", "text"):
        assert max(Counter(passage[key] for passage in passages).values()) == 1


def test_passages_are_unlike_one_another(passages):
    """No two share half of their runs of five words, whichever split they are in."""
    seen: dict[tuple[str, ...], str] = {}
    for passage in passages:
        words = re.findall(r"\w+", passage["text"].lower())
        runs = {tuple(words[place : place + 5]) for place in range(len(words) - 4)}
        shared = Counter(seen[run] for run in runs if run in seen)
        assert max(shared.values(), default=0) < max(len(runs) / 2, 1), passage["id"]
        seen.update(dict.fromkeys(runs, passage["id"]))


def test_no_famous_country_is_mostly_judged_one_way(passages):
    """Else the country could be told from the words around it."""
    judged = Counter(
        (mention["country"], mention["sentiment"]) for p in passages for mention in p["mentions"]
    )
    for country in ("USA", "CHN", "JPN", "KOR", "RUS", "GBR", "FRA", "DEU", "IND"):
        negative, positive = judged[country, -1], judged[country, 1]
        assert 0.15 < positive / (negative + positive) < 0.85, country


def test_neighbours_are_put_beside_lone_sentences_only():
    names = [f"{letter}nn{other}" for letter in "ABCDEFGH" for other in "abcde"]
    texts = [f"{name} lost {number}." for number, name in enumerate(names)]
    table = pd.DataFrame({"source": ["newsmtsc_train"] * 30 + ["passages_train"] * 10,
                          "text": texts, "start": 0, "end": 4})  # fmt: skip
    widened = add_neighbours(table, 0.5, seed=1)
    assert surfaces(widened) == names
    assert widened["text"][30:].tolist() == texts[30:]
    wider = widened["text"] != table["text"]
    assert 5 < wider.sum() < 25
    for mine, other in zip(widened["text"][wider], table["text"][wider], strict=True):
        assert other in mine
        assert set(re.findall(r"\d+", mine)) <= {str(number) for number in range(30)}
    assert (widened["start"] > 0).sum() < wider.sum()
    assert add_neighbours(table, 0.0, seed=1).equals(table)


# The second coding.


def test_the_data_sheet_says_the_alpha_that_the_codings_have(passages):
    codings = pd.read_csv(PASSAGES.parent / "second-coding.csv")
    sheet = " ".join((PASSAGES.parent / "README.md").read_text(encoding="utf-8").split())
    for distance in (binary_distance, interval_distance):
        data = [
            (coder, unit, int(label))
            for unit, row in codings.iterrows()
            for coder, label in (("first", row["first"]), ("second", row["second"]))
        ]
        assert f"{AnnotationTask(data, distance=distance).alpha():.3f}" in sheet
    assert f"{len(codings):,} targets" in sheet
    assert codings["id"].nunique() >= 0.095 * len(passages)


def test_disagreements_are_settled_and_settled_labels_are_used(passages):
    codings = pd.read_csv(PASSAGES.parent / "second-coding.csv")
    labels = {
        (p["id"], layer, one["start"], one["end"]): one["sentiment"]
        for p in passages
        for layer in ("mentions", "relations")
        for one in p[layer]
    }
    agreed = codings["first"] == codings["second"]
    assert (codings.loc[agreed, "settled"] == codings.loc[agreed, "first"]).all()
    for row in codings.to_dict("records"):
        assert labels[row["id"], row["layer"], row["start"], row["end"]] == row["settled"]


def test_no_neighbour_names_the_target():
    """It would be judged there too, and perhaps otherwise."""
    texts = ["Ann Ode lost.", "Ann Ode won.", "Bob left."]
    table = pd.DataFrame({"source": "newsmtsc_train", "text": texts, "start": 0,
                          "end": [7, 7, 3]})  # fmt: skip
    for seed in range(20):
        widened = add_neighbours(table, 1.0, seed=seed)
        assert all(text.count("Ode") <= 1 for text in widened["text"][:2])
        assert surfaces(widened) == ["Ann Ode", "Ann Ode", "Bob"]

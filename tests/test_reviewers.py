"""The page for reviewers names what there is, and sentiment toward somebody is of a target."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

import pytest
from test_denials import FORMS, MISSED

from analysis import __main__ as command
from analysis import schemas, tables
from analysis.figures.wordings import WORDINGS

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "REVIEWERS.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if re.match(r"\| \d+ \|", line)
]
CODE = re.findall(r"`([^`]+)`", PAGE)
TABLES = [table for table in vars(schemas).values() if isinstance(table, schemas.Table)]


def test_there_are_thirty_questions_in_order_each_with_an_answer():
    assert [row[0] for row in ROWS] == [str(number) for number in range(1, 31)]
    assert all(len(row) == 4 and row[1].endswith((".", "?")) and row[2] for row in ROWS)


def test_what_is_held_in_part_says_so():
    held = {row[0]: row[3] for row in ROWS}
    assert {number for number, said in held.items() if said.startswith("**Not**")} == {"12"}
    for number, said in held.items():
        assert not said.startswith("**") or re.match(r"\*\*(Partly\.|Not\*\*,)", said), number


@pytest.mark.parametrize("name", sorted({name for name in CODE if re.fullmatch(r"\w+\.\w+", name)}))
def test_every_function_named_is_there(name):
    module, label = name.split(".")
    if label in ("json", "yaml"):
        return
    assert hasattr(importlib.import_module(f"analysis.{module}"), label)


def test_every_file_and_notebook_named_is_there():
    files = [name for name in CODE if "/" in name]
    assert len(files) > 5
    for name in files:
        assert (ROOT / name).exists(), name
    notebooks = [name for name in CODE if re.fullmatch(r"\d\d-\w+", name)]
    assert len(notebooks) > 5
    for name in notebooks:
        assert (ROOT / "notebooks" / f"{name}.ipynb").exists(), name


def test_every_command_named_is_there():
    source = inspect.getsource(command)
    for name in CODE:
        if re.fullmatch(r"(evaluate|codebook) \w+|annotate", name):
            assert all(f'"{word}"' in source for word in name.split()), name


def test_the_numbers_on_the_page_are_those_of_the_tests():
    said = re.search(r"TextBlob misses (\d+) of (\d+) forms, VADER (\d+), `news` (\d+)", PAGE)
    expected = (MISSED["textblob"], FORMS, MISSED["vader"], MISSED["news"])
    assert [int(number) for number in said.groups()] == [len(forms) for forms in expected]


# Sentiment toward somebody is never that of a document.

_OF_TARGETS = {"scores", "stances"}


def test_no_table_has_the_sentiment_of_a_document():
    assert len(TABLES) > 40
    for table in TABLES:
        if table.key == ("document_id",):
            assert "sentiment" not in table.names, table.name
    assert schemas.SCORES.key == ("target_id", "scorer")


@pytest.mark.parametrize(
    "noun", sorted(noun for noun, wording in WORDINGS.items() if "toward" in wording.shows)
)
def test_a_caption_that_says_toward_is_of_scores_of_targets(noun):
    parameters = set(inspect.signature(getattr(tables, noun)).parameters)
    assert parameters & _OF_TARGETS
    schema = getattr(schemas, noun.upper())
    assert {"country", "relation"} & set(schema.names)


def test_some_captions_say_toward():
    assert sum("toward" in wording.shows for wording in WORDINGS.values()) >= 5

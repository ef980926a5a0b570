"""Hand coding: samples with known probabilities, blind sheets, and nothing lost on the way back."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook
from pandas.testing import assert_frame_equal

from analysis import codings, pipeline, schemas

TEXTS = [
    "Seoul kept its word. Tokyo was reckless, critics said.\n\nBeijing waits.",
    "=Japan's plea was heard. The alliance has run aground.",
]


def make_units(counts: dict[str, int]) -> pd.DataFrame:
    """Build so many units of each predicted class, from two outlets in turn."""
    return schemas.UNITS.build(
        [
            {"unit_id": f"u{kind}{n:04d}", "target_id": f"d{n}:{kind}", "document_id": f"d{n}",
             "target": "mention", "about": "KOR" if n % 3 else "JPN", "outlet": f"o{n % 2}",
             "month": None, "predicted": kind, "sentiment": 0.0, "frames": [], "framed": False,
             "before": "", "surface": "Seoul", "after": "."}
            for kind, size in counts.items() for n in range(size)
        ]
    )  # fmt: skip


@pytest.fixture(scope="module")
def found():
    return pipeline.annotate_texts(TEXTS)


@pytest.fixture(scope="module")
def units(found):
    stances = found.stances[found.stances["scorer"] == "news"]
    if stances.empty:
        stances = found.stances
    return codings.list_units(found.documents, found.segments, stances, found.scores)


def test_units_hold_the_words_around_and_nothing_that_tells_the_source(found, units):
    assert set(units["target_id"]) <= set(found.stances["target_id"])
    texts = found.documents.set_index("document_id")["text"]
    for row in units.itertuples():
        assert row.before + row.surface + row.after in texts[row.document_id]
        assert row.document_id not in row.unit_id
    tokyo = units[units["surface"] == "Tokyo"].iloc[0]
    assert tokyo["before"] == "Seoul kept its word. "
    assert tokyo["after"].startswith(" was reckless, critics said.")
    assert units["unit_id"].is_unique
    assert set(units["predicted"].dropna()) <= set(schemas.CLASSES)


def test_strata_give_by_their_roots_and_weights_give_back_the_whole():
    units = make_units({"neutral": 900, "negative": 60, "positive": 20})
    drawn = codings.sample(units, 150, strata=["predicted"])
    # Roots 30, 7.746 and 4.472 of 42.218: 106.6, 27.5 and 15.9 of 150. Two are left over once
    # all are cut to whole ones, for the two largest remainders.
    sizes = drawn.groupby("predicted").size()
    assert sizes.to_dict() == {"negative": 27, "neutral": 107, "positive": 16}
    assert len(drawn) == 150
    weights = 1 / drawn["probability"]
    assert weights.groupby(drawn["predicted"]).sum().round(6).to_dict() == {
        "negative": 60, "neutral": 900, "positive": 20,
    }  # fmt: skip
    # Spread over countries as they stand in the stratum: a third is JPN.
    of_japan = (drawn.query("predicted == 'neutral'")["about"] == "JPN").sum()
    assert abs(of_japan - 107 / 3) <= 1
    # 45.5 and 4.5 of 50 by their roots; but there is 1, so the other gives 49.
    few = codings.sample(make_units({"neutral": 100, "negative": 1}), 50, strata=["predicted"])
    assert few.groupby("predicted").size().to_dict() == {"negative": 1, "neutral": 49}


def test_each_unit_is_drawn_with_its_probability():
    units = make_units({"neutral": 40, "negative": 10})
    drawn = pd.concat(
        [codings.sample(units, 20, strata=["predicted"], seed=seed) for seed in range(400)]
    )
    share = drawn["unit_id"].value_counts().reindex(units["unit_id"], fill_value=0) / 400
    expected = units["predicted"].map({"neutral": 13 / 40, "negative": 7 / 10}).to_numpy()
    assert np.abs(share.to_numpy() - expected).max() < 4 * np.sqrt(0.25 * 0.75 / 400)


def test_a_sample_is_the_same_whatever_the_order_of_the_rows():
    units = make_units({"neutral": 40, "negative": 10})
    mixed = units.sample(frac=1, random_state=3)
    assert_frame_equal(codings.sample(units, 20), codings.sample(mixed, 20))
    before = units.copy()
    codings.sample(units, 20)
    assert_frame_equal(units, before)
    assert len(codings.sample(units, 500)) == 50
    assert set(codings.sample(units, 500)["probability"]) == {1.0}
    assert codings.sample(schemas.UNITS.empty(), 5).empty
    first = codings.sample(units, 20)["predicted"].tolist()
    assert first != sorted(first)
    with pytest.raises(ValueError, match="`size` must be one or more; it is 0"):
        codings.sample(units, 0)
    with pytest.raises(ValueError, match="`units` has no column 'colour'"):
        codings.sample(units, 5, strata=["colour"])


@pytest.fixture
def folder(tmp_path, units):
    drawn = codings.sample(units, 50)
    variables = codings.list_variables(["ship_of_state"])
    codings.write_sheets(drawn, variables, tmp_path / "codings", coders=["anna", "b. c"])
    return tmp_path / "codings"


def fill(path: Path, values: dict[str, list[str]], delimiter: str = ",") -> None:
    """Write values into the columns of a CSV sheet, as a coder would."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for name, column in values.items():
        for row, value in zip(rows, column, strict=False):
            row[name] = value
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0], delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


def test_sheets_are_blind_and_run_no_formula(folder, units):
    text = (folder / "sheet-anna.csv").read_text(encoding="utf-8-sig")
    header = text.split("\n", 1)[0].strip()
    assert header == "unit_id,codebook,about,before,target,after,sentiment,ship_of_state,note"
    assert not any(f",{kind}," in text for kind in schemas.CLASSES)
    assert "t0:" not in text
    page = load_workbook(folder / "sheet-anna.xlsx")["codings"]
    assert page.max_row == len(units) + 1
    cells = [cell for row in page.iter_rows(min_row=2) for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert any(str(cell.value).startswith("=") for cell in cells)
    with (folder / "sheet-anna.csv").open(encoding="utf-8-sig", newline="") as file:
        written = [cell for row in csv.reader(file) for cell in row]
    assert not any(cell.startswith("=") for cell in written)
    assert any(cell.startswith("'=") for cell in written)
    meanings = load_workbook(folder / "sheet-anna.xlsx")["codebook"]
    assert {row[0].value for row in meanings.iter_rows(min_row=2)} == {"sentiment", "ship_of_state"}


def test_the_manual_lies_beside_the_sheets_and_each_target_says_what_it_is(folder, units):
    assert (folder / "manual.md").read_text(encoding="utf-8").startswith("# How to code\n")
    with (folder / "sheet-anna.csv").open(encoding="utf-8-sig", newline="") as file:
        about = {row["unit_id"]: row["about"] for row in csv.DictReader(file)}
    of_units = units.set_index("unit_id")
    assert set(about) == set(of_units.index)
    for unit_id, said in about.items():
        kind = {"mention": "country", "relation": "relation"}[of_units.loc[unit_id, "target"]]
        name = of_units.loc[unit_id, "about"]
        assert said == (f"{kind} {name}" if isinstance(name, str) else f"{kind}, unnamed")


def test_a_sheet_of_an_earlier_version_without_that_column_is_read(folder):
    path = folder / "sheet-anna.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [dict(row) for row in csv.DictReader(file)]
    without = [{name: cell for name, cell in row.items() if name != "about"} for row in rows]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, without[0])
        writer.writeheader()
        writer.writerows(without)
    (folder / "sheet-anna.xlsx").unlink()
    assert len(codings.read_codings(folder).unread) == 0
    sheet = codings.save_coding(folder, "anna", without[0]["unit_id"], {"sentiment": "1"})
    assert sheet.rows["sentiment"].tolist() == ["1"] + [""] * (len(without) - 1)


def test_what_is_written_is_read_and_what_is_empty_is_no_coding(folder):
    fill(folder / "sheet-anna.csv", {"sentiment": ["-1", "", "1.0", "'0"], "note": ["hm"]})
    fill(folder / "sheet-b. c.csv", {"sentiment": ["0", "\u22121"]}, delimiter=";")
    coded = codings.read_codings(folder)
    assert coded.unread.empty
    order = coded.sample.sort_values("position")["unit_id"].tolist()
    value = coded.codings.set_index(["coder", "unit_id"])["value"]
    assert value["anna"].to_dict() == {order[0]: "-1", order[2]: "1", order[3]: "0"}
    assert value["b. c"].to_dict() == {order[0]: "0", order[1]: "-1"}
    assert set(coded.codings["variable"]) == {"sentiment"}


def test_what_cannot_be_read_is_told_with_file_and_line(folder):
    fill(folder / "sheet-anna.csv", {"sentiment": ["yes", "1"], "mood": ["low"]})
    book = load_workbook(folder / "sheet-b. c.xlsx")
    page = book["codings"]
    page["G2"], page["G3"], page["A3"] = 1, -1, "u0"
    book.save(folder / "sheet-b. c.xlsx")
    coded = codings.read_codings(folder)
    told = {(row.file, row.line, row.variable): row.reason for row in coded.unread.itertuples()}
    assert told == {
        ("sheet-anna.csv", 2, "sentiment"): "must be one of -1, 0, 1, or empty",
        ("sheet-anna.csv", 2, "mood"): "no codebook in the folder has this variable",
        ("sheet-b. c.xlsx", 3, "sentiment"): "the unit 'u0' is not in the sample",
    }
    assert len(coded.codings) == 2
    with pytest.raises(FileNotFoundError, match=r"must hold sample\.csv"):
        codings.read_codings(folder.parent)


def test_a_cell_is_told_by_the_row_that_a_spreadsheet_shows(folder):
    path = folder / "sheet-anna.csv"
    fill(path, {"sentiment": ["1", "maybe"], "before": ["one\n\ntwo ", "three\nfour "]})
    # The passages make it nine lines of text, but three rows.
    assert path.read_text(encoding="utf-8-sig").split("maybe")[0].count("\n") > 2
    told = codings.read_codings(folder).unread.iloc[0]
    assert (told["file"], told["line"], told["variable"], told["value"]) == (
        "sheet-anna.csv", 3, "sentiment", "maybe",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("cp1252", ";")],
)
def test_what_spreadsheets_save_is_read(folder, encoding, delimiter):
    path = folder / "sheet-anna.csv"
    fill(path, {"sentiment": ["-1", "", "0"], "note": ["é"]}, delimiter=delimiter)
    path.write_bytes(path.read_bytes().decode("utf-8-sig").encode(encoding))
    coded = codings.read_codings(folder)
    assert coded.unread.empty
    assert sorted(coded.codings["value"]) == ["-1", "0"]


def test_two_sheets_of_one_coder_that_differ_are_told(folder):
    fill(folder / "sheet-anna.csv", {"sentiment": ["1", "0"]})
    book = load_workbook(folder / "sheet-anna.xlsx")
    book["codings"]["G2"], book["codings"]["G3"] = 1, 1
    book.save(folder / "sheet-anna.xlsx")
    coded = codings.read_codings(folder)
    assert len(coded.codings) == 2
    assert coded.unread["reason"].tolist() == ["sheet-anna.csv says '0' of the same unit"]


def test_no_coding_is_lost_when_the_codebook_changes(folder, units):
    fill(folder / "sheet-anna.csv", {"sentiment": ["1", "0"], "ship_of_state": ["1", "0"]})
    drawn, later = codings.sample(units, 50), codings.list_variables(["journey"])
    before = codings.read_codings(folder).codings
    with pytest.raises(FileExistsError, match="holds 4 cells that anna has filled in"):
        codings.write_sheets(drawn, later, folder, coders=["anna"])
    assert_frame_equal(codings.read_codings(folder).codings, before)
    codings.write_sheets(drawn, later, folder, coders=["anna"], done=before)
    coded = codings.read_codings(folder)
    assert coded.unread.empty
    columns = ["unit_id", "coder", "variable", "value"]
    assert_frame_equal(coded.codings[columns], before[columns])
    # Nothing is coded as "no journey" by having been coded before.
    assert "journey" not in set(coded.codings["variable"])
    assert "journey" in set(coded.variables["variable"])
    assert {"ship_of_state", "journey"} <= set(coded.variables["variable"])


def test_a_codebook_is_versioned_by_its_words():
    one = codings.list_variables()
    assert codings.version_of(one) == codings.version_of(one.copy())
    assert codings.version_of(one) != codings.version_of(codings.list_variables(["game"]))
    with pytest.raises(ValueError, match="The frame 'gamble' must be in the codebook"):
        codings.list_variables(["gamble"])


@pytest.mark.parametrize("name", ["../anna", "", "a/b", "an\na"])
def test_coders_have_names_that_a_file_can_bear(tmp_path, units, name):
    with pytest.raises(ValueError, match="`coders` must be one name or more"):
        codings.write_sheets(
            codings.sample(units, 3), codings.list_variables(), tmp_path, coders=[name]
        )
    assert not list(tmp_path.iterdir())


def test_notes_and_marked_values_survive_a_new_sheet(folder):
    path = folder / "sheet-anna.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    header, first = lines[0].split(","), lines[1].split(",")
    assert header[-1] == "note"
    path.write_text("\n".join([lines[0], ",".join([*first[:-1], "'=hm"]), *lines[2:]]), "utf-8")
    coded = codings.read_codings(folder)
    codings.write_sheets(coded.sample, coded.variables, folder, coders=["anna"])
    assert codings.load_sheet(folder, "anna").rows["note"].iloc[0] == "=hm"

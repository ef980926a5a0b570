"""Coding in a notebook: each answer is in the sheet at once, and nothing shown sways."""

from __future__ import annotations

import csv
import re
from datetime import date
from html import unescape
from pathlib import Path

import ipywidgets
import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from analysis import codings, explore, schemas
from analysis.codings import saving

BEFORE = "<script>alert('a')</script> & so on. "
OUTLET, MONTH, DOCUMENT = "the-outlet", "2019-07", "the-outlet-2019-07-04"
UNITS = ["u0", "u1", "u2"]


@pytest.fixture
def folder(tmp_path):
    """Write sheets of three units for two coders, in the order u0, u1, u2."""
    sample = schemas.SAMPLE.build(
        [
            {"unit_id": unit, "target_id": f"{DOCUMENT}:{place}", "document_id": DOCUMENT,
             "target": "mention", "about": "KOR", "outlet": OUTLET, "month": MONTH,
             "predicted": "negative", "sentiment": -0.625, "frames": [], "framed": False,
             "before": BEFORE, "surface": "=Seoul <i>", "after": " waits.\n\nAgain.",
             "stratum": "negative", "probability": 0.375, "position": place}
            for place, unit in enumerate(UNITS)
        ]
    )  # fmt: skip
    variables = codings.list_variables(["ship_of_state"])
    codings.write_sheets(sample, variables, tmp_path, coders=["anna", "ben"])
    return tmp_path


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: list[dict[str, str]], encoding: str = "utf-8-sig") -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def put(path: Path, cell: str, value: object) -> None:
    """Write into a cell of a workbook, as a coder would."""
    book = load_workbook(path)
    book["codings"][cell] = value
    book.save(path)


def parts_of(box: ipywidgets.Widget) -> list[ipywidgets.Widget]:
    found = [box]
    for child in getattr(box, "children", ()):
        found += parts_of(child)
    return found


def choices_of(box: ipywidgets.VBox) -> list[ipywidgets.ToggleButtons]:
    return [part for part in parts_of(box) if isinstance(part, ipywidgets.ToggleButtons)]


def note_of(box: ipywidgets.VBox) -> ipywidgets.Textarea:
    return next(part for part in parts_of(box) if isinstance(part, ipywidgets.Textarea))


def press(box: ipywidgets.VBox, label: str) -> None:
    buttons = [part for part in parts_of(box) if isinstance(part, ipywidgets.Button)]
    next(button for button in buttons if button.description == label).click()


def shown(box: ipywidgets.VBox) -> str:
    return "\n".join(part.value for part in parts_of(box) if isinstance(part, ipywidgets.HTML))


def test_each_answer_is_in_the_sheet_at_once(folder):
    before = read(folder / "sheet-anna.csv")
    box = explore.code(folder, "anna")
    sentiment, ship = choices_of(box)
    assert "0 of 3 coded. Unit 1:" in shown(box)
    sentiment.value = "-1"
    assert read(folder / "sheet-anna.csv") == [before[0] | {"sentiment": "-1"}, *before[1:]]
    # One question of two is answered: the unit is not yet coded.
    assert "0 of 3 coded" in shown(box)
    ship.value = "0"
    assert "1 of 3 coded. Unit 1:" in shown(box)
    press(box, "Next")
    assert (sentiment.value, ship.value) == ("", "")
    sentiment.value = "1"
    coded = codings.read_codings(folder)
    assert coded.unread.empty
    found = set(schemas.rows_of(coded.codings, ["coder", "unit_id", "variable", "value"]))
    assert found == {
        ("anna", "u0", "sentiment", "-1"),
        ("anna", "u0", "ship_of_state", "0"),
        ("anna", "u1", "sentiment", "1"),
    }
    assert set(coded.codings["coded_on"].dt.date) == {date.today()}
    assert sorted(path.name for path in folder.iterdir() if path.name.startswith(".")) == []


def test_an_answer_taken_back_leaves_the_cell_empty(folder):
    before = (folder / "sheet-anna.csv").read_bytes()
    box = explore.code(folder, "anna")
    sentiment = choices_of(box)[0]
    sentiment.value = "0"
    assert (folder / "sheet-anna.csv").read_bytes() != before
    sentiment.label = "not coded"
    assert (folder / "sheet-anna.csv").read_bytes() == before
    assert codings.read_codings(folder).codings.empty


def test_the_passage_is_escaped_and_its_target_marked(folder):
    page = shown(explore.code(folder, "anna"))
    assert (
        "&lt;script&gt;alert(&#x27;a&#x27;)&lt;/script&gt; &amp; so on. "
        "<mark><b>=Seoul &lt;i&gt;</b></mark> waits.\n\nAgain.</div>"
    ) in page
    assert "<script" not in page
    assert "<i>" not in page


def test_a_coder_sees_nothing_that_sways(folder):
    box = explore.code(folder, "anna")
    for label in ("Next", "Next", "Back", "Next uncoded"):
        press(box, label)
        # The ids of widgets are digits at random, which may look like a year.
        state = re.sub(r"IPY_MODEL_\w+", "", repr([part.get_state() for part in parts_of(box)]))
        for secret in (OUTLET, MONTH, "2019", DOCUMENT, "negative", "0.625", "0.375"):
            assert secret not in state, secret
    # Which state a description means, the coder is told; whom it is about shows in the text.
    assert "The marked target: country KOR" in shown(box)


def test_questions_and_meanings_are_those_of_the_codebook(folder):
    box = explore.code(folder, "anna")
    variables = codings.list_variables(["ship_of_state"])
    sentiment, ship = choices_of(box)
    assert [label for label, _ in sentiment.options] == ["not coded", "-1", "0", "1"]
    assert [label for label, _ in ship.options] == ["not coded", "0", "1"]
    meanings = variables.loc[variables["variable"] == "sentiment", "meaning"].tolist()
    assert list(sentiment.tooltips[1:]) == meanings
    assert "a less favourable, an unchanged or a more favourable view" in shown(box)


def test_words_of_a_codebook_are_escaped(folder, tmp_path):
    rows = [("mood", "Is it <b>dark</b>?", value, "<u>", "nominal") for value in ("-", "<s>")]
    sample = codings.read_codings(folder).sample
    own = schemas.VARIABLES.build(rows)
    codings.write_sheets(sample, own, tmp_path / "own", coders=["anna"])
    box = explore.code(tmp_path / "own", "anna")
    assert "Is it &lt;b&gt;dark&lt;/b&gt;?" in shown(box)
    assert "<u>" not in shown(box)
    choices_of(box)[0].value = "<s>"
    assert codings.read_codings(tmp_path / "own").codings["value"].tolist() == ["<s>"]
    # Not as what would begin a formula.
    choices_of(box)[0].value = "-"
    assert read(tmp_path / "own" / "sheet-anna.csv")[0]["mood"] == "'-"
    press(box, "Next")
    press(box, "Back")
    assert choices_of(box)[0].value == "-"


def test_coding_goes_on_where_it_stopped(folder):
    for unit in ("u0", "u2"):
        saving.save_coding(folder, "anna", unit, {"sentiment": "0", "ship_of_state": "1"})
    box = explore.code(folder, "anna")
    assert "2 of 3 coded. Unit 2:" in shown(box)
    press(box, "Next")
    assert "Unit 3:" in shown(box)
    # Past the last, from the first again.
    press(box, "Next uncoded")
    assert "Unit 2:" in shown(box)
    for choice in choices_of(box):
        choice.value = "1"
    assert "3 of 3 coded. Unit 2:" in shown(box)
    assert "All units are coded." in shown(box)
    assert "3 of 3 coded. Unit 1:" in shown(explore.code(folder, "anna"))


def test_there_is_no_going_past_the_ends(folder):
    box = explore.code(folder, "anna")
    buttons = {part.description: part for part in parts_of(box) if hasattr(part, "click")}
    assert buttons["Back"].disabled
    press(box, "Back")
    assert "Unit 1:" in shown(box)
    for _ in range(4):
        press(box, "Next")
    assert "Unit 3:" in shown(box)
    assert buttons["Next"].disabled
    assert not buttons["Back"].disabled


def test_a_note_is_saved_and_runs_no_formula(folder):
    box = explore.code(folder, "anna")
    note_of(box).value = "=1+1, says she\nor <he>"
    assert read(folder / "sheet-anna.csv")[0]["note"] == "'=1+1, says she\nor <he>"
    press(box, "Next")
    assert note_of(box).value == ""
    press(box, "Back")
    assert note_of(box).value == "=1+1, says she\nor <he>"
    page = load_workbook(folder / "sheet-anna.xlsx")["codings"]
    assert (page["I2"].value, page["I2"].data_type) == ("=1+1, says she\nor <he>", "s")


def test_every_other_cell_stays_what_it_is(folder):
    path = folder / "sheet-ben.csv"
    rows = [row | {"colour": "-blue", "note": "-1 or 0?\r\nthink"} for row in read(path)]
    write(path, rows)
    (folder / "sheet-ben.xlsx").unlink()
    box = explore.code(folder, "ben")
    choices_of(box)[1].value = "1"
    assert read(path) == [rows[0] | {"ship_of_state": "1"}, *rows[1:]]
    assert not (folder / "sheet-ben.xlsx").exists()


def test_a_sheet_that_a_spreadsheet_saved_is_understood(folder):
    path = folder / "sheet-ben.csv"
    rows = [row | {"sentiment": value} for row, value in zip(read(path), ["1.0", "", "\u22121"],
                                                             strict=True)]  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(rows[0])
        # The empty cells at the end left out.
        writer.writerows([list(row.values())[:7] for row in rows])
    sentiment, ship = choices_of(box := explore.code(folder, "ben"))
    assert sentiment.value == "1"
    ship.value = "0"
    press(box, "Next")
    press(box, "Next")
    assert sentiment.value == "-1"
    assert [row["sentiment"] for row in read(path)] == ["1.0", "", "\u22121"]
    assert len(codings.read_codings(folder).codings) == 3


def test_the_workbook_says_what_the_sheet_says(folder):
    box = explore.code(folder, "anna")
    choices_of(box)[0].value = "1"
    note_of(box).value = "a\r\nb"
    choices_of(box)[0].value = "-1"
    page = load_workbook(folder / "sheet-anna.xlsx")["codings"]
    assert page["G2"].value == "-1"
    assert page["E2"].value == "=Seoul <i>"
    assert page.data_validations.dataValidation
    (folder / "sheet-anna.csv").rename(folder / "elsewhere.csv")
    coded = codings.read_codings(folder)
    assert coded.codings["value"].tolist() == ["-1"]


@pytest.mark.parametrize(
    ("cell", "value", "told"),
    [("G2", 0, "'sentiment' in line 2 is '0', in the CSV '1'"),
     ("I2", "hm", "'note' in line 2 is 'hm', in the CSV 'a'"),
     ("B2", "other", "'codebook' in line 2 is 'other', in the CSV '{version}'"),
     ("A2", "u9", "'sentiment' in line 2 is '1', in the CSV ''")],
)  # fmt: skip
def test_two_sheets_that_differ_are_told_and_neither_is_touched(folder, cell, value, told):
    box = explore.code(folder, "anna")
    sentiment, ship = choices_of(box)
    sentiment.value, note_of(box).value = "1", "a"
    put(folder / "sheet-anna.xlsx", cell, value)
    before = [path.read_bytes() for path in sorted(folder.glob("sheet-anna.*"))]
    sentiment.value = "-1"
    assert [path.read_bytes() for path in sorted(folder.glob("sheet-anna.*"))] == before
    assert sentiment.value == "1"
    assert "Not saved. sheet-anna.xlsx and sheet-anna.csv say different things" in shown(box)
    version = read(folder / "sheet-anna.csv")[0]["codebook"]
    page = unescape(shown(explore.code(folder, "anna")))
    assert page == (
        "<p>sheet-anna.xlsx and sheet-anna.csv say different things: "
        f"{told.format(version=version)}. Make the CSV right, then delete the other.</p>"
    )


def test_who_began_in_the_workbook_goes_on_in_the_notebook(folder):
    for cell, value in {"G2": -1, "H2": 0, "I2": "-hm", "G4": 1}.items():
        put(folder / "sheet-anna.xlsx", cell, value)
    before = (folder / "sheet-anna.csv").read_bytes()
    box = explore.code(folder, "anna")
    sentiment, ship = choices_of(box)
    # The first unit is coded; the second is the first that is not.
    assert "1 of 3 coded. Unit 2:" in shown(box)
    press(box, "Back")
    assert (sentiment.value, ship.value, note_of(box).value) == ("-1", "0", "-hm")
    # To look changes nothing.
    assert (folder / "sheet-anna.csv").read_bytes() == before
    press(box, "Next")
    sentiment.value = "0"
    rows = read(folder / "sheet-anna.csv")
    assert [row["sentiment"] for row in rows] == ["-1", "0", "1"]
    assert [row["ship_of_state"] for row in rows] == ["0", "", ""]
    assert [row["note"] for row in rows] == ["'-hm", "", ""]
    assert load_workbook(folder / "sheet-anna.xlsx")["codings"]["I2"].value == "-hm"
    (folder / "sheet-anna.xlsx").unlink()
    coded = codings.read_codings(folder)
    assert coded.unread.empty
    assert len(coded.codings) == 4
    # What is then emptied is empty in both.
    sentiment.label = "not coded"
    assert [row["sentiment"] for row in read(folder / "sheet-anna.csv")] == ["-1", "", "1"]


def test_a_workbook_with_comments_or_pages_is_not_replaced(folder):
    book = load_workbook(folder / "sheet-anna.xlsx")
    book["codings"]["G2"].comment = Comment("why?", "anna")
    book.save(folder / "sheet-anna.xlsx")
    assert shown(explore.code(folder, "anna")) == (
        "<p>sheet-anna.xlsx holds comments or pages that sheet-anna.csv cannot; move it "
        "elsewhere.</p>"
    )


def test_what_is_written_elsewhere_meanwhile_is_kept_and_shown(folder):
    box = explore.code(folder, "anna")
    (folder / "sheet-anna.xlsx").unlink()
    rows = read(folder / "sheet-anna.csv")
    rows[1]["sentiment"], rows[2]["sentiment"] = "1", "maybe"
    write(folder / "sheet-anna.csv", rows)
    choices_of(box)[0].value = "0"
    assert [row["sentiment"] for row in read(folder / "sheet-anna.csv")] == ["0", "1", "maybe"]
    press(box, "Next")
    assert choices_of(box)[0].value == "1"
    press(box, "Next")
    assert choices_of(box)[0].value == ""
    assert "The sheet says &#x27;maybe&#x27; for sentiment; a choice replaces it." in shown(box)


def test_an_answer_to_an_old_codebook_is_not_saved_under_the_new_one(folder):
    box = explore.code(folder, "anna")
    choices_of(box)[0].value = "1"
    done, later = codings.read_codings(folder), codings.list_variables(["journey"])
    codings.write_sheets(done.sample, later, folder, coders=["anna"], done=done.codings)
    before = (folder / "sheet-anna.csv").read_bytes()
    choices_of(box)[0].value = "0"
    assert "Not saved. sheet-anna.csv has another codebook by now" in shown(box)
    press(box, "Next")
    assert "The sheet has another codebook by now. Run this cell again." in shown(box)
    assert (folder / "sheet-anna.csv").read_bytes() == before
    # The newest codebook asks; what it no longer asks stays in the sheet.
    assert "<b>journey</b>" in shown(explore.code(folder, "anna"))
    assert "<b>ship_of_state</b>" not in shown(explore.code(folder, "anna"))
    assert codings.read_codings(folder).unread.empty


def test_if_the_sheet_cannot_be_written_both_stay_what_they_were(folder, monkeypatch):
    box = explore.code(folder, "anna")
    before = [path.read_bytes() for path in sorted(folder.glob("sheet-anna.*"))]
    replace = Path.replace

    def refuse(path: Path, there: Path) -> Path:
        if there.suffix == ".csv":
            msg = "it is open"
            raise PermissionError(msg)
        return replace(path, there)

    monkeypatch.setattr(Path, "replace", refuse)
    choices_of(box)[0].value = "1"
    assert "Not saved. " in shown(box)
    assert "it cannot be: it is open. What was there before is unharmed." in shown(box)
    assert "Close it where it is open, or take a folder that you may write to." in shown(box)
    assert choices_of(box)[0].value == ""
    assert [path.read_bytes() for path in sorted(folder.glob("sheet-anna.*"))] == before


def test_without_a_sheet_there_is_nothing_to_code(folder):
    with pytest.raises(FileNotFoundError) as caught:
        explore.code(folder, "carl")
    assert str(caught.value) == (
        f"{folder / 'sheet-carl.csv'} is not there. Write the sheets first: "
        f"codings.write_sheets(sample, variables, {str(folder)!r}, coders=['carl'])."
    )


def test_what_is_in_doubt_is_refused(folder):
    path = folder / "sheet-ben.csv"
    rows = read(path)
    with pytest.raises(ValueError, match="'sentiment' must be one of -1, 0, 1, or empty; it is '2"):
        saving.save_coding(folder, "ben", "u0", {"sentiment": "2"})
    with pytest.raises(ValueError, match="'before' must be a column of sheet-ben.csv and a var"):
        saving.save_coding(folder, "ben", "u0", {"before": "x"})
    with pytest.raises(ValueError, match="must have the unit 'u9' once; it has 0 of it"):
        saving.save_coding(folder, "ben", "u9", {"sentiment": "1"})
    assert read(path) == rows
    write(path, [*rows, rows[0]])
    with pytest.raises(ValueError, match="must have the unit 'u0' once; it has 2 of it"):
        saving.save_coding(folder, "ben", "u0", {"sentiment": "1"})
    write(path, [rows[0], rows[1] | {"codebook": "other"}])
    assert "all of one codebook; its codebooks are [" in shown(explore.code(folder, "ben"))
    write(path, [row | {"note": "서울"} for row in rows], encoding="cp949")
    assert "sheet-ben.csv must be in UTF-8; save it as `CSV UTF" in shown(
        explore.code(folder, "ben")
    )
    write(path, [{name: row[name] for name in row if name != "target"} for row in rows])
    with pytest.raises(ValueError, match=r"must have each column once; .* for \['target'\]"):
        codings.load_sheet(folder, "ben")

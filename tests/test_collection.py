"""How the texts were chosen is read to the word, and a slip is told with its line."""

from __future__ import annotations

import pytest

from analysis import pipeline
from analysis.__main__ import main
from analysis.codebooks.reading import CodebookError
from analysis.corpus import load_collection
from analysis.reports import report_methods


def write(folder, text):
    (folder / "collection.yaml").write_text(text, encoding="utf-8")
    return folder


def test_what_was_written_is_read_in_the_order_of_the_fields(tmp_path):
    folder = write(
        tmp_path,
        "search: '(trilateral* AND \"South Korea\") NOT sport'\ndatabase: Nexis Uni\n"
        "searched_on: 2025-02-01\nexclusions: >\n  letters,\n  sport pages\n",
    )
    found = load_collection(folder)
    assert found == {
        "database": "Nexis Uni",
        "search": '(trilateral* AND "South Korea") NOT sport',
        "searched_on": "2025-02-01",
        "exclusions": "letters, sport pages",
    }
    assert list(found) == ["database", "search", "searched_on", "exclusions"]
    (folder / "table.csv").write_text("text\na\n", encoding="utf-8")
    assert load_collection(folder / "table.csv") == found


def test_nothing_written_is_nothing_claimed(tmp_path):
    assert load_collection(tmp_path) == {}
    assert load_collection(write(tmp_path, "# not yet\n")) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("database: LN\nserach: x\n", "line 2: the field must be one of"),
        ("search: [a, b]\n", "line 1: 'search' must be text; it is Items."),
        ("search: yes\n", None),
        ("- a\n", "line 1: it must have the fields"),
        ("search: a\nsearch: b\n", "line 2: must be YAML"),
        ("search: !!python/object/apply:os.system [ls]\n", "line 1: 'search' must be text"),
    ],
)
def test_a_slip_is_told_with_its_line(tmp_path, text, said):
    write(tmp_path, text)
    if said is None:
        assert load_collection(tmp_path) == {"search": "yes"}
        return
    with pytest.raises(CodebookError) as told:
        load_collection(tmp_path)
    assert said in str(told.value)
    assert str(told.value).startswith("collection.yaml, ")


BARE = {
    "corpus_sha256": "f" * 64,
    "parameters": {"scorers": [], "skip": []},
    "rows": {"documents": 3},
}


def test_the_methods_say_how_texts_were_chosen_and_what_is_not_on_record():
    said = {"database": "Nexis Uni", "search": "trilateral*", "searched_on": "2025-02-01",
            "from": "2023-08-18", "to": "2025-06-30",
            "exclusions": "letters, sport pages."}  # fmt: skip
    whole = report_methods({**BARE, "collection": said}).text
    assert (
        "They were found in Nexis Uni with the search `trilateral*` on 2025-02-01. The search ran "
        "from 2023-08-18 to 2025-06-30. Left out by rule: letters, sport pages."
    ) in whole
    assert "[Add how they were chosen" not in whole
    some = report_methods({**BARE, "collection": {"database": "Nexis Uni"}}).text
    assert "They were found in Nexis Uni." in some
    assert "[Add how they were chosen: search terms, exclusions; it is not on record.]" in some
    none = report_methods(BARE).text
    assert "[Add how they were chosen: database, search terms, exclusions; it is not on" in none


def test_the_manifest_of_a_run_holds_it(tmp_path):
    (tmp_path / "own").mkdir()
    folder = write(tmp_path / "own", "database: Nexis Uni\n")
    (folder / "one.txt").write_text("Seoul may trust Tokyo, an aide said.\n", encoding="utf-8")
    out = tmp_path / "out"
    assert main(["annotate", str(folder), "--out", str(out), "--skip", "scores", "tones"]) == 0
    assert pipeline.read_manifest(out)["collection"] == {"database": "Nexis Uni"}
    assert len(pipeline.read_manifest(out)["code_sha256"]) == 64

"""A scholar's codebook is checked with its examples, exported, and made from other dictionaries."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from analysis.__main__ import main
from analysis.codebooks.chosen import Codebooks
from analysis.codebooks.frames import load_frames
from analysis.codebooks.reading import HOUSE_CODEBOOKS, CodebookError
from analysis.pipeline.codebooks import check_codebook, export_codebook
from analysis.pipeline.dictionaries import import_dictionary

README = Path(__file__).parents[1] / "README.md"
BOOK = """\
version: 3
frames:
  theatre:
    family: metaphor
    definition: Politics is a play.
    source: Goffman (1959)
    roles: [stage]
    prior: 0.7
    literal: [opera]
    cues:
      - {cue: "stage^", include: [They left the stage.], exclude: [They staged it.]}
    include: ["Diplomacy is a stage."]
    literal_examples: ["The opera house has a stage, the opera a chorus, opera fans say."]
"""


@pytest.fixture
def write(tmp_path):
    def write_file(text: str, name: str = "own.yaml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


def test_the_house_codebooks_are_without_a_fault():
    told = check_codebook(HOUSE_CODEBOOKS / "frames.yaml")
    book = load_frames()
    assert told == (
        f"frames.yaml: a codebook of frames, 17 frames, {len(book.cues)} cues, "
        f"{len(book.examples)} examples; all examples hold."
    )
    for kind in ("countries", "relations", "speech"):
        told = check_codebook(HOUSE_CODEBOOKS / f"{kind}.yaml")
        assert told == f"{kind}.yaml: a codebook of {kind}, without a fault."


def test_the_example_of_the_readme_holds(write):
    example = re.search(r"```yaml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    told = check_codebook(write(example.group(1)))
    assert told.endswith("all examples hold.")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("They left the stage.", "They left.",
         "line 11: the cue 'stage^' must be found in 'They left.'; it is not."),
        ("They staged it.", "Two stages.",
         "line 11: the cue 'stage^' must not be found in 'Two stages.'; it is."),
        ("Diplomacy is a stage.", "It is a show.",
         "line 12: the frame theatre must be found in 'It is a show.'; it is not."),
        ("The opera house has a stage, the opera a chorus, opera fans say.",
         "The alliance of talks is a stage of policy.",
         "line 13: the frame theatre must be read in its plain sense in 'The alliance of talks is "
         "a stage of policy.'; it is an image."),
    ],
)  # fmt: skip
def test_an_example_that_fails_is_told_with_its_line(write, old, new, message):
    with pytest.raises(CodebookError) as told:
        check_codebook(write(BOOK.replace(old, new)))
    assert str(told.value) == f"own.yaml, {message}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("frames:\n  a: {\n", "own.yaml, line 3: must be YAML; expected the node content, but "
         "found '<stream end>'."),
        ("frames:\n  a: 1\n  a: 2\n", "own.yaml, line 3: must be YAML; found duplicate key \"a\" "
         "with value \"2\" (original value: \"1\")."),
        ("frames: [a]\n", "own.yaml, line 1: a codebook of frames must have the field `frames`."),
        ("", "own.yaml, line 1: a codebook must have one of the fields ['countries', 'frames', "
         "'nouns', 'viewpoints']; it has []."),
        ("- a\n", "own.yaml, line 1: a codebook must have one of the fields ['countries', "
         "'frames', 'nouns', 'viewpoints']; it has []."),
        ("version: one\nframes: {}\n", "own.yaml, line 1: `version` must be a whole number; it is "
         "'one'."),
        ("frames:\n  1:\n    family: issue\n", "own.yaml, line 2: the name of a frame must be "
         "text; it is 1. Put it in quotes."),
    ],
)  # fmt: skip
def test_a_file_of_another_form_is_told_with_its_line(write, text, message):
    with pytest.raises(CodebookError) as told:
        check_codebook(write(text))
    assert str(told.value) == message


def test_a_file_in_another_encoding_is_told(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_bytes("frames: {é: 1}".encode("latin-1"))
    with pytest.raises(CodebookError) as told:
        check_codebook(path)
    assert str(told.value) == "own.yaml must be UTF-8; byte 9 is not. Save it as UTF-8."


def test_the_command_says_it_and_returns_two(write, capsys):
    assert main(["codebook", "check", str(write(BOOK))]) == 0
    assert capsys.readouterr().out == (
        "own.yaml: a codebook of frames, 1 frames, 1 cues, 4 examples; all examples hold.\n"
    )
    assert main(["codebook", "check", str(write(BOOK.replace("0.7", "7")))]) == 2
    assert capsys.readouterr().err == (
        "own.yaml, line 8: a prior must be a number between 0 and 1; it is 7.\n"
    )
    assert main(["codebook", "forms", "run~ ... aground"]) == 0
    assert capsys.readouterr().out == "run|runs|ran|running ... aground\n"
    assert main(["codebook", "forms", "(run"]) == 2


def test_the_appendix_has_every_cue_and_runs_no_formula(write, tmp_path):
    path = write(BOOK.replace("Politics is a play.", "'=1+1'"))
    assert export_codebook(path, tmp_path / "out.csv") == 1
    table = pd.read_csv(tmp_path / "out.csv", dtype="str")
    row = table.iloc[0]
    assert row["definition"] == "'=1+1"
    assert (row["cue"], row["forms"], row["prior"]) == ("stage^", "stage|stages", "0.7")
    assert row["cue_exclude"] == "They staged it."
    assert row["codebook_version"] == "3"


LIWC = (
    "%\n1\tThreat\n\t2\tCalm (quiet)\n%\nattack*\t1\nwar\t1\t2\na lot\t2\n:)\t2\n"
    "like\t(02 134)125/464\nwar\t1\nab*c\t2\nodd\t9\n"
)
LEXICODER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<dictionary style="Lexicoder">\n<cnode name="NEG">\n'
    '<pnode name="ABANDON*"></pnode>\n<cnode name="DEEP"><pnode name=" a lie "/></cnode>\n'
    '<pnode name="x|y"/>\n</cnode>\n</dictionary>\n'
)
WORDSTAT = (
    "THREAT\n\tATTACK* (1)\n\tCOLD_WAR (1)\n\tNUCLEAR\n\t\tBOMB (1)\n\tWAR (2)\n"
    "\t@RULE1 [BOMB NEAR TEST /C 5] (1)\nCALM\n\tPEACE (1)\n"
)


@pytest.mark.parametrize(
    ("name", "text", "frames", "left"),
    [
        ("own.dic", LIWC,
         {"threat": ["attack*", "war"], "calm_quiet": ["war", "a lot"]},
         [(8, ":)"), (9, "like"), (10, "war"), (11, "ab*c"), (12, "odd")]),
        ("own.lc3", LEXICODER, {"neg": ["abandon*"], "neg_deep": ["a lie"]}, [(6, "x|y")]),
        ("own.cat", WORDSTAT,
         {"threat": ["attack*", "cold war", "war"], "threat_nuclear": ["bomb"], "calm": ["peace"]},
         [(7, "@RULE1 [BOMB NEAR TEST /C 5] (1)")]),
    ],
)  # fmt: skip
def test_a_dictionary_becomes_a_codebook_and_nothing_is_lost(
    write, tmp_path, name, text, frames, left
):
    path = write(text, name)
    table = import_dictionary(path, tmp_path / "out.yaml")
    book = load_frames(tmp_path / "out.yaml")
    found = {frame: [c.expression for c in book.cues if c.frame == frame] for frame in frames}
    assert found == frames
    assert len(book.cues) == sum(map(len, frames.values()))
    assert list(zip(table["line"], table["entry"], strict=True)) == left
    assert table["reason"].str.len().gt(0).all()
    assert path.read_text(encoding="utf-8") == text
    assert all(frame.source.startswith(f"Imported from {name}") for frame in book.entries.values())


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("own.txt", "", "own.txt must end in one of ['.cat', '.dic', '.lc3']; it ends in '.txt'."),
        ("own.dic", "attack\t1\n", "own.dic, line 1: a dictionary of LIWC must name its categories "
         "between two lines of '%'; it has 0 such lines."),
        ("own.dic", "%\nThreat\n%\n", "own.dic, line 2: a category must be a number and a name; it "
         "is 'Threat'."),
        ("own.dic", "%\n1\tThreat\n%\n:)\t1\n", "own.dic must hold entries that can be carried "
         "over; it holds none."),
        ("own.lc3", '<!DOCTYPE d [<!ENTITY a "b">]><dictionary/>', "own.lc3: must not declare a "
         "document type or entities. Remove the declaration."),
        ("own.lc3", "<dictionary>\n<cnode>", "own.lc3, line 2: a dictionary of Lexicoder must be "
         "XML; no element found: line 2, column 7."),
        ("own.cat", "A\n\t\tB (1)\n", "own.cat, line 2: must be indented by at most 1 tabs, one "
         "more than its category; it is by 2."),
    ],
)  # fmt: skip
def test_a_dictionary_of_another_form_is_refused(write, tmp_path, name, text, message):
    with pytest.raises(CodebookError) as told:
        import_dictionary(write(text, name), tmp_path / "out.yaml")
    assert str(told.value) == message
    assert not (tmp_path / "out.yaml").exists()


def test_nothing_is_written_over(write, tmp_path):
    out = write("mine", "out.yaml")
    with pytest.raises(FileExistsError):
        import_dictionary(write(LIWC, "own.dic"), out)
    assert out.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("kind", ["countries", "frames", "relations", "speech"])
def test_an_edited_codebook_is_read_again(write, kind):
    text = (HOUSE_CODEBOOKS / f"{kind}.yaml").read_text(encoding="utf-8")
    path = write(text)
    check_codebook(path)
    path.write_text(text + "\nodd: [\n", encoding="utf-8")
    with pytest.raises(CodebookError):
        getattr(Codebooks(((kind, path),)), kind)()


def test_the_command_lists_what_was_left_out(write, tmp_path, capsys):
    out = tmp_path / "out.yaml"
    assert main(["codebook", "import", str(write(LIWC, "own.dic")), str(out)]) == 0
    listed = tmp_path / "out.left-out.csv"
    assert capsys.readouterr().out == (
        f"{out}; 5 entries were not carried over\nwhich, and why: {listed}\n"
    )
    assert len(pd.read_csv(listed)) == 5

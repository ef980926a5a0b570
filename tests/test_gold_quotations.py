"""Gold samples of quotations, PolNeAR's form, and how a finder is held against them."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from analysis import pipeline, schemas, validity
from analysis.__main__ import main

TEXT = 'Oslo said "no". Lima said it rained. He hoped for more.'


def write(path, *entries):
    path.write_text("".join(json.dumps(entry) + "\n" for entry in entries), encoding="utf-8")
    return path


def gold_of(tmp_path, *quotations, text=TEXT):
    entry = {"text": text, "quotations": list(quotations)}
    return validity.read_gold_quotations(write(tmp_path / "gold.jsonl", entry))


def claims(*rows):
    """Build quotations of the one text: attribution, start, end, kind, speaker span, speaker."""
    return schemas.QUOTATIONS.build(
        [
            {
                "quotation_id": f"gold-0:q{place}",
                "attribution_id": f"gold-0:{name}",
                "document_id": "gold-0",
                "start": start,
                "end": end,
                "kind": kind,
                "factive": False,
                "repaired": False,
                "speaker_start": phrase and phrase[0],
                "speaker_end": phrase and phrase[1],
                "speaker": speaker,
            }
            for place, (name, start, end, kind, phrase, speaker) in enumerate(rows)
        ]
    )


def measure(table, name, label):
    row = table[(table["measure"] == name) & (table["label"] == label)].iloc[0]
    return row["estimate"], row["n"]


def test_the_kind_is_read_from_the_marks_unless_it_is_given(tmp_path):
    gold = gold_of(
        tmp_path,
        {"pieces": [[10, 14]], "speaker": [[0, 4]]},
        {"pieces": [[26, 35]]},
        {"pieces": [[5, 14]]},
        {"pieces": [[26, 35]], "kind": "mixed"},
    )
    kinds = [quotation["kind"] for quotation in gold["quotations"].iloc[0]]
    assert kinds == ["direct", "indirect", "mixed", "mixed"]


@pytest.mark.parametrize(
    ("quotation", "message"),
    [
        ({"pieces": [[5, 99]]}, "gold.jsonl, line 1: start and end must mark a part of the text"),
        ({"pieces": [[5]]}, "gold.jsonl, line 1: a span must be [start, end]; it is [5]."),
        ({"pieces": []}, "gold.jsonl, line 1: a quotation must have at least one piece"),
        ({"speaker": []}, "gold.jsonl, line 1: must have one of ['pieces']; it has ['speaker']."),
        ({"pieces": [[0, 4]], "kind": "loud"}, "gold.jsonl, line 1: a quotation must have"),
        ("Oslo", "gold.jsonl, line 1: `quotations` must hold objects with `pieces`; one is 'Oslo'"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path, quotation, message):
    with pytest.raises(ValueError) as told:
        gold_of(tmp_path, quotation)
    assert message in str(told.value)


def test_shares_of_what_was_claimed_and_of_what_was_there(tmp_path):
    gold = gold_of(
        tmp_path,
        {"pieces": [[10, 14]], "speaker": [[0, 4]]},  # direct: "no"
        {"pieces": [[26, 35]], "speaker": [[16, 20]]},  # indirect: it rained
        {"pieces": [[46, 54]], "speaker": [[37, 39]]},  # indirect: or more
    )
    found = claims(
        ("a", 11, 13, "direct", (0, 4), "Oslo"),  # right, marks apart; the speaker too
        ("b", 16, 40, "indirect", (37, 39), None),  # of its 18 letters 8 are "it rained"
        ("c", 46, 54, "indirect", (37, 41), None),  # right; half of "He h" is not "He"
    )
    table = validity.evaluate_quotations(gold, lambda documents: found)
    assert measure(table, "precision", "all") == (pytest.approx(2 / 3), 3)
    assert measure(table, "recall", "all") == (pytest.approx(2 / 3), 3)
    assert measure(table, "f1", "kind=direct") == (1, 1)
    assert measure(table, "precision", "quoted") == (1, 1)
    assert measure(table, "recall", "kind=indirect") == (pytest.approx(1 / 2), 2)
    assert measure(table, "speaker", "all") == (1, 2)
    assert measure(table, "speaker_exact", "all") == (pytest.approx(1 / 2), 2)
    assert measure(table, "unknown_speaker", "all") == (pytest.approx(2 / 3), 3)
    assert measure(table, "unknown_speaker", "kind=direct") == (0, 1)


def test_the_pieces_of_an_attribution_are_one(tmp_path):
    gold = gold_of(tmp_path, {"pieces": [[10, 14], [26, 35]], "speaker": [[0, 4]]})
    whole = claims(("a", 11, 13, "mixed", None, None), ("a", 26, 35, "mixed", None, None))
    apart = claims(("a", 11, 13, "mixed", None, None), ("b", 26, 35, "mixed", None, None))
    table = validity.evaluate_quotations(gold, lambda documents: whole)
    assert measure(table, "f1", "all") == (1, 1)
    table = validity.evaluate_quotations(gold, lambda documents: apart)
    assert measure(table, "precision", "all")[0] == pytest.approx(1 / 2)


def test_each_claim_answers_for_one_mark(tmp_path):
    gold = gold_of(tmp_path, {"pieces": [[26, 35]]}, {"pieces": [[26, 34]]})
    found = claims(("a", 26, 35, "indirect", None, None))
    table = validity.evaluate_quotations(gold, lambda documents: found)
    assert measure(table, "recall", "all")[0] == pytest.approx(1 / 2)


def test_nothing_claimed_has_no_precision(tmp_path):
    gold = gold_of(tmp_path, {"pieces": [[26, 35]]})
    table = validity.evaluate_quotations(gold, lambda documents: schemas.QUOTATIONS.empty())
    assert pd.isna(measure(table, "precision", "all")[0])
    assert measure(table, "recall", "all") == (0, 1)


@pytest.fixture
def polnear(tmp_path):
    folder = tmp_path / "polnear"
    (folder / "text").mkdir(parents=True)
    (folder / "attributions").mkdir()
    (folder / "text" / "daily.txt").write_bytes(b'"No," Oslo\r\nsaid, "more."\r\n')
    (folder / "attributions" / "daily_ab12.ann").write_text(
        'T1\tContent 0 5;18 25\t"No," "more."\nT2\tSource 6 10\tOslo\nT3\tCue 12 16\tsaid\n'
        "T4\tAttribution 12 16\tsaid\nE1\tAttribution:T4 Content:T1 Source:T2 Cue:T3\n"
        "#1\tAnnotatorNotes T1\ta note\nand a line of its own\n",
        encoding="utf-8",
    )
    (folder / "attributions" / "daily_zz99.ann").write_text("", encoding="utf-8")
    return folder


def test_polnear_is_read_with_its_line_ends_and_its_pieces(polnear):
    gold = validity.read_polnear(polnear)
    assert gold["name"].tolist() == ["daily"]
    assert gold["text"].iloc[0] == '"No," Oslo\r\nsaid, "more."\r\n'
    assert gold["quotations"].iloc[0] == [
        {"pieces": [(0, 5), (18, 25)], "speaker": [(6, 10)], "kind": "direct"}
    ]


def test_polnear_is_converted_and_evaluated_from_the_command_line(polnear, tmp_path, capsys):
    out = tmp_path / "gold.jsonl"
    assert main(["convert", "polnear", str(polnear), str(out)]) == 0
    assert capsys.readouterr().out == f"1 texts in {out}\n"
    assert main(["evaluate", "quotations", str(out), "--json"]) == 0
    from_file = json.loads(capsys.readouterr().out)
    assert main(["evaluate", "quotations", str(polnear), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == from_file
    f1 = {row["label"]: row["estimate"] for row in from_file if row["measure"] == "f1"}
    assert f1["kind=direct"] == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("T1\tContent 0 x\tNo\n", "daily_ab12.ann, line 1: a span must be START END"),
        ("E1\tAttribution:T9 Content:T9\n", "daily_ab12.ann, line 1: the span T9 must be in"),
    ],
)
def test_a_broken_annotation_is_told_with_its_line(polnear, content, message):
    (polnear / "attributions" / "daily_ab12.ann").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError) as told:
        validity.read_polnear(polnear)
    assert message in str(told.value)


def test_a_folder_of_another_kind_is_refused(tmp_path):
    with pytest.raises(ValueError) as told:
        validity.read_polnear(tmp_path)
    assert "must hold text/NAME.txt and attributions/NAME_ANNOTATOR.ann" in str(told.value)


def test_the_finder_of_the_pipeline_is_the_one_that_is_measured(tmp_path):
    text = '"The talks are over," a Chinese envoy said.'
    entry = {"text": text, "quotations": [{"pieces": [[1, 20]], "speaker": [[22, 37]]}]}
    gold = validity.read_gold_quotations(write(tmp_path / "gold.jsonl", entry))
    table = validity.evaluate_quotations(gold, pipeline.find_quotations)
    assert measure(table, "speaker_exact", "kind=direct") == (1, 1)

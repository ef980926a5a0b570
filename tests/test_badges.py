"""The badge of a figure: unvalidated, or what a coded sample of its own corpus says."""

from __future__ import annotations

import csv
import io

import numpy as np
import pandas as pd
import pytest

from analysis import codings, figures, pipeline, plots, schemas, tables, theme
from analysis.corpus import Corpus
from analysis.figures.badges import find_badge
from analysis.figures.sources import UNVALIDATED, Source

SAMPLE = "Held against a coded sample of this corpus: 12 mentions; alpha 0.82 (n = 12)"
BADGES = {
    figures.badge_of_scorer("news"): f"{SAMPLE}; macro-F1 of news 0.71.",
    figures.badge_of_scorer("vader"): f"{SAMPLE}; macro-F1 of vader 0.40.",
    figures.badge_of_frame("journey"): "Held against another; F1 of the frame journey 0.50.",
}
VALIDATED = Source(badges=BADGES)


def table_of(**columns):
    return pd.DataFrame(columns)


def test_without_a_sample_everything_is_unvalidated():
    for table in (table_of(scorer=["news"]), table_of(frame=["journey"]), table_of(n=[1])):
        assert find_badge(Source(), table) == UNVALIDATED
    assert "unvalidated" in UNVALIDATED


def test_what_was_coded_is_said_of_its_own_figures():
    assert find_badge(VALIDATED, table_of(scorer=["news", "news"])) == BADGES["sentiment by news"]
    assert find_badge(VALIDATED, table_of(frame=["journey"])) == BADGES["frame journey"]
    shares = table_of(measure=["share"], series=["journey"], scorer=[None])
    assert find_badge(VALIDATED, shares) == BADGES["frame journey"]
    corrected = table_of(variable=["journey"], scorer=["news"])
    assert find_badge(VALIDATED, corrected) == BADGES["frame journey"]
    of_sentiment = table_of(variable=["sentiment"], scorer=["news"])
    assert find_badge(VALIDATED, of_sentiment) == BADGES["sentiment by news"]


@pytest.mark.parametrize(
    "table",
    [
        table_of(scorer=["textblob"]),
        table_of(scorer=[None]),
        table_of(frame=["building"], scorer=["news"]),
        table_of(n=[1]),
        schemas.SENTIMENT_BY_COUNTRY.empty(),
        schemas.SPECIFICATION_CURVE.empty(),
    ],
    ids=["another scorer", "none", "another frame", "counts", "no rows", "no ways"],
)
def test_the_sample_says_nothing_of_anything_else(table):
    assert find_badge(VALIDATED, table) == UNVALIDATED


def test_a_figure_that_is_validated_in_part_says_in_which():
    said = find_badge(VALIDATED, table_of(frame=["journey", "building", "journey", None]))
    assert said == f"{BADGES['frame journey']} Unvalidated: frame building."


def test_what_scorers_have_in_common_is_said_once():
    said = find_badge(VALIDATED, table_of(scorer=["vader", "news", "textblob"]))
    assert said == (
        f"{SAMPLE}; macro-F1 of news 0.71, macro-F1 of vader 0.40. Unvalidated: sentiment by "
        "textblob."
    )


def test_badges_of_another_form_stand_as_they_are():
    source = Source(badges={"sentiment by news": "Good.", "sentiment by vader": "Bad."})
    assert find_badge(source, table_of(scorer=["vader", "news"])) == "Good. Bad."


def test_what_was_said_of_the_source_as_a_whole_goes_before():
    source = Source(validity="These are labelled passages.", badges=BADGES)
    assert find_badge(source, table_of(scorer=["news"])) == "These are labelled passages."


def curve_of(measures, scorers):
    return schemas.SPECIFICATION_CURVE.empty().reindex(range(len(scorers))).assign(
        measures=measures, scorer=scorers, conclusion="c"
    )  # fmt: skip


def test_a_conclusion_is_as_validated_as_what_is_measured_for_it():
    scorers = ["news", "vader"]
    both = "macro-F1 of news 0.71, macro-F1 of vader 0.40"
    assert find_badge(VALIDATED, curve_of("sentiment", scorers)) == f"{SAMPLE}; {both}."
    # The scorer was varied beside it and says nothing of a frame.
    assert find_badge(VALIDATED, curve_of("frame journey", scorers)) == BADGES["frame journey"]
    assert find_badge(VALIDATED, curve_of("frame building", scorers)) == UNVALIDATED
    said = find_badge(VALIDATED, curve_of("sentiment; frame building", ["news"]))
    assert said == f"{BADGES['sentiment by news']} Unvalidated: frame building."
    assert find_badge(VALIDATED, curve_of(None, scorers)) == UNVALIDATED


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TRILATERAL_FIGURES", str(tmp_path / "figures"))
    yield
    figures.use_source(None)


def save_text(table, name, source):
    with theme.house():
        drawn = getattr(plots, name)(table)
    paths = figures.save(drawn, name.replace("_", "-"), table, source=source)
    text = paths["txt"].read_text(encoding="utf-8")
    return dict(part.split(": ", 1) for part in text.strip().split("\n\n"))


def specify(measures, n=6):
    rows = [
        {
            "specification": place,
            "conclusion": "share of documents with the frame journey",
            "measures": measures,
            "scorer": "news",
            "window": "neighbours",
            "threshold": 0.5,
            "codebook": "house",
            "copies": copies,
            "is_default": place == 0,
            "n_documents": n,
            "n_mentions": n,
            "estimate": 0.3,
            "low": 0.1,
            "high": 0.5,
            "n_used": n,
            "method": "wilson",
            "cluster": "document",
            "minimum_n": 5,
            "drawn": True,
        }
        for place, copies in enumerate(("with", "without"))
    ]
    return tables.specification_curve(schemas.SPECIFICATIONS.build(rows))


def test_the_caption_of_a_curve_says_what_is_concluded_and_how_far_it_is_validated():
    parts = save_text(specify("frame journey"), "specification_curve", VALIDATED)
    said = "What is concluded: share of documents with the frame journey."
    assert said in parts["Caption"]
    assert BADGES["frame journey"] in parts["Caption"]
    assert parts["Validation"] == BADGES["frame journey"]
    assert "unvalidated" not in parts["Caption"].lower()
    parts = save_text(specify("frame journey"), "specification_curve", Source())
    assert UNVALIDATED in parts["Caption"]


# Twelve documents, each with one mention; the scorer errs in the last two.
CLASSES = [*["-1"] * 5, *["0"] * 3, *["1"] * 4]
CLAIMS = [*["-1"] * 5, *["0"] * 3, *["1"] * 2, *["-1"] * 2]
NUMBERS = {"-1": -0.9, "0": 0.0, "1": 0.9}


def make_found():
    rows = [
        {"document_id": f"d{n:02d}", "text": f"Seoul spoke, {n}.", "path": "x", "sha256": f"{n}"}
        for n in range(12)
    ]
    empty = (schemas.REMOVALS.empty(), schemas.REJECTED.empty())
    corpus = Corpus(schemas.DOCUMENTS.build(rows), *empty)
    found = pipeline.annotate(corpus, skip=["scores", "tones", "frames"], workers=1)
    targets = found.mentions["mention_id"]
    scored = [
        {"target_id": target, "scorer": scorer, "sentiment": NUMBERS[claim]}
        for scorer, claims in (("news", CLAIMS), ("vader", CLASSES))
        for target, claim in zip(targets, claims, strict=True)
    ]
    return found._replace(scores=schemas.SCORES.build(scored))


def code(found, folder, answers, variables=("journey",)):
    """Write sheets of all units and fill them in: for each coder an answer by document."""
    units = codings.list_units(
        found.documents, found.segments, found.stances, found.scores, scorer="news"
    )
    drawn = codings.sample(units, len(units))
    book = codings.list_variables(list(variables))
    codings.write_sheets(drawn, book, folder, coders=list(answers))
    place = dict(zip(drawn["unit_id"], drawn["document_id"].str[1:].astype(int), strict=True))
    for coder, said in answers.items():
        path = folder / f"sheet-{coder}.csv"
        read = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        for row in read:
            row |= {name: values[place[row["unit_id"]]] for name, values in said.items()}
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, read[0])
        writer.writeheader()
        writer.writerows(read)
        path.write_text(buffer.getvalue(), encoding="utf-8")
        path.with_suffix(".xlsx").unlink()


def test_a_corpus_without_sheets_has_no_badges(tmp_path):
    assert pipeline.describe_validity(make_found(), tmp_path / "nowhere") == {}
    found = make_found()
    code(found, tmp_path / "empty", {"anna": {}})
    assert pipeline.describe_validity(found, tmp_path / "empty") == {}


def test_the_badge_says_n_alpha_and_f1(tmp_path):
    found = make_found()
    said = {"sentiment": CLASSES, "journey": ["0"] * 12}
    code(found, tmp_path, {"anna": said, "ben": said})
    badges = pipeline.describe_validity(found, tmp_path)
    sample = (
        "Held against a coded sample of this corpus: 12 mentions and relations in 12 documents, "
        "coded by anna, ben; Krippendorff's alpha (ordinal) 1.00 (1.00 to 1.00, n = 12)"
    )
    # -1: 5 of 7 claimed are right, 5 of 5 found; 0: all; 1: 2 of 2 claimed are right, of 4.
    f1 = np.mean([2 * 5 / (7 + 5), 1, 2 * 2 / (2 + 4)])
    start = f"{sample}; macro-F1 of news {f1:.2f} ("
    assert badges["sentiment by news"].startswith(start)
    assert badges["sentiment by vader"].startswith(f"{sample}; macro-F1 of vader 1.00 (")
    # Nobody saw the frame, so that nothing tells how well it is found.
    assert badges["frame journey"] == (
        "Unvalidated: F1 is unknown from 12 coded mentions and relations of this corpus; neither "
        "coders nor the instrument saw the frame journey in any of them."
    )


def test_a_frame_that_the_instrument_alone_saw_is_said_so(tmp_path):
    found = make_found()
    stances = found.stances.assign(frames=[["journey"]] * 3 + [[]] * 9)
    said = {"sentiment": CLASSES, "journey": ["0"] * 12}
    code(found, tmp_path, {"anna": said, "ben": said})
    badges = pipeline.describe_validity(found._replace(stances=stances), tmp_path)
    assert badges["frame journey"] == (
        "Unvalidated: F1 is unknown from 12 coded mentions and relations of this corpus; coders "
        "saw the frame journey in none of them, the instrument in 3."
    )


def test_coders_who_saw_one_value_alone_validate_nothing(tmp_path):
    found = make_found()
    alike = {"sentiment": ["0"] * 12}
    code(found, tmp_path, {"anna": alike, "ben": alike})
    assert pipeline.describe_validity(found, tmp_path)["sentiment by news"] == (
        "Unvalidated: F1 is unknown from 12 coded mentions and relations of this corpus; coders "
        "saw one value of sentiment alone."
    )


def test_low_agreement_is_called_so(tmp_path):
    found = make_found()
    other = [*CLASSES[:4], "1", "1", *CLASSES[6:10], "0", "-1"]
    code(found, tmp_path, {"anna": {"sentiment": CLASSES}, "ben": {"sentiment": other}})
    said = pipeline.describe_validity(found, tmp_path)["sentiment by news"]
    assert ", below .667: too low for conclusions; macro-F1 of news" in said


def test_what_one_person_coded_has_no_alpha(tmp_path):
    found = make_found()
    code(found, tmp_path, {"anna": {"sentiment": CLASSES}})
    said = pipeline.describe_validity(found, tmp_path)["sentiment by news"]
    assert "coded by anna; agreement unknown, since no unit was coded twice; macro-F1" in said


def test_what_was_decided_together_counts_and_is_no_coder(tmp_path):
    found = make_found()
    wrong = [*["1"] * 11, "-1"]
    answers = {"anna": {"sentiment": CLASSES}, "resolved": {"sentiment": wrong}}
    code(found, tmp_path, answers)
    said = pipeline.describe_validity(found, tmp_path)["sentiment by news"]
    assert "coded by anna, 12 decided after talking; agreement unknown" in said
    # Of -1 then 1 of 7 claimed is right, of 1; of 1, 2 of 2 claimed are right, of 11.
    f1 = np.mean([2 * 1 / (7 + 1), 2 * 2 / (2 + 11)])
    assert f"macro-F1 of news {f1:.2f} (" in said


def test_few_codings_do_not_validate(tmp_path):
    found = make_found()
    few = [*CLASSES[:9], *[""] * 3]
    code(found, tmp_path, {"anna": {"sentiment": few}, "ben": {"sentiment": few}})
    assert pipeline.describe_validity(found, tmp_path)["sentiment by news"] == (
        "Unvalidated: 9 coded mentions and relations of this corpus are too few to tell F1."
    )

"""The methods section says what is on record and nothing else; its works can be found."""

from __future__ import annotations

import copy
import json
import re

import numpy as np
import pytest

from analysis import figures, pipeline, reports, schemas
from analysis.codings import Coded
from analysis.reports.citing import cite, list_keys, plain, say_list, to_latex, to_text
from analysis.reports.references import REFERENCES, write_bibtex

CORPUS = "c0ffee" * 10 + "beef"
MANIFEST = {
    "corpus_sha256": CORPUS,
    "texts": {
        "words": 45_671,
        "dated": 1_021,
        "first_on": "2023-08-18",
        "last_on": "2025-06-19",
        "outlets": {"Daily A": 511, "Weekly B": 499},
        "same_text": 17,
        "near_copies": 13,
        "alike": 0.8,
    },
    "counting": {
        "figurative_from": 0.55,
        "minimum_n": 6,
        "level": 0.9,
        "few_clusters": 31,
        "draws": 2_345,
        "seed": 42,
    },
    "codebooks_sha256": {
        "countries": "1a" * 32, "relations": "2b" * 32, "frames": "3c" * 32, "speech": "4d" * 32,
        "modality": "5e" * 32, "interaction": "6f" * 32,
    },
    "parameters": {
        "scorers": ["news", "vader"],
        "skip": [],
        "clean": True,
        "models": {"news": "7a" * 32, "images": "8b" * 32},
    },
    "rows": {
        "documents": 1_024, "removals": 90, "rejected": 22, "segments": 20_480, "mentions": 9_876,
        "relations": 543, "quotations": 321, "scores": 20_838, "tones": 10_419, "frames": 765,
        "frame_countries": 100, "stances": 10_419,
    },
    "versions": {"trilateral": "0.7.1", "python": "3.12.9", "pandas": "3.1.4"},
    "tried": [{"scorers": ["news", "vader"], "skip": [], "clean": True}],
}  # fmt: skip
MINIMAL = {name: MANIFEST[name] for name in ("corpus_sha256", "parameters", "rows")}

AGREEMENT = schemas.AGREEMENT.build(
    [
        ("sentiment", 0.81, 0.72, 0.88, 190, 2, "all", "alpha", "ordinal"),
        ("sentiment", 0.44, 0.31, 0.53, 60, 2, "KOR", "alpha", "ordinal"),
        ("sentiment", 0.77, 0.66, 0.86, 190, 2, "anna and ben", "kappa", "nominal"),
        ("ship_of_state", np.nan, np.nan, np.nan, 190, 2, "all", "alpha", "nominal"),
    ]
)
VALIDITY = schemas.CODED_VALIDITY.build(
    [
        ("sentiment", "all", "precision", "-1", 0.61, 0.52, 0.69, 70),
        ("sentiment", "all", "recall", "-1", 0.58, 0.47, 0.68, 66),
        ("sentiment", "all", "f1", "-1", 0.59, 0.49, 0.67, 66),
        ("sentiment", "all", "precision", "1", 0.37, 0.24, 0.48, 30),
        ("sentiment", "all", "f1", "1", None, None, None, 0),
        ("sentiment", "all", "accuracy", "all", 0.71, 0.64, 0.79, 200),
        ("sentiment", "all", "macro_f1", "all", 0.63, 0.54, 0.73, 200),
        ("sentiment", "all", "units", "all", 200, None, None, 200),
        ("sentiment", "all", "documents", "all", 150, None, None, 200),
        ("sentiment", "all", "unmatched", "all", 3, None, None, 3),
        ("sentiment", "about=KOR", "macro_f1", "all", 0.99, 0.98, 1.0, 20),
        ("ship_of_state", "all", "units", "all", 8, None, None, 8),
        ("ship_of_state", "all", "documents", "all", 7, None, None, 8),
        ("ship_of_state", "all", "unmatched", "all", 0, None, None, 0),
    ]
)


def correct(*rows):
    """Build corrections from (variable, method, estimate)."""
    return schemas.CORRECTIONS.build(
        [
            (name, "all", "mean", method, estimate, None, None, 90, 45, 30, 25, "document")
            for name, method, estimate in rows
        ]
    )


CORRECTIONS = correct(
    ("sentiment", "naive", -0.1),
    ("sentiment", "rogan_gladen", -0.2),
    ("sentiment", "likelihood", None),
    ("sentiment", "prediction_powered", -0.3),
    ("ship_of_state", "naive", 0.1),
    ("ship_of_state", "rogan_gladen", None),
)


def make_coded(*, n=8, n_coded=6, stratified=True, resolved=()):
    sample = [
        {
            "unit_id": f"u{place}",
            "target_id": f"d{place // 2}:m{place}",
            "document_id": f"d{place // 2}",
            "target": "mention",
            "frames": [],
            "framed": False,
            "before": "",
            "surface": "Seoul",
            "after": "",
            "stratum": f"predicted={'negative' if place % 2 else 'none'}, framed=False"
            if stratified
            else "all",
            "probability": 0.25 if stratified and place % 2 else 0.125,
            "position": place,
        }
        for place in range(n)
    ]
    rows = [
        (f"u{place}", coder, "sentiment", "0", "v7", "2025-02-01")
        for place in range(n_coded)
        for coder in ("ben", "anna")
    ]
    rows += [(unit, "resolved", "sentiment", "1", "v7", "2025-02-02") for unit in resolved]
    tables = (schemas.VARIABLES.empty(), schemas.UNREAD_CODINGS.empty())
    return Coded(schemas.CODINGS.build(rows), schemas.SAMPLE.build(sample), *tables)


def write(manifest=MANIFEST, **evidence):
    return reports.report_methods(manifest, **evidence)


def without(*path):
    """Return the manifest without one of its parts."""
    manifest = copy.deepcopy(MANIFEST)
    part = manifest
    for name in path[:-1]:
        part = part[name]
    del part[path[-1]]
    return manifest


def with_part(value, *path):
    manifest = copy.deepcopy(MANIFEST)
    part = manifest
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = value
    return manifest


def test_the_corpus_is_described_by_its_numbers():
    first = write().text.split("\n\n")[0]
    assert first == (
        "The corpus holds 1,024 texts with 45,671 words (SHA-256 c0ffeec0ffeec0ff). [Add how they "
        "were chosen: database, search terms, exclusions; it is not on record.] They were "
        "published between 2023-08-18 and 2025-06-19; 3 of them have no date. They come from 2 "
        "outlets: Daily A (511) and Weekly B (499); 14 without an outlet. Of files that hold the "
        "same text one was read, and 17 left out. 13 are near-copies of an earlier text (80 % or "
        "more of their runs of five words in common) (Broder 1997); these were kept. On record "
        "are 5 remarks on what was not read, or was read in part. Before anything was counted, 90 "
        "pieces of boilerplate were taken out of the texts. The texts were cut into 20,480 "
        "headlines and sentences."
    )


def test_the_instruments_are_named_with_the_hashes_of_what_they_are():
    said = write().text.split("\n\n")[1]
    for part in (
        "Countries and their actors (9,876 mentions) were found by a codebook of names with dates "
        "of office (SHA-256 1a1a1a1a1a1a1a1a); a name that stands for a mere place is marked and "
        "left out of estimates.",
        "Namings of relations between states (543) are targets of their own (SHA-256 "
        "2b2b2b2b2b2b2b2b).",
        "not for the text as a whole, from -1 to +1, by news, a small network",
        "passages written for it (SHA-256 7a7a7a7a7a7a7a7a); vader, the word list and rules of "
        "VADER, on the clause (Hutto and Gilbert 2014).",
        "Names of countries and of their actors were hidden from the scorer",
        "certainty and cooperation by codebooks (SHA-256 5e5e5e5e5e5e5e5e and SHA-256 "
        "6f6f6f6f6f6f6f6f).",
        "Frames (765 cues) were found by a codebook (SHA-256 3c3c3c3c3c3c3c3c); whether the cue of "
        "a metaphor is meant as an image was judged from 0 to 1 by rules and a small network "
        "(SHA-256 8b8b8b8b8b8b8b8b), and it counts at 0.55 or more if its clause does not deny it.",
        "Quotations (321), direct, indirect and mixed, were credited to their speakers by rules "
        "(SHA-256 4d4d4d4d4d4d4d4d).",
    ):
        assert part in said
    assert "textblob" not in said
    assert "Not measured" not in said


def test_the_rules_of_counting_are_those_on_record():
    assert write().text.split("\n\n")[2] == (
        "Mentions are averaged inside a text and then over texts, so that each text counts once; "
        "nothing is estimated from fewer than 6 texts. Intervals are 90 % and take whole texts, or "
        "outlets where there are 31 or more, as the units that vary: Wilson's for shares of texts "
        "(Wilson 1927), for other numbers the percentile bootstrap (2,345 draws, seed 42, tails "
        "expanded) (Efron and Tibshirani 1993; Hesterberg 2015), and Student's t below 31 units "
        "(Cameron and Miller 2015)."
    )


def test_the_programs_are_named_with_their_versions():
    assert write().text.split("\n\n")[-1] == (
        "All this was done with trilateral 0.7.1 (The trilateral authors 2026), on Python 3.12.9 "
        "and pandas 3.1.4.\n"
    )


def list_numbers(part, path=()):
    if isinstance(part, dict):
        for name, value in part.items():
            yield from list_numbers(value, (*path, name))
    elif isinstance(part, int | float) and not isinstance(part, bool):
        yield path, part


# Tables that are others in another form, and what is counted in the text by another name.
NOT_SAID = {("rows", name) for name in ("scores", "tones", "frame_countries", "stances")}
NUMBERS = [(path, value) for path, value in list_numbers(MANIFEST) if path not in NOT_SAID]


@pytest.mark.parametrize(("path", "value"), NUMBERS, ids=["-".join(path) for path, _ in NUMBERS])
def test_no_number_of_the_manifest_is_made_up(path, value):
    assert write(with_part(value + 1, *path)).text != write().text


def test_every_number_of_the_text_is_one_that_was_given():
    given = {f"{value:,}" for _, value in list_numbers(MANIFEST)}
    for table in (AGREEMENT, VALIDITY):
        numbers = table[["estimate", "low", "high"]].to_numpy().ravel()
        given |= {f"{value:.2f}" for value in numbers[~np.isnan(numbers)]}
    given |= {f"{value:.0f}" for value in VALIDITY["estimate"].dropna() if value >= 1}
    given |= {str(n) for n in (*AGREEMENT["n_units"], *AGREEMENT["n_coders"])}
    # What follows from them, and what the coded sample holds.
    given |= {str(1_024 - 1_021), str(1_024 - 511 - 499), str(22 - 17), "80", "90", "2"}
    given |= {"8", "4", "6", "0.125", "0.25"}
    text = write(coded=make_coded(), agreement=AGREEMENT, validity=VALIDITY).text
    text = re.sub(r"\([A-Z][^()]* (19|20)\d\d\)", "", text)
    known = r"SHA-256 \w+|from -1 to \+1|from 0 to 1|\d{4}-\d\d-\d\d|\d+\.\d+\.\d+|v7"
    text = re.sub(known, "", text)
    numbers = re.findall(r"(?<![\w-])\d[\d,]*(?:\.\d+)?", text)
    assert len(numbers) > 40
    assert {number.rstrip(",") for number in numbers} <= given


def test_what_a_bare_manifest_lacks_is_called_not_reported():
    text = write(MINIMAL).text
    for said in (
        "Dates, outlets and copies are not reported.",
        "How estimates and intervals were made is not reported.",
        "No sample of this corpus was coded by hand: the measures are unvalidated for it, and the "
        "estimates are not corrected for the instruments' errors.",
        "No ledger of trials was kept.",
        "The versions of the programs are not reported.",
        "[Add how they were chosen",
    ):
        assert said in text
    for claimed in ("bootstrap", "Krippendorff", "Broder", "near-cop", "counts at"):
        assert claimed not in text


@pytest.mark.parametrize(
    ("value", "path", "said"),
    [
        (0, ("texts", "dated"), "Their dates of publication are not reported."),
        ({}, ("texts", "outlets"), "Their outlets are not reported."),
        (0, ("texts", "near_copies"), "None is a near-copy of an earlier text (80 % or more"),
        (1, ("texts", "near_copies"), "1 is a near-copy of an earlier text (80 %"),
        ({"A": 1_024}, ("texts", "outlets"), "They come from 1 outlet: A (1,024)."),
        (1_024, ("texts", "dated"), "between 2023-08-18 and 2025-06-19. They come"),
        (1_023, ("texts", "dated"), "; 1 of them has no date."),
        (1, ("rows", "documents"), "The corpus holds 1 text with"),
        (18, ("rows", "rejected"), "On record are 1 remark on what was not read"),
    ],
)
def test_what_is_one_or_none_is_said_so(value, path, said):
    assert said in write(with_part(value, *path)).text


def test_of_many_outlets_the_largest_are_named():
    outlets = {f"O{n}": n for n in range(1, 9)}
    text = write(with_part(outlets, "texts", "outlets")).text
    said = "They come from 8 outlets, most of them from O8 (8), O7 (7), O6 (6), O5 (5), O4 (4) and "
    assert f"{said}O3 (3); {1_024 - sum(outlets.values())} without an outlet." in text


@pytest.mark.parametrize(
    ("skip", "said"),
    [
        (["tones"], "Not measured: tone."),
        (["frames", "quotations"], "Not measured: frames and who speaks."),
        (["mentions"], "Not measured: countries, relations between states, sentiment and tone."),
        (["segments"], "Not measured: countries, relations between states, sentiment, tone, "
         "frames and who speaks."),
    ],
)  # fmt: skip
def test_a_stage_that_was_left_out_is_not_described(skip, said):
    text = write(with_part(skip, "parameters", "skip")).text
    assert said in text
    assert ("Sentiment was measured" in text) == (not {"mentions", "segments"} & set(skip))
    assert ("Frames (" in text) == (not {"frames", "segments"} & set(skip))
    assert "Looked for and not found" not in text


def test_what_was_looked_for_and_not_found_is_said_so():
    text = write(with_part(0, "rows", "relations")).text
    assert "Looked for and not found: relations between states." in text
    assert "Namings of relations" not in text


def test_images_are_told_by_rules_alone_where_no_network_ran():
    text = write(without("parameters", "models")).text
    assert "judged from 0 to 1 by rules alone, and it counts" in text
    assert "passages written for it; vader" in text


def test_a_scorer_of_ones_own_is_named():
    text = write(with_part(["hub:my_model"], "parameters", "scorers")).text
    assert "by hub:my_model, a scorer of the authors' choice." in text


def test_the_coded_sample_is_described_with_its_design():
    text = write(coded=make_coded(resolved=["u1"])).text
    assert (
        "A sample of 8 mentions and relations in 4 texts was drawn at random (in 2 strata, by the "
        "class that the scorer claims and whether it is in a frame; each unit with a known "
        "probability, 0.125 to 0.25), and 6 of them were coded. 2 coders (anna and ben) read them "
        "on sheets that show the passage and no outlet, date or score. Version of the codebook: "
        "v7. 1 unit was decided by coders together, which then counts alone. Sentiment: "
        "agreement of coders is not reported; not validated. The instruments were not held against "
        "the codings: the measures are not validated. Estimates are not corrected for the "
        "instruments' errors."
    ) in text
    assert "unvalidated for it" not in text


def test_a_plain_sample_has_no_strata():
    text = write(coded=make_coded(n=4, n_coded=4, stratified=False)).text
    assert "(without strata; each unit with a known probability, 0.125), and all of them" in text


def test_sheets_that_nobody_filled_in_validate_nothing():
    assert "the measures are unvalidated for it" in write(coded=make_coded(n_coded=0)).text


def test_agreement_validity_and_corrections_are_told_variable_by_variable():
    text = write(agreement=AGREEMENT, validity=VALIDITY, corrections=CORRECTIONS).text
    assert text.split("\n\n")[3] == (
        "How the coded sample was drawn, and by whom it was coded, is not reported. Sentiment: "
        "Krippendorff's alpha (ordinal) is 0.81 (0.72 to 0.88) on 190 units coded by 2 coders "
        "(Hayes and Krippendorff 2007); held against 200 coded units in 150 texts, the instrument "
        "has a macro-F1 of 0.63 (0.54 to 0.73) (less favourable: precision 0.61 (0.52 to 0.69), "
        "recall 0.58 (0.47 to 0.68), F1 0.59 (0.49 to 0.67); more favourable: seen by no coder, "
        "precision 0.37 (0.24 to 0.48)), 3 units being left out whose text has changed. The frame "
        "ship of state: nothing varies in the 190 units coded by 2 coders, so that agreement is "
        "unknown; held against 8 coded units in 7 texts, too few to tell how the instrument did. "
        "Where coders disagree, each counts in part (Song et al. 2020). Of sentiment, estimates "
        "are given as the instruments have them and corrected for their errors with the coded "
        "sample: by inverting the matrix of its errors (Rogan and Gladen 1978); by "
        "prediction-powered inference (Angelopoulos et al. 2023)."
    )


def test_a_frame_that_no_coder_saw_has_no_macro_f1():
    frame = schemas.CODED_VALIDITY.build(
        [
            ("ship_of_state", "all", "precision", "0", 1.0, 0.91, 1.0, 117),
            ("ship_of_state", "all", "f1", "0", 0.99, 0.98, 1.0, 120),
            ("ship_of_state", "all", "precision", "1", 0.0, 0.0, 0.56, 3),
            ("ship_of_state", "all", "recall", "1", None, None, None, 0),
            ("ship_of_state", "all", "f1", "1", None, None, None, 0),
            ("ship_of_state", "all", "macro_f1", "all", None, None, None, 120),
            ("ship_of_state", "all", "units", "all", 120, None, None, 120),
            ("ship_of_state", "all", "documents", "all", 40, None, None, 120),
        ]
    )
    assert (
        "held against 120 coded units in 40 texts, the instrument has no macro-F1, since coders "
        "saw one value alone (not in it: precision 1.00 (0.91 to 1.00), F1 0.99 (0.98 to 1.00); "
        "in it: seen by no coder, precision 0.00 (0.00 to 0.56))."
    ) in write(validity=frame).text


def test_the_intervals_of_corrected_numbers_are_named():
    sure = CORRECTIONS.assign(low=CORRECTIONS["estimate"] - 0.1, high=CORRECTIONS["estimate"] + 0.1)
    assert (
        "(Angelopoulos et al. 2023). The intervals of these are Student's t with each text left "
        "out in turn, bent by skewness (Efron 1982; Hall 1992)."
    ) in write(validity=VALIDITY, corrections=sure).text
    outlets = write(validity=VALIDITY, corrections=sure.assign(cluster="outlet")).text
    assert "Student's t with each outlet left out in turn" in outlets
    assert "Hall 1992" not in write(validity=VALIDITY, corrections=CORRECTIONS).text


def test_the_scorer_is_named_where_the_table_names_it():
    text = write(validity=VALIDITY.assign(scorer="news")).text
    assert "in 150 texts, news has a macro-F1 of 0.63" in text
    # It does not read frames.
    assert "too few to tell how the instrument did" in text
    two = VALIDITY.assign(scorer=["news", "vader"] * (len(VALIDITY) // 2))
    assert "in 150 texts, the instrument has a macro-F1" in write(validity=two).text


def test_validity_without_its_counts_is_told_all_the_same():
    held = VALIDITY[VALIDITY["measure"].isin(["f1", "macro_f1"])]
    said = "held against coded units, the instrument has a macro-F1 of 0.63"
    assert said in write(validity=held).text


@pytest.mark.parametrize(
    "corrections",
    [None, schemas.CORRECTIONS.empty(), correct(("sentiment", "naive", 0.1)),
     correct(("sentiment", "naive", 0.1), ("sentiment", "likelihood", None))],
    ids=["none", "empty", "naive alone", "too few"],
)  # fmt: skip
def test_what_was_not_corrected_is_not_said_to_be(corrections):
    text = write(validity=VALIDITY, corrections=corrections).text
    assert "Estimates are not corrected for the instruments' errors." in text
    assert "double sampling" not in text


def try_ways(*estimates, **others):
    """Make trials of one conclusion, the first of the house's own way."""
    return [
        {
            "conclusion": "sentiment toward KOR [all]",
            "scorer": "news" if place == 0 else f"scorer{place}",
            "window": "neighbours",
            "is_default": place == 0,
            "gave": {"estimate": estimate, "low": low, "high": high},
            **others,
        }
        for place, (estimate, low, high) in enumerate(estimates)
    ]


def test_what_was_tried_is_told_with_what_it_gave():
    ways = try_ways((0.2, 0.1, 0.3), (0.4, 0.3, 0.5), (0.1, -0.1, 0.2), (-0.3, -0.5, -0.1),
                    (None, None, None))  # fmt: skip
    manifest = MANIFEST | {"tried": [*MANIFEST["tried"], *ways]}
    assert write(manifest).text.split("\n\n")[4] == (
        "Conclusions were tried under other choices (Simonsohn et al. 2020). Sentiment toward KOR "
        "[all] was estimated in 5 ways (scorer: news, scorer1, scorer2, scorer3 and scorer4); by "
        "the choices of the house it is 0.20 (0.10 to 0.30); all estimates lie between -0.30 and "
        "0.40, and 2 of 3 other ways have its sign, 1 of them with an interval without 0; 1 had "
        "too few texts."
    )


@pytest.mark.parametrize(
    ("tried", "said"),
    [
        ([], "No conclusion was tried under other choices of instrument."),
        (MANIFEST["tried"], "No conclusion was tried under other choices of instrument."),
        ([{"scorers": ["a"]}, {"scorers": ["b"]}], "The ledger records 2 runs with different "),
        ([{"note": "x"}], "It holds 1 further entry."),
        ("garbage", "No ledger of trials was kept."),
        (try_ways((None, None, None), (None, None, None)),
         "Sentiment toward KOR [all] was tried in 2 ways (scorer: news and scorer1); the texts "
         "were too few for an estimate in any of them."),
        (try_ways((None, None, None)),
         "Sentiment toward KOR [all] was tried in 1 way; the texts were too few for an estimate."),
        (try_ways((0.25, None, None)),
         "Sentiment toward KOR [all] was estimated in 1 way; by the choices of the house it is "
         "0.25."),
        (try_ways((None, None, None), (0.1, 0.0, 0.2)),
         "was estimated in 2 ways (scorer: news and scorer1); all estimates lie between 0.10 and "
         "0.10; 1 had too few texts."),
        ([{"conclusion": "c"}], "C was estimated in 1 way."),
        (try_ways((0.2, 0.1, 0.3), (0.4, 0.3, 0.5), conclusion="share of texts"),
         "by the choices of the house it is 0.20 (0.10 to 0.30); all estimates lie between 0.20 "
         "and 0.40.\n"),
    ],
)  # fmt: skip
def test_a_thin_ledger_is_told_as_it_is(tried, said):
    assert said in write(MANIFEST | {"tried": tried}).text


def test_a_real_run_can_be_reported(tmp_path):
    found = pipeline.annotate_texts([])
    manifest = pipeline.record_run(found, tmp_path)
    methods = write(manifest)
    assert write(tmp_path / "manifest.json") == methods
    assert write(str(tmp_path / "manifest.json")) == methods
    assert "The corpus holds 0 texts with 0 words" in methods.text
    assert "nothing is estimated from fewer than 5 texts" in methods.text


def test_a_manifest_that_is_none_is_told(tmp_path):
    message = (
        "`manifest` must have what a run records; it lacks corpus_sha256, rows. Write it with "
        "pipeline.record_run(found, folder)."
    )
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        write({"parameters": {}})
    path = tmp_path / "manifest.json"
    with pytest.raises(FileNotFoundError):
        write(path)
    for content in ("{", "[1]", ""):
        path.write_text(content, encoding="utf-8")
        message = f"{path} must be a manifest in JSON; it cannot be read as one. Write it anew."
        with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
            write(path)
    path.write_text(json.dumps({"tried": []}), encoding="utf-8")
    with pytest.raises(ValueError, match=f"^{re.escape(str(path))} must have what a run records"):
        write(path)


def test_a_table_that_is_none_is_told():
    for name in ("agreement", "validity", "corrections"):
        with pytest.raises(schemas.SchemaError, match="must have the columns"):
            write(**{name: AGREEMENT[["variable"]]})


def test_nothing_that_was_given_is_changed():
    manifest, held = copy.deepcopy(MANIFEST), VALIDITY.copy(deep=True)
    write(manifest, coded=make_coded(), validity=held)
    assert manifest == MANIFEST
    assert held.equals(VALIDITY)


HOSTILE = "A\n\nB \ue000efron1993\ue001 \\cite{x} 50%\x00\u202e"


def test_a_hostile_name_neither_cites_nor_breaks_the_paragraph():
    manifest = with_part({HOSTILE: 5}, "texts", "outlets")
    methods = write(manifest)
    assert "A B efron1993 \\cite{x} 50% (5)" in methods.text
    assert methods.text.count("\n\n") == write().text.count("\n\n")
    assert r"A B efron1993 \textbackslash{}cite\{x\} 50\% (5)" in methods.latex
    assert "efron1993" in methods.bibtex  # for the intervals, once
    assert methods.bibtex.count("{efron1993,") == 1


def read_bibtex(text):
    """Read BibTeX strictly: entries with a key, and fields in balanced braces."""
    entries = {}
    for block in text.strip().split("\n\n"):
        head, *lines, end = block.split("\n")
        kind, key = re.fullmatch(r"@([a-z]+)\{([a-z]+(?:\d{4})?),", head).groups()
        assert end == "}"
        fields = {}
        for place, line in enumerate(lines):
            name, value, comma = re.fullmatch(r"  ([a-z]+) = \{(.*)\}(,?)", line).groups()
            assert bool(comma) == (place < len(lines) - 1), line
            depth = 0
            for letter in value:
                depth += (letter == "{") - (letter == "}")
                assert depth >= 0, line
            assert depth == 0, line
            assert not set(value) & set('"\\$&%#^~@'), line
            assert value.isascii(), line
            assert name not in fields
            fields[name] = value
        assert key not in entries
        entries[key] = (kind, fields)
    return entries


NEEDED = {
    "article": {"author", "title", "journal", "year", "volume", "pages"},
    "book": {"author", "title", "publisher", "year"},
    "inproceedings": {"author", "title", "booktitle", "year", "pages"},
    "misc": {"author", "title", "year"},
}


def test_every_work_can_be_read_as_bibtex():
    entries = read_bibtex(write_bibtex(REFERENCES))
    assert list(entries) == sorted(REFERENCES)
    for key, (kind, fields) in entries.items():
        assert NEEDED[kind] <= set(fields), key
        if kind != "misc":
            assert re.fullmatch(r"\d{4}", fields["year"])
            assert key.endswith(fields["year"])
            for author in fields["author"].split(" and "):
                assert re.fullmatch(r"[A-Z][\w-]+, [A-Z][\w. -]+", author), author
            assert key.startswith(fields["author"].partition(",")[0].lower())
        if "pages" in fields:
            first, last = map(int, fields["pages"].split("--"))
            assert first < last
        if "doi" in fields:
            assert re.fullmatch(r"10\.\d{4,}/\S+", fields["doi"])
        cited = REFERENCES[key].cited_as
        assert cited.endswith(fields["year"])
        authors = fields["author"].split(" and ")
        names = [author.partition(",")[0].strip("{}") for author in authors]
        who = {1: names[0], 2: " and ".join(names)}.get(len(names), f"{names[0]} et al.")
        assert cited == f"{who} {fields['year']}"


def test_each_work_that_is_cited_is_in_the_bibliography_and_no_other():
    full = write(MANIFEST | {"tried": try_ways((0.1, 0.0, 0.2))}, agreement=AGREEMENT,
                 validity=VALIDITY, corrections=CORRECTIONS)  # fmt: skip
    for methods in (full, write(), write(MINIMAL)):
        entries = read_bibtex(methods.bibtex)
        cited = set()
        for keys in re.findall(r"\\citep\{([^}]*)\}", methods.latex):
            cited |= set(keys.split(","))
        assert cited == set(entries)
        in_text = {key for key in REFERENCES if f"{REFERENCES[key].cited_as}" in methods.text}
        assert in_text == set(entries)
    assert "hutto2014" not in read_bibtex(
        write(with_part(["news"], "parameters", "scorers")).bibtex
    )


def test_a_text_for_latex_says_the_same():
    text = f"Of 5 % & more{cite('wilson1927')}, by A_b{cite('rogan1978', 'broder1997')}.\n\nEnd"
    assert list_keys(text) == {"wilson1927", "rogan1978", "broder1997"}
    assert to_text(text) == (
        "Of 5 % & more (Wilson 1927), by A_b (Rogan and Gladen 1978; Broder 1997).\n\nEnd"
    )
    assert to_latex(text) == (
        r"Of 5 \% \& more~\citep{wilson1927}, by A\_b~\citep{rogan1978,broder1997}."
        "\n\nEnd"
    )
    assert say_list(["a"]) == "a"
    assert say_list(["a", "b", "c"]) == "a, b and c"
    assert plain(" a\n\tb\x07 \ue000") == "a b "


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TRILATERAL_FIGURES", str(tmp_path / "figures"))
    yield tmp_path / "figures"
    figures.use_source(None)


def test_the_methods_are_saved_beside_the_figures(own_folder):
    methods = write()
    paths = reports.save_methods(methods, "11-methods")
    assert paths == {ending: own_folder / f"11-methods.{ending}" for ending in ("md", "tex", "bib")}
    assert paths["md"].read_text(encoding="utf-8") == methods.text
    assert paths["bib"].read_text(encoding="utf-8") == methods.bibtex
    first, rest = paths["tex"].read_text(encoding="utf-8").split("\n", 1)
    assert first == r"% needs the package natbib, and \bibliography{11-methods}"
    assert rest == methods.latex
    table = reports.save_latex("\\toprule\n", "11-table")
    assert table.read_bytes() == b"\\toprule\n"
    assert sorted(path.name for path in own_folder.iterdir()) == [
        "11-methods.bib", "11-methods.md", "11-methods.tex", "11-table.tex",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["../up", "A page", "", "a.tex"])
def test_names_that_are_no_names_are_refused(own_folder, name):
    message = f"`name` must be small letters, digits and hyphens, as 'methods'; it is {name!r}."
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        reports.save_methods(write(), name)
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        reports.save_latex("x", name)
    assert not own_folder.exists()

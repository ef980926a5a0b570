"""Write the methods paragraph of a paper from what is on record, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis import schemas
from analysis.intervals import DRAWS, FEW_CLUSTERS, SEED
from analysis.reports.references import REFERENCES, write_bibtex
from analysis.schemas import check

__all__ = ["Methods", "report_methods"]

_SCORERS = {
    "news": "a small network that reads the sentence and its neighbours, fine-tuned for sentiment "
    "toward a target",
    "textblob": "TextBlob's word list, on the clause",
    "vader": "VADER's word list, on the clause [hutto2014]",
}
_CORRECTIONS = {
    "rogan_gladen": "the inverse of the error matrix [rogan1978]",
    "likelihood": "maximum likelihood under double sampling [tenenbein1970, teblunthuis2024]",
    "prediction_powered": "prediction-powered inference [angelopoulos2023]",
}


class Methods(NamedTuple):
    """The paragraphs, and the works that they cite as BibTeX."""

    text: str
    bibtex: str


def report_methods(
    manifest: Mapping[str, Any] | Path | str,
    *,
    agreement: pd.DataFrame | None = None,
    validity: pd.DataFrame | None = None,
    corrections: pd.DataFrame | None = None,
) -> Methods:
    """Write how the numbers of a corpus were made.

    A sentence stands there only if its facts are given; a stage that was left out is not
    described, and where no coded sample is given the measures are called unvalidated.

    Parameters
    ----------
    manifest : mapping, Path or str
        As :func:`analysis.pipeline.describe_run` gives it, or the path of a `manifest.json`.
    agreement : DataFrame, optional
        As :data:`analysis.schemas.AGREEMENT`.
    validity : DataFrame, optional
        As :data:`analysis.schemas.CODED_VALIDITY`.
    corrections : DataFrame, optional
        As :data:`analysis.schemas.CORRECTIONS`.

    Returns
    -------

    Methods
    -------
        Works are cited by author and year, "(Efron and Tibshirani 1993)"; `bibtex` has an entry
        for each, and for no other.

    Raises
    ------
    FileNotFoundError
        If there is no manifest at the path.
    SchemaError
        If a table is not what its schema says.
    ValueError
        If the manifest lacks what a run records.
    """
    if not isinstance(manifest, Mapping):
        manifest = json.loads(Path(manifest).read_text(encoding="utf-8"))
    absent = [name for name in ("corpus_sha256", "parameters", "rows") if name not in manifest]
    if absent:
        msg = f"`manifest` must have what a run records; it lacks {', '.join(absent)}."
        raise ValueError(msg)
    for table, schema in (
        (agreement, schemas.AGREEMENT),
        (validity, schemas.CODED_VALIDITY),
        (corrections, schemas.CORRECTIONS),
    ):
        if table is not None:
            check(table, schema)
    paragraphs = [
        " ".join(_describe_texts(manifest)),
        " ".join(_describe_instruments(manifest)),
        " ".join(_describe_intervals()),
        " ".join(_describe_coding(agreement, validity, corrections)),
        " ".join(_describe_trials(manifest)),
    ]
    text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    keys = {key for key in REFERENCES if key in text}
    return Methods(_cite(text) + "\n", write_bibtex(keys))


def _cite(text: str) -> str:
    """Put author and year in the place of each key, and parentheses in that of brackets."""
    for key, reference in REFERENCES.items():
        text = text.replace(key, reference.cited_as)
    return text.replace(", ".join(["]", "["]), ", ").replace("[", "(").replace("]", ")")


def _describe_texts(manifest: Mapping[str, Any]) -> Iterator[str]:
    rows, parameters = manifest["rows"], manifest["parameters"]
    version = manifest.get("versions", {}).get("trilateral")
    yield (
        f"The corpus holds {rows['documents']:,} documents (SHA-256 of all: "
        f"{manifest['corpus_sha256'][:16]}...)"
        + (f", analysed with trilateral {version}." if version else ".")
    )
    if rows.get("rejected"):
        yield f"{rows['rejected']:,} further files were rejected, each with its reason on record."
    if parameters.get("clean") and rows.get("removals"):
        yield (
            f"{rows['removals']:,} pieces of boilerplate were taken out of the texts before "
            "anything was counted."
        )
    if rows.get("segments"):
        yield f"Headlines and sentences ({rows['segments']:,}) are the segments."


def _describe_instruments(manifest: Mapping[str, Any]) -> Iterator[str]:
    rows, parameters = manifest["rows"], manifest["parameters"]
    books, skipped = manifest.get("codebooks_sha256", {}), set(parameters.get("skip", ()))
    if rows.get("mentions"):
        yield (
            f"Countries and their actors ({rows['mentions']:,} mentions) were found by a codebook "
            f"of names with dates of office{_hash(books, 'countries')}; mentions as a mere place "
            "are marked and left out of estimates."
        )
    if rows.get("relations"):
        yield (
            f"Namings of relations between states ({rows['relations']:,}) are targets of their own"
            f"{_hash(books, 'relations')}."
        )
    if "scores" not in skipped and rows.get("scores"):
        models = parameters.get("models", {})
        named = [
            f"{name} ({_SCORERS.get(name, 'a scorer of the authors')}"
            + (f"; SHA-256 {models[name][:16]}...)" if name in models else ")")
            for name in parameters.get("scorers", ())
        ]
        yield (
            "Sentiment is measured toward each target, not for the document, from -1 to +1, by "
            f"{'; '.join(named)}. Every name of a country is hidden from the scorer, so that no "
            "verdict hangs on it."
        )
    if "frames" not in skipped and rows.get("frames"):
        yield (
            f"Frames ({rows['frames']:,} cues) were found by a codebook{_hash(books, 'frames')}; "
            "of metaphors only cues count that are read as images (figurative 0.5 or more) and "
            "are not denied."
        )
    if "quotations" not in skipped and rows.get("quotations"):
        yield (
            f"Quotations ({rows['quotations']:,}), direct, indirect and mixed, were credited to "
            "their speakers by rules."
        )


def _hash(books: Mapping[str, str], name: str) -> str:
    return f" (SHA-256 {books[name][:16]}...)" if name in books else ""


def _describe_intervals() -> Iterator[str]:
    yield (
        f"Intervals are 95 %. They resample whole documents, or outlets where there are "
        f"{FEW_CLUSTERS} or more ({DRAWS:,} draws, seed {SEED}; percentiles, their tails expanded) "
        f"[efron1993, hesterberg2015]; below {FEW_CLUSTERS} clusters they are Student's t "
        "[cameron2015]."
    )


def _describe_coding(
    agreement: pd.DataFrame | None,
    validity: pd.DataFrame | None,
    corrections: pd.DataFrame | None,
) -> Iterator[str]:
    if validity is None or validity.empty:
        yield (
            "No sample of this corpus was coded by hand: the measures are unvalidated for it, and "
            "the estimates are not corrected for the instruments' errors."
        )
        return
    of_all = validity[validity["group"] == "all"]
    for variable, rows in of_all.groupby("variable", sort=True):
        counts = rows[rows["measure"].isin(["units", "documents"])].set_index("measure")["estimate"]
        yield (
            f"For {_name(variable)}, {int(counts['units']):,} units in "
            f"{int(counts['documents']):,} documents, drawn with known probabilities, were coded "
            f"by hand.{_say_agreement(agreement, variable)}"
        )
        measure, label = ("macro_f1", "all") if variable == "sentiment" else ("f1", "1")
        found = rows[(rows["measure"] == measure) & (rows["label"] == label)]
        if len(found) and pd.notna(found["estimate"].iloc[0]):
            row = found.iloc[0]
            name = "macro-F1" if measure == "macro_f1" else "F1"
            yield f"Against it the instrument has {name} {_say(row)}."
    if corrections is not None and len(corrections):
        used = set(corrections.loc[corrections["estimate"].notna(), "correction"])
        said = [words for name, words in _CORRECTIONS.items() if name in used]
        if said:
            yield (
                "Estimates are given as the instruments have them and corrected with the coded "
                f"sample, by {'; by '.join(said)}."
            )


def _say_agreement(agreement: pd.DataFrame | None, variable: str) -> str:
    if agreement is None:
        return ""
    is_alpha = (agreement["coefficient"] == "alpha") & (agreement["group"] == "all")
    found = agreement[is_alpha & (agreement["variable"] == variable)]
    if found.empty or pd.isna(found["estimate"].iloc[0]):
        return ""
    row = found.iloc[0]
    return (
        f" {int(row['n_coders'])} coders, each alone, agreed with Krippendorff's alpha "
        f"({row['level']}) {_say(row)} on {int(row['n_units']):,} units [hayes2007]."
    )


def _describe_trials(manifest: Mapping[str, Any]) -> Iterator[str]:
    tried = list(manifest.get("tried", ()))
    if not tried:
        yield "Nothing else is recorded as having been tried on this corpus."
        return
    conclusions = [trial["conclusion"] for trial in tried if "conclusion" in trial]
    if conclusions:
        counts = pd.Series(conclusions).value_counts(sort=False)
        said = "; ".join(f"{name} ({n} ways)" for name, n in counts.items())
        yield (
            "Conclusions were tried under every combination of the choices named in the appendix "
            f"[simonsohn2020]: {said}."
        )
    runs = len(tried) - len(conclusions)
    if runs:
        yield f"The ledger records {runs} run(s) of the stages with different parameters."


def _name(variable: str) -> str:
    return variable if variable == "sentiment" else f"the frame {variable.replace('_', ' ')}"


def _say(row: pd.Series) -> str:
    if pd.isna(row["low"]):
        return f"{row['estimate']:.2f}"
    return f"{row['estimate']:.2f} ({row['low']:.2f} to {row['high']:.2f})"

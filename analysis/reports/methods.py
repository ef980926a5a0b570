"""Write the methods section of a paper from what is on record, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis import schemas
from analysis.codings import Coded
from analysis.reports.citing import cite, list_keys, plain, say_list, to_latex, to_text
from analysis.reports.coding import Evidence, describe_coding
from analysis.reports.material import describe_counting, describe_instruments, describe_texts
from analysis.reports.references import write_bibtex
from analysis.reports.trials import describe_trials
from analysis.schemas import check

__all__ = ["Methods", "report_methods"]

_NEEDED = ("corpus_sha256", "parameters", "rows")


class Methods(NamedTuple):
    """The paragraphs, the works that they cite as BibTeX, and the paragraphs for LaTeX."""

    text: str
    bibtex: str
    latex: str


def report_methods(
    manifest: Mapping[str, Any] | Path | str,
    *,
    coded: Coded | None = None,
    agreement: pd.DataFrame | None = None,
    validity: pd.DataFrame | None = None,
    corrections: pd.DataFrame | None = None,
) -> Methods:
    """Write how the numbers of a corpus were made.

    Every number comes from what is given. A stage that was left out is called so, what is not
    given is called not reported, and where no coded sample is given the measures are called
    unvalidated.

    Parameters
    ----------
    manifest : mapping, Path or str
        As :func:`analysis.pipeline.record_run` gives it, or the path of a `manifest.json`.
    coded : Coded, optional
        The sample and its codings, as :func:`analysis.codings.read_codings` reads them.
    agreement : DataFrame, optional
        As :data:`analysis.schemas.AGREEMENT`.
    validity : DataFrame, optional
        As :data:`analysis.schemas.CODED_VALIDITY`; with a column `scorer` the scorer is named.
    corrections : DataFrame, optional
        As :data:`analysis.schemas.CORRECTIONS`.

    Returns
    -------
    Methods, of three texts
        In `text` works are cited by author and year, in `latex` by the commands of natbib;
        `bibtex` has an entry for each of them, and for no other.

    Raises
    ------
    FileNotFoundError
        If there is no manifest at the path.
    SchemaError
        If a table is not what its schema says.
    ValueError
        If the manifest lacks what a run records.
    """
    where = "`manifest`" if isinstance(manifest, Mapping) else str(manifest)
    if not isinstance(manifest, Mapping):
        manifest = _read(Path(manifest))
    absent = [name for name in _NEEDED if name not in manifest]
    if absent:
        msg = (
            f"{where} must have what a run records; it lacks {', '.join(absent)}. Write it with "
            "pipeline.record_run(found, folder)."
        )
        raise ValueError(msg)
    for table, schema in (
        (agreement, schemas.AGREEMENT),
        (validity, schemas.CODED_VALIDITY),
        (corrections, schemas.CORRECTIONS),
    ):
        if table is not None:
            check(table, schema)
    sentences = (
        describe_texts(manifest),
        describe_instruments(manifest),
        describe_counting(manifest),
        describe_coding(Evidence(coded, agreement, validity, corrections)),
        describe_trials(manifest),
        _describe_programs(manifest),
    )
    text = "\n\n".join(" ".join(paragraph) for paragraph in sentences) + "\n"
    return Methods(to_text(text), write_bibtex(list_keys(text)), to_latex(text) + "\n")


def _read(path: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(path.read_bytes())
    except ValueError:
        manifest = None
    if not isinstance(manifest, dict):
        msg = f"{path} must be a manifest in JSON; it cannot be read as one. Write it anew."
        raise ValueError(msg)
    return manifest


def _describe_programs(manifest: Mapping[str, Any]) -> Iterator[str]:
    versions = {plain(name): plain(said) for name, said in manifest.get("versions", {}).items()}
    if not versions:
        yield "The versions of the programs are not reported."
        return
    own = versions.pop("trilateral", None)
    named = "trilateral" + (f" {own}" if own else "")
    others = [f"Python {versions.pop('python')}"] if "python" in versions else []
    others += [f"{name} {versions[name]}" for name in sorted(versions, key=str.lower)]
    on = f", on {say_list(others)}" if others else ""
    yield f"All this was done with {named}{cite('trilateral')}{on}."

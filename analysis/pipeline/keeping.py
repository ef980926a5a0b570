"""Write the tables of a run, whole or not at all, and a manifest that says how they were made."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Any

from analysis.codebooks.chosen import Codebooks
from analysis.corpus import hash_documents
from analysis.networks.sessions import identify_model
from analysis.pipeline.describing import describe_counting, describe_texts
from analysis.pipeline.keys import hash_code
from analysis.pipeline.ledger import continue_ledger, set_ledger_aside, write_manifest
from analysis.pipeline.stages import Annotations
from analysis.pipeline.writing import write_whole
from analysis.scores import identify_scorer
from analysis.writing import disarm

_PACKAGES = (
    "trilateral",
    "pandas",
    "numpy",
    "textblob",
    "vaderSentiment",
    "sentencex",
    "countryinfo",
    "onnxruntime",
    "tokenizers",
)


def write_tables(
    annotations: Annotations,
    folder: Path | str,
    *,
    codebooks: Codebooks,
    parameters: Mapping[str, Any],
) -> Path:
    """Write each table as `<table>.parquet`, what was rejected as CSV, and the manifest.

    Each file is written beside its place and moved there when it is whole; the manifest comes
    last, so a folder with a manifest is complete. Its ledger (`tried`) goes on from that of an
    earlier run on the same corpus.

    Parameters
    ----------
    annotations : Annotations
        What the stages made.
    folder : Path or str
        Made if absent.
    codebooks : Codebooks
        The files in use, for their hashes.
    parameters : mapping
        What the run was asked for, as far as it can change a number.

    Returns
    -------
    Path
        The manifest.

    Raises
    ------
    OSError
        If the folder cannot be written to.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    # From here on the folder is between two states; the old manifest would lie about it.
    before = set_ledger_aside(folder)
    for name, table in annotations._asdict().items():
        if name == "rejected":
            with write_whole(folder / "rejected.csv") as path:
                # Names of files are anybody's, and spreadsheets open this one.
                table.map(disarm).to_csv(path, index=False, lineterminator="\n")
        else:
            with write_whole(folder / f"{name}.parquet") as path:
                table.to_parquet(path, index=False)
    now = describe_run(annotations, codebooks=codebooks, parameters=parameters)
    return write_manifest(folder, continue_ledger(now, before))


def name_parameters(
    scorers: Sequence[str], *, skip: Sequence[str] = (), clean: bool = True
) -> dict[str, Any]:
    """Name what a run was asked for, as the manifest has it.

    Parameters
    ----------
    scorers : sequence of str
        Their names.
    skip : sequence of str
        Stages that were left out.
    clean : bool
        Whether junk was taken out of files.

    Returns
    -------
    dict
        With the hash of each model that was used.
    """
    parameters: dict[str, Any] = {"scorers": list(scorers), "skip": sorted(skip), "clean": clean}
    if "scores" not in skip:
        models = {name: identify_scorer(name) for name in scorers}
        if "frames" not in skip:
            models["images"] = identify_model(name="images")
        parameters["models"] = {name: sha256 for name, sha256 in models.items() if sha256}
    return parameters


def describe_run(
    annotations: Annotations,
    *,
    codebooks: Codebooks,
    parameters: Mapping[str, Any],
    collection: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Any]:
    """Describe how tables were made, as the manifest has it.

    Parameters
    ----------
    annotations : Annotations
        What the stages made.
    codebooks : Codebooks
        The files in use, for their hashes.
    parameters : mapping
        What the run was asked for, as far as it can change a number.
    collection : mapping of str to str, optional
        How the texts were chosen, as :func:`analysis.corpus.load_collection` reads it.

    Returns
    -------
    dict
        Hashes of corpus, code and codebooks, how texts were chosen, what was read, rules of
        counting, parameters, rows of each table, versions.
    """
    return {
        "corpus_sha256": hash_documents(annotations.documents),
        "code_sha256": hash_code(),
        "collection": dict(collection),
        "texts": describe_texts(
            annotations.documents, annotations.rejected, annotations.readings
        ),
        "counting": describe_counting(),
        "codebooks_sha256": codebooks.hashes(),
        "parameters": dict(parameters),
        "rows": {name: len(table) for name, table in annotations._asdict().items()},
        "versions": {"python": platform.python_version(), **{n: version(n) for n in _PACKAGES}},
    }

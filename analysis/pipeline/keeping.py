"""Write the tables of a run, whole or not at all, and a manifest that says how they were made."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.codebooks.chosen import Codebooks
from analysis.pipeline.ledger import MANIFEST, add_trials, read_manifest
from analysis.pipeline.stages import Annotations
from analysis.pipeline.writing import write_whole

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
    manifest = folder / MANIFEST
    before = read_manifest(folder)
    # From here on the folder is between two states; the old manifest would lie about it.
    manifest.unlink(missing_ok=True)
    for name, table in annotations._asdict().items():
        if name == "rejected":
            with write_whole(folder / "rejected.csv") as path:
                table.to_csv(path, index=False, lineterminator="\n")
        else:
            with write_whole(folder / f"{name}.parquet") as path:
                table.to_parquet(path, index=False)
    now = describe_run(annotations, codebooks=codebooks, parameters=parameters)
    if before.get("corpus_sha256") == now["corpus_sha256"]:
        now["tried"] = before.get("tried", [])
    now = add_trials(now, [now["parameters"]])
    text = json.dumps(now, indent=2, ensure_ascii=False, sort_keys=True)
    with write_whole(manifest) as path:
        path.write_text(text + "\n", encoding="utf-8")
    return manifest


def hash_corpus(documents: pd.DataFrame) -> str:
    """Hash a corpus: the same documents in any order give the same 64 digits."""
    lines = sorted(documents["document_id"] + "\t" + documents["sha256"])
    return sha256("\n".join(lines).encode()).hexdigest()


def describe_run(
    annotations: Annotations, *, codebooks: Codebooks, parameters: Mapping[str, Any]
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

    Returns
    -------
    dict
        Hashes of corpus and codebooks, parameters, rows of each table, versions.
    """
    return {
        "corpus_sha256": hash_corpus(annotations.documents),
        "codebooks_sha256": codebooks.hashes(),
        "parameters": dict(parameters),
        "rows": {name: len(table) for name, table in annotations._asdict().items()},
        "versions": {"python": platform.python_version(), **{n: version(n) for n in _PACKAGES}},
    }

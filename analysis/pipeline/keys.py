"""Name what the rows of a stage depend on, so that what has not changed is not made again."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from analysis.codebooks.chosen import Codebooks, choose
from analysis.networks.sessions import identify_model
from analysis.pipeline.stages import STAGES
from analysis.scores import identify_scorer

__all__ = ["hash_code", "key_documents", "key_stages"]

_PACKAGE = Path(__file__).parents[1]
# The folders of the package whose code makes no row of a stage.
_OTHERS = ("tables", "plots", "figures", "reports", "explore", "training", "changes", "pipeline")
# Codebooks by the stages that read them; one that stands here for none may be read by all.
_BOOKS = {
    # Names of countries are hidden from whatever scores or tells images.
    "countries": tuple(stage for stage in STAGES if stage != "segments"),
    "relations": ("relations", "scores"),
    "speech": ("quotations",),
    "frames": ("frames", "frame_countries"),
    "figurative": ("frames",),
    "modality": ("tones", "frames"),
    "interaction": ("tones",),
    # Junk is taken out before there are documents, whose hashes tell.
    "junk": (),
}
_TAKES = {
    "segments": (),
    "mentions": ("segments",),
    "relations": ("segments", "mentions"),
    "quotations": ("segments", "mentions"),
    "scores": ("segments", "mentions", "relations"),
    "tones": ("segments", "mentions", "relations"),
    "frames": ("segments",),
    "frame_countries": ("frames", "segments", "mentions", "relations"),
    "stances": tuple(stage for stage in STAGES if stage != "stances"),
}
_PACKAGES = (
    "pandas", "numpy", "nltk", "textblob", "vaderSentiment", "sentencex", "countryinfo",
    "onnxruntime", "tokenizers",
)  # fmt: skip


def key_stages(
    scorers: Sequence[str], skipped: Collection[str], codebooks: Codebooks
) -> dict[str, str]:
    """Name for each stage all that its rows depend on but the documents.

    Parameters
    ----------
    scorers : sequence of str
        Names of scorers, the first of which the stances take.
    skipped : collection of str
        Stages that are left out.
    codebooks : Codebooks
        The files in use.

    Returns
    -------
    dict of str to str
        Of each stage that is not left out, a hash of the code, the packages, the codebooks and
        models that it reads, and the keys of the stages whose tables it takes.
    """
    # A scorer hides the names of the house's own codebook, whichever finds the mentions.
    books = [codebooks.hashes(), choose().hashes()]
    common = {"code": hash_code(), "versions": {name: version(name) for name in _PACKAGES}}
    keys: dict[str, str] = {}
    for stage in STAGES:
        if stage in skipped:
            continue
        own: dict[str, object] = {
            "stage": stage,
            "books": [
                {name: said for name, said in of_run.items() if stage in _BOOKS.get(name, STAGES)}
                for of_run in books
            ],
            "takes": {name: keys.get(name) for name in _TAKES[stage]},
        }
        if stage in ("scores", "stances"):
            own["scorers"] = [(name, identify_scorer(name)) for name in scorers]
        if stage == "frames" and "scores" not in skipped:
            own["images"] = identify_model(name="images")
        keys[stage] = _hash({**common, **own})
    return keys


def key_documents(documents: pd.DataFrame) -> pd.Series:
    """Name each document by all that is known of it, its text included.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`.

    Returns
    -------
    Series of str, on the index of the documents
        Hashes; the place in the corpus plays no part.
    """
    facts = documents.drop(columns=["text"]).astype("object")
    columns = facts.where(facts.notna(), None).itertuples(index=False, name=None)
    lines = [sha256(repr(row).encode("utf-8", "backslashreplace")).hexdigest() for row in columns]
    return pd.Series(lines, index=documents.index, dtype="str")


@cache
def hash_code() -> str:
    """Hash the code of the package that makes rows: another version is another instrument."""
    found: dict[str, str] = {}
    for path in sorted(_PACKAGE.rglob("*.py")):
        place = path.relative_to(_PACKAGE)
        is_run = place.as_posix() == "pipeline/stages.py"
        if place.parts[0] not in _OTHERS or is_run:
            found[place.as_posix()] = sha256(path.read_bytes()).hexdigest()
    return _hash(found)


def _hash(facts: Mapping[str, object]) -> str:
    return sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()

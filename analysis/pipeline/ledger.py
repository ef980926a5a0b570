"""The ledger of a corpus: what was tried on it, in the order in which it was first tried."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import Any

from analysis.pipeline.writing import write_whole

__all__ = [
    "MANIFEST",
    "add_trials",
    "continue_ledger",
    "note_trials",
    "read_manifest",
    "set_ledger_aside",
    "write_manifest",
]

MANIFEST = "manifest.json"
# The ledger while tables are written anew, and what was no manifest when one was to be written.
_ASIDE = "ledger.json"
_UNREADABLE = "manifest-unreadable.json"
_TRIED = "tried"
# What a trial gave, and whether it is the house's own way, may change with the house.
_RESULTS = ("gave", "is_default")
_CORPUS = "corpus_sha256"


def read_manifest(folder: Path | str) -> dict[str, Any]:
    """Read the manifest of a folder.

    Parameters
    ----------
    folder : Path or str
        As :func:`analysis.pipeline.write_tables` or :func:`note_trials` wrote to it.

    Returns
    -------
    dict
        Empty where there is no manifest, or none that can be read. Where the writing of tables
        was broken off, the hash of the corpus and its ledger, and nothing of tables.
    """
    folder = Path(folder)
    return _read(folder / MANIFEST) or _read(folder / _ASIDE) or {}


def add_trials(manifest: Mapping[str, Any], trials: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a manifest with further trials in its ledger, each once.

    A trial is the same if it is in all but what it `gave`; then the newer numbers take the place
    of the older.
    """
    ledger = [entry for entry in _list_trials(manifest) if isinstance(entry, dict)]
    places = {_identify(entry): place for place, entry in enumerate(ledger)}
    for trial in trials:
        entry = _write_plainly(trial)
        place = places.setdefault(_identify(entry), len(ledger))
        ledger[place : place + 1] = [entry]
    return {**manifest, _TRIED: ledger}


def continue_ledger(manifest: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return a manifest whose ledger goes on from an earlier one, if that is of the same corpus."""
    is_same = before.get(_CORPUS) in (None, manifest[_CORPUS])
    kept = {**manifest, _TRIED: _list_trials(before) if is_same else []}
    return add_trials(kept, [manifest["parameters"]])


def note_trials(
    folder: Path | str, trials: Sequence[Mapping[str, Any]], *, corpus: str | None = None
) -> Path:
    """Note in the manifest of a folder what was tried.

    Parameters
    ----------
    folder : Path or str
        Made if absent; so is its manifest.
    trials : sequence of mapping
        Choices and what was concluded under them, in words; what they `gave`, if anything, by
        that name.
    corpus : str, optional
        The hash of what it was tried on, as :func:`analysis.corpus.hash_documents` gives it.

    Returns
    -------
    Path
        The manifest, written whole or not at all.

    Raises
    ------
    ValueError
        If the manifest there is of another corpus.
    """
    manifest = read_manifest(folder)
    theirs = manifest.get(_CORPUS, corpus)
    if corpus is not None and theirs != corpus:
        msg = (
            f"{MANIFEST} in {folder} must be of the corpus {corpus[:12]}; it is of "
            f"{str(theirs)[:12]}. Write it anew with pipeline.record_run(found, folder), or take "
            "another folder."
        )
        raise ValueError(msg)
    known = {} if theirs is None else {_CORPUS: theirs}
    return write_manifest(folder, add_trials({**manifest, **known}, trials))


def write_manifest(folder: Path | str, manifest: Mapping[str, Any]) -> Path:
    """Write the manifest of a folder, whole or not at all, and return its path.

    A file of its name that is no manifest is not lost: it becomes `manifest-unreadable.json`.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    _keep_unreadable(folder)
    text = json.dumps(manifest, indent=2, ensure_ascii=False, sort_keys=True, allow_nan=False)
    with write_whole(folder / MANIFEST) as path:
        path.write_text(text + "\n", encoding="utf-8")
    (folder / _ASIDE).unlink(missing_ok=True)
    return folder / MANIFEST


def set_ledger_aside(folder: Path) -> dict[str, Any]:
    """Take the manifest out of a folder whose tables will be written anew, but lose no trial.

    Returns
    -------
    dict
        The manifest as it was.
    """
    manifest = read_manifest(folder)
    _keep_unreadable(folder)
    kept = {name: manifest[name] for name in (_CORPUS, _TRIED) if name in manifest}
    if _TRIED in kept:
        with write_whole(folder / _ASIDE) as path:
            path.write_text(json.dumps(kept, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / MANIFEST).unlink(missing_ok=True)
    return manifest


def _read(path: Path) -> dict[str, Any] | None:
    try:
        manifest = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) else None


def _keep_unreadable(folder: Path) -> None:
    path = folder / MANIFEST
    if path.exists() and _read(path) is None:
        path.replace(folder / _UNREADABLE)


def _list_trials(manifest: Mapping[str, Any]) -> list[Any]:
    tried = manifest.get(_TRIED)
    return tried if isinstance(tried, list) else []


def _identify(entry: Mapping[str, Any]) -> str:
    """Name a trial by its choices, whatever their order."""
    choices = {name: value for name, value in entry.items() if name not in _RESULTS}
    return json.dumps(choices, sort_keys=True)


def _write_plainly(value: Any) -> Any:
    """Turn what was chosen into what JSON has: missing numbers into null, paths into text."""
    if isinstance(value, Mapping):
        return {str(name): _write_plainly(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_write_plainly(part) for part in value]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        return value if isfinite(value) else None
    return value if value is None or isinstance(value, str | int) else str(value)

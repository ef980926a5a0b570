"""The ledger of a corpus: what was tried on it, in the order in which it was first tried."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.pipeline.writing import write_whole

__all__ = ["MANIFEST", "add_trials", "note_trials", "read_manifest"]

MANIFEST = "manifest.json"
_TRIED = "tried"


def read_manifest(folder: Path | str) -> dict[str, Any]:
    """Read the manifest of a folder; an empty one where there is none, or none that can be read."""
    path = Path(folder) / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def add_trials(manifest: Mapping[str, Any], trials: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a manifest with further trials in its ledger, each once."""
    ledger = list(manifest.get(_TRIED, ()))
    for trial in trials:
        entry = json.loads(json.dumps(trial, default=str))
        if entry not in ledger:
            ledger.append(entry)
    return {**manifest, _TRIED: ledger}


def note_trials(folder: Path | str, trials: Sequence[Mapping[str, Any]]) -> Path:
    """Note in the manifest of a folder what was tried.

    Parameters
    ----------
    folder : Path or str
        Made if absent; so is its manifest.
    trials : sequence of mapping
        Choices and what was concluded under them, in words.

    Returns
    -------
    Path
        The manifest, written whole or not at all.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    manifest = add_trials(read_manifest(folder), trials)
    text = json.dumps(manifest, indent=2, ensure_ascii=False, sort_keys=True)
    with write_whole(folder / MANIFEST) as path:
        path.write_text(text + "\n", encoding="utf-8")
    return folder / MANIFEST

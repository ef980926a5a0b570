"""What a notebook begins with: a corpus read and annotated, or a few sentences tried by hand."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from analysis import codings, schemas, scores
from analysis.codebooks.chosen import choose
from analysis.corpus import Corpus, load_collection, load_corpus
from analysis.pipeline.annotating import annotate
from analysis.pipeline.keeping import describe_run, name_parameters
from analysis.pipeline.ledger import continue_ledger, read_manifest, write_manifest
from analysis.pipeline.stages import Annotations
from analysis.pipeline.validating import describe_validity

_REPOSITORY = Path(__file__).parents[2]
_DEMONSTRATION = _REPOSITORY / "corpus" / "demonstration"
_SCORERS = tuple(scores.SCORERS)
_last_read: Path | None = None


def run(path: Path | str | None = None) -> Annotations:
    """Read a corpus and annotate it with all stages; what every notebook begins with.

    The figures saved afterwards name this corpus as their source, and say how the instruments did
    on its coded sample if there is one (:func:`analysis.codings.folder_of`).

    Parameters
    ----------
    path : Path or str, optional
        A folder, a file or a table; what is not below the working folder is looked for in the
        repository, as `corpus/own` from a notebook. If absent, the environment variable
        `TRILATERAL_CORPUS` decides, and without it the demonstration corpus is read.

    Returns
    -------
    Annotations
        The tables, scored by every scorer of the house. The same path gives the same tables without
        computing again as long as the session lasts.

    Raises
    ------
    FileNotFoundError
        If there is nothing at the path.
    """
    # Imported here: batch work makes no figure and need not load what draws them.
    from analysis import figures

    global _last_read
    chosen = _find(path or os.environ.get("TRILATERAL_CORPUS") or _DEMONSTRATION)
    annotations = _run_once(chosen)
    badges = describe_validity(annotations, codings.folder_of(chosen))
    figures.use_source(figures.describe_corpus(chosen.stem, annotations.documents, badges=badges))
    _last_read = chosen
    return annotations


def record_run(
    found: Annotations, folder: Path | str, *, corpus: Path | str | None = None
) -> dict[str, Any]:
    """Write the manifest of a notebook's run into the folder of its figures.

    Parameters
    ----------
    found : Annotations
        As :func:`run` gives them.
    folder : Path or str
        Made if absent. The ledger of a manifest that is there goes on, if it is of this corpus.
    corpus : Path or str, optional
        Where the texts lie, as in :func:`run`; beside them it may be said how they were chosen.

    Returns
    -------
    dict
        The manifest, as :func:`analysis.reports.report_methods` takes it.
    """
    now = describe_run(
        found,
        codebooks=choose(),
        parameters=name_parameters(_SCORERS),
        collection=load_collection(corpus_path(corpus)),
    )
    manifest = continue_ledger(now, read_manifest(folder))
    write_manifest(folder, manifest)
    return manifest


def corpus_path(path: Path | str | None = None) -> Path:
    """Return where the corpus is that :func:`run` has read, or would read.

    Parameters
    ----------
    path : Path or str, optional
        As in :func:`run`. If absent it is the corpus that was read last in this session: its
        sheets and its figures belong together, however :func:`run` was told of it.

    Returns
    -------
    Path
        Absolute.
    """
    return _find(path or _last_read or os.environ.get("TRILATERAL_CORPUS") or _DEMONSTRATION)


def annotate_texts(texts: Sequence[str]) -> Annotations:
    """Annotate sentences written by hand, to see what the instruments make of them.

    Parameters
    ----------
    texts : sequence of str
        Each becomes a document, `t0`, `t1`, ..., without headline, date or cleaning.

    Returns
    -------
    Annotations
        As of :func:`run`.
    """
    rows = [
        {
            "document_id": f"t{number}",
            "text": text,
            "path": "by hand",
            "sha256": sha256(text.encode()).hexdigest(),
        }
        for number, text in enumerate(texts)
    ]
    corpus = Corpus(
        schemas.DOCUMENTS.build(rows), schemas.REMOVALS.empty(), schemas.REJECTED.empty()
    )
    return annotate(corpus, scorers=_SCORERS, workers=1)


def _find(path: Path | str) -> Path:
    """Find a corpus from the working folder or, since notebooks run in theirs, the repository."""
    there, at_home = Path(path).resolve(), (_REPOSITORY / path).resolve()
    return at_home if at_home.exists() and not there.exists() else there


@cache
def _run_once(path: Path) -> Annotations:
    return annotate(load_corpus(path), scorers=_SCORERS)

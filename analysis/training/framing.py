"""Fit the weights by which an image is told from the plain thing.

`python -m analysis.training.framing` reads `corpus/training/frames.jsonl`, fits on the passages of
the split `train`, prints how well the weights do on passages they have not seen, and writes
`analysis/codebooks/figurative.yaml`. What the network counts beside them is fitted anew by
`python -m analysis.training.stacking`, and left as it is here.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.codebooks.frames import FrameBook, load_frames
from analysis.codebooks.reading import HOUSE_CODEBOOKS
from analysis.frames.evidence import Evidence, gather_evidence
from analysis.frames.finding import read_passages as find_passages
from analysis.frames.weighing import Weights
from analysis.segments import split_segments
from analysis.training.regression import fit_logistic
from analysis.validity.mentions import documents_of

__all__ = [
    "Candidate",
    "cross_validate",
    "find_candidates",
    "fit_weights",
    "label_span",
]

PASSAGES = Path("corpus/training/frames.jsonl")
# Towards 1 for the prior and 0 for everything else: what few passages show, weighs little.
_RIDGE = 20.0
_FOLDS = 5


class Candidate(NamedTuple):
    """One cue in one labelled passage: its evidence, and whether coders saw the image in it.

    `is_image` is missing where the passage has the image in other words.
    """

    passage: int
    frame: str
    log_odds: float
    evidence: tuple[Evidence, ...]
    is_image: bool | None


def read_passages(path: Path = PASSAGES) -> list[dict]:
    """Read the labelled passages, one mapping a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def find_candidates(gold: pd.DataFrame, book: FrameBook) -> list[Candidate]:
    """Find the cues of metaphors in labelled passages, and label each.

    Parameters
    ----------
    gold : DataFrame, one row per passage
        `text`, and `images` and `plain`, lists of mappings with `start, end, frame`.
    book : FrameBook
        The codebook.

    Returns
    -------
    list of Candidate
        In the order of the passages.
    """
    documents = documents_of(gold)
    bounds = schemas.bounds_of(split_segments(documents))
    found = []
    marked = gold[["images", "plain"]].to_dict("records")
    for place, (document_id, text, marks) in enumerate(
        zip(documents["document_id"], documents["text"], marked, strict=True)
    ):
        for _, begin, passage in find_passages(text, bounds[document_id], book):
            for start, end, cue in passage.cues:
                if book.entries[cue.frame].family == "metaphor":
                    label = label_span(cue.frame, begin + start, begin + end, marks)
                    odds = math.log(cue.prior / (1 - cue.prior))
                    evidence = tuple(gather_evidence(passage, start, end, cue, book))
                    found.append(Candidate(place, cue.frame, odds, evidence, label))
    return found


def label_span(frame: str, start: int, end: int, passage: Mapping[str, list[dict]]) -> bool | None:
    """Tell whether coders saw the image in some words.

    Coders mark the shortest run that shows an image, so other words of the frame beside it are
    left open: missing ("the *ship* of the pact ran aground").

    Parameters
    ----------
    frame : str
        Name of the frame.
    start, end : int
        The words in the passage.
    passage : mapping
        `images` and `plain`, lists of mappings with `start, end, frame`.
    """
    images, plain = (
        [mark for mark in passage[kind] if mark["frame"] == frame] for kind in ("images", "plain")
    )
    if any(mark["start"] < end and start < mark["end"] for mark in images):
        return True
    if any(mark["start"] < end and start < mark["end"] for mark in plain):
        return False
    return None if images else False


def fit_weights(candidates: list[Candidate], ridge: float = _RIDGE) -> Weights:
    """Fit a logistic regression, drawn towards the priors of the codebook.

    Newton's method on the log likelihood less `ridge` times half the squared distance from
    "the prior alone counts".

    Parameters
    ----------
    candidates : list of Candidate
        Those without a label are left out.
    ridge : float
        How strongly the weights are drawn.

    Returns
    -------
    Weights
        Of every kind of evidence in `candidates`.
    """
    known = [candidate for candidate in candidates if candidate.is_image is not None]
    kinds = sorted({kind for candidate in known for kind, *_ in candidate.evidence})
    matrix = _write_matrix(known, kinds)
    labels = np.array([candidate.is_image for candidate in known], dtype="float64")
    start = np.zeros(matrix.shape[1])
    start[1] = 1.0
    weights = fit_logistic(matrix, labels, start, ridge)
    return Weights(weights[0], weights[1], dict(zip(kinds, weights[2:].tolist(), strict=True)))


def _write_matrix(candidates: list[Candidate], kinds: list[str]) -> np.ndarray:
    columns = {kind: place + 2 for place, kind in enumerate(kinds)}
    matrix = np.zeros((len(candidates), len(kinds) + 2))
    matrix[:, 0] = 1.0
    for row, candidate in enumerate(candidates):
        matrix[row, 1] = candidate.log_odds
        for kind, amount, _ in candidate.evidence:
            if kind in columns:
                matrix[row, columns[kind]] = amount
    return matrix


def cross_validate(candidates: list[Candidate]) -> np.ndarray:
    """Read each candidate by weights fitted on the passages of the other folds.

    Returns
    -------
    ndarray, one number per candidate
        `figurative`, from 0 to 1.
    """
    read = np.full(len(candidates), np.nan)
    for fold in range(_FOLDS):
        apart = [candidate.passage % _FOLDS == fold for candidate in candidates]
        weights = fit_weights([one for one, out in zip(candidates, apart, strict=True) if not out])
        held = [one for one, out in zip(candidates, apart, strict=True) if out]
        kinds = list(weights.evidence)
        values = np.array([weights.constant, weights.prior, *weights.evidence.values()])
        read[apart] = 1 / (1 + np.exp(-_write_matrix(held, kinds) @ values))
    return read


def main(arguments: list[str] | None = None) -> None:
    """Fit, print how well the weights read unseen passages, and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=Path, default=PASSAGES)
    parser.add_argument("--out", type=Path, default=HOUSE_CODEBOOKS / "figurative.yaml")
    options = parser.parse_args(arguments)
    gold = pd.DataFrame(read_passages(options.passages))
    train = gold[gold["split"] == "train"].reset_index(drop=True)
    candidates = find_candidates(train, load_frames())
    figures = measure(train, candidates, cross_validate(candidates))
    counts = {"passages": len(train), "candidates": len(candidates)}
    sys.stdout.write(json.dumps(counts | figures) + "\n")
    kept = re.findall(
        r"^(?:network|# What the network|# `python -m analysis.training.stacking).*\n",
        options.out.read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    text = _write_yaml(fit_weights(candidates), figures)
    options.out.write_text(text + "".join(kept), encoding="utf-8")


def measure(gold: pd.DataFrame, candidates: list[Candidate], read: np.ndarray) -> dict[str, float]:
    """Compare the frames read in each passage with those that coders saw in it.

    Returns
    -------
    dict
        `precision`, `recall` and `f1` over every pair of passage and frame.
    """
    claimed = {
        (one.passage, one.frame)
        for one, share in zip(candidates, read, strict=True)
        if share >= 0.5
    }
    there = {(place, name) for place, names in enumerate(gold["frames"]) for name in names}
    right = len(claimed & there)
    return {
        "precision": round(right / max(len(claimed), 1), 3),
        "recall": round(right / max(len(there), 1), 3),
        "f1": round(2 * right / max(len(claimed) + len(there), 1), 3),
    }


def _write_yaml(weights: Weights, figures: dict[str, float]) -> str:
    lines = [
        "# How much each kind of evidence weighs in telling an image from the plain thing, in log",
        "# odds: above 0 for the image, below for the plain sense. Written by",
        "# `python -m analysis.training.framing`; what each kind means is in frames/evidence.py.",
        f"# On passages left out in turn: precision {figures['precision']}, recall "
        f"{figures['recall']}, F1 {figures['f1']}.",
        f"constant: {weights.constant:.3f}",
        f"prior: {weights.prior:.3f}",
        "evidence:",
    ]
    ordered = sorted(weights.evidence.items(), key=lambda pair: pair[1])
    lines += [f'  "{kind}": {weight:.3f}' for kind, weight in ordered]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()

"""The same conclusion under every scorer, window, threshold, codebook, with and without copies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from math import isnan
from pathlib import Path
from typing import Any

import pandas as pd
from tqdm.auto import tqdm

from analysis import schemas
from analysis.corpus import hash_documents
from analysis.intervals import MINIMUM_N, Interval
from analysis.pipeline.choices import HOUSE, combine, is_default, name_codebooks
from analysis.pipeline.conclusions import Conclusion
from analysis.pipeline.ledger import note_trials
from analysis.pipeline.stages import Annotations
from analysis.pipeline.varying import Desk
from analysis.schemas import check

__all__ = ["vary"]


def vary(
    found: Annotations,
    conclusion: Conclusion,
    choices: Mapping[str, Sequence[object]],
    *,
    folder: Path | str | None = None,
) -> pd.DataFrame:
    """Estimate one conclusion under every combination of choices.

    Parameters
    ----------
    found : Annotations
        The corpus, as :func:`run` gives it, by the house's codebooks.
    conclusion : Conclusion
        What is estimated, as :func:`compare_countries` makes it.
    choices : mapping of str to sequence
        What to try, of `scorer` (names), `window` ("sentence", "neighbours"), `threshold` (from
        which `figurative` a cue is an image; those that the network alone reads are there from
        0.5 on), `codebook` (files of frames, "house"), `copies` ("with", "without" near-copies of
        earlier texts). What is not named stays as the house has it; the house's own choices are
        tried in any case, and first. Word lists have the sentence for their own window, and read
        the clause in it; with the neighbours they read these as well.
    folder : Path or str, optional
        Where the manifest lies in whose ledger each trial is noted, with what it gave.

    Returns
    -------
    DataFrame, one row per combination, in the order of the choices
        As :data:`analysis.schemas.SPECIFICATIONS`. Below the minimum n the estimate is missing.

    Raises
    ------
    ValueError
        If a choice is none of these, a codebook lacks the frame that is concluded about, or the
        manifest is of another corpus.
    """
    combinations = combine(choices)
    names = name_codebooks(chosen["codebook"] for chosen in combinations)
    desk = Desk(found)
    for codebook in names:
        desk.check_frames(codebook, conclusion.measures)
    corpus = hash_documents(found.documents)
    if folder is not None:
        note_trials(folder, [], corpus=corpus)
    rows, trials = [], []
    try:
        for number, chosen in enumerate(tqdm(combinations, desc="vary", delay=2)):
            varied = desk.annotate(chosen)
            interval = conclusion.estimate(varied)
            facts = _describe(conclusion, chosen, names)
            noted = {"is_default": is_default(chosen), "gave": _say(interval)}
            trials.append({**facts, **_hash(chosen["codebook"]), **noted})
            rows.append(
                {
                    "specification": number,
                    **facts,
                    "is_default": is_default(chosen),
                    "measures": "; ".join(conclusion.measures) or None,
                    "n_documents": len(varied.documents),
                    "n_mentions": len(varied.mentions),
                    **_say(interval),
                    "n_used": interval.n_clusters,
                    "method": interval.method if _is_enough(interval) else "none",
                    "cluster": interval.cluster,
                    "minimum_n": MINIMUM_N,
                    "drawn": _is_enough(interval),
                }
            )
    finally:
        # What was seen was tried, whatever stopped the rest.
        if folder is not None:
            note_trials(folder, trials, corpus=corpus)
    return check(schemas.SPECIFICATIONS.build(rows), schemas.SPECIFICATIONS)


def _describe(
    conclusion: Conclusion, chosen: Mapping[str, object], names: Mapping[str, str]
) -> dict[str, Any]:
    codebook = names[str(chosen["codebook"])]
    return {"conclusion": conclusion.words, **chosen, "codebook": codebook}


def _is_enough(interval: Interval) -> bool:
    return interval.n_clusters >= MINIMUM_N and not isnan(interval.estimate)


def _say(interval: Interval) -> dict[str, Any]:
    numbers = interval._asdict() if _is_enough(interval) else {}
    return {name: numbers.get(name) for name in ("estimate", "low", "high")}


def _hash(codebook: object) -> dict[str, str]:
    """Name a file by its content: what it holds may change under one name."""
    if codebook == HOUSE:
        return {}
    return {"codebook_sha256": sha256(Path(str(codebook)).read_bytes()).hexdigest()}

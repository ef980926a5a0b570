"""What the scorers that read word lists share: the clause of each target, each read once."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis.matching.readings import read_target
from analysis.scores.targets import MEASURES, check_targets

__all__ = ["score_clauses"]


def score_clauses(targets: pd.DataFrame, read: Callable[[str], tuple[float, int]]) -> pd.DataFrame:
    """Score the clause around each target with a reader of words.

    Parameters
    ----------
    targets : DataFrame, one row per target
        With `text, start, end`.
    read : callable
        From a clause, its countries hidden, to a sentiment from -1 to 1 and the number of
        evaluative words that it rests on.

    Returns
    -------
    DataFrame, one row per target, on the same index
        `sentiment` is missing where there is no evaluative word, whatever the reader says;
        a list of words has no probabilities, so `p_*` are missing.

    Raises
    ------
    SchemaError
        If a target does not mark a part of its text.
    """
    check_targets(targets)
    known: dict[str, tuple[float, int]] = {}
    scored = []
    for text, start, end in zip(targets["text"], targets["start"], targets["end"], strict=True):
        clause = read_target(text, int(start), int(end)).clause
        if clause not in known:
            known[clause] = read(clause)
        scored.append(known[clause])
    table = pd.DataFrame(scored, columns=["sentiment", "n_cues"], index=targets.index)
    table = table.reindex(columns=MEASURES).astype({name: "float64" for name in MEASURES[:-1]})
    table["n_cues"] = table["n_cues"].astype("int64")
    table["sentiment"] = table["sentiment"].where(table["n_cues"] > 0)
    return table

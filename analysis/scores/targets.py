"""What a scorer takes and gives: its columns, checked."""

from __future__ import annotations

import pandas as pd

from analysis import schemas

__all__ = ["MEASURES", "check_targets"]

MEASURES = ("p_negative", "p_neutral", "p_positive", "sentiment", "n_cues")


def check_targets(targets: pd.DataFrame) -> None:
    """Make sure that each target marks a part of its text.

    Parameters
    ----------
    targets : DataFrame, one row per target
        With `text, start, end`.

    Raises
    ------
    SchemaError
        With the first row at fault.
    """
    absent = [name for name in ("text", "start", "end") if name not in targets.columns]
    if absent:
        msg = f"`targets` must have the columns ['text', 'start', 'end']; absent: {absent}."
        raise schemas.SchemaError(msg)
    wrong = ~(
        (targets["start"] >= 0)
        & (targets["start"] < targets["end"])
        & (targets["end"] <= targets["text"].str.len())
    ).astype("bool")
    if len(targets) and wrong.any():
        row = targets[wrong].iloc[0]
        msg = (
            f"`targets.start` and `targets.end` must mark a part of `text`; at row "
            f"{wrong.idxmax()!r} they are {row['start']} and {row['end']} in {row['text']!r}."
        )
        raise schemas.SchemaError(msg)

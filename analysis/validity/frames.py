"""Hold a finder of frames against texts in which coders marked the frames."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.validity.measures import (
    Row,
    average_present,
    average_row,
    count_row,
    rates_of,
    ratio_row,
)
from analysis.validity.mentions import documents_of

__all__ = ["FIGURATIVE", "evaluate_frames"]

FIGURATIVE = 0.5


def evaluate_frames(
    gold: pd.DataFrame, find: Callable[[pd.DataFrame], pd.DataFrame]
) -> pd.DataFrame:
    """Compare a finder of frames with what coders marked, text by text.

    A text has a frame if at least one cue of it is figurative (0.5 or more). How often a frame
    is in a text, and on which words it rests, is not compared.

    Parameters
    ----------
    gold : DataFrame, one row per text
        `text, frames, literal`, as :func:`read_gold_frames` reads it.
    find : callable
        From documents, as described by :data:`analysis.schemas.DOCUMENTS`, to frames, as
        described by :data:`analysis.schemas.FRAMES`.

    Returns
    -------
    DataFrame, one row per measure and label
        As described by :data:`analysis.schemas.VALIDITY`. The label `all` counts every pair of
        text and frame (micro); `macro_f1` averages over the frames that the gold holds.
        `literal_as_figurative` is the share of frame words in their plain sense that were taken
        for an image: lower is better.

    Raises
    ------
    ValueError
        If `gold` is empty.
    """
    documents = documents_of(gold)
    there = [set(names) for names in gold["frames"]]
    figurative = find(documents).query("figurative >= @FIGURATIVE")
    found = {name: rows for name, rows in figurative.groupby("document_id", sort=False)}
    nothing = figurative.iloc[:0]
    cues = [found.get(document_id, nothing) for document_id in documents["document_id"]]
    claimed = [set(rows["frame"]) for rows in cues]
    names = sorted(set().union(*there, *claimed))
    cells = np.array(
        [
            [(name in said and name in is_there, name in said, name in is_there) for name in names]
            for said, is_there in zip(claimed, there, strict=True)
        ],
        dtype="float64",
    ).reshape(len(gold), len(names), 3)
    rows = rates_of(*np.moveaxis(cells.sum(axis=1), 1, 0), label="all")
    n_there = int(cells[:, :, 2].sum())
    rows.append(average_row("macro_f1", cells.reshape(len(gold), -1), _average_f1, n_there))
    rows.append(_describe_literal(gold, cues))
    rows.append(count_row("texts", "all", len(gold)))
    for place, name in enumerate(names):
        rows += rates_of(*cells[:, place].T, label=name)
    return schemas.VALIDITY.build(rows)


def _average_f1(sums: np.ndarray) -> np.ndarray:
    cells = sums.reshape(len(sums), -1, 3)
    right, claimed, there = np.moveaxis(cells, 2, 0)
    f1 = np.where(there > 0, 2 * right / np.maximum(claimed + there, 1), np.nan)
    return average_present(f1)


def _describe_literal(gold: pd.DataFrame, cues: list[pd.DataFrame]) -> Row:
    """Count how many literal uses were taken for an image; a live image of that frame excuses."""
    taken, marked = np.zeros(len(gold)), np.zeros(len(gold))
    for place, (text, frames, literal, rows) in enumerate(
        zip(gold["text"], gold["frames"], gold["literal"], cues, strict=True)
    ):
        for entry in set(literal) - set(frames):
            marked[place] += 1
            taken[place] += _is_taken(entry, text, rows)
    return ratio_row("literal_as_figurative", "all", taken, marked)


def _is_taken(entry: str, text: str, rows: pd.DataFrame) -> bool:
    """Tell whether a frame's name, or the words of the text themselves, were taken figuratively."""
    if (rows["frame"] == entry).any():
        return True
    return any(
        ((rows["start"] < place.end()) & (rows["end"] > place.start())).any()
        for place in re.finditer(re.escape(entry), text, re.IGNORECASE)
    )

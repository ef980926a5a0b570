"""Hold a scorer of sentiment against targets that coders judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.schemas import CLASSES, PROBABILITIES, classify
from analysis.validity.measures import (
    Row,
    average_present,
    average_row,
    count_row,
    rates_of,
    ratio_row,
)

__all__ = ["check_gold", "evaluate_sentiment"]


def evaluate_sentiment(
    gold: pd.DataFrame,
    scorer: Callable[[pd.DataFrame], pd.DataFrame],
    *,
    by: Sequence[str] = (),
) -> pd.DataFrame:
    """Compare a scorer with the judgements of coders, class by class.

    The class is that of the highest probability, or for a scorer without probabilities the sign
    of its sentiment. A target without evidence is taken as neutral here, since coders judged it
    too; how many there are stands in the row `no_evidence`, and their complement in `coverage`.

    Parameters
    ----------
    gold : DataFrame, one row per judged target
        `text, start, end` and `sentiment` (-1, 0 or 1), as :func:`read_gold_sentiment` reads it.
    scorer : callable
        From targets to scores, as in :data:`analysis.scores.SCORERS`.
    by : sequence of str, optional
        Further columns of `gold`, such as country or outlet: F1 and accuracy are given for each
        of their values as well, labelled `country=KOR`.

    Returns
    -------
    DataFrame, one row per measure and label
        As described by :data:`analysis.schemas.VALIDITY`. `macro_f1` and `recall_average` are
        means over the classes that the gold holds. Targets of one text are resampled together.

    Raises
    ------
    ValueError
        If `gold` is empty or holds another judgement, or `scorer` is no function.
    """
    check_gold(gold, scorer, by)
    scores = scorer(gold[["text", "start", "end"]].reset_index(drop=True))
    there = gold["sentiment"].to_numpy("int64") + 1
    claimed = classify(scores)
    texts, _ = pd.factorize(gold["text"])
    n_texts = int(texts.max()) + 1
    confusion = np.zeros((n_texts, 3, 3))
    np.add.at(confusion, (texts, there, claimed), 1)
    evidence = scores[["sentiment", *PROBABILITIES]].notna().any(axis=1).to_numpy()
    rows = _describe_classes(confusion)
    rows += _describe_all(confusion)
    seen = np.bincount(texts, weights=evidence, minlength=n_texts)
    rows.append(ratio_row("coverage", "all", seen, confusion.sum(axis=(1, 2))))
    rows.append(count_row("no_evidence", "all", int((~evidence).sum())))
    rows.append(count_row("texts", "all", n_texts))
    for column in by:
        values = gold[column].to_numpy()
        for value in sorted(gold[column].dropna().unique()):
            part = np.zeros_like(confusion)
            chosen = values == value
            np.add.at(part, (texts[chosen], there[chosen], claimed[chosen]), 1)
            part = part[part.sum(axis=(1, 2)) > 0]
            rows += [
                row._replace(label=f"{column}={value}")
                for row in _describe_all(part)
                if row.measure != "recall_average"
            ]
    return schemas.VALIDITY.build(rows)


def check_gold(
    gold: pd.DataFrame, scorer: Callable[[pd.DataFrame], pd.DataFrame], by: Sequence[str] = ()
) -> None:
    """Make sure that a gold sample of sentiment and a scorer are what they should be.

    Raises
    ------
    ValueError
        With what is wrong.
    """
    needed = ["text", "start", "end", "sentiment", *by]
    absent = [name for name in needed if name not in gold.columns]
    if absent:
        msg = f"`gold` must have the columns {needed}; absent: {absent}."
        raise ValueError(msg)
    if not len(gold):
        msg = "`gold` must hold at least one judged target; it is empty."
        raise ValueError(msg)
    wrong = gold[~gold["sentiment"].isin([-1, 0, 1])]
    if len(wrong):
        msg = (
            f"`gold.sentiment` must be -1, 0 or 1; it is {wrong['sentiment'].iloc[0]} at row "
            f"{wrong.index[0]!r}."
        )
        raise ValueError(msg)
    if not callable(scorer):
        msg = (
            f"`scorer` must be a function from targets to scores; it is {scorer!r}. Take it from "
            "analysis.scores.SCORERS."
        )
        raise ValueError(msg)


def _describe_classes(confusion: np.ndarray) -> list[Row]:
    rows = []
    for place, label in enumerate(CLASSES):
        there = confusion[:, place, :].sum(axis=1)
        claimed = confusion[:, :, place].sum(axis=1)
        rows += rates_of(confusion[:, place, place], claimed, there, label=label)
        rows.append(count_row("support", label, int(there.sum())))
    return rows


def _describe_all(confusion: np.ndarray) -> list[Row]:
    n = int(confusion.sum())
    cells = confusion.reshape(len(confusion), -1)
    right = np.trace(confusion, axis1=1, axis2=2)
    return [
        average_row("macro_f1", cells, _average_f1, n),
        ratio_row("accuracy", "all", right, confusion.sum(axis=(1, 2))),
        average_row("recall_average", cells, _average_recall, n),
    ]


def _average_f1(sums: np.ndarray) -> np.ndarray:
    right, claimed, there = _count_cases(sums)
    f1 = np.where(there > 0, 2 * right / np.maximum(there + claimed, 1), np.nan)
    return average_present(f1)


def _average_recall(sums: np.ndarray) -> np.ndarray:
    right, _, there = _count_cases(sums)
    return average_present(np.where(there > 0, right / np.maximum(there, 1), np.nan))


def _count_cases(sums: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Count what is right, claimed and there of each class, a row each draw."""
    confusion = sums.reshape(-1, len(CLASSES), len(CLASSES))
    right = np.diagonal(confusion, axis1=1, axis2=2)
    return right, confusion.sum(axis=1), confusion.sum(axis=2)

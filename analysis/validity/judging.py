"""Let several scorers judge one gold sample, target by target."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.schemas import PROBABILITIES, classify
from analysis.validity.sentiment import check_gold

__all__ = ["judge_gold"]


def judge_gold(
    gold: pd.DataFrame, scorers: Mapping[str, Callable[[pd.DataFrame], pd.DataFrame]]
) -> pd.DataFrame:
    """Set beside each judgement of a coder what each scorer says.

    Parameters
    ----------
    gold : DataFrame, one row per judged target
        `text, start, end` and `sentiment` (-1, 0 or 1), as
        :func:`analysis.validity.read_gold_sentiment` reads it.
    scorers : mapping of str to callable
        Functions from targets to scores under their names, such as
        :data:`analysis.scores.SCORERS`.

    Returns
    -------
    DataFrame, one row per target and scorer, scorer by scorer
        As described by :data:`analysis.schemas.JUDGEMENTS`. A scorer claims the class of its
        highest probability, or the sign of its sentiment if it has none; without evidence it
        claims neutral.

    Raises
    ------
    ValueError
        If `gold` is empty or holds another judgement, or a scorer is no function.
    """
    targets = gold[["text", "start", "end"]].reset_index(drop=True)
    texts, _ = pd.factorize(gold["text"])
    tables = []
    for name, scorer in scorers.items():
        check_gold(gold, scorer)
        scores = scorer(targets)
        claimed = classify(scores)
        probabilities = scores[PROBABILITIES].to_numpy("float64")
        tables.append(
            pd.DataFrame({
                "target": np.arange(len(gold)),
                "text_id": texts,
                "scorer": name,
                "sentiment": gold["sentiment"].to_numpy("int64"),
                "claimed": claimed - 1,
                "confidence": probabilities[np.arange(len(gold)), claimed],
            })
        )  # fmt: skip
    if not tables:
        return schemas.JUDGEMENTS.empty()
    joined = pd.concat(tables, ignore_index=True).astype({"scorer": "str"})
    return schemas.check(joined, schemas.JUDGEMENTS)

"""Choose a scorer by name or give one's own, and score what was found in the segments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from analysis import schemas
from analysis.matching.targets import targets_of
from analysis.scores.targets import MEASURES, check_targets
from analysis.scores.textblob import score_textblob
from analysis.scores.vader import score_vader

__all__ = ["DEFAULT_SCORER", "SCORERS", "Scorer", "score_mentions", "score_targets"]

Scorer = Callable[[pd.DataFrame], pd.DataFrame]

SCORERS: Mapping[str, Scorer] = MappingProxyType({
    "textblob": score_textblob,
    "vader": score_vader,
})  # fmt: skip
DEFAULT_SCORER = "vader"


def score_targets(targets: pd.DataFrame, *, scorer: str | Scorer = DEFAULT_SCORER) -> pd.DataFrame:
    """Score how favourable the words around each target are to it.

    Parameters
    ----------
    targets : DataFrame, one row per target
        With `text, start, end`: a sentence and where in it the country stands.
    scorer : str or callable, optional
        A name in :data:`SCORERS`, or a function with the signature of these.

    Returns
    -------
    DataFrame, one row per target, on the same index
        `sentiment` from -1 (hostile) to +1 (friendly), missing without evidence and never 0 for
        want of it; `p_negative, p_neutral, p_positive` where the scorer has probabilities;
        `n_cues` where it has a word list.

    Raises
    ------
    SchemaError
        If a target does not mark a part of its text.
    ValueError
        If there is no such scorer, or if it gives back something else.

    Examples
    --------
    >>> targets = pd.DataFrame(
    ...     {"text": ["Oslo is a loyal friend.", "Oslo is a port."], "start": 0, "end": 4}
    ... )
    >>> score_targets(targets, scorer="vader")[["sentiment", "n_cues"]]
       sentiment  n_cues
    0      0.743       2
    1        NaN       0
    """
    check_targets(targets)
    if not callable(scorer) and scorer not in SCORERS:
        msg = f"`scorer` must be a function or one of {sorted(SCORERS)}; it is {scorer!r}."
        raise ValueError(msg)
    score = scorer if callable(scorer) else SCORERS[scorer]
    scored = score(targets[["text", "start", "end"]])
    if not targets.index.equals(scored.index) or not set(MEASURES) <= set(scored.columns):
        msg = (
            f"A scorer must give back the columns {list(MEASURES)} on the index of its targets; "
            f"{getattr(score, '__name__', score)} gives {list(scored.columns)}."
        )
        raise ValueError(msg)
    return scored[list(MEASURES)]


def score_mentions(
    segments: pd.DataFrame,
    mentions: pd.DataFrame,
    relations: pd.DataFrame,
    *,
    scorers: Sequence[str] = (DEFAULT_SCORER,),
) -> pd.DataFrame:
    """Score every mention and relation with every scorer asked for.

    Parameters
    ----------
    segments : DataFrame, one row per headline or sentence
        As described by :data:`analysis.schemas.SEGMENTS`.
    mentions : DataFrame, one row per naming of a country
        As described by :data:`analysis.schemas.MENTIONS`.
    relations : DataFrame, one row per naming of a relation
        As described by :data:`analysis.schemas.RELATIONS`.
    scorers : sequence of str, optional
        Names in :data:`SCORERS`.

    Returns
    -------
    DataFrame, one row per target and scorer
        As described by :data:`analysis.schemas.SCORES`; scorer by scorer, mentions before
        relations.

    Raises
    ------
    ValueError
        If a scorer is unknown, or a target is not where its segment is.
    """
    targets = targets_of(segments, mentions, relations)
    tables = []
    for name in dict.fromkeys(scorers):
        scored = score_targets(targets, scorer=name)
        tables.append(scored.assign(target_id=targets["target_id"], scorer=name))
    filled = [table for table in tables if len(table)]
    if not filled:
        return schemas.SCORES.empty()
    scores = pd.concat(filled, ignore_index=True)[schemas.SCORES.names]
    return scores.astype({"scorer": "str", "n_cues": "float64"})

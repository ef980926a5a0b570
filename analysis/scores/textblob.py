"""The scorer `textblob`: the mean polarity of the adjectives and adverbs of a word list."""

from __future__ import annotations

import pandas as pd

from analysis.matching.assessments import assess
from analysis.scores.words import score_clauses

__all__ = ["read_clause", "score_textblob"]


def score_textblob(targets: pd.DataFrame) -> pd.DataFrame:
    """Score the clause around each target with TextBlob.

    The number is TextBlob's `polarity`, the mean over the words of its list that the clause
    holds. The list was made for product reviews: it knows "terrible" and neither "attack" nor
    "ally".

    Parameters
    ----------
    targets : DataFrame, one row per target
        With `text, start, end`.

    Returns
    -------
    DataFrame, one row per target, on the same index
        `n_cues` counts the listed words and phrases that are not neutral; `sentiment` is
        missing without any.

    Raises
    ------
    SchemaError
        If a target does not mark a part of its text.

    See Also
    --------
    analysis.matching.assessments.assess : what the list says of a clause.
    """
    return score_clauses(targets, read_clause)


def read_clause(clause: str) -> tuple[float, int]:
    """Read a clause, its countries hidden: polarity, and how many words are not neutral."""
    assessment = assess(clause)
    return assessment.polarity, assessment.n_evaluative

"""The scorer `vader`: a word list with rules, made for social media and much used on news."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from analysis.matching.masking import OTHER
from analysis.scores.words import score_clauses

if TYPE_CHECKING:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

__all__ = ["read_clause", "read_word_values", "score_vader"]


_MOST = 4.0


def score_vader(targets: pd.DataFrame) -> pd.DataFrame:
    """Score the clause around each target with VADER.

    The number is VADER's `compound`, which sums the words of its list and squeezes the sum; it
    tells a direction better than an amount. It knows "threat" and "war" and neither "ally" nor
    "sanctions", and takes a sad event for blame.

    Parameters
    ----------
    targets : DataFrame, one row per target
        With `text, start, end`.

    Returns
    -------
    DataFrame, one row per target, on the same index
        `n_cues` counts the words of the list; `sentiment` is missing without any.

    Raises
    ------
    SchemaError
        If a target does not mark a part of its text.

    References
    ----------
    Hutto, C. J., and Gilbert, E. (2014). VADER: A parsimonious rule-based model for sentiment
    analysis of social media text. Proceedings of ICWSM 8.
    """
    return score_clauses(targets, read_clause)


def read_word_values() -> pd.Series:
    """Give the value that VADER's list has for each single word.

    Returns
    -------
    Series of float64, indexed by `word`
        From -1 to +1: the mean of ten raters, who answered from -4 to +4, over four. Signs that
        are no words, as ":)", are left out.

    References
    ----------
    As of :func:`score_vader`.
    """
    analyzer, _ = _load()
    values = {word: value / _MOST for word, value in analyzer.lexicon.items() if word[:1].isalpha()}
    return pd.Series(values, dtype="float64").rename_axis("word").sort_index()


def read_clause(clause: str) -> tuple[float, int]:
    """Read a clause, its countries hidden: `compound`, and the listed words that it rests on."""
    # Imported here: the package takes long to load, and not every run needs it.
    from vaderSentiment.vaderSentiment import BOOSTER_DICT, SentiText

    analyzer, signs = _load()
    if clause.replace(OTHER, "").isupper():
        clause = clause.lower()  # a headline in capitals stresses no word of it
    clause = clause.translate(signs)
    words = [word.lower() for word in SentiText(clause).words_and_emoticons]
    n_cues = sum(
        word in analyzer.lexicon and word not in BOOSTER_DICT and (word, after) != ("kind", "of")
        for word, after in zip(words, [*words[1:], ""], strict=True)
    )
    return analyzer.polarity_scores(clause)["compound"] if n_cues else 0.0, n_cues


@cache
def _load() -> tuple[SentimentIntensityAnalyzer, dict[int, str]]:
    """Load the word list, and what each emoji is called in words."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    signs = {ord(sign): f" {name} " for sign, name in analyzer.emojis.items() if len(sign) == 1}
    return analyzer, signs

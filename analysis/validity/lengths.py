"""Tell whether a score follows the length of its text, rather than what it says."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import intervals, schemas
from analysis.schemas import check

__all__ = ["correlate_with_length"]

_MEASURES = ("sentiment", "strength")
_UNITS = ("sentence", "document")


def correlate_with_length(
    documents: pd.DataFrame, segments: pd.DataFrame, stances: pd.DataFrame, scores: pd.DataFrame
) -> pd.DataFrame:
    """Correlate each scorer's sentiment with the length of the sentence and of the document.

    A longer text gives a word list more chances to hit, and a classifier more to doubt. Where the
    correlation is far from 0, texts of different length must not be compared (Chan et al. 2021).

    Parameters
    ----------
    documents, segments, stances, scores : DataFrame
        As the pipeline gives them; `scores` may hold several scorers.

    Returns
    -------
    DataFrame, one row per scorer, measure and unit, scorers by name
        As :data:`analysis.schemas.LENGTH_CORRELATIONS`: Spearman's coefficient of the number of
        words with the sentiment, and with its `strength`, how far it is from 0. Intervals resample
        whole documents.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.

    References
    ----------
    Chan, C.-H., et al. (2021). Four best practices for measuring news sentiment using
    'off-the-shelf' dictionaries: a large-scale p-hacking experiment. Computational Communication
    Research 3(1), 1-27.
    """
    for table, schema in (
        (documents, schemas.DOCUMENTS),
        (segments, schemas.SEGMENTS),
        (stances, schemas.STANCES),
        (scores, schemas.SCORES),
    ):
        check(table, schema)
    in_segments = _count_words(segments.set_index("segment_id")["text"])
    in_documents = _count_words(documents.set_index("document_id")["text"])
    places = stances.set_index("target_id")[["segment_id", "document_id"]]
    rows = []
    for scorer, own in scores.groupby("scorer", sort=True):
        known = own[own["sentiment"].notna() & own["target_id"].isin(places.index)]
        # Sorted, so that the order of the rows changes no digit.
        known = known.sort_values("target_id")
        of_targets = places.loc[known["target_id"]]
        lengths = {
            "sentence": of_targets["segment_id"].map(in_segments).to_numpy("float64"),
            "document": of_targets["document_id"].map(in_documents).to_numpy("float64"),
        }
        sentiment = known["sentiment"].to_numpy("float64")
        clusters = pd.factorize(of_targets["document_id"])[0]
        for measure, values in (("sentiment", sentiment), ("strength", np.abs(sentiment))):
            for unit in _UNITS:
                numbers = _correlate(values, lengths[unit], clusters)
                rows.append((scorer, measure, unit, *numbers, len(known)))
    return schemas.LENGTH_CORRELATIONS.build(rows)


def _count_words(texts: pd.Series) -> pd.Series:
    return texts.str.split().map(len)


def _correlate(
    one: np.ndarray, other: np.ndarray, clusters: np.ndarray
) -> tuple[float, float, float]:
    """Return Spearman's coefficient with its interval; missing where nothing varies."""
    n_clusters = len(set(clusters.tolist()))
    if n_clusters < intervals.MINIMUM_N or np.ptp(one) == 0 or np.ptp(other) == 0:
        return np.nan, np.nan, np.nan
    ranks = [pd.Series(values).rank().to_numpy() for values in (one, other)]

    def correlate(weights: np.ndarray) -> np.ndarray:
        total = weights.sum(axis=1, keepdims=True)
        x, y = (values - weights @ values[:, None] / total for values in ranks)
        spread = (weights * x**2).sum(axis=1) * (weights * y**2).sum(axis=1)
        safe = np.where(spread > 0, spread, np.nan)
        return (weights * x * y).sum(axis=1) / np.sqrt(safe)

    estimate = float(correlate(np.ones((1, len(one))))[0])
    draws = intervals.resample_statistic(correlate, clusters)
    low, high = intervals.between(draws[~np.isnan(draws)], n=n_clusters)
    return estimate, float(low), float(high)

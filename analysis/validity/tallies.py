"""Count what a group's units claim and what coders saw in them, cluster by cluster."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import intervals
from analysis.validity.pairing import SENTIMENT, claim, pivot_values

__all__ = ["Coded", "Tallies", "add_doubt", "lay_out", "number_clusters", "tally"]


class Coded(NamedTuple):
    """Of every unit: its claim, what coders saw (nothing but 0 where uncoded), and its weight.

    `names` are the values and `numbers` what they stand for in a mean; `scores` are the
    instrument's, and `typical` the mean of them by claimed value. Of a frame these three are
    missing.
    """

    names: list[str]
    claims: np.ndarray
    shares: np.ndarray
    weights: np.ndarray
    scores: np.ndarray
    numbers: np.ndarray
    typical: np.ndarray


class Tallies(NamedTuple):
    """Sums over the units of one group, a row for each cluster of the corpus.

    The units of one document weigh 1 together. `claimed` sums them by claimed value, `coded` those
    that were coded by claimed and true value, and `sampled` is the same, each unit weighing the
    inverse of its probability as well. `moments` are for a mean of numbers: of coded units, so
    weighted, the sums of 1, y, f, y f and f f, and of all units those of f and 1, where y is what
    coders saw and f the instrument's score.
    """

    claimed: np.ndarray
    coded: np.ndarray
    sampled: np.ndarray
    moments: np.ndarray


def lay_out(units: pd.DataFrame, own: pd.DataFrame, variable: str) -> Coded:
    """Lay out all units of the corpus beside the pairs of one variable."""
    facts, known, names = pivot_values(own)
    rows = pd.Index(units["unit_id"]).get_indexer(facts["unit_id"])
    shares = np.zeros((len(units), len(names)))
    shares[rows] = known
    weights = np.zeros(len(units))
    weights[rows] = 1 / facts["probability"].to_numpy("float64")
    claims = claim(units, variable).to_numpy()[:, None] == np.array(names, dtype="object")
    claims = claims.astype("float64")
    numbers = np.full(len(names), np.nan)
    scores, typical = np.full(len(units), np.nan), numbers
    if variable == SENTIMENT:
        numbers = np.array([float(name) for name in names])
        # Coders judged units without a score, too; the instrument claims 0 of them.
        scores = units["sentiment"].to_numpy("float64")
        scores = np.where(np.isnan(scores), claims @ numbers, scores)
        n = claims.sum(axis=0)
        typical = np.where(n > 0, scores @ claims / np.maximum(n, 1), numbers)
    return Coded(names, claims, shares, weights, scores, numbers, typical)


def number_clusters(units: pd.DataFrame) -> tuple[str, np.ndarray]:
    """Give each unit the number of its cluster and, in a second row, of its document."""
    documents = pd.factorize(units["document_id"])[0]
    outlets = units["outlet"]
    if outlets.nunique() < intervals.FEW_CLUSTERS:
        return "document", np.stack([documents, documents])
    names = outlets.where(outlets.notna(), "\0" + units["document_id"])
    return "outlet", np.stack([pd.factorize(names)[0], documents])


def tally(coded: Coded, clusters: np.ndarray, places: np.ndarray) -> Tallies:
    """Sum up what each cluster has of a group; `places` are the rows of its units."""
    documents = clusters[1][places]
    equal = 1 / np.bincount(documents)[documents]
    claims, shares = coded.claims[places], coded.shares[places]
    by_design = equal * coded.weights[places]
    seen = claims[:, :, None] * shares[:, None]
    y, f = shares @ coded.numbers, coded.scores[places]
    moments = [by_design * part for part in (np.ones(len(y)), y, f, y * f, f * f)]
    moments = np.column_stack([*moments, equal * f, equal])

    def add(parts: np.ndarray) -> np.ndarray:
        sums = np.zeros((int(clusters[0].max()) + 1, *parts.shape[1:]))
        np.add.at(sums, clusters[0][places], parts)
        return sums

    return Tallies(
        add(claims * equal[:, None]),
        add(seen * equal[:, None, None]),
        add(seen * by_design[:, None, None]),
        add(moments),
    )


def add_doubt(tallies: Tallies, coded: Coded, n_documents: int) -> tuple[Tallies, np.ndarray]:
    """Add one document more, coded, in which every value is claimed of every value alike.

    In few coded documents an error that is not rare may still be unseen, and no resampling of them
    would show it. With this document no error counts as impossible. It weighs as much as one of
    the `n_documents` that were coded, and is for intervals alone.

    Returns
    -------
    tuple
        The tallies with a row more for each claimed and true value, and what each row weighs: 1,
        or its part of the one document.

    References
    ----------
    Brown, L. D., Cai, T. T., and DasGupta, A. (2001). Interval estimation for a binomial
    proportion. Statistical Science 16(2), 101-133. (One case more, half of it a success: the prior
    of Jeffreys.)
    Lang, Z., and Reiczigel, J. (2014). Confidence limits for prevalence of disease adjusted for
    estimated sensitivity and specificity. Preventive Veterinary Medicine 113(1), 13-22. (The same
    idea for a share that is set right.)
    """
    width = len(coded.names)
    part = 1 / width**2
    raw, weight = (sums.sum() / max(n_documents, 1) for sums in (tallies.coded, tallies.sampled))
    claims, truths = np.repeat(np.eye(width), width, axis=0), np.tile(np.eye(width), (width, 1))
    seen = claims[:, :, None] * truths[:, None] * part
    y, f = truths @ coded.numbers, claims @ coded.typical
    one = np.ones(width**2)
    moments = np.column_stack([one * weight, y * weight, f * weight, y * f * weight,
                               f * f * weight, f, one]) * part  # fmt: skip
    rows = Tallies(claims * part, seen * raw, seen * weight, moments)
    times = np.concatenate([np.ones(len(tallies.claimed)), np.full(width**2, part)])
    return Tallies(*(np.concatenate(pair) for pair in zip(tallies, rows, strict=True))), times

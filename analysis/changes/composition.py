"""How much of a change is another tone, and how much another mix of who writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.intervals import LEVEL, between, resample_statistic

__all__ = ["Part", "decompose"]

# Degrees of freedom below which a side borrows the spread of the other.
_LEAST_FREEDOM = 5


class Part(NamedTuple):
    """One part of a change: of one group, or of all.

    `within` is what would have changed with the groups' shares as they were, `mix` what would have
    with their means as they were. `low` and `high` are the ends of 95 % intervals of both.
    """

    group: str
    within: float
    within_low: float
    within_high: float
    mix: float
    mix_low: float
    mix_high: float
    n_before: int
    n_after: int


def decompose(
    values: np.ndarray,
    is_after: np.ndarray,
    groups: Sequence[str],
    *,
    clusters: np.ndarray | None = None,
) -> list[Part]:
    """Split the change of a mean into what happened within groups and what their mix did.

    The difference of the two means is the sum of `within` and `mix` over all groups, to the last
    digit. Within: the change of a group's mean, times its mean share. Mix: the change of its
    share, times how far its mean stands from the overall one. A group that stands on one side
    alone has changed the mix, and nothing within.

    Parameters
    ----------
    values : ndarray, one each document
        None may be missing.
    is_after : ndarray of bool, one each document
        On which side of the change it stands.
    groups : sequence of str, one each document
        Who published it, for example.
    clusters : ndarray of int, one each document, optional
        What is resampled whole, numbered from 0; each document by itself if absent.

    Returns
    -------
    list of Part
        First that of `all`, then the groups by name; empty where one side has no document. The
        intervals are of the delta method: shares vary as those of drawn documents, and the mean
        of a group with the spread inside the groups of its side. Resamples would lose the groups
        that have few documents, and take what happened within them for mix; they are used where
        clusters are given, and drawn whole.

    References
    ----------
    Oehlert, G. W. (1992). A note on the delta method. The American Statistician 46(1), 27-29.
    Kitagawa, E. M. (1955). Components of a difference between two rates. Journal of the American
    Statistical Association 50(272), 1168-1194.
    """
    is_after = np.asarray(is_after, dtype="bool")
    if not is_after.any() or is_after.all():
        return []
    names, codes = np.unique(np.asarray(groups, dtype="str"), return_inverse=True)
    cells = np.zeros((len(codes), 2 * len(names)))
    cells[np.arange(len(codes)), codes + len(names) * is_after] = 1.0
    both = np.column_stack([cells, cells * np.asarray(values, "float64")[:, None]])

    def split(weights: np.ndarray) -> np.ndarray:
        return _split(weights @ both, len(names))

    found = split(np.ones((1, len(codes))))[0]
    numbers = np.arange(len(codes)) if clusters is None else clusters
    fewest = max(2, min(len(np.unique(numbers[side])) for side in (is_after, ~is_after)))
    if clusters is None:
        reach = _quantile(fewest - 1) * _estimate_errors(cells, np.asarray(values, "float64"))
        ends = list(zip(found - reach, found + reach, strict=True))
    else:
        draws = resample_statistic(split, numbers)
        draws = draws[~np.isnan(draws).any(axis=1)]
        ends = [between(column, n=fewest) for column in draws.T]
    n = cells.sum(axis=0).astype("int64")
    width = len(names) + 1
    counts = [(int(n[: width - 1].sum()), int(n[width - 1 :].sum()))]
    counts += list(zip(n[: width - 1].tolist(), n[width - 1 :].tolist(), strict=True))
    return [
        Part(
            group, float(found[place]), *map(float, ends[place]),
            float(found[width + place]), *map(float, ends[width + place]), *counts[place],
        )
        for place, group in enumerate(["all", *names.tolist()])
    ]  # fmt: skip


def _split(sums: np.ndarray, n_groups: int) -> np.ndarray:
    """Split each row: within of all and of each group, then mix of all and of each group."""
    counts, totals = sums[:, : 2 * n_groups], sums[:, 2 * n_groups :]
    n_before, n_after = counts[:, :n_groups], counts[:, n_groups:]
    t_before, t_after = totals[:, :n_groups], totals[:, n_groups:]
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = [n / n.sum(axis=1, keepdims=True) for n in (n_before, n_after)]
        before, after = t_before / n_before, t_after / n_after
    # A group that is absent from one side is taken to have had its mean there, too.
    before, after = np.where(n_before > 0, before, after), np.where(n_after > 0, after, before)
    absent = (n_before + n_after) == 0
    before, after = np.where(absent, 0.0, before), np.where(absent, 0.0, after)
    within = (shares[0] + shares[1]) / 2 * (after - before)
    level = (before + after) / 2
    overall = (level * (shares[0] + shares[1]) / 2).sum(axis=1, keepdims=True)
    mix = (shares[1] - shares[0]) * (level - overall)
    return np.column_stack([within.sum(axis=1), within, mix.sum(axis=1), mix])


def _estimate_errors(cells: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Estimate the standard error of each part, in the order of :func:`_split`.

    `cells` tells of each document in which group it stands, before (first half) or after.
    """
    n = cells.sum(axis=0)
    own = cells @ np.where(n > 0, (values @ cells) / np.maximum(n, 1), 0.0)
    n_sides = n.reshape(2, -1)
    totals = (values @ cells).reshape(2, -1)
    means = np.where(n_sides > 0, totals / np.maximum(n_sides, 1), np.nan)
    # As in `_split`: who is absent from one side had its mean there, too.
    means = np.where(np.isnan(means), means[::-1], means)
    shares = n_sides / n_sides.sum(axis=1, keepdims=True)
    is_there = n_sides > 0
    share, moved = shares.mean(axis=0), shares[1] - shares[0]
    level, apart = means.mean(axis=0), means[1] - means[0]
    same = np.eye(len(level))
    to_level = moved[:, None] * (same - share)
    # Rows are groups; columns the means, then the shares, of each group before and after.
    of_means = [
        (sign * same * share * is_there.all(axis=0), to_level * there / is_there.sum(axis=0))
        for sign, there in zip((-1, 1), is_there, strict=True)
    ]
    from_overall = np.diag(level - level @ share)
    of_shares = [
        (same * apart / 2, sign * from_overall - moved[:, None] * level / 2) for sign in (-1, 1)
    ]
    variance = 0.0
    spreads = _pool_spreads(values, own, cells)
    for side in (0, 1):
        by_mean, by_share = (
            np.vstack([row for part in parts for row in (part.sum(axis=0), part)])
            for parts in (of_means[side], of_shares[side])
        )
        variance += by_mean**2 @ (spreads[side] / np.maximum(n_sides[side], 1))
        drawn = by_share**2 @ shares[side] - (by_share @ shares[side]) ** 2
        variance += drawn / max(n_sides[side].sum() - 1, 1)
    return np.sqrt(np.clip(variance, 0, None))


def _pool_spreads(values: np.ndarray, own: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """Return the variance inside the groups, before and after; `own` are the groups' means.

    A side with hardly more documents than groups borrows that of both; where both have hardly
    more, the spread of all values is what is left.
    """
    width = cells.shape[1] // 2
    is_after = cells[:, width:].any(axis=1)
    sides = (~is_after, is_after)
    n_groups = (cells.sum(axis=0) > 0).reshape(2, width).sum(axis=1)
    freedom = np.array([side.sum() for side in sides]) - n_groups
    squares = np.array([((values - own)[side] ** 2).sum() for side in sides])
    if freedom.sum() < _LEAST_FREEDOM:
        return np.full(2, values.var(ddof=1))
    of_both = squares.sum() / freedom.sum()
    return np.where(freedom >= _LEAST_FREEDOM, squares / np.maximum(freedom, 1), of_both)


def _quantile(degrees: int) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(degrees, (1 + LEVEL) / 2))

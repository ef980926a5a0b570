"""How much of a change is another tone, and how much another mix of who writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.intervals import between, resample_statistic

__all__ = ["Part", "decompose"]


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
        First that of `all`, then the groups by name; empty where one side has no document.

    References
    ----------
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
    draws = resample_statistic(split, numbers)
    draws = draws[~np.isnan(draws).any(axis=1)]
    fewest = min(len(np.unique(numbers[side])) for side in (is_after, ~is_after))
    ends = [between(column, n=max(fewest, 2)) for column in draws.T]
    n = cells.sum(axis=0).astype("int64")
    width = len(names) + 1
    counts = [(int(n[: width - 1].sum()), int(n[width - 1 :].sum()))]
    counts += list(zip(n[: width - 1].tolist(), n[width - 1 :].tolist(), strict=True))
    return [
        Part(
            group, float(found[place]), *ends[place],
            float(found[width + place]), *ends[width + place], *counts[place],
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

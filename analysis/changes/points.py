"""Find the days on which the level of a series changed, with the sureness of each."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.changes.blocks import Block, Blocks, gather_blocks
from analysis.intervals import DRAWS, LEVEL, MINIMUM_N, SEED

__all__ = ["ChangePoint", "find_change_points"]

_MOST = 3
# A split off the last few documents is no change of level, however far they stand out.
_LEAST_SHARE = 0.05
_CELLS_AT_ONCE = 4_000_000
# Beyond so many blocks an exact search for several changes at once takes minutes.
_MOST_BLOCKS_EXACT = 300
_DRAWS_OF_PLACES = 400
_MOST_PLACES = 200


class ChangePoint(NamedTuple):
    """One place at which a series may have changed.

    `day` is that of the first document after the change; `earliest` and `latest` are the ends of
    its 95 % interval, missing where the change is not sure. `begins` and `ends` are the first
    days of the stretch that was searched and of what comes after it (None at the end of the
    series). `depth` is 0 for the search in the whole series. `autocorrelation` is that of the
    block means around the two levels, at lag one.
    """

    day: np.datetime64
    earliest: np.datetime64
    latest: np.datetime64
    p_value: float
    depth: int
    begins: np.datetime64
    ends: np.datetime64 | None
    autocorrelation: float


def find_change_points(
    days: np.ndarray,
    values: np.ndarray,
    *,
    block: Block = "week",
    minimum_n: int = MINIMUM_N,
    levels: tuple[float, float] = (1 - LEVEL, 1 - LEVEL),
) -> list[ChangePoint]:
    """Search a series for changes of its level.

    The best place is where two levels leave the smallest squares (a CUSUM). Its p-value is the
    share of 2,000 shuffles in which some place does as well; whole blocks are shuffled, since
    documents of one week share its news. Where it is small enough, the stretches on both sides are
    searched in turn, up to three changes; the places are then sought together by dynamic
    programming (ruptures). The interval of the day spans the places at which a change would not
    be rejected, residuals of blocks drawn anew (Huskova and Kirch 2008).

    Parameters
    ----------
    days : ndarray of datetime64, one each document
        In any order.
    values : ndarray of float, one each document
        None may be missing.
    block : {"day", "week", "month"}
        What is shuffled whole. If `autocorrelation` stays high, months are the safer choice: a
        series that drifts is mistaken for one that jumps.
    minimum_n : int
        Documents that each side must have; and five in a hundred.
    levels : pair of float
        Significance of the search in the whole series, and of all further ones at one depth
        together.

    Returns
    -------
    list of ChangePoint
        By date. If the first search finds nothing sure it is the one in the list, with its
        p-value; the list is empty where there is no place with enough documents on both sides.

    Raises
    ------
    ValueError
        If the block is unknown, or days and values are not equally many.
    """
    blocks = gather_blocks(days, values, block)
    first = _test(blocks, minimum_n)
    if first is None:
        return []
    sure = [(first[0], first[1], 0)] if first[1] <= levels[0] else []
    waiting = [(0, first[0], 1), (first[0], len(blocks.n), 1)] if sure else []
    while waiting and len(sure) < _MOST:
        begin, stop, depth = waiting.pop(0)
        found = _test(blocks.part(begin, stop), minimum_n)
        # Every depth has twice as many stretches to search.
        if found is not None and found[1] * 2**depth <= levels[1]:
            place = begin + found[0]
            sure.append((place, found[1], depth))
            waiting += [(begin, place, depth + 1), (place, stop, depth + 1)]
    if not sure:
        _, residuals = _leave(blocks, first[0])
        unknown = np.datetime64("NaT", "D")
        found = (blocks.first[first[0]], unknown, unknown, first[1], 0, blocks.first[0], None)
        return [ChangePoint(*found, _correlate_neighbours(residuals))]
    sure.sort()
    places = _place_together(blocks, [place for place, _, _ in sure], minimum_n)
    ends = [0, *places, len(blocks.n)]
    return [
        _describe(blocks, tuple(ends[number : number + 3]), p_value, depth, minimum_n)
        for number, (_, p_value, depth) in enumerate(sure)
    ]


def _test(blocks: Blocks, minimum_n: int) -> tuple[int, float] | None:
    """Find the best place and its p-value; None where no place is allowed."""
    heights = _cusum(blocks.n[None], blocks.total[None], minimum_n)
    if not len(blocks.n) or not np.isfinite(heights).any():
        return None
    place = int(heights[0].argmax())
    generator = np.random.default_rng(SEED)
    at_once = max(1, _CELLS_AT_ONCE // len(blocks.n))
    reached = 0
    for begin in range(0, DRAWS - 1, at_once):
        rows = min(at_once, DRAWS - 1 - begin)
        order = generator.permuted(np.tile(np.arange(len(blocks.n)), (rows, 1)), axis=1)
        shuffled = _cusum(blocks.n[order], blocks.total[order], minimum_n)
        reached += int((shuffled.max(axis=1) >= heights[0, place] - 1e-12).sum())
    return place + 1, (1 + reached) / DRAWS


def _cusum(n: np.ndarray, total: np.ndarray, minimum_n: int) -> np.ndarray:
    """Tell how much two levels, parted after each block but the last, explain in each row."""
    before, sums = np.cumsum(n, axis=1)[:, :-1], np.cumsum(total, axis=1)[:, :-1]
    whole, sum_of_all = n.sum(axis=1, keepdims=True), total.sum(axis=1, keepdims=True)
    after = whole - before
    least = np.maximum(minimum_n, _LEAST_SHARE * whole)
    allowed = (before >= least) & (after >= least)
    height = np.abs(sums - before * sum_of_all / whole) * np.sqrt(
        whole / (np.maximum(before, 1) * np.maximum(after, 1))
    )
    return np.where(allowed, height, -np.inf)


def _place_together(blocks: Blocks, places: list[int], minimum_n: int) -> list[int]:
    """Move several places to where they leave the smallest squares together."""
    if len(places) < 2 or len(blocks.n) > _MOST_BLOCKS_EXACT:
        return places
    import ruptures

    from analysis.changes.costs import WeightedSquares

    cost = WeightedSquares(blocks.n, minimum_n)
    search = ruptures.Dynp(custom_cost=cost, min_size=1, jump=1)
    search.fit((blocks.total / blocks.n)[:, None])
    together = search.predict(n_bkps=len(places))[:-1]
    return together if len(set(together)) == len(places) else places


def _describe(
    blocks: Blocks, ends: tuple[int, int, int], p_value: float, depth: int, minimum_n: int
) -> ChangePoint:
    begin, place, stop = ends
    part, here = blocks.part(begin, stop), place - begin
    kept = _keep_places(part, minimum_n)
    earliest, latest = min([here, *kept[:1]]), max([here, *kept[-1:]])
    residuals = _leave(part, here)[1]
    return ChangePoint(
        part.first[here],
        part.first[earliest],
        part.first[latest],
        p_value,
        depth,
        part.first[0],
        blocks.first[stop] if stop < len(blocks.n) else None,
        _correlate_neighbours(residuals),
    )


def _leave(part: Blocks, place: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the level of each block with a change at a place, and residuals of one spread."""
    is_after = np.arange(len(part.n)) >= place
    before, after = (part.total[side].sum() / part.n[side].sum() for side in (~is_after, is_after))
    level = np.where(is_after, after, before)
    # Two levels that were fitted leave the residuals too small.
    widened = np.sqrt(len(part.n) / max(len(part.n) - 2, 1))
    return level, widened * np.sqrt(part.n) * (part.total / part.n - level)


def _keep_places(part: Blocks, minimum_n: int) -> np.ndarray:
    """List the places from the first to the last that a test of "the change is here" keeps.

    How much better the best place explains the series than this one is held against how much
    better it does where the change is here, with residuals drawn anew.
    """
    explained = _cusum(part.n[None], part.total[None], minimum_n)[0] ** 2
    allowed = np.flatnonzero(np.isfinite(explained))
    if not len(allowed):
        return allowed
    generator = np.random.default_rng(SEED)
    drawn = generator.integers(len(part.n), size=(_DRAWS_OF_PLACES, len(part.n)))
    kept = []
    # Of a long series not every place need be tried; the best one is never rejected.
    best_place = allowed[explained[allowed].argmax()]
    tried = np.union1d(allowed[:: 1 + len(allowed) // _MOST_PLACES], best_place)
    for place in tried:
        level, residuals = _leave(part, place + 1)
        totals = part.n * level + np.sqrt(part.n) * residuals[drawn]
        n = np.broadcast_to(part.n, totals.shape)
        again = _cusum(n, totals, minimum_n)[:, allowed] ** 2
        apart = again.max(axis=1) - again[:, np.searchsorted(allowed, place)]
        if (apart >= explained[best_place] - explained[place] - 1e-12).mean() > 1 - LEVEL:
            kept.append(place)
    # Between one that is kept and the next that is rejected nothing was tried, nor rejected.
    below, above = tried[tried < kept[0]], tried[tried > kept[-1]]
    first = below[-1] + 1 if len(below) else allowed[0]
    last = above[0] - 1 if len(above) else allowed[-1]
    return np.arange(first, last + 1) + 1


def _correlate_neighbours(residuals: np.ndarray) -> float:
    spread = (residuals**2).sum()
    if len(residuals) < 3 or spread <= 0:
        return np.nan
    return float((residuals[1:] * residuals[:-1]).sum() / spread)

"""Weeks of documents: what is moved about as a whole, since texts of one week share its news."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

__all__ = ["BLOCKS", "Block", "Blocks", "gather_blocks"]

Block = Literal["day", "week", "month"]
BLOCKS: tuple[Block, ...] = ("day", "week", "month")

# 1 January 1970 was a Thursday: weeks begin on the Monday before it.
_DAYS_TO_MONDAY = 3


class Blocks(NamedTuple):
    """The documents of a series, a row for each block in which there are any, by date.

    `first` is the day of the block's first document; `n` counts its documents, `total` sums their
    values.
    """

    first: np.ndarray
    n: np.ndarray
    total: np.ndarray

    def part(self, begin: int, stop: int) -> Blocks:
        """Return the blocks from one place up to another."""
        return Blocks(*(column[begin:stop] for column in self))


def gather_blocks(days: np.ndarray, values: np.ndarray, block: Block) -> Blocks:
    """Gather documents by day, week (from Monday) or month.

    Raises
    ------
    ValueError
        If the block is none of these, or days and values are not equally many.
    """
    if block not in BLOCKS:
        msg = f"`block` must be one of {list(BLOCKS)}; it is {block!r}."
        raise ValueError(msg)
    if len(days) != len(values):
        msg = f"`days` and `values` must be equally many; they are {len(days)} and {len(values)}."
        raise ValueError(msg)
    days = np.asarray(days).astype("datetime64[D]")
    if block == "month":
        numbers = days.astype("datetime64[M]").astype("int64")
    else:
        numbers = days.astype("int64")
        if block == "week":
            numbers = (numbers + _DAYS_TO_MONDAY) // 7
    order = np.argsort(days, kind="stable")
    days, numbers, values = days[order], numbers[order], np.asarray(values, "float64")[order]
    _, starts, counts = np.unique(numbers, return_index=True, return_counts=True)
    if not len(starts):
        return Blocks(days, counts.astype("float64"), values)
    return Blocks(days[starts], counts.astype("float64"), np.add.reduceat(values, starts))

"""The squares that a stretch of blocks leaves around its mean, as ruptures asks for them."""

from __future__ import annotations

import numpy as np
from ruptures.base import BaseCost

__all__ = ["WeightedSquares"]


class WeightedSquares(BaseCost):
    """Squares around the mean of a stretch, each block weighing as much as it has documents.

    A stretch with fewer than `minimum_n` documents costs more than any other.
    """

    model = "weighted squares"
    min_size = 1

    def __init__(self, n: np.ndarray, minimum_n: int) -> None:
        self.n, self.minimum_n = n, minimum_n

    def fit(self, signal: np.ndarray) -> WeightedSquares:
        """Take the means of the blocks, one each row."""
        self.signal = signal
        means = signal[:, 0]
        self.sums = [
            np.concatenate([[0.0], np.cumsum(self.n * means**power)]) for power in (0, 1, 2)
        ]
        # More than all squares together.
        self.dear = 1.0 + float(self.sums[2][-1]) * (1 + len(means))
        return self

    def error(self, start: int, end: int) -> float:
        """Return the squares of the blocks from `start` up to `end`."""
        n, total, squares = (float(sums[end] - sums[start]) for sums in self.sums)
        left = squares - total**2 / n
        return left if n >= self.minimum_n else self.dear + left

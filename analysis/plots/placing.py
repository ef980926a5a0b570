"""Where labels stand so that none lies on another: the same places each time.

The places depend on how wide a panel is, and that is known only when the figure is laid out. So
they are found when matplotlib asks for them, which it does for each drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Affine2D

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.transforms import Transform

__all__ = [
    "MOST_TICKS",
    "RoomyLocator",
    "Rounds",
    "Stack",
    "merge_close",
    "reach_of_names",
    "spread",
]

MOST_TICKS = 5

_POINTS_A_LETTER = 4.6
_POINTS_A_LINE = 8.6
_POINTS_A_LEVEL = 8.0
_POINTS_BETWEEN = 2.0
_POINTS_A_TICK = 17.0


def spread(wanted: Sequence[float], sizes: Sequence[float]) -> np.ndarray:
    """Move things apart along a line until none lies on another, as little as can be.

    Parameters
    ----------
    wanted : sequence of float
        Where the middles would stand, in ascending order.
    sizes : sequence of float
        What each takes, in the same unit.

    Returns
    -------
    ndarray
        Where the middles stand, in the same order: the squares of all moves are least.

    References
    ----------
    Best, M. J. and Chakravarti, N. (1990). Active set algorithms for isotonic regression.
    Mathematical Programming 47.
    """
    sizes = np.asarray(sizes, dtype=float)
    room = np.concatenate([[0.0], np.cumsum((sizes[:-1] + sizes[1:]) / 2)])[: len(sizes)]
    blocks: list[list[float]] = []
    for place in np.asarray(wanted, dtype=float) - room:
        blocks.append([place, 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            mean, n = blocks.pop()
            before, n_before = blocks.pop()
            blocks.append([(mean * n + before * n_before) / (n + n_before), n + n_before])
    level = np.concatenate([np.full(int(n), mean) for mean, n in blocks] or [np.empty(0)])
    return level + room


def merge_close(days: Sequence[float], least: float, *, most: int) -> list[list[int]]:
    """Group what would stand more than `most` high over less than `least` of an axis.

    Returns
    -------
    list of list of int
        Places in `days`, which ascend; neighbours alone are put together.
    """
    groups: list[list[int]] = []
    for place, day in enumerate(days):
        close = [group for group in groups if day - days[group[-1]] < least]
        if len(close) >= most:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


class RoomyLocator(MaxNLocator):
    """Takes fewer ticks on the axis along a panel that is too narrow for their labels."""

    def __call__(self) -> np.ndarray:
        """Return the places of the ticks."""
        if self.axis.axis_name == "x":
            length = self.axis.axes.bbox.width / self.axis.axes.figure.dpi * 72
            self.set_params(nbins=max(2, min(MOST_TICKS, int(length / _POINTS_A_TICK))))
        return super().__call__()


class _Placed:
    """Labels whose places follow from how wide their panel is at the moment."""

    def __init__(self, ax: Axes) -> None:
        self.ax = ax
        self.found: tuple[tuple, list[Transform]] = ((), [])

    def of(self, place: int) -> _Asked:
        """Return the coordinates of one of them for `textcoords`."""
        return _Asked(self, place)

    def find(self, place: int) -> Transform:
        """Return where one of them stands."""
        ax = self.ax
        # Asked for many times in each drawing.
        state = (*ax.bbox.bounds, *ax.viewLim.bounds, ax.figure.dpi)
        if self.found[0] != state:
            self.found = state, self._place_all(ax.figure.dpi / 72)
        return self.found[1][place]


class Stack(_Placed):
    """Numbers above a panel, on further levels where they are close.

    Parameters
    ----------
    ax : Axes
        The panel.
    days : sequence of float
        Where each stands on its axis of time, in ascending order.
    labels : sequence of str
        What is written there.
    lift : float
        Points from the panel to the first level.
    """

    def __init__(
        self, ax: Axes, days: Sequence[float], labels: Sequence[str], *, lift: float
    ) -> None:
        super().__init__(ax)
        self.days, self.lift = list(days), lift
        self.widths = [_POINTS_A_LETTER * len(label) + _POINTS_BETWEEN for label in labels]

    def find_levels(self) -> list[int]:
        """Return the level of each, 0 next to the panel, as wide as the panel is now."""
        a_point = self.ax.figure.dpi / 72
        spots = self.ax.get_xaxis_transform().transform([(day, 1.0) for day in self.days])[:, 0]
        ends: list[float] = []
        levels = []
        for spot, width in zip(spots / a_point, self.widths, strict=True):
            free = (at for at, end in enumerate(ends) if spot - width / 2 >= end)
            level = next(free, len(ends))
            ends[level : level + 1] = [spot + width / 2]
            levels.append(level)
        return levels

    def _place_all(self, a_point: float) -> list[Transform]:
        spots = self.ax.get_xaxis_transform().transform([(day, 1.0) for day in self.days])
        return [
            Affine2D().translate(x, y + (self.lift + _POINTS_A_LEVEL * level) * a_point)
            for (x, y), level in zip(spots, self.find_levels(), strict=True)
        ]


class Rounds(_Placed):
    """Names around a circle, at its left and right, where they would lie on one another.

    Parameters
    ----------
    ax : Axes
        The panel; the circle has the radius 1 around its origin.
    spots : sequence of tuple of float
        Where the named things stand on the circle.
    names : sequence of str
        Their names, broken into lines.
    reach : float
        Points from the circle to the names.
    """

    def __init__(
        self, ax: Axes, spots: Sequence[tuple[float, float]], names: Sequence[str], *, reach: float
    ) -> None:
        super().__init__(ax)
        self.spots, self.names, self.reach = list(spots), list(names), reach

    def is_right(self, place: int) -> bool:
        """Tell at which side a name stands."""
        return _is_right(self.spots[place])

    def _place_all(self, a_point: float) -> list[Transform]:
        middle, edge = self.ax.transData.transform([(0.0, 0.0), (1.0, 0.0)])
        radius = (edge[0] - middle[0]) / a_point
        found = []
        for place, height in enumerate(_find_heights(self.spots, self.names, radius)):
            # The line of the name nearest to the middle of the circle must be clear of it.
            nearest = max(abs(height) - _size_of(self.names[place]) / 2, 0.0)
            across = max(np.sqrt(max((radius + self.reach) ** 2 - nearest**2, 0.0)), self.reach)
            x = across if self.is_right(place) else -across
            found.append(Affine2D().translate(*(middle + np.array([x, height]) * a_point)))
        return found


def reach_of_names(
    spots: Sequence[tuple[float, float]], names: Sequence[str], *, radius: float
) -> float:
    """Return how far above or below the middle of a circle its names reach, in its radius.

    Parameters
    ----------
    spots, names : sequence
        As for :class:`Rounds`.
    radius : float
        Of the circle, in points.
    """
    heights = _find_heights(spots, names, radius)
    ends = [abs(height) + _size_of(name) / 2 for height, name in zip(heights, names, strict=True)]
    return max(ends, default=0.0) / radius


def _find_heights(spots: Sequence, names: Sequence[str], radius: float) -> list[float]:
    """Return the height of each name over the middle, in points, each side spread apart."""
    heights = [0.0] * len(spots)
    for right in (True, False):
        side = [place for place, spot in enumerate(spots) if _is_right(spot) == right]
        side.sort(key=lambda place: (spots[place][1], place))
        wanted = [radius * spots[place][1] for place in side]
        placed = spread(wanted, [_size_of(names[place]) for place in side])
        for place, height in zip(side, placed, strict=True):
            heights[place] = float(height)
    return heights


def _is_right(spot: tuple[float, float]) -> bool:
    return spot[0] >= -1e-9


def _size_of(name: str) -> float:
    return _POINTS_A_LINE * (1 + name.count("\n")) + 1


class _Asked:
    """What matplotlib calls when it needs the place of one label."""

    def __init__(self, places: _Placed, place: int) -> None:
        self.places, self.place = places, place

    def __call__(self, _renderer: RendererBase) -> Transform:
        return self.places.find(self.place)

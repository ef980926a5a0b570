"""Which row of its table each mark of a drawn figure is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from analysis.explore.traced import find_traced

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import MouseEvent

__all__ = ["Point", "find_nearest", "find_points"]

# Dots an inch that a pointer may miss a point by.
_REACH_INCHES = 0.12
_HALF_A_CELL = 0.5

Box = tuple[float, float, float, float]


class Point(NamedTuple):
    """A mark: the place of its row in the table, and where it stands in the data of its panel.

    Of a bar and of a cell `box` is all of it: left, bottom, right, top.
    """

    row: int
    ax: Axes
    x: float
    y: float
    box: Box | None = None


def find_points(axes: Sequence[Axes], table: pd.DataFrame, figure: str) -> list[Point]:
    """Find the marks of a figure that was drawn from a table.

    Parameters
    ----------
    axes : sequence of Axes
        As the plot gave them.
    table : DataFrame, one row per mark
        What was drawn.
    figure : str
        The noun of both.

    Returns
    -------
    list of Point
        One for each row that has a place and an estimate; none in a figure that is too small.
    """
    gid = find_traced(figure).gid
    rows = table.assign(row=range(len(table)))
    rows = rows[rows["drawn"].astype("bool")]
    rows = rows.assign(place=range(len(rows)))
    rows = rows[rows["estimate"].notna()]
    drawn = {artist.get_gid(): (ax, artist) for ax in axes for artist in ax.get_children()}
    named: dict[str, list[int]] = {}
    for row in rows.to_dict("records"):
        named.setdefault(gid.format_map(row), []).append(row["row"])
    points = []
    for name, numbers in named.items():
        if name in drawn:
            ax, artist = drawn[name]
            for number, (x, y, box) in zip(numbers, _places_of(artist), strict=True):
                points.append(Point(number, ax, x, y, box))
    return points


def find_nearest(points: Sequence[Point], event: MouseEvent) -> Point | None:
    """Find the mark that a pointer is on or next to; None if there is none."""
    near: list[tuple[float, Point]] = []
    for point in points:
        if point.ax is not event.inaxes:
            continue
        if point.box is not None:
            left, bottom, right, top = point.box
            if left <= event.xdata <= right and bottom <= event.ydata <= top:
                return point
            continue
        at = point.ax.transData.transform((point.x, point.y))
        near.append((float(np.hypot(at[0] - event.x, at[1] - event.y)), point))
    if not near:
        return None
    distance, point = min(near, key=lambda pair: pair[0])
    return point if distance <= _REACH_INCHES * point.ax.figure.dpi else None


def _places_of(artist: Artist) -> list[tuple[float, float, Box | None]]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle

    if isinstance(artist, Line2D):
        xy = np.column_stack([artist.get_xdata(orig=False), artist.get_ydata(orig=False)])
        return [(float(x), float(y), None) for x, y in xy[np.isfinite(xy).all(axis=1)]]
    if isinstance(artist, Rectangle):
        x, y = artist.get_xy()
        right, top = x + artist.get_width(), y + artist.get_height()
        return [((x + right) / 2, (y + top) / 2, (x, y, right, top))]
    # The number in a cell.
    x, y = (round(place) for place in artist.get_position())
    half = _HALF_A_CELL
    return [(x, y, (x - half, y - half, x + half, y + half))]

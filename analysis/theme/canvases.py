"""New figures and their panels, in the widths of the form in use."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from analysis.theme.forms import ONE_COLUMN, TWO_COLUMNS, width_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["new_axes", "new_overview", "new_panels"]

# On a narrow page panels stand in fewer columns, unless they have so many inches, or so much of
# what they have in the house's own form.
_WIDE_ENOUGH = 1.9
_PART_ENOUGH = 0.8


def new_axes(height: float, *, width: float = ONE_COLUMN) -> Axes:
    """Make a figure of its own with one Axes; sizes in inches."""
    return new_panels(1, 1, height=height, width=width)[0]


def new_panels(
    rows: int, columns: int, *, height: float, width: float = TWO_COLUMNS, gap: float = 0.02
) -> list[Axes]:
    """Make a figure of its own with panels in reading order; sizes in inches.

    Parameters
    ----------
    rows, columns : int
        How the panels stand. In a narrow form there can be fewer columns and more rows.
    height, width : float
        Of the whole figure. A width of one of the house's columns is that of the form in use.
    gap : float
        Between the panels, as a part of their size.

    Returns
    -------
    list of Axes
        Row by row, from left to right; at least `rows` times `columns`.
    """
    import matplotlib.pyplot as plt

    inches = width_of(width)
    fewer = _count_columns(columns, width, inches)
    more = math.ceil(rows * columns / fewer)
    figure, axes = plt.subplots(
        more, fewer, figsize=(inches, height * more / rows), squeeze=False, layout="constrained"
    )
    figure.get_layout_engine().set(wspace=gap)
    return list(axes.flat)


def _count_columns(columns: int, width: float, inches: float) -> int:
    needed = min(_WIDE_ENOUGH, _PART_ENOUGH * width / columns)
    return columns if inches >= width else max(1, min(columns, int(inches / needed)))


def new_overview(*, below: float, above: float = 1.5) -> list[Axes]:
    """Make a figure of two columns with one wide panel above two; heights in inches.

    Returns
    -------
    list of Axes
        The wide one, then those below it from left to right.
    """
    import matplotlib.pyplot as plt

    figure, axes = plt.subplot_mosaic(
        [["wide", "wide"], ["left", "right"]],
        figsize=(width_of(TWO_COLUMNS), above + below),
        height_ratios=[above, below],
        layout="constrained",
    )
    figure.get_layout_engine().set(wspace=0.04)
    return [axes["wide"], axes["left"], axes["right"]]

"""How the figures look: widths, fonts, and marks that survive greyscale.

Nothing is told by colour alone: series differ in marker, fill and line as well. No country has
a colour, since any would be read as a flag, and no pair is red and green.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "FAINT",
    "GUIDE",
    "INK",
    "MUTED",
    "ONE_AND_A_HALF_COLUMNS",
    "ONE_COLUMN",
    "SERIES",
    "SMALLEST_FONT",
    "STYLE",
    "TWO_COLUMNS",
    "Series",
    "house",
    "new_axes",
    "new_overview",
    "new_panels",
    "series",
]

STYLE = "analysis.house"
ONE_COLUMN = 3.3
ONE_AND_A_HALF_COLUMNS = 5.0
TWO_COLUMNS = 6.9
SMALLEST_FONT = 7.0

INK = "#1a1a1a"
MUTED = "#595959"
GUIDE = "#858585"
FAINT = "#d9d9d9"

# Fonts for names in other scripts, tried after the main one where they are installed.
_OTHER_SCRIPTS = (
    "Noto Sans CJK JP",
    "Noto Sans CJK KR",
    "Noto Sans CJK SC",
    "Hiragino Sans",
    "Apple SD Gothic Neo",
    "PingFang SC",
    "Yu Gothic",
    "Malgun Gothic",
    "Microsoft YaHei",
    "Noto Sans Devanagari",
    "Noto Sans Thai",
    "Arial Unicode MS",
)


class Series(NamedTuple):
    """How one series is drawn: by colour, marker, fill of the marker, and line."""

    color: str
    marker: str
    fill: str
    line: str


SERIES = (
    Series(INK, "o", INK, "-"),
    Series("#0072B2", "s", "white", "--"),
    Series("#A65E00", "^", "#A65E00", ":"),
    Series("#7A4B94", "D", "white", "-."),
)


def series(number: int) -> Series:
    """Return the look of the series with this number; after the last one they start again."""
    return SERIES[number % len(SERIES)]


@contextmanager
def house() -> Iterator[None]:
    """Draw in the house style inside a `with` block, and leave the settings as they were.

    Examples
    --------
    >>> import matplotlib
    >>> with house():
    ...     inside = matplotlib.rcParams["pdf.fonttype"]
    >>> inside, matplotlib.rcParams["pdf.fonttype"]
    (42, 3)
    """
    import matplotlib as mpl
    import matplotlib.pyplot as plt
    from matplotlib import font_manager

    installed = set(font_manager.fontManager.get_font_names())
    others = [font for font in _OTHER_SCRIPTS if font in installed]
    with plt.style.context([STYLE, {"font.family": ["DejaVu Sans", *others]}]):
        yield
        interactive = plt.isinteractive()
    # In a notebook the first figure switches the drawing on. Were that undone with the settings,
    # no later figure would be shown.
    mpl.interactive(interactive)


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
        How the panels stand.
    height, width : float
        Of the whole figure.
    gap : float
        Between the panels, as a part of their size.

    Returns
    -------
    list of Axes
        Row by row, from left to right.
    """
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(
        rows, columns, figsize=(width, height), squeeze=False, layout="constrained"
    )
    figure.get_layout_engine().set(wspace=gap)
    return list(axes.flat)


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
        figsize=(TWO_COLUMNS, above + below),
        height_ratios=[above, below],
        layout="constrained",
    )
    figure.get_layout_engine().set(wspace=0.04)
    return [axes["wide"], axes["left"], axes["right"]]

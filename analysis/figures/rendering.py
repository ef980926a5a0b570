"""Turn a drawn figure into the bytes of its files, the same bytes each time."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from analysis import theme
from analysis.figures.sources import CONSTRUCTED

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["mark_constructed", "render"]

_FORMATS = {
    # The missing glyph shows first where text is drawn as pixels.
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "svg": {"Date": None, "Creator": None},
}
_LINE_INCHES = 0.13


def mark_constructed(figure: Figure) -> None:
    """Write below a figure that its texts are constructed; twice does no more than once."""
    said = figure.get_supxlabel()
    if CONSTRUCTED in said:
        return
    text = figure.supxlabel(
        f"{said}\n{CONSTRUCTED}".strip(),
        x=0.01,
        ha="left",
        fontsize=theme.SMALLEST_FONT,
        parse_math=False,
    )
    text.set_gid("constructed")
    figure.set_figheight(figure.get_figheight() + _LINE_INCHES)


def render(figure: Figure) -> dict[str, bytes]:
    """Draw a figure as PNG (300 dots an inch), PDF (TrueType) and SVG (text as text).

    Parameters
    ----------
    figure : Figure
        It is not changed.

    Returns
    -------
    dict of str to bytes
        By the ending of the file.

    Raises
    ------
    ValueError
        If no installed font has a letter of the figure.
    """
    files = {}
    with theme.house(), _refuse_missing_letters(), _hold_layout(figure):
        for ending, metadata in _FORMATS.items():
            buffer = io.BytesIO()
            figure.savefig(buffer, format=ending, metadata=metadata)
            files[ending] = buffer.getvalue()
    return files


@contextmanager
def _refuse_missing_letters() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message=r"Glyph \d+")
        try:
            yield
        except UserWarning as warning:
            found = re.search(r"Glyph (\d+)", str(warning))
            letter = chr(int(found.group(1))) if found else "?"
            msg = (
                f"The figure must have a font for each letter; none has {letter!r} "
                f"(U+{ord(letter):04X}). Install one, as Noto Sans CJK, and remove matplotlib's "
                "font cache, or change the label."
            )
            raise ValueError(msg) from warning


@contextmanager
def _hold_layout(figure: Figure) -> Iterator[None]:
    """Lay the figure out once, so that each file has the same places."""
    figure.draw_without_rendering()
    engine = figure.get_layout_engine()
    figure.set_layout_engine("none")
    try:
        yield
    finally:
        figure.set_layout_engine(engine if engine is not None else "none")

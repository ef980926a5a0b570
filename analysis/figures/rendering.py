"""Turn a drawn figure into the bytes of its files, the same bytes each time."""

from __future__ import annotations

import io
import os
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING
from weakref import WeakSet

from analysis import theme
from analysis.figures.outlines import use_true_type
from analysis.figures.sources import CONSTRUCTED

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from PIL.Image import Image

__all__ = ["EXTRA_FORMATS", "hold_layout", "mark_constructed", "prepare", "render"]

EXTRA_FORMATS = ("eps", "tiff")

# Resolutions of pictures by the ending of their file: for the screen, and for print.
_PICTURES = {"png": 300, "600dpi.png": 600}
_PRINT = 600
_DRAWINGS = {
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "svg": {"Date": None, "Creator": None},
    "eps": {"Creator": "trilateral"},
}
_LINE_INCHES = 0.13
# The day that EPS names as that of its making.
_SOME_DAY = "946684800"
_held: WeakSet[Figure] = WeakSet()


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
    if figure.axes:
        # The settings of the house no longer hold where a cell saves.
        label = figure.axes[0].xaxis.label
        text.set(fontfamily=label.get_fontfamily(), color=label.get_color())
    text.set_gid("constructed")
    figure.set_figheight(figure.get_figheight() + _LINE_INCHES)


def render(figure: Figure, also: Sequence[str] = ()) -> dict[str, bytes]:
    """Draw a figure as PNG (300 and 600 dots an inch), PDF (TrueType) and SVG (text as text).

    Parameters
    ----------
    figure : Figure
        It is not changed.
    also : sequence of str
        Further formats, of :data:`EXTRA_FORMATS`: EPS, and TIFF of 600 dots an inch.

    Returns
    -------
    dict of str to bytes
        By the ending of the file. Pictures without colour have grey values alone.

    Raises
    ------
    ValueError
        If no installed font has a letter of the figure.
    """
    files = {}
    with prepare(figure):
        # The missing letter shows first where text is drawn as pixels.
        pictures = {ending: _take_picture(figure, dpi) for ending, dpi in _PICTURES.items()}
        for ending, dpi in _PICTURES.items():
            files[ending] = _write_picture(pictures[ending], "png", dpi)
        if "tiff" in also:
            files["tiff"] = _write_picture(pictures["600dpi.png"], "tiff", _PRINT)
        files["svg"] = _draw(figure, "svg")
        with use_true_type(figure):
            files["pdf"] = _draw(figure, "pdf")
            if "eps" in also:
                with _on_some_day():
                    files["eps"] = _draw(figure, "eps")
    return files


@contextmanager
def prepare(figure: Figure) -> Iterator[None]:
    """Hold a figure as it is printed: in the house's settings, laid out once, no letter missing.

    Raises
    ------
    ValueError
        If no installed font has a letter of the figure.
    """
    if figure in _held:
        # The house's settings once more would have it laid out anew.
        yield
        return
    with theme.house(), _refuse_missing_letters(), hold_layout(figure):
        yield


@contextmanager
def hold_layout(figure: Figure) -> Iterator[None]:
    """Lay the figure out once, so that each file has the same places; inside another, not again."""
    import matplotlib as mpl

    if figure in _held:
        yield
        return
    engine = figure.get_layout_engine()
    _begin_layout(figure)
    figure.draw_without_rendering()
    # With an engine, be it one that does nothing, each file would be drawn twice.
    with mpl.rc_context({"figure.constrained_layout.use": False, "figure.autolayout": False}):
        figure.set_layout_engine(None)
        _held.add(figure)
        try:
            yield
        finally:
            _held.discard(figure)
            figure.set_layout_engine(engine if engine is not None else "none")


def _begin_layout(figure: Figure) -> None:
    """Put the panels where they stood before they were first laid out.

    The layout goes on from where they stand, so that a figure saved twice would not be the same.
    """
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    if not isinstance(figure.get_layout_engine(), ConstrainedLayoutEngine):
        return
    for ax in figure.axes:
        spot = ax.get_subplotspec()
        if spot is not None and ax.get_in_layout():
            ax.set_position(spot.get_position(figure))
            # What is set by hand would not be laid out any more.
            ax.set_in_layout(True)


def _draw(figure: Figure, ending: str) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format=ending, metadata=_DRAWINGS[ending])
    return buffer.getvalue()


def _take_picture(figure: Figure, dpi: int) -> Image:
    """Draw a figure as pixels: grey ones if it has no colour, none of them transparent."""
    import numpy as np
    from PIL import Image

    buffer = io.BytesIO()
    figure.savefig(buffer, format="rgba", dpi=dpi)
    pixels = np.frombuffer(buffer.getbuffer(), dtype=np.uint8)
    # The file says no size, and a part of a pixel can fall to either side.
    wide, high = ((int(inches * dpi), int(inches * dpi) + 1) for inches in figure.get_size_inches())
    sizes = [(y, x, 4) for x in wide for y in high if 4 * x * y == len(pixels)]
    pixels = pixels.reshape(sizes[0])
    red, green, blue = (pixels[..., part] for part in range(3))
    if (red == green).all() and (green == blue).all():
        return Image.fromarray(red.copy())
    return Image.fromarray(pixels[..., :3].copy())


def _write_picture(picture: Image, ending: str, dpi: int) -> bytes:
    buffer = io.BytesIO()
    packed = {"compression": "tiff_lzw"} if ending == "tiff" else {}
    picture.save(buffer, format=ending, dpi=(dpi, dpi), **packed)
    return buffer.getvalue()


@contextmanager
def _on_some_day() -> Iterator[None]:
    """Let the file say another day than this one."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = _SOME_DAY
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


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

"""The texts that stand on a figure once it is drawn, and what lies below them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib import colors
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.text import Text

from analysis.figures.vision import contrast, paint

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

__all__ = ["Ink", "find_texts", "room_of"]

_PIXELS_AROUND = 2.0
# Contrast from which on something below a text disturbs it.
_SEEN = 1.5


class Ink(NamedTuple):
    """One text: its words, its corners in pixels from below left, and the ground it stands on.

    `ground` is the commonest colour below it; `covered` is the share of its place that has
    another one.
    """

    words: str
    box: tuple[float, float, float, float]
    room: tuple[float, float, float, float]
    points: float
    colour: tuple
    ground: tuple
    covered: float


class _Listener(RendererAgg):
    """Draws everything but texts, and remembers where these would stand."""

    def __init__(self, figure: Figure) -> None:
        super().__init__(figure.bbox.width, figure.bbox.height, figure.dpi)
        self.heard: dict[str, list[tuple[float, float]]] = {}

    def draw_text(  # noqa: PLR0913, PLR0917
        self, gc: object, x: float, y: float, s: str, prop: FontProperties, angle: float,
        ismath: bool = False, mtext: Text | None = None,  # noqa: FBT001, FBT002
    ) -> None:  # fmt: skip
        """Remember the words and their place."""
        self.heard.setdefault(s, []).append((x, self.height - y))


def find_texts(figure: Figure) -> list[Ink]:
    """Find the texts that are drawn on a figure, in the order of its artists.

    Parameters
    ----------
    figure : Figure
        Laid out already.

    Returns
    -------
    list of Ink
        One each text with a letter to see.
    """
    listener = _Listener(figure)
    figure.draw(listener)
    # One number a pixel, upside down as the boxes count.
    picture = np.asarray(listener.buffer_rgba())[::-1, :, :3].astype(int) @ (65536, 256, 1)
    found = []
    for text in figure.findobj(Text):
        words = text.get_text()
        if not words.strip() or not text.get_visible():
            continue
        # That of an annotation would hold its arrow as well.
        box = tuple(Text.get_window_extent(text, listener).extents)
        if not any(_is_within(spot, box) for line in words.split("\n")
                   for spot in listener.heard.get(line, ())):  # fmt: skip
            continue
        ground, covered = _look_below(picture, box)
        colour = paint(colors.to_rgba(text.get_color(), text.get_alpha()), ground)
        found.append(
            Ink(words, box, room_of(text, figure), text.get_fontsize(), colour, ground, covered)
        )
    return found


def room_of(artist: Artist, figure: Figure) -> tuple[float, float, float, float]:
    """Return the corners of what an artist is cut off at, in pixels."""
    canvas = figure.bbox.extents
    clip = artist.get_clip_box() if artist.get_clip_on() else None
    room = canvas if clip is None else clip.extents
    low, high = np.maximum(room[:2], canvas[:2]), np.minimum(room[2:], canvas[2:])
    return (*low.tolist(), *high.tolist())


def _is_within(spot: tuple[float, float], box: tuple) -> bool:
    x, y = spot
    around = _PIXELS_AROUND
    return box[0] - around <= x <= box[2] + around and box[1] - around <= y <= box[3] + around


def _look_below(picture: np.ndarray, box: tuple) -> tuple[tuple, float]:
    height, width = picture.shape
    left, right = (int(np.clip(edge, 0, width)) for edge in (np.floor(box[0]), np.ceil(box[2])))
    low, high = (int(np.clip(edge, 0, height)) for edge in (np.floor(box[1]), np.ceil(box[3])))
    pixels = picture[low:high, left:right]
    if not pixels.size:
        return (1.0, 1.0, 1.0), 0.0
    shades, counts = np.unique(pixels, return_counts=True)
    colours = [_split(shade) for shade in shades.tolist()]
    ground = colours[counts.argmax()]
    differs = [contrast(colour, ground) >= _SEEN for colour in colours]
    return ground, float(counts[differs].sum() / counts.sum())


def _split(shade: int) -> tuple[float, float, float]:
    return (shade >> 16) / 255, (shade >> 8 & 255) / 255, (shade & 255) / 255

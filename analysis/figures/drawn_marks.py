"""The marks that stand on a figure once it is drawn, their colours, and how else they differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib import colors
from matplotlib.collections import Collection, LineCollection, PathCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis.figures.drawn_texts import room_of
from analysis.figures.vision import paint

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Mark", "find_marks"]

_NOTHING = ("None", "none", " ", "", None)


class Mark(NamedTuple):
    """One group of marks: its name, the colours it is drawn in, and how else it can be told.

    `boxes` has the corners of each mark in pixels; `room` those of what it is cut off at.
    """

    name: str
    ax: int
    paints: tuple
    ground: tuple
    looks: frozenset[str]
    boxes: np.ndarray
    room: tuple[float, float, float, float]


def find_marks(figure: Figure) -> list[Mark]:
    """Find the groups of marks of a figure: what has a gid, since that names what means something.

    Parameters
    ----------
    figure : Figure
        Laid out already.

    Returns
    -------
    list of Mark
        Panel by panel. A group that holds no mark is left out.
    """
    found = []
    for number, ax in enumerate(figure.axes):
        if not ax.get_visible():
            continue
        ground = paint(ax.get_facecolor(), figure.get_facecolor())
        for artist in (*ax.lines, *ax.collections, *ax.patches):
            boxes = _box_marks(artist, ax)
            if artist.get_gid() is None or not artist.get_visible() or not len(boxes):
                continue
            found += [
                Mark(str(artist.get_gid()), number, paints, ground, looks, boxes,
                     room_of(artist, figure))
                for paints, looks in _describe(artist)
            ]  # fmt: skip
    return found


def _box_marks(artist: Artist, ax: Axes) -> np.ndarray:
    """Return the corners of each mark in pixels."""
    a_point = ax.figure.dpi / 72
    if isinstance(artist, Line2D):
        spots = artist.get_transform().transform(artist.get_xydata())
        reach = artist.get_markersize() / 2 * a_point
        if artist.get_marker() in _NOTHING:
            reach = 0.0
        return _around(spots, reach)
    if isinstance(artist, PathCollection):
        spots = artist.get_offset_transform().transform(artist.get_offsets())
        sizes = np.sqrt(np.resize(artist.get_sizes(), len(spots))) / 2 * a_point
        return _around(spots, sizes[:, None])
    shapes = artist.get_paths() if isinstance(artist, Collection) else [artist.get_path()]
    transform = artist.get_transform()
    boxes = [shape.transformed(transform).get_extents().extents for shape in shapes]
    boxes = np.array(boxes).reshape(-1, 4)
    return boxes[np.isfinite(boxes).all(axis=1)]


def _around(spots: np.ndarray, reach: float | np.ndarray) -> np.ndarray:
    spots = np.asarray(spots, dtype=float).reshape(-1, 2)
    boxes = np.hstack([spots - reach, spots + reach])
    return boxes[np.isfinite(boxes).all(axis=1)]


def _describe(artist: Artist) -> Iterator[tuple[tuple, frozenset[str]]]:
    """Yield the paints of each kind of mark in a group, and what else tells it from others."""
    if isinstance(artist, Line2D):
        yield _describe_line(artist)
    elif isinstance(artist, Patch):
        yield _describe_patch(artist)
    elif isinstance(artist, LineCollection):
        dashes = [str(dash) for dash in artist.get_linestyles()]
        paints = [tuple(colour) for colour in artist.get_edgecolors()]
        for paint_, dash in sorted({*zip(paints, np.resize(dashes, len(paints)), strict=True)}):
            yield (paint_,), frozenset({f"line {dash}"})
    else:
        faces, edges = (
            sorted({tuple(colour) for colour in listed})
            for listed in (artist.get_facecolors(), artist.get_edgecolors())
        )
        shape = [len(path.vertices) for path in artist.get_paths()[:1]]
        looks = {f"hatch {artist.get_hatch()}", f"shape {shape if _is_dots(artist) else 'area'}"}
        for face in faces or [None]:
            yield tuple(filter(None, (face, *edges))), frozenset(looks)


def _describe_line(line: Line2D) -> tuple[tuple, frozenset[str]]:
    alpha = line.get_alpha()
    paints, looks = [colors.to_rgba(line.get_color(), alpha)], set()
    if line.get_linestyle() not in _NOTHING:
        looks.add(f"line {line.get_linestyle()} {line.get_dash_capstyle()}")
    if line.get_marker() not in _NOTHING:
        face = colors.to_rgba(line.get_markerfacecolor(), alpha)
        paints = [colors.to_rgba(line.get_markeredgecolor(), alpha), face]
        filled = np.allclose(face[:3], paints[0][:3])
        looks.add(f"marker {line.get_marker()} {'filled' if filled else 'open'}")
    return tuple(paints), frozenset(looks)


def _describe_patch(patch: Patch) -> tuple[tuple, frozenset[str]]:
    paints = [patch.get_facecolor()] if patch.get_fill() else []
    if patch.get_linewidth() > 0:
        paints.append(patch.get_edgecolor())
    kind = type(patch).__name__
    looks = {f"hatch {patch.get_hatch()}", f"line {patch.get_linestyle()}", f"shape {kind}"}
    return tuple(tuple(colour) for colour in paints), frozenset(looks)


def _is_dots(artist: Artist) -> bool:
    return isinstance(artist, PathCollection)

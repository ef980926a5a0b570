"""A figure on the screen: one that can be clicked where ipympl is there, else a picture."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

from analysis import theme
from analysis.explore.libraries import load_canvases, load_widgets
from analysis.explore.points import find_nearest, find_points
from analysis.explore.turns import in_turn
from analysis.explore.views import Drawn, View, draw
from analysis.figures import current_source
from analysis.figures.rendering import mark_constructed
from analysis.pipeline import Annotations

if TYPE_CHECKING:
    import ipywidgets
    from matplotlib.figure import Figure

__all__ = ["SCREEN_DOTS", "Screen", "draw_apart"]

# So that two columns of a journal fit beside the margins of a notebook.
SCREEN_DOTS = 110


def draw_apart(found: Annotations, view: View, *, dots: int | None = None) -> Drawn:
    """Draw a figure that no cell shows by itself, with the words that its files would have.

    `dots` an inch, where it is drawn for the screen.
    """
    import matplotlib.pyplot as plt

    # Under any backend: a figure that pyplot holds would be shown again below the cell.
    with theme.house(), plt.ioff(), plt.rc_context({"figure.dpi": dots} if dots else {}):
        drawn = draw(found, view)
        figure = drawn.axes[0].get_figure(root=True)
        if current_source().constructed:
            mark_constructed(figure)
        plt.close(figure)
    return drawn


class Screen:
    """Where a figure is shown.

    Parameters
    ----------
    choose : callable
        Takes the place of the table's row that was clicked.
    """

    def __init__(self, choose: Callable[[int], None]) -> None:
        self._widgets = load_widgets()
        self._canvases = load_canvases()
        self._choose = choose
        self.box = self._widgets.VBox()

    @property
    def takes_clicks(self) -> bool:
        """Whether a point can be clicked."""
        return self._canvases is not None

    def show(self, drawn: Drawn, figure: str) -> None:
        """Show a figure in place of the one before."""
        points = find_points(drawn.axes, drawn.table, figure)
        root = drawn.axes[0].get_figure(root=True)
        widget = self._make_canvas(root) if self._canvases else self._make_picture(root)
        if self._canvases:
            root.canvas.mpl_connect("button_press_event", lambda event: self._click(points, event))
        self._replace(widget)

    def clear(self) -> None:
        """Show nothing."""
        self._replace(None)

    def _click(self, points: list, event: object) -> None:
        point = find_nearest(points, event)
        if point is not None:
            self._choose(point.row)

    def _make_canvas(self, figure: Figure) -> ipywidgets.DOMWidget:
        """Make a canvas without a toolbar: what is saved is what is seen, so nobody zooms."""
        with warnings.catch_warnings():
            # The toolbar of ipympl 0.10 hands arguments on in a way that traitlets deprecates.
            warnings.filterwarnings("ignore", "Passing unrecognized arguments", DeprecationWarning)
            canvas = _make_class(self._canvases)(figure)
            self._canvases.FigureManager(canvas, 0)
        canvas.header_visible = canvas.footer_visible = canvas.resizable = False
        canvas.toolbar_visible = False
        return canvas

    def _make_picture(self, figure: Figure) -> ipywidgets.Image:
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        buffer = io.BytesIO()
        with theme.house():
            FigureCanvasAgg(figure).print_png(buffer)
        picture = self._widgets.Image(value=buffer.getvalue(), format="png")
        picture.layout.max_width = "100%"
        return picture

    def _replace(self, widget: ipywidgets.DOMWidget | None) -> None:
        before = self.box.children
        # Each in a box of its own, since a canvas of ipympl 0.10 stays on the page by itself.
        self.box.children = () if widget is None else (self._widgets.Box([widget]),)
        for frame in before:
            for old in (*frame.children, frame):
                old.close()


@cache
def _make_class(canvases: ModuleType) -> type:
    """Make a canvas that hears of the page once it is all there, and draws when nothing else is."""

    class Canvas(canvases.Canvas):
        _handle_message = in_turn(canvases.Canvas._handle_message)

    return Canvas

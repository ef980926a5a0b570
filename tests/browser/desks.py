"""The desk of `12-explore` as it stands in a page, and what it must show there."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from labs import wait_until
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image
from windows import SECONDS, Window

from analysis.explore.evidence import find_evidence
from analysis.explore.points import Point, find_points
from analysis.explore.readings import write_page
from analysis.explore.screens import SCREEN_DOTS, draw_apart
from analysis.explore.views import Drawn, View, find_mark, write_cell
from analysis.pipeline import Annotations
from analysis.schemas import EVIDENCE

if TYPE_CHECKING:
    from playwright.sync_api import Locator

# Of the dots of a picture, how many may differ by what the last digits of a place make of it.
MOST_DIFFERING = 0.002


@dataclass
class Desk:
    """A desk in a window.

    Attributes
    ----------
    window : Window
        Where it is seen.
    output : Locator
        The output that it stands in.
    found : Annotations
        What it was made from, read again in this process.
    patience : float
        Seconds to wait for what has to come.
    """

    window: Window
    output: Locator
    found: Annotations
    patience: float = SECONDS

    def control(self, name: str) -> Locator:
        """Find a list by what stands beside it."""
        label = f'.widget-label:text-is("{name}")'
        return self.output.locator(f".widget-inline-hbox:has(> {label}) select")

    def take(self, name: str, option: str, *, then: str) -> None:
        """Take one of a list that unfolds, and wait for what the cell must then say."""
        self.control(name).select_option(label=option)
        self.wait_for(lambda: then in self.cell, f"the cell to say {then}")

    def list_options(self, name: str) -> list[str]:
        """List what a list that unfolds has."""
        return self.control(name).locator("option").all_inner_texts()

    def press(self, label: str) -> None:
        """Press a button."""
        self.output.get_by_role("button", name=label, exact=True).click()

    def take_countries(self, names: Mapping[str, str]) -> None:
        """Choose these and no others, by clicks as a reader does."""
        first, *others = names
        self._option("countries", first).click()
        for name in others:
            self.mark_also("countries", name)
        then = f"countries={[*names.values()]}"
        self.wait_for(lambda: then in self.cell, f"the cell to say {then}")

    def mark_also(self, name: str, option: str) -> None:
        """Choose one more, or no longer, as Ctrl and a click do."""
        self._option(name, option).click(modifiers=["Control"])

    def click_on(self, point: Point) -> None:
        """Click where a point of the figure stands."""
        x, y = point.ax.transData.transform((point.x, point.y))
        height = point.ax.figure.bbox.height
        # The upper canvas, of two that lie on one another, takes the pointer.
        canvas = self.output.locator("canvas").last
        canvas.scroll_into_view_if_needed()
        canvas.click(position={"x": float(x), "y": float(height - y)})

    @property
    def cell(self) -> str:
        """The shown cell."""
        return self.output.locator("textarea[readonly]").input_value()

    @property
    def page(self) -> Locator:
        """What is read beside the figure."""
        return self.output.locator(".widget-html-content:has(> section, > article)")

    def expect(self, view: View) -> Drawn:
        """Wait until cell, sentences and picture are those of a view; fail with what is not."""
        drawn = draw(self.found, view)
        self.wait_for(lambda: self.cell == write_cell(view), "the cell of the view")
        self.wait_for(lambda: self._shows(_write_page(self.found, view, drawn)), "its sentences")
        self.wait_for(lambda: self._differs_from(drawn) <= MOST_DIFFERING, "its picture")
        return drawn

    def wait_for(self, condition, what: str) -> None:
        """Wait, but no longer once something failed in the kernel that no cell shows."""
        wait_until(
            lambda: bool(self.window.failures) or condition(), seconds=self.patience, what=what
        )
        assert self.window.failures == []

    def _option(self, name: str, option: str) -> Locator:
        return self.control(name).locator(f'option:text-is("{option}")')

    def _shows(self, html: str) -> bool:
        """Tell whether what is read is this, once the browser has made a page of it."""
        return self.output.evaluate(
            """(output, html) => {
                const made = document.createElement('template');
                made.innerHTML = html;
                return [...output.querySelectorAll('.widget-html-content')]
                    .some(shown => shown.innerHTML === made.innerHTML);
            }""",
            html,
        )

    def _differs_from(self, drawn: Drawn) -> float:
        """Tell the share of the dots that differ from those of a figure drawn here."""
        url = self.output.locator("canvas").first.evaluate("canvas => canvas.toDataURL()")
        shown = np.asarray(Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))))
        canvas = FigureCanvasAgg(drawn.axes[0].get_figure(root=True))
        canvas.draw()
        expected = np.asarray(canvas.buffer_rgba())
        if shown.shape != expected.shape:
            return 1.0
        return float((np.abs(shown.astype(int) - expected).max(axis=2) > 8).mean())


def draw(found: Annotations, view: View) -> Drawn:
    """Draw in this process what the desk draws."""
    return draw_apart(found, view, dots=SCREEN_DOTS)


def find_point(drawn: Drawn, view: View) -> Point:
    """Find where the mark of a view stands."""
    FigureCanvasAgg(drawn.axes[0].get_figure(root=True)).draw()
    points = find_points(drawn.axes, drawn.table, view.figure)
    (point,) = (
        point for point in points
        if find_mark(drawn.table.iloc[[point.row]], view.mark) is not None
    )  # fmt: skip
    return point


def days_in(text: str) -> list[str]:
    """List the days of the sentences on a page."""
    return re.findall(r"\| (\d{4}-\d\d-\d\d) \|", text)


def _write_page(found: Annotations, view: View, drawn: Drawn) -> str:
    evidence = EVIDENCE.empty()
    if view.mark:
        row = find_mark(drawn.table, view.mark)
        evidence = find_evidence(drawn.chosen, row, figure=view.figure)
    return write_page(found, evidence, view)

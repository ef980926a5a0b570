"""The desk: choose, see the figure, click a point, read its sentences, take the cell along."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis import figures
from analysis.explore.controls import Controls, row_of, write_copier
from analysis.explore.evidence import find_evidence
from analysis.explore.libraries import load_widgets
from analysis.explore.markup import quote, show_controls
from analysis.explore.pages import list_sentences
from analysis.explore.readings import READINGS, find_subject, name_mark, write_page
from analysis.explore.screens import SCREEN_DOTS, Screen, draw_apart
from analysis.explore.traced import TRACED
from analysis.explore.turns import in_turn
from analysis.explore.views import (
    SENTENCES_A_PAGE,
    Drawn,
    View,
    find_mark,
    name_figure,
    write_cell,
)
from analysis.pipeline import Annotations
from analysis.schemas import EVIDENCE, rows_of

if TYPE_CHECKING:
    import ipywidgets

__all__ = ["desk"]

# A list in which None is taken shows nothing at all.
_NO_MARK = ("none: click a point, or take one here", -1)
_NO_PLACE = ("none", "")
_LONG = {"width": "auto", "max_width": "36em"}
_OF_PLACE = ["surface", "document_id", "evidence_id"]


def desk(found: Annotations, *, corpus: str | None = None) -> ipywidgets.VBox:
    """Show a figure, the sentences behind each of its marks, and the cell that makes both.

    Nothing chosen in a list means all of it. With ipympl a point can be clicked; without it the
    list of marks does the same. The cell below shows in public functions what the desk shows, the
    files of the figure included.

    Parameters
    ----------
    found : Annotations
        As :func:`analysis.pipeline.run` gives them; they are not changed.
    corpus : str, optional
        What `pipeline.run` was told to read, for the cell.

    Returns
    -------
    ipywidgets.VBox
        To be shown as the last line of a cell.

    Raises
    ------
    ModuleNotFoundError
        If ipywidgets is not installed; :func:`choose`, :func:`find_evidence`,
        :func:`show_sentences` and :func:`read` do the same without it.
    """
    return _Desk(found, corpus).box


class _Desk:
    """The controls, and what lies on the desk."""

    def __init__(self, found: Annotations, corpus: str | None) -> None:
        widgets = load_widgets()
        self._found, self._corpus = found, corpus
        self._filling = False
        self._drawn: Drawn | None = None
        self._evidence = EVIDENCE.empty()
        self._view = View()
        self._controls = Controls(widgets, found)
        self._screen = Screen(self._choose_row)
        self._mark = widgets.Dropdown(options=[_NO_MARK], description="mark", layout=_LONG)
        self._place = widgets.Dropdown(options=[_NO_PLACE], description="place", layout=_LONG)
        self._reading = widgets.ToggleButtons(options=READINGS)
        self._back = _make_button(widgets, "Back", lambda: self._turn(-SENTENCES_A_PAGE))
        self._next = _make_button(widgets, "Next", lambda: self._turn(SENTENCES_A_PAGE))
        self._save = _make_button(widgets, "Save the figure", self._save_figure)
        self._message, self._page, self._cell = (widgets.HTML() for _ in range(3))
        self._controls.figure.observe(self._take_figure, names="value")
        for control in self._controls.all:
            control.observe(self._draw_again, names="value")
        self._mark.observe(self._take_mark, names="value")
        for control in (self._place, self._reading):
            control.observe(self._take_reading, names="value")
        buttons = [self._back, self._next, self._save]
        page = widgets.Box([self._page], layout={"max_height": "36em", "overflow": "auto"})
        # Beside the figure where there is room, else below it.
        beside = widgets.VBox([self._mark, self._place, self._reading, row_of(*buttons), page])
        beside.layout = {"flex": "1 1 32em"}
        shown = row_of(self._screen.box, beside)
        self.box = widgets.VBox([self._controls.box, self._message, shown, self._cell])
        self._draw()

    @in_turn
    def _take_figure(self, _: object) -> None:
        with self._fill():
            self._controls.fit()
        self._view = replace(self._view, mark=None)
        self._draw()

    @in_turn
    def _draw_again(self, _: object) -> None:
        if not self._filling:
            self._draw()

    @in_turn
    def _draw(self) -> None:
        """Draw what the controls say, and keep the mark if it is still there."""
        self._view = replace(
            self._view,
            figure=self._controls.figure.value,
            way=self._controls.read_way(),
            choice=self._controls.read_choice(),
            skip=0,
        )
        try:
            self._drawn = draw_apart(self._found, self._view, dots=SCREEN_DOTS)
        except ValueError as error:
            # As when no font has a letter: said where the figure would be.
            self._drawn = None
            self._screen.clear()
            self._tell(str(error))
        else:
            self._screen.show(self._drawn, self._view.figure)
            self._tell("")
        self._list_marks()
        self._read_on()

    def _list_marks(self) -> None:
        """Offer every row that counts anything, drawn or not, since each can be traced."""
        table = self._drawn.table if self._drawn else pd.DataFrame()
        options, chosen = [_NO_MARK], _NO_MARK[1]
        for place, row in enumerate(table.to_dict("records")):
            if row["n_mentions"] or row["n_documents"]:
                options.append((name_mark(row, self._view.figure), place))
                if self._view.mark and find_mark(table.iloc[[place]], self._view.mark) is not None:
                    chosen = place
        with self._fill():
            self._mark.options = options
            self._mark.value = chosen
        self._use_mark(chosen)

    @in_turn
    def _choose_row(self, place: int) -> None:
        """Take the mark that was clicked."""
        self._mark.value = place

    @in_turn
    def _take_mark(self, change: Mapping[str, Any]) -> None:
        if not self._filling:
            self._use_mark(change["new"])
            self._read_on()

    def _use_mark(self, place: int) -> None:
        """Find the evidence of a row of the table, and list its places."""
        mark, self._evidence = None, EVIDENCE.empty()
        if place != _NO_MARK[1] and self._drawn is not None:
            row = self._drawn.table.iloc[place]
            mark = {name: row[name] for name in TRACED[self._view.figure].keys}
            self._evidence = find_evidence(self._drawn.chosen, row, figure=self._view.figure)
        self._view = replace(self._view, mark=mark, skip=0)

    @in_turn
    def _take_reading(self, _: object) -> None:
        if not self._filling:
            self._read_on()

    @in_turn
    def _turn(self, step: int) -> None:
        self._view = replace(self._view, skip=max(self._view.skip + step, 0))
        self._read_on()

    def _list_places(self) -> pd.DataFrame:
        """Offer the places of the sentences on this page, and keep the one that was taken."""
        sentences = list_sentences(self._evidence)
        skip = self._view.skip
        shown = sentences[skip : skip + SENTENCES_A_PAGE]
        rows = pd.concat(shown) if shown else self._evidence
        options = [
            (f"{show_controls(surface)} ({document_id})", evidence_id)
            for surface, document_id, evidence_id in rows_of(rows, _OF_PLACE)
        ]
        before = self._place.value
        with self._fill():
            self._place.options = options or [_NO_PLACE]
            if before in [value for _, value in options]:
                self._place.value = before
        self._back.disabled = skip == 0
        self._next.disabled = skip + SENTENCES_A_PAGE >= len(sentences)
        return rows[rows["evidence_id"] == self._place.value]

    def _read_on(self) -> None:
        """Show what is read beside the figure, and write the cell of it all."""
        reading, place = self._reading.value, self._list_places()
        self._view = replace(self._view, reading=reading, about=find_subject(place, reading))
        self._place.disabled = reading == "sentences"
        self._save.disabled = self._drawn is None
        try:
            self._page.value = write_page(self._found, self._evidence, self._view)
        except (OSError, ValueError) as error:
            self._page.value = quote(error)
        self._cell.value = write_copier(write_cell(self._view, corpus=self._corpus))

    @in_turn
    def _save_figure(self) -> None:
        """Save the figure as the cell does, drawn anew."""
        drawn = draw_apart(self._found, self._view)
        try:
            files = figures.save(drawn.axes, name_figure(self._view), drawn.table)
        except (OSError, ValueError) as error:
            self._tell(f"Not saved. {error}")
        else:
            self._tell(f"Saved as {', '.join(sorted(path.name for path in files.values()))}.")

    def _tell(self, text: str) -> None:
        self._message.value = quote(text)

    @contextmanager
    def _fill(self) -> Iterator[None]:
        """Set controls without anybody having used them."""
        self._filling = True
        try:
            yield
        finally:
            self._filling = False


def _make_button(widgets: Any, label: str, act: Callable[[], None]) -> ipywidgets.Button:
    button = widgets.Button(description=label)
    button.on_click(lambda _: act())
    return button

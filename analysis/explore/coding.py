"""Code by hand in a notebook: one passage at a time, each answer saved as it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.codings.layout import ABOUT, AFTER, BEFORE, NOTE, TARGET, UNIT
from analysis.codings.saving import Sheet, load_sheet, save_coding
from analysis.explore.libraries import load_widgets
from analysis.explore.turns import in_turn

if TYPE_CHECKING:
    import ipywidgets

__all__ = ["code"]

_NOT_CODED = ("not coded", "")
_LEAVE = "Take the answer back. Not coded is not the same as `no`."


def code(folder: Path | str, coder: str) -> ipywidgets.VBox:
    """Show a coder's sheet one passage at a time, and save each answer as it is given.

    The passage stands without outlet, date, headline or score: nothing that could sway. It opens
    at the first unit that lacks an answer. A unit counts as coded once every question has one.

    Parameters
    ----------
    folder : Path or str
        As :func:`analysis.codings.write_sheets` wrote it. Answers go into `sheet-<coder>.csv`.
    coder : str
        Whose sheet.

    Returns
    -------
    ipywidgets.VBox
        To be shown as the last line of a cell. If the sheet cannot be read without doubt, or the
        coder's workbook contradicts it, the box says so in the place of a passage.

    Raises
    ------
    FileNotFoundError
        If the coder has no sheet in the folder.
    ModuleNotFoundError
        If ipywidgets is not installed.

    See Also
    --------
    analysis.codings.read_codings : reads the answers of all coders.
    """
    try:
        return _Desk(folder, coder).box
    except ValueError as error:
        # The rest of the notebook does not hang on this sheet.
        ipywidgets = load_widgets()
        return ipywidgets.VBox([ipywidgets.HTML(f"<p>{escape(_explain(error))}</p>")])


class _Desk:
    """The controls of one coder, and the unit that lies before them."""

    def __init__(self, folder: Path | str, coder: str) -> None:
        ipywidgets = load_widgets()
        self._sheet = load_sheet(folder, coder)
        self._load = partial(load_sheet, folder, coder)
        self._save = partial(save_coding, folder, coder)
        self._place = 0
        self._filling = False
        self._progress = ipywidgets.HTML()
        self._passage = ipywidgets.HTML()
        self._message = ipywidgets.HTML()
        self._answers = _make_answers(self._sheet.variables)
        for name, control in self._answers.items():
            control.observe(partial(self._keep, name), names="value")
        self._back = _make_button("Back", partial(self._go, -1))
        self._next = _make_button("Next", partial(self._go, 1))
        self._next_uncoded = _make_button("Next uncoded", self._go_to_uncoded)
        self.box = ipywidgets.VBox(
            [
                self._progress,
                self._passage,
                *_lay_out(self._sheet.variables, self._answers),
                self._message,
                ipywidgets.HBox([self._back, self._next, self._next_uncoded]),
            ]
        )
        # So that the first uncoded unit is looked for from the first on.
        self._show(self._find_uncoded(after=-1))

    @in_turn
    def _keep(self, name: str, change: dict) -> None:
        """Save an answer; if that fails, show what the sheet says and why it failed."""
        if self._filling:
            return
        unit = self._sheet.rows[UNIT].iloc[self._place]
        try:
            self._sheet = self._save(unit, {name: change["new"]}, version=self._sheet.version)
        except (OSError, ValueError) as error:
            self._show(self._place)
            self._tell(f"Not saved. {_explain(error)}")
        else:
            self._show(self._find(unit))

    @in_turn
    def _go(self, step: int) -> None:
        if self._refresh():
            self._show(self._place + step)

    @in_turn
    def _go_to_uncoded(self) -> None:
        if self._refresh():
            self._show(self._find_uncoded(after=self._place))

    def _refresh(self) -> bool:
        """Read the sheet again, since somebody may have written into it elsewhere."""
        unit = self._sheet.rows[UNIT].iloc[self._place]
        try:
            sheet = self._load()
        except (OSError, ValueError) as error:
            self._tell(_explain(error))
            return False
        if sheet.version != self._sheet.version:
            self._tell("The sheet has another codebook by now. Run this cell again.")
            return False
        self._sheet = sheet
        self._place = self._find(unit)
        return True

    def _find(self, unit: str) -> int:
        units = self._sheet.rows[UNIT].tolist()
        return units.index(unit) if unit in units else 0

    def _find_uncoded(self, *, after: int) -> int:
        """Find the next unit that lacks an answer, from the first again past the last."""
        open_ones = [place for place, done in enumerate(_is_coded(self._sheet)) if not done]
        later = [place for place in open_ones if place > after]
        return (later or open_ones or [max(after, 0)])[0]

    def _show(self, place: int) -> None:
        rows = self._sheet.rows
        self._place = min(max(place, 0), len(rows) - 1)
        row = rows.iloc[self._place]
        n_coded = int(_is_coded(self._sheet).sum())
        self._progress.value = f"{n_coded} of {len(rows)} coded. Unit {self._place + 1}:"
        self._passage.value = _mark(row)
        strange = []
        with self._fill():
            for name, control in self._answers.items():
                value = row[name]
                if name != NOTE and value not in [known for _, known in control.options]:
                    strange.append(f"The sheet says {value!r} for {name}; a choice replaces it.")
                    value = ""
                control.value = value
        self._tell(" ".join(strange) or ("All units are coded." if n_coded == len(rows) else ""))
        self._back.disabled = self._place == 0
        self._next.disabled = self._place == len(rows) - 1
        self._next_uncoded.disabled = n_coded == len(rows)

    @contextmanager
    def _fill(self) -> Iterator[None]:
        """Set the controls to what the sheet says: nobody has answered, nothing is to be saved."""
        self._filling = True
        try:
            yield
        finally:
            self._filling = False

    def _tell(self, text: str) -> None:
        self._message.value = escape(text)


def _make_answers(variables: pd.DataFrame) -> dict[str, ipywidgets.ValueWidget]:
    ipywidgets = load_widgets()
    answers: dict[str, ipywidgets.ValueWidget] = {
        name: ipywidgets.ToggleButtons(
            options=[_NOT_CODED, *((value, value) for value in values["value"])],
            tooltips=[_LEAVE, *values["meaning"]],
            style={"button_width": "auto"},
        )
        for name, values in variables.groupby("variable", sort=False)
    }
    # Saved once the field is left, not at each letter.
    answers[NOTE] = ipywidgets.Textarea(placeholder="optional", continuous_update=False)
    return answers


def _lay_out(
    variables: pd.DataFrame, answers: dict[str, ipywidgets.ValueWidget]
) -> list[ipywidgets.Widget]:
    ipywidgets = load_widgets()
    laid: list[ipywidgets.Widget] = []
    for name, values in variables.groupby("variable", sort=False):
        laid += [ipywidgets.HTML(_ask(name, values)), answers[name]]
    return [*laid, ipywidgets.HTML("<b>note</b>"), answers[NOTE]]


def _ask(name: str, values: pd.DataFrame) -> str:
    """Write a question, with the meanings to unfold: not every screen shows a tooltip."""
    meanings = "".join(
        f"<li><b>{escape(value)}</b> {escape(meaning)}</li>"
        for value, meaning in zip(values["value"], values["meaning"], strict=True)
    )
    return (
        f"<b>{escape(name)}</b> {escape(values['question'].iloc[0])}"
        f"<details><summary>What the values mean</summary><ul>{meanings}</ul></details>"
    )


def _make_button(label: str, act: Callable[[], None]) -> ipywidgets.Button:
    button = load_widgets().Button(description=label)
    button.on_click(lambda _: act())
    return button


def _mark(row: pd.Series) -> str:
    before, target, after = (escape(row[name]) for name in (BEFORE, TARGET, AFTER))
    # Sheets of an earlier version lack it.
    about = f"<p>The marked target: {escape(row[ABOUT])}</p>" if ABOUT in row else ""
    return (
        f"{about}"
        '<div style="white-space: pre-wrap; line-height: 1.5; max-width: 45em">'
        f"{before}<mark><b>{target}</b></mark>{after}</div>"
    )


def _is_coded(sheet: Sheet) -> pd.Series:
    """Tell of each unit whether every question has one of its answers."""
    known = sheet.variables.groupby("variable", sort=False)["value"].agg(set)
    answered = {name: sheet.rows[name].isin(values) for name, values in known.items()}
    return pd.DataFrame(answered, index=sheet.rows.index).all(axis=1)


def _explain(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return f"{error}. Close the sheet if a spreadsheet holds it open."
    return str(error)

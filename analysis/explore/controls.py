"""The controls of the desk, and the choice that they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from types import ModuleType
from typing import TYPE_CHECKING

import pandas as pd

from analysis.explore.choices import Choice, scorer_of
from analysis.explore.libraries import load_widgets
from analysis.explore.markup import show_controls
from analysis.explore.traced import TRACED
from analysis.pipeline import Annotations
from analysis.tables.labels import label_country, label_frame

if TYPE_CHECKING:
    import ipywidgets

__all__ = ["Controls", "row_of", "write_copier"]

_ROWS = 6
# A list in which None is taken shows nothing at all.
_VOICES = (("all voices", ""), ("the outlet's own", "outlet"), ("quoted", "quoted"))
_LISTS = ("countries", "speaker_countries", "speakers", "frames", "outlets")
_NAMES = {"speaker_countries": "speakers of"}
_HELP = "Nothing chosen in a list: all of it. Ctrl and a click: one more, or no longer."
# The page's own click, since a kernel may not write into a clipboard. It reads what stands in the
# field beside it and nothing else; where the browser refuses, the cell is selected for Ctrl+C.
_COPY = (
    "const field = this.parentNode.querySelector('textarea'); field.focus(); field.select(); "
    "const done = () => { this.textContent = 'Copied'; }; "
    "const otherwise = () => { if (document.execCommand('copy')) done(); }; "
    "if (navigator.clipboard) navigator.clipboard.writeText(field.value).then(done, otherwise); "
    "else otherwise();"
)


class Controls:
    """Every control of the choice, with what the corpus has to choose from."""

    def __init__(self, widgets: ModuleType, found: Annotations) -> None:
        self.figure = widgets.Dropdown(
            options=[(name.replace("_", " "), name) for name in TRACED], description="figure"
        )
        self.way = widgets.Dropdown(description="as")
        self.lists = {
            name: widgets.SelectMultiple(
                options=options, rows=_ROWS, description=_NAMES.get(name, name), tooltip=_HELP
            )
            for name, options in _list_options(found).items()
        }
        self.voice = widgets.Dropdown(options=_VOICES, description="voice")
        months = _list_months(found.documents["published_on"])
        self.months = widgets.SelectionRangeSlider(
            options=months or [("no dates", None)],
            index=(0, max(len(months) - 1, 0)),
            description="months",
            disabled=not months,
            continuous_update=False,
            layout={"width": "36em"},
        )
        scorers = found.scores["scorer"].unique().tolist()
        self.scorer = widgets.Dropdown(
            options=scorers or [("none", "")],
            value=scorer_of(found, Choice()) or "",
            description="scorer",
        )
        self.fit()
        self.box = widgets.VBox(
            [
                row_of(self.figure, self.way, self.scorer),
                row_of(self.lists["countries"], self.lists["outlets"], self.lists["frames"]),
                row_of(self.voice, self.lists["speaker_countries"], self.lists["speakers"]),
                self.months,
                widgets.Label(_HELP),
            ]
        )

    @property
    def all(self) -> list[ipywidgets.ValueWidget]:
        """The controls that change what is drawn, the figure's own apart."""
        return [*self.lists.values(), self.voice, self.months, self.scorer, self.way]

    def fit(self) -> None:
        """Offer the ways of the figure, and name the frames' control by what it does to it."""
        traced = TRACED[self.figure.value]
        self.way.options = [
            (", ".join(way.values()) or "it is", place) for place, way in enumerate(traced.ways)
        ]
        self.way.value = 0
        self.way.disabled = len(traced.ways) == 1
        shares = "frames" in traced.tables
        self.lists["frames"].description = "frames" if shares else "framed as"
        self.lists["frames"].disabled = "quotations" in traced.tables

    def read_way(self) -> Mapping[str, str]:
        """Read how the figure is to be made."""
        return TRACED[self.figure.value].ways[self.way.value]

    def read_choice(self) -> Choice:
        """Read the choice that the controls stand for."""
        chosen = {name: control.value for name, control in self.lists.items() if control.value}
        if "frames" in chosen and "frames" not in TRACED[self.figure.value].tables:
            chosen["framed"] = chosen.pop("frames")
        if self.lists["frames"].disabled:
            chosen.pop("framed", None)
        first, last = self.months.index
        whole = (first, last) == (0, len(self.months.options) - 1)
        if not (whole or self.months.disabled):
            chosen["since"], chosen["until"] = self.months.value
        return Choice(voice=self.voice.value or None, scorer=self.scorer.value or None, **chosen)


def row_of(*shown: ipywidgets.Widget) -> ipywidgets.Box:
    """Lay controls side by side, on as many lines as a narrow page needs."""
    return load_widgets().Box(shown, layout={"flex_flow": "row wrap"})


def write_copier(cell: str) -> str:
    """Write a cell as a field to select, with a button that copies it."""
    rows = cell.count("\n") + 2
    return (
        '<div><textarea readonly spellcheck="false" '
        'style="width: 100%; box-sizing: border-box; font-family: monospace" '
        f'rows="{rows}">\n{escape(cell)}</textarea><br>'
        f'<button type="button" onclick="{escape(_COPY)}">Copy the cell</button></div>'
    )


def _list_options(found: Annotations) -> dict[str, list[tuple[str, str]]]:
    """List what can be chosen, by name."""
    named = {
        "countries": (found.mentions["country"], label_country),
        "speaker_countries": (found.quotations["speaker_country"], label_country),
        "speakers": (found.quotations["speaker"], str),
        "frames": (found.frames["frame"], label_frame),
        "outlets": (found.documents["outlet"], str),
    }
    return {name: _name_each(*named[name]) for name in _LISTS}


def _name_each(values: pd.Series, name: object) -> list[tuple[str, str]]:
    return _number_twins((show_controls(name(value)), value) for value in set(values.dropna()))


def _number_twins(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Sort by name, and tell apart what would be shown alike."""
    seen: dict[str, int] = {}
    told = []
    for label, value in sorted(pairs):
        seen[label] = seen.get(label, 0) + 1
        told.append((label if seen[label] == 1 else f"{label} ({seen[label]})", value))
    return told


def _list_months(days: pd.Series) -> list[tuple[str, str]]:
    days = days.dropna()
    if days.empty:
        return []
    months = pd.period_range(days.min(), days.max(), freq="M")
    return [(month.strftime("%b %Y"), str(month)) for month in months]

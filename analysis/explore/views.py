"""What is looked at: a figure of what was chosen, and what is read beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import pandas as pd

from analysis import plots, tables
from analysis.explore.choices import Choice, choose
from analysis.explore.traced import TRACED, find_traced
from analysis.pipeline import Annotations

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["SENTENCES_A_PAGE", "Drawn", "View", "draw", "find_mark", "name_figure", "write_cell"]

SENTENCES_A_PAGE = 10
_NUMBER = "12"
_WIDTH = 88
_IMPORTS = "from analysis import explore, figures, pipeline, plots, tables, theme"


@dataclass(frozen=True)
class View:
    """What is looked at.

    Attributes
    ----------
    figure : str
        A noun of :mod:`analysis.tables`, one of those that can be traced.
    choice : Choice
        What it is made of.
    way : mapping
        Options of the table's function.
    mark : mapping, optional
        The key of one row of the table.
    reading : str
        What is read beside the figure: the "sentences" of the mark, the "reasons" of one score or
        one "article".
    about : str
        The `target_id` of the reasons, or the `document_id` of the article.
    skip : int
        Sentences to pass over.
    """

    figure: str = next(iter(TRACED))
    choice: Choice = field(default_factory=Choice)
    way: Mapping[str, str] = field(default_factory=dict)
    mark: Mapping[str, Any] | None = None
    reading: Literal["sentences", "reasons", "article"] = "sentences"
    about: str | None = None
    skip: int = 0


class Drawn(NamedTuple):
    """What a figure was made from, its table, and the panels that it was drawn on."""

    chosen: Annotations
    table: pd.DataFrame
    axes: list[Axes]


def draw(found: Annotations, view: View) -> Drawn:
    """Choose, make the table and draw it, as the cell of :func:`write_cell` does.

    The figure is pyplot's newest. Call it within :func:`analysis.theme.house`.
    """
    traced = find_traced(view.figure)
    chosen = choose(found, view.choice)
    arguments = [getattr(chosen, name) for name in traced.tables]
    table = getattr(tables, traced.through or view.figure)(*arguments, **view.way)
    if traced.through:
        table = getattr(tables, view.figure)(table)
    axes = getattr(plots, view.figure)(table)
    return Drawn(chosen, table, axes if isinstance(axes, list) else [axes])


def find_mark(table: pd.DataFrame, mark: Mapping[str, Any]) -> pd.Series | None:
    """Find the row of a table with this key; None if it is gone."""
    same = pd.Series(data=True, index=table.index)
    for name, value in mark.items():
        same &= table[name].isna() if pd.isna(value) else table[name] == value
    return table[same].iloc[0] if same.any() else None


def name_figure(view: View) -> str:
    """Name the files of a figure, so that its caption is found."""
    noun = view.figure
    if "by" in view.way:
        frames = "issues" if view.way["family"] == "issue" else "frames"
        noun = f"{frames}_by_{view.way['by']}"
    return f"{_NUMBER}-{noun}".replace("_", "-")


def write_cell(view: View, *, corpus: str | None = None) -> str:
    """Write the plain cell that shows the same: choice, table, figure, files, and what is read.

    Parameters
    ----------
    view : View
        What is looked at.
    corpus : str, optional
        What :func:`analysis.pipeline.run` is to read; what it reads by itself if absent.

    Returns
    -------
    str
        Python that leans on nothing but public functions.

    Examples
    --------
    >>> print(write_cell(View(choice=Choice(countries=["JPN"], scorer="vader"))))
    from analysis import explore, figures, pipeline, plots, tables, theme
    <BLANKLINE>
    found = pipeline.run()
    chosen = explore.choose(found, explore.Choice(countries=['JPN'], scorer='vader'))
    table = tables.sentiment_by_country(chosen.documents, chosen.mentions, chosen.scores)
    with theme.house():
        ax = plots.sentiment_by_country(table)
    figures.save(ax, '12-sentiment-by-country', table)['png'].name
    """
    traced = find_traced(view.figure)
    arguments = [f"chosen.{name}" for name in traced.tables]
    arguments += [f"{name}={value!r}" for name, value in view.way.items()]
    made = _call(f"tables.{traced.through or view.figure}", arguments)
    lines = [
        _IMPORTS,
        "",
        f"found = pipeline.run({'' if corpus is None else repr(str(corpus))})",
        f"chosen = {_write_choice(view.choice)}",
        f"table = {made}",
    ]
    if traced.through:
        lines.append(f"table = tables.{view.figure}(table)")
    lines += [
        "with theme.house():",
        f"    ax = plots.{view.figure}(table)",
        f"figures.save(ax, {name_figure(view)!r}, table)['png'].name",
        *_write_reading(view),
    ]
    return "\n".join(lines)


def _write_choice(choice: Choice) -> str:
    chosen = []
    for part in fields(choice):
        value = getattr(choice, part.name)
        if value not in (None, (), []):
            value = value if isinstance(value, str) else list(value)
            chosen.append(f"{part.name}={value!r}")
    if not chosen:
        return "explore.choose(found)"
    line = f"explore.choose(found, explore.Choice({', '.join(chosen)}))"
    if len(line) <= _WIDTH:
        return line
    return "\n".join(
        ["explore.choose(", "    found,", "    explore.Choice(",
         *(f"        {one}," for one in chosen), "    ),", ")"]
    )  # fmt: skip


def _write_reading(view: View) -> list[str]:
    scorer = f", scorer={view.choice.scorer!r}" if view.choice.scorer else ""
    if view.reading == "article":
        return [f"explore.read(found, {view.about!r}{scorer})"] if view.about else []
    if view.reading == "reasons":
        return [f"explore.show_reasons(found, {view.about!r}{scorer})"] if view.about else []
    if view.mark is None:
        return []
    same = [
        f"table[{name!r}].isna()" if pd.isna(value) else f"(table[{name!r}] == {value!r})"
        for name, value in view.mark.items()
    ]
    skip = f", skip={view.skip}" if view.skip else ""
    return [
        f"mark = table[{' & '.join(same)}].iloc[0]",
        f"evidence = explore.find_evidence(chosen, mark, figure={view.figure!r})",
        f"explore.show_sentences(found, evidence, most={SENTENCES_A_PAGE}{skip})",
    ]


def _call(function: str, arguments: list[str]) -> str:
    line = f"{function}({', '.join(arguments)})"
    if len(line) <= _WIDTH:
        return line
    return "\n".join([f"{function}(", f"    {', '.join(arguments)}", ")"])

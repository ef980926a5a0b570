"""Time in the plots: points by month, quarter or year, their counts, and dated events."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.plots.placing import Stack, merge_close
from analysis.schemas import check
from analysis.theme import (
    GUIDE,
    MUTED,
    ONE_COLUMN,
    SMALLEST_FONT,
    TWO_COLUMNS,
    Series,
    width_of,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "break_lines",
    "draw_events",
    "draw_periods",
    "event_key",
    "events_within",
    "label_periods",
]

MOST_EVENTS = 20

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_INCHES_A_TAG = 0.13
# What a panel has of its share of the figure, beside its labels.
_PART_OF_FIGURE = 0.6
# About as wide as a letter of 7 points.
_INCHES_A_LETTER = 0.056
_LEVELS = 5


def draw_periods(
    ax: Axes, rows: pd.DataFrame, name: str, *, look: Series, shift: float = 0.0
) -> None:
    """Draw one point and its interval in the middle of each period, joined by a line.

    The line breaks where a period has no estimate. `shift`, in parts of a period, sets series
    beside one another.
    """
    middles = _middle_of(rows) + shift * _width_of(rows)
    full = rows["estimate"].notna().to_numpy()
    ax.vlines(
        middles[full],
        rows.loc[full, "low"],
        rows.loc[full, "high"],
        colors=look.color,
        linewidth=0.9,
        gid=name.replace(name.split("-")[0], "interval", 1),
    )
    ax.plot(
        middles,
        rows["estimate"],
        color=look.color,
        linestyle=look.line,
        marker=look.marker,
        markerfacecolor=look.fill,
        markersize=3.6,
        linewidth=1.0,
        gid=name,
    )


def label_periods(ax: Axes, rows: pd.DataFrame, *, most: int, named: bool = True) -> None:
    """Write under each period its count of documents and, if `named`, what it is called.

    Of more than `most` periods only every second, third ... is labelled, of fewer already in a
    form whose columns are narrow; the points are all there, and the table has every count.
    """
    if ax.figure.get_figwidth() > 1.1 * width_of(ONE_COLUMN):
        most = max(2, int(most * min(1.0, width_of(TWO_COLUMNS) / TWO_COLUMNS)))
    step = max(1, math.ceil(len(rows) / most))
    labelled = rows.iloc[::step]
    lines = [str(n) for n in labelled["n_used"]]
    if named:
        names = _name_periods(labelled["period"].tolist(), each_year=step > 1)
        lines = [f"{n}\n{name}" for n, name in zip(lines, names, strict=True)]
    ax.set_xticks(_middle_of(labelled), lines, parse_math=False)
    starts, ends = _days(rows["starts_on"]), _days(rows["ends_on"])
    ax.set_xlim(starts[0], ends[-1] + 1)
    ax.annotate(
        "n",
        (0, 0),
        xycoords="axes fraction",
        # Where periods are narrow, the first name reaches beyond the panel.
        xytext=(-4 if step == 1 else -13, -4.5),
        textcoords="offset points",
        ha="right",
        va="top",
        fontsize=SMALLEST_FONT,
        color=MUTED,
    )


def events_within(events: pd.DataFrame | None, table: pd.DataFrame) -> pd.DataFrame:
    """Select the events that fall into the periods of a table, by date."""
    if events is None or table.empty:
        return schemas.EVENTS.empty()
    check(events, schemas.EVENTS)
    after = events["occurred_on"] >= table["starts_on"].min()
    within = events[after & (events["occurred_on"] <= table["ends_on"].max())]
    return within.sort_values(["occurred_on", "event"])


def draw_events(
    ax: Axes, events: pd.DataFrame, *, tagged: bool, lift: float, name: str = "events"
) -> None:
    """Draw a dotted line at each event and, if `tagged`, its number in :func:`event_key`.

    The numbers stand `lift` points above the panel, on several levels where they are close, and
    as "3-7" where they are too many for that.
    """
    if events.empty:
        return
    days = _days(events["occurred_on"])
    ax.vlines(
        days,
        0,
        1,
        transform=ax.get_xaxis_transform(),
        colors=GUIDE,
        linestyles=(0, (1, 1.5)),
        linewidth=0.9,
        zorder=0.4,
        gid=name,
    )
    if not tagged or len(events) > MOST_EVENTS:
        return
    order = np.argsort(days, kind="stable")
    spot = ax.get_subplotspec()
    columns = 1 if spot is None else spot.get_gridspec().ncols
    first, last = ax.get_xlim()
    least = _INCHES_A_TAG * (last - first) / (_PART_OF_FIGURE * ax.figure.get_figwidth() / columns)
    groups = merge_close(days[order], least, most=_LEVELS)
    numbers = [[int(order[place]) + 1 for place in group] for group in groups]
    labels = [_say_numbers(group) for group in numbers]
    middles = [float(np.mean(days[order][group])) for group in groups]
    stack = Stack(ax, middles, labels, lift=lift)
    for place, (label, group) in enumerate(zip(labels, numbers, strict=True)):
        ax.annotate(
            label,
            (middles[place], 1),
            xycoords=ax.get_xaxis_transform(),
            xytext=(0, 0),
            textcoords=stack.of(place),
            ha="center",
            va="bottom",
            fontsize=SMALLEST_FONT,
            color=MUTED,
            gid=f"{name}-{group[0]}",
        )


def _say_numbers(numbers: list[int]) -> str:
    if len(numbers) < 3 or numbers != list(range(numbers[0], numbers[-1] + 1)):
        return ",".join(map(str, numbers))
    return f"{numbers[0]}\u2013{numbers[-1]}"


def event_key(events: pd.DataFrame, *, width: float) -> str:
    """Say which number is which event, in lines that fit a width in inches in the form in use."""
    if events.empty:
        return ""
    if len(events) > MOST_EVENTS:
        return f"Dotted lines: {len(events)} dated events."
    entries = [
        f"{number} {label}".replace(" ", "\u00a0")
        for number, label in enumerate(events["label"], start=1)
    ]
    # Broken between entries only.
    letters = int(width_of(width) / _INCHES_A_LETTER)
    lines = textwrap.wrap("; ".join(entries), letters, break_on_hyphens=False)
    return "\n".join(lines)


def break_lines(ax: Axes, text: str) -> str:
    """Break the lines of a note below a panel so that they fit the width of its figure."""
    width = int(ax.figure.get_figwidth() / _INCHES_A_LETTER)
    return "\n".join(textwrap.fill(line, width) for line in text.split("\n"))


def _days(days: pd.Series) -> np.ndarray:
    return days.to_numpy().astype("datetime64[D]").astype("float64")


def _middle_of(rows: pd.DataFrame) -> np.ndarray:
    return (_days(rows["starts_on"]) + _days(rows["ends_on"]) + 1) / 2


def _width_of(rows: pd.DataFrame) -> np.ndarray:
    return _days(rows["ends_on"]) + 1 - _days(rows["starts_on"])


def _name_periods(periods: list[str], *, each_year: bool) -> list[str]:
    """Write a month or quarter above its year, and the year only where it begins."""
    names = []
    before = ""
    for period in periods:
        year, month, quarter = period[:4], period[5:7], period[5:]
        part = _MONTHS[int(month) - 1] if month.isdigit() else quarter
        named = not part or year != before or (each_year and not month.isdigit())
        names.append("\n".join(filter(None, (part, year if named else ""))))
        before = year
    return names

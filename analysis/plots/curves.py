"""Smooth curves over time, a panel for each series, with their change points."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.plots.marks import limit_both_sides, limit_share, say_too_small, shown
from analysis.plots.panels import (
    check_panels,
    height_of_names,
    is_bottom,
    is_first_column,
    is_first_row,
    name_panel,
)
from analysis.plots.periods import draw_events, event_key, events_within
from analysis.schemas import check
from analysis.theme import FAINT, GUIDE, INK, MUTED, TWO_COLUMNS, new_panels

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["smoothed_over_time"]

_COLUMNS = {1: 1, 2: 2, 4: 2}
_MOST_COLUMNS = 3
_BAND = "#cfcfcf"
_STEPS = (1, 2, 3, 6, 12)
_MOST_MONTHS = 5
# A name is cut before its count would be.
_LONGEST_NAME = 46
_SCALES = {
    "sentiment": "Mean sentiment\n(−1 hostile, +1 friendly)",
    "share": "Share of documents\n(0 to 1)",
}


def smoothed_over_time(
    table: pd.DataFrame,
    *,
    points: pd.DataFrame | None = None,
    events: pd.DataFrame | None = None,
    axes: Sequence[Axes] | None = None,
) -> list[Axes]:
    """Draw a smooth curve with its band for each series, and where its level changed.

    Parameters
    ----------
    table : DataFrame, one row per series and day
        As :func:`analysis.tables.smoothed_over_time` returns it. The series with `drawn` get a
        panel each; all panels have the same scales.
    points : DataFrame, one row per series and change, optional
        As :func:`analysis.tables.change_points` returns it: a sure change is a solid upright
        line, the interval of its day a bar at the foot of the panel.
    events : DataFrame, one row per event, optional
        As :data:`analysis.schemas.EVENTS`; dotted lines.
    axes : sequence of Axes, optional
        One panel for each series at least; a figure of two journal columns if absent.

    Returns
    -------
    list of Axes
        Those drawn on. Curves have the gid "curve-" and the series, bands "band-", changes
        "change-" and the intervals of their days "day-".

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    ValueError
        If there are too few panels, or the series are on different scales.
    """
    check(table, schemas.SMOOTHED_OVER_TIME)
    if points is not None:
        check(points, schemas.CHANGE_POINTS)
    if len(table["measure"].drop_duplicates()) > 1:
        msg = "`table` must hold one measure; draw sentiment and shares in figures of their own."
        raise ValueError(msg)
    rows = shown(table)
    names = rows["series"].drop_duplicates().tolist()
    events = events_within(events, table.assign(starts_on=table["day"], ends_on=table["day"]))
    key = ""
    if axes is None:
        columns = _COLUMNS.get(max(1, len(names)), _MOST_COLUMNS)
        n_rows = max(1, math.ceil(len(names) / columns))
        key = event_key(events, width=TWO_COLUMNS) if names else ""
        height = 0.97 + 1.6 * n_rows + 0.12 * (key.count("\n") + bool(key))
        axes = new_panels(n_rows, columns, height=height)
    axes = check_panels(axes, max(1, len(names)))
    measure = table["measure"].iloc[0] if len(table) else "sentiment"
    for ax in axes:
        ax.set(xlabel="Day of publication\nn: documents with evidence", ylabel=_SCALES[measure])
    if not names:
        say_too_small(axes[0], table, without="dated documents")
        return axes
    titles = {name: _name_series(rows[rows["series"] == name].iloc[0]) for name in names}
    lift = height_of_names(list(titles.values()))
    for place, (ax, name) in enumerate(zip(axes, names, strict=True)):
        panel = rows[rows["series"] == name]
        _draw_curve(ax, panel, name)
        if measure == "sentiment":
            limit_both_sides(ax, rows, axis="y")
        else:
            limit_share(ax, rows, axis="y")
        _draw_points(ax, points, name)
        _label_days(ax, rows)
        name_panel(ax, titles[name], name=name)
        draw_events(ax, events, tagged=is_first_row(ax), lift=lift, name=f"events-{place}")
        if not is_first_column(ax):
            ax.set_ylabel("")
        if not is_bottom(axes, place):
            ax.set_xlabel("")
    if key:
        axes[0].figure.supxlabel(key, x=0.01, ha="left", fontsize=7, parse_math=False)
    return axes


def _name_series(row: pd.Series) -> str:
    label = row["label"]
    label = label if len(label) <= _LONGEST_NAME else f"{label[: _LONGEST_NAME - 1].rstrip()}…"
    return f"{label}, n = {row['n_series']}"


def _draw_curve(ax: Axes, panel: pd.DataFrame, name: str) -> None:
    days = _days(panel["day"])
    # Its edge can be seen where grey on white is too faint.
    ax.fill_between(days, panel["low"], panel["high"], facecolor=_BAND, edgecolor=GUIDE,
                    linewidth=0.4, zorder=0.3, gid=f"band-{name}")  # fmt: skip
    ax.plot(days, panel["estimate"], color=INK, linewidth=1.1, gid=f"curve-{name}")


def _draw_points(ax: Axes, points: pd.DataFrame | None, name: str) -> None:
    if points is None:
        return
    sure = points[(points["series"] == name) & points["changed_on"].notna()]
    if sure.empty:
        return
    bottom, top = ax.get_ylim()
    ax.vlines(
        _days(sure["changed_on"]), 0, 1, transform=ax.get_xaxis_transform(), colors=INK,
        linewidth=0.9, zorder=0.5, gid=f"change-{name}",
    )  # fmt: skip
    # Square ends, so that an interval of one day is seen.
    ax.hlines(
        np.full(len(sure), bottom + 0.04 * (top - bottom)),
        _days(sure["earliest"]),
        _days(sure["latest"]),
        colors=INK,
        linewidth=2.4,
        capstyle="projecting",
        gid=f"day-{name}",
    )


def _label_days(ax: Axes, rows: pd.DataFrame) -> None:
    days = _days(rows["day"])
    months = pd.date_range(rows["day"].min(), rows["day"].max(), freq="MS")
    step = next((step for step in _STEPS if len(months) <= _MOST_MONTHS * step), _STEPS[-1])
    named = [month for month in months if (month.month - 1) % step == 0]
    named = (named or [rows["day"].min()])[:: 1 + len(named) // (2 * _MOST_MONTHS)]
    ax.set_xticks(_days(pd.Series(named)), [f"{month:%b}\n{month:%Y}" for month in named])
    ax.set_xlim(days.min(), max(days.max(), days.min() + 1))
    ax.grid(visible=False)
    ax.tick_params(axis="x", colors=MUTED)
    ax.set_facecolor("white")
    ax.spines[["top", "right"]].set_visible(False)
    ax.yaxis.grid(visible=True, color=FAINT, linewidth=0.4)


def _days(days: pd.Series) -> np.ndarray:
    return days.to_numpy().astype("datetime64[D]").astype("float64")

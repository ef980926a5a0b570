"""Who took an image up and when: every document of every outlet in its place in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.plots.marks import (
    draw_counts,
    draw_legend,
    height_of_rows,
    label_rows,
    say_too_small,
    shown,
)
from analysis.plots.periods import break_lines, draw_events, event_key, events_within
from analysis.schemas import check
from analysis.theme import GUIDE, INK, TWO_COLUMNS, new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["frame_adoption"]

_LABEL_WIDTH = 34
_MARGIN = 0.02
_MOST_TICKS = 9


def frame_adoption(
    table: pd.DataFrame, *, events: pd.DataFrame | None = None, ax: Axes | None = None
) -> Axes:
    """Draw when each outlet used an image, among all documents that it published.

    Parameters
    ----------
    table : DataFrame, one row per outlet
        As :func:`analysis.tables.frame_adoption` returns it; the rows with `drawn` from the top
        down, so that those that never used the image stand at the bottom.
    events : DataFrame, one row per event, optional
        As :data:`analysis.schemas.EVENTS`; numbered dotted lines, with a key below the figure
        if it is one of its own.
    ax : Axes, optional
        Where to draw; a figure of two journal columns if absent.

    Returns
    -------
    Axes
        The same. Documents have the gid "adoption-document", those that hold the image
        "adoption-use", the first of each outlet "adoption-first"; an outlet's documents of one
        day are one mark. At the right stand the documents before the first use, those that hold
        the image, and all. The line "never" divides off the outlets that never used it.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    """
    check(table, schemas.FRAME_ADOPTION)
    rows = shown(table)
    labels = rows["label"].tolist()
    published = _place_days(rows["published_on"])
    events = events_within(events, _span_of(published))
    key = ""
    if ax is None:
        key = event_key(events, width=TWO_COLUMNS)
        height = 1.25 + height_of_rows(labels, each=0.18, width=_LABEL_WIDTH)
        ax = new_axes(height + 0.12 * (key.count("\n") + bool(key)), width=TWO_COLUMNS)
    ax.set(xlabel="Day of publication", ylabel="Outlet")
    if rows.empty:
        unit = "dated documents"
        return say_too_small(ax, table, without=f"{unit} of a known outlet", unit=unit)
    firsts = rows["first_on"].dropna()
    _draw_marks(ax, published, "document", marker="|", color=GUIDE, markersize=6)
    uses = _place_days(rows["used_on"])
    _draw_marks(ax, uses, "use", marker="o", color=INK, markerfacecolor="white", markersize=4.6)
    first = (_to_days(firsts), np.arange(len(firsts)))
    _draw_marks(ax, first, "first", marker="D", color=INK, markersize=5.4)
    label_rows(ax, labels, width=_LABEL_WIDTH)
    if 0 < len(firsts) < len(rows):
        ax.axhline(len(firsts) - 0.5, color=GUIDE, linewidth=0.8, linestyle="--", gid="never")
    _limit_days(ax, published[0])
    never = rows["first_on"].isna().tolist()
    before = ["never" if one else n for one, n in zip(never, rows["n_before"], strict=True)]
    draw_counts(ax, before, name="n-before", head="before", reach=30)
    draw_counts(ax, rows["n_holding"].tolist(), name="n-with", head="with", reach=54)
    draw_counts(ax, rows["n_documents"].tolist(), name="n", head="n", reach=76)
    names = ["document", f"document with '{rows['image'].iloc[0]}'", "the first of the outlet"]
    lift = 3 + draw_legend(ax, "adoption-", names)
    draw_events(ax, events, tagged=True, lift=lift)
    note = "before: documents before the first use; with: documents that hold it; n: all documents"
    ax.set_xlabel(f"Day of publication\n{break_lines(ax, note)}")
    if key:
        ax.figure.supxlabel(key, x=0.01, ha="left", fontsize=7, parse_math=False)
    return ax


def _draw_marks(ax: Axes, places: tuple[np.ndarray, np.ndarray], name: str, **look: object) -> None:
    ax.plot(*places, linestyle="none", gid=f"adoption-{name}", **look)


def _place_days(days: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Return the days of all rows on the axis of time, and the row of each."""
    counts = [len(own) for own in days]
    flat = [day for own in days for day in own]
    return _to_days(pd.Series(flat, dtype="str")), np.repeat(np.arange(len(counts)), counts)


def _to_days(days: pd.Series) -> np.ndarray:
    return pd.to_datetime(days).to_numpy().astype("datetime64[D]").astype("float64")


def _span_of(published: tuple[np.ndarray, np.ndarray]) -> pd.DataFrame:
    """Return the first and last day as a table of one period; none without days."""
    days = published[0].astype("int64").astype("datetime64[D]").astype("datetime64[us]")
    ends = {"starts_on": [days.min()], "ends_on": [days.max()]} if len(days) else {}
    return pd.DataFrame(ends)


def _limit_days(ax: Axes, days: np.ndarray) -> None:
    from matplotlib.dates import AutoDateLocator, DateFormatter

    room = max(1.0, _MARGIN * (days.max() - days.min()))
    ax.set_xlim(days.min() - room, days.max() + room)
    ax.xaxis.set_major_locator(AutoDateLocator(minticks=3, maxticks=_MOST_TICKS))
    long = days.max() - days.min() > 62
    ax.xaxis.set_major_formatter(DateFormatter("%b\n%Y" if long else "%d %b\n%Y"))

"""Did a series change, when, and was it the event."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import changes, schemas
from analysis.intervals import (
    LEVEL,
    MINIMUM_N,
    adjust_p_values,
    estimate_difference,
    p_value_of_difference,
)
from analysis.schemas import check
from analysis.tables.estimates import choose_rows, finish
from analysis.tables.series import BOUNDS, Series, numbers_of, split_series

__all__ = ["change_points", "event_study"]

MOST_PANELS = 6
MOST_ROWS = 24

# One document has no spread.
_FEWEST = 2


def change_points(
    dated: pd.DataFrame,
    *,
    events: pd.DataFrame | None = None,
    block: changes.Block = "week",
    minimum_n: int = MINIMUM_N,
) -> pd.DataFrame:
    """Find the days on which each series changed its level.

    A change is there if its p-value, adjusted for the number of series and of searches (Holm, then
    Bonferroni for the searches inside a series), is at most 0.05: of tables in which nothing
    changes, at most one in twenty shows any. See :func:`analysis.changes.find_change_points` for
    how one series is searched. The difference of levels is somewhat too large, since the place
    was chosen for it.

    Parameters
    ----------
    dated : DataFrame, one row per series and document
        As :func:`dated_sentiment` and its like return it.
    events : DataFrame, one row per event, optional
        As :data:`analysis.schemas.EVENTS`; those within a change's interval are named.
    block : {"day", "week", "month"}
        What is shuffled whole.
    minimum_n : int
        Documents with evidence that either side of a change must have, two at least.

    Returns
    -------
    DataFrame, one row per series and change, by label and date
        As :data:`analysis.schemas.CHANGE_POINTS`.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    ValueError
        If the block is unknown.
    """
    check(dated, schemas.DATED_VALUES)
    if events is not None:
        check(events, schemas.EVENTS)
    series, minimum_n = list(split_series(dated)), max(minimum_n, _FEWEST)
    options = {"block": block, "minimum_n": minimum_n}
    first = [
        changes.find_change_points(one.days, one.value, levels=(0.0, 0.0), **options)
        for one in series
    ]
    p_values = [found[0].p_value if found else np.nan for found in first]
    adjusted = adjust_p_values(p_values)
    n_tests = max(1, int(np.isfinite(p_values).sum()))
    rows = []
    for one, found, p_value in zip(series, first, adjusted, strict=True):
        if found and p_value <= 1 - LEVEL:
            # Holm lets the first search pass; those inside have a part of the level each.
            levels = (found[0].p_value, (1 - LEVEL) / n_tests)
            found = changes.find_change_points(one.days, one.value, levels=levels, **options)
        for number, point in enumerate(found or [None], start=1):
            p_of_point = p_value
            if point is not None and point.depth:
                p_of_point = max(p_value, point.p_value * n_tests * 2**point.depth)
            rows.append(
                _describe_point(one, point, min(p_of_point, 1.0), minimum_n)
                | {"number": number, "events": _name_events(events, point)}
            )
    table = pd.DataFrame(rows, columns=schemas.CHANGE_POINTS.names[:-1])
    table = table.assign(drawn=choose_rows(table, ["series"], most=MOST_PANELS))
    return finish(table.sort_values(["label", "series", "number"]), schemas.CHANGE_POINTS)


def event_study(
    dated: pd.DataFrame,
    events: pd.DataFrame,
    *,
    width: int = 60,
    minimum_n: int = MINIMUM_N,
) -> pd.DataFrame:
    """Compare each series before and after each event, and on days without it.

    Documents from the event's day on, `width` days of them, are held against those of as many days
    before it. That they differ does not say that the event made them: `placebo_p` tells how
    often other days do as well.

    Parameters
    ----------
    dated : DataFrame, one row per series and document
        As :func:`dated_sentiment` and its like return it.
    events : DataFrame, one row per event
        As :data:`analysis.schemas.EVENTS`.
    width : int
        Days of either window.
    minimum_n : int
        Documents with evidence that either window must have, two at least.

    Returns
    -------
    DataFrame, one row per series and event, by label and date
        As :data:`analysis.schemas.EVENT_STUDY`; counts are those of the two windows. p-values are
        Welch's, adjusted over all rows (Holm).

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    ValueError
        If the width is not positive.
    """
    check(dated, schemas.DATED_VALUES)
    check(events, schemas.EVENTS)
    if width < 1:
        msg = f"`width` must be one day or more; it is {width}."
        raise ValueError(msg)
    minimum_n = max(minimum_n, _FEWEST)
    events = events.sort_values(["occurred_on", "event"])
    rows = []
    for one in split_series(dated):
        for event in events.itertuples():
            day = np.datetime64(event.occurred_on, "D")
            apart = (one.days - day).astype("int64")
            before, after = (apart < 0) & (apart >= -width), (apart >= 0) & (apart < width)
            start = numbers_of(one, minimum_n, within=(day - width, day + width))
            placebos = changes.try_other_days(
                one.days, one.value, day, width=width, minimum_n=minimum_n
            )
            rows.append(
                {
                    **start,
                    **_compare(one, before, after, minimum_n),
                    "event": event.event,
                    "occurred_on": event.occurred_on,
                    "event_label": event.label,
                    "width": width,
                    "placebo_low": placebos.low,
                    "placebo_high": placebos.high,
                    "placebo_p": placebos.p_value,
                    "n_placebos": placebos.n,
                }
            )
    table = pd.DataFrame(rows, columns=schemas.EVENT_STUDY.names[:-1])
    table["p_adjusted"] = adjust_p_values(table["p_value"])
    return finish(table.assign(drawn=_choose_pairs(table)), schemas.EVENT_STUDY)


def _describe_point(
    one: Series, point: changes.ChangePoint | None, p_adjusted: float, minimum_n: int
) -> dict[str, object]:
    none = np.zeros(len(one.value), dtype="bool")
    is_sure = point is not None and p_adjusted <= 1 - LEVEL
    before = after = none
    if is_sure:
        ends = one.days.max() + 1 if point.ends is None else point.ends
        before = (one.days >= point.begins) & (one.days < point.day)
        after = (one.days >= point.day) & (one.days < ends)
    row = numbers_of(one, minimum_n) | _compare(one, before, after, minimum_n)
    means = [float(one.value[side].mean()) if side.any() else np.nan for side in (before, after)]
    return row | {
        "changed_on": point.day if is_sure else None,
        "earliest": point.earliest if is_sure else None,
        "latest": point.latest if is_sure else None,
        "p_value": np.nan if point is None else point.p_value,
        "p_adjusted": p_adjusted,
        "mean_before": means[0],
        "mean_after": means[1],
        "autocorrelation": np.nan if point is None else point.autocorrelation,
    }


def _compare(
    one: Series, before: np.ndarray, after: np.ndarray, minimum_n: int
) -> dict[str, object]:
    """Estimate after less before, with its p-value, where there are enough documents."""
    n_before, n_after = int(before.sum()), int(after.sum())
    row = {"n_before": n_before, "n_after": n_after, "n_used": min(n_before, n_after)}
    if row["n_used"] < minimum_n:
        return row | {"p_value": np.nan}
    sides = [np.where(side, one.value, np.nan) for side in (after, before)]
    found = estimate_difference(*sides, outlets=one.outlets, bounds=BOUNDS[one.measure])
    names = ("estimate", "low", "high", "method", "cluster")
    numbers = dict(zip(names, found[:5], strict=True))
    return row | numbers | {"p_value": p_value_of_difference(*sides, outlets=one.outlets)}


def _name_events(events: pd.DataFrame | None, point: changes.ChangePoint | None) -> str | None:
    if events is None or point is None or np.isnat(point.earliest):
        return None
    days = events["occurred_on"].to_numpy().astype("datetime64[D]")
    within = events[(days >= point.earliest) & (days <= point.latest)]
    return "; ".join(within.sort_values(["occurred_on", "event"])["label"]) or None


def _choose_pairs(table: pd.DataFrame) -> pd.Series:
    """Give places to as many series as there is room for with all events; else to fewer events."""
    n_events = max(1, table["event"].nunique())
    most = min(MOST_PANELS, max(1, MOST_ROWS // n_events))
    chosen = choose_rows(table, ["series"], most=most)
    if n_events > MOST_ROWS:
        chosen &= choose_rows(table[chosen], ["event"], most=MOST_ROWS).reindex(
            table.index, fill_value=False
        )
    return chosen

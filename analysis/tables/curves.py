"""Smooth curves of sentiment and framing over time, with a band."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import changes, schemas
from analysis.intervals import MINIMUM_N
from analysis.schemas import check
from analysis.tables.estimates import choose_rows, finish
from analysis.tables.series import BOUNDS, clusters_of, numbers_of, split_series

__all__ = ["smoothed_over_time"]

MOST_PANELS = 6
_STEP = 7


def smoothed_over_time(
    dated: pd.DataFrame, *, bandwidth: int | None = None, minimum_n: int = MINIMUM_N
) -> pd.DataFrame:
    """Draw a smooth curve through each series, with its band.

    Parameters
    ----------
    dated : DataFrame, one row per series and document
        As :func:`dated_sentiment` and its like return it.
    bandwidth : int, optional
        Days to each side whose documents count; chosen for each series if absent, see
        :func:`analysis.changes.smooth`.
    minimum_n : int
        Documents within the bandwidth below which there is no curve, five at least.

    Returns
    -------
    DataFrame, one row per series and every seventh day, by label and day
        As :data:`analysis.schemas.SMOOTHED_OVER_TIME`. The band holds for each day by itself; it
        does not say that the whole curve lies in it.

    Raises
    ------
    SchemaError
        If `dated` is not such a table.
    ValueError
        If the bandwidth is not positive.
    """
    check(dated, schemas.DATED_VALUES)
    if bandwidth is not None and bandwidth < 1:
        msg = f"`bandwidth` must be one day or more; it is {bandwidth}."
        raise ValueError(msg)
    minimum_n = max(minimum_n, MINIMUM_N)
    parts = []
    for one in split_series(dated):
        if not len(one.days):
            continue
        last = one.days.max()
        days = np.append(np.arange(one.days.min(), last, _STEP), last)
        clusters = clusters_of(one)
        curve = changes.smooth(one.days, one.value, days, clusters=clusters, bandwidth=bandwidth)
        low, high = BOUNDS[one.measure]
        enough = curve.n >= minimum_n
        rows = pd.DataFrame({"day": days.astype("datetime64[us]"), "n_series": len(one.days)})
        rows = rows.assign(**numbers_of(one, minimum_n) | {"n_used": curve.n})
        for name in ("estimate", "low", "high"):
            rows[name] = np.where(enough, getattr(curve, name).clip(low, high), np.nan)
        parts.append(
            rows.assign(
                bandwidth=curve.bandwidth,
                method=np.where(rows["estimate"].notna(), "hc3", "none"),
                cluster="document" if clusters is None else "outlet",
            )
        )
    if not parts:
        return schemas.SMOOTHED_OVER_TIME.empty()
    table = pd.concat(parts, ignore_index=True)
    weighed = table.assign(
        n_documents=table["n_documents"].where(
            table.groupby("series")["estimate"].transform("count") > 0, 0
        )
    )
    return finish(
        table.assign(drawn=choose_rows(weighed, ["series"], most=MOST_PANELS)),
        schemas.SMOOTHED_OVER_TIME,
    )

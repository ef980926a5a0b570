"""Measure each variable and each group of its units, with an interval."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.intervals import between, resample_statistic

__all__ = ["LEVELS", "Level", "Units", "estimate_groups"]

Level = Literal["nominal", "ordinal", "interval", "ratio"]
LEVELS: tuple[Level, ...] = ("nominal", "ordinal", "interval", "ratio")

# From a sheet (a row for each unit, a column for each coder) to what takes weights of units.
Prepare = Callable[[pd.DataFrame], Callable[[np.ndarray], np.ndarray]]

# Where more draws than these have no variation at all, their quantiles are no interval.
_MOST_UNDEFINED = 0.05


class Units(NamedTuple):
    """Which group and which cluster each unit belongs to, and how many must have coded it."""

    by: pd.Series | None = None
    clusters: pd.Series | None = None
    least: int = 2


def estimate_groups(
    codings: pd.DataFrame, prepare: Prepare, measure: tuple[str, Level], units: Units
) -> pd.DataFrame:
    """Estimate one coefficient, named in `measure`, of each variable and group, `all` first."""
    schemas.check(codings, schemas.CODINGS)
    rows = []
    for variable, own in codings.groupby("variable", sort=True):
        sheet = own.pivot_table("value", "unit_id", "coder", aggfunc="first")
        for group, part in _split(sheet, units.by):
            n_coded = part.notna().sum(axis=1)
            pairable = part[n_coded >= 2]
            numbers = (np.nan, np.nan, np.nan)
            if len(pairable):
                seen = part[n_coded >= units.least]
                numbers = _estimate(prepare(seen), _number_clusters(seen.index, units.clusters))
            n_coders = int(pairable.notna().any(axis=0).sum())
            rows.append((variable, *numbers, len(pairable), n_coders, group, *measure))
    return schemas.AGREEMENT.build(rows)


def _split(sheet: pd.DataFrame, by: pd.Series | None) -> Iterator[tuple[str, pd.DataFrame]]:
    yield "all", sheet
    if by is not None:
        for group, rows in sheet.groupby(_look_up(by, sheet.index, "by").to_numpy(), sort=True):
            yield str(group), rows


def _number_clusters(units: pd.Index, clusters: pd.Series | None) -> np.ndarray:
    if clusters is None:
        return np.arange(len(units))
    return pd.factorize(_look_up(clusters, units, "clusters"))[0]


def _look_up(series: pd.Series, units: pd.Index, name: str) -> pd.Series:
    absent = units.difference(series.index)
    if len(absent):
        msg = (
            f"`{name}` must be indexed by unit and name each that was coded; it lacks "
            f"{len(absent)}, such as {absent[0]!r}."
        )
        raise ValueError(msg)
    return series.reindex(units)


def _estimate(
    statistic: Callable[[np.ndarray], np.ndarray], clusters: np.ndarray
) -> tuple[float, float, float]:
    estimate = float(statistic(np.ones((1, clusters.size)))[0])
    if np.isnan(estimate) or clusters.max() == 0:
        return estimate, np.nan, np.nan
    draws = resample_statistic(statistic, clusters)
    defined = draws[~np.isnan(draws)]
    if defined.size < (1 - _MOST_UNDEFINED) * draws.size:
        return estimate, np.nan, np.nan
    return estimate, *between(defined, n=int(clusters.max()) + 1)

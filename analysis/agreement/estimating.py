"""Estimate agreement from the table of codings, variable by variable, with intervals."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import combinations

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.agreement.coefficients import alpha_of, gwet_of, kappa_of, percent_of
from analysis.agreement.groups import LEVELS, Level, Units, estimate_groups

__all__ = ["ac1", "alpha", "kappa", "percent"]


def alpha(
    codings: pd.DataFrame,
    level: Level = "nominal",
    *,
    by: pd.Series | None = None,
    clusters: pd.Series | None = None,
) -> pd.DataFrame:
    """Estimate Krippendorff's alpha of each variable.

    Parameters
    ----------
    codings : DataFrame, one row per unit, coder and variable
        As described by :data:`analysis.schemas.CODINGS`. A unit that a coder left out has no row.
    level : {"nominal", "ordinal", "interval", "ratio"}
        Level of measurement. All but the first need values that are numbers.
    by : Series, indexed by unit, optional
        A group for each unit, such as its country: each then has a row of its own, after `all`.
        Units without group are in `all` alone.
    clusters : Series, indexed by unit, optional
        The document of each unit. If given, the interval resamples whole documents.

    Returns
    -------
    DataFrame, one row per variable and group
        As described by :data:`analysis.schemas.AGREEMENT`. The estimate is missing where all
        values are the same: coders who never had to tell two things apart have shown nothing.

    Raises
    ------
    SchemaError
        If `codings` is not such a table.
    ValueError
        If the level is unknown, or needs numbers and a value is none; if `by` or `clusters` lack
        a unit that was coded.

    Examples
    --------
    Two coders, ten units, two values; the worked example A of Krippendorff (2011).

    >>> rows = [
    ...     (str(unit), coder, "seen", value, "1", None)
    ...     for coder, values in [("anna", "0100000010"), ("ben", "1110010000")]
    ...     for unit, value in enumerate(values)
    ... ]
    >>> found = alpha(schemas.CODINGS.build(rows))
    >>> found["estimate"].round(3).tolist(), found["n_units"].tolist()
    ([0.095], [10])
    """
    if level not in LEVELS:
        msg = f"`level` must be one of {', '.join(LEVELS)}; it is {level!r}."
        raise ValueError(msg)

    def prepare(sheet: pd.DataFrame) -> Callable[[np.ndarray], np.ndarray]:
        values = _order_values(sheet, level)
        numbers = np.arange(len(values)) if level == "nominal" else np.array(values, "float64")
        return partial(alpha_of, _count(sheet, values), numbers, level)

    return estimate_groups(codings, prepare, ("alpha", level), Units(by, clusters))


def ac1(
    codings: pd.DataFrame, *, by: pd.Series | None = None, clusters: pd.Series | None = None
) -> pd.DataFrame:
    """Estimate Gwet's AC1 of each variable, for nominal values.

    It stays high where coders agree that a thing is rare; alpha and kappa fall there.

    Parameters
    ----------
    codings, by, clusters : optional
        As in :func:`alpha`.

    Returns
    -------
    DataFrame, one row per variable and group
        As described by :data:`analysis.schemas.AGREEMENT`.

    Raises
    ------
    SchemaError, ValueError
        As :func:`alpha`.
    """

    def prepare(sheet: pd.DataFrame) -> Callable[[np.ndarray], np.ndarray]:
        return partial(gwet_of, _count(sheet, _order_values(sheet)))

    # A unit of one coder tells how common its value is, though not whether coders agree.
    return estimate_groups(codings, prepare, ("ac1", "nominal"), Units(by, clusters, least=1))


def percent(
    codings: pd.DataFrame, *, by: pd.Series | None = None, clusters: pd.Series | None = None
) -> pd.DataFrame:
    """Estimate the share of pairs of coders alike: to stand beside alpha, never for it.

    Parameters
    ----------
    codings, by, clusters : optional
        As in :func:`alpha`.

    Returns
    -------
    DataFrame, one row per variable and group
        As described by :data:`analysis.schemas.AGREEMENT`.

    Raises
    ------
    SchemaError, ValueError
        As :func:`alpha`.
    """

    def prepare(sheet: pd.DataFrame) -> Callable[[np.ndarray], np.ndarray]:
        return partial(percent_of, _count(sheet, _order_values(sheet)))

    return estimate_groups(codings, prepare, ("percent", "nominal"), Units(by, clusters))


def kappa(codings: pd.DataFrame, *, clusters: pd.Series | None = None) -> pd.DataFrame:
    """Estimate Cohen's kappa of each variable for each pair of coders, for nominal values.

    Parameters
    ----------
    codings, clusters : optional
        As in :func:`alpha`.

    Returns
    -------
    DataFrame, one row per variable and pair of coders
        As described by :data:`analysis.schemas.AGREEMENT`; the group is the pair, "anna and ben".
        Pairs that share no unit have no row.

    Raises
    ------
    SchemaError, ValueError
        As :func:`alpha`.
    """
    schemas.check(codings, schemas.CODINGS)

    def prepare(sheet: pd.DataFrame) -> Callable[[np.ndarray], np.ndarray]:
        place = {value: number for number, value in enumerate(_order_values(sheet))}
        return partial(kappa_of, sheet.apply(lambda column: column.map(place)).to_numpy())

    parts = []
    for one, other in combinations(sorted(codings["coder"].unique()), 2):
        pair = codings[codings["coder"].isin([one, other])]
        rows = estimate_groups(pair, prepare, ("kappa", "nominal"), Units(None, clusters))
        parts.append(rows[rows["n_units"] > 0].assign(group=f"{one} and {other}"))
    if not parts:
        return schemas.AGREEMENT.empty()
    rows = pd.concat(parts).sort_values(["variable", "group"])
    return schemas.AGREEMENT.conform(rows.reset_index(drop=True))


def _order_values(sheet: pd.DataFrame, level: Level = "nominal") -> list[str]:
    values = sorted({value for value in sheet.to_numpy().ravel() if isinstance(value, str)})
    if level == "nominal":
        return values
    try:
        return sorted(values, key=float)
    except ValueError:
        msg = (
            f'The level "{level}" needs values that are numbers; they are {", ".join(values)}. '
            'Code the values as numbers, or take the level "nominal".'
        )
        raise ValueError(msg) from None


def _count(sheet: pd.DataFrame, values: list[str]) -> np.ndarray:
    return np.column_stack([sheet.eq(value).sum(axis=1) for value in values]).astype("float64")

"""Draw the units that coders read, so that what they find holds for all of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis import schemas

__all__ = ["sample"]

_EQUAL = ("predicted",)
_SPREAD = ("about", "outlet", "month")


def sample(
    units: pd.DataFrame,
    size: int,
    *,
    equal: Sequence[str] = _EQUAL,
    spread: Sequence[str] = _SPREAD,
    seed: int = 1,
) -> pd.DataFrame:
    """Draw a stratified sample of known probabilities.

    Strata are what the columns in `equal` tell apart. Each gives the same number of units, or all
    that it has: rare classes are what a plain sample would hardly hold. Within a stratum the
    units are ordered by the columns in `spread`, at random within these, and every k-th is
    taken, so that countries, outlets and months come in as they stand in the corpus.

    Parameters
    ----------
    units : DataFrame, one row per unit
        As :func:`list_units` gives them.
    size : int
        How many to draw; all units if there are no more. See
        :func:`analysis.agreement.sample_size` for how many are needed.
    equal, spread : sequence of str
        Columns of `units`, of text or truth. Missing is a value of its own.
    seed : int
        The same seed draws the same units, whatever the order of the rows.

    Returns
    -------
    DataFrame, one row per unit that was drawn, in the order of the sheets
        As described by :data:`analysis.schemas.SAMPLE`. `probability` is the same for all units of
        a stratum; estimates weigh a unit by its inverse.

    Raises
    ------
    SchemaError
        If `units` is not such a table.
    ValueError
        If the size is not positive, or a column is unknown.
    """
    schemas.check(units, schemas.UNITS)
    if size < 1:
        msg = f"`size` must be one or more; it is {size}."
        raise ValueError(msg)
    unknown = [name for name in (*equal, *spread) if name not in units.columns]
    if unknown:
        msg = f"`units` has no column {unknown[0]!r}; it has {', '.join(units.columns)}."
        raise ValueError(msg)
    generator = np.random.default_rng(seed)
    rows = units.sort_values("unit_id", ignore_index=True)
    rows = rows.assign(stratum=_name_strata(rows, equal), chance=generator.permutation(len(rows)))
    rows = rows.sort_values([*spread, "chance"], na_position="last")
    parts = [part for _, part in rows.groupby("stratum", sort=True)]
    drawn = []
    for part, n in zip(parts, _allot([len(part) for part in parts], size), strict=True):
        step = len(part) / n if n else 0
        start = generator.random() * step
        chosen = part.iloc[(start + step * np.arange(n)).astype(int)]
        drawn.append(chosen.assign(probability=n / len(part)))
    if not drawn:
        return schemas.SAMPLE.empty()
    taken = pd.concat(drawn).sort_values("chance")
    return schemas.SAMPLE.conform(
        taken.assign(position=np.arange(len(taken))).reset_index(drop=True)
    )


def _name_strata(units: pd.DataFrame, equal: Sequence[str]) -> pd.Series:
    names = [
        units[name].astype("str").where(units[name].notna(), "none").map(f"{name}={{}}".format)
        for name in equal
    ]
    return names[0].str.cat(names[1:], sep=", ") if names else pd.Series("all", units.index)


def _allot(counts: Sequence[int], size: int) -> list[int]:
    """Share a size among strata as evenly as their counts allow; the smallest ones first."""
    left, allotted = min(size, sum(counts)), [0] * len(counts)
    order = sorted(range(len(counts)), key=lambda place: counts[place])
    for done, place in enumerate(order):
        allotted[place] = min(counts[place], left // (len(counts) - done))
        left -= allotted[place]
    return allotted

"""Draw the units that coders read, so that what they find holds for all of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis import schemas

__all__ = ["sample"]

_STRATA = ("predicted", "framed")
_SPREAD = ("about", "outlet", "month")
_ROUNDING = 1e-9


def sample(
    units: pd.DataFrame,
    size: int,
    *,
    strata: Sequence[str] = _STRATA,
    spread: Sequence[str] = _SPREAD,
    seed: int = 1,
) -> pd.DataFrame:
    """Draw a stratified sample of known probabilities.

    Strata are what the columns in `strata` tell apart. Each gives units in proportion to the
    square root of how many it has: rare classes come in, which a plain sample would hardly hold,
    and common ones weigh enough for estimates over the whole corpus (Bankier 1988, with a power
    of one half). None gives less than one, if the size allows. Within a stratum the units are
    ordered by the columns in `spread`, at random within these, and every k-th is taken, so that
    countries, outlets and months come in as they stand in the corpus.

    Parameters
    ----------
    units : DataFrame, one row per unit
        As :func:`list_units` gives them.
    size : int
        How many to draw; all units if there are no more. See
        :func:`analysis.agreement.sample_size` for how many are needed.
    strata, spread : sequence of str
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

    References
    ----------
    Bankier, M. D. (1988). Power allocations: determining sample sizes for subnational areas.
    The American Statistician 42(3), 174-177.
    """
    schemas.check(units, schemas.UNITS)
    if size < 1:
        msg = f"`size` must be one or more; it is {size}."
        raise ValueError(msg)
    unknown = [name for name in (*strata, *spread) if name not in units.columns]
    if unknown:
        msg = f"`units` has no column {unknown[0]!r}; it has {', '.join(units.columns)}."
        raise ValueError(msg)
    generator = np.random.default_rng(seed)
    rows = units.sort_values("unit_id", ignore_index=True)
    rows = rows.assign(stratum=_name_strata(rows, strata), chance=generator.permutation(len(rows)))
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


def _name_strata(units: pd.DataFrame, columns: Sequence[str]) -> pd.Series:
    names = [
        units[name].astype("str").where(units[name].notna(), "none").map(f"{name}={{}}".format)
        for name in columns
    ]
    return names[0].str.cat(names[1:], sep=", ") if names else pd.Series("all", units.index)


def _allot(counts: Sequence[int], size: int) -> list[int]:
    """Share a size among strata by the square root of their counts; none gives more than it has."""
    counts = np.asarray(counts, "float64")
    left, open_ = min(size, int(counts.sum())), np.ones(len(counts), dtype="bool")
    shares = np.zeros(len(counts))
    while open_.any():
        roots = np.where(open_, np.sqrt(counts), 0.0)
        shares = np.where(open_, (left - shares[~open_].sum()) * roots / roots.sum(), shares)
        # A stratum that gives no unit would be left out of every estimate.
        under = open_ & (shares < 1) & (left >= len(counts))
        if under.any():
            shares[under], open_[under] = 1, False
            continue
        over = open_ & (shares > counts)
        if not over.any():
            break
        shares[over], open_[over] = counts[over], False
    # Whole units: those with the largest remainder get what is left over.
    allotted = np.floor(shares + _ROUNDING).astype("int64")
    rest = left - int(allotted.sum())
    allotted[np.argsort(allotted - shares, kind="stable")[:rest]] += 1
    return allotted.tolist()

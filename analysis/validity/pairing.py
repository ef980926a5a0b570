"""Put what coders saw beside what the instrument claims, unit by unit."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.schemas import CLASSES, check

__all__ = ["RESOLVED", "SENTIMENT", "claim", "pair_codings", "pivot_values"]

RESOLVED = "resolved"
SENTIMENT = "sentiment"

_BINARY = ("0", "1")
_VALUES = dict(zip(CLASSES, ("-1", "0", "1"), strict=True))


def pair_codings(codings: pd.DataFrame, sample: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Pair the codings of a sample with what the instrument says of the same units today.

    Coders who disagree count in parts, so that a unit on which they do is neither lost nor decided
    by a rule; but what a coder called `resolved` wrote counts alone. The instrument claims a class
    of sentiment for each unit (0 where it finds no evidence, since coders judged that, too), and
    1 or 0 for each frame. Variables of the reader's own, of which it claims nothing, are left out.

    Parameters
    ----------
    codings : DataFrame, one row per unit, coder and variable
        As :data:`analysis.schemas.CODINGS`.
    sample : DataFrame, one row per unit that was drawn
        As :data:`analysis.schemas.SAMPLE`.
    units : DataFrame, one row per unit of the corpus
        As :data:`analysis.schemas.UNITS`, from the tables that are to be judged. A unit of the
        sample that they lack, since its text was changed, is a row without claim.

    Returns
    -------
    DataFrame, one row per unit, variable and value
        As :data:`analysis.schemas.PAIRS`.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    ValueError
        If a coded unit is not in the sample.
    """
    check(codings, schemas.CODINGS)
    check(sample, schemas.SAMPLE)
    check(units, schemas.UNITS)
    strange = sorted(set(codings["unit_id"]) - set(sample["unit_id"]))
    if strange:
        msg = f"`codings` must be of units in `sample`; these are not: {strange[:5]}."
        raise ValueError(msg)
    rows = _count_coders(codings)
    names = [name for name in rows["variable"].unique() if _is_claimed(name, codings, units)]
    rows = rows[rows["variable"].isin(names)]
    facts = sample.set_index("unit_id")
    claims = pd.concat(
        [claim(units, name).rename("claimed").reset_index().assign(variable=name) for name in names]
        or [pd.DataFrame({"unit_id": [], "variable": [], "claimed": []}, dtype="str")]
    )
    rows = rows.merge(claims, "left", on=["unit_id", "variable"])
    for name in ("document_id", "about", "outlet", "probability"):
        rows[name] = rows["unit_id"].map(facts[name])
    rows["quarter"] = rows["unit_id"].map(facts["month"]).map(_quarter_of)
    order = ["variable", "unit_id", "value"]
    return schemas.PAIRS.conform(rows.sort_values(order, ignore_index=True))


def claim(units: pd.DataFrame, variable: str) -> pd.Series:
    """Return what the instrument claims of each unit, in the values that coders write.

    Returns
    -------
    Series of str, indexed by unit
    """
    if variable == SENTIMENT:
        claimed = units["predicted"].fillna("neutral").map(_VALUES)
    else:
        claimed = pd.Series(["1" if variable in names else "0" for names in units["frames"]])
    return pd.Series(claimed.to_numpy(), index=units["unit_id"], dtype="str")


def pivot_values(pairs: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray, list[str]]:
    """Lay out the pairs of one variable by unit.

    Returns
    -------
    tuple
        The facts of each unit that has a claim; the share of its coders for each value, units by
        values; and the values, in order, with those that the instrument could have claimed.
    """
    known = pairs[pairs["claimed"].notna()]
    claimable = _VALUES.values() if (pairs["variable"] == SENTIMENT).any() else _BINARY
    values = sorted({*known["value"], *known["claimed"], *claimable}, key=_order)
    facts = known.drop_duplicates("unit_id").reset_index(drop=True)
    shares = np.zeros((len(facts), len(values)))
    rows = pd.Index(facts["unit_id"]).get_indexer(known["unit_id"])
    shares[rows, pd.Index(values).get_indexer(known["value"])] = known["share"]
    return facts, shares, values


def _order(value: str) -> tuple[float, str]:
    try:
        return float(value), value
    except ValueError:
        return np.inf, value


def _count_coders(codings: pd.DataFrame) -> pd.DataFrame:
    is_resolved = codings["coder"] == RESOLVED
    decided = codings.loc[is_resolved, ["unit_id", "variable"]].assign(decided=True)
    rows = codings.merge(decided, "left", on=["unit_id", "variable"])
    rows = rows[rows["decided"].isna() | (rows["coder"] == RESOLVED)]
    counts = rows.groupby(["unit_id", "variable", "value"]).size().rename("n").reset_index()
    n_coders = counts.groupby(["unit_id", "variable"])["n"].transform("sum")
    return counts.assign(share=counts["n"] / n_coders)


def _is_claimed(name: str, codings: pd.DataFrame, units: pd.DataFrame) -> bool:
    """Tell whether the instrument says anything of a variable."""
    if name == SENTIMENT:
        return True
    seen = {frame for frames in units["frames"] for frame in frames}
    binary = set(codings.loc[codings["variable"] == name, "value"]) <= set(_BINARY)
    return binary and (name in seen or _is_frame(name))


def _is_frame(name: str) -> bool:
    from analysis.codebooks.frames import load_frames

    return name in load_frames().frames


def _quarter_of(month: object) -> str | None:
    if not isinstance(month, str):
        return None
    year, number = month.split("-")
    return f"{year} Q{(int(number) + 2) // 3}"

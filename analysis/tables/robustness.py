"""One conclusion under every way of measuring it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.schemas import DIMENSIONS, check
from analysis.tables.estimates import finish

__all__ = ["specification_curve"]


def specification_curve(specifications: pd.DataFrame) -> pd.DataFrame:
    """Order the ways of measuring a conclusion by what they give.

    Parameters
    ----------
    specifications : DataFrame, one row per way
        As :func:`analysis.pipeline.vary` gives them, of one conclusion.

    Returns
    -------
    DataFrame, one row per way, from the lowest estimate to the highest
        As :data:`analysis.schemas.SPECIFICATION_CURVE`; ways without an estimate come last.
        `agrees` says whether the sign is that of the house's own way, where both have one.

    Raises
    ------
    SchemaError
        If `specifications` is not such a table.
    ValueError
        If it holds several conclusions.

    References
    ----------
    Simonsohn, U., Simmons, J. P., and Nelson, L. D. (2020). Specification curve analysis. Nature
    Human Behaviour 4, 1208-1214.

    See Also
    --------
    analysis.plots.specification_curve : draws this table.
    """
    check(specifications, schemas.SPECIFICATIONS)
    conclusions = specifications["conclusion"].unique()
    if len(conclusions) > 1:
        msg = f"`specifications` must be of one conclusion; it holds {list(conclusions)}."
        raise ValueError(msg)
    default = specifications.loc[specifications["is_default"], "estimate"]
    sign = np.sign(default.iloc[0]) if len(default) and pd.notna(default.iloc[0]) else np.nan
    chosen = specifications[list(DIMENSIONS)].astype("str").agg("; ".join, axis=1)
    rows = specifications.assign(
        label=chosen if len(specifications) else [],
        agrees=(np.sign(specifications["estimate"]) - sign).map(_say_same, na_action="ignore"),
    )
    rows = rows.sort_values(["estimate", "specification"], na_position="last")
    return finish(rows, schemas.SPECIFICATION_CURVE)


def _say_same(apart: float) -> str:
    return "no" if apart else "yes"

"""One conclusion under every way of measuring it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.plots.marks import limit_both_sides, limit_share, say_too_small, shown
from analysis.plots.panels import check_panels
from analysis.schemas import DIMENSIONS, check
from analysis.theme import FAINT, INK, MUTED, ONE_AND_A_HALF_COLUMNS, new_panels

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["specification_curve"]

_EACH = 0.17
_CURVE = 1.9


def specification_curve(table: pd.DataFrame, *, axes: Sequence[Axes] | None = None) -> list[Axes]:
    """Draw the estimates from the lowest to the highest, and below them what was chosen.

    Parameters
    ----------
    table : DataFrame, one row per way of measuring
        As :func:`analysis.tables.specification_curve` returns it; those with `drawn`.
    axes : sequence of Axes, optional
        Two panels, one above the other; a figure of one and a half journal columns if absent.

    Returns
    -------
    list of Axes
        Those drawn on. Dots have the gid "estimate", that of the house's own way "default", lines
        "interval"; choices are dots "choice". Only what was varied has rows.

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    ValueError
        If there are too few panels.
    """
    check(table, schemas.SPECIFICATION_CURVE)
    rows = shown(table).reset_index(drop=True)
    choices = _list_choices(rows)
    if axes is None:
        below = 0.35 + _EACH * max(len(choices), 1)
        axes = new_panels(2, 1, height=_CURVE + below, width=ONE_AND_A_HALF_COLUMNS)
        axes[0].get_gridspec().set_height_ratios([_CURVE, below])
    axes = check_panels(axes, 2)
    curve, grid = axes
    curve.set(ylabel="Estimate", xlabel="")
    grid.set(xlabel="Ways of measuring, from the lowest estimate to the highest", ylabel="Choice")
    if rows.empty:
        say_too_small(curve, table, without="ways of measuring")
        grid.set_visible(False)
        return axes
    places = np.arange(len(rows))
    curve.vlines(places, rows["low"], rows["high"], colors=MUTED, linewidth=0.8, gid="interval")
    for name, is_default, look in (
        ("estimate", False, {"marker": "o", "markersize": 3.2, "markerfacecolor": "white"}),
        ("default", True, {"marker": "D", "markersize": 5.0, "markerfacecolor": INK}),
    ):
        chosen = rows["is_default"] == is_default
        curve.plot(
            places[chosen],
            rows.loc[chosen, "estimate"],
            linestyle="none",
            color=INK,
            gid=name,
            label="the house's own choices" if is_default else "other choices",
            **look,
        )
    if rows["low"].min() >= 0:
        limit_share(curve, rows, axis="y")
    else:
        limit_both_sides(curve, rows, axis="y", end=2.0)
    curve.set_xticks([])
    curve.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0)
    for number, (dimension, value) in enumerate(choices):
        taken = (rows[dimension].astype("str") == value).to_numpy()
        grid.plot(
            places[taken], np.full(taken.sum(), number), linestyle="none", marker="s",
            markersize=2.6, color=INK, gid="choice",
        )  # fmt: skip
    grid.set_yticks(
        range(len(choices)), [f"{dimension}: {value}" for dimension, value in choices],
        parse_math=False,
    )  # fmt: skip
    grid.set_ylim(len(choices) - 0.5, -0.5)
    grid.hlines(
        np.arange(len(choices)), -0.5, len(rows) - 0.5, colors=FAINT, linewidth=0.5, zorder=0
    )
    grid.set_xticks([])
    for ax in axes:
        ax.set_xlim(-0.7, len(rows) - 0.3)
    return axes


def _list_choices(rows: pd.DataFrame) -> list[tuple[str, str]]:
    """List what was varied, dimension by dimension; all scorers where nothing was."""
    choices = []
    for dimension in DIMENSIONS:
        values = sorted(rows[dimension].astype("str").unique())
        if len(values) > 1:
            choices += [(dimension, value) for value in values]
    return choices or [("scorer", value) for value in sorted(rows["scorer"].unique())]

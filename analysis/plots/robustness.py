"""One conclusion under every way of measuring it."""

from __future__ import annotations

import textwrap
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
_LONGEST = 24
_ORDER = "Ways of measuring, from the lowest\nestimate to the highest"


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
        "interval"; squares "choices" say what each way takes. Only what was varied has rows.

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
        below = 0.47 + _EACH * max(len(choices), 1)
        axes = new_panels(2, 1, height=_CURVE + below, width=ONE_AND_A_HALF_COLUMNS)
        axes[0].get_gridspec().set_height_ratios([_CURVE, below])
    axes = check_panels(axes, 2)
    curve, grid = axes
    curve.set_ylabel(_name_conclusion(table), parse_math=False)
    grid.set(xlabel=f"{_ORDER}\n{_say_counts(rows)}", ylabel="Choice")
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
        if not chosen.any():
            continue
        curve.plot(
            places[chosen],
            rows.loc[chosen, "estimate"],
            linestyle="none",
            color=INK,
            gid=name,
            label="the house's own choices" if is_default else "other choices",
            **look,
        )
    if rows["low"].min() >= 0 and rows["high"].max() <= 1:
        limit_share(curve, rows, axis="y")
    else:
        limit_both_sides(curve, rows, axis="y", end=2.0)
    curve.set_xticks([])
    # From the right, since long names at the left leave the panel narrow.
    curve.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, borderaxespad=0)
    taken = np.array([(rows[name].astype("str") == value).to_numpy() for name, value in choices])
    at, of_ways = np.nonzero(taken)
    grid.plot(of_ways, at, linestyle="none", marker="s", markersize=2.6, color=INK, gid="choices")
    grid.set_yticks(
        range(len(choices)), [f"{dimension}: {_shorten(value)}" for dimension, value in choices],
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


def _shorten(value: str) -> str:
    """Cut the middle out of a long name of a file: what tells two apart is at its ends."""
    half = _LONGEST // 2
    return value if len(value) <= _LONGEST else f"{value[: half - 1]}…{value[-half:]}"


def _name_conclusion(table: pd.DataFrame) -> str:
    """Say what is estimated, in lines that the panel is high enough for."""
    if table.empty:
        return "Estimate"
    said = table["conclusion"].iloc[0]
    return "\n".join(textwrap.wrap(f"{said[:1].upper()}{said[1:]}", 28)[:3])


def _say_counts(rows: pd.DataFrame) -> str:
    counts = sorted({rows["n_used"].min(), rows["n_used"].max()}) if len(rows) else [0]
    unit = " or ".join(sorted(set(rows["cluster"]))) or "document"
    return f"n: {' to '.join(map(str, counts))} {unit}s"

"""What the instrument says beside what a coded sample makes of it, and how far to trust it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis import schemas
from analysis.plots.marks import (
    draw_counts,
    draw_legend,
    draw_rows,
    height_of_rows,
    label_rows,
    limit_both_sides,
    limit_share,
    say_too_small,
    shown,
)
from analysis.schemas import check
from analysis.theme import ONE_AND_A_HALF_COLUMNS, new_axes, series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["corrected_estimates", "validity_by_group"]

_NAMES = {
    "naive": "as the instrument says",
    "rogan_gladen": "Rogan–Gladen",
    "likelihood": "likelihood",
    "prediction_powered": "prediction-powered",
}
_MEASURES = {"macro_f1": "Macro-F1", "f1": "F1", "accuracy": "Accuracy"}


def corrected_estimates(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw each group's naive number with the corrected ones beneath it.

    Parameters
    ----------
    table : DataFrame, one row per group and method
        As :func:`analysis.tables.corrected_estimates` returns it; those with `drawn`.
    ax : Axes, optional
        Where to draw; a figure of one and a half journal columns if absent.

    Returns
    -------
    Axes
        The same. Dots have the gid "estimate-" and the method, lines "interval-"; at the right
        stand the units of the group and those of them that were coded.

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    """
    check(table, schemas.CORRECTED_ESTIMATES)
    rows = shown(table)
    groups = rows.drop_duplicates("group")
    labels = groups["label"].tolist()
    is_mean = not table.empty and table["value"].iloc[0] == "mean"
    what = "Mean sentiment\n(−1 hostile, +1 friendly)" if is_mean else "Share of units"
    if ax is None:
        height = 1.5 + height_of_rows(labels, each=0.42)
        ax = new_axes(height, width=ONE_AND_A_HALF_COLUMNS)
    ax.set(xlabel=f"{what}\nall, coded: mentions and relations", ylabel="About")
    if rows.empty:
        return say_too_small(ax, table, without="coded sample", unit="coded documents")
    for number, method in enumerate(_NAMES):
        panel = rows[rows["correction"] == method].set_index("group").reindex(groups["group"])
        shift = 0.2 * (number - 1.5)
        draw_rows(ax, panel, f"estimate-{method}", look=series(number), shift=shift)
    if is_mean:
        limit_both_sides(ax, rows)
    else:
        limit_share(ax, rows)
    label_rows(ax, labels)
    draw_counts(ax, groups["n_mentions"].tolist(), name="n-all", head="all", reach=24)
    draw_counts(ax, groups["n_coded"].tolist(), name="n-coded", head="coded", reach=52)
    draw_legend(ax, "estimate-", list(_NAMES.values()))
    ax.get_legend().set_bbox_to_anchor((0, 1.0 + 0.16 / ax.figure.get_figheight()))
    return ax


def validity_by_group(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how well the instrument agrees with coders in each group.

    Parameters
    ----------
    table : DataFrame, one row per group
        As :func:`analysis.tables.validity_by_group` returns it; those with `drawn`.
    ax : Axes, optional
        Where to draw; a figure of one journal column if absent.

    Returns
    -------
    Axes
        The same. Dots have the gid "validity", lines "interval".

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    """
    check(table, schemas.VALIDITY_BY_GROUP)
    rows = shown(table).reset_index(drop=True)
    labels = rows["label"].tolist()
    measure = _MEASURES[table["measure"].iloc[0]] if len(table) else "F1"
    if ax is None:
        ax = new_axes(0.95 + height_of_rows(labels))
    ax.set(xlabel=f"{measure} (0 to 1, higher is better)\nn: coded units", ylabel="Group")
    if rows.empty:
        return say_too_small(ax, table, without="coded sample", unit="coded units")
    draw_rows(ax, rows, "validity")
    limit_share(ax, rows)
    label_rows(ax, labels)
    draw_counts(ax, rows["n_used"].tolist())
    return ax

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
    wrap_label,
)
from analysis.schemas import check
from analysis.tables.labels import label_frame
from analysis.theme import ONE_AND_A_HALF_COLUMNS, new_axes, series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["corrected_estimates", "validity_by_group"]

SENTIMENT = "sentiment"

_WIDE = 40
_NAMES = {
    "naive": "as the instrument says",
    "rogan_gladen": "Rogan–Gladen",
    "likelihood": "likelihood",
    "prediction_powered": "prediction-powered",
}
_MEASURES = {"macro_f1": "Macro-F1", "f1": "F1", "accuracy": "Accuracy"}
_CLASSES = {"-1": "negative", "0": "neutral", "1": "positive"}


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
    is_mean = table.empty or table["value"].iloc[0] == "mean"
    what = "Mean sentiment\n(−1 hostile, +1 friendly)" if is_mean else _name_share(table)
    if ax is None:
        height = 1.5 + height_of_rows(labels, each=0.42)
        ax = new_axes(height, width=ONE_AND_A_HALF_COLUMNS)
    ax.set_xlabel(f"{what}\nall, coded: mentions and relations", parse_math=False)
    ax.set_ylabel("Group")
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
        Where to draw; a figure of one and a half journal columns if absent.

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
    if ax is None:
        height = 1.1 + height_of_rows(labels, width=_WIDE)
        ax = new_axes(height, width=ONE_AND_A_HALF_COLUMNS)
    what = f"{_name_measure(table)}\n(0 to 1, higher is better)"
    ax.set_xlabel(f"{what}\nn: coded mentions and relations", parse_math=False)
    ax.set_ylabel("Group")
    if rows.empty:
        return say_too_small(ax, table, without="coded sample", unit="coded units")
    draw_rows(ax, rows, "validity")
    limit_share(ax, rows)
    label_rows(ax, labels, width=_WIDE)
    draw_counts(ax, rows["n_used"].tolist())
    return ax


def _name_share(table: pd.DataFrame) -> str:
    """Say what it is a share of, and of what value."""
    first = table.iloc[0]
    if first["variable"] == SENTIMENT:
        said = f"that are {_CLASSES.get(first['value'], first['value'])}"
    else:
        holds = {"1": "with", "0": "without"}.get(first["value"], f"with value {first['value']} of")
        said = f"{holds} {label_frame(first['variable'])}"
    return f"{wrap_label(f'Share of mentions and relations {said}', width=52)}\n(0 to 1)"


def _name_measure(table: pd.DataFrame) -> str:
    """Say which measure it is, and of what."""
    if table.empty:
        return "F1"
    first = table.iloc[0]
    of_what = label_frame(first["variable"])
    if first["measure"] == "f1" and first["variable"] == SENTIMENT:
        of_what = f"positive {of_what}"
    return wrap_label(f"{_MEASURES[first['measure']]} of {of_what}", width=44)

"""Who is quoted on whom, as a matrix of numbers for print."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING

import pandas as pd

from analysis import schemas
from analysis.plots.marks import say_too_small, shown, wrap_label
from analysis.schemas import check
from analysis.theme import (
    FAINT,
    MUTED,
    ONE_AND_A_HALF_COLUMNS,
    ONE_COLUMN,
    SMALLEST_FONT,
    new_axes,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["say_unknown", "sign_of", "speaker_matrix"]

_HEADING = 9
_WIDTH_OF_ROW_LABEL = 16
_MOST_IN_ONE_COLUMN = 4


def speaker_matrix(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the network as a matrix of numbers, which print and greyscale bear.

    Parameters
    ----------
    table : DataFrame, one row per cell
        As :func:`analysis.tables.speaker_matrix` returns it; the rows with `drawn`, speakers from
        the top down, countries spoken of from left to right, in the order of the table. A cell
        without estimate stays empty.
    ax : Axes, optional
        Where to draw; a figure of one journal column, or of one and a half, if absent.

    Returns
    -------
    Axes
        The same. Numbers have the gid "estimate-JPN-KOR" and so on, in bold where their interval
        does not hold 0, on grey ("below-JPN-KOR") below 0; the documents under them "n-JPN-KOR".

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    """
    check(table, schemas.SPEAKER_MATRIX)
    rows = shown(table)
    speakers = rows.drop_duplicates("speaker_country").set_index("speaker_country")["speaker_label"]
    countries = rows.drop_duplicates("country").sort_values(["country_label", "country"])
    countries = countries.set_index("country")["country_label"]
    if ax is None:
        wide = len(countries) > _MOST_IN_ONE_COLUMN
        width = ONE_AND_A_HALF_COLUMNS if wide else ONE_COLUMN
        ax = new_axes(1.65 + 0.36 * max(len(speakers), 1), width=width)
    ax.set(xlabel="Country spoken of", ylabel="Speaker's country")
    if rows.empty:
        return say_too_small(ax, table, without="quotations")
    ax.set_xlabel(f"Country spoken of\n{say_unknown(table)}")
    for row in rows.to_dict("records"):
        place = (
            countries.index.get_loc(row["country"]),
            speakers.index.get_loc(row["speaker_country"]),
        )
        _draw_cell(ax, row, place)
    headings = [textwrap.wrap(label, _HEADING - 1) or [""] for label in countries]
    level = all(len(line) < _HEADING for lines in headings for line in lines)
    ax.set_xticks(
        range(len(countries)),
        ["\n".join(lines[:3]) for lines in headings]
        if level
        else [wrap_label(label, width=_WIDTH_OF_ROW_LABEL) for label in countries],
        rotation=0 if level else 90,
        parse_math=False,
        linespacing=0.95,
    )
    ax.set_yticks(
        range(len(speakers)),
        [wrap_label(label, width=_WIDTH_OF_ROW_LABEL) for label in speakers],
        parse_math=False,
        linespacing=0.95,
    )
    ax.tick_params(length=0)
    ax.set(xlim=(-0.5, len(countries) - 0.5), ylim=(len(speakers) - 0.5, -0.5))
    return ax


def say_unknown(table: pd.DataFrame) -> str:
    """Say of how many quoted mentions the speaker, or the speaker's country, is unknown."""
    first = table.iloc[0]
    return (
        f"Of {first['n_quoted']} quoted mentions unknown:\nspeaker of "
        f"{first['unknown_speaker']:.0%}, speaker's country of {first['unknown_country']:.0%}"
    )


def sign_of(row: dict) -> str:
    """Tell whether the interval of a row lies above 0, below it, or holds it."""
    if row["low"] > 0:
        return "above"
    return "below" if row["high"] < 0 else "holds"


def _draw_cell(ax: Axes, row: dict, place: tuple[int, int]) -> None:
    from matplotlib.patches import Rectangle

    x, y = place
    pair = f"{row['speaker_country']}-{row['country']}"
    frame = {"width": 1, "height": 1, "edgecolor": FAINT, "linewidth": 0.6}
    if math.isnan(row["estimate"]):
        ax.add_patch(Rectangle((x - 0.5, y - 0.5), facecolor="white", gid=f"empty-{pair}", **frame))
        return
    below = row["estimate"] < 0
    ax.add_patch(
        Rectangle(
            (x - 0.5, y - 0.5),
            facecolor="#e3e3e3" if below else "white",
            gid=f"{'below' if below else 'above'}-{pair}",
            **frame,
        )
    )
    middle = {"ha": "center", "fontsize": SMALLEST_FONT}
    ax.text(
        x,
        y - 0.03,
        f"{row['estimate']:+.2f}".replace("-", "−"),
        va="bottom",
        weight="normal" if sign_of(row) == "holds" else "bold",
        gid=f"estimate-{pair}",
        **middle,
    )
    ax.text(x, y + 0.05, f"n {row['n_used']}", va="top", color=MUTED, gid=f"n-{pair}", **middle)

"""In whose mouth an image is, and of which country, as a matrix of numbers."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING

import pandas as pd

from analysis import schemas
from analysis.plots.marks import say_too_small, shown, wrap_label
from analysis.plots.periods import break_lines
from analysis.schemas import check
from analysis.theme import FAINT, INK, SMALLEST_FONT, TWO_COLUMNS, new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["frame_users"]

_HEADING = 11
_LABEL_WIDTH = 24
_ROW_INCHES = 0.44
_DARKEST = 0.3


def frame_users(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw of which countries the outlets and speakers of each country use an image.

    Parameters
    ----------
    table : DataFrame, one row per user and country in the image
        As :func:`analysis.tables.frame_users` returns it; the rows with `drawn`, users from the
        top down in the order of the table, countries from left to right by name.
    ax : Axes, optional
        Where to draw; a figure of two journal columns if absent.

    Returns
    -------
    Axes
        The same. In each cell stand the share of the user's cues ("share-quoted-JPN-KOR", on
        the darker grey the larger it is), its interval ("interval-quoted-JPN-KOR") and the
        number of cues ("n-quoted-JPN-KOR"); where the user has too few documents, the number
        alone. The line "voices" divides the outlets' own words from quoted ones.

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    """
    check(table, schemas.FRAME_USERS)
    rows = shown(table)
    users = rows.drop_duplicates(["voice", "user"])
    countries = rows.drop_duplicates("country").sort_values(["country_label", "country"])
    if ax is None:
        ax = new_axes(1.6 + _ROW_INCHES * max(len(users), 2), width=TWO_COLUMNS)
    ax.set(xlabel="Country in the image", ylabel="User of the image")
    if rows.empty:
        return say_too_small(ax, table, without="cues with a country in the image")
    across = {country: place for place, country in enumerate(countries["country"])}
    down = {user: place for place, user in enumerate(_pairs(users))}
    for row in rows.to_dict("records"):
        _draw_cell(ax, row, (across[row["country"]], down[row["voice"], row["user"]]))
    note = (
        f"Country in the image ({rows['image'].iloc[0]})\n"
        "Each cell: share of the user's cues, 95 % interval, number of cues\n"
        f"{_say_unknown(table.iloc[0])}"
    )
    ax.set_xlabel(break_lines(ax, note))
    ax.set_xticks(
        range(len(countries)),
        ["\n".join(textwrap.wrap(label, _HEADING)[:4]) for label in countries["country_label"]],
        parse_math=False,
        linespacing=0.95,
    )
    labels = [
        f"{wrap_label(label, width=_LABEL_WIDTH)}\ncues {n_cues}, documents {n}"
        for label, n_cues, n in users[["user_label", "n_of_user", "n_used"]].to_numpy()
    ]
    ax.set_yticks(range(len(labels)), labels, parse_math=False, linespacing=1.1)
    ax.tick_params(length=0)
    ax.set(xlim=(-0.5, len(countries) - 0.5), ylim=(len(users) - 0.5, -0.5))
    own = (users["voice"] == "outlet").sum()
    if 0 < own < len(users):
        ax.axhline(own - 0.5, color=INK, linewidth=1.0, gid="voices")
    return ax


def _pairs(users: pd.DataFrame) -> list[tuple[str, str]]:
    return list(users[["voice", "user"]].itertuples(index=False, name=None))


def _say_unknown(first: pd.Series) -> str:
    said = f"Of {first['n_cues']} cues {first['no_country']:.0%} have no country in the image"
    if first["n_quoted_cues"]:
        said += (
            f"; of {first['n_quoted_cues']} quoted ones unknown:\nspeaker of "
            f"{first['unknown_speaker']:.0%}, speaker's country of {first['unknown_country']:.0%}"
        )
    return said


def _draw_cell(ax: Axes, row: dict, place: tuple[int, int]) -> None:
    from matplotlib.patches import Rectangle

    x, y = place
    cell = f"{row['voice']}-{row['user']}-{row['country']}"
    known = not math.isnan(row["estimate"])
    grey = 1 - _DARKEST * row["estimate"] if known else 1.0
    ax.add_patch(
        Rectangle(
            (x - 0.5, y - 0.5),
            1,
            1,
            facecolor=str(grey),
            edgecolor=FAINT,
            linewidth=0.6,
            gid=f"cell-{cell}",
        )
    )
    style = {"ha": "center", "va": "center", "fontsize": SMALLEST_FONT, "color": INK}
    ax.text(x, y + 0.28 * known, f"n {row['n_mentions']}", gid=f"n-{cell}", **style)
    if known:
        ax.text(x, y - 0.28, f"{row['estimate']:.2f}", weight="bold", gid=f"share-{cell}", **style)
        ends = f"{row['low']:.2f}\u2013{row['high']:.2f}"
        ax.text(x, y, ends, gid=f"interval-{cell}", **style)

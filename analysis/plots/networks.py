"""Who is quoted on whom: arrows between countries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis import schemas
from analysis.plots.marks import say_too_small, shown, wrap_label
from analysis.plots.matrices import say_unknown, sign_of
from analysis.plots.placing import Rounds, reach_of_names
from analysis.schemas import check
from analysis.theme import (
    GUIDE,
    INK,
    MUTED,
    ONE_AND_A_HALF_COLUMNS,
    SMALLEST_FONT,
    new_axes,
    width_of,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["speaker_network"]

# Where the interval lies: colour and line of the arrow, and what the legend calls it.
_SIGNS = {
    "above": ("#0072B2", "-", "favourable: interval above 0"),
    "below": ("#A65E00", (0, (4, 2)), "unfavourable: interval below 0"),
    "holds": (MUTED, (0, (1, 1.5)), "undecided: interval holds 0"),
}
_NODE = 20
_NAME_WIDTH = 14
# Countries beyond which names next to their circles would lie on one another.
_MANY = 12
# The ends of the panel in radii: at the sides, above, and what the legend takes below.
_SIDE, _TOP, _LEGEND = 1.7, 1.25, 0.6
_WIDEST = 3.4
_THINNEST = 0.8


def speaker_network(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw with what sentiment people of one country are quoted on another.

    Parameters
    ----------
    table : DataFrame, one row per speaker's country and country spoken of
        As :func:`analysis.tables.speaker_network` returns it. A row with `drawn` and an estimate
        is an arrow from the speaker's country to the one spoken of; countries stand in a circle,
        by name.
    ax : Axes, optional
        Where to draw; a figure of one and a half journal columns if absent.

    Returns
    -------
    Axes
        The same, without ticks. Arrows have the gid "pair-JPN-KOR" and so on: wider with more
        documents, and by colour and dash of one sign, if their interval is. Nodes have the gid
        "country-KOR", their names "name-KOR".

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    """
    check(table, schemas.SPEAKER_NETWORK)
    rows = shown(table).dropna(subset="estimate")
    names = dict(zip(rows["speaker_country"], rows["speaker_label"], strict=True))
    names |= dict(zip(rows["country"], rows["country_label"], strict=True))
    names = {country: wrap_label(name, width=_NAME_WIDTH) for country, name in names.items()}
    places = _place_countries(rows)
    radius = width_of(ONE_AND_A_HALF_COLUMNS) / (2 * _SIDE)
    top = _TOP
    if len(places) > _MANY:
        said = [names[country] for country in places]
        top = max(_TOP, 0.1 + reach_of_names(list(places.values()), said, radius=72 * radius))
    if ax is None:
        height = 2.0 if rows.empty else 5.05 + 2 * (top - _TOP) * radius
        ax = new_axes(height, width=ONE_AND_A_HALF_COLUMNS)
    ax.set_xlabel("Arrows run from the speaker's country to the country spoken of")
    if rows.empty:
        others = table[table["speaker_country"] != table["country"]]
        return say_too_small(ax, others, without="quotations across borders")
    ax.set_xlabel(f"{ax.get_xlabel()}\n{say_unknown(table)}")
    most = int(rows["n_used"].max())
    for row in rows.to_dict("records"):
        _draw_arrow(ax, row, places, most)
    for country, place in places.items():
        _draw_country(ax, country, place)
    _name_countries(ax, places, names)
    _explain_arrows(ax, rows["n_used"])
    ax.set(xlim=(-_SIDE, _SIDE), ylim=(-top - _LEGEND, top), aspect="equal", anchor="N")
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    return ax


def _place_countries(rows: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Place the countries on a circle, by name, from the top and with the clock."""
    import networkx as nx

    speakers = rows[["speaker_label", "speaker_country"]].itertuples(index=False, name=None)
    countries = rows[["country_label", "country"]].itertuples(index=False, name=None)
    graph = nx.DiGraph()
    graph.add_nodes_from(code for _, code in sorted({*speakers, *countries}))
    graph.add_edges_from(rows[["speaker_country", "country"]].itertuples(index=False, name=None))
    # The layout begins at the right and runs against the clock: its axes change places.
    return {code: (float(y), float(x)) for code, (x, y) in nx.circular_layout(graph).items()}


def _width(n: int, most: int) -> float:
    return max(_THINNEST, _WIDEST * n / most)


def _draw_arrow(ax: Axes, row: dict, places: dict, most: int) -> None:
    from matplotlib.patches import FancyArrowPatch

    color, dash, _ = _SIGNS[sign_of(row)]
    width = _width(row["n_used"], most)
    arrow = FancyArrowPatch(
        places[row["speaker_country"]],
        places[row["country"]],
        # Bent to one side, so that an arrow and its answer do not lie on each other.
        connectionstyle="arc3,rad=0.14",
        arrowstyle="-",
        linestyle=dash,
        linewidth=width,
        color=color,
        capstyle="butt",
        shrinkA=_NODE / 2 + 1,
        shrinkB=_NODE / 2 + 7,
        gid=f"pair-{row['speaker_country']}-{row['country']}",
    )
    ax.add_patch(arrow)
    # The head apart from the dashed line, so that it is whole.
    head = FancyArrowPatch(
        places[row["speaker_country"]],
        places[row["country"]],
        connectionstyle="arc3,rad=0.14",
        arrowstyle="-|>,head_length=0.45,head_width=0.24",
        mutation_scale=12 + 2 * width,
        linewidth=0,
        color=color,
        shrinkA=_NODE / 2 + 1,
        shrinkB=_NODE / 2 + 1,
        zorder=2,
        gid=f"head-{row['speaker_country']}-{row['country']}",
    )
    ax.add_patch(head)


def _draw_country(ax: Axes, country: str, place: tuple[float, float]) -> None:
    x, y = place
    ax.scatter(
        [x],
        [y],
        s=_NODE**2,
        facecolor="white",
        edgecolor=INK,
        linewidth=0.8,
        zorder=3,
        gid=f"country-{country}",
    )
    middle = {"ha": "center", "va": "center", "fontsize": SMALLEST_FONT, "zorder": 4}
    ax.text(x, y, country, gid=f"code-{country}", parse_math=False, **middle)


def _name_countries(ax: Axes, places: dict, names: dict[str, str]) -> None:
    """Write the names outside the circle; where they are many, at its sides with lines to them."""
    said = [names[country] for country in places]
    rounds = Rounds(ax, list(places.values()), said, reach=_NODE / 2 + 6)
    for number, (country, (x, y)) in enumerate(places.items()):
        if len(places) > _MANY:
            sideways, upright = ("left" if rounds.is_right(number) else "right"), "center"
            where = {"xytext": (0, 0), "textcoords": rounds.of(number)}
            line = {"arrowstyle": "-", "color": GUIDE, "linewidth": 0.5, "shrinkA": 0.5,
                    "shrinkB": _NODE / 2}  # fmt: skip
            where["arrowprops"] = line
        else:
            sideways = "center" if abs(x) < 0.2 else ("left" if x > 0 else "right")
            upright = "center" if abs(y) < 0.9 else ("bottom" if y > 0 else "top")
            where = {"xytext": (13 * x, 13 * y), "textcoords": "offset points"}
        ax.annotate(
            names[country],
            (x, y),
            # There is room for them: where they stand must not move the circle they stand around.
            in_layout=len(places) <= _MANY,
            ha=sideways,
            va=upright,
            color=INK,
            linespacing=0.95,
            gid=f"name-{country}",
            parse_math=False,
            **where,
        )


def _explain_arrows(ax: Axes, counts: pd.Series) -> None:
    from matplotlib.lines import Line2D

    least, most = int(counts.min()), int(counts.max())
    handles = [
        Line2D([], [], color=color, linestyle=dash, linewidth=1.6, label=label)
        for color, dash, label in _SIGNS.values()
    ]
    handles += [
        Line2D([], [], color=INK, linewidth=_width(n, most), label=f"n = {n} documents")
        for n in sorted({least, most})
    ]
    ax.legend(handles=handles, loc="lower center", ncols=2, handlelength=3.2, columnspacing=1.4)

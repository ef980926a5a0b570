"""Words that make a difference: between countries in sentiment, and between groups in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.patches import Patch

from analysis import schemas
from analysis.plots.marks import draw_counts, height_of_rows, label_rows, say_nothing
from analysis.schemas import KINDS_OF_SHIFT, check
from analysis.theme import INK, SMALLEST_FONT, new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["keywords", "word_shift"]

# Grey and hatch tell the kinds apart, so that print without colour does, too.
_LOOKS = dict(
    zip(KINDS_OF_SHIFT, [("#f2f2f2", ""), ("#f2f2f2", "////"), ("#8c8c8c", ""),
        ("#8c8c8c", "////")], strict=True)
)  # fmt: skip
_TIMES = 100
_SIDES = {"more": "o", "less": "o", "alike": "D"}


def word_shift(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw which words set what is said of one country apart from what is said of the others.

    Parameters
    ----------
    table : DataFrame, one row per word, of one country
        As :func:`analysis.tables.word_shift` returns it; the rows with `drawn` from the top down.
    ax : Axes, optional
        Where to draw; a figure of one journal column if absent.

    Returns
    -------
    Axes
        The same. Bars are each a patch with the gid "contribution-0" and so on; at the right
        stands how often the word is used of the country and of the others.

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    ValueError
        If it holds more than one country.
    """
    check(table, schemas.WORD_SHIFT)
    countries = table["country"].unique().tolist()
    if len(countries) > 1:
        msg = f"`table` must hold one country; it holds {countries}. Draw one after the other."
        raise ValueError(msg)
    rows = table[table["drawn"]]
    if ax is None:
        ax = new_axes(1.75 + height_of_rows(rows["word"].tolist()))
    ax.set(xlabel="Contribution to the difference (×100)", ylabel="Word")
    if rows.empty:
        return say_nothing(ax, "Too few documents with\nscored words for this figure.")
    first = rows.iloc[0]
    label_rows(ax, rows["word"].tolist())
    for place, (size, kind) in enumerate(zip(rows["contribution"], rows["kind"], strict=True)):
        colour, hatch = _LOOKS[kind]
        (bar,) = ax.barh(
            place,
            _TIMES * size,
            height=0.7,
            color=colour,
            hatch=hatch,
            edgecolor=INK,
            linewidth=0.5,
        )
        bar.set_gid(f"contribution-{place}")
    ax.axvline(0, color=INK, linewidth=0.6)
    reach = 1.1 * _TIMES * rows["contribution"].abs().max()
    ax.set_xlim(-reach, reach)
    interval = (
        f" ({_write(first['low'])} to {_write(first['high'])})" if pd.notna(first["low"]) else ""
    )
    ax.set_xlabel(
        f"Contribution to the difference (×{_TIMES})\n"
        f"(left: {first['label']} less favourable, right: more)\n"
        f"{first['label']} less others: {_write(first['difference'])}{interval}\n"
        f"{first['n_documents']} documents, {first['n_words']} scored words, "
        f"{first['coverage']:.0%} of all"
    )
    draw_counts(ax, rows["n"].tolist(), head="n")
    draw_counts(ax, rows["n_reference"].tolist(), name="n-others", head="others", reach=52)
    present = [kind for kind in KINDS_OF_SHIFT if (rows["kind"] == kind).any()]
    patches = [
        Patch(facecolor=_LOOKS[kind][0], hatch=_LOOKS[kind][1], edgecolor=INK, linewidth=0.5)
        for kind in present
    ]
    ax.legend(
        patches,
        present,
        loc="lower left",
        bbox_to_anchor=(0, 1.02),
        borderaxespad=0,
        fontsize=SMALLEST_FONT,
    )
    return ax


def _write(number: float) -> str:
    return f"{number:+.3f}".replace("-", "−")


def keywords(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the words that one group has more or less often than the others, or as often.

    Parameters
    ----------
    table : DataFrame, one row per word, of one group
        As :func:`analysis.tables.keywords` returns it; the rows with `drawn`, the group's own
        words at the top, those alike in both below, those of the others last.
    ax : Axes, optional
        Where to draw; a figure of one journal column if absent.

    Returns
    -------
    Axes
        The same. Dots have the gid "log-ratio-more", "log-ratio-alike" and "log-ratio-less"; at
        the right stands how often the word is in the group and in the others.

    Raises
    ------
    SchemaError
        If `table` is not such a table.
    ValueError
        If it holds more than one group.
    """
    check(table, schemas.KEYWORDS)
    groups = table["group"].unique().tolist()
    if len(groups) > 1:
        msg = f"`table` must hold one group; it holds {groups}. Draw one after the other."
        raise ValueError(msg)
    rows = table[table["drawn"]].sort_values("log_ratio", ascending=False, kind="stable")
    if ax is None:
        ax = new_axes(1.45 + height_of_rows(rows["word"].tolist()))
    ax.set(xlabel="Log ratio, to base 2", ylabel="Word")
    if rows.empty:
        return say_nothing(ax, "No word tells the groups apart\nsurely enough for this figure.")
    first = rows.iloc[0]
    label_rows(ax, rows["word"].tolist())
    places = range(len(rows))
    ax.hlines(places, 0, rows["log_ratio"], color=INK, linewidth=0.6)
    for side, marker in _SIDES.items():
        here = [place for place, name in zip(places, rows["side"], strict=True) if name == side]
        ax.plot(
            rows["log_ratio"].iloc[here],
            here,
            linestyle="none",
            marker=marker,
            markersize=4,
            color=INK,
            markerfacecolor="white" if side == "less" else INK,
            gid=f"log-ratio-{side}",
        )
    ax.axvline(0, color=INK, linewidth=0.6)
    reach = 1.15 * rows["log_ratio"].abs().max()
    ax.set_xlim(-reach, reach)
    ax.set_xlabel(
        f"Log ratio, to base 2\n(+1: twice as often in {first['label']}, −1: half as often)\n"
        f"{first['size']:,} words against {first['size_reference']:,}"
    )
    draw_counts(ax, rows["n"].tolist(), head="n")
    draw_counts(ax, rows["n_reference"].tolist(), name="n-others", head="others", reach=52)
    return ax

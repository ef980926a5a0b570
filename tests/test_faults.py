"""A figure is looked over by reading what is drawn; here each fault is planted, and its like."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib import colors

from analysis import figures, plots, schemas, theme
from analysis.corpus import load_events
from analysis.figures.vision import contrast, difference, paint, see

ROOT = Path(__file__).parents[1]
NUMBERS = sorted((ROOT / "figures" / "demonstration").glob("[0-9][0-9]-*.csv"))


def make_axes():
    with theme.house():
        ax = theme.new_axes(2.4)
        ax.set(xlabel="Mean sentiment", ylabel="Country", xlim=(0, 1), ylim=(0, 1))
    return ax


def find(ax):
    faults = figures.find_faults(ax.figure)
    schemas.check(faults, schemas.FAULTS)
    return faults


def kinds(ax):
    return sorted(set(find(ax)["fault"]))


def test_a_good_figure_has_none_and_is_not_changed():
    ax = make_axes()
    ax.plot([0.2, 0.8], [0.3, 0.6], gid="curve")
    ax.text(0.5, 0.9, "South Korea")
    size, engine = ax.figure.get_size_inches().tolist(), ax.figure.get_layout_engine()
    assert find(ax).empty
    assert ax.figure.get_size_inches().tolist() == size
    assert ax.figure.get_layout_engine() is engine
    assert find(ax).empty


@pytest.mark.parametrize(("points", "n"), [(6.9, 1), (7.0, 0)])
def test_small_text(points, n):
    ax = make_axes()
    ax.text(0.5, 0.5, "small", fontsize=points)
    faults = find(ax)
    assert len(faults) == n
    if n:
        row = faults.iloc[0]
        assert (row["fault"], row["what"]) == ("size", "small")
        assert (row["measured"], row["required"]) == (pytest.approx(points), 7.0)


@pytest.mark.parametrize(
    ("colour", "ground", "seen"),
    [
        # The well-known border: 4.54 on white, 4.48 for one grey lighter.
        ("#767676", "white", False),
        ("#777777", "white", True),
        # On a darker ground the same text is too faint.
        ("#595959", "#b3b3b3", True),
        ("white", "#595959", False),
        ("white", "#b3b3b3", True),
    ],
)
def test_pale_text_on_its_own_ground(colour, ground, seen):
    ax = make_axes()
    ax.add_patch(plt.Rectangle((0.2, 0.2), 0.6, 0.6, facecolor=ground, edgecolor="none"))
    ax.text(0.5, 0.5, "Japan", color=colour, ha="center", va="center")
    faults = find(ax)
    assert (faults["fault"].tolist() == ["contrast of text"]) is seen
    if seen:
        expected = contrast(colors.to_rgb(colour), colors.to_rgb(ground))
        assert faults["measured"].iloc[0] == pytest.approx(expected, rel=0.02)


def test_transparent_text_is_as_pale_as_it_looks():
    ax = make_axes()
    ax.text(0.5, 0.5, "faint", color="black", alpha=0.4)
    (seen,) = find(ax)["measured"]
    assert seen == pytest.approx(contrast((0.6, 0.6, 0.6), (1, 1, 1)), rel=0.01)


def test_texts_on_one_another():
    ax = make_axes()
    ax.text(0.5, 0.5, "South Korea")
    ax.text(0.52, 0.51, "Japan")
    faults = find(ax)
    assert faults["fault"].tolist() == ["overlap"]
    assert faults.loc[0, ["what", "other"]].tolist() == ["South Korea", "Japan"]
    ax.texts[1].set_position((0.52, 0.7))
    assert find(ax).empty


def test_tick_labels_on_one_another():
    ax = make_axes()
    ax.set_xticks([0.4, 0.45, 0.5], ["January", "February", "March"])
    assert kinds(ax) == ["overlap"]


def test_what_is_not_drawn_is_no_fault():
    ax = make_axes()
    ax.text(0.5, 0.5, "hidden", fontsize=3, visible=False)
    ax.text(0.5, 0.5, " ", fontsize=3)
    ax.text(0.5, 0.5, "", fontsize=3)
    # A tick beyond the limits is not drawn, and neither is what stands in a hidden panel.
    ax.set_xticks([0.5, 1.5], ["in", "out\nof\nsight"])
    other = ax.figure.add_axes((0.1, 0.1, 0.2, 0.2))
    other.text(0.5, 0.5, "tiny", fontsize=2)
    other.plot([0, 1], color="white", gid="pale")
    other.set_visible(False)
    assert find(ax).empty


def test_text_cut_off_at_the_edge_of_the_figure_and_of_its_panel():
    ax = make_axes()
    far = ax.annotate("a long label", (1, 0.5), xytext=(14, 0), textcoords="offset points")
    far.set_in_layout(False)
    cut = ax.text(0.97, 0.2, "a long label", clip_on=True)
    cut.set_clip_box(ax.bbox)
    faults = find(ax)
    assert faults["fault"].tolist() == ["text cut off"] * 2
    assert (faults["measured"] > 5).all()


def test_text_on_marks():
    ax = make_axes()
    ax.plot([0, 1], [0.5, 0.5], linewidth=3, gid="curve")
    ax.text(0.5, 0.5, "Japan", va="center")
    assert kinds(ax) == ["text on marks"]
    ax.texts[0].set_position((0.5, 0.7))
    assert find(ax).empty


@pytest.mark.parametrize("draw", ["plot", "scatter", "vlines", "bar", "fill_between"])
def test_pale_marks(draw):
    pale = {"color": "#bbbbbb", "gid": "pale"}
    ax = make_axes()
    if draw == "plot":
        ax.plot([0.2, 0.8], [0.2, 0.8], **pale)
    elif draw == "scatter":
        ax.scatter([0.5], [0.5], **pale)
    elif draw == "vlines":
        ax.vlines([0.4, 0.6], 0.2, 0.8, colors=pale["color"], gid="pale")
    elif draw == "bar":
        ax.bar([0.5], [0.5], width=0.2, **pale)
    else:
        ax.fill_between([0.2, 0.8], [0.2, 0.3], [0.6, 0.7], linewidth=0, **pale)
    if draw == "bar":
        # matplotlib names the group and not each bar.
        for bar in ax.patches:
            bar.set_gid("pale")
    faults = find(ax)
    assert faults["fault"].tolist() == ["contrast of marks"]
    assert faults["what"].tolist() == ["pale"]
    assert faults["measured"].iloc[0] == pytest.approx(
        contrast(colors.to_rgb("#bbbbbb"), (1, 1, 1)), rel=1e-3
    )


def test_a_pale_mark_with_an_edge_or_its_number_can_be_seen():
    ax = make_axes()
    ax.bar([0.3], [0.5], width=0.2, color="#eeeeee", edgecolor=theme.INK, linewidth=0.5)
    ax.patches[0].set_gid("edged")
    ax.add_patch(plt.Rectangle((0.5, 0.2), 0.4, 0.4, facecolor="#eeeeee", gid="cell"))
    ax.text(0.7, 0.4, "0.25", ha="center")
    ax.add_patch(plt.Rectangle((0.5, 0.65), 0.4, 0.2, facecolor="#eeeeee", gid="empty-cell"))
    # What has no gid means nothing, as the lines of a grid.
    ax.axhline(0.95, color="#eeeeee")
    assert find(ax).empty


def test_marks_cut_off_by_their_panel():
    ax = make_axes()
    ax.plot([0.5, 1.0], [0.5, 0.5], "o", linestyle="none", markersize=8, gid="dots")
    ax.plot([0.2, 0.4], [0.2, 1.4], gid="curve")
    faults = find(ax)
    assert faults["fault"].tolist() == ["mark cut off"] * 2
    assert faults.set_index("what").loc["dots", "measured"] == pytest.approx(4.0, abs=0.3)
    ax.lines[0].set_clip_on(False)
    ax.set_ylim(0, 1.5)
    assert find(ax).empty


def plot_two(ax, first, second, *, same):
    looks = ("o", "o") if same else ("o", "s")
    for place, (colour, marker) in enumerate(zip((first, second), looks, strict=True)):
        ax.plot([0.2, 0.5, 0.8], [0.3 + 0.3 * place] * 3, marker=marker, linestyle="none",
                color=colour, gid=f"series-{place}")  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "eyes"),
    [
        # One red and one green of the same lightness; blue and purple; two that print alike.
        ("#c0392b", "#3b7a2a", ("protanopia", "deuteranopia", "grey")),
        ("#0072B2", "#A65E00", ("grey",)),
        ("#1a1a1a", "#0072B2", None),
        (theme.INK, theme.GUIDE, None),
    ],
)
def test_colours_that_some_reader_takes_for_one_another(first, second, eyes):
    ax = make_axes()
    plot_two(ax, first, second, same=True)
    faults = find(ax)
    assert (faults["fault"].tolist() == ["colour alone"]) is (eyes is not None)
    if eyes:
        assert faults["what"].iloc[0] in [f"series-0 ({eye})" for eye in eyes]
        assert faults["other"].iloc[0] == "series-1"


def test_a_marker_tells_what_colour_does_not():
    ax = make_axes()
    plot_two(ax, "#c0392b", "#3b7a2a", same=False)
    assert find(ax).empty


@pytest.mark.parametrize("what", ["fill", "line", "hatch"])
def test_fill_line_and_hatch_tell_it_too(what):
    ax = make_axes()
    for place, colour in enumerate(("#c0392b", "#3b7a2a")):
        gid, height = f"series-{place}", 0.3 + 0.3 * place
        if what == "fill":
            ax.plot([0.5], [height], "o", color=colour, gid=gid,
                    markerfacecolor="white" if place else colour)  # fmt: skip
        elif what == "line":
            ax.plot([0.2, 0.8], [height] * 2, color=colour, linestyle=("-", "--")[place], gid=gid)
        else:
            (bar,) = ax.barh([height], [0.5], height=0.1, color=colour, edgecolor=theme.INK,
                             hatch=("", "//")[place])  # fmt: skip
            bar.set_gid(gid)
    assert find(ax).empty


def test_one_colour_with_two_markers_beside_another_with_one():
    # The dots and the intervals of a series have one colour: all of it counts.
    ax = make_axes()
    plot_two(ax, "#c0392b", "#3b7a2a", same=True)
    ax.hlines([0.3], 0.1, 0.9, colors="#c0392b", gid="interval")
    assert find(ax).empty


def test_series_of_the_house_can_be_told_apart_in_any_order():
    ax = make_axes()
    for place, look in enumerate(theme.SERIES):
        ax.plot([0.2, 0.8], [0.2 + 0.2 * place] * 2, color=look.color, marker=look.marker,
                markerfacecolor=look.fill, linestyle=look.line, gid=f"series-{place}")  # fmt: skip
    assert find(ax).empty


def test_contrast_is_that_of_the_guidelines():
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert contrast((1, 1, 1), (0, 0, 0)) == pytest.approx(21)
    assert contrast((0.3, 0.5, 0.7), (0.3, 0.5, 0.7)) == pytest.approx(1)
    grey = 0x76 / 255
    light = ((grey + 0.055) / 1.055) ** 2.4
    assert contrast((grey,) * 3, (1, 1, 1)) == pytest.approx(1.05 / (light + 0.05))


def test_paint_lies_on_its_ground():
    assert paint((1, 0, 0, 0.25), (0, 0, 1)) == pytest.approx((0.25, 0, 0.75))
    assert paint((1, 0, 0), (0, 0, 1)) == pytest.approx((1, 0, 0))


def test_every_eye_sees_white_black_and_grey_as_they_are():
    for colour in ((0, 0, 0), (1, 1, 1), (0.5, 0.5, 0.5)):
        for eye, seen in see(colour).items():
            assert seen == pytest.approx(colour, abs=2e-3), eye
    assert len(set(np.round(see((0.9, 0.2, 0.1))["grey"], 6))) == 1


def test_red_and_green_are_close_to_those_who_lack_a_cone():
    red, green = colors.to_rgb("#c0392b"), colors.to_rgb("#3b7a2a")
    nearest, eye = difference(red, green)
    assert eye in ("protanopia", "deuteranopia", "grey")
    seen, other = see(red), see(green)

    def apart(eye):
        return np.linalg.norm(np.subtract(seen[eye], other[eye]))

    assert apart("deuteranopia") < apart("all") / 2
    assert nearest < 15
    # Blue and yellow are what they do tell.
    assert difference((0, 0, 0.8), (0.9, 0.9, 0))[0] > 40
    assert difference(red, red)[0] == pytest.approx(0, abs=1e-9)
    assert difference((0, 0, 0), (1, 1, 1))[0] == pytest.approx(100, abs=0.01)


def read_numbers(path):
    """Read the numbers of a saved figure as the table that it was drawn from; None if it is old."""
    noun = path.stem[3:].replace("-", "_")
    known = [name for name in plots.__all__ if noun.startswith(name)]
    grouped = noun.startswith(("frames_by", "issues_by")) and not noun.endswith("_country")
    name = "frames_by_group" if grouped else max(known, key=len, default=None)
    if name is None:
        return None
    schema = getattr(schemas, name.upper())
    table = pd.read_csv(path)
    if list(table.columns) != schema.names:
        return None
    for column in schema.columns:
        cells = table[column.name]
        if column.kind == "date":
            cells = pd.to_datetime(cells)
        elif column.kind == "list":
            cells = cells.map(ast.literal_eval)
        elif column.kind == "text":
            cells = cells.astype("str").str.removeprefix("'")
        elif column.kind == "number":
            cells = cells.astype("float64")
        table[column.name] = cells
    # A text that may not be missing is empty where the file has nothing.
    filled = {column.name: "" for column in schema.columns if not column.missing
              and column.kind == "text"}  # fmt: skip
    return name, schemas.check(table.fillna(filled), schema)


def draw(name, table):
    plot = getattr(plots, name)
    options = {"events": load_events()} if "events" in inspect.signature(plot).parameters else {}
    drawn = plot(table, **options)
    return (drawn if hasattr(drawn, "get_figure") else drawn[0]).get_figure(root=True)


@pytest.fixture(scope="module")
def saved_numbers():
    read = {path.stem: read_numbers(path) for path in NUMBERS}
    found = {stem: numbers for stem, numbers in read.items() if numbers is not None}
    assert len(found) >= 20
    return found


def test_every_figure_of_the_notebooks_can_be_read_in_print(saved_numbers):
    for stem, (name, table) in saved_numbers.items():
        with theme.house():
            figure = draw(name, table)
        faults = figures.find_faults(figure)
        assert faults.empty, f"{stem}:\n{faults.to_string()}"
        plt.close(figure)


@pytest.mark.parametrize("journal", ["elsevier", "taylor-francis", "springer-small"])
def test_figures_can_be_read_in_the_widths_of_journals(journal, saved_numbers):
    nouns = {}
    for name, table in saved_numbers.values():
        nouns.setdefault(name, table)
    tried = ["event_study", "frame_lives", "sentiment_by_voice", "sentiment_over_time",
             "tone_by_country", "word_shift"]  # fmt: skip
    for name in set(tried) & set(nouns):
        with theme.house(journal, font="serif"):
            figure = draw(name, nouns[name])
        faults = figures.find_faults(figure)
        assert faults.empty, f"{name}:\n{faults.to_string()}"
        plt.close(figure)

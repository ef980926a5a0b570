"""The desk: figure and sentences move together, a point leads to them, and the cell makes both."""

from __future__ import annotations

import html
import re
import subprocess
import sys
import time
from threading import Thread

import ipywidgets
import matplotlib.pyplot as plt
import pytest
from explored import copy_of, find_all, make_corpus
from matplotlib.backend_bases import MouseEvent
from pandas.testing import assert_frame_equal

from analysis import explore, figures, pipeline, theme
from analysis.explore import libraries, screens
from analysis.explore.desk import _Desk
from analysis.explore.points import find_points
from analysis.explore.traced import TRACED
from analysis.explore.turns import in_turn
from analysis.explore.views import View, draw, write_cell

CHOICE = explore.Choice(
    countries=["CHN", "JPN", "KOR", "USA"],
    outlets=["Post", "Wire"],
    until="2024-05",
    scorer="vader",
)
WAYS = [
    pytest.param(figure, dict(way), id="-".join([figure, *way.values()]))
    for figure, traced in TRACED.items()
    for way in (traced.ways[0], traced.ways[-1])[: len(traced.ways)]
]


@pytest.fixture(scope="module")
def found():
    return find_all()


@pytest.fixture(autouse=True)
def figures_go_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("TRILATERAL_FIGURES", str(tmp_path / "figures"))


@pytest.fixture
def desk(found):
    return _Desk(found, None)


def run_cell(cell: str, found, monkeypatch) -> dict:
    """Run a cell where nothing is known but what it imports."""
    asked = []

    def run(*arguments):
        asked.append(arguments)
        return found

    monkeypatch.setattr(pipeline, "run", run)
    names: dict = {}
    exec(compile(cell, "cell", "exec"), names)  # noqa: S102
    names["asked"] = asked
    return names


def drawn_on(axes) -> list:
    """List what a figure shows: points, lines, bars, and every word."""
    axes = axes if isinstance(axes, list) else [axes]
    axes[0].get_figure(root=True).draw_without_rendering()
    shown = []
    for ax in axes:
        shown += [(line.get_gid(), line.get_xydata().tolist()) for line in ax.get_lines()]
        for lines in ax.collections:
            paths = [path.vertices.tolist() for path in lines.get_paths()]
            shown.append((lines.get_gid(), paths))
        shown += [(patch.get_gid(), patch.get_bbox().bounds) for patch in ax.patches]
        shown += [(text.get_gid(), text.get_text(), text.get_position()) for text in ax.texts]
        shown += [ax.get_xlim(), ax.get_ylim(), ax.get_xlabel(), ax.get_ylabel()]
        for axis in (ax.xaxis, ax.yaxis):
            shown += [(tick.get_text(), tick.get_position()) for tick in axis.get_ticklabels()]
    return shown


def cell_of(desk: _Desk) -> str:
    field = re.search(r"<textarea[^>]*>\n(.*)</textarea>", desk._cell.value, re.DOTALL)
    return html.unescape(field.group(1))


def parts_of(box: ipywidgets.Widget) -> list[ipywidgets.Widget]:
    found = [box]
    for child in getattr(box, "children", ()):
        found += parts_of(child)
    return found


def shown_on(desk: _Desk) -> ipywidgets.DOMWidget:
    ((shown,),) = (frame.children for frame in desk._screen.box.children)
    return shown


@pytest.mark.parametrize(("figure", "way"), WAYS)
def test_the_cell_draws_what_the_desk_draws(found, figure, way, monkeypatch, tmp_path):
    view = View(figure=figure, way=way, choice=CHOICE)
    with theme.house():
        here = draw(found, view)
    there = run_cell(write_cell(view), found, monkeypatch)
    assert_frame_equal(there["table"], here.table)
    assert drawn_on(there["ax"]) == drawn_on(here.axes)
    saved = {path.suffix for path in (tmp_path / "figures").iterdir()}
    assert {".pdf", ".svg", ".png", ".csv", ".txt"} <= saved
    told = next((tmp_path / "figures").glob("*.txt")).read_text(encoding="utf-8")
    # The name of the files is one that the captions know.
    assert "Caption: " in told
    assert "A figure of" not in told


@pytest.mark.parametrize(("figure", "way"), WAYS)
def test_every_point_is_its_row(found, figure, way):
    with theme.house():
        drawn = draw(found, View(figure=figure, way=way))
    points = find_points(drawn.axes, drawn.table, figure)
    rows = drawn.table[drawn.table["drawn"].astype("bool") & drawn.table["estimate"].notna()]
    assert sorted(point.row for point in points) == sorted(
        drawn.table.index.get_indexer(rows.index).tolist()
    )
    assert len(points) > 0
    for point in points:
        row = drawn.table.iloc[point.row]
        if point.box is None:
            assert row["estimate"] in (pytest.approx(point.x), pytest.approx(point.y))
        elif figure == "speakers_quoted":
            assert point.box[2] - point.box[0] == row["n_mentions"]
        else:
            number = f"{row['estimate']:+.2f}".replace("-", "−")
            texts = {text.get_text() for text in point.ax.texts
                     if abs(text.get_position()[0] - point.x) < 0.5
                     and abs(text.get_position()[1] - point.y) < 0.5}  # fmt: skip
            assert number in texts


def test_points_are_named_as_their_rows_are(found):
    with theme.house():
        drawn = draw(found, View())
    (ax,) = drawn.axes
    labels = [tick.get_text() for tick in ax.get_yticklabels()]
    for point in find_points(drawn.axes, drawn.table, "sentiment_by_country"):
        assert labels[round(point.y)] == drawn.table["label"].iloc[point.row]


def click(desk: _Desk, x: float, y: float, ax) -> None:
    canvas = ax.figure.canvas
    at = ax.transData.transform((x, y))
    event = MouseEvent("button_press_event", canvas, *at, button=1)
    canvas.callbacks.process("button_press_event", event)


def test_a_click_on_a_point_shows_its_sentences_and_writes_them_into_the_cell(desk, found):
    assert desk._screen.takes_clicks
    shown_on(desk).figure.draw_without_rendering()
    points = find_points(desk._drawn.axes, desk._drawn.table, "sentiment_by_country")
    for point in points:
        row = desk._drawn.table.iloc[point.row]
        click(desk, point.x, point.y, point.ax)
        assert desk._mark.label.startswith(row["label"])
        assert len(desk._evidence) == row["n_mentions"]
        expected = explore.show_sentences(found, desk._evidence, most=10)
        assert desk._page.value == expected.html
        assert f"mark = table[(table['country'] == '{row['country']}')].iloc[0]" in cell_of(desk)
    before = desk._mark.value
    # Far from any point nothing happens.
    click(desk, 0.99 * points[0].ax.get_xlim()[0], 0.5, points[0].ax)
    assert desk._mark.value == before


def test_a_click_into_a_cell_or_a_bar_hits_it_anywhere(found):
    for figure, inside in (("speaker_matrix", 0.4), ("speakers_quoted", 0.3)):
        desk = _Desk(found, None)
        desk._controls.figure.value = figure
        shown_on(desk).figure.draw_without_rendering()
        point = find_points(desk._drawn.axes, desk._drawn.table, figure)[0]
        click(desk, point.x, point.y + inside * (point.box[3] - point.box[1]), point.ax)
        assert desk._mark.value == point.row


def test_without_ipympl_a_picture_and_the_list_do_the_same(found, monkeypatch):
    monkeypatch.setattr(screens, "load_canvases", lambda: None)
    desk = _Desk(found, None)
    picture = shown_on(desk)
    assert isinstance(picture, ipywidgets.Image)
    assert bytes(picture.value[:4]) == b"\x89PNG"
    desk._mark.value = 1
    assert len(desk._evidence) == desk._drawn.table["n_mentions"].iloc[1]
    assert "<section>" in desk._page.value


def test_figure_sentences_and_cell_move_together(desk, found, monkeypatch):
    desk._mark.value = 0
    key = desk._view.mark
    desk._controls.lists["outlets"].value = ("Wire",)
    desk._controls.scorer.value = "vader"
    desk._controls.voice.value = "outlet"
    # The mark is still there, and what is behind it is less.
    assert desk._view.mark == key
    assert set(desk._evidence["outlet"]) == {"Wire"}
    assert set(desk._evidence["scorer"]) == {"vader"}
    names = run_cell(cell_of(desk), found, monkeypatch)
    assert names["asked"] == [()]
    assert_frame_equal(names["evidence"], desk._evidence)
    assert_frame_equal(names["table"], desk._drawn.table)
    assert drawn_on(names["ax"])[:5] == drawn_on(desk._drawn.axes)[:5]


@pytest.mark.parametrize("reading", ["sentences", "reasons", "article"])
def test_the_last_line_of_the_cell_is_what_is_read(desk, found, reading, monkeypatch):
    desk._controls.scorer.value = "textblob"
    desk._mark.value = 1
    desk._next.click()
    desk._reading.value = reading
    desk._place.value = desk._place.options[-1][1]
    *_, last = cell_of(desk).splitlines()
    names = run_cell(cell_of(desk), found, monkeypatch)
    page = eval(last, names)  # noqa: S307
    assert page.html == desk._page.value
    assert len(page.html) > 200


def test_the_frames_are_shares_in_one_figure_and_a_filter_in_another(desk):
    desk._controls.lists["frames"].value = ("ship_of_state",)
    assert desk._view.choice.framed == ("ship_of_state",)
    assert desk._controls.lists["frames"].description == "framed as"
    desk._controls.figure.value = "frames_by_country"
    assert desk._view.choice.frames == ("ship_of_state",)
    assert not desk._view.choice.framed
    assert set(desk._drawn.table["frame"]) == {"ship_of_state"}


def test_months_choose_days_and_the_whole_range_leaves_the_undated_in(desk, found):
    assert desk._view.choice.since is None
    assert len(desk._drawn.chosen.documents) == len(found.documents)
    months = desk._controls.months
    assert [value for _, value in months.options][::5] == ["2024-01", "2024-06"]
    months.index = (1, 2)
    assert (desk._view.choice.since, desk._view.choice.until) == ("2024-02", "2024-03")
    assert set(desk._drawn.chosen.documents["published_on"].dt.month) == {2, 3}


def test_each_control_offers_what_the_texts_have_by_name(desk, found):
    lists = desk._controls.lists
    countries = lists["countries"].options
    assert countries == (
        ("China", "CHN"), ("Japan", "JPN"), ("South Korea", "KOR"), ("United States", "USA"),
    )  # fmt: skip
    assert {value for _, value in lists["outlets"].options} == {"Post", "Wire"}
    assert {value for _, value in lists["speakers"].options} == set(
        found.quotations["speaker"].dropna()
    )
    for control in lists.values():
        names = [name for name, _ in control.options]
        assert names == sorted(names)


def test_pages_of_sentences_go_to_the_end_and_back(desk):
    desk._mark.value = 0
    n = desk._evidence["segment_id"].nunique()
    assert n > 10
    seen = {value for _, value in desk._place.options}
    while not desk._next.disabled:
        desk._next.click()
        more = {value for _, value in desk._place.options}
        assert not seen & more
        seen |= more
    assert seen == set(desk._evidence["evidence_id"])
    assert f"skip={10 * ((n - 1) // 10)}" in cell_of(desk)
    while not desk._back.disabled:
        desk._back.click()
    assert "skip" not in cell_of(desk)


def test_nothing_on_the_desk_changes_the_callers_tables(found):
    before = copy_of(found)
    desk = _Desk(found, None)
    desk._controls.scorer.value = "vader"
    for figure in TRACED:
        desk._controls.figure.value = figure
        desk._mark.value = desk._mark.options[-1][1]
    for reading in ("reasons", "article", "sentences"):
        desk._reading.value = reading
    for name, table in found._asdict().items():
        assert_frame_equal(table, getattr(before, name))
    assert plt.get_fignums() == []


@pytest.fixture(params=["demonstration", "own"])
def source_of_figures(request, found):
    figures.use_source(figures.describe_corpus(request.param, found.documents))
    yield
    figures.use_source(None)


@pytest.mark.usefixtures("source_of_figures")
def test_the_button_saves_the_very_files_that_the_cell_saves(desk, found, monkeypatch, tmp_path):
    desk._controls.figure.value = "sentiment_by_voice"
    desk._save.click()
    assert "12-sentiment-by-voice.png" in desk._message.value
    by_button = {path.name: path.read_bytes() for path in (tmp_path / "figures").iterdir()}
    monkeypatch.setenv("TRILATERAL_FIGURES", str(tmp_path / "again"))
    run_cell(cell_of(desk), found, monkeypatch)
    assert {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()} == by_button


def test_a_figure_of_the_constructed_corpus_says_so_on_the_screen_too(found):
    figures.use_source(figures.describe_corpus("demonstration", found.documents))
    try:
        drawn = screens.draw_apart(found, View())
    finally:
        figures.use_source(None)
    assert "Constructed" in drawn.axes[0].figure.get_supxlabel()
    assert screens.draw_apart(found, View()).axes[0].figure.get_supxlabel() == ""


def test_more_than_two_groups_are_drawn_side_by_side(desk):
    desk._controls.lists["countries"].value = ("CHN", "JPN", "KOR", "USA")
    desk._controls.figure.value = "sentiment_over_time"
    shown = {line.get_gid() for ax in desk._drawn.axes for line in ax.get_lines()}
    named = desk._drawn.table.loc[desk._drawn.table["estimate"].notna(), "country"].unique()
    assert {f"sentiment-{country}" for country in named} <= shown
    assert len(named) > 2


def test_what_cannot_be_drawn_or_saved_is_said(desk, monkeypatch):
    def refuse(*_arguments, **_options):
        msg = "no font has <b>this</b> letter"
        raise ValueError(msg)

    monkeypatch.setattr(figures, "save", refuse)
    desk._save.click()
    assert desk._message.value == "Not saved. no font has &lt;b&gt;this&lt;/b&gt; letter"
    monkeypatch.setattr(sys.modules["analysis.explore.desk"], "draw_apart", refuse)
    desk._controls.voice.value = "quoted"
    assert "&lt;b&gt;this&lt;/b&gt;" in desk._message.value
    assert desk._screen.box.children == ()
    assert desk._save.disabled


def test_hostile_names_cannot_leave_the_cell_or_the_copying_field(found, monkeypatch):
    bad = '</textarea><script>alert(1)</script>\'; import os; \'\u202e\n"""'
    outlet = found.documents["outlet"].where(found.documents["outlet"] != "Wire", bad)
    poisoned = found._replace(documents=found.documents.assign(outlet=outlet))
    desk = _Desk(poisoned, None)
    desk._controls.lists["outlets"].value = (bad,)
    tags = re.findall("<(/?[a-z]+)", desk._cell.value)
    assert tags == ["div", "textarea", "/textarea", "br", "button", "/button", "/div"]
    assert desk._cell.value.count("<") == len(tags)
    assert "\u202e" not in desk._cell.value
    names = run_cell(cell_of(desk), poisoned, monkeypatch)
    assert set(names["chosen"].documents["outlet"]) == {bad}
    assert "os" not in names
    # The handler is the same whatever the cell says.
    handlers = {
        re.search('onclick="([^"]*)"', d._cell.value)[1] for d in (desk, _Desk(found, None))
    }
    assert len(handlers) == 1


def test_the_cell_names_the_corpus_that_was_read(found):
    box = explore.desk(found, corpus="corpus/own")
    cells = [part.value for part in parts_of(box) if isinstance(part, ipywidgets.HTML)]
    assert any("pipeline.run(&#x27;corpus/own&#x27;)" in cell for cell in cells)
    assert "pipeline.run()" in write_cell(View())


@pytest.mark.parametrize("text", ["Nobody went home.", "Seoul may trust Tokyo, an aide said.", ""])
def test_a_corpus_of_one_short_text_has_a_desk(text):
    rows = [{"document_id": "d", "text": text, "path": "d", "sha256": "0"}] if text else []
    desk = _Desk(pipeline.annotate(make_corpus(rows), workers=1), None)
    for figure in TRACED:
        desk._controls.figure.value = figure
        assert desk._message.value == ""
    assert desk._controls.months.disabled


def test_without_scores_there_is_a_desk_of_frames():
    text = "The alliance between Seoul and Tokyo has run aground."
    rows = [{"document_id": "d", "text": text, "path": "d", "sha256": "0"}]
    found = pipeline.annotate(make_corpus(rows), skip=["scores"], workers=1)
    desk = _Desk(found, None)
    desk._controls.figure.value = "frames_by_group"
    desk._mark.value = desk._mark.options[-1][1]
    assert desk._evidence["surface"].tolist() == ["run aground"]
    assert desk._message.value == ""


def test_canvases_are_those_of_ipympl_or_none(monkeypatch):
    assert libraries.load_canvases().__name__ == "ipympl.backend_nbagg"
    monkeypatch.setitem(sys.modules, "ipympl.backend_nbagg", None)
    assert libraries.load_canvases() is None


def test_the_desk_leaves_the_backend_of_the_notebook_as_it_is():
    code = (
        "import matplotlib as mpl, matplotlib.pyplot as plt\n"
        "mpl.use('svg')\n"
        "from analysis.explore.libraries import load_canvases\n"
        "print(load_canvases().__name__, mpl.get_backend(), type(plt.figure().canvas).__name__)\n"
        "mpl.use('agg')\n"
        "print(mpl.get_backend())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["ipympl.backend_nbagg", "svg", "FigureCanvasSVG", "agg"]


def test_the_screen_holds_one_figure_and_keeps_none_behind(desk):
    (frame,) = desk._screen.box.children
    first = shown_on(desk)
    desk._controls.figure.value = "tone_by_country"
    second = shown_on(desk)
    assert (frame.comm, first.comm) == (None, None)
    # What is taken off the page is the frame: a canvas does not go by itself.
    assert desk._screen.box.children[0] is not frame
    assert second.figure is desk._drawn.axes[0].figure


def test_no_list_stands_there_empty(desk):
    for reading in ("sentences", "reasons"):
        desk._reading.value = reading
        for part in parts_of(desk.box):
            if isinstance(part, ipywidgets.Dropdown):
                # A page shows nothing at all in a list whose value is None.
                assert part.value is not None, part.description
        desk._mark.value = 0
    assert desk._mark.options[0][0].startswith("none")


def test_controls_that_speak_at_once_are_heard_one_after_the_other(desk, found, monkeypatch):
    """As in JupyterLab, where some messages come in a thread beside the one of the cells."""
    at_work, overlaps = [], []
    module = sys.modules["analysis.explore.desk"]
    draw_apart = module.draw_apart

    def draw_slowly(*arguments, **options):
        overlaps.append(len(at_work))
        at_work.append(1)
        time.sleep(0.1)
        try:
            return draw_apart(*arguments, **options)
        finally:
            at_work.pop()

    monkeypatch.setattr(module, "draw_apart", draw_slowly)
    first = Thread(target=lambda: desk._controls.scorer.set_trait("value", "vader"))
    first.start()
    desk._controls.figure.value = "sentiment_over_time"
    first.join()
    assert overlaps == [0, 0]
    view = View(figure="sentiment_over_time", way={"period": "quarter"}, choice=desk._view.choice)
    assert desk._view == view
    assert cell_of(desk) == write_cell(view)
    assert view.choice.scorer == "vader"


def test_a_canvas_hears_of_the_page_when_nothing_else_happens(desk):
    heard = []
    canvas = shown_on(desk)
    canvas.draw = lambda: heard.append("drawn")
    page = Thread(target=canvas._handle_message, args=(canvas, {"type": "draw"}, []))

    def act():
        page.start()
        page.join(0.2)
        heard.append("acted")

    in_turn(act)()
    page.join()
    assert heard == ["acted", "drawn"]

"""The checks themselves: were they blind, every desk would pass. Each breaks one thing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks import HOSTILE, check_choosing, check_clicking, check_copying, check_hostile_text
from desks import Desk
from windows import write_notebook

from analysis import pipeline

# Seconds to wait for what never comes.
PATIENCE = 6
# What is put in the place of what, in which module of `explore`, and which check then fails how.
BROKEN = {
    "a control fails": (
        "desk", "module._Desk, '_draw_again', side_effect=RuntimeError('broken on purpose')",
        check_choosing, "broken on purpose",
    ),
    "controls move nothing": (
        "desk", "module.Controls, 'all', ()", check_choosing, "for the cell to say",
    ),
    "the picture stays": (
        "screens", "module.Screen, '_replace', first_only(module.Screen._replace)",
        check_choosing, "for its picture",
    ),
    "the sentences stay": (
        "desk", "module, 'write_page', return_value='Nothing.'",
        check_choosing, "for its sentences",
    ),
    "clicks are not heard": (
        "screens", "module.Screen, '_click', lambda *_: None",
        check_clicking, "for the cell of the view",
    ),
    "a click hits another point": (
        "screens", "module, 'find_nearest', lambda points, event: points[-1]",
        check_clicking, "for the cell of the view",
    ),
    "the button copies nothing": (
        "desk", "module, 'write_copier', lambda cell: write(cell).replace('onclick', 'title')",
        check_copying, "for the clipboard to be written",
    ),
    "the button copies something else": (
        "desk", "module, 'write_copier', lambda cell: write(cell).replace('field.value', '`1`')",
        check_copying, "assert '1' == ",
    ),
    "the cell makes another picture": (
        "desk", "module, 'write_cell', lambda view, corpus: write_all(View(mark=view.mark, "
        "choice=replace(view.choice, since='2024')))",
        check_copying, "Differing items",
    ),
    "the cell fails": (
        "desk", "module, 'write_cell', lambda view, corpus: write_all(view) + '[0]'",
        check_copying, "TypeError",
    ),
}  # fmt: skip
BREAK = """
import sys
from dataclasses import replace
from unittest import mock
mock.patch.stopall()
from analysis.explore.controls import write_copier as write
from analysis.explore.views import View, write_cell as write_all
first_only = lambda act: lambda self, widget: None if self.box.children else act(self, widget)
module = sys.modules["analysis.explore.{module}"]
mock.patch.object({place}).start()
explore.desk(found)
""".strip()


@pytest.fixture
def broken(desk, request):
    """Lay a desk below the others on which something is broken."""
    module, place, check, said = BROKEN[request.param]
    window = desk.window
    cell = window.add_cell(code=BREAK.format(module=module, place=place))
    output = cell.locator(".jp-OutputArea-output:has(canvas)")
    yield Desk(window, output, desk.found, PATIENCE), check, said
    output.scroll_into_view_if_needed()
    window.take_picture(request.node.name)
    for heard in (window.failures, window.complaints):
        heard.clear()


@pytest.mark.parametrize("broken", BROKEN, indirect=True)
def test_a_widget_that_is_broken_on_purpose_is_noticed(broken):
    desk, check, said = broken
    with pytest.raises(AssertionError) as told:
        check(desk)
    assert said in f"{told.value} {desk.window.failures}"


def test_a_desk_with_nothing_broken_passes_with_as_little_patience(desk):
    cell = desk.window.add_cell(code="mock.patch.stopall()\nexplore.desk(found)")
    same = replace(desk, output=cell.locator(".jp-OutputArea-output:has(canvas)"))
    for check in (check_choosing, check_clicking, check_copying):
        check(replace(same, patience=10 * PATIENCE))


DESK = (
    "from analysis import explore, pipeline\n"
    "found = pipeline.annotate_texts(['Japan is a great partner.'])\n"
    "explore.desk(found)"
)


@pytest.mark.parametrize("left_out", ["@jupyter-widgets", "jupyter-matplotlib"])
def test_controls_that_cannot_be_shown_are_noticed(left_out, lab, window):
    write_notebook(lab.folder / "broken.ipynb", DESK)
    window.patience = PATIENCE
    window.page.route(f"**/{left_out}/**", lambda route: route.abort())
    shown = window.run("broken.ipynb")
    assert shown.unshown or shown.images == 0


def test_a_cell_that_fails_is_noticed(lab, window):
    write_notebook(lab.folder / "broken.ipynb", "raise RuntimeError('broken on purpose')", "1")
    shown = window.run("broken.ipynb")
    assert len(shown.errors) == 1
    assert "broken on purpose" in shown.errors[0]


def test_hostile_text_is_shown_as_it_stands(lab, window):
    read_hostile_text(lab, window, breaking="")
    check_hostile_text(window)
    assert window.failures == window.complaints == []


def test_hostile_text_that_is_let_through_is_noticed(lab, window):
    read_hostile_text(lab, window, breaking="markup.quote = str")
    with pytest.raises(AssertionError):
        check_hostile_text(window)


def read_hostile_text(lab, window, *, breaking: str) -> None:
    """Show a text as an article, and on a desk the sentences of its first mark."""
    write_notebook(
        lab.folder / "hostile.ipynb",
        f"from analysis import explore, pipeline\nfrom analysis.explore import markup\n{breaking}",
        f"found = pipeline.annotate_texts([{HOSTILE!r}])\nexplore.read(found, 't0')",
        "explore.desk(found)",
    )
    window.run("hostile.ipynb")
    output = window.page.locator(".jp-OutputArea-output:has(canvas)").last
    desk = Desk(window, output, pipeline.annotate_texts([HOSTILE]))
    desk.take("mark", desk.list_options("mark")[1], then="explore.show_sentences")
    desk.wait_for(lambda: desk.page.count() == 1, "sentences")

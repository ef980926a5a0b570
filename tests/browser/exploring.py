"""The desk in a real browser: choose, click a point, read its sentences, take the cell along."""

from __future__ import annotations

import pytest
from checks import check_choosing, check_clicking, check_copying


@pytest.fixture(autouse=True)
def nothing_went_wrong(desk, request):
    yield
    desk.output.scroll_into_view_if_needed()
    desk.window.take_picture(request.node.name)
    assert desk.window.failures == []
    assert desk.window.complaints == []
    assert desk.window.outside == []


def test_choosing_moves_picture_sentences_and_cell_together(desk):
    check_choosing(desk)


def test_a_click_on_a_point_shows_its_sentences(desk):
    check_clicking(desk)


def test_the_copied_cell_makes_the_same_again(desk):
    check_copying(desk)


def test_no_list_that_unfolds_stands_there_empty(desk):
    lists = desk.output.locator("select:not([multiple])")
    taken = lists.evaluate_all("all => all.map(one => one.selectedIndex)")
    assert len(taken) == 6
    assert min(taken) >= 0

"""What a reader does at the desk, and what must come of it; each fails where it does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from desks import Desk, days_in, find_point
from windows import LOUD, Window

from analysis.explore import Choice, View
from analysis.explore.readings import name_mark
from analysis.explore.views import find_mark, name_figure

NAMES = {"China": "CHN", "Japan": "JPN", "South Korea": "KOR"}
NOTHING = "nothing was copied"
HOSTILE = (
    "Japan is a great partner <img src=x onerror=self.taken=1> and a loyal friend "
    "<script>self.taken=2</script> <b>of all</b>."
)


def check_choosing(desk: Desk) -> None:
    """Choose countries, leave one out, take another scorer: all that is shown moves along."""
    view = _begin(desk, "news")
    drawn = desk.expect(view)
    view = replace(view, mark={"country": "KOR"})
    label = name_mark(find_mark(drawn.table, view.mark), view.figure)
    desk.take("mark", label, then="'KOR')].iloc[0]")
    desk.expect(view)
    desk.mark_also("countries", "Japan")
    view = _choose(view, countries=("CHN", "KOR"))
    desk.expect(view)
    desk.take("scorer", "vader", then="scorer='vader'")
    desk.expect(_choose(view, scorer="vader"))


def check_clicking(desk: Desk) -> None:
    """Click a point: what is read are sentences of this country and month, marked."""
    view = _begin(desk, "news")
    desk.take("figure", "sentiment over time", then="plots.sentiment_over_time")
    desk.take("as", "month", then="period='month'")
    view = replace(view, figure="sentiment_over_time", way={"period": "month"})
    drawn = desk.expect(view)
    rows = drawn.table[drawn.table["estimate"].notna()].sort_values("n_mentions")
    for country in ("JPN", "KOR"):
        row = rows[rows["country"] == country].iloc[0]
        view = replace(view, mark={"country": country, "period": row["period"]})
        desk.click_on(find_point(drawn, view))
        desk.expect(view)
        days = days_in(desk.page.inner_text())
        assert days
        assert {day[:7] for day in days} == {row["period"]}
        surfaces = desk.found.mentions.query("country == @country")["surface"]
        bold = desk.page.locator("div [style*='font-weight: bold']").all_inner_texts()
        assert bold
        assert all(surfaces.str.contains(part, regex=False).any() for part in bold)


def check_copying(desk: Desk) -> None:
    """Copy the cell into a new one: it makes the same picture, numbers and sentences."""
    view = _begin(desk, "vader")
    page, folder = desk.window.page, desk.window.lab.figures
    page.evaluate("words => navigator.clipboard.writeText(words)", NOTHING)
    desk.take("mark", desk.list_options("mark")[1], then="explore.show_sentences")
    desk.press("Save the figure")
    saved = desk.output.get_by_text("Saved as", exact=False)
    desk.wait_for(lambda: saved.count() == 1, "files")
    by_desk = _take_files(folder, name_figure(view))
    assert {".png", ".csv", ".txt"} <= by_desk.keys()
    desk.press("Copy the cell")
    desk.wait_for(lambda: _read_clipboard(desk) != NOTHING, "the clipboard to be written")
    assert _read_clipboard(desk) == desk.cell
    new = desk.window.add_cell(paste=True)
    new.locator(f"section, {LOUD}").first.wait_for()
    assert new.locator(LOUD).all_inner_texts() == []
    assert new.locator(".jp-OutputArea-output img").count() == 1
    assert _take_files(folder, name_figure(view)) == by_desk
    assert new.locator("section").text_content() == desk.page.locator("section").text_content()


def check_hostile_text(window: Window) -> None:
    """Read a text that would like to be a page: it is shown as it stands, and runs nothing."""
    read = window.page.locator(".jp-OutputArea-output article, .jp-OutputArea-output section")
    assert read.count() == 2
    for text in read.all_inner_texts():
        for part in ("<img src=x onerror=self.taken=1>", "<script>", "<b>of all</b>"):
            assert part in text
    assert read.locator("img, script, header ~ div b, p ~ div b").count() == 0
    assert window.page.evaluate("self.taken === undefined")


def _begin(desk: Desk, scorer: str) -> View:
    """Lay three countries on the desk, and nothing else."""
    desk.take("figure", "sentiment by country", then="plots.sentiment_by_country")
    desk.take("scorer", scorer, then=f"scorer='{scorer}'")
    desk.take_countries(NAMES)
    desk.control("mark").select_option(index=0)
    desk.wait_for(lambda: "explore.show_sentences" not in desk.cell, "no sentences in the cell")
    return _choose(View(), countries=tuple(NAMES.values()), scorer=scorer)


def _choose(view: View, **chosen: object) -> View:
    return replace(view, choice=replace(view.choice or Choice(), **chosen))


def _read_clipboard(desk: Desk) -> str:
    return desk.window.page.evaluate("navigator.clipboard.readText()")


def _take_files(folder: Path, name: str) -> dict[str, bytes]:
    """Read the files of a figure, and take them away."""
    files = sorted(folder.glob(f"{name}*"))
    found = {path.name.removeprefix(name): path.read_bytes() for path in files}
    for path in files:
        path.unlink()
    return found

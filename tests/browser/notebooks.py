"""The notebooks in a real browser, as a reader sees them: `make browser`.

Outside the tests that always run, since it takes the extra `browser` (Playwright) and a Chromium.
JupyterLab listens on 127.0.0.1 alone, with a token of this run; screenshots stay in build/browser/.
"""

from __future__ import annotations

import socket
import urllib.error
import urllib.request

import pandas as pd
import pytest
from labs import ROOT, find_other_address, wait_until

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_there_are_notebooks():
    assert len(NOTEBOOKS) >= 13


def test_nobody_comes_in_without_the_token(lab):
    with pytest.raises(urllib.error.HTTPError) as told:
        urllib.request.urlopen(f"{lab.address}/api/contents", timeout=60)
    told.value.close()
    assert told.value.code == 403
    with socket.socket() as probe:
        probe.settimeout(2)
        port = int(lab.address.rpartition(":")[2])
        # Another address of this machine, which the server must not listen on.
        assert probe.connect_ex((find_other_address(), port)) != 0


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_its_figures(path, window):
    shown = window.run(f"notebooks/{path.name}")
    assert shown.errors == shown.unshown == []
    assert window.failures == window.complaints == []
    source = path.read_text(encoding="utf-8")
    # A desk draws on two canvases, one upon the other.
    assert shown.images >= source.count("figures.save(") + 2 * source.count("explore.desk(")
    assert shown.tables >= 1
    if "explore.desk(" in source or "explore.code(" in source:
        assert shown.controls >= 10


def test_an_answer_in_the_notebook_stands_in_the_sheet(lab, window):
    window.run("notebooks/09-coding.ipynb")
    sheet = lab.sheets / "sheet-model-a.csv"
    before = pd.read_csv(sheet, dtype="str", keep_default_na=False)
    answers = window.page.locator(".widget-toggle-buttons").first.locator("button")
    chosen = answers.locator("xpath=self::*[contains(@class, 'mod-active')]").inner_text().strip()
    other = next(
        text for text in answers.all_inner_texts() if text.strip() in {"-1", "0", "1"} - {chosen}
    )
    answers.get_by_text(other.strip(), exact=True).click()

    def changed() -> bool:
        after = pd.read_csv(sheet, dtype="str", keep_default_na=False)
        return (after["sentiment"] != before["sentiment"]).sum() == 1

    wait_until(changed, what="the answer in the sheet")

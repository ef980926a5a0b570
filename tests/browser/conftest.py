"""A server, a browser and a window for each test; nobody needs them but who asks for them."""

from __future__ import annotations

import shutil

import pytest

pytest.register_assert_rewrite("checks", "desks", "labs", "windows")

from desks import Desk  # noqa: E402
from labs import start_lab  # noqa: E402
from windows import open_window  # noqa: E402

from analysis import figures, pipeline  # noqa: E402

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip


@pytest.fixture(scope="session")
def lab(tmp_path_factory, cache_of_this_run):
    with start_lab(tmp_path_factory.mktemp("lab")) as started:
        yield started


@pytest.fixture(scope="session")
def browser(lab):
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, NAMES)), None)
    assert chromium, "Chromium must be installed: apt-get install chromium, or its like."
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium, headless=True, args=ARGUMENTS
        )
        yield started
        started.close()


@pytest.fixture
def window(browser, lab, request):
    """Open a window of its own; it may talk to this server alone."""
    with open_window(browser, lab) as opened:
        yield opened
        opened.take_picture(request.node.name)
        assert opened.outside == []


@pytest.fixture(scope="session")
def found(lab):
    """Read and annotate in this process what the notebooks read."""
    yield pipeline.run(lab.corpus)
    figures.use_source(None)


@pytest.fixture(scope="session")
def desk(browser, lab, found):
    """Run `12-explore` once, for all that is tried on its desk."""
    with open_window(browser, lab) as opened:
        shown = opened.run("notebooks/12-explore.ipynb")
        assert shown.errors == shown.unshown == []
        yield Desk(opened, opened.page.locator(".jp-OutputArea-output:has(canvas)").last, found)

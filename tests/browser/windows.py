"""A window of a real browser on one notebook: run it, add a cell to it, read what it shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from labs import ROOT, Lab, list_kernels, stop_kernels, wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

# Of a machine that does much else besides; who is quicker waits no longer than it takes.
SECONDS = 900
TRIES = 5
SCREENSHOTS = ROOT / "build" / "browser"
SIZE = {"width": 1500, "height": 1400}
_SOON = 30_000
# What went wrong outside any cell, as after a click, is shown nowhere in the page.
_ERROR = re.compile(rb'"msg_type":\s*"error"')
# Of a cell that failed, by the name that one or another JupyterLab has for it, or that warned.
LOUD = ", ".join(
    f'.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.{kind}"]'
    for kind in ("error", "stderr")
)
_STARTED = """() => [...document.querySelectorAll('.jp-CodeCell .jp-InputArea-prompt')]
    .some(element => /\\[(\\*|\\d+)\\]/.test(element.textContent))"""
_ALL_RAN = """([n, loud]) => {
    const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputArea-prompt')]
        .map(element => element.textContent.trim());
    const failed = document.querySelector(loud);
    const indicator = document.querySelector('.jp-Notebook-ExecutionIndicator');
    // What stands below a cell that failed goes on waiting.
    return indicator.dataset.status === 'idle' && (failed
        || !prompts.some(text => text.includes('*'))
            && prompts.filter(text => /\\[\\d+\\]/.test(text)).length >= n);
}"""
_ALL_LOADED = """() => {
    const outputs = [...document.querySelectorAll('.jp-OutputArea-output')];
    return outputs.every(output => !output.textContent.includes('Loading widget'))
        && [...document.querySelectorAll('.jp-OutputArea-output img')].every(img => img.complete);
}"""
# A control that cannot be shown leaves its repr, or words of the one that was to show it.
_UNSHOWN = ["Loading widget", "Error displaying widget", "Error creating widget", "VBox(children="]
_SHOWN = """([loud, unshown]) => {
    const outputs = kind => [...document.querySelectorAll(`.jp-OutputArea-output ${kind}`)];
    const seen = element => element.getClientRects().length > 0;
    const texts = [...document.querySelectorAll('.jp-OutputArea-output')].map(
        element => element.textContent);
    return {
        images: outputs('img').filter(image => image.naturalWidth > 0).length
            + outputs('canvas').filter(seen).length,
        controls: outputs('.jupyter-widgets').filter(seen).length,
        tables: outputs('table').length,
        errors: [...document.querySelectorAll(loud)].map(e => e.textContent.slice(0, 500)),
        unshown: texts.filter(text => unshown.some(words => text.includes(words)))
            .map(text => text.slice(0, 500)),
    };
}"""


class Shown(NamedTuple):
    """What a notebook shows once all its cells have run."""

    images: int
    controls: int
    tables: int
    errors: list[str]
    unshown: list[str]


@dataclass
class Window:
    """A page, what it complained of, where else it asked, and what failed outside any cell."""

    page: Page
    lab: Lab
    complaints: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    patience: float = SECONDS

    def run(self, notebook: str) -> Shown:
        """Open a notebook, run all its cells, and read what it shows."""
        source = json.loads((self.lab.folder / notebook).read_text(encoding="utf-8"))
        n = sum(
            cell["cell_type"] == "code" and bool("".join(cell["source"]).strip())
            for cell in source["cells"]
        )
        page = self.page
        page.goto(f"{self.lab.address}/lab/tree/{notebook}?reset&token={self.lab.token}")
        page.wait_for_selector(".jp-NotebookPanel .jp-Notebook .jp-Cell")
        # The page says "idle" before there is a kernel, and would then ask which one to take.
        wait_until(self._has_kernel, what="a kernel that this page is connected to")
        self._start()
        page.wait_for_function(_ALL_RAN, arg=[n, LOUD])
        self._wait_for_outputs()
        return Shown(**page.evaluate(_SHOWN, [LOUD, _UNSHOWN]))

    def add_cell(self, *, paste: bool = False, code: str = "") -> Locator:
        """Run a new cell below all others, and return it; `paste` what lies in the clipboard."""
        page = self.page
        cells = page.locator(".jp-Notebook .jp-CodeCell")
        n = cells.count()
        page.locator(".jp-Notebook .jp-Cell").last.locator(".jp-InputArea-prompt").click()
        # By the button: some controls keep the keys for themselves.
        page.click('.jp-NotebookPanel-toolbar [data-command="notebook:insert-cell-below"]')
        wait_until(lambda: cells.count() == n + 1, what="a new cell")
        new = cells.nth(n)
        new.locator(".cm-content").click()
        if paste:
            page.keyboard.press("Control+V")
        else:
            page.keyboard.insert_text(code)
        page.keyboard.press("Control+Enter")
        prompt = new.locator(".jp-InputArea-prompt")
        wait_until(
            lambda: re.search(r"\[\d+\]", prompt.inner_text()) is not None,
            seconds=SECONDS,
            what="the new cell to have run",
        )
        self._wait_for_outputs()
        return new

    def take_picture(self, name: str) -> None:
        """Keep what is seen now."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        plain = re.sub(r"[^\w-]+", "-", name).strip("-")
        self.page.screenshot(path=SCREENSHOTS / f"{plain}.png")

    def _wait_for_outputs(self) -> None:
        """Wait until pictures and controls are there; what never comes is told by what is shown."""
        from playwright.sync_api import TimeoutError as TooLate

        with suppress(TooLate):
            self.page.wait_for_function(_ALL_LOADED, timeout=self.patience * 1000)

    def _start(self) -> None:
        """Run all cells, again if the page was not ready yet and nothing came of it."""
        from playwright.sync_api import TimeoutError as TooLate

        page = self.page
        for _ in range(TRIES):
            page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
            # What asks for a kernel, or a menu that stands open.
            page.keyboard.press("Escape")
            with suppress(TooLate):
                page.click('.lm-MenuBar-itemLabel:text-is("Run")', timeout=_SOON)
                page.click('.lm-Menu-itemLabel:text-is("Run All Cells")', timeout=_SOON)
                page.wait_for_function(_STARTED, timeout=_SOON)
                return
        pytest.fail("No cell began to run, however often the menu was asked for it.")

    def _has_kernel(self) -> bool:
        return (
            any(
                kernel["execution_state"] == "idle" and kernel["connections"]
                for kernel in list_kernels(self.lab)
            )
            and "No Kernel" not in self.page.locator(".jp-Toolbar-kernelName").first.inner_text()
        )


@contextmanager
def open_window(browser: Browser, lab: Lab) -> Iterator[Window]:
    """Open a window of its own, whose words and requests are kept, and end its kernels."""
    context = browser.new_context(viewport=SIZE)
    context.set_default_timeout(SECONDS * 1000)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=lab.address)
    window = Window(context.new_page(), lab)
    own = (lab.address, lab.address.replace("http", "ws"), "data:", "blob:")

    def hear(said) -> None:
        if said.type == "error":
            window.complaints.append(said.text)

    def see(sent) -> None:
        if not sent.url.startswith(own):
            window.outside.append(sent.url)

    def read(message: str | bytes) -> None:
        raw = message if isinstance(message, bytes) else message.encode()
        if _ERROR.search(raw):
            window.failures.append(raw.decode(errors="replace"))

    window.page.on("console", hear)
    window.page.on("request", see)
    window.page.on("websocket", lambda socket: socket.on("framereceived", read))
    try:
        yield window
    finally:
        context.close()
        stop_kernels(lab)


def write_notebook(path: Path, *cells: str) -> None:
    """Write a notebook with these cells of code."""
    notebook = json.loads((ROOT / "notebooks" / "00-start-here.ipynb").read_text(encoding="utf-8"))
    notebook["cells"] = [
        {"cell_type": "code", "execution_count": None, "id": f"cell-{place}", "metadata": {},
         "outputs": [], "source": source}
        for place, source in enumerate(cells)
    ]  # fmt: skip
    path.write_text(json.dumps(notebook), encoding="utf-8")

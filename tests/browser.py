"""The notebooks in a real browser, as a reader sees them: `make browser`.

Outside the tests that always run, since it takes the extra `browser` (Playwright) and a Chromium.
JupyterLab listens on 127.0.0.1 alone, with a token of this run; screenshots stay in build/browser/.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

sync_api = pytest.importorskip("playwright.sync_api")

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SCREENSHOTS = ROOT / "build" / "browser"
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
SECONDS = 600
# Nothing that calls out, and every cell in the page, however far down.
SETTINGS = {
    "@jupyterlab/apputils-extension/notification": {
        "fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True,
    },
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
}  # fmt: skip
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip


class Lab(NamedTuple):
    """A running JupyterLab: its address, its token, and the folder that holds everything."""

    address: str
    token: str
    folder: Path

    @property
    def corpus(self) -> Path:
        """A copy of the demonstration, whose sheets may be written into."""
        return self.folder / "corpus" / "demonstration"


class Shown(NamedTuple):
    """What a notebook shows once all its cells have run."""

    images: int
    widgets: int
    tables: int
    errors: list[str]


def test_there_is_a_browser():
    assert CHROMIUM, "Chromium must be installed: apt-get install chromium, or its like."


@pytest.fixture(scope="session")
def lab(tmp_path_factory, cache_of_this_run):
    folder = tmp_path_factory.mktemp("lab")
    for name in ("notebooks", "corpus/demonstration", "corpus/codings/demonstration"):
        shutil.copytree(ROOT / name, folder / name)
    for name, setting in SETTINGS.items():
        path = folder / "settings" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(setting), encoding="utf-8")
    port, token = free_port(), secrets.token_hex(16)
    own = {
        "JUPYTER_CONFIG_DIR": "config", "JUPYTER_RUNTIME_DIR": "runtime", "IPYTHONDIR": "ipython",
        "JUPYTER_DATA_DIR": "data", "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces", "TRILATERAL_FIGURES": "figures",
        "TRILATERAL_CORPUS": "corpus/demonstration",
    }  # fmt: skip
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}",
        "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}",
        f"--ServerApp.root_dir={folder}", "--LabApp.extension_manager=readonly",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    ]  # fmt: skip
    with (folder / "lab.log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            command,
            env=os.environ | {name: str(folder / place) for name, place in own.items()},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until(
            lambda: server.poll() is not None or answers(f"{address}/api/status?token={token}")
        )
        assert server.poll() is None, (folder / "lab.log").read_text(encoding="utf-8")[-2000:]
        yield Lab(address, token, folder)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)


@pytest.fixture(scope="session")
def browser(lab):
    assert CHROMIUM, "Chromium must be installed: apt-get install chromium, or its like."
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, headless=True, args=ARGUMENTS
        )
        yield started
        started.close()


@pytest.fixture
def page(browser, lab, request):
    """Open a window of its own, which may talk to this server alone and complain of nothing."""
    context = browser.new_context(viewport={"width": 1500, "height": 1400})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=lab.address)
    opened = context.new_page()
    complaints, outside = [], []
    own = (lab.address, lab.address.replace("http", "ws"), "data:", "blob:")
    opened.on(
        "console", lambda said: complaints.append(said.text) if said.type == "error" else None
    )
    opened.on(
        "request", lambda sent: None if sent.url.startswith(own) else outside.append(sent.url)
    )
    yield opened
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W+", "-", request.node.name).strip("-")
    opened.screenshot(path=SCREENSHOTS / f"{name}.png")
    context.close()
    stop_kernels(lab)
    assert outside == []
    assert complaints == []


def test_nobody_comes_in_without_the_token(lab):
    with pytest.raises(urllib.error.HTTPError) as told:
        urllib.request.urlopen(f"{lab.address}/api/contents", timeout=10)
    told.value.close()
    assert told.value.code == 403
    with socket.socket() as probe:
        probe.settimeout(2)
        port = int(lab.address.rpartition(":")[2])
        # Another address of this machine, which the server must not listen on.
        assert probe.connect_ex((other_address(), port)) != 0


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_its_figures(path, lab, page):
    shown = run_all(page, lab, f"notebooks/{path.name}")
    assert shown.errors == []
    source = path.read_text(encoding="utf-8")
    assert shown.images >= source.count("figures.save(")
    assert shown.tables >= 1
    assert shown.widgets >= source.count("explore.")


def test_a_notebook_that_fails_is_noticed(lab, page):
    """The check itself: were it blind, every notebook would pass."""
    notebook = json.loads(NOTEBOOKS[0].read_text(encoding="utf-8"))
    first = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    broken = {**first, "source": "raise RuntimeError('broken on purpose')"}
    notebook["cells"] = [broken]
    (lab.folder / "broken.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    shown = run_all(page, lab, "broken.ipynb")
    assert len(shown.errors) == 1
    assert "broken on purpose" in shown.errors[0]


def test_an_answer_in_the_notebook_stands_in_the_sheet(lab, page):
    run_all(page, lab, "notebooks/09-coding.ipynb")
    sheet = lab.folder / "corpus" / "codings" / "demonstration" / "sheet-model-a.csv"
    before = pd.read_csv(sheet, dtype="str", keep_default_na=False)
    answers = page.locator(".widget-toggle-buttons").first.locator("button")
    chosen = answers.locator("xpath=self::*[contains(@class, 'mod-active')]").inner_text().strip()
    other = next(
        text for text in answers.all_inner_texts() if text.strip() in {"-1", "0", "1"} - {chosen}
    )
    answers.get_by_text(other.strip(), exact=True).click()

    def changed():
        after = pd.read_csv(sheet, dtype="str", keep_default_na=False)
        return (after["sentiment"] != before["sentiment"]).sum() == 1

    wait_until(changed, seconds=30)


def run_all(page, lab: Lab, notebook: str) -> Shown:
    """Open a notebook, run all its cells, and read what it shows."""
    source = json.loads((lab.folder / notebook).read_text(encoding="utf-8"))
    n = sum(
        cell["cell_type"] == "code" and bool("".join(cell["source"]).strip())
        for cell in source["cells"]
    )
    page.goto(f"{lab.address}/lab/tree/{notebook}?reset&token={lab.token}")
    page.wait_for_selector(".jp-NotebookPanel .jp-Notebook .jp-Cell", timeout=SECONDS * 1000)
    # The page says "idle" before there is a kernel, and would then ask which one to take.
    wait_until(lambda: any(
        kernel["execution_state"] == "idle" and kernel["connections"] for kernel in kernels(lab)
    ))  # fmt: skip
    page.wait_for_timeout(500)
    page.click('.lm-MenuBar-itemLabel:text-is("Run")')
    page.click('.lm-Menu-itemLabel:text-is("Run All Cells")')
    page.wait_for_function(
        """n => {
            const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputArea-prompt')]
                .map(element => element.textContent.trim());
            const failed = document.querySelector(
                '.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.error"]');
            const indicator = document.querySelector('.jp-Notebook-ExecutionIndicator');
            return indicator.dataset.status === 'idle' && !prompts.some(text => text.includes('*'))
                && (failed || prompts.filter(text => /\\[\\d+\\]/.test(text)).length >= n);
        }""",
        arg=n,
        timeout=SECONDS * 1000,
    )
    page.wait_for_timeout(1000)
    found = page.evaluate(
        """() => {
            const outputs = kind =>
                document.querySelectorAll(`.jp-OutputArea-output ${kind}`).length;
            const errors = document.querySelectorAll(
                '.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.error"],'
                + '.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stderr"]');
            return {
                images: outputs('img') + outputs('canvas'),
                widgets: document.querySelectorAll('.jupyter-widgets').length,
                tables: outputs('table'),
                errors: [...errors].map(element => element.textContent.slice(0, 500)),
            };
        }"""
    )
    return Shown(**found)


def kernels(lab: Lab) -> list[dict]:
    with urllib.request.urlopen(
        f"{lab.address}/api/kernels?token={lab.token}", timeout=10
    ) as answer:
        return json.load(answer)


def stop_kernels(lab: Lab) -> None:
    for kernel in kernels(lab):
        address = f"{lab.address}/api/kernels/{kernel['id']}?token={lab.token}"
        urllib.request.urlopen(urllib.request.Request(address, method="DELETE"), timeout=30).close()


def answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=2).close()
    except OSError:
        return False
    return True


def wait_until(condition, *, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds:g} seconds"
        time.sleep(0.25)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def other_address() -> str:
    """Return the address by which others reach this machine; no packet is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.2"
        return probe.getsockname()[0]

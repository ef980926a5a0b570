"""A JupyterLab for the tests in a browser: on 127.0.0.1 alone, with a token of this run."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
# A server that has just ended a kernel may not answer at once.
_TIMES_ASKED = 10
COPIED = ("notebooks", "corpus/demonstration", "corpus/codings/demonstration")
# Nothing that calls out, and every cell in the page, however far down.
SETTINGS = {
    "@jupyterlab/apputils-extension/notification": {
        "fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True,
    },
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
}  # fmt: skip
PLACES = {
    "JUPYTER_CONFIG_DIR": "config", "JUPYTER_RUNTIME_DIR": "runtime", "IPYTHONDIR": "ipython",
    "JUPYTER_DATA_DIR": "data", "JUPYTERLAB_SETTINGS_DIR": "settings",
    "JUPYTERLAB_WORKSPACES_DIR": "workspaces", "TRILATERAL_FIGURES": "figures",
    "TRILATERAL_CORPUS": "corpus/demonstration",
}  # fmt: skip


class Lab(NamedTuple):
    """A running JupyterLab: its address, its token, and the folder that holds everything."""

    address: str
    token: str
    folder: Path

    @property
    def corpus(self) -> Path:
        """A copy of the demonstration."""
        return self.folder / PLACES["TRILATERAL_CORPUS"]

    @property
    def sheets(self) -> Path:
        """A copy of its coding sheets, which may be written into."""
        return self.folder / "corpus" / "codings" / "demonstration"

    @property
    def figures(self) -> Path:
        """Where the notebooks save."""
        return self.folder / PLACES["TRILATERAL_FIGURES"]


@contextmanager
def start_lab(folder: Path) -> Iterator[Lab]:
    """Start a server that sees copies of the notebooks and of the demonstration, and end it."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name)
    for name, setting in SETTINGS.items():
        path = folder / "settings" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(setting), encoding="utf-8")
    port, token = _find_port(), secrets.token_hex(16)
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
            env=os.environ | {name: str(folder / place) for name, place in PLACES.items()},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    lab = Lab(f"http://127.0.0.1:{port}", token, folder)
    try:
        wait_until(lambda: server.poll() is not None or _answers(lab))
        assert server.poll() is None, (folder / "lab.log").read_text(encoding="utf-8")[-2000:]
        yield lab
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)


def list_kernels(lab: Lab) -> list[dict]:
    """List what computes for the notebooks, as the server tells it."""
    address = f"{lab.address}/api/kernels?token={lab.token}"
    for _ in range(_TIMES_ASKED):
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            # While a kernel ends the server may trip over it.
            if error.code != HTTPStatus.INTERNAL_SERVER_ERROR:
                raise
        time.sleep(0.5)
    msg = f"the server has no list of kernels, asked {_TIMES_ASKED} times; see lab.log"
    raise AssertionError(msg)


def stop_kernels(lab: Lab) -> None:
    """End what computes for the notebooks."""
    for kernel in list_kernels(lab):
        address = f"{lab.address}/api/kernels/{kernel['id']}?token={lab.token}"
        urllib.request.urlopen(urllib.request.Request(address, method="DELETE"), timeout=60).close()


def wait_until(
    condition: Callable[[], bool], *, seconds: float = 300, what: str = "it to happen"
) -> None:
    """Ask again until a condition holds; fail with what was waited for."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds:g} seconds for {what}"
        time.sleep(0.1)


def find_other_address() -> str:
    """Return the address by which others reach this machine; no packet is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.2"
        return probe.getsockname()[0]


def _answers(lab: Lab) -> bool:
    try:
        urllib.request.urlopen(f"{lab.address}/api/status?token={lab.token}", timeout=10).close()
    except OSError:
        return False
    return True


def _find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

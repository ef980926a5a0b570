"""Set the suite up with nothing but Python: make .venv, install what is pinned, run a command.

Usage: python bootstrap.py [setup | figures | test | lab]
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
READY = VENV / ".ready"
COMMANDS = {
    "setup": [],
    "figures": [["python", "-m", "analysis", "figures"]],
    "test": [
        ["ruff", "check", "."],
        ["python", "-m", "pytest", "-n", "auto", "--dist", "loadfile"],
    ],
    "lab": [["jupyter", "lab", "--ip=127.0.0.1", "notebooks"]],
}


def main(arguments: list[str]) -> int:
    """Set up where needed, then run the command; return its exit code."""
    name = arguments[0] if arguments else "setup"
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs before pip could refuse
        sys.stderr.write(f"Python must be 3.11 or newer; this is {sys.version.split()[0]}.\n")
        return 2
    if name not in COMMANDS:
        sys.stderr.write(f"The command must be one of {sorted(COMMANDS)}; it is {name!r}.\n")
        return 2
    if name == "setup" or not READY.exists():
        set_up()
    for program, *rest in COMMANDS[name]:
        code = subprocess.call([str(BIN / program), *rest, *arguments[1:]], cwd=ROOT)
        if code:
            return code
    return 0


def set_up() -> None:
    """Make .venv and install the package with its test tools, at the pinned versions."""
    READY.unlink(missing_ok=True)
    if not (BIN / ("python.exe" if os.name == "nt" else "python")).exists():
        venv.create(VENV, with_pip=True)
    pip = [str(BIN / "python"), "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
    subprocess.check_call([*pip, "-c", "constraints.txt", "-e", ".[dev]"], cwd=ROOT)
    READY.touch()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

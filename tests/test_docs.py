"""What the pages say is what there is."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pandas as pd

from analysis import schemas
from analysis.schemas.describing import describe

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TABLES = [table for table in vars(schemas).values() if isinstance(table, schemas.Table)]


def test_the_tree_in_the_readme_is_the_tree_on_disk():
    block = re.search(r"## What is where\n\n```\n(.*?)```", README, re.DOTALL).group(1)
    named = {line.split()[0].rstrip("/") for line in block.splitlines()}
    ignored = {"build", "dist"}
    on_disk = {
        path.name
        for path in ROOT.iterdir()
        if not path.name.startswith((".", "__"))
        and path.name not in ignored
        and not path.name.endswith(".egg-info")
    }
    assert named == on_disk


def test_the_notebooks_in_the_readme_are_those_on_disk():
    named = re.findall(r"^\| `(\d\d-[\w-]+)` \|", README, re.MULTILINE)
    assert named == sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))


def test_every_link_and_picture_of_the_readme_exists():
    for target in re.findall(r"\]\((?!http)([^)]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_page_of_tables_is_what_the_schemas_say():
    page = (ROOT / "analysis" / "schemas" / "TABLES.md").read_text(encoding="utf-8")
    assert page == describe(TABLES), "write it anew: python tests/test_docs.py"


def test_conda_installs_what_pyproject_says():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert f"- python{project['requires-python']}\n" in text
    assert re.findall(r"^      - (.+)$", text, re.MULTILINE) == ["-c constraints.txt", "-e .[dev]"]
    assert set(project["optional-dependencies"]) >= {"dev"}


def test_every_dependency_is_pinned_and_no_pin_names_a_place():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in pins
    pinned = [line for line in pins.splitlines() if line and not line.startswith("#")]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    assert set(map(_name_of, wanted)) <= set(map(_name_of, pinned))


def test_every_dependency_has_its_reason():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = re.search(r"dependencies = \[\n(.*?)\n\]", text, re.DOTALL).group(1)
    assert all(re.search(r'",\s+# \w', line) for line in block.splitlines())


def test_the_events_are_dated_and_sourced():
    events = pd.read_csv(ROOT / "corpus" / "events.csv", parse_dates=["occurred_on"])
    schemas.check(events, schemas.EVENTS)
    assert events["source"].str.len().gt(10).all()
    assert events["occurred_on"].is_monotonic_increasing


def _name_of(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement).group()).lower()


def write_page_of_tables() -> None:
    """Write the page of tables from the schemas."""
    page = ROOT / "analysis" / "schemas" / "TABLES.md"
    page.write_text(describe(TABLES), encoding="utf-8")


if __name__ == "__main__":
    write_page_of_tables()

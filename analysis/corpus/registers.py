"""The register beside the texts: what is known of each document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from analysis import readers

FACTS = (
    "title",
    "published_on",
    "outlet",
    "outlet_country",
    "author",
    "language",
    "original_language",
    "translated",
    "perspective",
    "licence",
)
_NAMES = ("documents.csv", "documents.tsv")


class Register:
    """Rows of a register, handed out to the files they speak of."""

    def __init__(self, path: Path | None = None, rows: pd.DataFrame | None = None) -> None:
        self.path = path
        self.rows: dict[str, dict[str, Any]] = {}
        self.numbers: dict[str, int] = {}
        if rows is None:
            return
        known = [column for column in rows.columns if column in ("document_id", "path", *FACTS)]
        for number, values in zip(rows.index, rows[known].to_dict("records"), strict=True):
            facts = {column: value for column, value in values.items() if not pd.isna(value)}
            key = str(facts.pop("path", None) or facts.get("document_id") or "")
            self.rows[key] = facts
            self.numbers[key] = number

    def take(self, name: str, path: str) -> dict[str, Any]:
        """Return what is known of a file, by its name or path, and mark the row as used."""
        for key in (path, name, Path(name).name):
            if key in self.rows:
                self.numbers.pop(key, None)
                return dict(self.rows[key])
        return {}

    def unused(self) -> list[tuple[str, str]]:
        """List the rows for which there was no file."""
        return [
            (f"{self.path.name}, row {number}", f"there is no text file for {key!r}")
            for key, number in self.numbers.items()
        ]


def find_register(root: Path) -> tuple[Register, list[tuple[str, str]]]:
    """Read the register at the root of a folder, if there is one.

    Parameters
    ----------
    root : Path
        The folder.

    Returns
    -------
    Register
        Empty if there is none.
    list of (str, str)
        Rows or files that could not be read, with the reason.
    """
    for name in _NAMES:
        path = root / name
        if not path.is_file():
            continue
        try:
            rows, refused = readers.read_table(path)
        except readers.UnreadableError as error:
            return Register(path), [(name, str(error))]
        reasons = [(f"{name}, row {number}", reason) for number, reason in refused]
        if not {"document_id", "path"} & set(rows.columns):
            reason = (
                "a register must have a column `document_id` or `path`; it has "
                f"{list(rows.columns)}"
            )
            return Register(path), [*reasons, (name, reason)]
        return Register(path, rows), reasons
    return Register(), []

"""Tables of an earlier run, read from their folder when they are first asked for."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import pandas as pd

from analysis import schemas
from analysis.pipeline.ledger import read_manifest
from analysis.pipeline.stages import Annotations
from analysis.pipeline.writers import path_of

__all__ = ["Results", "open_results"]


class Results:
    """The tables of a folder by their names, as :class:`Annotations` has them.

    A table is read when it is first used, so that a notebook which draws sentiment never loads the
    sentences. `read(table, columns=...)` reads some columns alone, and of chosen documents.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def manifest(self) -> dict:
        """What the folder says of how its tables were made."""
        return read_manifest(self.folder)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in Annotations._fields:
            msg = f"{name!r} is no table; there are {', '.join(Annotations._fields)}."
            raise AttributeError(msg)
        table = self.read(name)
        # Kept, so that it is read once.
        self.__dict__[name] = table
        return table

    def read(
        self,
        table: str,
        *,
        columns: list[str] | None = None,
        documents: list[str] | None = None,
    ) -> pd.DataFrame:
        """Read one table, or some of it.

        Parameters
        ----------
        table : str
            Its name.
        columns : list of str, optional
            Which columns; all if absent.
        documents : list of str, optional
            Rows of these documents alone; of tables that have a `document_id`.

        Returns
        -------
        DataFrame
            Rows in the order of the documents.

        Raises
        ------
        FileNotFoundError
            If the folder has no such table.
        """
        if table == "rejected":
            return schemas.REJECTED.conform(
                pd.read_csv(self.folder / "rejected.csv", dtype="str", keep_default_na=False)
            )
        chosen = None if documents is None else [("document_id", "in", documents)]
        found = pd.read_parquet(path_of(self.folder, table), columns=columns, filters=chosen)
        schema = getattr(schemas, table.upper())
        for column in schema.columns:
            if column.kind == "list" and column.name in found:
                found[column.name] = [list(cell) for cell in found[column.name]]
        return found if columns else schema.conform(found)


def open_results(folder: Path | str) -> Results:
    """Open the tables that `annotate` wrote, without reading any yet.

    Parameters
    ----------
    folder : Path or str
        What was given as `--out`; tables in one file or in partitions.

    Returns
    -------
    Results
        To be used like what :func:`analysis.pipeline.run` returns.

    Raises
    ------
    FileNotFoundError
        If the folder has no manifest: it was never completed, or is no such folder.
    """
    folder = Path(folder)
    if not read_manifest(folder).get("rows"):
        msg = (
            f"{folder} must hold the tables of a completed run; it has no manifest of one. Run: "
            f"python -m analysis annotate INPUT --out {folder}"
        )
        raise FileNotFoundError(msg)
    return Results(folder)

"""Run the notebooks in order, on any corpus, without a browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tqdm.auto import tqdm

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
_SECONDS_A_CELL = 1800


class NotebookError(RuntimeError):
    """A notebook did not run to its end."""


def run_notebooks(
    corpus: Path | str,
    figures: Path | str,
    *,
    notebooks: Path = NOTEBOOKS,
    keep: Path | None = None,
) -> list[Path]:
    """Run every notebook from top to bottom on one corpus.

    The notebooks on disk are not changed: they are kept without output.

    Parameters
    ----------
    corpus : Path or str
        What `pipeline.run()` reads in each notebook.
    figures : Path or str
        Folder in which the figures are saved.
    notebooks : Path, optional
        Folder with the notebooks.
    keep : Path, optional
        Folder in which the notebooks are written as executed, with their outputs; nowhere if
        absent.

    Returns
    -------
    list of Path
        The notebooks that ran, in their order.

    Raises
    ------
    FileNotFoundError
        If there is no notebook.
    NotebookError
        If a cell fails; names the notebook and gives the cell and its error.
    """
    # Imported here, since a reader of tables needs no kernel.
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError
    from traitlets.config import Config

    paths = sorted(notebooks.glob("[0-9][0-9]-*.ipynb"))
    if not paths:
        msg = f"`notebooks` must hold notebooks named NN-name.ipynb; there is none in {notebooks}."
        raise FileNotFoundError(msg)
    with _environment(TRILATERAL_CORPUS=str(corpus), TRILATERAL_FIGURES=str(figures)):
        for path in tqdm(paths, desc="notebooks", unit="notebook"):
            notebook = nbformat.read(path, as_version=4)
            client = NotebookClient(
                notebook,
                timeout=_SECONDS_A_CELL,
                kernel_name="python3",
                resources={"metadata": {"path": str(notebooks)}},
                config=Config(KernelManager={"transport_encryption": "auto"}),
            )
            try:
                client.execute()
            except CellExecutionError as error:
                msg = f"{path.name} must run from top to bottom; a cell failed:\n{error}"
                raise NotebookError(msg) from error
            if keep is not None:
                keep.mkdir(parents=True, exist_ok=True)
                nbformat.write(notebook, keep / path.name)
    return paths


@contextmanager
def _environment(**settings: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

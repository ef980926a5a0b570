"""Make what leaves the machine: a site of the notebooks, and the replication archive."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from analysis import codings
from analysis.pipeline.notebooks import NOTEBOOKS, run_notebooks
from analysis.pipeline.running import record_run, run

__all__ = ["make_archive", "make_figures", "make_report"]

_ROOT = Path(__file__).parents[2]


def make_figures(corpus: Path, folder: Path, *, keep: Path | None = None) -> list[Path]:
    """Run the notebooks on a corpus, and write the gallery of the figures that they save.

    Parameters
    ----------
    corpus : Path
        A folder, a file or a table.
    folder : Path
        Where the figures go. The gallery is its `README.md`; that of the demonstration, which is
        kept in git, stands one folder above.
    keep : Path, optional
        Folder for the notebooks as executed.

    Returns
    -------
    list of Path
        The notebooks that ran, in their order.
    """
    # Imported here: batch work makes no figure and need not load what draws them.
    from analysis import figures, reports

    ran = run_notebooks(corpus, folder, keep=keep)
    is_own = folder == figures.folder_of(figures.DEMONSTRATION) and corpus.stem == folder.name
    reports.write_gallery(folder, ran, page=folder.parent / "README.md" if is_own else None)
    return ran


def make_report(corpus: Path, folder: Path) -> Path:
    """Run the notebooks on a corpus, and write them as a site for readers without Jupyter.

    Parameters
    ----------
    corpus : Path
        A folder, a file or a table.
    folder : Path
        Where the site goes.

    Returns
    -------
    Path
        The first page of the site.
    """
    from analysis import figures, reports

    with TemporaryDirectory() as place:
        ran = run_notebooks(corpus, figures.folder_of(corpus.stem), keep=Path(place))
        executed = [Path(place) / path.name for path in ran]
        found = run(corpus)
        return reports.write_site(executed, folder, found.documents).index


def make_archive(corpus: Path, path: Path) -> list[str]:
    """Write the replication archive of a corpus: tables, figures, codebooks, codings, manifest.

    Parameters
    ----------
    corpus : Path
        A folder, a file or a table. Its figures are taken as they lie; make them first.
    path : Path
        The archive, ending in `.zip`.

    Returns
    -------
    list of str
        What was left out, since a licence does not allow to share it.
    """
    from analysis import figures, reports
    from analysis.codebooks.reading import HOUSE_CODEBOOKS

    found = run(corpus)
    drawn = figures.folder_of(figures.current_source().name)
    folders = {
        "figures": drawn,
        "codebooks": HOUSE_CODEBOOKS,
        "codings": codings.folder_of(corpus),
        "environment": _ROOT,
        "notebooks": NOTEBOOKS,
    }
    manifest = record_run(found, drawn, corpus=corpus)
    return reports.write_archive(path, found._asdict(), folders, manifest=manifest).left_out

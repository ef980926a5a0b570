"""Read a codebook: safe YAML in which every fault is told with its file and line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from yaml import MarkedYAMLError, YAMLError

from analysis.codebooks.parsing import Fields, Items, parse

HOUSE_CODEBOOKS = Path(__file__).parent
# The house's largest has some 8,000.
_MOST_PARTS = 500_000


class CodebookError(ValueError):
    """A codebook cannot be used as it stands."""


def read_yaml(path: Path | str) -> Any:
    """Read one YAML file without running anything that it holds.

    `NO` stays text, a repeated key is an error, and the mappings keep their line numbers
    for :func:`line_of`.

    Parameters
    ----------
    path : Path or str
        The file.

    Returns
    -------
    mapping or list
        What the file holds.

    Raises
    ------
    CodebookError
        If the file is absent, not UTF-8 or not YAML; with file and line. Also if its parts are
        nested in themselves, or multiply through aliases beyond any codebook.
    """
    path = Path(path)
    try:
        book = parse(path.read_text(encoding="utf-8"))
        n_parts = _count_parts(book, {})
    except FileNotFoundError as error:
        msg = f"The codebook {path.name} must exist; there is no file {path}."
        raise CodebookError(msg) from error
    except UnicodeDecodeError as error:
        msg = f"{path.name} must be UTF-8; byte {error.start} is not. Save it as UTF-8."
        raise CodebookError(msg) from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        msg = f"{path.name}, line {line}: must be YAML; {error.problem}."
        raise CodebookError(msg) from error
    except YAMLError as error:
        msg = f"{path.name} must be YAML; {error}."
        raise CodebookError(msg) from error
    except RecursionError as error:
        msg = f"{path.name} must be a codebook; its parts are nested too deeply, or in themselves."
        raise CodebookError(msg) from error
    if n_parts > _MOST_PARTS:
        msg = (
            f"{path.name} must hold at most {_MOST_PARTS:,} parts; its aliases (*) make them "
            f"{n_parts:,}. Write them out."
        )
        raise CodebookError(msg)
    return book


def _count_parts(node: Any, known: dict[int, int]) -> int:
    """Count what a book holds as if its aliases were written out, without doing so."""
    if not isinstance(node, Mapping | list):
        return 1
    if id(node) not in known:
        parts = node.values() if isinstance(node, Mapping) else node
        known[id(node)] = 1 + sum(_count_parts(part, known) for part in parts)
    return known[id(node)]


def state_of(path: Path) -> tuple[int, int] | None:
    """Tell one state of a file from another, so that an edited codebook is read again."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size


def line_of(node: Any, key: Any = None) -> int:
    """Return the line, counted from 1, on which a node or one of its keys stands."""
    if not isinstance(node, Fields | Items):
        return 0
    return node.line if key is None else node.lines.get(key, node.line)

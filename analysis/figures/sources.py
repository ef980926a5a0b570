"""What a figure is made from, and where it goes."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import metadata
from pathlib import Path

import pandas as pd

import analysis
from analysis import schemas
from analysis.codebooks.reading import HOUSE_CODEBOOKS
from analysis.corpus import hash_documents
from analysis.schemas import check

__all__ = [
    "CONSTRUCTED",
    "DEMONSTRATION",
    "FOLDER_SETTING",
    "UNVALIDATED",
    "Source",
    "current_source",
    "describe_corpus",
    "describe_gold",
    "folder_of",
    "package_version",
    "use_source",
]

DEMONSTRATION = "demonstration"
FOLDER_SETTING = "TRILATERAL_FIGURES"
CONSTRUCTED = "Constructed demonstration texts: not findings"
UNVALIDATED = (
    "These numbers are unvalidated: no hand-coded sample of this corpus stands behind them."
)

TRIED = (
    "These numbers say how a scorer does on the labelled passages; they do not validate it on "
    "another corpus."
)

_NOT_A_NAME = re.compile(r"[^\w.-]+")
_MOST_OUTLETS = 20


@dataclass(frozen=True)
class Source:
    """What a figure is made from: the corpus, the codebooks, and how far it is validated.

    `constructed` marks the demonstration corpus: every figure made from it says so. `badges` say
    of each instrument how it did on a coded sample of this corpus; what has none is `validity`.
    """

    name: str = "unnamed"
    corpus: str = "not described"
    sha256: str = "not given"
    codebooks: Mapping[str, str] = field(default_factory=dict)
    constructed: bool = False
    validity: str = UNVALIDATED
    badges: Mapping[str, str] = field(default_factory=dict)


_NOTHING_KNOWN = Source()
_in_use = _NOTHING_KNOWN


def describe_corpus(
    name: str,
    documents: pd.DataFrame,
    *,
    codebooks: Sequence[Path] | None = None,
    badges: Mapping[str, str] | None = None,
) -> Source:
    """Describe a corpus for the files of its figures.

    Parameters
    ----------
    name : str
        Of the corpus, as its folder is called; "demonstration" is the constructed one.
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`.
    codebooks : sequence of Path, optional
        The codebooks that were used; the house's own if absent.
    badges : mapping of str to str, optional
        What a coded sample says of each instrument, by the names that
        :func:`badge_of_scorer` and :func:`badge_of_frame` give.

    Returns
    -------
    Source
        With the hash of all documents, whatever their order, and of each codebook.

    Raises
    ------
    SchemaError
        If `documents` is not such a table.
    """
    check(documents, schemas.DOCUMENTS)
    books = sorted(HOUSE_CODEBOOKS.glob("*.yaml")) if codebooks is None else map(Path, codebooks)
    return Source(
        name=name,
        corpus=_describe_documents(name, documents),
        sha256=hash_documents(documents),
        codebooks={book.name: hashlib.sha256(book.read_bytes()).hexdigest() for book in books},
        constructed=name == DEMONSTRATION,
        badges=dict(badges or {}),
    )


def describe_gold(path: Path) -> Source:
    """Describe a labelled sample, for the figures that try a scorer on it.

    Parameters
    ----------
    path : Path
        Of the sample, as :data:`analysis.validity.PASSAGES`.

    Returns
    -------
    Source
        Its figures go where those of the corpus in use go.
    """
    return replace(
        _in_use,
        corpus=f"labelled passages '{path.name}', written and labelled to try scorers on",
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        constructed=False,
        validity=TRIED,
    )


def use_source(source: Source | None) -> None:
    """Set what the figures saved from now on are made from; None forgets it."""
    global _in_use
    _in_use = source or _NOTHING_KNOWN


def current_source() -> Source:
    """Return what the figures are made from."""
    return _in_use


def folder_of(corpus: Path | str) -> Path:
    """Return the folder that a corpus's figures go to; it may not exist yet.

    It is the folder that the environment variable TRILATERAL_FIGURES names. Without that
    setting it is one with the corpus's name in `figures/`, at the root of the repository or,
    where there is no repository, in the working folder.

    Parameters
    ----------
    corpus : Path or str
        Where the corpus is, or what it is called.

    Returns
    -------
    Path
        Always below `figures/` if it is made from the name.
    """
    setting = os.environ.get(FOLDER_SETTING)
    if setting:
        return Path(setting)
    repository = Path(analysis.__file__).resolve().parents[1]
    home = repository if (repository / "pyproject.toml").is_file() else Path.cwd()
    name = corpus.stem if isinstance(corpus, Path) else corpus
    return home / "figures" / (_NOT_A_NAME.sub("-", name).strip(".-") or "unnamed")


def package_version() -> str:
    """Return the version of this package, or that it is not installed."""
    try:
        return metadata.version("trilateral")
    except metadata.PackageNotFoundError:
        return "not installed"


def _describe_documents(name: str, documents: pd.DataFrame) -> str:
    dates = documents["published_on"].dropna()
    outlets = sorted(documents["outlet"].dropna().unique())
    licences = sorted(documents["licence"].dropna().unique())
    said = [f"corpus '{name}', {len(documents)} documents"]
    if len(dates):
        said.append(f"published from {dates.min():%Y-%m-%d} to {dates.max():%Y-%m-%d}")
    if len(dates) < len(documents):
        said.append(f"{len(documents) - len(dates)} without a date")
    if outlets:
        more = len(outlets) - _MOST_OUTLETS
        listed = ", ".join(outlets[:_MOST_OUTLETS]) + (f" and {more} more" if more > 0 else "")
        said.append(f"outlets: {listed}")
    if licences:
        said.append(f"licence: {', '.join(licences)}")
    return "; ".join(said)

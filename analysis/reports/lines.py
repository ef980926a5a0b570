"""Pages for an appendix: the lines behind a number, as CSV and as HTML that prints well."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path

import pandas as pd

from analysis import figures, schemas
from analysis.reports.licences import is_open

__all__ = ["save_lines"]

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_STYLE = """
body { font: 10pt/1.35 Georgia, serif; margin: 2em; color: #000; background: #fff; }
h1 { font-size: 13pt; } dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1em; }
dt { color: #555; } dd { margin: 0; } table { border-collapse: collapse; width: 100%; }
td { padding: 1px 4px; vertical-align: top; } tr { break-inside: avoid; }
td.left { text-align: right; width: 42%; } td.node { font-weight: bold; white-space: nowrap; }
td.right { width: 42%; } td.source { color: #555; font-size: 8pt; white-space: nowrap; }
"""


def save_lines(
    lines: pd.DataFrame,
    documents: pd.DataFrame,
    name: str,
    *,
    about: Mapping[str, object],
    closed: bool = False,
) -> dict[str, Path]:
    """Write a concordance as `<name>.csv` and `<name>.html`, beside the figures of the corpus.

    Parameters
    ----------
    lines : DataFrame, one row per line
        As :func:`analysis.concordance.concordance` or :func:`analysis.concordance.sample_lines`
        gives them; they keep their order.
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`, for the licence of each line's text.
    name : str
        Of the files: small letters, digits and hyphens.
    about : mapping
        What the reader must know, as the expression, the codebook's version and the seed; it
        stands at the head of the page.
    closed : bool, optional
        Whether lines of texts without an open licence (CC0, CC BY, public domain) are written,
        too. As a rule they are counted and left out, since the page is for sharing; a text whose
        licence is missing is one of them.

    Returns
    -------
    dict of str to Path
        The files by their ending.

    Raises
    ------
    SchemaError
        If an input is not such a table.
    ValueError
        If the name is of another form, or a line is of no document.
    """
    schemas.check(lines, schemas.CONCORDANCE)
    schemas.check(documents, schemas.DOCUMENTS)
    if not _NAME.fullmatch(name):
        msg = f"`name` must be small letters, digits and hyphens, as 'lines-a'; it is {name!r}."
        raise ValueError(msg)
    licences = documents.set_index("document_id")["licence"]
    unknown = sorted(set(lines["document_id"]) - set(licences.index))
    if unknown:
        msg = f"`documents` must hold the documents of all lines; absent: {unknown[:5]}."
        raise ValueError(msg)
    of_lines = lines["document_id"].map(licences)
    shown = lines if closed else lines[of_lines.map(is_open).astype("bool")]
    facts = {"Lines": f"{len(shown)} of {_count_all(lines)}", **about}
    if len(shown) < len(lines):
        facts["Left out"] = f"{len(lines) - len(shown)} lines of texts without an open licence"
    source = figures.current_source()
    if source.codebooks:
        facts["Codebooks"] = "; ".join(
            f"{book}, sha256 {sha256[:12]}" for book, sha256 in sorted(source.codebooks.items())
        )
    facts["Corpus"] = source.corpus
    folder = figures.folder_of(source.name)
    folder.mkdir(parents=True, exist_ok=True)
    paths = {ending: folder / f"{name}.{ending}" for ending in ("csv", "html")}
    figures.write_whole(paths["csv"], figures.write_numbers(shown))
    figures.write_whole(paths["html"], _write_page(name, shown, facts).encode())
    return paths


def _count_all(lines: pd.DataFrame) -> int:
    return int(lines["n_lines"].iloc[0]) if "n_lines" in lines and len(lines) else len(lines)


def _write_page(name: str, lines: pd.DataFrame, facts: Mapping[str, object]) -> str:
    said = "".join(
        f"<dt>{escape(str(term))}</dt><dd>{escape(str(fact))}</dd>" for term, fact in facts.items()
    )
    columns = ["left", "node", "right", "outlet", "published_on"]
    rows = "\n".join(
        f'<tr><td class="left">{escape(left)}</td><td class="node">{escape(node)}</td>'
        f'<td class="right">{escape(right)}</td>'
        f'<td class="source">{escape(_name_source(outlet, day))}</td></tr>'
        for left, node, right, outlet, day in lines[columns].itertuples(index=False)
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(name)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{escape(name)}</h1>\n<dl>{said}</dl>\n<table>\n{rows}\n</table>\n</body>\n</html>\n"
    )


def _name_source(outlet: object, day: object) -> str:
    parts = [outlet if isinstance(outlet, str) else "", "" if pd.isna(day) else f"{day:%Y-%m-%d}"]
    return ", ".join(part for part in parts if part)

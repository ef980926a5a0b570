"""The replication archive: all that a stranger needs to check the numbers, and no licensed text."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis import figures
from analysis.figures.sources import package_version
from analysis.reports.licences import Leaks

__all__ = ["Archive", "write_archive"]

# Running text, whatever its licence: who holds the texts can make these columns again.
_TEXT_COLUMNS = frozenset({"text", "evidence", "before", "after", "target", "title"})
_READABLE = frozenset({".csv", ".txt", ".md", ".tex", ".bib", ".html", ".svg", ".json", ".yaml"})
_ENVIRONMENT = ("constraints.txt", "environment.yml", "pyproject.toml", "LICENSE", "CITATION.cff")
# The first day that a zip file can name, so that the same content gives the same bytes.
_DAY = (1980, 1, 1, 0, 0, 0)
_INTRODUCTION = Path(__file__).with_name("archive.md")


class Archive(NamedTuple):
    """The file, how many files it holds, and what was left out of them and why."""

    path: Path
    n_files: int
    left_out: list[str]


def write_archive(
    path: Path | str,
    tables: Mapping[str, pd.DataFrame],
    folders: Mapping[str, Path],
    *,
    manifest: Mapping[str, Any],
) -> Archive:
    """Write the replication archive of a corpus as one zip file.

    Parameters
    ----------
    path : Path or str
        The file, ending in `.zip`.
    tables : mapping of str to DataFrame
        As :class:`analysis.pipeline.Annotations` holds them; `documents` must be among them.
    folders : mapping of str to Path
        Where `figures`, `codebooks`, `codings` and the `environment` lie; absent ones are empty.
    manifest : mapping
        As :func:`analysis.pipeline.record_run` returns it.

    Returns
    -------
    Archive
        Columns of running text are never in it. Every file and every cell is read besides: what
        shows eight words in a row of a text without an open licence is left out and named. The
        same content gives the same bytes.

    Raises
    ------
    ValueError
        If the path has another ending.
    SchemaError
        If `documents` is not such a table.
    """
    path = Path(path)
    if path.suffix != ".zip":
        msg = f"`path` must end in .zip; it is {path.name!r}."
        raise ValueError(msg)
    leaks, left_out = Leaks(tables["documents"]), []
    files = dict(_write_tables(tables, leaks, left_out))
    files |= dict(_read_folders(folders, leaks, left_out))
    files["manifest.json"] = json.dumps(
        manifest, indent=2, ensure_ascii=False, sort_keys=True
    ).encode()
    files["README.md"] = _introduce(tables["documents"], manifest, left_out).encode()
    files["SHA256SUMS"] = "".join(
        f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items())
    ).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    figures.write_whole(path, _zip(files))
    return Archive(path, len(files), left_out)


def _write_tables(
    tables: Mapping[str, pd.DataFrame], leaks: Leaks, left_out: list[str]
) -> Iterator[tuple[str, bytes]]:
    for name, table in tables.items():
        kept = table.drop(columns=[column for column in table if column in _TEXT_COLUMNS])
        for column in kept.columns:
            if not pd.api.types.is_string_dtype(kept[column]):
                continue
            cells = kept[column].dropna().unique()
            closed = {cell for cell in cells if isinstance(cell, str) and leaks.find(cell)}
            if closed:
                n = int(kept[column].isin(closed).sum())
                left_out.append(f"{n} cells of `{column}` in tables/{name}.parquet")
                kept = kept.assign(**{column: kept[column].mask(kept[column].isin(closed))})
        buffer = io.BytesIO()
        kept.to_parquet(buffer, index=False)
        yield f"tables/{name}.parquet", buffer.getvalue()


def _read_folders(
    folders: Mapping[str, Path], leaks: Leaks, left_out: list[str]
) -> Iterator[tuple[str, bytes]]:
    for name, folder in folders.items():
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            place = f"{name}/{path.relative_to(folder).as_posix()}"
            if not path.is_file() or path.name.startswith(".") or path.suffix == ".xlsx":
                continue
            if name == "environment" and path.name not in _ENVIRONMENT:
                continue
            content = path.read_bytes()
            if name == "codings" and path.suffix == ".csv":
                content = _drop_passages(content)
            if path.suffix in _READABLE and leaks.find(content.decode("utf-8", "replace")):
                left_out.append(f"{place}, since it shows words of a licensed text")
                continue
            yield place, content


def _drop_passages(content: bytes) -> bytes:
    rows = pd.read_csv(io.BytesIO(content), dtype="str", keep_default_na=False)
    if "unit_id" in rows:
        rows = rows.drop(columns=[name for name in rows if name in {*_TEXT_COLUMNS, "surface"}])
    return rows.to_csv(index=False, lineterminator="\n").encode()


def _introduce(documents: pd.DataFrame, manifest: Mapping[str, Any], left_out: list[str]) -> str:
    said = [
        "- The texts themselves, their headlines, and every column that holds running text.",
        *(f"- {entry}." for entry in left_out),
    ]
    return _INTRODUCTION.read_text(encoding="utf-8").format(
        name=figures.current_source().name,
        left_out="\n".join(said),
        version=manifest.get("versions", {}).get("trilateral", package_version()),
        n=f"{len(documents):,}",
        sha256=manifest["corpus_sha256"],
    )


def _zip(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()

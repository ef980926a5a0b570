"""Read dictionaries of other programs as codebooks of frames: LIWC, Lexicoder, WordStat.

Every entry becomes a cue or a row of what was not carried over, with its line and the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pandas as pd
import yaml

from analysis.codebooks.parsing import read_plain
from analysis.codebooks.reading import CodebookError
from analysis.matching.expressions import CueError, forms_of
from analysis.readers.decoding import decode
from analysis.writing import replace_whole

__all__ = ["import_dictionary"]

_LIWC_CATEGORY = re.compile(r"\s*(\d+)\s+(.+?)\s*")
_LIWC_ENTRY = re.compile(r"(.+?)((?:[\s]+\d+)+)\s*")
_WORDSTAT_ENTRY = re.compile(r"(.+?)\s*\((-?\d+(?:\.\d+)?)\)\s*")
_NO_NAME = re.compile(r"\W+")


class _Entry(NamedTuple):
    """One entry of one category; with a reason it cannot be carried over."""

    line: int
    category: str
    text: str
    reason: str = ""


def import_dictionary(path: Path | str, out: Path | str) -> pd.DataFrame:
    """Write a dictionary of another program as a codebook of frames.

    Each category becomes an issue frame, nested ones with their path in the name; each entry
    becomes a cue. Definition and source say where they are from, for a scholar to complete.

    Parameters
    ----------
    path : Path or str
        A dictionary of LIWC (`.dic`), Lexicoder (`.lc3`) or WordStat (`.cat`).
    out : Path or str
        Where to write the codebook; must not exist.

    Returns
    -------
    DataFrame, one row per entry that was not carried over
        `line, category, entry, reason`.

    Raises
    ------
    CodebookError
        If the file is not of its form, with the line; if nothing can be carried over.
    FileExistsError
        If `out` is there already.
    """
    path, out = Path(path), Path(out)
    readers: dict[str, Callable[[str, str], Iterator[_Entry]]] = {
        ".dic": _read_liwc,
        ".lc3": _read_lexicoder,
        ".cat": _read_wordstat,
    }
    read = readers.get(path.suffix.lower())
    if read is None:
        msg = f"{path.name} must end in one of {sorted(readers)}; it ends in {path.suffix!r}."
        raise CodebookError(msg)
    if out.exists():
        msg = f"{out} is there already. Name another file, or remove it first."
        raise FileExistsError(msg)
    frames: dict[str, list[str]] = {}
    left: list[_Entry] = []
    for entry in read(decode(path.read_bytes()), path.name):
        reason = entry.reason or _find_fault(entry.text)
        cues = frames.setdefault(_name_of(entry.category), [])
        cue = entry.text.lower()
        if reason or cue in cues:
            left.append(entry._replace(reason=reason or "it stands in this category already"))
        else:
            cues.append(cue)
    frames = {name: cues for name, cues in frames.items() if cues}
    if not frames:
        msg = f"{path.name} must hold entries that can be carried over; it holds none."
        raise CodebookError(msg)
    _write(frames, path.name, out)
    columns = ["line", "category", "entry", "reason"]
    return pd.DataFrame([tuple(entry) for entry in left], columns=columns)


def _find_fault(text: str) -> str:
    if re.search(r"\*(?=\S)", text) or text.startswith("*"):
        return "a wildcard stands elsewhere than at the end of a word"
    if re.search(r"[^\w'* \-]|\*\*", text):
        return "it holds characters that the language of cues gives another meaning, or none"
    try:
        forms_of(text)
    except CueError as error:
        return str(error)
    return ""


def _name_of(category: str) -> str:
    return _NO_NAME.sub("_", category.lower()).strip("_") or "unnamed"


def _read_liwc(text: str, name: str) -> Iterator[_Entry]:
    lines = text.splitlines()
    marks = [number for number, line in enumerate(lines) if line.strip() == "%"]
    if len(marks) < 2:
        msg = (
            f"{name}, line 1: a dictionary of LIWC must name its categories between two lines of "
            f"'%'; it has {len(marks)} such lines."
        )
        raise CodebookError(msg)
    categories: dict[str, str] = {}
    for number in range(marks[0] + 1, marks[1]):
        found = _LIWC_CATEGORY.fullmatch(lines[number])
        if found:
            categories[found.group(1)] = found.group(2)
        elif lines[number].strip():
            msg = (
                f"{name}, line {number + 1}: a category must be a number and a name; it is "
                f"{lines[number].strip()!r}."
            )
            raise CodebookError(msg)
    for number, line in enumerate(lines[marks[1] + 1 :], start=marks[1] + 2):
        if not line.strip():
            continue
        found = _LIWC_ENTRY.fullmatch(line.strip())
        if not found:
            word = line.split("\t")[0].strip()
            yield _Entry(number, "", word, "its categories depend on conditions, or there are none")
            continue
        for category in found.group(2).split():
            if category in categories:
                yield _Entry(number, categories[category], found.group(1).strip())
            else:
                reason = f"the file names no category {category}"
                yield _Entry(number, category, found.group(1).strip(), reason)


def _read_lexicoder(text: str, name: str) -> Iterator[_Entry]:
    # A document type could name entities that read other files or grow without bound.
    if re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
        msg = f"{name}: must not declare a document type or entities. Remove the declaration."
        raise CodebookError(msg)
    try:
        root = ElementTree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except ElementTree.ParseError as error:
        line = error.position[0]
        msg = f"{name}, line {line}: a dictionary of Lexicoder must be XML; {error}."
        raise CodebookError(msg) from error
    lines = text.splitlines()

    def walk(node: ElementTree.Element, path: tuple[str, ...]) -> Iterator[_Entry]:
        for child in node:
            label = child.get("name", "")
            if child.tag == "cnode":
                yield from walk(child, (*path, label))
            elif child.tag == "pnode":
                line = next((n for n, one in enumerate(lines, 1) if f'"{label}"' in one), 0)
                yield _Entry(line, "_".join(path), label.strip())

    yield from walk(root, ())


def _read_wordstat(text: str, name: str) -> Iterator[_Entry]:
    path: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        depth = len(line) - len(line.lstrip("\t"))
        found = _WORDSTAT_ENTRY.fullmatch(line.strip())
        if depth > len(path):
            msg = (
                f"{name}, line {number}: must be indented by at most {len(path)} tabs, one more "
                f"than its category; it is by {depth}."
            )
            raise CodebookError(msg)
        if line.strip().startswith("@"):
            reason = "rules of WordStat are not carried over; write the cue with <5> or ..."
            yield _Entry(number, "_".join(path[:depth]), line.strip(), reason)
        elif found:
            entry = found.group(1).replace("_", " ").strip()
            yield _Entry(number, "_".join(path[:depth]), entry)
        else:
            path = [*path[:depth], line.strip()]


def _write(frames: dict[str, list[str]], name: str, out: Path) -> None:
    book = {
        "version": 1,
        "frames": {
            frame: {
                "family": "issue",
                "definition": f"Imported as the category {frame}; write its definition here.",
                "source": f"Imported from {name}; cite its authors and their terms of use here.",
                "cues": cues,
            }
            for frame, cues in frames.items()
        },
    }
    with replace_whole(out) as beside, beside.open("w", encoding="utf-8") as file:
        yaml.dump(book, file, _Writer, sort_keys=False, allow_unicode=True, width=100)


class _Writer(yaml.SafeDumper):
    """Writes text in quotation marks where it would be read as something else."""


def _write_text(writer: _Writer, text: str) -> yaml.Node:
    style = None if read_plain(text) == text else "'"
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Writer.add_representer(str, _write_text)

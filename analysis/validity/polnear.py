"""Read PolNeAR, the Political News Attribution Relations Corpus, as a gold sample.

Newell, E., Margolin, D., and Ruths, D. (2018). An attribution relations corpus for political news.
LREC 2018. The corpus itself is not part of this package.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.validity.gold_quotations import read_gold_quotations
from analysis.writing import write_whole

__all__ = ["convert_polnear", "read_polnear"]

_ROLE = re.compile(r"(?P<role>[A-Za-z-]+?)\d*:(?P<span>T\d+)")


def convert_polnear(folder: Path | str, out: Path | str) -> int:
    """Write a folder of PolNeAR as a gold file of quotations.

    Parameters
    ----------
    folder : Path or str
        With `text/NAME.txt` and `attributions/NAME_ANNOTATOR.ann` (BRAT: Source, Cue, Content;
        a span may be in pieces). Of a text with several annotators the first by name counts.
    out : Path or str
        The JSON Lines file to write, as :func:`analysis.validity.read_gold_quotations` reads it.

    Returns
    -------
    int
        How many texts were written.

    Raises
    ------
    ValueError
        If the folder holds no annotated text, or a line is not of this form; with file and line.
    """
    entries = list(_read_texts(Path(folder)))
    lines = (json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
    write_whole(Path(out), "".join(lines).encode())
    return len(entries)


def read_polnear(folder: Path | str) -> pd.DataFrame:
    """Read a folder of PolNeAR.

    Parameters
    ----------
    folder : Path or str
        As of :func:`convert_polnear`.

    Returns
    -------
    DataFrame, one row per text
        As :func:`analysis.validity.read_gold_quotations` returns it.

    Raises
    ------
    ValueError
        As of :func:`convert_polnear`.
    """
    return read_gold_quotations(list(_read_texts(Path(folder))))


def _read_texts(folder: Path) -> Iterator[dict[str, Any]]:
    texts = {path.stem: path for path in (folder / "text").glob("*.txt")}
    annotated = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        annotated.setdefault(path.stem.rsplit("_", 1)[0], path)
    if not texts.keys() & annotated.keys():
        msg = (
            f"{folder} must hold text/NAME.txt and attributions/NAME_ANNOTATOR.ann; no text there "
            "has annotations."
        )
        raise ValueError(msg)
    for name in sorted(texts.keys() & annotated.keys()):
        # Offsets count a line end as it stands in the file.
        text = texts[name].read_bytes().decode("utf-8")
        yield {"name": name, "text": text, "quotations": _read_annotations(annotated[name])}


def _read_annotations(path: Path) -> list[dict[str, Any]]:
    spans: dict[str, list[list[int]]] = {}
    events = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        fields = line.split("\t")
        # The surface of a span may go on in lines of its own; they say nothing new.
        if len(fields) < 2 or not re.fullmatch(r"[TE]\d+", fields[0]):
            continue
        if fields[0].startswith("E"):
            events.append((number, _ROLE.findall(fields[1])))
            continue
        try:
            pieces = [pair.split() for pair in fields[1].split(" ", 1)[1].split(";")]
            spans[fields[0]] = [[int(start), int(end)] for start, end in pieces]
        except (ValueError, IndexError) as error:
            msg = f"{path.name}, line {number}: a span must be START END; it is {fields[1]!r}."
            raise ValueError(msg) from error
    quotations = []
    for number, roles in events:
        parts: dict[str, list[list[int]]] = {"Content": [], "Source": [], "Cue": []}
        for role, span in roles:
            if span not in spans:
                msg = f"{path.name}, line {number}: the span {span} must be in the file; it is not."
                raise ValueError(msg)
            if role in parts:
                parts[role] += spans[span]
        if parts["Content"]:
            quotations.append(
                {
                    "pieces": sorted(parts["Content"]),
                    "speaker": sorted(parts["Source"]),
                    "cue": sorted(parts["Cue"]),
                }
            )
    return quotations

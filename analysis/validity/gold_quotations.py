"""Read gold samples of quotations: texts in which coders marked who says what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.matching.quoting import Quoted, find_all_quoted, kind_of_quotation
from analysis.schemas import KINDS_OF_QUOTATION
from analysis.validity.gold import (
    TEXT,
    find_field,
    find_span,
    keep_facts,
    make_table,
    read_objects,
)

__all__ = ["read_gold_quotations"]


def read_gold_quotations(gold: Path | str | Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Read texts in which coders marked who says what.

    Parameters
    ----------
    gold : Path, str, or sequence of mappings
        A file, or its objects. Each line holds `text` and `quotations`, a list of objects with
        `pieces` (a list of `[start, end]`: all that one attribution credits), `speaker` (a list of
        such spans, empty where nobody is named) and, if known, `cue` (spans) and `kind` (direct,
        indirect or mixed; if absent, the quotation marks of the text decide).

    Returns
    -------
    DataFrame, one row per text, in the order of the file
        `text, quotations`, and any further field that is a text or a number.

    Raises
    ------
    ValueError
        With file and line, if a line is not of this form.
    """
    if isinstance(gold, str | Path):
        objects = read_objects(gold)
    else:
        objects = ((f"entry {number}", entry) for number, entry in enumerate(gold, start=1))
    rows = []
    for where, entry in objects:
        text = find_field(entry, TEXT, str, where)
        marks = find_all_quoted(text)
        quotations = [
            _read_quotation(each, text, marks, where)
            for each in find_field(entry, ("quotations",), list, where)
        ]
        rows.append({**keep_facts(entry), "text": text, "quotations": quotations})
    return make_table(rows, ("text", "quotations"))


def _read_quotation(entry: Any, text: str, marks: list[Quoted], where: str) -> dict[str, Any]:
    if not isinstance(entry, Mapping):
        msg = f"{where}: `quotations` must hold objects with `pieces`; one is {entry!r}."
        raise ValueError(msg)
    pieces = _read_spans(find_field(entry, ("pieces",), list, where), text, where)
    speaker = _read_spans(
        find_field({"speaker": [], **entry}, ("speaker",), list, where), text, where
    )
    kind = entry.get("kind") or kind_of_quotation(text, pieces, marks)
    if kind not in KINDS_OF_QUOTATION or not pieces:
        msg = (
            f"{where}: a quotation must have at least one piece, and be one of "
            f"{list(KINDS_OF_QUOTATION)}; it is {entry!r}."
        )
        raise ValueError(msg)
    return {"pieces": pieces, "speaker": speaker, "kind": kind}


def _read_spans(spans: list[Any], text: str, where: str) -> list[tuple[int, int]]:
    for span in spans:
        is_pair = isinstance(span, list | tuple) and len(span) == 2
        if not is_pair or not all(isinstance(one, int) for one in span):
            msg = f"{where}: a span must be [start, end]; it is {span!r}."
            raise ValueError(msg)
        find_span({"start": span[0], "end": span[1]}, text, where)
    return [(start, end) for start, end in spans]

"""The codebooks of a study as tables for its appendix, in LaTeX with booktabs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis import schemas
from analysis.codebooks.frames import FrameBook, load_frames
from analysis.latex import Caption, name, say_value, spread, tabulate, wrap
from analysis.schemas import check

__all__ = ["codebook_to_latex", "frames_to_latex"]

# Of the cues those that can be read at a glance.
_MOST_SHOWN, _LONGEST_SHOWN = 8, 24
_FOUND, _NOT_FOUND = ("present", "include"), ("literal", "absent", "exclude")


def codebook_to_latex(variables: pd.DataFrame) -> str:
    """Write the codebook of hand coding: questions, values and their meanings.

    Parameters
    ----------
    variables : DataFrame, one row per variable and value
        As :data:`analysis.schemas.VARIABLES`.

    Returns
    -------
    str
        A table; each question stands above its values.

    Raises
    ------
    SchemaError
        If `variables` is not such a table.
    """
    check(variables, schemas.VARIABLES)
    rows, before = [], None
    for row in variables.itertuples():
        if row.variable != before:
            question = [_across(2, part) for (part,) in spread(row.question)]
            rows += _head([name(row.variable)], question)
        rows += _head(["", say_value(row.value)], [part for (part,) in spread(row.meaning)])
        before = row.variable
    head = ["Variable", "Value", "Meaning"]
    form = f"@{{}}{wrap(0.14)}r{wrap(0.68)}@{{}}"
    return tabulate(head, rows, form, Caption("Codebook of hand coding.", ("codebook",)))


def frames_to_latex(path: Path | str | None = None) -> str:
    """Write the codebook of frames: definitions, functions, cues, and what must be found or not.

    Parameters
    ----------
    path : Path or str, optional
        The codebook; the house's own if absent. All its cues are what `codebook export` writes.

    Returns
    -------
    str
        A table. Of the cues it counts all and shows the first eight short ones; below them stand
        the first example that must be found and the first that must not.

    Raises
    ------
    CodebookError
        If the file is no codebook of frames.
    """
    book = load_frames() if path is None else load_frames(Path(path))
    rows = []
    for frame in book.entries.values():
        cues = [cue.expression for cue in book.cues if cue.frame == frame.name]
        short = [cue for cue in cues if len(cue) <= _LONGEST_SHOWN]
        about = (f"{frame.definition} ({frame.source})", ", ".join(frame.functions))
        cells = spread(*about, f"{len(cues):,}", "; ".join(short[:_MOST_SHOWN]))
        rows += [[name(frame.name) if not place else "", *row] for place, row in enumerate(cells)]
        examples = " ".join(_list_examples(book, frame.name))
        rows += [["", _across(4, part)] for (part,) in spread(examples)]
    head = ["Frame", "Definition", "Functions", "Cues", "Some of them"]
    form = f"@{{}}{wrap(0.13)}{wrap(0.26)}{wrap(0.13)}r{wrap(0.25)}@{{}}"
    caption = Caption(f"Codebook of frames, version {book.version}.", ("frames",))
    return tabulate(head, rows, form, caption)


def _list_examples(book: FrameBook, frame: str) -> Iterator[str]:
    for words, kinds in (("Must be found:", _FOUND), ("Must not:", _NOT_FOUND)):
        texts = [
            example.text
            for kind in kinds
            for example in book.examples
            if example.frame == frame and example.kind == kind
        ]
        if texts:
            yield f"{words} {texts[0]}"


def _across(n: int, text: str) -> str:
    return rf"\multicolumn{{{n}}}{{{wrap(0.8)}@{{}}}}{{{text}}}"


def _head(first: list[str], parts: list[str]) -> list[list[str]]:
    """Put cells before the first of several rows, and nothing before the others."""
    return [
        [*(first if not place else [""] * len(first)), part] for place, part in enumerate(parts)
    ]

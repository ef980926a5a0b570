"""Check a codebook with all its examples, and write it out for the appendix of a paper."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis import frames as framing
from analysis.codebooks.chosen import kind_of
from analysis.codebooks.countries import load_countries
from analysis.codebooks.frames import FrameBook, FrameExample, load_frames
from analysis.codebooks.reading import CodebookError
from analysis.codebooks.relations import load_relations
from analysis.codebooks.speech import load_speech
from analysis.matching.expressions import forms_of
from analysis.segments import split_segments
from analysis.validity.frames import FIGURATIVE
from analysis.validity.mentions import documents_of
from analysis.writing import disarm, write_whole

__all__ = ["check_codebook", "export_codebook"]

_LOADERS = {"countries": load_countries, "relations": load_relations, "speech": load_speech}
_MUST = {
    "include": "the cue {expression!r} must be found in {text!r}; it is not",
    "exclude": "the cue {expression!r} must not be found in {text!r}; it is",
    "present": "the frame {frame} must be found in {text!r}; it is not",
    "absent": "the frame {frame} must not be found in {text!r}; it is",
    "literal": "the frame {frame} must be read in its plain sense in {text!r}; it is an image",
}


def check_codebook(path: Path | str) -> str:
    """Read a codebook and run its examples.

    Parameters
    ----------
    path : Path or str
        A codebook of frames, countries, relations or speech; which one shows in its fields. The
        examples of frames are run; the others are read, and their examples are not.

    Returns
    -------
    str
        What it holds, in a sentence.

    Raises
    ------
    CodebookError
        With file and line, each fault on a line of its own.
    """
    path = Path(path)
    kind = kind_of(path)
    if kind != "frames":
        _LOADERS[kind](path)
        return f"{path.name}: a codebook of {kind}, without a fault."
    book = load_frames(path)
    faults = [
        f"{path.name}, line {example.line}: {_MUST[example.kind].format(**vars(example))}."
        for example in _list_failing(book)
    ]
    if faults:
        raise CodebookError("\n".join(faults))
    return (
        f"{path.name}: a codebook of frames, {len(book.entries)} frames, {len(book.cues)} cues, "
        f"{len(book.examples)} examples; all examples hold."
    )


def _list_failing(book: FrameBook) -> list[FrameExample]:
    texts = pd.DataFrame({"text": [example.text for example in book.examples]})
    documents = documents_of(texts)
    found = framing.find_frames(documents, split_segments(documents), codebook=book)
    is_there = (found["family"] == "issue") | (found["figurative"] >= FIGURATIVE)
    pairs = set(found.loc[is_there, ["document_id", "frame"]].itertuples(index=False, name=None))
    failing = []
    for document_id, example in zip(documents["document_id"], book.examples, strict=True):
        if example.expression is None:
            holds = ((document_id, example.frame) in pairs) == (example.kind == "present")
        else:
            cues = {
                (book.cues[hit.number].frame, book.cues[hit.number].expression)
                for hit in book.find(example.text)
            }
            is_found = (example.frame, example.expression) in cues
            holds = is_found == (example.kind == "include")
        if not holds:
            failing.append(example)
    return failing


def export_codebook(path: Path | str, out: Path | str) -> int:
    """Write a codebook of frames as a table for the appendix of a paper.

    Parameters
    ----------
    path : Path or str
        A codebook of frames.
    out : Path or str
        A CSV file; UTF-8 with a mark at its beginning, by which spreadsheets know it. Cells that a
        spreadsheet would run as a formula begin with an apostrophe.

    Returns
    -------
    int
        How many cues, a row each.

    Raises
    ------
    CodebookError
        If the file is no codebook of frames.
    """
    book = load_frames(Path(path))
    texts: dict[tuple[str, str | None, str], list[str]] = {}
    for example in book.examples:
        key = (example.frame, example.expression, example.kind)
        texts.setdefault(key, []).append(example.text)
    rows = []
    for cue in book.cues:
        frame = book.entries[cue.frame]
        rows.append(
            {
                "frame": frame.name,
                "family": frame.family,
                "definition": frame.definition,
                "functions": ", ".join(frame.functions),
                "may_overlap": ", ".join(frame.overlaps),
                "role": cue.role or "",
                "cue": cue.expression,
                "forms": " ".join(forms_of(cue.expression)),
                "prior": "" if cue.prior is None else f"{cue.prior:g}",
                "cue_include": " / ".join(texts.get((cue.frame, cue.expression, "include"), [])),
                "cue_exclude": " / ".join(texts.get((cue.frame, cue.expression, "exclude"), [])),
                "frame_include": " / ".join(texts.get((cue.frame, None, "present"), [])),
                "frame_exclude": " / ".join(
                    texts.get((cue.frame, None, "absent"), [])
                    + texts.get((cue.frame, None, "literal"), [])
                ),
                "source": frame.source,
                "author": frame.author or "",
                "codebook_version": str(book.version),
            }
        )
    table = pd.DataFrame(rows).map(disarm)
    write_whole(Path(out), table.to_csv(index=False).encode("utf-8-sig"))
    return len(table)

"""What was found in one document, as marks: quotations, targets with sentiment, cues of frames."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import pandas as pd

from analysis import schemas
from analysis.explore.looks import (
    FOCUS,
    NOTHING,
    QUOTATION,
    TIE,
    count_frames,
    ground_of,
    look_of_cue,
    sign,
)
from analysis.explore.markup import Mark
from analysis.pipeline import Annotations
from analysis.tables.evidence import FIGURATIVE
from analysis.tables.labels import UNNAMED_RELATION, label_frame

__all__ = ["FOCUSED", "LEAST_SHOWN", "TARGETS", "marks_of", "marks_of_reasons", "say_speaker"]

_PLACE = "place"
_KINDS = {"image": "an image", "plain": "the plain thing", "denied": "denied by its clause"}
_ISSUE = "an issue"
# What would be written as 0.00.
LEAST_SHOWN = 0.005
QUOTATIONS, TARGETS, FOCUSED, CUES, WORDS = range(5)


def marks_of(
    found: Annotations, document_id: str, scorer: str | None, *, focus: Collection[str] = ()
) -> list[Mark]:
    """List everything found in one document as marks.

    Parameters
    ----------
    found : Annotations
        As :func:`analysis.pipeline.run` gives them.
    document_id : str
        Of the document.
    scorer : str or None
        Whose sentiment colours the mentions and relations.
    focus : collection of str
        Ids of mentions, relations, cues and quotations that stand out in bold.

    Returns
    -------
    list of Mark
        In no order.
    """
    here = {
        name: table[table["document_id"] == document_id].to_dict("records")
        for name, table in found._asdict().items()
        if name in ("mentions", "relations", "quotations", "frames")
    }
    ids = [row["mention_id"] for row in here["mentions"]]
    ids += [row["relation_id"] for row in here["relations"]]
    scores = found.scores[found.scores["target_id"].isin(ids)]
    scores = scores[scores["scorer"] == scorer].set_index("target_id").to_dict("index")
    marks = [_mark_quotation(row) for row in here["quotations"]]
    marks += [_mark_mention(row, scores.get(row["mention_id"], {})) for row in here["mentions"]]
    marks += [_mark_relation(row, scores.get(row["relation_id"], {})) for row in here["relations"]]
    marks += _mark_cues(here["frames"])
    keys = ("quotation_id", "mention_id", "relation_id", "frame_id")
    for rows, key in zip(
        (here["quotations"], here["mentions"], here["relations"], here["frames"]), keys, strict=True
    ):
        marks += [
            Mark(row["start"], row["end"], FOCUSED, FOCUS, "counted here", brackets=("**", "**"))
            for row in rows
            if row[key] in focus
        ]
    return marks


def marks_of_reasons(reasons: pd.DataFrame) -> list[Mark]:
    """Colour the words that moved a score, as far as a reader would see it move.

    Parameters
    ----------
    reasons : DataFrame, one row per word
        As :data:`analysis.schemas.REASONS`.

    Returns
    -------
    list of Mark
        The word that moved it most has the strongest colour.
    """
    moved = reasons[reasons["contribution"].abs() >= LEAST_SHOWN]
    most = moved["contribution"].abs().max()
    return [
        Mark(
            start,
            end,
            WORDS,
            "",
            f"without it {abs(by):.3f} {'lower' if by > 0 else 'higher'}",
            after=sign(by),
            brackets=("(", ")"),
            ground=ground_of(by / most),
        )
        for start, end, by in schemas.rows_of(moved, ["start", "end", "contribution"])
    ]


def say_speaker(row: Mapping[str, Any]) -> str:
    """Name who is quoted, with the country where it is known."""
    if pd.isna(row["speaker"]):
        return "speaker unknown"
    country = row["speaker_country"]
    return row["speaker"] if pd.isna(country) else f"{row['speaker']} ({country})"


def _kind_of_cue(row: Mapping[str, Any]) -> str:
    """Tell whether a cue counts, is the plain thing, or is denied."""
    if row["negated"]:
        return "denied"
    plain = row["family"] == "metaphor" and row["figurative"] < FIGURATIVE
    return "plain" if plain else "image"


def _mark_quotation(row: Mapping[str, Any]) -> Mark:
    speaker = say_speaker(row)
    return Mark(
        row["start"],
        row["end"],
        QUOTATIONS,
        QUOTATION,
        f"{row['kind']} quotation, {speaker}",
        before=f"{speaker}: ",
        brackets=("«", "»"),
    )


def _mark_mention(row: Mapping[str, Any], score: Mapping[str, Any]) -> Mark:
    # A mere place is judged by no figure.
    value = None if row["place_only"] else score.get("sentiment")
    said = _PLACE if row["place_only"] else sign(value)
    ground = ground_of(value)
    return Mark(
        row["start"],
        row["end"],
        TARGETS,
        "" if ground else NOTHING,
        f"{row['country']}, {row['kind']}: {_say_score(score)}",
        after=f"{row['country']}\u00a0{said}",
        brackets=("[", "]"),
        ground=ground,
    )


def _mark_relation(row: Mapping[str, Any], score: Mapping[str, Any]) -> Mark:
    name = UNNAMED_RELATION if pd.isna(row["relation"]) else row["relation"]
    ground = ground_of(score.get("sentiment"))
    return Mark(
        row["start"],
        row["end"],
        TARGETS,
        TIE if ground else NOTHING,
        f"{row['kind']} {name}: {_say_score(score)}",
        after=f"{name}\u00a0{sign(score.get('sentiment'))}",
        brackets=("[", "]"),
        ground=ground,
    )


def _say_score(score: Mapping[str, Any]) -> str:
    if not score:
        return "not scored"
    said = f"{score['scorer']} {sign(score['sentiment'])}"
    if pd.isna(score["p_negative"]):
        return said
    return (
        f"{said} (less favourable {score['p_negative']:.2f}, unchanged {score['p_neutral']:.2f}, "
        f"more {score['p_positive']:.2f})"
    )


def _mark_cues(rows: list[dict[str, Any]]) -> Iterator[Mark]:
    numbers = count_frames(row["frame"] for row in rows)
    open_cues: list[int] = []
    for row in sorted(rows, key=lambda row: (row["start"], -row["end"], row["frame"])):
        open_cues = [end for end in open_cues if end > row["start"]]
        kind = _kind_of_cue(row)
        issue = row["family"] == "issue" and kind == "image"
        said = _ISSUE if issue else _KINDS[kind]
        if pd.notna(row["figurative"]):
            said += f" (figurative {row['figurative']:.2f})"
        name = label_frame(row["frame"])
        yield Mark(
            row["start"],
            row["end"],
            CUES,
            look_of_cue(numbers[row["frame"]], kind, len(open_cues)),
            f"{name}: {said}",
            after=name if kind == "image" else f"{name}, {kind}",
            brackets=("{", "}"),
        )
        open_cues.append(row["end"])

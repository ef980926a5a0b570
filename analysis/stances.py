"""The join: each mention or relation with who speaks of it, how, and in which frame."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.schemas import check

__all__ = ["join_stances"]

# A cue of a frame is counted as an image from here on, as everywhere in the house.
_FIGURATIVE = 0.5
_NEEDED = (
    "segments",
    "mentions",
    "relations",
    "quotations",
    "scores",
    "tones",
    "frames",
    "frame_countries",
)
_OF_DOCUMENT = ["published_on", "outlet", "outlet_country", "perspective"]
_OF_SPEAKER = ["speaker", "speaker_country"]
_OF_TONE = ["subjectivity", "certainty", "cooperation"]


def join_stances(
    documents: pd.DataFrame, made: Mapping[str, pd.DataFrame], *, scorer: str | None = None
) -> pd.DataFrame:
    """Join what all stages know of each mention and relation.

    A target is in somebody's voice if a quotation, direct or indirect, holds all of it; of
    nested quotations the innermost counts. Everything else is the outlet's own voice. The phrase
    that names a speaker stands outside of what is said, and so in the outlet's voice.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`.
    made : mapping of str to DataFrame
        `segments`, `mentions`, `relations`, `quotations`, `scores`, `tones`, `frames` and
        `frame_countries`, as the schemas of these names; a table without rows leaves its columns
        missing.
    scorer : str, optional
        Whose sentiment to take; if absent, that of the one scorer in `scores`.

    Returns
    -------
    DataFrame, one row per mention or relation, mentions first
        As :data:`analysis.schemas.STANCES`.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    ValueError
        If `scores` mixes scorers and `scorer` does not choose one of them.
    """
    check(documents, schemas.DOCUMENTS)
    for name in _NEEDED:
        check(made[name], getattr(schemas, name.upper()))
    targets = _list_targets(made["mentions"], made["relations"])
    if targets.empty:
        return schemas.STANCES.empty()
    quotations = made["quotations"]
    targets = targets.assign(quotation_id=_find_quotations(targets, quotations))
    evidence = made["segments"].rename(columns={"text": "evidence"})
    read = _choose_scorer(made["scores"], scorer)
    stances = targets.assign(
        **_look_up(targets["quotation_id"], quotations, _OF_SPEAKER),
        **_look_up(targets["document_id"], documents, _OF_DOCUMENT),
        **_look_up(targets["segment_id"], evidence, ["evidence"]),
        **_look_up(targets["target_id"], read, ["scorer", "sentiment"]),
        **_look_up(targets["target_id"], made["tones"], _OF_TONE),
        voice=np.where(targets["quotation_id"].notna(), "quoted", "outlet"),
        frames=_list_frames(targets, made["frames"], made["frame_countries"]),
    )
    return check(schemas.STANCES.conform(stances), schemas.STANCES)


def _look_up(
    wanted: pd.Series, table: pd.DataFrame, columns: list[str]
) -> dict[str, pd.api.extensions.ExtensionArray]:
    """Give some columns of the rows whose key is wanted, missing where there is none.

    Far faster than a merge on the few thousand rows that one call joins.
    """
    found = table.set_index(wanted.name)[columns].reindex(wanted)
    return {name: found[name].array for name in columns}


def _list_targets(mentions: pd.DataFrame, relations: pd.DataFrame) -> pd.DataFrame:
    named = mentions.rename(columns={"mention_id": "target_id"}).assign(
        target="mention", relation=None
    )
    tied = relations.rename(columns={"relation_id": "target_id"}).drop(columns="countries")
    tied = tied.assign(target="relation", country=None, actor=None, place_only=False)
    filled = [table for table in (named, tied) if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else named


def _find_quotations(targets: pd.DataFrame, quotations: pd.DataFrame) -> list[str | None]:
    """Find the innermost quotation that holds each target."""
    columns = ["document_id", "start", "end", "quotation_id"]
    by_document: dict[str, list[tuple[int, int, str]]] = {}
    for document, *span in schemas.rows_of(quotations, columns):
        by_document.setdefault(document, []).append(tuple(span))
    for spans in by_document.values():
        spans.sort()
    starts = {document: [span[0] for span in spans] for document, spans in by_document.items()}
    # How far the spans reach, up to each of them.
    reaches = {
        document: list(accumulate((span[1] for span in spans), max))
        for document, spans in by_document.items()
    }
    found = []
    for document, start, end in schemas.rows_of(targets, columns[:3]):
        innermost = None
        if document in by_document:
            spans, reach, width = by_document[document], reaches[document], float("inf")
            # From the last that begins at or before the target back to where none can reach it.
            place = bisect_right(starts[document], start) - 1
            while place >= 0 and reach[place] >= end:
                first, last, quotation_id = spans[place]
                if last >= end and last - first < width:
                    innermost, width = quotation_id, last - first
                place -= 1
        found.append(innermost)
    return found


def _choose_scorer(scores: pd.DataFrame, scorer: str | None) -> pd.DataFrame:
    names = scores["scorer"].unique().tolist()
    if scorer is None and len(names) > 1:
        msg = f"`scorer` must name one of the scorers of `scores`, which holds {sorted(names)}."
        raise ValueError(msg)
    if scorer is not None and names and scorer not in names:
        msg = f"`scorer` must be one of {sorted(names)}, which `scores` holds; it is {scorer!r}."
        raise ValueError(msg)
    columns = ["target_id", "scorer", "sentiment"]
    return scores.loc[scores["scorer"] == (scorer or (names or [None])[0]), columns]


def _list_frames(
    targets: pd.DataFrame, frames: pd.DataFrame, frame_countries: pd.DataFrame
) -> list[list[str]]:
    """List the frames that put each target's country or relation into an image there."""
    images = frames[(frames["figurative"] >= _FIGURATIVE) & ~frames["negated"].astype("bool")]
    facts = schemas.rows_of(images, ["frame_id", "segment_id", "frame"])
    shown = {frame_id: (segment, frame) for frame_id, segment, frame in facts}
    names: dict[tuple[str, str], set[str]] = {}
    for frame_id, country, relation in schemas.rows_of(
        frame_countries, ["frame_id", "country", "relation"]
    ):
        if frame_id in shown:
            segment, frame = shown[frame_id]
            # A relation brings its countries in: the image is of it, not of each state.
            thing = relation if isinstance(relation, str) else country
            names.setdefault((segment, thing), set()).add(frame)
    keys = schemas.rows_of(targets, ["segment_id", "country", "relation"])
    return [
        sorted(names.get((segment, country if isinstance(country, str) else relation), ()))
        for segment, country, relation in keys
    ]

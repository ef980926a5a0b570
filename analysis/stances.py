"""The join: each mention or relation with who speaks of it, how, and in which frame."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate, compress
from operator import itemgetter

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.schemas import check, values_of

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
    if not targets["target_id"]:
        return schemas.STANCES.empty()
    quotation_ids = _find_quotations(targets, made["quotations"])
    read = _choose_scorer(made["scores"], scorer)
    of_segment = _look_up(targets["segment_id"], made["segments"], "segment_id", ["text"])
    stances = {
        **targets,
        **_look_up(quotation_ids, made["quotations"], "quotation_id", _OF_SPEAKER),
        **_look_up(targets["document_id"], documents, "document_id", _OF_DOCUMENT),
        **_look_up(targets["target_id"], read, "target_id", ["scorer", "sentiment"]),
        **_look_up(targets["target_id"], made["tones"], "target_id", _OF_TONE),
        "evidence": of_segment["text"],
        "voice": ["quoted" if quotation_id else "outlet" for quotation_id in quotation_ids],
        "quotation_id": quotation_ids,
        "frames": _list_frames(targets, made["frames"], made["frame_countries"]),
    }
    return check(schemas.STANCES.fill(stances), schemas.STANCES)


def _look_up(
    wanted: list[str | None], table: pd.DataFrame, key: str, columns: list[str]
) -> dict[str, pd.api.extensions.ExtensionArray]:
    """Give some columns of the rows whose key is wanted, missing where there is none.

    Far faster than a merge on the few thousand rows that one call joins.
    """
    places = {value: place for place, value in enumerate(values_of(table, key))}
    found = np.array([places.get(value, -1) for value in wanted], dtype="int64")
    return {name: table[name].array.take(found, allow_fill=True) for name in columns}


def _list_targets(mentions: pd.DataFrame, relations: pd.DataFrame) -> dict[str, list]:
    """List the columns of mentions and relations, one below the other."""
    shared = ["document_id", "segment_id", "start", "end", "surface", "kind"]
    targets = {name: values_of(mentions, name) + values_of(relations, name) for name in shared}
    n, n_ties = len(mentions), len(relations)
    return {
        **targets,
        "target_id": values_of(mentions, "mention_id") + values_of(relations, "relation_id"),
        "target": ["mention"] * n + ["relation"] * n_ties,
        "country": values_of(mentions, "country") + [None] * n_ties,
        "relation": [None] * n + values_of(relations, "relation"),
        "actor": values_of(mentions, "actor") + [None] * n_ties,
        "place_only": values_of(mentions, "place_only") + [False] * n_ties,
    }


def _find_quotations(targets: dict[str, list], quotations: pd.DataFrame) -> list[str | None]:
    """Find the innermost quotation that holds each target."""
    columns = ["document_id", "start", "end", "quotation_id"]
    by_document: dict[str, list[tuple[int, int, str]]] = {}
    for document, start, end, quotation_id in schemas.rows_of(quotations, columns):
        by_document.setdefault(document, []).append((start, end, quotation_id))
    for spans in by_document.values():
        spans.sort()
    starts = {document: [span[0] for span in spans] for document, spans in by_document.items()}
    # How far the spans reach, up to each of them.
    reaches = {
        document: list(accumulate(map(itemgetter(1), spans), max))
        for document, spans in by_document.items()
    }
    found = []
    for document, start, end in zip(*map(targets.get, columns[:3]), strict=True):
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
    named = values_of(scores, "scorer")
    names = list(dict.fromkeys(named))
    if scorer is None and len(names) > 1:
        msg = f"`scorer` must name one of the scorers of `scores`, which holds {sorted(names)}."
        raise ValueError(msg)
    if scorer is not None and names and scorer not in names:
        msg = f"`scorer` must be one of {sorted(names)}, which `scores` holds; it is {scorer!r}."
        raise ValueError(msg)
    return scores if len(names) < 2 else scores[[name == scorer for name in named]]


def _list_frames(
    targets: dict[str, list], frames: pd.DataFrame, frame_countries: pd.DataFrame
) -> list[list[str]]:
    """List the frames that put each target's country or relation into an image there."""
    negated = frames["negated"].to_numpy("bool")
    is_image = ((frames["figurative"].to_numpy() >= _FIGURATIVE) & ~negated).tolist()
    facts = schemas.rows_of(frames, ["frame_id", "segment_id", "frame"])
    shown = {frame_id: where for frame_id, *where in compress(facts, is_image)}
    names: dict[tuple[str, str], set[str]] = {}
    for frame_id, country, relation in schemas.rows_of(
        frame_countries, ["frame_id", "country", "relation"]
    ):
        if frame_id in shown:
            segment, frame = shown[frame_id]
            # A relation brings its countries in: the image is of it, not of each state.
            thing = relation if isinstance(relation, str) else country
            names.setdefault((segment, thing), set()).add(frame)
    keys = zip(*map(targets.get, ("segment_id", "country", "relation")), strict=True)
    return [
        sorted(names.get((segment, country if isinstance(country, str) else relation), ()))
        for segment, country, relation in keys
    ]

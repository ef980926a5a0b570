"""The join: each mention or relation with who speaks of it, how, and in which frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress, count, repeat
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
    mentions, relations = made["mentions"], made["relations"]
    target_ids, segment_ids, document_ids = (
        values_of(mentions, of_mention) + values_of(relations, of_relation)
        for of_mention, of_relation in (
            ("mention_id", "relation_id"),
            ("segment_id", "segment_id"),
            ("document_id", "document_id"),
        )
    )
    if not target_ids:
        return schemas.STANCES.empty()
    targets = _list_targets(mentions, relations)
    said_in = _find_quotations(document_ids, targets, made["quotations"])
    read = _choose_scorer(made["scores"], scorer)
    stances = {
        **targets,
        "target_id": target_ids,
        **_take(said_in, made["quotations"], ["quotation_id", *_OF_SPEAKER]),
        **_take(_look_up(document_ids, documents, "document_id"), documents, _OF_DOCUMENT),
        **_take(_look_up(target_ids, read, "target_id"), read, ["scorer", "sentiment"]),
        **_take(_look_up(target_ids, made["tones"], "target_id"), made["tones"], _OF_TONE),
        "evidence": made["segments"]["text"].array.take(
            _look_up(segment_ids, made["segments"], "segment_id"), allow_fill=True
        ),
        "voice": np.where(said_in < 0, "outlet", "quoted"),
        "frames": _list_frames(made, segment_ids),
    }
    return check(schemas.STANCES.fill(stances), schemas.STANCES)


def _take(
    places: np.ndarray, table: pd.DataFrame, columns: list[str]
) -> dict[str, pd.api.extensions.ExtensionArray]:
    """Take some columns of the rows at some places, missing where there is none."""
    return {name: table[name].array.take(places, allow_fill=True) for name in columns}


def _look_up(wanted: list[str], table: pd.DataFrame, key: str) -> np.ndarray:
    """Find the row of each key that is wanted, -1 where there is none.

    Far faster than a merge on the few thousand rows that one call joins.
    """
    places = dict(zip(values_of(table, key), count()))
    return np.fromiter(map(places.get, wanted, repeat(-1)), "int64", len(wanted))


def _list_targets(mentions: pd.DataFrame, relations: pd.DataFrame) -> dict[str, Sequence]:
    """Write what mentions and relations know of themselves, one below the other."""
    shared = ["document_id", "segment_id", "start", "end", "surface", "kind"]
    of_mention, of_relation = ["country", "actor"], ["relation"]
    targets = pd.concat([mentions[shared + of_mention], relations[shared + of_relation]])
    n, n_ties = len(mentions), len(relations)
    return {
        **{name: targets[name].array for name in targets.columns},
        "target": ["mention"] * n + ["relation"] * n_ties,
        "place_only": values_of(mentions, "place_only") + [False] * n_ties,
    }


def _find_quotations(
    document_ids: list[str], targets: Mapping[str, Sequence], quotations: pd.DataFrame
) -> np.ndarray:
    """Find the row of the innermost quotation that holds each target, -1 where none does."""
    innermost = np.full(len(document_ids), -1)
    if quotations.empty:
        return innermost
    # Documents are laid out one behind the other, so that all targets are looked for at once.
    named = values_of(quotations, "document_id")
    numbers = dict(zip(dict.fromkeys(named), count()))
    starts, ends = np.asarray(targets["start"]), np.asarray(targets["end"])
    apart = 1 + max(quotations["end"].max(), ends.max())
    before = apart * np.fromiter(map(numbers.get, named), "int64", len(named))
    opened, closed = (before + quotations[name].to_numpy() for name in ("start", "end"))
    spans = sorted(
        zip(opened.tolist(), closed.tolist(), values_of(quotations, "quotation_id"), count())
    )
    rows = np.fromiter(map(itemgetter(3), spans), "int64", len(spans))
    opened, closed = opened[rows], closed[rows]
    before = apart * np.fromiter(map(numbers.get, document_ids, repeat(-1)), "int64", len(starts))
    starts, ends = before + starts, before + ends
    # How far the quotations reach, up to each of them.
    reach = np.maximum.accumulate(closed)
    narrowest = np.full(len(starts), apart)
    places = np.searchsorted(opened, starts, "right") - 1
    asked = np.arange(len(starts))
    # From the last that begins at or before a target back to where none can reach it.
    while True:
        asked = asked[(places[asked] >= 0) & (reach[places[asked]] >= ends[asked])]
        if not len(asked):
            return innermost
        here = places[asked]
        width = closed[here] - opened[here]
        is_narrower = (closed[here] >= ends[asked]) & (width < narrowest[asked])
        chosen = asked[is_narrower]
        innermost[chosen], narrowest[chosen] = rows[here[is_narrower]], width[is_narrower]
        places[asked] -= 1


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


def _list_frames(made: Mapping[str, pd.DataFrame], segment_ids: list[str]) -> list[list[str]]:
    """List the frames that put each target's country or relation into an image there."""
    frames = made["frames"]
    negated = frames["negated"].to_numpy("bool")
    is_image = ((frames["figurative"].to_numpy() >= _FIGURATIVE) & ~negated).tolist()
    facts = schemas.rows_of(frames, ["frame_id", "segment_id", "frame"])
    shown = {frame_id: where for frame_id, *where in compress(facts, is_image)}
    names: dict[str, dict[str, set[str]]] = {}
    for frame_id, country, relation in schemas.rows_of(
        made["frame_countries"], ["frame_id", "country", "relation"]
    ):
        if frame_id in shown:
            segment, frame = shown[frame_id]
            # A relation brings its countries in: the image is of it, not of each state.
            thing = relation if isinstance(relation, str) else country
            names.setdefault(segment, {}).setdefault(thing, set()).add(frame)
    things = values_of(made["mentions"], "country") + values_of(made["relations"], "relation")
    # In most segments nobody stands in an image.
    return [
        sorted(names[segment].get(thing, ())) if segment in names else []
        for segment, thing in zip(segment_ids, things, strict=True)
    ]

"""Say which country or relation stands in the image of a cue."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

import pandas as pd

from analysis import schemas
from analysis.codebooks.frames import FrameBook, load_frames
from analysis.frames.cutting import RoughCut
from analysis.matching.clauses import clause_around

__all__ = ["link_countries"]

_OWNER = re.compile(r"(?:'s|’s|s['’])?(?: [\w'’-]+){0,2} $")
_NUMBERED = re.compile(r"\b(two|both|three)(?: [\w-]+){0,5} $", re.IGNORECASE)
_COUNTS = {"two": 2, "both": 2, "three": 3}
_OF = re.compile(
    r" (?:of|for|in|on|over|between|among|toward|with) (?:the |a |its |their )?(?:[\w-]+ ){0,2}$"
)
_LISTED = re.compile(r"(?:'s|’s)?,? (?:and |or )?(?:the )?$|,? and (?:the )?$")


class _Cue(NamedTuple):
    frame_id: str
    start: int
    end: int
    frame: str
    family: str
    entry: str


class _Target(NamedTuple):
    start: int
    end: int
    countries: tuple[str, ...]
    relation: str | None
    is_relation: bool


def link_countries(
    frames: pd.DataFrame,
    segments: pd.DataFrame,
    mentions: pd.DataFrame,
    relations: pd.DataFrame,
    *,
    codebook: FrameBook | None = None,
) -> pd.DataFrame:
    """Link each cue to the countries and relations in its image.

    In this order: whose it is ("the South Korean ship", "the peak of trilateralism"); as many
    countries as the cue counts ("two ships"); the subject before it in its clause, with those
    listed beside it; the nearest after it in its clause. A cue of a metaphor in whose clause
    nobody is named goes on with the image: it is linked to those of the cue of the same frame
    before it in its segment, or else after it ("the Japanese ship sails on, but its captain ...").
    Where there is none, nobody is linked.

    Parameters
    ----------
    frames : DataFrame, one row per cue
        As described by :data:`analysis.schemas.FRAMES`.
    segments : DataFrame, one row per segment
        As described by :data:`analysis.schemas.SEGMENTS`.
    mentions, relations : DataFrame, one row per naming
        As described by :data:`analysis.schemas.MENTIONS` and
        :data:`analysis.schemas.RELATIONS`.
    codebook : FrameBook, optional
        The one with which the frames were found; the house's own if absent.

    Returns
    -------
    DataFrame, one row per cue and country
        As described by :data:`analysis.schemas.FRAME_COUNTRIES`. `role` is that of the codebook
        entry; `relation` is missing where the country itself is named.

    Raises
    ------
    SchemaError
        If an input is not such a table.
    """
    for table, schema in (
        (frames, schemas.FRAMES),
        (segments, schemas.SEGMENTS),
        (mentions, schemas.MENTIONS),
        (relations, schemas.RELATIONS),
    ):
        schemas.check(table, schema)
    book = codebook or load_frames()
    roles = {(cue.frame, cue.expression): cue.role for cue in book.cues}
    # Where nobody is named, nobody can stand in an image.
    named = {*mentions["segment_id"].tolist(), *relations["segment_id"].tolist()}
    shared = named.intersection(frames["segment_id"].tolist())
    by_segment: dict[str, list[_Cue]] = {}
    for segment_id, *cue in schemas.rows_of(frames, ["segment_id", *_Cue._fields]):
        if segment_id in shared:
            by_segment.setdefault(segment_id, []).append(_Cue._make(cue))
    columns = ["segment_id", "start", "text"]
    places = {place[0]: place for place in schemas.rows_of(segments, columns) if place[0] in shared}
    targets = _list_targets(mentions, relations, places)
    rows = []
    for segment_id, cues in by_segment.items():
        _, begin, text = places[segment_id]
        here = sorted(targets[segment_id])
        cut_roughly = RoughCut()
        linked = [
            _in_image(
                text,
                (cue.start - begin, cue.end - begin),
                here,
                clause_around if cue.family == "metaphor" else cut_roughly,
            )
            for cue in cues
        ]
        for cue, found in zip(cues, _go_on(cues, linked), strict=True):
            role = roles.get((cue.frame, cue.entry))
            rows += [
                (cue.frame_id, country, role, relation)
                for country, relation in _list_countries(found).items()
            ]
    return schemas.FRAME_COUNTRIES.build(rows)


def _list_countries(targets: list[_Target]) -> dict[str, str | None]:
    linked: dict[str, str | None] = {}
    for target in targets:
        for country in target.countries:
            linked.setdefault(country, target.relation if target.is_relation else None)
    return linked


def _go_on(cues: list[_Cue], linked: list[list[_Target]]) -> list[list[_Target]]:
    """Give the cues of an image that name nobody those of the nearest cue of the same frame."""
    whole = []
    for place, (cue, found) in enumerate(zip(cues, linked, strict=True)):
        others = [
            (other.start > cue.start, abs(other.start - cue.start), number)
            for number, other in enumerate(cues)
            if number != place and other.frame == cue.frame and linked[number]
        ]
        goes_on = not found and others and cue.family == "metaphor"
        whole.append(linked[min(others)[2]] if goes_on else found)
    return whole


def _list_targets(
    mentions: pd.DataFrame, relations: pd.DataFrame, places: Mapping[str, tuple[str, int, str]]
) -> dict[str, list[_Target]]:
    """List by segment who and what is named in some of them, with offsets in the segment."""
    found: dict[str, list[_Target]] = {segment_id: [] for segment_id in places}
    columns = ["segment_id", "start", "end", "country"]
    for segment_id, start, end, country in schemas.rows_of(mentions, columns):
        if segment_id in places:
            _, begin, _ = places[segment_id]
            target = _Target(start - begin, end - begin, (country,), None, is_relation=False)
            found[segment_id].append(target)
    columns = ["segment_id", "start", "end", "countries", "relation"]
    for segment_id, start, end, countries, relation in schemas.rows_of(relations, columns):
        if segment_id in places:
            _, begin, _ = places[segment_id]
            code = None if pd.isna(relation) else relation
            target = _Target(start - begin, end - begin, tuple(countries), code, is_relation=True)
            found[segment_id].append(target)
    return found


def _in_image(
    text: str, cue: tuple[int, int], named: list[_Target], cut: Callable[..., tuple[int, int]]
) -> list[_Target]:
    start, end = cue
    inside = [target for target in named if target.start < end and start < target.end]
    if inside:
        return _prefer_relations(inside)
    owner = _owner_of(text, start, named)
    behind = [target for target in named if target.start >= end]
    if behind and _OF.match(text[end : behind[0].start]):
        return _prefer_relations([target for target in behind if target.start <= behind[0].start])
    if owner:
        return [owner]
    counted = _counted(text, start, named)
    if counted:
        return counted
    first, last = cut(text, start, end)
    clause = [target for target in named if first <= target.start and target.end <= last]
    before = [target for target in clause if target.end <= start]
    if before:
        return _with_list(text, before)
    after = [target for target in clause if target.start >= end]
    if after:
        return after[:1]
    earlier = [target for target in named if target.end <= start]
    return earlier[-1:] if start - (earlier[-1].end if earlier else 0) < 40 and earlier else []


def _owner_of(text: str, start: int, named: list[_Target]) -> _Target | None:
    before = [target for target in named if target.end <= start]
    if not before:
        return None
    nearest = max(before, key=lambda target: target.end)
    between = text[nearest.end : start]
    possessive = between.startswith(("'s ", "’s ", "' ", "’ "))
    adjacent = between == " "
    return nearest if (possessive and _OWNER.fullmatch(between)) or adjacent else None


def _counted(text: str, start: int, named: list[_Target]) -> list[_Target]:
    """Return the countries that "two ships" are, if the sentence before it names just so many."""
    match = _NUMBERED.search(text, max(0, start - 60), start)
    if not match:
        return []
    wanted = _COUNTS[match.group(1).lower()]
    single = [target for target in named if not target.is_relation and target.end <= start]
    for upto in range(len(single), 0, -1):
        group = single[:upto]
        if len({target.countries for target in group}) == wanted:
            return list({target.countries: target for target in group}.values())
    return []


def _with_list(text: str, before: list[_Target]) -> list[_Target]:
    """Return the last one before the cue and those listed with it ("Seoul and Tokyo")."""
    group = [before[-1]]
    for target in reversed(before[:-1]):
        if target.end <= group[0].start and not _LISTED.fullmatch(
            text[target.end : group[0].start]
        ):
            break
        group.insert(0, target)
    return _prefer_relations(group)


def _prefer_relations(targets: list[_Target]) -> list[_Target]:
    """Keep the relations where there are any: to judge a tie is not to judge its states."""
    ties = [target for target in targets if target.is_relation]
    return ties or targets

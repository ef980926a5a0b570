"""Say which country or relation stands in the image of a cue."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import compress, repeat
from operator import attrgetter
from typing import Any, NamedTuple

import pandas as pd

from analysis import schemas
from analysis.codebooks.frames import FrameBook, load_frames
from analysis.frames.cutting import cut_roughly, may_cut_roughly
from analysis.matching.clauses import clause_around, may_part

__all__ = ["link_countries"]

_OWNER = re.compile(r"(?:'s|’s|s['’])?(?: [\w'’-]+){0,2} $")
# It begins with letters that stand for themselves, so that an engine passes over all others.
_NUMBERED = re.compile(
    r"([TtBb](?<!\w.)(?:(?<=[Tt])(?i:wo|hree)|(?<=[Bb])(?i:oth)))(?: [\w-]+){0,5} $"
)
_COUNTS = {"two": 2, "both": 2, "three": 3}
_OF = re.compile(
    r" (?:of|for|in|on|over|between|among|toward|with) (?:the |a |its |their )?(?:[\w-]+ ){0,2}$"
)
_LISTED = re.compile(r"(?:'s|’s)?,? (?:and |or )?(?:the )?$|,? and (?:the )?$")
# Who is named so close before a cue stands in its image where its own clause names nobody.
_CLOSE = 40


class _Cue(NamedTuple):
    segment_id: str
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
    relation: str | None = None
    is_relation: bool = False


_Places = Mapping[str, tuple[int, str, list[_Target]]]  # begin, text and what is named there


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
    schemas.check(frames, schemas.FRAMES)
    schemas.check(segments, schemas.SEGMENTS)
    schemas.check(mentions, schemas.MENTIONS)
    schemas.check(relations, schemas.RELATIONS)
    book = codebook or load_frames()
    roles = {(cue.frame, cue.expression): cue.role for cue in book.cues}
    # Where nobody is named, nobody can stand in an image.
    named = set(schemas.values_of(mentions, "segment_id"))
    named.update(schemas.values_of(relations, "segment_id"))
    by_segment: dict[str, list[tuple[Any, ...]]] = {}
    for cue in _rows_within(named, frames, _Cue._fields[1:]):
        by_segment.setdefault(cue[0], []).append(cue)
    listed = _rows_within(by_segment, segments, ["start", "text"])
    places = {segment_id: (begin, text, []) for segment_id, begin, text in listed}
    _add_targets(places, mentions, relations)
    columns: dict[str, list[Any]] = {name: [] for name in schemas.FRAME_COUNTRIES.names}
    for segment_id, cues in by_segment.items():
        begin, text, targets = places[segment_id]
        targets.sort()
        linked = [
            _in_image(text, (start - begin, end - begin), targets, with_care=family == "metaphor")
            for _, _, start, end, _, family, _ in cues
        ]
        if not all(linked):
            linked = _go_on([_Cue(*cue) for cue in cues], linked)
        for (_, frame_id, _, _, frame, _, entry), found in zip(cues, linked, strict=True):
            countries = _list_countries(found)
            columns["country"] += countries
            columns["relation"] += countries.values()
            columns["frame_id"] += repeat(frame_id, len(countries))
            columns["role"] += repeat(roles.get((frame, entry)), len(countries))
    return schemas.FRAME_COUNTRIES.fill(columns)


def _rows_within(
    segment_ids: Collection[str], table: pd.DataFrame, columns: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    """Give the rows that lie in some segments: the segment, and the columns asked for."""
    found = schemas.values_of(table, "segment_id")
    rows = (schemas.values_of(table, name) for name in columns)
    return compress(zip(found, *rows, strict=True), map(segment_ids.__contains__, found))


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
        if found or cue.family != "metaphor":
            whole.append(found)
            continue
        others = [
            (other.start > cue.start, abs(other.start - cue.start), number)
            for number, other in enumerate(cues)
            if number != place and other.frame == cue.frame and linked[number]
        ]
        whole.append(linked[min(others)[2]] if others else [])
    return whole


def _add_targets(places: _Places, mentions: pd.DataFrame, relations: pd.DataFrame) -> None:
    """Add to some segments who and what is named in them, with offsets in the segment."""
    columns = ["start", "end", "country"]
    for segment_id, start, end, country in _rows_within(places, mentions, columns):
        begin, _, targets = places[segment_id]
        targets.append(_Target(start - begin, end - begin, (country,)))
    columns = ["start", "end", "countries", "relation"]
    for segment_id, start, end, countries, relation in _rows_within(places, relations, columns):
        begin, _, targets = places[segment_id]
        code = None if pd.isna(relation) else relation
        target = _Target(start - begin, end - begin, tuple(countries), code, is_relation=True)
        targets.append(target)


def _in_image(
    text: str, cue: tuple[int, int], named: list[_Target], *, with_care: bool
) -> list[_Target]:
    """Return who stands in the image of a cue; clauses are cut with care or roughly."""
    start, end = cue
    before = [target for target in named if target.end <= start]
    behind = [target for target in named if target.start >= end]
    if len(before) + len(behind) < len(named):
        return _prefer_relations([each for each in named if each.start < end and start < each.end])
    if behind and _OF.match(text, end, behind[0].start):
        return _prefer_relations([target for target in behind if target.start <= behind[0].start])
    if before:
        owner = _owner_of(text, start, before)
        if owner:
            return [owner]
        counted = _counted(text, start, before)
        if counted:
            return counted
    nearest = before[-1] if before else behind[0]
    if len(before) < 2 or not _is_listed(text, *before[-2:]):
        # Where the cut would change nothing, there is none.
        is_close = before and not behind and start - nearest.end < _CLOSE
        between = min(start, nearest.start), max(start + 1, nearest.end)
        if is_close or not (may_part if with_care else may_cut_roughly)(text, *between):
            return [nearest]
    first, last = (clause_around if with_care else cut_roughly)(text, start, end)
    in_clause = [target for target in before if first <= target.start]
    if in_clause:
        return _with_list(text, in_clause)
    followed = [target for target in behind if target.end <= last]
    return followed[:1] or ([nearest] if before and start - nearest.end < _CLOSE else [])


def _owner_of(text: str, start: int, before: list[_Target]) -> _Target | None:
    nearest = max(before, key=attrgetter("end")) if before[1:] else before[0]
    if nearest.end == start - 1:
        return nearest if text[nearest.end] == " " else None
    if not text.startswith(("'s ", "’s ", "' ", "’ "), nearest.end):
        return None
    return nearest if _OWNER.fullmatch(text, nearest.end, start) else None


def _counted(text: str, start: int, before: list[_Target]) -> list[_Target]:
    """Return the countries that "two ships" are, if the sentence before it names just so many."""
    since = max(0, start - 60)
    words = text[since:start].lower()
    may_count = "wo " in words or "oth " in words or "hree " in words
    match = may_count and _NUMBERED.search(text, since, start)
    if not match:
        return []
    wanted = _COUNTS[match.group(1).lower()]
    single = [target for target in before if not target.is_relation]
    for upto in range(len(single), 0, -1):
        group = single[:upto]
        if len({target.countries for target in group}) == wanted:
            return list({target.countries: target for target in group}.values())
    return []


def _with_list(text: str, before: list[_Target]) -> list[_Target]:
    """Return the last one before the cue and those listed with it ("Seoul and Tokyo")."""
    first = len(before) - 1
    while first and _is_listed(text, before[first - 1], before[first]):
        first -= 1
    return _prefer_relations(before[first:])


def _is_listed(text: str, one: _Target, other: _Target) -> bool:
    return one.end > other.start or bool(_LISTED.fullmatch(text, one.end, other.start))


def _prefer_relations(targets: list[_Target]) -> list[_Target]:
    """Keep the relations where there are any: to judge a tie is not to judge its states."""
    ties = [target for target in targets if target.is_relation]
    return ties or targets

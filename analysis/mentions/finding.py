"""Find the countries and their actors in each document."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import pairwise, repeat

import pandas as pd

from analysis import schemas
from analysis.codebooks.aliases import Alias
from analysis.codebooks.countries import CountryBook, load_countries
from analysis.matching.phrases import fold
from analysis.mentions.anchors import Anchors, Hit
from analysis.mentions.deciding import Candidate, Decider, choose, is_ambiguous
from analysis.mentions.descriptions import find_descriptions
from analysis.mentions.ministries import find_ministries
from analysis.mentions.places import Place
from analysis.mentions.scanning import read_names, scan
from analysis.mentions.surnames import Surnames
from analysis.mentions.whereabouts import is_place_only

_INITIALS = re.compile(r"(?<!\w)([A-Z]\w+) (?:[A-Z]\. )+$")


def find_mentions(
    documents: pd.DataFrame, segments: pd.DataFrame, *, codebook: CountryBook | None = None
) -> pd.DataFrame:
    """Find each naming of a country or of one of its actors.

    What counts and which span follows the coding manual: the shortest naming unit, without
    title, possessive or article; pronouns and bare roles are no mentions. A mention says that
    a country is spoken of, not that anything is said about it.

    Parameters
    ----------
    documents : DataFrame, one row per published text
        As described by :data:`analysis.schemas.DOCUMENTS`. Where `published_on` is given,
        a leader counts only within the dates of office.
    segments : DataFrame, one row per headline or sentence
        As described by :data:`analysis.schemas.SEGMENTS`.
    codebook : CountryBook, optional
        The house's own if absent.

    Returns
    -------
    DataFrame, one row per mention, in the order of the text
        As described by :data:`analysis.schemas.MENTIONS`. A description of several countries
        ("both Koreas") has one row each, with the same offsets.

    Raises
    ------
    SchemaError
        If an input is not such a table.

    See Also
    --------
    find_relations : ties between the countries.
    """
    schemas.check(documents, schemas.DOCUMENTS)
    schemas.check(segments, schemas.SEGMENTS)
    book = codebook or load_countries()
    bounds = schemas.bounds_of(segments)
    columns: dict[str, list] = {name: [] for name in schemas.MENTIONS.names}
    facts = (
        schemas.values_of(documents, name) for name in ("document_id", "text", "outlet_country")
    )
    for document_id, text, outlet_country, day in zip(
        *facts, documents["published_on"], strict=True
    ):
        if document_id not in bounds:
            continue
        here = bounds[document_id]
        published_on = None if pd.isna(day) else day.date()
        home = None if pd.isna(outlet_country) else outlet_country
        found = find_in_text(text, book, published_on, here.starts, home)
        places = [here.place_of(hit.start, hit.end) for hit in found]
        if None in places:
            found = [hit for hit, place in zip(found, places, strict=True) if place is not None]
            places = [place for place in places if place is not None]
        columns["mention_id"] += [f"{document_id}:m{number}" for number in range(len(found))]
        columns["document_id"] += repeat(document_id, len(found))
        columns["segment_id"] += map(here.segment_ids.__getitem__, places)
        columns["surface"] += [text[hit.start : hit.end] for hit in found]
        for name, values in zip(Hit._fields, zip(*found, strict=True), strict=False):
            columns[name] += values
    return schemas.MENTIONS.fill(columns)


def find_in_text(
    text: str,
    book: CountryBook,
    day: date | None = None,
    sentence_starts: list[int] | None = None,
    home: str | None = None,
) -> list[Hit]:
    """Find the mentions of one text, in order.

    `sentence_starts` bounds what is near; `home` is the outlet's country.
    """
    folded = fold(text)
    surnames = Surnames(folded, book, day)
    hits: list[Hit] = []
    undecided: list[Candidate] = []
    names, heads = scan(folded, book)
    for place, surface in read_names(folded, names, book):
        if hits and place.start < hits[-1].end:
            continue  # the body of a unit that was taken whole: "Philippine Coast Guard"
        alias = choose(place, surface, surnames)
        if alias is None:
            continue
        if alias.kind == "leader" and folded.endswith(". ", 0, place.start):
            place = _with_initials(place, alias, book)
        if is_ambiguous(alias, book):
            undecided.append(Candidate(place, alias))
        else:
            hits.append(_settle(place, alias, alias.countries[0], book))
    if heads["ministry"]:
        named = [*hits, *(candidate.place for candidate in undecided)]
        undecided += find_ministries(folded, heads["ministry"], named)
    starts = sentence_starts or [0]
    # What can only be one country comes first: the rest is then held against it as well.
    for can_be_one in (True, False):
        candidates = [each for each in undecided if (len(each.alias.countries) == 1) is can_be_one]
        if not candidates:
            continue
        decider = Decider(folded, Anchors(hits, starts), home)
        for candidate in candidates:
            country = decider.country_of(candidate)
            if country:
                hits.append(_settle(candidate.place, candidate.alias, country, book))
    hits = _outermost(hits)
    described = [
        Hit(start, end, country, country, "description")
        for start, end, country in find_descriptions(folded, heads, hits, starts, book)
    ]
    return sorted(hits + described) if described else hits


def _outermost(hits: list[Hit]) -> list[Hit]:
    """Put the mentions in order, and drop what lies inside a longer unit."""
    if all(one.end <= other.start for one, other in pairwise(hits)):
        return hits
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _with_initials(place: Place, alias: Alias, book: CountryBook) -> Place:
    """Take a given name and an initial into the name: "Vladimir V. Putin"."""
    before = place.folded[max(0, place.start - 4) : place.start]
    if not (before.startswith(" ") and before[1:2].isupper()):
        return place  # a title, as mostly: "Mr. Putin"
    initials = place.search_before(_INITIALS)
    if not initials or f"{initials.group(1)} {alias.surface}" not in book.aliases:
        return place
    return place._replace(start=place.start - len(initials.group()))


def _settle(place: Place, alias: Alias, country: str, book: CountryBook) -> Hit:
    """Make the mention; a body or force that needs its country's name joins it in one unit."""
    kind = alias.kind
    actor = country if alias.actor in alias.countries else alias.actor
    if kind not in ("name", "demonym", "capital"):
        return Hit(place.start, place.end, country, actor, kind)
    body = place.match_behind(_body_pattern(book)) if kind != "capital" else None
    if body:
        end = body.end()
        kind = "party" if body.group(2) else book.bodies_with_country.get(body.group(1), "body")
        unit = place.folded[place.start : end]
        return Hit(place.start, end, country, unit, kind)
    return Hit(place.start, place.end, country, actor, kind, is_place_only(place, kind))


@cache
def _body_pattern(book: CountryBook) -> re.Pattern[str]:
    simple = "|".join(book.bodies_with_country)
    heads = "|".join(book.body_heads)
    party = r"[A-Z][a-z]+(?:'s)? (?:[A-Z][a-z]+ )?Party"
    named = rf"(?:[A-Z][a-z]+ (?:and )?){{1,3}}(?:{heads})"
    ministry = r"Ministry of [A-Z]\w+(?: and [A-Z]\w+)?"
    return re.compile(rf" (?:({simple})|({party})|{ministry}|{named})(?!\w)")

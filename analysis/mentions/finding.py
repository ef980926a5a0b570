"""Find the countries and their actors in each document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import cache

import pandas as pd

from analysis import schemas
from analysis.codebooks.aliases import Alias, Condition
from analysis.codebooks.countries import CountryBook, load_countries
from analysis.matching.automaton import PhraseFinder
from analysis.matching.phrases import fold
from analysis.mentions.anchors import Anchors, Hit
from analysis.mentions.context import Place, is_place_only
from analysis.mentions.deciding import Candidate, Decider, choose, is_ambiguous
from analysis.mentions.descriptions import find_descriptions
from analysis.mentions.headed import HeadedPattern
from analysis.mentions.surnames import Surnames

_INITIALS = re.compile(r"(?<!\w)([A-Z]\w+) (?:[A-Z]\. )+$")
_MINISTRY = HeadedPattern(
    re.compile(r"[A-Z](?<!\w.)"),
    re.compile(
        r"(?<!\w)(?:Ministry of (?:the )?[A-Z]\w+(?:(?:, | and |, and | & | of | )[A-Z]\w+)*"
        r"|(?!The |This |That |Our |Their |Its |No |Each |Every )[A-Z][a-z]+"
        r"(?: Affairs| and [A-Z][a-z]+)? Ministry"
        # Bodies of one state by their form: "State Security Court", "Central Election Commission".
        r"|(?!The |This |That |Our |Their |Its |International |European |World |Africa|Asia|Global "
        r"|UN |United |Inter|News |Arab |Nordic |Permanent |Human Rights )"
        r"(?:[A-Z][a-z]+ (?:and )?){1,4}(?:Election|Electoral|Security|Central|High"
        r"|Supreme|Constitutional|Appeals|Administrative)? ?"
        r"(?:Commission|Court|Tribunal|Authority|Agency))(?!\w)"
    ),
    heads=("Ministry", "Commission", "Court", "Tribunal", "Authority", "Agency"),
    n_words=10,
)


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
    rows = []
    columns = (
        documents[name] for name in ("document_id", "text", "published_on", "outlet_country")
    )
    for document_id, text, day, outlet_country in zip(*columns, strict=True):
        if document_id not in bounds:
            continue
        here = bounds[document_id]
        published_on = None if pd.isna(day) else day.date()
        home = None if pd.isna(outlet_country) else outlet_country
        found = find_in_text(text, book, published_on, here.starts, home)
        number = 0
        for hit in found:
            place = here.place_of(hit.start, hit.end)
            if place is None:
                continue
            rows.append(
                (
                    f"{document_id}:m{number}",
                    document_id,
                    here.segment_ids[place],
                    hit.start,
                    hit.end,
                    text[hit.start : hit.end],
                    hit.country,
                    hit.actor,
                    hit.kind,
                    hit.place_only,
                )
            )
            number += 1
    return schemas.MENTIONS.build(rows)


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
    for place, aliases in _scan(folded, book):
        if hits and place.start < hits[-1].end:
            continue  # the body of a unit that was taken whole: "Philippine Coast Guard"
        alias = choose(place, aliases, surnames)
        if alias is None:
            continue
        place = _with_initials(place, alias, book)
        if is_ambiguous(alias, book):
            undecided.append(Candidate(place, alias))
        else:
            hits.append(_settle(place, alias, alias.countries[0], book))
    undecided += _find_ministries(folded, [*hits, *(candidate.place for candidate in undecided)])
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
        Hit(start, end, country, country, "description", place_only=False)
        for start, end, country in find_descriptions(folded, hits, starts, book)
    ]
    return sorted(hits + described)


def _outermost(hits: list[Hit]) -> list[Hit]:
    """Put the mentions in order, and drop what lies inside a longer unit."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _scan(folded: str, book: CountryBook) -> Iterator[tuple[Place, tuple[Alias, ...]]]:
    """Walk over the phrases of the codebook; a phrase that names no country is stepped over."""
    position = 0
    for start, end, surface in _names(book).find(folded):
        if start < position:
            continue
        position = end
        if surface in book.never:
            continue
        place = Place(folded, start, end)
        aliases = book.aliases[surface]
        if _is_blocked(place, aliases[0]):
            # Inside the refused phrase another may begin: "the North" in "the North Koreans".
            position = start + 1
            continue
        yield place, aliases


@cache
def _names(book: CountryBook) -> PhraseFinder:
    return PhraseFinder([*book.aliases, *book.never])


def _is_blocked(place: Place, alias: Alias) -> bool:
    condition = alias.condition
    if condition is None:
        return False
    after, before = place.after, place.before.rstrip()
    if condition.before_hyphen:
        return re.match(r"-[A-Z]", after) is None
    return any(after.startswith((" " + word, "-" + word)) for word in condition.not_before) or any(
        before.endswith(word) for word in condition.not_after
    )


def _with_initials(place: Place, alias: Alias, book: CountryBook) -> Place:
    """Take a given name and an initial into the name: "Vladimir V. Putin"."""
    if alias.kind != "leader" or not place.folded.endswith(". ", 0, place.start):
        return place
    initials = _INITIALS.search(place.before)
    if not initials or f"{initials.group(1)} {alias.surface}" not in book.aliases:
        return place
    return place._replace(start=place.start - len(initials.group()))


def _settle(place: Place, alias: Alias, country: str, book: CountryBook) -> Hit:
    """Make the mention; a body or force that needs its country's name joins it in one unit."""
    actor = country if alias.actor in alias.countries else alias.actor
    body = _body_pattern(book).match(place.after) if alias.kind in ("name", "demonym") else None
    if body:
        end = place.end + body.end()
        kind = "party" if body.group(2) else book.bodies_with_country.get(body.group(1), "body")
        unit = place.folded[place.start : end]
        return Hit(place.start, end, country, unit, kind, place_only=False)
    return Hit(place.start, place.end, country, actor, alias.kind, is_place_only(place, alias.kind))


@cache
def _body_pattern(book: CountryBook) -> re.Pattern[str]:
    simple = "|".join(book.bodies_with_country)
    heads = "|".join(book.body_heads)
    party = r"[A-Z][a-z]+(?:'s)? (?:[A-Z][a-z]+ )?Party"
    named = rf"(?:[A-Z][a-z]+ (?:and )?){{1,3}}(?:{heads})"
    ministry = r"Ministry of [A-Z]\w+(?: and [A-Z]\w+)?"
    return re.compile(rf" (?:({simple})|({party})|{ministry}|{named})(?!\w)")


def _find_ministries(folded: str, named: list[Hit | Place]) -> list[Candidate]:
    """Find ministries named in full, where no other name stands."""
    spans = sorted((name.start, name.end) for name in named)
    starts = [start for start, _ in spans]
    found = []
    for match in _MINISTRY.finditer(folded):
        before = bisect_right(starts, match.end()) - 1
        if before >= 0 and spans[before][1] > match.start():
            continue
        alias = Alias(match.group(), (), match.group(), "body", condition=Condition())
        found.append(Candidate(Place(folded, *match.span()), alias))
    return found

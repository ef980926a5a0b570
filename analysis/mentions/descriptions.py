"""Take up definite descriptions: "the country", "both Koreas", "the two allies"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Protocol

from analysis.codebooks.countries import CountryBook
from analysis.mentions.headed import HeadedPattern

_NUMBERS = {"oth": 2, "two": 2, "three": 3, "four": 4}
_KOREAS = ("KOR", "PRK")
# A description refers to what was named in its own sentence or in the two before it.
_SENTENCES_BACK = 2
KINDS = ("plural", "Koreas", "singular")
_PLURAL_NOUNS = (
    "countries|nations|allies|neighbours|neighbors|capitals|governments|powers|states|partners|sides"
    "|rivals|democracies|economies|superpowers|republics"
)
_PLURAL = HeadedPattern(
    re.compile(r"[TtAaBb](?<!\w.)"),
    re.compile(
        r"[TtAaBb](?<!\w.)(?:(?:he|hese|hose|ll) (two|three|four)|(oth)(?: of the)?)"
        rf"(?: [a-z\-]+)?? ({_PLURAL_NOUNS})(?!\w)(?!')"
    ),
    heads=tuple(_PLURAL_NOUNS.split("|")),
    n_words=5,
)
_LINK = re.compile(r"(?:'s)?(?:, and |, | and | & |-|–|—)(?:the )?")
_TWO_KOREAS = re.compile(r"(?<!\w)(?:(?:[Tt]he )?[Tt]wo |[Tt]he |[Bb]oth )?Koreas(?!\w)")


class Named(Protocol):
    """A mention that a description may refer to."""

    start: int
    end: int
    country: str
    place_only: bool


def list_heads(book: CountryBook) -> dict[str, str]:
    """List the words of which each description holds one, with the kind that holds it."""
    singular = [f"{the} {noun}" for the in ("The", "the") for noun in book.described_by]
    return {
        **dict.fromkeys(_PLURAL.heads, "plural"),
        "Koreas": "Koreas",
        **dict.fromkeys(singular, "singular"),
    }


def find_descriptions(
    folded: str,
    heads: Mapping[str, Sequence[int]],
    hits: Sequence[Named],
    sentence_starts: list[int],
    book: CountryBook,
) -> list[tuple[int, int, str]]:
    """Find descriptions that refer to countries named shortly before.

    A description is left out, rather than guessed, where what precedes names none or too
    many countries.

    Parameters
    ----------
    folded : str
        The text with straight apostrophes.
    heads : mapping of str to sequence of int
        Where the words stand that :func:`list_heads` lists, by their kind.
    hits : sequence of mentions
        The names in the text, in order.
    sentence_starts : list of int
        Where its segments begin.
    book : CountryBook
        Whose `described_by` says which nouns describe a country, and which countries.

    Returns
    -------
    list of (start, end, country)
        One for each country described; several may share their offsets.
    """
    positions = [hit.start for hit in hits]
    found: list[tuple[int, int, str]] = []

    def named_before(position: int) -> list[Named]:
        sentence = bisect_right(sentence_starts, position) - 1
        since = sentence_starts[max(0, sentence - _SENTENCES_BACK)]
        near = hits[bisect_right(positions, since - 1) : bisect_right(positions, position)]
        return [hit for hit in near if hit.end <= position]

    for match in _PLURAL.finditer(folded, heads["plural"]):
        number = _NUMBERS[(match.group(1) or match.group(2)).lower()]
        start, end = match.span()
        countries = _last_of(folded, named_before(start), number, sentence_starts, start)
        if countries and not _overlaps(start, end, hits, positions):
            found += [(start, end, country) for country in countries]
    for match in _TWO_KOREAS.finditer(folded) if heads["Koreas"] else ():
        start, end = match.span()
        if not _overlaps(start, end, hits, positions):
            found += [(start, end, country) for country in _KOREAS]
    for start in heads["singular"]:
        match = _singular_pattern(book).match(folded, start)
        if not match:
            continue
        end = match.end()
        allowed = book.described_by[match.group(1)]
        near = [hit for hit in named_before(start) if not allowed or hit.country in allowed]
        country = _antecedent(near, sentence_starts, start)
        if country and not _overlaps(start, end, hits, positions):
            found.append((start, end, country))
    return found


@cache
def _singular_pattern(book: CountryBook) -> re.Pattern[str]:
    nouns = "|".join(book.described_by)
    return re.compile(
        rf"[Tt]he ({nouns})(?!\w)"
        r"(?! (?:of|that|who|which)\b)(?![ \-][a-z]+ (?:of|and) the)"
    )


def _antecedent(near: list[Named], sentence_starts: list[int], position: int) -> str | None:
    """Choose whom a singular description means: the only country near, or else the topic.

    The topic is the country that the sentence before names first, if the description's own
    sentence names none; otherwise the nearest name.
    """
    if not near:
        return None
    if len({hit.country for hit in near}) == 1:
        return near[0].country
    here = sentence_starts[bisect_right(sentence_starts, position) - 1]
    own = [hit for hit in near if hit.start >= here and not hit.place_only]
    if own:
        return own[-1].country
    earlier = [hit for hit in near if hit.start < here and not hit.place_only]
    if not earlier:
        return near[-1].country
    last = bisect_right(sentence_starts, earlier[-1].start) - 1
    topic = [hit for hit in earlier if hit.start >= sentence_starts[last]]
    return topic[0].country


def _last_of(
    folded: str, near: list[Named], number: int, sentence_starts: list[int], position: int
) -> tuple[str, ...]:
    """Return the countries that a number can mean.

    The last list of so many ("A, B and C"), else those named since the nearest sentence that
    brings the number up, if exactly so many.
    """
    run: list[Named] = []
    for hit in reversed(near):
        if run and not _LINK.fullmatch(folded[hit.end : run[0].start]):
            if len(_distinct(name.country for name in run)) == number:
                break
            run = []
        run.insert(0, hit)
    if len(_distinct(name.country for name in run)) == number:
        return tuple(_distinct(name.country for name in run))
    sentence = bisect_right(sentence_starts, position) - 1
    here = sentence_starts[sentence]
    own = _distinct(hit.country for hit in near if hit.start >= here)
    if len(own) == number:
        return tuple(own)
    # The sentence may speak of a third ("Washington said the two countries ..."): the ones
    # before it alone come first, then together with it.
    for added in ([], own):
        for back in range(1, _SENTENCES_BACK + 1):
            since = sentence_starts[max(0, sentence - back)]
            before = [hit.country for hit in near if since <= hit.start < here]
            countries = _distinct([*before, *added])
            if len(countries) == number:
                return tuple(countries)
    return ()


def _distinct(countries: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(countries))


def _overlaps(start: int, end: int, hits: Sequence[Named], positions: list[int]) -> bool:
    before = bisect_right(positions, end - 1) - 1
    return before >= 0 and hits[before].end > start

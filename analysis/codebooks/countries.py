"""The country codebook: which words name which country, and under what condition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from analysis.codebooks.aliases import Alias, AliasReader, Condition
from analysis.codebooks.reading import HOUSE_CODEBOOKS, read_yaml, state_of


@dataclass(frozen=True, eq=False)
class CountryBook:
    """The codebook as read; `aliases` by surface, `never` the phrases that name no country."""

    version: int
    aliases: Mapping[str, tuple[Alias, ...]]
    never: frozenset[str]
    bodies_with_country: Mapping[str, str]
    body_heads: tuple[str, ...]
    given_names: frozenset[str]
    sure_acronyms: frozenset[str]
    common_surnames: frozenset[str]
    organisation_heads: tuple[str, ...]
    titles: frozenset[str]
    courtesy_titles: frozenset[str]
    between_states: tuple[str, ...]
    described_by: Mapping[str, frozenset[str]]
    names: Mapping[str, str] = field(repr=False, default_factory=dict)
    examples: tuple[tuple[str, bool, int], ...] = field(repr=False, default=())


def load_countries(path: Path | None = None) -> CountryBook:
    """Read the country codebook.

    Parameters
    ----------
    path : Path, optional
        Another codebook of the same form; the house's own if absent.

    Returns
    -------
    CountryBook
        Names, demonyms and capitals of every ISO country (from the package countryinfo, mended
        by the codebook) and the actors that the codebook lists.

    Raises
    ------
    CodebookError
        With file and line, if the file is not of the documented form.
    """
    file = Path(path) if path else HOUSE_CODEBOOKS / "countries.yaml"
    return _load(file, state_of(file))


@cache
def _load(path: Path, _: tuple[int, int] | None) -> CountryBook:
    book = read_yaml(path)
    reader = AliasReader(path.name)
    reader.read_list_of_all_countries(book)
    for code, entry in {**book["world"], **book["countries"]}.items():
        reader.read_country(code, entry, book)
    for code, entry in book["further"].items():
        reader.read_further(code, entry)
    for rule in book["ambiguous"]:
        reader.read_ambiguous(rule)
    reader.read_prefixes(book["prefixes"])
    reader.add_capitals_spellings()
    bodies = book["bodies"]
    for surface, kind in {**dict.fromkeys(bodies["own"], "body"), **bodies["with_country"]}.items():
        reader.aliases[surface].append(Alias(surface, (), surface, kind, condition=Condition()))
    return CountryBook(
        version=int(book["version"]),
        aliases={surface: tuple(found) for surface, found in reader.aliases.items()},
        never=frozenset(phrase for group in book["never"].values() for phrase in group),
        bodies_with_country=dict(bodies["with_country"]),
        body_heads=tuple(bodies["heads"]),
        given_names=frozenset(book["given_names"]),
        sure_acronyms=frozenset(book["sure_acronyms"]),
        common_surnames=frozenset(book["common_surnames"]),
        organisation_heads=tuple(book["organisation_heads"]),
        titles=frozenset(book["titles"]),
        courtesy_titles=frozenset(book["courtesy_titles"]),
        between_states=tuple(book["between_states"]),
        described_by={
            noun: frozenset(countries) for noun, countries in book["described_by"].items()
        },
        names=reader.names,
        examples=tuple(reader.examples),
    )


def name_of(country: str) -> str:
    """Return the English name of a country, for labels; its code where there is none.

    Examples
    --------
    >>> name_of("KOR")
    'South Korea'
    """
    return load_countries().names.get(country, country)


def surfaces_of(book: CountryBook, kinds: Iterable[str]) -> dict[str, set[str]]:
    """List the surfaces of each country, of some kinds; for swaps and for appendices."""
    wanted = set(kinds)
    found: dict[str, set[str]] = defaultdict(set)
    for surface, aliases in book.aliases.items():
        for alias in aliases:
            if alias.kind in wanted and len(alias.countries) == 1:
                found[alias.countries[0]].add(surface)
    return dict(found)

"""The codebook of relations: which words name a tie between states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.codebooks.reading import HOUSE_CODEBOOKS, CodebookError, line_of, read_yaml, state_of
from analysis.schemas import KINDS_OF_RELATION

_FIELDS = ("version", "order", "nouns", "strong", "alone", "parties", "modifiers", "home", "named")


@dataclass(frozen=True, eq=False)
class RelationBook:
    """The codebook as read; `kinds` gives the kind of each head, `named` the named relations."""

    version: int
    order: tuple[str, ...]
    kinds: Mapping[str, str]
    strong: frozenset[str]
    alone: frozenset[str]
    parties: Mapping[str, int]
    modifiers: frozenset[str]
    home: Mapping[int, tuple[str, ...]]
    named: Mapping[str, tuple[str, tuple[str, ...]]]

    def code_of(self, countries: Iterable[str]) -> str:
        """Join countries to the code of their relation, as USA-JPN-KOR."""
        return "-".join(self.sort(countries))

    def sort(self, countries: Iterable[str]) -> list[str]:
        """Put countries into the order of the codebook, others by the alphabet."""
        rank = {country: place for place, country in enumerate(self.order)}
        return sorted(set(countries), key=lambda country: (rank.get(country, len(rank)), country))


def load_relations(path: Path | None = None) -> RelationBook:
    """Read the codebook of relations.

    Parameters
    ----------
    path : Path, optional
        Another codebook of the same form; the house's own if absent.

    Returns
    -------
    RelationBook
        Heads by kind, words around them, and the relations with a name.

    Raises
    ------
    CodebookError
        With file and line, if the file is not of the documented form.
    """
    file = Path(path) if path else HOUSE_CODEBOOKS / "relations.yaml"
    return _load(file, state_of(file))


@cache
def _load(path: Path, _: tuple[int, int] | None) -> RelationBook:
    book = read_yaml(path)
    absent = [name for name in _FIELDS if name not in book]
    if absent:
        msg = f"{path.name}, line 1: must have the fields {list(_FIELDS)}; absent: {absent}."
        raise CodebookError(msg)
    kinds: dict[str, str] = {}
    for kind, nouns in book["nouns"].items():
        _require_kind(kind, path.name, line_of(book["nouns"], kind))
        kinds.update(dict.fromkeys(map(str, nouns), kind))
    named = {}
    for entry in book["named"]:
        _require_kind(entry["kind"], path.name, line_of(entry))
        for alias in entry["aliases"]:
            named[str(alias)] = (entry["kind"], tuple(entry["countries"]))
    return RelationBook(
        version=int(book["version"]),
        order=tuple(book["order"]),
        kinds=kinds,
        strong=frozenset(book["strong"]),
        alone=frozenset(book["alone"]),
        parties={word: int(number) for word, number in book["parties"].items()},
        modifiers=frozenset(map(str, book["modifiers"])),
        home={int(number): tuple(countries) for number, countries in book["home"].items()},
        named=named,
    )


def _require_kind(kind: str, file: str, line: int) -> None:
    if kind not in KINDS_OF_RELATION:
        kinds = list(KINDS_OF_RELATION)
        msg = f"{file}, line {line}: a kind must be one of {kinds}; it is {kind!r}."
        raise CodebookError(msg)

"""The aliases of the country codebook, read one entry at a time with every fault told."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from analysis.codebooks.reading import CodebookError, line_of

_KINDS = {"names": "name", "demonyms": "demonym", "capitals": "capital", "seats": "seat"}
_SHORT_KINDS = {"parties": "party", "bodies": "body", "forces": "forces", "seats": "seat"}
_SUFFIXES = frozenset({"II", "III", "VI", "XVI", "XIV", "Jr.", "Sr."})
# Where papers give the family name first.
FAMILY_NAME_FIRST = frozenset({"KOR", "PRK", "CHN", "TWN", "JPN", "VNM", "SGP", "MMR", "KHM"})
# What a name without its accents would be confused with.
_ENGLISH_WORDS = frozenset({"Male", "Reunion"})
# Demonyms with these endings stand for their people as they are: "the Dutch", "the Swiss".
_NO_PLURAL = (
    "s", "ese", "ish", "ch", "sh", "ois", "asy", "men", "chman", "shman", "quis", "bé", "be",
)  # fmt: skip


@dataclass(frozen=True)
class Office:
    """A time in office; `end` is missing while it lasts."""

    office: str
    start: date
    end: date | None = None

    def held_on(self, day: date) -> bool:
        """Tell whether the office was held on a day."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Condition:
    """What must hold around an ambiguous word for it to name a country."""

    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    default: str | None = None
    prefer_default: bool = False
    before_hyphen: bool = False


@dataclass(frozen=True)
class Alias:
    """One way to name one actor: its countries (several where context decides) and its kind."""

    surface: str
    countries: tuple[str, ...]
    actor: str
    kind: str
    offices: tuple[Office, ...] = ()
    title_needed: bool = False
    condition: Condition | None = None


class AliasReader:
    """Collects aliases while the codebook is read, and says where it is wrong."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.aliases: dict[str, list[Alias]] = defaultdict(list)
        self.names: dict[str, str] = {}
        self.examples: list[tuple[str, bool, int]] = []

    def read_list_of_all_countries(self, book: Mapping) -> None:
        """Take name, demonym and capital of each ISO country, less what the codebook drops."""
        # Imported here: the list is read once, when a codebook is, and not on import.
        from countryinfo import all_countries

        for country in all_countries():
            facts = country.info()
            code = (facts.get("ISO") or {}).get("alpha3")
            if not code or code in book["countries"]:
                continue
            dropped = set((book["world"].get(code) or {}).get("drop", ()))
            name = facts["name"]
            for field_name, value in (
                ("names", name),
                ("demonyms", facts.get("demonym")),
                ("capitals", facts.get("capital")),
            ):
                if isinstance(value, str) and value and value not in dropped:
                    self._add_name(code, field_name, value)
            # "Chad" is too ambiguous to be found by, and still the country's name.
            if name not in dropped or not set(name) & set(",("):
                self.names.setdefault(code, name)

    def read_country(self, code: str, entry: Mapping, book: Mapping) -> None:
        """Read one country's own entry: its names, seats and actors."""
        if not (len(code) == 3 and code.isupper() and code.isalpha()):
            self._fault(line_of(book["world"], code), f"{code!r} must be an ISO alpha-3 code")
        allowed = {*_KINDS, "actors", "drop", "include", "exclude"}
        unknown = set(entry) - allowed
        if unknown:
            self._fault(
                line_of(entry),
                f"{code} has unknown fields {sorted(unknown)}; known are {sorted(allowed)}",
            )
        for field_name in _KINDS:
            for value in entry.get(field_name, ()):
                self._add_name(code, field_name, str(value))
        if entry.get("names") and (code in book["countries"] or code not in self.names):
            self.names[code] = str(entry["names"][0])
        for actor in entry.get("actors", ()):
            self._read_actor(code, actor)
        self._read_examples(entry)

    def read_further(self, code: str, entry: Mapping) -> None:
        """Read actors in short form: leaders with their days, parties, bodies, forces, seats."""
        unknown = set(entry) - {"leaders", *_SHORT_KINDS}
        if unknown:
            self._fault(line_of(entry), f"{code} has unknown fields {sorted(unknown)}")
        for name, days in entry.get("leaders", {}).items():
            self._read_leader(code, str(name), days, entry)
        for field_name, kind in _SHORT_KINDS.items():
            for surface in entry.get(field_name, ()):
                actor = code if kind == "seat" else str(surface)
                for spelling in {str(surface): None, _without_accents(str(surface)): None}:
                    self._add(Alias(spelling, (code,), actor, kind))

    def _read_leader(self, code: str, name: str, days: list, entry: Mapping) -> None:
        if not 1 <= len(days) <= 2 or not all(isinstance(day, date) for day in days):
            self._fault(
                line_of(entry),
                f"{name} must have the first day in office and, if past, the last; it is {days}",
            )
        offices = (Office("in office", *days),)
        words = [word for word in name.split() if word not in _SUFFIXES]
        surname = words[0] if code in FAMILY_NAME_FIRST and code != "JPN" else words[-1]
        for spelling in [*_spellings(name), _without_accents(name)]:
            self._add(Alias(spelling, (code,), name, "leader", offices))
        if len(words) > 1 and surname.isalpha() and surname not in self.aliases:
            self._add(Alias(surname, (code,), name, "leader", offices, title_needed=True))

    def read_ambiguous(self, rule: Mapping) -> None:
        """Read one rule for words that name a country only in company."""
        condition = Condition(
            *(tuple(rule.get(name, ())) for name in ("needs", "unless", "not_before", "not_after")),
            default=rule.get("default"),
            prefer_default=bool(rule.get("prefer_default", False)),
        )
        countries = tuple(rule["countries"])
        for surface in rule["aliases"]:
            actor = rule.get("actor") or countries[0]
            alias = Alias(surface, countries, actor, rule["kind"], condition=condition)
            self.aliases[surface].append(alias)
        self._read_examples(rule)

    def read_prefixes(self, prefixes: Mapping[str, str]) -> None:
        """Read the first parts of pairs, which count before a hyphen alone."""
        for surface, code in prefixes.items():
            condition = Condition(before_hyphen=True)
            self.aliases[surface].append(
                Alias(surface, (code,), code, "demonym", condition=condition)
            )

    def add_capitals_spellings(self) -> None:
        """Add the all-capitals spelling of names, demonyms and capitals, as in headlines."""
        for surface, found in list(self.aliases.items()):
            loud = surface.upper()
            if loud == surface or len(surface) < 4 or loud in self.aliases:
                continue
            if found[0].kind in ("name", "demonym", "capital", "seat"):
                self.aliases[loud] = found

    def _add_name(self, code: str, field_name: str, value: str) -> None:
        kind = _KINDS[field_name]
        self._add(Alias(value, (code,), code, kind))
        plain = _without_accents(value)
        if plain != value and plain not in _ENGLISH_WORDS:
            self._add(Alias(plain, (code,), code, kind))
        if kind == "demonym" and not value.endswith(_NO_PLURAL):
            self._add(Alias(value + "s", (code,), code, kind))

    def _add(self, alias: Alias) -> None:
        present = self.aliases[alias.surface]
        if not any(other.countries == alias.countries for other in present):
            present.append(alias)

    def _read_actor(self, code: str, entry: Mapping) -> None:
        for needed in ("actor", "kind", "aliases"):
            if needed not in entry:
                self._fault(line_of(entry), f"an actor of {code} must have `{needed}`")
        offices = tuple(self._read_office(office, entry) for office in entry.get("offices", ()))
        if entry["kind"] == "leader" and not offices:
            self._fault(line_of(entry), f"{entry['actor']} must have `offices` with dates")
        for surface in entry["aliases"]:
            title_needed = surface in entry.get("title_needed", ())
            for spelling in _spellings(str(surface)):
                self._add(
                    Alias(
                        spelling, (code,), str(entry["actor"]), entry["kind"], offices, title_needed
                    )
                )

    def _read_office(self, office: Mapping, entry: Mapping) -> Office:
        start, end = office.get("from"), office.get("to")
        if not isinstance(start, date) or not (end is None or isinstance(end, date)):
            self._fault(
                line_of(entry),
                f"`from` and `to` of {entry['actor']} must be dates "
                f"(YYYY-MM-DD); they are {start!r} and {end!r}",
            )
        if end is not None and end < start:
            self._fault(line_of(entry), f"{entry['actor']} leaves office before taking it")
        return Office(str(office["office"]), start, end)

    def _read_examples(self, entry: Mapping) -> None:
        for field_name in ("include", "exclude"):
            for sentence in entry.get(field_name, ()):
                self.examples.append((str(sentence), field_name == "include", line_of(entry)))

    def _fault(self, line: int, what: str) -> None:
        msg = f"{self.file}, line {line}: {what}."
        raise CodebookError(msg)


def _without_accents(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _spellings(name: str) -> list[str]:
    """Spell a Korean given name as papers do: Jong-un, Jong-Un, Jong Un."""
    family, _, given = name.partition(" ")
    first, hyphen, second = given.partition("-")
    if not hyphen or not second.isalpha() or not second.islower():
        return [name]
    return [name, f"{family} {first}-{second.title()}", f"{family} {first} {second.title()}"]

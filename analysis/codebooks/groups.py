"""Read codebooks made of groups of words; every fault is told, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from analysis.codebooks.reading import CodebookError, line_of, read_yaml
from analysis.matching.inflections import inflect

__all__ = ["Cue", "Example", "GroupReader"]

_MARKED = re.compile(r"\[\[(.+?)\]\]")
_PHRASE = re.compile(r"[^\W_](?:[\w' -]*\w)?")


@dataclass(frozen=True)
class Cue:
    """What a phrase does: its part of the codebook, its group, and its weight or value."""

    part: str
    group: str
    value: float = 0.0
    scope: str = "clause"
    is_verb: bool = False
    needs_two_states: bool = False


class Example(NamedTuple):
    """A sentence that tries a group: `marked` must be found in it, or without it nothing."""

    group: str
    text: str
    marked: str | None
    line: int


class GroupReader:
    """Reads one file; `cues` and `examples` fill while its parts are read, then `finish`."""

    def __init__(self, path: Path) -> None:
        self.file = path.name
        self.cues: dict[str, Cue] = {}
        self.examples: list[Example] = []
        self._lines: dict[str, int] = {}
        self._faults: list[tuple[int, str]] = []
        book = read_yaml(path)
        if not isinstance(book, Mapping):
            msg = f"{self.file}, line 1: a codebook must be a mapping of fields."
            raise CodebookError(msg)
        self.book = book

    def finish(self) -> None:
        """Raise if anything was wrong, with all of it."""
        if self._faults:
            faults = sorted(set(self._faults))
            msg = "\n".join(f"{self.file}, line {line}: {what}." for line, what in faults)
            raise CodebookError(msg)

    def fault(self, node: Any, key: Any, what: str) -> None:
        """Note what is wrong at a key of a node."""
        self._faults.append((max(line_of(node, key if key in node else None), 1), what))

    def check_fields(self, node: Mapping, needed: set[str], optional: set[str]) -> None:
        """Note the fields that a mapping lacks or should not have."""
        absent, unknown = needed - set(node), set(node) - needed - optional
        if absent:
            what = f"must have the fields {sorted(needed)}; absent: {sorted(absent)}"
            self.fault(node, None, what)
        for key in sorted(map(str, unknown)):
            known = sorted(needed | optional)
            self.fault(node, key, f"{key!r} is no field here; known are {known}")

    def read_groups(self, part: str, needed: set[str], optional: set[str]) -> Iterator[Mapping]:
        """Give each group of a part, its fields checked and its examples read."""
        groups = self.book.get(part)
        if not isinstance(groups, list) or not groups:
            self.fault(self.book, part, f"`{part}` must be a list of groups; it is {groups!r}")
            return
        names = set()
        for group in groups:
            if not isinstance(group, Mapping):
                self.fault(self.book, part, f"each of `{part}` must be a mapping; one is {group!r}")
                continue
            common = {"words", "verbs", "include", "exclude"}
            self.check_fields(group, needed | {"name"}, optional | common)
            name = str(group.get("name"))
            if name in names:
                self.fault(group, "name", f"the name {name!r} is there twice in `{part}`")
            names.add(name)
            self._read_examples(group, name)
            yield group

    def read_mapping(self, part: str) -> Mapping:
        """Give a part that must be a mapping; an empty one if it is none or absent."""
        found = self.book.get(part, {})
        if isinstance(found, Mapping):
            return found
        self.fault(self.book, part, f"`{part}` must be a mapping; it is {found!r}")
        return {}

    def read_number(self, node: Mapping, key: str, low: float, high: float) -> float:
        """Give a number within bounds; the lower bound if it is none or absent."""
        value = node.get(key, low)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and low <= value <= high:
            return float(value)
        self.fault(node, key, f"`{key}` must be a number from {low} to {high}; it is {value!r}")
        return float(low)

    def read_choice(self, node: Mapping, key: str, choices: tuple, default: Any) -> Any:
        """Give one of several values; the default if it is none of them."""
        value = node.get(key, default)
        if value in choices:
            return value
        self.fault(node, key, f"`{key}` must be one of {list(choices)}; it is {value!r}")
        return default

    def add_phrases(
        self,
        node: Mapping,
        cue: Cue,
        *,
        keys: tuple[str, ...] = ("verbs", "words"),
        capitals: bool = False,
    ) -> None:
        """Add the phrases under some keys; those under `verbs` in all their forms."""
        if not any(isinstance(node.get(key), list) and node[key] for key in keys):
            needed = " or ".join(f"`{key}`" for key in keys)
            self.fault(node, None, f"must have {needed}, a list of at least one")
        for key in keys:
            for phrase in self.read_list(node, key):
                forms = inflect(phrase) if key == "verbs" else (phrase,)
                for form in forms:
                    self._add(form, replace(cue, is_verb=key == "verbs"), line_of(node, key))
                    if capitals:
                        self.cues.setdefault(form[0].upper() + form[1:], self.cues[form])

    def read_list(self, node: Mapping, key: str) -> list[str]:
        """Give a list of phrases, leaving out what is none."""
        phrases = node.get(key, [])
        if not isinstance(phrases, list):
            self.fault(node, key, f"`{key}` must be a list; it is {phrases!r}")
            return []
        good = [phrase for phrase in phrases if isinstance(phrase, str) and _is_phrase(phrase)]
        for phrase in phrases:
            if phrase not in good:
                self.fault(node, key, f"`{key}` must hold words in lower case; {phrase!r} is not")
        return good

    def _add(self, phrase: str, cue: Cue, line: int) -> None:
        known = self.cues.get(phrase)
        if known and (known.part, known.group) != (cue.part, cue.group):
            self._faults.append((
                line, f"{phrase!r} stands in {cue.group!r} and, on line {self._lines[phrase]}, "
                f"in {known.group!r}; take it out of one"
            ))  # fmt: skip
            return
        self.cues.setdefault(phrase, cue)
        self._lines.setdefault(phrase, line)

    def _read_examples(self, group: Mapping, name: str) -> None:
        for key in ("include", "exclude"):
            sentences = group.get(key)
            if not isinstance(sentences, list) or not sentences:
                self.fault(group, key, f"`{key}` of {name!r} must be a list of example sentences")
                continue
            for sentence in map(str, sentences):
                marked = _MARKED.findall(sentence)
                if len(marked) != (key == "include"):
                    self.fault(
                        group,
                        key,
                        f"{sentence!r} under `{key}` must mark "
                        f"{'one' if key == 'include' else 'no'} cue with [[ ]]",
                    )
                text = _MARKED.sub(r"\1", sentence)
                example = Example(name, text, marked[0] if marked else None, line_of(group, key))
                self.examples.append(example)


def _is_phrase(phrase: str) -> bool:
    return phrase == phrase.lower() and bool(_PHRASE.fullmatch(phrase))

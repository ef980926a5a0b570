"""Read YAML as plain lists and mappings that know their lines, and run nothing that it holds.

The parser is libyaml, many times as fast as one in Python. What its words mean is decided here, as
YAML 1.2 has it: `no`, `on` and `12:30` are text, and so is NO, the code of Norway. What a tag would
make of a part is left aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import yaml
from yaml.composer import ComposerError
from yaml.constructor import ConstructorError
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

__all__ = ["Fields", "Items", "parse", "read_plain"]

# The house's own are nested six deep.
_DEEPEST = 100
_CONSTANTS = {
    word: value
    for words, value in (("null", None), ("true", True), ("false", False))
    for word in (words, words.capitalize(), words.upper())
} | {"": None, "~": None}
# All that is no text begins with one of these, or is one of those above.
_BEGIN_NUMBERS = frozenset("-+.0123456789")
_WHOLE = re.compile(r"[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*)")
_NUMBER = re.compile(
    r"[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)"
    r"|\.[0-9_]+(?:[eE][-+][0-9]+)?|\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN)"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Fields(dict[Any, Any]):
    """A mapping with the line on which it begins, and that of each key."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.lines: dict[Any, int] = {}


class Items(list[Any]):
    """A list with the line on which it begins, and that of each item."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.lines: dict[int, int] = {}


def parse(text: str) -> Any:
    """Read the one document that a YAML text holds.

    Parameters
    ----------
    text : str
        The file.

    Returns
    -------
    Fields, Items, str, number, bool, date or None
        What it holds; the same object where an alias stands.

    Raises
    ------
    yaml.YAMLError
        If it is not YAML, or a key is there twice.
    RecursionError
        If its parts are nested too deeply.
    """
    try:
        return _Builder(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)).build()
    except yaml.YAMLError:
        # The parser in Python says better what is wrong.
        return _Builder(text, yaml.SafeLoader).build()


def read_plain(text: str) -> Any:
    """Say what a word without quotation marks stands for.

    Examples
    --------
    >>> read_plain("NO"), read_plain("1_000"), read_plain("0.5"), read_plain("2024-10-01")
    ('NO', 1000, 0.5, datetime.date(2024, 10, 1))
    """
    if text[:1] not in _BEGIN_NUMBERS:
        return _CONSTANTS.get(text, text)
    try:
        if _WHOLE.fullmatch(text):
            digits = text.replace("_", "")
            return int(digits, 0 if digits.lstrip("-+")[1:2] in tuple("box") else 10)
        if _NUMBER.fullmatch(text):
            # In Python the infinite has no stop.
            return float(re.sub(r"\.(?=[a-zA-Z])", "", text.replace("_", "")))
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:  # no such day, or no digit
        pass
    return text


class _Builder:
    """Builds what a text holds from what its parser reports."""

    def __init__(self, text: str, loader: type) -> None:
        self._events: Iterator[Event] = yaml.parse(text, Loader=loader)
        self._anchored: dict[str, Any] = {}

    def build(self) -> Any:
        next(self._events)  # the beginning of the file, then of the document
        if isinstance(next(self._events), StreamEndEvent):
            return None
        book = self._read(next(self._events), 0)
        next(self._events)
        more = next(self._events)
        if not isinstance(more, StreamEndEvent):
            told = "expected a single document in the stream", "but found another document"
            raise ComposerError(told[0], None, told[1], more.start_mark)
        return book

    def _read(self, event: Event, depth: int) -> Any:
        if isinstance(event, AliasEvent):
            if event.anchor not in self._anchored:
                told = f"found undefined alias {event.anchor!r}"
                raise ComposerError(None, None, told, event.start_mark)
            return self._anchored[event.anchor]
        if depth > _DEEPEST:
            raise RecursionError
        if isinstance(event, ScalarEvent):
            is_plain = event.implicit[0]
            return self._name(event, read_plain(event.value) if is_plain else event.value)
        line = event.start_mark.line + 1
        if isinstance(event, SequenceStartEvent):
            return self._read_items(self._name(event, Items(line)), depth)
        return self._read_fields(self._name(event, Fields(line)), depth)

    def _name(self, event: Event, value: Any) -> Any:
        """Keep what an anchor names, for its aliases, before what is in it is read."""
        if event.anchor is not None:
            self._anchored[event.anchor] = value
        return value

    def _read_items(self, items: Items, depth: int) -> Items:
        while not isinstance(event := next(self._events), SequenceEndEvent):
            items.lines[len(items)] = event.start_mark.line + 1
            items.append(self._read(event, depth + 1))
        return items

    def _read_fields(self, fields: Fields, depth: int) -> Fields:
        merged: list[Fields] = []
        while not isinstance(event := next(self._events), MappingEndEvent):
            mark = event.start_mark
            key = self._read(event, depth + 1)
            value = self._read(next(self._events), depth + 1)
            if isinstance(key, Fields | Items):
                raise ConstructorError(None, None, "a key must be a word", mark)
            if key == "<<" and isinstance(event, ScalarEvent) and event.implicit[0]:
                others = value if isinstance(value, Items) else [value]
                if not all(isinstance(other, Fields) for other in others):
                    told = "only mappings can be merged with <<"
                    raise ConstructorError(None, None, told, mark)
                merged += others
                continue
            if key in fields:
                told = (
                    f'found duplicate key "{key}" with value "{value}" '
                    f'(original value: "{fields[key]}")'
                )
                raise ConstructorError(None, None, told, mark)
            fields[key] = value
            fields.lines[key] = mark.line + 1
        for other in merged:
            for key, value in other.items():
                fields.setdefault(key, value)
        return fields

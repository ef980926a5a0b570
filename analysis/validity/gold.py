"""Read gold samples: JSON Lines, one object a line, each fault told with its line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

__all__ = [
    "PASSAGES",
    "TEXT",
    "find_field",
    "find_span",
    "keep_facts",
    "make_table",
    "read_gold_frames",
    "read_gold_mentions",
    "read_gold_sentiment",
    "read_objects",
]

# The passages that were written and labelled for this project; `split` says what each is for.
PASSAGES = Path(__file__).parents[2] / "corpus" / "training" / "passages.jsonl"

TEXT = ("text", "sentence", "sentence_normalized")
_LISTS = ("targets", "mentions", "relations")
_KINDS = {str: "a text", int: "a whole number", list: "a list"}
_JUDGEMENTS = {
    -1: -1, 0: 0, 1: 1, 2: -1, 4: 0, 6: 1,
    "negative": -1, "neutral": 0, "positive": 1,
}  # fmt: skip


def read_gold_sentiment(path: Path | str) -> pd.DataFrame:
    """Read targets that coders judged.

    Parameters
    ----------
    path : Path or str
        Each line holds one target: `sentence` or `text`; `from` or `start` and `to` or `end`;
        `polarity` or `sentiment` as -1, 0, 1, as 2, 4, 6 or as negative, neutral, positive. A
        line with several `targets`, each with these but the text, gives one row each; so does
        one with `mentions` or `relations`, as this project's own passages have them. NewsMTSC's
        files are of this form.

    Returns
    -------
    DataFrame, one row per target, in the order of the file
        `text, start, end, sentiment`, and any further field that is a text, a number or a list
        of texts (a tuple here); `layer` (mention or relation) where the file keeps them apart.

    Raises
    ------
    ValueError
        With file and line, if a line is not of this form.
    """
    rows = []
    for where, entry in read_objects(path):
        shared = {key: value for key, value in entry.items() if key not in _LISTS}
        for target in _list_targets(entry):
            fields = {**shared, **target}
            text = find_field(fields, TEXT, str, where)
            start, end = find_span(fields, text, where)
            sentiment = _read_judgement(fields, where)
            rows.append({**keep_facts(fields), "text": text, "start": start, "end": end,
                         "sentiment": sentiment})  # fmt: skip
    return make_table(rows, ("text", "start", "end", "sentiment"))


def _list_targets(entry: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if not any(name in entry for name in _LISTS):
        return [entry]
    targets = list(entry.get("targets", ()))
    for name, layer in (("mentions", "mention"), ("relations", "relation")):
        targets += [{"layer": layer, **target} for target in entry.get(name, ())]
    return targets


def read_gold_mentions(path: Path | str) -> pd.DataFrame:
    """Read texts in which coders marked every mention of a country.

    Parameters
    ----------
    path : Path or str
        Each line holds `text` and `mentions`, a list of objects with `start`, `end`, `country`
        (ISO 3166-1 alpha-3) and, if known, `kind`.

    Returns
    -------
    DataFrame, one row per text, in the order of the file
        `text, mentions`, and any further field that is a text or a number, such as
        `published_on`.

    Raises
    ------
    ValueError
        With file and line, if a line is not of this form.
    """
    rows = []
    for where, entry in read_objects(path):
        text = find_field(entry, TEXT, str, where)
        mentions = find_field(entry, ("mentions",), list, where)
        for mention in mentions:
            find_span(mention, text, where)
            find_field(mention, ("country",), str, where)
        rows.append({**keep_facts(entry), "text": text, "mentions": mentions})
    return make_table(rows, ("text", "mentions"))


def read_gold_frames(path: Path | str) -> pd.DataFrame:
    """Read texts in which coders marked the frames.

    Parameters
    ----------
    path : Path or str
        Each line holds `text`, `frames` (names of the frames that are there as live images) and,
        if known, `literal` (names of frames whose words stand in their plain sense, or those
        words themselves).

    Returns
    -------
    DataFrame, one row per text, in the order of the file
        `text, frames, literal`, and any further field that is a text or a number.

    Raises
    ------
    ValueError
        With file and line, if a line is not of this form.
    """
    rows = []
    for where, entry in read_objects(path):
        frames = find_field(entry, ("frames",), list, where)
        literal = find_field({"literal": [], **entry}, ("literal",), list, where)
        for name in [*frames, *literal]:
            if not isinstance(name, str):
                msg = f"{where}: `frames` and `literal` must hold names; one is {name!r}."
                raise ValueError(msg)
        text = find_field(entry, TEXT, str, where)
        rows.append({**keep_facts(entry), "text": text, "frames": frames, "literal": literal})
    return make_table(rows, ("text", "frames", "literal"))


def read_objects(path: Path | str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give each object of a file of JSON Lines with where it stands."""
    path = Path(path)
    # Not splitlines(): a text may hold a line separator of Unicode.
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path.name}, line {number}"
        try:
            entry = json.loads(line)
        except json.JSONDecodeError as error:
            msg = f"{where}: must be one JSON object; {error.msg} at character {error.pos}."
            raise ValueError(msg) from error
        if not isinstance(entry, dict):
            msg = f"{where}: must be one JSON object; it is {line.strip()[:40]!r}."
            raise ValueError(msg)
        yield where, entry


def find_field(entry: Mapping[str, Any], names: tuple[str, ...], kind: type, where: str) -> Any:
    """Give the field that goes by one of several names."""
    for name in names:
        if name in entry:
            value = entry[name]
            if (not isinstance(value, kind) or isinstance(value, bool)) and kind is not object:
                msg = f"{where}: `{name}` must be {_KINDS[kind]}; it is {value!r}."
                raise ValueError(msg)
            return value
    msg = f"{where}: must have one of {list(names)}; it has {sorted(entry)}."
    raise ValueError(msg)


def find_span(entry: Mapping[str, Any], text: str, where: str) -> tuple[int, int]:
    """Give the checked start and end of an entry."""
    if not isinstance(entry, Mapping):
        msg = f"{where}: must hold objects with `start` and `end`; one is {entry!r}."
        raise ValueError(msg)
    start = find_field(entry, ("start", "from"), int, where)
    end = find_field(entry, ("end", "to"), int, where)
    if not 0 <= start < end <= len(text):
        msg = (
            f"{where}: start and end must mark a part of the text, which has {len(text)} "
            f"characters; they are {start} and {end}."
        )
        raise ValueError(msg)
    return start, end


def _read_judgement(entry: Mapping[str, Any], where: str) -> int:
    value = find_field(entry, ("sentiment", "polarity"), object, where)
    key = value.strip().lower() if isinstance(value, str) else value
    if isinstance(key, str) and key.lstrip("+-").isdigit():
        key = int(key)
    if isinstance(key, str | int | float) and key in _JUDGEMENTS:
        return _JUDGEMENTS[key]
    msg = (
        f"{where}: a judgement must be -1, 0, 1, or 2, 4, 6, or negative, neutral, positive; it "
        f"is {value!r}."
    )
    raise ValueError(msg)


def keep_facts(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Keep what else is known of a text, to evaluate by it."""
    used = {*TEXT, "from", "to", "polarity", "start", "end", "sentiment"}
    facts = {}
    for key, value in entry.items():
        if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
            value = tuple(value)
        if key not in used and isinstance(value, str | int | float | tuple):
            facts[key] = value
    return facts


def make_table(rows: list[dict[str, Any]], names: tuple[str, ...]) -> pd.DataFrame:
    """Make a table with some columns first and any further ones after them."""
    further = dict.fromkeys(key for row in rows for key in row if key not in names)
    return pd.DataFrame(rows, columns=[*names, *further])

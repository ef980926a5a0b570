"""The codebook of speech: the words that credit what is said to somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from analysis.codebooks.groups import Example, GroupReader
from analysis.codebooks.reading import HOUSE_CODEBOOKS, state_of
from analysis.matching.inflections import inflect, present_of

__all__ = ["SpeechBook", "SpeechCue", "load_speech"]

_ACTS = ("speech", "thought", "stance", "finding")
_TAKES = ("clause", "that", "addressee", "infinitive", "object", "naming", "words")
# The parts of the file, and what their cues take unless a group says otherwise.
_PARTS = {
    "verbs": None,
    "nouns": "clause",
    "adjectives": "clause",
    "prepositions": "clause",
    "viewpoints": "clause",
}


class SpeechCue(NamedTuple):
    """What a cue does: its part, group, what it `takes`, its form where it is a verb."""

    part: str
    group: str
    act: str
    takes: str
    factive: bool
    form: str  # base, present, past, ing; empty where it is no verb


@dataclass(frozen=True, eq=False)
class SpeechBook:
    """The codebook of speech: each phrase with all that it may be."""

    version: int
    cues: Mapping[str, tuple[SpeechCue, ...]]
    examples: tuple[Example, ...]


def load_speech(path: Path | None = None) -> SpeechBook:
    """Read the codebook of speech.

    Parameters
    ----------
    path : Path, optional
        Another codebook of the same form; the house's own if absent.

    Returns
    -------
    SpeechBook
        Verbs in all their forms, in lower case. A verb that stands in several groups may be
        followed by what each of them takes.

    Raises
    ------
    CodebookError
        With every fault, each by file and line.

    Examples
    --------
    >>> [cue.takes for cue in load_speech().cues["told"]]
    ['addressee']
    """
    file = Path(path) if path else HOUSE_CODEBOOKS / "speech.yaml"
    return _load(file, state_of(file))


@cache
def _load(path: Path, _: tuple[int, int] | None) -> SpeechBook:
    reader = GroupReader(path)
    reader.check_fields(reader.book, {"version", *_PARTS}, {"source"})
    cues: dict[str, list[SpeechCue]] = {}
    for part, takes in _PARTS.items():
        key = "verbs" if part == "verbs" else "words"
        needed, optional = {"act", "factive"}, set()
        (needed if takes is None else optional).add("takes")
        for group in reader.read_groups(part, needed, optional):
            act = reader.read_choice(group, "act", _ACTS, "speech")
            default = takes or "clause"
            took = reader.read_choice(group, "takes", _TAKES, default)
            factive = reader.read_choice(group, "factive", (True, False), default=False)
            cue = SpeechCue(part, str(group.get("name")), act, took, factive, "")
            if not reader.read_list(group, key):
                reader.fault(group, None, f"must have `{key}`, a list of at least one")
            for phrase in reader.read_list(group, key):
                for form, spelled in _forms_of(phrase, is_verb=part == "verbs"):
                    cues.setdefault(spelled, []).append(cue._replace(form=form))
    version = int(reader.read_number(reader.book, "version", 1, 10_000))
    reader.finish()
    frozen = {phrase: tuple(dict.fromkeys(found)) for phrase, found in cues.items()}
    return SpeechBook(version, MappingProxyType(frozen), tuple(reader.examples))


def _forms_of(phrase: str, *, is_verb: bool) -> list[tuple[str, str]]:
    if not is_verb:
        return [("", phrase)]
    first, blank, rest = phrase.partition(" ")
    named = []
    for form in inflect(phrase):
        word = form.split(" ")[0]
        kind = "past"
        if word.endswith("ing") and word != first:
            kind = "ing"
        elif word == first:
            kind = "base"
        elif word == present_of(first):
            kind = "present"
        named.append((kind, form))
    if first in ("put", "read", "cast", "forecast", "counter"):
        named.append(("past", first + blank + rest))
    return named

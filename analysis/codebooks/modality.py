"""The codebooks of manner: how sure a clause sounds, and how the states in it deal together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from analysis.codebooks.groups import Cue, Example, GroupReader
from analysis.codebooks.reading import HOUSE_CODEBOOKS

__all__ = ["InteractionBook", "ModalityBook", "load_interaction", "load_modality"]

_SCOPES = ("clause", "reported", "both")


@dataclass(frozen=True, eq=False)
class ModalityBook:
    """The codebook of certainty: each phrase with its part (hedges, boosters, plain)."""

    version: int
    cues: Mapping[str, Cue]
    examples: tuple[Example, ...]


@dataclass(frozen=True, eq=False)
class InteractionBook:
    """The codebook of dealings: each phrase with its part (cues, undoers, negators, plain).

    `reach` is in words; what is undone or negated is multiplied by the other three.
    """

    version: int
    cues: Mapping[str, Cue]
    examples: tuple[Example, ...]
    reach: int
    undone: float
    negated_cooperation: float
    negated_conflict: float


@cache
def load_modality(path: Path | None = None) -> ModalityBook:
    """Read the codebook of certainty.

    Parameters
    ----------
    path : Path, optional
        Another codebook of the same form; the house's own if absent.

    Returns
    -------
    ModalityBook
        Verbs in all their forms; each phrase with a capital first letter too, unless its group
        is `lower_case`.

    Raises
    ------
    CodebookError
        With every fault, each by file and line.

    Examples
    --------
    >>> load_modality().cues["might"].value
    0.5
    """
    reader = GroupReader(path or HOUSE_CODEBOOKS / "modality.yaml")
    reader.check_fields(reader.book, {"version", "hedges", "boosters"}, {"source", "plain"})
    for part in ("hedges", "boosters"):
        for group in reader.read_groups(part, {"weight", "scope"}, {"lower_case"}):
            weight = reader.read_number(group, "weight", 0, 1)
            scope = reader.read_choice(group, "scope", _SCOPES, "clause")
            lower_case = reader.read_choice(group, "lower_case", (True, False), default=False)
            cue = Cue(part, str(group.get("name")), weight, scope)
            reader.add_phrases(group, cue, capitals=not lower_case)
    if reader.book.get("plain"):
        reader.add_phrases(reader.book, Cue("plain", "plain"), keys=("plain",), capitals=True)
    version = int(reader.read_number(reader.book, "version", 1, 10_000))
    reader.finish()
    return ModalityBook(version, MappingProxyType(reader.cues), tuple(reader.examples))


@cache
def load_interaction(path: Path | None = None) -> InteractionBook:
    """Read the codebook of conflict and cooperation between states.

    Parameters
    ----------
    path : Path, optional
        Another codebook of the same form; the house's own if absent.

    Returns
    -------
    InteractionBook
        Verbs in all their forms; capitals make no difference.

    Raises
    ------
    CodebookError
        With every fault, each by file and line.

    Examples
    --------
    >>> load_interaction().cues["threatening"].value
    -0.6
    """
    reader = GroupReader(path or HOUSE_CODEBOOKS / "interaction.yaml")
    book = reader.book
    needed = {"version", "cues", "undoers", "negators", "reach", "undone", "negated"}
    reader.check_fields(book, needed, {"source", "plain"})
    for group in reader.read_groups("cues", {"value"}, {"states"}):
        value = reader.read_number(group, "value", -1, 1)
        states = reader.read_choice(group, "states", (1, 2), 1)
        cue = Cue("cues", str(group.get("name")), value, needs_two_states=states == 2)
        reader.add_phrases(group, cue)
    undoers = reader.read_mapping("undoers")
    if undoers:
        reader.add_phrases(undoers, Cue("undoers", "undoers"))
    for part in ("negators", "plain"):
        if book.get(part):
            reader.add_phrases(book, Cue(part, part), keys=(part,))
    negated = reader.read_mapping("negated")
    reader.check_fields(negated, {"cooperation", "conflict"}, set())
    numbers = [reader.read_number(negated, key, -1, 1) for key in ("cooperation", "conflict")]
    undone = reader.read_number(book, "undone", -1, 1)
    reach = int(reader.read_number(book, "reach", 1, 20))
    version = int(reader.read_number(book, "version", 1, 10_000))
    reader.finish()
    cues = MappingProxyType(reader.cues)
    return InteractionBook(version, cues, tuple(reader.examples), reach, undone, *numbers)

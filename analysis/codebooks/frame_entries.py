"""The entries of the codebook of frames, read one by one with every fault told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from analysis.codebooks.reading import CodebookError, line_of
from analysis.matching.expressions import CueError, forms_of

_FAMILIES = ("metaphor", "issue")
_FUNCTIONS = ("problem", "cause", "evaluation", "remedy")
_NEEDED = ("family", "definition", "source", "cues")
_TEXTS = ("definition", "source", "author")
_LISTS = ("functions", "overlaps", "roles", "except", "include", "exclude", "literal_examples")
_LISTS_OF_METAPHORS = ("literal", "figurative")
_OF_METAPHORS = frozenset({"prior", "literal", "figurative", "literal_examples"})
_FIELDS = frozenset({*_NEEDED, *_TEXTS, *_LISTS, *_LISTS_OF_METAPHORS, "prior"})
_CUE_FIELDS = frozenset({"cue", "cues", "role", "prior", "except", "include", "exclude"})


@dataclass(frozen=True)
class Frame:
    """One frame: what it is, after whom, and what it may do in a text (after Entman 1993)."""

    name: str
    family: Literal["metaphor", "issue"]
    definition: str
    source: str
    author: str | None = None
    functions: tuple[str, ...] = ()
    overlaps: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class FrameCue:
    """One expression of a frame: the role it brings in, and how likely it is an image.

    `role` is missing where the frame has none; `prior` is missing for an issue frame.
    """

    frame: str
    expression: str
    role: str | None
    prior: float | None


@dataclass(frozen=True)
class FrameExample:
    """A sentence that tries a frame or one of its cues.

    `kind` is include or exclude of a cue; present, absent or literal of a frame.
    """

    frame: str
    expression: str | None
    text: str
    kind: Literal["include", "exclude", "present", "absent", "literal"]
    line: int


class FrameReader:
    """Collects frames, cues and examples, and every fault with its line."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.frames: dict[str, Frame] = {}
        self.cues: list[FrameCue] = []
        self.examples: list[FrameExample] = []
        self.exceptions: list[tuple[str | int, str]] = []
        self.words: dict[str, dict[str, list[str]]] = {part: {} for part in _LISTS_OF_METAPHORS}
        self._faults: list[tuple[int, str]] = []
        self._lines: dict[tuple[str, str], int] = {}
        self._overlaps: list[tuple[int, str, str]] = []

    def read_frame(self, name: Any, entry: Any, line: int) -> None:
        """Read one frame; `line` is where its name stands."""
        if not isinstance(name, str):
            self._fault(line, f"the name of a frame must be text; it is {name!r}. Put it in quotes")
            return
        if not isinstance(entry, Mapping):
            self._fault(line, f"the frame {name} must be a mapping of fields; it is {entry!r}")
            return
        absent = [part for part in _NEEDED if part not in entry]
        unknown = sorted(set(map(str, entry)) - _FIELDS)
        if absent:
            self._fault(line, f"the frame {name} must have {absent}")
        if unknown:
            told = f"the frame {name} has unknown fields {unknown}; known are {sorted(_FIELDS)}"
            self._fault(line, told)
        if absent:
            return
        lists = {part: self.read_list(entry, part) for part in (*_LISTS, *_LISTS_OF_METAPHORS)}
        texts = {part: self._read_text(entry, part) for part in _TEXTS}
        family = self._choose(entry, "family", [str(entry["family"])], _FAMILIES)
        self._choose(entry, "functions", lists["functions"], _FUNCTIONS)
        if family == "metaphor" and not lists["roles"]:
            self._fault(line, f"the metaphor {name} must have roles; it has none")
        if family == "issue" and _OF_METAPHORS & set(entry):
            told = f"{sorted(_OF_METAPHORS & set(entry))} must stand in metaphors alone"
            self._fault(line, f"{told}; the frame {name} is an issue frame")
        self._overlaps += [(line_of(entry, "overlaps"), name, other) for other in lists["overlaps"]]
        self.frames[name] = Frame(
            name,
            family,
            texts["definition"],
            texts["source"],
            texts["author"] or None,
            *(tuple(lists[part]) for part in ("functions", "overlaps", "roles")),
        )
        self._read_cues(self.frames[name], entry)
        for part in _LISTS_OF_METAPHORS:
            self.words[part][name] = [word.lower() for word in lists[part]]
        for word in lists["except"]:
            self._except(name, word, line_of(entry, "except"))
        kinds = {"include": "present", "exclude": "absent", "literal_examples": "literal"}
        for part, kind in kinds.items():
            self._add_examples((name, None), kind, lists[part], line_of(entry, part))

    def read_version(self, book: Mapping) -> int:
        """Read the number of the codebook's version."""
        value = book.get("version", 1)
        if isinstance(value, bool) or not isinstance(value, int):
            told = f"`version` must be a whole number; it is {value!r}"
            self._fault(line_of(book, "version"), told)
            return 1
        return value

    def finish(self) -> None:
        """Raise if there was any fault, with all of them."""
        for line, name, other in self._overlaps:
            if other not in self.frames:
                told = f"the frame {name} overlaps {other!r}, which must be a frame of this file"
                self._fault(line, told)
        if not self._faults:
            return
        told = "\n".join(
            f"{self.file}, line {line}: {what}." for line, what in sorted(set(self._faults))
        )
        raise CodebookError(told)

    def _read_cues(self, frame: Frame, entry: Mapping) -> None:
        line = line_of(entry, "cues")
        cues = entry["cues"]
        if not isinstance(cues, list) or not cues:
            self._fault(line, f"`cues` of {frame.name} must be a list of one cue at least")
            return
        prior = self._read_prior(entry, 0.5 if frame.family == "metaphor" else None)
        for place, cue in enumerate(cues):
            here = line_of(cue) or line_of(cues, place) or line
            if isinstance(cue, str):
                role = frame.roles[0] if frame.roles else None
                self._add_cue(FrameCue(frame.name, cue, role, prior), here)
            elif isinstance(cue, Mapping):
                self._read_cue(frame, cue, prior, here)
            else:
                self._fault(here, f"a cue must be text or a mapping; it is {cue!r}")

    def _read_cue(self, frame: Frame, cue: Mapping, prior: float | None, line: int) -> None:
        unknown = sorted(set(map(str, cue)) - _CUE_FIELDS)
        if ("cue" in cue) == ("cues" in cue) or unknown:
            told = f"a cue must have `cue` or `cues` and at most {sorted(_CUE_FIELDS)}"
            self._fault(line, f"{told}; it has {sorted(map(str, cue))}")
            return
        role = cue.get("role", frame.roles[0] if frame.roles else None)
        if role is not None and role not in frame.roles:
            self._fault(line, f"a role must be one of {list(frame.roles)}; it is {role!r}")
        if "prior" in cue and frame.family == "issue":
            self._fault(
                line, f"a prior must stand in metaphors alone; {frame.name} is an issue frame"
            )
        own = self._read_prior(cue, prior)
        expressions = [self._read_text(cue, "cue")] if "cue" in cue else self.read_list(cue, "cues")
        first = len(self.cues)
        for expression in expressions:
            self._add_cue(FrameCue(frame.name, expression, role, own), line)
        for word in self.read_list(cue, "except"):
            for number in range(first, len(self.cues)):
                self._except(number, word, line)
        for kind in ("include", "exclude"):
            if kind in cue and "cues" in cue:
                self._fault(line, f"`{kind}` must stand beside one `cue`, not beside `cues`")
            elif kind in cue:
                texts = self.read_list(cue, kind)
                self._add_examples((frame.name, expressions[0]), kind, texts, line)

    def _add_cue(self, cue: FrameCue, line: int) -> None:
        if not self._is_expression(cue.expression, line):
            return
        key = cue.frame, cue.expression
        if key in self._lines:
            told = f"the cue {cue.expression!r} is there already, at line {self._lines[key]}"
            self._fault(line, told)
            return
        self._lines[key] = line
        self.cues.append(cue)

    def _except(self, owner: str | int, expression: str, line: int) -> None:
        if self._is_expression(expression, line):
            self.exceptions.append((owner, expression))

    def _is_expression(self, expression: str, line: int) -> bool:
        try:
            forms_of(expression)
        except CueError as error:
            self._fault(line, str(error))
            return False
        return True

    def _add_examples(
        self, of: tuple[str, str | None], kind: Any, texts: Iterable[str], line: int
    ) -> None:
        self.examples += [FrameExample(*of, text, kind, line) for text in texts]

    def _read_prior(self, entry: Mapping, default: float | None) -> float | None:
        value = entry.get("prior", default)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1:
            told = f"a prior must be a number between 0 and 1; it is {value!r}"
            self._fault(line_of(entry, "prior"), told)
            return 0.5
        return float(value)

    def _read_text(self, entry: Mapping, part: str) -> str:
        value = entry.get(part, "")
        if not isinstance(value, str) or (part in entry and not value.strip()):
            self._fault(line_of(entry, part), f"`{part}` must be text; it is {value!r}")
            return ""
        return value.strip()

    def read_list(self, entry: Mapping, part: str) -> list[str]:
        """Read a field that holds a list of texts; an absent one is empty."""
        value = entry.get(part, [])
        if isinstance(value, list) and all(isinstance(item, str) and item for item in value):
            return [str(item) for item in value]
        told = f"`{part}` must be a list of texts in [ ]; it is {value!r}"
        self._fault(line_of(entry, part), told)
        return []

    def _choose(self, entry: Mapping, part: str, values: list[str], known: tuple) -> Any:
        for value in set(values) - set(known):
            self._fault(line_of(entry, part), f"`{part}` must be of {list(known)}; it is {value!r}")
        return values[0] if values else None

    def _fault(self, line: int, told: str) -> None:
        self._faults.append((line, told))

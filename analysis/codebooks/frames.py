"""The codebook of frames: read, checked, and compiled to be found in one pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from analysis.codebooks.reading import HOUSE_CODEBOOKS, CodebookError, line_of, read_yaml
from analysis.matching.cues import CueError, CueFinder, forms_of
from analysis.matching.phrases import Matcher, compile_phrases

__all__ = ["FrameBook", "FrameCue", "FrameExample", "load_frames"]

_FIELDS = ("family", "definition", "source", "roles", "cues")
_MORE_FIELDS = ("prior", "literal", "figurative", "include", "literal_examples")
_CUE_FIELDS = {"cue", "role", "prior", "include", "exclude"}
_EVERYWHERE = ("figurative_everywhere", "figurative_phrases", "literal_everywhere")


@dataclass(frozen=True)
class FrameCue:
    """One entry: its frame, its expression, the role it brings in, and its prior."""

    frame: str
    expression: str
    role: str
    prior: float


@dataclass(frozen=True)
class FrameExample:
    """A sentence that tries a frame or one of its cues.

    `kind` is include, exclude (of a cue), figurative or literal (of a frame).
    """

    frame: str
    expression: str | None
    text: str
    kind: str
    line: int


@dataclass(frozen=True, eq=False)
class FrameBook:
    """The codebook as read; `cues` in the order in which `finder` numbers them."""

    version: int
    cues: tuple[FrameCue, ...]
    finder: CueFinder = field(repr=False)
    literal: Mapping[str, Matcher] = field(repr=False)
    figurative: Mapping[str, Matcher] = field(repr=False)
    phrases: Matcher = field(repr=False)
    examples: tuple[FrameExample, ...] = field(repr=False, default=())

    @property
    def frames(self) -> list[str]:
        """Names of the frames, in the order of the codebook."""
        return list(dict.fromkeys(cue.frame for cue in self.cues))


def load_frames(path: Path | None = None) -> FrameBook:
    """Read the codebook of frames.

    Parameters
    ----------
    path : Path, optional
        Another codebook of the same form; the house's own if absent.

    Returns
    -------
    FrameBook
        Cues compiled, words of evidence by frame, and the examples for the tests.

    Raises
    ------
    CodebookError
        With file and line, if the file is not of the documented form; all faults at once.
    """
    return _load(Path(path) if path else HOUSE_CODEBOOKS / "frames.yaml")


@cache
def _load(path: Path) -> FrameBook:
    book = read_yaml(path)
    reader = _Reader(path.name)
    if not isinstance(book, Mapping) or not isinstance(book.get("frames"), Mapping):
        msg = f"{path.name}, line 1: a codebook of frames must have the field `frames`."
        raise CodebookError(msg)
    for name, entry in book["frames"].items():
        reader.read_frame(str(name), entry, line_of(book["frames"], name))
    reader.finish()
    everywhere = {name: list(map(str, book.get(name, ()))) for name in _EVERYWHERE}
    return FrameBook(
        version=int(book.get("version", 1)),
        cues=tuple(reader.cues),
        finder=CueFinder([cue.expression for cue in reader.cues]),
        literal={
            name: compile_phrases(words + everywhere["literal_everywhere"])
            for name, words in reader.literal.items()
        },
        figurative={
            name: compile_phrases(words + everywhere["figurative_everywhere"])
            for name, words in reader.figurative.items()
        },
        phrases=compile_phrases(everywhere["figurative_phrases"]),
        examples=tuple(reader.examples),
    )


class _Reader:
    """Collects cues and examples, and every fault with its line."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.cues: list[FrameCue] = []
        self.literal: dict[str, list[str]] = {}
        self.figurative: dict[str, list[str]] = {}
        self.examples: list[FrameExample] = []
        self.faults: list[tuple[int, str]] = []
        self.lines: dict[tuple[str, str], int] = {}

    def read_frame(self, name: str, entry: Any, line: int) -> None:
        if not isinstance(entry, Mapping):
            self.faults.append((line, f"the frame {name} must be a mapping of fields"))
            return
        absent = [part for part in _FIELDS if part not in entry]
        unknown = sorted(set(entry) - {*_FIELDS, *_MORE_FIELDS})
        if absent:
            self.faults.append((line, f"the frame {name} must have {absent}"))
        if unknown:
            self.faults.append((line, f"the frame {name} has unknown fields {unknown}"))
        if absent:
            return
        prior = self._read_prior(entry.get("prior", 0.5), line)
        for cue in entry["cues"]:
            self._read_cue(name, cue, entry, prior, line_of(cue) or line)
        self.literal[name] = [str(word).lower() for word in entry.get("literal", ())]
        self.figurative[name] = [str(word).lower() for word in entry.get("figurative", ())]
        for kind, part in (("figurative", "include"), ("literal", "literal_examples")):
            self.examples += [
                FrameExample(name, None, str(text), kind, line) for text in entry.get(part, ())
            ]

    def _read_cue(self, frame: str, cue: Any, entry: Mapping, prior: float, line: int) -> None:
        cue = {"cue": cue} if isinstance(cue, str) else cue
        unknown = sorted(set(cue) - _CUE_FIELDS)
        if "cue" not in cue or unknown:
            self.faults.append(
                (
                    line,
                    f"a cue must have `cue` and at most {sorted(_CUE_FIELDS)}; unknown: {unknown}",
                )
            )
            return
        expression = str(cue["cue"])
        try:
            forms_of(expression)
        except CueError as error:
            self.faults.append((line, str(error)))
            return
        role = cue.get("role", entry["roles"][0])
        if role not in entry["roles"]:
            self.faults.append(
                (
                    line,
                    f"the role of {expression!r} must be one of {list(entry['roles'])}; "
                    f"it is {role!r}",
                )
            )
        if (frame, expression) in self.lines:
            first = self.lines[frame, expression]
            self.faults.append((line, f"the cue {expression!r} is there already, at line {first}"))
        self.lines[frame, expression] = line
        own = self._read_prior(cue.get("prior", prior), line)
        self.cues.append(FrameCue(frame, expression, str(role), own))
        for kind in ("include", "exclude"):
            self.examples += [
                FrameExample(frame, expression, str(text), kind, line) for text in cue.get(kind, ())
            ]

    def _read_prior(self, value: Any, line: int) -> float:
        if not isinstance(value, int | float) or not 0 < value < 1:
            self.faults.append((line, f"a prior must be between 0 and 1; it is {value!r}"))
            return 0.5
        return float(value)

    def finish(self) -> None:
        if self.faults:
            told = "\n".join(
                f"{self.file}, line {line}: {what}." for line, what in sorted(self.faults)
            )
            raise CodebookError(told)

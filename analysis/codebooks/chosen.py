"""Which codebook files a run uses: the house's own, or a scholar's in their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from analysis.codebooks.countries import CountryBook, load_countries
from analysis.codebooks.frames import FrameBook, load_frames
from analysis.codebooks.reading import HOUSE_CODEBOOKS, CodebookError, read_yaml
from analysis.codebooks.relations import RelationBook, load_relations
from analysis.codebooks.speech import SpeechBook, load_speech

# The field that only this kind of codebook has.
_SHOWN_BY = {
    "countries": "countries",
    "frames": "frames",
    "speech": "viewpoints",
    "relations": "nouns",
}


@dataclass(frozen=True)
class Codebooks:
    """Paths of the codebooks in use; small enough to be sent to each worker."""

    paths: tuple[tuple[str, Path], ...]

    def countries(self) -> CountryBook:
        """Read the codebook of countries."""
        return load_countries(dict(self.paths)["countries"])

    def relations(self) -> RelationBook:
        """Read the codebook of relations."""
        return load_relations(dict(self.paths)["relations"])

    def frames(self) -> FrameBook:
        """Read the codebook of frames."""
        return load_frames(dict(self.paths)["frames"])

    def speech(self) -> SpeechBook:
        """Read the codebook of speech."""
        return load_speech(dict(self.paths)["speech"])

    def hashes(self) -> dict[str, str]:
        """Return the SHA-256 of each codebook file in the house's folder or in its place."""
        files = {path.stem: path for path in sorted(HOUSE_CODEBOOKS.glob("*.yaml"))}
        files.update(dict(self.paths))
        return {name: sha256(path.read_bytes()).hexdigest() for name, path in files.items()}


def choose(files: Sequence[Path] = ()) -> Codebooks:
    """Put a scholar's codebooks in the place of the house's own.

    Parameters
    ----------
    files : sequence of Path
        YAML files; what each is shows in its fields.

    Returns
    -------
    Codebooks
        One path for each kind.

    Raises
    ------
    CodebookError
        If a file is no codebook of a known kind.
    """
    paths = {name: HOUSE_CODEBOOKS / f"{name}.yaml" for name in _SHOWN_BY}
    for file in map(Path, files):
        paths[kind_of(file)] = file.resolve()
    return Codebooks(tuple(sorted(paths.items())))


def kind_of(path: Path) -> str:
    """Tell by its fields which kind of codebook a file is.

    Parameters
    ----------
    path : Path
        A YAML file.

    Returns
    -------
    str
        "countries", "frames", "relations" or "speech".

    Raises
    ------
    CodebookError
        If it is none of these.
    """
    book = read_yaml(path)
    fields = sorted(map(str, book)) if isinstance(book, Mapping) else []
    for kind, shown in _SHOWN_BY.items():
        if shown in fields:
            return kind
    msg = (
        f"{path.name}, line 1: a codebook must have one of the fields "
        f"{sorted(_SHOWN_BY.values())}; it has {fields}."
    )
    raise CodebookError(msg)

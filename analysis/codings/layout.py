"""The columns of a sheet, and where the sheets of a corpus lie."""

from pathlib import Path

__all__ = [
    "ABOUT",
    "AFTER",
    "BEFORE",
    "FIXED_COLUMNS",
    "FORMULA",
    "KEY",
    "MANUAL",
    "NEEDED_COLUMNS",
    "NOTE",
    "PROSE",
    "TARGET",
    "UNIT",
    "VERSION",
]

KEY = "sample.csv"
MANUAL = "manual.md"

UNIT = "unit_id"
VERSION = "codebook"
ABOUT = "about"
BEFORE = "before"
TARGET = "target"
AFTER = "after"
NOTE = "note"

# Every other column but the note is a variable.
FIXED_COLUMNS = (UNIT, VERSION, ABOUT, BEFORE, TARGET, AFTER)
# Without these nobody could code; the others say more.
NEEDED_COLUMNS = (UNIT, VERSION, BEFORE, TARGET, AFTER)
# What is kept to the character.
PROSE = (BEFORE, TARGET, AFTER, NOTE)

# What a spreadsheet would run as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def folder_of(corpus: Path | str) -> Path:
    """Return the folder in which the sheets of a corpus lie, so that its figures can tell.

    Parameters
    ----------
    corpus : Path or str
        The folder, file or table that is read.

    Returns
    -------
    Path
        `codings/<name of the corpus>` beside it: of `corpus/own` it is `corpus/codings/own`. It
        may not exist yet.
    """
    corpus = Path(corpus).resolve()
    return corpus.parent / "codings" / corpus.stem

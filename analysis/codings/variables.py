"""What is coded: questions and values, printed from the codebooks."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import pandas as pd

from analysis import schemas
from analysis.codebooks.frames import load_frames

__all__ = ["list_variables", "version_of"]

_SENTIMENT = (
    "Would a reader, from this passage alone, come away with a less favourable, an unchanged or a "
    "more favourable view of the marked country or actor, through what is said or implied by "
    "anyone in the passage? For a marked relation: would it seem weaker or less worthwhile, "
    "unchanged, or stronger or more worthwhile?"
)
_VALUES = (
    ("-1", "Less favourable. Irony is read for its meaning; a hedged criticism is still one; an "
           "insult by somebody about the target counts, whoever utters it."),
    ("0", "Unchanged. Bare facts, harm suffered, threats received, a denied fault, praise and "
          "blame in balance; the one who merely speaks."),
    ("1", "More favourable. A litotes meant as praise counts; in a concession the main clause "
          "decides."),
)  # fmt: skip


def list_variables(frames: Sequence[str] = ()) -> pd.DataFrame:
    """List what coders are asked of each unit: its sentiment, and whether it is in a frame.

    Parameters
    ----------
    frames : sequence of str, optional
        Names of frames in the codebook in use; each is a question answered with 0 or 1.

    Returns
    -------
    DataFrame, one row per variable and value
        As described by :data:`analysis.schemas.VARIABLES`. A reader's own variables can be added
        as further rows.

    Raises
    ------
    ValueError
        If a frame is not in the codebook.
    """
    rows = [("sentiment", _SENTIMENT, value, meaning, "ordinal") for value, meaning in _VALUES]
    book = load_frames()
    for name in frames:
        if name not in book.frames:
            msg = f"The frame {name!r} must be in the codebook; it has {', '.join(book.frames)}."
            raise ValueError(msg)
        definition = book.entries[name].definition
        question = f"Does the passage put the marked target into this frame? {definition}"
        rows += [
            (name, question, "0", "No; or the words of the frame are meant literally.", "nominal"),
            (name, question, "1", "Yes: a reader sees the picture, worn or fresh, of the target.",
             "nominal"),
        ]  # fmt: skip
    return schemas.VARIABLES.build(rows)


def version_of(variables: pd.DataFrame) -> str:
    """Name the version of a codebook: eight characters that change with any word of it."""
    schemas.check(variables, schemas.VARIABLES)
    lines = ["\t".join(row) for row in schemas.rows_of(variables, schemas.VARIABLES.names)]
    return sha256("\n".join(lines).encode()).hexdigest()[:8]

"""Start the hand coding of a corpus: a sample, a codebook, and a sheet for each coder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analysis.codings.layout import KEY
from analysis.codings.reading import Coded, read_codings
from analysis.codings.sampling import sample
from analysis.codings.sheets import write_sheets

__all__ = ["start_coding"]


def start_coding(
    folder: Path | str,
    units: pd.DataFrame,
    variables: pd.DataFrame,
    *,
    coders: Sequence[str],
    size: int,
) -> Coded:
    """Draw a sample and write the sheets, or go on with those that are there.

    Run again it draws nothing anew: the sample stays what it was, coders who have no sheet yet
    get one, and codings are carried over if the codebook has changed.

    Parameters
    ----------
    folder : Path or str
        As :func:`folder_of` names it for a corpus. Made if it is absent.
    units : DataFrame, one row per mention or relation
        As :func:`list_units` lists them.
    variables : DataFrame, one row per variable and value
        As :func:`list_variables` lists them.
    coders : sequence of str
        Names or initials.
    size : int
        How many units; see :func:`analysis.agreement.sample_size`.

    Returns
    -------
    Coded
        What the sheets hold now.

    Raises
    ------
    ValueError
        If a cell of a sheet that is there cannot be read: mend it first, so that it is not lost.
    """
    folder = Path(folder)
    if (folder / KEY).is_file():
        held = read_codings(folder)
        drawn, done = held.sample, held.codings
        if len(held.unread):
            first = held.unread.iloc[0]
            msg = (
                f"{first['file']}, line {first['line']}: {first['variable']} {first['reason']}. "
                f"Mend the {len(held.unread)} cells that cannot be read before new sheets replace "
                "them."
            )
            raise ValueError(msg)
        # Those who have coded nothing yet, too: all must go by one codebook.
        there = {path.stem.partition("-")[2] for path in folder.glob("sheet-*")}
        coders = sorted({*coders, *there})
    else:
        drawn, done = sample(units, size), None
    write_sheets(drawn, variables, folder, coders=coders, done=done)
    return read_codings(folder)

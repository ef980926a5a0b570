"""Read which words belong to which group."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.concordance.counting import Tokens

__all__ = ["place_in_groups"]

_UNITS = ("segment_id", "document_id")


def place_in_groups(tokens: Tokens, groups: pd.Series | pd.DataFrame) -> dict[str, np.ndarray]:
    """Say for each group which words are in it.

    Parameters
    ----------
    tokens : Tokens
        The words of a corpus.
    groups : Series or DataFrame
        See :func:`analysis.concordance.keyness`.

    Returns
    -------
    dict of str to ndarray of bool
        By group, in the alphabet; one entry a word. Groups that hold no word are left out.

    Raises
    ------
    SchemaError
        If `groups` does not say what is in which group.
    ValueError
        If fewer than two groups hold words.
    """
    unit, pairs = _read_pairs(groups)
    names, places = (
        (tokens.segments, tokens.segment)
        if unit == "segment_id"
        else (tokens.documents, tokens.document)
    )
    if not len(tokens.word) or groups.empty:
        return {}
    pairs = pairs.assign(place=names.get_indexer(pairs["unit"]))
    found = {}
    for group, rows in pairs[pairs["place"] >= 0].groupby("group", sort=True):
        member = np.zeros(len(names), "bool")
        member[rows["place"]] = True
        found[group] = member[places]
    if len(found) < 2:
        msg = (
            f"`groups` must put words into two groups or more; it does into {list(found)}. Name "
            f"the {unit} of `words` and what each is compared by."
        )
        raise ValueError(msg)
    return found


def _read_pairs(groups: pd.Series | pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """Read groups as one row per unit and group, and say what the unit is."""
    if isinstance(groups, pd.Series):
        unit = groups.index.name
        if unit not in _UNITS:
            msg = (
                "`groups` must be a Series whose index is named document_id or segment_id; it is "
                f"named {unit!r}. Make it so: documents.set_index('document_id')['outlet']."
            )
            raise schemas.SchemaError(msg)
        table = pd.DataFrame({"unit": groups.index, "group": groups.to_numpy()})
    else:
        held = [name for name in _UNITS if name in groups.columns]
        if not held or "group" not in groups.columns:
            msg = (
                "`groups` must have the columns group and segment_id, or group and document_id; "
                f"it has {list(groups.columns)}. Rename yours: "
                "mentions.rename(columns={'country': 'group'})."
            )
            raise schemas.SchemaError(msg)
        unit = held[0]
        table = pd.DataFrame({"unit": groups[unit].array, "group": groups["group"].array})
    return unit, table.dropna().astype("str").drop_duplicates()

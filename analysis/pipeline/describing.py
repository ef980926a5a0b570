"""Describe a corpus and the rules of counting, as a methods section has to tell them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis import intervals
from analysis.corpus import find_copies
from analysis.corpus.copies import ALIKE
from analysis.tables.evidence import FIGURATIVE

__all__ = ["describe_counting", "describe_texts"]

_SAME_TEXT = "the same text as"


def describe_texts(
    documents: pd.DataFrame, rejected: pd.DataFrame, readings: pd.DataFrame | None = None
) -> dict[str, Any]:
    """Describe what was read: words, dates, outlets, copies.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`.
    rejected : DataFrame, one row per file or row of a table
        As :data:`analysis.schemas.REJECTED`.
    readings : DataFrame, one row per document, optional
        As :data:`analysis.schemas.READINGS`, which says of what a document is a near-copy; if
        absent, or of other documents, that is looked for here.

    Returns
    -------
    dict
        What JSON has. `same_text` counts files left out since another holds the same text,
        `near_copies` the documents that copy another one nearly, which are kept.
    """
    if readings is None or len(readings) != len(documents):
        copies = find_copies(documents)
    else:
        copies = readings["copy_of"]
    dates = documents["published_on"].dropna()
    outlets = documents["outlet"].value_counts().sort_index()
    return {
        "words": sum(len(text.split()) for text in documents["text"]),
        "dated": len(dates),
        "first_on": f"{dates.min():%Y-%m-%d}" if len(dates) else None,
        "last_on": f"{dates.max():%Y-%m-%d}" if len(dates) else None,
        "outlets": {str(name): int(n) for name, n in outlets.items()},
        "same_text": int(rejected["reason"].str.startswith(_SAME_TEXT).sum()),
        "near_copies": int(copies.notna().sum()),
        "alike": ALIKE,
    }


def describe_counting() -> dict[str, Any]:
    """Describe by which rules the tables of figures count and how their intervals are made."""
    return {
        "figurative_from": FIGURATIVE,
        "minimum_n": intervals.MINIMUM_N,
        "level": intervals.LEVEL,
        "few_clusters": intervals.FEW_CLUSTERS,
        "draws": intervals.DRAWS,
        "seed": intervals.SEED,
    }

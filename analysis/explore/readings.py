"""What is read beside a figure: the sentences of a mark, the reasons of a score, an article."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.explore.markup import quote, show_controls
from analysis.explore.pages import read, show_reasons, show_sentences
from analysis.explore.traced import TRACED
from analysis.explore.views import SENTENCES_A_PAGE, View
from analysis.pipeline import Annotations

__all__ = ["READINGS", "find_subject", "name_mark", "write_page"]

READINGS = ("sentences", "reasons", "article")

_SCORED = ("mention", "relation")
# Parts of a key that the label of a row leaves out.
_UNSAID = ("period", "voice", "bond", "frame", "measure", "scorer")
_HOW = {
    "sentences": "Click a point of the figure, or take a mark from the list, to read what is "
    "behind it.",
    "reasons": "Take a mark, and then a mention or relation among its places, to see which words "
    "moved its score. Cues of frames have no score; `frames.explain` says why they were read so.",
    "article": "Take a mark, and then one of its places, to read the whole text.",
}


def find_subject(place: pd.DataFrame, reading: str) -> str | None:
    """Find whose reasons, or which article, can be read of one row of evidence, or of none.

    Returns
    -------
    str or None
        A `target_id` or a `document_id`; None for sentences, and where there is neither.
    """
    for row in place.to_dict("records"):
        if reading == "article":
            return row["document_id"]
        if reading == "reasons" and row["target"] in _SCORED:
            return row["evidence_id"]
    return None


def name_mark(row: Mapping[str, Any], figure: str) -> str:
    """Name a row of a figure's table for a list of marks, with its counts."""
    names = [str(row[name]) for name in TRACED[figure].keys if name in _UNSAID]
    counts = f"n {row['n_used']}, {row['n_mentions']} in all"
    return show_controls(f"{', '.join([row['label'], *names])} ({counts})")


def write_page(found: Annotations, evidence: pd.DataFrame, view: View) -> str:
    """Write what is read as HTML; what to do, if nothing can be read yet."""
    scorer = view.choice.scorer
    if view.reading == "article" and view.about:
        return read(found, view.about, scorer=scorer).html
    if view.reading == "reasons" and view.about:
        return show_reasons(found, view.about, scorer=scorer).html
    if view.reading == "sentences" and view.mark:
        return show_sentences(found, evidence, most=SENTENCES_A_PAGE, skip=view.skip).html
    return quote(_HOW[view.reading])

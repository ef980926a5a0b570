"""A corpus as other instruments would read it; what was read once is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from pathlib import Path

import pandas as pd

from analysis import frames as framing
from analysis import scores, stances
from analysis.codebooks.frames import load_frames
from analysis.corpus import find_copies
from analysis.pipeline.choices import HOUSE, WINDOWS, window_of
from analysis.pipeline.stages import Annotations
from analysis.tables.evidence import FIGURATIVE

__all__ = ["Desk"]

_FRAME = "frame "


class Desk:
    """Where the tables of a corpus lie, and are made anew for other choices as far as needed."""

    def __init__(self, found: Annotations) -> None:
        self._found = found
        self._score = cache(self._score_anew)
        self._frame = cache(self._frame_anew)
        # One is enough: with and without copies follow one another.
        self._join = lru_cache(maxsize=1)(self._join_anew)
        self._copies = cache(self._find_copies)

    def annotate(self, chosen: Mapping[str, object]) -> Annotations:
        """Return the tables as these choices would have made them.

        Parameters
        ----------
        chosen : mapping
            As :func:`analysis.pipeline.choices.combine` lists them.

        Returns
        -------
        Annotations
            `scores` hold the chosen scorer alone. Without copies no table has a row of one.
        """
        scorer, window = str(chosen["scorer"]), str(chosen["window"])
        joined = self._join(scorer, window, float(chosen["threshold"]), str(chosen["codebook"]))
        return joined if chosen["copies"] == "with" else _leave_out(joined, self._copies())

    def check_frames(self, codebook: str, measures: Collection[str]) -> None:
        """Make sure that a codebook has the frames that are measured: absent is not 0."""
        frames = [name.removeprefix(_FRAME) for name in measures if name.startswith(_FRAME)]
        book = load_frames() if codebook == HOUSE else load_frames(Path(codebook))
        known = set(book.entries)
        # The corpus may have been read with a codebook of the reader's own.
        known |= set(self._found.frames["frame"]) if codebook == HOUSE else set()
        absent = [name for name in frames if name not in known]
        if absent:
            msg = (
                f"The codebook {codebook!r} must have the frame {absent[0]!r}; it has "
                f"{', '.join(sorted(known))}."
            )
            raise ValueError(msg)

    def _join_anew(self, scorer: str, window: str, threshold: float, codebook: str) -> Annotations:
        scored = self._score(scorer, window)
        cues, links = self._frame(codebook)
        if threshold != FIGURATIVE:
            cues = _decide(cues, threshold)
        made = self._found._replace(scores=scored, frames=cues, frame_countries=links)
        joined = stances.join_stances(made.documents, made._asdict(), scorer=scorer)
        return made._replace(stances=joined)

    def _score_anew(self, scorer: str, window: str) -> pd.DataFrame:
        found = self._found
        there = found.scores[found.scores["scorer"] == scorer]
        if len(there) and window == window_of(scorer):
            return there.reset_index(drop=True)
        targets = (found.segments, found.mentions, found.relations)
        return scores.score_mentions(*targets, scorers=[scorer], reach=WINDOWS[window])

    def _frame_anew(self, codebook: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        found = self._found
        if codebook == HOUSE:
            return found.frames, found.frame_countries
        book = load_frames(Path(codebook))
        cues = framing.find_frames(found.documents, found.segments, codebook=book)
        cues = framing.read_images(found.documents, found.segments, cues, codebook=book)
        named = (found.segments, found.mentions, found.relations)
        return cues, framing.link_countries(cues, *named, codebook=book)

    def _find_copies(self) -> frozenset[str]:
        copies = find_copies(self._found.documents)
        return frozenset(copies[copies.notna()].index)


def _decide(cues: pd.DataFrame, threshold: float) -> pd.DataFrame:
    """Put what passes a threshold to where the tables count from, and the rest below it."""
    passes = (cues["figurative"] >= threshold).astype("float64")
    return cues.assign(figurative=passes.where(cues["figurative"].notna()))


def _leave_out(found: Annotations, documents: Collection[str]) -> Annotations:
    """Leave some documents out of every table."""
    kept = {
        name: table[~table["document_id"].isin(documents)].reset_index(drop=True)
        for name, table in found._asdict().items()
        if "document_id" in table
    }
    targets = {*kept["mentions"]["mention_id"], *kept["relations"]["relation_id"]}
    for name in ("scores", "tones"):
        table = getattr(found, name)
        kept[name] = table[table["target_id"].isin(targets)].reset_index(drop=True)
    is_kept = found.frame_countries["frame_id"].isin(kept["frames"]["frame_id"])
    kept["frame_countries"] = found.frame_countries[is_kept].reset_index(drop=True)
    return found._replace(**kept)

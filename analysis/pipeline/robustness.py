"""The same conclusion under every scorer, window, threshold, codebook, with and without copies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from pathlib import Path

import pandas as pd
from tqdm.auto import tqdm

from analysis import frames as framing
from analysis import schemas, scores, stances
from analysis.codebooks.frames import load_frames
from analysis.corpus import find_copies
from analysis.intervals import MINIMUM_N
from analysis.pipeline.conclusions import Conclusion
from analysis.pipeline.ledger import note_trials
from analysis.pipeline.stages import Annotations

__all__ = ["DEFAULTS", "vary"]

DEFAULTS: dict[str, object] = {
    "scorer": scores.DEFAULT_SCORER,
    "window": None,
    "threshold": 0.5,
    "codebook": "house",
    "copies": "with",
}
_WINDOWS = {"sentence": 0, "neighbours": 600}


def vary(
    found: Annotations,
    conclusion: Conclusion,
    choices: Mapping[str, Sequence[object]],
    *,
    folder: Path | str | None = None,
) -> pd.DataFrame:
    """Estimate one conclusion under every combination of choices.

    Parameters
    ----------
    found : Annotations
        The corpus, as :func:`run` gives it.
    conclusion : Conclusion
        What is estimated, as :func:`compare_countries` makes it.
    choices : mapping of str to sequence
        What to try, of `scorer` (names), `window` ("sentence", "neighbours"), `threshold` (from
        which `figurative` a cue is an image), `codebook` (files of frames, "house"), `copies`
        ("with", "without"). What is not named stays as the house has it; the house's own choices
        are tried in any case.
    folder : Path or str, optional
        Where the manifest lies in whose ledger each trial is noted.

    Returns
    -------
    DataFrame, one row per combination, in the order of the choices
        As :data:`analysis.schemas.SPECIFICATIONS`.

    Raises
    ------
    ValueError
        If a choice is none of these.
    """
    unknown = [name for name in choices if name not in DEFAULTS]
    if unknown:
        msg = f"`choices` must be of {list(DEFAULTS)}; {unknown[0]!r} is not."
        raise ValueError(msg)
    desk = _Desk(found)
    rows, trials = [], []
    combinations = list(_combine(choices))
    for number, chosen in enumerate(tqdm(combinations, desc="vary", delay=2)):
        interval = conclusion.estimate(desk.annotate(chosen))
        kept = interval if interval.n_clusters >= MINIMUM_N else None
        trials.append({"conclusion": conclusion.words, **chosen})
        documents = desk.documents(chosen)
        rows.append(
            {
                "specification": number,
                "conclusion": conclusion.words,
                **chosen,
                "codebook": Path(str(chosen["codebook"])).name,
                "is_default": _is_default(chosen),
                "n_documents": len(documents),
                "n_mentions": int(found.mentions["document_id"].isin(documents).sum()),
                "coverage": None,
                "estimate": None if kept is None else kept.estimate,
                "low": None if kept is None else kept.low,
                "high": None if kept is None else kept.high,
                "n_used": interval.n_clusters,
                "method": "none" if kept is None else kept.method,
                "cluster": interval.cluster,
                "minimum_n": MINIMUM_N,
                "drawn": kept is not None,
            }
        )
    if folder is not None:
        note_trials(folder, trials)
    return schemas.SPECIFICATIONS.build(rows)


def _combine(choices: Mapping[str, Sequence[object]]) -> Iterator[dict[str, object]]:
    """Give every combination, windows as the scorer has them where none is chosen."""
    tried = {name: list(choices.get(name, [default])) for name, default in DEFAULTS.items()}
    seen = set()
    combinations = [dict(zip(tried, values, strict=True)) for values in product(*tried.values())]
    for chosen in [dict(DEFAULTS), *combinations]:
        chosen = chosen | {"window": chosen["window"] or _window_of(str(chosen["scorer"]))}
        key = tuple(map(str, chosen.values()))
        if key not in seen:
            seen.add(key)
            yield chosen


def _window_of(scorer: str) -> str:
    return "sentence" if scores.reach_of(scorer) == 0 else "neighbours"


def _is_default(chosen: Mapping[str, object]) -> bool:
    defaults = DEFAULTS | {"window": _window_of(str(DEFAULTS["scorer"]))}
    return all(chosen[name] == value for name, value in defaults.items())


class _Desk:
    """A corpus as other instruments would read it; what was read once is kept."""

    def __init__(self, found: Annotations) -> None:
        self._found = found
        self._score = cache(self._score_anew)
        self._frame = cache(self._frame_anew)
        self._copies = cache(self._find_copies)

    def documents(self, chosen: Mapping[str, object]) -> set[str]:
        """Name the documents that count."""
        names = set(self._found.documents["document_id"])
        return names - (self._copies() if chosen["copies"] == "without" else set())

    def annotate(self, chosen: Mapping[str, object]) -> Annotations:
        """Return the tables as these choices would have made them."""
        found = self._found
        scored = self._score(str(chosen["scorer"]), str(chosen["window"]))
        cues, links = self._frame(str(chosen["codebook"]))
        is_image = cues["figurative"] >= float(chosen["threshold"])
        # The tables count from 0.5 on: what passes the threshold is put there.
        decided = is_image.astype("float64").where(cues["figurative"].notna())
        cues = cues.assign(figurative=decided)
        documents = found.documents
        documents = documents[documents["document_id"].isin(self.documents(chosen))]
        made = {**found._asdict(), "scores": scored, "frames": cues, "frame_countries": links}
        joined = stances.join_stances(documents, made, scorer=str(chosen["scorer"]))
        return found._replace(
            documents=documents, scores=scored, frames=cues, frame_countries=links, stances=joined
        )

    def _score_anew(self, scorer: str, window: str) -> pd.DataFrame:
        there = self._found.scores[self._found.scores["scorer"] == scorer]
        if len(there) and window == _window_of(scorer):
            return there
        tables = (self._found.segments, self._found.mentions, self._found.relations)
        return scores.score_mentions(*tables, scorers=[scorer], reach=_WINDOWS[window])

    def _frame_anew(self, codebook: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        found = self._found
        if codebook == "house":
            return found.frames, found.frame_countries
        book = load_frames(Path(codebook))
        cues = framing.find_frames(found.documents, found.segments, codebook=book)
        cues = framing.read_images(found.documents, found.segments, cues, codebook=book)
        named = (found.segments, found.mentions, found.relations)
        return cues, framing.link_countries(cues, *named, codebook=book)

    def _find_copies(self) -> set[str]:
        copies = find_copies(self._found.documents)
        return set(copies[copies.notna()].index)

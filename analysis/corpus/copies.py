"""Find near-copies: the same wire story in several papers, a text and its correction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from itertools import chain

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.corpus.sketches import compare, hash_runs, sketch_text
from analysis.pools import in_order
from analysis.schemas import check

__all__ = ["ALIKE", "find_copies"]

# Which share of their runs two texts must have in common.
ALIKE = 0.8

# Copies have about as great a share of their sketches in common as of their runs. Texts that have
# not even this part of it are not compared; at `ALIKE` that misses one pair of copies in 10 ** 24.
_SURELY = 0.25
# A run that so many originals share is a phrase of the trade and leads to no more of them.
_MOST_SHARING = 200
# Texts whose runs are kept at hand; copies come in groups, so that few are looked at again.
_MOST_KEPT = 2_000
_CHARACTERS_IN_A_BUNCH = 500_000


def find_copies(
    documents: pd.DataFrame,
    *,
    alike: float = ALIKE,
    sketches: Mapping[str, np.ndarray] | None = None,
    pool: Executor | None = None,
) -> pd.Series:
    """Tell of each document of which earlier one it is a near-copy.

    Two texts are copies if they share that part of all their runs of five words (Jaccard's
    coefficient; Broder 1997). Of copies the first by date, then by id, is the original. Candidates
    are texts that share a part of their 64 smallest hashes, far smaller than that; each pair of
    them is then compared in full.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`.
    alike : float
        Share of runs, from 0 to 1. Far below the house's own value some pairs are missed, since
        they need not share any of the smallest hashes.
    sketches : mapping of str to ndarray, optional
        What :func:`sketch_text` says of each text, by `document_id`, where that is known already.
    pool : Executor, optional
        Its processes find the runs of a large corpus.

    Returns
    -------
    Series of str, indexed by document, in the order of the rows
        The original's `document_id`; missing for a document that copies none. An original copies
        none itself. Texts of fewer than five words copy none.

    Raises
    ------
    SchemaError
        If `documents` is not such a table.
    ValueError
        If `alike` is not above 0 and at most 1.

    References
    ----------
    Broder, A. Z. (1997). On the resemblance and containment of documents. Proceedings of
    Compression and Complexity of Sequences, 21-29.
    """
    check(documents, schemas.DOCUMENTS)
    if not 0 < alike <= 1:
        msg = f"`alike` must be above 0 and at most 1; it is {alike}."
        raise ValueError(msg)
    facts = documents[["document_id", "published_on"]].reset_index(drop=True)
    facts = facts.sort_values(["published_on", "document_id"], na_position="last")
    names, rows = facts["document_id"].tolist(), facts.index.to_numpy()
    # One text at a time comes out of the table: all of them at once would fill the memory.
    texts = documents["text"].array
    if sketches is None:
        ordered = [sketch_text(texts[row]) for row in rows]
    else:
        ordered = [sketches[name] for name in names]
    shared, begins = _find_shared(ordered)
    sizes, n_shared = list(map(len, ordered)), np.diff(begins)
    part = _SURELY * alike
    may_copy = np.flatnonzero((n_shared > 0) & (n_shared >= part * np.array(sizes))).tolist()
    bunches = _bunch(texts[rows[place]] for place in may_copy)
    runs_of_each = chain.from_iterable(in_order(_hash_all, bunches, pool))
    originals = _Originals(sizes, int(shared.max(initial=-1)) + 1)
    copy_of: dict[str, str | None] = dict.fromkeys(names)
    for place, runs in zip(may_copy, runs_of_each, strict=True):
        here = shared[begins[place] : begins[place + 1]].tolist()
        for other in originals.list_near(place, here, part):
            there = originals.runs_of(other)
            if compare(runs, hash_runs(texts[rows[other]]) if there is None else there) >= alike:
                copy_of[names[place]] = names[other]
                break
        else:
            originals.add(place, here, runs)
    return pd.Series(
        [copy_of[name] for name in documents["document_id"]],
        index=documents["document_id"],
        dtype="str",
    )


def _find_shared(sketches: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Find the hashes that several texts have.

    Returns a number for each of them, those of one text after those of another, and where those of
    each text begin; the last one says where they end.
    """
    n = len(sketches)
    hashes = np.concatenate([np.array([], dtype="uint64"), *sketches])
    places = np.repeat(np.arange(n, dtype="int32"), [len(sketch) for sketch in sketches])
    order = np.argsort(hashes)
    hashes = hashes[order]
    is_new = np.append([True], hashes[1:] != hashes[:-1])[: len(hashes)]
    runs = np.cumsum(is_new, dtype="int32") - 1
    is_shared = np.bincount(runs) > 1
    # What stands alone leads nowhere, and has no number.
    numbers = np.where(is_shared, np.cumsum(is_shared, dtype="int32") - 1, -1)
    found = np.empty(len(hashes), dtype="int32")
    found[order] = numbers[runs]
    is_there = found >= 0
    n_each = np.bincount(places[is_there], minlength=n)
    return found[is_there], np.append([0], np.cumsum(n_each))


def _bunch(texts: Iterable[str]) -> Iterator[list[str]]:
    """Bunch texts, so that what one costs to hand over is shared by many."""
    bunch: list[str] = []
    size = 0
    for text in texts:
        bunch.append(text)
        size += len(text)
        if size > _CHARACTERS_IN_A_BUNCH:
            yield bunch
            bunch, size = [], 0
    if bunch:
        yield bunch


def _hash_all(texts: list[str]) -> list[np.ndarray]:
    return [hash_runs(text) for text in texts]


class _Originals:
    """Texts that copy none before them, each found by the hashes that a later one shares with it.

    Parameters
    ----------
    sizes : list of int
        Of each text's sketch.
    n_hashes : int
        How many hashes there are that texts share.
    """

    def __init__(self, sizes: list[int], n_hashes: int) -> None:
        self._sizes = sizes
        # Most hashes lead to one text; a list for each of them would fill the memory.
        self._first = [-1] * n_hashes
        self._others: dict[int, list[int]] = defaultdict(list)
        self._runs: dict[int, np.ndarray] = {}

    def add(self, place: int, shared: list[int], runs: np.ndarray) -> None:
        """Add a text with the hashes that it shares, and keep its runs for a while."""
        for number in shared:
            if self._first[number] < 0:
                self._first[number] = place
            elif len(self._others[number]) < _MOST_SHARING:
                self._others[number].append(place)
        if len(self._runs) == _MOST_KEPT:
            # Those that were asked for longest ago.
            del self._runs[next(iter(self._runs))]
        self._runs[place] = runs

    def runs_of(self, place: int) -> np.ndarray | None:
        """Return the runs of a text, None if they are not kept any more."""
        runs = self._runs.pop(place, None)
        if runs is not None:
            self._runs[place] = runs
        return runs

    def list_near(self, place: int, shared: list[int], part: float) -> list[int]:
        """List those that have this part of their hashes in common with a text, the first first."""
        first = self._first
        found = [first[number] for number in shared if first[number] >= 0]
        n_full = 0
        for number in self._others.keys() & shared:
            found += self._others[number]
            n_full += len(self._others[number]) == _MOST_SHARING
        size = self._sizes[place]
        # What is full may not lead to a text that has it, too.
        return sorted(
            other
            for other, n in Counter(found).items()
            if n >= part * (min(size, self._sizes[other]) - n_full)
        )

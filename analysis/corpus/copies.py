"""Find near-copies: the same wire story in several papers, a text and its correction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.corpus.sketches import compare, hash_runs, sketch_text
from analysis.pools import in_order
from analysis.schemas import check

__all__ = ["ALIKE", "find_copies"]

# Which share of their runs two texts must have in common.
ALIKE = 0.8

# A run that very many texts share is a phrase of the trade and leads nowhere.
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
    are texts that share one of their 64 smallest hashes; each pair of them is then compared in
    full.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`.
    alike : float
        Share of runs, from 0 to 1. Far below the house's own value some pairs are missed, since
        they need not share one of the smallest hashes.
    sketches : mapping of str to ndarray, optional
        What :func:`sketch_text` says of each text, by `document_id`, where that is known already.
    pool : Executor, optional
        Its processes compare the texts of a large corpus.

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
        shared = _find_shared([sketch_text(texts[row]) for row in rows])
    else:
        shared = _find_shared([sketches[name] for name in names])
    originals: dict[str, str | None] = dict.fromkeys(names)
    bunches = (
        bunch._replace(texts=[texts[rows[place]] for place in bunch.places])
        for bunch in _bunch(documents["text"].str.len().to_numpy(dtype="int64")[rows], *shared)
    )
    for pairs in in_order(partial(_find_originals, alike=alike), bunches, pool):
        originals.update((names[place], names[other]) for place, other in pairs)
    return pd.Series(
        [originals[name] for name in documents["document_id"]],
        index=documents["document_id"],
        dtype="str",
    )


def _find_shared(sketches: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Find the hashes that several texts have.

    Returns two columns, a row for each text and each such hash in it: the place of the text, and a
    number for the hash. Rows are in the order of the numbers, and within one of the places.
    """
    lengths = [len(sketch) for sketch in sketches]
    hashes = np.concatenate([np.array([], dtype="uint64"), *sketches])
    places = np.repeat(np.arange(len(sketches), dtype="int32"), lengths)
    # Stable: within one hash the texts stay in their order.
    order = np.argsort(hashes, kind="stable")
    hashes, places = hashes[order], places[order]
    # A number is common to the rows of one hash; what stands alone there leads nowhere.
    numbers = np.cumsum(np.diff(hashes, prepend=hashes[:1]) != 0, dtype="int32")
    shared = np.bincount(numbers)[numbers] > 1
    return places[shared], numbers[shared]


class _Bunch(NamedTuple):
    """Texts, none of which shares a hash with one outside.

    `shared` has the numbers of the hashes, those of one text after those of another; `n_shared`
    says how many each has.
    """

    places: np.ndarray
    shared: np.ndarray
    n_shared: np.ndarray
    texts: Sequence[str] = ()


def _bunch(lengths: np.ndarray, places: np.ndarray, numbers: np.ndarray) -> Iterator[_Bunch]:
    """Bunch texts that share hashes, each bunch to be compared by itself."""
    if not len(places):
        return
    parts = _find_parts(len(lengths), places, numbers)
    # Part by part, and within a part in the order of the places.
    order = np.lexsort((places, parts[places]))
    shared = numbers[order]
    places, n_shared = _count_runs(places[order])
    del numbers, order
    ends = np.cumsum(n_shared)
    may_end = np.append(np.diff(parts[places]) != 0, [True])
    begin = size = 0
    for place in range(len(places)):
        size += lengths[places[place]]
        if may_end[place] and (size > _CHARACTERS_IN_A_BUNCH or place + 1 == len(places)):
            here = slice(begin, place + 1)
            rows = slice(ends[begin] - n_shared[begin], ends[place])
            yield _Bunch(places[here], shared[rows], n_shared[here])
            begin, size = place + 1, 0


def _find_parts(n: int, places: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """Tell of each text to which part it belongs, whose texts share hashes."""
    # Takes its time to import, and most corpora hold no copies.
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    linked = np.flatnonzero(numbers[1:] == numbers[:-1])
    links = np.ones(len(linked), dtype="int8"), (places[linked], places[linked + 1])
    return connected_components(coo_array(links, shape=(n, n)), directed=False)[1]


def _count_runs(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """List values that stand one after another once, and how often each does."""
    starts = np.flatnonzero(np.append([True], values[1:] != values[:-1]))
    return values[starts], np.diff(np.append(starts, [len(values)]))


def _find_originals(bunch: _Bunch, *, alike: float) -> list[tuple[int, int]]:
    """List the texts that copy another one of theirs, and which, by their places."""
    runs_of = lru_cache(maxsize=_MOST_KEPT)(lambda number: hash_runs(bunch.texts[number]))
    originals: dict[int, list[int]] = defaultdict(list)
    ends = np.cumsum(bunch.n_shared)[:-1]
    shared_of = np.split(bunch.shared, ends)
    leading_of = np.split(_count_before(bunch.shared) < _MOST_SHARING, ends)
    found = []
    for number, (column, is_leading) in enumerate(zip(shared_of, leading_of, strict=True)):
        shared = column.tolist()
        # From the first on, so that of several originals the earliest is named.
        for other in sorted({other for each in shared for other in originals[each]}):
            if compare(runs_of(number), runs_of(other)) >= alike:
                found.append((int(bunch.places[number]), int(bunch.places[other])))
                break
        else:
            for each in column[is_leading].tolist():
                originals[each].append(number)
    return found


def _count_before(values: np.ndarray) -> np.ndarray:
    """Count of each value how often it stands before its place."""
    order = np.argsort(values, kind="stable")
    _, n_each = _count_runs(values[order])
    counts = np.empty(len(values), dtype="int64")
    counts[order] = np.arange(len(values)) - np.repeat(np.cumsum(n_each) - n_each, n_each)
    return counts

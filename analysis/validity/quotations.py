"""Hold a finder of quotations against texts in which coders marked who says what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.validity.measures import Row, count_row, rates_of, ratio_row
from analysis.validity.mentions import documents_of

__all__ = ["evaluate_quotations"]

_ENOUGH = 0.5
_GROUPS = {
    "all": schemas.KINDS_OF_QUOTATION,
    "quoted": ("direct", "mixed"),
    **{f"kind={kind}": (kind,) for kind in schemas.KINDS_OF_QUOTATION},
}
Spans = Iterable[Sequence[int]]


class _Attribution(NamedTuple):
    """The letters and digits that are credited, those that name the speaker, and the kind."""

    content: frozenset[int]
    speaker: frozenset[int]
    kind: str
    is_known: bool


def evaluate_quotations(
    gold: pd.DataFrame, find: Callable[[pd.DataFrame], pd.DataFrame]
) -> pd.DataFrame:
    """Compare a finder of quotations with what coders marked.

    The pieces of an attribution are taken together, and letters and digits alone are counted, so
    that a mark or a blank more changes nothing. A found attribution and a marked one are a pair
    if at least half of the longer is common to both; of several, those that have most in common,
    one to one.

    Parameters
    ----------
    gold : DataFrame, one row per text
        `text` and `quotations`, as :func:`read_gold_quotations` reads it.
    find : callable
        From documents, as described by :data:`analysis.schemas.DOCUMENTS`, to quotations, as
        described by :data:`analysis.schemas.QUOTATIONS`.

    Returns
    -------
    DataFrame, one row per measure and label
        As described by :data:`analysis.schemas.VALIDITY`. The labels are `all`, `quoted` (direct
        and mixed) and each kind; a claim of a kind is right if it has a pair of any kind, and one
        that was marked is found if it has. `speaker` is the share of pairs, of those whose
        speaker was marked, in which at least half of the longer phrase is common to both,
        `speaker_exact` in which both are the same; `unknown_speaker` the share of claims that
        name nobody in the end.

    Raises
    ------
    ValueError
        If `gold` is empty.
    """
    documents = documents_of(gold)
    found = find(documents)
    by_document = dict(list(found.groupby("document_id", sort=False)))
    empty = schemas.QUOTATIONS.empty()
    rows: list[Row] = []
    there, claimed, pairs = [], [], []
    for document_id, text, marked in zip(
        documents["document_id"], documents["text"], gold["quotations"], strict=True
    ):
        there.append([_read_marked(text, entry) for entry in marked])
        claimed.append(_read_found(text, by_document.get(document_id, empty)))
        pairs.append(_pair(claimed[-1], there[-1]))
    for label, kinds in _GROUPS.items():
        rows += _rate(claimed, there, pairs, kinds, label)
        rows += _rate_speakers(claimed, there, pairs, kinds, label)
    rows.append(count_row("texts", "all", len(gold)))
    return schemas.VALIDITY.build(rows)


def _letters(text: str, spans: Spans) -> frozenset[int]:
    return frozenset(
        place for start, end in spans for place in range(start, end) if text[place].isalnum()
    )


def _read_marked(text: str, entry: dict) -> _Attribution:
    content = _letters(text, entry["pieces"])
    return _Attribution(content, _letters(text, entry["speaker"]), entry["kind"], is_known=True)


def _read_found(text: str, quotations: pd.DataFrame) -> list[_Attribution]:
    found = []
    for _, rows in quotations.groupby("attribution_id", sort=False):
        content = _letters(text, zip(rows["start"], rows["end"], strict=True))
        first = rows.iloc[0]
        phrase = []
        if pd.notna(first["speaker_start"]):
            phrase = [(int(first["speaker_start"]), int(first["speaker_end"]))]
        known = bool(pd.notna(first["speaker"]))
        found.append(_Attribution(content, _letters(text, phrase), first["kind"], known))
    return found


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    """Give the common part of the longer of two."""
    longer = max(len(one), len(other))
    return len(one & other) / longer if longer else 0.0


def _pair(claimed: list[_Attribution], there: list[_Attribution]) -> dict[int, int]:
    """Pair claims with what was marked, the most alike first."""
    shares = [
        (_share(claim.content, mark.content), _share(claim.speaker, mark.speaker), place, number)
        for place, claim in enumerate(claimed)
        for number, mark in enumerate(there)
        if claim.content & mark.content
    ]
    pairs: dict[int, int] = {}
    taken = set()
    for share, _, place, number in sorted(shares, key=lambda row: (-row[0], -row[1], *row[2:])):
        if share >= _ENOUGH and place not in pairs and number not in taken:
            pairs[place] = number
            taken.add(number)
    return pairs


def _rate(
    claimed: list[list[_Attribution]],
    there: list[list[_Attribution]],
    pairs: list[dict[int, int]],
    kinds: Sequence[str],
    label: str,
) -> list[Row]:
    """Give precision, recall and F1 of some kinds.

    The kind of a pair may differ on its two sides, so right claims and found marks are counted
    each on its own, and F1 is their harmonic mean by way of the mean of both counts.
    """
    counts = []
    for claims, marks, pair in zip(claimed, there, pairs, strict=True):
        found = set(pair.values())
        counts.append(
            (
                sum(claims[place].kind in kinds for place in pair),
                sum(claim.kind in kinds for claim in claims),
                sum(marks[number].kind in kinds for number in found),
                sum(mark.kind in kinds for mark in marks),
            )
        )
    right, n_claimed, hit, n_there = np.array(counts, dtype="float64").reshape(-1, 4).T
    precision = rates_of(right, n_claimed, n_there, label=label)[0]
    recall = rates_of(hit, n_claimed, n_there, label=label)[1]
    f1 = ratio_row("f1", label, right + hit, n_claimed + n_there)
    return [precision, recall, f1._replace(n=int(n_there.sum()))]


def _rate_speakers(
    claimed: list[list[_Attribution]],
    there: list[list[_Attribution]],
    pairs: list[dict[int, int]],
    kinds: Sequence[str],
    label: str,
) -> list[Row]:
    counts = []
    for claims, marks, pair in zip(claimed, there, pairs, strict=True):
        shares = [
            _share(claims[place].speaker, marks[number].speaker)
            for place, number in pair.items()
            if marks[number].kind in kinds and marks[number].speaker
        ]
        of_kind = [claim for claim in claims if claim.kind in kinds]
        counts.append(
            (
                sum(share >= _ENOUGH for share in shares),
                sum(share == 1.0 for share in shares),
                len(shares),
                sum(not claim.is_known for claim in of_kind),
                len(of_kind),
            )
        )
    half, exact, n_pairs, unknown, n_claims = np.array(counts, dtype="float64").reshape(-1, 5).T
    return [
        ratio_row("speaker", label, half, n_pairs),
        ratio_row("speaker_exact", label, exact, n_pairs),
        ratio_row("unknown_speaker", label, unknown, n_claims),
    ]

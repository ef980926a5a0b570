"""Hold a finder of mentions against texts in which coders marked every mention."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.validity.measures import Row, count_row, rates_of, ratio_row

__all__ = ["documents_of", "evaluate_mentions"]


class _Span(NamedTuple):
    start: int
    end: int
    country: str
    kind: str | None


def evaluate_mentions(
    gold: pd.DataFrame, find: Callable[[pd.DataFrame], pd.DataFrame]
) -> pd.DataFrame:
    """Compare a finder of mentions with what coders marked.

    A mention is right if its span and its country are those that were marked; with `relaxed_`
    before the measure, if it overlaps a marked one of the same country.

    Parameters
    ----------
    gold : DataFrame, one row per text
        `text` and `mentions`, as :func:`read_gold_mentions` reads it; where it holds
        `published_on`, the finder is told.
    find : callable
        From documents, as described by :data:`analysis.schemas.DOCUMENTS`, to mentions, as
        described by :data:`analysis.schemas.MENTIONS`.

    Returns
    -------
    DataFrame, one row per measure and label
        As described by :data:`analysis.schemas.VALIDITY`: of all mentions, of each country and
        of each kind. A kind has precision among what the finder calls so and recall among what
        the gold calls so, and no F1, since the two need not agree on the kind.

    Raises
    ------
    ValueError
        If `gold` is empty.
    """
    documents = documents_of(gold)
    there = [_read_spans(mentions) for mentions in gold["mentions"]]
    claimed = _group_spans(find(documents), documents["document_id"])
    exact = [_match_exactly(*pair) for pair in zip(claimed, there, strict=True)]
    relaxed = [_match_overlapping(*pair) for pair in zip(claimed, there, strict=True)]
    rows = _describe(claimed, there, exact, label="all")
    rows += _describe(claimed, there, relaxed, label="all", prefix="relaxed_")
    rows.append(count_row("texts", "all", len(gold)))
    for country in sorted({span.country for spans in [*there, *claimed] for span in spans}):
        parts = ([_of_country(spans, country) for spans in group] for group in
                 (claimed, there, exact))  # fmt: skip
        rows += _describe(*parts, label=f"country={country}")
    rows += _describe_kinds(claimed, there, exact)
    return schemas.VALIDITY.build(rows)


def documents_of(gold: pd.DataFrame) -> pd.DataFrame:
    """Make the documents of a gold sample, one for each text, in its order.

    Parameters
    ----------
    gold : DataFrame, one row per text
        With `text`, and any column of documents.

    Returns
    -------
    DataFrame, one row per text
        As described by :data:`analysis.schemas.DOCUMENTS`.

    Raises
    ------
    ValueError
        If `gold` is empty.
    """
    if not len(gold):
        msg = "`gold` must hold at least one text; it is empty."
        raise ValueError(msg)
    known = [name for name in schemas.DOCUMENTS.names if name in gold.columns]
    rows = [
        {
            **fields,
            "document_id": f"gold-{place}",
            "path": "gold",
            "sha256": sha256(fields["text"].encode()).hexdigest(),
        }
        for place, fields in enumerate(gold[known].to_dict("records"))
    ]
    return schemas.DOCUMENTS.build(rows)


def _read_spans(mentions: Iterable[dict]) -> list[_Span]:
    spans = {
        (entry.get("start", entry.get("from")), entry.get("end", entry.get("to")),
         entry["country"]): entry.get("kind")
        for entry in mentions
    }  # fmt: skip
    return sorted((_Span(*key, kind) for key, kind in spans.items()), key=lambda span: span[:3])


def _group_spans(mentions: pd.DataFrame, document_ids: Sequence[str]) -> list[list[_Span]]:
    found = defaultdict(dict)
    for document_id, *key, kind in zip(
        *(mentions[name] for name in ("document_id", "start", "end", "country", "kind")),
        strict=True,
    ):
        found[document_id].setdefault(tuple(key), kind)
    return [
        sorted((_Span(*key, kind) for key, kind in found[name].items()), key=lambda span: span[:3])
        for name in document_ids
    ]


def _match_exactly(claimed: list[_Span], there: list[_Span]) -> list[_Span]:
    """List what is marked and found."""
    keys = {span[:3] for span in claimed}
    return [span for span in there if span[:3] in keys]


def _match_overlapping(claimed: list[_Span], there: list[_Span]) -> list[_Span]:
    """List what is marked and touched by a find of its country, each find used once."""
    free = list(claimed)
    matched = []
    for span in there:
        for other in free:
            if other.start < span.end and span.start < other.end and other.country == span.country:
                free.remove(other)
                matched.append(span)
                break
    return matched


def _of_country(spans: list[_Span], country: str) -> list[_Span]:
    return [span for span in spans if span.country == country]


def _count(groups: list[list[_Span]]) -> np.ndarray:
    return np.array([len(spans) for spans in groups], dtype="float64")


def _describe(
    claimed: list[list[_Span]],
    there: list[list[_Span]],
    matched: list[list[_Span]],
    *,
    label: str,
    prefix: str = "",
) -> list[Row]:
    return rates_of(_count(matched), _count(claimed), _count(there), label=label, prefix=prefix)


def _describe_kinds(
    claimed: list[list[_Span]], there: list[list[_Span]], matched: list[list[_Span]]
) -> list[Row]:
    """Make precision by the finder's kinds and recall by those of the gold."""
    rows = []
    right = [{span[:3] for span in spans} for spans in matched]
    hits = [
        [span for span in spans if span[:3] in keys]
        for spans, keys in zip(claimed, right, strict=True)
    ]
    for kind in schemas.KINDS_OF_MENTION:
        of_kind = [
            _count([[span for span in spans if span.kind == kind] for spans in group])
            for group in (hits, claimed, matched, there)
        ]
        if of_kind[1].any():
            rows.append(ratio_row("precision", f"kind={kind}", of_kind[0], of_kind[1]))
        if of_kind[3].any():
            rows.append(ratio_row("recall", f"kind={kind}", of_kind[2], of_kind[3]))
    return rows

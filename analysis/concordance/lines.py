"""Show each hit in its context, sort the lines, and draw some of them."""

from __future__ import annotations

import re
from typing import Literal, get_args

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.concordance.places import read_hits
from analysis.concordance.words import split_words

__all__ = ["concordance", "sample_lines", "sort_lines"]

Order = Literal["right", "left", "node", "date"]

_SPACE = re.compile(r"\s")
_BREAK = re.compile(r"[\t-\r\x1c-\x1f\x85\u2028\u2029]")
_FACTS = ["outlet", "published_on", "title"]
_KEY = ["document_id", "start", "end"]


def concordance(documents: pd.DataFrame, hits: pd.DataFrame, *, width: int = 60) -> pd.DataFrame:
    """Show each hit with what stands before and after it (KWIC, a key word in context).

    A line is evidence to be read, and its context is cut by length, not by sense: what denies or
    reports the words may stand outside it.

    Parameters
    ----------
    documents : DataFrame, one row per published text
        As described by :data:`analysis.schemas.DOCUMENTS`.
    hits : DataFrame, one row per place
        Any table with `document_id, start, end`, and `segment_id` if it has one: hits of
        :func:`find_expression`, cues of a frame, mentions of a country, quotations of a speaker.
        Rows that mark the same place give one line.
    width : int
        Characters of context on either side, at most: it is cut at whole words.

    Returns
    -------
    DataFrame, one row per place, by document and first character
        As described by :data:`analysis.schemas.CONCORDANCE`. `left`, `node` and `right` put
        together are the text to the character, but for line breaks, which are spaces.

    Raises
    ------
    SchemaError
        If an input is not such a table.
    ValueError
        If a hit is not in the documents or `width` is below 1.

    See Also
    --------
    sort_lines : lines that say the same thing next to each other.
    sample_lines : some of many lines, drawn by chance.

    Examples
    --------
    >>> from analysis.schemas import DOCUMENTS
    >>> text = "The old alliance is at its peak."
    >>> documents = DOCUMENTS.build(
    ...     [{"document_id": "d0", "text": text, "path": "d0.txt", "sha256": "0"}]
    ... )
    >>> hits = pd.DataFrame({"document_id": ["d0"], "start": [8], "end": [16]})
    >>> concordance(documents, hits, width=4)[["left", "node", "right"]]
       left      node right
    0  old   alliance    is
    """
    schemas.check(documents, schemas.DOCUMENTS)
    if width < 1:
        msg = f"`width` must be 1 character or more; it is {width}. Ask for some, such as 60."
        raise ValueError(msg)
    places = read_hits(hits, documents)
    if places.empty:
        return schemas.CONCORDANCE.empty()
    facts = documents.set_index("document_id")[["text", *_FACTS]]
    rows = []
    texts = facts["text"].to_dict()
    for document_id, start, end in schemas.rows_of(places, _KEY):
        text = texts[document_id]
        parts = (_cut_left(text, start, width), text[start:end], _cut_right(text, end, width))
        rows.append((f"{document_id}:{start}-{end}", *(_BREAK.sub(" ", part) for part in parts)))
    lines = pd.DataFrame(rows, columns=["line_id", "left", "node", "right"])
    of_document = facts[_FACTS].loc[places["document_id"]].reset_index(drop=True)
    return schemas.CONCORDANCE.conform(pd.concat([places, lines, of_document], axis=1))


def _cut_left(text: str, start: int, width: int) -> str:
    begin = max(0, start - width)
    context = text[begin:start]
    if begin and not text[begin - 1].isspace():
        space = _SPACE.search(context)
        context = context[space.end() :] if space else ""
    return context.lstrip() if context.strip() else ""


def _cut_right(text: str, end: int, width: int) -> str:
    context = text[end : end + width]
    if text[end + width : end + width + 1].strip():
        spaces = list(_SPACE.finditer(context))
        context = context[: spaces[-1].start()] if spaces else ""
    return context.rstrip()


def sort_lines(lines: pd.DataFrame, *, by: Order = "right") -> pd.DataFrame:
    """Sort lines so that those with the same words around the hit stand together.

    Words are compared as :func:`find_words` writes them: neither case nor punctuation counts.

    Parameters
    ----------
    lines : DataFrame, one row per place
        As described by :data:`analysis.schemas.CONCORDANCE`; other columns travel along.
    by : {"right", "left", "node", "date"}
        By the first word after the hit, then the second and so on; by the words before it, the
        nearest first; by the hit itself, then the words after it; by day of publication, lines
        without one last.

    Returns
    -------
    DataFrame, one row per place
        The same rows; those that do not differ stand by document and first character.

    Raises
    ------
    SchemaError
        If `lines` is not such a table.
    ValueError
        If `by` is none of the four.
    """
    schemas.check(lines, schemas.CONCORDANCE)
    if by not in get_args(Order):
        msg = f"`by` must be one of {list(get_args(Order))}; it is {by!r}. Choose one of them."
        raise ValueError(msg)
    ordered = lines.sort_values(_KEY, ignore_index=True)
    if by == "date":
        return ordered.sort_values("published_on", kind="stable", ignore_index=True)
    if by == "left":
        keys = [split_words(left)[::-1] for left in ordered["left"]]
    else:
        keys = [split_words(right) for right in ordered["right"]]
    if by == "node":
        keys = [
            [split_words(node), words] for node, words in zip(ordered["node"], keys, strict=True)
        ]
    return ordered.iloc[sorted(range(len(keys)), key=keys.__getitem__)].reset_index(drop=True)


def sample_lines(lines: pd.DataFrame, n: int, *, seed: int) -> pd.DataFrame:
    """Draw some lines by chance, so that nobody picks those that fit.

    The same seed draws the same lines, in whatever order they come; a larger sample with the same
    seed holds the smaller one. A sample of a sample keeps count of the lines that the first was
    drawn from.

    Parameters
    ----------
    lines : DataFrame, one row per place
        As described by :data:`analysis.schemas.CONCORDANCE`; other columns travel along.
    n : int
        How many to draw; all where there are not so many.
    seed : int
        Any number; name it where you show the lines.

    Returns
    -------
    DataFrame, one row per drawn place, in the order of `lines`
        As described by :data:`analysis.schemas.SAMPLED_CONCORDANCE`: `n_sampled` and `n_lines`
        say how many of how many.

    Raises
    ------
    SchemaError
        If `lines` is not such a table.
    ValueError
        If `n` is below 1.
    """
    schemas.check(lines, schemas.CONCORDANCE)
    if n < 1:
        msg = f"`n` must be 1 line or more; it is {n}. Ask for some, such as 50."
        raise ValueError(msg)
    if lines.empty:
        return schemas.SAMPLED_CONCORDANCE.empty()
    by_key = lines.reset_index(drop=True).sort_values(_KEY).index.to_numpy()
    drawn = by_key[np.random.default_rng(seed).permutation(len(lines))[:n]]
    sample = lines.iloc[np.sort(drawn)].reset_index(drop=True)
    n_lines = sample["n_lines"] if "n_lines" in lines.columns else len(lines)
    return sample.assign(n_sampled=len(sample), n_lines=n_lines)

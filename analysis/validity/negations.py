"""Tell how many hits of a word list or a codebook are denied, so that a reader can judge them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis import intervals, schemas
from analysis.matching.denials import Denials
from analysis.schemas import check

__all__ = ["cues_by_negation", "words_by_negation"]

_ALL = "all"
_FIGURATIVE = 0.5
_MOST_WORDS = 5


def words_by_negation(
    documents: pd.DataFrame,
    segments: pd.DataFrame,
    clause_words: pd.DataFrame,
    values: pd.Series,
    *,
    minimum_n: int = intervals.MINIMUM_N,
) -> pd.DataFrame:
    """Count the words of a list in the clauses about each country, denied or not.

    "No threat" holds a word of threat. Whether a scorer turns it round is its own affair: TextBlob
    and VADER look a few words back for "not", and see neither "hardly" nor "far from". Where many
    hits are denied, or more of one country than of another, read the lines before the means.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; only these count.
    segments : DataFrame, one row per headline or sentence
        As :data:`analysis.schemas.SEGMENTS`.
    clause_words : DataFrame, one row per word and country
        As :func:`analysis.concordance.clause_words` gives them.
    values : Series of float, indexed by word
        As :func:`analysis.scores.read_word_values` gives them: above 0 favourable, below 0 not.
    minimum_n : int
        Documents with such a word below which the share has no estimate.

    Returns
    -------
    DataFrame, one row per country and kind of word, that of all countries first
        As :data:`analysis.schemas.WORDS_BY_NEGATION`. Intervals resample whole documents, or
        outlets where there are thirty or more.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    ValueError
        If a word stands in no segment given.

    See Also
    --------
    analysis.tables.word_shift : which words make the difference between countries.
    """
    check(documents, schemas.DOCUMENTS)
    check(segments, schemas.SEGMENTS)
    check(clause_words, schemas.CLAUSE_WORDS)
    own = clause_words[clause_words["document_id"].isin(documents["document_id"])]
    valued = own.assign(value=own["word"].map(values))
    hits = valued[valued["value"].notna() & valued["value"].ne(0)]
    hits = hits.assign(
        denied=_find_denied(hits, segments),
        kind=np.where(hits["value"] > 0, "favourable", "unfavourable"),
        surface=hits["word"],
    )
    # A word of a clause about two countries has two rows.
    everywhere = hits.drop_duplicates(["document_id", "start"]).assign(country=_ALL)
    countries = [_ALL, *sorted(hits["country"].unique())]
    hits = pd.concat([everywhere, hits], ignore_index=True)
    rows = []
    for country in countries:
        for kind in schemas.KINDS_OF_HIT:
            found = hits[(hits["country"] == country) & (hits["kind"] == kind)]
            if len(found):
                rows.append((country, kind, *_describe(found, documents, minimum_n)))
    return schemas.WORDS_BY_NEGATION.build(rows)


def cues_by_negation(
    documents: pd.DataFrame, frames: pd.DataFrame, *, minimum_n: int = intervals.MINIMUM_N
) -> pd.DataFrame:
    """Count the cues of each frame: those read as the plain thing, and those that are denied.

    Neither counts in the figures of frames. How many there were says how much rests on the two
    decisions; how often these are right, only lines that somebody has read.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; only these count.
    frames : DataFrame, one row per cue
        As :data:`analysis.schemas.FRAMES`.
    minimum_n : int
        Documents with a cue that is meant below which the share has no estimate.

    Returns
    -------
    DataFrame, one row per frame, by family and name
        As :data:`analysis.schemas.CUES_BY_NEGATION`. Intervals are as in
        :func:`words_by_negation`.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    """
    check(documents, schemas.DOCUMENTS)
    check(frames, schemas.FRAMES)
    own = frames[frames["document_id"].isin(documents["document_id"])]
    rows = []
    for (family, frame), cues in own.groupby(["family", "frame"], sort=True):
        meant = cues["figurative"].ge(_FIGURATIVE) if family == "metaphor" else cues["cue"].notna()
        hits = cues[meant].rename(columns={"negated": "denied"})
        hits = hits.assign(surface=hits["cue"].str.lower())
        n_plain = len(cues) - len(hits)
        rows.append((frame, family, len(cues), n_plain, *_describe(hits, documents, minimum_n)))
    return schemas.CUES_BY_NEGATION.build(rows)


def _find_denied(hits: pd.DataFrame, segments: pd.DataFrame) -> list[bool]:
    places = dict(
        zip(segments["segment_id"], zip(segments["start"], segments["text"], strict=True),
            strict=True)
    )  # fmt: skip
    return list(_ask(hits, places))


def _ask(hits: pd.DataFrame, places: dict[str, tuple[int, str]]) -> Iterator[bool]:
    asked: dict[str, Denials] = {}
    for segment_id, start in schemas.rows_of(hits, ["segment_id", "start"]):
        if segment_id not in places:
            msg = (
                f"`segments` must hold the segment of each word; {segment_id!r} is not there. Give "
                "the segments that the words were found in."
            )
            raise ValueError(msg)
        begin, text = places[segment_id]
        if segment_id not in asked:
            asked[segment_id] = Denials(text)
        yield asked[segment_id].denies(start - begin)


def _describe(hits: pd.DataFrame, documents: pd.DataFrame, minimum_n: int) -> tuple:
    """Give counts, the share that is denied with its interval, and the words denied most often."""
    per_document = hits.groupby("document_id")["denied"].agg(["sum", "size"])
    share = intervals.NO_INTERVAL
    if len(per_document) >= max(minimum_n, 1):
        outlets = documents.set_index("document_id")["outlet"].reindex(per_document.index)
        share = intervals.estimate_ratio(
            per_document["sum"].to_numpy("float64"),
            per_document["size"].to_numpy("float64"),
            outlets=outlets.tolist(),
        )
    denied = hits.loc[hits["denied"].astype("bool"), "surface"]
    counts = denied.value_counts().rename_axis("word").reset_index(name="n")
    counts = counts.sort_values(["n", "word"], ascending=[False, True]).head(_MOST_WORDS)
    words = ", ".join(f"{word} {n}" for word, n in schemas.rows_of(counts, ["word", "n"]))
    return len(hits), len(denied), *share[:3], len(per_document), words or None

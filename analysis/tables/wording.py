"""Which words make the difference between what is said of one country and of the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.concordance import FUNCTION_WORDS
from analysis.intervals import MINIMUM_N, NO_INTERVAL, Interval, estimate_ratio_difference
from analysis.tables.labels import label_country

__all__ = ["keywords", "word_shift"]

_MOST_WORDS = 14
_EACH_SIDE = 8
_MOST_ALIKE = 4
# In log ratio: a word is alike on two sides within a tenth more or less.
_ALIKE = 0.14
_KINDS = dict(
    zip([(True, True), (False, False), (True, False), (False, True)], schemas.KINDS_OF_SHIFT,
        strict=True)
)  # fmt: skip


def word_shift(
    documents: pd.DataFrame,
    clause_words: pd.DataFrame,
    values: pd.Series,
    *,
    countries: Sequence[str],
    minimum_n: int = MINIMUM_N,
) -> pd.DataFrame:
    """Split the difference between the words about one country and about others, word by word.

    The mean value of the scored words in clauses about a country, less that in clauses about the
    other countries given, is a sum over words: the difference of a word's two shares, times how
    far its value is from the mean of the others. A word that the list lacks has no part in it.

    Parameters
    ----------
    documents : DataFrame, one row per document
        As :data:`analysis.schemas.DOCUMENTS`; only these count.
    clause_words : DataFrame, one row per word and country
        As :func:`analysis.concordance.clause_words` gives them.
    values : Series of float, indexed by word
        From -1 to +1, as :func:`analysis.scores.read_word_values` gives them.
    countries : sequence of str
        Two or more, ISO 3166-1 alpha-3; each is held against the others given together.
    minimum_n : int
        Documents with scored words about a country below which it has no rows, and no part in
        those of the others.

    Returns
    -------
    DataFrame, one row per country and word
        As :data:`analysis.schemas.WORD_SHIFT`; countries as given, the largest contribution
        first. The interval is of `difference`, and resamples whole documents.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    ValueError
        If fewer than two countries are given, or a value is outside its range.

    References
    ----------
    Gallagher, R. J., et al. (2021). Generalized word shift graphs: a method for visualizing and
    explaining pairwise comparisons between texts. EPJ Data Science 10, 4. (Equation 3, with one
    list of values for both sides, the mean of the others as reference.)

    See Also
    --------
    analysis.plots.word_shift : draws this table.
    """
    schemas.check(documents, schemas.DOCUMENTS)
    schemas.check(clause_words, schemas.CLAUSE_WORDS)
    if len(set(countries)) < 2:
        msg = f"`countries` must name two or more; it is {list(countries)}. Name what to compare."
        raise ValueError(msg)
    if not values.between(-1, 1).all():
        msg = f"`values` must lie within (-1, 1); they run to {values.abs().max():g}. Rescale them."
        raise ValueError(msg)
    own = clause_words[
        clause_words["document_id"].isin(documents["document_id"])
        & clause_words["country"].isin(list(countries))
    ]
    scored = own.assign(value=own["word"].map(values)).dropna(subset=["value"])
    n_documents = scored.groupby("country")["document_id"].nunique()
    kept = [country for country in countries if n_documents.get(country, 0) >= minimum_n]
    scored = scored[scored["country"].isin(kept)]
    outlets = documents.set_index("document_id")["outlet"]
    parts = []
    for country in kept if len(kept) > 1 else []:
        inside, outside = scored[scored["country"] == country], scored[scored["country"] != country]
        rows = _shift(inside, outside)
        interval = _estimate(inside, outside, outlets)
        parts.append(
            rows.assign(
                country=country,
                label=label_country(country),
                low=interval.low,
                high=interval.high,
                coverage=len(inside) / int((own["country"] == country).sum()),
                n_words=len(inside),
                n_documents=int(n_documents[country]),
                drawn=np.arange(len(rows)) < _MOST_WORDS,
            )
        )
    if not parts:
        return schemas.WORD_SHIFT.empty()
    return schemas.WORD_SHIFT.conform(pd.concat(parts, ignore_index=True))


def _shift(inside: pd.DataFrame, outside: pd.DataFrame) -> pd.DataFrame:
    counts = pd.DataFrame(
        {"n": inside["word"].value_counts(), "n_reference": outside["word"].value_counts()}
    ).fillna(0)
    value = pd.concat([inside, outside]).groupby("word")["value"].first()
    rows = (
        counts.join(value).rename_axis("word").reset_index().astype({"n": int, "n_reference": int})
    )
    rows["share"] = rows["n"] / rows["n"].sum()
    rows["share_reference"] = rows["n_reference"] / rows["n_reference"].sum()
    reference = float((rows["share_reference"] * rows["value"]).sum())
    more, above = rows["share"] > rows["share_reference"], rows["value"] > reference
    rows["contribution"] = (rows["share"] - rows["share_reference"]) * (rows["value"] - reference)
    rows["kind"] = [_KINDS[pair] for pair in zip(more, above, strict=True)]
    rows["difference"] = float((rows["share"] * rows["value"]).sum()) - reference
    size = rows["contribution"].abs()
    return rows.assign(size=size).sort_values(["size", "word"], ascending=[False, True])


def _estimate(inside: pd.DataFrame, outside: pd.DataFrame, outlets: pd.Series) -> Interval:
    sides = [
        side.groupby("document_id")["value"].agg(["sum", "size"]) for side in (inside, outside)
    ]
    both = sides[0].merge(sides[1], "outer", on="document_id", suffixes=("_in", "_out")).fillna(0.0)
    if both.empty:
        return NO_INTERVAL
    return estimate_ratio_difference(
        both[["sum_in", "sum_out"]].to_numpy(),
        both[["size_in", "size_out"]].to_numpy(),
        outlets=outlets.reindex(both.index).tolist(),
    )


def keywords(
    keyness: pd.DataFrame,
    *,
    level: float = 0.05,
    min_documents: int = 5,
    leave_out: Collection[str] = FUNCTION_WORDS,
) -> pd.DataFrame:
    """Choose the words that tell each group from the others, by the size of the difference.

    A word tells a group where the difference is sure (`p_adjusted` below `level`) and at least
    `min_documents` documents of the group hold it, or of a word that it lacks, none does; of
    these the largest `log_ratio` is drawn first, on both sides. Words that stand alike in both
    are rows, too: the most frequent of those whose difference is small are drawn.

    Parameters
    ----------
    keyness : DataFrame, one row per group and word
        As :func:`analysis.concordance.keyness` gives them.
    level : float
        Below which an adjusted p-value counts as sure.
    min_documents : int
        Documents of the group that must hold the word.
    leave_out : collection of str
        Words that do not count as alike, since they are alike in all texts; those of grammar if
        absent. Where grammar itself tells a group ("we", "must"), that is a finding and has its
        row.

    Returns
    -------
    DataFrame, one row per group and word, the largest difference first
        As :data:`analysis.schemas.KEYWORDS`. `side` is "more" or "less" of the group, or "alike".

    Raises
    ------
    SchemaError
        If `keyness` is not such a table.

    References
    ----------
    Gabrielatos, C. (2018). Keyness analysis: nature, metrics and techniques. In Taylor, C., and
    Marchi, A. (eds.), Corpus approaches to discourse. (Effect size orders, p only admits.)

    See Also
    --------
    analysis.plots.keywords : draws this table.
    """
    schemas.check(keyness, schemas.KEYNESS)
    sure = keyness["p_adjusted"].lt(level)
    spread = keyness["n_documents"].ge(min_documents) | keyness["log_ratio"].lt(0)
    told = keyness[sure & spread]
    told = told.assign(side=np.where(told["log_ratio"] > 0, "more", "less"))
    is_alike = keyness["log_ratio"].abs().lt(_ALIKE) & ~sure & spread
    telling = ~keyness["word"].isin(list(leave_out))
    alike = keyness[is_alike & telling].assign(side="alike")
    rows = pd.concat([told, alike])
    if rows.empty:
        return schemas.KEYWORDS.empty()
    rows = rows.assign(label=rows["group"].map(label_country), size_=rows["log_ratio"].abs())
    rows["size_"] = rows["size_"].where(rows["side"] != "alike", rows["n"] + rows["n_reference"])
    rows = rows.sort_values(["group", "side", "size_", "word"], ascending=[True, True, False, True])
    place = rows.groupby(["group", "side"]).cumcount()
    most = rows["side"].map({"more": _EACH_SIDE, "less": _EACH_SIDE, "alike": _MOST_ALIKE})
    rows["drawn"] = place < most
    return schemas.KEYWORDS.conform(rows.reset_index(drop=True))

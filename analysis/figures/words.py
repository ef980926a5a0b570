"""What the figures of words show, in words: they have no estimate a row, so they speak apart."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

__all__ = ["FIGURES_OF_WORDS", "describe_words"]

Described = tuple[str, dict]

_INTERVAL = (
    "95 %, resampling whole documents, or outlets where there are thirty or more; Student's t "
    "where there are fewer than thirty."
)
_NO_INTERVAL = "none; see p_adjusted in the CSV file."
_NONE = "none: the corpus is counted."
# Below which an adjusted p-value counts as sure.
_LEVEL = 0.05


def describe_words(noun: str, table: pd.DataFrame) -> Described | None:
    """Describe a figure of words.

    Parameters
    ----------
    noun : str
        What the figure is called, as "word_shift", or "word_shift_japan".
    table : DataFrame
        What it was drawn from.

    Returns
    -------
    tuple or None
        What it shows, and its parts by heading; None if it is none of these figures.
    """
    for name, describe in _DESCRIBED.items():
        if noun.startswith(name):
            return describe(table) if len(table) else (_EMPTY[name], _parts("nothing", "0.", _NONE))
    return None


def _parts(alternative: str, n: str, interval: str) -> dict:
    return {"Marks": [], "Alt text": f"{alternative}.", "n": n, "Interval": interval}


def _describe_shift(table: pd.DataFrame) -> Described:
    first, drawn = table.iloc[0], table[table["drawn"]]
    shows = (
        f"Which words set the clauses about {first['label']} apart from those about the other "
        f"countries: what each adds to the difference of their mean word values (Gallagher et al. "
        f"2021), names of countries left out. The difference is {first['difference']:+.3f}; "
        f"{first['coverage']:.0%} of the words have a value. Not drawn, but in the CSV file: "
        f"{len(table) - len(drawn)} words."
    )
    said = ", ".join(
        f"{word} {100 * size:+.2f}"
        for word, size in zip(drawn["word"], drawn["contribution"], strict=True)
    )
    n = f"{first['n_words']} scored words in {first['n_documents']} documents."
    return shows, _parts(f"Bar chart of contributions times 100: {said}", n, _INTERVAL)


def _describe_keywords(table: pd.DataFrame) -> Described:
    first, drawn = table.iloc[0], table[table["drawn"]]
    apart = drawn[drawn["side"] != "alike"]
    n_sure = int(apart["rank_p_adjusted"].lt(_LEVEL).sum())
    shows = (
        f"Words that {first['label']} uses more or less often than {first['reference']}, and as "
        "often (diamonds): log ratio to base 2, of words whose difference is sure (G2, Holm) and "
        "spread over documents; the p-values take words as independent, which they are not. With "
        f"documents as the units (Wilcoxon's rank sum, Holm) {n_sure} of {len(apart)} are sure."
    )
    said = ", ".join(
        f"{word} {ratio:+.1f}"
        for word, ratio in zip(drawn["word"], drawn["log_ratio"], strict=True)
    )
    n = f"{first['size']} words against {first['size_reference']}."
    return shows, _parts(
        f"Dot plot of log ratios: {said}", n, "none; see p_adjusted in the CSV file."
    )


def _describe_collocates(table: pd.DataFrame) -> Described:
    first, drawn = table.iloc[0], table[table["drawn"]]
    if drawn.empty:
        return _EMPTY["strongest_collocates"], _parts("nothing", "0.", _NONE)
    shows = (
        f"Words within {first['window']} words of the hits, in the same sentence, by log-dice, "
        "which is 14 where two words only stand together and one less for half as often. Drawn are "
        "those that stand there twice as often as by chance or more, at least "
        f"{first['min_together']} times and in {drawn['n_documents'].min()} documents. What is "
        "near is not thereby about the hits: read the lines."
    )
    said = ", ".join(
        f"{word} {value:.1f}" for word, value in zip(drawn["word"], drawn["log_dice"], strict=True)
    )
    return shows, _parts(f"Dot plot: {said}", f"{first['n_node']} hits.", _NONE)


def _describe_hits(table: pd.DataFrame) -> Described:
    first = table.iloc[0]
    shows = (
        "Where in each document the hits stand, the documents in the order of their dates, "
        "undated ones last; a blank row is a document without a hit."
    )
    n = f"{first['n_hits']} hits in {first['n_documents']} of {first['n_ordered']} documents."
    return shows, _parts(f"Dispersion plot of {n[:-1]}", n, _NONE)


_DESCRIBED: dict[str, Callable[[pd.DataFrame], Described]] = {
    "word_shift": _describe_shift,
    "keywords": _describe_keywords,
    "strongest_collocates": _describe_collocates,
    "hits_by_date": _describe_hits,
}
_EMPTY = {
    "word_shift": "No word shift: too few documents with scored words.",
    "keywords": "No keywords: no word tells the groups apart surely enough.",
    "strongest_collocates": "No collocates.",
    "hits_by_date": "No hits.",
}
FIGURES_OF_WORDS = frozenset(_DESCRIBED)

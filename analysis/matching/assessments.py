"""What TextBlob's word list says of a clause; for whoever needs its polarity or subjectivity."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from textblob.sentiments import PatternAnalyzer

__all__ = ["Assessment", "assess"]


class Assessment(NamedTuple):
    """Means over the listed words of a clause, and how many words there are.

    `n_evaluative` counts those that are not neutral. Without any listed word both means are 0,
    which then says nothing.
    """

    polarity: float
    subjectivity: float
    n_words: int
    n_evaluative: int


def assess(clause: str) -> Assessment:
    """Look up the words of a clause in TextBlob's list.

    Parameters
    ----------
    clause : str
        Its countries hidden, "n't" written out.

    Returns
    -------
    Assessment
        Polarity from -1 to 1, subjectivity from 0 to 1.

    References
    ----------
    De Smedt, T., and Daelemans, W. (2012). Pattern for Python. Journal of Machine Learning
    Research 13, 2063-2067. (The list and its rules.)

    Examples
    --------
    >>> assess("otherland is not good")
    Assessment(polarity=-0.35, subjectivity=0.6000000000000001, n_words=1, n_evaluative=1)
    """
    found = _load().analyze(clause, keep_assessments=True)
    n_evaluative = sum(polarity != 0 for _, polarity, _, _ in found.assessments)
    return Assessment(found.polarity, found.subjectivity, len(found.assessments), n_evaluative)


@cache
def _load() -> PatternAnalyzer:
    # Imported here: the package takes long to load, and not every run needs it.
    from textblob.sentiments import PatternAnalyzer

    return PatternAnalyzer()

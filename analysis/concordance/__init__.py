"""Texts to words in context: lines, collocates, keyness, sequences and dispersion.

Everything here counts words; none of it says what they mean. Lines show the evidence behind a
number, and a number without its lines is not a finding. Whatever marks places can be looked at:
hits of an expression, cues of a frame, mentions of a country, quotations of a speaker.

Nothing is computed with NLTK: its association measures take one pair of words at a time and know
no windows, its concordance knows tokens and no characters, and neither gives a table; its splitter
of words writes "U.S." in two ways. The tests hold these numbers against NLTK's, where it has them.
"""

from analysis.concordance.clauses import clause_words
from analysis.concordance.collocations import collocates
from analysis.concordance.dispersions import dispersion, positions
from analysis.concordance.expressions import find_expression
from analysis.concordance.keywords import keyness
from analysis.concordance.lines import concordance, sample_lines, sort_lines
from analysis.concordance.selections import FUNCTION_WORDS, words_outside
from analysis.concordance.sequences import ngrams
from analysis.concordance.words import find_words

__all__ = [
    "FUNCTION_WORDS",
    "clause_words",
    "collocates",
    "concordance",
    "dispersion",
    "find_expression",
    "find_words",
    "keyness",
    "ngrams",
    "positions",
    "sample_lines",
    "sort_lines",
    "words_outside",
]

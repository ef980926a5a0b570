"""Explore: choose, see the sentences behind a number, read a text with all that was found.

Everything but `code` and `desk` works without the libraries of controls.
"""

from analysis.explore.choices import Choice, choose
from analysis.explore.coding import code
from analysis.explore.desk import desk
from analysis.explore.evidence import find_evidence
from analysis.explore.markup import Page
from analysis.explore.pages import read, show_reasons, show_sentences
from analysis.explore.reasons import explain
from analysis.explore.views import View, write_cell

__all__ = [
    "Choice",
    "Page",
    "View",
    "choose",
    "code",
    "desk",
    "explain",
    "find_evidence",
    "read",
    "show_reasons",
    "show_sentences",
    "write_cell",
]

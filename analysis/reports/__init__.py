"""Pages for a paper: the methods paragraph, tables in LaTeX, and the lines behind a number."""

from analysis.reports.latex import (
    agreement_to_latex,
    codebook_to_latex,
    confusion_to_latex,
    corrections_to_latex,
    frames_to_latex,
    validity_to_latex,
)
from analysis.reports.lines import save_lines
from analysis.reports.methods import Methods, report_methods
from analysis.reports.saving import save_latex, save_methods

__all__ = [
    "Methods",
    "agreement_to_latex",
    "codebook_to_latex",
    "confusion_to_latex",
    "corrections_to_latex",
    "frames_to_latex",
    "report_methods",
    "save_latex",
    "save_lines",
    "save_methods",
    "validity_to_latex",
]

"""What leaves the notebooks: methods, LaTeX, lines, the gallery, the site and the archive."""

from analysis.reports.archive import Archive, write_archive
from analysis.reports.codebooks import codebook_to_latex, frames_to_latex
from analysis.reports.gallery import write_gallery
from analysis.reports.licences import Leaks
from analysis.reports.lines import save_lines
from analysis.reports.measures import (
    agreement_to_latex,
    confusion_to_latex,
    corrections_to_latex,
    validity_to_latex,
)
from analysis.reports.methods import Methods, report_methods
from analysis.reports.saving import save_latex, save_methods
from analysis.reports.site import Site, write_site

__all__ = [
    "Archive",
    "Leaks",
    "Methods",
    "Site",
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
    "write_archive",
    "write_gallery",
    "write_site",
]

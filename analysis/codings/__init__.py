"""Hand coding: which units to read, the sheets for it, and what coders wrote into them.

A sample is drawn with known probabilities, so that what is found in it holds for the corpus. The
sheets are blind. A coding is never lost: one of a variable or value that the codebook has since
dropped stays under its version, and a cell that cannot be read is told with its line.
"""

from analysis.codings.layout import folder_of
from analysis.codings.reading import Coded, read_codings, read_sheet
from analysis.codings.sampling import sample
from analysis.codings.saving import Sheet, load_sheet, save_coding
from analysis.codings.sheets import write_sheets
from analysis.codings.starting import start_coding
from analysis.codings.units import list_units
from analysis.codings.variables import list_variables, version_of

__all__ = [
    "Coded",
    "Sheet",
    "folder_of",
    "list_units",
    "list_variables",
    "load_sheet",
    "read_codings",
    "read_sheet",
    "sample",
    "save_coding",
    "start_coding",
    "version_of",
    "write_sheets",
]

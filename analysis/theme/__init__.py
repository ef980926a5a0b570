"""How the figures look: widths, fonts, and marks that survive greyscale."""

from analysis.theme.canvases import new_axes, new_overview, new_panels
from analysis.theme.fonts import FONTS, Font
from analysis.theme.forms import (
    FORMS,
    JOURNALS,
    ONE_AND_A_HALF_COLUMNS,
    ONE_COLUMN,
    TWO_COLUMNS,
    Form,
    form_in_use,
    width_of,
)
from analysis.theme.housing import STYLE, house, use_form
from analysis.theme.looks import FAINT, GUIDE, INK, MUTED, SERIES, SMALLEST_FONT, Series, series

__all__ = [
    "FAINT",
    "FONTS",
    "FORMS",
    "GUIDE",
    "INK",
    "JOURNALS",
    "MUTED",
    "ONE_AND_A_HALF_COLUMNS",
    "ONE_COLUMN",
    "SERIES",
    "SMALLEST_FONT",
    "STYLE",
    "TWO_COLUMNS",
    "Font",
    "Form",
    "Series",
    "form_in_use",
    "house",
    "new_axes",
    "new_overview",
    "new_panels",
    "series",
    "use_form",
    "width_of",
]

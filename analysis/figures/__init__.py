"""Save figures: drawings for the journal, the numbers behind them, and the words beside them."""

from analysis.figures.badges import badge_of_frame, badge_of_scorer
from analysis.figures.faults import find_faults
from analysis.figures.rendering import EXTRA_FORMATS
from analysis.figures.saving import save, use_formats, write_numbers, write_whole
from analysis.figures.sources import (
    CONSTRUCTED,
    DEMONSTRATION,
    Source,
    current_source,
    describe_corpus,
    describe_gold,
    folder_of,
    use_source,
)

__all__ = [
    "CONSTRUCTED",
    "DEMONSTRATION",
    "EXTRA_FORMATS",
    "Source",
    "badge_of_frame",
    "badge_of_scorer",
    "current_source",
    "describe_corpus",
    "describe_gold",
    "find_faults",
    "folder_of",
    "save",
    "use_formats",
    "use_source",
    "write_numbers",
    "write_whole",
]

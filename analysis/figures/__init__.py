"""Save figures: drawings for the journal, the numbers behind them, and the words beside them."""

from analysis.figures.badges import badge_of_frame, badge_of_scorer
from analysis.figures.saving import save, write_numbers, write_whole
from analysis.figures.sources import (
    Source,
    current_source,
    describe_corpus,
    describe_gold,
    folder_of,
    use_source,
)

__all__ = [
    "Source",
    "badge_of_frame",
    "badge_of_scorer",
    "current_source",
    "describe_corpus",
    "describe_gold",
    "folder_of",
    "save",
    "use_source",
    "write_numbers",
    "write_whole",
]

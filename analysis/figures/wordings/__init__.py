"""What each figure shows, in words: the parts of its caption that do not depend on numbers."""

from analysis.figures.wordings import change, framing, sentiment, validity, voices
from analysis.figures.wordings.form import Wording

WORDINGS = (
    sentiment.WORDINGS | framing.WORDINGS | change.WORDINGS | voices.WORDINGS | validity.WORDINGS
)

__all__ = ["WORDINGS", "Wording"]

"""Hold an instrument against what coders labelled: how far to trust it."""

from analysis.validity.frames import evaluate_frames
from analysis.validity.gold import (
    PASSAGES,
    read_gold_frames,
    read_gold_mentions,
    read_gold_sentiment,
)
from analysis.validity.gold_quotations import read_gold_quotations
from analysis.validity.judging import judge_gold
from analysis.validity.mentions import evaluate_mentions
from analysis.validity.polnear import convert_polnear, read_polnear
from analysis.validity.quotations import evaluate_quotations
from analysis.validity.sentiment import evaluate_sentiment

__all__ = [
    "PASSAGES",
    "convert_polnear",
    "evaluate_frames",
    "evaluate_mentions",
    "evaluate_quotations",
    "evaluate_sentiment",
    "judge_gold",
    "read_gold_frames",
    "read_gold_mentions",
    "read_gold_quotations",
    "read_gold_sentiment",
    "read_polnear",
]

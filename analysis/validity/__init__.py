"""Hold an instrument against what coders labelled: how far to trust it."""

from analysis.validity.frames import evaluate_frames
from analysis.validity.gold import (
    PASSAGES,
    read_gold_frames,
    read_gold_mentions,
    read_gold_sentiment,
)
from analysis.validity.judging import judge_gold
from analysis.validity.mentions import evaluate_mentions
from analysis.validity.sentiment import evaluate_sentiment

__all__ = [
    "PASSAGES",
    "evaluate_frames",
    "evaluate_mentions",
    "evaluate_sentiment",
    "judge_gold",
    "read_gold_frames",
    "read_gold_mentions",
    "read_gold_sentiment",
]

"""Hold an instrument against what coders labelled: how far to trust it."""

from analysis.validity.coded import confuse, evaluate_codings
from analysis.validity.correcting import correct_estimates
from analysis.validity.frames import evaluate_frames
from analysis.validity.gold import (
    PASSAGES,
    read_gold_frames,
    read_gold_mentions,
    read_gold_sentiment,
)
from analysis.validity.gold_quotations import read_gold_quotations
from analysis.validity.judging import judge_gold
from analysis.validity.lengths import correlate_with_length
from analysis.validity.mentions import evaluate_mentions
from analysis.validity.negations import cues_by_negation, words_by_negation
from analysis.validity.pairing import RESOLVED, pair_codings
from analysis.validity.polnear import convert_polnear, read_polnear
from analysis.validity.quotations import evaluate_quotations
from analysis.validity.sentiment import evaluate_sentiment

__all__ = [
    "PASSAGES",
    "RESOLVED",
    "confuse",
    "convert_polnear",
    "correct_estimates",
    "correlate_with_length",
    "cues_by_negation",
    "evaluate_codings",
    "evaluate_frames",
    "evaluate_mentions",
    "evaluate_quotations",
    "evaluate_sentiment",
    "judge_gold",
    "pair_codings",
    "read_gold_frames",
    "read_gold_mentions",
    "read_gold_quotations",
    "read_gold_sentiment",
    "read_polnear",
    "words_by_negation",
]

"""Draw the tables of :mod:`analysis.tables`, each with the function of the same name.

A plot computes nothing: the order of the rows is the order drawn, and what has no estimate
keeps an empty place. It neither shows, saves nor titles. Where a figure has several panels the
argument is `axes` and a list comes back; else it is `ax`.
"""

from analysis.plots.change import relation_sentiment_over_time, sentiment_over_time
from analysis.plots.corpus import corpus_overview
from analysis.plots.coverage import coverage_by_country
from analysis.plots.framing import frame_lives, frames_by_country
from analysis.plots.instruments import sentiment_by_scorer
from analysis.plots.sentiment import sentiment_by_country, sentiment_by_relation
from analysis.plots.tone import tone_by_country
from analysis.plots.validity import calibration, right_by_construct

__all__ = [
    "calibration",
    "corpus_overview",
    "coverage_by_country",
    "frame_lives",
    "frames_by_country",
    "relation_sentiment_over_time",
    "right_by_construct",
    "sentiment_by_country",
    "sentiment_by_relation",
    "sentiment_by_scorer",
    "sentiment_over_time",
    "tone_by_country",
]

"""Draw the tables of :mod:`analysis.tables`, each with the function of the same name.

A plot computes nothing: the order of the rows is the order drawn, and what has no estimate
keeps an empty place. It neither shows, saves nor titles. Where a figure has several panels the
argument is `axes` and a list comes back; else it is `ax`.
"""

from analysis.plots.adoption import frame_adoption
from analysis.plots.change import relation_sentiment_over_time, sentiment_over_time
from analysis.plots.changes import composition_of_change, event_study
from analysis.plots.contexts import hits_by_date, strongest_collocates
from analysis.plots.corpus import corpus_overview
from analysis.plots.corrected import corrected_estimates, validity_by_group
from analysis.plots.coverage import coverage_by_country
from analysis.plots.curves import smoothed_over_time
from analysis.plots.framing import frame_lives, frames_by_country, issues_by_country
from analysis.plots.groups import frames_by_group
from analysis.plots.instruments import sentiment_by_scorer
from analysis.plots.matrices import speaker_matrix
from analysis.plots.networks import speaker_network
from analysis.plots.robustness import specification_curve
from analysis.plots.sentiment import sentiment_by_country, sentiment_by_relation
from analysis.plots.tone import tone_by_country
from analysis.plots.users import frame_users
from analysis.plots.validity import calibration, right_by_construct
from analysis.plots.voices import (
    sentiment_by_voice,
    sources_by_country,
    speakers_quoted,
    voice_difference,
)
from analysis.plots.wording import keywords, word_shift

__all__ = [
    "calibration",
    "composition_of_change",
    "corpus_overview",
    "corrected_estimates",
    "coverage_by_country",
    "event_study",
    "frame_adoption",
    "frame_lives",
    "frame_users",
    "frames_by_country",
    "frames_by_group",
    "hits_by_date",
    "issues_by_country",
    "keywords",
    "relation_sentiment_over_time",
    "right_by_construct",
    "sentiment_by_country",
    "sentiment_by_relation",
    "sentiment_by_scorer",
    "sentiment_by_voice",
    "sentiment_over_time",
    "smoothed_over_time",
    "sources_by_country",
    "speaker_matrix",
    "speaker_network",
    "speakers_quoted",
    "specification_curve",
    "strongest_collocates",
    "tone_by_country",
    "validity_by_group",
    "voice_difference",
    "word_shift",
]

"""Draw the tables of :mod:`analysis.tables`, each with the function of the same name.

A plot computes nothing: the order of the rows is the order drawn, and what has no estimate
keeps an empty place. It neither shows, saves nor titles. Where a figure has several panels the
argument is `axes` and a list comes back; else it is `ax`.
"""

from analysis.plots.adoption import frame_adoption
from analysis.plots.change import relation_sentiment_over_time, sentiment_over_time
from analysis.plots.contexts import hits_by_date, strongest_collocates
from analysis.plots.corpus import corpus_overview
from analysis.plots.coverage import coverage_by_country
from analysis.plots.framing import frame_lives, frames_by_country, issues_by_country
from analysis.plots.groups import frames_by_group
from analysis.plots.instruments import sentiment_by_scorer
from analysis.plots.matrices import speaker_matrix
from analysis.plots.networks import speaker_network
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
    "corpus_overview",
    "coverage_by_country",
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
    "sources_by_country",
    "speaker_matrix",
    "speaker_network",
    "speakers_quoted",
    "strongest_collocates",
    "tone_by_country",
    "voice_difference",
    "word_shift",
]

"""Finish the numbers: one table for each figure, one row for each mark.

Every table has the same numbers: `n_documents`, `n_mentions`, `coverage`, `estimate`, `low`,
`high`. :mod:`analysis.plots` draws a table with the function of the same name.
"""

from analysis.tables.adoption import frame_adoption
from analysis.tables.change import relation_sentiment_over_time, sentiment_over_time
from analysis.tables.changes import change_points, event_study
from analysis.tables.composition import composition_of_change
from analysis.tables.contexts import hits_by_date, strongest_collocates
from analysis.tables.corpus import corpus_overview, load_report
from analysis.tables.corrected import corrected_estimates, validity_by_group
from analysis.tables.coverage import coverage_by_country
from analysis.tables.curves import smoothed_over_time
from analysis.tables.dated import average_sentiment, dated_frames, dated_relations, dated_sentiment
from analysis.tables.framing import frames_by_country, issues_by_country
from analysis.tables.groups import frames_by_group
from analysis.tables.instruments import agreement_of_scorers, sentiment_by_scorer
from analysis.tables.lives import frame_lives, trilateral_images
from analysis.tables.quoting import sources_by_country, speakers_quoted
from analysis.tables.robustness import specification_curve
from analysis.tables.sentiment import sentiment_by_country, sentiment_by_relation
from analysis.tables.speakers import speaker_matrix, speaker_network
from analysis.tables.tone import tone_by_country
from analysis.tables.users import frame_users
from analysis.tables.validity import calibration, right_by_construct
from analysis.tables.voices import sentiment_by_voice, voice_difference
from analysis.tables.wording import keywords, word_shift

__all__ = [
    "agreement_of_scorers",
    "average_sentiment",
    "calibration",
    "change_points",
    "composition_of_change",
    "corpus_overview",
    "corrected_estimates",
    "coverage_by_country",
    "dated_frames",
    "dated_relations",
    "dated_sentiment",
    "event_study",
    "frame_adoption",
    "frame_lives",
    "frame_users",
    "frames_by_country",
    "frames_by_group",
    "hits_by_date",
    "issues_by_country",
    "keywords",
    "load_report",
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
    "trilateral_images",
    "validity_by_group",
    "voice_difference",
    "word_shift",
]

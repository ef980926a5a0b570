"""The tables that every stage agrees on: row unit, columns, meaning, range and key.

Missing means "no evidence" and is never 0. Offsets are characters into `documents.text`, and
`text[start:end]` is the surface. A pandas object is a *table*; a *frame* is a news frame.
"""

from analysis.schemas.annotations import (
    FRAME_COUNTRIES,
    FRAMES,
    KINDS_OF_MENTION,
    KINDS_OF_QUOTATION,
    KINDS_OF_RELATION,
    MENTIONS,
    QUOTATIONS,
    RELATIONS,
    SCORES,
    STANCES,
    TARGETS,
    TONES,
    VOICES,
)
from analysis.schemas.core import Column, SchemaError, Table, check
from analysis.schemas.corpus import DOCUMENTS, REJECTED, REMOVALS, SEGMENTS
from analysis.schemas.figures import (
    BONDS,
    CORPUS_OVERVIEW,
    COVERAGE_BY_COUNTRY,
    EVENTS,
    FACETS_OF_CORPUS,
    FRAME_LIVES,
    FRAMES_BY_COUNTRY,
    MEASURES_OF_TONE,
    METHODS,
    RELATION_SENTIMENT_OVER_TIME,
    SENTIMENT_BY_COUNTRY,
    SENTIMENT_BY_RELATION,
    SENTIMENT_OVER_TIME,
    TONE_BY_COUNTRY,
)
from analysis.schemas.instruments import (
    AGREEMENT_OF_SCORERS,
    CALIBRATION,
    RIGHT_BY_CONSTRUCT,
    SENTIMENT_BY_SCORER,
)
from analysis.schemas.validity import JUDGEMENTS, VALIDITY
from analysis.schemas.voices import (
    SENTIMENT_BY_VOICE,
    SOURCES_BY_COUNTRY,
    SPEAKER_MATRIX,
    SPEAKER_NETWORK,
    SPEAKERS_QUOTED,
    VOICE_DIFFERENCE,
)

__all__ = [
    "AGREEMENT_OF_SCORERS",
    "BONDS",
    "CALIBRATION",
    "CORPUS_OVERVIEW",
    "COVERAGE_BY_COUNTRY",
    "DOCUMENTS",
    "EVENTS",
    "FACETS_OF_CORPUS",
    "FRAMES",
    "FRAMES_BY_COUNTRY",
    "FRAME_COUNTRIES",
    "FRAME_LIVES",
    "JUDGEMENTS",
    "KINDS_OF_MENTION",
    "KINDS_OF_QUOTATION",
    "KINDS_OF_RELATION",
    "MEASURES_OF_TONE",
    "MENTIONS",
    "METHODS",
    "QUOTATIONS",
    "REJECTED",
    "RELATIONS",
    "RELATION_SENTIMENT_OVER_TIME",
    "REMOVALS",
    "RIGHT_BY_CONSTRUCT",
    "SCORES",
    "SEGMENTS",
    "SENTIMENT_BY_COUNTRY",
    "SENTIMENT_BY_RELATION",
    "SENTIMENT_BY_SCORER",
    "SENTIMENT_BY_VOICE",
    "SENTIMENT_OVER_TIME",
    "SOURCES_BY_COUNTRY",
    "SPEAKERS_QUOTED",
    "SPEAKER_MATRIX",
    "SPEAKER_NETWORK",
    "STANCES",
    "TARGETS",
    "TONES",
    "TONE_BY_COUNTRY",
    "VALIDITY",
    "VOICES",
    "VOICE_DIFFERENCE",
    "Column",
    "SchemaError",
    "Table",
    "check",
]

"""The tables that every stage agrees on: row unit, columns, meaning, range and key.

Missing means "no evidence" and is never 0. Offsets are characters into `documents.text`, and
`text[start:end]` is the surface. A pandas object is a *table*; a *frame* is a news frame.
"""

from analysis.schemas.annotations import (
    FRAME_COUNTRIES,
    FRAMES,
    KINDS_OF_MENTION,
    KINDS_OF_RELATION,
    MENTIONS,
    RELATIONS,
    SCORES,
    TONES,
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
    "KINDS_OF_RELATION",
    "MEASURES_OF_TONE",
    "MENTIONS",
    "METHODS",
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
    "SENTIMENT_OVER_TIME",
    "TONES",
    "TONE_BY_COUNTRY",
    "VALIDITY",
    "Column",
    "SchemaError",
    "Table",
    "check",
]

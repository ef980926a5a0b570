"""The tables behind the figures that compare and try the scorers."""

from analysis.schemas.annotations import COUNTRY
from analysis.schemas.core import Column, Table
from analysis.schemas.figures import LABEL, numbers

_SCORER = Column("scorer", "text", "the instrument")
_RIGHT = numbers("share of labelled targets that the scorer judges as coders did", 0, 1)

SENTIMENT_BY_SCORER = Table(
    "sentiment_by_scorer",
    "one country and one scorer",
    ("country", "scorer"),
    (COUNTRY, LABEL, _SCORER, *numbers("mean of document means on the scorer's own scale", -1, 1)),
)

AGREEMENT_OF_SCORERS = Table(
    "agreement_of_scorers",
    "two scorers",
    ("one", "other"),
    (
        Column("one", "text", "an instrument"),
        Column("other", "text", "another"),
        Column(
            "rank_correlation",
            "number",
            "Spearman's, of the countries' means; missing with fewer than three countries",
            missing=True,
            low=-1,
            high=1,
        ),
        Column("n_countries", "whole", "countries that both have a mean of", low=0),
    ),
)

RIGHT_BY_CONSTRUCT = Table(
    "right_by_construct",
    "one construct of the coding manual and one scorer; `all` is every target",
    ("construct", "scorer"),
    (Column("construct", "text", "what makes the passage hard"), LABEL, _SCORER, *_RIGHT),
)

CALIBRATION = Table(
    "calibration",
    "the targets of which one scorer is about equally sure",
    ("scorer", "bin"),
    (
        _SCORER,
        Column("bin", "whole", "from the least sure, 0, upwards", low=0),
        LABEL,
        Column("confidence", "number", "mean probability given to the judgement", low=0, high=1),
        *_RIGHT,
    ),
)

"""The tables behind the figures: one row is one mark, with its count and its interval.

Every one of them has the same numbers. `estimate` is missing below `minimum_n` and where there
is no evidence; the row stays, so that what could not be measured can be seen.
"""

from analysis.schemas.annotations import COUNTRY
from analysis.schemas.core import Column, Table

METHODS = (
    "bootstrap", "bca", "t", "wilson", "delta", "hc3", "jackknife", "bent_jackknife",
    "count", "none",
)  # fmt: skip
MEASURES_OF_TONE = ("subjectivity", "certainty", "cooperation")
BONDS = ("tie", "rift")
FACETS_OF_CORPUS = ("month", "outlet", "perspective")

LABEL = Column("label", "text", "what the figure calls the row")
SCORER = Column("scorer", "text", "the instrument; missing where nothing was scored", missing=True)
PERIOD = (
    Column("period", "text", "the month, quarter or year, as 2024-07, 2024 Q3 or 2024"),
    Column("starts_on", "date", "first day of the period"),
    Column("ends_on", "date", "last day of the period"),
)


def numbers(estimate: str, low: float, high: float) -> tuple[Column, ...]:
    """List the columns that all figure tables share, for one meaning of the estimate."""
    return (
        Column("n_documents", "whole", "documents that the row is about", low=0),
        Column("n_mentions", "whole", "mentions, relations, cues or attributions in them", low=0),
        Column(
            "coverage",
            "number",
            "share of those mentions that the estimate rests on; missing where there is none",
            missing=True,
            low=0,
            high=1,
        ),
        Column(
            "estimate",
            "number",
            f"{estimate}; missing below `minimum_n`",
            missing=True,
            low=low,
            high=high,
        ),
        Column("low", "number", "lower end of the 95 % interval", missing=True, low=low, high=high),
        Column(
            "high", "number", "upper end of the 95 % interval", missing=True, low=low, high=high
        ),
        Column("n_used", "whole", "documents that the estimate rests on", low=0),
        Column("method", "text", "how the interval was made", choices=METHODS),
        Column("cluster", "text", "what was resampled whole", choices=("document", "outlet")),
        Column("minimum_n", "whole", "documents below which nothing is drawn", low=0),
        Column("drawn", "truth", "whether the figure has a place for the row"),
    )


_SENTIMENT = numbers("mean of document means, -1 hostile to +1 friendly", -1, 1)

SENTIMENT_BY_COUNTRY = Table(
    "sentiment_by_country",
    "one country",
    ("country",),
    (COUNTRY, LABEL, SCORER, *_SENTIMENT),
)

SENTIMENT_BY_RELATION = Table(
    "sentiment_by_relation",
    "what ties some countries together, or what sets them apart",
    ("relation", "bond"),
    (
        Column(
            "relation",
            "text",
            "its countries joined by hyphens; `unnamed` where the texts do not show them",
        ),
        Column(
            "bond",
            "text",
            "tie (alliance, cooperation, treaty) or rift (rivalry, dispute)",
            choices=BONDS,
        ),
        LABEL,
        SCORER,
        *_SENTIMENT,
    ),
)

SENTIMENT_OVER_TIME = Table(
    "sentiment_over_time",
    "one country in one period",
    ("country", "starts_on"),
    (COUNTRY, LABEL, *PERIOD, SCORER, *_SENTIMENT),
)

RELATION_SENTIMENT_OVER_TIME = Table(
    "relation_sentiment_over_time",
    "one relation, as tie or as rift, in one period",
    ("relation", "bond", "starts_on"),
    (*SENTIMENT_BY_RELATION.columns[:3], *PERIOD, SCORER, *_SENTIMENT),
)

TONE_BY_COUNTRY = Table(
    "tone_by_country",
    "one measure of tone and one country",
    ("measure", "country"),
    (
        Column(
            "measure",
            "text",
            "subjectivity (0..1), certainty (0 hedged .. 1 flat) or "
            "cooperation (-1 conflict .. +1 cooperation)",
            choices=MEASURES_OF_TONE,
        ),
        COUNTRY,
        LABEL,
        *numbers("mean of document means", -1, 1),
    ),
)

CORPUS_OVERVIEW = Table(
    "corpus_overview",
    "one month, outlet or perspective",
    ("facet", "value"),
    (
        Column("facet", "text", "what the documents are counted by", choices=FACETS_OF_CORPUS),
        Column("value", "text", "the month, outlet or perspective; empty where not given"),
        LABEL,
        *numbers("share of all documents, counted and not estimated", 0, 1),
    ),
)

COVERAGE_BY_COUNTRY = Table(
    "coverage_by_country",
    "one country and one scorer",
    ("country", "scorer"),
    (
        COUNTRY,
        LABEL,
        Column("scorer", "text", "the instrument"),
        *numbers("share of the country's mentions with evidence", 0, 1),
    ),
)

EVENTS = Table(
    "events",
    "one dated event",
    ("event",),
    (
        Column("event", "text", "short name of the event"),
        Column("occurred_on", "date", "day of the event"),
        Column("label", "text", "what the figure calls it"),
    ),
)

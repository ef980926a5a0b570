"""The tables behind the figures of who speaks how about whom."""

from dataclasses import replace

from analysis.schemas.annotations import COUNTRY, VOICES
from analysis.schemas.core import Column, Table
from analysis.schemas.figures import LABEL, SCORER, numbers

_SENTIMENT = numbers("mean of document means, -1 hostile to +1 friendly", -1, 1)
_VOICE = Column("voice", "text", "whose words: the outlet's own or quoted", choices=VOICES)
_SPEAKER_COUNTRY = Column("speaker_country", "text", "ISO 3166-1 alpha-3 of the speaker")

SENTIMENT_BY_VOICE = Table(
    "sentiment_by_voice",
    "one country in one voice",
    ("country", "voice"),
    (COUNTRY, _VOICE, LABEL, SCORER, *_SENTIMENT),
)

VOICE_DIFFERENCE = Table(
    "voice_difference",
    "one country; `all` is every country together",
    ("country",),
    (
        Column("country", "text", "ISO 3166-1 alpha-3, or `all`"),
        LABEL,
        SCORER,
        Column("n_outlet", "whole", "documents with evidence in the outlet's own voice", low=0),
        Column("n_quoted", "whole", "documents with evidence in quoted voices", low=0),
        Column("n_both", "whole", "documents with evidence in both", low=0),
        *(
            replace(column, meaning="the smaller of `n_outlet` and `n_quoted`")
            if column.name == "n_used"
            else column
            for column in numbers(
                "mean of document means in the outlet's own voice less that in quoted voices, "
                "-2 to +2",
                -2,
                2,
            )
        ),
    ),
)

SPEAKER_NETWORK = Table(
    "speaker_network",
    "one country whose people are quoted and one country that they speak of",
    ("speaker_country", "country"),
    (
        _SPEAKER_COUNTRY,
        COUNTRY,
        Column("speaker_label", "text", "what the figure calls the speaker's country"),
        Column("country_label", "text", "what the figure calls the country spoken of"),
        LABEL,
        SCORER,
        Column("n_quoted", "whole", "quoted mentions in all; the same in every row", low=0),
        Column(
            "unknown_speaker",
            "number",
            "share of `n_quoted` whose speaker is unknown; the same in every row",
            low=0,
            high=1,
        ),
        Column(
            "unknown_country",
            "number",
            "share of `n_quoted` whose speaker has no known country; the same in every row",
            low=0,
            high=1,
        ),
        *_SENTIMENT,
    ),
)

SPEAKER_MATRIX = Table(
    "speaker_matrix",
    "one cell: a country whose people are quoted and a country that they may speak of",
    SPEAKER_NETWORK.key,
    SPEAKER_NETWORK.columns,
)

_ATTRIBUTIONS = Column(
    "n_attributions", "whole", "attributions in all; the same in every row", low=0
)
_UNKNOWN_OF_ATTRIBUTIONS = Column(
    "unknown_speaker",
    "number",
    "share of `n_attributions` whose speaker is unknown; the same in every row",
    low=0,
    high=1,
)

SPEAKERS_QUOTED = Table(
    "speakers_quoted",
    "one speaker; namesakes from two countries are two",
    ("speaker", "speaker_country"),
    (
        Column("speaker", "text", "who is quoted"),
        replace(_SPEAKER_COUNTRY, missing=True),
        LABEL,
        _ATTRIBUTIONS,
        _UNKNOWN_OF_ATTRIBUTIONS,
        *numbers("share of all attributions, counted and not estimated", 0, 1),
    ),
)

SOURCES_BY_COUNTRY = Table(
    "sources_by_country",
    "one country whose people are quoted; `unknown` where the text does not show it",
    ("speaker_country",),
    (
        Column("speaker_country", "text", "ISO 3166-1 alpha-3 of the speaker, or `unknown`"),
        LABEL,
        _ATTRIBUTIONS,
        _UNKNOWN_OF_ATTRIBUTIONS,
        Column(
            "diversity",
            "number",
            "Simpson's (1949) 1 - sum of squared shares of the known countries; the same in every "
            "row; missing where none is known",
            missing=True,
            low=0,
            high=1,
        ),
        *numbers("share of all attributions", 0, 1),
    ),
)

"""The tables behind the figures of frames: of whom, where, since when, and in whose mouth."""

from dataclasses import replace

from analysis.schemas.annotations import COUNTRY, VOICES
from analysis.schemas.core import Column, Table
from analysis.schemas.figures import LABEL, PERIOD, numbers
from analysis.schemas.frames import FAMILIES

GROUPS_OF_FRAMES = ("outlet", "outlet_country", "perspective", "month", "quarter")

_FRAME = Column("frame", "text", "name of the frame in the codebook")
_IMAGE = Column("image", "text", "what the cues that are followed are called")

FRAMES_BY_COUNTRY = Table(
    "frames_by_country",
    "one frame and one country",
    ("frame", "country"),
    (
        _FRAME,
        COUNTRY,
        LABEL,
        *numbers("share of the documents naming the country that put it into the frame", 0, 1),
    ),
)

ISSUES_BY_COUNTRY = replace(FRAMES_BY_COUNTRY, name="issues_by_country")

FRAMES_BY_GROUP = Table(
    "frames_by_group",
    "one frame and one group of documents",
    ("frame", "group"),
    (
        _FRAME,
        Column("family", "text", "metaphor or issue; the same in every row", choices=FAMILIES),
        Column(
            "by",
            "text",
            "what the documents are grouped by; the same in every row",
            choices=GROUPS_OF_FRAMES,
        ),
        Column("group", "text", "the outlet, country, perspective or period; empty if not given"),
        LABEL,
        *(
            replace(column, meaning=f"{column.meaning}; missing unless by period", missing=True)
            for column in PERIOD[1:]
        ),
        *numbers("share of the group's documents that hold the frame", 0, 1),
    ),
)

FRAME_LIVES = Table(
    "frame_lives",
    "one image in one period",
    ("image", "starts_on"),
    (
        Column("image", "text", "the group of cues that is followed"),
        *PERIOD,
        *numbers("share of the period's documents that hold the image", 0, 1),
    ),
)

FRAME_ADOPTION = Table(
    "frame_adoption",
    "one outlet",
    ("outlet",),
    (
        Column("outlet", "text", "who published"),
        LABEL,
        _IMAGE,
        Column(
            "order",
            "number",
            "1 for the outlet that used it first; outlets of one day share the lower number; "
            "missing where it never did",
            missing=True,
            low=1,
        ),
        Column(
            "first_on", "date", "day of the first use; missing where it never did", missing=True
        ),
        Column(
            "first_document_id",
            "text",
            "the document of the first use; missing where it never did",
            missing=True,
        ),
        Column(
            "n_before",
            "whole",
            "documents of the outlet on earlier days than its first use; all where it never did",
            low=0,
        ),
        Column("n_holding", "whole", "documents that hold the image", low=0),
        Column("finding", "text", "the row in words"),
        Column("published_on", "list", "day of each document, as 2024-07-31, by date"),
        Column("used_on", "list", "day of each document that holds the image, by date"),
        *numbers("share of the outlet's documents that hold the image", 0, 1),
    ),
)

FRAME_USERS = Table(
    "frame_users",
    "one user of the image, an outlet's or a speaker's country, and one country in the image",
    ("voice", "user", "country"),
    (
        Column("voice", "text", "whose words: the outlet's own or quoted", choices=VOICES),
        Column("user", "text", "ISO 3166-1 alpha-3 of the outlet or speaker, or `unknown`"),
        COUNTRY,
        Column("user_label", "text", "what the figure calls the user"),
        Column("country_label", "text", "what the figure calls the country in the image"),
        LABEL,
        _IMAGE,
        Column("n_of_user", "whole", "cues of the user with any country in the image", low=0),
        Column("n_cues", "whole", "cues in all; the same in every row", low=0),
        Column(
            "no_country",
            "number",
            "share of `n_cues` with no country in the image; the same in every row",
            low=0,
            high=1,
        ),
        Column("n_quoted_cues", "whole", "quoted cues in all; the same in every row", low=0),
        Column(
            "unknown_speaker",
            "number",
            "share of `n_quoted_cues` whose speaker is unknown; the same in every row; missing "
            "where nothing is quoted",
            missing=True,
            low=0,
            high=1,
        ),
        Column(
            "unknown_country",
            "number",
            "share of `n_quoted_cues` whose speaker has no known country; the same in every row; "
            "missing where nothing is quoted",
            missing=True,
            low=0,
            high=1,
        ),
        *numbers("share of `n_of_user` with the country in the image", 0, 1),
    ),
)

"""Tables of what was found in the segments and how it was read."""

from analysis.schemas.core import Column, Table
from analysis.schemas.corpus import DOCUMENT_ID, END, SEGMENT_ID, START

SURFACE = Column("surface", "text", "the words, to the character")
COUNTRY = Column("country", "text", "ISO 3166-1 alpha-3")
TARGET_ID = Column("target_id", "text", "a `mention_id` or a `relation_id`")

KINDS_OF_MENTION = (
    "name",
    "demonym",
    "capital",
    "seat",
    "leader",
    "party",
    "body",
    "forces",
    "description",
)
KINDS_OF_RELATION = ("alliance", "cooperation", "treaty", "rivalry", "dispute")

MENTIONS = Table(
    "mentions",
    "one country or one of its actors, named in a segment",
    ("mention_id",),
    (
        Column("mention_id", "text", "which mention"),
        DOCUMENT_ID,
        SEGMENT_ID,
        START,
        END,
        SURFACE,
        COUNTRY,
        Column("actor", "text", "the codebook's name of the actor; of a country its code"),
        Column("kind", "text", "what kind of name it is", choices=KINDS_OF_MENTION),
        Column("place_only", "truth", "the name stands for the place, not for the state"),
    ),
)

RELATIONS = Table(
    "relations",
    "one naming of a relation between states",
    ("relation_id",),
    (
        Column("relation_id", "text", "which naming"),
        DOCUMENT_ID,
        SEGMENT_ID,
        START,
        END,
        SURFACE,
        Column(
            "relation",
            "text",
            "its countries joined by hyphens, as USA-JPN-KOR; missing "
            "where the text does not show them",
            missing=True,
        ),
        Column("countries", "list", "ISO 3166-1 alpha-3 of the countries that it joins"),
        Column("kind", "text", "what ties them", choices=KINDS_OF_RELATION),
    ),
)

SCORES = Table(
    "scores",
    "one mention or relation read by one scorer",
    ("target_id", "scorer"),
    (
        TARGET_ID,
        Column("scorer", "text", "the instrument"),
        Column(
            "sentiment",
            "number",
            "-1 hostile to +1 friendly; missing without evidence",
            missing=True,
            low=-1,
            high=1,
        ),
        Column(
            "p_negative", "number", "probability of less favourable", missing=True, low=0, high=1
        ),
        Column("p_neutral", "number", "probability of unchanged", missing=True, low=0, high=1),
        Column(
            "p_positive", "number", "probability of more favourable", missing=True, low=0, high=1
        ),
        Column(
            "n_cues",
            "number",
            "evaluative words that the score rests on; missing for a scorer that has no word list",
            missing=True,
            low=0,
        ),
    ),
)

TONES = Table(
    "tones",
    "the manner of the clause that holds one mention or relation",
    ("target_id",),
    (
        TARGET_ID,
        Column("subjectivity", "number", "0 factual to 1 subjective", missing=True, low=0, high=1),
        Column("certainty", "number", "0 hedged to 1 flat", missing=True, low=0, high=1),
        Column(
            "cooperation",
            "number",
            "-1 conflict to +1 cooperation between states",
            missing=True,
            low=-1,
            high=1,
        ),
        Column("n_cues", "whole", "words that the three rest on", low=0),
    ),
)

FRAMES = Table(
    "frames",
    "one cue of one frame",
    ("frame_id",),
    (
        Column("frame_id", "text", "which hit"),
        DOCUMENT_ID,
        SEGMENT_ID,
        START,
        END,
        Column("cue", "text", "the words, to the character"),
        Column("frame", "text", "name of the frame in the codebook"),
        Column("figurative", "number", "0 literal to 1 figurative", low=0, high=1),
        Column("negated", "truth", "the clause denies the image"),
        Column("hedged", "truth", "the clause hedges the image"),
        Column("entry", "text", "the codebook entry that matched"),
    ),
)

FRAME_COUNTRIES = Table(
    "frame_countries",
    "one country or relation in the image of one cue",
    ("frame_id", "country"),
    (
        Column("frame_id", "text", "which hit"),
        Column("country", "text", "ISO 3166-1 alpha-3"),
        Column("role", "text", "its part in the image, as vessel or captain", missing=True),
        Column("relation", "text", "the relation that brings the country in", missing=True),
    ),
)

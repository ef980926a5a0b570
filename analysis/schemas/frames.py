"""The tables of frames: each cue, and who stands in its image."""

from __future__ import annotations

from analysis.schemas.core import Column, Table
from analysis.schemas.corpus import DOCUMENT_ID, END, SEGMENT_ID, START

FAMILIES = ("metaphor", "issue")

FRAMES = Table(
    "frames",
    "one cue or image of one frame",
    ("frame_id",),
    (
        Column("frame_id", "text", "which hit"),
        DOCUMENT_ID,
        SEGMENT_ID,
        START,
        END,
        Column("cue", "text", "the words, to the character"),
        Column("frame", "text", "name of the frame in the codebook"),
        Column("family", "text", "metaphor or issue", choices=FAMILIES),
        Column(
            "figurative",
            "number",
            "0 literal to 1 figurative; missing for issue frames, which are no images",
            low=0,
            high=1,
            missing=True,
        ),
        Column("negated", "truth", "the clause denies the image"),
        Column("hedged", "truth", "the clause hedges the image"),
        Column(
            "entry",
            "text",
            "the codebook entry that matched; missing where the network alone reads the image",
            missing=True,
        ),
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

SUGGESTIONS = Table(
    "suggestions",
    "one wording that may be an image of the frame and that no cue covers",
    ("words",),
    (
        Column("words", "text", "in small letters"),
        Column("n", "whole", "how often", low=1),
        Column("n_documents", "whole", "in how many documents", low=1),
        Column("likeliest", "number", "how likely an image where it is likeliest", low=0, high=1),
        SEGMENT_ID,
        Column("text", "text", "the segment where it is likeliest"),
    ),
)

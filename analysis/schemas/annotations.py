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

KINDS_OF_QUOTATION = ("direct", "indirect", "mixed")

QUOTATIONS = Table(
    "quotations",
    "one span of somebody's words or thoughts; the pieces of a split one share an `attribution_id`",
    ("quotation_id",),
    (
        Column("quotation_id", "text", "which piece"),
        Column("attribution_id", "text", "which attribution the piece belongs to"),
        DOCUMENT_ID,
        START,
        END,
        Column(
            "kind",
            "text",
            "direct (all between marks), mixed (some), indirect (none)",
            choices=KINDS_OF_QUOTATION,
        ),
        Column(
            "cue",
            "text",
            "the words that credit it; missing where nothing but the marks does",
            missing=True,
        ),
        Column("act", "text", "what the codebook calls the cue, as speech or stance", missing=True),
        Column(
            "factive", "truth", "the cue takes for granted that the words are true, as *realise*"
        ),
        Column("repaired", "truth", "a quotation mark was missing, and its place is a guess"),
        Column("speaker_as_written", "text", "the phrase that names the speaker", missing=True),
        Column(
            "speaker_start",
            "number",
            "first character of that phrase in `documents.text`",
            missing=True,
            low=0,
        ),
        Column("speaker_end", "number", "one past its last character", missing=True, low=0),
        Column(
            "speaker",
            "text",
            "whom the phrase stands for; missing where the text does not say",
            missing=True,
        ),
        Column("speaker_country", "text", "ISO 3166-1 alpha-3 of the speaker", missing=True),
    ),
)

VOICES = ("outlet", "quoted")
TARGETS = ("mention", "relation")

STANCES = Table(
    "stances",
    "one mention or relation with all that is known of it: who speaks, how, about whom",
    ("target_id",),
    (
        TARGET_ID,
        Column("target", "text", "what it is", choices=TARGETS),
        DOCUMENT_ID,
        SEGMENT_ID,
        START,
        END,
        SURFACE,
        Column("published_on", "date", "day of publication", missing=True),
        Column("outlet", "text", "who published it", missing=True),
        Column("outlet_country", "text", "ISO 3166-1 alpha-3 of the outlet", missing=True),
        Column("perspective", "text", "the desk or camp that the reader assigns", missing=True),
        Column("voice", "text", "whose words hold it: the outlet's own or quoted", choices=VOICES),
        Column("quotation_id", "text", "the innermost quotation that holds it", missing=True),
        Column("speaker", "text", "who is quoted; missing where unknown", missing=True),
        Column("speaker_country", "text", "ISO 3166-1 alpha-3 of the speaker", missing=True),
        Column("country", "text", "ISO 3166-1 alpha-3; missing for a relation", missing=True),
        Column(
            "relation",
            "text",
            "its countries joined by hyphens; missing for a mention and where unnamed",
            missing=True,
        ),
        Column("kind", "text", "of the mention or relation"),
        Column("actor", "text", "the codebook's name of the actor", missing=True),
        Column("place_only", "truth", "the name stands for the place, not for the state"),
        Column("scorer", "text", "the instrument; missing where nothing was scored", missing=True),
        Column(
            "sentiment",
            "number",
            "-1 hostile to +1 friendly; missing without evidence",
            missing=True,
            low=-1,
            high=1,
        ),
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
        Column("frames", "list", "names of the figurative frames that it is put into here"),
        Column("evidence", "text", "the sentence that shows it, to the character"),
    ),
)

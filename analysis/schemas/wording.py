"""The tables behind the figures of words: what is said of one country and not of others."""

from __future__ import annotations

from analysis.schemas.concordances import (
    COLLOCATES,
    DISPERSION_NORMALISED,
    KEYNESS,
    POSITIONS,
    WORD,
    WORDS,
)
from analysis.schemas.core import Column, Table
from analysis.schemas.figures import LABEL

CLAUSE_WORDS = Table(
    "clause_words",
    "one word in the clauses about one country",
    ("document_id", "start", "country"),
    (*WORDS.columns, Column("country", "text", "ISO 3166-1 alpha-3: of whom the clause speaks")),
)

KINDS_OF_SHIFT = (
    "more of a favourable word",
    "less of an unfavourable word",
    "more of an unfavourable word",
    "less of a favourable word",
)

WORD_SHIFT = Table(
    "word_shift",
    "one scored word and what it adds to the difference of one country from the others",
    ("country", "word"),
    (
        Column("country", "text", "ISO 3166-1 alpha-3"),
        LABEL,
        WORD,
        Column("value", "number", "of the word, from -1 unfavourable to +1", low=-1, high=1),
        Column("n", "whole", "how often in clauses about the country", low=0),
        Column("n_reference", "whole", "how often in those about the others", low=0),
        Column("share", "number", "of the scored words about the country", low=0, high=1),
        Column("share_reference", "number", "of those about the others", low=0, high=1),
        Column(
            "contribution",
            "number",
            "what the word adds to `difference`; those of one country sum to it",
        ),
        Column("kind", "text", "how it does so", choices=KINDS_OF_SHIFT),
        Column(
            "difference",
            "number",
            "mean value of the scored words about the country less that about the others; the "
            "same in every row of a country",
            low=-2,
            high=2,
        ),
        Column("low", "number", "lower end of its 95 % interval", missing=True),
        Column("high", "number", "upper end", missing=True),
        Column("coverage", "number", "share of the words about the country with a value", low=0,
               high=1),
        Column("n_words", "whole", "scored words about the country", low=1),
        Column("n_documents", "whole", "documents with such words", low=1),
        Column("drawn", "truth", "whether the figure shows the row"),
    ),
)  # fmt: skip

KEYWORDS = Table(
    "keywords",
    "one word that tells one group from the others, or does not",
    ("group", "word"),
    (
        *(
            column
            for column in KEYNESS.columns
            if column.name not in ("percent_difference", DISPERSION_NORMALISED.name)
        ),
        LABEL,
        Column("side", "text", "more in the group, less in it, or alike in both",
               choices=("more", "less", "alike")),
        Column("drawn", "truth", "whether the figure shows the row"),
    ),
)  # fmt: skip

STRONGEST_COLLOCATES = Table(
    "strongest_collocates",
    "one word that stands near the hits",
    ("word",),
    (*COLLOCATES.columns, Column("drawn", "truth", "whether the figure shows the row")),
)

HITS_BY_DATE = Table(
    "hits_by_date",
    "one place in a text that is looked at",
    ("document_id", "start", "end"),
    (
        *POSITIONS.columns,
        Column("outlet", "text", "who published it", missing=True),
        Column("n_hits", "whole", "places in all; the same in every row", low=1),
        Column("n_documents", "whole", "documents that hold one; the same in every row", low=1),
        Column("first_on", "date", "day of the first document in the order", missing=True),
        Column("last_on", "date", "day of the last dated one", missing=True),
    ),
)

"""The table that says how well an instrument agrees with a hand-coded sample."""

from analysis.schemas.core import Column, Table

JUDGEMENTS = Table(
    "judgements",
    "one target of a gold sample as one scorer judges it",
    ("target", "scorer"),
    (
        Column("target", "whole", "row of the gold sample, from 0", low=0),
        Column("text_id", "whole", "which of its texts, from 0", low=0),
        Column("scorer", "text", "the instrument"),
        Column("sentiment", "whole", "what coders judged: -1, 0 or 1", low=-1, high=1),
        Column("claimed", "whole", "what the scorer judges; 0 without evidence", low=-1, high=1),
        Column("confidence", "number", "the probability that it gives to that; missing for a "
               "scorer without probabilities", missing=True, low=0, high=1),
    ),
)  # fmt: skip

VALIDITY = Table(
    "validity",
    "one measure of one label, of an instrument held against a gold sample",
    ("measure", "label"),
    (
        Column("measure", "text", "what is measured: precision, recall, f1, macro_f1, accuracy, "
               "recall_average, coverage, or a count: support, no_evidence, texts"),
        Column("label", "text", "of what: a class, a frame, `kind=leader`, `country=KOR`; `all` "
               "of everything"),
        Column("estimate", "number", "a share from 0 to 1, or a count; missing where there is "
               "nothing to estimate from", missing=True, low=0),
        Column("low", "number", "lower end of the 95 % interval, whole texts resampled; missing "
               "for a count", missing=True, low=0, high=1),
        Column("high", "number", "upper end of the interval", missing=True, low=0, high=1),
        Column("n", "whole", "targets, mentions or frames that the estimate rests on", low=0),
    ),
)  # fmt: skip

LENGTH_CORRELATIONS = Table(
    "length_correlations",
    "one scorer, one of its numbers, and the length of one unit",
    ("scorer", "measure", "unit"),
    (
        Column("scorer", "text", "the instrument"),
        Column("measure", "text", "its sentiment, or the strength of it, how far it is from 0",
               choices=("sentiment", "strength")),
        Column("unit", "text", "whose length is counted in words", choices=("sentence",
               "document")),
        Column("estimate", "number", "Spearman's coefficient; missing where nothing varies",
               missing=True, low=-1, high=1),
        Column("low", "number", "lower end of the 95 % interval", missing=True, low=-1, high=1),
        Column("high", "number", "upper end of the interval", missing=True, low=-1, high=1),
        Column("n", "whole", "mentions and relations with a score", low=0),
    ),
)  # fmt: skip

KINDS_OF_HIT = ("favourable", "unfavourable")
_DENIED = (
    Column("n_denied", "whole", "of these, denied in their clause", low=0),
    Column("estimate", "number", "the share that is denied; missing where too few documents hold "
           "one", missing=True, low=0, high=1),
    Column("low", "number", "lower end of its 95 % interval", missing=True, low=0, high=1),
    Column("high", "number", "upper end of the interval", missing=True, low=0, high=1),
    Column("n_documents", "whole", "documents that hold one", low=0),
    Column("words", "text", "those denied most often, with how often", missing=True),
)  # fmt: skip

WORDS_BY_NEGATION = Table(
    "words_by_negation",
    "one kind of listed word in the clauses about one country",
    ("country", "kind"),
    (
        Column("country", "text", "ISO 3166-1 alpha-3; `all` of every clause that names any"),
        Column("kind", "text", "what the list says of the word", choices=KINDS_OF_HIT),
        Column("n_hits", "whole", "such words", low=1),
        *_DENIED,
    ),
)

CUES_BY_NEGATION = Table(
    "cues_by_negation",
    "one frame",
    ("frame",),
    (
        Column("frame", "text", "its name in the codebook"),
        Column("family", "text", "metaphor or issue"),
        Column("n_cues", "whole", "its cues, whatever they mean", low=1),
        Column("n_plain", "whole", "of these, read as the plain thing and left out", low=0),
        Column("n_hits", "whole", "the others", low=0),
        *_DENIED,
    ),
)

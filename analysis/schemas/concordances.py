"""Tables of words in their context: lines, collocates, keyness, sequences, dispersion."""

from analysis.schemas.core import Column, Table
from analysis.schemas.corpus import DOCUMENT_ID, END, SEGMENT_ID, START

WORD = Column("word", "text", "the word in lower case, apostrophes and hyphens straightened")
MAYBE_SEGMENT_ID = Column(
    "segment_id", "text", "which segment; missing where the hits name none", missing=True
)
PUBLISHED_ON = Column("published_on", "date", "day of publication", missing=True)
N_DOCUMENTS = Column("n_documents", "whole", "documents that hold it", low=1)
DOCUMENT_SHARE = Column(
    "document_share", "number", "of the documents that hold any word, the share with it",
    low=0, high=1,
)  # fmt: skip
DISPERSION = Column(
    "dispersion", "number", "DP: 0 spread over the documents as their sizes are, towards 1 bunched",
    low=0, high=1,
)  # fmt: skip
DISPERSION_NORMALISED = Column(
    "dispersion_normalised",
    "number",
    "DP over the highest that it can be here; missing with a single document",
    missing=True,
    low=0,
    high=1,
)
LOG_LIKELIHOOD = "log-likelihood ratio G2, without sign: the more, the surer a difference"


def _p_value(name: str, meaning: str) -> Column:
    return Column(name, "number", meaning, missing=True, low=0, high=1)


WORDS = Table(
    "words",
    "one word of a text",
    ("document_id", "start"),
    (DOCUMENT_ID, SEGMENT_ID, START, END, WORD),
)

HITS = Table(
    "hits",
    "one place in a text that is looked at",
    ("document_id", "start", "end"),
    (DOCUMENT_ID, MAYBE_SEGMENT_ID, START, END),
)

_LINE = (
    Column("line_id", "text", "which line: document, first and last character"),
    DOCUMENT_ID,
    MAYBE_SEGMENT_ID,
    START,
    END,
    Column("left", "text", "what stands before, to the character; line breaks are spaces"),
    Column("node", "text", "what was looked for, to the character; line breaks are spaces"),
    Column("right", "text", "what stands after, to the character; line breaks are spaces"),
    Column("outlet", "text", "who published it", missing=True),
    PUBLISHED_ON,
    Column("title", "text", "headline", missing=True),
)

CONCORDANCE = Table("concordance", "one place with its context", ("line_id",), _LINE)

SAMPLED_CONCORDANCE = Table(
    "sampled_concordance",
    "one drawn place with its context",
    ("line_id",),
    (
        *_LINE,
        Column("n_sampled", "whole", "how many lines were drawn", low=1),
        Column("n_lines", "whole", "of how many", low=1),
    ),
)

COLLOCATES = Table(
    "collocates",
    "one word that stands near the hits",
    ("word",),
    (
        WORD,
        Column("n_together", "whole", "how often it stands in a window, each time once", low=1),
        Column("n_left", "whole", "of these, nearer to a hit after it", low=0),
        Column("n_right", "whole", "of these, nearer to a hit before it, or as near", low=0),
        Column("n_word", "whole", "how often it stands anywhere outside the hits", low=1),
        Column("n_node", "whole", "hits that hold a word", low=1),
        Column("n_expected", "number", "how often it would stand in the windows by chance", low=0),
        Column("n_documents", "whole", "documents in which it stands in a window", low=1),
        Column("window", "whole", "words on either side that were looked at", low=1),
        Column("min_together", "whole", "how often it had to stand in a window", low=1),
        Column(
            "log_dice",
            "number",
            "14 where the two only stand together, one less for half as often; above 14 only "
            "where the word stands more than once beside a hit",
        ),
        Column(
            "mutual_information",
            "number",
            "to base 2: above 0 more often together than by chance, below 0 more rarely",
        ),
        Column("log_likelihood", "number", LOG_LIKELIHOOD, low=0),
    ),
)

KEYNESS = Table(
    "keyness",
    "one word in one group, against its reference",
    ("group", "word"),
    (
        Column("group", "text", "which group"),
        Column("reference", "text", "what it is held against"),
        WORD,
        Column("n", "whole", "how often in the group", low=0),
        Column("n_reference", "whole", "how often in the reference", low=0),
        Column("size", "whole", "words of the group", low=1),
        Column("size_reference", "whole", "words of the reference", low=0),
        Column("per_million", "number", "of a million words of the group", low=0),
        Column(
            "per_million_reference",
            "number",
            "of a million words of the reference; missing where that is empty",
            missing=True,
            low=0,
        ),
        Column(
            "log_likelihood",
            "number",
            LOG_LIKELIHOOD + "; missing where the reference is empty",
            missing=True,
            low=0,
        ),
        _p_value("p_value", "of G2, as if words were independent"),
        _p_value("p_adjusted", "Holm's, over the words of the group"),
        _p_value(
            "rank_p_value", "of the rank sum of its frequencies in documents, each an observation"
        ),
        _p_value("rank_p_adjusted", "Holm's, over the words of the group"),
        Column(
            "log_ratio",
            "number",
            "to base 2: above 0 more in the group, below 0 less; a count of zero is taken as 0.5",
            missing=True,
        ),
        Column(
            "percent_difference",
            "number",
            "%DIFF: above 0 more in the group; missing where the reference has none",
            missing=True,
            low=-100,
        ),
        Column("n_documents", "whole", "documents of the group that hold it", low=0),
        DOCUMENT_SHARE,
        Column("n_documents_reference", "whole", "documents of the reference that hold it", low=0),
        Column(
            "document_share_reference",
            "number",
            "the share of those; missing where the reference is empty",
            missing=True,
            low=0,
            high=1,
        ),
        Column(
            "dispersion",
            "number",
            DISPERSION.meaning + "; missing where the group has none",
            missing=True,
            low=0,
            high=1,
        ),
        DISPERSION_NORMALISED,
    ),
)

NGRAMS = Table(
    "ngrams",
    "one sequence of words",
    ("ngram",),
    (
        Column("ngram", "text", "its words, with one space between"),
        Column("n", "whole", "how often", low=1),
        N_DOCUMENTS,
        DOCUMENT_SHARE,
        DISPERSION,
        DISPERSION_NORMALISED,
    ),
)

DISPERSIONS = Table(
    "dispersions",
    "one word",
    ("word",),
    (
        WORD,
        Column("n", "whole", "how often", low=1),
        Column("per_million", "number", "of a million words", low=0),
        N_DOCUMENTS,
        DOCUMENT_SHARE,
        DISPERSION,
        DISPERSION_NORMALISED,
    ),
)

POSITIONS = Table(
    "positions",
    "one place in a text that is looked at",
    ("document_id", "start", "end"),
    (
        DOCUMENT_ID,
        START,
        END,
        Column(
            "place",
            "number",
            "its middle: 0 at the beginning of the text to 1 at the end",
            low=0,
            high=1,
        ),
        PUBLISHED_ON,
        Column("order", "whole", "of its document by date, 0 the earliest, undated last", low=0),
        Column("n_ordered", "whole", "documents in that order, with hits or without", low=1),
    ),
)

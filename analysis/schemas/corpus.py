"""Tables of what was read: documents, what was removed from them, and their segments."""

from analysis.schemas.core import Column, Table

DOCUMENT_ID = Column("document_id", "text", "which document")
SEGMENT_ID = Column("segment_id", "text", "which segment")
START = Column("start", "whole", "first character in `documents.text`", low=0)
END = Column("end", "whole", "one past the last character in `documents.text`", low=0)

DOCUMENTS = Table(
    "documents",
    "one published text",
    ("document_id",),
    (
        DOCUMENT_ID,
        Column("title", "text", "headline", missing=True),
        Column("text", "text", "the text that every offset counts in, headline included"),
        Column("published_on", "date", "day of publication", missing=True),
        Column("outlet", "text", "who published it", missing=True),
        Column("outlet_country", "text", "ISO 3166-1 alpha-3 of the outlet", missing=True),
        Column("author", "text", "byline", missing=True),
        Column("language", "text", "ISO 639-1 of the text", missing=True),
        Column("original_language", "text", "ISO 639-1 of the original", missing=True),
        Column(
            "translated",
            "text",
            "whether and how it was translated: no, human, machine",
            missing=True,
        ),
        Column("perspective", "text", "the desk or camp that the reader assigns", missing=True),
        Column("licence", "text", "terms under which the text may be used", missing=True),
        Column("path", "text", "file it was read from, relative to the corpus"),
        Column("sha256", "text", "hash of `text` in UTF-8"),
    ),
)

REMOVALS = Table(
    "removals",
    "one piece of junk taken out of a document",
    ("document_id", "start_in_original"),
    (
        DOCUMENT_ID,
        Column("start_in_original", "whole", "first character in the text as it was read", low=0),
        Column("text", "text", "what was taken out, to the character"),
        Column("reason", "text", "the rule that took it out"),
    ),
)

REJECTED = Table(
    "rejected",
    "one file or row that could not become a document",
    ("path", "reason"),
    (
        Column("path", "text", "file, with the row number where it is a table"),
        Column("reason", "text", "what is wrong and what to do"),
    ),
)

QUALITIES = ("good", "check", "nothing", "aside")

LOADS = Table(
    "loads",
    "one file, or one file in an archive",
    ("path",),
    (
        Column("path", "text", "file, relative to the corpus; behind an archive, its place in it"),
        Column("n_bytes", "number", "its size; missing if it cannot be told", missing=True, low=0),
        Column("method", "text", "the way by which it was read", missing=True),
        Column("n_articles", "whole", "articles or rows that were read in it", low=0),
        Column("n_stated", "number", "articles that it says it holds", missing=True, low=0),
        Column("n_kept", "whole", "documents that came of it", low=0),
        Column(
            "n_set_aside",
            "whole",
            "articles that became no document: those read less those kept; why is in `rejected`",
            low=0,
        ),
        Column(
            "quality",
            "text",
            "good: all of it is kept as it stands; check: see notes, or the rejected; nothing: no "
            "document came of it; aside: it is no text, but a register or about the corpus",
            choices=QUALITIES,
        ),
        Column("notes", "text", "what a reader should know of it", missing=True),
    ),
)

READINGS = Table(
    "readings",
    "how one document was read",
    ("document_id",),
    (
        DOCUMENT_ID,
        Column("place", "text", "where in its file it stands; missing: all of it", missing=True),
        Column("method", "text", "the way by which it was read"),
        Column("date_found_by", "text", "what says the day of publication", missing=True),
        Column(
            "language_found_by",
            "text",
            "what says the language; missing: nothing does, and the text is too short to tell",
            missing=True,
        ),
        Column("copy_of", "text", "the document of which it is a near-copy", missing=True),
        Column("notes", "text", "what was mended or is in doubt", missing=True),
    ),
)

LOAD_REPORT = Table(
    "load_report",
    "one way of reading",
    ("method",),
    (
        Column("method", "text", "the way; empty for files that could not be read at all"),
        Column("n_files", "whole", "files that were read so", low=1),
        Column("n_articles", "whole", "articles or rows that were read in them", low=0),
        Column("n_stated", "number", "articles that they say they hold", missing=True, low=0),
        Column("n_kept", "whole", "documents that came of them", low=0),
        Column("n_set_aside", "whole", "articles that became no document", low=0),
        Column("n_to_check", "whole", "files of which something is noted", low=0),
        Column("n_without", "whole", "files of which no document came", low=0),
    ),
)

SEGMENTS = Table(
    "segments",
    "one headline or sentence",
    ("segment_id",),
    (
        SEGMENT_ID,
        DOCUMENT_ID,
        Column("position", "whole", "0 for the first segment of its document", low=0),
        Column("part", "text", "where it stands", choices=("headline", "body")),
        START,
        END,
        Column("text", "text", "the surface"),
    ),
)

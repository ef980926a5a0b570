"""The tables of hand coding: who coded what how, how far coders agree, and what is corrected."""

from analysis.schemas.annotations import TARGETS
from analysis.schemas.classes import CLASSES
from analysis.schemas.core import Column, Table

METHODS_OF_CORRECTION = ("naive", "rogan_gladen", "likelihood", "prediction_powered")
COEFFICIENTS = ("alpha", "kappa", "ac1", "percent")
LEVELS = ("nominal", "ordinal", "interval", "ratio")

_VARIABLE = Column("variable", "text", "what is coded: sentiment, a frame, a speaker ...")

UNITS = Table(
    "units",
    "one mention or relation that could be coded",
    ("unit_id",),
    (
        Column("unit_id", "text", "a name that tells a coder nothing"),
        Column("target_id", "text", "the mention or relation, as in the stances"),
        Column("document_id", "text", "the document that holds it"),
        Column("target", "text", "what it is", choices=TARGETS),
        Column("about", "text", "its country or relation", missing=True),
        Column("outlet", "text", "who published it", missing=True),
        Column("month", "text", "of publication, as 2025-01", missing=True),
        Column("predicted", "text", "class that the scorer claims; missing without a score",
               missing=True, choices=CLASSES),
        Column("sentiment", "number", "the scorer's number", missing=True, low=-1, high=1),
        Column("frames", "list", "names of the figurative frames that it is put into"),
        Column("framed", "truth", "whether it is put into any"),
        Column("before", "text", "what stands before it, from the sentence before its own on"),
        Column("surface", "text", "its words, to the character"),
        Column("after", "text", "what stands after it, to the end of the next sentence"),
    ),
)  # fmt: skip

SAMPLE = Table(
    "sample",
    "one unit that was drawn to be coded",
    ("unit_id",),
    (
        *UNITS.columns,
        Column("stratum", "text", "the units that it was drawn from"),
        Column("probability", "number", "with which it was drawn; its weight is the inverse",
               low=0, high=1),
        Column("position", "whole", "place on the sheets, from 0, in an order that tells nothing",
               low=0),
    ),
)  # fmt: skip

VARIABLES = Table(
    "variables",
    "one value of one thing that is coded",
    ("variable", "value"),
    (
        _VARIABLE,
        Column("question", "text", "what a coder asks of the unit; the same for each value"),
        Column("value", "text", "what is written into the sheet"),
        Column("meaning", "text", "when to write it"),
        Column("level", "text", "level of measurement", choices=LEVELS),
    ),
)  # fmt: skip

UNREAD_CODINGS = Table(
    "unread_codings",
    "one cell of a sheet that is no coding",
    ("file", "line", "variable"),
    (
        Column("file", "text", "the sheet"),
        Column("line", "whole", "its row, as a spreadsheet counts them; the header is 1", low=1),
        Column("variable", "text", "the column"),
        Column("value", "text", "what stands there", missing=True),
        Column("reason", "text", "why it was not read"),
    ),
)  # fmt: skip

CODINGS = Table(
    "codings",
    "one unit, one coder, one variable",
    ("unit_id", "coder", "variable"),
    (
        Column("unit_id", "text", "the unit that was coded, such as a target"),
        Column("coder", "text", "who coded it"),
        _VARIABLE,
        Column("value", "text", "what the coder saw; a unit that was not coded has no row, which "
               "is not the same as `no` or 0"),
        Column("codebook_version", "text", "version of the codebook that the sheet was printed "
               "from", missing=True),
        Column("coded_on", "date", "day of the coding", missing=True),
    ),
)  # fmt: skip

AGREEMENT = Table(
    "agreement",
    "one variable, or one group of its units",
    ("variable", "group", "coefficient"),
    (
        _VARIABLE,
        Column("estimate", "number", "1 is perfect, 0 what chance gives; missing where nothing "
               "varies, since then nothing can be told", missing=True, low=-1, high=1),
        Column("low", "number", "lower end of the 95 % interval", missing=True, low=-1, high=1),
        Column("high", "number", "upper end of the interval", missing=True, low=-1, high=1),
        Column("n_units", "whole", "units coded by two coders or more", low=0),
        Column("n_coders", "whole", "coders of those units", low=0),
        Column("group", "text", "which units, as a country or a pair of coders; `all` is every "
               "one"),
        Column("coefficient", "text", "Krippendorff's alpha, Cohen's kappa, Gwet's AC1, or the "
               "share of pairs alike", choices=COEFFICIENTS),
        Column("level", "text", "level of measurement that the values were taken for",
               choices=LEVELS),
    ),
)  # fmt: skip

PAIRS = Table(
    "pairs",
    "one value that coders gave to one unit, beside what the instrument claims",
    ("unit_id", "variable", "value"),
    (
        Column("unit_id", "text", "the unit"),
        _VARIABLE,
        Column("value", "text", "what coders saw"),
        Column("share", "number", "of its coders who saw that; a sheet of the coder `resolved` "
               "counts alone", low=0, high=1),
        Column("claimed", "text", "what the instrument says; missing for a unit that today's "
               "tables lack", missing=True),
        Column("document_id", "text", "the document that holds it"),
        Column("about", "text", "its country or relation", missing=True),
        Column("outlet", "text", "who published it", missing=True),
        Column("quarter", "text", "of publication, as 2025 Q1", missing=True),
        Column("probability", "number", "with which the unit was drawn", low=0, high=1),
    ),
)  # fmt: skip

CODED_VALIDITY = Table(
    "coded_validity",
    "one measure of one label in one group of coded units",
    ("variable", "group", "measure", "label"),
    (
        _VARIABLE,
        Column("group", "text", "which units: `all`, or as `about=KOR`, `outlet=X`, "
               "`quarter=2025 Q1`"),
        Column("measure", "text", "precision, recall, f1, accuracy, macro_f1, or a count: units, "
               "documents, unmatched"),
        Column("label", "text", "the value; `all` of every one"),
        Column("estimate", "number", "a share from 0 to 1 for the whole corpus, each unit weighing "
               "the inverse of its probability; or a count", missing=True, low=0),
        Column("low", "number", "lower end of the 95 % interval", missing=True, low=0, high=1),
        Column("high", "number", "upper end of the interval", missing=True, low=0, high=1),
        Column("n", "whole", "coded units that it rests on", low=0),
    ),
)  # fmt: skip

CONFUSION = Table(
    "confusion",
    "one value that coders saw and one that the instrument claims",
    ("variable", "value", "claimed"),
    (
        _VARIABLE,
        Column("value", "text", "what coders saw"),
        Column("claimed", "text", "what the instrument says"),
        Column("n", "number", "coded units; coders who disagree count in parts", low=0),
        Column("share", "number", "of all units of the corpus, estimated", low=0, high=1),
    ),
)  # fmt: skip

CORRECTIONS = Table(
    "corrections",
    "one share or mean of one group by one method",
    ("variable", "group", "value", "correction"),
    (
        _VARIABLE,
        Column("group", "text", "country, outlet or the like; `all` of every one"),
        Column("value", "text", "the value whose share is estimated, or `mean` of all values"),
        Column("correction", "text", "naive: what the instrument says; the others set it right "
               "with the coded sample", choices=METHODS_OF_CORRECTION),
        Column("estimate", "number", "share or mean, each document counting once; missing where "
               "too few documents were coded", missing=True, low=-1, high=1),
        Column("low", "number", "lower end of the 95 % interval", missing=True, low=-1, high=1),
        Column("high", "number", "upper end of the interval", missing=True, low=-1, high=1),
        Column("n_units", "whole", "units of the group", low=0),
        Column("n_documents", "whole", "documents of the group", low=0),
        Column("n_coded", "whole", "units of the group that were coded", low=0),
        Column("n_coded_documents", "whole", "documents that hold these", low=0),
        Column("cluster", "text", "what was resampled whole", choices=("document", "outlet")),
    ),
)  # fmt: skip

"""The tables of hand coding: who coded what how, how far coders agree, and what is corrected."""

from analysis.schemas.core import Column, Table

COEFFICIENTS = ("alpha", "kappa", "ac1", "percent")

_VARIABLE = Column("variable", "text", "what is coded: sentiment, a frame, a speaker ...")

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
               choices=("nominal", "ordinal", "interval", "ratio")),
    ),
)  # fmt: skip

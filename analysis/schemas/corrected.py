"""The tables behind the figures of validity and correction on a corpus of one's own."""

from analysis.schemas.codings import METHODS_OF_CORRECTION
from analysis.schemas.core import Column, Table
from analysis.schemas.figures import LABEL, SCORER, numbers

_VARIABLE = Column("variable", "text", "what was coded: sentiment, a frame")
_GROUP = Column("group", "text", "country, outlet or the like; `all` of every one")

CORRECTED_ESTIMATES = Table(
    "corrected_estimates",
    "one group by one method",
    ("group", "correction"),
    (
        _VARIABLE,
        Column("value", "text", "whose share is estimated, or `mean` of all values"),
        _GROUP,
        LABEL,
        SCORER,
        Column("correction", "text", "naive, or how it was set right with the coded sample",
               choices=METHODS_OF_CORRECTION),
        Column("n_coded", "whole", "units of the group that were coded", low=0),
        *numbers("share or mean, each document counting once", -1, 1),
    ),
)  # fmt: skip

VALIDITY_BY_GROUP = Table(
    "validity_by_group",
    "one group of coded units",
    ("group",),
    (
        _VARIABLE,
        Column("measure", "text", "f1 of the value 1, macro_f1, or accuracy"),
        _GROUP,
        LABEL,
        SCORER,
        *numbers("the measure, for the whole corpus", 0, 1),
    ),
)

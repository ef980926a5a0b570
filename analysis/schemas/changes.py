"""The tables of change: dated values, change points, events, smooth curves, and their parts."""

from analysis.schemas.core import Column, Table
from analysis.schemas.figures import LABEL, SCORER, numbers

MEASURES_OF_SERIES = ("sentiment", "share")
PARTS_OF_CHANGE = ("total", "within", "mix")

_SERIES = (
    Column("series", "text", "what the values are about: a country, a relation, a frame"),
    LABEL,
    Column("measure", "text", "sentiment from -1 to +1, or a share from 0 to 1",
           choices=MEASURES_OF_SERIES),
    SCORER,
)  # fmt: skip
_P_VALUES = (
    Column("p_value", "number", "of no change at all; missing where nothing can be tested",
           missing=True, low=0, high=1),
    Column("p_adjusted", "number", "Holm's, over all tests of the table", missing=True, low=0,
           high=1),
)  # fmt: skip

DATED_VALUES = Table(
    "dated_values",
    "one series in one dated document",
    ("series", "document_id"),
    (
        *_SERIES,
        Column("document_id", "text", "the document"),
        Column("published_on", "date", "its day"),
        Column("outlet", "text", "who published it", missing=True),
        Column("value", "number", "mean of the document's mentions, or 1 where it holds the frame "
               "and 0 where not; missing without evidence", missing=True, low=-1, high=1),
        Column("n_mentions", "whole", "mentions or cues in it", low=0),
        Column("n_read", "whole", "those with evidence", low=0),
    ),
)  # fmt: skip

CHANGE_POINTS = Table(
    "change_points",
    "one change of one series; a series without any has one row",
    ("series", "number"),
    (
        *_SERIES,
        Column("number", "whole", "of the series' changes by date, from 1", low=1),
        Column("changed_on", "date", "day of the first document after the change; missing where "
               "no change is sure", missing=True),
        Column("earliest", "date", "lower end of the 95 % interval of that day", missing=True),
        Column("latest", "date", "upper end of the interval", missing=True),
        *_P_VALUES,
        Column("events", "text", "dated events within the interval, parted by semicolons",
               missing=True),
        Column("mean_before", "number", "mean since the change before", missing=True, low=-1,
               high=1),
        Column("mean_after", "number", "mean until the next change", missing=True, low=-1, high=1),
        Column("n_before", "whole", "documents before", low=0),
        Column("n_after", "whole", "documents after", low=0),
        Column("autocorrelation", "number", "of block means around their levels, lag one; where it "
               "is far above 0, texts of neighbouring blocks are alike and the p-value is too "
               "small", missing=True, low=-1, high=1),
        *numbers("mean after less mean before", -2, 2),
    ),
)  # fmt: skip

EVENT_STUDY = Table(
    "event_study",
    "one series around one event",
    ("series", "event"),
    (
        *_SERIES,
        Column("event", "text", "short name of the event"),
        Column("occurred_on", "date", "its day; texts of that day count as after it"),
        Column("event_label", "text", "what the figure calls it"),
        Column("width", "whole", "days before the event, and from it on, that are compared",
               low=1),
        Column("n_before", "whole", "documents before", low=0),
        Column("n_after", "whole", "documents after", low=0),
        *_P_VALUES,
        Column("placebo_low", "number", "lower end of the middle 95 % of the differences on other "
               "days", missing=True, low=-2, high=2),
        Column("placebo_high", "number", "upper end", missing=True, low=-2, high=2),
        Column("placebo_p", "number", "rank of the event's difference among those, in standard "
               "errors; missing with fewer than 19 of them", missing=True, low=0, high=1),
        Column("n_placebos", "whole", "other days tried", low=0),
        *numbers("mean after less mean before", -2, 2),
    ),
)  # fmt: skip

SMOOTHED_OVER_TIME = Table(
    "smoothed_over_time",
    "one series on one day",
    ("series", "day"),
    (
        *_SERIES,
        Column("day", "date", "for which the curve is given"),
        Column("bandwidth", "whole", "days to each side whose documents count", low=1),
        Column("n_series", "whole", "documents of the whole series that have a value", low=0),
        *numbers("height of the curve", -1, 1),
    ),
)

COMPOSITION_OF_CHANGE = Table(
    "composition_of_change",
    "one part of the change of one series, of all groups or of one",
    ("series", "part", "group"),
    (
        *_SERIES,
        Column("part", "text", "total: after less before; within: with the groups' shares as they "
               "were; mix: with their means as they were. Within and mix of all sum to the total, "
               "those of the groups to those of all; within is missing, and sums as 0, for a "
               "group that wrote on one side alone", choices=PARTS_OF_CHANGE),
        Column("grouped_by", "text", "what the documents are grouped by: outlet, or as given"),
        Column("group", "text", "the outlet, or whatever they are grouped by; `all` is every one"),
        Column("changed_on", "date", "first day that counts as after"),
        Column("n_before", "whole", "documents of the group before", low=0),
        Column("n_after", "whole", "documents of the group after", low=0),
        *numbers("what the part adds to the change", -2, 2),
    ),
)  # fmt: skip

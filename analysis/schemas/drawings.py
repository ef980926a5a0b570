"""The table of what is wrong with a drawing as it would be printed."""

from analysis.schemas.core import Column, Table

KINDS_OF_FAULT = (
    "size",
    "contrast of text",
    "text on marks",
    "text cut off",
    "overlap",
    "mark cut off",
    "contrast of marks",
    "colour alone",
)

FAULTS = Table(
    "faults",
    "one thing in a figure that cannot be read, seen or told apart in print",
    ("number",),
    (
        Column("number", "whole", "of the fault, from 0", low=0),
        Column("fault", "text", "what is wrong", choices=KINDS_OF_FAULT),
        Column("what", "text", "the words of a text, or the gid of a mark"),
        Column("other", "text", "the second of two; empty where there is none"),
        Column(
            "measured",
            "number",
            "points of size, overlap or what is cut off; contrast; share covered; distance of "
            "two colours in CIELAB",
            low=0,
        ),
        Column("required", "number", "the least or most of it that is allowed", low=0),
    ),
)

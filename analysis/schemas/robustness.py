"""The tables of robustness: one conclusion under every choice of instrument."""

from analysis.schemas.core import Column, Table
from analysis.schemas.figures import LABEL, numbers

DIMENSIONS = ("scorer", "window", "threshold", "codebook", "copies")

_CHOICES = (
    Column("scorer", "text", "the instrument of sentiment"),
    Column("window", "text", "what it reads: the sentence alone, or its neighbours as well",
           choices=("sentence", "neighbours")),
    Column("threshold", "number", "from which `figurative` a cue counts as an image", low=0,
           high=1),
    Column("codebook", "text", "of frames: `house`, or the file"),
    Column("copies", "text", "with near-copies of earlier texts, or without",
           choices=("with", "without")),
)  # fmt: skip
_CONCLUSION = (
    Column("specification", "whole", "number, from 0", low=0),
    Column("conclusion", "text", "what is estimated, in words"),
    Column("measures", "text", "what is measured for it, `sentiment` or `frame` and its name, "
           "parted by semicolons; missing where that is not told", missing=True),
)  # fmt: skip
_NUMBERS = numbers("what is concluded", -2, 2)

SPECIFICATIONS = Table(
    "specifications",
    "one way of measuring what is concluded",
    ("specification",),
    (
        *_CONCLUSION,
        *_CHOICES,
        Column("is_default", "truth", "whether these are the choices of the house"),
        *_NUMBERS,
    ),
)

SPECIFICATION_CURVE = Table(
    "specification_curve",
    "one way of measuring what is concluded, from the lowest estimate to the highest",
    ("specification",),
    (
        *_CONCLUSION,
        *_CHOICES,
        LABEL,
        Column("is_default", "truth", "whether these are the choices of the house"),
        Column("agrees", "text", "whether the estimate has the sign of the default one; missing "
               "where one of them is", missing=True, choices=("yes", "no")),
        *_NUMBERS,
    ),
)

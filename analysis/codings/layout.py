"""The columns of a sheet, and the name of the file that tells what coders must not see."""

__all__ = ["AFTER", "BEFORE", "FIXED_COLUMNS", "KEY", "NOTE", "TARGET", "UNIT", "VERSION"]

KEY = "sample.csv"

UNIT = "unit_id"
VERSION = "codebook"
BEFORE = "before"
TARGET = "target"
AFTER = "after"
NOTE = "note"

# Every other column but the note is a variable.
FIXED_COLUMNS = (UNIT, VERSION, BEFORE, TARGET, AFTER)

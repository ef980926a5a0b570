"""How much a file may ask for, and why so much: what lies above is refused with a reason."""

MEGABYTE = 1024 * 1024

# A file is read whole and takes up to five times its size in memory while it is decoded.
LARGEST_FILE = 2048 * MEGABYTE

# Some five thick books. An article has a few thousand characters, and no stage was made for more.
LONGEST_TEXT = 5_000_000

# Of archives. A newspaper's year has some 100,000 articles; each member is held in memory alone.
MOST_MEMBERS = 200_000
LARGEST_ARCHIVE = 8 * LARGEST_FILE
# Text shrinks to a fifth, and machine-made lines to a fiftieth; a bomb to a thousandth. What is
# small once unpacked harms nobody, however small it was before.
STEEPEST_RATIO = 200
HARMLESS_SIZE = 16 * MEGABYTE
# A year's archive of months of days is three deep.
DEEPEST_ARCHIVE = 3

# Of the formats that are parsed apart: computing time for any file and for each megabyte. Pages of
# a PDF take some 30 ms each, and a megabyte has a hundred of them.
SECONDS = 5
SECONDS_A_MEGABYTE = 20
# On a busy machine the clock runs on while nothing is computed.
MOST_PATIENCE = 10
# Of address space, where the system can limit it: the libraries take one gigabyte themselves.
MEMORY = 4096 * MEGABYTE

# Larger than any row of a table that a scholar made; each would be a cell a column.
MOST_COLUMNS = 2_000

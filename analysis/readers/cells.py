"""Tables of cells between commas, semicolons or tabs."""

from __future__ import annotations

import csv
import re
import sys

import pandas as pd

_DELIMITERS = (",", ";", "\t")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_Rows = tuple[pd.DataFrame, list[tuple[int, str]]]


def read_delimited(text: str, delimiter: str) -> _Rows:
    """Read rows of cells; one that is broken is refused, and the others are kept.

    Parameters
    ----------
    text : str
        The file's characters, line ends as they are.
    delimiter : str
        What its ending promises between two cells; another is taken if the header lacks it.

    Returns
    -------
    DataFrame, one row per row of the file
        Its index is the row's number, counted from 1 after the header; an empty cell is missing.
    list of (int, str)
        Rows that could not be read, with the reason.
    """
    first = _LINE.match(text)
    header = first.group() if first else ""
    if delimiter not in header:
        delimiter = max((*delimiter, *_DELIMITERS), key=header.count)
    table, refused = _read_rows(text, delimiter, quoting=csv.QUOTE_MINIMAL)
    if delimiter == "\t" and refused:
        # Many programs write tabs without quoting, so that a quotation mark is only a character.
        plain, plain_refused = _read_rows(text, delimiter, quoting=csv.QUOTE_NONE)
        if len(plain) > len(table):
            return plain, plain_refused
    return table, refused


def _read_rows(text: str, delimiter: str, *, quoting: int) -> _Rows:
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    # Strict: a mark that is never closed would otherwise swallow the rows after it. Line by line:
    # a copy of the text in memory would take four bytes for each character.
    lines = (match.group() for match in _LINE.finditer(text))
    reader = csv.reader(lines, delimiter=delimiter, quoting=quoting, strict=True)
    rows, numbers, refused = [], [], []
    header: list[str] = []
    number = -1
    while True:
        number += 1
        begins = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            reason = f"line {begins} must be cells between {delimiter!r}; {error}"
            if "unexpected end" in str(error):
                reason = (
                    f"a quotation mark is opened on line {begins} and never closed; all after it "
                    "is lost. Close it"
                )
            refused.append((number, reason))
            continue
        if not header:
            header = row
        elif row and len(row) != len(header):
            reason = f"it must have {len(header)} cells like the header; it has {len(row)}"
            refused.append((number, reason))
        elif row:
            rows.append([cell or None for cell in row])
            numbers.append(number)
    return pd.DataFrame(rows, columns=header, index=numbers, dtype=object), refused

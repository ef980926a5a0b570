"""Where one record of ProQuest ends and the next one begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis.readers.fields import split_field

__all__ = ["ABSTRACT", "BELOW", "TEXT", "Record", "count_stated", "cut_records"]

_RULE = re.compile(r"_{20,}")
_NUMBER = re.compile(r"Document (\d+) of (\d+)", re.IGNORECASE)
_CLOSING = re.compile(r"Bibliography|Contact us at:.*|Database copyright ©.*|Citation style:.*")
_BELOW = """
    title author publicationtitle publicationdate publicationyear publicationinfo firstpage pages
    numberofpages section publisher placeofpublication countryofpublication publicationsubject issn
    eissn sourcetype languageofpublication language documenttype documentfeature documentfeatures
    proquestdocumentid documenturl copyright lastupdated database subject subjects
    businessindexingterm location people companyorganization company personalname classification
    identifierkeyword identifierskeywords keywords volume issue dateline column edition
    alternatetitle correspondenceauthor accessionnumber doi isbn links productname ticker
"""
BELOW = frozenset(_BELOW.split())
_IDS = {"proquestdocumentid", "documenturl", "database", "lastupdated"}
TEXT, ABSTRACT = "fulltext", "abstract"


class Record(NamedTuple):
    """One document: its number and that of all, where it states them, and its lines."""

    number: int | None
    total: int | None
    lines: Sequence[str]


def cut_records(lines: Sequence[str]) -> list[Record]:
    """Cut the records apart: at rules, at numbers, and below the last field of each.

    Parameters
    ----------
    lines : sequence of str
        The lines of the file, none of them empty.

    Returns
    -------
    list of Record
        What stands before the first and behind the last is in none.
    """
    records: list[Record] = []
    begin, number, total = 0, None, None
    for index in range(len(lines) + 1):
        match = _NUMBER.fullmatch(lines[index]) if index < len(lines) else None
        if index < len(lines):
            is_next = match and (number, match[2]) == (int(match[1]) - 1, str(total))
            is_cut = match or _RULE.fullmatch(lines[index]) or _is_last(lines, index)
            # A rule or a number in a text cuts nothing: what is above has no fields below its text.
            if not is_cut or not (is_next or _is_whole(lines[begin:index])):
                continue
        chunk = lines[begin:index]
        if _is_record(chunk):
            records.append(Record(number, total, _trim(chunk)))
        begin, number, total = index, None, None
        if match:
            begin, number, total = index + 1, int(match[1]), int(match[2])
    return records


def _is_last(lines: Sequence[str], index: int) -> bool:
    """Tell a line below the last field of a record, where the next one begins without a rule."""
    above = split_field(lines[index - 1]) if index else None
    field = split_field(lines[index])
    is_below = above is not None and above.label == "database"
    return is_below and (field is None or field.label not in BELOW)


def _is_record(lines: Sequence[str]) -> bool:
    labels = {field.label for line in lines if (field := split_field(line))}
    return bool(labels & {TEXT, "proquestdocumentid", "publicationtitle"})


def _is_whole(lines: Sequence[str]) -> bool:
    labels = {field.label for line in lines if (field := split_field(line))}
    return TEXT not in labels or bool(labels & _IDS)


def _trim(lines: Sequence[str]) -> list[str]:
    """Take rules off both ends, and the bibliography and the closing lines off the end."""
    lines = list(lines)
    for index in range(len(lines) - 1, -1, -1):
        field = split_field(lines[index])
        if field is not None and field.label in _IDS:
            break
        if _CLOSING.fullmatch(lines[index]):
            del lines[index:]
    while lines and _RULE.fullmatch(lines[0]):
        del lines[0]
    while lines and _RULE.fullmatch(lines[-1]):
        del lines[-1]
    return lines


def count_stated(records: Sequence[Record]) -> int | None:
    """Count what the numbers say that there is; they begin anew where files were put together."""
    stated, last = 0, None
    for record in records:
        if record.number is None or record.total is None:
            return None
        begins = last is None or record.total != last.total or record.number <= last.number
        stated += record.total - record.number + 1 if begins else 0
        last = record
    return stated or None

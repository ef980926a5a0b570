"""The fields that Nexis writes above and below the text of an article."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.readers.fields import is_copyright, split_field

__all__ = ["ABOVE", "BELOW", "HEADS", "list_unknown"]

_HEADS = "section length byline dateline highlight distribution"
_ABOVE = "author headline edition series guests anchor anchors reporter reporters show host hosts"
_BELOW = """
    loaddate language publicationtype subject company ticker organization industry person
    geographic city state country graphic notes note correction correctiondate journalcode accno
    doctype documenttype url distribution issn pubtype series name product editors publisher
"""
# As `split_field` writes them. With these a header begins, in every form of the export:
HEADS = frozenset(_HEADS.split())
ABOVE = HEADS | frozenset(_ABOVE.split())
BELOW = frozenset(_BELOW.split())


def list_unknown(lines: Iterable[str]) -> list[str]:
    """Write a note of the fields among lines that no rule knows, if there are any."""
    labels = [
        line.partition(":")[0].strip()
        for line in lines
        if not is_copyright(line)
        and (field := split_field(line))
        and field.label not in ABOVE | BELOW
    ]
    return [f"not in the text: fields that no rule knows, {', '.join(labels)}"] if labels else []

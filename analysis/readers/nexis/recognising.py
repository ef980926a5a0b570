"""Tell the two forms of Nexis apart, and from any other text."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.readers.articles import Articles
from analysis.readers.fields import is_copyright, split_field, split_lines
from analysis.readers.nexis.old import is_old, read_old
from analysis.readers.nexis.uni import find_cover, is_end, read_uni

__all__ = ["is_nexis", "read_nexis"]

_LEAST_SIGNS = 3


def is_nexis(lines: Sequence[str]) -> bool:
    """Tell an export of Nexis from any other text.

    Parameters
    ----------
    lines : sequence of str
        All lines of the file, as :func:`analysis.readers.fields.split_lines` gives them.

    Returns
    -------
    bool
        By three of the five lines that a single article has, or by a cover page, or by the
        numbers of the older form. The name of the file plays no part.
    """
    lines = [line for line in lines if line]
    if is_old(lines) or find_cover(lines):
        return True
    fields = [field for line in lines if (field := split_field(line))]
    signs = [
        any(map(is_end, lines)),
        any(line.casefold() == "body" for line in lines if len(line) <= len("body")),
        any(field.label == "loaddate" for field in fields),
        any(field.label == "length" and field.value.endswith("words") for field in fields),
    ]
    n_signs = sum(signs)
    # The last one takes longer to look for than all the others.
    return n_signs >= _LEAST_SIGNS or (
        n_signs == _LEAST_SIGNS - 1 and any(map(is_copyright, lines))
    )


def read_nexis(paragraphs: Sequence[str]) -> Articles:
    """Read the articles of one export of Nexis Uni or of LexisNexis.

    Parameters
    ----------
    paragraphs : sequence of str
        The paragraphs or lines of the file, empty ones included.

    Returns
    -------
    Articles
        Each article with title, day, outlet, author and language as far as it has them; fields,
        captions, highlights and corrections are no part of its text. A number of articles on the
        cover page that is not that of the articles found is among the refused.
    """
    lines = split_lines(paragraphs)
    return read_old(lines) if is_old([line for line in lines if line]) else read_uni(lines)

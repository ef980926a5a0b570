"""Tell a headline from the first sentence of an article."""

from __future__ import annotations

import re

from analysis.corpus.cleaning import is_byline

_LONGEST_TITLE = 200
# A first line of this length without a blank line below may be the first of many that were broken
# at a width.
_NARROWEST_WRAP, _WIDEST_WRAP = 40, 100
_ABBREVIATION = re.compile(r"(?:\b(?:[A-Z]\.){2,}|\.\.\.|\b(?:Inc|Corp|Ltd|Co|Jr|Sr)\.)\Z")


def guess_title(text: str) -> str | None:
    r"""Return the first line where it reads like a headline, else None.

    A headline is short, ends in no full stop, and more text follows it. The first line of a text
    that was broken at a width is none.

    Parameters
    ----------
    text : str
        A text without junk.

    Returns
    -------
    str or None
        The line without white space around it; it stays a part of the text.

    Examples
    --------
    >>> guess_title("Seoul waits\n\nThe vote came at dawn, and it changed little.")
    'Seoul waits'
    >>> guess_title("Seoul waited.\n\nThe vote came at dawn.") is None
    True
    """
    first, _, rest = text.lstrip().partition("\n")
    first = first.strip()
    if not first or len(first) > _LONGEST_TITLE or len(rest.strip()) <= len(first):
        return None
    if not any(map(str.isalnum, first)) or is_byline(first):
        return None
    bare = first.rstrip("\"'”’」』)" if first[0] == "(" else "\"'”’」』")
    if bare.endswith((":", ";", ",", "。")):
        return None
    if bare.endswith(".") and not _ABBREVIATION.search(bare):
        return None
    if _goes_on(first, rest):
        return None
    return first


def _goes_on(first: str, rest: str) -> bool:
    """Tell whether the second line carries on the sentence of the first."""
    second = rest.partition("\n")[0].strip()
    if not second:
        return False
    if second[0].islower():
        return True
    is_wide = _NARROWEST_WRAP <= len(first) <= _WIDEST_WRAP
    is_unfinished = not second.endswith((".", "!", "?", "”", '"', "’"))
    return is_wide and is_unfinished and len(second) <= _WIDEST_WRAP

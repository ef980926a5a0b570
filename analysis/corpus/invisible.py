"""Characters that nobody sees: of no width, of direction, of hidden tags."""

from __future__ import annotations

import re

from analysis.corpus.marks import is_plain

__all__ = ["count_invisible", "find_invisible", "take_out_invisible", "write_visibly"]

# A joiner between letters of other scripts, or between two pictures, means something.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]+"
    "|(?<=[A-Za-z0-9.,;:!?'\" ])[\u200c\u200d]+(?=[A-Za-z0-9.,;:!?'\" ])"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]+"
)
# Any of them, wherever it stands; most texts hold none.
_PERHAPS = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0020-\U000e007f]"
)
# Far more than stray marks; such a text is no article as it stands.
_MOST_RUNS = 2_000
# What turns a line around, or is no character at all.
_MISLEADING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def find_invisible(text: str) -> list[tuple[int, int]]:
    r"""Find the runs of invisible characters; none if there are more than stray ones.

    Examples
    --------
    >>> find_invisible("Se\u200boul")
    [(2, 3)]
    """
    if is_plain(text) or not _PERHAPS.search(text):
        return []
    runs = []
    for match in _INVISIBLE.finditer(text):
        runs.append(match.span())
        if len(runs) > _MOST_RUNS:
            return []
    return runs


def count_invisible(text: str) -> int:
    """Count the invisible characters of a text."""
    if is_plain(text) or not _PERHAPS.search(text):
        return 0
    return sum(match.end() - match.start() for match in _INVISIBLE.finditer(text))


def take_out_invisible(text: str) -> str:
    """Leave the invisible characters out."""
    return text if is_plain(text) else _INVISIBLE.sub("", text)


def write_visibly(text: str) -> str:
    r"""Write what is no Unicode, moves the cursor or turns a line around as its number.

    Examples
    --------
    >>> print(write_visibly("a\u202ecod.txt"))
    a\u202ecod.txt
    """
    safe = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return _MISLEADING.sub(lambda match: f"\\u{ord(match.group()):04x}", safe)

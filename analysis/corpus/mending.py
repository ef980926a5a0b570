"""Mend text that was decoded wrongly somewhere on its way (mojibake), and log each repair."""

from __future__ import annotations

import os
from collections import Counter

from analysis.corpus.marks import is_plain

__all__ = ["is_garbled", "mend"]

_MOST_NAMED = 20
_LONGEST_NAMED = 24


def mend(text: str) -> tuple[str, list[str]]:
    """Undo wrong decodings, line by line; nothing else is changed.

    Quotation marks, spaces and the like stay as they are.

    Parameters
    ----------
    text : str
        As it was read.

    Returns
    -------
    str
        The text with "’" where it had "â€™".
    list of str
        What was mended, and how often.

    Examples
    --------
    >>> mend("Seoulâ€™s envoy")
    ('Seoul’s envoy', ["mojibake mended: 'â€™' to '’' (1)"])
    """
    # Nothing can have been decoded wrongly.
    if is_plain(text):
        return text, []
    # Imported here: most texts are sound.
    from ftfy import fix_encoding

    repairs: Counter[tuple[str, str]] = Counter()
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if is_plain(line):
            continue
        mended = fix_encoding(line)
        if mended != line:
            repairs.update(_list_changes(line, mended))
            lines[number] = mended
    if not repairs:
        return text, []
    named = [f"{old!r} to {new!r} ({n})" for (old, new), n in repairs.most_common(_MOST_NAMED)]
    more = [f"and {len(repairs) - _MOST_NAMED} more"] if len(repairs) > _MOST_NAMED else []
    return "\n".join(lines), ["mojibake mended: " + ", ".join([*named, *more])]


def is_garbled(text: str) -> bool:
    """Tell whether a text that is kept to the character looks wrongly decoded."""
    if is_plain(text):
        return False
    from ftfy.badness import is_bad

    return any(is_bad(line) for line in text.split("\n") if not is_plain(line))


def _list_changes(old: str, new: str) -> list[tuple[str, str]]:
    """List what changed, as short as it can be said: a text's own words are nobody's business."""
    olds, news = old.split(" "), new.split(" ")
    if len(olds) != len(news):
        return [("a longer piece", "another")]
    changes = []
    for before, after in zip(olds, news, strict=True):
        if before == after:
            continue
        start = len(os.path.commonprefix([before, after]))
        rest = os.path.commonprefix([before[start:][::-1], after[start:][::-1]])
        change = before[start : len(before) - len(rest)], after[start : len(after) - len(rest)]
        is_long = max(map(len, change)) > _LONGEST_NAMED
        changes.append(("a longer piece", "another") if is_long else change)
    return changes

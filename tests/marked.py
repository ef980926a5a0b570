"""Read sentences in which double brackets mark what must be found."""

from __future__ import annotations

import re

_MARK = re.compile(r"\[\[(.*?)(?:\|([A-Z+]+))?\]\]")


def read_marks(sentence: str) -> tuple[str, list[tuple[int, int, str | None]]]:
    """Return the plain sentence and the (start, end, country) of each mark.

    `[[Seoul|KOR]]` marks one country, `[[both Koreas|KOR+PRK]]` one row for each.
    """
    plain, marks, position = "", [], 0
    for match in _MARK.finditer(sentence):
        plain += sentence[position : match.start()]
        start = len(plain)
        plain += match.group(1)
        countries = (match.group(2) or "").split("+") if match.group(2) else [None]
        marks += [(start, len(plain), country) for country in countries]
        position = match.end()
    return plain + sentence[position:], marks

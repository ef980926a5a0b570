"""Find ministries, courts and agencies by their form, in whatever state."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Protocol

from analysis.codebooks.aliases import Alias, Condition
from analysis.mentions.deciding import Candidate
from analysis.mentions.headed import HeadedPattern
from analysis.mentions.places import Place

_TRADES = "Election|Electoral|Security|Central|High|Supreme|Constitutional|Appeals|Administrative"
_BODIES = "Commission|Court|Tribunal|Authority|Agency"
_MINISTRY = HeadedPattern(
    re.compile(r"[A-Z](?<!\w.)"),
    re.compile(
        r"(?<!\w)(?:Ministry of (?:the )?[A-Z]\w+(?:(?:, | and |, and | & | of | )[A-Z]\w+)*"
        r"|(?!The |This |That |Our |Their |Its |No |Each |Every )[A-Z][a-z]+"
        r"(?: Affairs| and [A-Z][a-z]+)? Ministry"
        # Bodies of one state by their form: "State Security Court", "Central Election Commission".
        r"|(?!The |This |That |Our |Their |Its |International |European |World |Africa|Asia|Global "
        r"|UN |United |Inter|News |Arab |Nordic |Permanent |Human Rights )"
        rf"(?:[A-Z][a-z]+ (?:and )?){{1,4}}(?:{_TRADES})? ?(?:{_BODIES}))(?!\w)"
    ),
    heads=("Ministry", *_BODIES.split("|")),
    n_words=10,
)
# The words of which each ministry holds one; where a space was lost, two make one word.
HEADS = (
    *_MINISTRY.heads,
    *(trade + body for trade in _TRADES.split("|") for body in _BODIES.split("|")),
)


class Span(Protocol):
    """Where something is named already."""

    start: int
    end: int


def find_ministries(folded: str, heads: Sequence[int], named: Iterable[Span]) -> list[Candidate]:
    """Find ministries named in full around their heads, where no other name stands."""
    spans = sorted((name.start, name.end) for name in named)
    starts = [start for start, _ in spans]
    found = []
    for match in _MINISTRY.finditer(folded, heads):
        before = bisect_right(starts, match.end()) - 1
        if before >= 0 and spans[before][1] > match.start():
            continue
        alias = Alias(match.group(), (), match.group(), "body", condition=Condition())
        found.append(Candidate(Place(folded, *match.span()), alias))
    return found

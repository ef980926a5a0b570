"""Make what lies between the cuts of a sentence into pieces; rule 5 of its clauses."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal

__all__ = ["Kind", "Piece", "join_pieces"]

Kind = Literal[
    "main", "coordinate", "predicate", "complement", "subordinate", "relative", "aside", "phrase",
    "quotation", "cue",
]  # fmt: skip

_SHARES_SUBJECT = re.compile(
    r"\W*(?:(?:and|but|or|nor|yet|so)\s+)?(?:(?:\w+ly|also|then|now|still|even|never|not|again)\s+)*",
    re.IGNORECASE,
)
_A_BLANK_IS_SHORT = 16
_OPENERS = frozenset({"subordinate", "phrase", "relative", "aside"})


@dataclass(slots=True)
class Piece:
    """One clause of a sentence, or a part of one that an insertion interrupts.

    `verb` is where its first finite verb starts, -1 without one; `inserted` says that it
    interrupts or trails another clause; `strong` that a semicolon stands before it; `closes`
    that the comma after its verb ends it.
    """

    start: int
    end: int
    kind: Kind
    verb: int = -1
    inserted: bool = False
    strong: bool = False
    closes: bool = False


def join_pieces(text: str, cuts: list[Piece], verbs: list[int]) -> tuple[Piece, ...]:
    """Say where each piece ends, and undo the cuts that leave one without a verb.

    Parameters
    ----------
    text : str
        One sentence, apostrophes straight.
    cuts : list of Piece
        As :func:`analysis.matching.cuts.propose_cuts` proposes them.
    verbs : list of int
        Where its finite verbs start.

    Returns
    -------
    tuple of Piece
        They follow one another without a gap.
    """
    ends = [*(cut.start for cut in cuts[1:]), len(text)]
    found = [_complete(text, cut, end, verbs) for cut, end in zip(cuts, ends, strict=True)]
    pieces: list[Piece] = []
    main_verb = False
    for place, piece in enumerate(found):
        main_verb = main_verb and not piece.strong
        if not pieces:
            pieces.append(piece)
        elif _is_blank(text, pieces[-1]):
            piece.start, piece.strong = pieces[-1].start, piece.strong or pieces[-1].strong
            pieces[-1] = piece
        elif not _belongs_before(piece, pieces[-1], main_verb=main_verb) or (
            piece.kind == "coordinate" and not piece.inserted and _finds_verb_later(found, place)
        ):
            pieces.append(piece)
        else:
            pieces[-1].end = piece.end
            if pieces[-1].verb < 0:
                pieces[-1].verb = piece.verb
        last = pieces[-1]
        if last.verb >= 0 and not last.inserted and last.kind not in ("subordinate", "phrase"):
            main_verb = True
    return tuple(pieces)


def _complete(text: str, cut: Piece, end: int, verbs: list[int]) -> Piece:
    """Say where a piece ends, where its verb is, and whether it lacks a subject of its own."""
    place = bisect_left(verbs, cut.start)
    verb = verbs[place] if place < len(verbs) and verbs[place] < end else -1
    kind = cut.kind
    if kind == "coordinate" and verb >= 0:
        lead = _SHARES_SUBJECT.match(text, cut.start)
        kind = "predicate" if lead and lead.end() == verb else kind
    return Piece(cut.start, end, kind, verb, cut.inserted, cut.strong, cut.closes)


def _is_blank(text: str, piece: Piece) -> bool:
    short = piece.end - piece.start < _A_BLANK_IS_SHORT
    return short and not text[piece.start : piece.end].strip(' ,.("“”')


def _belongs_before(piece: Piece, before: Piece, *, main_verb: bool) -> bool:
    """Tell whether a piece is no clause of its own but part of the one before it."""
    if piece.strong or piece.kind == "phrase":
        return False
    if piece.verb < 0:
        return main_verb or piece.kind != "main" or before.kind not in _OPENERS
    if before.verb >= 0 or before.inserted or before.kind == "phrase":
        return False
    return not piece.inserted and piece.kind != "quotation"


def _finds_verb_later(found: list[Piece], place: int) -> bool:
    """Tell whether a subject has its verb after an insertion (", and Japan, if asked, agrees")."""
    for later in range(place + 1, len(found)):
        piece = found[later]
        if not piece.inserted:
            return piece.kind == "main" and not piece.strong and piece.verb >= 0
    return False

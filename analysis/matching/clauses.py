"""Find the clause in which something is said of a target, without a parser.

A sentence often judges one state in one clause and another in the next ("Tokyo kept its word
while Beijing cheated"). The rules below cut it; each is one that a reader can check by eye.

1. A semicolon always cuts; a colon, a dash and a parenthesis cut where a verb stands on both
   sides.
2. "and", "or", "nor" and "but" cut where a verb stands on both sides: "Seoul and Tokyo agreed"
   is one clause.
3. "while", "although", "because", "if", "after" and their like open a clause, and ", which" or
   ", who" another; it ends at the comma after its verb. "despite", "unlike", "according to" open
   a phrase that ends at the next comma.
4. A quotation is cut from its cue (", the ministry said"), and what somebody "said" or "warned
   that" is cut from who said it: whoever merely speaks is not judged.
5. A piece without a verb belongs to the clause before it, or at the start to the one after it.

The clause of a target is the piece that holds it, and with it the verb after an insertion
("Japan, which Seoul had scolded, kept its word"), what is added to the same subject ("Japan kept
its word and earned trust", asked of Japan), and a relative clause that directly follows it. One
pass; no rule looks further than a few words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import islice

from analysis.matching.joints import Piece, propose_cuts
from analysis.matching.phrases import fold
from analysis.matching.verbs import find_verbs

__all__ = ["clause_around", "governors_of"]

_SPOKEN_OF = re.compile(r"\b(?:of|about)\s+(?:the\s+)?$", re.IGNORECASE)
_EDGES = ' \t\n,;:-–—()[]"“”„«»'
_LEADING = re.compile(r"(?:and|but|or|nor|yet|so)\s+", re.IGNORECASE)
_FEW_WORDS = re.compile(r"(?:'s)?(?:\s+[\w'-]+){0,2}[\s,\"”]*")
_SHARES_SUBJECT = re.compile(
    r"\W*(?:(?:and|but|or|nor|yet|so)\s+)?(?:(?:\w+ly|also|then|now|still|even|never|not|again)\s+)*",
    re.IGNORECASE,
)
_A_BLANK_IS_SHORT = 16
_OPENERS = frozenset({"subordinate", "phrase", "relative", "aside"})
_NO_PREDICATE = frozenset({"cue", "relative", "aside", "subordinate", "phrase"})


def clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Find the clause that holds a target, by the rules of this module.

    Parameters
    ----------
    text : str
        One sentence or headline.
    start, end : int
        The target in `text`.

    Returns
    -------
    (int, int)
        Where the clause starts and ends; it always holds the target, and all of the text if
        there is but one clause. A clause interrupted by another runs to its own end, the
        insertion included.

    Raises
    ------
    ValueError
        If `start` and `end` do not mark a part of `text`.

    Examples
    --------
    >>> text = "Tokyo kept its word while Beijing cheated."
    >>> start, end = clause_around(text, 26, 33)
    >>> text[start:end]
    'while Beijing cheated.'
    """
    pieces, first, last = _locate(text, start, end)
    verb = min((piece.verb for piece in pieces[first : last + 1] if piece.verb >= 0), default=-1)
    if verb < 0 and pieces[last].kind != "phrase":
        last = _find_predicate(pieces, last)
        verb = pieces[last].verb
    if end <= verb:
        last = _add_predicates(pieces, last)
    following = pieces[last + 1 : last + 2]
    if following and not end <= verb < following[0].start and _precedes(text, end, following[0]):
        last += 1
    if pieces[first].kind == "cue" and first and _SPOKEN_OF.search(text[:start]):
        first -= 1
    return _trim(text, (pieces[first].start, pieces[last].end), (start, end))


def governors_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Find the clauses that report the target's clause: who says, thinks or doubts it.

    Parameters
    ----------
    text : str
        One sentence or headline.
    start, end : int
        The target in `text`.

    Returns
    -------
    list of (start, end)
        From the nearest outwards; empty where nobody reports it. "Experts doubt" for the target
        Seoul in "Experts doubt that Seoul will yield."

    Raises
    ------
    ValueError
        If `start` and `end` do not mark a part of `text`.
    """
    pieces, first, _ = _locate(text, start, end)
    governors = []
    if first + 1 < len(pieces) and pieces[first + 1].kind == "cue":
        governors.append(first + 1)
    while first and pieces[first].kind in ("complement", "quotation"):
        first -= 1
        governors.append(first)
    spans = [(pieces[place].start, pieces[place].end) for place in governors]
    # Turned round, the span stands for a target that keeps nothing from being trimmed.
    return [_trim(text, span, span[::-1]) for span in spans]


def _locate(text: str, start: int, end: int) -> tuple[tuple[Piece, ...], int, int]:
    """Find the first and the last piece that a span touches."""
    if not 0 <= start < end <= len(text):
        msg = (
            f"`start` and `end` must mark a part of the text, which has {len(text)} characters; "
            f"they are {start} and {end}."
        )
        raise ValueError(msg)
    pieces = _cut(text)
    touched = [
        place for place, piece in enumerate(pieces) if piece.start < end and start < piece.end
    ]
    return pieces, touched[0], touched[-1]


@lru_cache(maxsize=64)
def _cut(text: str) -> tuple[Piece, ...]:
    """Cut a sentence into pieces that follow one another without a gap."""
    folded = fold(text)
    verbs = find_verbs(folded)
    return _join_pieces(folded, propose_cuts(folded, verbs), [start for start, _ in verbs])


def _find_predicate(pieces: tuple[Piece, ...], last: int) -> int:
    """Go over what interrupts a subject to the piece with its verb."""
    for place in range(last + 1, len(pieces)):
        piece = pieces[place]
        if piece.strong:
            break
        if piece.verb >= 0 and not piece.inserted and piece.kind not in _NO_PREDICATE:
            return place
    return last


def _add_predicates(pieces: tuple[Piece, ...], last: int) -> int:
    """Add what is said further of the same subject ("and earned trust")."""
    for place in range(last + 1, len(pieces)):
        piece = pieces[place]
        if piece.inserted:
            continue
        if piece.kind != "predicate":
            break
        last = place
    return last


def _precedes(text: str, end: int, piece: Piece) -> bool:
    """Tell whether a relative clause follows the target, a word or two at most between them."""
    return piece.kind == "relative" and bool(_FEW_WORDS.fullmatch(fold(text[end : piece.start])))


def _trim(text: str, clause: tuple[int, int], target: tuple[int, int]) -> tuple[int, int]:
    """Take blanks, commas, dashes and a leading "and" off the ends, never off the target."""
    start, end = clause
    start = min(end - len(text[start:end].lstrip(_EDGES)), target[0])
    leading = _LEADING.match(text, start)
    if leading and leading.end() <= target[0]:
        start = leading.end()
    end = max(start + len(text[start:end].rstrip(_EDGES)), target[1])
    return start, end


def _join_pieces(text: str, cuts: list[Piece], verbs: list[int]) -> tuple[Piece, ...]:
    """Undo the cuts that leave a piece without a verb; see rule 5."""
    ends = [cut.start for cut in cuts[1:]] + [len(text)]
    found = [_complete(text, cut, end, verbs) for cut, end in zip(cuts, ends, strict=True)]
    pieces: list[Piece] = []
    main_verb = False
    for place, piece in enumerate(found):
        main_verb = main_verb and not piece.strong
        if not pieces:
            pieces.append(piece)
        elif _is_blank(text, pieces[-1]):
            strong = piece.strong or pieces[-1].strong
            pieces[-1] = piece._replace(start=pieces[-1].start, strong=strong)
        elif not _belongs_before(piece, pieces[-1], main_verb=main_verb) or (
            piece.kind == "coordinate" and not piece.inserted and _finds_verb_later(found, place)
        ):
            pieces.append(piece)
        else:
            verb = pieces[-1].verb if pieces[-1].verb >= 0 else piece.verb
            pieces[-1] = pieces[-1]._replace(end=piece.end, verb=verb)
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
    return cut._replace(end=end, verb=verb, kind=kind)


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
    for piece in islice(found, place + 1, None):
        if not piece.inserted:
            return piece.kind == "main" and not piece.strong and piece.verb >= 0
    return False

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

from analysis.matching.cuts import propose_cuts
from analysis.matching.joints import Sentence
from analysis.matching.phrases import fold
from analysis.matching.pieces import Piece, join_pieces
from analysis.matching.verbs import Words

__all__ = ["clause_around", "governors_of", "may_part"]

_SPOKEN_OF = re.compile(r"\b(?:of|about)\s+(?:the\s+)?$", re.IGNORECASE)
_EDGES = ' \t\n,;:-–—()[]"“”„«»'
_LEADING = re.compile(r"(?:and|but|or|nor|yet|so)\s+", re.IGNORECASE)
_FEW_WORDS = re.compile(r"(?:'s)?(?:\s+[\w'-]+){0,2}[\s,\"”]*")
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


def may_part(text: str, start: int, end: int) -> bool:
    """Tell whether a clause may begin or end at a word or mark between two places.

    Far sooner told than where it does.

    Parameters
    ----------
    text : str
        One sentence or headline.
    start, end : int
        Two places in `text`.

    Returns
    -------
    bool
        Never false where one does.
    """
    joints = _read(text).joints
    place = bisect_left(joints, (start,))
    return place < len(joints) and joints[place][0] < end


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
def _read(text: str) -> Sentence:
    return Sentence(fold(text))


@lru_cache(maxsize=64)
def _cut(text: str) -> tuple[Piece, ...]:
    """Cut a sentence into pieces that follow one another without a gap."""
    sentence = _read(text)
    verbs = Words(sentence.text, sentence.words, sentence.starts).find_verbs()
    cuts = propose_cuts(sentence, verbs)
    return join_pieces(sentence.text, cuts, [sentence.starts[number] for number in verbs])


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

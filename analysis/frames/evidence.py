"""What stands around a cue and tells an image from the plain thing.

MIPVU asks of each word what it means here, whether it has a more basic meaning, and whether the
two contrast (Steen et al. 2010). Without a dictionary of senses the contrast is looked for in the
cue's company: an alliance, a government or a trust does not sail, crack or catch a cold, so their
standing beside the cue as its subject, owner, object or "of" phrase speaks for the image; hulls,
harbours, tons and the injured speak for the plain thing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from analysis.codebooks.frames import FrameBook, FrameCue
from analysis.frames.passages import Contents, FrameWords, Kinds, Passage

__all__ = ["Evidence", "gather_evidence"]

# Where each way to match begins with a letter, an engine passes over all others; what must not
# stand before it is looked for behind it.
_CLAUSE_END = re.compile(
    r";|:|!|\?|\(|\)|—|–"
    r"|, (?:but|while|although|though|and|which|who|where|as|after|before|because|so)\b"
    r"|b(?<!\w.)ut\b|w(?<!\w.)hile\b|t(?<!\w.)hat\b"
)
_PREPOSITIONS = frozenset(
    {
        "of", "for", "in", "between", "on", "over", "among", "toward", "towards", "with", "to",
        "behind", "from", "into", "against", "within", "inside", "across", "around", "under",
        "through", "by",
    }
)  # fmt: skip
_NUMBER = re.compile(
    r"\b(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty"
    r"|forty|fifty|dozens? of|hundreds of|thousands of) (?:\w+ ){0,1}$"
)
# Kinds of words that tell anywhere in the segment, and what they are as evidence.
_COMPANY = [(kind, f"company: {kind}") for kind in ("abstract", "country", "abstract ending")]
_FAR, _NEAR, _REACH = 10, 6, 4
_MOST = 3
_SURE = 0.75
_ANNOUNCED = 40


# One piece of evidence: its kind, as weighed, how much of it, and the words that show it. Many are
# gathered, so that a plain tuple serves.
Evidence = tuple[str, float, str]


def gather_evidence(
    passage: Passage, start: int, end: int, cue: FrameCue, book: FrameBook
) -> list[Evidence]:
    """Gather what speaks for or against an image, without weighing it.

    Parameters
    ----------
    passage : Passage
        The segment that holds the cue, and the cues found in it.
    start, end : int
        The cue in the segment.
    cue : FrameCue
        Its entry, of a metaphor.
    book : FrameBook
        Words of evidence.

    Returns
    -------
    list of Evidence
        In a fixed order; each kind once at most.
    """
    contents, here = passage.contents(book), passage.read_for(cue.frame, book)
    words, starts, kinds = contents.words, contents.starts, here.kinds
    upto, since = bisect_left(starts, start), bisect_left(starts, end)
    # Nothing looks further than some words to either side.
    far, near = max(0, upto - _FAR - 2), min(len(words), since + _NEAR)
    found = []
    # Only words of some kind tell, and most are of none.
    if any(kinds[far:upto]):
        first = _begin_of_clause(passage.folded, starts[far] if far else 0, start)
        begin = bisect_left(starts, first, far)
        # Words that the edge of the cue or of the clause cuts stand on neither side.
        stop = upto - (upto > begin and starts[upto - 1] + len(words[upto - 1]) > start)
        found += _read_before(words, kinds, begin, stop)
    if any(kinds[since:near]):
        last = _end_of_clause(passage.folded, end, starts[near - 1] + len(words[near - 1]))
        while near > since and starts[near - 1] + len(words[near - 1]) > last:
            near -= 1
        found += _read_after(contents, kinds, end, range(since, near))
    found += _count_company(passage, here, (start, end), cue)
    found += _read_marks(passage, contents, start, end)
    found += _read_name(passage, start, kinds[upto] if upto < since else None)
    first_word = cue.expression.split(None, 1)[0]
    found.append(("a verb" if "~" in first_word else "a noun", 1, ""))
    return found


def _begin_of_clause(text: str, far: int, start: int) -> int:
    """Find where the clause of a cue begins, if behind a place."""
    first = far
    for match in _CLAUSE_END.finditer(text, far, start):
        first = match.end()
    return first


def _end_of_clause(text: str, end: int, far: int) -> int:
    """Find where it ends, if before a place."""
    after = _CLAUSE_END.search(text, end, far)
    return after.start() if after else far


def _read_before(words: list[str], kinds: Kinds, begin: int, stop: int) -> list[Evidence]:
    """Read the word right before the cue, "coalition's rudder", and a subject before that."""
    found = []
    if stop > begin and kinds[stop - 1]:
        found.append((f"before: {kinds[stop - 1]}", 1, words[stop - 1].lower()))
    for number in range(stop - 2, max(begin, stop - _FAR) - 1, -1):
        if kinds[number]:
            found.append((f"subject: {kinds[number]}", 1, words[number].lower()))
            break
    return found


def _read_after(contents: Contents, kinds: Kinds, end: int, after: range) -> list[Evidence]:
    """Read what follows: the word itself, an "of" phrase, or what the verb is done to."""
    if not after:
        return []
    words, apart = contents.words, contents.starts[after[0]] - end
    if kinds[after[0]] and apart == 1:
        return [(f"after: {kinds[after[0]]}", 1, words[after[0]].lower())]
    joined = apart <= 1 and words[after[0]].lower() in _PREPOSITIONS
    for number in after[1 : 2 + _REACH] if joined else after:
        if kinds[number]:
            position = "phrase" if joined else "object"
            return [(f"{position}: {kinds[number]}", 1, words[number].lower())]
        if joined and words[number].lower() in _PREPOSITIONS:
            break
    return []


def _count_company(
    passage: Passage, here: FrameWords, span: tuple[int, int], cue: FrameCue
) -> list[Evidence]:
    """Count words of each kind anywhere in the segment, and beside it."""
    # Many states in a sentence tell no more than one.
    firsts = here.firsts
    found = [(company, 1, firsts[kind]) for kind, company in _COMPANY if kind in firsts]
    if not found:
        found.append(("company: nothing abstract, no country", 1, ""))
    start, end = span
    either = here.either and [
        word for first, last, word in here.either if last <= start or end <= first
    ]
    if here.plain:
        found.append(_count("company: plain", here.plain))
    if either:
        found.append(_count("company: plain or image", either))
    if here.beside:
        found.append(_count("beside: plain", here.beside))
    if len(passage.cues) > 1:
        found += _count_others(passage, span, cue)
    return found


def _count_others(passage: Passage, span: tuple[int, int], cue: FrameCue) -> Iterator[Evidence]:
    """Count the other cues of the frame in the segment, by how sure each is."""
    start, end = span
    sure, unsure = [], []
    for first, last, other in passage.cues:
        if other.frame == cue.frame and (last <= start or end <= first):
            (sure if other.prior >= _SURE else unsure).append(passage.folded[first:last])
    if sure:
        yield _count("more of the image", sure)
    if unsure:
        yield _count("more of its words", unsure)


def _count(kind: str, words: list[str]) -> Evidence:
    if len(words) == 1:
        return kind, 1.0, words[0]
    some = list(dict.fromkeys(words))[:_MOST]
    return kind, float(len(some)), ", ".join(some)


def _read_marks(passage: Passage, contents: Contents, start: int, end: int) -> list[Evidence]:
    found = []
    for at, there, word in reversed(contents.announced):
        if there <= start and start - at < _ANNOUNCED:
            found.append(_count("wording", [word]))
            break
    if contents.measure:
        found.append(("a measure", 1, contents.measure))
    if contents.vessel:
        found.append(("the name of a ship", 1, contents.vessel))
    number = _NUMBER.search(passage.folded, max(0, start - 24), start)
    if number:
        found.append(("a number", 1, number.group().strip()))
    opened = start and passage.text[start - 1] in "\"“”‘'«"
    if opened and end < len(passage.text) and passage.text[end] in "\"”’'":
        found.append(("in quotation marks", 1, passage.text[start:end]))
    return found


def _read_name(passage: Passage, start: int, kind: str | None) -> list[Evidence]:
    """Read a capital inside a sentence as a name, but not that of "the Korean ship".

    `kind` is that of the first word that begins in the cue.
    """
    if not passage.text[start].isupper() or not start or passage.text[start - 1] != " ":
        return []
    opens = passage.text[max(0, start - 2)] in '.!?:"“'
    return [] if opens or kind == "country" else [("a proper name", 1, "a capital")]

"""Propose where a sentence may be cut; :mod:`analysis.matching.clauses` tells the rules."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Literal, NamedTuple

from analysis.matching.phrases import lower, write_trie

__all__ = ["Kind", "Piece", "propose_cuts"]

Kind = Literal[
    "main", "coordinate", "predicate", "complement", "subordinate", "relative", "aside", "phrase",
    "quotation", "cue",
]  # fmt: skip

_SPEECH = (
    "said says say saying told tells added adds warned warns argued argues claimed claims insisted "
    "insists stressed noted notes acknowledged admitted conceded declared announced alleged "
    "charged complained remarked explained wrote tweeted replied asked asserted stated suggested "
    "believes believe thinks think fears fear feared predicted estimated concluded cautioned "
    "quipped vowed pledged promised"
)
# After these, "that" opens what is thought or said.
_REPORTING = frozenset(
    f"{_SPEECH} "
    "warn argue claim insist note add thought believed suggest suggests indicate indicates "
    "indicated hope hopes hoped doubt doubts doubted know knows knew show shows showed shown find "
    "finds found mean means meant expect expects expected predict predicts conclude concludes "
    "suspect suspects suspected appear appears appeared seem seems seemed estimate estimates "
    "agree agrees agreed recognise recognises recognize recognizes recognised recognized report "
    "reports reported confirm confirms confirmed deny denies denied imply implies implied signal "
    "signals signalled signaled assume assumes assumed reveal reveals revealed is was "
    "acknowledges admits concedes declares alleges stresses explains asserts states criticised "
    "criticized cautions".split()
)
# The words that join, by kind; a bar stands between them. Each is of one kind.
_WORDS = {
    "phrase": "despite|notwithstanding|in spite of|contrary to|unlike|in contrast to|regardless of"
    "|according to",
    "subordinate": "even as|as long as|so that|provided that|now that|while|although|though|whereas"
    "|because|unless|if|when|whenever|after|before|until|since|once|even while|even although"
    "|even though|even whereas|even because|even unless|even if|even when|even whenever|even after"
    "|even before|even until|even since|even once",
    "relative": "which|whom|whose|who|where",
    "that": "that",
    "coordinate": "and|but|or|nor|yet|so",
    "said": "said|says|say|saying",
}
_KIND_OF_JOINT = {
    ";": "semicolon",
    ":": "colon",
    ",": "comma",
    **dict.fromkeys(("—", "--", "-", "–"), "dash"),
    **dict.fromkeys("([", "open"),
    **dict.fromkeys(")]", "close"),
    **dict.fromkeys('"“”„«»', "quote"),
    **{word: kind for kind, words in _WORDS.items() for word in words.split("|")},
}
# Of a text in small letters.
_JOINTS = re.compile(
    r"[;—()\[\]\"“”„«»]|--|:(?=\s)|,(?!\d)|(?<=\s)[-–](?=\s)"
    rf"|(?<![\w'-])(?:{write_trie({w: '' for ws in _WORDS.values() for w in ws.split('|')})})"
    r"(?![\w'-])"
)
_CUE = re.compile(
    r"(?!\s*(?:and|but|or|as|when|while|if|which|who|that|because|although|though|after|before)\s)"
    rf"\s*(?:[^\s,;:.\"“”]{{1,30}}\s+){{0,6}}?(?:{_SPEECH.replace(' ', '|')})"
    rf"(?:\s+[^\s,;:.\"“”]{{1,30}}){{0,6}}\s*(?P<stop>[,.:;\"“”]|$)",
    re.IGNORECASE,
)
_OPENS_QUOTATION = re.compile(rf"(?:^|[,:;—–(-]|\b(?:that|{_SPEECH.replace(' ', '|')}))\s*$")
_NO_BUT = re.compile(r"(?:nothing|all|anything|everything|none|cannot)\s+$", re.IGNORECASE)
_REACH_OF_THAT = 60
_REACH_BACK = 16


class Piece(NamedTuple):
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


def propose_cuts(text: str, verbs: list[tuple[int, int]]) -> list[Piece]:
    """Propose each place where a clause may begin.

    Parameters
    ----------
    text : str
        One sentence, apostrophes straight.
    verbs : list of (start, end)
        Its finite verbs, as :func:`analysis.matching.verbs.find_verbs` finds them.

    Returns
    -------
    list of Piece
        From left to right, the first at 0, each still without its end and its verb. Two may
        begin at one place.
    """
    return _Cutter(text, verbs).find_cuts()


class _Cutter:
    """Goes over the joints of one sentence and proposes where to cut."""

    def __init__(self, text: str, verbs: list[tuple[int, int]]) -> None:
        self.text = text
        self.verbs = [start for start, _ in verbs]
        self.words = [text[start:end].lower() for start, end in verbs]
        self.cuts = [Piece(0, 0, "main")]
        self.opener = self.cuts[0]
        self.after_comma = -1
        self.quoted: list[bool] = []
        self.asides: list[str] = []

    def find_cuts(self) -> list[Piece]:
        for joint in _JOINTS.finditer(lower(self.text)):
            getattr(self, f"_meet_{_KIND_OF_JOINT[joint.group()]}")(joint)
        return self.cuts

    def _cut(self, at: int, kind: Kind, **what: bool) -> None:
        piece = Piece(at, at, kind, **what)
        self.cuts.append(piece)
        if kind != "coordinate" or not piece.closes:
            self.opener = piece

    def _has_verb(self, at: int) -> bool:
        """Tell whether what was opened last, with all that "and" adds to it, has had its verb."""
        place = bisect_left(self.verbs, self.opener.start)
        return place < len(self.verbs) and self.verbs[place] < at

    def _starts_piece(self, at: int) -> bool:
        start = self.cuts[-1].start
        return at - start < _REACH_BACK and not self.text[start:at].strip(' ,"“”')

    def _follows_comma(self, at: int) -> bool:
        near = 0 <= at - self.after_comma < _REACH_BACK and self.after_comma >= 0
        return near and not self.text[self.after_comma : at].strip()

    def _meet_semicolon(self, joint: re.Match[str]) -> None:
        self.asides.clear()
        self._cut(joint.end(), "main", strong=True)

    def _meet_colon(self, joint: re.Match[str]) -> None:
        self._cut(joint.end(), "main")

    def _meet_dash(self, joint: re.Match[str]) -> None:
        if self.asides and self.asides[-1] == "dash":
            self.asides.pop()
            self._cut(joint.end(), "main")
        else:
            self.asides.append("dash")
            self._cut(joint.end(), "aside", inserted=True)

    def _meet_open(self, joint: re.Match[str]) -> None:
        self.asides.append("bracket")
        self._cut(joint.start(), "aside", inserted=True)

    def _meet_close(self, joint: re.Match[str]) -> None:
        if "bracket" in self.asides:
            while self.asides.pop() != "bracket":
                pass
            self._cut(joint.end(), "main")

    def _meet_quote(self, joint: re.Match[str]) -> None:
        mark, at = joint.group(), joint.start()
        if mark in "“„«" or (mark == '"' and not self.quoted):
            before = self.text[max(0, at - _REACH_BACK) : at]
            whole = bool(_OPENS_QUOTATION.search(before)) or self._starts_piece(at)
            self.quoted.append(whole)
            if whole:
                self._cut(at, "quotation")
        elif self.quoted and self.quoted.pop():
            cue = _CUE.match(self.text, joint.end())
            self._cut(joint.end(), "cue" if cue else "main", inserted=bool(cue), closes=bool(cue))

    def _meet_comma(self, joint: re.Match[str]) -> None:
        self.after_comma = at = joint.end()
        has_verb = self._has_verb(at)
        if self.opener.closes and (has_verb or self.opener.kind in ("phrase", "cue")):
            self._cut(at, "main")
            return
        cue = _CUE.match(self.text, at)
        if cue and (has_verb or cue["stop"] == ","):
            self._cut(at, "cue", inserted=True, closes=True)

    def _meet_phrase(self, joint: re.Match[str]) -> None:
        starts = self._starts_piece(joint.start())
        self._cut(joint.start(), "phrase", inserted=not starts, closes=True)

    def _meet_subordinate(self, joint: re.Match[str]) -> None:
        at = joint.start()
        follows = self._follows_comma(at)
        starts = self._starts_piece(at)
        inserted = follows and not starts and not self._has_verb(at)
        self._cut(at, "subordinate", inserted=inserted, closes=starts or follows)

    def _meet_relative(self, joint: re.Match[str]) -> None:
        if self._follows_comma(joint.start()):
            self._cut(joint.start(), "relative", inserted=True, closes=True)

    def _meet_that(self, joint: re.Match[str]) -> None:
        at = joint.start()
        place = bisect_left(self.verbs, at) - 1
        if place < 0 or at - self.verbs[place] > _REACH_OF_THAT:
            return
        if self.words[place] in _REPORTING and not self._follows_comma(at):
            self._cut(at, "complement")

    def _meet_coordinate(self, joint: re.Match[str]) -> None:
        at, word = joint.start(), joint.group()
        if word in ("nor", "yet", "so") and not self._follows_comma(at):
            return
        if word == "but" and _NO_BUT.search(self.text, max(0, at - _REACH_BACK), at):
            return
        piece = self.cuts[-1]
        self._cut(at, "coordinate", inserted=piece.inserted, closes=piece.closes)

    def _meet_said(self, joint: re.Match[str]) -> None:
        in_cue = self.opener.kind == "cue"
        if not in_cue and re.match(r"\s+\w", self.text[joint.end() : joint.end() + 3]):
            self._cut(joint.end(), "complement")

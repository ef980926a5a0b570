"""Propose where a sentence may be cut; :mod:`analysis.matching.clauses` tells the rules."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from analysis.matching.joints import Sentence
from analysis.matching.pieces import Kind, Piece

__all__ = ["propose_cuts"]

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
_SPEAKING = frozenset(_SPEECH.split())
_CUE = re.compile(
    r"(?!\s*(?:and|but|or|as|when|while|if|which|who|that|because|although|though|after|before)\s)"
    rf"\s*(?:[^\s,;:.\"“”]{{1,30}}\s+){{0,6}}?(?:{_SPEECH.replace(' ', '|')})"
    rf"(?:\s+[^\s,;:.\"“”]{{1,30}}){{0,6}}\s*(?P<stop>[,.:;\"“”]|$)",
    re.IGNORECASE,
)
_OPENS_QUOTATION = re.compile(rf"(?:^|[,:;—–(-]|\b(?:that|{_SPEECH.replace(' ', '|')}))\s*$")
_A_WORD = re.compile(r"\s+\w")
_NO_BUT = re.compile(r"(?:nothing|all|anything|everything|none|cannot)\s+$", re.IGNORECASE)
_REACH_OF_THAT = 60
_REACH_BACK = 16


def propose_cuts(sentence: Sentence, verbs: Sequence[int]) -> list[Piece]:
    """Propose each place where a clause may begin.

    Parameters
    ----------
    sentence : Sentence
        With its joints.
    verbs : sequence of int
        The numbers of its finite verbs among its words; see
        :func:`analysis.matching.verbs.find_verbs`.

    Returns
    -------
    list of Piece
        From left to right, the first at 0, each still without its end and its verb. Two may
        begin at one place.
    """
    return _Cutter(sentence, verbs).find_cuts()


class _Cutter:
    """Goes over the joints of one sentence and proposes where to cut."""

    def __init__(self, sentence: Sentence, verbs: Sequence[int]) -> None:
        self.text = sentence.text
        self.joints = sentence.joints
        self.verbs = [sentence.starts[number] for number in verbs]
        self.words = [sentence.words[number] for number in verbs]
        self.sentence = sentence
        self.speaks: bool | None = None
        self.cuts = [Piece(0, 0, "main")]
        self.opener = self.cuts[0]
        self.after_comma = -1
        self.quoted: list[bool] = []
        self.asides: list[str] = []

    def find_cuts(self) -> list[Piece]:
        for start, end, kind in self.joints:
            _MEETINGS[kind](self, start, end)
        return self.cuts

    def _cut(
        self,
        at: int,
        kind: Kind,
        *,
        inserted: bool = False,
        strong: bool = False,
        closes: bool = False,
    ) -> None:
        piece = Piece(at, at, kind, -1, inserted, strong, closes)
        self.cuts.append(piece)
        if kind != "coordinate" or not closes:
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

    def _match_cue(self, at: int) -> re.Match[str] | None:
        if self.speaks is None:
            self.speaks = not _SPEAKING.isdisjoint(self.sentence.words)
        return _CUE.match(self.text, at) if self.speaks else None

    def _meet_semicolon(self, start: int, end: int) -> None:
        self.asides.clear()
        self._cut(end, "main", strong=True)

    def _meet_colon(self, start: int, end: int) -> None:
        self._cut(end, "main")

    def _meet_dash(self, start: int, end: int) -> None:
        if self.asides and self.asides[-1] == "dash":
            self.asides.pop()
            self._cut(end, "main")
        else:
            self.asides.append("dash")
            self._cut(end, "aside", inserted=True)

    def _meet_open(self, start: int, end: int) -> None:
        self.asides.append("bracket")
        self._cut(start, "aside", inserted=True)

    def _meet_close(self, start: int, end: int) -> None:
        if "bracket" in self.asides:
            while self.asides.pop() != "bracket":
                pass
            self._cut(end, "main")

    def _meet_quote(self, start: int, end: int) -> None:
        mark = self.text[start:end]
        if mark in "“„«" or (mark == '"' and not self.quoted):
            before = self.text[max(0, start - _REACH_BACK) : start]
            whole = bool(_OPENS_QUOTATION.search(before)) or self._starts_piece(start)
            self.quoted.append(whole)
            if whole:
                self._cut(start, "quotation")
        elif self.quoted and self.quoted.pop():
            is_cue = self._match_cue(end) is not None
            self._cut(end, "cue" if is_cue else "main", inserted=is_cue, closes=is_cue)

    def _meet_comma(self, start: int, end: int) -> None:
        self.after_comma = end
        opener = self.opener
        if opener.closes and (opener.kind in ("phrase", "cue") or self._has_verb(end)):
            self._cut(end, "main")
            return
        cue = self._match_cue(end)
        if cue and (cue["stop"] == "," or self._has_verb(end)):
            self._cut(end, "cue", inserted=True, closes=True)

    def _meet_phrase(self, start: int, end: int) -> None:
        self._cut(start, "phrase", inserted=not self._starts_piece(start), closes=True)

    def _meet_subordinate(self, start: int, end: int) -> None:
        follows = self._follows_comma(start)
        starts = self._starts_piece(start)
        inserted = follows and not starts and not self._has_verb(start)
        self._cut(start, "subordinate", inserted=inserted, closes=starts or follows)

    def _meet_relative(self, start: int, end: int) -> None:
        if self._follows_comma(start):
            self._cut(start, "relative", inserted=True, closes=True)

    def _meet_that(self, start: int, end: int) -> None:
        place = bisect_left(self.verbs, start) - 1
        if place < 0 or start - self.verbs[place] > _REACH_OF_THAT:
            return
        if self.words[place] in _REPORTING and not self._follows_comma(start):
            self._cut(start, "complement")

    def _meet_coordinate(self, start: int, end: int) -> None:
        piece = self.cuts[-1]
        self._cut(start, "coordinate", inserted=piece.inserted, closes=piece.closes)

    def _meet_but(self, start: int, end: int) -> None:
        if not _NO_BUT.search(self.text, max(0, start - _REACH_BACK), start):
            self._meet_coordinate(start, end)

    def _meet_so(self, start: int, end: int) -> None:
        if self._follows_comma(start):
            self._meet_coordinate(start, end)

    def _meet_said(self, start: int, end: int) -> None:
        if self.opener.kind != "cue" and _A_WORD.match(self.text, end, end + 3):
            self._cut(end, "complement")


# What each kind of joint does.
_MEETINGS = {
    name.removeprefix("_meet_"): meet
    for name, meet in vars(_Cutter).items()
    if name.startswith("_meet_")
}

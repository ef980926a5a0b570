"""Find the clause in which something is said, without a parser.

A sentence often judges one state in one clause and another in the next ("Tokyo kept its word
while Beijing cheated"). The rules below cut it; each is one that a reader can check by eye.

1. A semicolon always cuts; a colon, a dash and a parenthesis cut where a verb stands on both
   sides.
2. "and", "or", "nor" and "but" cut where a verb stands on both sides, so that "Seoul and Tokyo
   agreed" is one clause.
3. "while", "although", "because", "if", "after" and their like open a clause that ends at the
   next comma after its verb; so does ", which" or ", who". "despite" and "unlike" open a phrase
   that ends at the next comma.
4. A quotation of more than a phrase is cut from its cue (", the ministry said"); what "said"
   and "warned that" report is cut from who reports it. Whoever merely speaks is not judged.
5. A piece without a verb belongs to the clause before it, or, where none is before it, to the
   one after it.

The clause of a target is the piece that holds it, and with it: the piece where its verb
comes after an insertion ("Japan, which Seoul had scolded, kept its word"), what is added with
the same subject ("Japan kept its word and earned trust", asked of Japan), and a relative clause
that directly follows it. All in one pass; no rule looks further than a few words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from analysis.matching.phrases import fold
from analysis.matching.verbs import find_verbs

__all__ = ["Clause", "clause_around", "clauses_around", "split_clauses"]

_SPEECH = (
    "said say says saying added adds warned warns argued argues claimed claims insisted insists "
    "told stressed stresses noted notes acknowledged acknowledges admitted admits conceded "
    "declared declares announced announces alleged alleges charged complained complains remarked "
    "explained explains wrote writes tweeted replied asked asks asserted asserts stated states"
)
_THINKING = (
    "think thinks thought believe believes believed suggest suggests suggested indicate indicates "
    "indicated fear fears feared hope hopes hoped doubt doubts doubted know knows knew show shows "
    "showed shown find finds found mean means meant expect expects expected predict predicts "
    "predicted conclude concludes concluded suspect suspects suspected appear appears appeared "
    "seem seems seemed estimate estimates estimated agree agrees agreed recognise recognize "
    "recognises recognizes report reports reported confirm confirms confirmed deny denies denied "
    "imply implies implied signal signals signalled signaled assume assumes assumed reveal "
    "reveals revealed is was argue warn claim insist say add note"
)
_SUBORDINATORS = (
    "while although though whereas because unless if when whenever after before until since once "
    "even though even if even as as long as so that provided that now that"
)
_PREPOSITIONS = "despite|notwithstanding|in spite of|contrary to|unlike|in contrast to|regardless of"
_JOINTS = re.compile(
    rf"""(?P<semicolon>;)
    |(?P<colon>:)(?=\s)
    |(?P<dash>—|--|(?<=\s)[-–](?=\s))
    |(?P<open>[(\[])
    |(?P<close>[)\]])
    |(?P<quote>["“”„«»])
    |(?P<comma>,)(?!\d)
    |(?<![\w'-])(?:
        (?P<preposition>{_PREPOSITIONS})
        |(?P<subordinator>even\ (?:though|if|as)|as\ long\ as|so\ that|provided\ that|now\ that|
            while|although|though|whereas|because|unless|if|when|whenever|after|before|until|
            since|once)
        |(?P<relative>which|whom|whose|who|where)
        |(?P<that>that)
        |(?P<and>and|but|or|nor|yet|so)
        |(?P<said>said|says|say|saying)
    )(?![\w'-])""",
    re.IGNORECASE | re.VERBOSE,
)

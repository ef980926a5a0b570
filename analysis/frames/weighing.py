"""Tell an image from the plain thing by weighing the evidence."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from analysis.codebooks.frames import FrameBook, FrameCue
from analysis.codebooks.reading import HOUSE_CODEBOOKS, read_yaml
from analysis.frames.evidence import Evidence, gather_evidence
from analysis.frames.passages import Passage

__all__ = [
    "NetworkReading",
    "NetworkWeights",
    "Reading",
    "Weights",
    "load_network_weights",
    "load_weights",
    "log_odds",
    "read_cue",
    "weigh_network",
]

_CERTAIN = 0.98
# The network writes its probabilities in steps of 1/255; nothing is surer than half a step.
_SUREST = 1 / 510


class Reading(NamedTuple):
    """How one cue is read: from 0 literal to 1 figurative, and what spoke for it, in log odds."""

    figurative: float
    expression: str
    prior: float
    evidence: list[Evidence]
    weighed: list[float]

    @property
    def reasons(self) -> list[tuple[str, float]]:
        """What spoke for and against the image, told."""
        told = [(f"prior of {self.expression!r}", self.prior)]
        for (kind, _, words), weight in zip(self.evidence, self.weighed, strict=True):
            shown = f" ({words})" if words else ""
            told.append((kind + shown, weight))
        return told


class Weights(NamedTuple):
    """Weights in log odds: of nothing at all, of the cue's prior, and of each kind of evidence."""

    constant: float
    prior: float
    evidence: Mapping[str, float]


@cache
def load_weights() -> Weights:
    """Read how much each kind of evidence weighs.

    Returns
    -------
    Weights
        In log odds, as fitted on the passages of `corpus/training/frames.jsonl` by
        `python -m analysis.training frames`.
    """
    book = read_yaml(HOUSE_CODEBOOKS / "figurative.yaml")
    return Weights(float(book["constant"]), float(book["prior"]), dict(book["evidence"]))


def read_cue(passage: Passage, start: int, end: int, cue: FrameCue, book: FrameBook) -> Reading:
    """Weigh what stands around a cue.

    The prior of the codebook entry, as log odds, and the weight of each piece of evidence add up
    to the log odds of an image: a logistic regression, each term of which can be read.

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
    Reading
        `figurative` between 0.02 and 0.98, since no rule is certain, and the reasons in log odds.
    """
    weights = load_weights()
    prior = weights.prior * math.log(cue.prior / (1 - cue.prior)) + weights.constant
    gathered = gather_evidence(passage, start, end, cue, book)
    weighed = [weights.evidence.get(kind, 0.0) * amount for kind, amount, _ in gathered]
    odds = sum(weighed, prior)
    share = 1 / (1 + math.exp(-max(min(odds, 30), -30)))
    figurative = round(min(max(share, 1 - _CERTAIN), _CERTAIN), 3)
    return Reading(figurative, cue.expression, prior, gathered, weighed)


class NetworkWeights(NamedTuple):
    """Weights of log odds: of nothing at all, and of what each reader says.

    `rules` weighs what the rules say of a cue, `words` what the network says of its words,
    `near` of those within some words of it, and `passage` of the whole.
    """

    constant: float
    rules: float
    words: float
    near: float
    passage: float


@cache
def load_network_weights() -> tuple[NetworkWeights, NetworkWeights]:
    """Read how much the network counts beside the rules, and alone.

    Returns
    -------
    tuple of NetworkWeights
        For cues of the codebook; and for words that no cue covers, where the rules say nothing.
    """
    book = read_yaml(HOUSE_CODEBOOKS / "figurative.yaml")
    beside, alone = book["network"], book["network_alone"]
    return NetworkWeights(**beside), NetworkWeights(**alone)


def log_odds(share: float) -> float:
    """Turn a probability into log odds, no surer than the network can be."""
    share = min(max(float(share), _SUREST), 1 - _SUREST)
    return math.log(share / (1 - share))


class NetworkReading(NamedTuple):
    """What the network says: of some words, of those near them, and of the whole passage."""

    words: float
    near: float
    passage: float


def weigh_network(weights: NetworkWeights, rules: float, said: NetworkReading) -> float:
    """Add up log odds to a probability.

    Parameters
    ----------
    weights : NetworkWeights
        Of each part.
    rules : float
        What the rules say, a probability; it does not count where its weight is 0.
    said : NetworkReading
        What the network says, probabilities.

    Returns
    -------
    float
        From 0.02 to 0.98, since no reader is certain.
    """
    odds = weights.constant + weights.rules * log_odds(rules)
    odds += sum(weight * log_odds(share) for weight, share in zip(weights[2:], said, strict=True))
    share = 1 / (1 + math.exp(-odds))
    return round(min(max(share, 1 - _CERTAIN), _CERTAIN), 3)

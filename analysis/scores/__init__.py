"""Mentions and relations to scores: how favourable the words around each target are.

A scorer is a function from targets (`text`, `start`, `end`) to `p_negative`, `p_neutral`,
`p_positive`, `sentiment` and `n_cues` on the same index; one file each, named in
:data:`SCORERS`. The two here read word lists; one that reads a model keeps its files in
`analysis/models/` and loads them on first use.
"""

from analysis.matching.targets import targets_of
from analysis.scores.scoring import DEFAULT_SCORER, SCORERS, Scorer, score_mentions, score_targets

__all__ = [
    "DEFAULT_SCORER",
    "SCORERS",
    "Scorer",
    "score_mentions",
    "score_targets",
    "targets_of",
]

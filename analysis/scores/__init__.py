"""Mentions and relations to scores: how favourable the words around each target are.

A scorer is a function from targets (`text`, `start`, `end`) to `p_negative`, `p_neutral`,
`p_positive`, `sentiment` and `n_cues` on the same index; one file each, named in
:data:`SCORERS`. `news`, the default, runs the model in `analysis/models/`, loaded on first use;
`textblob` and `vader` read word lists, and are here to hold it against.
"""

from analysis.matching.targets import targets_of
from analysis.scores.scoring import (
    DEFAULT_SCORER,
    SCORERS,
    Scorer,
    find_scorer,
    identify_scorer,
    reach_of,
    score_mentions,
    score_targets,
)
from analysis.scores.vader import read_word_values

__all__ = [
    "DEFAULT_SCORER",
    "SCORERS",
    "Scorer",
    "find_scorer",
    "identify_scorer",
    "reach_of",
    "read_word_values",
    "score_mentions",
    "score_targets",
    "targets_of",
]
